"""Writes every page of an edition: the desk puts a page together, kinds/ say what is on it, the words stand in templates/."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from handbok.editions import Edition
from handbok.pages import Page
from handbok.pages.desk import Desk
from handbok.pages.kinds.beside import check_guides, free_pages, moved
from handbok.pages.kinds.goals import goals
from handbok.pages.kinds.indicators import indicators
from handbok.pages.kinds.living import processes, roles, rutiner, units
from handbok.pages.kinds.missing import still_missing
from handbok.pages.kinds.overviews import a_to_z, glossary, home, news, open_data, search, source_notes
from handbok.pages.kinds.plans import activities, follow_ups, plans
from handbok.pages.kinds.review import reviews
from handbok.pages.kinds.risks import risks_and_controls
from handbok.pages.kinds.traceability import traceability


def render(edition: Edition, guides: Mapping[str, str] | None = None, attachments: Container[str] = ()) -> list[Page]:
    """All pages of the edition, in order of uri. Every link in them leads to another of them or to another edition.

    `guides` are the explanations of the check's codes, as Markdown by code; editors find them in the newest edition.
    `attachments` are files that stand beside the pages.
    """
    desk = Desk(edition, attachments)
    return sorted(_pages(desk, guides if guides and edition.current else {}), key=lambda p: p.uri)


def _pages(desk: Desk, guides: Mapping[str, str]) -> Iterator[Page]:
    """Every page, kind by kind."""
    yield from home(desk)
    yield from news(desk)
    yield from goals(desk)
    yield from plans(desk)
    yield from follow_ups(desk)
    yield from indicators(desk)
    yield from activities(desk)
    yield from risks_and_controls(desk)
    yield from rutiner(desk)
    yield from processes(desk)
    yield from roles(desk)
    yield from reviews(desk)
    yield from units(desk)
    yield from traceability(desk)
    yield from still_missing(desk)
    yield from glossary(desk)
    yield from source_notes(desk)
    yield from open_data(desk)
    yield from free_pages(desk)
    yield from moved(desk)
    yield from check_guides(desk, guides)
    yield from a_to_z(desk)
    yield from search(desk)
