"""The words of one handbook: what the search may suggest, and the field's own words that no dictionary has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from handbok.swedish.folding import folded
from handbok.swedish.lexicon import is_word

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*(?::(?:s|n|t|[ae]?rna?s?|[ae]n?s?|et?s?)\b)?")


def words_of(text: str) -> list[str]:
    """The words of a text as written; a hyphen inside a word stays, and so does the ending of BVC:s."""
    return WORD.findall(text)


@dataclass(frozen=True, eq=False)  # compared by identity, so that results can be cached for each vocabulary
class Vocabulary:
    """Words in lower case with the number of times that they occur."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """The vocabulary of some texts."""
        return cls.counted(word for text in texts for word in words_of(text))

    @classmethod
    def counted(cls, words: Iterable[str]) -> Vocabulary:
        """The vocabulary of words as they are written."""
        counts: Counter[str] = Counter()
        for word, count in Counter(words).items():
            counts[word.lower()] += count
        return cls(MappingProxyType(dict(sorted(counts.items()))))

    def __contains__(self, word: object) -> bool:
        return word in self.counts

    def count(self, word: str) -> int:
        """How often the word occurs."""
        return self.counts.get(word, 0)

    @cached_property
    def undotted(self) -> frozenset[str]:
        """What is another word without its dots: file names and keys ("agare") are no words, though texts quote them."""
        return frozenset(folded(word) for word in self.counts if folded(word) != word)

    def has_own(self, word: str) -> bool:
        """Whether the handbook uses the word as a word of its own."""
        return word in self.counts and (word not in self.undotted or is_word(word))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in the order of their code points."""
        return tuple(sorted(self.counts))


NO_WORDS = Vocabulary()
