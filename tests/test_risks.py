"""Risks and controls: the arithmetic, the rules, and what a reader finds on the pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.editions import Edition
from handbok.pages import Page
from handbok.pages.desk import UNITS_IN_FULL
from handbok.pages.render import render
from handbok.risks import by_value, control_plan, high, level, matrix, missed, unhandled
from handbok.source import Source, read_tree
from handbok.year import days
from tests.overlay import EXEMPELSTAD, Handbook

PLAN = "planer/2024/hemtjansten"
NOWHERE: Source = next(iter(read_tree(EXEMPELSTAD, "content")[0]))

STEP = st.integers(1, 5)
NAMED = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3)


def risk(ident: str, likely: int, grave: int, controls: tuple[str, ...] = (), action: str | None = None) -> Post[m.Risk]:
    data = m.Risk(
        id=ident,
        process="p",
        handelse=ident,
        sannolikhet=likely,
        konsekvens=grave,
        ansvarig="chef",
        kontroller=controls,
        atgard=action,
    )
    return Post("risk", ident, data, NOWHERE, ar=2024, enhet="x")


def control(ident: str, slag: str, *occasions: dict[str, str]) -> Post[m.Kontroll]:
    data = m.Kontroll.model_validate(
        {
            "id": ident,
            "titel": ident,
            "slag": slag,
            "vad": "v",
            "nar": "n",
            "hur": "h",
            "ansvarig": "chef",
            "tillfallen": occasions,
        }
    )
    return Post("kontroll", ident, data, NOWHERE, ar=2024, enhet="x")


RISKS = st.lists(st.tuples(STEP, STEP, NAMED, st.booleans()), max_size=12).map(
    lambda rows: [risk(f"r{i}", s, k, tuple(c), "Gör något." if a else None) for i, (s, k, c, a) in enumerate(rows)]
)


# --- The arithmetic ---------------------------------------------------------------------------------------------


@given(RISKS)
def test_the_matrix_holds_every_risk_once_in_its_own_cell(risks: list[Post[m.Risk]]) -> None:
    cells = matrix(risks)
    assert set(cells) == {(s, k) for s in range(1, 6) for k in range(1, 6)}
    assert sorted(r.id for own in cells.values() for r in own) == sorted(r.id for r in risks)
    for (likely, grave), own in cells.items():
        assert {(r.data.sannolikhet, r.data.konsekvens) for r in own} <= {(likely, grave)}


@given(RISKS, st.integers(1, 25))
def test_what_is_high_is_handled_or_told_and_a_cell_stands_together(risks: list[Post[m.Risk]], limit: int) -> None:
    ordered = by_value(risks)
    values = [r.data.riskvarde for r in ordered]
    assert values == sorted(values, reverse=True)
    cells = [(r.data.sannolikhet, r.data.konsekvens) for r in ordered]
    assert len([c for c, before in zip(cells, [None, *cells], strict=False) if c != before]) == len(set(cells))
    alone = unhandled(risks, limit)
    assert [r.id for r in alone] == [r.id for r in high(risks, limit) if not r.data.handled]
    assert {r.id for r in alone} == {
        r.id for r in risks if r.data.riskvarde >= limit and not r.data.kontroller and not r.data.atgard
    }


@given(RISKS, st.integers(1, 25))
def test_the_plan_has_each_control_of_a_high_risk_and_every_internkontroll_once(risks: list[Post[m.Risk]], limit: int) -> None:
    controls = [control("a", "egenkontroll"), control("b", "internkontroll"), control("c", "egenkontroll")]
    planned = control_plan(risks, controls, limit)
    named = {ident for r in risks if r.data.riskvarde >= limit for ident in r.data.kontroller}
    idents = [p.control.id for p in planned]
    assert sorted(idents) == sorted(named | {"b"})
    for p in planned:
        assert [r.id for r in p.risks] == [r.id for r in high(risks, limit) if p.control.id in r.data.kontroller]


def test_a_level_follows_the_limit() -> None:
    assert [level(v, 12) for v in (12, 11, 6, 5)] == ["hogt", "medel", "medel", "lagt"]
    assert [level(v, 5) for v in (5, 3, 2)] == ["hogt", "medel", "lagt"]


def test_an_occasion_is_missed_when_its_period_is_told_without_it() -> None:
    every = control(
        "a",
        "egenkontroll",
        {"namn": "1", "period": "t1"},
        {"namn": "2", "period": "t1", "resultat": "Bra."},
        {"namn": "3", "period": "t1", "saknas": "Sjukdom."},
        {"namn": "4", "period": "t2"},
    ).data
    assert missed(every, set()) == ()
    assert missed(every, {"t1"}) == (0,)
    assert missed(every, {"t1", "t2"}) == (0, 3)


# --- The rules --------------------------------------------------------------------------------------------------


def codes(handbook: Handbook) -> list[tuple[str, str, str]]:
    own = ("risk-utan-kontroll", "egenkontroll-utebliven", "okand-referens", "fel-typ", "dubbelt-id")
    return [(d.code, d.severity.value, str(d.location).rpartition("/")[2]) for d in handbook.found() if d.code in own]


@pytest.mark.parametrize(("limit", "told"), [(13, 0), (12, 1), (1, 1)])
def test_the_limit_is_configuration(exempelstad: Handbook, limit: int, told: int) -> None:
    exempelstad.write("handbok.yml", exempelstad.read("handbok.yml") + f"riskgrans: {limit}\n")
    exempelstad.replace(f"{PLAN}/risker.yml", "  kontroller: [nyckelkontroll]\n", "")
    exempelstad.replace(f"{PLAN}/risker.yml", "  sannolikhet: 2\n", "  sannolikhet: 2\n  atgard: En reserv ringer.\n")
    assert codes(exempelstad) == [("risk-utan-kontroll", "fel", "risker.yml:1:3")] * told


def test_an_action_is_enough(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/risker.yml", "kontroller: [nyckelkontroll]", "atgard: Varje nyckel kvitteras.")
    assert codes(exempelstad) == []


def test_a_control_that_does_not_exist_has_the_nearest_of_the_same_unit_and_year(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/risker.yml", "[nyckelkontroll]", "[nyckel-kontroll]")
    exempelstad.replace("planer/2023/hemtjanst-norr/kontroller.yml", "[kunder]", "[kunder-2]")
    found = [d for d in exempelstad.found() if d.code == "okand-referens"]
    assert [(d.message, d.remedy) for d in found] == [
        (
            'siffran "kunder-2" finns inte',
            "en liknande finns: kunder (content/planer/2023/hemtjanst-norr/statistik.yml)",
        ),
        (
            'kontrollen "nyckel-kontroll" finns inte',
            f"en liknande finns: nyckelkontroll (content/{PLAN}/kontroller.yml)",
        ),
    ]


def test_a_control_of_another_year_is_not_the_units(exempelstad: Handbook) -> None:
    exempelstad.remove(f"{PLAN}/kontroller.yml")
    assert codes(exempelstad) == [("okand-referens", "fel", "risker.yml:8:16")]


def test_a_step_outside_the_scale_and_an_id_given_twice_are_faults(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/risker.yml", "sannolikhet: 2", "sannolikhet: 6")
    text = exempelstad.read(f"{PLAN}/kontroller.yml")
    exempelstad.write(f"{PLAN}/kontroller.yml", text + text)
    assert codes(exempelstad) == [("dubbelt-id", "fel", "kontroller.yml:18:7"), ("fel-typ", "fel", "risker.yml:12:16")]


def test_a_note_turns_a_missed_control_into_information(exempelstad: Handbook) -> None:
    place = f"{PLAN}/kontroller.yml"
    exempelstad.replace(place, "      resultat: Alla nycklar fanns på sin plats.\n", "")
    assert codes(exempelstad) == [("egenkontroll-utebliven", "varning", "kontroller.yml:13:7")]
    exempelstad.replace(place, "  ansvarig: planerare\n", "  ansvarig: planerare\n  kallnotering: Listan är borta.\n")
    assert [severity for _, severity, _ in codes(exempelstad)] == ["info"]


# --- The pages --------------------------------------------------------------------------------------------------


def pages(catalog: Catalog, year: int) -> dict[str, Page]:
    return {p.uri: p for p in render(Edition(catalog, year))}


def test_each_count_in_the_matrix_leads_to_its_risks(familjeenheten: Catalog) -> None:
    edition = Edition(familjeenheten, 2025)
    text = pages(familjeenheten, 2025)["planer/barnenheten/risker.md"].markdown
    counts = re.findall(r'<a href="#(ruta_\d_\d)" aria-label="[^"]+">(\d+)</a>', text)
    assert sum(int(n) for _, n in counts) == len(edition.risks("barnenheten")) >= 8
    for anchor, number in counts:
        part = text.split(f'<a id="{anchor}"></a>')[1].split('<a id="ruta_')[0]
        assert part.count("\n#### ") == int(number)
    assert text.count('scope="row"') == 5
    assert text.count('scope="col"') == 6


def test_examples_say_so(familjeenheten: Catalog) -> None:
    edition = Edition(familjeenheten, 2025)
    assert all(r.data.exempel for r in edition.risks("barnenheten"))
    assert "Riskerna och deras värden är exempel." in pages(familjeenheten, 2025)["planer/barnenheten/risker.md"].markdown


def test_a_high_risk_that_nobody_handles_is_told_first(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/risker.yml", "  kontroller: [nyckelkontroll]\n", "")
    catalog = exempelstad.load().catalog
    assert catalog
    every = pages(catalog, 2024)
    top = every["planer/hemtjansten/risker.md"].markdown.split("## ")[0]
    assert "1 av dem har varken kontroll eller åtgärd" in top
    assert "Varken kontroll eller åtgärd" in top
    assert "saknar både kontroll och åtgärd" in every["planer/hemtjansten/internkontrollplan.md"].markdown
    assert "| 2](" not in every["kvalitet/risker.md"].markdown


def test_results_stand_over_time_with_figures(familjeenheten: Catalog) -> None:
    text = pages(familjeenheten, 2023)["planer/familjeenheten/egenkontroller.md"].markdown
    first = text.split("### Resultat")[1].split("## ")[0]
    assert first.index("708 st") < first.index("537 st") < first.index("Maj 2022")
    assert "../../../2022/planer/familjeenheten/egenkontroller/#internkontrolldagar" in first
    later = pages(familjeenheten, 2025)["planer/barnenheten/egenkontroller.md"].markdown
    assert "708 st" in later
    assert "Oktober 2022" in later


def test_an_edition_shows_no_later_result(familjeenheten: Catalog) -> None:
    text = pages(familjeenheten, 2022)["planer/familjeenheten/egenkontroller.md"].markdown
    assert "708" not in text
    assert "2023" not in text


def test_a_missed_occasion_and_one_not_made_say_so(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/kontroller.yml", "      resultat: Alla nycklar fanns på sin plats.\n", "")
    catalog = exempelstad.load().catalog
    assert catalog
    text = pages(catalog, 2024)["planer/hemtjansten/egenkontroller.md"].markdown
    assert '<span class="hb-lucka">Resultat saknas</span>' in text
    assert "**Inte gjord:** Skåpet byttes ut." in text
    assert "Redovisas i Bokslut" in text


@pytest.mark.parametrize(
    ("uri", "link"),
    [
        ("planer/hemtjansten/index.md", "risker.md"),
        ("planer/hemtjansten/index.md", "internkontrollplan.md"),
        ("planer/hemtjansten/index.md", "egenkontroller.md"),
        ("planer/hemtjansten/mal/samma-ansikten.md", "egenkontroller.md#nyckelkontroll"),
        ("rutiner/digitala-las.md", "planer/hemtjansten/egenkontroller.md#nyckelkontroll"),
        ("processer/utfora-insatser.md", "planer/hemtjansten/risker.md#nyckel-kommer-bort"),
        ("roller/planerare.md", "planer/hemtjansten/egenkontroller.md#nyckelkontroll"),
        ("roller/planerare.md", "planer/hemtjansten/risker.md#nyckel-kommer-bort"),
        ("kvalitet/risker.md", "planer/hemtjansten/risker.md"),
        ("index.md", "kvalitet/risker.md"),
    ],
)
def test_what_a_risk_or_control_is_of_leads_to_it(stad: Catalog, uri: str, link: str) -> None:
    text = pages(stad, 2024)[uri].markdown
    assert re.search(rf"\]\([^)]*\b{re.escape(link)}\)", text)


def test_with_many_units_a_shared_page_counts_instead_of_listing(stad: Catalog) -> None:
    units = [f"enhet-{n}" for n in range(UNITS_IN_FULL + 1)]
    plan, one = stad.planer["2024/hemtjansten"], stad.risker["2024/hemtjansten/nyckel-kommer-bort"]
    crowded = replace(
        stad,
        planer=stad.planer | {f"2024/{u}": replace(plan, enhet=u) for u in units},
        risker={f"2024/{u}/{one.id}": replace(one, enhet=u) for u in units},
    )
    text = pages(crowded, 2024)["processer/utfora-insatser.md"].markdown
    block = text.split("## Risker i processen")[1].split("## ")[0]
    assert one.data.handelse not in block
    assert block.count("risker.md): 1") == len(units)


def test_a_year_without_risks_and_controls_has_no_such_page(familjeenheten: Catalog) -> None:
    every = pages(familjeenheten, 2016)
    assert "kvalitet/risker.md" not in every
    assert "kvalitet/risker.md" not in every["index.md"].markdown


def test_a_dated_control_is_in_the_year(stad: Catalog) -> None:
    found = {d.key: (d.title, str(d.day)) for d in days(Edition(stad, 2024)) if d.key.startswith("kontroll/")}
    assert found == {
        "kontroll/2024/hemtjansten/nyckelkontroll/0": ("Kontroll: Kontroll av nycklar, Vår", "2024-05-16"),
        "kontroll/2024/hemtjansten/nyckelkontroll/1": ("Kontroll: Kontroll av nycklar, Höst", "2024-11-12"),
    }


def test_a_result_may_not_repeat_a_hidden_count_or_tell_a_single_case(exempelstad: Handbook) -> None:
    place = "planer/2023/hemtjanst-norr/kontroller.yml"
    exempelstad.replace(place, "En lista saknade datum. Den är rättad.", "En brukare fick vänta en hel dag.")
    assert [d.location.path for d in exempelstad.of("enskilt-fall")] == [f"content/{place}"]
    exempelstad.replace(f"{PLAN}/kontroller.yml", "Alla nycklar fanns på sin plats.", "<b>Alla</b> nycklar fanns.")
    assert {d.location.path for d in exempelstad.of("ra-html")} == {f"content/{PLAN}/kontroller.yml"}


def test_a_result_may_not_repeat_the_hidden_figure_that_it_names(exempelstad: Handbook) -> None:
    figures, controls = "planer/2023/hemtjanst-norr/statistik.yml", "planer/2023/hemtjanst-norr/kontroller.yml"
    missing = "- {id: saknade, grupp: Nycklar, namn: Kunder vars nyckel saknades, varde: '3', enhet: st, period: bokslut}\n"
    exempelstad.write(figures, exempelstad.read(figures) + missing)
    exempelstad.replace(controls, "En lista saknade datum.", "Tre saknades.")
    assert exempelstad.of("antal-i-text") == []
    exempelstad.replace(controls, "siffror: [kunder]", "siffror: [saknade]")
    assert [d.location.path for d in exempelstad.of("antal-i-text")] == [f"content/{controls}"]
    text = pages(exempelstad.catalog(), 2023)["planer/hemtjanst-norr/egenkontroller.md"].markdown
    assert "Kunder vars nyckel saknades: färre än 5" in text


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("risker.yml", "handelse: Ett besök uteblir vid sjukdom", "handelse: Ett besök uteblir för tre klienter"),
        ("risker.yml", "orsak: Nycklar lämnas utan kvittens när passen byts.", "orsak: Tre klienter har klagat."),
        ("kontroller.yml", "nar: Två gånger om året", "nar: När tre klienter har klagat"),
        ("kontroller.yml", "namn: Vår", "namn: Efter tre klagomål från klienter"),
    ],
)
def test_no_field_repeats_what_a_table_of_the_year_hides(exempelstad: Handbook, name: str, old: str, new: str) -> None:
    exempelstad.write(
        f"{PLAN}/klagomal.yml",
        "rubrik: Klagomål\ngrupper:\n  - namn: Vem\n    rader:\n      - {kategori: Kund, antal: {delar: '3'}, totalt: '3'}\n",
    )
    assert exempelstad.of("antal-i-text") == []
    exempelstad.replace(f"{PLAN}/{name}", old, new)
    assert [d.location.path for d in exempelstad.of("antal-i-text")] == [f"content/{PLAN}/{name}"]
