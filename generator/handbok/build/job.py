"""One edition of a build: made from content or copied out of the archive, unless the present site has it already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Built:
    """An edition that was built: its year and how many pages it has."""

    year: int
    pages: int


class Job(Protocol):
    """One edition to put into the new site, in this process or another."""

    @property
    def year(self) -> int:
        """The edition's year."""

    def unchanged(self) -> int | None:
        """How many pages the edition has, when the present site has it whole and it would not become another."""

    def take_over(self) -> None:
        """Links the whole edition from the present site."""

    def build(self) -> Built:
        """Makes the edition. Raises SiteError when it cannot be done."""
