"""The sets of requirements: what of the handbook covers each, and what nothing covers. For auditors, not for staff."""

from __future__ import annotations

from collections.abc import Iterator

from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import uri_of
from handbok.pages.desk import OVERVIEW, Desk


def requirements(desk: Desk) -> Iterator[Page]:
    """Each set in force that year, its gaps first, and the list of them; nothing when there is none."""
    edition = desk.edition
    sets = list(edition.kravsamlingar.values())
    if not sets:
        return
    gaps = {s.id: [k for k in s.data.krav if not (edition.citing.get(f"{s.id}/{k.id}") or edition.shown_by(k))] for s in sets}
    yield desk.page(addresses.REQUIREMENTS, "Krav", "krav-index.md.j2", "krav-index", labels=OVERVIEW, gaps=gaps)
    links = [desk.link(s) for s in sets]
    for post in sets:
        yield desk.page(
            uri_of(post),
            post.data.titel,
            "krav.md.j2",
            "krav",
            [NavLink("Krav", addresses.REQUIREMENTS)],
            ("Krav", links),
            (post,),
            {"slag": "Kravsamling"},
            samling=post,
            gaps=gaps[post.id],
            citing=edition.citing,
            parts=_parts(desk),
        )


def _parts(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    """The title and page of each part of the handbook that can show how a requirement is met; some have one for each unit."""
    units = [(unit, desk.unit_name(unit)) for unit in desk.edition.planer]
    controlled = [(unit, name) for unit, name in units if desk.edition.controls(unit)]
    return {
        "processer": [("Processer", addresses.PROCESSES)],
        "rutiner": [("Rutiner", addresses.RUTINER)],
        "risker": [("Risker och kontroller", addresses.RISKS)],
        "kontroller": [(f"Egenkontroller, {name}", addresses.controls_uri(unit)) for unit, name in controlled],
        "kvalitetsberattelse": [(f"Kvalitetsberättelse, {name}", addresses.story_uri(unit)) for unit, name in units],
    }
