"""Prose as blocks: Markdown as CommonMark with tables reads it, links to things of the handbook as their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from handbok.catalog import Post
from handbok.documents.blocks import Block, Blocks, Column, Heading, Inline, Inlines, Items, Paragraph, Row, Table, plain
from handbok.pages.markdown import plain as harmless
from handbok.pages.writer import Writer
from handbok.prose import replace_wiki_links, wiki_links

# A tag that has slipped through `check` is shown as the text it is, and a picture as its description.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the prose of one edition."""

    writer: Writer

    def blocks(self, prose: str | None, owner: Post[Any], under: int, top: int = 3) -> Blocks:
        """The blocks of `owner`'s prose; headings of the first level that it may have (`top`) come right under `under`."""
        if not prose:
            return ()
        tree = SyntaxTreeNode(_MARKDOWN.parse(self._unlinked(prose.strip(), owner)))
        return tuple(_blocks(tree, under + 1 - top))

    def line(self, prose: str | None, owner: Post[Any]) -> Inlines:
        """Short prose of `owner` for a table cell: its paragraphs and list items, each on a line of its own."""
        return joined(_lines(self.blocks(prose, owner, 0)))

    def _unlinked(self, prose: str, owner: Post[Any]) -> str:
        titles = {}
        for link in wiki_links(prose):
            target = self.writer.find(link.kind, link.target, owner)
            title = link.text or (self.writer.title(target) if target else link.target)
            titles[(link.kind, link.target, link.text)] = harmless(title)
        return replace_wiki_links(prose, titles)


def joined(lines: Iterator[Inlines]) -> Inlines:
    """Several lines as the runs of one cell."""
    runs: list[Inline] = []
    for line in lines:
        runs += [Inline("\n"), *line] if runs else line
    return tuple(runs)


def _lines(blocks: Blocks) -> Iterator[Inlines]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.inlines
        elif isinstance(block, Heading):
            yield (Inline(block.text, strong=True),)
        elif isinstance(block, Items):
            for item in block.items:
                lines = list(_lines(item))
                yield (Inline("– "), *(lines[0] if lines else ()))
                yield from lines[1:]
        elif isinstance(block, Table):
            for row in block.rows:
                yield (Inline("; ".join(plain(cell) for cell in row.cells)),)


def _blocks(parent: SyntaxTreeNode, shift: int) -> Iterator[Block]:
    for node in parent.children:
        match node.type:
            case "paragraph":
                yield Paragraph(_inlines(node))
            case "heading" if plain(_inlines(node)):
                yield Heading(max(1, int(node.tag[1:]) + shift), plain(_inlines(node)))
            case "bullet_list" | "ordered_list":
                yield _items(node, shift)
            case "blockquote":
                yield from _blocks(node, shift)
            case "table":
                yield _table(node)
            case "fence" | "code_block":
                yield Paragraph((Inline(node.content.rstrip("\n"), code=True),))
            case _:  # a rule between paragraphs says nothing that the document needs
                continue


def _items(node: SyntaxTreeNode, shift: int) -> Items:
    # A heading within an item would stand outside the document's outline, so there it is strong text.
    items = tuple(tuple(_no_heading(b) for b in _blocks(item, shift)) for item in node.children)
    return Items(items, int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None)


def _no_heading(block: Block) -> Block:
    return Paragraph((Inline(block.text, strong=True),)) if isinstance(block, Heading) else block


def _table(node: SyntaxTreeNode) -> Table:
    head, *body = [tuple(row.children) for part in node.children for row in part.children]
    columns = tuple(Column(plain(_inlines(cell)), _align(cell)) for cell in head)
    return Table("", columns, tuple(Row(tuple(_inlines(cell) for cell in row)) for row in body))


def _align(cell: SyntaxTreeNode) -> Literal["left", "right"]:
    return "right" if "right" in str(cell.attrs.get("style", "")) else "left"


def _inlines(node: SyntaxTreeNode) -> Inlines:
    runs: list[Inline] = []
    for run in (r for inline in node.children for r in _runs(inline, Inline(""))):
        if runs and replace(runs[-1], text="") == replace(run, text=""):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return tuple(runs)


def _runs(parent: SyntaxTreeNode, look: Inline) -> Iterator[Inline]:
    for node in parent.children:
        match node.type:
            case "text":
                yield replace(look, text=node.content)
            case "code_inline":
                yield replace(look, text=node.content, code=True)
            case "softbreak":
                yield replace(look, text=" ")
            case "hardbreak":
                yield replace(look, text="\n")
            case "strong":
                yield from _runs(node, replace(look, strong=True))
            case "em":
                yield from _runs(node, replace(look, emphasis=True))
            case "link":
                address = str(node.attrs.get("href", ""))
                yield from _runs(node, replace(look, href=address) if _SAFE_ADDRESS.match(address) else look)
            case _:
                yield replace(look, text=node.content)
