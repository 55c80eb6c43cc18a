"""Words as typed on a keyboard without Swedish letters."""

from __future__ import annotations

import unicodedata

_SAME = str.maketrans({"æ": "a", "ø": "o", "ß": "s", "đ": "d", "ð": "d", "ł": "l", "þ": "t", "ı": "i"})


def folded(word: str) -> str:
    """The word in lower case without dots, rings and accents: "orosanmälan" is "orosanmalan".

    A search compares folded words only after the words as they are, so that "rad" finds "rad" before "råd".
    """
    apart = unicodedata.normalize("NFKD", word.lower().translate(_SAME))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).lower().translate(_SAME)
