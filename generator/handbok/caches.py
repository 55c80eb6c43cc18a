"""Folders in the user's cache, for what takes long to make and is the same in every handbook. What is lost is made anew."""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from platformdirs import user_cache_path


def folder(name: str) -> Path | None:
    """The folder of that name, there to be written in; None when it cannot be (a read-only home, a full disk)."""
    place = user_cache_path("handbok") / name
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return place


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
