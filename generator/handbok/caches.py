"""Folders in the user's cache, for what takes long to make and is the same in every handbook. What is lost is made anew."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from platformdirs import user_cache_path

T = TypeVar("T")
_LENGTH = blake2b().digest_size


def folder(name: str) -> Path | None:
    """The folder of that name, there to be written in; None when it cannot be (a read-only home, a full disk)."""
    place = user_cache_path("handbok") / name
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return place


def kept(name: str, of: str, make: Callable[[], T]) -> T:
    """What `make` gives of the text `of`: plain data, as Python keeps its own compiled files, with a digest before it."""
    place = folder(f"{name}-{sys.implementation.cache_tag}")
    path = place / blake2b(of.encode()).hexdigest() if place else None
    if path:
        with suppress(OSError, ValueError, EOFError, TypeError):
            raw = path.read_bytes()
            if blake2b(raw[_LENGTH:]).digest() == raw[:_LENGTH]:
                return marshal.loads(raw[_LENGTH:])  # type: ignore[no-any-return]  # noqa: S302  what we wrote ourselves
    made = make()
    if path:
        raw = marshal.dumps(made)  # type: ignore[arg-type]
        with suppress(OSError), NamedTemporaryFile(dir=path.parent, delete=False) as unfinished:
            unfinished.write(blake2b(raw).digest() + raw)
            Path(unfinished.name).replace(path)
    return made


def templates(name: str) -> FileSystemBytecodeCache | None:
    """Compiled templates, kept under their names: each is compiled again when its text is another."""
    place = folder(f"{name}-jinja2-{version('jinja2')}")
    return _ByName(str(place)) if place else None


class _ByName(FileSystemBytecodeCache):
    """Where a template's file lies is no part of its key, so every handbook shares what has been compiled."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  Jinja's signature
        """A key of the template's name alone."""
        return super().get_cache_key(name)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a compiled template, if there is room for it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
