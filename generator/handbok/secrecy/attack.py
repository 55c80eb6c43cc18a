"""What a reader can work out: which counts a hidden cell can have, given all that is shown.

The reader knows every shown figure, all sums, that counts are whole and not negative, what each mark means ("färre än 5"
is 1–4; "visas inte" on a sensitive count is at least 5, since smaller ones have the other mark) and the printed percentages.

**Exact, without a solver.** A cell is safe when enough different counts are *possible* for it, and that a count is
possible is shown by one whole-numbered solution of the system: a solution in hand is a proof. The true table is one, and
the others are reached from it by moves, changes that leave every sum as it is: first by the basis of all moves (exact
elimination in whole numbers), then by mending sums one after the other. A cell that no move of the basis touches is
determined. Otherwise the search can only fail in one direction: what it does not find within its budget counts as
impossible, and more is hidden. No rounding, no tolerance and no linear relaxation (whose bounds are too wide for whole
numbers) can make an unsafe table pass. The tables have tens of cells, which is why these lines do what scipy (35 MB
packed, 100 MB with numpy) or highspy (12 MB, and numpy's 70) would.

**What it does not cover**: a reader who runs this very program on every table that could be behind the page, and excludes
those for which it would have hidden something else. The choice of what to hide follows positions and marks, never sizes,
to leave as little as possible to learn that way.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from operator import add, le, sub
from typing import TypeAlias

from handbok.secrecy.tables import Constraint

Point: TypeAlias = tuple[int, ...]
"""A count for every cell of the system, or with moves, a change of it."""
Ties: TypeAlias = list[tuple[int, int]]
"""Numbers of constraints, with the factor that a cell has in each."""

BUDGET = 150
"""Steps that one search by mending may take."""
_DEPTHS = (2, 6)
_PAIRED = 10
"""Up to so many moves, also two at a time are tried."""


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: the least and greatest count that each cell can have by its mark alone, the ties that hold, the moves.

    `moves` is a basis of what can change without breaking a tie that is an equality.
    """

    low: Point
    high: Point
    constraints: tuple[Constraint, ...]
    moves: tuple[Point, ...]

    def allows(self, point: Point) -> bool:
        """Whether these counts can be behind what is shown. The equalities are taken to hold: no move breaks them."""
        if not all(map(le, self.low, point)) or not all(map(le, point, self.high)):
            return False
        bounds = (c for c in self.constraints if c.low != c.high)
        return all(_missing(c, sum(factor * point[cell] for cell, factor in c.terms)) == 0 for c in bounds)


def all_moves(cells: Sequence[int], size: int, constraints: Sequence[Constraint]) -> tuple[Point, ...]:
    """A basis of the changes of these cells, of `size` in all, that leave every equality as it is."""
    moves: tuple[Point, ...] = tuple(tuple(int(i == cell) for i in range(size)) for cell in cells)
    for constraint in constraints:
        if constraint.low == constraint.high:
            moves = moves_keeping(moves, constraint.terms)
    return moves


def moves_keeping(moves: tuple[Point, ...], terms: Sequence[tuple[int, int]]) -> tuple[Point, ...]:
    """Those combinations of the moves that leave Σ factor x cell as it is: one fewer, unless all of them did."""
    effects = [sum(factor * move[cell] for cell, factor in terms) for move in moves]
    if not any(effects):
        return moves
    pivot = min((i for i, effect in enumerate(effects) if effect), key=lambda i: (abs(effects[i]), sum(map(bool, moves[i]))))
    kept = []
    for i, move in enumerate(moves):
        if i != pivot:
            mixed = [effects[pivot] * a - effects[i] * b for a, b in zip(move, moves[pivot], strict=True)]
            shared = gcd(*mixed)
            kept.append(tuple(a // shared for a in mixed))
    return tuple(kept)


def short_of(view: View, wanted: Sequence[int], pool: list[Point]) -> Iterator[int]:
    """The cells for which fewer counts than `wanted` are possible.

    `pool` holds solutions found before, the true one first; those that still hold are used, and new ones are added.
    """
    solutions = [point for point in pool if view.allows(point)]
    touching = _touching(view)
    for cell, enough in enumerate(wanted):
        if not enough or len({point[cell] for point in solutions}) >= enough:
            continue
        movable = any(move[cell] for move in view.moves)
        found = movable and (_by_moves(view, cell, enough, solutions) or _by_mending(view, touching, cell, enough, solutions))
        if not found:
            yield cell
    pool[:] = dict.fromkeys([*pool, *solutions])


def _by_moves(view: View, cell: int, enough: int, solutions: list[Point]) -> bool:
    """Whether that many counts are reached by one or two moves of the basis from the solutions at hand, which grow."""
    seen = {point[cell] for point in solutions}
    moves = [move for move in view.moves if move[cell]]
    if len(view.moves) <= _PAIRED:
        pairs = itertools.combinations(view.moves, 2)
        moves += [mixed for a, b in pairs for mixed in (tuple(map(add, a, b)), tuple(map(sub, a, b))) if mixed[cell]]
    for move, start in itertools.product(moves, solutions[: 4 * enough]):
        for change in (add, sub):
            if change(start[cell], move[cell]) not in seen:
                point = tuple(map(change, start, move))
                if view.allows(point):
                    seen.add(point[cell])
                    solutions.append(point)
        if len(seen) >= enough:
            return True
    return False


def _by_mending(view: View, touching: Sequence[Ties], cell: int, enough: int, solutions: list[Point]) -> bool:
    """Whether that many counts are possible for the cell, those nearest to the true one tried first."""
    seen = {point[cell] for point in solutions}
    true = solutions[0][cell]
    for value in (true + sign * step for step in range(1, 2 * enough) for sign in (1, -1)):
        if value not in seen and view.low[cell] <= value <= view.high[cell]:
            start = min(solutions, key=lambda point: abs(point[cell] - value))
            found = _solution(view, touching, start, cell, value)
            if found:
                seen.add(value)
                solutions.append(found)
        if len(seen) >= enough:
            return True
    return False


def _solution(view: View, touching: Sequence[Ties], start: Point, cell: int, value: int) -> Point | None:
    """A solution with that value in that cell, by changing as few others as can be."""
    for depth in _DEPTHS:
        sums = [sum(factor * start[i] for i, factor in c.terms) for c in view.constraints]
        search = _Search(view, touching, list(start), sums, {cell}, [BUDGET])
        search.set(cell, value)
        if search.mended(depth):
            return tuple(search.point)
    return None


@dataclass(frozen=True, slots=True)
class _Search:
    """A point on its way to be a solution: the sum of every tie, the cells whose value is settled, the steps left."""

    view: View
    touching: Sequence[Ties]
    point: list[int]
    sums: list[int]
    locked: set[int]
    budget: list[int]

    def set(self, cell: int, value: int) -> None:
        for index, factor in self.touching[cell]:
            self.sums[index] += factor * (value - self.point[cell])
        self.point[cell] = value

    def mended(self, depth: int) -> bool:
        """Whether the ties that the settled cells break can be mended, each by changing one or more other cells."""
        broken = self._worst()
        if broken is None:
            return True
        self.budget[0] -= 1
        if depth == 0 or self.budget[0] < 0:
            return False
        missing, free = broken
        for cell, factor in free:
            before = self.point[cell]
            after = _mending(missing, factor, before, self.view.low[cell], self.view.high[cell])
            if after != before:
                self.set(cell, after)
                self.locked.add(cell)
                if self.mended(depth - 1):
                    return True
                self.locked.discard(cell)
                self.set(cell, before)
        return False

    def _worst(self) -> tuple[int, list[tuple[int, int]]] | None:
        """What the broken tie with the fewest cells left to mend it is missing, and those cells, the least tied first."""
        worst: tuple[int, list[tuple[int, int]]] | None = None
        low, high = self.view.low, self.view.high
        for index in sorted({i for cell in self.locked for i, _ in self.touching[cell]}):
            constraint = self.view.constraints[index]
            missing = _missing(constraint, self.sums[index])
            if missing:
                free = [term for term in constraint.terms if term[0] not in self.locked and low[term[0]] < high[term[0]]]
                if worst is None or len(free) < len(worst[1]):
                    worst = missing, free
        if worst:
            worst[1].sort(key=lambda term: len(self.touching[term[0]]))
        return worst


def _mending(missing: int, factor: int, value: int, low: int, high: int) -> int:
    """The cell's value that makes up for all that is missing, or for as much as it can."""
    change = -(-missing // factor) if (missing > 0) == (factor > 0) else missing // factor
    return max(low, min(high, value + change))


def _missing(constraint: Constraint, total: int) -> int:
    """What must be added to the tie's sum: positive below its low, negative above its high, 0 when it holds."""
    if constraint.low is not None and total < constraint.low:
        return constraint.low - total
    if constraint.high is not None and total > constraint.high:
        return constraint.high - total
    return 0


def _touching(view: View) -> list[Ties]:
    """For each cell the ties it is in, with its factor."""
    out: list[Ties] = [[] for _ in view.low]
    for index, constraint in enumerate(view.constraints):
        for cell, factor in constraint.terms:
            out[cell].append((index, factor))
    return out
