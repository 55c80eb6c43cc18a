"""The order of the Swedish alphabet."""

from __future__ import annotations

import unicodedata
from functools import cache

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzåäö")
_RANK = {c: i for i, c in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyzåäö")}
_SAME = str.maketrans({"æ": "ä", "ø": "ö", "ü": "y"})


def _letters(text: str) -> str:
    """Lower case in Swedish letters: é is e, but å, ä and ö are letters of their own."""
    composed = unicodedata.normalize("NFC", text.lower()).translate(_SAME)
    return "".join(c if c in _LETTERS else unicodedata.normalize("NFD", c)[0] for c in composed)


@cache  # the same titles are sorted in list after list
def alphabetical(text: str) -> tuple[tuple[int, ...], str]:
    """A sort key for Swedish titles: blanks, digits, a–z, then å, ä, ö. Punctuation does not count."""
    return tuple(rank for c in _letters(text) if (rank := _RANK.get(c)) is not None), text


def initial(text: str) -> str:
    """The letter that a title is listed under; "0–9" for digits."""
    first = next((c for c in _letters(text) if c.isalnum()), "")
    return first.upper() if first in _LETTERS else "0–9"
