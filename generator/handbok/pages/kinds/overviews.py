"""What reaches across the edition, one page of each kind: the front page, the news, the lists of everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.compare import as_markdown, compare
from handbok.editions import Edition
from handbok.pages import Page, addresses
from handbok.pages.addresses import uri_of
from handbok.pages.desk import OVERVIEW, UNITS_IN_FULL, Desk
from handbok.pages.markdown import plain
from handbok.swedish.alphabet import alphabetical, initial


def home(desk: Desk) -> Iterator[Page]:
    """The front page."""
    yield desk.page(
        addresses.HOME,
        desk.edition.handbok.namn,
        "hem.md.j2",
        "hem",
        groups=desk.by_process,
        goals=desk.edition.top(),
        documents=desk.documents,
        in_full=len(desk.edition.planer) <= UNITS_IN_FULL,
        before=desk.before,
    )


def news(desk: Desk) -> Iterator[Page]:
    """What differs from the edition before, if there is one."""
    edition, before = desk.edition, desk.before
    if not before:
        return

    def address(kind: str, key: str, year: int) -> str | None:
        """The address, from this page, of a thing in either edition; None where it has no page."""
        post = _thing(edition if year == edition.year else before, kind, key)
        if post is None:
            return None
        if year == edition.year:
            return addresses.relative(uri_of(post), addresses.NEWS)
        return addresses.other_edition(addresses.NEWS, year, uri_of(post))

    in_full = len(edition.planer) <= UNITS_IN_FULL
    text = as_markdown(compare(before, edition), address, plain, units_in_full=in_full)
    yield desk.page(addresses.NEWS, f"Vad är nytt sedan {before.year}", "nytt.md.j2", "nytt", labels=OVERVIEW, text=text)


def _thing(edition: Edition, kind: str, key: str) -> Post[Any] | None:
    things: dict[str, Mapping[str, Post[Any]]] = {
        "mal": edition.mal,
        "aktivitet": edition.aktiviteter,
        "enhet": edition.enheter,
        "indikator": edition.indikatorer,
        "rutin": edition.rutiner,
    }
    return things.get(kind, {}).get(key)


def a_to_z(desk: Desk) -> Iterator[Page]:
    """Everything that has a name, by its initial."""
    edition, catalog = desk.edition, desk.catalog
    named: list[tuple[str, Iterable[Post[Any]]]] = [
        ("rutin", edition.rutiner.values()),
        ("process", edition.processer.values()),
        ("mål", edition.mal.values()),
        ("indikator", edition.indikatorer.values()),
        ("enhet", edition.enheter.values()),
        ("roll", edition.roller.values()),
        ("ord", catalog.ordlista.values()),
        ("sida", catalog.sidor.values()),
    ]
    rows = [
        # A goal stands by its title alone; with its number it would come under 0–9.
        (post.data.titel if post.kind == "mal" else desk.link(post).title, uri_of(post), kind)
        for kind, posts in named
        for post in posts
    ]
    groups: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (alphabetical(r[0]), r[2], r[1])):
        groups[initial(row[0])].append(row)
    yield desk.page(addresses.A_TO_Z, "A–Ö", "a-o.md.j2", "a-o", groups=list(groups.items()))


def search(desk: Desk) -> Iterator[Page]:
    """The page where a search has its own address; assets/sok.js fills it in."""
    gap = desk.edition.handbok.saknas
    yield desk.page(addresses.SEARCH, "Sök", "sok.md.j2", "sok", gap=gap, a_to_z=addresses.A_TO_Z)


def glossary(desk: Desk) -> Iterator[Page]:
    """The words and what they mean."""
    words = sorted(desk.catalog.ordlista.values(), key=lambda o: alphabetical(o.data.term))
    yield desk.page(addresses.GLOSSARY, "Ordlista", "ordlista.md.j2", "ordlista", labels={"slag": "Ord"}, words=words)


def source_notes(desk: Desk) -> Iterator[Page]:
    """Every källnotering of the year, in the order of the pages where they stand."""
    notes = []
    for post in desk.catalog.posts():
        if post.ar == desk.edition.year and (page := addresses.holder_of(post, desk.edition)):
            notes += [(desk.holder_title(post), page, post, note) for note in _notes(post.data)]
    notes.sort(key=lambda row: (row[1], row[2].at()))
    title = f"Källnoteringar {desk.edition.year}"
    yield desk.page(addresses.SOURCE_NOTES, title, "kallnoteringar.md.j2", "kallnoteringar", labels=OVERVIEW, notes=notes)


def _notes(record: Any) -> Iterator[str]:
    """Every källnotering in a record, those on its rows included."""
    if isinstance(record, m.Record):
        note = getattr(record, "kallnotering", None)
        if note:
            yield note
        for name in type(record).model_fields:
            yield from _notes(getattr(record, name))
    elif isinstance(record, tuple):
        for item in record:
            yield from _notes(item)


def open_data(desk: Desk) -> Iterator[Page]:
    """The data files and what each holds."""
    files = [
        (
            "handbok.json",
            "hela utgåvan med mål, indikatorer, mätningar, aktiviteter, risker, kontroller, rutiner, uppföljningar och länkar",
        ),
        ("handbok.schema.json", "JSON Schema som beskriver handbok.json"),
        ("mal.csv", "målen med nivå, nummer, titel och bedömning"),
        ("indikatorer.csv", "indikatorernas utfall och årsmål per enhet, år och period"),
        ("aktiviteter.csv", "aktiviteterna med datum"),
        ("atgarder.csv", "åtgärderna efter avvikelser, med ansvarig, datum och rutiner"),
        ("krav.csv", "kraven och vad som täcker dem, med luckor"),
        ("risker.csv", "riskerna med sannolikhet, konsekvens och riskvärde"),
        ("kontroller.csv", "kontrollerna, en rad för varje tillfälle med resultat"),
    ]
    yield desk.page(addresses.OPEN_DATA, "Öppna data", "data.md.j2", "data", labels=OVERVIEW, files=files)
