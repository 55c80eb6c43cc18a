"""A Word file before its text: paper, language, styles, what stands at the head and foot of pages. And how it is packed."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import docx as word
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from handbok.documents.blocks import Document
from handbok.documents.characters import readable

TEXT_WIDTH = Mm(164)
_INK = RGBColor(0x14, 0x32, 0x4F)
_LANGUAGES = {"sv": "sv-SE"}
_SIZES = (18, 15, 13, 12, 11.5)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def element(tag: str, **attributes: str) -> Any:
    """An empty element of the word processing namespace: `element("w:lang", val="sv-SE")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def xml(part: Any) -> Any:
    """The element behind one of python-docx's objects, for what the library has no words for."""
    return part._element  # noqa: SLF001


def frame(document: Document, dated: date) -> WordDocument:
    """A Word document with everything but the text."""
    language = _LANGUAGES.get(document.language, document.language)
    file = word.Document(io.BytesIO(_styled(language)))
    _page(file, document)
    _properties(file, document, dated, language)
    return file


@lru_cache(maxsize=4)  # making the styles takes longer than reading them
def _styled(language: str) -> bytes:
    file = word.Document()
    _settings(file, language)
    _styles(file)
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def _page(file: WordDocument, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(23)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.different_first_page_header_footer = True
    title = f"{document.title} (utkast)" if document.draft else document.title
    _edge(section.header.paragraphs[0], f"{document.unit}\t{title}")
    for footer in (section.footer, section.first_page_footer):
        paragraph = _edge(footer.paragraphs[0], f"{document.organisation}\tSida ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" av ")
        _field(paragraph, "NUMPAGES")


def _edge(paragraph: WordParagraph, text: str) -> WordParagraph:
    """A line at the head or foot of a page: one text at the left, one at the right."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(readable(text))
    return paragraph


def _field(paragraph: WordParagraph, instruction: str) -> None:
    field = element("w:fldSimple", instr=instruction)
    run = element("w:r")
    shown = element("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    xml(paragraph).append(field)


def _settings(file: WordDocument, language: str) -> None:
    settings: Any = file.settings.element
    settings.find(qn("w:defaultTabStop")).addnext(element("w:autoHyphenation", val="true"))
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), language)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    styles: Any = file.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), language)
    for letters in ("w:asciiTheme", "w:hAnsiTheme"):  # the theme's sans serif, for text as for headings
        defaults.find(qn("w:rFonts")).set(qn(letters), "majorHAnsi")


def _styles(file: WordDocument) -> None:
    styles: Any = file.styles
    styles["Normal"].paragraph_format.space_after = Pt(7)
    for edge in ("Header", "Footer"):
        styles[edge].font.size = Pt(9)
        tabs = styles[edge].element.find(f"{qn('w:pPr')}/{qn('w:tabs')}")
        tabs.getparent().remove(tabs)
    for level in range(1, 10):
        heading = styles[f"Heading {level}"]
        heading.font.size, heading.font.color.rgb, heading.font.italic = Pt(_size(level)), _INK, False
        heading.font.bold = True
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(16), Pt(5)
        # A heading that the contents leave out. Word lists styles by name, and reads the level from the one above.
        below = _added(file, f"Delrubrik {level}", f"Heading {level}")
        below.font.italic = True
        below.paragraph_format.space_before = Pt(10)
        entry = _added(file, f"toc {level}", "Normal", builtin=True)
        entry.paragraph_format.left_indent, entry.paragraph_format.space_after = Mm(4 * (level - 1)), Pt(3)
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(10), _INK
    styles["Caption"].paragraph_format.keep_with_next = True
    small = _added(file, "Tabelltext", "Normal")
    small.font.size, small.paragraph_format.space_after, small.paragraph_format.line_spacing = Pt(9), Pt(1), 1.0
    _added(file, "Tabellhuvud", "Tabelltext").font.bold = True
    _note_style(_added(file, "Anteckning", "Normal"))


def _size(level: int) -> float:
    return _SIZES[level - 1] if level <= len(_SIZES) else 11


def _added(file: WordDocument, name: str, base: str, *, builtin: bool = False) -> ParagraphStyle:
    style: Any = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin)
    style.base_style = file.styles[base]
    style.next_paragraph_style = file.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    return style


def _note_style(style: ParagraphStyle) -> None:
    style.font.size = Pt(9.5)
    properties: Any = style.element.get_or_add_pPr()
    border = element("w:pBdr")
    border.append(element("w:left", val="single", sz="16", space="6", color="A08A3C"))
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    shade = element("w:shd", val="clear", color="auto", fill="F6F4EC")
    properties.insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc")


def _properties(file: WordDocument, document: Document, dated: date, language: str) -> None:
    properties = file.core_properties
    properties.title = readable(f"{document.title}, {document.unit}")
    properties.author = properties.last_modified_by = readable(document.organisation)
    properties.subject = readable(document.unit)
    properties.comments = properties.keywords = ""
    properties.language = language
    properties.created = properties.modified = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    properties.revision = 1
    package = file.part.package
    thumbnails = [k for k, r in package.rels.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL] if package else []
    for key in thumbnails:  # the picture of python-docx's empty document
        del file.part.package.rels[key]


def packed(file: WordDocument) -> bytes:
    """The file's bytes, packed without the time of day."""
    saved, out = io.BytesIO(), io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
