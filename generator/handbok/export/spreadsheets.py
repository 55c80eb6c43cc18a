"""The CSV files: semicolons, figures as written with decimal comma, a byte order mark so that Excel reads åäö."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date

from handbok.export.rows import Data, Doltvarde, Varde, heading

_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?(?:[ \u00a0]?%)?\Z")
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
Cell = str | int | date | Varde | Doltvarde | None


def goals(data: Data) -> str:
    """mal.csv: one row per goal, with the names of level, unit and judgement."""
    levels = {n.id: n.namn for n in data.handbok.malnivaer}
    words = {b.id: b.namn for b in data.handbok.bedomningar}
    units = {u.nyckel: u.namn for u in data.enheter}
    columns = ("nyckel", "niva", "nummer", "titel", "enhet", "foralder", "bedomning", "url", "kallnotering")
    return _csv(
        [heading(c) for c in columns],
        (
            (
                *(g.nyckel, levels[g.niva], g.nummer, g.titel, units.get(g.enhet or "", g.enhet), g.foralder),
                *(words.get(g.bedomning or ""), g.url, g.kallnotering),
            )
            for g in data.mal
        ),
    )


def indicators(data: Data) -> str:
    """indikatorer.csv: one row per indicator, goal, unit, year and period."""
    known = {i.nyckel: i for i in data.indikatorer}
    units = {u.nyckel: u.namn for u in data.enheter}
    periods = {p.id: p.kort for p in data.handbok.perioder}
    columns = (
        *("indikator", "namn", "enhet", "ar", "period", "mal", "alla", "man", "kvinnor", "mattenhet"),
        *("arsmal", "kf_arsmal", "forra_aret", "kallnotering"),
    )
    return _csv(
        [heading(c) for c in columns],
        (
            (
                *(r.indikator, known[r.indikator].namn, units.get(r.enhet, r.enhet), r.ar, periods.get(r.period or "")),
                *(r.mal, r.alla, r.man, r.kvinnor, known[r.indikator].mattenhet),
                *(r.arsmal, r.kf_arsmal, r.forra_aret, r.kallnotering),
            )
            for r in data.matningar
        ),
    )


def activities(data: Data) -> str:
    """aktiviteter.csv: one row per activity."""
    units = {u.nyckel: u.namn for u in data.enheter}
    columns = ("nyckel", "titel", "enhet", "mal", "givare", "start", "slut", "avvikelse", "url", "kallnotering")
    return _csv(
        [heading(c) for c in columns],
        (
            (
                *(a.nyckel, a.titel, units.get(a.enhet, a.enhet), a.mal, a.givare, a.start, a.slut),
                *(a.avvikelse, a.url, a.kallnotering),
            )
            for a in data.aktiviteter
        ),
    )


def risks(data: Data) -> str:
    """risker.csv: one row per risk."""
    units = {u.nyckel: u.namn for u in data.enheter}
    columns = (
        *("nyckel", "handelse", "orsak", "enhet", "process", "sannolikhet", "konsekvens", "riskvarde", "ansvarig"),
        *("atgard", "kontroller", "exempel", "url", "kallnotering"),
    )
    return _csv(
        [heading(c) for c in columns],
        (
            (
                *(p.nyckel, p.handelse, p.orsak, units.get(p.enhet, p.enhet), p.process, p.sannolikhet, p.konsekvens),
                *(p.riskvarde, p.ansvarig, p.atgard, " ".join(p.kontroller), p.exempel, p.url, p.kallnotering),
            )
            for p in data.risker
        ),
    )


def controls(data: Data) -> str:
    """kontroller.csv: one row per occasion, with the names of unit and period; one row for a control that has none."""
    units = {u.nyckel: u.namn for u in data.enheter}
    periods = {p.id: p.kort for p in data.handbok.perioder}
    columns = ("nyckel", "titel", "enhet", "slag", "vad", "nar", "hur", "ansvarig", "process", "mal")
    of_occasion = ("Tillfälle", "period", "datum", "siffror", "resultat", "saknas", "exempel", "url", "kallnotering")
    return _csv(
        [heading(c) for c in (*columns, *of_occasion)],
        (
            (
                *(c.nyckel, c.titel, units.get(c.enhet, c.enhet), c.slag, c.vad, c.nar, c.hur, c.ansvarig, c.process, c.mal),
                *((o.namn, periods[o.period], o.datum, " ".join(o.siffror), o.resultat, o.saknas) if o else [None] * 6),
                *(c.exempel, c.url, c.kallnotering),
            )
            for c in data.kontroller
            for o in c.tillfallen or (None,)
        ),
    )


def requirements(data: Data) -> str:
    """krav.csv: one row per requirement and thing or part of the handbook that covers it; for a gap one with nothing there."""
    columns = (
        "nyckel",
        "titel",
        "stalle",
        "kravsamling",
        "kalla",
        "lydelse",
        "kontrollerad",
        "tacks_av_typ",
        "tacks_av",
        "url",
    )
    return _csv(
        [heading(c) for c in columns],
        (
            (
                *(k.nyckel, k.titel, k.stalle, s.titel, s.kalla, s.lydelse, s.kontrollerad),
                *t,
                s.url,
            )
            for s in data.kravsamlingar
            for k in s.krav
            for t in (*((t.typ, t.nyckel) for t in k.tacks_av), *(("handboken", part) for part in k.visas_av))
            or ((None, None),)
        ),
    )


def actions(data: Data) -> str:
    """atgarder.csv: one row per åtgärd; several categories or rutiner are parted by a comma."""
    units = {u.nyckel: u.namn for u in data.enheter}
    roles = {r.nyckel: r.namn for r in data.roller}
    columns = (
        *("nyckel", "titel", "enhet", "foranledd_av", "kontroller", "ansvarig", "beslutad", "klar_senast", "klar", "resultat"),
        *("rutiner", "exempel", "url", "kallnotering"),
    )
    return _csv(
        [heading(c) for c in columns],
        (
            (
                *(a.nyckel, a.titel, units.get(a.enhet, a.enhet), ", ".join(a.foranledd_av), ", ".join(a.kontroller)),
                *(roles.get(a.ansvarig, a.ansvarig), a.beslutad, a.klar_senast, a.klar, a.resultat, ", ".join(a.rutiner)),
                *("ja" if a.exempel else "nej", a.url, a.kallnotering),
            )
            for a in data.atgarder
        ),
    )


def _csv(header: list[str], rows: Iterable[tuple[Cell, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(header)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, Varde):
        return guarded(cell.skrivet)
    if isinstance(cell, Doltvarde):
        return cell.visas
    return "" if cell is None else guarded(str(cell))


def guarded(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet could run it as a formula.

    That is a text that starts with = + - @, their full-width forms, a tab or a line break, unless it is a plain number
    such as "-12 134" or "-4,9 %". Whoever reads the file with a program takes the apostrophe away again, or uses
    handbok.json, which has every text exactly as written.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _PLAIN_NUMBER.match(text) else text
