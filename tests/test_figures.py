"""Figures as Swedish documents write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.figures import number, swedish, with_unit


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("70,34", "70.34"),
        ("70.34", "70.34"),
        ("4,9 %", "4.9"),
        ("4,9%", "4.9"),
        ("100 procent", "100"),
        ("-12 134", "-12134"),
        ("−12\u00a0134", "-12134"),
        ("–3", "-3"),
        ("+2,5", "2.5"),
        ("1\u202f234\u202f567,8", "1234567.8"),
        ("3,3 GWh", "3.3"),
        ("527 tkr", "527"),
        ("ca 40 st.", "40"),
        (" 12 dygn ", "12"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_a_figure_is_read_as_its_number(figure: str, expected: str) -> None:
    assert number(figure) == Decimal(expected)


@pytest.mark.parametrize(
    "figure",
    [
        *["", " ", "-", "%", "Tas fram av nämnd", "minst 75 %", "5-10", "5–10", "1,2,3", "12 34", "1 2345", "2023-01-01", "T1"],
        *["3,3 GWh per år", "1e5", "½", ">5", "12:30", "en", "--5", "NaN", "Infinity", "1_000", "12,", ",5"],
    ],
)
def test_other_text_is_no_number(figure: str) -> None:
    assert number(figure) is None


def test_nothing_is_no_number() -> None:
    assert number(None) is None


@pytest.mark.parametrize(
    ("figure", "unit", "shown"),
    [
        ("70,34", "%", "70,34 %"),
        ("-12 134", "tkr", "-12 134 tkr"),
        ("75 %", "%", "75 %"),
        ("Tas fram", "%", "Tas fram"),
        ("12", "", "12"),
        (" 12 ", "st", "12 st"),
    ],
)
def test_a_bare_figure_gets_its_unit(figure: str, unit: str, shown: str) -> None:
    assert with_unit(figure, unit) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234567.80"), "1\u00a0234\u00a0567,80"),
        (Decimal("-0.4"), "−0,4"),
        (-12134, "−12\u00a0134"),
        (999, "999"),
        (Decimal(0), "0"),
    ],
)
def test_a_number_of_ours_is_written_in_swedish(value: Decimal | int, shown: str) -> None:
    assert swedish(value) == shown


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_we_write_we_can_read(value: Decimal) -> None:
    assert number(swedish(value)) == value


@given(st.text())
def test_no_text_is_too_odd(figure: str) -> None:
    number(figure)
    with_unit(figure, "st")
