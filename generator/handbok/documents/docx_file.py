"""Document → Word file (docx): real heading styles, repeated table heads, page numbers, contents; the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Emu, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from handbok.documents.blocks import (
    Block,
    Blocks,
    Document,
    Heading,
    Inline,
    Inlines,
    Items,
    Judgement,
    Note,
    Paragraph,
    Row,
    Table,
)
from handbok.documents.characters import readable
from handbok.documents.docx_frame import TEXT_WIDTH, element, frame, packed, xml

_TONES = {
    "bra": RGBColor(0x1D, 0x6B, 0x3F),
    "delvis": RGBColor(0x8A, 0x5A, 0x00),
    "inte": RGBColor(0xA3, 0x20, 0x20),
    "ingen": RGBColor(0x5A, 0x66, 0x72),
}
_DEEPEST_LIST = 3
"""Word's own list styles go no deeper."""

_RUNNING_TEXT = 500
"""A row with fewer characters than this is kept on one page."""


def docx(document: Document, dated: date) -> bytes:
    """The document as a Word file dated `dated`, the same bytes for the same document and date."""
    return _Writer(document, dated).written()


class _Writer:
    def __init__(self, document: Document, dated: date) -> None:
        self.document = document
        self.file = frame(document, dated)
        self._style_ids = {style.name: style.style_id for style in self.file.styles}
        self._bookmarks = 0
        self._listed = 0

    def written(self) -> bytes:
        self._front()
        self._contents()
        self._paragraph("").add_run().add_break(WD_BREAK.PAGE)
        self._blocks(self.document.blocks)
        return packed(self.file)

    # --- Front and contents ---------------------------------------------------------------------------------

    def _front(self) -> None:
        document = self.document
        for line in (document.organisation, document.namnd):
            if line:
                self._paragraph(line)
        self._paragraph(document.title, "Title")
        self._paragraph(document.unit, "Subtitle")
        if document.draft:
            self._paragraph("", "Normal").add_run("Utkast, inte fastställd").bold = True
        for fact in document.facts:
            self._paragraph(fact)

    def _contents(self) -> None:
        """The table of contents as a field. What it shows until Word renews it (F9) are links without page numbers."""
        self._paragraph("Innehåll", "TOC Heading")
        entries = [self._entry(i, h) for i, h in enumerate(self.document.headings, 1)] or [self._paragraph("")]
        begin = [_field_mark("begin"), _instruction(r' TOC \o "1-9" \h \z '), _field_mark("separate")]
        for place, mark in enumerate(begin):
            xml(entries[0]).insert(place + (xml(entries[0]).pPr is not None), mark)
        xml(entries[-1]).append(_field_mark("end"))

    def _entry(self, number: int, heading: Heading) -> WordParagraph:
        paragraph = self._paragraph("", f"toc {min(9, heading.level)}")
        link = element("w:hyperlink", anchor=_bookmark(number), history="1")
        link.append(xml(paragraph.add_run(readable(heading.text))))
        xml(paragraph).append(link)
        return paragraph

    # --- Blocks ---------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Blocks, style: str = "Normal", depth: int = 0) -> None:
        for block in blocks:
            self._block(block, style, depth)

    def _block(self, block: Block, style: str, depth: int) -> None:
        match block:
            case Heading() if readable(block.text).strip():
                self._heading(block)
            case Paragraph():
                self._runs(self._paragraph("", style), block.inlines)
            case Items():
                self._items(block, min(_DEEPEST_LIST, depth + 1))
            case Table():
                self._table(block)
            case Judgement():
                run = self._paragraph(f"{block.label}: ").add_run(readable(block.word))
                run.bold, run.font.color.rgb = True, _TONES[block.tone]
            case Note():
                self._paragraph("", "Anteckning").add_run(readable(block.label)).bold = True
                self._blocks(block.blocks, "Anteckning", depth)

    def _heading(self, heading: Heading) -> None:
        level = min(9, heading.level)
        paragraph = self._paragraph(heading.text, f"{'Heading' if heading.listed else 'Delrubrik'} {level}")
        if heading.level > self._listed + 1:  # within a section, set more lightly than the section's own
            paragraph.runs[0].italic, paragraph.runs[0].font.color.rgb = False, RGBColor(0, 0, 0)
        if heading.listed:
            self._listed = heading.level
            self._bookmarks += 1
            number = str(self._bookmarks)
            start = element("w:bookmarkStart", id=number, name=_bookmark(self._bookmarks))
            xml(paragraph).insert(1, start)
            xml(paragraph).append(element("w:bookmarkEnd", id=number))

    def _items(self, items: Items, depth: int) -> None:
        level = f" {depth}" if depth > 1 else ""
        numbering = self._numbering(items.start, level) if items.start is not None else None
        for item in items.items:
            first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
            paragraph = self._paragraph("", f"List {'Bullet' if items.start is None else 'Number'}{level}")
            if numbering is not None:
                xml(paragraph).get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering
            self._runs(paragraph, first.inlines)
            self._blocks(rest, f"List Continue{level}", depth)

    def _numbering(self, start: int, level: str) -> int:
        """A numbering of its own for one list; without it every numbered list would go on from the one before."""
        numbering: Any = self.file.part.numbering_part.element
        style: Any = self.file.styles[f"List Number{level}"].element
        used = style.pPr.numPr.numId.val
        abstract = next(n for n in numbering.num_lst if n.numId == used).abstractNumId.val
        num = numbering.add_num(abstract)
        num.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(num.numId)

    # --- Tables ---------------------------------------------------------------------------------------------

    def _table(self, block: Table) -> None:
        if block.caption:
            self._paragraph(block.caption, "Caption")
        table = self.file.add_table(0, len(block.columns), style="Table Grid")
        table.autofit = False
        total = sum(c.share for c in block.columns)
        widths = [Emu(int(TEXT_WIDTH * c.share / total)) for c in block.columns]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        head = Row(tuple((Inline(c.title),) for c in block.columns))
        for number, row in enumerate((head, *block.rows)):
            made = table.add_row()
            properties = xml(made).get_or_add_trPr()
            if sum(len(i.text) for cell in row.cells for i in cell) < _RUNNING_TEXT:
                properties.append(element("w:cantSplit"))
            if number == 0:
                properties.append(element("w:tblHeader"))
            self._cells(list(made.cells), row, block, "Tabellhuvud" if number == 0 else "Tabelltext")
        caption = element("w:tblCaption", val=readable(block.caption))
        xml(table).tblPr.append(caption)
        self._paragraph("", "Tabelltext")

    def _cells(self, cells: list[_Cell], row: Row, block: Table, style: str) -> None:
        if row.kind == "grupp":
            cells = [cells[0].merge(cells[-1])]
        for cell, inlines, column in zip(cells, row.cells, block.columns, strict=False):
            paragraph = self._styled(cell.paragraphs[0], style)
            if column.align == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._runs(paragraph, tuple(replace(i, strong=i.strong or row.kind == "grupp") for i in inlines))
            if style == "Tabellhuvud" or row.kind == "grupp":
                properties = xml(cell).get_or_add_tcPr()
                properties.append(element("w:shd", val="clear", color="auto", fill="E4EAF0"))

    # --- Text -----------------------------------------------------------------------------------------------

    def _paragraph(self, text: str, style: str = "Normal") -> WordParagraph:
        return self._styled(self.file.add_paragraph(readable(text)), style)

    def _styled(self, paragraph: WordParagraph, style: str) -> WordParagraph:
        """Gives a paragraph its style by id; looking it up by name each time would take most of the time there is."""
        xml(paragraph).get_or_add_pPr().style = self._style_ids[style]
        return paragraph

    def _runs(self, paragraph: WordParagraph, inlines: Inlines) -> None:
        for inline in inlines:
            run = paragraph.add_run(readable(inline.text))
            run.bold, run.italic = inline.strong or None, inline.emphasis or None
            if inline.code:
                run.font.name = "Consolas"
            if inline.href:
                run.font.underline = True
                link = element("w:hyperlink", history="1")
                link.set(qn("r:id"), self.file.part.relate_to(inline.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
                link.append(xml(run))
                xml(paragraph).append(link)


def _bookmark(number: int) -> str:
    return f"_Toc{number:06d}"


def _field_mark(sort: str) -> Any:
    run = element("w:r")
    run.append(element("w:fldChar", fldCharType=sort))
    return run


def _instruction(text: str) -> Any:
    run = element("w:r")
    instruction = element("w:instrText")
    instruction.text = text
    instruction.set(qn("xml:space"), "preserve")
    run.append(instruction)
    return run
