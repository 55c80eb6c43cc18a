"""Figures as Swedish documents write them: read for checks and trends, never rewritten."""

from __future__ import annotations

import re
from decimal import Decimal

_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_NUMBER = re.compile(
    r"(?:ca |cirka |drygt )?([+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?)\s?(%|procent|[A-Za-zåäö]{0,12})\.?\Z"
)


def number(figure: str | None) -> Decimal | None:
    """The number that a figure such as "70,34", "4,9 %", "-12 134" or "3,3 GWh" states; None for other text."""
    if figure is None:
        return None
    match = _NUMBER.match(figure.translate(_MINUS).strip().lower())
    return Decimal(match.group(1).replace(" ", "").replace(",", ".")) if match else None


def with_unit(figure: str, unit: str) -> str:
    """The figure as written, with the unit after it when it is a bare number: "70,34" and "%" give "70,34 %"."""
    bare = re.fullmatch(r"[+−–-]?[\d \u00a0]+(?:[.,]\d+)?", figure.strip())
    return f"{figure.strip()} {unit}" if bare and unit else figure.strip()


def swedish(value: Decimal | int) -> str:
    """A number computed by us in Swedish form: decimal comma, thousands parted by a no-break space."""
    whole, _, decimals = f"{value:,}".partition(".")
    return whole.replace(",", "\u00a0").replace("-", "−") + (f",{decimals}" if decimals else "")
