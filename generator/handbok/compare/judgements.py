"""How units have judged goals in two editions, set against each other at the last follow-up that both years have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from handbok import model as m
from handbok.compare.types import Bedomningsandring, Bedomningsslag, Bedomt, Mal
from handbok.compare.units import Units
from handbok.editions import Edition

_RANK = {"inte": 0, "delvis": 1, "bra": 2}


class Judgements:
    """An edition's judgements by goal and unit."""

    def __init__(self, edition: Edition) -> None:
        self._words = {b.id: b for b in edition.handbok.bedomningar}
        self._order = {p.id: i for i, p in enumerate(edition.handbok.perioder)}
        self._by_goal: dict[str, dict[str, dict[str, m.Bedomning]]] = defaultdict(lambda: defaultdict(dict))
        self._reported: dict[str, set[str]] = defaultdict(set)
        for post in edition.uppfoljningar:
            goal = edition.catalog.goal(post.id, edition.year, post.enhet)
            self._reported[post.enhet or ""].add(post.period or "")
            if goal and post.data.bedomning in self._words:
                self._by_goal[goal.key][post.enhet or ""][post.period or ""] = self._words[post.data.bedomning]

    def judges(self, goal: str) -> Iterable[str]:
        """The units that have followed up the goal."""
        return self._by_goal[goal].keys() if goal in self._by_goal else ()

    def reported(self, unit: str) -> set[str]:
        """The follow-ups that the unit has made, of any goal."""
        return self._reported.get(unit, set())

    def judged(self, goal: str, unit: str) -> dict[str, Bedomt]:
        """The unit's judgements of the goal by follow-up, in time order; follow-ups that do not judge it are left out."""
        words = self._words_at(goal, unit)
        return {p: Bedomt(w.id, w.namn, w.ton, p) for p, w in words.items() if w.ton != "ingen"}

    def agreed(self, goal: str) -> str | None:
        """The id of the judgement at the last follow-up, when all units that followed up the goal agree."""
        last = {list(self._words_at(goal, unit).values())[-1] for unit in self.judges(goal)}
        word = last.pop() if len(last) == 1 else None
        return word.id if word and word.ton != "ingen" else None

    def _words_at(self, goal: str, unit: str) -> dict[str, m.Bedomning]:
        found = self._by_goal[goal].get(unit, {}) if goal in self._by_goal else {}
        return {p: found[p] for p in sorted(found, key=lambda p: self._order.get(p, -1))}


def compare(
    first: Judgements, second: Judgements, goals: Iterable[tuple[Mal, Mal]], units: Units
) -> Iterator[Bedomningsandring]:
    """Every goal that a unit judged in an edition and that the unit (or its successor) has in both.

    That a goal is no longer judged can be told only when the unit has made the follow-up at which it was judged before.
    """
    forwards, backwards = _index(units.pairs)
    for old, new in goals:
        for before, after in _judges(first, second, old, new, forwards, backwards):
            change = _compare(first, second, old, new, before, after)
            if change:
                yield change


def _index(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    forwards: dict[str, list[str]] = defaultdict(list)
    backwards: dict[str, list[str]] = defaultdict(list)
    for old, new in pairs:
        forwards[old].append(new)
        backwards[new].append(old)
    return forwards, backwards


def _judges(
    first: Judgements,
    second: Judgements,
    old: Mal,
    new: Mal,
    forwards: dict[str, list[str]],
    backwards: dict[str, list[str]],
) -> list[tuple[str, str]]:
    """The pairs of units whose judgements of the goal belong together: its owners, else all that judged it."""
    if old.enhet and new.enhet:
        return [(old.enhet, new.enhet)]
    found = [(o, u) for u in second.judges(new.nyckel) for o in backwards.get(u, ())]
    found += [(o, u) for o in first.judges(old.nyckel) for u in forwards.get(o, ())]
    return list(dict.fromkeys(found))


def _compare(first: Judgements, second: Judgements, old: Mal, new: Mal, before: str, after: str) -> Bedomningsandring | None:
    then, now = first.judged(old.nyckel, before), second.judged(new.nyckel, after)
    common = [p for p in now if p in then]
    pair = (then[common[-1]], now[common[-1]]) if common else (_last(then), _last(now))
    alone = pair[0] if pair[1] is None else pair[1] if pair[0] is None else None
    reported = second.reported(after) if pair[1] is None else first.reported(before)
    if pair == (None, None) or (alone and alone.period not in reported):
        return None
    return Bedomningsandring(_kind(*pair), old, new, before, after, *pair)


def _last(judged: dict[str, Bedomt]) -> Bedomt | None:
    return list(judged.values())[-1] if judged else None


def _kind(then: Bedomt | None, now: Bedomt | None) -> Bedomningsslag:
    if then is None:
        return "borjat"
    if now is None:
        return "slutat"
    if then.bedomning == now.bedomning:
        return "oforandrad"
    if then.ton == now.ton:
        return "annat-ord"
    return "battre" if _RANK[now.ton] > _RANK[then.ton] else "samre"
