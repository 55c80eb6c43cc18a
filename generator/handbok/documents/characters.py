"""What may stand in a file's text: control characters go, and what no font of ours can show is written as its number.

PDF/A and PDF/UA allow no character without a glyph, and XML none of the control characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# Control characters but tab and newline, halves of pairs, and what turns the direction of the text around it.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_COMMON = re.compile(
    r"[\t\n -~\u00a0-\u017f\u2009\u2010-\u2015\u2018-\u201e\u2020-\u2026\u202f\u2030\u2032\u2033\u2190-\u2193\u2212]*\Z"
)


def readable(text: str) -> str:
    """The text in composed form (NFC), without characters that are not seen."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def uncommon(text: str) -> frozenset[str]:
    """The characters of the text that a text font may lack."""
    return frozenset() if _COMMON.match(text) else frozenset(c for c in text if not _COMMON.match(c))


def replaced(text: str, missing: Callable[[str], bool]) -> str:
    """The text with each character that is `missing` written as its number: [U+1F600]."""
    return "".join(f"[U+{ord(c):04X}]" if missing(c) else c for c in text)
