"""Which things of two editions belong together, from the pairs that are known to: one pass, whatever is being paired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handbok.compare.types import Gruppslag


@dataclass(frozen=True, slots=True)
class Group:
    """Keys of the first edition and keys of the second that are joined by pairs."""

    tidigare: tuple[str, ...]
    senare: tuple[str, ...]

    @property
    def slag(self) -> Gruppslag:
        """What has happened to the things."""
        return kind(len(self.tidigare), len(self.senare))


def kind(before: int, after: int) -> Gruppslag:
    """What has happened to so many things that have become so many."""
    if not before:
        return "ny"
    if not after:
        return "borta"
    if before == after == 1:
        return "kvar"
    return "delad" if before == 1 else "sammanslagen" if after == 1 else "omfordelad"


def groups(before: Iterable[str], after: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[Group]:
    """Every key in exactly one group: joined by pairs, or alone. In the order of `after`, then of `before`."""
    forwards, backwards = _index(pairs)
    seen: set[tuple[int, str]] = set()
    found = [_component((1, key), forwards, backwards, seen) for key in after if (1, key) not in seen]
    found += [_component((0, key), forwards, backwards, seen) for key in before if (0, key) not in seen]
    return found


def _index(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    forwards: dict[str, list[str]] = defaultdict(list)
    backwards: dict[str, list[str]] = defaultdict(list)
    for old, new in pairs:
        forwards[old].append(new)
        backwards[new].append(old)
    return forwards, backwards


def _component(
    start: tuple[int, str], forwards: dict[str, list[str]], backwards: dict[str, list[str]], seen: set[tuple[int, str]]
) -> Group:
    seen.add(start)
    reached = [start]
    for side, key in reached:
        near = [(1, k) for k in forwards.get(key, ())] if side == 0 else [(0, k) for k in backwards.get(key, ())]
        for node in near:
            if node not in seen:
                seen.add(node)
                reached.append(node)
    return Group(tuple(k for side, k in reached if side == 0), tuple(k for side, k in reached if side == 1))


def only_namesakes(gone: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Both ways, the keys that carry one and the same title, from (key, title) of what is gone and of what is new.

    A title that several carry points at none of them: which one it was would be a guess.
    """
    before, after = _by_title(gone), _by_title(new)
    pairs = [(old[0], after[title][0]) for title, old in before.items() if len(old) == 1 and len(after.get(title, ())) == 1]
    return {**dict(pairs), **{new: old for old, new in pairs}}


def _by_title(things: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    by_title: dict[str, list[str]] = defaultdict(list)
    for key, title in things:
        by_title[" ".join(title.casefold().rstrip(". ").split())].append(key)
    return by_title
