"""The two real trials: the table of views and complaints 2023 (and its smaller one 2022), and the splits by sex 2016–2023.

The numbers are those of the published documents; README.md beside this file says what may be shown and why.
"""

from __future__ import annotations

import pytest

from handbok.secrecy.free_text import small_counts
from handbok.secrecy.percentages import split_reveals
from handbok.secrecy.suppression import Rules, protect
from handbok.secrecy.tables import Cell, Sum, Table, joined, summed

from . import attacker

RULES = Rules()

COMPLAINTS_2023: dict[str, tuple[dict[str, int], int]] = {
    "Beröm": ({"t2": 7, "vb": 11}, 18),
    "Brukare/patient": ({"t1": 1, "t2": 6, "vb": 0}, 7),
    "Medarbetare": ({"t1": 2, "t2": 6, "vb": 8}, 16),
    "Samverkanspart": ({"t2": 2}, 2),
    "Beslut": ({"t1": 1, "t2": 1}, 2),
    "Information": ({"t1": 1}, 1),
    "Rutiner/utförande": ({"t1": 1, "vb": 9}, 10),
    "Kompetens": ({"t2": 2, "vb": 4}, 6),
    "Lex Sarah": ({"t1": 1, "t2": 4, "vb": 2}, 7),
    "Åtgärder": ({"t1": 2, "vb": 14}, 16),
}
SHOWN_2023 = {
    "Beröm": ["18", "7", "11"],
    "Brukare/patient": ["visas inte", "färre än 5", "6", "0"],
    "Medarbetare": ["16", "färre än 5", "visas inte", "8"],
    "Samverkanspart": ["färre än 5", "färre än 5"],
    "Beslut": ["färre än 5", "färre än 5", "färre än 5"],
    "Information": ["färre än 5", "färre än 5"],
    "Rutiner/utförande": ["10", "färre än 5", "visas inte"],
    "Kompetens": ["6", "färre än 5", "färre än 5"],
    "Lex Sarah": ["7", "färre än 5", "färre än 5", "färre än 5"],
    "Åtgärder": ["16", "färre än 5", "visas inte"],
}


def complaints_2023() -> Table:
    return joined(
        summed(Cell((name, "totalt"), total), [Cell((name, period), count) for period, count in counts.items()])
        for name, (counts, total) in COMPLAINTS_2023.items()
    )


def complaints_2022() -> Table:
    """Seven lex Sarah reports, how far they have come, and what the two that are finished came to: chapter and table agree."""
    counts = {"lex sarah": 7, "ska inte": 1, "ej börjat": 1, "pågår": 3, "utredda": 2, "missförhållande": 1, "inte": 1}
    return Table(
        (Cell(("synpunkter",), 5), Cell(("avvikelser",), 2), *(Cell((name,), count) for name, count in counts.items())),
        (
            Sum(("lex sarah",), (("ska inte",), ("ej börjat",), ("pågår",), ("utredda",))),
            Sum(("utredda",), (("missförhållande",), ("inte",))),
        ),
    )


def test_what_is_shown_of_the_complaints_2023() -> None:
    table = complaints_2023()
    verdicts = protect(table, RULES).verdicts
    rows: dict[str, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(str(cell.key[0]), []).append(verdicts[cell.key].text or str(cell.value))
    assert rows == SHOWN_2023


def test_what_is_shown_of_the_complaints_2022() -> None:
    verdicts = protect(complaints_2022(), RULES).verdicts
    assert {key[0] for key, verdict in verdicts.items() if verdict.mark == "visas"} == {"synpunkter", "lex sarah"}
    assert all(verdict.mark in ("visas", "farre") for verdict in verdicts.values())


@pytest.mark.parametrize("table", [complaints_2023(), complaints_2022()])
def test_nothing_hidden_of_them_can_be_worked_out(table: Table) -> None:
    page = attacker.published(table, protect(table, RULES), RULES)
    assert not attacker.determined(page)
    near = {c.key: c.value or 0 for c in table.cells}
    assert all(len(v) >= 3 for v in attacker.narrowed(page, attacker.bounds(page, 40), 3, near).values())


def test_hiding_only_the_small_ones_would_have_given_four_rows_away() -> None:
    broken = attacker.determined(attacker.naive(complaints_2023(), RULES))
    assert {key[0]: int(value) for key, value in broken.items()} == {
        "Brukare/patient": 1,
        "Medarbetare": 2,
        "Rutiner/utförande": 1,
        "Åtgärder": 2,
    }


@pytest.mark.parametrize(
    ("alla", "man", "kvinnor", "cells"),
    [
        ("68,18", "66,67 %", "70 %", (8, 4, 7, 3)),  # 2023, core subjects: 22 placed pupils, 4 boys and 3 girls without
        ("68,97", "61,54", "75 %", (8, 5, 12, 4)),  # 2022, core subjects: 29 pupils, 4 girls without
        ("98,18 %", "97,62", "98,77 %", (82, 2, 80, 1)),  # 2022, protection: "three individuals" are 2 boys and 1 girl
        ("21,3 %", "22,1 %", "17,4 %", (23, 81, 4, 19)),  # 2022, talks in 48 hours: 4 girls of 23
    ],
)
def test_splits_by_sex_that_give_small_counts_away(alla: str, man: str, kvinnor: str, cells: tuple[int, ...]) -> None:
    split = split_reveals(alla, man, kvinnor)
    assert split is not None
    assert split.cells == cells


@pytest.mark.parametrize(
    ("alla", "man", "kvinnor"),
    [
        ("92,9 %", "91,7 %", "94,6 %"),  # 2016
        *(("22,4 %", "23,1 %", "21,7 %"), ("52,61", "53,94", "51,23 %"), ("75,11", "78,22", "81,11 %")),  # 2022
        *(("26,5 %", "24,3 %", "28,9 %"), ("70,34", "70,45 %", "70,7 %")),  # 2023
    ],
)
def test_splits_by_sex_that_may_be_shown(alla: str, man: str, kvinnor: str) -> None:
    assert split_reveals(alla, man, kvinnor) is None


def test_counts_by_sex_2022_and_2023() -> None:
    team = summed(Cell(("alla",), 19), [Cell(("man",), 15), Cell(("kvinnor",), 4)])
    assert protect(team).hidden == (("man",), ("kvinnor",))
    ended = summed(Cell(("alla",), 7), [Cell(("man",), 4), Cell(("kvinnor",), 3)])
    assert protect(ended).hidden == (("alla",), ("man",), ("kvinnor",))  # 7 could only be 3 + 4 or 4 + 3
    jobs = summed(Cell(("alla",), 49), [Cell(("man",), 30), Cell(("kvinnor",), 19)])
    assert protect(jobs).hidden == ()


def test_prose_beside_the_table_repeats_what_it_hides() -> None:
    """The text of one row 2023 says how many of the hidden count it is about."""
    assert [p.count for p in small_counts("Här räknas också beröm: fyra individer har berömt kompetensen.")] == [4]
