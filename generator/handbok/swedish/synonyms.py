"""Words that mean the same, as the editors of a handbook list them: abbreviations, everyday words, names of laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handbok.swedish.lemmas import lemmas
from handbok.swedish.vocabulary import words_of


@dataclass(frozen=True, slots=True)
class Expansion:
    """What an entry found in a text leads to. `equal` is false for a one-way link ("se även")."""

    entry: str
    equal: bool


@dataclass(frozen=True, slots=True)
class _Key:
    """An entry as it is compared: one set of base forms for each word, or the very letters of an abbreviation."""

    entry: str
    words: tuple[frozenset[str], ...]
    exact: bool


@dataclass(frozen=True, eq=False)
class Synonyms:
    """Groups of entries that mean the same, and links from an entry to others that a reader may be after.

    An entry is a word, an abbreviation or several words. Words match in any inflection; an abbreviation, which is what
    has two capitals or more, only as it is written, so that "LUS" is not found in "lus".
    """

    groups: tuple[tuple[str, ...], ...] = ()
    see_also: Mapping[str, tuple[str, ...]] | None = None

    def expand(self, words: Sequence[str]) -> tuple[Expansion, ...]:
        """What the entries that stand in these words, in their order and as written, lead to; each once, equals first."""
        distinct = set(words)
        for word in distinct - self._met:
            if begun := self._begun_by(word):
                self._begun[word] = begun
        self._met.update(distinct)
        starting = distinct & self._begun.keys()
        if not starting:
            return ()
        starts = [place for place, word in enumerate(words) if word in starting]
        found = list(dict.fromkeys(entry for start in starts for entry in self._entries_at(words, start)))
        linked = dict.fromkeys(Expansion(other, equal=True) for entry in found for other in self._equals.get(entry, ()))
        linked |= dict.fromkeys(
            Expansion(other, equal=False) for entry in found for other in (self.see_also or {}).get(entry, ())
        )
        equals = {expansion.entry for expansion in linked if expansion.equal}
        present = set(found)
        return tuple(x for x in linked if x.entry not in present and (x.equal or x.entry not in equals))

    def _entries_at(self, words: Sequence[str], start: int) -> Iterator[str]:
        """The entries that begin at this word."""
        for key in self._begun[words[start]]:
            if _matches(key, words[start : start + len(key.words)]):
                yield key.entry

    def _begun_by(self, word: str) -> tuple[_Key, ...]:
        """The entries whose first word this is."""
        bases = _bases(word) | {_abbreviation(word)}
        return tuple(dict.fromkeys(key for base in sorted(bases) for key in self._keys.get(base, ())))

    @cached_property
    def _met(self) -> set[str]:
        """The words for which it is known what they begin: most begin nothing."""
        return set()

    @cached_property
    def _begun(self) -> dict[str, tuple[_Key, ...]]:
        """What a word begins, of those that begin something."""
        return {}

    @cached_property
    def _equals(self) -> Mapping[str, tuple[str, ...]]:
        equals: dict[str, list[str]] = {}
        for group in self.groups:
            for entry in group:
                equals.setdefault(entry, []).extend(other for other in group if other != entry)
        return {entry: tuple(dict.fromkeys(others)) for entry, others in equals.items()}

    @cached_property
    def _keys(self) -> Mapping[str, tuple[_Key, ...]]:
        """The entries under every base form of their first word."""
        keys: dict[str, list[_Key]] = {}
        for entry in dict.fromkeys((*self._equals, *(self.see_also or {}))):
            key = _key(entry)
            if key is not None:
                for base in sorted(key.words[0]):
                    keys.setdefault(base, []).append(key)
        return {base: tuple(found) for base, found in keys.items()}


NO_SYNONYMS = Synonyms()


def _bases(word: str) -> frozenset[str]:
    return lemmas(word) | {word.lower()}


def _abbreviation(word: str) -> str:
    """The word without what is joined to it: "LVU-vård" and "LVU:s" hold "LVU"."""
    return word.partition("-")[0].partition(":")[0]


def _key(entry: str) -> _Key | None:
    words = tuple(words_of(entry))
    if not words:
        return None
    exact = len(words) == 1 and sum(letter.isupper() for letter in words[0]) > 1
    return _Key(entry, tuple(frozenset({word}) if exact else _bases(word) for word in words), exact)


def _matches(key: _Key, words: Sequence[str]) -> bool:
    if len(words) < len(key.words):
        return False
    if key.exact:
        return _abbreviation(words[0]) in key.words[0]
    return all(not wanted.isdisjoint(_bases(word)) for wanted, word in zip(key.words, words, strict=True))


def synonyms(groups: Iterable[Iterable[str]], see_also: Mapping[str, Iterable[str]] | None = None) -> Synonyms:
    """Synonyms from an editors' list as it is read."""
    links = {entry: tuple(others) for entry, others in (see_also or {}).items()}
    return Synonyms(tuple(tuple(dict.fromkeys(group)) for group in groups), links)
