"""The register of sealed editions (content/arkiv.yml): read with places for every fault, and grown at its end only."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from handbok.archive.errors import told
from handbok.archive.names import bag_name
from handbok.diagnostics import Diagnostic, Location, Severity, diagnostic, has_fault, in_order
from handbok.source import Source, Tree, parse
from handbok.source.composer import CONTROL

REGISTER = "arkiv.yml"
"""The register's file in the content's folder."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """One line of the register: an edition as it was sealed.

    `paket` is the bag's folder, `kontrollsumma` the SHA-512 of its tagmanifest-sha512.txt in hex, which covers every byte
    of the bag. `anledning` is why the year was sealed again, None the first time.
    """

    ar: int
    nummer: int
    paket: str
    kontrollsumma: str
    forseglad: date
    commit: str
    organisation: str
    enheter: tuple[str, ...]
    anledning: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """What the register says, and what is wrong with how it is written. A line with faults is not among `sealings`."""

    sealings: tuple[Sealing, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def of(self, year: int) -> tuple[Sealing, ...]:
        """The year's sealings, oldest first."""
        return tuple(sorted((s for s in self.sealings if s.ar == year), key=lambda s: s.nummer))


def current(sealings: Iterable[Sealing]) -> dict[int, Sealing]:
    """The sealing that counts for each year: the newest."""
    return {s.ar: s for s in sorted(sealings, key=lambda s: (s.ar, s.nummer))}


@dataclass(frozen=True, slots=True)
class _Field:
    """How a value must be written (`pattern`), what to call that in Swedish, and what becomes of it."""

    pattern: re.Pattern[str]
    expected: str
    made: Callable[[str], Any] = str


_TEXT = re.compile(r"(?=.*\S)[^\n]*")
_FIELDS = {
    "ar": _Field(re.compile(r"(?:19|20)[0-9]{2}"), "ett årtal", int),
    "nummer": _Field(re.compile(r"[1-9][0-9]{0,3}"), "ett heltal från 1", int),
    "paket": _Field(_TEXT, "paketets mapp, till exempel 2023-1"),
    "kontrollsumma": _Field(re.compile(r"[0-9a-f]{128}"), "128 tecken ur 0–9 och a–f"),
    "forseglad": _Field(re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "ett datum, ÅÅÅÅ-MM-DD", date.fromisoformat),
    "commit": _Field(re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}"), "gits id, 40 tecken ur 0–9 och a–f"),
    "organisation": _Field(_TEXT, "en text på en rad"),
    "enheter": _Field(_TEXT, "en lista av texter"),
    "anledning": _Field(_TEXT, "en text på en rad"),
}
_OPTIONAL = "anledning"


def read_register(path: Path, shown_as: str = "") -> Register:
    """The register in the file; without faults and empty when there is no file.

    `shown_as` is what diagnostics call it. Raises ArchiveError when it cannot be read.
    """
    return register_in(register_bytes(path), shown_as or path.as_posix())


def register_bytes(path: Path) -> bytes:
    """The file as it is, empty when there is none. Raises ArchiveError when it cannot be read."""
    with told("läsa", path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return b""


def register_in(raw: bytes, shown_as: str) -> Register:
    """The register in a file's bytes."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = Location(shown_as, raw[: error.start].count(b"\n") + 1)
        return Register((), (diagnostic(where, "inte-utf8", "registret är inte UTF-8"),))
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if control := CONTROL.search(text):
        line, column = text.count("\n", 0, control.start()) + 1, control.start() - text.rfind("\n", 0, control.start())
        message = f"ett otillåtet styrtecken (U+{ord(control.group()):04X}) står här"
        return Register((), (diagnostic(Location(shown_as, line, column), "styrtecken", message),))
    found: list[Diagnostic] = []
    source = parse(text, shown_as, (REGISTER,), found)
    return sealings_of(source) if source else Register((), in_order(found))


def sealings_of(source: Source) -> Register:
    """The register in an already parsed file."""
    if source.data is None:
        return Register()
    if not isinstance(source.data, list):
        return Register((), (diagnostic(source.at(), "fel-typ", "registret ska vara en lista", "börja varje rad med - ar:"),))
    found: list[Diagnostic] = []
    read = [(i, _sealing(source, i, row, found)) for i, row in enumerate(source.data)]
    sealings = [(i, sealing) for i, sealing in read if sealing]
    if not found:
        found.extend(_misnumbered(source, sealings))
    return Register(tuple(sealing for _, sealing in sealings), in_order(found))


def _sealing(source: Source, row: int, data: Tree, found: list[Diagnostic]) -> Sealing | None:
    """The line's sealing, or None with its faults in `found`."""
    if not isinstance(data, dict):
        found.append(diagnostic(source.at((row,)), "fel-typ", "raden ska ha nycklar med värden", "börja raden med - ar:"))
        return None
    faults: list[Diagnostic] = []
    for key in data.keys() - _FIELDS.keys():
        near = difflib.get_close_matches(key, _FIELDS, 1)
        remedy = f'menas "{near[0]}"?' if near else f"nycklarna här är {', '.join(_FIELDS)}"
        faults.append(diagnostic(source.at((row, key), key=True), "okand-nyckel", f'nyckeln "{key}" finns inte', remedy))
    missing = _FIELDS.keys() - data.keys() - {_OPTIONAL}
    faults.extend(diagnostic(source.at((row,)), "saknad-nyckel", f'nyckeln "{k}" saknas', f"lägg till {k}:") for k in missing)
    values = {key: _value(source, row, key, data[key], faults) for key in _FIELDS if key in data}
    found.extend(faults)
    return None if has_fault(faults) else Sealing(**values)


def _value(source: Source, row: int, key: str, written: Tree, faults: list[Diagnostic]) -> Any:
    """The value of a key; None with a fault when it has another form than it must."""
    field = _FIELDS[key]
    try:
        if key == "enheter" and isinstance(written, list) and written and all(_fits(field, unit) for unit in written):
            return tuple(str(unit) for unit in written)
        if key != "enheter" and _fits(field, written):
            return field.made(str(written))
    except ValueError:
        faults.append(diagnostic(source.at((row, key)), "fel-datum", f'"{written}" är inte ett datum'))
        return None
    faults.append(diagnostic(source.at((row, key)), "fel-typ", f'"{key}" ska vara {field.expected}', f"skriv {field.expected}"))
    return None


def _fits(field: _Field, text: Tree) -> bool:
    return isinstance(text, str) and bool(field.pattern.fullmatch(text))


def _misnumbered(source: Source, rows: Sequence[tuple[int, Sealing]]) -> list[Diagnostic]:
    """Lines that do not follow from those before them: a line that is gone or put in leaves a gap or a repeat."""
    found: list[Diagnostic] = []
    reached: dict[int, int] = {}
    for row, sealing in rows:
        expected = reached.get(sealing.ar, 0) + 1
        reached[sealing.ar] = max(sealing.nummer, expected - 1)
        name = bag_name(sealing.ar, sealing.nummer)
        if sealing.nummer < expected:
            found.append(_fault(source, row, "nummer", "dubbel-forsegling", f"{name} står redan i registret"))
        elif sealing.nummer > expected:
            message = f"{sealing.ar} har nummer {sealing.nummer}, men nummer {expected} finns inte före det"
            found.append(_fault(source, row, "nummer", "lucka-i-arkivet", message))
        if sealing.paket != name:
            found.append(_fault(source, row, "paket", "fel-forsegling", f'paketet heter {name}, inte "{sealing.paket}"'))
        if (sealing.anledning is None) != (sealing.nummer == 1):
            what = (
                "en ny försegling av samma år behöver en anledning" if sealing.nummer > 1 else "den första har ingen anledning"
            )
            found.append(_fault(source, row, "anledning", "fel-forsegling", what))
    return found


def _fault(source: Source, row: int, key: str, code: str, message: str) -> Diagnostic:
    """Built here, since these codes belong to the register alone."""
    remedy = "återställ registret ur git; handbok arkivera lägger till rader, ingen rad skrivs för hand"
    return Diagnostic(source.at((row, key)), code, message, remedy, Severity.FAULT)
