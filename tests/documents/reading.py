"""What a reader's program finds in a document's files, and documents to make them from."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from handbok.catalog import Catalog
from handbok.catalog.load import load
from handbok.documents import Document, Kind, all_documents, docx, outline, pdf
from handbok.documents.blocks import Block, Blocks, Heading, Items, Judgement, Note, Paragraph, Table, text
from handbok.editions import Edition
from handbok.source import read_tree

CONTENT = Path(__file__).parent.parent.parent / "content"
EXEMPELSTAD = Path(__file__).parent.parent / "handbocker" / "exempelstad"
DAY = date(2026, 1, 31)


@cache
def catalog(folder: Path) -> Catalog:
    """The handbook in that folder, as it stands."""
    loaded = load(*read_tree(folder, "content")).catalog
    assert loaded
    return loaded


@cache
def editions() -> dict[str, Edition]:
    """Every edition of the real content and of exempelstad, by name."""
    named = {"": catalog(CONTENT), "exempelstad/": catalog(EXEMPELSTAD)}
    return {f"{name}{year}": Edition(c, year) for name, c in named.items() for year in c.years}


def every_kind() -> list[Any]:
    """Every document of every edition, as parameters for a test."""
    found = [(name, kind) for name, edition in editions().items() for kind in all_documents(edition)]
    return [pytest.param(name, kind, id=f"{name}/{kind.path}") for name, kind in found]


@cache
def made(name: str, kind: Kind) -> Document:
    """A document of an edition."""
    return outline(editions()[name], kind.unit, kind.period)


@cache
def made_pdf(name: str, kind: Kind) -> bytes:
    """Its PDF file."""
    return pdf(made(name, kind), DAY)


@cache
def made_docx(name: str, kind: Kind) -> bytes:
    """Its Word file."""
    return docx(made(name, kind), DAY)


def document(*blocks: Block, title: str = "Verksamhetsplan 2023", unit: str = "Enheten") -> Document:
    """A document with only these blocks."""
    return Document(title, unit, "Nämnden", "Kommunen", 2023, ("Avser hela året",), blocks)


def reader(file: bytes) -> PdfReader:
    """A PDF file, opened."""
    return PdfReader(io.BytesIO(file))


def folded(words: str) -> str:
    """Letters and digits only, so that line breaks, hyphens and leaders do not matter."""
    return "".join(c for c in unicodedata.normalize("NFKC", words).lower() if c.isalnum())


def texts(blocks: Blocks) -> Iterator[str]:
    """Every piece of text of the blocks, in reading order."""
    for block in blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield "".join(i.text for i in block.inlines)
            case Items():
                for item in block.items:
                    yield from texts(item)
            case Table():
                yield block.caption
                yield from (c.title for c in block.columns)
                yield from ("".join(i.text for i in cell) for row in block.rows for cell in row.cells)
            case Judgement():
                yield f"{block.label}: {block.word}"
            case Note():
                yield block.label
                yield from texts(block.blocks)


@cache
def pages(file: bytes, doc: Document) -> list[str]:
    """Each page's text, folded, without what stands at its head and foot."""
    found = []
    read = reader(file)
    for number, page in enumerate(read.pages, 1):
        words = folded(page.extract_text())
        foot = folded(f"{doc.organisation} Sida {number} av {len(read.pages)}")
        head = folded(f"{doc.unit} {doc.title}{' (utkast)' if doc.draft else ''}")
        assert foot in words
        words = words.replace(foot, "", 1)
        if number > 1:
            assert head in words
            words = words.replace(head, "", 1)
        found.append(words)
    return found


def bookmarks(file: bytes) -> list[tuple[str, int]]:
    """The PDF file's bookmarks: title and page, the first page being 1."""
    read = reader(file)

    def flat(outline: Any) -> Iterator[Destination]:
        for item in outline:
            if isinstance(item, list):
                yield from flat(item)
            else:
                yield item

    return [(str(item.title), (read.get_destination_page_number(item) or 0) + 1) for item in flat(read.outline)]


def root(file: bytes) -> dict[str, Any]:
    """What the PDF file says of itself as a whole."""
    return cast("dict[str, Any]", reader(file).root_object)


def tags(file: bytes) -> list[str]:
    """The kinds of the structure's elements, in order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(root(file)["/StructTreeRoot"]["/K"])
    return found


def paragraph(words: str) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(text(words))
