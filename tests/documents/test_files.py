"""The files: every word of the document in its order, tagged, with contents, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as word
import pytest
from docx.oxml.ns import qn

from handbok.documents import Kind, docx, pdf
from handbok.documents.blocks import Column, Heading, Inline, Items, Paragraph, Row, Table, text
from tests.documents.reading import (
    DAY,
    bookmarks,
    document,
    every_kind,
    folded,
    made,
    made_docx,
    made_pdf,
    pages,
    paragraph,
    reader,
    root,
    tags,
    texts,
)


@pytest.mark.parametrize(("name", "kind"), every_kind())
def test_the_pdf_holds_every_word_in_order(name: str, kind: Kind) -> None:
    doc = made(name, kind)
    whole = "".join(pages(made_pdf(name, kind), doc))
    start = 0
    for words in texts(doc.blocks):
        found = whole.find(folded(words), start)
        assert found >= 0, words
        start = found + len(folded(words))


@pytest.mark.parametrize(("name", "kind"), every_kind())
def test_the_contents_lead_to_the_right_pages(name: str, kind: Kind) -> None:
    doc = made(name, kind)
    read = pages(made_pdf(name, kind), doc)
    listed = bookmarks(made_pdf(name, kind))
    assert [title for title, _ in listed] == [h.text for h in doc.headings]
    for title, number in listed:
        assert folded(title) in read[number - 1]
        assert folded(f"{title} {number}") in "".join(read[:3]), title


@pytest.mark.parametrize(("name", "kind"), every_kind())
def test_the_pdf_says_what_it_is(name: str, kind: Kind) -> None:
    doc = made(name, kind)
    about = root(made_pdf(name, kind))
    assert about["/MarkInfo"]["/Marked"]
    assert about["/Lang"] == "sv"
    assert about["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = about["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert f"{doc.title}, {doc.unit}" in metadata
    assert "2026-01-31" in metadata


@pytest.mark.parametrize(("name", "kind"), every_kind())
def test_headings_and_tables_are_tagged(name: str, kind: Kind) -> None:
    doc = made(name, kind)
    found = tags(made_pdf(name, kind))
    tables = [b for b in doc.blocks if isinstance(b, Table)]
    assert found.count("/Table") == len(tables)
    assert found.count("/TH") == sum(len(t.columns) for t in tables)
    assert found.count("/TOCI") == len(doc.headings)
    for level in range(2, 7):
        assert found.count(f"/H{level}") == sum(isinstance(b, Heading) and b.level == level for b in doc.blocks)


@pytest.mark.parametrize(("name", "kind"), every_kind())
def test_the_word_file_has_the_same_headings_and_words(name: str, kind: Kind) -> None:
    doc = made(name, kind)
    file = word.Document(io.BytesIO(made_docx(name, kind)))
    headings = [p for p in file.paragraphs if p.style and (p.style.name or "").startswith("Heading ")]
    titles = [title for title, _ in bookmarks(made_pdf(name, kind))]
    assert [p.text for p in headings] == titles
    assert [int((p.style.name or "")[8:]) for p in headings if p.style] == [h.level for h in doc.headings]
    contents = [p.text for p in file.paragraphs if p.style and (p.style.name or "").startswith("toc ")]
    assert contents == titles
    written = folded("".join("".join(e.itertext(qn("w:t"))) for e in file.element.body))
    start = 0
    for words in texts(doc.blocks):
        found = written.find(folded(words), start)
        assert found >= 0, words
        start = found + len(folded(words))


def test_the_word_file_is_swedish_and_numbered() -> None:
    table = Table("Tal", (Column("Namn"), Column("Antal", "right")), (Row((text("Barn"), text("12"))),))
    file = word.Document(io.BytesIO(docx(document(table), DAY)))
    assert file.core_properties.title == "Verksamhetsplan 2023, Enheten"
    assert file.core_properties.language == "sv-SE"
    assert file.core_properties.created is not None
    assert file.core_properties.created.date() == DAY
    assert file.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "sv-SE"
    footer = file.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert "Verksamhetsplan 2023" in file.sections[0].header.paragraphs[0].text
    head, row = file.tables[0].rows
    assert head._tr.trPr is not None
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert row.cells[1].paragraphs[0].alignment == 2


def test_a_draft_says_so_on_every_page() -> None:
    doc = replace(document(paragraph("Text.")), draft=True)
    first, second = (page.extract_text() for page in reader(pdf(doc, DAY)).pages)
    assert "Utkast, inte fastställd" in first
    assert "Verksamhetsplan 2023 (utkast)" in second
    file = word.Document(io.BytesIO(docx(doc, DAY)))
    assert "Utkast, inte fastställd" in [p.text for p in file.paragraphs]
    assert "Verksamhetsplan 2023 (utkast)" in file.sections[0].header.paragraphs[0].text


def test_every_numbered_list_counts_from_its_own_start() -> None:
    doc = document(Items(((paragraph("ett"),),), 1), paragraph("mellan"), Items(((paragraph("sju"),),), 7))
    file = word.Document(io.BytesIO(docx(doc, DAY)))
    numbered = [p for p in file.paragraphs if p.style and p.style.name == "List Number"]
    assert len({p._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0] for p in numbered}) == 2
    assert "7.sju" in reader(pdf(doc, DAY)).pages[-1].extract_text().replace(" ", "").replace("\n", "")


def test_a_long_table_has_its_head_on_every_page() -> None:
    rows = tuple(Row((text(f"Rad {n}"), text(str(n)))) for n in range(300))
    doc = document(Table("Många", (Column("Benämning"), Column("Antal", "right")), rows))
    file = reader(pdf(doc, DAY))
    assert len(file.pages) > 5
    for page in file.pages[1:]:
        assert "Benämning" in page.extract_text()
    assert tags(pdf(doc, DAY)).count("/TH") == 2  # the repetitions are not read aloud


def test_figures_are_set_at_the_right() -> None:
    rows = tuple(Row((text("x"), text(n))) for n in ("1", "1000000"))
    doc = document(Table("", (Column("Namn"), Column("Antal", "right")), rows))
    lines = reader(pdf(doc, DAY)).pages[1].extract_text(extraction_mode="layout").splitlines()
    short, long = (next(line for line in lines if line.rstrip().endswith(f" {n}")) for n in ("1", "1000000"))
    assert abs(len(short.rstrip()) - len(long.rstrip())) <= 1


def test_long_words_are_broken_in_the_swedish_way() -> None:
    words = " ".join(f"{'i ' * (n % 9)}kvalitetsledningssystemet verksamhetsberättelsen" for n in range(60))
    lines = reader(pdf(document(paragraph(words)), DAY)).pages[1].extract_text().splitlines()
    ends = {line.split()[-1][:-1] for line in lines if line.endswith("\u00ad")}
    assert ends
    syllables = "kva-li-tets-led-nings-sy-s-te-met verk-sam-hets-be-rät-tel-sen"
    starts = {word[:i].replace("-", "") for word in syllables.split() for i, c in enumerate(word) if c == "-"}
    assert ends <= starts


def test_links_lead_out_only_to_addresses() -> None:
    link = Paragraph((Inline("Digg", href="https://www.digg.se/"),))
    annotations = [a.get_object() for p in reader(pdf(document(link), DAY)).pages for a in p.get("/Annots", ())]
    assert "https://www.digg.se/" in {str(a["/A"]["/URI"]) for a in annotations if "/URI" in a.get("/A", {})}


_DIGESTS = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.documents.reading import every_kind, made_docx, made_pdf
for p in every_kind():
    if "exempelstad" in p.id or "barnenheten" in p.id:
        name, kind = p.values
        print(p.id, hashlib.sha256(made_pdf(name, kind) + made_docx(name, kind)).hexdigest())
"""


@pytest.mark.parametrize(
    "changed", [{"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"}, {"LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "2"}]
)
def test_the_same_bytes_whoever_makes_them(changed: dict[str, str], tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    environment = {k: v for k, v in os.environ.items() if k not in ("TZ", "LANG", "LC_ALL")} | changed
    command = [sys.executable, "-c", _DIGESTS, str(root)]
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    there = dict(line.rsplit(" ", 1) for line in said.splitlines())
    assert there
    for param in every_kind():
        if param.id in there:
            here = made_pdf(*param.values) + made_docx(*param.values)
            assert hashlib.sha256(here).hexdigest() == there[param.id], param.id


def test_the_same_bytes_twice_and_no_time_of_day() -> None:
    doc = document(paragraph("Text."))
    assert pdf(doc, DAY) == pdf(doc, DAY)
    assert docx(doc, DAY) == docx(doc, DAY)
    assert {i.date_time for i in zipfile.ZipFile(io.BytesIO(docx(doc, DAY))).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert pdf(doc, DAY) != pdf(doc, DAY.replace(day=1))
