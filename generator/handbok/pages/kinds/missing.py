"""What each unit has still to report at the periods that are open, by the role that is to do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbok import model as m
from handbok.pages import NavLink, Page, addresses
from handbok.pages.desk import Desk
from handbok.period_gate import Gap, gaps, open_periods, role_name

_Periods = list[tuple[m.Period, Mapping[str, list[Gap]]]]
"""A unit's open periods, each with its gaps by the name of a role."""


def still_missing(desk: Desk) -> Iterator[Page]:
    """How much each unit lacks at each period, and each unit's own list."""
    edition = desk.edition
    units = {unit: _of_unit(desk, unit) for unit in edition.planer}
    yield desk.page(
        addresses.MISSING,
        f"Vad saknas i uppföljningen {edition.year}",
        "saknas-index.md.j2",
        "saknas-index",
        [NavLink("Uppföljning", addresses.REPORTS)],
        units=[(unit, {p.id: sum(map(len, roles.values())) for p, roles in periods}) for unit, periods in units.items()],
        periods=[p for p in edition.handbok.perioder if p.exists(edition.year)],
        missing_uri=addresses.missing_uri,
    )
    trail = [NavLink("Uppföljning", addresses.REPORTS), NavLink("Vad saknas", addresses.MISSING)]
    for unit, periods in units.items():
        title = f"Vad saknas i uppföljningen {edition.year}, {desk.unit_name(unit)}"
        yield desk.page(addresses.missing_uri(unit), title, "saknas.md.j2", "saknas", trail, document=title, periods=periods)


def _of_unit(desk: Desk, unit: str) -> _Periods:
    found: _Periods = []
    for period in open_periods(desk.edition, unit):
        roles: dict[str, list[Gap]] = {}
        for gap in gaps(desk.edition, unit, period):
            roles.setdefault(role_name(desk.edition, gap.role), []).append(gap)
        found.append((period, roles))
    return found
