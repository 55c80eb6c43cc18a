"""Åtgärder from both ends, the kvalitetsberättelse and how things stand: as of the edition's year, and never repeated wrong."""

from __future__ import annotations

import re
from datetime import date

import pytest

from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.pages import Page
from handbok.pages.kinds.stories import IN_FULL
from handbok.pages.lines import lines
from handbok.pages.render import render
from handbok.year import days
from tests.overlay import Handbook

OLD = "planer/2023/hemtjanst-norr/atgarder.yml"
NEW = "planer/2024/hemtjansten/atgarder.yml"
NORR = "planer/hemtjanst-norr"
NU = "planer/hemtjansten"
AGAIN = """\
- id: byta-las
  titel: Byta lås, en gång till
  beskrivning: Låsen byts.
  ansvarig: enhetschef
  beslutad: 2024-02-05
"""


def pages(catalog: Catalog, year: int, *, living: bool = True) -> dict[str, Page]:
    return {p.uri: p for p in render(Edition(catalog, year, living=living))}


def under(text: str, heading: str) -> str:
    """What stands under a heading, down to the next of its level or above."""
    level = heading.partition(" ")[0]
    rest = text.partition(f"\n{heading}\n")[2]
    assert rest, heading
    return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


# --- What an edition knows -------------------------------------------------------------------------------------------


def test_an_atgard_done_after_the_year_is_open_in_it(stad: Catalog) -> None:
    old, new = Edition(stad, 2023), Edition(stad, 2024)
    action = stad.atgarder["2023/hemtjanst-norr/byta-las"]
    assert old.done(action) is None
    assert new.done(action) == date(2024, 4, 1)


def test_what_a_year_leaves_open_is_open_in_the_unit_that_continues_it(exempelstad: Handbook) -> None:
    exempelstad.replace(OLD, "  klar: 2024-04-01\n", "")
    edition = Edition(exempelstad.catalog(), 2024)
    assert [a.key for a in edition.left_open("hemtjansten")] == ["2023/hemtjanst-norr/byta-las"]
    assert Edition(exempelstad.catalog(), 2023).left_open("hemtjanst-norr") == []


def test_what_is_told_anew_is_open_once(exempelstad: Handbook) -> None:
    exempelstad.replace(OLD, "  klar: 2024-04-01\n", "")
    exempelstad.write(NEW, AGAIN)
    catalog = exempelstad.catalog()
    assert Edition(catalog, 2024).left_open("hemtjansten") == []
    listed = under(pages(catalog, 2024)[f"{NU}/laget.md"].markdown, "## Åtgärder som inte är klara")
    assert re.findall(r"\[(Byta [^\]]*)\]", listed) == ["Byta lås, en gång till"]


def test_a_rutin_tells_of_it_once_too(exempelstad: Handbook) -> None:
    exempelstad.write(NEW, f"{AGAIN}  rutiner: [digitala-las]\n")
    edition = Edition(exempelstad.catalog(), 2024)
    assert [a.key for a in edition.led_to(edition.rutiner["digitala-las"])] == ["2024/hemtjansten/byta-las"]


# --- From both ends --------------------------------------------------------------------------------------------------


def test_the_page_has_the_open_ones_first_and_leads_to_both_ends(stad: Catalog) -> None:
    text = pages(stad, 2023)[f"{NORR}/atgarder.md"].markdown
    assert re.findall(r"^##+ (.*)$", text, re.MULTILINE) == [
        "Inte klara (1)",
        "Byta till lås som öppnas med telefonen",
        "Klara (1)",
        "Se över tiderna i schemat",
    ]
    done = under(text, "## Klara (1)")
    assert "- Efter: [Kund](kvalitetsberattelse.md#klagomalstabell)" in done
    assert "togs fram eller ändrades: [Skriva genomförandeplan](../../rutiner/genomforandeplan.md)" in done
    assert '<span class="hb-bed hb-delvis">Försenad</span>' in under(text, "## Inte klara (1)")


def test_a_rutin_that_came_later_is_not_named_in_an_older_edition(stad: Catalog) -> None:
    assert not any("Öppna digitala lås" in page.markdown for page in pages(stad, 2023).values())


def test_a_result_that_came_later_is_not_told(exempelstad: Handbook) -> None:
    exempelstad.replace(OLD, "klar: 2024-04-01", "klar: 2024-04-01\n  resultat: Låsen är bytta.")
    catalog = exempelstad.catalog()
    assert not any("Låsen är bytta" in page.markdown for page in pages(catalog, 2023).values())
    assert "Låsen är bytta" in under(pages(catalog, 2024)[f"{NU}/kvalitetsberattelse.md"].markdown, "## Vad enheten har gjort")


def test_what_a_unit_has_left_open_leads_to_the_year_that_decided_it(exempelstad: Handbook) -> None:
    exempelstad.replace(OLD, "  klar: 2024-04-01\n", "")
    made = pages(exempelstad.catalog(), 2024)
    earlier = under(made[f"{NU}/atgarder.md"].markdown, "## Kvar från tidigare år (1)")
    assert "](../../../../2023/planer/hemtjanst-norr/atgarder/#byta-las)" in earlier
    assert "Från 2023, Hemtjänst norr" in earlier
    assert "Hemtjänst norr 2023 |" in under(made["roller/enhetschef.md"].markdown, "## Åtgärder som du ska få klara")


def test_the_rutin_the_table_and_the_role_lead_to_the_atgard(stad: Catalog) -> None:
    made = pages(stad, 2023)
    assert "se-over-schemat" in under(made["rutiner/genomforandeplan.md"].markdown, "## Ändrad efter avvikelser och kontroller")
    assert "(atgarder.md#se-over-schemat)" in made[f"{NORR}/bokslut.md"].markdown.partition("**Kund**")[2]
    assert "byta-las" in under(made["roller/enhetschef.md"].markdown, "## Åtgärder som du ska få klara")
    assert "Åtgärder som du ska få klara" not in made["roller/planerare.md"].markdown


def test_a_rutin_tells_of_an_atgard_in_one_place(stad: Catalog) -> None:
    """The åtgärd names the rutin, but it stands under a heading of its own and not under Nämns i as well."""
    text = pages(stad, 2024)["rutiner/digitala-las.md"].markdown
    assert text.count("#byta-las") == 1


@pytest.mark.parametrize(
    ("change", "heading"),
    [
        (("  foranledd_av: [Kund]\n", ""), "## Ändrad genom åtgärder"),
        (("  klar: 2023-11-15\n", ""), "## Ska ändras genom åtgärder"),
    ],
)
def test_the_heading_says_what_is_known(exempelstad: Handbook, change: tuple[str, str], heading: str) -> None:
    exempelstad.replace(OLD, *change)
    made = pages(exempelstad.catalog(), 2023)
    assert "#se-over-schemat" in under(made["rutiner/genomforandeplan.md"].markdown, heading)


def test_the_year_has_the_day_of_what_is_not_done(stad: Catalog) -> None:
    wheel = [(d.key, d.day) for d in days(Edition(stad, 2023)) if d.post.kind == "atgard"]
    assert wheel == [("atgard/2023/hemtjanst-norr/byta-las", date(2023, 12, 15))]


# --- The kvalitetsberättelse -----------------------------------------------------------------------------------------


def test_the_berattelse_reads_from_how_the_work_is_ordered_to_what_remains(stad: Catalog) -> None:
    text = pages(stad, 2023)[f"{NORR}/kvalitetsberattelse.md"].markdown
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Så är arbetet ordnat",
        "Riskanalys",
        "Egenkontroller",
        "Synpunkter, klagomål och avvikelser",
        "Vad enheten har gjort",
        "Målen",
        "Vad som återstår",
    ]
    assert "Året är inte slut" not in text


def test_a_search_finds_what_it_repeats_at_its_home(stad: Catalog) -> None:
    labels = dict(pages(stad, 2023)[f"{NORR}/kvalitetsberattelse.md"].labels)
    assert labels == {"slag": "Översikt", "enhet": "Hemtjänst norr"}


def test_it_says_when_the_years_last_follow_up_is_not_there(stad: Catalog) -> None:
    assert "Uppföljningen Bokslut 2024 är inte inlagd." in pages(stad, 2024)[f"{NU}/kvalitetsberattelse.md"].markdown


def test_its_figures_are_the_protected_ones(stad: Catalog) -> None:
    made = pages(stad, 2023)
    counts = under(made[f"{NORR}/kvalitetsberattelse.md"].markdown, "## Synpunkter, klagomål och avvikelser")
    rows = re.findall(r"^\| (?:Kund|Närstående) \|.*$", counts, re.MULTILINE)
    assert rows == ["| Kund | färre än 5 | färre än 5 | visas inte |", "| Närstående | färre än 5 | 0 | färre än 5 |"]
    assert all(row in made[f"{NORR}/bokslut.md"].markdown for row in rows)


def test_it_tells_what_the_year_did_to_the_rutiner(stad: Catalog) -> None:
    told = under(pages(stad, 2024)[f"{NU}/kvalitetsberattelse.md"].markdown, "### Rutinerna under 2024")
    assert "- Nya rutiner (1): [Öppna digitala lås]" in told
    assert "- Upphävda rutiner (1): [Hantera nycklar]" in told


def test_of_many_rutiner_only_the_number_is_told(exempelstad: Handbook) -> None:
    text = exempelstad.read("rutiner/digitala-las.md").replace("ersatter: [nyckelhantering]\n", "")
    for number in range(IN_FULL):
        exempelstad.write(f"rutiner/las-{number}.md", text)
    told = under(pages(exempelstad.catalog(), 2024)[f"{NU}/kvalitetsberattelse.md"].markdown, "### Rutinerna under 2024")
    assert f"- Nya rutiner: [{IN_FULL + 1} stycken](../../granskning/andrat.md)" in told


def test_it_leads_to_the_chapters_about_quality(familjeenheten: Catalog) -> None:
    made = pages(familjeenheten, 2023)
    listed = under(made["planer/familjeenheten/kvalitetsberattelse.md"].markdown, "## Läs mer i planen och rapporterna")
    links = re.findall(r"\((\w+\.md)#(avsnitt-[a-z0-9-]+)\)", listed)
    assert ("vb.md", "avsnitt-egenkontroller") in links
    assert all(f'<a id="{anchor}"></a>' in made[f"planer/familjeenheten/{page}"].markdown for page, anchor in links)
    assert "agenda-2030" not in listed


# --- How things stand ------------------------------------------------------------------------------------------------


def test_an_older_edition_tells_how_things_stood_on_its_last_day(exempelstad: Handbook) -> None:
    exempelstad.replace("rutiner/genomforandeplan.md", "granskas_senast: 2025-03-01", "granskas_senast: 2023-06-30")
    text = pages(exempelstad.catalog(), 2023)[f"{NORR}/laget.md"].markdown
    assert "Så var läget vid utgången av 2023." in text
    assert "- [Granskningar](#granskningar): 1 försenad, 0 inom 60 dagar" in text
    assert "- [Åtgärder som inte är klara](#atgarder-som-inte-ar-klara): 1, varav 1 försenad, 0 inom 60 dagar" in text
    assert "data-hb-" not in text


def test_the_newest_leaves_it_to_the_readers_day(stad: Catalog) -> None:
    text = pages(stad, 2024)[f"{NU}/laget.md"].markdown
    assert 'data-hb-dagar="2024-11-30 2025-03-01 2026-04-01"' in text
    assert "örsenad</span>" not in text


def test_every_section_says_so_when_there_is_nothing(exempelstad: Handbook) -> None:
    exempelstad.remove(OLD)
    exempelstad.remove(NEW)
    text = pages(exempelstad.catalog(), 2023)[f"{NORR}/laget.md"].markdown
    assert "Inga åtgärder är inlagda." in under(text, "## Åtgärder som inte är klara")
    assert "Ingen åtgärd har lett" in under(text, "## Avvikelser och åtgärder som ledde till ändrad rutin")
    assert "Inga." in under(text, "## Granskningar")
    made = pages(exempelstad.catalog(), 2023)
    assert "Inga åtgärder är inlagda för 2023." in made[f"{NORR}/atgarder.md"].markdown


def test_what_has_no_end_stands_apart(exempelstad: Handbook) -> None:
    exempelstad.replace(OLD, "  klar_senast: 2023-12-15\n", "")
    text = pages(exempelstad.catalog(), 2023)[f"{NORR}/laget.md"].markdown
    assert "byta-las" in under(text, "### Utan slutdatum (1)")
    assert "- [Åtgärder som inte är klara](#atgarder-som-inte-ar-klara): 1, varav 1 utan slutdatum" in text


def test_what_led_to_a_changed_rutin_is_shown_from_the_year_before_too(stad: Catalog) -> None:
    table = under(pages(stad, 2024)[f"{NU}/laget.md"].markdown, "## Avvikelser och åtgärder som ledde till ändrad rutin")
    assert re.findall(r"^\| (Kund|Närstående) \|", table, re.MULTILINE) == ["Närstående", "Kund"]


def test_an_edition_to_be_sealed_stops_at_its_last_day(stad: Catalog) -> None:
    text = pages(stad, 2024, living=False)[f"{NU}/laget.md"].markdown
    assert "Så var läget vid utgången av 2024." in text
    assert '<span class="hb-bed hb-delvis">Försenad</span>' in text


def test_who_leads_a_unit_finds_it_from_the_front_page_of_the_newest(stad: Catalog) -> None:
    assert f"[Hemtjänsten]({NU}/laget.md)" in pages(stad, 2024)["index.md"].markdown
    assert "laget.md" not in pages(stad, 2023)["index.md"].markdown
    assert "laget.md" in pages(stad, 2023)[f"{NORR}/index.md"].markdown


def test_the_pages_of_a_unit_follow_those_of_the_unit_it_continues(stad: Catalog) -> None:
    together = [set(line) for line in lines(stad)]
    for name in ("laget", "atgarder", "kvalitetsberattelse"):
        assert {f"{NORR}/{name}/", f"{NU}/{name}/"} in together


def test_an_atgard_that_a_control_led_to_is_shown_from_both_ends(exempelstad: Handbook) -> None:
    exempelstad.write(
        NEW,
        """\
- id: markning
  titel: Märka nycklarna på nytt
  kontroller: [nyckelkontroll]
  beskrivning: Varje nyckel får en ny bricka.
  ansvarig: enhetschef
  beslutad: 2024-05-20
  klar: 2024-06-10
  rutiner: [digitala-las]
""",
    )
    made = pages(exempelstad.catalog(), 2024)
    link = "[Märka nycklarna på nytt](atgarder.md#markning)"
    assert link in under(made[f"{NU}/egenkontroller.md"].markdown, "## Kontroll av nycklar")
    assert "[Kontroll av nycklar](egenkontroller.md#nyckelkontroll)" in made[f"{NU}/atgarder.md"].markdown
    assert link in under(made[f"{NU}/laget.md"].markdown, "## Avvikelser och åtgärder som ledde till ändrad rutin")


def test_high_risks_without_a_control_and_controls_that_were_missed(exempelstad: Handbook) -> None:
    risks, controls = "planer/2024/hemtjansten/risker.yml", "planer/2024/hemtjansten/kontroller.yml"
    before = pages(exempelstad.catalog(), 2024)[f"{NU}/laget.md"].markdown
    assert "Alla risker med riskvärdet 12 eller mer har en kontroll." in under(before, "## Höga risker utan kontroll")
    exempelstad.replace(risks, "kontroller: [nyckelkontroll]", "atgard: Nycklarna räknas.")
    exempelstad.replace(controls, "resultat: Alla nycklar fanns på sin plats.", "")
    after = pages(exempelstad.catalog(), 2024)[f"{NU}/laget.md"].markdown
    assert "Nycklarna räknas." in under(after, "## Höga risker utan kontroll")
    assert "[Kontroll av nycklar](egenkontroller.md#nyckelkontroll), Vår" in under(after, "## Uteblivna kontroller")
