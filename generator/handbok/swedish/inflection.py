"""Swedish inflection as rules: the base forms that a form could have, to be checked against known words.

Endings are tried longest first by the callers' order of preference; none is right for every word, which is why nothing
here is used without a list that knows the base form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

# ending of the form → endings of the base form
NOUNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ningarna", ("ning", "an")),  # anmälningarna: anmälning, anmälan
    ("ningar", ("ning", "an")),
    ("ningen", ("ning",)),
    ("orna", ("a",)),  # åtgärderna, flickorna, pojkarna, händelserna
    ("arna", ("", "e", "are")),
    ("erna", ("", "e")),
    ("rarna", ("er",)),
    ("larna", ("el",)),
    ("narna", ("en",)),
    ("rna", ("",)),
    ("na", ("",)),  # arbetena, uppdragsgivarna
    ("or", ("a",)),
    ("ar", ("", "e", "are")),
    ("er", ("", "e")),
    ("rar", ("er",)),  # föräldrar, cyklar, öknar
    ("lar", ("el",)),
    ("nar", ("en",)),
    ("r", ("",)),
    ("ier", ("ium", "ie", "ia")),
    ("ierna", ("ium", "ie", "ia")),
    ("iet", ("ium",)),
    ("mmen", ("m",)),  # rummen, hemmet
    ("mmet", ("m",)),
    ("nnen", ("n",)),
    ("mret", ("mmer",)),
    ("mren", ("mmer",)),
    ("ret", ("er",)),  # numret, kaklet, tecknet
    ("let", ("el",)),
    ("net", ("en",)),
    ("ren", ("er",)),
    ("len", ("el",)),
    ("nen", ("en",)),
    ("en", ("", "e")),
    ("et", ("", "e")),
    ("n", ("",)),
    ("t", ("",)),
)
ADJECTIVES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("aste", ("",)),
    ("ast", ("",)),
    ("are", ("",)),
    ("tt", ("t", "d")),
    ("na", ("en",)),  # öppna, säkra, enkla
    ("ra", ("er",)),
    ("la", ("el",)),
    ("a", ("",)),
    ("e", ("",)),
    ("t", ("", "d")),  # placerat, bedömt
    ("de", ("d",)),
)
VERBS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ades", ("a",)),
    ("ade", ("a",)),
    ("ats", ("a",)),
    ("at", ("a",)),
    ("as", ("a",)),
    ("ad", ("a",)),
    ("ar", ("a",)),
    ("andes", ("a",)),
    ("ande", ("a",)),
    ("ende", ("", "a")),
    ("des", ("a",)),
    ("de", ("a", "")),
    ("tes", ("a",)),
    ("te", ("a",)),
    ("ts", ("a",)),
    ("t", ("a",)),
    ("d", ("a",)),
    ("er", ("a",)),
    ("es", ("a",)),
    ("s", ("a", "")),
    ("r", ("",)),
)


# The nouns that change their vowel in the plural: a closed class, so a table says it better than a rule.
_CHANGED = {
    "hand": "händer", "stad": "städer", "land": "länder", "strand": "stränder", "tand": "tänder", "rand": "ränder",
    "tång": "tänger", "stång": "stänger", "natt": "nätter", "son": "söner", "bok": "böcker", "fot": "fötter", "rot": "rötter",
    "bot": "böter", "bonde": "bönder", "ledamot": "ledamöter", "moder": "mödrar", "fader": "fäder", "broder": "bröder",
    "dotter": "döttrar", "man": "män", "and": "änder", "spann": "spänner", "brand": "bränder",
}  # fmt: skip
UMLAUTS: Mapping[str, str] = MappingProxyType(
    {plural + ending: base for base, plural in _CHANGED.items() for ending in ("", "s", "na", "nas", "nen", "nens")}
)


def _stripped(form: str, rules: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[str]:
    for ending, bases in rules:
        if form.endswith(ending):
            stem = form[: len(form) - len(ending)]
            yield from (stem + base for base in bases if len(stem) > 1)


def _without_genitive(form: str) -> list[str]:
    return [form, form[:-1]] if form.endswith("s") and len(form) > 3 else [form]


@lru_cache(maxsize=1 << 17)
def noun_bases(form: str) -> tuple[str, ...]:
    """Base forms that the form could have as a noun."""
    found = [base for bare in _without_genitive(form) for base in (bare, *_stripped(bare, NOUNS))]
    return tuple(dict.fromkeys(base for base in found if len(base) > 1))


@lru_cache(maxsize=1 << 17)
def adjective_bases(form: str) -> tuple[str, ...]:
    """Base forms that the form could have as an adjective or a participle."""
    return tuple(dict.fromkeys((form, *_stripped(form, ADJECTIVES))))


@lru_cache(maxsize=1 << 17)
def definite_bases(form: str) -> tuple[str, ...]:
    """Nouns that the form could be the definite form of, with -en or -et."""
    return tuple(bare[:-2] for bare in _without_genitive(form) if bare.endswith(("en", "et")) and len(bare) > 4)


@lru_cache(maxsize=1 << 17)
def verbal_bases(form: str) -> tuple[str, ...]:
    """Infinitives that the form could belong to, the passive included."""
    return tuple(dict.fromkeys(base for base in _stripped(form, VERBS) if base.endswith("a") and len(base) > 2))
