"""Words that the archive's modules share: how files and folders are named, and what a difference is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

TAGMANIFEST = "tagmanifest-sha512.txt"
MANIFEST = "manifest-sha512.txt"
BAG_INFO = "bag-info.txt"
DECLARATION = "bagit.txt"
PAYLOAD = "data/"
LOCK = ".las"
UNFINISHED = ".pagar-"
SET_ASIDE = "undanlagda"


class Kind(StrEnum):
    """What sort of difference it is. The values are for programs and never change."""

    MISSING_BAG = "paket-saknas"
    UNREGISTERED = "paket-utan-rad"
    MISSING = "fil-saknas"
    CHANGED = "fil-andrad"
    UNKNOWN = "fil-utan-rad"
    RENAMED = "fil-omdopt"
    WRONG_TYPE = "fel-filtyp"
    UNREADABLE = "fil-olasbar"
    HOSTILE = "farlig-sokvag"
    MALFORMED = "trasig-forteckning"
    DIGEST = "kontrollsumman-skiljer"
    REGISTER = "registret-skiljer"
    REWRITTEN = "rad-omskriven"
    UNCOMMITTED = "rad-inte-incheckad"
    NO_HISTORY = "historik-saknas"


WARNINGS = frozenset({Kind.UNREGISTERED, Kind.UNCOMMITTED})


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """Something that is not as it was sealed.

    `bag` is the bag's name or, for the register, its path; `file` the path within the bag, empty for the whole.
    """

    bag: str
    file: str
    kind: Kind
    problem: str
    remedy: str

    @property
    def warning(self) -> bool:
        """Whether nothing sealed is in doubt: someone should look, but the edition is as it was."""
        return self.kind in WARNINGS

    def __str__(self) -> str:
        place = f"{self.bag}/{self.file}" if self.file else self.bag
        return f"{place}: {self.problem}\n  åtgärd: {self.remedy}"


def bag_name(year: int, number: int) -> str:
    """What the bag's folder is called."""
    return f"{year}-{number}"


_SPECIAL = re.compile(r"[\\:%*?\"<>|~]")


def unfit(path: str) -> str:
    """Why a path cannot be a bag's, in Swedish; empty when it can. What it lets through is the same path everywhere."""
    parts = path.split("/")
    if not path.isprintable():
        return "innehåller osynliga tecken"
    if special := _SPECIAL.search(path):
        return f"innehåller tecknet {special.group()}"
    if any(part in ("", ".", "..") for part in parts):
        return "pekar utanför paketet eller har en tom del"
    if any(part != part.strip() or part.endswith(".") for part in parts):
        return "har mellanslag eller punkt i slutet eller början av en del"
    if any(len(part.encode()) > 255 for part in parts):
        return "är för lång"
    return ""


def shown(path: str) -> str:
    """A path as it may be printed: what is invisible, not text or steers a terminal is escaped."""
    written = path.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in written)
