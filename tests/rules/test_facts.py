"""Figures that contradict each other, and the källnotering that explains them."""

from __future__ import annotations

import pytest

from tests.overlay import Handbook

PLAN = "planer/2024/hemtjansten"
OLD = "planer/2023/hemtjanst-norr"
NOTED = f"content/{OLD}/indikatorer.yml"
"""Where exempelstad's own, explained, contradiction stands."""


def found(handbook: Handbook) -> list[tuple[str, str, str]]:
    """Place in its file, severity and code of what is found, exempelstad's own contradiction apart."""
    return [
        (f"{d.location.line}:{d.location.column}", d.severity.value, d.code)
        for d in handbook.found()
        if d.location.path != NOTED
    ]


def measured(indicator: str, outcome: str, note: str = "") -> str:
    """Measurements in which every goal is measured, the first as given."""
    rest = "".join(
        f"- {{indikator: {i}, mal: {m}}}\n"
        for i, m in (("nojda-kunder", "hallbar-ekonomi"), ("sjukfranvaro", "trygg-alderdom"))
    )
    return f"- indikator: {indicator}\n  mal: trygg-alderdom\n{note}  utfall:\n    delar: {outcome}\n" + rest.replace(
        f"indikator: {indicator}, mal: trygg-alderdom", f"indikator: {indicator}, mal: namnd"
    )


def outcome(handbook: Handbook, indicator: str, figures: str, note: str = "") -> list[tuple[str, str, str]]:
    """What is found when an indicator has those figures."""
    handbook.write(f"{PLAN}/indikatorer.yml", measured(indicator, figures, note))
    return found(handbook)


# --- Outcome and its parts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figures",
    [
        '{alla: "50", man: "40", kvinnor: "60"}',
        '{alla: "40", man: "40", kvinnor: "60"}',
        '{alla: "60,0 %", man: "40", kvinnor: "60 %"}',
        '{alla: "70,34", man: "70,34", kvinnor: "70,34"}',
        '{alla: "90", man: "40"}',
        '{man: "40", kvinnor: "60"}',
        '{alla: "90", man: "40", kvinnor: "uppgift saknas"}',
        "{}",
    ],
)
def test_a_share_between_its_parts_is_right(exempelstad: Handbook, figures: str) -> None:
    assert outcome(exempelstad, "personalkontinuitet", figures) == []


@pytest.mark.parametrize(
    "figures",
    [
        '{alla: "39,99", man: "40", kvinnor: "60"}',
        '{alla: "61", man: "60", kvinnor: "40"}',
        '{alla: "8", man: "9", kvinnor: "9"}',
    ],
)
def test_a_share_outside_its_parts_is_a_warning(exempelstad: Handbook, figures: str) -> None:
    assert outcome(exempelstad, "personalkontinuitet", figures) == [("4:19", "varning", "utfall-utanfor-delarna")]


@pytest.mark.parametrize(
    ("figures", "right"), [('{alla: "10", man: "4", kvinnor: "6"}', True), ('{alla: "5", man: "4", kvinnor: "6"}', False)]
)
def test_a_count_is_the_sum_of_its_parts(exempelstad: Handbook, figures: str, right: bool) -> None:
    expected = [] if right else [("4:19", "varning", "summan-stammer-inte")]
    assert outcome(exempelstad, "genomforandeplaner", figures) == expected


def test_a_note_makes_it_information(exempelstad: Handbook) -> None:
    figures = '{alla: "90", man: "40", kvinnor: "60"}'
    rows = outcome(exempelstad, "personalkontinuitet", figures, "  kallnotering: Så står det.\n")
    assert rows == [("5:19", "info", "utfall-utanfor-delarna")]
    assert exempelstad.output() == ""


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('varde: "30", man: "14", kvinnor: "16", enhet: st', None),
        ('varde: "30", man: "14", kvinnor: "15", enhet: st', "summan-stammer-inte"),
        ('varde: "30", man: "14", kvinnor: "15"', "summan-stammer-inte"),
        ('varde: "50", man: "40", kvinnor: "60", enhet: "%"', None),
        ('varde: "70", man: "40", kvinnor: "60", enhet: "%"', "utfall-utanfor-delarna"),
        ('varde: "70 %", man: "40", kvinnor: "60"', "utfall-utanfor-delarna"),
        ('varde: "5293", man: "48 %", kvinnor: "52 %"', None),
    ],
)
def test_statistics_are_counts_unless_they_are_shares(exempelstad: Handbook, row: str, code: str | None) -> None:
    exempelstad.write(f"{PLAN}/statistik.yml", f"- {{id: a, grupp: g, namn: n, {row}}}\n")
    assert [c for _, _, c in found(exempelstad)] == ([code] if code else [])


# --- Rows given twice -------------------------------------------------------------------------------------------


def test_the_same_indicator_at_the_same_goal_twice(exempelstad: Handbook) -> None:
    text = exempelstad.read(f"{PLAN}/indikatorer.yml")
    again = "- indikator: sjukfranvaro\n  mal: planerad-tid\n"
    exempelstad.write(f"{PLAN}/indikatorer.yml", text + again)
    line = text.count("\n") + 1
    assert found(exempelstad) == [(f"{line}:3", "varning", "dubbel-rad")]
    exempelstad.write(f"{PLAN}/indikatorer.yml", text + again + "  kallnotering: Den står två gånger.\n")
    assert found(exempelstad) == [(f"{line}:3", "info", "dubbel-rad")]
    exempelstad.write(f"{PLAN}/indikatorer.yml", text + again.replace("planerad-tid", "kontinuitet"))
    assert found(exempelstad) == []


def test_the_same_activity_at_the_same_goal_twice(exempelstad: Handbook) -> None:
    text = exempelstad.read(f"{PLAN}/aktiviteter.yml")
    again = "- id: annat\n  titel: Införa digitala lås\n  mal: planerad-tid\n  givare: enhet\n"
    exempelstad.write(f"{PLAN}/aktiviteter.yml", text + again)
    assert [code for _, _, code in found(exempelstad)] == ["dubbel-rad"]
    exempelstad.write(f"{PLAN}/aktiviteter.yml", text + again.replace("planerad-tid", "inflytande"))
    assert found(exempelstad) == []


# --- Sums -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "right"),
    [
        ('antal: {delar: "4", bokslut: "3"}, totalt: "7"', True),
        ('antal: {delar: "4", bokslut: "3"}, totalt: "8"', False),
        ('antal: {delar: "4"}, totalt: "4"', True),
        ('antal: {delar: "4"}, totalt: "5"', False),
        ('antal: {delar: "4", bokslut: "några"}, totalt: "9"', True),
        ('antal: {delar: "4"}', True),
        ('totalt: "9"', True),
        ('antal: {delar: "1 004", bokslut: "0"}, totalt: "1004"', True),
    ],
)
def test_complaints_add_up_to_their_total(exempelstad: Handbook, row: str, right: bool) -> None:
    exempelstad.write(f"{PLAN}/klagomal.yml", f"rubrik: x\ngrupper:\n  - namn: y\n    rader:\n      - {{kategori: z, {row}}}\n")
    column = 10 + len(f"kategori: z, {row}") - len(row.rpartition("totalt: ")[2])
    assert found(exempelstad) == ([] if right else [(f"5:{column}", "varning", "summan-stammer-inte")])


def test_a_noted_complaint_row_is_information(exempelstad: Handbook) -> None:
    row = '{kategori: z, antal: {delar: "4"}, totalt: "5", kallnotering: Så står det.}'
    exempelstad.write(f"{PLAN}/klagomal.yml", f"rubrik: x\ngrupper:\n  - {{namn: y, rader: [{row}]}}\n")
    assert [(severity, code) for _, severity, code in found(exempelstad)] == [("info", "summan-stammer-inte")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'avvikelse: "100"}\n      - {namn: Bidrag',
            'avvikelse: "-100"}\n      - {namn: Bidrag',
            '"Avgifter": utfall mot budget ger 100, men avvikelsen är -100',
        ),
        (
            '{namn: Löner, utfall: "21 300"',
            '{namn: Löner, utfall: "21 400"',
            '"Löner": utfall mot budget ger −400, men avvikelsen är -300',
        ),
        (
            '{namn: Löner, utfall: "21 300"',
            '{namn: Löner, utfall: "21 400"',
            '"Summa kostnader": raderna blir 22\u00a0600, men utfall är 22 500',
        ),
        (
            'utfall: "20 000", budget: "19 800", avvikelse: "-200"',
            'utfall: "20 001", budget: "19 800", avvikelse: "-201"',
            '"Netto": kostnader minus intäkter blir 20\u00a0000, men utfall är 20 001',
        ),
        (
            'utfall: "20 000", budget: "19 800", avvikelse: "-200"',
            'utfall: "20 000", budget: "19 800", avvikelse: "200"',
            '"Netto": utfall mot budget ger −200, men avvikelsen är 200',
        ),
    ],
)
def test_a_budget_is_reckoned_through(exempelstad: Handbook, old: str, new: str, message: str) -> None:
    exempelstad.replace(f"{OLD}/ekonomi.yml", old, new)
    assert message in [d.message for d in exempelstad.of("summan-stammer-inte")]


def test_a_budget_with_blanks_is_not_reckoned(exempelstad: Handbook) -> None:
    exempelstad.write(
        f"{OLD}/ekonomi.yml",
        "rubrik: x\nenhet: tkr\ngrupper:\n  - namn: g\n    slag: kostnad\n    rader:\n"
        '      - {namn: a, utfall: "1", budget: enligt avtal, avvikelse: "9"}\n      - {namn: b}\n'
        '    summa: {namn: s, avvikelse: "9"}\nnetto: {namn: n, utfall: "5"}\n',
    )
    assert found(exempelstad) == []


# --- Last year --------------------------------------------------------------------------------------------------


def forra(handbook: Handbook, figure: str, note: str = "") -> list[tuple[str, str, str]]:
    """What is found when the satisfaction of the year before is given as that figure."""
    handbook.replace(f"{PLAN}/indikatorer.yml", 'forra_aret: "84,2"', f'forra_aret: "{figure}"{note}')
    return found(handbook)


@pytest.mark.parametrize("figure", ["84,2", "84,20 %", "84.2", "cirka 84,2 %", "uppgift saknas"])
def test_last_years_figure_is_the_predecessors(exempelstad: Handbook, figure: str) -> None:
    assert forra(exempelstad, figure) == []


def test_another_figure_than_recorded_is_a_warning(exempelstad: Handbook) -> None:
    assert forra(exempelstad, "84,3") == [("12:15", "varning", "forra-aret-skiljer")]
    (row,) = exempelstad.of("forra-aret-skiljer")
    assert row.message == "förra årets utfall anges till 84,3, men 2023 redovisades 84,2"


def test_a_note_explains_another_figure(exempelstad: Handbook) -> None:
    assert forra(exempelstad, "84,3", "\n  kallnotering: Omräknad.") == [("12:15", "info", "forra-aret-skiljer")]


def test_the_last_period_of_the_year_is_what_was_recorded(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/indikatorer.yml", 'forra_aret: "13"', 'forra_aret: "13,5"')
    assert [code for _, _, code in found(exempelstad)] == ["forra-aret-skiljer"]


def test_a_unit_without_connection_is_not_compared_with(exempelstad: Handbook) -> None:
    exempelstad.replace("organisation/enheter/hemtjansten.yml", "foregangare: [hemtjanst-norr]\n", "")
    assert forra(exempelstad, "1") == []
