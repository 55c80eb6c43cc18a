"""A comparison as Markdown for a reader who has ten minutes: first the numbers, then each subject, changes before the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from handbok.compare.phrases import Link, Phrases, escaped, no_link, revised
from handbok.compare.summary import activities, goals, indicators, judgements, summary
from handbok.compare.types import (
    Bedomningsandring,
    Comparison,
    Enhet,
    Enhetsgrupp,
    Enhetsjamforelse,
    Indikator,
    Malgrupp,
    Rutingrupp,
)
from handbok.compare.words import listed, long_date, lower_first

_UNCHANGED_NAMED = 3
"""Up to so many unchanged goals are named; more are only counted, since the reader came for what has changed."""


def as_markdown(
    comparison: Comparison,
    link: Link = no_link,
    plain: Callable[[str], str] = escaped,
    *,
    units_in_full: bool = True,
) -> str:
    """The whole comparison. `link` gives addresses of pages, `plain` makes a title harmless in the Markdown at hand.

    Without `units_in_full` each unit is told in numbers only, for a handbook with more units than a page can hold.
    """
    return "\n\n".join(_parts(comparison, _phrases(comparison, link, plain), units_in_full=units_in_full)) + "\n"


def unit_markdown(comparison: Comparison, unit: str, link: Link = no_link, plain: Callable[[str], str] = escaped) -> str:
    """What concerns one unit (or the units it has merged with or split into), without heading; "" when there is nothing."""
    phrases = _phrases(comparison, link, plain)
    chosen = (s for s in comparison.enheter if unit in _planned(s.enheter))
    return "\n\n".join(part for s in chosen for part in _unit(s, phrases)) + "\n"


def _phrases(c: Comparison, link: Link, plain: Callable[[str], str]) -> Phrases:
    every = [*c.styrande_mal, *(g for s in c.enheter for g in s.mal)]
    gone = frozenset(g.tidigare[0].nyckel for g in every if g.slag == "borta")
    names = {u.nyckel: u.namn for s in c.enheter for u in (*s.enheter.tidigare, *s.enheter.senare)}
    return Phrases(c, link, plain, gone, names)


def _parts(c: Comparison, p: Phrases, *, units_in_full: bool) -> Iterator[str]:
    yield f"# Vad är nytt sedan {c.fran}" if c.fran < c.till else f"# {c.till} jämfört med {c.fran}"
    yield f"Utgåva {c.till} av {p.plain(c.handbok)} jämförd med utgåva {c.fran}. {_which_units(c, p)}".strip()
    yield (
        "Ett mål räknas som samma mål när handboken anger det, även om det har bytt namn. "
        "Mål som liknar varandra utan att det är angivet står som nya och borta."
    )
    yield "## I korthet"
    yield _bullets(summary(c, p.plain) if c.andrad else ["Inget har ändrats mellan utgåvorna."])
    if not c.andrad:
        return
    if c.forbehall:
        yield "## Det som inte går att jämföra"
        yield _bullets(p.plain(f.text) for f in c.forbehall)
    organisation = [line for s in c.enheter for line in _organisation(s, p)]
    if organisation:
        yield "## Organisation"
        yield _bullets(organisation)
    for section in c.enheter:
        if section.enheter.jamforbar:
            yield f"## {p.plain(_title(section.enheter))}"
            yield from _unit(section, p) if units_in_full else [_bullets(_unit_numbers(c, section, p))]
    if c.styrande_mal:
        yield "## Styrande mål"
        yield from _steering(c, p)
    yield from _rutiner(c, p)


def _which_units(c: Comparison, p: Phrases) -> str:
    same = [s.enheter.senare[0].namn for s in c.enheter if s.enheter.samma]
    if not same or len(same) != len(c.enheter) or len(same) > 3:
        return ""
    return f"{'Enheten är densamma' if len(same) == 1 else 'Enheterna är desamma'}: {p.plain(listed(same))}."


# --- Organisation ---------------------------------------------------------------------------------------------


def _planned(group: Enhetsgrupp) -> set[str]:
    return {u.nyckel for u in (*group.tidigare, *group.senare) if u.har_plan}


def _title(group: Enhetsgrupp) -> str:
    return listed([u.namn for u in group.senare if u.har_plan])


def _organisation(section: Enhetsjamforelse, p: Phrases) -> Iterator[str]:
    """What has happened to the units, for all but those that are as they were."""
    group = section.enheter
    if group.samma:
        return
    if not group.jamforbar:
        yield _alone(section, p)
        return
    old, new = _names(group.tidigare, p), _names(group.senare, p)
    verb = {"delad": "har delats och fortsätter som", "sammanslagen": "har slagits ihop till"}.get(group.slag, "fortsätter som")
    if p.c.fran > p.c.till:
        verb = "motsvarar"
    yield f"{old} ({p.c.fran}) {verb} {new} ({p.c.till})."
    if group.slag != "kvar":
        yield "Talen från de två åren gäller därför inte samma verksamhet. De visas bara som de står, utan omdöme."
    before, after = ({u.namnd for u in side if u.har_plan} for side in (group.tidigare, group.senare))
    if before != after:
        yield f"Nämnden har ändrats: {_committees(before, p)} {p.c.fran} → {_committees(after, p)} {p.c.till}."


def _committees(ids: Iterable[str | None], p: Phrases) -> str:
    return listed(sorted(p.plain(p.c.namnder.get(i, i)) for i in ids if i)) or "ingen"


def _names(units: Iterable[Enhet], p: Phrases) -> str:
    return listed([p.named("enhet", u.nyckel, u.ar, u.namn) for u in units])


def _alone(section: Enhetsjamforelse, p: Phrases) -> str:
    """A unit that only one of the editions has a plan for."""
    group, c = section.enheter, p.c
    has = [u for u in (*group.tidigare, *group.senare) if u.har_plan]
    year = has[0].ar
    other = c.till if year == c.fran else c.fran
    text = f"{_names(has, p)} har en plan {year} men ingen {other}"
    began = [u for u in has if year == c.till and u.giltig_fran and u.giltig_fran.year > c.fran]
    ended = [u for u in has if year == c.fran and u.giltig_till and u.giltig_till.year <= c.till]
    text += f", den började {long_date(began[0].giltig_fran)}" if began and began[0].giltig_fran else ""
    text += f", den upphörde {long_date(ended[0].giltig_till)}" if ended and ended[0].giltig_till else ""
    kin = [u for u in (*group.tidigare, *group.senare) if not u.har_plan]
    if kin:
        verb = "Den fortsätter som" if year == c.fran else "Den fortsätter"
        text += f". {verb} {_names(kin, p)}, som inte har någon plan {other}"
    level = lower_first(c.nivaer[-1].plural)
    return (
        f"{text}. Dess {level} ({len(section.mal)}), indikatorer ({len(section.indikatorer)}) och aktiviteter "
        f"({len(section.aktiviteter)}) har därför inget att jämföras med."
    )


# --- A unit ---------------------------------------------------------------------------------------------------


def _unit_numbers(c: Comparison, section: Enhetsjamforelse, p: Phrases) -> Iterator[str]:
    yield f"Bedömningar: {judgements(c, [section])}."
    yield f"{p.plain(c.nivaer[-1].plural)}: {goals(section.mal)}."
    yield f"Indikatorer: {indicators([section], p.plain(c.arsmal))}."
    yield f"Aktiviteter: {activities([section])}."


def _unit(section: Enhetsjamforelse, p: Phrases) -> Iterator[str]:
    sides = (section.enheter.tidigare, section.enheter.senare)
    p = replace(p, several=frozenset(_planned(section.enheter) if any(_crowded(s) for s in sides) else ()))
    if section.bedomningar:
        yield "### Bedömningar"
        yield from _judgements(section.bedomningar, p)
    if section.mal:
        yield f"### {p.plain(p.c.nivaer[-1].plural)}"
        yield from _goals(section.mal, p)
    if section.indikatorer:
        yield "### Indikatorer"
        yield from _indicators(section.indikatorer, p)
    if section.aktiviteter:
        yield "### Aktiviteter"
        for slag, heading in (
            ("ny", f"Nya i utgåva {p.c.till}"),
            ("forlangd", "Förlängda"),
            ("forkortad", "Förkortade"),
            ("fortsatter", "Fortsätter"),
            ("avslutad", f"Finns inte i utgåva {p.c.till}"),
        ):
            yield from _listed(heading, [p.activity(a) for a in section.aktiviteter if a.slag == slag])


def _crowded(units: Iterable[Enhet]) -> bool:
    """Whether a thing's unit must be told."""
    return sum(u.har_plan for u in units) > 1


def _judgements(changes: Iterable[Bedomningsandring], p: Phrases) -> Iterator[str]:
    changes = list(changes)
    for slag, heading in (
        ("samre", "Sämre bedömning"),
        ("battre", "Bättre bedömning"),
        ("annat-ord", "Annat ord för bedömningen"),
        ("slutat", f"Bedömdes {p.c.fran} men inte {p.c.till}"),
        ("borjat", f"Bedömdes {p.c.till} men inte {p.c.fran}"),
    ):
        yield from _listed(heading, [p.judgement(j) for j in changes if j.slag == slag])
    same = Counter(j.senare.namn for j in changes if j.slag == "oforandrad" and j.senare)
    if same:
        yield f"Samma bedömning båda åren: {listed([f'{p.plain(lower_first(w))} ({n})' for w, n in same.items()])}."


def _goals(groups: Iterable[Malgrupp], p: Phrases) -> Iterator[str]:
    groups = list(groups)
    both = [g for g in groups if g.slag not in ("ny", "borta")]
    changed = [g for g in both if g.andrad]
    yield from _listed(f"Nya i utgåva {p.c.till}", [p.goal_alone(g) for g in groups if g.slag == "ny"])
    yield from _listed(f"Finns inte i utgåva {p.c.till}", [p.goal_alone(g) for g in groups if g.slag == "borta"])
    yield from _listed("Ändrade", [p.goal_changed(g) for g in changed])
    same = [p.goal(g.senare[0]) for g in both if not g.andrad]
    if len(same) <= _UNCHANGED_NAMED:
        yield from _listed("Oförändrade", same)
    else:
        yield f"{len(same)} mål är oförändrade."


def _indicators(found: Iterable[Indikator], p: Phrases) -> Iterator[str]:
    found = list(found)
    both = sorted((i for i in found if i.slag == "kvar" and i.andrad), key=_importance)
    same = sum(i.slag == "kvar" and not i.andrad for i in found)
    yield from _listed("Finns båda åren", [p.indicator(i) for i in both])
    if same:
        yield f"{same} {'indikator' if same == 1 else 'indikatorer'} har samma uppgifter båda åren."
    yield from _listed(f"Nya i utgåva {p.c.till}", [p.indicator(i) for i in found if i.slag == "ny"])
    yield from _listed(f"Finns inte i utgåva {p.c.till}", [p.indicator(i) for i in found if i.slag == "borta"])


def _importance(i: Indikator) -> int:
    """What has gone the wrong way first, what cannot be said to have gone either way last."""
    if i.utfall.utveckling:
        return 0 if i.utfall.utveckling == "fran" else 1
    return 2


# --- What steers all, and the rutiner -------------------------------------------------------------------------


def _steering(c: Comparison, p: Phrases) -> Iterator[str]:
    for level in c.nivaer[:-1]:
        chosen = [g for g in c.styrande_mal if (g.senare or g.tidigare)[0].niva == level.id]
        if chosen:
            yield f"### {p.plain(level.plural)}"
            yield from _goals(chosen, p)


def _rutiner(c: Comparison, p: Phrases) -> Iterator[str]:
    changed = [r for r in c.rutiner if r.slag != "kvar"]
    if not changed:
        return
    yield "## Rutiner"
    if all(r.exempel for group in changed for r in (*group.tidigare, *group.senare)):
        yield "Rutinerna här är exempeltexter som ingen har beslutat."
    for slags, heading in (
        (("ny",), f"Nya i utgåva {c.till}"),
        (("ersatt", "delad", "sammanslagen", "omfordelad"), "Ersatta"),
        (("andrad",), "Ändrade"),
        (("upphavd",), f"Upphävda, gäller inte {c.till}"),
    ):
        chosen: list[Rutingrupp] = [r for r in changed if r.slag in slags]
        yield from _listed(heading, [p.rutin(r) for r in chosen])
        if slags == ("ny",) and any(revised(r.senare[0]) for r in chosen):
            yield "En ny rutin som har ett versionsnummer högre än 1.0 kan ha gällt tidigare; de versionerna finns inte här."


def _listed(heading: str, lines: list[str]) -> Iterator[str]:
    """A heading with how many they are, and the lines; nothing when there are none."""
    if lines:
        yield f"**{heading} ({len(lines)}):**"
        yield _bullets(lines)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
