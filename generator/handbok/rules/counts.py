"""Small counts: where they stand though they may not, what gives them away, and texts that repeat what tables hide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.catalog.references import marked, nearest
from handbok.diagnostics import Diagnostic, Location, diagnostic
from handbok.memory import FORGETFUL, Memory
from handbok.protection import Assessment, Place, assess, exemptions, place_of
from handbok.protection.places import divided, unclear
from handbok.secrecy.free_text import WHY, single_cases, small_counts
from handbok.source import Loc, Source

_REPORTS = re.compile(r"klagom|synpunkt|avvikels|lex[- ]sarah", re.IGNORECASE)
"""What a chapter about complaints and reported faults has in its title."""
_TOKEN = re.compile(r"(?<![\w,.–-])\d+(?!\w|[.,–-]\d)")
_WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def secret_counts(catalog: Catalog, memory: Memory = FORGETFUL) -> Iterator[Diagnostic]:
    """Every finding about small counts."""
    assessment = assess(catalog, memory)
    yield from _exemptions(catalog)
    yield from _named_figures(catalog)
    if not catalog.handbok.sekretess.sanna_tal_i_kallan:
        yield from _in_the_source(catalog, assessment)
    yield from _exposed(catalog, assessment)
    for post in unclear(catalog, assessment.small):
        message = f'"{post.data.namn}" är ett litet antal, men det framgår inte om det gäller klienter; det visas inte'
        yield diagnostic(post.at("varde"), "oklart-antal", message)
    yield from _told(catalog, assessment)


# --- Figures -----------------------------------------------------------------------------------------------------


def _places(catalog: Catalog) -> Callable[[Place], Location]:
    sources: dict[str, Source] = {post.source.path: post.source for post in catalog.with_counts()}
    return lambda place: sources[str(place[0])].at(place[1:])


def _in_the_source(catalog: Catalog, assessment: Assessment) -> Iterator[Diagnostic]:
    at = _places(catalog)
    threshold = catalog.handbok.sekretess.troskel
    for place in assessment.small:
        message = f"antalet är färre än {threshold} och kan peka ut en enskild person"
        yield diagnostic(at(place), "litet-antal", message, f'skriv "färre än {threshold}"')
    for place in {place[:-1]: place for place in reversed(assessment.revealing)}.values():
        yield diagnostic(at(place), "uppdelning-rojer-antal", "andelarna för alla, män och kvinnor ger tillsammans antalen")


def _exposed(catalog: Catalog, assessment: Assessment) -> Iterator[Diagnostic]:
    at = _places(catalog)
    for place in assessment.exposed:
        yield diagnostic(at(place), "antal-gar-att-rakna-ut", "ett litet antal går att räkna ut, hur mycket som än döljs")


def _exemptions(catalog: Catalog) -> Iterator[Diagnostic]:
    for (post, loc), _, faults in exemptions(catalog):
        for fault in faults:
            yield diagnostic(post.at(*loc), "ogiltigt-undantag", fault)


def _named_figures(catalog: Catalog) -> Iterator[Diagnostic]:
    """What figures say that they are parts of exists."""
    known: dict[str, list[str]] = defaultdict(list)
    for post in catalog.statistik:
        known[post.source.path].append(post.id)
    for post in catalog.statistik:
        named = [*((("summa_av", i), ident) for i, ident in enumerate(post.data.summa_av))]
        for loc, ident in [*named, *([(("andel_av",), post.data.andel_av)] if post.data.andel_av else [])]:
            if ident not in known[post.source.path]:
                near = nearest(ident, known[post.source.path])
                remedy = f"en liknande finns: {near}" if near else "skriv id för en siffra i samma fil"
                yield diagnostic(post.at(*loc), "okand-referens", f'siffran "{ident}" finns inte i filen', remedy)
    for table in catalog.klagomal:
        for g, group in enumerate(table.data.grupper):
            if group.delar_upp and not any(True for _ in divided(table.data, group)):
                message = f'kategorin "{group.delar_upp}" finns inte i någon annan grupp'
                names = [row.kategori for other in table.data.grupper if other is not group for row in other.rader]
                near = nearest(group.delar_upp, names)
                remedy = f"en liknande finns: {near}" if near else "skriv en kategori som står i en annan grupp"
                yield diagnostic(table.at("grupper", g, "delar_upp"), "okand-referens", message, remedy)


# --- Texts beside them -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that stands beside hidden counts.

    `own` are the hidden counts of the very row that it is about: any such number in it is taken for one. `near` are those
    of the unit's year: they count only when the text says that it counts people or cases. `decimals` are the percentages
    that it hides, whose decimals nothing else has. `cases` says why a single case must not be told in it; "" where the text
    is not about what the counts count.
    """

    text: str
    at: Callable[[int], Location]
    own: frozenset[int]
    near: frozenset[int]
    decimals: frozenset[str]
    cases: str


def _told(catalog: Catalog, assessment: Assessment) -> Iterator[Diagnostic]:
    threshold = catalog.handbok.sekretess.troskel
    for text in _beside(catalog, assessment):
        counted = {p.start: p for p in small_counts(text.text, max(text.near, default=0) + 1) if p.count in text.near}
        for start in sorted({*counted, *_numbers(text.text, text.own), *_decimals(text.text, text.decimals)}):
            yield diagnostic(text.at(start), "antal-i-text", "texten skriver ut ett antal som tabellen döljer")
        for start in _in_tables(text.text, threshold):
            message = f"en tabell i texten har ett antal som är färre än {threshold}, och det visas som det står"
            yield diagnostic(text.at(start), "antal-i-text", message, "flytta siffrorna till klagomal.yml eller statistik.yml")
        if text.cases:
            for passage in single_cases(text.text):
                yield diagnostic(text.at(passage.start), "enskilt-fall", f"{WHY[passage.reason]}, och {text.cases}")


def _numbers(text: str, hidden: frozenset[int]) -> Iterator[int]:
    """Where the text has one of the numbers, in digits or as a word other than "ett"."""
    for match in _TOKEN.finditer(text):
        if int(match.group()) in hidden:
            yield match.start()
    words = [word for i, word in enumerate(_WORDS) if i in hidden and i > 1]
    if words:
        yield from (match.start() for match in re.finditer(rf"\b(?:{'|'.join(words)})\b(?! tal\b)", text, re.IGNORECASE))


def _decimals(text: str, hidden: frozenset[str]) -> Iterator[int]:
    for figure in hidden:
        yield from (match.start() for match in re.finditer(rf"(?<![\d,.]){re.escape(figure)}(?![\d])", text))


_ROW = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
_CELL = re.compile(r"(?<=\|)[ \t]*(\d+)[ \t]*(?=\|)")
_PEOPLE = re.compile(
    r"flick|pojk|\bmän\b|kvinn|klagom|synpunkt|avvikels|lex[- ]sarah|klient|brukar|\bkund|\bbarn|ungdom|familj|elev|person"
    r"|ärende",
    re.IGNORECASE,
)


def _in_tables(text: str, threshold: int) -> Iterator[int]:
    """Where a Markdown table about people or cases has a small count: nothing protects such a table."""
    rows = list(_ROW.finditer(text))
    if _PEOPLE.search(" ".join(row.group() for row in rows)):
        for row in rows:
            cells = _CELL.finditer(row.group())
            yield from (row.start() + cell.start(1) for cell in cells if 0 < int(cell[1]) < threshold)


def _beside(catalog: Catalog, assessment: Assessment) -> Iterator[_Text]:
    hidden = _Hidden(catalog, assessment)
    few = f"antalet är färre än {catalog.handbok.sekretess.troskel}"
    told = (*catalog.aktiviteter.values(), *catalog.risker.values(), *catalog.kontroller.values())
    rows: Iterable[Post[Any]] = (*catalog.with_counts(), *told)
    for post in (*catalog.risker.values(), *catalog.kontroller.values()):
        near, decimals = hidden.of_year(post), hidden.decimals_of_year(post)
        for loc, text in _plain_texts(post):
            # A risk tells of what has not happened, often to "ett barn".
            yield _Text(text, post.places_in(loc, text), frozenset(), near, decimals, few if post.kind == "kontroll" else "")
    for post in rows:
        near, decimals = hidden.of_year(post), hidden.decimals_of_year(post)
        for loc, text, marker, _ in marked(post.data):
            if isinstance(marker, m.Prose):
                own = hidden.of_row(post, loc)
                cases = post.kind in ("klagomal", "kontroll") or (
                    bool(own) and getattr(post.data, "avser", None) in (None, "klienter")
                )
                yield _Text(text, post.places_in(loc, text), own, near, decimals, few if cases else "")
    for action in catalog.atgarder.values():
        near, decimals = hidden.of_year(action), hidden.decimals_of_year(action)
        texts: list[tuple[Loc, str]] = [(("titel",), action.data.titel)]
        texts += [(loc, text) for loc, text, marker, _ in marked(action.data) if isinstance(marker, m.Prose)]
        for loc, text in texts:
            yield _Text(text, action.places_in(loc, text), frozenset(), near, decimals, "en åtgärd beskriver aldrig ett fall")
    bodies: Iterable[Post[Any]] = (
        *catalog.avsnitt,
        *catalog.planer.values(),
        *catalog.uppfoljningar,
        *(goal for goal in catalog.mal.values() if goal.enhet),
    )
    for post in bodies:
        near, decimals = hidden.of_year(post), hidden.decimals_of_year(post)
        reports = bool(near) and bool(_REPORTS.search(getattr(post.data, "titel", "")))
        why = few if reports else ""
        yield _Text(post.source.body, _in_body(post.source), frozenset(), near, decimals, why)
        if post.note:
            yield _Text(post.note, post.places_in(("kallnotering",), post.note), frozenset(), near, decimals, why)


def _plain_texts(post: Post[Any]) -> Iterator[tuple[Loc, str]]:
    """What a risk or a control says in fields that are not Markdown."""
    fields: list[tuple[Loc, str | None]] = [
        ((name,), getattr(post.data, name, None)) for name in ("handelse", "orsak", "titel", "nar")
    ]
    for number, occasion in enumerate(getattr(post.data, "tillfallen", ())):
        fields += [(("tillfallen", number, name), getattr(occasion, name)) for name in ("namn", "saknas")]
    yield from ((loc, text) for loc, text in fields if text)


def _in_body(source: Source) -> Callable[[int], Location]:
    def at(offset: int) -> Location:
        before = source.body[:offset]
        return Location(source.path, source.body_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)

    return at


_Year = tuple[int | None, str | None]


class _Hidden:
    """The figures that are not shown, by unit and year, by file and by group of figures."""

    def __init__(self, catalog: Catalog, assessment: Assessment) -> None:
        self._files: dict[str, dict[Place, int]] = defaultdict(dict)
        self._years: dict[_Year, set[int]] = defaultdict(set)
        self._groups: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._decimals: dict[_Year, set[str]] = defaultdict(set)
        self._figures = {(*_year(post), post.id): place_of(post) for post in catalog.statistik}
        posts = {place_of(post): post for post in catalog.with_counts()}
        of = {post.source.path: post for post in catalog.with_counts()}
        threshold = catalog.handbok.sekretess.troskel
        shown: dict[_Year, set[int]] = defaultdict(set)
        for place in assessment.values.keys() - assessment.withheld.keys():
            shown[_year(of[str(place[0])])].add(assessment.values[place])
        for place in assessment.withheld:
            path = str(place[0])
            post = posts.get(place[:2]) or of[path]
            year = _year(post)
            value = assessment.values.get(place)
            if value is None:
                self._decimals[year] |= set(re.findall(r"\d+,\d+", _figure(post, place)))
                continue
            self._files[path][place] = value
            if post.kind == "statistik":
                self._groups[path, post.data.grupp].add(value)
            # A larger number that is also shown somewhere that year is taken to be the shown one.
            if value < threshold or value not in shown[year]:
                self._years[year].add(value)
        for place in assessment.revealing:
            self._years[_year(of[str(place[0])])] |= set(range(1, threshold))

    def of_year(self, post: Post[Any]) -> frozenset[int]:
        """Counts that the unit hides that year."""
        return frozenset(self._years.get(_year(post), ()))

    def decimals_of_year(self, post: Post[Any]) -> frozenset[str]:
        """Percentages with decimals that the unit hides that year."""
        return frozenset(self._decimals.get(_year(post), ()))

    def of_row(self, post: Post[Any], loc: Place) -> frozenset[int]:
        """The counts hidden in the row that has a text at `loc`.

        For a figure of running text, those in its group; for an occasion of a control, those of the figures that it names.
        """
        if post.kind == "kontroll":
            named = post.data.tillfallen[loc[1]].siffror if loc[0] == "tillfallen" else ()
            rows = [self._figures[key] for ident in named if (key := (*_year(post), ident)) in self._figures]
            return frozenset(v for row in rows for at, v in self._files.get(str(row[0]), {}).items() if at[: len(row)] == row)
        if post.kind == "statistik":
            return frozenset(self._groups.get((post.source.path, post.data.grupp), ()))
        row = place_of(post, *loc[:-1]) if loc[:1] == ("grupper",) else place_of(post)
        values = self._files.get(post.source.path, {})
        return frozenset(value for place, value in values.items() if place[: len(row)] == row)


def _year(post: Post[Any]) -> _Year:
    return post.ar, post.enhet


def _figure(post: Post[Any], place: Place) -> str:
    """The figure as it is written at the place."""
    thing: Any = post.data
    for part in place[len(place_of(post)) :]:
        thing = getattr(thing, str(part)) if isinstance(thing, m.Record) else thing[part]
    return str(thing)
