"""Which units of two editions are the same or continue each other, across mergers and splits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.compare.groups import groups, kind
from handbok.compare.types import Enhet, Enhetsgrupp
from handbok.editions import Edition


def units_of(edition: Edition) -> list[str]:
    """The units that have a plan, or anything else of their own, in the edition."""
    others: tuple[Iterable[Post[Any]], ...] = (
        edition.mal.values(),
        edition.aktiviteter.values(),
        edition.matningar,
        edition.uppfoljningar,
    )
    return list(dict.fromkeys([*edition.planer, *(p.enhet for posts in others for p in posts if p.enhet)]))


class Family:
    """Who continues whom, as `foregangare` declares it."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._successors: dict[str, list[str]] = defaultdict(list)
        for ident, unit in sorted(catalog.enheter.items()):
            for before in unit.data.foregangare:
                self._successors[before].append(ident)

    def data(self, unit: str) -> m.Enhet | None:
        """The unit, if it is described."""
        post = self._catalog.enheter.get(unit)
        return post.data if post else None

    def nearest_before(self, unit: str, wanted: AbstractSet[str]) -> tuple[list[str], list[str]]:
        """The unit itself if wanted, else the nearest wanted ones it continues; and where a line ends without any."""
        return _nearest(unit, wanted, lambda u: list(data.foregangare) if (data := self.data(u)) else [])

    def nearest_after(self, unit: str, wanted: AbstractSet[str], by: date) -> tuple[list[str], list[str]]:
        """The unit itself if wanted, else the nearest wanted ones that continue it; units that begin after `by` left out."""

        def begun(ident: str) -> bool:
            data = self.data(ident)
            return data is None or data.giltig_fran is None or data.giltig_fran <= by

        return _nearest(unit, wanted, lambda u: [s for s in self._successors.get(u, ()) if begun(s)])


def _nearest(start: str, wanted: AbstractSet[str], step: Callable[[str], list[str]]) -> tuple[list[str], list[str]]:
    seen, waiting = {start}, [start]
    found: list[str] = []
    ends: list[str] = []
    for unit in waiting:
        if unit in wanted:
            found.append(unit)
            continue
        near = step(unit)
        if not near and unit != start:
            ends.append(unit)
        for other in near:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return found, ends


@dataclass(frozen=True, slots=True)
class Units:
    """The units of two editions: pairs that continue each other, and the groups they form."""

    pairs: tuple[tuple[str, str], ...]
    grupper: tuple[Enhetsgrupp, ...]
    samma: frozenset[tuple[str, str]]
    """The pairs with nothing merged into them or split from them, whose figures are about the same work."""


def match(first: Edition, second: Edition) -> Units:
    """The units of two editions, `first` being the earlier year."""
    family = Family(second.catalog)
    before, after = units_of(first), units_of(second)
    joined = pairs(family, before, after, second.last_day)
    had, has = frozenset(before), frozenset(after)
    found = []
    same: set[tuple[str, str]] = set()
    for group in groups(before, after, joined):
        lost = _ends(family.nearest_after(u, has, second.last_day)[1] for u in group.tidigare if u not in has)
        sprung = _ends(family.nearest_before(u, had)[1] for u in group.senare if u not in had)
        old = (*(_unit(first, u, has_plan=True) for u in group.tidigare), *(_unit(first, u, has_plan=False) for u in sprung))
        new = (*(_unit(second, u, has_plan=True) for u in group.senare), *(_unit(second, u, has_plan=False) for u in lost))
        found.append(Enhetsgrupp(kind(len(old), len(new)), old, new))
        if len(old) == len(new) == 1 and group.tidigare and group.senare:
            same.add((group.tidigare[0], group.senare[0]))
    return Units(tuple(joined), tuple(found), frozenset(same))


def pairs(family: Family, before: list[str], after: list[str], by: date) -> list[tuple[str, str]]:
    """Each unit of a year with what it continues of an earlier one; a unit left over went up in one that was there already.

    A unit that has a plan both years continues itself only: what it once came from was then another unit already.
    """
    had, has = frozenset(before), frozenset(after)
    joined = [(old, new) for new in after for old in family.nearest_before(new, had)[0]]
    continued = {old for old, _ in joined}
    left = [u for u in before if u not in continued]
    return [*joined, *((old, new) for old in left for new in family.nearest_after(old, has, by)[0])]


def _ends(lines: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(unit for line in lines for unit in line))


def _unit(edition: Edition, ident: str, *, has_plan: bool) -> Enhet:
    post = edition.catalog.enheter.get(ident)
    if post is None:
        return Enhet(ident, ident, edition.year, has_plan, None, None, None)
    data = post.data
    return Enhet(ident, data.namn, edition.year, has_plan, data.namnd, data.giltig_fran, data.giltig_till)
