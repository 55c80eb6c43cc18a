"""How a unit's risks are weighed and checked: the 5×5 matrix, the internkontrollplan, what is not handled and not done.

Records in, records out: nothing here reads a file or writes a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Literal

from handbok import model as m
from handbok.catalog import Post

STEPS = range(1, 6)
"""The steps of both scales, sannolikhet and konsekvens."""
Level = Literal["hogt", "medel", "lagt"]
"""How high a riskvärde is: at or above the limit, at least half of it, or below that."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A control in the internkontrollplan and the high risks that it is there for, the highest first; there may be none."""

    control: Post[m.Kontroll]
    risks: tuple[Post[m.Risk], ...]


def level(value: int, limit: int) -> Level:
    """How high a riskvärde is beside the limit from which a risk must be handled."""
    if value >= limit:
        return "hogt"
    return "medel" if value * 2 >= limit else "lagt"


def by_value(risks: Iterable[Post[m.Risk]]) -> tuple[Post[m.Risk], ...]:
    """The risks, highest riskvärde first; the graver consequence first among equals."""
    return tuple(sorted(risks, key=lambda r: (-r.data.riskvarde, -r.data.konsekvens, r.data.handelse, r.key)))


def matrix(risks: Iterable[Post[m.Risk]]) -> Mapping[tuple[int, int], tuple[Post[m.Risk], ...]]:
    """The risks in each of the 25 cells (sannolikhet, konsekvens), empty ones too."""
    cells: dict[tuple[int, int], list[Post[m.Risk]]] = defaultdict(list)
    for risk in risks:
        cells[risk.data.sannolikhet, risk.data.konsekvens].append(risk)
    return {(likely, grave): tuple(cells[likely, grave]) for likely in STEPS for grave in STEPS}


def high(risks: Iterable[Post[m.Risk]], limit: int) -> tuple[Post[m.Risk], ...]:
    """The risks whose riskvärde is at or above the limit, by value."""
    return tuple(risk for risk in by_value(risks) if risk.data.riskvarde >= limit)


def unhandled(risks: Iterable[Post[m.Risk]], limit: int) -> tuple[Post[m.Risk], ...]:
    """The high risks that have neither an action nor a control, by value."""
    return tuple(risk for risk in high(risks, limit) if not risk.data.handled)


def control_plan(risks: Iterable[Post[m.Risk]], controls: Iterable[Post[m.Kontroll]], limit: int) -> tuple[Planned, ...]:
    """A unit's internkontrollplan: the controls that its high risks name, in the order of those risks.

    After them come those that are internkontroll in themselves and that no high risk names.
    """
    known = {control.id: control for control in controls}
    named: dict[str, list[Post[m.Risk]]] = {}
    for risk in high(risks, limit):
        for ident in risk.data.kontroller:
            named.setdefault(ident, []).append(risk)
    planned = [Planned(known[ident], tuple(found)) for ident, found in named.items() if ident in known]
    rest = [Planned(c, ()) for c in known.values() if c.data.slag == "internkontroll" and c.id not in named]
    return (*planned, *rest)


def missed(control: m.Kontroll, reported: Set[str]) -> tuple[int, ...]:
    """The occasions, by number, that a reported period should have told of and did not: no result and no reason."""
    return tuple(
        number
        for number, occasion in enumerate(control.tillfallen)
        if occasion.period in reported and occasion.resultat is None and occasion.saknas is None
    )
