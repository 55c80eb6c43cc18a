"""The words that a text should be found by: the base forms of those that stand in it, and what else they hold.

What is typed is asked for in its base form, so that is what a page is indexed under: "barnet" as "barn". A compound is also
found by its parts ("egenkontroll" by "kontroll") and a word by what means the same. Those weigh less than a word that stands
in the text, so that a page about something comes before a page that only has it in a compound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import log10

from handbok.swedish.compounds import all_parts
from handbok.swedish.lemmas import lemmas
from handbok.swedish.lexicon import compounding
from handbok.swedish.synonyms import Synonyms
from handbok.swedish.vocabulary import Vocabulary, words_of

WRITTEN, HYPHENED, SYNONYM, HEAD, PART, SEE_ALSO = 1.0, 0.9, 0.8, 0.7, 0.3, 0.2
"""What a word weighs by how it belongs to the text: as one that stands there in some form, as what is joined by a hyphen…"""
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


@lru_cache(maxsize=1 << 16)
def search_words(word: str, vocabulary: Vocabulary) -> tuple[tuple[str, float], ...]:
    """The words to index for a word in lower case that stands in a text, each with its weight."""
    found = dict(_pieces(word, vocabulary)) if _is_worth(word) else {}
    found |= dict.fromkeys(lemmas(word, vocabulary), WRITTEN)
    return tuple(sorted(found.items()))


def _pieces(word: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """The parts of a compound, lightest first."""
    joined = word.split("-")
    parts = [part for one in joined for part in all_parts(one, vocabulary)]
    weighed = [
        (base, round((HEAD if word.endswith(part) else PART) / (1 + log10(max(1, _commonness(vocabulary)[base]))), 2))
        for part in parts
        for base in _bases(part)
        if _is_worth(base)
    ]
    yield from sorted(weighed, key=lambda pair: (pair[1], pair[0]))
    if len(joined) > 1:
        yield from ((base, HYPHENED) for one in joined if one not in stop_words() for base in lemmas(one, vocabulary))


def synonymous(written: Sequence[str], vocabulary: Vocabulary, synonyms: Synonyms) -> dict[str, float]:
    """The words of what means the same as something in a text, given its words in order, each with its weight."""
    found: dict[str, float] = {}
    for expansion in synonyms.expand(written):
        weight = SYNONYM if expansion.equal else SEE_ALSO
        for word in words_of(expansion.entry):
            if len(word) >= SHORTEST_ABBREVIATION and word.lower() not in stop_words():
                for base in lemmas(word, vocabulary):
                    found[base] = max(weight, found.get(base, 0))
    return found


def _bases(part: str) -> Iterable[str]:
    """The base forms of a compound's part. A first part is one already, and "oro" is not a form of "oroa" there."""
    return (part,) if part in compounding().words else lemmas(part)


def _is_worth(word: str) -> bool:
    return len(word) >= SHORTEST and word not in stop_words()
