"""What the browser needs to know of a handbook's words: which there are, to correct a slip, and what to choose among."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from string import ascii_lowercase
from typing import TypeAlias

from handbok.search.published import Entry
from handbok.search.records import CHOICES, choice_word
from handbok.swedish.alphabet import alphabetical
from handbok.swedish.folding import folded

OTHERS = "0"
"""The name of the list of words that begin with something else than a letter from a to z."""


WordList: TypeAlias = list[tuple[str, int] | tuple[str, int, str]]
"""Words, how often each occurs, and for a form that stands nowhere the word that it is a form of."""


def word_lists(counts: Mapping[str, int], forms: Mapping[str, str]) -> dict[str, WordList]:
    """The words and forms by their first letter without dots; one list for every letter."""
    lists: dict[str, WordList] = {letter: [] for letter in (OTHERS, *ascii_lowercase)}
    for word in sorted({*counts, *forms}):
        letter = folded(word)[:1]
        entry = (word, counts[word]) if word in counts else (word, 0, forms[word])
        lists[letter if letter in lists else OTHERS].append(entry)
    return lists


def choices(entries: Iterable[Entry]) -> dict[str, list[tuple[str, str, int]]]:
    """For each label that a search can be limited by: its values, the word that stands for each, how many entries have it."""
    entries = list(entries)
    found = {name: Counter(e.labels[name] for e in entries if name in e.labels) for name in CHOICES}
    return {
        name: [(value, choice_word(name, value), values[value]) for value in sorted(values, key=alphabetical)]
        for name, values in found.items()
    }
