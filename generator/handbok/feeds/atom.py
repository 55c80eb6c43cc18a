"""Changes in rutiner and processes → an Atom feed (RFC 4287). The only module that knows feedgen."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from feedgen.feed import FeedGenerator

from handbok.changes import Change, changes
from handbok.editions import Edition
from handbok.feeds.names import address, base, name, words
from handbok.pages.kinds.review import FEED
from handbok.pages.writer import title_of

MOST = 50
"""So many changes, the newest, stand in the feed."""


def feed(edition: Edition) -> str:
    """The feed as XML."""
    found = changes(edition)[:MOST]
    made = FeedGenerator()
    made.id(f"urn:uuid:{name(edition, 'andringar')}")
    made.title(f"Ändrade rutiner – {edition.handbok.namn}")
    made.subtitle("Rutiner och processer som har kommit till, ändrats eller upphävts")
    made.author(name=edition.handbok.organisation)
    made.language("sv")
    made.generator("Handbok")
    made.link(href=base(edition) + FEED, rel="self", type="application/atom+xml")
    made.link(href=base(edition) + "granskning/andrat/", rel="alternate", type="text/html")
    made.updated(_noon(found[0].day if found else date(edition.year, 1, 1)))
    for change in found:
        _add(made, edition, change)
    return str(made.atom_str(pretty=True).decode("utf-8"))


def _add(made: FeedGenerator, edition: Edition, change: Change) -> None:
    entry = made.add_entry(order="append")
    entry.id(f"urn:uuid:{name(edition, change.key)}")
    example = " (exempel)" if change.post.data.exempel else ""
    entry.title(f"{title_of(change.post)}{example}: {change.what[0].lower()}{change.what[1:]}")
    entry.link(href=address(edition, change.post), rel="alternate", type="text/html")
    entry.published(_noon(change.day))
    entry.updated(_noon(change.day))
    note = words(edition, change.note, change.post) if change.note else ""
    entry.summary(note or f"{change.what} {change.day}.")
    if change.vasentlig:
        entry.category(term="vasentlig", label="Läs den här")


def _noon(day: date) -> datetime:
    """The day at noon, which is that day in Sweden in summer and winter alike."""
    return datetime.combine(day, time(12), UTC)
