"""Which ids are former ones, and records of years that are over with every reference to such an id as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from handbok import model as m
from handbok.catalog.former import Former
from handbok.catalog.places import Place, place_of
from handbok.catalog.references import marked
from handbok.source import Source

R = TypeVar("R", bound=m.Record)


def former_ids(sources: Iterable[Source], settings: m.Handbok) -> Former:
    """What the files of things that live across years say that they were called before."""
    ids: dict[tuple[str, str], str] = {}
    newest = 0
    for source in sources:
        place = place_of(source.parts, settings)
        if place is None:
            continue
        newest = max(newest, place.ar or 0)
        former = source.data.get("tidigare_id") if isinstance(source.data, dict) and place.ar is None else None
        if isinstance(former, list):
            ids |= {(place.kind, ident): place.id for ident in former if isinstance(ident, str)}
    return Former(ids, newest)


def place_now(place: Place, former: Former) -> Place:
    """The place, with the unit as it is called now."""
    if not place.enhet:
        return place
    unit = former.now_in(place.ar, "enhet", place.enhet)
    return place if unit == place.enhet else replace(place, enhet=unit, id=unit if place.kind == "plan" else place.id)


def record_now(record: R, year: int | None, former: Former) -> R:
    """The record, with every reference as it is now."""
    if not former.ids or year is None or year >= former.newest:
        return record
    for loc, text, marker, is_key in tuple(marked(record)):
        if isinstance(marker, m.Ref) and not is_key and (present := former.now(marker.kind, text)) != text:
            record = m.with_value(record, loc, present)
    return record
