"""A site's files in a release: copied to the disk, or linked where the release before has the same bytes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Set
from pathlib import Path
from typing import BinaryIO

from handbok.archive.bag import opened
from handbok.publish.errors import PublishError
from handbok.site.reuse import stamps

FILE, FOLDER = 0o644, 0o755
"""The web server's account must be able to read, whatever umask the publisher's has."""


def fill(target: Path, site: Path, before: Path, changed: Set[str]) -> tuple[int, int]:
    """Fills `target` with the site's files, the unchanged linked from `before` and the others copied. Counts of both.

    Never linked from `site`, since whoever writes there would then write in the release. Raises PublishError when the
    site changes meanwhile: a build that ends just now puts another in its place.
    """
    paths = stamps(site).keys()
    for parent in {(target / path).parent for path in paths}:
        parent.mkdir(parents=True, exist_ok=True)
    try:
        linked = {path for path in paths - changed if _link(before / path, target / path)}
        for path in paths - linked:
            _copy(site / path, target / path)
        same = not differing(site, target)
    except FileNotFoundError:
        same = False
    if not same:
        raise PublishError(f"{site} ändrades medan den kopierades; vänta tills bygget är klart och kör igen")
    return len(paths) - len(linked), len(linked)


def _link(old: Path, new: Path) -> bool:
    """Whether the file could be linked; some network disks have no links, and some let only a file's owner make them."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        return False
    return True


def _copy(old: Path, new: Path) -> None:
    if old.is_symlink():
        new.symlink_to(old.readlink())
        return
    with opened(old) as content:
        write(new, content)


def write(path: Path, content: BinaryIO) -> None:
    """Writes a new file to the disk, where it shows if there is room."""
    with path.open("xb") as file:
        shutil.copyfileobj(content, file, 1 << 20)
        os.fchmod(file.fileno(), FILE)
        file.flush()
        os.fsync(file.fileno())


def differing(one: Path, other: Path) -> set[str]:
    """The paths at which two folders do not have the same bytes or the same link; also those that only one of them has."""
    here, there = stamps(one), stamps(other)
    found = set(here.keys() ^ there.keys())
    for path in here.keys() & there.keys():
        if here[path][0] != there[path][0] or _content(f"{one}/{path}") != _content(f"{other}/{path}"):
            found.add(path)
    return found


def _content(path: str) -> bytes | str:
    """A file's bytes, or where a link leads."""
    if os.path.islink(path):  # noqa: PTH114  thousands of files
        return os.readlink(path)  # noqa: PTH115
    with opened(path) as file:
        return file.read()
