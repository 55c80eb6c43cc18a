"""Whether the content still says what was sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from handbok.archive.register import Sealing, current
from handbok.confirming import unconfirmed
from handbok.diagnostics import Diagnostic, Location, diagnostic


def drift(content: Path, archive: Path, sealings: Iterable[Sealing]) -> Iterator[Diagnostic]:
    """Where a sealed year's own plans and goals are no longer as they were sealed, as far as its bag is at hand.

    That someone has confirmed a link since is no difference: it is a note of the editors', not what the year said.
    """
    for sealing in current(sealings).values():
        sealed = archive / sealing.paket / "data" / "innehall"
        if not sealed.is_dir():
            continue
        own = ("planer", "styrning")
        then = _files(sealed, (f"{folder}/{sealing.ar}" for folder in own))
        now = _files(content, (f"{folder}/{sealing.ar}" for folder in own))
        for path in sorted(then.keys() | now.keys()):
            if _says(then.get(path)) != _says(now.get(path)):
                what = (
                    "har ändrats" if path in then and path in now else "har tagits bort" if path in then else "har kommit till"
                )
                message = f"filen {what} efter att {sealing.ar} förseglades som {sealing.paket}"
                yield diagnostic(Location((content / path).as_posix()), "avviker-fran-forsegling", message)


def _says(raw: bytes | None) -> bytes | None:
    return raw if raw is None else unconfirmed(raw)


def _files(root: Path, folders: Iterable[str]) -> Mapping[str, bytes]:
    found = {}
    for folder in folders:
        for path in (root / folder).rglob("*"):
            if path.is_file():
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found
