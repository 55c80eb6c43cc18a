"""Two handbooks that differ only in what is hidden give the same site, byte for byte; and none of it stands in any file.

The threshold is high here, so that hidden counts are numbers that can be looked for.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from handbok.build import build
from handbok.catalog.load import load
from handbok.compare import as_json, as_markdown, compare
from handbok.diagnostics import has_fault
from handbok.editions import Edition
from handbok.paths import Paths
from handbok.rules import check
from handbok.source import read_tree
from tests.overlay import Handbook
from tests.test_build import checkout

COMPLAINTS = """\
rubrik: Synpunkter
grupper:
  - namn: Vem hörde av sig?
    rader:
      - {{kategori: Kund, antal: {{delar: "{0}", bokslut: "{1}"}}, totalt: "128"}}
      - {{kategori: Närstående, antal: {{delar: "{2}", bokslut: "{3}"}}, totalt: "10984"}}
"""
STATISTICS = """\
- id: kunder
  grupp: Kunder
  namn: Kunder i december
  varde: "11211"
  man: "{4}"
  kvinnor: "{5}"
  enhet: st
  period: bokslut
  jamforelser:
    - {{avser: "2022", varde: "{6}"}}
- id: larm
  grupp: Kunder
  namn: Kunder med larm
  varde: "12377"
  summa_av: [larm-hemma, larm-ute]
  mal: samma-ansikten
- {{id: larm-hemma, grupp: Kunder, namn: Larm hemma, varde: "{7}"}}
- {{id: larm-ute, grupp: Kunder, namn: Larm ute, varde: "{8}", mal: samma-ansikten}}
"""
INDICATORS = """\
- indikator: genomforandeplaner
  mal: samma-ansikten
  utfall:
    delar:
      alla: "13219"
      man: "{9}"
      kvinnor: "{10}"
    bokslut: {{alla: "{13}"}}
- indikator: nojda-kunder
  mal: egen-rost
  utfall:
    bokslut: {{alla: "68,18 %", man: "{14} %", kvinnor: "{15} %"}}
"""
NEXT_YEAR = """\
- indikator: genomforandeplaner
  mal: egen-genomforandeplan
  forra_aret: "{13}"
  utfall:
    delar:
      alla: "14563"
      delar:
        - {{namn: Ny plan, varde: "{11}"}}
        - {{namn: Ändrad plan, varde: "{12}"}}
"""
_FIRST = "61 67 73 10911 83 11128 79 71 12306 89 13130 97 14466 59 66,67 70"
_SECOND = "62 66 75 10909 87 11124 77 74 12303 86 13133 91 14472 57 70 66,67"
FIRST, SECOND = _FIRST.split(), _SECOND.split()
SHOWN = ("128", "10984", "11211", "12377", "13219", "14563")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Both handbooks, built whole."""
    return made(tmp_path_factory.mktemp("forsta"), FIRST), made(tmp_path_factory.mktemp("andra"), SECOND)


def made(folder: Path, hidden: list[str]) -> Path:
    handbook = Handbook(checkout(folder))
    settings = handbook.read("handbok.yml").partition("sekretess:")[0]
    handbook.write("handbok.yml", settings + "sekretess: {troskel: 100, sanna_tal_i_kallan: ja}\n")
    indicator = handbook.read("indikatorer/genomforandeplaner.yml")
    handbook.write("indikatorer/genomforandeplaner.yml", indicator + "avser: klienter\n")
    for name, text in (
        ("planer/2023/hemtjanst-norr/klagomal.yml", COMPLAINTS),
        ("planer/2023/hemtjanst-norr/statistik.yml", STATISTICS),
        ("planer/2023/hemtjanst-norr/indikatorer.yml", INDICATORS),
        ("planer/2024/hemtjansten/indikatorer.yml", NEXT_YEAR),
    ):
        handbook.write(name, text.format(*hidden))
    loaded = load(*read_tree(handbook.content, "content"))
    assert loaded.catalog
    assert not has_fault([*loaded.diagnostics, *check(loaded.catalog)])
    shown = compare(Edition(loaded.catalog, 2023), Edition(loaded.catalog, 2024))
    (folder / "jamfor.json").write_text(as_json(shown), encoding="utf-8")
    (folder / "jamfor.md").write_text(as_markdown(shown), encoding="utf-8")
    build(loaded.catalog, Paths(folder / "mkdocs.yml", folder / "site", folder / ".handbok", folder / "inga"))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    published = [*(folder / "site").rglob("*"), folder / "jamfor.json", folder / "jamfor.md"]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in published if p.is_file() and not p.is_symlink()}


def words(name: str, file: bytes) -> str:
    """What a person or a program reads in the file."""
    if name.endswith(".pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    if name.endswith(".docx"):
        read = docx.Document(io.BytesIO(file))
        return "\n".join([*(p.text for p in read.paragraphs), *(c.text for t in read.tables for r in t.rows for c in r.cells)])
    if name.endswith(".html"):
        return BeautifulSoup(file, "html.parser").get_text("\n")
    return file.decode("utf-8", "replace")


def test_a_hidden_count_changes_no_byte_of_what_is_published(sites: tuple[Path, Path]) -> None:
    first, second = (files(folder) for folder in sites)
    assert first.keys() == second.keys()
    assert [name for name, file in first.items() if file != second[name]] == []
    assert {"site/2023/data/indikatorer.csv", "site/2023/planer/hemtjanst-norr/bokslut.docx"} <= first.keys()


@pytest.mark.parametrize("ending", [".html", ".json", ".csv", ".docx", ".pdf", ".md"])
def test_no_hidden_count_stands_in_a_file(sites: tuple[Path, Path], ending: str) -> None:
    texts = {n: words(n, f) for n, f in files(sites[0]).items() if n.endswith(ending) and "/assets/" not in n}
    assert texts
    for number in FIRST:
        there = [name for name, text in texts.items() if re.search(rf"(?<![\d,.]){number}(?![\d,])", text)]
        assert there == [], number
    if ending in (".html", ".docx", ".pdf"):
        whole = re.sub(r"\s", "", " ".join(texts.values()))
        assert all(number in whole for number in SHOWN)
        assert "färreän100" in whole
        assert "visasinte" in whole
