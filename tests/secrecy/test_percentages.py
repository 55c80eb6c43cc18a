"""What percentages tell of the counts behind them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handbok.secrecy.percentages import Split, read, reveals_small, share, split_may_be_shown, split_reveals, splits


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        ("42,5 %", "42.45", "42.55"),
        ("42.5%", "42.45", "42.55"),
        ("70 procent", "69.5", "70.5"),
        ("68,18", "68.175", "68.185"),
        ("0\u00a0%", "-0.5", "0.5"),
    ],
)
def test_a_percentage_is_an_interval(figure: str, low: str, high: str) -> None:
    percent = read(figure)
    assert percent is not None
    assert (percent.low * 100, percent.high * 100) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    "figure", [None, "", "ca 40 %", "drygt hälften", "minst 75 %", "101 %", "1784", "-3 %", "5–10 %", "3,3 GWh"]
)
def test_what_is_not_exact_is_no_percentage(figure: str | None) -> None:
    assert read(figure) is None
    assert share(("andel",), figure or "", ("a",), ("b",)) is None


@given(st.integers(1, 400), st.data(), st.integers(0, 3))
def test_the_true_count_is_among_those_implied(whole: int, data: st.DataObject, decimals: int) -> None:
    part = data.draw(st.integers(0, whole))
    figure = f"{100 * part / whole:.{decimals}f}".replace(".", ",")
    percent = read(figure)
    assert percent is not None
    assert part in percent.counts(whole)


@pytest.mark.parametrize(
    ("figure", "whole", "small"),
    [
        ("42,5 %", 40, False),
        ("97,5 %", 40, True),
        ("98,18 %", 165, True),
        ("5 %", 40, True),
        ("0 %", 40, False),
        ("1 %", 300, True),
        ("2 %", 300, False),
    ],
)
def test_a_percentage_of_a_known_number_can_reveal_a_small_one(figure: str, whole: int, small: bool) -> None:
    percent = read(figure)
    assert percent is not None
    assert reveals_small(percent, whole) is small


def test_three_percentages_give_away_the_counts_behind_them() -> None:
    assert splits("68,18", "66,67 %", "70 %") == (Split(22, 8, 12, 7, 10),)
    assert split_reveals("68,18", "66,67 %", "70 %") == Split(22, 8, 12, 7, 10)


@pytest.mark.parametrize(
    ("alla", "man", "kvinnor"),
    [
        ("70,34", "70,45 %", "70,7 %"),  # nothing with up to 200 fits
        ("92,9 %", "91,7 %", "94,6 %"),  # several fit by chance
        ("68 %", "67 %", "70 %"),  # rounded to whole percentages: too many fit
        ("50 %", "50 %", "50 %"),
        (None, "66,67 %", "70 %"),
        ("68,18", "ca 67 %", "70 %"),
    ],
)
def test_what_percentages_do_not_give_away(alla: str | None, man: str, kvinnor: str) -> None:
    assert split_reveals(alla, man, kvinnor) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(5, 40), st.integers(5, 40), st.data())
def test_the_true_counts_are_always_among_the_solutions(men: int, women: int, data: st.DataObject) -> None:
    in_men, in_women = data.draw(st.integers(0, men)), data.draw(st.integers(0, women))
    pairs = ((in_men, men), (in_women, women), (in_men + in_women, men + women))
    man, kvinnor, alla = (f"{100 * count / whole:.2f}" for count, whole in pairs)
    assume(man != kvinnor)
    true = Fraction(in_men, men), Fraction(in_women, women), Fraction(men, women)
    assert true in {
        (Fraction(s.man, s.man_of), Fraction(s.kvinnor, s.kvinnor_of), Fraction(s.man_of, s.kvinnor_of))
        for s in splits(alla, man, kvinnor)
    }


@pytest.mark.parametrize(
    ("man", "kvinnor", "may"), [(3, 40, False), (40, 4, False), (5, 5, True), (None, 40, True), (0, 40, True)]
)
def test_a_split_is_not_shown_when_one_sex_is_a_few_persons(man: int | None, kvinnor: int | None, may: bool) -> None:
    assert split_may_be_shown(man, kvinnor) is may
