"""Which pages of different editions are about the same thing although their addresses differ.

An address is built of ids, so a thing has the same address in every year. It gets another one when a goal declares a
predecessor, a unit continues another, a rutin replaces another or an id is changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handbok.catalog import Catalog
from handbok.editions import Edition, Succession, lineage
from handbok.pages.addresses import (
    actions_uri,
    activities_uri,
    control_plan_uri,
    controls_uri,
    document_uri,
    plan_uri,
    risks_uri,
    state_uri,
    story_uri,
    traceability_uri,
    uri_of,
    url_of,
)
from handbok.pages.writer import title_of

_Pair = tuple[str, str]
_UNIT_PAGES = (
    (plan_uri, ""),
    (activities_uri, "Aktiviteter, "),
    (traceability_uri, "Spårbarhet, "),
    (risks_uri, "Risker, "),
    (control_plan_uri, "Internkontrollplan, "),
    (controls_uri, "Egenkontroller, "),
    (actions_uri, "Åtgärder, "),
    (story_uri, "Kvalitetsberättelse, "),
    (state_uri, "Läget, "),
)
"""Each page that a unit has of its year, and what its title begins with."""


def lines(catalog: Catalog) -> list[dict[str, str]]:
    """Each line of pages that follow each other, as address within an edition → title."""
    titles: dict[str, str] = {}
    near: dict[str, set[str]] = defaultdict(set)
    for (one, title), (other, its_title) in _steps(catalog):
        if one != other:
            titles |= {one: title, other: its_title}
            near[one].add(other)
            near[other].add(one)
    found: list[dict[str, str]] = []
    seen: set[str] = set()
    for start in sorted(near):
        if start not in seen:
            line = _reachable(start, near)
            seen |= line
            found.append({address: titles[address] for address in sorted(line)})
    return found


def replaced(catalog: Catalog, year: int) -> list[str]:
    """The addresses of an edition's pages that only say that a rutin is withdrawn and which took its place."""
    edition = Edition(catalog, year)
    withdrawn = edition.upphavda.values()
    return sorted(url_of(uri_of(r)) for r in withdrawn if any(n.id in edition.rutiner for n in edition.replaced_by(r)))


def _reachable(start: str, near: dict[str, set[str]]) -> set[str]:
    line = {start}
    waiting = [start]
    while waiting:
        waiting += new if (new := sorted(near[waiting.pop()] - line)) else []
        line.update(waiting)
    return line


def _steps(catalog: Catalog) -> Iterator[tuple[_Pair, _Pair]]:
    """Every single step from a page to one that came before it, each with its title."""
    succession = Succession(catalog)
    for goal in catalog.mal.values():
        for before in succession.earlier(goal):
            yield (_at(uri_of(goal), title_of(goal)), _at(uri_of(before), title_of(before)))
    for rutin in catalog.rutiner.values():
        for replaced in rutin.data.ersatter:
            if replaced in catalog.rutiner:
                old = catalog.rutiner[replaced]
                yield _at(uri_of(rutin), rutin.data.titel), _at(uri_of(old), old.data.titel)
    for unit in catalog.enheter:
        for earlier in lineage(catalog, unit)[1:]:
            yield from _unit_steps(catalog, unit, earlier)


def _unit_steps(catalog: Catalog, unit: str, earlier: str) -> Iterator[tuple[_Pair, _Pair]]:
    """A unit's own page is kept apart from that of a unit it continues: each tells of the other."""
    names = {u: catalog.enheter[u].data.namn if u in catalog.enheter else u for u in (unit, earlier)}
    for address, prefix in _UNIT_PAGES:
        yield _at(address(unit), f"{prefix}{names[unit]}"), _at(address(earlier), f"{prefix}{names[earlier]}")
    for period, name in ((None, "Verksamhetsplan"), *((p.id, p.namn) for p in catalog.handbok.perioder)):
        new, old = document_uri(unit, period), document_uri(earlier, period)
        yield _at(new, f"{name}, {names[unit]}"), _at(old, f"{name}, {names[earlier]}")


def _at(uri: str, title: str) -> _Pair:
    return url_of(uri), title
