"""Figures as Swedish documents write them: read for checks and trends, never rewritten; and those that are not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal

_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_NUMBER = re.compile(
    r"(?:ca |cirka |drygt )?([+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?)\s?(%|procent|[A-Za-zåäö]{0,12})\.?\Z"
)


_WORDS = ("noll", "en|ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_ROUGH = r"(?:minst |högst |ca |cirka |drygt |knappt |omkring |ungefär |över |under |bara |endast )?"
_WORD = re.compile(
    rf"{_ROUGH}(?:(?P<digits>\d{{1,6}})|{'|'.join(f'(?P<w{i}>{w})' for i, w in enumerate(_WORDS))})(?: st\.?)?\Z"
)


class Withheld(str):
    """A figure that is not shown: the text in its place, such as "färre än 5". It states no number.

    `mark` is "farre" when the text says that the count is small and "dold" when it says nothing; `why` is a Swedish
    sentence for the reader. Whatever reads figures may take it for any text.
    """

    __slots__ = ("mark", "why")
    mark: Literal["farre", "dold"]
    why: str

    def __new__(cls, text: str, mark: Literal["farre", "dold"] = "dold", why: str = "") -> Withheld:
        """The text with its mark and its reason."""
        made = super().__new__(cls, text)
        made.mark, made.why = mark, why
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return str(self), self.mark, self.why


def reasons(*things: Any) -> tuple[str, ...]:
    """Why figures anywhere in the records are not shown, each reason once."""
    return tuple(dict.fromkeys(figure.why for thing in things for figure in _withheld(thing)))


def _withheld(thing: Any) -> Iterator[Withheld]:
    if isinstance(thing, Withheld):
        yield thing
    elif hasattr(type(thing), "model_fields"):
        for name in type(thing).model_fields:
            yield from _withheld(getattr(thing, name))
    elif isinstance(thing, dict):
        yield from _withheld(thing.values())
    elif isinstance(thing, Iterable) and not isinstance(thing, (str, bytes)):
        for part in thing:
            yield from _withheld(part)


def count(figure: str | None) -> int | None:
    """The whole number, not negative, that a figure states: "16", "5 293 st", "tre", "minst två". None for others."""
    value = number(figure)
    if value is not None:
        return int(value) if value >= 0 and value == value.to_integral_value() else None
    match = _WORD.match((figure or "").strip().lower())
    if not match:
        return None
    return int(match["digits"]) if match["digits"] else next(i for i in range(len(_WORDS)) if match[f"w{i}"])


def number(figure: str | None) -> Decimal | None:
    """The number that a figure such as "70,34", "4,9 %", "-12 134" or "3,3 GWh" states; None for other text."""
    if figure is None:
        return None
    match = _NUMBER.match(figure.translate(_MINUS).strip().lower())
    return Decimal(match.group(1).replace(" ", "").replace(",", ".")) if match else None


def with_unit(figure: str, unit: str) -> str:
    """The figure as written, with the unit after it when it is a bare number: "70,34" and "%" give "70,34 %"."""
    if isinstance(figure, Withheld):
        return figure
    bare = re.fullmatch(r"[+−–-]?[\d \u00a0]+(?:[.,]\d+)?", figure.strip())
    return f"{figure.strip()} {unit}" if bare and unit else figure.strip()


def swedish(value: Decimal | int) -> str:
    """A number computed by us in Swedish form: decimal comma, thousands parted by a no-break space."""
    whole, _, decimals = f"{value:,}".partition(".")
    return whole.replace(",", "\u00a0").replace("-", "−") + (f",{decimals}" if decimals else "")
