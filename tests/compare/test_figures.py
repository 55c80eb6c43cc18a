"""Indicators, activities and rutiner."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from handbok import model as m
from handbok.compare import Comparison, as_markdown, compare
from handbok.compare.types import Indikator
from tests.compare.small import Book, two_years


def compared(book: Book) -> Comparison:
    return compare(book.edition(2022), book.edition(2023))


def measured(book: Book) -> Indikator:
    (found,) = compared(book).enheter[0].indikatorer
    return found


@pytest.mark.parametrize(
    ("direction", "before", "after", "way", "difference"),
    [
        ("hogre", "52,61", "70,34 %", "mot", "17.73"),
        ("lagre", "22,4 %", "26,5 %", "fran", "4.1"),
        ("lagre", "5 procent", "4 %", "mot", "-1"),
        ("ingen", "5", "4", None, "-1"),
        ("hogre", "3,0", "3", None, None),
        ("hogre", "3 GWh", "3 000 MWh", None, None),
        ("hogre", "ca 40", "45", None, None),
        ("hogre", "minst 75 %", "80 %", None, None),
        ("hogre", "Tas fram av nämnd", "80 %", None, None),
    ],
)
def test_an_outcome_is_judged_only_as_its_indicator_declares(
    direction: Literal["hogre", "lagre", "ingen"], before: str, after: str, way: str | None, difference: str | None
) -> None:
    book = two_years()
    book.indicator("andel", direction)
    book.measure(2022, "norr", "andel", hel=before)
    book.measure(2023, "norr", "andel", hel=after)
    outcome = measured(book).utfall
    assert (outcome.utveckling, outcome.skillnad) == (way, difference)
    assert outcome.andrad == (before != "3,0")


def test_an_outcome_is_told_with_its_way() -> None:
    book = two_years()
    book.indicator("andel", "lagre")
    book.measure(2022, "norr", "andel", hel="22,4", arsmal="22 %")
    book.measure(2023, "norr", "andel", hel="26,5 %", arsmal="20 %")
    text = as_markdown(compared(book))
    assert "    - Utfall: 22,4 % (2022) → 26,5 % (2023), +4,1 procentenheter. Åt fel håll: lägre är bättre." in text
    assert "    - Årsmål: 22 % (2022) → 20 % (2023), −2 procentenheter, ett högre krav." in text
    assert "Utfallet har gått åt fel håll för 1. Årsmål har ändrats för 1." in text


def test_an_indicator_without_direction_is_not_given_one() -> None:
    book = two_years()
    book.indicator("antal", "ingen", "st")
    book.measure(2022, "norr", "antal", hel="5")
    book.measure(2023, "norr", "antal", hel="7")
    text = as_markdown(compared(book))
    assert "+2. Indikatorn anger inte vilket håll som är bättre." in text
    assert "rätt håll" not in text
    assert "fel håll" not in text


def test_outcomes_are_compared_at_the_last_follow_up_that_both_have() -> None:
    book = two_years()
    book.indicator("andel")
    book.measure(2022, "norr", "andel", halv="10", hel="50")
    book.measure(2023, "norr", "andel", halv="20")
    outcome = measured(book).utfall
    assert (outcome.skillnad, outcome.utveckling) == ("10", "mot")
    assert "10 % (Halvår 2022) → 20 % (Halvår 2023)" in as_markdown(compared(book))


def test_outcomes_of_different_follow_ups_are_only_shown() -> None:
    book = two_years()
    book.indicator("andel")
    book.measure(2022, "norr", "andel", hel="50")
    book.measure(2023, "norr", "andel", halv="20")
    outcome = measured(book).utfall
    assert (outcome.andrad, outcome.skillnad, outcome.utveckling) == (True, None, None)
    assert "50 % (2022) → 20 % (Halvår 2023). Talen gäller olika långa delar av året." in as_markdown(compared(book))


def test_a_missing_figure_is_said_to_be_missing() -> None:
    book = two_years()
    book.indicator("andel")
    book.measure(2022, "norr", "andel")
    book.measure(2023, "norr", "andel", hel="20", arsmal="25")
    text = as_markdown(compared(book))
    assert "Utfall: 20 % (2023), uppgift saknas 2022." in text
    assert "har ändrats för" not in text


def test_a_row_that_a_plan_repeats_is_one_figure() -> None:
    book = two_years()
    book.indicator("andel")
    for year, figure in ((2022, "10"), (2022, "10"), (2023, "12")):
        book.measure(year, "norr", "andel", hel=figure)
    assert measured(book).utfall.skillnad == "2"


def test_rows_that_disagree_are_both_shown() -> None:
    book = two_years()
    book.indicator("andel")
    for year, target in ((2022, "10 %"), (2022, "15 %"), (2023, "12 %")):
        book.measure(year, "norr", "andel", arsmal=target)
    target_pair = measured(book).arsmal
    assert (target_pair.andrad, target_pair.skillnad) == (True, None)
    assert "10 % / 15 % (2022) → 12 % (2023)" in as_markdown(compared(book))


def test_an_indicator_in_one_edition_only() -> None:
    book = two_years()
    book.indicator("gammal")
    book.indicator("ny")
    book.measure(2022, "norr", "gammal", hel="1")
    book.measure(2023, "norr", "ny", hel="2")
    assert {i.nyckel: i.slag for i in compared(book).enheter[0].indikatorer} == {"gammal": "borta", "ny": "ny"}


def test_an_indicator_has_the_name_of_each_year() -> None:
    book = two_years()
    book.indicator("andel", tidigare_namn=(m.TidigareNamn(namn="Gamla namnet", ar=(2022,)),))
    for year in (2022, 2023):
        book.measure(year, "norr", "andel", hel="1")
    assert "Indikatorn har bytt namn. 2022 hette den ”Gamla namnet”." in as_markdown(compared(book))


def test_a_note_on_the_source_is_pointed_at() -> None:
    book = two_years()
    book.indicator("andel")
    book.measure(2022, "norr", "andel", hel="1", kallnotering="Osäkert")
    book.measure(2023, "norr", "andel", hel="2")
    assert measured(book).kallnotering == (2022,)
    assert "Läs även källnoteringen från 2022." in as_markdown(compared(book))


# --- Activities -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (date(2022, 12, 31), date(2023, 12, 31), "forlangd"),
        (date(2024, 12, 31), date(2023, 12, 31), "forkortad"),
        (date(2024, 12, 31), date(2024, 12, 31), "fortsatter"),
        (None, None, "fortsatter"),
        (date(2022, 12, 31), None, "fortsatter"),
    ],
)
def test_an_activity_in_both_editions(before: date | None, after: date | None, kind: str) -> None:
    book = two_years()
    book.activity(2022, "norr", "a", before)
    book.activity(2023, "norr", "a", after)
    (change,) = compared(book).enheter[0].aktiviteter
    assert (change.slag, "slut" in change.andringar) == (kind, before != after)


def test_a_new_end_is_told_with_both_dates() -> None:
    book = two_years()
    book.activity(2022, "norr", "a", date(2022, 11, 30))
    book.activity(2023, "norr", "a", date(2023, 12, 31))
    assert "- A\n    - Slutdatumet är flyttat: 30 november 2022 → 31 december 2023." in as_markdown(compared(book))


def test_an_activity_that_stopped_before_its_time_is_told() -> None:
    book = two_years()
    book.activity(2022, "norr", "a", date(2024, 6, 30))
    assert "A. Skulle pågå till 30 juni 2024, men finns inte med 2023" in as_markdown(compared(book))


def test_a_renamed_and_moved_activity() -> None:
    book = two_years()
    for year in (2022, 2023):
        book.goal(year, "ett", "norr")
        book.goal(year, "tva", "norr")
    book.activity(2022, "norr", "a", titel="Förr", goal="ett")
    book.activity(2023, "norr", "a", titel="Nu", goal="tva")
    text = as_markdown(compared(book))
    assert "Aktiviteten har bytt namn. 2022 hette den ”Förr”." in text
    assert "Aktiviteten ligger nu under ”Tva”, 2022 under ”Ett”." in text


def test_an_activity_with_the_same_title_under_another_id() -> None:
    book = two_years()
    book.activity(2022, "norr", "a", titel="Lika")
    book.activity(2023, "norr", "b", titel="Lika")
    assert {c.slag: c.samma_namn for c in compared(book).enheter[0].aktiviteter} == {
        "ny": "2022/norr/a",
        "avslutad": "2023/norr/b",
    }


# --- Rutiner ----------------------------------------------------------------------------------------------------


def rutiner(book: Book) -> list[tuple[str, list[str], list[str]]]:
    return [(r.slag, [x.nyckel for x in r.tidigare], [x.nyckel for x in r.senare]) for r in compared(book).rutiner]


def test_rutiner_come_go_and_stay() -> None:
    book = two_years()
    book.rutin("ny", 2023)
    book.rutin("gammal", 2020, 2022)
    book.rutin("kvar", 2020, 2023)
    book.rutin("framtida", 2024)
    assert rutiner(book) == [
        ("ny", [], ["ny"]),
        ("kvar", ["kvar"], ["kvar"]),
        ("ny", [], ["framtida"]),
        ("upphavd", ["gammal"], []),
    ]
    assert "”Gammal”, slutade gälla 31 december 2022" in as_markdown(compared(book))


def test_a_rutin_that_replaces_others_through_one_that_came_and_went() -> None:
    book = two_years()
    book.rutin("forst", 2020, 2021)
    book.rutin("mellan", 2022, 2022, ersatter=("forst",))
    book.rutin("sist", 2023, ersatter=("mellan",))
    (group,) = compare(book.edition(2021), book.edition(2023)).rutiner
    assert (group.slag, group.tidigare[0].nyckel, group.senare[0].nyckel) == ("ersatt", "forst", "sist")
    assert "”Sist” ersätter ”Forst” från 1 januari 2023" in as_markdown(compare(book.edition(2021), book.edition(2023)))


def test_rutiner_that_have_become_one() -> None:
    book = two_years()
    book.rutin("a", 2020, 2022)
    book.rutin("b", 2020, 2022)
    book.rutin("c", 2023, ersatter=("a", "b"))
    assert rutiner(book) == [("sammanslagen", ["a", "b"], ["c"])]
    assert "”C” ersätter ”A” och ”B” från 1 januari 2023" in as_markdown(compared(book))


def test_a_rutin_whose_text_differs_between_two_catalogs_has_changed() -> None:
    """A sealed edition has its own catalog, in which the rutin is as it was then."""
    then, now = two_years(), two_years()
    then.rutin("a", 2020, version="1.0")
    now.rutin("a", 2020, version="2.0")
    (group,) = compare(then.edition(2022), now.edition(2023)).rutiner
    assert group.slag == "andrad"


def test_a_new_rutin_with_a_high_version_is_not_passed_off_as_the_first() -> None:
    book = two_years()
    book.rutin("a", 2023, version="2.0")
    text = as_markdown(compared(book))
    assert "”A”, gäller från 1 januari 2023, version 2.0" in text
    assert "kan ha gällt tidigare" in text
