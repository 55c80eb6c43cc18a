"""Everything that stands in content/, validated, indexed by id and with every reference resolved or reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, Generic, TypeVar

from handbok import model as m
from handbok.catalog.former import Former
from handbok.catalog.places import Place
from handbok.diagnostics import Diagnostic, Location
from handbok.prose import Section
from handbok.source import Loc, Source

R_co = TypeVar("R_co", bound=m.Record, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)  # each record stands once; comparing whole files to see that is slow
class Post(Generic[R_co]):
    """One record and where it comes from.

    `kind` names the sort of thing ("mal", "rutin" …). `ar`, `enhet` and `period` are set for what belongs to one year,
    unit or follow-up; `niva` for goals. `loc` is the record's path within its file when the file is a list.
    """

    kind: str
    id: str
    data: R_co
    source: Source
    loc: Loc = ()
    ar: int | None = None
    enhet: str | None = None
    niva: str | None = None
    period: str | None = None
    sections: tuple[Section, ...] = ()

    @property
    def key(self) -> str:
        """The id that is unique in the whole handbook: `2023/familjeenheten/stod`, `2023/trygghet`, `sip`."""
        if not self.ar:
            return f"{self.enhet}/{self.id}" if self.enhet else self.id
        return f"{self.ar}/{self.enhet}/{self.id}" if self.enhet else f"{self.ar}/{self.id}"

    def at(self, *loc: str | int, key: bool = False) -> Location:
        """Where the value (or with `key` the key) at `loc` within this record stands."""
        return self.source.at((*self.loc, *loc), key=key)

    def places_in(self, loc: Loc, text: str) -> Callable[[int], Location]:
        """Gives an offset in `text`, the value at `loc` within this record, its place in the file."""
        return self.source.places_in((*self.loc, *loc), text)

    @property
    def note(self) -> str | None:
        """The källnotering, if the record has one."""
        return getattr(self.data, "kallnotering", None)


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """The whole handbook. Things that live across years are keyed by id, the others by `Post.key`.

    `left_out` are the places of files and list rows with faults of their own: what they define is not here. `former` tells
    what things were called before.
    """

    handbok: m.Handbok
    namnder: dict[str, Post[m.Namnd]] = field(default_factory=dict)
    enheter: dict[str, Post[m.Enhet]] = field(default_factory=dict)
    roller: dict[str, Post[m.Roll]] = field(default_factory=dict)
    indikatorer: dict[str, Post[m.Indikator]] = field(default_factory=dict)
    processer: dict[str, Post[m.Process]] = field(default_factory=dict)
    rutiner: dict[str, Post[m.Rutin]] = field(default_factory=dict)
    sidor: dict[str, Post[m.Sida]] = field(default_factory=dict)
    ordlista: dict[str, Post[m.Ord]] = field(default_factory=dict)
    mal: dict[str, Post[m.Mal]] = field(default_factory=dict)
    planer: dict[str, Post[m.Plan]] = field(default_factory=dict)
    aktiviteter: dict[str, Post[m.Aktivitet]] = field(default_factory=dict)
    atgarder: dict[str, Post[m.Atgard]] = field(default_factory=dict)
    risker: dict[str, Post[m.Risk]] = field(default_factory=dict)
    kontroller: dict[str, Post[m.Kontroll]] = field(default_factory=dict)
    uppfoljningar: list[Post[m.Uppfoljning]] = field(default_factory=list)
    avsnitt: list[Post[m.Avsnitt]] = field(default_factory=list)
    matningar: list[Post[m.Matning]] = field(default_factory=list)
    statistik: list[Post[m.Statistik]] = field(default_factory=list)
    ekonomi: list[Post[m.Ekonomi]] = field(default_factory=list)
    klagomal: list[Post[m.Klagomal]] = field(default_factory=list)
    arshjul: list[Post[m.Arshjulsdag]] = field(default_factory=list)
    laskvittenser: list[Post[m.Laskvittens]] = field(default_factory=list)
    synonymer: list[Post[m.Synonym]] = field(default_factory=list)
    kravsamlingar: dict[str, Post[m.Kravsamling]] = field(default_factory=dict)
    flyttade_lagrum: list[Post[m.FlyttatLagrum]] = field(default_factory=list)
    left_out: set[Place] = field(default_factory=set)
    former: Former = field(default_factory=Former)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a plan, oldest first; each becomes an edition."""
        return tuple(sorted({p.ar for p in self.planer.values() if p.ar is not None}))

    def until(self, year: int) -> Catalog:
        """The handbook without the goals, plans, follow-ups and figures of later years."""
        kept: dict[str, Any] = {}
        for field_ in fields(self):
            held = getattr(self, field_.name)
            if isinstance(held, dict):
                kept[field_.name] = {k: p for k, p in held.items() if (p.ar or year) <= year}
            elif isinstance(held, list):
                kept[field_.name] = [p for p in held if (p.ar or year) <= year]
        return replace(self, **kept)

    def posts(self) -> Iterator[Post[Any]]:
        """Every record there is."""
        groups: tuple[Iterable[Post[Any]], ...] = (
            self.namnder.values(),
            self.enheter.values(),
            self.roller.values(),
            self.indikatorer.values(),
            self.processer.values(),
            self.rutiner.values(),
            self.sidor.values(),
            self.ordlista.values(),
            self.mal.values(),
            self.planer.values(),
            self.aktiviteter.values(),
            self.atgarder.values(),
            self.risker.values(),
            self.kontroller.values(),
            self.uppfoljningar,
            self.avsnitt,
            self.matningar,
            self.statistik,
            self.ekonomi,
            self.klagomal,
            self.arshjul,
            self.laskvittenser,
            self.synonymer,
            self.kravsamlingar.values(),
            self.flyttade_lagrum,
        )
        for group in groups:
            yield from group

    def with_counts(self) -> tuple[Post[Any], ...]:
        """The records that hold counts of people and cases."""
        return (*self.klagomal, *self.statistik, *self.matningar)

    def goal(self, goal_id: str, year: int | None, unit: str | None) -> Post[m.Mal] | None:
        """The goal that `goal_id` means to a unit in a year: the unit's own, otherwise one that steers the year.

        A full key such as `2022/familjeenheten/stod` is also understood.
        """
        return self.mal.get(f"{year}/{unit}/{goal_id}") or self.mal.get(f"{year}/{goal_id}") or self.mal.get(goal_id)

    def reported(self) -> dict[tuple[int | None, str | None], set[str]]:
        """The ids of the periods that each unit has reported, by year and unit: those that a follow-up or chapter is of."""
        done: dict[tuple[int | None, str | None], set[str]] = {}
        told = [(p, p.period) for p in self.uppfoljningar] + [(a, a.data.period) for a in self.avsnitt]
        for post, period in told:
            if period:
                done.setdefault((post.ar, post.enhet), set()).add(period)
        return done

    def lineage(self, unit: str) -> list[str]:
        """The unit and then, nearest first, all units it continues."""
        line = [unit]
        for step in line:
            post = self.enheter.get(step)
            line += [f for f in (post.data.foregangare if post else ()) if f not in line]
        return line

    def is_left_out(self, kind: str, ident: str) -> bool:
        """Whether something is missing only because the file or row that defines it has a fault, already reported."""
        kind = "mal" if kind == "mal-nagot-ar" or kind in {n.id for n in self.handbok.malnivaer} else kind
        last = ident.rpartition("/")[2]
        if kind == "krav":  # a set of requirements is one file: with a fault in it, none of them is here
            kind, last = "kravsamling", ident.partition("/")[0]
        return any(place.kind == kind and place.id in ("", last) for place in self.left_out)

    def misses(self, kind: str, year: int | None, unit: str | None, ident: str = "") -> bool:
        """Whether something of that kind, that belongs to the unit's year (and to `ident`), was left out."""
        lost = [p for p in self.left_out if (p.kind, p.ar, p.enhet) == (kind, year, unit)]
        return any(ident in ("", place.id) for place in lost)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The outcome of loading: the catalog, or None when handbok.yml cannot be read, and all that was found."""

    catalog: Catalog | None
    diagnostics: tuple[Diagnostic, ...]
