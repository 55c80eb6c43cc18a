"""Every link between two rows of an edition's data, each once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.catalog.references import body_links, marked
from handbok.editions import Edition
from handbok.export.rows import Lankrad, Slag
from handbok.export.tables import key_of, posts
from handbok.pages.writer import Writer
from handbok.prose import wiki_links

End = tuple[str, str]
"""One end of a link: the kind of thing and its key."""
_NOT_ROWS = frozenset({"krav", "period", "bedomning", "mal-nagot-ar"})
"""References to requirements and words of handbok.yml, and to goals of any year; the latter become `stods-av`."""


def links(edition: Edition) -> tuple[Lankrad, ...]:
    """What hangs on each goal, in the goals' order, and then all other references, in the order of the tables.

    Two things that the goal chain already links are not linked again as a reference.
    """
    found: dict[tuple[Slag, End, End], None] = {}
    for goal in edition.mal.values():
        found |= {(kind, _end(goal), _end(other)): None for kind, other in _under(edition, goal)}
    linked = {frozenset((start, end)) for _, start, end in found}
    held = {_end(post) for post in posts(edition)}
    for start, end in _references(edition):
        if start != end and end in held and frozenset((start, end)) not in linked:
            found["hanvisar-till", start, end] = None
    return tuple(Lankrad(slag=k, fran_typ=a[0], fran=a[1], till_typ=b[0], till=b[1]) for k, a, b in found)


def _end(post: Post[Any]) -> End:
    return post.kind, key_of(post)


def _under(edition: Edition, goal: Post[m.Mal]) -> Iterator[tuple[Slag, Post[Any]]]:
    """The goal right above and all that hangs on the goal itself."""
    for above in edition.chain(goal)[-1:]:
        yield "foralder", above
    for measured in edition.measurements(goal):
        yield "mats-med", edition.indikatorer[measured.data.indikator]
    for activity in edition.activities(goal):
        yield "genomfors-genom", activity
    for rutin in edition.rutiner_for(goal):
        yield "stods-av", rutin
    for follow_up in edition.follow_ups(goal):
        yield "foljs-upp-i", follow_up


def _references(edition: Edition) -> Iterator[tuple[End, End]]:
    """Every reference in fields and prose; a rutin stands for the one that was in its place at the year's end."""
    writer = Writer(edition, "")
    for post in posts(edition):
        for kind, ident in _named(post):
            target = _target(writer, kind, ident, post)
            if target:
                yield _end(post), _end(target)


def _named(post: Post[Any]) -> Iterator[tuple[str, str]]:
    """The kind and id of all that a thing's fields and prose name."""
    for _, text, marker, _ in marked(post.data):
        if isinstance(marker, m.Ref):
            yield marker.kind, text
        else:
            yield from ((link.kind, link.target) for link in wiki_links(text))
    yield from ((link.kind, link.target) for link in body_links(post))


def _target(writer: Writer, kind: str, ident: str, post: Post[Any]) -> Post[Any] | None:
    if kind in _NOT_ROWS:
        return None
    ident = writer.edition.catalog.former.now(kind, ident)
    if kind == "namnd":
        return writer.edition.catalog.namnder.get(ident)
    if kind == "rutin":
        return writer.edition.rutin_then(ident)
    return writer.find(kind, ident, post)
