"""Counts that hang together: cells, the sums between them and the shares (percentages) known of them.

A table here is every figure that a reader can put side by side: a table's rows and columns with their totals, men + women =
all, T1 + T2 + VB = the year, the same total as last year's comparison. The same figure printed in two places is one cell
with one key; `joined` puts tables together. A key is a tuple such as a value's path in its file, so that a verdict on a
cell leads back to its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

Key: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of persons, cases or events.

    `value` is None for what is not printed; it counts all the same when the sums give it away. `sensitive` is whether a
    small count can point anyone out (staff on a course cannot). `hideable` is False for what readers know already, such as
    a figure in a sealed edition. `weight` says how much is lost with the figure, against others' 1.
    """

    key: Key
    value: int | None
    sensitive: bool = True
    hideable: bool = True
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """A total that readers know to be the sum of its parts."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A printed percentage: `part` of `whole` lies between `low` and `high` (0–1, rounding included)."""

    key: Key
    part: Key
    whole: Key
    low: Fraction
    high: Fraction
    hideable: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Cells with what ties them together. ValueError for a key that is used twice or that no cell has."""

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...] = ()
    shares: tuple[Share, ...] = ()

    def __post_init__(self) -> None:
        keys = Counter([*(c.key for c in self.cells), *(s.key for s in self.shares)])
        used = {key for s in self.sums for key in (s.total, *s.parts)} | {key for s in self.shares for key in (s.part, s.whole)}
        wrong = {key for key, count in keys.items() if count > 1} | used.difference(c.key for c in self.cells)
        if wrong:
            raise ValueError(f"keys used twice or of no cell: {sorted(map(str, wrong))}")


def joined(tables: Iterable[Table]) -> Table:
    """The tables as one. A cell that several have must be the same in all; it is sensitive if any of them says so."""
    tables = tuple(tables)
    cells: dict[Key, Cell] = {}
    for cell in (c for t in tables for c in t.cells):
        known = cells.setdefault(cell.key, cell)
        if known.value is not None and cell.value is not None and known.value != cell.value:
            raise ValueError(f"{cell.key} is {known.value} and {cell.value}")
        cells[cell.key] = replace(
            known,
            value=cell.value if known.value is None else known.value,
            sensitive=known.sensitive or cell.sensitive,
            hideable=known.hideable and cell.hideable,
            weight=max(known.weight, cell.weight),
        )
    return Table(
        tuple(cells.values()),
        tuple(dict.fromkeys(s for t in tables for s in t.sums)),
        tuple(dict.fromkeys(s for t in tables for s in t.shares)),
    )


def summed(total: Cell, parts: Iterable[Cell]) -> Table:
    """A total with its parts: T1 + T2 + VB = the year, men + women = all, a column and its sum."""
    parts = tuple(parts)
    return Table((total, *parts), (Sum(total.key, tuple(part.key for part in parts)),))


def contradictions(table: Table) -> tuple[Sum, ...]:
    """The sums that do not hold among the printed values."""
    values = {cell.key: cell.value for cell in table.cells}
    return tuple(s for s in table.sums if _off_by(s, values) not in (0, None))


def _off_by(relation: Sum, values: dict[Key, int | None]) -> int | None:
    total, parts = values[relation.total], [values[key] for key in relation.parts]
    if total is None or None in parts:
        return None
    return sum(p for p in parts if p is not None) - total


# --- The system that a reader can set up ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constraint:
    """low <= Σ factor x cell <= high over the cells with those numbers; an open side is None. `share` is whose it is."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None
    share: int | None = None


@dataclass(frozen=True, slots=True)
class System:
    """A table as numbered unknowns: each cell's true value, whether it is printed, and everything that ties them.

    What is not printed and cannot be worked out is left out. A sum that does not hold keeps its true difference: a reader
    may know it (a källnotering often tells), and it costs nothing to assume that.
    """

    cells: tuple[Cell, ...]
    truth: tuple[int, ...]
    printed: tuple[bool, ...]
    constraints: tuple[Constraint, ...]


def system(table: Table) -> System:
    """The system of the table's cells in their order."""
    values = _worked_out(table)
    cells = tuple(c for c in table.cells if values[c.key] is not None)
    number = {c.key: i for i, c in enumerate(cells)}
    truth = tuple(value for c in cells if (value := values[c.key]) is not None)
    constraints = [c for s in table.sums for c in _of_sum(s, number, truth)]
    constraints += [c for i, s in enumerate(table.shares) for c in _of_share(i, s, number, truth)]
    return System(cells, truth, tuple(c.value is not None for c in cells), tuple(constraints))


def _worked_out(table: Table) -> dict[Key, int | None]:
    """Every value, also those that are not printed but follow by subtraction or from a share of a known whole."""
    values = {cell.key: cell.value for cell in table.cells}
    before: dict[Key, int | None] = {}
    while values != before:
        before = dict(values)
        for relation in table.sums:
            missing = [key for key in (relation.total, *relation.parts) if values[key] is None]
            if len(missing) == 1:
                known = sum(values[key] or 0 for key in relation.parts)
                value = known if missing == [relation.total] else (values[relation.total] or 0) - known
                values[missing[0]] = value if value >= 0 else None
        for share in table.shares:
            whole = values[share.whole]
            if values[share.part] is None and whole is not None:
                # Several counts may fit; any of them will do, since only what is possible is asked for later.
                lowest = -(-share.low * whole // 1)
                values[share.part] = int(lowest) if lowest <= share.high * whole else None
    return values


def _of_sum(relation: Sum, number: dict[Key, int], truth: tuple[int, ...]) -> list[Constraint]:
    known = tuple((number[key], 1) for key in relation.parts if key in number)
    if relation.total not in number:
        return []
    terms = (*known, (number[relation.total], -1))
    difference = sum(factor * truth[i] for i, factor in terms)
    complete = len(known) == len(relation.parts)
    return [Constraint(terms, difference if complete else None, difference if complete else max(difference, 0))]


def _of_share(index: int, share: Share, number: dict[Key, int], truth: tuple[int, ...]) -> list[Constraint]:
    """That part / whole lies from low to high, in whole numbers; widened to the truth when the printed percentage is wrong."""
    if share.part not in number or share.whole not in number:
        return []
    part, whole = number[share.part], number[share.whole]
    out = []
    for bound, sign in ((share.low, 1), (share.high, -1)):
        terms = ((part, sign * bound.denominator), (whole, -sign * bound.numerator))
        out.append(Constraint(terms, min(0, sum(factor * truth[i] for i, factor in terms)), None, index))
    return out


def independent(whole: System) -> tuple[System, ...]:
    """The system as the systems that have nothing to do with each other, in the order of their first cells."""
    parts: list[set[int]] = [{i} for i in range(len(whole.cells))]
    for constraint in whole.constraints:
        tied = {i for i, _ in constraint.terms}
        parts = [*(p for p in parts if not p & tied), tied.union(*(p for p in parts if p & tied))]
    return tuple(_part(whole, sorted(part)) for part in sorted(parts, key=min))


def _part(whole: System, chosen: list[int]) -> System:
    number = {old: new for new, old in enumerate(chosen)}
    own = (c for c in whole.constraints if c.terms[0][0] in number)
    return System(
        tuple(whole.cells[i] for i in chosen),
        tuple(whole.truth[i] for i in chosen),
        tuple(whole.printed[i] for i in chosen),
        tuple(replace(c, terms=tuple((number[i], factor) for i, factor in c.terms)) for c in own),
    )
