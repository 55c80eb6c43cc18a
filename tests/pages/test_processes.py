"""A process and what leads to it: its steps, its measures, the roles that take part, the rutiner that are followed."""

from __future__ import annotations

import re

from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.pages import Page
from handbok.pages.render import render
from tests.overlay import Handbook

PROCESS = "processer/planera-insatser.md"


def pages(catalog: Catalog, year: int) -> dict[str, Page]:
    return {p.uri: p for p in render(Edition(catalog, year))}


def test_the_page_has_purpose_map_steps_result_and_measures_in_that_order(stad: Catalog) -> None:
    text = pages(stad, 2024)[PROCESS].markdown
    assert re.findall(r"^## (.+)", text, re.MULTILINE) == [
        "Varför",
        "Karta",
        "Steg för steg",
        "Resultat",
        "Mått",
        "Risker i processen",
    ]


def test_a_step_says_who_takes_it_what_it_is_and_by_which_rutiner(stad: Catalog) -> None:
    text = pages(stad, 2024)[PROCESS].markdown
    steps = text.partition("## Steg för steg")[2].partition("## Resultat")[0].split('<a id="steg-')[1:]
    assert [" ".join(step.split()) for step in steps] == [
        (
            'skriva-plan"></a> ### 1. Skriv genomförandeplanen '
            "Görs av: [Omvårdnadsassistent](../roller/omvardnadsassistent.md) "
            "Planen skrivs hemma hos kunden, som bestämmer vem som är med. "
            "- [Skriva genomförandeplan](../rutiner/genomforandeplan.md)"
        ),
        'lagga-schema"></a> ### 2. Lägg schemat Görs av: [Planerare](../roller/planerare.md) Steget har ingen rutin.',
    ]


def test_what_a_step_says_can_link(exempelstad: Handbook) -> None:
    exempelstad.replace(PROCESS, "hemma hos kunden, som", "enligt [[rutin:genomforandeplan|rutinen]] av kunden, som")
    assert "enligt [rutinen](../rutiner/genomforandeplan.md) av kunden" in pages(exempelstad.catalog(), 2024)[PROCESS].markdown


def test_what_a_step_says_is_checked_like_any_prose(exempelstad: Handbook) -> None:
    exempelstad.replace(PROCESS, "hemma hos kunden, som", "<b>hemma</b> enligt [[rutin:finns-inte]], som")
    place = [(d.code, d.location.line) for d in exempelstad.found() if d.location.path.endswith(PROCESS)]
    assert ("ra-html", 12) in place
    assert ("okand-referens", 12) in place


def test_the_map_says_what_the_text_says(familjeenheten: Catalog) -> None:
    every = pages(familjeenheten, 2025)
    for process in Edition(familjeenheten, 2025).processer.values():
        drawing, text = every[f"processer/{process.id}.md"].markdown.partition("<figure")[2].split("</figure>")
        in_map = re.findall(r'href="../../rutiner/([^"/]+)/"', drawing)
        assert in_map == re.findall(r"\(\.\./rutiner/([^)]+)\.md\)", text.partition("\n## Resultat")[0])
        for number, step in enumerate(process.data.steg, 1):
            assert f'aria-label="Steg {number}: {step.titel}"' in drawing
            assert f"### {number}. {step.titel}" in text
            assert f">{familjeenheten.roller[step.roll].data.namn}</text>" in drawing


def test_an_older_edition_s_map_leads_to_the_rutin_of_its_time(stad: Catalog) -> None:
    before, now = (pages(stad, year)["processer/utfora-insatser.md"].markdown for year in (2023, 2024))
    assert 'href="../../rutiner/nyckelhantering/"' in before
    assert 'href="../../rutiner/digitala-las/"' not in before
    assert 'href="../../rutiner/digitala-las/"' in now
    assert 'href="../../rutiner/nyckelhantering/"' not in now


def test_a_role_meets_its_steps_with_links_to_them(stad: Catalog) -> None:
    every = pages(stad, 2024)
    assert "[Steg 2: Lägg schemat](../processer/planera-insatser.md#steg-lagga-schema)" in every["roller/planerare.md"].markdown
    text = every["roller/omvardnadsassistent.md"].markdown
    assert (
        "[Steg 1: Skriv genomförandeplanen](../processer/planera-insatser.md#steg-skriva-plan)<br>"
        "Rutin: [Skriva genomförandeplan](../rutiner/genomforandeplan.md)"
    ) in text
    assert "Lägg schemat" not in text


def test_a_rutin_tells_at_which_steps_it_is_used(exempelstad: Handbook) -> None:
    rutin = "rutiner/genomforandeplan.md"
    own = "- Används i: [steg 1, Skriv genomförandeplanen](../processer/planera-insatser.md#steg-skriva-plan)\n"
    assert own in pages(exempelstad.catalog(), 2024)[rutin].markdown
    exempelstad.replace("processer/utfora-insatser.md", "digitala-las]", "digitala-las, genomforandeplan]")
    text = pages(exempelstad.catalog(), 2024)[rutin].markdown
    assert own in text
    elsewhere = "[steg 1, Gå in hos kunden](../processer/utfora-insatser.md#steg-ga-in) i processen [Utföra insatser]"
    assert elsewhere in text
    assert text.count("processer/utfora-insatser.md") == 2  # and not once more among what else names it


def test_a_measure_has_its_latest_outcome_and_leads_back(stad: Catalog) -> None:
    every = pages(stad, 2024)
    assert (
        "| [Antal genomförandeplaner](../indikatorer/genomforandeplaner.md) | 198 st | alla kunder | 2024 Delår, Hemtjänsten |"
    ) in every[PROCESS].markdown
    backlink = "## Processer som indikatorn är ett mått på\n\n- [Planera insatser](../processer/planera-insatser.md)\n"
    assert backlink in every["indikatorer/genomforandeplaner.md"].markdown
    assert "## Processer som" not in every["indikatorer/sjukfranvaro.md"].markdown


def test_a_measure_that_the_edition_does_not_know_is_not_there(stad: Catalog) -> None:
    assert "genomforandeplaner" not in Edition(stad, 2023).indikatorer
    assert "## Mått" not in pages(stad, 2023)[PROCESS].markdown


def test_a_measure_without_outcome_says_so(exempelstad: Handbook) -> None:
    exempelstad.replace(PROCESS, "[genomforandeplaner]", "[genomforandeplaner, sjukfranvaro]")
    rows = exempelstad.read("planer/2024/hemtjansten/indikatorer.yml").split("\n- ")
    without = [row.partition("\n  utfall:")[0] if "genomforandeplaner" in row else row for row in rows]
    exempelstad.write("planer/2024/hemtjansten/indikatorer.yml", "\n- ".join(without) + "\n")
    text = pages(exempelstad.catalog(), 2024)[PROCESS].markdown
    assert "| [Antal genomförandeplaner](../indikatorer/genomforandeplaner.md) | – | – | Inget utfall än |" in text
    assert "7,2 %" in text


def test_a_small_count_is_not_shown_as_a_measure_either(exempelstad: Handbook) -> None:
    exempelstad.replace("planer/2024/hemtjansten/indikatorer.yml", '"198"', '"3"')
    text = pages(exempelstad.catalog(), 2024)[PROCESS].markdown
    assert "| färre än 5 | alla kunder |" in text
    assert '<p class="hb-dolt">' in text


def test_all_processes_are_listed_in_order_with_their_steps(stad: Catalog) -> None:
    text = pages(stad, 2024)["processer/index.md"].markdown
    assert re.findall(r"^## \[(.+?)\]", text, re.MULTILINE) == ["Planera insatser", "Utföra insatser"]
    assert re.findall(r'aria-label="(Process .+?)"', text) == ["Process 1: Planera insatser", "Process 2: Utföra insatser"]
    assert "2. [Lägg schemat](planera-insatser.md#steg-lagga-schema) <small>Planerare</small>" in text
    assert text.count("2 steg, 1 rutin<") == 2


def test_a_handbook_without_processes_has_no_map(exempelstad: Handbook) -> None:
    for name in (
        "rutiner",
        "processer",
        "kvalitet",
        "planer/2024/hemtjansten/risker.yml",
        "planer/2024/hemtjansten/kontroller.yml",
    ):
        exempelstad.remove(name)
    text = pages(exempelstad.catalog(), 2024)["processer/index.md"].markdown
    assert "Inga processer är inlagda." in text
    assert "<figure" not in text
