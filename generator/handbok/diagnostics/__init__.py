"""Diagnostics are values: what is wrong, where, and what to do. Collected and sorted, never raised or printed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from handbok.diagnostics.codes import CODES

LONGEST = 600


class Severity(StrEnum):
    """How much a finding matters. The values are the Swedish words that a reader sees."""

    FAULT = "fel"
    WARNING = "varning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in the content: path relative to the working folder, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` says what is wrong in the editor's words, `remedy` what to do about it."""

    location: Location
    code: str
    message: str
    remedy: str
    severity: Severity

    def acknowledged(self, note: str) -> Diagnostic:
        """The same finding as information, since a källnotering at the place already explains it to the reader."""
        remedy = _one_line(f"inget; källnoteringen förklarar det: {note.strip()}")
        return Diagnostic(self.location, self.code, self.message, remedy, Severity.INFO)


def diagnostic(location: Location, code: str, message: str, remedy: str = "") -> Diagnostic:
    """A finding with the severity, and unless one is given the remedy, that its code has in `CODES`."""
    meta = CODES[code]
    remedy = remedy or meta.remedy
    return Diagnostic(location, code, _one_line(message), _one_line(remedy), Severity(meta.severity))


def _one_line(text: str) -> str:
    """The text without line breaks, and not longer than someone reads: it may quote anything from a content file."""
    line = text.replace("\n", " ")
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted as an editor works through them: by file, line, column, then code and message; no repeats."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.location, d.code, d.message)))


def has_fault(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether anything found must stop a build."""
    return any(d.severity is Severity.FAULT for d in diagnostics)
