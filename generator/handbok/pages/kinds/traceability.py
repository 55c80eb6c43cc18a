"""The traceability matrix: what hangs on each unit goal, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import TracedGoal
from handbok.pages import NavLink, Page, addresses
from handbok.pages.addresses import document_uri
from handbok.pages.desk import OVERVIEW, UNITS_IN_FULL, Desk
from handbok.pages.writer import Writer

_Rows = Mapping[str, list[TracedGoal]]
"""The matrix's rows by unit."""


def traceability(desk: Desk) -> Iterator[Page]:
    """The matrix of all units, or only the number of their gaps; and each unit's own."""
    edition = desk.edition
    units = {unit: [r for r in edition.traced if r.mal.enhet == unit] for unit in edition.planer}
    shown = units if len(units) <= UNITS_IN_FULL else {}
    title = f"Spårbarhet {edition.year}"
    yield _matrix(desk, addresses.TRACEABILITY, title, shown, counted=units)
    trail = [NavLink("Spårbarhet", addresses.TRACEABILITY)]
    for unit, rows in units.items():
        yield _matrix(desk, addresses.traceability_uri(unit), f"{title}, {desk.unit_name(unit)}", {unit: rows}, trail)


def _matrix(
    desk: Desk, uri: str, title: str, shown: _Rows, trail: Iterable[NavLink] = (), counted: _Rows | None = None
) -> Page:
    """The matrix of the units in `shown`, and the number of gaps of those in `counted`."""
    writer = desk.writer(uri)

    def cells(posts: tuple[Post[Any], ...]) -> str:
        links = dict.fromkeys(_link(desk, writer, post) for post in posts)
        if not links:
            return '<span class="hb-lucka">Lucka</span>'
        return '<ul class="hb-rader">' + "".join(f"<li>{link}</li>" for link in links) + "</ul>"

    rows = [row for own in shown.values() for row in own]
    return desk.page(
        uri,
        title,
        "sparbarhet.md.j2",
        "sparbarhet",
        trail,
        labels=OVERVIEW,
        document=title,
        cells=cells,
        rows=rows,
        gaps=_gaps(rows),
        counted=[(u, len(own), [len(goals) for _, goals in _gaps(own)]) for u, own in (counted or {}).items()],
        traceability_uri=addresses.traceability_uri,
    )


def _link(desk: Desk, writer: Writer, post: Post[Any]) -> str:
    """A thing in a cell: a measurement by its indicator, a follow-up by its period, others by their title."""
    if post.kind == "matning":
        return writer.link(desk.catalog.indikatorer[post.data.indikator])
    if post.kind == "uppfoljning":
        uri = document_uri(post.enhet or "", post.period)
        return writer.to(uri, desk.edition.handbok.period(post.period or "").kort)
    return writer.link(post, _shortened(writer.title(post)))


def _shortened(title: str, limit: int = 70) -> str:
    """The title cut at a word so that it fits in a table cell."""
    if len(title) <= limit:
        return title
    return title[:limit].rpartition(" ")[0].rstrip(" ,.:;") + " …"


def _gaps(rows: list[TracedGoal]) -> list[tuple[str, list[Post[m.Mal]]]]:
    """The goals that lack something, by what they lack."""
    return [
        ("Mäts inte", [r.mal for r in rows if not r.matningar]),
        ("Saknar aktivitet", [r.mal for r in rows if not r.aktiviteter]),
        ("Saknar rutin", [r.mal for r in rows if not r.rutiner]),
        ("Är inte uppföljda", [r.mal for r in rows if not r.uppfoljningar]),
    ]
