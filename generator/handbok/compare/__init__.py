"""Two editions set against each other: what is new, gone, renamed, moved, judged otherwise. Nothing is guessed.

Goals are matched by id and declared predecessor, units by declared predecessor across mergers and splits. The editions need
not be of adjacent years, nor in order: the other way round, what was new is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from handbok.compare import activities, goals, indicators, judgements, rutiner, units
from handbok.compare.data import as_json
from handbok.compare.goals import Goals
from handbok.compare.judgements import Judgements
from handbok.compare.markdown import as_markdown, unit_markdown
from handbok.compare.mirror import mirrored
from handbok.compare.reservations import reservations
from handbok.compare.types import (
    Aktivitetsandring,
    Comparison,
    Enhetsgrupp,
    Enhetsjamforelse,
    Malgrupp,
    Niva,
    Period,
)
from handbok.editions import Edition

__all__ = ["Comparison", "as_json", "as_markdown", "compare", "unit_markdown"]

T = TypeVar("T")


def compare(earlier: Edition, later: Edition) -> Comparison:
    """What `later` has that `earlier` has not, the reverse, and what has changed in between.

    Both are editions of one handbook, usually of one catalog. When `earlier` is the later year everything is told backwards.
    """
    if earlier.year > later.year:
        return mirrored(compare(later, earlier))
    paired = units.match(earlier, later)
    judged = Judgements(earlier), Judgements(later)
    matched = goals.match(earlier, later, paired, judged)
    handbok = later.handbok
    sections = _by_unit(earlier, later, paired, judged, matched)
    return Comparison(
        handbok=handbok.namn,
        fran=earlier.year,
        till=later.year,
        nivaer=tuple(Niva(n.id, n.namn, n.plural) for n in handbok.malnivaer),
        perioder=tuple(Period(p.id, p.kort, p.namn) for p in handbok.perioder),
        bedomningsord={b.id: b.namn for e in (earlier, later) for b in e.handbok.bedomningar},
        namnder={k: n.data.namn for e in (earlier, later) for k, n in e.catalog.namnder.items()},
        arsmal=handbok.kolumner.arsmal,
        kf_arsmal=handbok.kolumner.kf_arsmal,
        forbehall=tuple(reservations(sections, matched, judged, (earlier.year, later.year))),
        enheter=sections,
        styrande_mal=tuple(g for g in matched.grupper if _owner(g) is None),
        rutiner=tuple(rutiner.compare(earlier, later)),
    )


def _by_unit(
    earlier: Edition, later: Edition, paired: units.Units, judged: tuple[Judgements, Judgements], matched: Goals
) -> tuple[Enhetsjamforelse, ...]:
    """One section for each group of units, with what belongs to any of them."""
    place = _Placing(paired.grupper)
    pairs = [(matched.tidigare[old], matched.senare[new]) for old, new in matched.pairs]
    changes = judgements.compare(*judged, pairs, paired)
    judged_in = place.sort(changes, lambda j: (j.enhet_tidigare, j.enhet_senare))
    goals_in = place.sort((g for g in matched.grupper if _owner(g)), lambda g: _owner(g) or (None, None))
    measured_in = place.sort(indicators.compare(earlier, later, paired), lambda i: (i.enhet_tidigare, i.enhet_senare))
    active_in = place.sort(activities.compare(earlier, later, paired, matched.pairs), _doer)
    return tuple(
        Enhetsjamforelse(group, tuple(judged_in[i]), tuple(goals_in[i]), tuple(measured_in[i]), tuple(active_in[i]))
        for i, group in enumerate(paired.grupper)
    )


class _Placing:
    """Which group of units a thing belongs to."""

    def __init__(self, groups: Iterable[Enhetsgrupp]) -> None:
        self._before: dict[str, int] = {}
        self._after: dict[str, int] = {}
        for index, group in enumerate(groups):
            self._before |= {u.nyckel: index for u in group.tidigare if u.har_plan}
            self._after |= {u.nyckel: index for u in group.senare if u.har_plan}

    def sort(self, things: Iterable[T], units_of: Callable[[T], tuple[str | None, str | None]]) -> dict[int, list[T]]:
        """The things by group; the unit in the second edition decides."""
        sorted_: dict[int, list[T]] = defaultdict(list)
        for thing in things:
            before, after = units_of(thing)
            index = self._after.get(after or "", self._before.get(before or "", -1))
            sorted_[index].append(thing)
        return sorted_


def _owner(group: Malgrupp) -> tuple[str | None, str | None] | None:
    """The units whose goals these are, first and second edition; None for goals that steer units."""
    goal = (group.senare or group.tidigare)[0]
    if goal.enhet is None:
        return None
    return (None, goal.enhet) if group.senare else (goal.enhet, None)


def _doer(change: Aktivitetsandring) -> tuple[str | None, str | None]:
    return (
        change.tidigare.enhet if change.tidigare else None,
        change.senare.enhet if change.senare else None,
    )
