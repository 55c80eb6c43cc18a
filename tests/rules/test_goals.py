"""The goal chain: parents, predecessors, cycles and gaps."""

from __future__ import annotations

import pytest

from tests.overlay import Handbook

PLAN = "planer/2024/hemtjansten"
OLD = "planer/2023/hemtjanst-norr"


def codes(handbook: Handbook) -> list[tuple[str, str]]:
    """Path below content and code of what is found, information apart."""
    return [(d.location.path.removeprefix("content/"), d.code) for d in handbook.found() if d.severity != "info"]


def goal(title: str, parent: str | None, **more: str) -> str:
    """The text of a goal's file."""
    lines = [f"titel: {title}", *([f"foralder: {parent}"] if parent else []), *(f"{k}: {v}" for k, v in more.items())]
    return "---\n" + "\n".join(lines) + "\n---\n"


# --- Parents ----------------------------------------------------------------------------------------------------


def test_a_top_goal_has_nothing_above(exempelstad: Handbook) -> None:
    exempelstad.write("styrning/2024/fullmaktigemal/hallbar-ekonomi.md", goal("x", "trygg-alderdom"))
    (found,) = exempelstad.of("fel-foralder")
    assert (found.location.line, found.location.column, found.remedy) == (3, 11, "ta bort foralder:")


@pytest.mark.parametrize(
    ("parent", "code", "part"),
    [
        ("budget-i-balanss", "okand-referens", "en liknande finns: budget-i-balans"),
        ("büdget-i-bålans", "okand-referens", "en liknande finns: budget-i-balans"),
        ("qqqq", "okand-referens", "rätta id:t"),
        ("trygg-alderdom", "fel-foralder", "nivån närmast ovanför"),
        ("sjalvbestammande", "fel-foralder", "samma år"),
        ("samma-ansikten", "fel-foralder", ""),
        ("planerad-tid", "fel-foralder", ""),
    ],
)
def test_a_parent_that_is_none(exempelstad: Handbook, parent: str, code: str, part: str) -> None:
    exempelstad.write(f"{PLAN}/atagande/planerad-tid.md", goal("x", parent))
    found = [d for d in exempelstad.found() if d.code in ("fel-foralder", "okand-referens")]
    assert [(d.code, d.location.line, d.location.column) for d in found] == [(code, 3, 11)]
    assert part in found[0].remedy


def test_a_parent_in_another_year_is_told_apart_from_none(exempelstad: Handbook) -> None:
    exempelstad.write(f"{PLAN}/atagande/planerad-tid.md", goal("x", "sjalvbestammande"))
    (found,) = exempelstad.of("fel-foralder")
    assert found.message == 'målet "sjalvbestammande" hör till 2023, inte till målen ovanför 2024'


def test_a_units_goal_must_not_share_the_id_of_one_above(exempelstad: Handbook) -> None:
    exempelstad.write(f"{PLAN}/atagande/kontinuitet.md", goal("x", "kontinuitet"))
    assert (f"{PLAN}/atagande/kontinuitet.md", "dubbelt-id") in codes(exempelstad)


def test_the_same_id_in_another_year_is_right(exempelstad: Handbook) -> None:
    assert {"2023/kontinuitet", "2024/kontinuitet"} <= set(exempelstad.catalog().mal)
    assert codes(exempelstad) == []


# --- Predecessors and cycles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "code"),
    [
        ("2023/hemtjanst-norr/egen-rost", None),
        ("2023/sjalvbestammande", None),
        ("2023/egen-rost", "okand-referens"),
        ("egen-rost", "okand-referens"),
        ("2024/hemtjansten/planerad-tid", "slut-fore-start"),
        ("2024/hemtjansten/egen-genomforandeplan", "slut-fore-start"),
    ],
)
def test_predecessors_exist_and_are_earlier(exempelstad: Handbook, earlier: str, code: str | None) -> None:
    exempelstad.write(f"{PLAN}/atagande/egen-genomforandeplan.md", goal("x", "inflytande", foregangare=f"[{earlier}]"))
    found = [(d.code, d.location.line, d.location.column) for d in exempelstad.found() if d.severity != "info"]
    assert found == ([(code, 4, 15)] if code else [])


def test_a_unit_cannot_come_before_itself(exempelstad: Handbook) -> None:
    exempelstad.replace("organisation/enheter/hemtjansten.yml", "[hemtjanst-norr]", "[hemtjanst-norr, hemtjansten]")
    assert codes(exempelstad) == [("organisation/enheter/hemtjansten.yml", "cykel")]


def test_a_long_cycle_is_reported_at_each_of_its_links_only(exempelstad: Handbook) -> None:
    for name, before in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        exempelstad.write(f"organisation/namnder/{name}.yml", f"namn: {name}\nforegangare: [{before}]\n")
    assert codes(exempelstad) == [(f"organisation/namnder/{name}.yml", "cykel") for name in "abc"]


def test_rutiner_that_replace_each_other_are_a_cycle(exempelstad: Handbook) -> None:
    exempelstad.replace(
        "rutiner/nyckelhantering.md", "giltig_till: 2024-03-31", "giltig_till: 2024-03-31\nersatter: [digitala-las]"
    )
    assert codes(exempelstad) == [("rutiner/digitala-las.md", "cykel"), ("rutiner/nyckelhantering.md", "cykel")]


# --- Gaps -------------------------------------------------------------------------------------------------------


def test_a_bare_goal_lacks_everything(exempelstad: Handbook) -> None:
    for name in ("indikatorer.yml", "aktiviteter.yml"):
        exempelstad.remove(f"{PLAN}/{name}")
    exempelstad.write(f"{PLAN}/atagande/nytt.md", goal("Nytt", "kontinuitet"))
    assert [code for path, code in codes(exempelstad) if path.endswith("nytt.md")] == [
        "mal-utan-aktivitet",
        "mal-utan-indikator",
        "mal-utan-rutin",
        "mal-utan-uppfoljning",
    ]


@pytest.mark.parametrize("above", ["planerad-tid", "budget-i-balans", "hallbar-ekonomi"])
def test_what_hangs_on_a_goal_above_counts(exempelstad: Handbook, above: str) -> None:
    exempelstad.write(
        f"{PLAN}/indikatorer.yml",
        f"- {{indikator: sjukfranvaro, mal: {above}}}\n- {{indikator: nojda-kunder, mal: trygg-alderdom}}\n",
    )
    exempelstad.write(
        f"{PLAN}/aktiviteter.yml",
        f"- {{id: a, titel: x, mal: {above}, givare: kf}}\n- {{id: b, titel: x, mal: trygg-alderdom, givare: kf}}\n",
    )
    assert codes(exempelstad) == []


def test_what_another_unit_or_year_has_does_not_count(exempelstad: Handbook) -> None:
    exempelstad.remove(f"{PLAN}/indikatorer.yml")
    assert {code for _, code in codes(exempelstad)} == {"mal-utan-indikator"}
    assert {path for path, _ in codes(exempelstad)} == {
        f"{PLAN}/atagande/{name}.md" for name in ("samma-ansikten", "egen-genomforandeplan", "planerad-tid")
    }


@pytest.mark.parametrize(
    ("status", "start", "end", "served"),
    [
        ("gallande", "2024-12-31", None, True),
        ("gallande", "2025-01-01", None, False),
        ("upphavd", "2024-01-01", "2024-12-31", True),
        ("upphavd", "2024-01-01", "2024-12-30", False),
        ("utkast", "2024-01-01", None, False),
    ],
)
def test_a_rutin_counts_when_in_force_on_the_years_last_day(
    exempelstad: Handbook, status: str, start: str, end: str | None, served: bool
) -> None:
    text = exempelstad.read("rutiner/digitala-las.md").replace("status: gallande", f"status: {status}")
    dates = f"giltig_fran: {start}" + (f"\ngiltig_till: {end}" if end else "")
    exempelstad.write("rutiner/digitala-las.md", text.replace("giltig_fran: 2024-04-01", dates))
    expected = [] if served else [(f"{PLAN}/atagande/planerad-tid.md", "mal-utan-rutin")]
    assert [row for row in codes(exempelstad) if row[0].startswith(PLAN)] == expected


def test_a_goal_followed_up_in_one_period_is_followed_up(exempelstad: Handbook) -> None:
    exempelstad.remove(f"{OLD}/uppfoljning/bokslut/samma-ansikten.md")
    assert codes(exempelstad) == []
    exempelstad.remove(f"{OLD}/uppfoljning/delar/samma-ansikten.md")
    assert codes(exempelstad) == [(f"{OLD}/atagande/samma-ansikten.md", "mal-utan-uppfoljning")]
