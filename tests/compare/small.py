"""Small handbooks made in memory, with only what a comparison looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from handbok import model as m
from handbok.catalog import Catalog, Post
from handbok.editions import Edition
from handbok.source import Source

HANDBOK = m.Handbok(
    namn="Provbok",
    organisation="Provköping",
    beskrivning="Till prov",
    malnivaer=(
        m.Malniva(id="topp", namn="Toppmål", plural="Toppmål"),
        m.Malniva(id="mitt", namn="Mittmål", plural="Mittmål"),
        m.Malniva(id="atagande", namn="Åtagande", plural="Åtaganden"),
    ),
    perioder=(
        m.Period(id="halv", kort="Halvår", namn="Halvårsrapport", avser="till juni"),
        m.Period(id="hel", kort="Bokslut", namn="Bokslut", avser="hela året"),
    ),
    bedomningar=(
        m.Bedomning(id="ja", namn="Uppnått", ton="bra"),
        m.Bedomning(id="nastan", namn="Nära", ton="delvis"),
        m.Bedomning(id="en-del", namn="En del", ton="delvis"),
        m.Bedomning(id="nej", namn="Ej uppnått", ton="inte"),
        m.Bedomning(id="tom", namn="Ej bedömt", ton="ingen"),
    ),
    avsnitt=m.Avsnittsrubriker(uppfoljning=(), process=(), rutin=()),
)


def post(kind: str, ident: str, data: Any, **place: Any) -> Post[Any]:
    return Post(kind, ident, data, Source(f"{kind}/{ident}", ()), **place)


@dataclass
class Book:
    """A catalog under construction."""

    catalog: Catalog = field(default_factory=lambda: Catalog(HANDBOK))

    def edition(self, year: int) -> Edition:
        return Edition(self.catalog, year)

    def unit(self, ident: str, *before: str, fran: int | None = None, namnd: str | None = None) -> None:
        start = date(fran, 1, 1) if fran else None
        data = m.Enhet(namn=ident.capitalize(), foregangare=before, giltig_fran=start, namnd=namnd)
        self.catalog.enheter[ident] = post("enhet", ident, data)

    def plan(self, year: int, *units: str) -> None:
        for unit in units:
            if unit not in self.catalog.enheter:
                self.unit(unit)
            plan = post("plan", unit, m.Plan(status="faststalld"), ar=year, enhet=unit)
            self.catalog.planer[plan.key] = plan

    def goal(
        self,
        year: int,
        ident: str,
        unit: str | None = None,
        titel: str = "",
        over: str | None = None,
        nummer: str | None = None,
        before: tuple[str, ...] = (),
        niva: str = "",
    ) -> str:
        data = m.Mal(titel=titel or ident.capitalize(), foralder=over, nummer=nummer, foregangare=before)
        level = niva or ("atagande" if unit else "mitt" if over else "topp")
        goal = post("mal", ident, data, ar=year, enhet=unit, niva=level)
        self.catalog.mal[goal.key] = goal
        return goal.key

    def judge(self, year: int, unit: str, goal: str, word: str, period: str = "hel") -> None:
        data = m.Uppfoljning(bedomning=word)
        self.catalog.uppfoljningar.append(post("uppfoljning", goal, data, ar=year, enhet=unit, period=period))

    def indicator(
        self, ident: str, riktning: Literal["hogre", "lagre", "ingen"] = "hogre", enhet: str = "%", **more: Any
    ) -> None:
        data = m.Indikator(namn=ident.capitalize(), definition="d", enhet=enhet, riktning=riktning, **more)
        self.catalog.indikatorer[ident] = post("indikator", ident, data)

    def measure(self, year: int, unit: str, indicator: str, goal: str = "g", **figures: Any) -> None:
        outcome: dict[str, m.Utfall] = {p: m.Utfall(alla=figures.pop(p)) for p in ("halv", "hel") if p in figures}
        data = m.Matning(indikator=indicator, mal=goal, utfall=outcome, **figures)
        self.catalog.matningar.append(post("matning", indicator, data, ar=year, enhet=unit))

    def activity(self, year: int, unit: str, ident: str, slut: date | None = None, titel: str = "", goal: str = "g") -> None:
        data = m.Aktivitet(id=ident, titel=titel or ident.capitalize(), mal=goal, givare="enhet", slut=slut)
        activity = post("aktivitet", ident, data, ar=year, enhet=unit)
        self.catalog.aktiviteter[activity.key] = activity

    def rutin(
        self, ident: str, fran: int, till: int | None = None, ersatter: tuple[str, ...] = (), version: str | None = None
    ) -> None:
        data = m.Rutin(
            titel=ident.capitalize(),
            status="gallande",
            agare="chef",
            galler_for=(),
            process="p",
            giltig_fran=date(fran, 1, 1),
            giltig_till=date(till, 12, 31) if till else None,
            ersatter=ersatter,
            version=version,
        )
        self.catalog.rutiner[ident] = post("rutin", ident, data)


def two_years(unit: str = "norr") -> Book:
    """One unit with a plan in 2022 and 2023 and nothing in them."""
    book = Book()
    book.plan(2022, unit)
    book.plan(2023, unit)
    return book
