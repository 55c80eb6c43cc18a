"""Lists for those who keep rutiner current and those who follow them: what to review, what changed, what to read, the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.control import reason_withdrawn
from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import uri_of
from handbok.pages.desk import Desk
from handbok.pages.writer import MONTHS
from handbok.suspect import Link
from handbok.swedish.alphabet import alphabetical
from handbok.year import days

SOON = timedelta(60)
"""How long before its day a review is near; assets/granskning.js has the same."""
CALENDAR, FEED = "arshjul.ics", "andringar.atom"
"""Where the newest edition has its calendar and its feed, from the edition's root."""

_TITLES = {
    addresses.REVIEWS: "Att granska",
    addresses.REVIEWS_BY_OWNER: "Efter ansvarig",
    addresses.REVIEWS_BY_PROCESS: "Efter process",
    addresses.TO_CONFIRM: "Länkar att bekräfta",
    addresses.CHANGES: "Nyligen ändrat",
    addresses.WITHDRAWN: "Upphävda rutiner",
    addresses.TO_READ: "Nytt att läsa",
    addresses.YEAR_WHEEL: "Årshjul",
}


def reviews(desk: Desk) -> Iterator[Page]:
    """What is to be reviewed by date, owner and process; what has changed, been withdrawn or is new to read; the year."""
    yield from _to_review(desk)
    yield from _grouped(desk)
    yield from _to_confirm(desk)
    yield from _changes(desk)
    yield _to_read(desk)
    yield _year(desk)


def _page(desk: Desk, uri: str, template: str, kind: str, **values: Any) -> Page:
    trail = [] if uri == addresses.REVIEWS else [NavLink(_TITLES[addresses.REVIEWS], addresses.REVIEWS)]
    links = [NavLink(title, place) for place, title in _TITLES.items() if place != addresses.TO_CONFIRM or _followed(desk)]
    return desk.page(uri, _TITLES[uri], template, kind, trail, ("Granskning", links), **values)


def _to_review(desk: Desk) -> Iterator[Page]:
    edition = desk.edition
    posts: list[Post[Any]] = [*edition.rutiner.values(), *edition.processer.values()]
    dated = [p for _, p in desk.to_review]
    undated = sorted((p for p in posts if not desk.due(p)), key=lambda p: alphabetical(p.data.titel))
    groups = by_nearness(desk)
    yield _page(desk, addresses.REVIEWS, "granskning.md.j2", "granskning", dated=dated, groups=groups, undated=undated)


def by_nearness(desk: Desk) -> list[tuple[str, list[Post[Any]]]]:
    """What is to be reviewed: late on the last day that the edition knows of, near it, and later."""
    end = desk.edition.known_to
    return [
        ("Försenade", [p for day, p in desk.to_review if day < end]),
        ("Inom 60 dagar", [p for day, p in desk.to_review if end <= day <= end + SOON]),
        ("Senare", [p for day, p in desk.to_review if day > end + SOON]),
    ]


def _grouped(desk: Desk) -> Iterator[Page]:
    edition = desk.edition

    def by_day(posts: list[Post[Any]]) -> list[Post[Any]]:
        return sorted(posts, key=lambda p: (desk.due(p) or date.max, alphabetical(p.data.titel)))

    everything: list[Post[Any]] = [*edition.rutiner.values(), *edition.processer.values()]
    owners = sorted(edition.roller.values(), key=lambda r: alphabetical(r.data.namn))
    by_owner = [(role, owned) for role in owners if (owned := by_day([p for p in everything if p.data.agare == role.id]))]
    by_process = [(process, by_day([*group, process])) for process, group in desk.by_process]
    for uri, groups, intro in (
        (addresses.REVIEWS_BY_OWNER, by_owner, "Rutiner och processer efter den roll som svarar för dem."),
        (addresses.REVIEWS_BY_PROCESS, by_process, "Rutiner efter den process de hör till."),
    ):
        values = {"heading": _TITLES[uri], "intro": intro, "groups": groups, "process": uri == addresses.REVIEWS_BY_OWNER}
        yield _page(desk, uri, "granskning-grupper.md.j2", "granskning", **values)


def _to_confirm(desk: Desk) -> Iterator[Page]:
    """Links that someone has to read again, by the role that answers for what hangs on the changed text."""
    followed = _followed(desk)
    if not followed:
        return
    by_role: dict[str, list[Link]] = defaultdict(list)
    for link in followed:
        if link.suspect:
            by_role[_owner(desk, link)].append(link)
    roles = desk.catalog.roller
    groups = [(roles.get(role), _by_text(rows)) for role, rows in by_role.items()]
    groups.sort(key=lambda group: (group[0] is None, alphabetical(group[0].data.namn if group[0] else "")))
    count = len(followed), len(desk.links) - len(followed)
    compared = [*desk.catalog.mal.values(), *desk.catalog.processer.values()]
    yield _page(
        desk,
        addresses.TO_CONFIRM,
        "bekrafta.md.j2",
        "granskning",
        sources=compared,
        groups=groups,
        followed=count[0],
        unfollowed=count[1],
    )


def _by_text(found: list[Link]) -> list[list[Link]]:
    """The links that the same change has made suspect, together: it is read once."""
    by_text: dict[object, list[Link]] = defaultdict(list)
    for link in found:
        then = link.confirmed_then.key if link.confirmed_then else None
        by_text[(link.key, link.above[0].key, then, link.same_title)].append(link)
    return list(by_text.values())


def _followed(desk: Desk) -> list[Link]:
    return [link for link in desk.links if link.confirmed]


def _owner(desk: Desk, link: Link) -> str:
    """The role that answers for what hangs on the text; "" when none is named."""
    if isinstance(link.post.data, m.Styrd):
        return link.post.data.agare
    plan = desk.edition.planer.get(link.post.enhet or "")
    return link.post.data.ansvarig or (plan.data.ansvarig if plan else None) or ""


def _changes(desk: Desk) -> Iterator[Page]:
    edition = desk.edition
    since = date(edition.year - 1, 1, 1)
    feed = desk.writer(addresses.CHANGES).beside(FEED)
    found = [c for c in desk.changes if c.day >= since]
    yield _page(desk, addresses.CHANGES, "andrat.md.j2", "andrat", since=since, found=found, feed=feed)
    reasons = {k: why.notering for k, r in edition.upphavda.items() if (why := reason_withdrawn(r.data, edition.known_to))}
    withdrawn = {k: reasons.get(k) for k in edition.upphavda}
    yield _page(desk, addresses.WITHDRAWN, "upphavda.md.j2", "upphavda", reasons=withdrawn)


def _to_read(desk: Desk) -> Page:
    edition = desk.edition
    roles = sorted(edition.roller.values(), key=lambda r: alphabetical(r.data.namn))
    groups = [(role, found) for role in roles if (found := desk.to_read(role.id))]
    rutiner: list[Post[m.Rutin]] = sorted(edition.rutiner.values(), key=lambda r: alphabetical(r.data.titel))
    receipts = [(rutin, counted) for rutin in rutiner for counted in edition.receipts(rutin)]
    since = date(edition.year - 1, 1, 1)
    return _page(desk, addresses.TO_READ, "nytt-att-lasa.md.j2", "nytt-att-lasa", since=since, groups=groups, receipts=receipts)


def _year(desk: Desk) -> Page:
    edition = desk.edition
    found = [d for d in days(edition) if d.last.year >= edition.year]
    rows = [(d, "" if d.post.kind == "arshjulsdag" else uri_of(d.post)) for d in found]
    months = [
        (f"{MONTHS[month - 1].capitalize()} {year}", list(group))
        for (year, month), group in groupby(rows, key=lambda row: (row[0].day.year, row[0].day.month))
    ]
    calendar = desk.writer(addresses.YEAR_WHEEL).beside(CALENDAR)
    return _page(desk, addresses.YEAR_WHEEL, "arshjul.md.j2", "arshjul", months=months, calendar=calendar)
