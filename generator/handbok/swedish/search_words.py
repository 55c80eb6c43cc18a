"""The words that a text should be found by, beside those that stand in it.

The search engine finds a word by its beginning: "barn" finds "barnet", but "barnet" does not find "barn", and
"kontroll" does not find "egenkontroll". What it cannot find by itself is added here, each word with a weight below that
of a word that stands in the text, so that a page about something comes before a page that only has it in a compound.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import log10

from handbok.swedish.compounds import all_parts
from handbok.swedish.lemmas import lemmas
from handbok.swedish.lexicon import compounding
from handbok.swedish.synonyms import NO_SYNONYMS, Synonyms
from handbok.swedish.vocabulary import Vocabulary, words_of

# A word that stands in the text weighs 1.
LEMMA, SYNONYM, HEAD, SEE_ALSO, PART = 0.9, 0.8, 0.7, 0.2, 0.3
SHORTEST, SHORTEST_ABBREVIATION = 3, 2


@cache
def stop_words() -> frozenset[str]:
    """Words that nobody searches for."""
    text = files("handbok.swedish").joinpath("data/stopwords.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=8)
def _commonness(vocabulary: Vocabulary) -> Mapping[str, int]:
    """The number of words that each part is in."""
    own = (word for word in vocabulary.words if word not in stop_words() and vocabulary.has_own(word))
    return Counter(base for word in own for base in {b for part in all_parts(word, vocabulary) for b in _bases(part)})


def search_words(
    written: Sequence[str], vocabulary: Vocabulary, synonyms: Synonyms = NO_SYNONYMS
) -> tuple[tuple[str, float], ...]:
    """The extra words to index for a text, given its words in order; heaviest first.

    Of all inflections only base forms are added: what is typed is asked for in its base form.
    """
    present = sorted({word.lower() for word in written})
    weights: dict[str, float] = {}
    for extra, weight in (*_extra(present, vocabulary), *_synonymous(written, synonyms)):
        if weight > weights.get(extra, 0):
            weights[extra] = weight
    kept = [(word, weight) for word, weight in weights.items() if _is_new(word, present)]
    return tuple(sorted(kept, key=lambda pair: (-pair[1], pair[0])))


def _synonymous(words: Sequence[str], synonyms: Synonyms) -> Iterator[tuple[str, float]]:
    for expansion in synonyms.expand(words):
        for word in words_of(expansion.entry):
            if len(word) >= SHORTEST_ABBREVIATION and word.lower() not in stop_words():
                yield word.lower(), SYNONYM if expansion.equal else SEE_ALSO


def _extra(words: Iterable[str], vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    for word in words:
        yield from _words_for(word, vocabulary)


@lru_cache(maxsize=1 << 16)
def _words_for(word: str, vocabulary: Vocabulary) -> tuple[tuple[str, float], ...]:
    """Base forms and the parts of one word, with their weights."""
    if not _is_worth(word):
        return ()
    found = [(base, LEMMA) for base in lemmas(word, vocabulary)]
    pieces = [piece for joined in word.split("-") for piece in all_parts(joined, vocabulary)]
    for part in pieces:
        for base in _bases(part):
            rarity = 1 + log10(max(1, _commonness(vocabulary)[base]))
            found.append((base, round((HEAD if word.endswith(part) else PART) / rarity, 2)))
    if "-" in word:
        found += [(piece, LEMMA) for piece in word.split("-")]
    heaviest = dict(sorted(found))
    return tuple(pair for pair in heaviest.items() if _is_worth(pair[0]) and not word.startswith(pair[0]))


def _bases(part: str) -> Iterable[str]:
    """The base forms of a compound's part. A first part is one already, and "oro" is not a form of "oroa" there."""
    return (part,) if part in compounding().words else lemmas(part)


def _is_worth(word: str) -> bool:
    return len(word) >= SHORTEST and word not in stop_words()


def _is_new(word: str, present: list[str]) -> bool:
    """Whether no word of the text begins like this one, which would be found by it anyway."""
    place = bisect_left(present, word)
    return place == len(present) or not present[place].startswith(word)
