"""Sections that must or may stand in a text, and that all prose is looked at, in Markdown and YAML alike."""

from __future__ import annotations

import pytest

from tests.overlay import Handbook

PLAN = "planer/2024/hemtjansten"
GOAL = f"{PLAN}/atagande/planerad-tid.md"
FRONT = "---\ntitel: x\nforalder: budget-i-balans\n---\n"


def found(handbook: Handbook) -> list[tuple[str, int, int, str]]:
    """Path below content, line, column and code of what is found, information apart."""
    return [
        (d.location.path.removeprefix("content/"), d.location.line, d.location.column, d.code)
        for d in handbook.found()
        if d.severity != "info"
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("\n\n", []),
        ("## Så arbetar vi\n\nx\n", []),
        ("## Så mäter vi\n\nx\n\n## Så arbetar vi\n\n### Eget\n\nx\n", []),
        ("x\n", [(5, "okant-avsnitt")]),
        ("\n\nx\n", [(5, "okant-avsnitt")]),
        ("## Arbetssätt\n\nx\n", [(5, "okant-avsnitt")]),
        ("## så arbetar vi\n\nx\n", [(5, "okant-avsnitt")]),
        ("## Så arbetar vi\nx\n## Så arbetar vi\nx\n", [(7, "okant-avsnitt")]),
        ("## Så arbetar vi\n", [(5, "tomt-avsnitt")]),
        ("## Så arbetar vi\n\n### Eget\n\n#### Mer\n\n## Så mäter vi\nx\n", [(5, "tomt-avsnitt")]),
    ],
)
def test_the_sections_of_a_goal(exempelstad: Handbook, body: str, expected: list[tuple[int, str]]) -> None:
    exempelstad.write(GOAL, FRONT + body)
    assert found(exempelstad) == [(GOAL, line, 1, code) for line, code in expected]


@pytest.mark.parametrize(
    ("heading", "near"), [("Så mätar vi", "Så mäter vi"), ("SÅ ARBETAR VI", ""), ("Vad vi vill upnå", "Vad vi vill uppnå")]
)
def test_a_near_heading_is_named(exempelstad: Handbook, heading: str, near: str) -> None:
    exempelstad.write(GOAL, f"{FRONT}## {heading}\n\nx\n")
    (row,) = exempelstad.of("okant-avsnitt")
    assert row.remedy == (f'menas "{near}"?' if near else "rubrikerna här är Vad vi vill uppnå, Så arbetar vi, Så mäter vi")


def test_a_level_without_sections_has_none(exempelstad: Handbook) -> None:
    exempelstad.replace("handbok.yml", "plural: Fullmäktigemål\n    avsnitt: [Bakgrund]", "plural: Fullmäktigemål")
    assert {(d.code, d.remedy) for d in exempelstad.found() if d.severity == "fel"} == {
        ("okant-avsnitt", "rubrikerna här är inga")
    }


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("rutiner/digitala-las.md", "## Steg för steg"),
        ("rutiner/digitala-las.md", "## Om det inte går"),
        ("processer/utfora-insatser.md", "## Resultat"),
    ],
)
def test_rutiner_and_processes_need_every_section(exempelstad: Handbook, name: str, heading: str) -> None:
    text = exempelstad.read(name)
    start = text.index(heading)
    end = text.find("## ", start + 3)
    exempelstad.write(name, text[:start] + (text[end:] if end > 0 else ""))
    assert found(exempelstad) == [(name, 1, 1, "saknat-avsnitt")]
    assert exempelstad.of("saknat-avsnitt")[0].remedy == f"lägg till {heading}"


def test_free_pages_have_free_headings_but_no_empty_ones(exempelstad: Handbook) -> None:
    exempelstad.write("sidor/x.md", "---\ntitel: x\n---\nInledning\n\n## Vad som helst\n\nx\n\n## Tomt\n\n### Också\n")
    assert found(exempelstad) == [("sidor/x.md", 10, 1, "tomt-avsnitt")]


HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("organisation/roller/planerare.yml", "Lägger"),
        ("organisation/enheter/hemtjansten.yml", "beskrivning: Hemtjänst"),
        ("organisation/namnder/omsorgsnamnden.yml", "Nämnden"),
        ("organisation/roller/omvardnadsassistent.yml", "Är"),
        ("ordlista.yml", "Den"),
        ("indikatorer/nojda-kunder.yml", "Andel av"),
        ("indikatorer/nojda-kunder.yml", "Kommunens"),
        (f"{PLAN}/indikatorer.yml", "efter"),
        (f"{PLAN}/aktiviteter.yml", "Lås"),
        ("planer/2023/hemtjanst-norr/aktiviteter.yml", "Nio"),
        ("planer/2023/hemtjanst-norr/statistik.yml", "Larmen"),
        ("planer/2023/hemtjanst-norr/klagomal.yml", "Flest"),
        (f"{PLAN}/plan.md", "Från 2024"),
        (f"{PLAN}/uppfoljning/delar/samma-ansikten.md", "Snittet"),
        ("planer/2023/hemtjanst-norr/avsnitt/sammanfattning.md", "| Kontinuitet"),
        ("rutiner/genomforandeplan.md", "2."),
        ("processer/planera-insatser.md", "En"),
        ("sidor/om.md", "Den här"),
    ],
)
def test_html_is_found_in_every_kind_of_prose_exactly_where_it_stands(exempelstad: Handbook, name: str, before: str) -> None:
    text = exempelstad.read(name)
    assert text.count(before) == 1
    exempelstad.write(name, text.replace(before, f"{before} {HOSTILE}"))
    lines = exempelstad.read(name).split("\n")
    line, column = next((n, written.index(HOSTILE) + 1) for n, written in enumerate(lines, 1) if HOSTILE in written)
    assert found(exempelstad) == [(name, line, column, "ra-html")]


def test_a_kallnotering_is_prose_too(exempelstad: Handbook) -> None:
    exempelstad.write(f"{PLAN}/plan.md", '---\nstatus: utkast\nkallnotering: "Se [här](javascript:x) och <b>."\n---\n')
    assert found(exempelstad) == [(f"{PLAN}/plan.md", 3, 25, "osaker-lank"), (f"{PLAN}/plan.md", 3, 43, "ra-html")]


def test_headings_in_yaml_stand_under_the_pages_own(exempelstad: Handbook) -> None:
    exempelstad.write("organisation/roller/kock.yml", "namn: Kock\nbeskrivning: |\n  ## Mat\n\n  ### Lunch\n\n  ##### Sallad\n")
    assert found(exempelstad) == [
        ("organisation/roller/kock.yml", 3, 3, "rubrik-hoppar"),
        ("organisation/roller/kock.yml", 7, 3, "rubrik-hoppar"),
    ]


def test_titles_and_names_are_no_prose(exempelstad: Handbook) -> None:
    """They are shown as plain text, so they may hold any sign."""
    exempelstad.write("sidor/x.md", "---\ntitel: Åtgärder <18 år & [[så]] *vidare*\n---\n")
    assert found(exempelstad) == []
