"""Whether what a build read and wrote is the very same today. Then there is nothing to do, and nothing needs to be read.

A file is known by its size, its inode and when it was last written and last changed in any way, as git knows the files of a
work tree. Tools can set the first of the two times back, but not the second.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from handbok.memory import Memory

_TICK = 100_000_000
"""Nanoseconds within which two changes may get the same time; file systems' clocks tick every 10 ms or faster."""
_NAME = "klart"


@dataclass(frozen=True, slots=True)
class Errand:
    """What a run is to do: the places it `reads`, the folder it `writes`, and all `choices` that decide what it writes."""

    memory: Memory
    reads: tuple[Path, ...]
    writes: Path
    choices: str

    def begun(self) -> str | None:
        """A fingerprint of what is to be read, taken before any of it is; None when it might not tell of a change.

        A symbolic link leads to what can change unseen, and a file that was touched this very moment can be touched again
        without a trace.
        """
        settled = time.time_ns() - _TICK
        try:
            files = list(_files(self.reads))
        except OSError:
            return None
        moving = any(stat.S_ISLNK(status.st_mode) or status.st_ctime_ns > settled for _, status in files)
        return None if moving else _fingerprint(files)

    def done(self) -> str | None:
        """What a former run told when this very errand was done, if nothing has been touched since."""
        kept: tuple[str, str, str] | None = self.memory.recall(_NAME, self.choices)
        if kept is None:
            return None
        read, written, told = kept
        return told if read == self.begun() and written == self._written() else None

    def note_done(self, begun: str | None, told: str) -> None:
        """Notes that the errand is done. `begun` is what the method of that name gave first of all."""
        if begun and (written := self._written()):
            self.memory.keep(_NAME, (begun, written, told), self.choices)

    def _written(self) -> str | None:
        try:
            return _fingerprint(_files([self.writes]))
        except OSError:
            return None


def _fingerprint(files: Iterable[tuple[str, os.stat_result]]) -> str:
    made = blake2b(digest_size=32)
    for path, status in files:
        known = (status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        made.update(os.fsencode(path) + b"\0%d %d %d %d\0" % known)
    return made.hexdigest()


def _files(places: Iterable[Path]) -> Iterator[tuple[str, os.stat_result]]:
    """Everything but folders in those places, which may be missing or be files themselves, in an order that stays the same."""
    for place in places:
        if place.is_dir():
            yield from _under(str(place))
        elif place.exists():
            yield str(place), place.lstat()


def _under(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _under(entry.path)
            else:
                yield entry.path, entry.stat(follow_symlinks=False)
