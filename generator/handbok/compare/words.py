"""Swedish for the comparison: lists, numerals, dates and the endings that follow a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_MONTHS = [
    *["januari", "februari", "mars", "april", "maj", "juni"],
    *["juli", "augusti", "september", "oktober", "november", "december"],
]


def listed(words: Sequence[str]) -> str:
    """The words as a list in running text: "A", "A och B", "A, B och C"."""
    return " och ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def count(number: int, one: str, many: str) -> str:
    """A number with what is counted: "1 nytt", "3 nya"."""
    return f"{number} {one if number == 1 else many}"


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence; an abbreviation keeps its capital."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def long_date(day: date) -> str:
    """A date as Swedes write it in text: 1 mars 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
