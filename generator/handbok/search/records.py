"""An entry as the index has it: what a hit is shown with, and what each word is worth on it.

Words that do not stand on the page (a compound's parts, synonyms, those of lists of links) are only in the index: they are
never read, heard or printed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from handbok.search.published import KIND, SOUGHT_BY, Entry
from handbok.swedish.search_words import WRITTEN, search_words, stop_words, synonymous
from handbok.swedish.synonyms import Synonyms
from handbok.swedish.vocabulary import Vocabulary, words_of

TITLE, HEADING, TEXT, LINKS = 50.0, 2.0, 1.0, 0.2
"""What a word weighs by where it stands."""
KINDS: Mapping[str, float] = {
    "Rutin": 1.0,
    "Process": 0.8,
    "Plan": 0.8,
    "Dokument": 0.3,
    "Kravsamling": 0.3,
    "Upphävd rutin": 0.1,
}
OTHER_KINDS = 0.7
"""What kinds of pages weigh: staff look for how to do something, and documents repeat what other pages are the home of.
A withdrawn rutin is for who looks for that very one."""
SOUGHT = 0.8
"""What an expression that an editor says the page is searched by weighs, of what the title does."""
LONG_TITLE = 3
"""Words; in a longer title each weighs less, as it says less of what the page is about."""
CHOICES = (KIND, "enhet", "process")
"""The labels that a reader can limit a search by."""
MOST = 8.0
"""What a word in the text weighs at most, however often it stands there: a page's title tells more of what it is about."""
SATURATION = 24.0
"""The weight at which a word is worth half of what it can be."""
BEST = 63
"""What a word is worth at most; whole numbers, as they are to be fetched."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a hit is shown with, and the words that it is found by with what each is worth (1 to `BEST`)."""

    shown: Mapping[str, object]
    worth: Mapping[str, int]


def record(entry: Entry, year: int, vocabulary: Vocabulary, synonyms: Synonyms) -> Record:
    """What the index has of an entry."""
    labels = {name: value for name, value in entry.labels.items() if name != SOUGHT_BY}
    meta = {"title": entry.title, "adress": entry.address, "utgava": str(year), **labels}
    sections = [(s.anchor, s.heading, s.text) for s in entry.sections if not s.links and (s.heading or s.text)]
    weights = _weights(entry, vocabulary, synonyms)
    worth = {word: max(1, round(BEST * sqrt(weight / (SATURATION + weight)))) for word, weight in weights.items()}
    worth |= {choice_word(name, entry.labels[name]): 1 for name in CHOICES if name in entry.labels}
    return Record({"meta": meta, "sections": sections}, worth)


def _weights(entry: Entry, vocabulary: Vocabulary, synonyms: Synonyms) -> dict[str, float]:
    """What each word weighs on an entry: what it does in the title and the text, or else what something like it does."""
    scale = KINDS.get(entry.kind, OTHER_KINDS)
    title = TITLE * scale * min(1.0, sqrt(LONG_TITLE / max(1, len(entry.title_words))))
    text = (
        *((s.heading_words, HEADING * scale) for s in entry.sections if not s.links),
        *((s.words, (LINKS if s.links else TEXT) * scale) for s in entry.sections),
    )
    standing, like = _found_by(text, vocabulary, synonyms)
    weights = {word: _bounded(weight) for word, weight in standing.items()}
    in_title, like_title = _found_by([(entry.title_words, title)], vocabulary, synonyms)
    for word, weight in in_title.items():
        weights[word] = weight + weights.get(word, 0)
    sought = _sought_by(entry, title * SOUGHT, vocabulary)
    for word, weight in (*((word, _bounded(weight)) for word, weight in like.items()), *like_title.items(), *sought.items()):
        if weight > weights.get(word, 0):
            weights[word] = weight
    return weights


def _sought_by(entry: Entry, weight: float, vocabulary: Vocabulary) -> dict[str, float]:
    """The base forms of the expressions that the editor gave; a word of a longer expression tells much less by itself."""
    found: dict[str, float] = {}
    for expression in entry.sought_by:
        telling = [word.lower() for word in words_of(expression) if word.lower() not in stop_words()]
        for word in telling:
            for base, share in search_words(word, vocabulary):
                if share == WRITTEN:
                    found[base] = max(found.get(base, 0), weight / len(telling) ** 2)
    return found


def _bounded(weight: float) -> float:
    return MOST * weight / (MOST + weight)


def _found_by(
    texts: Iterable[tuple[Sequence[str], float]], vocabulary: Vocabulary, synonyms: Synonyms
) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The base forms that stand in texts, given with what a word weighs in each, summed; and of words like them."""
    standing: dict[str, float] = {}
    like: dict[str, float] = {}
    for words, weight in texts:
        for word, times in Counter(words).items():
            lowered = word.lower()
            standing[lowered] = standing.get(lowered, 0) + weight * times
        for base, share in synonymous(words, vocabulary, synonyms).items():
            like[base] = like.get(base, 0) + weight * share
    found: dict[str, float] = {}
    for word, weight in standing.items():
        for base, share in search_words(word, vocabulary):
            if share == WRITTEN:
                found[base] = found.get(base, 0) + weight
            elif weight * share > like.get(base, 0):
                like[base] = weight * share
    return found, like


def choice_word(name: str, value: str) -> str:
    """The word that every entry with that label is indexed under, which nobody types."""
    return f"urval{int.from_bytes(hashlib.sha256(f'{name}:{value}'.encode()).digest()[:4]):010}"
