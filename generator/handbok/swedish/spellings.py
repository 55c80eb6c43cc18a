"""The words of a handbook that a misspelt word may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from handbok.swedish.folding import folded
from handbok.swedish.vocabulary import Vocabulary

MOST = 5  # suggestions for one word
SHORTEST = 3
LONGEST = 60
# Letters that lie side by side on a Swedish keyboard, row by row.
ROWS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
DOTS_COST, NEIGHBOUR_COST = 0.2, 0.8  # what a slip costs, where any other wrong letter costs 1


def _neighbours() -> frozenset[str]:
    beside = {row[i : i + 2] for row in ROWS for i in range(len(row) - 1)}
    return frozenset(beside | {pair[::-1] for pair in beside})


BESIDE = _neighbours()


def spellings(word: str, vocabulary: Vocabulary, most: int = MOST) -> tuple[str, ...]:
    """The nearest words of the vocabulary, best first; nothing for a word that is in it or that is like none.

    One slip is allowed for every four letters, three at most. Missing dots hardly count, and a word typed without them
    is found whatever its length.
    """
    form = word.lower()
    if not SHORTEST <= len(form) <= LONGEST or vocabulary.has_own(form):
        return ()
    found = sorted((distance, -vocabulary.count(other), other) for distance, other in _near(form, vocabulary))
    return tuple(other for _, _, other in found[:most])


def _near(form: str, vocabulary: Vocabulary) -> Iterator[tuple[float, str]]:
    bare, most = folded(form), allowed(form)
    plain = _plain(vocabulary)
    hits = extract_iter(bare, plain, scorer=OSA.distance, score_cutoff=most)
    for _, slips, place in hits:
        other = vocabulary.words[place]
        if (
            len(other) >= SHORTEST
            and vocabulary.has_own(other)
            and (slips == 0 or other[0] == form[0] or slips < most or bare[1:3] == plain[place][1:3])
        ):
            yield _cost(form, other, bare, plain[place], slips), other


def allowed(word: str) -> int:
    """How many slips a word of this length may have."""
    return min(3, max(1, len(word) // 4))


def _cost(form: str, other: str, bare: str, plain: str, slips: float) -> float:
    """The number of slips, a little less for a neighbouring key and a little more for wrong dots."""
    if len(bare) == len(plain):
        wrong = [a + b for a, b in zip(bare, plain, strict=True) if a != b]
        if len(wrong) == slips:
            slips = sum(NEIGHBOUR_COST if pair in BESIDE else 1 for pair in wrong)
    # A slip inside a word is commoner than one in its first letter.
    return slips + DOTS_COST * (OSA.distance(form, other) > OSA.distance(bare, plain)) + 0.3 * (bare[0] != plain[0])


@lru_cache(maxsize=8)
def _plain(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The vocabulary's words without dots, in the same order."""
    return tuple(folded(word) for word in vocabulary.words)
