"""Edition → rows: one function for each table. What may not be published is left out in the table's own function.

Rows have a hole (`holes.hole`) where the running text of a Markdown file is to stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from handbok import model as m
from handbok.catalog import Post
from handbok.control import due, reason_withdrawn, reviews, version
from handbok.editions import Edition, Succession
from handbok.export import rows as r
from handbok.export.holes import hole
from handbok.pages.addresses import uri_of, url_of

R = TypeVar("R", bound=r.Row)
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"


def key_of(post: Post[Any]) -> str:
    """The key of a thing's row, unique among things of its kind: `sip`, `2023/trygghet`, `2023/enheten/vb/trygghet`."""
    match post.kind:
        case "plan" | "ekonomi" | "klagomal":
            return f"{post.ar}/{post.enhet}"
        case "uppfoljning":
            return f"{post.ar}/{post.enhet}/{post.period}/{post.id}"
        case "matning":
            return f"{post.ar}/{post.enhet}/{post.data.mal}/{post.data.indikator}"
        case _:
            return post.key


def posts(edition: Edition) -> Iterator[Post[Any]]:
    """All that links can go between: everything of the edition's year and what lives across years, table by table."""
    catalog = edition.catalog
    yield from _committees(edition)
    yield from _units(edition)
    yield from edition.roller.values()
    yield from edition.mal.values()
    yield from edition.indikatorer.values()
    yield from edition.matningar
    yield from edition.aktiviteter.values()
    yield from _actions(edition)
    yield from edition.risker.values()
    yield from edition.kontroller.values()
    yield from edition.rutiner.values()
    yield from edition.processer.values()
    yield from edition.planer.values()
    yield from _this_year(edition, catalog.avsnitt)
    yield from edition.uppfoljningar
    yield from edition.statistik
    yield from _this_year(edition, catalog.ekonomi)
    yield from _this_year(edition, catalog.klagomal)
    yield from catalog.sidor.values()
    yield from catalog.ordlista.values()


def edition_row(edition: Edition) -> r.Utgavarad:
    """Which edition it is."""
    return r.Utgavarad(ar=edition.year, sista_dag=edition.last_day, licens=LICENCE)


def handbook(edition: Edition) -> r.Handbokrad:
    """The handbook's name and words."""
    return r.Handbokrad.model_validate(edition.handbok)


def committees(edition: Edition) -> tuple[r.Namndrad, ...]:
    """The nämnder that units and goals of the edition name, and those they continue."""
    return tuple(_row(r.Namndrad, n) for n in _committees(edition))


def units(edition: Edition) -> tuple[r.Enhetrad, ...]:
    """Every unit that a row names, and those they continue."""
    return tuple(
        _row(r.Enhetrad, u, har_plan=u.id in edition.planer, url=_url(u) if u.id in edition.enheter else None)
        for u in _units(edition)
    )


def roles(edition: Edition) -> tuple[r.Rollrad, ...]:
    """The roles that rutiner, processes and åtgärder of the edition name."""
    return tuple(_row(r.Rollrad, p, url=_url(p)) for p in edition.roller.values())


def goals(edition: Edition) -> tuple[r.Malrad, ...]:
    """The year's goals, from the top level down."""
    succession = Succession(edition.catalog)
    return tuple(_goal(edition, succession, g) for g in edition.mal.values())


def _goal(edition: Edition, succession: Succession, goal: Post[m.Mal]) -> r.Malrad:
    judged = edition.judgement(goal)
    above = edition.chain(goal)
    return _row(
        r.Malrad,
        goal,
        id=goal.id,
        niva=goal.niva,
        foralder=above[-1].key if above else None,
        bedomning=judged.id if judged else None,
        tidigare=[g.key for g in succession.earlier(goal)],
        texter=_texts(goal),
        url=_url(goal),
    )


def indicators(edition: Edition) -> tuple[r.Indikatorrad, ...]:
    """The indicators measured by the edition's year, under the names they had until then."""
    return tuple(
        _row(
            r.Indikatorrad,
            i,
            namn=i.data.name_in(edition.year),
            andra_namn=list(_other_names(i.data, edition.year)),
            mattenhet=i.data.enhet,
            url=_url(i),
        )
        for i in edition.indikatorer.values()
    )


def _other_names(indicator: m.Indikator, year: int) -> Iterator[dict[str, object]]:
    for name in indicator.tidigare_namn:
        years = tuple(y for y in name.ar if y < year)
        if years and name.namn != indicator.name_in(year):
            yield {"namn": name.namn, "ar": years}


def measurements(edition: Edition) -> tuple[r.Matningrad, ...]:
    """Every outcome up to the edition's year, by indicator and then in time order; one row for what has no outcome."""
    order = {p.id: i for i, p in enumerate(edition.handbok.perioder)}
    found: list[r.Matningrad] = []
    for indicator in edition.indikatorer:
        for post in sorted(edition.targets(indicator), key=lambda p: (p.ar or 0, p.enhet or "", p.loc)):
            outcomes = sorted(post.data.utfall.items(), key=lambda item: order[item[0]])
            found += [_measurement(edition, post, period, outcome) for period, outcome in outcomes]
            if not outcomes:
                found.append(_measurement(edition, post, None, m.Utfall()))
    return tuple(found)


def _measurement(edition: Edition, post: Post[m.Matning], period: str | None, outcome: m.Utfall) -> r.Matningrad:
    return _row(r.Matningrad, post, mal=_goal_key(edition, post, post.data.mal), ar=post.ar, period=period, **dict(outcome))


def activities(edition: Edition) -> tuple[r.Aktivitetrad, ...]:
    """The year's activities."""
    return tuple(
        _row(r.Aktivitetrad, a, mal=_goal_key(edition, a, a.data.mal), url=_url(a)) for a in edition.aktiviteter.values()
    )


def risks(edition: Edition) -> tuple[r.Riskrad, ...]:
    """The year's risks."""
    return tuple(
        _row(r.Riskrad, p, kontroller=_controls_then(p, p.data.kontroller), url=_url(p)) for p in edition.risker.values()
    )


def controls(edition: Edition) -> tuple[r.Kontrollrad, ...]:
    """The year's controls with their occasions."""
    return tuple(
        _row(
            r.Kontrollrad,
            c,
            mal=_goal_key(edition, c, c.data.mal) if c.data.mal else None,
            rutiner=_rutiner_then(edition, c.data.rutiner),
            tillfallen=[_occasion(edition, c, o) for o in c.data.tillfallen],
            url=_url(c),
        )
        for c in edition.kontroller.values()
    )


def _occasion(edition: Edition, control: Post[m.Kontroll], occasion: m.Tillfalle) -> r.Tillfallerad:
    figures = (edition.named_figure(control, ident) for ident in occasion.siffror)
    return r.Tillfallerad.model_validate(dict(occasion) | {"siffror": [key_of(figure) for figure in figures if figure]})


def actions(edition: Edition) -> tuple[r.Atgardsrad, ...]:
    """The year's åtgärder, as they were known on its last day."""
    return tuple(_action(edition, a) for a in _actions(edition))


def _action(edition: Edition, action: Post[m.Atgard]) -> r.Atgardsrad:
    done = edition.done(action)
    result = action.data.resultat if done or not action.data.klar else None
    rutiner = _rutiner_then(edition, action.data.rutiner)
    controls = _controls_then(action, action.data.kontroller)
    own = {"klar": done, "resultat": result, "rutiner": rutiner, "kontroller": controls}
    return _row(r.Atgardsrad, action, id=action.id, url=_url(action), **own)


def _controls_then(post: Post[Any], idents: tuple[str, ...]) -> list[str]:
    """The keys of controls that something of the same unit and year names."""
    return [f"{post.ar}/{post.enhet}/{ident}" for ident in idents]


def rutiner(edition: Edition) -> tuple[r.Rutinrad, ...]:
    """The rutiner in force on the edition's last day. One that has been repealed since was in force then."""
    return tuple(
        _row(
            r.Rutinrad,
            rutin,
            **_control(edition, rutin.data),
            status="gallande" if rutin.data.giltig_till else rutin.data.status,
            lases_av=rutin.data.readers,
            mal=[g.key for g in edition.mal.values() if g.id in rutin.data.mal],
            se_aven=_rutiner_then(edition, rutin.data.se_aven),
            texter=_texts(rutin),
            url=_url(rutin),
        )
        for rutin in edition.rutiner.values()
    )


def _control(edition: Edition, record: m.Styrd) -> dict[str, object]:
    """What was known of a rutin's or process's control at the year's end."""
    day = edition.known_to
    return {
        "faststalld": record.faststalld if record.faststalld and record.faststalld <= day else None,
        "granskas_senast": due(record, day),
        "version": version(record, day),
        "granskningar": reviews(record, day),
    }


def withdrawn(edition: Edition) -> tuple[r.Upphavdrad, ...]:
    """The rutiner that were no longer in force, the last to go first."""
    reasons = {k: reason_withdrawn(p.data, edition.known_to) for k, p in edition.upphavda.items()}
    return tuple(
        _row(
            r.Upphavdrad,
            rutin,
            skal=why.notering if (why := reasons[rutin.id]) else None,
            ersatts_av=[n.id for n in edition.replaced_by(rutin)],
            url=_url(rutin),
        )
        for rutin in edition.upphavda.values()
    )


def receipts(edition: Edition) -> tuple[r.Laskvittensrad, ...]:
    """The latest count of each role for the rutiner in force, as they were at the year's end."""
    return tuple(_row(r.Laskvittensrad, c) for rutin in edition.rutiner.values() for c in edition.receipts(rutin))


def requirements(edition: Edition) -> tuple[r.Kravsamlingsrad, ...]:
    """The sets of requirements that were in force some day of the year, and what covers each requirement."""
    return tuple(
        _row(r.Kravsamlingsrad, s, krav=[_requirement(edition, s, k) for k in s.data.krav], url=_url(s))
        for s in edition.kravsamlingar.values()
    )


def _requirement(edition: Edition, samling: Post[m.Kravsamling], krav: m.Krav) -> r.Kravrad:
    key = f"{samling.id}/{krav.id}"
    covering = [r.Tackning.model_validate({"typ": post.kind, "nyckel": key_of(post)}) for post in edition.citing.get(key, ())]
    return r.Kravrad(
        nyckel=key,
        titel=krav.titel,
        stalle=krav.stalle,
        beskrivning=krav.beskrivning,
        osakert=krav.osakert,
        tacks_av=tuple(covering),
        visas_av=edition.shown_by(krav),
    )


def year_wheel(edition: Edition) -> tuple[r.Arshjulsrad, ...]:
    """The dates of the units' year, in order of time."""
    return tuple(_row(r.Arshjulsrad, day) for day in edition.arshjul)


def processes(edition: Edition) -> tuple[r.Processrad, ...]:
    """The processes that have a rutin in force."""
    return tuple(
        _row(
            r.Processrad,
            p,
            **_control(edition, p.data),
            steg=[_step(edition, s) for s in p.data.steg],
            indikatorer=[i for i in dict.fromkeys(p.data.indikatorer) if i in edition.indikatorer],
            texter=_texts(p),
            url=_url(p),
        )
        for p in edition.processer.values()
    )


def _step(edition: Edition, step: m.Steg) -> r.Stegrad:
    rutiner = _rutiner_then(edition, step.rutiner)
    return r.Stegrad(id=step.id, titel=step.titel, roll=step.roll, rutiner=rutiner, beskrivning=step.beskrivning)


def _rutiner_then(edition: Edition, idents: Iterable[str]) -> tuple[str, ...]:
    """Ids of the rutiner that stood for those ids at the year's end, each once."""
    found = (edition.rutin_then(i) for i in idents)
    return tuple(dict.fromkeys(rutin.id for rutin in found if rutin))


def plans(edition: Edition) -> tuple[r.Planrad, ...]:
    """The year's plans."""
    return tuple(_row(r.Planrad, p, text=hole(p), url=_url(p)) for p in edition.planer.values())


def chapters(edition: Edition) -> tuple[r.Avsnittrad, ...]:
    """The running chapters of the year's plans and reports."""
    return tuple(_row(r.Avsnittrad, a, text=hole(a)) for a in _this_year(edition, edition.catalog.avsnitt))


def follow_ups(edition: Edition) -> tuple[r.Uppfoljningrad, ...]:
    """The year's follow-ups."""
    return tuple(
        _row(r.Uppfoljningrad, f, mal=_goal_key(edition, f, f.id), period=f.period, texter=_texts(f))
        for f in edition.uppfoljningar
    )


def statistics(edition: Edition) -> tuple[r.Statistikrad, ...]:
    """The year's figures from running text."""
    return tuple(
        _row(r.Statistikrad, s, mal=_goal_key(edition, s, s.data.mal) if s.data.mal else None, mattenhet=s.data.enhet)
        for s in edition.statistik
    )


def economy(edition: Edition) -> tuple[r.Ekonomitabell, ...]:
    """The year's result tables."""
    return tuple(_row(r.Ekonomitabell, e, mattenhet=e.data.enhet) for e in _this_year(edition, edition.catalog.ekonomi))


def complaints(edition: Edition) -> tuple[r.Klagomalstabell, ...]:
    """The year's counts of views and complaints."""
    return tuple(_row(r.Klagomalstabell, k) for k in _this_year(edition, edition.catalog.klagomal))


def free_pages(edition: Edition) -> tuple[r.Sidarad, ...]:
    """The free pages."""
    return tuple(_row(r.Sidarad, s, text=hole(s), url=_url(s)) for s in edition.catalog.sidor.values())


def glossary(edition: Edition) -> tuple[r.Ordrad, ...]:
    """The glossary."""
    return tuple(_row(r.Ordrad, o, url=_url(o)) for o in edition.catalog.ordlista.values())


def _row(cls: type[R], post: Post[Any], **own: object) -> R:
    """The row of a thing: its key and unit, the values in `own`, and for all else the record's value of the same name."""
    given = {"nyckel": key_of(post), "enhet": post.enhet} | own
    same = {name: getattr(post.data, name) for name in cls.model_fields if hasattr(post.data, name)}
    return cls.model_validate({name: value for name, value in (same | given).items() if name in cls.model_fields})


def _url(post: Post[Any]) -> str:
    return url_of(uri_of(post))


def _texts(post: Post[Any]) -> list[dict[str, str]]:
    return [{"rubrik": s.heading, "text": hole(post, i)} for i, s in enumerate(post.sections)]


def _goal_key(edition: Edition, post: Post[Any], ident: str) -> str:
    """The key of the goal that an id means to the post. LookupError for content that the check would have stopped."""
    goal = edition.catalog.goal(ident, post.ar, post.enhet)
    if goal is None:
        raise LookupError(f"{post.at()}: {ident}")
    return goal.key


def _this_year(edition: Edition, found: Iterable[Post[Any]]) -> Iterator[Post[Any]]:
    return (p for p in found if p.ar == edition.year)


def _actions(edition: Edition) -> Iterator[Post[m.Atgard]]:
    return (a for unit in edition.planer for a in edition.atgarder.get(unit, ()))


def _committees(edition: Edition) -> list[Post[m.Namnd]]:
    named = (*(u.data.namnd for u in _units(edition)), *(g.data.namnd for g in edition.mal.values()))
    return _with_predecessors((n for n in named if n), edition.catalog.namnder)


def _units(edition: Edition) -> list[Post[m.Enhet]]:
    measuring = [p.enhet or "" for i in edition.indikatorer for p in edition.targets(i)]
    return _with_predecessors((*edition.planer, *edition.enheter, *measuring), edition.catalog.enheter)


N = TypeVar("N", m.Namnd, m.Enhet)


def _with_predecessors(idents: Iterable[str], known: Mapping[str, Post[N]]) -> list[Post[N]]:
    """The things with those ids and all that they continue, in the order of `known`."""
    waiting, wanted = list(idents), set[str]()
    while waiting:
        ident = waiting.pop()
        if ident in known and ident not in wanted:
            wanted.add(ident)
            waiting += known[ident].data.foregangare
    return [post for ident, post in known.items() if ident in wanted]
