"""What a document consists of: a small closed set of frozen blocks that both the PDF and the Word file are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text with one look. A newline in it is a line break; `href` is "" or an http(s), mailto or tel address."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""


Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 and down. `anchor` names the place for links, "" for none; `listed` puts it in the contents."""

    level: int
    text: str
    anchor: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each of whose items is blocks; numbered from `start`, or with bullets when `start` is None."""

    items: tuple[Blocks, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, how its cells are set, and its share of the width."""

    title: str
    align: Literal["left", "right"] = "left"
    share: float = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row with one cell for each column; a "grupp" has a single cell, the heading of the rows after it."""

    cells: tuple[Inlines, ...]
    kind: Literal["rad", "grupp"] = "rad"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page that it spans."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a goal was judged, in words; `tone` only adds to them."""

    label: str
    word: str
    tone: Literal["bra", "delvis", "inte", "ingen"]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart from the text that it concerns, such as a källnotering."""

    label: str
    blocks: Blocks


Block: TypeAlias = Heading | Paragraph | Items | Table | Judgement | Note
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `title` and `unit` stand at the head of every page, `facts` under the title on the first. `language` is a BCP 47 tag.
    `draft` documents say so on every page.
    """

    title: str
    unit: str
    namnd: str
    organisation: str
    year: int
    facts: tuple[str, ...]
    blocks: Blocks
    draft: bool = False
    language: str = "sv"

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings that the table of contents lists."""
        return tuple(b for b in self.blocks if isinstance(b, Heading) and b.listed)


def plain(inlines: Inlines) -> str:
    """The text of the runs, without their looks, on one line."""
    return " ".join("".join(i.text for i in inlines).split())


def text(written: str) -> Inlines:
    """A plain text as one run, its blanks made single."""
    return (Inline(" ".join(written.split())),)
