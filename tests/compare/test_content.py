"""The five real plans, and exempelstad: what a reader is told, against what the source documents say."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from handbok.catalog import Catalog
from handbok.catalog.load import load
from handbok.compare import Comparison, as_json, as_markdown, compare
from handbok.compare.types import Enhetsjamforelse, Indikator
from handbok.editions import Edition
from handbok.source import read_tree
from tests.compare.small import Book
from tests.guard import calls

ROOT = Path(__file__).parent.parent.parent
SOURCES = ROOT.parent / "shared" / "kallor"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    loaded = load(*read_tree(ROOT / "content", "content"))
    assert loaded.catalog
    return loaded.catalog


def compared(catalog: Catalog, first: int, second: int) -> Comparison:
    return compare(Edition(catalog, first), Edition(catalog, second))


def unit(c: Comparison) -> Enhetsjamforelse:
    (section,) = [s for s in c.enheter if s.enheter.jamforbar]
    return section


def test_the_judgements_of_2022_and_2023(catalog: Catalog) -> None:
    found = {j.mal_senare.id: j.slag for j in unit(compared(catalog, 2022, 2023)).bedomningar}
    assert found == {
        "enhetens-ekonomi": "samre",
        "rattssaker-handlaggning": "samre",
        "enheten-som-arbetsgivare": "oforandrad",
        "miljomedvetna-val": "oforandrad",
        "nyttiga-insatser": "oforandrad",
        "samverkan": "oforandrad",
        "attraktiv-arbetsgivare": "slutat",
        "namndens-ekonomi": "slutat",
    }


def test_the_goals_of_2022_and_2023(catalog: Catalog) -> None:
    c = compared(catalog, 2022, 2023)
    assert {(g.senare or g.tidigare)[0].id: (g.slag, *g.andringar) for g in unit(c).mal} == {
        "beredskap-i-enheten": ("ny",),
        "normbrytande-beteende": ("ny",),
        "feriearbete": ("borta",),
        "innovativa-arbetssatt": ("borta",),
        "miljomedvetna-val": ("kvar", "namn", "flyttat"),
        "nyttiga-insatser": ("kvar", "namn", "flyttat"),
        "rattssaker-handlaggning": ("kvar", "namn", "flyttat"),
        "samverkan": ("kvar", "namn", "flyttat"),
        "enheten-som-arbetsgivare": ("kvar",),
        "enhetens-ekonomi": ("kvar",),
    }
    assert Counter(g.slag for g in c.styrande_mal) == {"ny": 15, "borta": 13, "kvar": 2}


def test_the_figures_of_2022_and_2023(catalog: Catalog) -> None:
    def row(i: Indikator) -> tuple[str | None, str | None, str | None]:
        old, new = i.utfall.tidigare, i.utfall.senare
        return (old.skrivet if old else None, new.skrivet if new else None, i.utfall.utveckling)

    found = unit(compared(catalog, 2022, 2023)).indikatorer
    assert {i.nyckel: row(i) for i in found if i.slag == "kvar"} == {
        "ateraktualisering": ("22,4 %", "26,5 %", "fran"),
        "karnamnen-placerade-barn": ("68,97 %", "68,18 %", "fran"),
        "delaktighet-aterkoppling": ("52,61 %", "70,34 %", "mot"),
        "aktivt-medskapandeindex": ("76", "74", "fran"),
        "sjukfranvaro": ("4,9 %", "6,6 %", "fran"),
        "sjukfranvaro-dag-1-14": (None, "1,66 %", None),
    }
    assert {i.nyckel for i in found if i.slag == "borta"} == {
        "skyddsbehov-placering",
        "samtal-inom-48-timmar",
        "skola-vidtalas",
        "vald-i-nara-relation-kanda",
    }


def test_the_activities_of_2022_and_2023(catalog: Catalog) -> None:
    found = unit(compared(catalog, 2022, 2023)).aktiviteter
    assert Counter(a.slag for a in found) == {"ny": 9, "avslutad": 7, "forlangd": 1}
    assert [a.senare.id for a in found if a.slag == "forlangd" and a.senare] == ["samarbete-lus"]


@pytest.mark.parametrize(
    ("document", "facts"),
    [
        (
            "000_01fbe355e54cdea7.txt",
            ["26,5 % 24,3 % 28,9 % 22,4 % 22 % 24 %", "70,34", "52,61", "68,18", "68,97", "6,6 %", "4,9 %", "5,2 %", "1,66 %"],
        ),
        ("002_47f049910d41aaba.txt", ["22,4 %", "52,61", "43,7 90 %", "2022-01-01 2022-11-30"]),
    ],
)
def test_the_facts_stand_in_the_sources(document: str, facts: list[str]) -> None:
    path = SOURCES / document
    if not path.is_file():
        pytest.skip("the source documents are not at hand (../shared/kallor)")
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert [f for f in facts if f not in text] == []


def test_the_source_judges_2023_as_the_comparison_says() -> None:
    path = SOURCES / "000_01fbe355e54cdea7.txt"
    if not path.is_file():
        pytest.skip("the source documents are not at hand (../shared/kallor)")
    words = re.findall(r"^\s*(Uppfylls \w+)\s*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert Counter(words) == {"Uppfylls helt": 5, "Uppfylls delvis": 2, "Uppfylls inte": 1}


def test_editions_with_other_units_say_what_can_be_compared(catalog: Catalog) -> None:
    c = compared(catalog, 2020, 2022)
    assert [f.slag for f in c.forbehall] == ["inga-gemensamma-enheter"]
    assert Counter((g.slag, g.andringar) for g in c.styrande_mal) == {("kvar", ("namn",)): 7, ("kvar", ()): 8}
    text = as_markdown(c)
    assert "2020 har handboken planer för Familjerätt Sydväst, 2022 för Familjeenheten" in text
    assert "## Familjeenheten" not in text


def test_a_unit_is_followed_over_its_split(catalog: Catalog) -> None:
    c = compared(catalog, 2023, 2025)
    section = unit(c)
    assert [u.nyckel for u in section.enheter.tidigare] == ["familjeenheten"]
    assert len(section.enheter.senare) == 6
    assert {f.slag for f in c.forbehall} == {"enheter-utan-plan", "ingen-uppfoljning"}
    assert section.bedomningar == ()
    assert {i.utfall.utveckling for i in section.indikatorer} == {None}
    replaced = [(r.tidigare[0].nyckel, r.senare[0].nyckel) for r in c.rutiner if r.slag == "ersatt"]
    assert ("lex-sarah-2022", "lex-sarah") in replaced


def test_every_two_editions_can_be_compared(catalog: Catalog) -> None:
    for first in catalog.years:
        for second in catalog.years:
            c = compared(catalog, first, second)
            assert as_markdown(c)
            assert json.loads(as_json(c))["till"] == second


def test_the_reader_with_one_minute(catalog: Catalog) -> None:
    text = as_markdown(compared(catalog, 2022, 2023))
    short = text[text.index("## I korthet") : text.index("## Familjeenheten")]
    assert "2 sämre, 0 bättre och 4 oförändrade. 2 mål bedömdes 2022 men inte 2023." in short
    assert (
        "**Enhetsmål:** 2 nya, 2 borta, 4 ändrade (4 har bytt namn och 4 ligger under ett annat mål) och 2 oförändrade."
        in short
    )
    assert len(short.split()) < 120


def test_another_municipality_has_its_own_words(stad: Catalog) -> None:
    text = as_markdown(compared(stad, 2023, 2024))
    assert "**Åtaganden:** 1 ändrat" in text
    assert "ej uppnått 2023 → delvis uppnått Delår 2024" in text
    assert "13,5 personer (Delår 2023) → 12 personer (Delår 2024), −1,5. Åt rätt håll: lägre är bättre." in text
    assert "”Öppna digitala lås” ersätter ”Hantera nycklar” från 1 april 2024" in text
    assert "Hemtjänst norr (2023) fortsätter som Hemtjänsten (2024)." in text
    assert "uppfylls" not in text


def test_links_are_asked_for_with_kind_key_and_year(stad: Catalog) -> None:
    asked: set[tuple[str, str, int]] = set()

    def link(kind: str, key: str, year: int) -> str | None:
        asked.add((kind, key, year))
        return f"../{year}/{kind}/{key}" if kind == "rutin" else None

    text = as_markdown(compared(stad, 2023, 2024), link)
    assert (
        "”[Öppna digitala lås](../2024/rutin/digitala-las)” ersätter ”[Hantera nycklar](../2023/rutin/nyckelhantering)”" in text
    )
    assert ("enhet", "hemtjanst-norr", 2023) in asked
    assert ("mal", "2024/hemtjansten/egen-genomforandeplan", 2024) in asked
    assert ("aktivitet", "2023/hemtjanst-norr/fast-kontakt", 2023) in asked
    assert ("indikator", "personalkontinuitet", 2024) in asked


def test_titles_cannot_break_out_of_the_markdown() -> None:
    book = Book()
    book.plan(2022, "norr")
    book.plan(2023, "norr")
    book.goal(2023, "m", "norr", titel="<b>[x](y)</b> | *z*")
    text = as_markdown(compare(book.edition(2022), book.edition(2023)))
    assert r"\<b\>\[x\](y)\</b\> \| \*z\*" in text
    assert "{x}" in as_markdown(compare(book.edition(2022), book.edition(2023)), plain=lambda _: "{x}")


def test_the_time_grows_with_the_content_and_no_faster() -> None:
    def work(units: int) -> int:
        book = Book()
        for year in (2022, 2023):
            names = [f"e{n}" for n in range(units)]
            book.plan(year, *names)
            book.goal(year, "topp")
            for name in names:
                for goal in range(5):
                    book.goal(year, f"m{goal}", name, over="topp")
                    book.judge(year, name, f"m{goal}", "ja")
                book.judge(year, name, "topp", "ja" if year == 2022 else "nej")
                book.activity(year, name, "a")
        pair = book.edition(2022), book.edition(2023)
        return calls(lambda: as_markdown(compare(*pair)))

    assert work(400) < 8 * work(50) * 1.5
