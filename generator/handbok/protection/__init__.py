"""Catalog → catalog as it may be published: figures that could point someone out are replaced by what is shown instead.

This is the only place that decides what is shown. `check` reads the catalog as it is written; everything that is
published is made from an `Edition`, and an edition takes no other catalog than one that has been through `published`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.catalog.structure import structure
from handbok.figures import Withheld
from handbok.memory import FORGETFUL, Memory
from handbok.protection.places import Counts, Place, gather, place_of
from handbok.secrecy.exemptions import Exemption, defects, exempted
from handbok.secrecy.percentages import split_reveals
from handbok.secrecy.suppression import HIDDEN, Rules, protect

__all__ = ["Assessment", "Place", "Published", "assess", "exemptions", "place_of", "published"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What may be shown of a catalog.

    `withheld` is what stands in place of each figure that is not shown, `small` the places of counts that are too small to
    be shown and `revealing` those of percentages whose split says as much. `exposed` are small counts that no hiding keeps
    secret, `values` every count by place.
    """

    withheld: Mapping[Place, Withheld]
    small: tuple[Place, ...]
    revealing: tuple[Place, ...]
    exposed: tuple[Place, ...]
    values: Mapping[Place, int]


@dataclass(frozen=True, slots=True, eq=False)
class Published(Catalog):
    """A catalog in which every figure is as it may be published."""


def published(catalog: Catalog, memory: Memory = FORGETFUL) -> Published:
    """The catalog with every figure as it may be published. One that is so already is given back as it is."""
    if isinstance(catalog, Published):
        return catalog
    shown = Published(**{f.name: getattr(catalog, f.name) for f in fields(catalog)})
    withheld: dict[Place, Withheld] = dict(assess(catalog, memory).withheld)
    if not withheld:
        return shown
    by_file: dict[object, dict[Place, Withheld]] = defaultdict(dict)
    for place, text in withheld.items():
        by_file[place[0]][place] = text

    def protected(posts: Iterable[Post[Any]]) -> list[Post[Any]]:
        return [_protected(post, by_file[post.source.path]) for post in posts]

    return replace(
        shown,
        matningar=protected(catalog.matningar),
        statistik=protected(catalog.statistik),
        klagomal=protected(catalog.klagomal),
    )


def assess(catalog: Catalog, memory: Memory = FORGETFUL) -> Assessment:
    """What may be shown of the catalog's figures."""
    return memory.once("sekretess", structure(catalog), lambda: _assess(catalog)) if memory.folder else _assess(catalog)


def _assess(catalog: Catalog) -> Assessment:
    counts = gather(catalog)
    rules = _rules(catalog)
    valid = [exemption for _, exemption, faults in exemptions(catalog) if not faults]
    covered = [own for exemption in valid for own in counts.covered(exemption)]
    protection = protect(exempted(counts.table, covered), rules)
    withheld: dict[Place, Withheld] = {}
    for place, key in counts.places.items():
        verdict = protection.verdicts[key]
        if verdict.mark in ("farre", "dold"):
            withheld[place] = Withheld(verdict.text, "farre" if verdict.mark == "farre" else "dold", verdict.why)
    revealing = tuple(_revealing(counts, rules, valid))
    withheld |= {place: Withheld(HIDDEN, "dold", _SPLIT) for place in revealing}
    values = {place: value for place, key in counts.places.items() if (value := counts.cells_value(key)) is not None}
    exempt = {exemption.omfattar for exemption in covered}
    small = [
        place
        for place, key in counts.places.items()
        if key not in exempt and key in counts.cells and counts.cells[key].sensitive and rules.small(values.get(place, 0))
    ]
    where: dict[Any, Place] = {}
    for place, key in counts.places.items():
        where.setdefault(key, place)
    # A cell that nobody printed stands for the percentage or the split that it was worked out from.
    exposed = [where.get(key) or where.get(key[:-1]) or key for key in protection.exposed if key not in exempt]
    return Assessment(withheld, tuple(small), revealing, tuple(dict.fromkeys(exposed)), values)


_SPLIT = f"Där det står ”{HIDDEN}” skulle uppdelningen efter kön göra att det går att räkna ut ett litet antal."


def _rules(catalog: Catalog) -> Rules:
    settings = catalog.handbok.sekretess
    return Rules(settings.troskel, settings.kvar, settings.dolj_noll)


def _revealing(counts: Counts, rules: Rules, valid: list[Exemption]) -> Iterator[Place]:
    """The percentages for men and for women that together with that for all give small counts away."""
    for split in counts.splits:
        if any(exemption.covers(place) for exemption in valid for place in split.places):
            continue
        if split.few or split_reveals(split.alla, split.man, split.kvinnor, rules.threshold):
            yield from (place for place, figure in zip(split.places, (split.man, split.kvinnor), strict=True) if figure)


def exemptions(catalog: Catalog) -> Iterator[tuple[tuple[Post[Any], Place], Exemption, tuple[str, ...]]]:
    """Every exemption with the post and the path in it where it stands, and what it lacks."""
    for post, loc, written in _written_exemptions(catalog):
        exemption = Exemption(written.skal, written.roll, place_of(post, *loc, *_as_keys(written.omfattar)))
        yield (post, (*loc, "undantag")), exemption, defects(exemption, catalog.roller)


def _written_exemptions(catalog: Catalog) -> Iterator[tuple[Post[Any], Place, m.Undantag]]:
    rows: list[Post[m.Matning] | Post[m.Statistik]] = [*catalog.matningar, *catalog.statistik]
    for post in rows:
        if post.data.undantag:
            yield post, (), post.data.undantag
    for table in catalog.klagomal:
        for g, group in enumerate(table.data.grupper):
            for r, row in enumerate(group.rader):
                if row.undantag:
                    yield table, ("grupper", g, "rader", r), row.undantag


def _as_keys(path: tuple[str, ...]) -> Place:
    """A path as it is written: a number in it is that of a row in a list, counted from 0."""
    return tuple(int(part) if part.isdigit() else part for part in path)


# --- Putting what is shown in place ------------------------------------------------------------------------------


def _protected(post: Post[Any], withheld: Mapping[Place, Withheld]) -> Post[Any]:
    start = place_of(post)
    data = post.data
    for place, text in withheld.items():
        if place[: len(start)] == start:
            data = m.with_value(data, place[len(start) :], text)
    return post if data is post.data else replace(post, data=data)
