"""Requirements and what covers them: for auditors, as of the edition's year, gaps first."""

from __future__ import annotations

import csv
import io
import json

from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.export import export
from handbok.pages import Page
from handbok.pages.render import render
from tests.overlay import Handbook

SET = "kvalitet/krav/hemtjanstkrav.yml"
PAGE = "krav/hemtjanstkrav.md"


def pages(catalog: Catalog, year: int) -> dict[str, Page]:
    return {page.uri: page for page in render(Edition(catalog, year))}


def test_gaps_come_first_and_each_requirement_leads_to_what_covers_it(stad: Catalog) -> None:
    text = pages(stad, 2024)[PAGE].markdown
    gaps, _, each = text.partition("## Kraven")
    assert "**1 av 2 krav är en lucka.**" in gaps
    assert "- [Larm besvaras](#larm)" in gaps
    covered, _, gap = each.partition("### Larm besvaras")
    assert "- Rutin: [Öppna digitala lås](../rutiner/digitala-las.md)" in covered
    assert "- Kontroll: [Kontroll av nycklar](../planer/hemtjansten/egenkontroller.md#nyckelkontroll), Hemtjänsten" in covered
    assert "Lucka" in gap
    assert "**Osäkert:** Inom vilken tid är inte kontrollerat." in gap


def test_a_set_that_is_all_covered(exempelstad: Handbook) -> None:
    text = exempelstad.read(SET)
    exempelstad.write(SET, text[: text.index("  - {id: larm")])
    assert "Varje krav täcks av minst en" in pages(exempelstad.catalog(), 2024)[PAGE].markdown


def test_the_page_says_against_what_it_was_checked_and_when(exempelstad: Handbook) -> None:
    exempelstad.replace(SET, "galler_fran: 2024-01-01", "galler_fran: 2020-01-01")
    catalog = exempelstad.catalog()
    assert "- **Kontrollerade mot:** Föreskriften" in pages(catalog, 2024)[PAGE].markdown
    assert "1 mars 2024, alltså efter att 2023 var slut" in pages(catalog, 2023)[PAGE].markdown
    assert "alltså efter" not in pages(catalog, 2024)[PAGE].markdown


def test_an_edition_before_the_source_has_no_page_of_it(stad: Catalog) -> None:
    before = pages(stad, 2023)
    assert not [uri for uri in before if uri.startswith("krav/")]
    assert not [page.uri for page in before.values() if "krav/" in page.markdown]


def test_staff_meet_one_line_at_the_end_and_no_menu(stad: Catalog) -> None:
    made = pages(stad, 2024)
    lines = [line for line in made["rutiner/digitala-las.md"].markdown.splitlines() if "krav/" in line]
    assert lines == ["- <small>Täcker krav i:</small> [Hemtjänstkrav](../krav/hemtjanstkrav.md)"]
    beside = {page.kind for page in made.values() for link in page.neighbours if link.uri.startswith("krav/")}
    assert beside <= {"krav"}


def test_open_data_has_what_covers_each_requirement_and_the_gaps(stad: Catalog) -> None:
    files = export(Edition(stad, 2024))
    (samling,) = json.loads(files["data/handbok.json"])["kravsamlingar"]
    assert [[t["typ"] for t in krav["tacks_av"]] for krav in samling["krav"]] == [["rutin", "kontroll"], []]
    rows = list(csv.DictReader(io.StringIO(files["data/krav.csv"].removeprefix("\ufeff")), delimiter=";"))
    assert [(row["Nyckel"], row["Täcks av"]) for row in rows] == [
        ("hemtjanstkrav/nycklar", "digitala-las"),
        ("hemtjanstkrav/nycklar", "2024/hemtjansten/nyckelkontroll"),
        ("hemtjanstkrav/larm", ""),
    ]


def test_what_the_handbook_shows_by_having_it_is_no_gap(exempelstad: Handbook) -> None:
    text = exempelstad.read(SET)
    row = text[text.index("  - {id: larm") :].splitlines()[0]
    exempelstad.write(SET, text.replace(row, row.removesuffix("}") + ", visas_av: [rutiner]}"))
    catalog = exempelstad.catalog()
    text = pages(catalog, 2024)[PAGE].markdown
    assert "Varje krav täcks" in text
    assert "- Visas av: [Rutiner](../rutiner/index.md)" in text
    assert "Lucka" not in text
    found = list(csv.DictReader(io.StringIO(export(Edition(catalog, 2024))["data/krav.csv"]), delimiter=";"))
    assert [row for row in found if "handboken" in row.values() and "rutiner" in row.values()]
