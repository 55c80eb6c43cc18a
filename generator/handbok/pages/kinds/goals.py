"""The tree of goals, and each goal with all that hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import Edition, Succession
from handbok.pages import NavLink, Page, addresses, outcomes
from handbok.pages.addresses import uri_of
from handbok.pages.desk import OVERVIEW, UNITS_IN_FULL, Desk
from handbok.pages.markdown import html
from handbok.pages.writer import Writer, title_of
from handbok.swedish.alphabet import alphabetical


def goals(desk: Desk) -> Iterator[Page]:
    """The whole tree with judgements, and a page for each goal."""
    edition = desk.edition
    yield desk.page(
        addresses.GOALS,
        f"Mål {edition.year}",
        "mal-index.md.j2",
        "mal-index",
        labels=OVERVIEW,
        goals=edition.top(),
        tree=_tree(edition, desk.writer(addresses.GOALS)),
    )
    succession = Succession(edition.catalog)
    for goal in edition.mal.values():
        yield _goal(desk, goal, succession)


def _goal(desk: Desk, goal: Post[m.Mal], succession: Succession) -> Page:
    edition = desk.edition
    below = list(edition.below(goal))
    line = [*edition.chain(goal), goal] if goal.enhet else [goal]
    follow_ups = edition.follow_ups(goal)
    in_full = goal.enhet is not None or len({f.enhet for f in follow_ups}) <= UNITS_IN_FULL
    measured = _measured(edition, goal, line, below)
    rutiner = {r.id: r for g in (goal, *below) for r in edition.rutiner_for(g)}
    level = edition.handbok.niva(goal.niva or "")
    return desk.page(
        uri_of(goal),
        title_of(goal),
        "mal.md.j2",
        "mal",
        _trail(desk, goal),
        _neighbours(desk, goal, level),
        (goal, *follow_ups),
        {"slag": "Mål", "nivå": level.namn, "enhet": desk.unit_name(goal.enhet)},
        goal=goal,
        level=level,
        children=edition.children(goal),
        tree=_tree(edition, desk.writer(uri_of(goal))),
        follow_ups=follow_ups if in_full else [],
        judgements=[] if in_full else follow_ups,
        figures=edition.figures(goal) if in_full else [],
        indicators=measured.in_full,
        overview=measured.in_short,
        activities=[a for g in (*reversed(line), *below) for a in edition.activities(g, goal.enhet)],
        rutiner=sorted(rutiner.values(), key=lambda r: alphabetical(r.data.titel)),
        earlier=succession.earlier(goal),
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """A goal's indicators: those shown with figures and texts, and those of which a line says enough."""

    in_full: list[outcomes.Block]
    in_short: list[outcomes.Overview]


def _measured(edition: Edition, goal: Post[m.Mal], line: list[Post[m.Mal]], below: list[Post[m.Mal]]) -> _Measured:
    """The indicators of the goals in `line` in full, if few units measure them; those of the goals `below` in short."""
    units = {goal.enhet} if goal.enhet else {p.enhet or "" for p in edition.measurements(goal)}
    if goal.enhet is None and len(units) > UNITS_IN_FULL:
        line, below = [], [goal, *below]
    return _Measured(
        [b for g in reversed(line) for unit in sorted(units) for b in outcomes.blocks(edition, g, unit)],
        outcomes.overview(edition, (p for g in below for p in edition.measurements(g))),
    )


def _trail(desk: Desk, goal: Post[m.Mal]) -> Iterator[NavLink]:
    yield NavLink("Mål", addresses.GOALS)
    plan = desk.edition.planer.get(goal.enhet or "")
    if plan:
        yield desk.link(plan)


def _neighbours(desk: Desk, goal: Post[m.Mal], level: m.Malniva) -> tuple[str, list[NavLink]]:
    """The unit's other goals, or the steering goals of the same level."""
    if goal.enhet:
        heading, siblings = f"{level.plural}, {desk.unit_name(goal.enhet)}", desk.edition.unit_goals(goal.enhet)
    else:
        heading, siblings = level.plural, [g for g in desk.edition.mal.values() if g.niva == goal.niva]
    return heading, [desk.link(g) for g in siblings]


def _tree(edition: Edition, writer: Writer) -> Callable[[list[Post[m.Mal]]], str]:
    """Goals and all under them as a nested list with judgements."""

    def lines(goals: list[Post[m.Mal]], depth: int) -> Iterator[str]:
        for goal in goals:
            level = html(edition.handbok.niva(goal.niva or "").namn)
            unit = f", {html(writer.unit_name(goal.enhet))}" if goal.enhet else ""
            badge = writer.badge(edition.judgement(goal))
            yield f"{'    ' * depth}- <small>{level}{unit}</small><br>{writer.link(goal)} {badge}".rstrip()
            yield from lines(edition.children(goal), depth + 1)

    return lambda goals: "\n".join(lines(goals, 0))
