"""Compounds split into the words that they are made of: "jourhemsutredning" is "jourhem" and "utredning".

A word is read from both sides: a first part must have a form in which that word begins compounds ("jourhems"), the rest
must be a word that can end one, or a compound again. Among all readings the cheapest wins: as few parts as possible,
long ones rather than short ones, and words that the dictionary lets stand there rather than words that are only known.
Better no split than a doubtful one, since a nonsense part brings up pages that nobody asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from handbok.swedish.inflection import adjective_bases, noun_bases
from handbok.swedish.lexicon import compounding, inflections
from handbok.swedish.vocabulary import NO_WORDS, Vocabulary

SHORTEST_WORD, LONGEST_WORD = 5, 60
SHORTEST_PART = 3
SHORTEST_OWN = 5  # letters that a word of the handbook alone must have to be a part
MOST_PARTS = 4
# A head must be more than an ending: "värdering" is not "värde" and "ring", "faderskap" not "fader" and "kap".
ENDING = re.compile(
    r"(?:(?:s?kap|(?:lös|bar|samm?|aktig|mässig)?het|ering|ning|else|ande|ende|tion|itet)(?:e[nt]?|[ea]r(?:na)?|n|r(?:na)?)?s?"
    r"|(?:lös|bar|samm?|aktig|mässig|lig|isk)(?:[at]|are|ast)?|logisk[at]?|[rldn]?ing(?:e?n|ar(?:na)?)?s?|er(?:a[rdst]?|at[s]|ade))$"
)
DEFINITE = re.compile(r"(?:[aeo]rna|[ae]n|et)s?$")  # an inflected word begins no compound
PARTICIPLE = re.compile(r"(?:ad|ade|at|d|da|de|t|ande|ende)s?")
A_NOUN = frozenset(("a", "an", "ans", "or", "ors", "orna", "ornas"))  # how a noun in -a is inflected
VOWELS = frozenset("aeiouyåäöé")

PART = 10  # what each part costs
BY_DICTIONARY, BY_HANDBOOK, BY_RULE = 1, 0, 4  # what tells that it is a part
IN_HANDBOOK = -1  # the handbook uses the word
SHORT = {2: 7, 3: 4}  # short pieces turn up by chance
DOUBTFUL = 4  # "arbet" and "slag", where "arbets" and "lag" can be read
LIMIT = 34  # a dearer reading is chance


@dataclass(frozen=True, slots=True)
class Part:
    """A word in a compound: as it stands there, and as the word it is."""

    form: str
    word: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a compound."""

    cost: int
    parts: tuple[Part, ...]

    @property
    def rank(self) -> tuple[int, int, int, tuple[str, ...]]:
        """Cheapest first, then the longest first part: compounds of three mostly grow at the end. The rest decides ties."""
        first, head = self.parts[0], self.parts[-1]
        return self.cost, -len(first.word), -len(head.form), tuple(part.word for part in self.parts)


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files("handbok.swedish").joinpath("data/splitting.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(name, set()).update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


@cache
def _lists_first() -> dict[str, str]:
    return dict(pair.split("=") for pair in _lists()["first"])


def _noun_bases(form: str) -> tuple[str, ...]:
    """Base forms of a noun: those of the inflection list where it knows the form, else those that the rules give."""
    listed = inflections().get(form)
    if listed is None or listed[0] != form[0]:
        return noun_bases(form)
    if listed.endswith("a") and form.removeprefix(listed[:-1]) not in A_NOUN:  # rather a form of a verb
        return tuple(base for base in noun_bases(form) if not base.endswith("a"))
    return tuple(dict.fromkeys((listed, form)))


def _is_verb(form: str) -> bool:
    """Whether the inflection list knows the form as one of a verb, participles not counted."""
    listed = inflections().get(form)
    if listed is None or not listed.endswith("a") or len(listed) < 3:
        return False
    ending = form.removeprefix(listed[:-1])
    return ending not in A_NOUN and not PARTICIPLE.fullmatch(ending)


def _is_head(form: str) -> bool:
    """Whether the dictionary lets the form stand last, as a noun or as an adjective."""
    listed = compounding()
    return any(base in listed.nouns and len(base) >= SHORTEST_PART for base in _noun_bases(form)) or any(
        base in listed.adjectives and len(base) >= SHORTEST_PART for base in adjective_bases(form)
    )


def _is_participle(form: str) -> bool:
    """Whether the form is a participle of the great first conjugation: "baserad", "placerade"."""
    return len(form) > SHORTEST_OWN and form.endswith(("ad", "ade", "at")) and form in inflections() and not _is_verb(form)


def _has_base_in(form: str, name: str) -> bool:
    """Whether the form is one of a word in the list of that name."""
    return not _lists()[name].isdisjoint((*_noun_bases(form), *adjective_bases(form)))


@lru_cache(maxsize=1 << 17)
def _head_cost(form: str, vocabulary: Vocabulary) -> int | None:
    """What it costs to take the form as the last part; nothing when it cannot be one."""
    if len(form) < SHORTEST_PART or not VOWELS & set(form):
        return None
    bases = (*_noun_bases(form), *adjective_bases(form))
    if _has_base_in(form, "not-last"):
        return None
    if _has_base_in(form, "phrase-heads"):
        return BY_DICTIONARY  # read, so that no other reading takes its place, but see `split`
    own = any(vocabulary.has_own(base) and len(base) >= SHORTEST_OWN for base in bases)
    short = SHORT.get(len(form), 0) + IN_HANDBOOK * own
    if _is_head(form):
        return BY_DICTIONARY + short
    if own:
        return BY_HANDBOOK + short
    return BY_RULE + short if _is_participle(form) else None


def _first_parts(rest: str, vocabulary: Vocabulary) -> Iterator[tuple[int, Part]]:
    """Every first part that the rest of a word can begin with, with what it costs."""
    listed, banned = compounding().first, _lists()["not-first"]
    ending = ENDING.search(rest)
    for length in range(2, min(len(rest) - SHORTEST_PART + 1, ending.start() if ending else len(rest))):
        form = rest[:length]
        word = _lists_first().get(form) or listed.get(form)
        if word is not None:
            word = _whole_word(form, word)
            if word not in banned and form not in banned:
                yield BY_DICTIONARY + SHORT.get(length, 0) + IN_HANDBOOK * vocabulary.has_own(word), Part(form, word)
        elif (own := _own_first(form, vocabulary)) is not None:
            yield own


def _without_link(form: str) -> str:
    """The word behind a form that is only listed with its linking -s: "korttids" is "korttid"."""
    if not form.endswith("s") or form.endswith("ss") or len(form) <= SHORTEST_OWN:
        return form
    word, nouns = form[:-1], compounding().nouns
    known = inflections().get(word) == word or any(word[cut:] in nouns for cut in range(2, len(word) - 2))
    return word if known else form


@lru_cache(maxsize=1 << 15)
def _whole_word(form: str, word: str) -> str:
    """The word behind a listed form, where the list gives a rarer one: "tolk" is "tolk", though also of "tolka"."""
    nouns = compounding().nouns
    if word == form:
        return _without_link(form)
    if form in nouns:
        return form
    if inflections().get(word) != word and word + "a" in nouns:
        return word + "a"
    return word


def _own_first(form: str, vocabulary: Vocabulary) -> tuple[int, Part] | None:
    """A first part that no list has: a compound or a word of the handbook, as it is or with -s."""
    nouns = compounding().nouns
    for word in (form[:-1], form) if form.endswith("s") else (form, form + "a", form + "e"):
        if len(word) >= SHORTEST_OWN and (word in nouns or word in vocabulary) and _may_be_first(form, word):
            if vocabulary.has_own(word) and (word in inflections() or not DEFINITE.search(word)):
                return BY_HANDBOOK, Part(form, _without_link(word))
            if word in nouns:
                return BY_RULE, Part(form, word)
    return None


def _may_be_first(form: str, word: str) -> bool:
    if word in _lists()["not-first"] or inflections().get(word, word) != word:
        return False
    # Where the list says how the word stands before another one, this is another way, and wrong.
    return word not in compounding().joined or not form.startswith(word)


def _readings(rest: str, vocabulary: Vocabulary, room: int) -> Iterator[Reading]:
    """Ways to read the rest of a word as a chain of parts, the head alone included."""
    cost = _head_cost(rest, vocabulary)
    if cost is not None:
        yield Reading(PART + cost, (Part(rest, rest),))
    if room > 1 and len(rest) >= SHORTEST_WORD:
        yield from _compound_readings(rest, vocabulary, room)


def _compound_readings(rest: str, vocabulary: Vocabulary, room: int = MOST_PARTS) -> Iterator[Reading]:
    """Ways to read the rest of a word as two parts or more."""
    for price, part in _first_parts(rest, vocabulary):
        tail = _cheapest(rest[len(part.form) :], vocabulary, room - 1)
        if tail is not None:
            yield Reading(PART + price + DOUBTFUL * _takes_s(part, rest) + tail.cost, (part, *tail.parts))


@lru_cache(maxsize=1 << 17)
def _cheapest(rest: str, vocabulary: Vocabulary, room: int) -> Reading | None:
    return min(_readings(rest, vocabulary, room), key=lambda reading: reading.rank, default=None)


@lru_cache(maxsize=1 << 17)
def split(word: str, vocabulary: Vocabulary = NO_WORDS) -> tuple[Part, ...]:
    """The parts of a compound, whose forms joined give the word back; empty for a word that is none."""
    lowered = word.lower()
    if not SHORTEST_WORD <= len(lowered) <= LONGEST_WORD or not lowered.isalpha():
        return ()
    if _is_verb(lowered) or _has_base_in(lowered, "whole"):
        return ()
    best = min(_compound_readings(lowered, vocabulary), key=lambda reading: reading.rank, default=None)
    if best is None or best.cost > LIMIT + PART * max(0, len(best.parts) - 2):
        return ()
    if _has_base_in(best.parts[-1].form, "phrase-heads"):
        return ()
    return best.parts if _holds_for_base(lowered, best.parts[0].word, vocabulary) else ()


def _takes_s(part: Part, rest: str) -> bool:
    """Whether the next letter could be the linking -s of a shortened first part."""
    shortened = part.form != part.word and rest[len(part.form)] == "s"
    return shortened and compounding().first.get(part.form + "s") == part.word


def _holds_for_base(form: str, first: str, vocabulary: Vocabulary) -> bool:
    """Whether the base form can be split at the same place: "dialoger" is not "dia" and "loger", as "dialog" shows."""
    base = inflections().get(form, form)
    if base == form or base.endswith("a"):
        return True
    parts = split(base, vocabulary)
    return bool(parts) and parts[0].word == first


def parts(word: str, vocabulary: Vocabulary = NO_WORDS) -> tuple[str, ...]:
    """The words that a compound is made of, as few as possible; the last one inflected as the compound is.

    Empty for a word that is no compound. The parts can be compounds themselves: see `all_parts`.
    """
    return tuple(part.word for part in split(word, vocabulary))


def all_parts(word: str, vocabulary: Vocabulary = NO_WORDS) -> tuple[str, ...]:
    """The parts and the parts' own parts: jourhemsutredning → jourhem, utredning, jour, hem."""
    found: list[str] = []
    level = parts(word, vocabulary)
    while level:
        found += level
        level = tuple(inner for part in level for inner in parts(part, vocabulary))
    return tuple(dict.fromkeys(found))
