"""The two real trials as they are published; tests/secrecy/README.md says why they are shown so."""

from __future__ import annotations

import json

import pytest

from handbok.catalog import Catalog
from handbok.documents import outline
from handbok.documents.blocks import Table, plain
from handbok.editions import Edition
from handbok.export import export
from handbok.pages.render import render
from handbok.protection import assess, published

FEW, NOT, NONE = "färre än 5", "visas inte", ""

COMPLAINTS_2023 = {
    "Antal beröm": (NONE, "7", "11", "18"),
    "Brukare/patient": (FEW, "6", "0", NOT),
    "Medarbetare/verksamhet inom förvaltningen": (FEW, NOT, "8", "16"),
    "Samverkanspart (ex annan förvaltning, Region Stockholm, Polis)": (NONE, FEW, NONE, FEW),
    "Beslut (missnöje, avsaknad av beslut, ej kommunicerat etc.)": (FEW, FEW, NONE, FEW),
    "Brister i information (utebliven info, obegriplig info, etc.)": (FEW, NONE, NONE, FEW),
    "Brister i rutiner/utförande av insats eller verksamhet": (FEW, NONE, NOT, "10"),
    "Kompetens": (NONE, FEW, FEW, "6"),
    "Lex Sarah": (FEW, FEW, FEW, "7"),
    "Antal klagomål där åtgärder vidtagits": (FEW, NONE, NOT, "16"),
}


@pytest.fixture(scope="module")
def edition(familjeenheten: Catalog) -> Edition:
    return Edition(familjeenheten, 2023)


def test_the_complaints_of_2023_on_their_page(edition: Edition) -> None:
    page = next(p.markdown for p in render(edition) if p.uri == "planer/familjeenheten/vb.md")
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]
    rows = {row[0]: tuple("" if c == "–" else c for c in row[1:]) for row in cells if len(row) == 5}
    assert {name: rows[name] for name in COMPLAINTS_2023} == COMPLAINTS_2023
    assert "Antal som är färre än 5 visas inte exakt, eftersom de kan peka ut enskilda." in page


def test_the_complaints_of_2023_in_the_document(edition: Edition) -> None:
    tables = [b for b in outline(edition, "familjeenheten", edition.handbok.period("vb")).blocks if isinstance(b, Table)]
    cells = [[plain(cell) for cell in row.cells] for table in tables for row in table.rows]
    rows = {row[0]: tuple("" if c == "–" else c for c in row[1:5]) for row in cells}
    assert {name: rows[name] for name in COMPLAINTS_2023} == COMPLAINTS_2023


def test_the_complaints_of_2023_in_the_open_data(edition: Edition) -> None:
    data = json.loads(export(edition)["data/handbok.json"])
    rows = {row["kategori"]: row for table in data["klagomal"] for group in table["grupper"] for row in group["rader"]}

    def shown(value: dict[str, str] | None) -> str:
        return "" if value is None else value.get("visas") or value["skrivet"]

    found = {n: (*(shown(rows[n]["antal"].get(p)) for p in ("t1", "t2", "vb")), shown(rows[n]["totalt"])) for n in rows}
    assert {name: found[name] for name in COMPLAINTS_2023} == COMPLAINTS_2023


def test_lex_sarah_2022_is_protected_with_what_it_is_divided_into(familjeenheten: Catalog) -> None:
    (table,) = [k.data for k in published(familjeenheten).klagomal if k.ar == 2022]
    rows = {row.kategori: row.antal.get("vb") for group in table.grupper for row in group.rader}
    assert rows["Lex Sarah-rapporter"] == "7"
    assert {rows[n] for n in ("Ska inte utredas", "Under utredning", "Utredda", "Missförhållande")} == {FEW}


@pytest.mark.parametrize(
    ("year", "indicator", "shown"),
    [
        (2023, "karnamnen-placerade-barn", ("68,18", NOT, NOT)),
        (2022, "karnamnen-placerade-barn", ("68,97", NOT, NOT)),
        (2022, "skyddsbehov-placering", ("98,18 %", NOT, NOT)),
        (2022, "samtal-inom-48-timmar", ("21,3 %", NOT, NOT)),
        (2016, "ej-aktuella-efter-12-manader", ("92,9 %", "91,7 %", "94,6 %")),
        (2023, "delaktighet-aterkoppling", ("70,34", "70,45 %", "70,7 %")),
    ],
)
def test_splits_by_sex(familjeenheten: Catalog, year: int, indicator: str, shown: tuple[str, ...]) -> None:
    (post,) = [p for p in published(familjeenheten).matningar if (p.ar, p.data.indikator) == (year, indicator)]
    outcome = post.data.utfall["vb"]
    assert (outcome.alla, outcome.man, outcome.kvinnor) == shown


def test_counts_by_sex(familjeenheten: Catalog) -> None:
    figures = {(p.ar, p.id): p.data for p in published(familjeenheten).statistik}
    team, ended = figures[2023, "intensivteamet-aktualiserade"], figures[2022, "intensivteamet-avslutade"]
    assert (team.varde, team.man, team.kvinnor) == ("19", NOT, FEW)
    assert (ended.varde, ended.man, ended.kvinnor) == (NOT, FEW, FEW)


def test_nothing_small_is_left_exposed(familjeenheten: Catalog) -> None:
    assert assess(familjeenheten).exposed == ()
