"""Åtgärder after deviations: what led to them exists, they have an end, and something came of those that are done.

Nothing here asks what day it is: an åtgärd that is late is told on the reader's day, by the pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.catalog.references import nearest
from handbok.diagnostics import Diagnostic, diagnostic


def led_to_by_something(catalog: Catalog) -> Iterator[Diagnostic]:
    """What an åtgärd says that it was led to by is a category of the unit's klagomal.yml of the year."""
    known: dict[tuple[int | None, str | None], list[str]] = defaultdict(list)
    for table in catalog.klagomal:
        known[table.ar, table.enhet] += [row.kategori for group in table.data.grupper for row in group.rader]
    for post in catalog.atgarder.values():
        categories = known[post.ar, post.enhet]
        if not categories:  # the year's counts are not entered yet: any kind of deviation can have led to it
            continue
        for index, wanted in enumerate(post.data.foranledd_av):
            if wanted not in categories:
                near = nearest(wanted, categories)
                remedy = f"en liknande finns: {near}" if near else "skriv en kategori ur enhetens klagomal.yml samma år"
                message = f'kategorin "{wanted}" finns inte i klagomal.yml för {post.ar}'
                yield diagnostic(post.at("foranledd_av", index), "okand-referens", message, remedy)


def ends(catalog: Catalog) -> Iterator[Diagnostic]:
    """An åtgärd is done, is to be done by a day, or is told anew in a later year."""
    later = _told_anew(catalog)
    for post in catalog.atgarder.values():
        if not post.data.klar and not post.data.klar_senast and post.key not in later:
            message = f'åtgärden "{post.data.titel}" är inte klar och har ingen dag när den ska vara det'
            yield _finding(post, "id", "atgard-utan-slut", message)


def results(catalog: Catalog) -> Iterator[Diagnostic]:
    """What is done says what came of it: in words, or by the rutiner that it made or revised."""
    for post in catalog.atgarder.values():
        if post.data.klar and not post.data.resultat and not post.data.rutiner:
            message = f'åtgärden "{post.data.titel}" är klar, men det framgår inte vad som blev bättre'
            yield _finding(post, "klar", "atgard-utan-resultat", message)


def _finding(post: Post[m.Atgard], key: str, code: str, message: str) -> Diagnostic:
    """A källnotering turns the warning into information: it tells the reader what the source leaves out."""
    found = diagnostic(post.at(key), code, message)
    return found.acknowledged(post.note) if post.note else found


def _told_anew(catalog: Catalog) -> set[str]:
    """The keys of åtgärder that the unit, or one that continues it, tells of under the same id in a later year."""
    by_id: dict[str, list[Post[m.Atgard]]] = defaultdict(list)
    for post in catalog.atgarder.values():
        by_id[post.id].append(post)
    return {
        earlier.key
        for posts in by_id.values()
        for later in posts
        for earlier in posts
        if (earlier.ar or 0) < (later.ar or 0) and earlier.enhet in catalog.lineage(later.enhet or "")
    }
