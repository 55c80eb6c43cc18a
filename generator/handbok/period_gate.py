"""The period gate: what a unit has still to report at a period before the follow-up is whole.

At a period every indicator that is due has an outcome or a stated reason, split by sex or with a stated exemption; every
unit goal has a judgement and an analysis; every activity has a state. Who is to fill a gap is the role that the thing names
(`ansvarig`), or else the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, TypeAlias

from handbok import model as m
from handbok.catalog import Post
from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.editions import Edition

CODE = "ofullstandig-period"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a goal, an indicator or an activity lacks at a period ("analys"), and where to write it.

    `name` is what the thing is called, `role` the id of the role that is to fill the gap, when the content says which.
    """

    about: Post[Any]
    name: str
    lacks: str
    place: Location
    role: str | None


Finding: TypeAlias = tuple[str, Gap, Diagnostic]
"""A unit, what it lacks, and that as the check reports it."""


def gaps(edition: Edition, unit: str, period: m.Period) -> tuple[Gap, ...]:
    """What the unit has still to report at the period, in the order of its goals, indicators and activities."""
    return tuple(_gaps(edition, unit, period))


def open_periods(edition: Edition, unit: str) -> list[m.Period]:
    """The periods to look at: all of a year that is over; of the newest those that the unit has reported and the next one."""
    due = [p for p in edition.handbok.perioder if p.exists(edition.year)]
    if not edition.current:
        return due
    reported = edition.reports(unit)
    upcoming = due[due.index(reported[-1]) + 1 :] if reported else due
    return [*reported, *upcoming[:1]]


def findings(edition: Edition, period: m.Period) -> Iterator[Finding]:
    """Every gap of every unit at the period, as the check reports it."""
    for unit in edition.planer:
        for gap in gaps(edition, unit, period):
            yield unit, gap, diagnostic(gap.place, CODE, f'{gap.lacks} saknas för {period.kort} {edition.year}: "{gap.name}"')


def by_unit_and_role(edition: Edition, found: Iterable[Finding]) -> list[tuple[str, list[Diagnostic]]]:
    """The findings under headings that name the unit and the role that is to fill the gaps."""
    groups: dict[str, list[Diagnostic]] = {}
    for unit, gap, reported in found:
        groups.setdefault(f"{unit_name(edition, unit)}, {role_name(edition, gap.role)}", []).append(reported)
    return list(groups.items())


def unit_name(edition: Edition, unit: str) -> str:
    """The unit's name, or its id when it is not described."""
    post = edition.catalog.enheter.get(unit)
    return post.data.namn if post else unit


def role_name(edition: Edition, role: str | None) -> str:
    """The role's name, or what to say when none is named."""
    post = edition.catalog.roller.get(role or "")
    return post.data.namn if post else "Ingen utpekad roll"


def _gaps(edition: Edition, unit: str, period: m.Period) -> Iterator[Gap]:
    plan = edition.planer[unit].data
    for goal in edition.unit_goals(unit):
        for lacks, place in _of_goal(edition, goal, period):
            yield Gap(goal, goal.data.titel, lacks, place, goal.data.ansvarig or plan.ansvarig)
    for measured in edition.matningar:
        if measured.enhet == unit:
            indicator = edition.catalog.indikatorer[measured.data.indikator]
            name = indicator.data.name_in(edition.year)
            for lacks, place in _of_measurement(edition, measured, period):
                yield Gap(indicator, name, lacks, place, measured.data.ansvarig or plan.ansvarig)
    for activity in edition.aktiviteter.values():
        if activity.enhet == unit and not _has_state(edition, activity, period):
            yield Gap(activity, activity.data.titel, "läge", activity.at(), activity.data.ansvarig or plan.ansvarig)


def _of_goal(edition: Edition, goal: Post[m.Mal], period: m.Period) -> Iterator[tuple[str, Location]]:
    follow_up = next((f for f in edition.follow_ups(goal) if f.period == period.id), None)
    if follow_up is None:
        yield "uppföljning", goal.at()
        return
    if edition.handbok.bedomning(follow_up.data.bedomning).ton == "ingen":
        yield "bedömning", follow_up.at("bedomning")
    if not any(section.text.strip() for section in follow_up.sections):
        yield "analys", follow_up.at()


def _of_measurement(edition: Edition, measured: Post[m.Matning], period: m.Period) -> Iterator[tuple[str, Location]]:
    if not _is_due(edition, measured, period):
        return
    outcome = measured.data.utfall.get(period.id, m.Utfall())
    if outcome.saknas:
        return
    if outcome.alla is None and not outcome.delar:
        yield "utfall", measured.at("utfall") if measured.data.utfall else measured.at()
        return
    exempted = outcome.utan_kon or edition.catalog.indikatorer[measured.data.indikator].data.utan_kon
    if not exempted and not (outcome.man and outcome.kvinnor):
        yield "könsuppdelning", measured.at("utfall", period.id)


def _is_due(edition: Edition, measured: Post[m.Matning], period: m.Period) -> bool:
    """Whether the indicator is measured at the period: each one, or only the year's last."""
    return measured.data.periodicitet == "tertial" or period == edition.handbok.perioder[-1]


def _has_state(edition: Edition, activity: Post[m.Aktivitet], period: m.Period) -> bool:
    """Whether the activity says how it stands at the period, or was done or struck before it."""
    data = activity.data
    before = takewhile(lambda p: p != period, edition.handbok.perioder)
    ended = any(data.lage.get(p.id) in ("klar", "struken") for p in before)
    return ended or period.id in data.lage or period.id in data.analys or bool(data.avvikelse)
