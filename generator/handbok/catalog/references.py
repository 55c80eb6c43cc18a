"""Finds every reference and every piece of prose in a record, and reports references that lead nowhere."""

from __future__ import annotations

import difflib
import functools
import types
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.prose import WikiLink, placing, wiki_links
from handbok.source import Loc

Marked = tuple[Loc, str, "m.Ref | m.Prose", bool]
"""Where a marked text stands in its record, the text, its marker, and whether it is a key of a mapping."""
_Walker = Callable[[Any, Loc], Iterator[Marked]]

NOUNS = {
    "namnd": "nämnden",
    "enhet": "enheten",
    "roll": "rollen",
    "indikator": "indikatorn",
    "process": "processen",
    "rutin": "rutinen",
    "period": "perioden",
    "bedomning": "bedömningen",
    "mal": "målet",
    "mal-nagot-ar": "målet",
    "aktivitet": "aktiviteten",
    "kontroll": "kontrollen",
    "statistik": "siffran",
    "sida": "sidan",
    "ord": "ordet",
    "krav": "kravet",
}


def marked(record: m.Record) -> Iterator[Marked]:
    """Every text in the record whose type carries a `Ref` or `Prose` marker."""
    return _record_walker(type(record))(record, ())


@functools.cache
def _record_walker(cls: type[m.Record]) -> _Walker:
    hints = get_type_hints(cls, include_extras=True)
    fields = [(name, walker) for name in cls.model_fields if (walker := _walker(hints[name]))]

    def walk(value: Any, loc: Loc) -> Iterator[Marked]:
        for name, walker in fields:
            inner = getattr(value, name)
            if inner is not None:
                yield from walker(inner, (*loc, name))

    return walk


def _walker(hint: Any) -> _Walker | None:
    """The walker for an annotation, or None when nothing in it is marked."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        marker = next((a for a in args[1:] if isinstance(a, (m.Ref, m.Prose))), None)
        return _leaf(marker) if marker else _walker(args[0])
    if origin in (Union, types.UnionType):
        return next((w for a in args if a is not type(None) and (w := _walker(a))), None)
    if origin is tuple:
        return _each(_walker(args[0]))
    if origin is dict:
        return _mapping(_walker(args[0]), _walker(args[1]))
    if isinstance(hint, type) and issubclass(hint, m.Record):
        return _record_walker(hint)
    return None


def _leaf(marker: m.Ref | m.Prose) -> _Walker:
    def walk(value: Any, loc: Loc) -> Iterator[Marked]:
        yield loc, value, marker, False

    return walk


def _each(inner: _Walker | None) -> _Walker | None:
    if inner is None:
        return None

    def walk(value: Any, loc: Loc) -> Iterator[Marked]:
        for index, item in enumerate(value):
            yield from inner(item, (*loc, index))

    return walk


def _mapping(keys: _Walker | None, values: _Walker | None) -> _Walker | None:
    if keys is None and values is None:
        return None

    def walk(value: Any, loc: Loc) -> Iterator[Marked]:
        for key, item in value.items():
            if keys:
                yield from ((at, text, marker, True) for at, text, marker, _ in keys(key, (*loc, key)))
            if values:
                yield from values(item, (*loc, key))

    return walk


def unresolved(catalog: Catalog) -> Iterator[Diagnostic]:
    """Every reference in any record or prose that leads nowhere, with the nearest existing id."""
    names = _Names(catalog)
    for post in catalog.posts():
        for loc, text, marker, is_key in marked(post.data):
            if isinstance(marker, m.Ref):
                place = post.at(*loc, key=is_key)
                yield from names.missing(marker.kind, text, post, place)
            else:
                yield from _dead_links(names, post, wiki_links(text), placing(text, post.places_in(loc, text)))
        yield from _dead_links(names, post, body_links(post), _place_in_body(post))
        yield from _outside_place(names, post)


def body_links(post: Post[Any]) -> Iterator[WikiLink]:
    """The [[links]] in the Markdown body of a post."""
    if post.source.body and not post.loc:
        yield from wiki_links(post.source.body)


def _place_in_body(post: Post[Any]) -> Callable[[int], Location]:
    return placing(post.source.body, Location(post.source.path, post.source.body_line))


def _dead_links(
    names: _Names, post: Post[Any], links: Iterable[WikiLink], place: Callable[[int], Location]
) -> Iterator[Diagnostic]:
    for link in links:
        at = place(link.start)
        if not link.target:
            message = f"länken [[{link.kind}]] saknar typ eller id"
            yield diagnostic(at, "okand-referens", message, "skriv [[typ:id]], till exempel [[rutin:sip]]")
        elif link.kind not in names.linkable:
            near = nearest(link.kind, names.linkable)
            yield diagnostic(
                at,
                "okand-referens",
                f'länken har typen "{link.kind}", som inte finns',
                f'skriv "{near}"' if near else "typerna är " + ", ".join(sorted(names.linkable)),
            )
        else:
            meant = names.catalog.former.now_in(post.ar, link.kind, link.target)
            yield from names.missing(link.kind, meant, post, at)


def _outside_place(names: _Names, post: Post[Any]) -> Iterator[Diagnostic]:
    """References that stand in a file's path: the unit of a plan, the goal and period of a follow-up."""
    if post.kind == "plan":
        yield from names.missing("enhet", post.enhet or "", post, Location(post.source.path))
    if post.kind == "uppfoljning":
        yield from names.missing("period", post.period or "", post, Location(post.source.path))
        yield from names.missing("mal", post.id, post, Location(post.source.path))


class _Names:
    """All ids by kind, and what to say about one that does not exist."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.levels = {n.id for n in catalog.handbok.malnivaer}
        self.by_kind: dict[str, dict[str, str]] = {
            "namnd": _paths(catalog.namnder),
            "enhet": _paths(catalog.enheter),
            "roll": _paths(catalog.roller),
            "indikator": _paths(catalog.indikatorer),
            "process": _paths(catalog.processer),
            "rutin": _paths(catalog.rutiner),
            "sida": _paths(catalog.sidor),
            "ord": _paths(catalog.ordlista),
            "krav": {f"{s.id}/{k.id}": s.source.path for s in catalog.kravsamlingar.values() for k in s.data.krav},
            "mal-nagot-ar": {p.id: p.source.path for p in catalog.mal.values()},
            "period": dict.fromkeys((p.id for p in catalog.handbok.perioder), "handbok.yml"),
            "bedomning": dict.fromkeys((b.id for b in catalog.handbok.bedomningar), "handbok.yml"),
        }
        self.of_unit = {"kontroll": _by_unit(catalog.kontroller.values()), "statistik": _by_unit(catalog.statistik)}
        self.former = {p.source.path: p.data.tidigare_id for p in catalog.posts() if isinstance(p.data, m.Addressed)}
        self.linkable = {"mal", "indikator", "aktivitet", "rutin", "process", "enhet", "roll", "sida", "ord", *self.levels}

    def missing(self, kind: str, target: str, post: Post[Any], place: Location) -> Iterator[Diagnostic]:
        """A diagnostic when no thing of that kind has that id as seen from `post`."""
        if kind == "period":
            yield from self._missing_period(target, post, place)
            return
        known = self._known(kind, target, post)
        if known is None:
            return
        if self.catalog.is_left_out(kind, target):
            return
        noun = NOUNS.get(kind, "målet")
        near = nearest(target, known)
        remedy = f"en liknande finns: {near} ({known[near]})" if near else "rätta id:t eller skapa det som saknas"
        if renamed := next((k for k in known if target in self.former.get(known[k], ())), None):
            remedy = f"den heter numera {renamed} ({known[renamed]})"
        yield diagnostic(place, "okand-referens", f'{noun} "{target}" finns inte', remedy)

    def _missing_period(self, target: str, post: Post[Any], place: Location) -> Iterator[Diagnostic]:
        periods = self.catalog.handbok.perioder
        if any(p.id == target and (post.ar is None or p.exists(post.ar)) for p in periods):
            return
        known = ", ".join(p.id for p in periods if post.ar is None or p.exists(post.ar))
        message = f'perioden "{target}" finns inte {post.ar or ""}'.rstrip()
        yield diagnostic(place, "okand-period", message, f"perioderna är {known}")

    def _known(self, kind: str, target: str, post: Post[Any]) -> dict[str, str] | None:
        """The ids that `target` could have been, with their paths; None when it exists."""
        if kind == "mal" or kind in self.levels:
            goal = self.catalog.goal(target, post.ar, post.enhet)
            if goal is None and post.ar is None:
                goal = next((g for g in self.catalog.mal.values() if g.id == target), None)
            if goal and kind in ("mal", goal.niva):
                return None
            return {
                g.id: g.source.path
                for g in self.catalog.mal.values()
                if (post.ar is None or g.ar == post.ar) and g.enhet in (None, post.enhet) and kind in ("mal", g.niva)
            }
        if kind == "aktivitet":
            everyone = {a.id: a.source.path for a in self.catalog.aktiviteter.values()}
            return None if target in everyone else everyone
        if kind in self.of_unit:
            known = self.of_unit[kind].get((post.ar, post.enhet), {})
            return None if target in known else known
        known = self.by_kind[kind]
        return None if target in known else known


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that resembles `word` the most, with å, ä and ö folded; None if none is close."""
    folded = {fold(k): k for k in known}
    close = difflib.get_close_matches(fold(word), list(folded), 1, cutoff)
    return folded[close[0]] if close else None


def fold(word: str) -> str:
    """Lower case, without dots and rings, underscores and blanks as hyphens."""
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("_", "-").replace(" ", "-")


def _by_unit(posts: Iterable[Post[Any]]) -> dict[tuple[int | None, str | None], dict[str, str]]:
    """The ids of each unit's year with their paths."""
    found: dict[tuple[int | None, str | None], dict[str, str]] = {}
    for post in posts:
        found.setdefault((post.ar, post.enhet), {})[post.id] = post.source.path
    return found


def _paths(posts: dict[str, Post[Any]]) -> dict[str, str]:
    return {key: post.source.path for key, post in posts.items()}
