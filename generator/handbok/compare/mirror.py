"""A comparison told backwards: what was new is gone, what rose has fallen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handbok.compare.types import (
    Aktivitetsandring,
    Aktivitetsslag,
    Bedomningsandring,
    Bedomningsslag,
    Comparison,
    Enhetsgrupp,
    Enhetsjamforelse,
    Gruppslag,
    Indikator,
    Indikatorslag,
    Malgrupp,
    Rutingrupp,
    Rutinslag,
    Utveckling,
    Vardepar,
)

_GROUPS: dict[Gruppslag, Gruppslag] = {"ny": "borta", "borta": "ny", "delad": "sammanslagen", "sammanslagen": "delad"}
_JUDGEMENTS: dict[Bedomningsslag, Bedomningsslag] = {
    "battre": "samre",
    "samre": "battre",
    "borjat": "slutat",
    "slutat": "borjat",
}
_INDICATORS: dict[Indikatorslag, Indikatorslag] = {"ny": "borta", "borta": "ny"}
_DEVELOPMENT: dict[Utveckling | None, Utveckling | None] = {"mot": "fran", "fran": "mot"}
_ACTIVITIES: dict[Aktivitetsslag, Aktivitetsslag] = {
    "ny": "avslutad",
    "avslutad": "ny",
    "forlangd": "forkortad",
    "forkortad": "forlangd",
}
_RUTINER: dict[Rutinslag, Rutinslag] = {
    "ny": "upphavd",
    "upphavd": "ny",
    "delad": "sammanslagen",
    "sammanslagen": "delad",
}


def mirrored(c: Comparison) -> Comparison:
    """The same comparison with the editions in the other order."""
    return replace(
        c,
        fran=c.till,
        till=c.fran,
        enheter=tuple(_section(s) for s in c.enheter),
        styrande_mal=tuple(_goals(g) for g in c.styrande_mal),
        rutiner=tuple(_rutiner(r) for r in c.rutiner),
    )


def _section(s: Enhetsjamforelse) -> Enhetsjamforelse:
    return Enhetsjamforelse(
        _units(s.enheter),
        tuple(_judgement(j) for j in s.bedomningar),
        tuple(_goals(g) for g in s.mal),
        tuple(_indicator(i) for i in s.indikatorer),
        tuple(_activity(a) for a in s.aktiviteter),
    )


def _units(g: Enhetsgrupp) -> Enhetsgrupp:
    return Enhetsgrupp(_GROUPS.get(g.slag, g.slag), g.senare, g.tidigare)


def _goals(g: Malgrupp) -> Malgrupp:
    return replace(g, slag=_GROUPS.get(g.slag, g.slag), tidigare=g.senare, senare=g.tidigare)


def _judgement(j: Bedomningsandring) -> Bedomningsandring:
    return Bedomningsandring(
        _JUDGEMENTS.get(j.slag, j.slag), j.mal_senare, j.mal_tidigare, j.enhet_senare, j.enhet_tidigare, j.senare, j.tidigare
    )


def _indicator(i: Indikator) -> Indikator:
    return replace(
        i,
        slag=_INDICATORS.get(i.slag, i.slag),
        namn_tidigare=i.namn_senare,
        namn_senare=i.namn_tidigare,
        enhet_tidigare=i.enhet_senare,
        enhet_senare=i.enhet_tidigare,
        arsmal=_values(i.arsmal),
        kf_arsmal=_values(i.kf_arsmal),
        utfall=_values(i.utfall),
        kallnotering=i.kallnotering[::-1],
    )


def _values(v: Vardepar) -> Vardepar:
    difference = None if v.skillnad is None else format(-Decimal(v.skillnad), "f")
    return Vardepar(v.senare, v.tidigare, v.andrad, difference, _DEVELOPMENT.get(v.utveckling))


def _activity(a: Aktivitetsandring) -> Aktivitetsandring:
    return replace(a, slag=_ACTIVITIES.get(a.slag, a.slag), tidigare=a.senare, senare=a.tidigare)


def _rutiner(r: Rutingrupp) -> Rutingrupp:
    return Rutingrupp(_RUTINER.get(r.slag, r.slag), r.senare, r.tidigare)
