"""The goal chain: parents, predecessors, cycles, and goals that nothing measures, carries out or follows up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.catalog.references import NOUNS, nearest
from handbok.diagnostics import Diagnostic, diagnostic


def same_id_above_and_below(catalog: Catalog) -> Iterator[Diagnostic]:
    """A unit's goal may not have the id of a goal that steers it: a link could mean either."""
    for goal in catalog.mal.values():
        above = catalog.mal.get(f"{goal.ar}/{goal.id}") if goal.enhet else None
        if above:
            yield diagnostic(
                goal.at(), "dubbelt-id", f'id:t "{goal.id}" finns redan i {above.source.path}', "byt filnamn på det ena målet"
            )


def parents(catalog: Catalog) -> Iterator[Diagnostic]:
    """Every goal below the top has a parent one level up, the same year."""
    for goal in catalog.mal.values():
        above = catalog.handbok.parent_level(goal.niva or "")
        wanted = goal.data.foralder
        if above is None:
            if wanted:
                yield diagnostic(
                    goal.at("foralder"),
                    "fel-foralder",
                    "målet är på högsta nivån och har inget mål ovanför",
                    "ta bort foralder:",
                )
        elif wanted is None:
            yield diagnostic(goal.at(), "saknad-foralder", f"målet saknar överordnat mål ({above.namn})")
        else:
            yield from _wrong_parent(catalog, goal, wanted, above)


def _wrong_parent(catalog: Catalog, goal: Post[m.Mal], wanted: str, above: m.Malniva) -> Iterator[Diagnostic]:
    parent = catalog.mal.get(f"{goal.ar}/{wanted}")
    if parent is None:
        if catalog.misses("mal", goal.ar, None, wanted):
            return
        other = next((g for g in catalog.mal.values() if g.id == wanted), None)
        if other:
            where = f"{other.ar}" if other.ar != goal.ar else f"enheten {other.enhet}"
            yield diagnostic(
                goal.at("foralder"), "fel-foralder", f'målet "{wanted}" hör till {where}, inte till målen ovanför {goal.ar}'
            )
            return
        known = sorted(g.id for g in catalog.mal.values() if g.ar == goal.ar and g.niva == above.id)
        near = nearest(wanted, known)
        yield diagnostic(
            goal.at("foralder"),
            "okand-referens",
            f'målet "{wanted}" finns inte',
            f"en liknande finns: {near}" if near else "rätta id:t",
        )
    elif parent.niva != above.id:
        level = catalog.handbok.niva(parent.niva or "").namn
        yield diagnostic(goal.at("foralder"), "fel-foralder", f'"{wanted}" är {level}, men målet ovanför ska vara {above.namn}')


def predecessors(catalog: Catalog) -> Iterator[Diagnostic]:
    """The goals that a goal says it continues exist and belong to an earlier year."""
    for goal in catalog.mal.values():
        for index, wanted in enumerate(goal.data.foregangare):
            earlier = catalog.mal.get(wanted)
            if earlier is None and catalog.is_left_out("mal", wanted):
                continue
            if earlier is None:
                near = nearest(wanted, catalog.mal)
                yield diagnostic(
                    goal.at("foregangare", index),
                    "okand-referens",
                    f'målet "{wanted}" finns inte',
                    f"en liknande finns: {near}" if near else "skriv år/enhet/id, eller år/id för mål ovanför enheten",
                )
            elif (earlier.ar or 0) >= (goal.ar or 0):
                yield diagnostic(
                    goal.at("foregangare", index), "slut-fore-start", f'föregångaren "{wanted}" är inte från ett tidigare år'
                )


def cycles(catalog: Catalog) -> Iterator[Diagnostic]:
    """No unit, committee or rutin comes, in however many steps, before itself."""
    yield from _cycles(catalog.enheter, "foregangare", "enhet")
    yield from _cycles(catalog.namnder, "foregangare", "namnd")
    yield from _cycles(catalog.rutiner, "ersatter", "rutin")


def _cycles(posts: Mapping[str, Post[Any]], key: str, kind: str) -> Iterator[Diagnostic]:
    links = {ident: [t for t in getattr(post.data, key) if t in posts] for ident, post in posts.items()}
    for ident, post in posts.items():
        seen: set[str] = set()
        waiting = list(links[ident])
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                waiting += links[step]
        if ident in seen:
            yield diagnostic(
                post.at(key, key=True),
                "cykel",
                f'{NOUNS[kind]} "{ident}" kommer före sig själv',
                "ta bort en av hänvisningarna",
            )


def gaps(catalog: Catalog) -> Iterator[Diagnostic]:
    """Unit goals without indicator, activity, rutin or follow-up. What hangs on a goal above counts for it too.

    Nothing is missed where a file that could have held it was left out for a fault of its own.
    """
    level = catalog.handbok.enhetsniva
    measured = {(p.ar, p.enhet, p.data.mal) for p in catalog.matningar}
    carried = {(p.ar, p.enhet, p.data.mal) for p in catalog.aktiviteter.values()}
    followed = {(p.ar, p.enhet, p.id) for p in catalog.uppfoljningar}
    served = _served(catalog)
    rutiner_known = not any(place.kind == "rutin" for place in catalog.left_out)
    for goal in catalog.mal.values():
        if goal.niva != level.id:
            continue
        year, unit = goal.ar, goal.enhet
        chain = [goal.id, *_above(catalog, goal)]
        if not any((year, unit, ident) in measured for ident in chain) and not catalog.misses("matning", year, unit):
            yield _gap(goal, "mal-utan-indikator", "ingen indikator mäter målet")
        if not any((year, unit, ident) in carried for ident in chain) and not catalog.misses("aktivitet", year, unit):
            yield _gap(goal, "mal-utan-aktivitet", "ingen aktivitet hör till målet")
        if (year, goal.id) not in served and rutiner_known:
            yield _gap(goal, "mal-utan-rutin", "ingen rutin bidrar till målet")
        if (year, unit, goal.id) not in followed and not catalog.misses("uppfoljning", year, unit, goal.id):
            yield _gap(goal, "mal-utan-uppfoljning", "målet är inte uppföljt i någon period")


def _above(catalog: Catalog, goal: Post[m.Mal]) -> Iterator[str]:
    seen: set[str] = set()
    wanted = goal.data.foralder
    while wanted and wanted not in seen:
        seen.add(wanted)
        yield wanted
        parent = catalog.mal.get(f"{goal.ar}/{wanted}")
        wanted = parent.data.foralder if parent else None


def _served(catalog: Catalog) -> set[tuple[int, str]]:
    """The goals, as (year, id), that a rutin in force at the year's end says it serves."""
    return {
        (year, goal_id)
        for year in {goal.ar for goal in catalog.mal.values() if goal.ar is not None}
        for rutin in catalog.rutiner.values()
        if rutin.data.in_force(date(year, 12, 31))
        for goal_id in rutin.data.mal
    }


def _gap(goal: Post[m.Mal], code: str, message: str) -> Diagnostic:
    return diagnostic(goal.at(), code, f'{message} "{goal.data.titel}"')
