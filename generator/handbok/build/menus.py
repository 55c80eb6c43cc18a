"""The links around every page of an edition: the main menu on top, the foot below."""

from __future__ import annotations

from handbok.editions import Edition
from handbok.pages import NavLink, addresses
from handbok.pages.addresses import uri_of
from handbok.swedish.alphabet import alphabetical


def menu() -> tuple[NavLink, ...]:
    """The edition's main menu, in the order of how often a reader needs it."""
    return (
        NavLink("Rutiner", addresses.RUTINER),
        NavLink("Processer", addresses.PROCESSES),
        NavLink("Roller", addresses.ROLES),
        NavLink("Granskning", addresses.REVIEWS),
        NavLink("Mål", addresses.GOALS),
        NavLink("Planer", addresses.PLANS),
        NavLink("Uppföljning", addresses.REPORTS),
        NavLink("Indikatorer", addresses.INDICATORS),
        NavLink("Aktiviteter", addresses.ACTIVITIES),
        NavLink("Enheter", addresses.UNITS),
        NavLink("Spårbarhet", addresses.TRACEABILITY),
        NavLink("A–Ö", addresses.A_TO_Z),
        NavLink("Ordlista", addresses.GLOSSARY),
    )


def foot(edition: Edition, *, with_guides: bool = False) -> tuple[NavLink, ...]:
    """The links at the foot of every page: the free pages and what a reviewer or an editor looks for."""
    pages = sorted(edition.catalog.sidor.values(), key=lambda p: (p.data.ordning, alphabetical(p.data.titel)))
    return (
        *(NavLink(p.data.titel, uri_of(p)) for p in pages),
        NavLink("Källnoteringar", addresses.SOURCE_NOTES),
        NavLink("Öppna data", addresses.OPEN_DATA),
        *([NavLink("Kontroller", addresses.CHECKS)] if with_guides else []),
    )
