"""What builds the handbook: our own code and the libraries that have a say in a page's bytes."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "cmarkgfm",
    "feedgen",
    "icalendar",
    "Jinja2",
    "Markdown",
    "mkdocs",
    "mkdocs-material",
    "pydantic",
    "python-docx",
    "PyYAML",
    "simplemma",
    "typst",
)


def versions() -> dict[str, str]:
    """The libraries' versions by their names."""
    return {name: version(name) for name in LIBRARIES}


@functools.cache
def toolchain() -> str:
    """A fingerprint of our code and the libraries' versions: with another one, nothing of a former build is taken over."""
    made = hashlib.sha256(repr(versions()).encode())
    package = Path(__file__).parent
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".j2", ".txt", ".typ"}:
            made.update(str(path.relative_to(package)).encode())
            made.update(path.read_bytes())
    return made.hexdigest()
