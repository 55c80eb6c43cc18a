"""Inflected forms that readers may type though a handbook has them nowhere, and that do not begin as its own forms do.

"Insatserna" begins as "insats", so a search finds the one by the other. "Anmälningar" does not begin as "anmälan", nor
"män" as "man": such forms have to be known.
"""

from __future__ import annotations

from functools import cache

from handbok.swedish.compounds import split
from handbok.swedish.inflection import NOUNS, UMLAUTS
from handbok.swedish.lemmas import lemmas
from handbok.swedish.lexicon import inflections
from handbok.swedish.vocabulary import Vocabulary

_PLURALS = ("ning", "nings", "ningen", "ningens", "ningar", "ningars", "ningarna", "ningarnas")


def unlike_forms(vocabulary: Vocabulary) -> dict[str, str]:
    """Nouns' forms that are not in the vocabulary and begin unlike their word in it, each with that word."""
    words = {base: word for word in reversed(vocabulary.words) for base in lemmas(word, vocabulary)}
    words |= {base: base for base in words if base in vocabulary}
    found: dict[str, str] = {}
    for base, word in sorted(words.items()):
        for form in _forms(base, vocabulary):
            if form not in vocabulary and form not in words:
                found.setdefault(form, word)
    return found


def _forms(base: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The unlike forms of a word: its own, or as a compound those of its last part."""
    parts = split(base, vocabulary)
    head = parts[-1].form if parts else base
    return _of_known_word(base) or tuple(base.removesuffix(head) + form for form in _of_known_word(head))


@cache
def _of_known_word(base: str) -> tuple[str, ...]:
    if inflections().get(base) != base:
        return ()
    verbal = base.endswith("an") and inflections().get(f"{base[:-2]}ningar") == f"{base[:-2]}ning"
    changed = (
        base.removesuffix(old) + new
        for new, olds in NOUNS
        for old in olds
        if old and base.endswith(old) and inflections().get(base.removesuffix(old) + new) == base
    )
    umlauts = (form for form, word in UMLAUTS.items() if word == base)
    forms = (*changed, *umlauts, *((base[:-2] + ending for ending in _PLURALS) if verbal else ()))
    return tuple(dict.fromkeys(form for form in forms if not form.startswith(base[:-1])))
