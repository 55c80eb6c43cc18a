"""Cells, sums and shares as one system."""

from __future__ import annotations

from fractions import Fraction

import pytest

from handbok.secrecy.tables import Cell, Share, Sum, Table, contradictions, independent, joined, summed, system

A, B, C = ("a",), ("b",), ("c",)


def test_keys_are_used_once_and_have_cells() -> None:
    with pytest.raises(ValueError, match="twice"):
        Table((Cell(A, 1), Cell(A, 2)))
    with pytest.raises(ValueError, match="no cell"):
        Table((Cell(A, 1),), (Sum(A, (B,)),))
    with pytest.raises(ValueError, match="no cell"):
        Table((Cell(A, 1),), (), (Share(C, A, B, Fraction(0), Fraction(1)),))


def test_joined_tables_share_their_common_cells() -> None:
    this, last = summed(Cell(A, 9), [Cell(B, 4), Cell(C, 5)]), Table((Cell(A, 9, sensitive=False, hideable=False),))
    cells = {cell.key: cell for cell in joined([this, last]).cells}
    assert (cells[A].sensitive, cells[A].hideable, cells[A].value) == (True, False, 9)
    assert joined([this, this]) == this
    assert {c.key: c.value for c in joined([Table((Cell(A, None),)), this]).cells} == {A: 9, B: 4, C: 5}
    with pytest.raises(ValueError, match="9 and 8"):
        joined([this, Table((Cell(A, 8),))])


def test_a_sum_that_does_not_hold_is_named() -> None:
    wrong = summed(Cell(A, 17), [Cell(B, 4), Cell(C, 5)])
    assert contradictions(wrong) == wrong.sums
    assert contradictions(summed(Cell(A, 9), [Cell(B, 4), Cell(C, 5)])) == ()
    assert contradictions(summed(Cell(A, None), [Cell(B, 4), Cell(C, 5)])) == ()


def test_what_follows_by_subtraction_or_from_a_share_is_worked_out() -> None:
    assert system(summed(Cell(A, 9), [Cell(B, 4), Cell(C, None)])).truth == (9, 4, 5)
    assert system(summed(Cell(A, None), [Cell(B, 4), Cell(C, 5)])).truth == (9, 4, 5)
    half = Share(C, A, B, Fraction(495, 1000), Fraction(505, 1000))
    assert system(Table((Cell(A, None), Cell(B, 40)), (), (half,))).truth == (20, 40)
    assert system(summed(Cell(A, 3), [Cell(B, 4), Cell(C, None)])).truth == (3, 4)


def test_tables_without_common_cells_are_independent() -> None:
    both = joined([summed(Cell(A, 9), [Cell(B, 9)]), Table((Cell(C, 5),))])
    assert [s.truth for s in independent(system(both))] == [(9, 9), (5,)]
