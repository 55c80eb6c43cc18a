"""Text broken into lines for a drawing, where nothing else does it: by the width its letters have, words whole if they fit.

Widths are those of Arial, which the fonts that pages ask for (`--md-text-font`) come close to; SLACK is for those that
are wider. A word that is wider than a line is parted where a compound is joined, else wherever there is room.
"""

from __future__ import annotations

from functools import cache

SLACK = 1.08
BOLD = 1.08
SHORTEST_PIECE = 3
_WIDTHS = {
    0.23: "ijl'’|",
    0.28: "I.,:;!/ ft[]·",
    0.36: '()-”"r',
    0.5: "ckszvxyJ*",
    0.56: "abdeghnopqu0123456789åäöéèüáL?_#$–",
    0.61: "FTZ+<>=~^",
    0.67: "ABEKPSVXYÅÄ&",
    0.72: "CDHNRUw",
    0.78: "GOQÖ",
    0.89: "mM%",
    1.02: "W@—…",
}
_WIDTH_OF = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_UNKNOWN, _PICTURE = 1.0, 1.4  # of the size, for letters of other alphabets and for what is no letter


@cache  # words come back
def width(text: str, size: int, *, bold: bool = False) -> float:
    """How wide a text on one line is at the most, in the unit of its `size`."""
    letters = sum(_WIDTH_OF.get(c, _PICTURE if ord(c) > 0xFFFF else _UNKNOWN) for c in text)
    return letters * size * SLACK * (BOLD if bold else 1)


@cache  # a title stands in many drawings
def lines(text: str, room: int, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `room`; at least one. A parted word ends its line with a hyphen."""
    blank, hyphen = (width(sign, size, bold=bold) for sign in " -")
    done: list[str] = []
    line, left = "", float(room)
    for word in text.split():
        wide = width(word, size, bold=bold)
        if line and blank + wide <= left:
            line, left = f"{line} {word}", left - blank - wide
            continue
        if line:
            done.append(line)
        line = word
        while wide > room and len(line) > 1 and _fitting(line, room, size, bold=bold) < len(line):
            cut = _cut(line, max(_fitting(line, room - hyphen, size, bold=bold), 1))
            # A word that has a hyphen or the like where it is cut needs no other.
            done.append(f"{line[:cut]}-" if line[cut - 1].isalpha() else line[:cut])
            line = line[cut:]
        left = room - (wide if line == word else width(line, size, bold=bold))
    return (*done, line)


def _fitting(text: str, room: float, size: int, *, bold: bool) -> int:
    """How many of the text's letters fit; it looks at no more than that."""
    for count, letter in enumerate(text):
        room -= width(letter, size, bold=bold)
        if room < 0:
            return count
    return len(text)


def _cut(word: str, longest: int) -> int:
    """Where to part a word: after the last joint within `longest`, so that a piece on either side can be read."""
    signs = [i + 1 for i, c in enumerate(word[:longest]) if c in "-/–_.,"]
    joints = [*signs, *_compound_joints(word)]
    good = [j for j in joints if SHORTEST_PIECE <= j <= longest and len(word) - j >= SHORTEST_PIECE]
    return max(good, default=longest)


def _compound_joints(word: str) -> list[int]:
    """After how many letters the parts of a compound end."""
    from handbok.swedish.compounds import split  # noqa: PLC0415  its word lists are for the rare word that needs them

    found, end = [], 0
    for part in split(word.rstrip('.,:;!?)”"'))[:-1]:
        end += len(part.form)
        found.append(end)
    return found
