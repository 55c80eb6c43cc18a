"""The årshjul: the dates of an edition's year, as a page and as a calendar show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbok.catalog import Post
from handbok.control import due
from handbok.editions import Edition


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or the days from `day` to `last`. `key` stays when the date is moved; `post` is what it is of."""

    key: str
    title: str
    day: date
    last: date
    post: Post[Any]
    unit: str | None = None
    note: str | None = None
    example: bool = False


def days(edition: Edition) -> list[Day]:
    """The units' own dates and controls, the ends of the year's activities, every åtgärd and review to come, in order."""
    found = [*_own(edition), *_activities(edition), *_controls(edition), *_actions(edition), *_reviews(edition)]
    return sorted(found, key=lambda d: (d.day, d.title, d.key))


def _own(edition: Edition) -> Iterator[Day]:
    for post in edition.arshjul:
        own = post.data
        yield Day(
            f"arshjul/{post.key}", own.titel, own.datum, own.till or own.datum, post, post.enhet, own.beskrivning, own.exempel
        )


def _activities(edition: Edition) -> Iterator[Day]:
    for post in edition.aktiviteter.values():
        end = post.data.slut
        if end and end.year == edition.year:
            yield Day(f"aktivitet/{post.key}", f"Aktiviteten slutar: {post.data.titel}", end, end, post, post.enhet)


def _actions(edition: Edition) -> Iterator[Day]:
    for own in edition.atgarder.values():
        for post in own:
            day = post.data.klar_senast
            if day and not edition.done(post):
                title = f"Åtgärden klar senast: {post.data.titel}"
                yield Day(f"atgard/{post.key}", title, day, day, post, post.enhet, example=post.data.exempel)


def _controls(edition: Edition) -> Iterator[Day]:
    for post in edition.kontroller.values():
        for number, own in enumerate(post.data.tillfallen):
            if own.datum:
                title = f"Kontroll: {post.data.titel}, {own.namn}"
                key = f"kontroll/{post.key}/{number}"
                yield Day(key, title, own.datum, own.datum, post, post.enhet, example=post.data.exempel)


def _reviews(edition: Edition) -> Iterator[Day]:
    posts: tuple[Post[Any], ...] = (*edition.rutiner.values(), *edition.processer.values())
    for post in posts:
        day = due(post.data, edition.known_to)
        if day:
            yield Day(
                f"granskning/{post.kind}/{post.id}",
                f"Granska senast: {post.data.titel}",
                day,
                day,
                post,
                example=post.data.exempel,
            )
