"""What has happened to rutiner and processes, in the order it happened: a page's history, the list of changes, the feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handbok import model as m
from handbok.catalog import Post
from handbok.control import reason_withdrawn, reviews
from handbok.editions import Edition
from handbok.swedish.alphabet import alphabetical

Controlled = Post[m.Rutin] | Post[m.Process]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened. `what` are plain words, `roll` the id of the role that did it, `note` is Markdown.

    `slag` is "fran" (it came into force), "faststalld", the outcome of a review, or "till" (it is no longer in force).
    `vasentlig` is what everyone who follows it has to read.
    """

    day: date
    post: Controlled
    slag: str
    what: str
    version: str | None = None
    roll: str | None = None
    note: str | None = None
    vasentlig: bool = False

    @property
    def key(self) -> str:
        """Names the change, and stays the same when its words are mended."""
        return f"{self.post.kind}/{self.post.id}/{self.day}/{self.slag}/{self.version or ''}"


_REVIEWED = {"oforandrad": "Granskad, inget ändrades", "andrad": "Ändrad", "upphavd": "Beslut att upphäva"}


def history(post: Controlled, day: date) -> list[Change]:
    """All that had happened to a rutin or process by that day, newest first."""
    order = {"faststalld": 0, "fran": 1, "oforandrad": 2, "andrad": 2, "upphavd": 3, "till": 4}
    found = [c for c in _events(post, day) if c.day <= day]
    return sorted(found, key=lambda c: (c.day, order[c.slag]), reverse=True)


def _events(post: Controlled, day: date) -> Iterator[Change]:
    record = post.data
    if record.faststalld:
        yield Change(record.faststalld, post, "faststalld", "Fastställd", roll=record.faststalld_av)
    if isinstance(record, m.Rutin) and record.status != "utkast":
        yield Change(record.giltig_fran, post, "fran", "Började gälla", vasentlig=True)
    for review in reviews(record, day):
        what = "Ändrad i sak" if review.vasentlig else _REVIEWED[review.utfall]
        yield Change(
            review.datum, post, review.utfall, what, review.version, review.roll, review.notering, vasentlig=review.vasentlig
        )
    if isinstance(record, m.Rutin) and record.giltig_till:
        why = reason_withdrawn(record, day)
        yield Change(record.giltig_till + timedelta(1), post, "till", "Upphävd", note=why.notering if why else None)


def changes(edition: Edition) -> list[Change]:
    """What changed for those who follow rutiner and processes, newest first: reviews that changed nothing left out."""
    posts: tuple[Controlled, ...] = (*edition.rutiner.values(), *edition.upphavda.values(), *edition.processer.values())
    found = [c for post in posts for c in history(post, edition.known_to) if c.slag in ("fran", "andrad", "till")]
    return sorted(found, key=lambda c: (-c.day.toordinal(), alphabetical(c.post.data.titel), c.slag))


def to_read(found: Iterable[Change], edition: Edition, role: str, since: date) -> list[Change]:
    """Of `found`, what someone with the role has to read: rutiner in force that came or were changed in substance since.

    Each rutin once, with its newest change.
    """
    own = (c for c in found if c.vasentlig and c.day >= since and c.post.id in edition.rutiner and role in _readers(c.post))
    newest: dict[str, Change] = {}
    for change in own:
        newest.setdefault(change.post.id, change)
    return list(newest.values())


def _readers(post: Controlled) -> tuple[str, ...]:
    return post.data.readers if isinstance(post.data, m.Rutin) else ()
