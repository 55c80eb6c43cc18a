"""Ids that things have had, as years that are over still write them.

A year that is over may be sealed: its files are not changed when something that lives across years gets another id. Where
such a file names the former id, it means the thing as it is called now. In the files of the newest year and in those that
live across years a former id is a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Former:
    """The present id by kind and former id, and the newest year that the handbook has."""

    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)
    newest: int = 0

    def now(self, kind: str, ident: str) -> str:
        """What a thing of that kind is called now."""
        return self.ids.get((kind, ident), ident)

    def now_in(self, year: int | None, kind: str, ident: str) -> str:
        """What a file of that year (None for what lives across years) means: a former id will do in a year that is over."""
        return self.now(kind, ident) if year is not None and year < self.newest else ident
