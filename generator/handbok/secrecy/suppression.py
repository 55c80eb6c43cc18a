"""Which counts may be shown: small ones become "färre än 5", and as little more is hidden as keeps them secret.

**Rule.** A sensitive count from 1 to threshold − 1 is primary: it is shown as "färre än 5". Further counts, totals and
percentages are hidden ("visas inte") until no reader (see `attack`) can narrow any hidden count down to fewer than `kvar`
values.

**Zero is shown.** That nobody complained points nobody out, and an empty row that is hidden would say more than it saves.
`dolj_noll` treats zero as small for a handbook that has tables where "none" is the secret (none got what they had a right
to). A shown zero never becomes complementary: readers often know which combinations cannot occur.

**Choice.** All counts tied to a primary one start hidden. Then each is shown again if that is still safe, in an order: what
weighs most first, sums before parts, the latest period before earlier ones. Several orders are tried and the least loss
wins, the first order at a tie. So the result is safe at every moment, nothing more could be shown on its own, and the same
table always gives the same result. The orders follow position, never size: what is hidden then says less about what it is.

**Marks can tell too.** Four counts and their total all "färre än 5" can only be 1, 1, 1, 1 and 4. Then some get the mark
that promises nothing, "visas inte", instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from handbok.secrecy import attack, tables
from handbok.secrecy.tables import Key, Share, System, Table

Mark = Literal["visas", "farre", "dold", "saknas"]
HIDDEN = "visas inte"
"""What stands in place of a hidden figure. A dash would not do: pages use it where the source has no figure."""
_NO_LIMIT = 10**9
_MANY = 30
"""Cells tied together above which only the two best orders are tried: a second instead of several."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How careful to be. ValueError when a mark would say the very number.

    `threshold` is the least count that is shown; no Swedish authority sets one, 5 is common. `kvar` is how many counts must
    remain possible for a hidden one: with 3, "färre än 5" can be narrowed to three of the four, never further.
    """

    threshold: int = 5
    kvar: int = 3
    dolj_noll: bool = False

    def __post_init__(self) -> None:
        if self.threshold < 3 or self.kvar < 2:
            raise ValueError("threshold must be at least 3 and kvar at least 2: otherwise a mark says the number")

    @property
    def least(self) -> int:
        """The least count that "färre än" can stand for."""
        return 0 if self.dolj_noll else 1

    @property
    def possible(self) -> int:
        """How many counts must remain possible: `kvar`, or all the small ones when they are fewer."""
        return min(self.kvar, self.threshold - self.least)

    def small(self, value: int) -> bool:
        """Whether the count is to be hidden."""
        return self.least <= value < self.threshold


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is shown of one figure: itself (`visas`), "färre än 5" (`farre`), "visas inte" (`dold`), nothing (`saknas`).

    `text` is what stands in its place ("" when the figure itself does), `why` a Swedish sentence for a note beside it.
    """

    mark: Mark
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Protection:
    """A verdict for every cell and share, and the keys of small counts that no hiding here can keep secret.

    `exposed` are those that follow from what readers already know (cells that are not hideable, or not printed at all).
    """

    verdicts: Mapping[Key, Verdict]
    exposed: tuple[Key, ...] = ()

    @property
    def hidden(self) -> tuple[Key, ...]:
        """Everything that is not shown as it is in the source."""
        return tuple(key for key, verdict in self.verdicts.items() if verdict.mark in ("farre", "dold"))


@dataclass(frozen=True, slots=True)
class _State:
    """What is shown at one moment: a mark for each cell of the system, which shares are hidden, and what can then change."""

    marks: tuple[Mark, ...]
    hidden_shares: frozenset[int]
    moves: tuple[attack.Point, ...]


_Step = Callable[[_State], _State]


def protect(table: Table, rules: Rules | None = None) -> Protection:
    """What may be shown of the table."""
    rules = rules or Rules()
    verdicts = {cell.key: Verdict("visas" if cell.value is not None else "saknas") for cell in table.cells}
    verdicts |= {share.key: Verdict("visas") for share in table.shares}
    exposed: list[Key] = []
    for system in tables.independent(tables.system(table)):
        primary = frozenset(i for i, cell in enumerate(system.cells) if cell.sensitive and rules.small(system.truth[i]))
        if primary:
            part = _Part(system, table.shares, primary, rules)
            state, lost = part.protected()
            exposed += [system.cells[i].key for i in lost]
            verdicts |= part.verdicts(state)
    return Protection(MappingProxyType(verdicts), tuple(exposed))


@dataclass(frozen=True, slots=True)
class _Part:
    """Cells that are tied together, some of them small, and the search for what may be shown of them."""

    system: System
    shares: tuple[Share, ...]
    primary: frozenset[int]
    rules: Rules

    def protected(self) -> tuple[_State, tuple[int, ...]]:
        """The best state found, and the small counts that even hiding everything leaves exposed."""
        pool = [self.system.truth]
        start = self._all_hidden("farre")
        lost = self._unsafe(start, pool)
        if lost:
            start = self._all_hidden("dold")
            lost = self._unsafe(start, pool)
        ends = [self._shown_again(start, order, lost, pool) for order in self._orders()]
        return min(ends, key=self._loss), tuple(sorted(lost & self.primary | self._open()))

    def _open(self) -> set[int]:
        """Small counts that are shown because readers know them already."""
        return {i for i in self.primary if self.system.printed[i] and not self.system.cells[i].hideable}

    def _all_hidden(self, small: Mark) -> _State:
        marks: list[Mark] = ["visas"] * len(self.system.cells)
        for i, cell in enumerate(self.system.cells):
            if not self.system.printed[i]:
                marks[i] = "saknas"
            elif cell.hideable and (i in self.primary or self.system.truth[i] != 0):
                marks[i] = small if i in self.primary else "dold"
        unknown = [i for i, mark in enumerate(marks) if mark != "visas"]
        moves = attack.all_moves(unknown, len(marks), self.system.constraints)
        return _State(tuple(marks), frozenset(i for i in self._own_shares() if self.shares[i].hideable), moves)

    def _own_shares(self) -> list[int]:
        return sorted({c.share for c in self.system.constraints if c.share is not None})

    def _shown_again(self, start: _State, order: Sequence[_Step], lost: frozenset[int], pool: list[attack.Point]) -> _State:
        state = start
        for step in order:
            tried = step(state)
            if tried != state:
                state = self._settled(tried, lost, pool) or state
        return state

    def _settled(self, state: _State, lost: frozenset[int], pool: list[attack.Point]) -> _State | None:
        """The state without cells whose hiding has become pointless; None if a small count is not safe in it."""
        while unsafe := self._unsafe(state, pool) - lost:
            if unsafe & self.primary:
                return None
            for cell in sorted(unsafe):
                state = _set_mark(cell, "visas")(state)
        return state

    def _unsafe(self, state: _State, pool: list[attack.Point]) -> frozenset[int]:
        """The cells of which too few counts are possible."""
        wanted = [
            self.rules.possible if mark in ("farre", "dold") or (mark == "saknas" and i in self.primary) else 0
            for i, mark in enumerate(state.marks)
        ]
        return frozenset(attack.short_of(self._view(state), wanted, pool))

    def _view(self, state: _State) -> attack.View:
        bounds = [self._bounds(i, mark) for i, mark in enumerate(state.marks)]
        ties = tuple(c for c in self.system.constraints if c.share not in state.hidden_shares)
        return attack.View(tuple(low for low, _ in bounds), tuple(high for _, high in bounds), ties, state.moves)

    def _bounds(self, cell: int, mark: Mark) -> tuple[int, int]:
        """The counts that a mark alone leaves possible to a reader who knows these rules."""
        value = self.system.truth[cell]
        if mark == "visas":
            return value, value
        if mark == "farre":
            return self.rules.least, self.rules.threshold - 1
        if mark == "saknas" or cell in self.primary:
            return 0, _NO_LIMIT
        return (self.rules.threshold if self.system.cells[cell].sensitive else 1), _NO_LIMIT

    # --- The orders in which cells are shown again

    def _orders(self) -> list[list[_Step]]:
        far, sums = self._distances(), self._sum_levels()
        weight = [cell.weight for cell in self.system.cells]
        keys: list[Callable[[int], tuple[int, ...]]] = [
            lambda i: (-weight[i], -sums[i], -i),
            lambda i: (-weight[i], -far[i], -sums[i], -i),
            lambda i: (-weight[i], sums[i], -i),
            lambda i: (-weight[i], -sums[i], i),
            lambda i: (-weight[i], sums[i], i),
        ]
        shares = [_show_share(i) for i in self._own_shares()]
        out: list[list[_Step]] = []
        for key in keys if len(weight) <= _MANY else keys[:2]:
            order = sorted(range(len(weight)), key=key)
            others = [_set_mark(i, "visas") for i in order if i not in self.primary]
            narrow = [_set_mark(i, "farre") for i in order if i in self.primary]
            out += [[*narrow, *others, *shares]] + ([[*narrow, *shares, *others]] if shares else [])
        return out

    def _sum_levels(self) -> list[int]:
        """How many sums each cell is the total of."""
        out = [0] * len(self.system.cells)
        for constraint in self.system.constraints:
            if constraint.share is None:
                out[constraint.terms[-1][0]] += 1
        return out

    def _distances(self) -> list[int]:
        """How many ties lie between each cell and the nearest small one."""
        out = dict.fromkeys(self.primary, 0)
        reach = 0
        while len(out) < len(self.system.cells):
            reach += 1
            near = {i for c in self.system.constraints for i, _ in c.terms if any(j in out for j, _ in c.terms)}
            out |= {i: reach for i in near if i not in out}
        return [out[i] for i in range(len(self.system.cells))]

    def _loss(self, state: _State) -> int:
        """What readers lose: a hidden figure twice its weight, "färre än" once."""
        cost = {"visas": 0, "saknas": 0, "farre": 1, "dold": 2}
        cells = sum(cost[mark] * cell.weight for mark, cell in zip(state.marks, self.system.cells, strict=True))
        return cells + 2 * len(state.hidden_shares)

    def verdicts(self, state: _State) -> dict[Key, Verdict]:
        """What readers are told of each cell and hidden share."""
        marked = zip(self.system.cells, state.marks, strict=True)
        out = {cell.key: _verdict(mark, self.rules) for cell, mark in marked}
        return out | {self.shares[i].key: _verdict("dold", self.rules) for i in sorted(state.hidden_shares)}


def _set_mark(cell: int, mark: Mark) -> _Step:
    """Gives a hidden cell another mark; what is not hidden stays as it is."""

    def step(state: _State) -> _State:
        if state.marks[cell] not in ("farre", "dold"):
            return state
        moves = attack.moves_keeping(state.moves, ((cell, 1),)) if mark == "visas" else state.moves
        return replace(state, marks=(*state.marks[:cell], mark, *state.marks[cell + 1 :]), moves=moves)

    return step


def _show_share(index: int) -> _Step:
    return lambda state: replace(state, hidden_shares=state.hidden_shares - {index})


def _verdict(mark: Mark, rules: Rules) -> Verdict:
    """What a mark says. Nothing in it may depend on the count: a reason of its own would tell which hidden one is small."""
    few = f"färre än {rules.threshold}"
    if mark == "farre":
        return Verdict(mark, few, f"Antal som är {few} visas inte exakt, eftersom de kan peka ut enskilda.")
    if mark == "dold":
        return Verdict(mark, HIDDEN, f"Där det står ”{HIDDEN}” skulle siffran göra att det går att räkna ut ett litet antal.")
    return Verdict(mark)
