"""What cannot be compared between two editions, and why, in plain Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbok.compare.goals import Goals
from handbok.compare.judgements import Judgements
from handbok.compare.types import Enhet, Enhetsjamforelse, Forbehall
from handbok.compare.words import listed


def reservations(
    sections: Iterable[Enhetsjamforelse], goals: Goals, judged: tuple[Judgements, Judgements], years: tuple[int, int]
) -> Iterator[Forbehall]:
    """Each reason why a reader will not find what he or she looks for."""
    sections = list(sections)
    if not any(s.enheter.jamforbar for s in sections):
        yield _no_units(sections, years)
    if not goals.pairs and (goals.tidigare or goals.senare):
        text = f"Inget mål finns både {years[0]} och {years[1]}, så alla mål står som nya eller borta."
        yield Forbehall("inga-gemensamma-mal", text)
    for section in sections:
        if section.enheter.jamforbar:
            yield from _without_plan(section.enheter.tidigare, years[1])
            yield from _without_plan(section.enheter.senare, years[0])
            yield from _not_reported(section.enheter.tidigare, judged[0], years)
            yield from _not_reported(section.enheter.senare, judged[1], years)


def _no_units(sections: list[Enhetsjamforelse], years: tuple[int, int]) -> Forbehall:
    before = [u.namn for s in sections for u in s.enheter.tidigare if u.har_plan]
    after = [u.namn for s in sections for u in s.enheter.senare if u.har_plan]
    text = (
        f"De två åren har ingen enhet gemensam. {years[0]} har handboken planer för {listed(before) or 'ingen enhet'}, "
        f"{years[1]} för {listed(after) or 'ingen enhet'}, och ingen av dem fortsätter en annan. Därför går "
        "enheternas egna mål, bedömningar, indikatorer och aktiviteter inte att jämföra. "
        "Det som går att jämföra är de styrande målen och rutinerna."
    )
    return Forbehall("inga-gemensamma-enheter", text)


def _without_plan(units: Iterable[Enhet], other: int) -> Iterator[Forbehall]:
    """Units that the work has gone to, or come from, but whose plan is not in the handbook."""
    lacking = [u for u in units if not u.har_plan]
    if lacking:
        text = (
            f"Handboken har ingen plan från {lacking[0].ar} för {listed([u.namn for u in lacking])}. "
            f"Mål, indikatorer och aktiviteter som här bara finns {other} kan alltså finnas även där."
        )
        yield Forbehall("enheter-utan-plan", text, lacking[0].ar)


def _not_reported(units: Iterable[Enhet], judged: Judgements, years: tuple[int, int]) -> Iterator[Forbehall]:
    for unit in units:
        if unit.har_plan and not judged.reported(unit.nyckel):
            other = years[1] if unit.ar == years[0] else years[0]
            text = (
                f"Handboken har ingen uppföljning från {unit.namn} {unit.ar}. "
                f"Bedömningarna och utfallen från {other} har därför inget att jämföras med."
            )
            yield Forbehall("ingen-uppfoljning", text, unit.ar, unit.nyckel)
