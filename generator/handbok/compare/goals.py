"""Which goals of two editions are the same or continue each other, and what has changed about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from handbok import model as m
from handbok.catalog import Post
from handbok.compare.groups import groups, only_namesakes
from handbok.compare.judgements import Judgements
from handbok.compare.types import Mal, Malandring, Malgrupp
from handbok.compare.units import Family, Units, pairs, units_of
from handbok.editions import Edition


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals of two editions: pairs of keys that are the same goal, and the groups they form, in reading order."""

    pairs: tuple[tuple[str, str], ...]
    grupper: tuple[Malgrupp, ...]
    tidigare: dict[str, Mal]
    senare: dict[str, Mal]


def match(first: Edition, second: Edition, units: Units, judged: tuple[Judgements, Judgements]) -> Goals:
    """The goals of two editions, `first` being the earlier year."""
    history = _History(first, second)
    joined = [(old, goal.key) for goal in second.mal.values() for old in history.origins(goal)]
    before = {k: _goal(first, g, judged[0]) for k, g in first.mal.items()}
    after = {k: _goal(second, g, judged[1]) for k, g in second.mal.items()}
    known = set(joined)
    by_new: dict[str, list[str]] = defaultdict(list)
    for old, new in joined:
        by_new[new].append(old)
    found = []
    for group in groups(before, after, joined):
        edges = [(before[old], after[new]) for new in group.senare for old in by_new[new]]
        goals = (tuple(before[k] for k in group.tidigare), tuple(after[k] for k in group.senare))
        found.append(Malgrupp(group.slag, *goals, _changes(edges, known)))
    return Goals(tuple(joined), tuple(_with_namesakes(found, units)), before, after)


class _History:
    """Follows goals back through the years: a declared predecessor, else the same id in the unit's line, nearest year first."""

    def __init__(self, first: Edition, second: Edition) -> None:
        self._first = first
        self._family = Family(second.catalog)
        between = {k: g for k, g in second.catalog.mal.items() if g.ar != first.year}
        self._goals: dict[str, Post[m.Mal]] = between | first.mal
        units = {first.year: units_of(first), second.year: units_of(second)}
        for post in (*second.catalog.planer.values(), *between.values()):
            if post.ar and first.year < post.ar < second.year:
                units.setdefault(post.ar, []).extend([post.enhet] if post.enhet else [])
        self._units = {year: list(dict.fromkeys(found)) for year, found in units.items()}
        self._before: dict[tuple[int, int], dict[str, list[str]]] = {}

    def origins(self, goal: Post[m.Mal]) -> Iterator[str]:
        """The keys of the goals in the first edition that the goal is, or continues."""
        waiting, seen = [goal], {goal.key}
        for step in waiting:
            if step.ar == self._first.year:
                if step.key in self._first.mal:
                    yield step.key
                continue
            for earlier in self._step(step):
                if earlier.key not in seen and self._first.year <= (earlier.ar or 0) < (step.ar or 0):
                    seen.add(earlier.key)
                    waiting.append(earlier)

    def _step(self, goal: Post[m.Mal]) -> list[Post[m.Mal]]:
        if goal.data.foregangare:
            return [self._goals[key] for key in goal.data.foregangare if key in self._goals]
        for year in sorted((y for y in self._units if y < (goal.ar or 0)), reverse=True):
            units = self._predecessors(year, goal.ar or 0).get(goal.enhet, []) if goal.enhet else [""]
            keys = (f"{year}/{unit}/{goal.id}" if unit else f"{year}/{goal.id}" for unit in units)
            found = [self._goals[key] for key in keys if key in self._goals]
            if found:
                return found
        return []

    def _predecessors(self, year: int, later: int) -> dict[str, list[str]]:
        """Per unit of the later year what it continues of the earlier one."""
        if (year, later) not in self._before:
            index: dict[str, list[str]] = defaultdict(list)
            for old, new in pairs(self._family, self._units[year], self._units[later], date(later, 12, 31)):
                index[new].append(old)
            self._before[(year, later)] = index
        return self._before[(year, later)]


def _goal(edition: Edition, post: Post[m.Mal], judged: Judgements) -> Mal:
    parent = edition.mal.get(f"{edition.year}/{post.data.foralder}")
    return Mal(
        nyckel=post.key,
        id=post.id,
        ar=edition.year,
        niva=post.niva or "",
        nummer=post.data.nummer,
        titel=post.data.titel,
        enhet=post.enhet,
        foralder=parent.key if parent else None,
        foralder_titel=parent.data.titel if parent else None,
        bedomning=judged.agreed(post.key),
    )


def _changes(edges: list[tuple[Mal, Mal]], known: set[tuple[str, str]]) -> tuple[Malandring, ...]:
    """What differs along any of the edges. A goal has moved when its parents are not one and the same goal."""
    found: list[Malandring] = []
    if any(old.titel != new.titel for old, new in edges):
        found.append("namn")
    if any((old.foralder or new.foralder) and (old.foralder, new.foralder) not in known for old, new in edges):
        found.append("flyttat")
    if any(old.nummer != new.nummer for old, new in edges):
        found.append("nummer")
    return tuple(found)


def _with_namesakes(found: list[Malgrupp], units: Units) -> Iterator[Malgrupp]:
    """The groups, goals on one side only pointing at the other side's with the same title, level and line of units."""
    gone = _by_owner(g.tidigare[0] for g in found if g.slag == "borta")
    new = _by_owner(g.senare[0] for g in found if g.slag == "ny")
    owners = [(None, None), *units.pairs]
    same: dict[str, str] = {}
    for old_unit, new_unit in owners:
        same |= only_namesakes(
            ((g.nyckel, f"{g.niva} {g.titel}") for g in gone.get(old_unit, ())),
            ((g.nyckel, f"{g.niva} {g.titel}") for g in new.get(new_unit, ())),
        )
    for group in found:
        alone = group.tidigare[0].nyckel if group.slag == "borta" else group.senare[0].nyckel if group.slag == "ny" else ""
        yield replace(group, samma_namn=same[alone]) if alone in same else group


def _by_owner(goals: Iterable[Mal]) -> dict[str | None, list[Mal]]:
    by_owner: dict[str | None, list[Mal]] = defaultdict(list)
    for goal in goals:
        by_owner[goal.enhet].append(goal)
    return by_owner
