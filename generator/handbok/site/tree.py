"""The docs tree: an edition's pages as files that any Markdown builder can take over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbok.pages import Page
from handbok.site.reuse import digest


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that takes long to make, so it is made only when what it is `made_of` has changed."""

    made_of: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Index:
    """A folder of the site (`place`, ending with "/") that is made of the finished pages, and of what `made_of` tells."""

    place: str
    made_of: str
    make: Callable[[Path], None]
    """Makes it, given the edition's folder with all its pages."""


@dataclass(frozen=True, slots=True)
class Tree:
    """An edition's pages, the data files that stand beside them (path → text), attachments by path, and an index."""

    pages: tuple[Page, ...]
    data: Mapping[str, str]
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    index: Index | None = None

    def files(self) -> dict[str, str]:
        """Every file of the docs tree that is text."""
        return {page.uri: page.markdown for page in self.pages} | dict(self.data)

    def made_of(self) -> dict[str, str]:
        """A fingerprint, by place in the docs tree, of all that each file of the site is made of."""
        pages = {page.uri: digest(repr(page)) for page in self.pages}
        data = {uri: digest(text) for uri, text in self.data.items()}
        index = {self.index.place: digest(self.index.made_of, *sorted(pages.values()))} if self.index else {}
        return pages | data | {uri: attached.made_of for uri, attached in self.attachments.items()} | index


def write_tree(tree: Tree, folder: Path, needed: Callable[[str], bool] = lambda _: True) -> None:
    """Makes `folder` hold the tree's files; what is there already is left untouched.

    Attachments are made when they are needed or missing.
    """
    files = tree.files()
    folder.mkdir(parents=True, exist_ok=True)
    for uri, attached in tree.attachments.items():
        path = folder / uri
        if needed(uri) or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(attached.make())
    for uri, text in files.items():
        path = folder / uri
        raw = text.encode()
        try:
            if path.read_bytes() == raw:
                continue
        except OSError:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif (uri := path.relative_to(folder).as_posix()) not in files and uri not in tree.attachments:
            path.unlink()
