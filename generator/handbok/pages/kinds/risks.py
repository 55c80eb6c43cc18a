"""A unit's risks in their matrix, its internkontrollplan, what its controls have shown; and all units side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbok import model as m
from handbok.catalog import Post
from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import control_plan_uri, controls_uri, risks_uri
from handbok.pages.desk import OVERVIEW, Desk
from handbok.risks import STEPS, by_value, control_plan, high, level, matrix, missed, unhandled

_KIND = "Risker och kontroller"


def risks_and_controls(desk: Desk) -> Iterator[Page]:
    """The pages of each unit that has risks or controls, and their list; none in a year when no unit has."""
    edition = desk.edition
    units = [unit for unit in edition.planer if edition.risks(unit) or edition.controls(unit)]
    if not units:
        return
    title = f"{_KIND} {edition.year}"
    rows = [_Summary.of(desk, unit) for unit in units]
    yield desk.page(addresses.RISKS, title, "risker-index.md.j2", "risker-index", labels=OVERVIEW, document=title, rows=rows)
    for unit in units:
        yield from _of_unit(desk, unit)


@dataclass(frozen=True, slots=True)
class _Summary:
    """How many risks and controls a unit has, and what is left to do about them."""

    unit: str
    risks: int
    high: int
    unhandled: int
    controls: int
    missed: int

    @classmethod
    def of(cls, desk: Desk, unit: str) -> _Summary:
        edition, limit = desk.edition, desk.edition.handbok.riskgrans
        risks, controls = edition.risks(unit), edition.controls(unit)
        late = sum(len(missed(c.data, edition.reported_by(c))) for c in controls)
        return cls(unit, len(risks), len(high(risks, limit)), len(unhandled(risks, limit)), len(controls), late)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a control was or is to be made, in the year of `control`; `late` when its period should have told of it."""

    control: Post[m.Kontroll]
    data: m.Tillfalle
    period: m.Period
    figures: tuple[Post[m.Statistik], ...]
    reported: bool
    late: bool


def occasions(desk: Desk, control: Post[m.Kontroll]) -> list[Occasion]:
    """The control's occasions, in the order of its file."""
    edition = desk.edition
    reported = edition.reported_by(control)
    late = missed(control.data, reported)
    return [
        Occasion(
            control,
            own,
            edition.handbok.period(own.period),
            tuple(figure for ident in own.siffror if (figure := edition.named_figure(control, ident))),
            own.period in reported,
            number in late,
        )
        for number, own in enumerate(control.data.tillfallen)
    ]


def _of_unit(desk: Desk, unit: str) -> Iterator[Page]:
    edition = desk.edition
    limit = edition.handbok.riskgrans
    risks, controls = edition.risks(unit), edition.controls(unit)
    plan = control_plan(risks, controls, limit)
    name = desk.unit_name(unit)
    titles = {
        risks_uri(unit): f"Risker {edition.year}, {name}",
        control_plan_uri(unit): f"Internkontrollplan {edition.year}, {name}",
        controls_uri(unit): f"Egenkontroller {edition.year}, {name}",
    }
    held = {link.uri for link in desk.control_pages(unit)}
    made = {uri: uri in held for uri in titles}
    trail = [NavLink("Planer", addresses.PLANS), desk.link(edition.planer[unit])]

    def page(uri: str, template: str, kind: str, **values: object) -> Iterator[Page]:
        if made[uri]:
            yield desk.page(
                uri,
                titles[uri],
                template,
                kind,
                trail,
                ("Enhetens år", desk.of_unit(unit)),
                (*risks[:1], *controls[:1]),
                {"slag": _KIND, "enhet": name},
                document=titles[uri],
                unit=unit,
                limit=limit,
                level=lambda value: level(value, limit),
                made=made,
                goal=lambda c: desk.catalog.goal(c.data.mal, c.ar, c.enhet) if c.data.mal else None,
                risks=by_value(risks),
                high=high(risks, limit),
                unhandled=unhandled(risks, limit),
                **values,
            )

    cells = matrix(risks)
    groups = sorted(((cell, own) for cell, own in cells.items() if own), key=lambda g: (-g[0][0] * g[0][1], -g[0][1]))
    yield from page(risks_uri(unit), "risker.md.j2", "risker", cells=cells, groups=groups, steps=STEPS)
    occasions_of = {c.key: occasions(desk, c) for c in controls}
    yield from page(control_plan_uri(unit), "internkontrollplan.md.j2", "internkontrollplan", plan=plan, occasions=occasions_of)
    over_time = {
        c.key: [*occasions_of[c.key], *(o for before in edition.earlier_controls(c) for o in occasions(desk, before))]
        for c in controls
    }
    late = [o for own in occasions_of.values() for o in own if o.late]
    yield from page(
        controls_uri(unit), "egenkontroller.md.j2", "egenkontroller", controls=controls, occasions=over_time, late=late
    )
