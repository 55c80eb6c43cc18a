"""Catalog → the counts in it, where each stands and what ties them together: one `secrecy` table over everything.

A place is a file's path and the path of keys to a value in it. What is printed in two places (a comparison with last year
and last year's own figure) is one cell, so that it is shown or hidden in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.figures import count, number
from handbok.secrecy import percentages
from handbok.secrecy.exemptions import Exemption
from handbok.secrecy.tables import Cell, Key, Share, Sum, Table

Place: TypeAlias = tuple[str | int, ...]

_UNITS = (
    "antal barn brukare elever familjer flickor föräldrar individer klienter kunder personer placeringar pojkar st "
    "ungdomar ärenden"
)
COUNTED = frozenset(_UNITS.split())
"""What counts of people and cases are counted in. Other units (år, mnkr, gånger) are not of people."""
_TOTAL = re.compile(r"(?:totalt|summa|samtliga|alla|sammanlagt)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|procent", re.IGNORECASE)
_FEWER = re.compile(r"färre än \d+", re.IGNORECASE)


def place_of(post: Post[Any], *loc: str | int) -> Place:
    """The place of the value at `loc` within the post's record."""
    return (post.source.path, *post.loc, *loc)


@dataclass(frozen=True, slots=True)
class Split:
    """Percentages of one thing for all, men and women; the places of the last two."""

    alla: str | None
    man: str | None
    kvinnor: str | None
    places: tuple[Place, Place]
    few: bool = False
    """Whether it is known that one sex is so few that a percentage of it is about persons."""


@dataclass(slots=True)
class Counts:
    """Every count, share and split by percentages of a catalog. `places` are the places of each cell and share."""

    cells: dict[Key, Cell] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    places: dict[Place, Key] = field(default_factory=dict)
    splits: list[Split] = field(default_factory=list)
    fewer: set[Key] = field(default_factory=set)
    """Cells that the source itself writes as "färre än"."""

    @property
    def table(self) -> Table:
        """The whole as a table."""
        return Table(tuple(self.cells.values()), tuple(dict.fromkeys(self.sums)), tuple(self.shares))

    def cells_value(self, key: Key) -> int | None:
        """The count of that cell; None for a share."""
        return self.cells[key].value if key in self.cells else None

    def covered(self, exemption: Exemption) -> Iterator[Exemption]:
        """The exemption for each cell, share and split that stands where it says."""
        for place, key in self.places.items():
            if exemption.covers(place):
                yield replace(exemption, omfattar=key)

    # --- Building -----------------------------------------------------------------------------------------------

    def add(self, place: Place, figure: str | None, *, sensitive: bool, same_as: Key | None = None) -> Key | None:
        """The cell of the figure at that place; None when there is no figure. `same_as` is the cell that it repeats."""
        if figure is None:
            return None
        value = None if _PERCENT.search(figure) else count(figure)
        if same_as is not None and same_as in self.cells and value is not None and self.cells[same_as].value == value:
            self.places[place] = same_as
            return same_as
        self.cells[place] = Cell(place, value, sensitive)
        if value is not None:
            self.places[place] = place
        elif _FEWER.match(figure):
            self.fewer.add(place)
        return place

    def sum(self, total: Key | None, parts: Iterable[Key | None]) -> None:
        """Ties a total to its parts, when there are any."""
        known = tuple(dict.fromkeys(part for part in parts if part is not None))
        if total is None or not known or total in known:
            return
        self.sums.append(Sum(total, known))
        self._work_out(total, known)

    def _work_out(self, total: Key, parts: tuple[Key, ...]) -> None:
        """What the source writes as "färre än 5" is known to a reader, and so to us, when all else in the sum is."""
        unknown = [part for part in parts if self.cells[part].value is None]
        whole = self.cells[total].value
        if len(unknown) == 1 and unknown[0] in self.fewer and whole is not None:
            rest = whole - sum(self.cells[part].value or 0 for part in parts)
            self.cells[unknown[0]] = replace(self.cells[unknown[0]], value=max(rest, 0))

    def unprinted(self, key: Key, *, sensitive: bool) -> Key:
        """A cell that nobody has printed but everyone can work out."""
        self.cells.setdefault(key, Cell(key, None, sensitive))
        return key


def gather(catalog: Catalog) -> Counts:
    """Every count of the catalog."""
    found = Counts()
    for post in catalog.klagomal:
        _complaints(post, found)
    _Statistics(catalog, found).add_all()
    _Measurements(catalog, found).add_all()
    return found


# --- Complaints --------------------------------------------------------------------------------------------------


def _complaints(post: Post[m.Klagomal], found: Counts) -> None:
    """Rows over periods with their totals, a row of totals over the others, and what groups divide up."""
    rows: list[list[dict[str, Key]]] = []
    for g, group in enumerate(post.data.grupper):
        rows.append([_complaint_row(post, found, ("grupper", g, "rader", r), row) for r, row in enumerate(group.rader)])
        totals = [r for r, row in enumerate(group.rader) if _TOTAL.match(row.kategori)]
        if len(totals) == 1:
            _column_sums(found, rows[g][totals[0]], [row for r, row in enumerate(rows[g]) if r != totals[0]])
    for g, group in enumerate(post.data.grupper):
        for whole in divided(post.data, group):
            _column_sums(found, rows[whole[0]][whole[1]], rows[g])


def divided(table: m.Klagomal, group: m.Klagomalsgrupp) -> Iterator[tuple[int, int]]:
    """The group and row, by number, of what the group divides up."""
    for g, other in enumerate(table.grupper):
        for r, row in enumerate(other.rader):
            if other is not group and row.kategori == group.delar_upp:
                yield g, r


def _complaint_row(post: Post[m.Klagomal], found: Counts, loc: Place, row: m.Klagomalsrad) -> dict[str, Key]:
    written = {period: (figure, ("antal", period)) for period, figure in row.antal.items()}
    cells = {p: found.add(place_of(post, *loc, *at), figure, sensitive=True) for p, (figure, at) in written.items()}
    total = found.add(place_of(post, *loc, "totalt"), row.totalt, sensitive=True)
    found.sum(total, cells.values())
    return {column: key for column, key in (cells | {"totalt": total}).items() if key is not None}


def _column_sums(found: Counts, whole: dict[str, Key], parts: list[dict[str, Key]]) -> None:
    for column, total in whole.items():
        found.sum(total, [part.get(column) for part in parts])


# --- Figures of running text -------------------------------------------------------------------------------------


class _Statistics:
    """The figures of statistik.yml, oldest first: later ones repeat them."""

    def __init__(self, catalog: Catalog, found: Counts) -> None:
        self.catalog = catalog
        self.found = found
        self.cells: dict[tuple[int | None, str | None, str], Key] = {}
        self.shares: dict[tuple[int | None, str | None, str], Key] = {}

    def add_all(self) -> None:
        posts = sorted(self.catalog.statistik, key=lambda p: p.ar or 0)
        for post in posts:
            if is_count(post.data):
                self._add(post)
            elif (post.data.man or post.data.kvinnor) and post.data.avser != "verksamhet":
                places = (place_of(post, "man"), place_of(post, "kvinnor"))
                self.found.splits.append(Split(post.data.varde, post.data.man, post.data.kvinnor, places))
        for post in posts:
            self._tie(post)

    def _add(self, post: Post[m.Statistik]) -> None:
        data = post.data
        sensitive = data.avser in (None, "klienter")
        whole = self.found.add(place_of(post, "varde"), data.varde, sensitive=sensitive)
        if whole is None:
            return
        self.cells[post.ar, post.enhet, post.id] = whole
        sexes = ("man", "kvinnor")
        if any(_PERCENT.search(getattr(data, sex) or "") for sex in sexes):
            for sex in sexes:
                figure = getattr(data, sex) or ""
                if _PERCENT.search(figure):
                    _percentage(self.found, place_of(post, sex), figure, whole, sensitive=sensitive)
                else:
                    self.found.add(place_of(post, sex), figure or None, sensitive=sensitive)
            shares = [(*place_of(post, sex), "del") for sex in sexes]
            if all(key in self.found.cells for key in shares):
                self.found.sum(whole, shares)
        elif data.man or data.kvinnor:
            parts = [self.found.add(place_of(post, sex), getattr(data, sex), sensitive=sensitive) for sex in sexes]
            missing = [
                self.found.unprinted(place_of(post, sex), sensitive=sensitive) for sex in sexes if not getattr(data, sex)
            ]
            self.found.sum(whole, [*parts, *missing])
        for index, earlier in enumerate(data.jamforelser):
            place = place_of(post, "jamforelser", index, "varde")
            same = self._of_year(earlier.avser, post, self.cells)
            if "%" not in earlier.varde:
                self.found.add(place, earlier.varde, sensitive=sensitive, same_as=same)

    def _of_year(
        self, year: str, post: Post[m.Statistik], known: Mapping[tuple[int | None, str | None, str], Key]
    ) -> Key | None:
        """What is known of the same figure that year, in the unit or in those that it continues."""
        if not re.fullmatch(r"\d{4}", year) or post.enhet is None:
            return None
        units = self.catalog.lineage(post.enhet)
        return next((key for unit in units if (key := known.get((int(year), unit, post.id)))), None)

    def _tie(self, post: Post[m.Statistik]) -> None:
        total = self.cells.get((post.ar, post.enhet, post.id))
        parts = [self.cells.get((post.ar, post.enhet, ident)) for ident in post.data.summa_av]
        self.found.sum(total, parts)
        if parts and (post.data.man or post.data.kvinnor):
            for sex in ("man", "kvinnor"):
                self.found.sum(self._of_sex(total, sex), [self._of_sex(part, sex) for part in parts])
        self._tie_comparisons(post)
        whole = self.cells.get((post.ar, post.enhet, post.data.andel_av or ""))
        if whole is not None and not is_count(post.data):
            self._tie_share(post, whole)
        for index, earlier in enumerate(post.data.jamforelser):
            share = self._of_year(earlier.avser, post, self.shares)
            if share is not None and "%" in earlier.varde:
                self.found.places[place_of(post, "jamforelser", index, "varde")] = share

    def _tie_share(self, post: Post[m.Statistik], whole: Key) -> None:
        """A percentage of a known whole; split by sex, it is of the men and women in that whole, when those are known."""
        found, place = self.found, place_of(post, "varde")
        sensitive = found.cells[whole].sensitive
        _percentage(found, place, post.data.varde, whole, sensitive=sensitive)
        if place in found.places:
            self.shares[post.ar, post.enhet, post.id] = place
        for sex in ("man", "kvinnor"):
            own, figure = (*whole[:-1], sex), getattr(post.data, sex)
            if figure and own in found.cells:
                _percentage(found, place_of(post, sex), figure, own, sensitive=sensitive)
        for part in ("del", "rest"):
            of = [(*place_of(post, who), part) for who in ("varde", "man", "kvinnor")]
            if all(key in found.cells for key in of):
                found.sum(of[0], of[1:])

    def _of_sex(self, whole: Key | None, sex: str) -> Key | None:
        """The cell of the men or women among those of a figure; one that nobody printed when the figure is not split."""
        if whole is None:
            return None
        place, other = (*whole[:-1], sex), (*whole[:-1], "kvinnor" if sex == "man" else "man")
        printed = next((key for key in (place, (*place, "del"), (*other, "rest")) if key in self.found.cells), None)
        if printed is None:
            sensitive = self.found.cells[whole].sensitive
            self.found.sum(whole, [self.found.unprinted(key, sensitive=sensitive) for key in (place, other)])
        return printed or place

    def _tie_comparisons(self, post: Post[m.Statistik]) -> None:
        """What a sum and its parts were earlier adds up too, when it does."""
        parts = [p for p in self.catalog.statistik if (p.ar, p.enhet) == (post.ar, post.enhet) and p.id in post.data.summa_av]
        for label, total in self._compared(post).items():
            keys = [key for part in parts if (key := self._compared(part).get(label))]
            if sum(self.found.cells[key].value or 0 for key in keys) == self.found.cells[total].value:
                self.found.sum(total, keys)

    def _compared(self, post: Post[m.Statistik]) -> dict[str, Key]:
        places = {j.avser: place_of(post, "jamforelser", i, "varde") for i, j in enumerate(post.data.jamforelser)}
        return {label: self.found.places[place] for label, place in places.items() if place in self.found.places}


def is_count(figure: m.Statistik) -> bool:
    """Whether it can be a count of people or cases, by what it is counted in."""
    unit = (figure.enhet or "").strip().lower()
    return (not unit or unit in COUNTED or figure.avser == "klienter") and "%" not in (figure.enhet or figure.varde)


def unclear(catalog: Catalog, small: Iterable[Place]) -> Iterator[Post[m.Statistik]]:
    """The figures of running text of which nobody has said whom they are of, with a count that is small."""
    places = set(small)
    for post in catalog.statistik:
        if post.data.avser is None and any(place[: len(post.loc) + 1] == place_of(post) for place in places):
            yield post


def _percentage(found: Counts, place: Place, figure: str, whole: Key, *, sensitive: bool) -> None:
    """A percentage of a known whole is a count: its part and the rest are cells that nobody printed."""
    table = percentages.of_whole(place, figure, replace(found.cells[whole], sensitive=sensitive))
    if table.shares:
        found.places[place] = place
        for cell in table.cells:
            found.cells.setdefault(cell.key, cell)
        found.sums += table.sums
        found.shares += table.shares


# --- Indicators --------------------------------------------------------------------------------------------------


class _Measurements:
    """The outcomes of indicators, oldest first."""

    def __init__(self, catalog: Catalog, found: Counts) -> None:
        self.catalog = catalog
        self.found = found
        self.last: dict[tuple[int | None, str | None, str], Key] = {}
        self.shares: dict[tuple[int | None, str | None, str], Key] = {}

    def add_all(self) -> None:
        order = {period.id: i for i, period in enumerate(self.catalog.handbok.perioder)}
        for post in sorted(self.catalog.matningar, key=lambda p: p.ar or 0):
            indicator = self.catalog.indikatorer.get(post.data.indikator)
            if indicator is None or indicator.data.avser == "verksamhet":
                continue
            counted = _counted(indicator.data)
            self._last_year(post, counted=counted)
            for period in sorted(post.data.utfall, key=lambda p: order.get(p, -1)):
                outcome = post.data.utfall[period]
                if counted:
                    self._counts(post, period, outcome, sensitive=indicator.data.avser != "personal")
                else:
                    self._percentages(post, period, outcome)

    def _last_year(self, post: Post[m.Matning], *, counted: bool) -> None:
        units = self.catalog.lineage(post.enhet or "")
        known = self.last if counted else self.shares
        earlier = (known.get(((post.ar or 0) - 1, unit, post.data.indikator)) for unit in units)
        same, place = next((key for key in earlier if key), None), place_of(post, "forra_aret")
        if counted:
            self.found.add(place, post.data.forra_aret, sensitive=True, same_as=same)
        elif same is not None and post.data.forra_aret:
            self.found.places[place] = same

    def _counts(self, post: Post[m.Matning], period: str, outcome: m.Utfall, *, sensitive: bool) -> None:
        loc = ("utfall", period)
        here = (post.ar, post.enhet, post.data.indikator)
        whole = self.found.add(place_of(post, *loc, "alla"), outcome.alla, sensitive=sensitive, same_as=self.last.get(here))
        if whole is not None:
            self.last[here] = whole
        sexes = {sex: getattr(outcome, sex) for sex in ("man", "kvinnor")}
        if any(sexes.values()):
            added = {s: self.found.add(place_of(post, *loc, s), f, sensitive=sensitive) for s, f in sexes.items()}
            keys = [k or self.found.unprinted(place_of(post, *loc, s), sensitive=sensitive) for s, k in added.items()]
            self.found.sum(whole, keys)
        parts = [
            self.found.add(place_of(post, *loc, "delar", i, "varde"), part.varde, sensitive=sensitive)
            for i, part in enumerate(outcome.delar)
            if "%" not in part.varde
        ]
        values = [self.found.cells[key].value for key in parts if key is not None]
        if whole is not None and sum(v for v in values if v is not None) == self.found.cells[whole].value:
            self.found.sum(whole, parts)

    def _percentages(self, post: Post[m.Matning], period: str, outcome: m.Utfall) -> None:
        loc = ("utfall", period)
        places = (place_of(post, *loc, "man"), place_of(post, *loc, "kvinnor"))
        known = outcome.av or m.Underlag()
        men, women = count(known.man), count(known.kvinnor)
        everyone = count(known.alla)
        if everyone is not None and (men is None) != (women is None):
            men, women = (everyone - (women or 0) if men is None else men), (everyone - (men or 0) if women is None else women)
        few = any(n is not None and 0 < n < self.catalog.handbok.sekretess.troskel for n in (men, women))
        if outcome.man or outcome.kvinnor:
            self.found.splits.append(Split(outcome.alla, outcome.man, outcome.kvinnor, places, few))
        self._known_wholes(post, period, outcome)

    def _known_wholes(self, post: Post[m.Matning], period: str, outcome: m.Utfall) -> None:
        """Percentages of as many as readers know: the counts that each stands for, those of the sexes adding up to all."""
        keys: dict[str, Key] = {}
        for who in ("alla", "man", "kvinnor"):
            whole, figure = count(getattr(outcome.av, who, None)), getattr(outcome, who)
            if whole is None:
                continue
            place = place_of(post, "utfall", period, who)
            keys[who] = place
            self.found.cells[*place, "av"] = Cell((*place, "av"), whole, sensitive=False, hideable=False)
            if figure:
                _percentage(self.found, place, figure, (*place, "av"), sensitive=True)
                if who == "alla" and place in self.found.places:
                    self.shares[post.ar, post.enhet, post.data.indikator] = place
        if "alla" in keys:
            self._parts_of(post, period, outcome, (*keys["alla"], "av"))
        if len(keys) == 3:
            for part in ("av", "del", "rest"):
                of = [(*keys[who], part) for who in ("alla", "man", "kvinnor")]
                if all(key in self.found.cells for key in of):
                    self.found.sum(of[0], of[1:])

    def _parts_of(self, post: Post[m.Matning], period: str, outcome: m.Utfall, whole: Key) -> None:
        """Percentages of parts, read as shares of all, since nothing says that they are of fewer. Together they may be all."""
        places = [place_of(post, "utfall", period, "delar", i, "varde") for i in range(len(outcome.delar))]
        for place, part in zip(places, outcome.delar, strict=True):
            _percentage(self.found, place, part.varde, whole, sensitive=True)
        shares = [(*place, "del") for place in places]
        whole_adds_up = sum(number(part.varde) or 0 for part in outcome.delar) == 100
        if whole_adds_up and all(key in self.found.cells for key in shares):
            self.found.sum(whole, shares)


def _counted(indicator: m.Indikator) -> bool:
    """Whether outcomes are counts of people or cases."""
    unit = indicator.enhet.strip().lower()
    return unit in COUNTED or (bool(indicator.avser) and unit not in ("%", "procent"))
