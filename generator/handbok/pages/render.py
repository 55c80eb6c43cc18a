"""Writes every page of an edition: the desk puts a page together, kinds/ say what is on it, the words stand in templates/."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from handbok.editions import Edition
from handbok.pages import Page
from handbok.pages.desk import Desk
from handbok.pages.kinds.actions import actions
from handbok.pages.kinds.beside import check_guides, free_pages, moved
from handbok.pages.kinds.goals import goals
from handbok.pages.kinds.indicators import indicators
from handbok.pages.kinds.living import processes, roles, rutiner, units
from handbok.pages.kinds.missing import still_missing
from handbok.pages.kinds.overviews import a_to_z, glossary, home, news, open_data, search, source_notes
from handbok.pages.kinds.plans import activities, follow_ups, plans
from handbok.pages.kinds.requirements import requirements
from handbok.pages.kinds.review import reviews
from handbok.pages.kinds.risks import risks_and_controls
from handbok.pages.kinds.states import states
from handbok.pages.kinds.stories import stories
from handbok.pages.kinds.traceability import traceability
from handbok.pages.remembered import Remembered
from handbok.skeleton import Skeleton


def render(
    edition: Edition,
    guides: Mapping[str, str] | None = None,
    attachments: Collection[str] = (),
    skeleton: Skeleton | None = None,
) -> list[Page]:
    """All pages of the edition, in order of uri. Every link in them leads to another of them or to another edition.

    `guides` are the explanations of the check's codes, as Markdown by code; editors find them in the newest edition.
    `attachments` are files that stand beside the pages. Pages that a former run made of the same `skeleton` (of which
    guides and attachments are choices) and the same texts are not made again.
    """
    own = guides if guides and edition.current else {}
    desk = Desk(edition, attachments)
    remembered = Remembered(skeleton or Skeleton(edition))
    kinds = {kind.__name__: kind for kind in _KINDS} | {"check_guides": lambda desk: check_guides(desk, own)}
    pages = [page for name, kind in kinds.items() for page in remembered.pages(name, partial(_made, desk, kind))]
    remembered.keep()
    return sorted(pages, key=lambda p: p.uri)


def _made(desk: Desk, kind: Callable[[Desk], Iterable[Page]], same: Mapping[str, Page]) -> Iterable[Page]:
    desk.same = same
    return kind(desk)


_KINDS: tuple[Callable[[Desk], Iterable[Page]], ...] = (
    home,
    news,
    goals,
    plans,
    follow_ups,
    indicators,
    activities,
    risks_and_controls,
    actions,
    stories,
    states,
    rutiner,
    processes,
    roles,
    reviews,
    units,
    traceability,
    requirements,
    still_missing,
    glossary,
    source_notes,
    open_data,
    free_pages,
    moved,
    a_to_z,
    search,
)
