"""A unit's åtgärder of the year: what led to each, what was decided, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from handbok.pages import NavLink, Page, addresses
from handbok.pages.desk import Desk


def actions(desk: Desk) -> Iterator[Page]:
    """Each unit's åtgärder, those that are not done first, and what earlier years have left open."""
    edition = desk.edition
    for unit, plan in edition.planer.items():
        title = f"Åtgärder {edition.year}, {desk.unit_name(unit)}"
        unfinished = desk.open_actions[unit]
        yield desk.page(
            addresses.actions_uri(unit),
            title,
            "atgarder.md.j2",
            "atgarder",
            [NavLink("Planer", addresses.PLANS), desk.link(plan)],
            ("Enhetens år", desk.of_unit(unit)),
            edition.atgarder.get(unit, ()),
            {"slag": "Dokument", "enhet": desk.unit_name(unit)},
            document=title,
            unit=unit,
            groups=[
                ("Inte klara", [a for a in unfinished if a.ar == edition.year]),
                ("Klara", [a for a in desk.done_actions[unit] if a.ar == edition.year]),
            ],
            done_earlier=[a for a in desk.done_actions[unit] if a.ar != edition.year],
            earlier=[a for a in unfinished if a.ar != edition.year],
        )
