"""Suspect links: what hangs on a text that has changed since someone confirmed that the two belong together.

A confirmation is a fingerprint of the text above, written in the record below (`bekraftat:`). A link that nobody has ever
confirmed is not followed, so that a handbook that does not use this is not nagged. Only what lives is followed: the newest
year's goals and the rutiner in force after it or still to come. Older years are history.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbok import model as m
from handbok.catalog import Catalog, Post

OF_TITLE, OF_ALL = 4, 8
"""So many hex digits of the SHA-256 of the title, and after them of all of it. The first tell what has changed; the others
alone tell that something has: two texts in four thousand million have the same."""
_FORM = re.compile(rf"[0-9a-f]{{{OF_TITLE + OF_ALL}}}")


def fingerprint(post: Post[Any]) -> str:
    """A fingerprint of what a goal or process means to what hangs on it: its title, its sections and a process's steps.

    Line breaks, order of keys, comments, numbers, dates, roles that answer for it and where it stands have no part in it.
    Nor have the rutiner of a step: one more of them changes nothing for the others.
    """
    steps = [(_flat(s.titel), s.roll) for s in post.data.steg] if isinstance(post.data, m.Process) else []
    title = _flat(post.data.titel)
    return (
        _digest(title)[:OF_TITLE] + _digest([title, [(_flat(s.heading), _flat(s.text)) for s in post.sections], steps])[:OF_ALL]
    )


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _flat(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Link:
    """That `post` hangs on `above`, which `key` names in its `bekraftat:`.

    `above` has one post, or several goals when units share the id. `now` is the fingerprint of their text, `confirmed` the
    one that stands in the file, None when the link was never confirmed. `confirmed_then` is the same goal of an earlier
    year, when it was that year's text that was confirmed.
    """

    post: Post[Any]
    key: str
    above: tuple[Post[Any], ...]
    now: str
    confirmed: str | None = None
    confirmed_then: Post[m.Mal] | None = None

    @property
    def suspect(self) -> bool:
        """Whether the text above is another than the one that was confirmed."""
        return self.confirmed is not None and self.confirmed != self.now

    @property
    def same_title(self) -> bool | None:
        """Whether the title is the confirmed one; None when that cannot be told."""
        if len(self.above) > 1 or self.confirmed is None or not _FORM.fullmatch(self.confirmed):
            return None
        return self.confirmed[:OF_TITLE] == self.now[:OF_TITLE]

    @property
    def line(self) -> str:
        """The line under `bekraftat:` that confirms the link."""
        return f'{self.key}: "{self.now}"'

    def concerns(self, unit: str) -> bool:
        """Whether a unit has to read it: its own goal, or a rutin that does not serve other units' goals only."""
        if self.post.enhet:
            return self.post.enhet == unit
        return self.post.kind != "mal" and any(p.enhet in (None, unit) for p in self.above)


def links(catalog: Catalog) -> Iterator[Link]:
    """Every link that lives, in the order of the content. One that leads nowhere is left out: it is a fault of its own."""
    goals = _Goals(catalog)
    processes = {ident: fingerprint(post) for ident, post in catalog.processer.items()}
    for post in living(catalog):
        for key in hangs_on(post):
            kind, _, ident = key.partition(":")
            confirmed = post.data.bekraftat.get(key)
            if kind == "process":
                if ident in processes:
                    yield Link(post, key, (catalog.processer[ident],), processes[ident], confirmed)
            elif above := goals.meant_by(ident, post):
                now = goals.fingerprint(above)
                then = goals.earlier(ident, confirmed, above[0]) if confirmed not in (None, now) else None
                yield Link(post, key, above, now, confirmed, then)


def suspects(catalog: Catalog, unit: str | None = None) -> list[Link]:
    """The links to confirm anew: all, or those that concern a unit."""
    return [link for link in links(catalog) if link.suspect and (unit is None or link.concerns(unit))]


def left_over(catalog: Catalog) -> Iterator[tuple[Post[Any], str]]:
    """Confirmations of what a living goal or rutin does not hang on: the post and the key."""
    for post in living(catalog):
        known = hangs_on(post)
        yield from ((post, key) for key in post.data.bekraftat if key not in known)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a record's `bekraftat:` is to say, and how that differs from what stands there.

    `changes` has the key, the fingerprint that stands there and the one to write; None is none.
    """

    post: Post[Any]
    wanted: dict[str, str]
    changes: tuple[tuple[str, str | None, str | None], ...]


def confirmations(catalog: Catalog, chosen: Iterable[Post[Any]] | None = None) -> list[Confirmation]:
    """What confirms every link of the chosen records, or of all that live. Those that already say so are left out."""
    keys = None if chosen is None else {post.source.path for post in chosen}
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for link in links(catalog):
        wanted[link.post.source.path][link.key] = link.now
    found = []
    for post in living(catalog):
        if keys is None or post.source.path in keys:
            now, then = wanted[post.source.path], post.data.bekraftat
            differ = [(key, then.get(key), now.get(key)) for key in (*then, *(k for k in now if k not in then))]
            changes = tuple(change for change in differ if change[1] != change[2])
            if changes:
                found.append(Confirmation(post, now, changes))
    return found


def meant(catalog: Catalog, written: str) -> list[Post[Any]]:
    """The goals and rutiner, living or not, that an id, a key (`2025/barnenheten/stod`), `rutin:<id>` or `mal:<id>` names.

    Where a living one has the id, those of older years are not meant.
    """
    alive = {post.source.path for post in living(catalog)}
    every = (*catalog.mal.values(), *catalog.rutiner.values())
    named = [post for post in every if written in (post.id, post.key, f"{post.kind}:{post.id}")]
    return [post for post in named if post.source.path in alive] or named


def living(catalog: Catalog) -> Iterator[Post[Any]]:
    """The newest year's goals, and the rutiner that are in force after that year or are to be."""
    newest = max(catalog.years, default=None)
    if newest is None:
        return
    yield from (g for g in catalog.mal.values() if g.ar == newest)
    end = date(newest, 12, 31)
    yield from (r for r in catalog.rutiner.values() if r.data.status == "gallande" and r.data.in_force(end, date.max))


def hangs_on(post: Post[Any]) -> tuple[str, ...]:
    """The keys that its `bekraftat:` may have: `mal:<id>` of each goal right above it, `process:<id>` of its process."""
    if isinstance(post.data, m.Mal):
        return (f"mal:{post.data.foralder}",) if post.data.foralder else ()
    if isinstance(post.data, m.Rutin):
        return tuple(dict.fromkeys((f"process:{post.data.process}", *(f"mal:{g}" for g in post.data.mal))))
    return ()


class _Goals:
    """The goals by id and year, each fingerprint worked out once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[str, str] = {}
        self._by_id: dict[str, dict[int, list[Post[m.Mal]]]] = defaultdict(lambda: defaultdict(list))
        years = set(catalog.years)
        for goal in catalog.mal.values():
            if goal.ar in years:
                self._by_id[goal.id][goal.ar or 0].append(goal)

    def meant_by(self, ident: str, post: Post[Any]) -> tuple[Post[m.Mal], ...]:
        """The goals that `ident` means to `post`.

        To a goal, the one of its own year. To a rutin, the one of the newest year that has it: that is the text staff work
        towards today, and a goal that is no longer set keeps its last words. Several when units share the id.
        """
        if post.kind == "mal":
            above = self._catalog.mal.get(f"{post.ar}/{ident}")
            return (above,) if above else ()
        years = self._by_id.get(ident)
        return tuple(years[max(years)]) if years else ()

    def fingerprint(self, goals: Iterable[Post[m.Mal]]) -> str:
        """The goals' fingerprint: the text's own when they all say the same."""
        each = sorted({self._of(goal) for goal in goals})
        return each[0] if len(each) == 1 else _digest(each)[: OF_TITLE + OF_ALL]

    def earlier(self, ident: str, confirmed: str | None, newest: Post[m.Mal]) -> Post[m.Mal] | None:
        """The goal with that id in the latest year before `newest` that had the confirmed text."""
        for year in sorted(self._by_id.get(ident, ()), reverse=True):
            goals = self._by_id[ident][year]
            if year < (newest.ar or 0) and self.fingerprint(goals) == confirmed:
                return goals[0]
        return None

    def _of(self, goal: Post[m.Mal]) -> str:
        if goal.key not in self._known:
            self._known[goal.key] = fingerprint(goal)
        return self._known[goal.key]
