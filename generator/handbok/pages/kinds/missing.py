"""What each unit has still to report at the periods that are open, by the role that is to do it."""

from __future__ import annotations

from collections.abc import Iterator

from handbok.pages import NavLink, Page, addresses
from handbok.pages.desk import Desk


def still_missing(desk: Desk) -> Iterator[Page]:
    """How much each unit lacks at each period, and each unit's own list."""
    edition = desk.edition
    units = desk.missing
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
