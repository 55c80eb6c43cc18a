"""The indicators that units measure in two editions: new, gone, and how targets and outcomes have changed.

A figure is set against another only when both state a number of the same kind at the same follow-up, and called better or
worse only when the indicator declares which way is better. Everything else is shown as it is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from handbok import model as m
from handbok.catalog import Post
from handbok.compare.types import Indikator, Indikatorslag, Utveckling, Varde, Vardepar
from handbok.compare.units import Units
from handbok.editions import Edition
from handbok.figures import number, with_unit

_DIGITS = re.compile(r"[-+−–]?\d[\d\s]*(?:[.,]\d+)?")
_Rows = list[Post[m.Matning]]
_NOTHING = Vardepar(None, None, andrad=False)


def compare(first: Edition, second: Edition, units: Units) -> Iterator[Indikator]:
    """Every indicator of every unit of either edition, in the order of the second edition's plans and then the first's."""
    then, now = _measured(first), _measured(second)
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for old, new in units.pairs:
        before[new].append(old)
        after[old].append(new)
    for unit, measured in now.items():
        for ident, rows in measured.items():
            olds = [u for u in before.get(unit, ()) if ident in then.get(u, {})]
            for old in olds:
                yield _both(first, second, ident, then[old][ident], rows, same=(old, unit) in units.samma)
            if not olds:
                yield _alone(first, second, ident, "ny", rows)
    for unit, measured in then.items():
        for ident, rows in measured.items():
            if not any(ident in now.get(u, {}) for u in after.get(unit, ())):
                yield _alone(first, second, ident, "borta", rows)


def _measured(edition: Edition) -> dict[str, dict[str, _Rows]]:
    """Measurements by unit and indicator; several rows when the plan has the indicator under several goals."""
    found: dict[str, dict[str, _Rows]] = defaultdict(lambda: defaultdict(list))
    for post in edition.matningar:
        if post.data.indikator in edition.catalog.indikatorer:
            found[post.enhet or ""][post.data.indikator].append(post)
    return found


def _both(first: Edition, second: Edition, ident: str, old: _Rows, new: _Rows, *, same: bool) -> Indikator:
    indicator = second.catalog.indikatorer[ident].data
    return Indikator(
        slag="kvar",
        nyckel=ident,
        namn_tidigare=first.catalog.indikatorer[ident].data.name_in(first.year),
        namn_senare=indicator.name_in(second.year),
        riktning=indicator.riktning,
        enhet_tidigare=old[0].enhet,
        enhet_senare=new[0].enhet,
        samma_enhet=same,
        arsmal=_pair(indicator, _written(old, lambda d: d.arsmal), _written(new, lambda d: d.arsmal), same=same),
        kf_arsmal=_pair(indicator, _written(old, lambda d: d.kf_arsmal), _written(new, lambda d: d.kf_arsmal), same=same),
        utfall=_outcomes(second.handbok, indicator, old, new, same=same),
        kallnotering=tuple(e.year for e, rows in ((first, old), (second, new)) if any(r.note for r in rows)),
    )


def _alone(first: Edition, second: Edition, ident: str, slag: Indikatorslag, rows: _Rows) -> Indikator:
    edition = second if slag == "ny" else first
    indicator = edition.catalog.indikatorer[ident].data
    values = [
        _one_side(indicator, slag, _written(rows, lambda d: d.arsmal)),
        _one_side(indicator, slag, _written(rows, lambda d: d.kf_arsmal)),
    ]
    period = next(iter(reversed(_periods(edition.handbok, rows))), None)
    outcome = _one_side(indicator, slag, _outcome(rows, period), period)
    unit = rows[0].enhet
    return Indikator(
        slag=slag,
        nyckel=ident,
        namn_tidigare=indicator.name_in(first.year),
        namn_senare=indicator.name_in(second.year),
        riktning=indicator.riktning,
        enhet_tidigare=None if slag == "ny" else unit,
        enhet_senare=unit if slag == "ny" else None,
        samma_enhet=False,
        arsmal=values[0],
        kf_arsmal=values[1],
        utfall=outcome,
        kallnotering=(edition.year,) if any(r.note for r in rows) else (),
    )


# --- Figures ----------------------------------------------------------------------------------------------------


def _written(rows: _Rows, pick: Callable[[m.Matning], str | None]) -> str | None:
    """What the rows state, each different text once: a plan can repeat an indicator, or give it another target elsewhere."""
    return " / ".join(dict.fromkeys(text for r in rows if (text := pick(r.data)))) or None


def _outcome(rows: _Rows, period: str | None) -> str | None:
    return _written(rows, lambda d: d.utfall[period].alla if period in d.utfall else None)


def _periods(handbok: m.Handbok, rows: _Rows) -> list[str]:
    """The follow-ups that have an outcome, in time order."""
    with_outcome = {period for r in rows for period, outcome in r.data.utfall.items() if outcome.alla}
    return [p.id for p in handbok.perioder if p.id in with_outcome]


def _outcomes(handbok: m.Handbok, indicator: m.Indikator, old: _Rows, new: _Rows, *, same: bool) -> Vardepar:
    """The outcomes at the last follow-up that both have, else at each one's last: then they are only shown."""
    then, now = _periods(handbok, old), _periods(handbok, new)
    common = [p for p in now if p in then]
    before = common[-1] if common else (then[-1] if then else None)
    after = common[-1] if common else (now[-1] if now else None)
    return _pair(indicator, _outcome(old, before), _outcome(new, after), (before, after), same=same and bool(common))


def _one_side(indicator: m.Indikator, slag: Indikatorslag, text: str | None, period: str | None = None) -> Vardepar:
    value = _value(indicator, text, period)
    if value is None:
        return _NOTHING
    return Vardepar(None, value, andrad=True) if slag == "ny" else Vardepar(value, None, andrad=True)


def _pair(
    indicator: m.Indikator,
    old: str | None,
    new: str | None,
    periods: tuple[str | None, str | None] = (None, None),
    *,
    same: bool,
) -> Vardepar:
    before, after = _value(indicator, old, periods[0]), _value(indicator, new, periods[1])
    if before is None or after is None:
        return Vardepar(before, after, andrad=before != after)
    if _kind(before.skrivet) != _kind(after.skrivet) or before.tal is None or after.tal is None:
        return Vardepar(before, after, andrad=before.skrivet != after.skrivet)
    difference = Decimal(after.tal) - Decimal(before.tal)
    if not difference or not same:
        return Vardepar(before, after, andrad=bool(difference))
    towards = (difference > 0) == (indicator.riktning == "hogre")
    development: Utveckling | None = None if indicator.riktning == "ingen" else "mot" if towards else "fran"
    return Vardepar(before, after, andrad=True, skillnad=format(difference, "f"), utveckling=development)


def _value(indicator: m.Indikator, text: str | None, period: str | None) -> Varde | None:
    if text is None:
        return None
    stated = number(text)
    return Varde(with_unit(text, indicator.enhet), None if stated is None else format(stated, "f"), period)


def _kind(figure: str) -> str:
    """What is left of a figure without its number: what it is counted in, and words such as "ca"."""
    return " ".join(_DIGITS.sub("", figure, count=1).casefold().replace("procent", "%").split())
