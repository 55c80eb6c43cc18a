"""Which kind of thing a content file holds, decided by where it lies."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from handbok import model as m

_YEAR = re.compile(r"(?:19|20)\d\d\Z")

_FOLDERS: dict[tuple[str, ...], tuple[str, type[m.Record]]] = {
    ("organisation", "namnder", ".yml"): ("namnd", m.Namnd),
    ("organisation", "enheter", ".yml"): ("enhet", m.Enhet),
    ("organisation", "roller", ".yml"): ("roll", m.Roll),
    ("indikatorer", ".yml"): ("indikator", m.Indikator),
    ("processer", ".md"): ("process", m.Process),
    ("rutiner", ".md"): ("rutin", m.Rutin),
    ("sidor", ".md"): ("sida", m.Sida),
    ("kvalitet", "krav", ".yml"): ("kravsamling", m.Kravsamling),
}
_PLAN_FILES: dict[str, tuple[str, type[m.Record], bool]] = {
    "plan.md": ("plan", m.Plan, False),
    "indikatorer.yml": ("matning", m.Matning, True),
    "aktiviteter.yml": ("aktivitet", m.Aktivitet, True),
    "statistik.yml": ("statistik", m.Statistik, True),
    "ekonomi.yml": ("ekonomi", m.Ekonomi, False),
    "klagomal.yml": ("klagomal", m.Klagomal, False),
    "atgarder.yml": ("atgard", m.Atgard, True),
    "arshjul.yml": ("arshjulsdag", m.Arshjulsdag, True),
    "risker.yml": ("risk", m.Risk, True),
    "kontroller.yml": ("kontroll", m.Kontroll, True),
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a file holds: one record of `type`, or with `many` a list of them."""

    kind: str
    type: type[m.Record]
    id: str = ""
    many: bool = False
    ar: int | None = None
    enhet: str | None = None
    niva: str | None = None
    period: str | None = None


def place_of(parts: tuple[str, ...], handbok: m.Handbok) -> Place | None:
    """What the file at `parts` (relative to content/) holds; None when nothing reads such a file."""
    stem, dot, ending = parts[-1].rpartition(".")
    ending = dot + ending
    if parts == ("ordlista.yml",):
        return Place("ord", m.Ord, many=True)
    if parts == ("sok", "synonymer.yml"):
        return Place("synonym", m.Synonym, many=True)
    if parts == ("kvalitet", "laskvittenser.yml"):
        return Place("laskvittens", m.Laskvittens, many=True)
    if parts == ("kvalitet", "lagrum.yml"):
        return Place("lagrum", m.FlyttatLagrum, many=True)
    if known := _FOLDERS.get((*parts[:-1], ending)):
        return Place(*known, id=stem)
    match parts:
        case ("styrning", year, level, _) if _YEAR.match(year) and ending == ".md":
            if level in {n.id for n in handbok.malnivaer[:-1]}:
                return Place("mal", m.Mal, stem, ar=int(year), niva=level)
        case ("planer", year, unit, *rest) if _YEAR.match(year):
            return _in_plan(tuple(rest), stem, ending, int(year), unit, handbok)
    return None


def _in_plan(rest: tuple[str, ...], stem: str, ending: str, year: int, unit: str, handbok: m.Handbok) -> Place | None:
    match rest:
        case (name,) if name in _PLAN_FILES:
            kind, record, many = _PLAN_FILES[name]
            return Place(kind, record, unit if kind == "plan" else "", many, year, unit)
        case (level, _) if level == handbok.enhetsniva.id and ending == ".md":
            return Place("mal", m.Mal, stem, ar=year, enhet=unit, niva=level)
        case ("avsnitt", _) if ending == ".md":
            return Place("avsnitt", m.Avsnitt, stem, ar=year, enhet=unit)
        case ("uppfoljning", period, _) if ending == ".md":
            return Place("uppfoljning", m.Uppfoljning, stem, ar=year, enhet=unit, period=period)
    return None


def nearest_folder(parts: tuple[str, ...], handbok: m.Handbok) -> str | None:
    """A known folder or file name that resembles a part of a path that nothing reads."""
    words = {w for key in _FOLDERS for w in key if not w.startswith(".")}
    words |= {
        "styrning",
        "planer",
        "uppfoljning",
        "avsnitt",
        "ordlista.yml",
        "sok",
        "synonymer.yml",
        "kvalitet",
        "laskvittenser.yml",
        "lagrum.yml",
        "handbok.yml",
        "arkiv.yml",
        *_PLAN_FILES,
    }
    words |= {n.id for n in handbok.malnivaer}
    for part in parts:
        if part not in words and (near := difflib.get_close_matches(part, sorted(words), 1, 0.75)):
            return near[0]
    return None
