"""Open data: valid against its own schema, whole, without later years, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.export import export
from handbok.export.rows import Varde
from handbok.export.spreadsheets import guarded
from handbok.pages.addresses import url_of
from handbok.pages.render import render
from handbok.protection import published
from tests.overlay import Handbook

YEARS = (2023, 2024)
TABLE_OF = {
    "namnd": "namnder",
    "enhet": "enheter",
    "roll": "roller",
    "mal": "mal",
    "indikator": "indikatorer",
    "matning": "matningar",
    "aktivitet": "aktiviteter",
    "atgard": "atgarder",
    "risk": "risker",
    "kontroll": "kontroller",
    "rutin": "rutiner",
    "process": "processer",
    "plan": "planer",
    "avsnitt": "avsnitt",
    "uppfoljning": "uppfoljningar",
    "statistik": "statistik",
    "ekonomi": "ekonomi",
    "klagomal": "klagomal",
    "sida": "sidor",
    "ord": "ordlista",
}


def files(catalog: Catalog, year: int) -> dict[str, str]:
    return export(Edition(catalog, year))


def data(catalog: Catalog, year: int) -> dict[str, Any]:
    return dict(json.loads(files(catalog, year)["data/handbok.json"]))


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))


def walk(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON tree."""
    if isinstance(tree, dict):
        yield tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from walk(inner)


def strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from strings(inner)


def keys(whole: dict[str, Any]) -> set[tuple[str, str]]:
    return {(kind, row["nyckel"]) for kind, name in TABLE_OF.items() for row in whole[name]}


@pytest.mark.parametrize("year", YEARS)
def test_valid_against_the_published_schema(stad: Catalog, year: int) -> None:
    schema = json.loads(files(stad, year)["data/handbok.schema.json"])
    assert schema["$schema"].endswith("2020-12/schema")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(data(stad, year))


def test_the_schema_refuses_what_it_does_not_describe(stad: Catalog) -> None:
    schema = json.loads(files(stad, 2024)["data/handbok.schema.json"])
    whole = data(stad, 2024)
    whole["mal"][0]["nytt"] = "x"
    assert not jsonschema.Draft202012Validator(schema).is_valid(whole)


def test_the_schema_speaks_swedish(stad: Catalog) -> None:
    """Every key has a title; our own English docstrings are not published."""
    schema = json.loads(files(stad, 2024)["data/handbok.schema.json"])
    types = [schema, *schema["$defs"].values()]
    assert all("description" not in t and "title" in t for t in types)
    titles = [p["title"] for t in types for p in t["properties"].values() if "$ref" not in p]
    assert "Källnotering" in titles
    assert not [t for t in titles if "_" in t]


@pytest.mark.parametrize("year", YEARS)
def test_every_address_is_a_place_on_a_page_of_the_edition(stad: Catalog, year: int) -> None:
    pages = {url_of(p.uri): p.markdown for p in render(Edition(stad, year))}
    urls = [o["url"] for o in walk(data(stad, year)) if o.get("url") is not None]
    assert urls
    for url in urls:
        page, _, anchor = url.partition("#")
        assert page in pages
        assert not anchor or f'id="{anchor}"' in pages[page]


@pytest.mark.parametrize("year", YEARS)
def test_every_link_has_both_ends_and_stands_once(stad: Catalog, year: int) -> None:
    whole = data(stad, year)
    known, found = keys(whole), whole["lankar"]
    assert [k for k in found if (k["fran_typ"], k["fran"]) not in known or (k["till_typ"], k["till"]) not in known] == []
    assert len({tuple(k.values()) for k in found}) == len(found)
    assert {k["slag"] for k in found} == {
        "foralder", "mats-med", "genomfors-genom", "stods-av", "foljs-upp-i", "hanvisar-till",
    }  # fmt: skip


def test_links_of_a_goal_and_of_prose(stad: Catalog) -> None:
    found = {(k["slag"], k["fran"], k["till"]) for k in data(stad, 2023)["lankar"]}
    goal = "2023/hemtjanst-norr/samma-ansikten"
    assert found >= {
        ("foralder", goal, "2023/kontinuitet"),
        ("mats-med", goal, "personalkontinuitet"),
        ("genomfors-genom", goal, "2023/hemtjanst-norr/fast-kontakt"),
        ("stods-av", goal, "genomforandeplan"),
        ("foljs-upp-i", goal, "2023/hemtjanst-norr/bokslut/samma-ansikten"),
        ("hanvisar-till", goal, "planerare"),
        ("hanvisar-till", "2023/hemtjanst-norr/sammanfattning", "2023/hemtjanst-norr/fast-kontakt"),
    }


@pytest.mark.parametrize("year", YEARS)
def test_every_reference_in_a_row_is_a_row(stad: Catalog, year: int) -> None:
    whole = data(stad, year)
    known = keys(whole)
    for row in whole["matningar"]:
        assert ("enhet", row["enhet"]) in known
        assert ("indikator", row["indikator"]) in known
        assert row["mal"] in stad.mal
    for row in whole["enheter"]:
        assert {("enhet", f) for f in row["foregangare"]} <= known
        assert row["namnd"] is None or ("namnd", row["namnd"]) in known
    for row in whole["rutiner"]:
        assert {("rutin", s) for s in row["se_aven"]} | {("mal", g) for g in row["mal"]} <= known
        assert {("roll", x) for x in (row["agare"], *row["galler_for"])} | {("process", row["process"])} <= known
    for step in (s for p in whole["processer"] for s in p["steg"]):
        assert {("rutin", x) for x in step["rutiner"]} | {("roll", step["roll"])} <= known
    for row in whole["mal"]:
        assert row["foralder"] is None or ("mal", row["foralder"]) in known
        assert set(row["tidigare"]) <= set(stad.mal)


def test_no_figure_of_a_later_year(exempelstad: Handbook) -> None:
    exempelstad.replace("planer/2024/hemtjansten/indikatorer.yml", '{alla: "12", man:', '{alla: "987,65", man:')
    exempelstad.replace("planer/2024/hemtjansten/indikatorer.yml", 'arsmal: "11"', 'arsmal: "876,54"')
    catalog = exempelstad.catalog()
    assert {r["ar"] for r in data(catalog, 2023)["matningar"]} == {2023}
    assert {r["ar"] for r in data(catalog, 2024)["matningar"]} == {2023, 2024}
    for figure in ("987,65", "876,54"):
        assert not [n for n, text in files(catalog, 2023).items() if figure in text]
        assert figure in files(catalog, 2024)["data/indikatorer.csv"]


def test_a_measuring_unit_outside_the_editions_line_is_a_row_without_page(exempelstad: Handbook) -> None:
    """Its history is in the data, so what it is must be too."""
    exempelstad.replace("organisation/enheter/hemtjansten.yml", "foregangare: [hemtjanst-norr]\n", "")
    exempelstad.replace(
        "planer/2024/hemtjansten/atagande/egen-genomforandeplan.md", "foregangare: [2023/hemtjanst-norr/egen-rost]\n", ""
    )
    units = {u["nyckel"]: u["url"] for u in data(exempelstad.catalog(), 2024)["enheter"]}
    assert units == {"hemtjanst-norr": None, "hemtjansten": "enheter/hemtjansten/"}


def test_a_rutin_has_the_status_it_had_on_the_editions_last_day(stad: Catalog) -> None:
    """Nyckelhantering has been repealed since; the edition of 2023 is from before."""
    status = {r["nyckel"]: r["status"] for r in data(stad, 2023)["rutiner"]}
    assert status == {"genomforandeplan": "gallande", "nyckelhantering": "gallande"}
    steps = [s["rutiner"] for p in data(stad, 2024)["processer"] for s in p["steg"] if s["id"] == "ga-in"]
    assert steps == [["digitala-las"]]


def test_an_atgard_is_as_it_was_known_on_the_editions_last_day(stad: Catalog) -> None:
    """It was done the year after, by a rutin that was not there yet."""
    rows = {a["id"]: (a["klar"], a["rutiner"]) for a in data(stad, 2023)["atgarder"]}
    assert rows == {
        "se-over-schemat": ("2023-11-15", ["genomforandeplan"]),
        "byta-las": (None, ["nyckelhantering"]),
    }
    assert [a["id"] for a in data(stad, 2024)["atgarder"]] == ["ringa-vid-forsening"]


def test_an_indicator_has_the_name_of_the_year(stad: Catalog) -> None:
    def row(year: int) -> dict[str, Any]:
        return next(i for i in data(stad, year)["indikatorer"] if i["nyckel"] == "personalkontinuitet")

    assert (row(2023)["namn"], row(2023)["andra_namn"]) == ("Personalkontinuitet", [])
    assert row(2024)["namn"] == "Antal medarbetare som en kund möter på två veckor"
    assert row(2024)["andra_namn"] == [{"namn": "Personalkontinuitet", "ar": [2023]}]


def test_the_same_goal_in_earlier_years(stad: Catalog) -> None:
    second = {g["nyckel"]: g["tidigare"] for g in data(stad, 2024)["mal"]}
    assert second["2024/hemtjansten/egen-genomforandeplan"] == ["2023/hemtjanst-norr/egen-rost"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("70,34", "70.34"), ("4,9 %", "4.9"), ("-12 134", "-12134"), ("3,3 GWh", "3.3"), ("0,0000001", "0.0000001"),
     ("Tas fram av nämnd", None)],
)  # fmt: skip
def test_a_figure_is_kept_as_written_and_read_as_a_number(exempelstad: Handbook, written: str, value: str | None) -> None:
    exempelstad.replace("planer/2024/hemtjansten/indikatorer.yml", 'arsmal: "11"', f'arsmal: "{written}"')
    targets = [r["arsmal"] for r in data(exempelstad.catalog(), 2024)["matningar"] if r["ar"] == 2024]
    assert {"skrivet": written, "tal": value} in targets


@pytest.mark.parametrize("year", YEARS)
def test_everything_written_is_there(stad: Catalog, year: int) -> None:
    """Parts, comparisons, sums, analyses, notes and texts: nothing of the year is lost on the way, but what came after it."""
    whole = set(strings(data(stad, year)))
    rutiner = set(stad.rutiner) - set(Edition(stad, year).rutiner)
    done_later = {str(a.data.klar) for a in stad.atgarder.values() if a.data.klar and a.data.klar.year > year}
    goal_ids = {g.id for g in stad.mal.values()}
    declared = {key for g in stad.mal.values() for key in g.data.foregangare}
    for post in published(stad).posts():
        if post.ar == year:
            assert set(strings(post.data.model_dump(mode="json"))) <= whole | goal_ids | declared | rutiner | done_later
            assert {s.text.strip() for s in post.sections} <= whole or post.source.body.strip() in whole


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("mal", "mal"),
        ("indikatorer", "matningar"),
        ("aktiviteter", "aktiviteter"),
        ("risker", "risker"),
        ("atgarder", "atgarder"),
    ],
)
def test_csv_has_a_row_for_each(stad: Catalog, year: int, name: str, rows: str) -> None:
    text = files(stad, year)[f"data/{name}.csv"]
    assert text.count("\r\n") >= len(table(text)) + 1
    assert len(table(text)) == len(data(stad, year)[rows])
    assert not [row for row in table(text) if None in row or None in row.values()]


def test_csv_has_figures_as_written(stad: Catalog) -> None:
    row = next(
        r
        for r in table(files(stad, 2023)["data/indikatorer.csv"])
        if (r["Indikator"], r["Period"]) == ("nojda-kunder", "Bokslut")
    )
    assert (row["Enhet"], row["År"], row["Alla"], row["Män"], row["Årsmål"]) == ("Hemtjänst norr", "2023", "84,2", "82", "85 %")


def test_a_control_has_a_row_for_each_occasion_with_the_figures_it_names(stad: Catalog) -> None:
    found = [(r["Tillfälle"], r["Period"], r["Siffror"], r["Saknas"]) for r in table(files(stad, 2023)["data/kontroller.csv"])]
    assert found == [("Höst", "Bokslut", "2023/hemtjanst-norr/kunder", ""), ("Vår", "Delår", "", "Skåpet byttes ut.")]
    assert "2023/hemtjanst-norr/kunder" in {s["nyckel"] for s in data(stad, 2023)["statistik"]}


def test_a_risk_has_its_value_worked_out(stad: Catalog) -> None:
    assert [(r["sannolikhet"], r["konsekvens"], r["riskvarde"], r["kontroller"]) for r in data(stad, 2024)["risker"]] == [
        (3, 4, 12, ["2024/hemtjansten/nyckelkontroll"]),
        (2, 4, 8, []),
    ]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+46 8 508", "-2+3", "-cmd|' /C calc'!A0", "＝1+1", "\t=1", "-5 kr"])
def test_no_cell_can_run_as_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5,2 %", "-12 134", "+3", "-12\u00a0134,5", "1.10", "Mål = resultat", "−3", ""])
def test_a_plain_number_or_harmless_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_what_starts_like_a_formula_is_a_number(text: str) -> None:
    shown = guarded(text)
    assert shown.removeprefix("'") == text.removeprefix("'")
    assert shown[:1] not in ("=", "@", "\t", "\r", "\n")
    assert shown[:1] not in ("+", "-") or not re.search(r"[^\d .,%+\-\u00a0]", shown)


def test_titles_are_guarded_in_csv_and_left_in_json(exempelstad: Handbook) -> None:
    name, evil = "planer/2024/hemtjansten/aktiviteter.yml", "=HYPERLINK(A1;B2)"
    exempelstad.replace(name, "titel: Slå ihop kvällsgrupperna", f'titel: "{evil}"')
    made = files(exempelstad.catalog(), 2024)
    assert f"'{evil}" in [r["Titel"] for r in table(made["data/aktiviteter.csv"])]
    assert evil in strings(json.loads(made["data/handbok.json"]))


def test_the_same_content_gives_the_same_text(stad: Catalog, exempelstad: Handbook) -> None:
    assert list(files(stad, 2024).items()) == list(files(exempelstad.catalog(), 2024).items())
    assert all(text.endswith("\n") for text in files(stad, 2024).values())


def test_text_is_utf_8_and_not_escaped(stad: Catalog) -> None:
    text = files(stad, 2023)["data/handbok.json"]
    assert "Hemtjänst norr" in text
    assert text.startswith('{\n "utgava": {\n  "ar": 2023,')


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Varde(skrivet="1", tal="1").tal = "2"


def test_document_control_is_told_as_it_was_on_the_last_day(exempelstad: Handbook) -> None:
    exempelstad.replace(
        "rutiner/genomforandeplan.md",
        'granskas_senast: 2025-03-01\nversion: "1.10"',
        'granskas_var: 1 år\nversion: "1.10"\ngranskningar:\n'
        '  - {datum: 2024-05-02, roll: enhetschef, utfall: andrad, version: "1.10"}\n'
        '  - {datum: 2022-05-02, roll: planerare, utfall: oforandrad, version: "1.9", notering: Läst.}',
    )
    catalog = exempelstad.catalog()
    rows = {year: next(r for r in data(catalog, year)["rutiner"] if r["nyckel"] == "genomforandeplan") for year in YEARS}
    assert [(r["version"], r["granskas_senast"], len(r["granskningar"])) for r in rows.values()] == [
        ("1.9", "2023-05-02", 1),
        ("1.10", "2025-05-02", 2),
    ]
    assert rows[2024]["lases_av"] == ["omvardnadsassistent", "planerare"]


def test_withdrawn_rutiner_receipts_and_the_year(stad: Catalog) -> None:
    whole = data(stad, 2024)
    (gone,) = whole["upphavda"]
    assert (gone["nyckel"], gone["skal"], gone["ersatts_av"]) == (
        "nyckelhantering",
        "Låsen öppnas med telefonen.",
        ["digitala-las"],
    )
    assert [(r["rutin"], r["antal"], r["av"]) for r in whole["laskvittenser"]] == [("digitala-las", 28, 31)]
    assert [(d["enhet"], d["datum"]) for d in whole["arshjul"]] == [
        ("hemtjansten", "2024-05-14"),
        ("hemtjansten", "2024-09-13"),
    ]
    assert data(stad, 2023)["upphavda"] == data(stad, 2023)["arshjul"] == []
