"""Text that looks like code, breaks files or cannot be shown comes through as text, or as the number of its characters."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import docx as word
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbok.documents import docx, pdf
from handbok.documents.blocks import Column, Heading, Inline, Items, Judgement, Note, Paragraph, Row, Table, text
from handbok.documents.characters import readable
from handbok.documents.prose_blocks import Reader
from handbok.pages.writer import Writer
from tests.documents.reading import DAY, document, paragraph, reader, texts

HOSTILE = [
    '#eval("1+1") #panic()',
    "$ x^2 $ @ref <label> *stark* _kursiv_ = Rubrik",
    "a\\b \\u{41} \"citat\" 'enkelt' `kod`",
    "</w:t></w:r><w:r><w:t>&amp; <!-- ]]> -->",
    '#let x = read("/etc/passwd"); #x',
    "{{ jinja }} {% raw %} ${shell} %d \\n",
    "]] }) // /* kommentar */ ~ --- ...",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_it_comes_through_as_it_is_wherever_it_stands(words: str) -> None:
    blocks = (
        Heading(1, words, "ankare", listed=True),
        paragraph(words),
        Paragraph((Inline(words, code=True), Inline(words, strong=True, emphasis=True))),
        Items(((paragraph(words),),)),
        Table(words, (Column(words),), (Row((text(words),)), Row((text(words),), "grupp"))),
        Judgement(words, words, "bra"),
        Note(words, (paragraph(words),)),
    )
    doc = replace(document(*blocks, title=words, unit=words), namnd=words, organisation=words, facts=(words,))
    shown = "".join("".join(p.extract_text() for p in reader(pdf(doc, DAY)).pages).split()).replace("\u00ad", "")
    assert shown.count("".join(words.split())) >= 10
    file = word.Document(io.BytesIO(docx(doc, DAY)))
    assert [p.text for p in file.paragraphs if p.style and p.style.name == "Heading 1"] == [words]
    assert file.tables[0].rows[1].cells[0].text == words
    assert file.core_properties.title == f"{words}, {words}"


def test_control_characters_go_and_unknown_ones_are_numbered() -> None:
    words = "Ett\x00 två\x08\x1b[31m tre\u202e fyra \U0001f600 \ue000 fem\ufeff\ud800"
    doc = document(paragraph(words), title=words)
    shown = reader(pdf(doc, DAY)).pages[1].extract_text()
    assert "Ett två[31m tre fyra [U+1F600] [U+E000] fem" in shown
    written = [p.text for p in word.Document(io.BytesIO(docx(doc, DAY))).paragraphs]
    assert "Ett två[31m tre fyra \U0001f600 \ue000 fem" in written


def test_letters_of_other_languages_need_no_numbers() -> None:
    words = "Šárka Åsa Łódź Ελένη Анна − → ≥ ½ œ ẞ"
    assert "[U+" not in reader(pdf(document(paragraph(words)), DAY)).pages[1].extract_text()


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=30))
def test_any_text_at_all_can_be_set(words: str) -> None:
    doc = document(Heading(1, words, listed=True), Paragraph((Inline(words), Inline(words, code=True))), title=words or "Plan")
    assert pdf(doc, DAY).startswith(b"%PDF-1.7")
    file = word.Document(io.BytesIO(docx(doc, DAY)))
    assert readable(words).replace("\n", "") in "".join(p.text for p in file.paragraphs).replace("\n", "")


class _NoLinks:
    """Stands in for the writer of an edition where nothing is found."""

    def find(self, *_: object) -> None:
        return None


def blocks_of(markdown: str) -> tuple[Any, ...]:
    owner = cast("Any", SimpleNamespace(at=lambda: lambda _: cast("Any", Path())))
    return Reader(cast("Writer", _NoLinks())).blocks(markdown, owner, 1, 2)


def test_prose_cannot_carry_html_pictures_or_scripts() -> None:
    found = blocks_of("<script>alert(1)</script> ![bild](x.png) [klicka](javascript:alert(1)) [Digg](https://digg.se)")
    assert isinstance(found[0], Paragraph)
    shown = "".join(i.text for i in found[0].inlines)
    assert "<script>alert(1)</script>" in shown
    assert {i.href for i in found[0].inlines} == {"", "https://digg.se"}


def test_prose_keeps_its_structure() -> None:
    table = "| A | B |\n| --- | --: |\n| x | 1 |"
    found = blocks_of(
        f"Ett **starkt** ord.\n\n## Rubrik\n\n- ett\n  - två\n\n7. sju\n\n{table}\n\n> citat\n\n```\nkod\n```\n##\n"
    )
    assert [type(b).__name__ for b in found] == ["Paragraph", "Heading", "Items", "Items", "Table", "Paragraph", "Paragraph"]
    assert found[1] == Heading(2, "Rubrik")
    assert found[2].items[0][1] == Items(((paragraph("två"),),))
    assert found[3].start == 7
    assert [c.align for c in found[4].columns] == ["left", "right"]
    assert list(texts(found))[-1] == "kod"


def test_an_unknown_link_shows_what_it_says() -> None:
    assert blocks_of("Se [[rutin:sip]] och [[mal:x|*målet*]].") == (paragraph("Se sip och *målet*."),)
