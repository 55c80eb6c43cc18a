"""An edition as it is handed to a builder: Markdown pages and the files beside them, in memory or as a docs tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbok.pages import Page
from handbok.site.reuse import digest

SEARCH_INDEX = "sokindex/"
"""Where an edition has its search index, and the site those it makes anew for sealed editions."""


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
        """Every file that is text."""
        return {page.uri: page.markdown for page in self.pages} | dict(self.data)

    def made_of(self) -> dict[str, str]:
        """A fingerprint, by place in the docs tree, of all that each file of the site is made of."""
        pages = {page.uri: page.fingerprint for page in self.pages}
        data = {uri: digest(text) for uri, text in self.data.items()}
        index = {self.index.place: digest(self.index.made_of, *sorted(pages.values()))} if self.index else {}
        return pages | data | {uri: attached.made_of for uri, attached in self.attachments.items()} | index


def write_tree(tree: Tree, folder: Path) -> None:
    """Writes all that the edition publishes, its pages as Markdown, for any other builder."""
    write_files(tree.files(), folder)
    write_files({uri: attached.make() for uri, attached in tree.attachments.items()}, folder)


def write_files(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Writes each file, text as UTF-8, with the folders it stands in."""
    for uri, content in files.items():
        path = folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
