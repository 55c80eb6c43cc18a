"""What of an edition's former site is still true, so that only what has changed is made anew.

A record tells what each file of the site was made of, and the size and time it was written with. It lies in the working
folder and may be lost or old: a file counts only if it still is what the record says.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int]
"""A file's size in bytes and the time it was written, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Record:
    """How an edition's folder was made.

    `frame` tells of all that is the same around every page, `inputs` of all content the edition was made of, `made_of`
    what each file in the docs tree was made of. `files` are the edition's files, each with the uri it came from (none for
    assets) and its stamp.
    """

    inputs: str = ""
    frame: str = ""
    made_of: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, Stamp]] = field(default_factory=dict)

    def intact(self, folder: Path) -> bool:
        """Whether the folder holds every file of the record, untouched, and no other."""
        return {path: stamp for path, (_, stamp) in self.files.items()} == stamps(folder)

    def reusable(self, folder: Path, frame: str, made_of: Mapping[str, str]) -> dict[str, list[str]]:
        """The files in `folder` that need not be made again, by the uri they come from; assets under the empty uri."""
        if frame != self.frame:
            return {}
        there = stamps(folder)
        found: dict[str, list[str]] = {}
        broken: set[str] = set()
        for path, (uri, stamp) in self.files.items():
            if there.get(path) != stamp:
                broken.add(uri)
            elif not uri or self.made_of.get(uri) == made_of.get(uri):
                found.setdefault(uri, []).append(path)
        return {uri: paths for uri, paths in found.items() if uri not in broken}


def stamps(folder: Path, skipping: Container[str] = ()) -> dict[str, Stamp]:
    """Every file under the folder with its stamp, but for the folders of those names; none when there is no folder."""
    found: dict[str, Stamp] = {}
    waiting = [str(folder)] if folder.is_dir() else []
    prefix = len(str(folder)) + 1
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in skipping:
                        waiting.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    found[entry.path[prefix:]] = (status.st_size, status.st_mtime_ns)
    return found


def link_files(paths: Iterable[str], former: Path, folder: Path) -> None:
    """Puts files of one folder into another on the same disk without copying them; both then hold the same file."""
    made: set[str] = set()
    for path in paths:
        parent = os.path.dirname(path)  # noqa: PTH120  thousands of paths, and pathlib is many times slower
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        os.link(f"{former}/{path}", f"{folder}/{path}")


def link_same(former: Path, folder: Path) -> None:
    """Makes each file of `folder` that `former` has, byte for byte, the very file that stands there."""
    there = stamps(former)
    for path, (size, _) in stamps(folder).items():
        old, new = former / path, folder / path
        if path in there and there[path][0] == size and old.read_bytes() == new.read_bytes():
            new.unlink()
            new.hardlink_to(old)


def digest(*parts: str | bytes) -> str:
    """A fingerprint of the parts, each kept apart from the next."""
    made = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        made.update(b"%d:" % len(raw))
        made.update(raw)
    return made.hexdigest()


def read_record(path: Path) -> Record:
    """The record as it was written; an empty one when there is none that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files = {name: (str(uri), (int(size), int(time))) for name, (uri, (size, time)) in data["files"].items()}
        return Record(str(data["inputs"]), str(data["frame"]), dict(data["made_of"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Record()


def write_record(record: Record, path: Path) -> None:
    """Writes the record; whoever reads it meanwhile gets the former one or this one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: getattr(record, name) for name in ("inputs", "frame", "made_of", "files")})
    unfinished = path.with_suffix(".ny")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
