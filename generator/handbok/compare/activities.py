"""The activities of two editions: new, ended, extended, going on. The same id in the unit's line is the same activity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from handbok import model as m
from handbok.catalog import Post
from handbok.compare.groups import only_namesakes
from handbok.compare.types import Aktivitet, Aktivitetsandring, Aktivitetsandringsslag
from handbok.compare.units import Units
from handbok.editions import Edition


def compare(first: Edition, second: Edition, units: Units, goals: Iterable[tuple[str, str]]) -> list[Aktivitetsandring]:
    """Every activity of either edition. `goals` are the pairs of goals that are the same.

    An activity that went on in several units after a split stands once for each of them.
    """
    then, now = _by_unit(first), _by_unit(second)
    same_goal = set(goals)
    carried: set[str] = set()
    found: list[Aktivitetsandring] = []
    for old_unit, new_unit in units.pairs:
        for ident, new in now.get(new_unit, {}).items():
            old = then.get(old_unit, {}).get(ident)
            if old:
                carried |= {old.nyckel, new.nyckel}
                found.append(_both(old, new, same_goal))
    added = [a for by_id in now.values() for a in by_id.values() if a.nyckel not in carried]
    ended = [a for by_id in then.values() for a in by_id.values() if a.nyckel not in carried]
    found += [Aktivitetsandring("ny", None, a) for a in added]
    found += [Aktivitetsandring("avslutad", a, None) for a in ended]
    return _with_namesakes(found, ended, added, units)


def _by_unit(edition: Edition) -> dict[str, dict[str, Aktivitet]]:
    by_unit: dict[str, dict[str, Aktivitet]] = defaultdict(dict)
    for post in edition.aktiviteter.values():
        by_unit[post.enhet or ""][post.id] = _activity(edition, post)
    return by_unit


def _activity(edition: Edition, post: Post[m.Aktivitet]) -> Aktivitet:
    data = post.data
    goal = edition.catalog.goal(data.mal, edition.year, post.enhet)
    return Aktivitet(
        nyckel=post.key,
        id=post.id,
        ar=edition.year,
        titel=data.titel,
        enhet=post.enhet or "",
        givare=data.givare,
        mal=goal.key if goal else None,
        mal_titel=goal.data.titel if goal else None,
        start=data.start,
        slut=data.slut,
    )


def _both(old: Aktivitet, new: Aktivitet, same_goal: set[tuple[str, str]]) -> Aktivitetsandring:
    later = old.slut and new.slut and new.slut > old.slut
    sooner = old.slut and new.slut and new.slut < old.slut
    return Aktivitetsandring(
        "forlangd" if later else "forkortad" if sooner else "fortsatter", old, new, tuple(_changes(old, new, same_goal))
    )


def _changes(old: Aktivitet, new: Aktivitet, same_goal: set[tuple[str, str]]) -> Iterator[Aktivitetsandringsslag]:
    if old.titel != new.titel:
        yield "namn"
    if (old.mal or new.mal) and (old.mal or "", new.mal or "") not in same_goal:
        yield "mal"
    if old.start != new.start:
        yield "start"
    if old.slut != new.slut:
        yield "slut"


def _with_namesakes(
    found: list[Aktivitetsandring], ended: list[Aktivitet], added: list[Aktivitet], units: Units
) -> list[Aktivitetsandring]:
    gone, new = _by_owner(ended), _by_owner(added)
    same: dict[str, str] = {}
    for old_unit, new_unit in units.pairs:
        same |= only_namesakes(
            ((a.nyckel, a.titel) for a in gone.get(old_unit, ())), ((a.nyckel, a.titel) for a in new.get(new_unit, ()))
        )
    return [replace(c, samma_namn=same.get(_alone(c))) for c in found]


def _by_owner(activities: Iterable[Aktivitet]) -> dict[str, list[Aktivitet]]:
    by_owner: dict[str, list[Aktivitet]] = defaultdict(list)
    for activity in activities:
        by_owner[activity.enhet].append(activity)
    return by_owner


def _alone(change: Aktivitetsandring) -> str:
    """The key of an activity that stands in one edition only, else ""."""
    if change.tidigare and change.senare:
        return ""
    thing = change.tidigare or change.senare
    return thing.nyckel if thing else ""
