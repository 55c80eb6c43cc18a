"""An edition's files → one BagIt bag (RFC 8493), the same bytes for the same files and the same words about them."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import logging
import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from io import BufferedReader
from pathlib import Path

import bagit  # type: ignore[import-untyped]

from handbok.archive.errors import ArchiveError
from handbok.archive.growing import fsync_folder, plain
from handbok.archive.names import BAG_INFO, DECLARATION, MANIFEST, TAGMANIFEST, bag_name, unfit
from handbok.archive.register import Sealing

# The library tells its failures on standard error, with a traceback; ours are told in Swedish.
logging.getLogger("bagit").addHandler(logging.NullHandler())

_RFC_8493 = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class Order:
    """What to seal: the words that the bag and the register shall carry. `nummer` counts the year's sealings from 1.

    `program` names what built the edition, with its version.
    """

    ar: int
    forseglad: date
    commit: str
    organisation: str
    enheter: tuple[str, ...]
    program: str
    anledning: str | None = None
    nummer: int = 1

    def plain(self) -> Order:
        """The same with texts that both the register and bag-info.txt can hold."""
        return replace(
            self,
            organisation=plain(self.organisation),
            enheter=tuple(plain(unit) for unit in self.enheter),
            program=plain(self.program),
            anledning=plain(self.anledning or "") or None,
        )


def about(sealing: Sealing) -> dict[str, list[str]]:
    """What bag-info.txt must say of a sealing: labels and their values."""
    info = {
        "Source-Organization": [sealing.organisation],
        "External-Identifier": [sealing.paket],
        "External-Description": [f"Förseglad utgåva {sealing.ar} av handboken, {sealing.organisation}"],
        "Bagging-Date": [sealing.forseglad.isoformat()],
        "Handbok-Ar": [str(sealing.ar)],
        "Handbok-Tidsperiod": [f"{sealing.ar}-01-01/{sealing.ar}-12-31"],
        "Handbok-Nummer": [str(sealing.nummer)],
        "Handbok-Enhet": list(sealing.enheter),
        "Handbok-Commit": [sealing.commit],
    }
    return info | {"Handbok-Anledning": [sealing.anledning] if sealing.anledning else []}


def build(folder: Path, order: Order, files: Mapping[str, Path | bytes]) -> Sealing:
    """Makes the bag in `folder`, has it read back by the library and written to the disk; gives its line for the register.

    `folder` must not exist; `files` are the payload: path in the bag, and the file or the bytes. Changes the working folder
    meanwhile (the library does), so nothing else may run in the process. Raises ArchiveError or OSError, with nothing left.
    """
    fit(files)
    name = bag_name(order.ar, order.nummer)
    words = order.forseglad, order.commit, order.organisation, order.enheter, order.anledning
    sealing = Sealing(order.ar, order.nummer, name, "", *words)
    try:
        folder.mkdir(parents=True)
        _write_payload(folder, files)
        _make_bag(folder, sealing, order.program)
        _persist(folder)
        return replace(sealing, kontrollsumma=digest(folder / TAGMANIFEST))
    except BaseException as error:
        with contextlib.suppress(OSError):
            discard(folder)
        if isinstance(error, bagit.BagError):
            what = f"paketet {name} går inte att läsa tillbaka som det skrevs; kontrollera disken och kör igen"
            raise ArchiveError(what) from error
        raise


def put_in_place(unfinished: Path, bag: Path) -> None:
    """Gives a finished bag its name. Raises ArchiveError when something has it already, OSError."""
    if os.path.lexists(bag):
        raise ArchiveError(f"{bag} finns redan; ett förseglat paket skrivs aldrig över")
    unfinished.rename(bag)
    fsync_folder(bag.parent)


def fit(files: Mapping[str, Path | bytes]) -> None:
    """Raises ArchiveError for a path that would not be the same one on every system, now and later."""
    if not files:
        raise ArchiveError("utgåvan har inga filer att försegla; bygg den och kör igen")
    seen: dict[str, str] = {}
    for path in sorted(files):
        why = unfit(path) or ("" if unicodedata.is_normalized("NFC", path) else "är inte skriven som NFC")
        if why:
            raise ArchiveError(f'filen "{path}" kan inte förseglas: sökvägen {why}; byt namn på filen')
        for part in (path, *_folders(path)):
            other = seen.setdefault(part.casefold(), part)
            if other != part:
                raise ArchiveError(f'"{part}" och "{other}" är samma sökväg på vissa datorer; byt namn på den ena')
            if part != path and part in files:
                raise ArchiveError(f'"{part}" är både en fil och en mapp; byt namn på den ena')


def _folders(path: str) -> Iterable[str]:
    parts = path.split("/")
    return ("/".join(parts[:i]) for i in range(1, len(parts)))


def _write_payload(folder: Path, files: Mapping[str, Path | bytes]) -> None:
    made: set[Path] = set()
    for name in sorted(files):
        target, content = folder / name, files[name]
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        with target.open("xb") as out:
            if isinstance(content, bytes):
                out.write(content)
            else:
                with opened(content) as source:
                    shutil.copyfileobj(source, out, 1 << 20)


def opened(path: Path | str) -> BufferedReader:
    """A regular file for reading, never what a symbolic link points to. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "inte en vanlig fil", str(path))
    return os.fdopen(handle, "rb")


def _make_bag(folder: Path, sealing: Sealing, program: str) -> None:
    """Lets the library make the bag, then settles what it leaves to chance or to an older version of the format."""
    info = {label: values for label, values in about(sealing).items() if values}
    bagit.make_bag(folder, info | {"Bag-Software-Agent": [f"{program}; bagit {bagit.VERSION}"]}, checksums=["sha512"])
    # The library declares 0.97, the draft that RFC 8493 grew out of, and lists tag files in the order the disk has them.
    (folder / DECLARATION).write_text(_RFC_8493, encoding="utf-8", newline="\n")
    lines = (f"{digest(folder / name)}  {name}\n" for name in (BAG_INFO, DECLARATION, MANIFEST))
    (folder / TAGMANIFEST).write_text("".join(lines), encoding="utf-8", newline="\n")
    bagit.Bag(str(folder)).validate()


def digest(path: Path | str) -> str:
    """The SHA-512 of a file in hex. Raises OSError, also for what is not a regular file."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha512").hexdigest()


def _persist(folder: Path) -> None:
    """Has every file written to the disk and closed to writing: a full disk shows here, not after the sealing."""
    files: list[Path] = []
    folders: list[Path] = []
    for place, _, names in os.walk(folder):
        folders.append(Path(place))
        files.extend(Path(place, name) for name in names)
    with ThreadPoolExecutor() as pool:
        list(pool.map(_persist_file, files))
    for made in folders:
        fsync_folder(made)


def _persist_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(PermissionError):  # some network disks have no such rights; it is only a guard rail
            os.fchmod(handle, 0o444)
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(folder: Path) -> None:
    """Removes a half-made bag, if there is one. Raises OSError."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
