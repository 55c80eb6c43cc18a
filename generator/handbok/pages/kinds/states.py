"""How things stand in a unit, on one page for who leads it: what is late, what is missing, what is to be done."""

from __future__ import annotations

from collections.abc import Iterator

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import lineage
from handbok.pages import NavLink, Page, addresses
from handbok.pages.desk import OVERVIEW, Desk
from handbok.pages.kinds.review import SOON, by_nearness
from handbok.pages.kinds.risks import occasions
from handbok.risks import high

NEAREST = 30
"""So many reviews stand on the page, the nearest; the script hides those that are far away."""
COUNTED = 300
"""Of so many reviews the page knows the day, to count those that are late or near."""


def states(desk: Desk) -> Iterator[Page]:
    """Each unit's page. In the newest edition the script tells what is late on the day it is read; an older one states it."""
    edition = desk.edition
    near = [(title, posts[:NEAREST], len(posts)) for title, posts in by_nearness(desk)[:2]]
    days = [day for day, _ in desk.to_review[:COUNTED]]
    # Whether a link has to be confirmed follows from the texts above it, whether they are shown here or not.
    compared = [*desk.catalog.mal.values(), *desk.catalog.processer.values()] if edition.current else []
    for unit, plan in edition.planer.items():
        unfinished = desk.open_actions[unit]
        ends = [a.data.klar_senast for a in unfinished if a.data.klar_senast]
        missing = [(p, roles) for p, roles in desk.missing[unit] if roles]
        yield desk.page(
            addresses.state_uri(unit),
            title_of_state(desk, unit),
            "laget.md.j2",
            "laget",
            [NavLink("Planer", addresses.PLANS), desk.link(plan)],
            ("Enhetens år", desk.of_unit(unit)),
            compared,
            labels={**OVERVIEW, "enhet": desk.unit_name(unit)},
            document=title_of_state(desk, unit),
            unit=unit,
            upcoming=[post for _, post in desk.to_review[:NEAREST]],
            near=near,
            days=days,
            missing=missing,
            missing_count=sum(len(gaps) for _, roles in missing for gaps in roles.values()),
            uncontrolled=[r for r in high(edition.risks(unit), edition.handbok.riskgrans) if not r.data.kontroller],
            limit=edition.handbok.riskgrans,
            missed=[o for control in edition.controls(unit) for o in occasions(desk, control) if o.late],
            suspect=[link for link in desk.links if link.suspect and link.concerns(unit)],
            followed=any(link.confirmed for link in desk.links),
            action_days=ends,
            late_actions=sum(day < edition.last_day for day in ends),
            soon_actions=sum(edition.last_day <= day <= edition.last_day + SOON for day in ends),
            with_end=[a for a in unfinished if a.data.klar_senast],
            without_end=[a for a in unfinished if not a.data.klar_senast],
            improved=_improved(desk, unit),
        )


def title_of_state(desk: Desk, unit: str) -> str:
    """What the page is called: an older edition's tells of its year."""
    return f"Läget{'' if desk.edition.current else f' {desk.edition.year}'}, {desk.unit_name(unit)}"


def _improved(desk: Desk, unit: str) -> list[Post[m.Atgard]]:
    """What was decided and made or revised a rutin, often after deviations or controls; the year's first, the last done first.

    Those of this year, and of the last one before it that has any.
    """
    edition = desk.edition
    units = set(lineage(desk.catalog, unit))
    found = [a for u in units for a in edition.actions_of(u) if a.data.rutiner]
    done = [(day, a) for a in found if (day := edition.done(a))]
    before = max((a.ar or 0 for _, a in done if (a.ar or 0) < edition.year), default=0)
    kept = [(day, a) for day, a in done if a.ar in (before, edition.year)]
    return [a for _, a in sorted(kept, key=lambda pair: (pair[1].ar or 0, pair[0], pair[1].key), reverse=True)]
