"""What is shown of tables of counts, and that nobody can work out the rest."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbok.secrecy.exemptions import Exemption, exempted
from handbok.secrecy.percentages import of_whole
from handbok.secrecy.suppression import Protection, Rules, protect
from handbok.secrecy.tables import Cell, Key, Share, Sum, Table, joined, summed

from . import attacker

RULES = Rules()
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def row(name: str, total: int | None, *parts: int | None) -> Table:
    return summed(Cell((name, "totalt"), total), [Cell((name, f"t{i}"), value) for i, value in enumerate(parts, 1)])


def shown(table: Table, rules: Rules = RULES) -> list[str]:
    verdicts = protect(table, rules).verdicts
    return [verdicts[cell.key].text or str(cell.value) for cell in table.cells]


def grid(dimensions: tuple[int, ...], inner: list[int], name: str = "") -> Table:
    """A table of that many dimensions with all its totals; "T" stands for a total in a key."""
    places = list(itertools.product(*map(range, dimensions)))
    values = dict(zip(places, inner, strict=True))
    keys = list(itertools.product(*([*range(n), "T"] for n in dimensions)))
    cells = [
        Cell((name, *key), sum(v for p, v in values.items() if all(k in ("T", i) for k, i in zip(key, p, strict=True))))
        for key in keys
    ]
    sums = [
        Sum((name, *key), tuple((name, *key[:axis], i, *key[axis + 1 :]) for i in range(n)))
        for axis, n in enumerate(dimensions)
        for key in keys
        if key[axis] == "T"
    ]
    return Table(tuple(cells), tuple(sums))


def assert_safe(table: Table, rules: Rules = RULES) -> Protection:
    """No hidden count is given away by the sums, nor narrowed to fewer than the promised number of counts."""
    protection = protect(table, rules)
    page = attacker.published(table, protection, rules)
    assert not attacker.determined(page)
    values = {c.key: c.value for c in table.cells}
    small = {key for key, value in values.items() if value is not None and rules.small(value)}
    limits = attacker.bounds(page, cap=max((v or 0) for v in values.values()) + 30)
    for key in small & set(limits):
        if page.cells[key] == "visas inte":  # a mark that promises nothing; a reader may not take it to be large
            limits[key] = (0, limits[key][1])
    near = {key: value for key, value in values.items() if value is not None}
    for key, counts in attacker.narrowed(page, limits, rules.possible, near).items():
        assert len(counts) >= rules.possible, (key, page.cells)
    for key, value in values.items():
        assert key not in small or page.cells[key] != value, "a small count is shown"
    return protection


# --- Single rows -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        (18, (7, 11), ["18", "7", "11"]),  # nothing small
        (16, (2, 6, 8), ["16", "färre än 5", "visas inte", "8"]),  # a second hidden one; the latest period stays
        (10, (1, 9), ["10", "färre än 5", "visas inte"]),
        (7, (1, 6, 0), ["visas inte", "färre än 5", "6", "0"]),  # with the total shown, 6 hidden would leave only 1 and 2
        (7, (1, 4, 2), ["7", "färre än 5", "färre än 5", "färre än 5"]),  # three small ones protect each other
        (6, (2, 4), ["6", "färre än 5", "färre än 5"]),
        (2, (1, 1), ["färre än 5", "färre än 5", "färre än 5"]),
        (4, (1, 1, 1, 1), ["visas inte", "färre än 5", "färre än 5", "färre än 5", "färre än 5"]),  # the marks alone would tell
        (8, (4, 4), ["visas inte", "färre än 5", "färre än 5"]),  # 8 can only be 4 + 4
        (0, (0, 0), ["0", "0", "0"]),
    ],
)
def test_a_row_with_its_total(total: int, parts: tuple[int, ...], expected: list[str]) -> None:
    table = row("r", total, *parts)
    assert shown(table) == expected
    assert_safe(table)


def test_hiding_only_small_counts_is_not_enough() -> None:
    """The attacker does break what is protected naively; otherwise the tests of safety would show nothing."""
    assert attacker.determined(attacker.naive(row("r", 16, 2, 6, 8), RULES)) == {("r", "t1"): 2}
    table = grid((2, 2), [1, 20, 30, 40])
    assert attacker.determined(attacker.naive(table, RULES)) == {("", 0, 0): 1}
    page = attacker.naive(row("r", 8, 4, 4), RULES)
    assert not attacker.determined(page)
    assert attacker.possible(page, ("r", "t1"), 20, 9) == {4}


def test_the_attacker_breaks_a_mark_that_promises_too_much() -> None:
    page = attacker.naive(row("r", 4, 1, 1, 1, 1), RULES)
    assert attacker.possible(page, ("r", "totalt"), 20, 9) == {4}


def test_a_count_that_is_not_printed_but_follows_is_protected() -> None:
    """17 staff, 14 women, "the rest" men: the men are 3 to anyone who subtracts."""
    assert shown(row("r", 17, 14, None)) == ["17", "visas inte", "None"]
    assert shown(row("r", 17, 2, None)) == ["17", "färre än 5", "None"]
    assert shown(row("r", 17, None, None)) == ["17", "None", "None"]


def test_a_sum_that_does_not_hold_protects_with_its_true_difference() -> None:
    """The reader may know how much it is wrong: a källnotering often tells."""
    assert shown(row("r", 17, 2, 6, 8)) == ["17", "färre än 5", "visas inte", "8"]


def test_what_cannot_point_anyone_out_is_shown() -> None:
    assert shown(summed(Cell(("alla",), 3, sensitive=False), [Cell(("a",), 1, sensitive=False)])) == ["3", "1"]


def test_what_readers_know_already_is_not_hidden_and_exposes_what_follows() -> None:
    table = summed(Cell(("alla",), 16, hideable=False), [Cell(("a",), 2), Cell(("b",), 14, hideable=False)])
    protection = protect(table)
    assert protection.exposed == (("a",),)
    assert protection.verdicts[("b",)].mark == "visas"
    known = protect(Table((Cell(("a",), 2, hideable=False),)))
    assert known.exposed == (("a",),)


def test_an_exempted_count_is_shown_and_others_are_hidden_with_it_known() -> None:
    table = row("r", 7, 1, 4, 2)
    exemption = Exemption("Förvaltningen redovisar redan antalet öppet.", "enhetschef", ("r", "t2"))
    assert shown(exempted(table, [exemption])) == ["visas inte", "färre än 5", "4", "färre än 5"]  # 7 − 4 = 3 can only be 1 + 2


def test_weight_decides_what_is_given_up() -> None:
    parts = [Cell(("a",), 2), Cell(("b",), 30, weight=5), Cell(("c",), 40)]
    assert shown(summed(Cell(("alla",), 72), parts)) == ["72", "färre än 5", "30", "visas inte"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (Rules(threshold=10), ["16", "färre än 10", "färre än 10", "färre än 10"]),
        (Rules(threshold=3), ["16", "färre än 3", "visas inte", "8"]),
        (Rules(kvar=4), ["16", "färre än 5", "6", "visas inte"]),
    ],
)
def test_other_rules(rules: Rules, expected: list[str]) -> None:
    assert shown(row("r", 16, 2, 6, 8), rules) == expected


def test_zero_is_shown_unless_the_rules_say_otherwise() -> None:
    assert shown(row("r", 17, 0, 17)) == ["17", "0", "17"]
    assert shown(row("r", 17, 0, 17), Rules(dolj_noll=True)) == ["17", "färre än 5", "visas inte"]


@pytest.mark.parametrize(("threshold", "kvar"), [(2, 3), (5, 1)])
def test_rules_that_would_tell_the_number_are_refused(threshold: int, kvar: int) -> None:
    with pytest.raises(ValueError, match="threshold"):
        Rules(threshold=threshold, kvar=kvar)


def test_every_hidden_figure_says_why_in_swedish() -> None:
    verdicts = protect(row("r", 16, 2, 6, 8)).verdicts
    assert verdicts[("r", "t1")].why == "Antal som är färre än 5 visas inte exakt, eftersom de kan peka ut enskilda."
    why = "Där det står ”visas inte” skulle siffran göra att det går att räkna ut ett litet antal."
    assert verdicts[("r", "t2")].why == why


def test_the_reason_does_not_tell_which_hidden_figure_is_small() -> None:
    """4 is hidden beside its four ones, 7 beside 1 and 6: the same word, and so the same reason."""
    small, large = protect(row("r", 4, 1, 1, 1, 1)).verdicts, protect(row("r", 7, 1, 6, 0)).verdicts
    assert small[("r", "totalt")] == large[("r", "totalt")]


# --- Percentages in the system -----------------------------------------------------------------------------------


def test_a_percentage_of_a_known_whole_is_hidden_when_it_gives_a_small_count_away() -> None:
    assert protect(of_whole(("andel",), "42,5 %", Cell(("alla",), 40))).hidden == ()
    for figure in ("97,5 %", "2,5 %", "5 %"):  # 1 of 40 not in it, 1 in it, 2 in it
        assert protect(of_whole(("andel",), figure, Cell(("alla",), 40))).hidden == (("andel",),), figure


def test_a_percentage_so_rough_that_it_gives_nothing_away_is_shown() -> None:
    assert protect(of_whole(("andel",), "1 %", Cell(("alla",), 300))).hidden == ()  # 2, 3 or 4: as "färre än 5" would say
    assert protect(of_whole(("andel",), "ca 3 %", Cell(("alla",), 40))).hidden == ()


def test_a_percentage_beside_hidden_counts_is_part_of_what_a_reader_knows() -> None:
    table = joined(
        [
            summed(Cell(("alla",), 40), [Cell(("pojkar",), 37), Cell(("flickor",), 3)]),
            Table(
                (Cell(("alla",), 40), Cell(("flickor",), 3)),
                (),
                (Share(("andel",), ("flickor",), ("alla",), Fraction(745, 10000), Fraction(755, 10000)),),
            ),
        ]
    )
    assert set(protect(table).hidden) == {("pojkar",), ("flickor",), ("andel",)}
    assert_safe(table)


# --- Whole tables ------------------------------------------------------------------------------------------------

COUNTS = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 14, 30])


def tables(*dimensions: int) -> st.SearchStrategy[Table]:
    size = 1
    for n in dimensions:
        size *= n
    return st.lists(COUNTS, min_size=size, max_size=size).map(lambda inner: grid(dimensions, inner))


def test_one_small_count_in_a_table_takes_three_more_in_a_cube_seven() -> None:
    assert len(protect(grid((2, 3), [2, 30, 20, 25, 40, 33])).hidden) == 4
    assert len(protect(grid((2, 2, 2), [20, 30, 12, 40, 33, 11, 17, 2])).hidden) == 8


@SLOW
@given(st.lists(COUNTS, min_size=1, max_size=5))
def test_no_hidden_count_of_a_row_can_be_worked_out(parts: list[int]) -> None:
    assert_safe(row("r", sum(parts), *parts))


@SLOW
@given(st.one_of(tables(2, 2), tables(2, 3), tables(3, 3)))
def test_no_hidden_count_of_a_table_can_be_worked_out(table: Table) -> None:
    assert_safe(table)


@settings(SLOW, max_examples=6)
@given(tables(2, 2, 2))
def test_no_hidden_count_of_a_table_by_period_category_and_sex_can_be_worked_out(table: Table) -> None:
    assert_safe(table)


@settings(SLOW, max_examples=10)
@given(st.lists(COUNTS, min_size=6, max_size=6), st.lists(COUNTS, min_size=6, max_size=6))
def test_no_hidden_count_of_two_years_that_show_the_same_total_can_be_worked_out(first: list[int], second: list[int]) -> None:
    """The table of the two years repeats the totals of each and adds them."""
    last, this = grid((3, 2), first, "2022"), grid((3, 2), second, "2023")
    values = {c.key: c.value or 0 for c in (*last.cells, *this.cells)}
    keys: list[Key] = [("både", i) for i in (0, 1, 2, "T")]
    both = Table(
        (*last.cells, *this.cells, *(Cell(k, values["2022", k[1], "T"] + values["2023", k[1], "T"]) for k in keys)),
        tuple(Sum(k, (("2022", k[1], "T"), ("2023", k[1], "T"))) for k in keys),
    )
    assert_safe(joined([last, this, both]))


@settings(SLOW, max_examples=15)
@given(st.one_of(tables(2, 2), tables(2, 3)))
def test_nothing_is_hidden_needlessly(table: Table) -> None:
    """Each complementary count, shown on its own, would leave some hidden one with too few possible counts."""
    protection = protect(table)
    page = attacker.published(table, protection, RULES)
    values = {c.key: c.value or 0 for c in table.cells}
    marks = {key: verdict.mark for key, verdict in protection.verdicts.items()}
    if any(mark == "dold" and RULES.small(values[key]) for key, mark in marks.items()):
        return  # a weakened mark has its own reason
    for key in (key for key, mark in marks.items() if mark == "dold"):
        open_page = attacker.Published({**page.cells, key: values[key]}, table, RULES)
        hidden = attacker.bounds(open_page, max(values.values()) + 30)
        left = attacker.narrowed(open_page, hidden, RULES.possible, values)
        assert any(len(counts) < RULES.possible for counts in left.values())


@given(tables(2, 3))
@settings(SLOW, max_examples=10)
def test_the_same_table_always_gives_the_same_page(table: Table) -> None:
    assert dict(protect(table).verdicts) == dict(protect(table).verdicts)


def test_a_large_table_takes_seconds_at_most() -> None:
    values = [(7 * i * i + 3 * i) % 41 for i in range(27)]
    table = grid((3, 3, 3), values)
    protection = protect(table)
    assert not attacker.determined(attacker.published(table, protection, RULES))
