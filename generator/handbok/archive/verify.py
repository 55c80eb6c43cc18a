"""Every bag against itself and against the register, file by file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from handbok.archive.bag import about, digest
from handbok.archive.errors import ArchiveError, what_and_remedy
from handbok.archive.listing import Folder, Manifest, folder_of, info_in, manifest_in, text_of
from handbok.archive.names import (
    BAG_INFO,
    DECLARATION,
    MANIFEST,
    PAYLOAD,
    SET_ASIDE,
    TAGMANIFEST,
    Difference,
    Kind,
    bag_name,
    shown,
    unfit,
)
from handbok.archive.register import Sealing

_RESTORE = "hämta tillbaka filen ur en säkerhetskopia av paketet och verifiera igen"
_REPLACE = "lägg tillbaka hela paketet ur en säkerhetskopia eller e-arkivet och verifiera igen"
_LOOK = "ta reda på varifrån den kommer och flytta ut den ur paketet"
_REGISTER = "jämför registret med git (git log -p) och paketet med en säkerhetskopia; återställ det som är ändrat"

_WORTH_A_THREAD = 50
"""So many files take longer to read than a thread to start."""


def verify(archive: Path, sealings: Sequence[Sealing], year: int | None = None) -> list[Difference]:
    """Everything that is not as it was sealed, sorted; empty when all of it is.

    Looks at the bags of `year`, or all. Nothing outside a bag is opened, whatever its manifests or links say.
    """
    chosen = [s for s in sealings if year in (None, s.ar)]
    found = {d for sealing in chosen for d in _verified(archive, sealing)}
    return sorted(found | set(_unregistered(archive, sealings, year)))


def whole(archive: Path, sealing: Sealing) -> None:
    """Raises ArchiveError, naming the first thing that differs, when the sealing's bag is not whole and its own."""
    if found := [d for d in verify(archive, [sealing], sealing.ar) if not d.warning]:
        more = f" (och {len(found) - 1} till)" if len(found) > 1 else ""
        place = f"{found[0].bag}/{found[0].file}".rstrip("/")
        raise ArchiveError(f"{archive.name}/{place}: {found[0].problem}{more}; {found[0].remedy}")


def _verified(archive: Path, sealing: Sealing) -> Iterable[Difference]:
    name = bag_name(sealing.ar, sealing.nummer)
    if sealing.paket != name:
        problem = f'registret kallar paketet "{shown(sealing.paket)}", men det heter {name}'
        yield Difference(name, "", Kind.REGISTER, problem, _REGISTER)
    bag = archive / name
    if not os.path.lexists(bag):
        remedy = (
            _found_elsewhere(archive, sealing) or f"hämta paketet ur e-arkivet eller en säkerhetskopia och lägg det som {bag}"
        )
        yield Difference(name, "", Kind.MISSING_BAG, "det förseglade paketet finns inte här", remedy)
    elif bag.is_symlink() or not bag.is_dir():
        yield Difference(name, "", Kind.WRONG_TYPE, "paketet är inte en mapp utan en länk eller en fil", _REPLACE)
    else:
        yield from _Check(bag, sealing).run()


def _found_elsewhere(archive: Path, sealing: Sealing) -> str:
    """What to do when the right bag lies in the archive under another name; empty when it does not."""
    for folder in (archive, archive / SET_ASIDE):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            with contextlib.suppress(OSError):
                if not path.is_symlink() and digest(path / TAGMANIFEST) == sealing.kontrollsumma:
                    return f"paketet ligger i {path}; ge det namnet {archive / bag_name(sealing.ar, sealing.nummer)}"
    return ""


def _unregistered(archive: Path, sealings: Iterable[Sealing], year: int | None) -> Iterator[Difference]:
    """Folders and files in the archive that no line of the register is about."""
    known = {bag_name(s.ar, s.nummer) for s in sealings} | {SET_ASIDE}
    for prefix, folder in (("", archive), (f"{SET_ASIDE}/", archive / SET_ASIDE)):
        if not folder.is_dir() or (prefix and folder.is_symlink()):
            continue
        try:
            names = os.listdir(folder)  # noqa: PTH208  as old a Python as we support has nothing in pathlib that lists names
        except OSError as error:
            yield Difference(prefix or folder.name, "", Kind.UNREADABLE, *what_and_remedy(error))
            continue
        for name in names:
            if not name.startswith(".") and f"{prefix}{name}" not in known and (year is None or name.startswith(f"{year}-")):
                remedy = "finns raden i en annan gren: hämta den; hör paketet inte till någon försegling: ta bort det"
                problem = "ingen rad i registret gäller det som ligger här"
                yield Difference(shown(f"{prefix}{name}"), "", Kind.UNREGISTERED, problem, remedy)


@dataclass
class _Check:
    """The check of one bag. Files are read only when the folder's own listing has them, never because a text names them."""

    bag: Path
    sealing: Sealing
    found: list[Difference] = field(default_factory=list)
    listed: Folder = field(init=False)

    def run(self) -> list[Difference]:
        """Everything that differs in the bag."""
        self.listed = folder_of(self.bag)
        for path, error in self.listed.unreadable.items():
            self._note(path, Kind.UNREADABLE, *what_and_remedy(error))
        tags, payload = self._manifest(TAGMANIFEST), self._manifest(MANIFEST)
        expected = self._usable(TAGMANIFEST, tags) | self._usable(MANIFEST, payload)
        self._compare(expected)
        self._look_for_strangers(expected)
        consistent = not self.found
        self._against_register(consistent=consistent)
        return self.found

    def _note(self, file: str, kind: Kind, problem: str, remedy: str) -> None:
        self.found.append(Difference(self.bag.name, shown(file), kind, problem, remedy))

    def _manifest(self, name: str) -> Manifest:
        text = self._text(name)
        return manifest_in(text) if text else Manifest()

    def _text(self, name: str) -> str:
        """The text of a tag file, empty with a difference noted when it cannot be had."""
        if name not in self.listed.files:
            self._note(name, Kind.MISSING, "filen saknas", _RESTORE)
            return ""
        try:
            text = text_of(self.bag, name)
        except OSError as error:
            self._note(name, Kind.UNREADABLE, *what_and_remedy(error))
            return ""
        if text is None:
            self._note(name, Kind.MALFORMED, "filen är inte UTF-8-text eller orimligt stor", _RESTORE)
        return text or ""

    def _usable(self, name: str, manifest: Manifest) -> dict[str, str]:
        """The manifest's lines that a file of the bag can match; what is wrong with the others is noted."""
        for number in manifest.malformed:
            self._note(name, Kind.MALFORMED, f"rad {number} går inte att läsa", _RESTORE)
        for path in manifest.repeated:
            self._note(name, Kind.MALFORMED, f'"{shown(path)}" står två gånger', _RESTORE)
        usable = {}
        for path, value in manifest.digests.items():
            if why := unfit(path):
                self._note(name, Kind.HOSTILE, f'sökvägen "{shown(path)}" {why}; den är inte läst', _REPLACE)
            elif path.startswith(PAYLOAD) != (name == MANIFEST):
                self._note(name, Kind.MALFORMED, f'"{path}" hör inte hemma i den här förteckningen', _RESTORE)
            else:
                usable[path] = value
        return usable

    def _compare(self, expected: dict[str, str]) -> None:
        """Notes files that are changed, gone or renamed, and what has come instead."""
        strangers = self.listed.files - expected.keys() - {TAGMANIFEST}
        missing = expected.keys() - self.listed.files
        have = self._digests([*(expected.keys() & self.listed.files), *(strangers if missing else ())])
        home: dict[str, list[str]] = {}
        for path in sorted(expected):
            home.setdefault(expected[path], []).append(path)
        for path in expected.keys() & have.keys():
            if have[path] != expected[path]:
                others = home.get(have[path])
                problem = f"innehållet är det som {others[0]} ska ha" if others else "innehållet är ändrat"
                self._note(path, Kind.CHANGED, problem, _RESTORE)
        moved = {have[path]: path for path in sorted(strangers & have.keys())}
        for path in missing - self.listed.others - self.listed.folders:
            new = moved.get(expected[path])
            if new:
                self._note(path, Kind.RENAMED, f"filen heter nu {shown(new)}", f"ge filen tillbaka namnet {path}")
            else:
                self._note(path, Kind.MISSING, "filen saknas", _RESTORE)
        for path in missing & (self.listed.others | self.listed.folders):
            self._note(path, Kind.WRONG_TYPE, "här ska vara en fil, inte en mapp, länk eller något annat", _RESTORE)

    def _digests(self, paths: Sequence[str]) -> dict[str, str]:
        """The digests of files of the bag; for one that cannot be read a difference is noted instead."""
        paths = sorted(paths)
        workers = min(os.cpu_count() or 1, len(paths) // _WORTH_A_THREAD + 1)
        with ThreadPoolExecutor(workers) as pool:
            results = list((map if workers == 1 else pool.map)(self._digest, paths))
        digests = {}
        for path, result in zip(paths, results, strict=True):
            if isinstance(result, OSError):
                self._note(path, Kind.UNREADABLE, *what_and_remedy(result))
            else:
                digests[path] = result
        return digests

    def _digest(self, path: str) -> str | OSError:
        try:
            return digest(f"{self.bag}/{path}")
        except OSError as error:
            return error

    def _look_for_strangers(self, expected: dict[str, str]) -> None:
        """Notes files, folders and other things that no manifest has."""
        parts = (path.split("/") for path in expected)
        needed = {"/".join(way[:i]) for way in parts for i in range(1, len(way))}
        for path in self.listed.files - expected.keys() - {TAGMANIFEST}:
            self._note(path, Kind.UNKNOWN, "filen hör inte till paketet", _LOOK)
        for path in self.listed.folders - needed - expected.keys():
            self._note(path, Kind.UNKNOWN, "mappen hör inte till paketet", _LOOK)
        for path in self.listed.others - expected.keys():
            self._note(path, Kind.WRONG_TYPE, "en länk eller något annat som inte är en fil", _LOOK)

    def _against_register(self, *, consistent: bool) -> None:
        """Notes where the bag is not the one that the register's line was written about."""
        tagmanifest = self._digest(TAGMANIFEST) if TAGMANIFEST in self.listed.files else ""
        if tagmanifest and tagmanifest != self.sealing.kontrollsumma:
            problem = "kontrollsumman är inte den som registret har"
            if consistent:
                problem += "; filerna stämmer med varandra, så antingen är hela paketet utbytt eller registrets rad ändrad"
            self._note(TAGMANIFEST, Kind.DIGEST, problem, _found_elsewhere(self.bag.parent, self.sealing) or _REGISTER)
        info = info_in(self._text(BAG_INFO)) if BAG_INFO in self.listed.files else {}
        for label, values in about(self.sealing).items() if info else ():
            if info.get(label, []) != values:
                have, want = (", ".join(side) or "inget" for side in (info.get(label, []), values))
                self._note(BAG_INFO, Kind.REGISTER, f"{label} är {shown(have)}, men enligt registret {shown(want)}", _REGISTER)
        for name in (DECLARATION, BAG_INFO):
            if name not in self.listed.files and not any(d.file == name for d in self.found):
                self._note(name, Kind.MISSING, "filen saknas", _RESTORE)
