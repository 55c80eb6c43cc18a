"""Document control: reviews that cannot be right, versions that go backwards, rutiner that end without end or reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.control import YEARS_AS_NEWEST, moved_in_one_go, reason_withdrawn, version_key
from handbok.diagnostics import Diagnostic, diagnostic

Controlled = Post[m.Rutin] | Post[m.Process]


def _controlled(catalog: Catalog) -> Iterator[Controlled]:
    yield from catalog.rutiner.values()
    yield from catalog.processer.values()


def reviews_in_time(catalog: Catalog) -> Iterator[Diagnostic]:
    """A review comes after what it reviews began, and before the newest edition is too old to know of it."""
    newest = max((post.ar for post in catalog.posts() if post.ar), default=date.max.year)
    last = date(min(newest + YEARS_AS_NEWEST, date.max.year), 12, 31)
    for post in _controlled(catalog):
        first = getattr(post.data, "giltig_fran", None)
        for i, review in enumerate(post.data.granskningar):
            place = post.at("granskningar", i, "datum")
            if first and review.datum < first:
                message = f"granskningen {review.datum} är före första dagen, {first}"
                yield diagnostic(place, "granskning-utanfor-tiden", message)
            elif review.datum > last:
                message = f"granskningen {review.datum} är mer än {YEARS_AS_NEWEST} år efter den nyaste planen, för {newest}"
                yield diagnostic(place, "granskning-utanfor-tiden", message)


def versions_forwards(catalog: Catalog) -> Iterator[Diagnostic]:
    """From review to review, and to the present, a version never goes backwards."""
    for post in _controlled(catalog):
        order = sorted(enumerate(post.data.granskningar), key=lambda pair: pair[1].datum)
        told = [(post.at("granskningar", i, "version"), g.version) for i, g in order if g.version]
        told += [(post.at("version"), post.data.version)] if post.data.version else []
        comparable = [(place, text, key) for place, text in told if (key := version_key(text))]
        for (_, before, key), (place, after, later) in pairwise(comparable):
            if later < key:
                yield diagnostic(place, "version-bakat", f"version {after} kommer efter version {before}")


def withdrawn(catalog: Catalog) -> Iterator[Diagnostic]:
    """A rutin that is withdrawn says when it ended, and what replaces it or why there is none."""
    replaced = {old for rutin in catalog.rutiner.values() for old in rutin.data.ersatter}
    for post in catalog.rutiner.values():
        rutin = post.data
        review = reason_withdrawn(rutin, date.max)
        if rutin.status != "upphavd" and not review:
            continue
        if not rutin.giltig_till:
            place = post.at("status") if rutin.status == "upphavd" else post.at("granskningar")
            yield diagnostic(place, "upphavd-utan-slut", "rutinen är upphävd men har ingen sista dag")
        if rutin.status == "upphavd" and post.id not in replaced and not (review and review.notering):
            yield diagnostic(post.at("status"), "upphavd-utan-skal", "rutinen är upphävd, men inget ersätter den")


def substantial_changes(catalog: Catalog) -> Iterator[Diagnostic]:
    """A substantial change says what was changed, and its review says that something was."""
    for post in _controlled(catalog):
        for i, review in enumerate(post.data.granskningar):
            place = post.at("granskningar", i, "vasentlig")
            if review.vasentlig and not review.notering:
                yield diagnostic(place, "vasentlig-utan-notering", f"granskningen {review.datum} säger inte vad som ändrades")
            if review.vasentlig and review.utfall == "oforandrad":
                yield diagnostic(place, "vasentlig-men-oforandrad", f"granskningen {review.datum} ändrade inget")


def review_date_told_once(catalog: Catalog) -> Iterator[Diagnostic]:
    """The next review follows from an interval or from a date, not from both."""
    for post in _controlled(catalog):
        if post.data.granskas_senast and post.data.granskas_var:
            message = "både granskas_senast och granskas_var säger när nästa granskning är"
            yield diagnostic(post.at("granskas_var", key=True), "dubbel-granskningstid", message)


def dates_moved_in_one_go(catalog: Catalog) -> Iterator[Diagnostic]:
    """Many reviews on one day, all without change and without a word, are review dates that were only moved."""
    for day, idents in moved_in_one_go((k, r.data) for k, r in sorted(catalog.rutiner.items())).items():
        post = catalog.rutiner[idents[0]]
        last = next(i for i, g in enumerate(post.data.granskningar) if g.datum == day)
        named = ", ".join(idents[:5]) + (" …" if len(idents) > 5 else "")
        message = f"{len(idents)} rutiner granskades {day} utan ändring och utan notering: {named}"
        yield diagnostic(post.at("granskningar", last), "granskningar-i-klump", message)


def receipts(catalog: Catalog) -> Iterator[Diagnostic]:
    """Not more have read a rutin than have the role."""
    for post in catalog.laskvittenser:
        counted = post.data
        if counted.av is not None and counted.antal > counted.av:
            message = f"{counted.antal} kvittenser av {counted.av} som har rollen"
            yield diagnostic(post.at("antal"), "for-manga-kvittenser", message)
