"""A reader who tries to work out hidden counts, written apart from the product: elimination in fractions, then enumeration.

It sees only what is published: a number, "färre än N", "visas inte" or nothing for each cell, the sums, and the shares shown.
`determined` solves the linear system over the rationals. `possible` lists the whole numbers that a cell can have, with the
free unknowns of the reduced system counted through; "visas inte" goes up to a cap, which can only make the list shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from handbok.secrecy.suppression import Protection, Rules
from handbok.secrecy.tables import Key, Table

Row = dict[Key, Fraction]
ONE: Key = ("1",)
"""The constant's place in a row: Σ factor x cell = row[ONE]."""


@dataclass(frozen=True)
class Published:
    """What stands on the page."""

    cells: Mapping[Key, int | str]
    table: Table
    rules: Rules
    hidden_shares: frozenset[Key] = frozenset()


def published(table: Table, protection: Protection, rules: Rules) -> Published:
    cells: dict[Key, int | str] = {}
    for cell in table.cells:
        verdict = protection.verdicts[cell.key]
        assert verdict.mark != "visas" or cell.value is not None
        cells[cell.key] = cell.value if verdict.mark == "visas" and cell.value is not None else verdict.text
    shares = frozenset(s.key for s in table.shares if protection.verdicts[s.key].mark == "dold")
    return Published(cells, table, rules, shares)


def naive(table: Table, rules: Rules) -> Published:
    """What stands there when small counts are hidden and nothing else."""
    few = f"färre än {rules.threshold}"
    cells = {c.key: few if c.value is not None and rules.small(c.value) else (c.value or 0) for c in table.cells}
    return Published(cells, table, rules)


def reduced(page: Published) -> list[tuple[Key, Row]]:
    """The sums among what is unknown, in reduced row echelon form: each row with its leading cell."""
    rows: list[tuple[Key, Row]] = []
    for relation in page.table.sums:
        row: Row = {ONE: Fraction(0)}
        for key, sign in ((relation.total, -1), *((part, 1) for part in relation.parts)):
            shown = page.cells[key]
            if isinstance(shown, int):
                row[ONE] -= sign * shown
            else:
                row[key] = row.get(key, Fraction(0)) + sign
        for lead, other in rows:
            row = _minus(row, other, row.get(lead, Fraction(0)))
        unknown = [key for key in row if key != ONE]
        if not unknown:
            assert row[ONE] == 0, "the page contradicts itself"
            continue
        lead = unknown[0]
        row = {key: value / row[lead] for key, value in row.items()}
        rows = [(key, _minus(other, row, other.get(lead, Fraction(0)))) for key, other in rows]
        rows.append((lead, row))
    return rows


def _minus(row: Row, other: Row, times: Fraction) -> Row:
    mixed = {key: row.get(key, Fraction(0)) - times * other.get(key, Fraction(0)) for key in row | other}
    return {key: value for key, value in mixed.items() if value or key == ONE}


def determined(page: Published) -> dict[Key, Fraction]:
    """The unknown cells that the sums alone give away."""
    return {lead: row[ONE] for lead, row in reduced(page) if set(row) == {lead, ONE}}


def bounds(page: Published, cap: int) -> dict[Key, tuple[int, int]]:
    """What each unknown's mark says of it, to a reader who knows that "visas inte" is used only for what is not small."""
    sensitive = {c.key: c.sensitive for c in page.table.cells}
    out: dict[Key, tuple[int, int]] = {}
    for key, shown in page.cells.items():
        if shown == "":
            out[key] = (0, cap)
        elif shown == "visas inte":
            out[key] = (page.rules.threshold if sensitive[key] else 1, cap)
        elif isinstance(shown, str):
            out[key] = (page.rules.least, page.rules.threshold - 1)
    return out


def possible(page: Published, cell: Key, cap: int, enough: int) -> set[int]:
    """Up to `enough` whole numbers that the cell can have."""
    return narrowed(page, bounds(page, cap), enough, {}, [cell])[cell]


def narrowed(
    page: Published,
    limits: Mapping[Key, tuple[int, int]],
    enough: int,
    near: Mapping[Key, int],
    cells: list[Key] | None = None,
) -> dict[Key, set[int]]:
    """For each unknown the whole numbers that it can have; the search for more ends when there are `enough`.

    `near` says where to begin counting, for speed; every number is tried before one is said to be impossible.
    """
    rows = reduced(page)
    leads = {lead for lead, _ in rows}
    free = sorted((key for key in limits if key not in leads), key=lambda key: limits[key][1] - limits[key][0])
    found: dict[Key, set[int]] = {key: set() for key in limits}
    for cell in cells or list(limits):
        for value in _from(near.get(cell), limits[cell]):
            if len(found[cell]) >= enough:
                break
            if value not in found[cell]:
                tried = {**limits, cell: (value, value)}
                for key, other in next(_counted_through(page, rows, tried, free, {}, near), {}).items():
                    found[key].add(other)
    return found


def _from(start: int | None, limits: tuple[int, int]) -> list[int]:
    return sorted(range(limits[0], limits[1] + 1), key=lambda value: abs(value - (limits[0] if start is None else start)))


def _counted_through(
    page: Published,
    rows: list[tuple[Key, Row]],
    limits: Mapping[Key, tuple[int, int]],
    free: list[Key],
    chosen: dict[Key, int],
    near: Mapping[Key, int],
) -> Iterator[dict[Key, int]]:
    for lead, row in rows:
        low, high = _span(row, lead, limits, chosen)
        if ceil(low) > limits[lead][1] or floor(high) < limits[lead][0]:
            return
    if len(chosen) == len(free):
        solution = dict(chosen)
        for lead, row in rows:
            value, _ = _span(row, lead, limits, chosen)
            if value.denominator != 1:
                return
            solution[lead] = int(value)
        if _fits_shares(page, solution):
            yield solution
        return
    key = free[len(chosen)]
    for count in _from(near.get(key), limits[key]):
        yield from _counted_through(page, rows, limits, free, {**chosen, key: count}, near)


def _span(row: Row, lead: Key, limits: Mapping[Key, tuple[int, int]], chosen: dict[Key, int]) -> tuple[Fraction, Fraction]:
    low = high = row[ONE]
    for key, factor in row.items():
        if key not in (ONE, lead):
            ends = [factor * end for end in ((chosen[key], chosen[key]) if key in chosen else limits[key])]
            low, high = low - max(ends), high - min(ends)
    return low, high


def _fits_shares(page: Published, unknown: dict[Key, int]) -> bool:
    def value(key: Key) -> int:
        shown = page.cells[key]
        return shown if isinstance(shown, int) else unknown[key]

    shown = (s for s in page.table.shares if s.key not in page.hidden_shares)
    return all(s.low * value(s.whole) <= value(s.part) <= s.high * value(s.whole) for s in shown)
