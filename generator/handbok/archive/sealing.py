"""Sealing a year: one at a time, every step undone or taken up by the next run, the line in the register last."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from handbok.archive.bag import Order, build, discard, put_in_place
from handbok.archive.errors import ArchiveError, told
from handbok.archive.growing import append, fsync_folder, with_line
from handbok.archive.names import LOCK, SET_ASIDE, UNFINISHED
from handbok.archive.register import Register, Sealing, read_register, register_bytes
from handbok.archive.verify import verify

__all__ = ["Order", "Sealed", "next_number", "seal_year"]

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What came of a sealing: its line, and where a bag was moved that had the name but no line in the register."""

    sealing: Sealing
    set_aside: Path | None = None


def next_number(register: Register, year: int, reason: str | None) -> int:
    """The number that the year's next sealing gets.

    Raises ArchiveError when the register has faults, the year is sealed and no reason is given to seal it again, or a
    reason is given though it is not sealed.
    """
    if register.diagnostics:
        first = register.diagnostics[0]
        raise ArchiveError(f"registret har fel ({first.location}: {first.message}); rätta det och kör igen")
    sealings = register.of(year)
    if sealings and not reason:
        last = sealings[-1]
        raise ArchiveError(
            f"utgåvan {year} är redan förseglad ({last.paket}, {last.forseglad}) och ändras aldrig; "
            f'behövs en ny försegling bredvid den gamla: handbok arkivera {year} --ersatt "anledning"'
        )
    if reason and not sealings:
        raise ArchiveError(f"utgåvan {year} är inte förseglad, så det finns inget att ersätta; kör utan --ersatt")
    return len(sealings) + 1


def seal_year(archive: Path, register: Path, order: Order, files: Mapping[str, Path | bytes]) -> Sealed:
    """Seals the year: the bag in `archive`, then its line last in the file `register`. `order.nummer` is worked out here.

    Whatever stops it, also a power cut, leaves every sealed bag and the register whole, and what was half done does not
    stand in the way of the next run. Changes the working folder meanwhile, as `bag.seal`. Raises ArchiveError.
    """
    archive, register = archive.absolute(), register.absolute()
    order = _checked(order)
    with told("läsa eller skriva", archive), _alone(archive):
        _tidy(archive)
        order = replace(order, nummer=next_number(read_register(register), order.ar, order.anledning))
        unfinished = archive / f"{UNFINISHED}{order.ar}-{order.nummer}"
        sealing = build(unfinished, order, files)
        try:
            with_line(register_bytes(register), sealing, register.name)  # raises before the bag is there, if it cannot be told
            aside = _place(archive, unfinished, sealing)
        except BaseException:
            discard(unfinished)
            raise
        append(register, sealing)
    return Sealed(sealing, aside)


def _checked(order: Order) -> Order:
    """The order in plain texts. Raises ArchiveError when something that the register must have is not there."""
    order = order.plain()
    if not _COMMIT.fullmatch(order.commit):
        raise ArchiveError(
            "det går inte att säga vilken commit som förseglas; kör i ett git-förråd där innehållet är incheckat"
        )
    if not order.organisation or not order.enheter or not all(order.enheter):
        raise ArchiveError("organisation och minst en enhet måste ha namn; fyll i handbok.yml och årets planer")
    if not 1900 <= order.ar <= 2099:
        raise ArchiveError(f"{order.ar} är inte ett år mellan 1900 och 2099")
    return order


def _place(archive: Path, unfinished: Path, sealing: Sealing) -> Path | None:
    """Gives the new bag its name and returns where a bag was moved that had it.

    A bag with the name but without a line is one whose sealing was cut off in between. When it is the very same, it is
    taken up; otherwise it is kept, beside, for a person to look at.
    """
    bag = archive / sealing.paket
    if not os.path.lexists(bag):
        put_in_place(unfinished, bag)
        return None
    if all(d.warning for d in verify(archive, [sealing], sealing.ar)):
        discard(unfinished)
        return None
    aside = _free_place(archive / SET_ASIDE, sealing.paket)
    bag.rename(aside)
    fsync_folder(aside.parent)
    put_in_place(unfinished, bag)
    return aside


def _free_place(folder: Path, name: str) -> Path:
    """A path in `folder` that nothing has."""
    folder.mkdir(exist_ok=True)
    number = 1
    while os.path.lexists(folder / f"{name}.{number}"):
        number += 1
    return folder / f"{name}.{number}"


def _tidy(archive: Path) -> None:
    """Removes what sealings that were cut off have left; under the lock nothing unfinished belongs to anyone."""
    for entry in list(archive.iterdir()):
        if entry.name.startswith(UNFINISHED):
            discard(entry)


@contextmanager
def _alone(archive: Path) -> Iterator[None]:
    """Holds the lock that keeps two sealings apart; it goes when the process does, however it ends."""
    archive.mkdir(parents=True, exist_ok=True)
    with (archive / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveError("en annan försegling pågår redan; vänta tills den är klar") from error
        yield
