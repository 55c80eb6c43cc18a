"""What a bag says it holds (its manifests and bag-info.txt) and what its folder holds. Nothing here follows a link."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handbok.archive.bag import opened

# The manifest of a million files; one that is larger is not ours and not worth the memory.
LARGEST = 300_000_000
_LINE = re.compile(r"([0-9a-fA-F]{128})[ \t]+\*?(.*\S)")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Digest by path as written in a manifest, and the lines that are not of that form or name a path twice."""

    digests: dict[str, str] = field(default_factory=dict)
    malformed: tuple[int, ...] = ()
    repeated: tuple[str, ...] = ()


def manifest_in(text: str) -> Manifest:
    """What a manifest's text says. Paths are taken as written and never looked up here."""
    digests: dict[str, str] = {}
    malformed, repeated = [], []
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        read = _LINE.fullmatch(line)
        if not read:
            malformed.append(number)
        elif read[2] in digests:
            repeated.append(read[2])
        else:
            digests[read[2]] = read[1].lower()
    return Manifest(digests, tuple(malformed), tuple(repeated))


def info_in(text: str) -> dict[str, list[str]]:
    """Labels and values of bag-info.txt, values of one label in the order they stand."""
    info: dict[str, list[str]] = {}
    label = ""
    for line in text.split("\n"):
        if line[:1] in (" ", "\t") and label:
            info[label][-1] += " " + line.strip()
        elif ":" in line:
            label, _, value = line.partition(":")
            label = label.strip()
            info.setdefault(label, []).append(value.strip())
    return info


def text_of(folder: Path, name: str) -> str | None:
    """The text of a file at the bag's root; None when it is not UTF-8 or too large. Raises OSError."""
    with opened(folder / name) as file:
        raw = file.read(LARGEST + 1)
    try:
        return raw.decode("utf-8") if len(raw) <= LARGEST else None
    except UnicodeDecodeError:
        return None


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything under a folder, by path within it: files, folders, what is neither, and what could not be listed."""

    files: frozenset[str]
    folders: frozenset[str]
    others: frozenset[str]
    unreadable: dict[str, OSError]


def folder_of(root: Path) -> Folder:
    """What really stands under `root`. A symbolic link is one of the `others`, also when it leads to a folder."""
    files, folders, others = set(), set(), set()
    unreadable: dict[str, OSError] = {}
    waiting = [""]
    while waiting:
        place = waiting.pop()
        try:
            for entry in _entries(root / place):
                path = f"{place}{entry.name}"
                if entry.is_file(follow_symlinks=False):
                    files.add(path)
                elif entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append(f"{path}/")
                else:
                    others.add(path)
        except OSError as error:
            unreadable[place.removesuffix("/")] = error
    return Folder(frozenset(files), frozenset(folders), frozenset(others), unreadable)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from entries
