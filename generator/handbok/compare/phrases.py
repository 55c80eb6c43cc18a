"""One thing of a comparison as a line (and what hangs under it) in plain Swedish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from handbok.compare.types import (
    Aktivitet,
    Aktivitetsandring,
    Bedomningsandring,
    Bedomt,
    Comparison,
    Indikator,
    Mal,
    Malgrupp,
    Rutin,
    Rutingrupp,
    Varde,
    Vardepar,
)
from handbok.compare.words import listed, long_date, lower_first
from handbok.figures import number, swedish

Link: TypeAlias = Callable[[str, str, int], str | None]
"""The address of a thing, from its kind ("mal", "enhet", "indikator", "aktivitet", "rutin"), its key and the edition's year;
None for what has no page."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>|]")


def escaped(text: str) -> str:
    """A title so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(lambda m: f"\\{m.group()}", " ".join(text.split()))


def no_link(kind: str, key: str, year: int) -> str | None:  # noqa: ARG001  the shape of a Link
    """Links nowhere: a comparison that is read by itself."""
    return None


@dataclass(frozen=True, slots=True)
class Phrases:
    """The lines of one comparison. `several` names the units whose things must be told apart."""

    c: Comparison
    link: Link
    plain: Callable[[str], str]
    gone: frozenset[str]
    unit_names: dict[str, str]
    several: frozenset[str] = field(default_factory=frozenset)

    def named(self, kind: str, key: str, year: int, title: str) -> str:
        """A title, linked when there is a page."""
        address = self.link(kind, key, year)
        return f"[{self.plain(title)}]({address})" if address else self.plain(title)

    def goal(self, goal: Mal) -> str:
        """A goal in quotes, with its number and, where units must be told apart, its unit."""
        stop = "" if "." in (goal.nummer or ".") else "."
        title = f"{goal.nummer}{stop} {goal.titel}" if goal.nummer else goal.titel
        return f"”{self.named('mal', goal.nyckel, goal.ar, title)}”{self._of(goal.enhet)}"

    def _of(self, unit: str | None) -> str:
        return f" ({self.plain(self.unit_names.get(unit, unit))})" if unit in self.several and unit else ""

    # --- Goals ----------------------------------------------------------------------------------------------

    def goal_alone(self, group: Malgrupp) -> str:
        """A goal that is in one edition only."""
        goal = (group.senare or group.tidigare)[0]
        word = self.c.bedomningsord.get(goal.bedomning or "")
        judged = f" (bedömning {goal.ar}: {lower_first(word)})" if word else ""
        text = f"{self.goal(goal)}{judged}"
        if group.samma_namn:
            other = self.c.fran if group.senare else self.c.till
            text += f". Ett mål med samma namn men annat id finns {other}; handboken anger inte om det är samma mål"
        return text

    def goal_changed(self, group: Malgrupp) -> str:
        """A goal, or goals, in both editions, with each change under it."""
        if group.slag != "kvar":
            return self._goals_rearranged(group)
        old, new = group.tidigare[0], group.senare[0]
        return "\n".join([self.goal(new), *(f"    - {line}" for line in self._changes(old, new, group))])

    def _changes(self, old: Mal, new: Mal, group: Malgrupp) -> Iterator[str]:
        if "namn" in group.andringar:
            yield _sentence(f"Målet har bytt namn. {old.ar} hette det {self._quoted(old.titel)}")
        if "flyttat" in group.andringar:
            yield self._moved(old, new)
        if "nummer" in group.andringar:
            yield f"Målets nummer är ändrat: {old.nummer or 'inget'} {old.ar} → {new.nummer or 'inget'} {new.ar}."

    def _moved(self, old: Mal, new: Mal) -> str:
        to = f"under {self._quoted(new.foralder_titel)}" if new.foralder_titel else "inte under något mål"
        origin = f"under {self._quoted(old.foralder_titel)}" if old.foralder_titel else "inte under något mål"
        lost = f", som inte finns {new.ar}" if old.foralder in self.gone else ""
        return _sentence(f"Målet har flyttats och ligger nu {to}. {old.ar} låg det {origin}{lost}")

    def _goals_rearranged(self, group: Malgrupp) -> str:
        old, new = listed([self.goal(g) for g in group.tidigare]), listed([self.goal(g) for g in group.senare])
        if group.slag == "delad":
            if len({g.titel for g in (*group.tidigare, *group.senare)}) == 1:
                units = listed([self.plain(self.unit_names.get(g.enhet or "", g.enhet or "")) for g in group.senare])
                return f"{self.goal(group.tidigare[0])} finns nu i flera enheter: {units}"
            return f"{old} har blivit flera mål: {new}"
        return f"{old} har blivit ett mål: {new}" if group.slag == "sammanslagen" else f"{old} fortsätter som {new}"

    def _quoted(self, title: str) -> str:
        return f"”{self.plain(title)}”"

    # --- Judgements -----------------------------------------------------------------------------------------

    def judgement(self, j: Bedomningsandring) -> str:
        """How a unit has judged a goal both years."""
        who = self._of(j.enhet_senare) if j.mal_senare.enhet is None else ""
        then, now = self._judged(j.tidigare, j.mal_tidigare.ar), self._judged(j.senare, j.mal_senare.ar)
        if j.slag == "slutat":
            return f"{self.goal(j.mal_senare)}{who}: {then}"
        if j.slag == "borjat":
            return f"{self.goal(j.mal_senare)}{who}: {now}"
        return f"{self.goal(j.mal_senare)}{who}: {then} → {now}"

    def _judged(self, judged: Bedomt | None, year: int) -> str:
        if judged is None:
            return f"inte bedömt {year}"
        return f"{self.plain(lower_first(judged.namn))} {self.at(judged.period, year)}"

    def at(self, period: str | None, year: int) -> str:
        """The year, with the follow-up when it is not the year's last."""
        last = self.c.perioder[-1].id
        if period is None or period == last:
            return str(year)
        return f"{self.plain(next((p.kort for p in self.c.perioder if p.id == period), period))} {year}"

    # --- Indicators -----------------------------------------------------------------------------------------

    def indicator(self, i: Indikator) -> str:
        """An indicator with its figures both years."""
        year = self.c.fran if i.slag == "borta" else self.c.till
        name = i.namn_tidigare if i.slag == "borta" else i.namn_senare
        unit = i.enhet_tidigare if i.slag == "borta" else i.enhet_senare
        first = f"{self.named('indikator', i.nyckel, year, name)}{self._of(unit)}"
        return "\n".join([first, *(f"    - {line}" for line in list(self._figures(i)) or ["Utfall och årsmål saknas."])])

    def _figures(self, i: Indikator) -> Iterator[str]:
        if i.slag == "kvar" and i.namn_tidigare != i.namn_senare:
            yield _sentence(f"Indikatorn har bytt namn. {self.c.fran} hette den {self._quoted(i.namn_tidigare)}")
        if i.utfall.tidigare or i.utfall.senare:
            yield f"Utfall: {self._values(i.utfall, i)}{self._outcome_note(i)}"
        if i.arsmal.tidigare or i.arsmal.senare:
            yield f"{self.plain(self.c.arsmal)}: {self._values(i.arsmal, i)}{_target_note(i.arsmal)}"
        if i.slag == "kvar" and i.kf_arsmal.andrad and any(v and v.tal for v in (i.kf_arsmal.tidigare, i.kf_arsmal.senare)):
            yield f"{self.plain(self.c.kf_arsmal)}: {self._values(i.kf_arsmal, i)}{_target_note(i.kf_arsmal)}"
        if i.kallnotering and i.slag == "kvar":
            years = listed([str(y) for y in i.kallnotering])
            yield f"Läs även källnoteringen från {years}."

    def _values(self, pair: Vardepar, i: Indikator) -> str:
        old, new = self._value(pair.tidigare, self.c.fran), self._value(pair.senare, self.c.till)
        if i.slag == "ny":
            return new or ""
        if i.slag == "borta":
            return old or ""
        if old is None:
            return f"{new}, uppgift saknas {self.c.fran}"
        if new is None:
            return f"{old}, uppgift saknas {self.c.till}"
        if not pair.andrad and pair.senare:
            return f"{self.plain(pair.senare.skrivet)} båda åren"
        difference = number(pair.skillnad)
        if difference is None:
            return f"{old} → {new}"
        percent = pair.senare is not None and pair.senare.skrivet.endswith("%")
        points = f" procentenhet{'' if abs(difference) == 1 else 'er'}" if percent else ""
        return f"{old} → {new}, {'+' if difference > 0 else ''}{swedish(difference)}{points}"

    def _value(self, value: Varde | None, year: int) -> str | None:
        return f"{self.plain(value.skrivet)} ({self.at(value.period, year)})" if value else None

    def _outcome_note(self, i: Indikator) -> str:
        pair = i.utfall
        better = {"hogre": "högre är bättre", "lagre": "lägre är bättre", "ingen": ""}[i.riktning]
        if pair.utveckling:
            return f". Åt {'rätt' if pair.utveckling == 'mot' else 'fel'} håll: {better}."
        if pair.tidigare and pair.senare and pair.tidigare.period != pair.senare.period:
            return ". Talen gäller olika långa delar av året."
        if pair.skillnad and i.riktning == "ingen":
            return ". Indikatorn anger inte vilket håll som är bättre."
        return "."

    # --- Activities -----------------------------------------------------------------------------------------

    def activity(self, change: Aktivitetsandring) -> str:
        """An activity with what has happened to it."""
        if change.tidigare and change.senare:
            return self._carried(change, change.tidigare, change.senare)
        thing = change.senare or change.tidigare
        if thing is None:
            return ""
        text = self._activity_title(thing) + self._dates(thing, ended=change.senare is None)
        if change.samma_namn:
            other = self.c.fran if change.senare else self.c.till
            text += f". En aktivitet med samma namn men annat id finns {other}"
        return text

    def _activity_title(self, thing: Aktivitet) -> str:
        return self.named("aktivitet", thing.nyckel, thing.ar, thing.titel.rstrip(".")) + self._of(thing.enhet)

    def _dates(self, thing: Aktivitet, *, ended: bool) -> str:
        if ended and thing.slut and thing.slut.year > thing.ar:
            return f". Skulle pågå till {long_date(thing.slut)}, men finns inte med {self.c.till}"
        if not thing.slut:
            return ", utan slutdatum"
        return "" if thing.slut == date(thing.ar, 12, 31) else f", till {long_date(thing.slut)}"

    def _carried(self, change: Aktivitetsandring, old: Aktivitet, new: Aktivitet) -> str:
        lines = []
        if "namn" in change.andringar:
            lines.append(_sentence(f"Aktiviteten har bytt namn. {old.ar} hette den {self._quoted(old.titel)}"))
        if "slut" in change.andringar:
            lines.append(f"Slutdatumet är flyttat: {_day(old)} → {_day(new)}.")
        if "mal" in change.andringar:
            now, then = (self._quoted(a.mal_titel) if a.mal_titel else "inget mål" for a in (new, old))
            lines.append(_sentence(f"Aktiviteten ligger nu under {now}, {old.ar} under {then}"))
        return "\n".join([self._activity_title(new), *(f"    - {line}" for line in lines)])

    # --- Rutiner --------------------------------------------------------------------------------------------

    def rutin(self, group: Rutingrupp) -> str:
        """Rutiner with what has happened to them."""
        old, new = listed([self._rutin(r) for r in group.tidigare]), listed([self._rutin(r) for r in group.senare])
        if group.slag == "upphavd":
            end = group.tidigare[0].giltig_till
            return f"{old}, slutade gälla {long_date(end)}" if end else old
        if group.slag in ("ny", "andrad"):
            only = group.senare[0]
            version = f", version {self.plain(only.version or '')}" if revised(only) else ""
            return f"{new}, gäller från {long_date(only.giltig_fran)}{version}"
        return f"{new} ersätter {old} från {long_date(group.senare[0].giltig_fran)}"

    def _rutin(self, rutin: Rutin) -> str:
        return f"”{self.named('rutin', rutin.nyckel, rutin.ar, rutin.titel)}”"


def revised(rutin: Rutin) -> bool:
    """Whether its version says that there were others before it, though nothing tells which."""
    return not rutin.ersatter and rutin.version not in (None, "1", "1.0")


def _sentence(text: str) -> str:
    """The text with a full stop, unless a quoted title that ends it has its own."""
    return text if text.endswith(".”") else f"{text}."


def _target_note(pair: Vardepar) -> str:
    """Whether a target asks for more or less."""
    return f", ett {'högre' if pair.utveckling == 'mot' else 'lägre'} krav." if pair.utveckling else "."


def _day(thing: Aktivitet) -> str:
    return long_date(thing.slut) if thing.slut else "inget slutdatum"
