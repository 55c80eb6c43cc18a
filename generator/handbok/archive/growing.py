"""Adding a line to the register: at the end, everything before it byte for byte as it was, in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from pathlib import Path

from handbok.archive.errors import ArchiveError, told
from handbok.archive.register import Sealing, register_bytes, register_in
from handbok.source import parse
from handbok.source.composer import CONTROL

HEADER = """\
# Register över förseglade utgåvor. handbok arkivera lägger till rader sist; ändra eller ta aldrig bort en rad.
# kontrollsumma är SHA-512 för paketets fil tagmanifest-sha512.txt. Den går att räkna ut utan handbok, till exempel:
#   sha512sum arkiv/2023-1/tagmanifest-sha512.txt
"""


def plain(text: str) -> str:
    """The text on one line, as both the register and bag-info.txt can hold it."""
    return " ".join(CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def append(path: Path, sealing: Sealing) -> None:
    """Adds the line. Whoever reads the file meanwhile, or after a crash, finds it without the line or with it, whole.

    Raises ArchiveError, with the file as it was, when it has faults, cannot be added to or cannot be written.
    """
    old = register_bytes(path)
    new = with_line(old, sealing, path.name)
    with told("skriva", path):
        replace_file(path, new)


def with_line(old: bytes, sealing: Sealing, name: str) -> bytes:
    """The file's bytes with the line added. Raises ArchiveError when the result would not say just that."""
    before = register_in(old, name)
    if before.diagnostics:
        first = before.diagnostics[0]
        raise ArchiveError(f"registret har fel ({first.location}: {first.message}); rätta det och kör igen")
    newline = "\r\n" if b"\r\n" in old else "\n"
    start = old if old.strip() else old + HEADER.replace("\n", newline).encode()
    gap = b"" if not start or start.endswith((b"\n", b"\r")) else newline.encode()
    indent = _indent(old)
    line = "".join(f"{indent}{row}{newline}" for row in _rows(sealing))
    new = start + gap + line.encode()
    after = register_in(new, name)
    if after.diagnostics or after.sealings != (*before.sealings, sealing):
        raise ArchiveError(
            f"det går inte att lägga till en rad sist i {name}; skriv registret som en lista där rader börjar med -"
        )
    return new


def _rows(sealing: Sealing) -> list[str]:
    """The line as YAML. Texts stand in quotes, in which nothing but the quote itself means anything."""
    rows = [
        f"- ar: {sealing.ar}",
        f"  nummer: {sealing.nummer}",
        f"  paket: {sealing.paket}",
        f"  kontrollsumma: {_quoted(sealing.kontrollsumma)}",
        f"  forseglad: {sealing.forseglad.isoformat()}",
        f"  commit: {_quoted(sealing.commit)}",
        f"  organisation: {_quoted(sealing.organisation)}",
        "  enheter:",
        *(f"    - {_quoted(unit)}" for unit in sealing.enheter),
    ]
    return [*rows, f"  anledning: {_quoted(sealing.anledning)}"] if sealing.anledning else rows


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _indent(old: bytes) -> str:
    """The blanks that the list's own lines begin with."""
    text = old.decode("utf-8-sig")
    source = parse(text.replace("\r\n", "\n"), "arkiv.yml", ("arkiv.yml",), [])
    if source is None or not source.data:
        return ""
    line = source.lines[source.at((0,)).line - 1]
    return line[: len(line) - len(line.lstrip())]


def replace_file(path: Path, new: bytes) -> None:
    """Writes beside the file and puts the result in its place. The name beside is always the same: nothing piles up."""
    beside = path.with_name(f".{path.name}.pagar")
    beside.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with beside.open("xb") as file:
            file.write(new)
            if path.exists():
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """Makes what names the folder holds survive a power cut, where the file system can promise that for a folder."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
