"""Sources → catalog: choose each file's type by its place, validate it, index it, and resolve every reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from handbok import model as m
from handbok.catalog import Catalog, Loaded, Post
from handbok.catalog.faults import validation_faults
from handbok.catalog.places import Place, nearest_folder, place_of
from handbok.catalog.references import unresolved
from handbok.catalog.renames import former_ids, place_now, record_now
from handbok.catalog.structure import structure
from handbok.diagnostics import Diagnostic, Location, diagnostic, in_order
from handbok.memory import FORGETFUL, Memory
from handbok.prose import sections
from handbok.source import Loc, Source, Tree

_INDEX = {
    "namnd": "namnder",
    "enhet": "enheter",
    "roll": "roller",
    "indikator": "indikatorer",
    "process": "processer",
    "rutin": "rutiner",
    "sida": "sidor",
    "ord": "ordlista",
    "mal": "mal",
    "plan": "planer",
    "aktivitet": "aktiviteter",
    "atgard": "atgarder",
    "kravsamling": "kravsamlingar",
    "risk": "risker",
    "kontroll": "kontroller",
}
_LISTS = {
    "uppfoljning": "uppfoljningar",
    "avsnitt": "avsnitt",
    "matning": "matningar",
    "statistik": "statistik",
    "ekonomi": "ekonomi",
    "klagomal": "klagomal",
    "arshjulsdag": "arshjul",
    "laskvittens": "laskvittenser",
    "synonym": "synonymer",
    "lagrum": "flyttade_lagrum",
}
# Read by others: the settings before everything else, the register of sealed editions by `archive`.
_UNREAD = {("LICENSE",), ("handbok.yml",), ("arkiv.yml",)}


def load(
    sources: Iterable[Source], broken: Iterable[Diagnostic] = (), root: str = "content", memory: Memory = FORGETFUL
) -> Loaded:
    """The catalog of the sources and everything found on the way, `broken` (what reading found) included.

    A record with a fault is left out; whatever refers to it is not reported again for that. Without a readable
    handbok.yml there is no catalog.
    """
    sources = list(sources)
    found = list(broken)
    settings = _settings(sources, found, root)
    if settings is None:
        return Loaded(None, in_order(found))
    catalog = Catalog(settings, former=former_ids(sources, settings))
    faulty: set[str] = {d.location.path for d in found}
    catalog.left_out.update(_unread(faulty, root, settings))
    for source in sources:
        if source.parts not in _UNREAD:
            _take(source, catalog, found, faulty)
    found += _missing_plans(sources, catalog, root, faulty)
    if not catalog.planer and not faulty:
        found.append(diagnostic(Location(root), "tomt-innehall", "handboken har ingen plan för något år"))
    found += _unresolved(catalog, memory)
    return Loaded(catalog, in_order(found))


def _unresolved(catalog: Catalog, memory: Memory) -> list[Diagnostic]:
    """What refers to nothing. That nothing does is remembered; what does is looked for again, since its place moves."""
    of = structure(catalog) if memory.folder else ""
    if memory.recall("hanvisningar", of):
        return []
    found = list(unresolved(catalog))
    if not found:
        memory.keep("hanvisningar", "inga", of)
    return found


def _settings(sources: list[Source], found: list[Diagnostic], root: str) -> m.Handbok | None:
    source = next((s for s in sources if s.parts == ("handbok.yml",)), None)
    if source is None:
        if not any(d.location.path == f"{root}/handbok.yml" for d in found):
            found.append(diagnostic(Location(f"{root}/handbok.yml"), "saknad-fil", "handbok.yml saknas"))
        return None
    record = _validated(m.Handbok, source.data, source, (), found)
    return record if isinstance(record, m.Handbok) else None


def _unread(paths: Iterable[str], root: str, settings: m.Handbok) -> Iterator[Place]:
    """What the files that could not be read would have held."""
    for path in paths:
        parts = tuple(path.removeprefix(f"{root}/").split("/"))
        if place := place_of(parts, settings):
            yield place


def _take(source: Source, catalog: Catalog, found: list[Diagnostic], faulty: set[str]) -> None:
    place = place_of(source.parts, catalog.handbok)
    if place is None:
        near = nearest_folder(source.parts, catalog.handbok)
        found.append(diagnostic(Location(source.path), "olast-fil", "ingen läser filen", f'menas "{near}"?' if near else ""))
        return
    before = len(found)
    place = place_now(place, catalog.former)
    if place.id and not m.SLUG.match(place.id):
        message = f'filnamnet "{place.id}" går inte att använda i en adress'
        found.append(diagnostic(Location(source.path), "ogiltigt-namn", message))
        catalog.left_out.add(place)
    elif place.many:
        _take_list(source, place, catalog, found)
    else:
        record = _validated(place.type, source.data, source, (), found)
        if record is not None:
            record = record_now(record, place.ar, catalog.former)
            _index(_post(place, record, source, (), place.id), catalog, found)
        else:
            catalog.left_out.add(place)
    if len(found) > before:
        faulty.add(source.path)


def _take_list(source: Source, place: Place, catalog: Catalog, found: list[Diagnostic]) -> None:
    if source.data is None:
        return
    if not isinstance(source.data, list):
        found.append(diagnostic(source.at(), "fel-typ", "filen ska vara en lista", "börja varje rad med ett bindestreck"))
        catalog.left_out.add(place)
        return
    for number, item in enumerate(source.data):
        record = _validated(place.type, item, source, (number,), found)
        if record is not None:
            record = record_now(record, place.ar, catalog.former)
            _index(_post(place, record, source, (number,), getattr(record, "id", str(number))), catalog, found)
        else:
            ident = item.get("id") if isinstance(item, dict) else None
            catalog.left_out.add(replace(place, id=ident if isinstance(ident, str) else ""))


def _validated(cls: type[m.Record], data: Tree, source: Source, loc: Loc, found: list[Diagnostic]) -> m.Record | None:
    try:
        return cls.model_validate({} if data is None else data)
    except ValidationError as error:
        found += validation_faults(error, cls, source, loc)
        return None


def _post(place: Place, record: m.Record, source: Source, loc: Loc, ident: str) -> Post[Any]:
    parts = sections(source.body, source.body_line) if source.body and not loc else ()
    return Post(place.kind, ident, record, source, loc, place.ar, place.enhet, place.niva, place.period, parts)


def _index(post: Post[Any], catalog: Catalog, found: list[Diagnostic]) -> None:
    if post.kind in _LISTS:
        getattr(catalog, _LISTS[post.kind]).append(post)
        return
    index = getattr(catalog, _INDEX[post.kind])
    key = f"{post.ar}/{post.enhet}" if post.kind == "plan" else post.key
    if key in index:
        first = index[key]
        found.append(
            diagnostic(
                post.at("id") if post.loc else Location(post.source.path),
                "dubbelt-id",
                f'id:t "{post.id}" finns redan i {first.source.path} (rad {first.at().line})',
            )
        )
    else:
        index[key] = post


def _missing_plans(sources: list[Source], catalog: Catalog, root: str, faulty: set[str]) -> list[Diagnostic]:
    """A diagnostic for each unit's year that has files but no plan.md."""
    folders = {s.parts[:3] for s in sources if s.parts[0] == "planer" and len(s.parts) > 3 and s.parts[1].isdigit()}
    paths = {folder: f"{root}/{'/'.join(folder)}/plan.md" for folder in sorted(folders)}
    return [
        diagnostic(Location(path), "saknad-fil", "enhetens plan.md saknas det året")
        for folder, path in paths.items()
        if f"{folder[1]}/{catalog.former.now_in(int(folder[1]), 'enhet', folder[2])}" not in catalog.planer
        and path not in faulty
    ]
