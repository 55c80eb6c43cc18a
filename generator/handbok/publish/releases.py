"""The releases in the folder that a web server reads, and the link that says which one is shown."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Set
from itertools import islice
from pathlib import Path

from handbok.archive.bag import discard
from handbok.archive.growing import fsync_folder
from handbok.archive.names import UNFINISHED
from handbok.publish.copying import FOLDER, fill, write
from handbok.publish.errors import PublishError

SHOWN, RELEASES, SITE, FORMER = "publicerad", "utgivningar", "site", "foregaende"
_NUMBER = re.compile(r"[0-9]{4,}")


def shown(folder: Path) -> str:
    """The release that is shown, "" when none is. Raises PublishError when something else has the link's name."""
    link = folder / SHOWN
    if not os.path.lexists(link):
        return ""
    target = link.readlink() if link.is_symlink() else Path()
    if target.parent != Path(RELEASES) or not _NUMBER.fullmatch(target.name):
        raise PublishError(f"{link} finns redan och är inte gjord av handbok; flytta den eller publicera till en annan mapp")
    return target.name


def former(folder: Path, release: str) -> str:
    """The release that this one took over from, "" when there is none left."""
    link = folder / RELEASES / release / FORMER
    return link.readlink().name if link.is_dir() else ""


def _line(folder: Path) -> Iterator[str]:
    """The shown release and those that can be gone back to from it, newest first."""
    release = shown(folder)
    while release:
        yield release
        release = former(folder, release)


def _numbered(folder: Path) -> list[str]:
    """Every release that has its number."""
    return [path.name for path in (folder / RELEASES).iterdir() if _NUMBER.fullmatch(path.name)]


def following(folder: Path) -> str:
    """The number of the next release."""
    return f"{max(map(int, _numbered(folder)), default=0) + 1:04}"


def tidy(folder: Path) -> None:
    """Removes what runs that were cut off have left; under the lock nothing unfinished belongs to anyone."""
    for entry in (*folder.iterdir(), *(folder / RELEASES).iterdir()):
        if entry.name.startswith(UNFINISHED):
            discard(entry)


def forget(folder: Path, kept: int) -> None:
    """Removes every release but the shown one and the `kept` before it. One that was gone back from goes too."""
    stay = set(islice(_line(folder), kept + 1))
    for release in _numbered(folder):
        if release not in stay:
            unfinished = folder / RELEASES / f"{UNFINISHED}{release}"
            (folder / RELEASES / release).rename(unfinished)
            discard(unfinished)


def show(folder: Path, release: str) -> None:
    """Lets the link lead to the release, in one step."""
    fresh = folder / f"{UNFINISHED}{SHOWN}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(f"{RELEASES}/{release}", target_is_directory=True)
    fresh.replace(folder / SHOWN)
    fsync_folder(folder)


def make(release: Path, site: Path, before: Path, changed: Set[str], headers: Mapping[str, str]) -> tuple[int, int]:
    """Makes the release beside its place, checks it and gives it its number; how many files were copied and linked.

    Raises PublishError or OSError, with nothing left.
    """
    unfinished = release.with_name(f"{UNFINISHED}{release.name}")
    try:
        counts = fill(unfinished / SITE, site, before / SITE, changed)
        for name, text in headers.items():
            write(unfinished / name, io.BytesIO(text.encode()))
        if before.is_dir():
            (unfinished / FORMER).symlink_to(f"../{before.name}", target_is_directory=True)
        for place, _, _ in os.walk(unfinished, topdown=False):
            os.chmod(place, FOLDER)  # noqa: PTH101
            fsync_folder(Path(place))
        unfinished.rename(release)
        fsync_folder(release.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return counts
