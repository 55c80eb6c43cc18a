"""What the browser needs to know of a handbook's words: which there are, to correct a slip, and what to choose among."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from string import ascii_lowercase
from typing import TypeAlias

from handbok.search.published import Entry
from handbok.search.records import CHOICES, choice_word
from handbok.swedish.alphabet import alphabetical
from handbok.swedish.folding import folded
from handbok.swedish.forms import unlike_forms
from handbok.swedish.lemmas import lemmas
from handbok.swedish.vocabulary import Vocabulary

OTHERS = "0"
"""The name of the list of words that begin with something else than a letter from a to z."""


WordList: TypeAlias = list[tuple[str, int] | tuple[str, int, str]]
"""Words, how often each occurs (0 for a form that stands nowhere), and its base forms where they are others."""


def word_lists(vocabulary: Vocabulary, added: Iterable[str]) -> dict[str, WordList]:
    """The words of the handbook, those that it is indexed under and unlike forms, by their first letter without dots."""
    lists: dict[str, WordList] = {letter: [] for letter in (OTHERS, *ascii_lowercase)}
    unlike = unlike_forms(vocabulary)
    counts = dict.fromkeys(unlike, 0) | dict.fromkeys(added, 1) | dict(vocabulary.counts)
    for word, count in sorted(counts.items()):
        letter = folded(word)[:1]
        bases = " ".join(sorted(lemmas(unlike.get(word, word), vocabulary)))
        lists[letter if letter in lists else OTHERS].append((word, count) if bases == word else (word, count, bases))
    return lists


def choices(entries: Iterable[Entry]) -> dict[str, list[tuple[str, str, int]]]:
    """For each label that a search can be limited by: its values, the word that stands for each, how many entries have it."""
    entries = list(entries)
    found = {name: Counter(e.labels[name] for e in entries if name in e.labels) for name in CHOICES}
    return {
        name: [(value, choice_word(name, value), values[value]) for value in sorted(values, key=alphabetical)]
        for name, values in found.items()
    }
