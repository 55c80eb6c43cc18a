"""The skeleton of an edition: its structure, and what a former run made of the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import TypeVar

from handbok.catalog.structure import fingerprint, sources_of, structure
from handbok.editions import Edition
from handbok.figures import reasons
from handbok.memory import FORGETFUL, Memory

T = TypeVar("T")


class Skeleton:
    """All that an edition is made of but the running text of Markdown files."""

    def __init__(self, edition: Edition, choices: Iterable[str] = (), memory: Memory = FORGETFUL) -> None:
        """`choices` are what else is decided about the edition than its content."""
        self.memory = memory
        self.digest = _digest(edition, choices) if memory.folder else ""
        sources = sources_of(edition.catalog)
        self.texts = {path: blake2b(source.body.encode()).digest() for path, source in sources.items() if source.body}
        """A fingerprint of the running text of each file that has one."""

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, or gave with the same skeleton: it must follow from that alone."""
        return self.memory.once(name, self.digest, make)


def _digest(edition: Edition, choices: Iterable[str]) -> str:
    when = repr((edition.year, edition.current, edition.passed, edition.known_to, edition.drafts))
    # What is not shown can follow from what another year's files say.
    shown = ("\n".join(reasons(post.data)) + repr(post.data) for post in edition.catalog.with_counts())
    return fingerprint((*choices, when, structure(edition.catalog), *shown))
