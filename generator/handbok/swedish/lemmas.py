"""Base forms: what a word has in common with its other inflections.

simplemma's list knows most forms. Three things are added, by rule: a compound is inflected as its last part is, so that
words in no list get their base form as well; verbal nouns in -an have their plural from -ning ("anmälan",
"anmälningar"); and a participle belongs both to its verb and to itself as an adjective ("placerade": placera, placerad).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handbok.swedish.compounds import split
from handbok.swedish.inflection import UMLAUTS, adjective_bases, definite_bases, noun_bases, verbal_bases
from handbok.swedish.lexicon import compounding, inflections
from handbok.swedish.vocabulary import NO_WORDS, Vocabulary

SHORTEST = 3  # letters that a base form found by rule must have
SHORTEST_HEAD = 5


@lru_cache(maxsize=1 << 17)
def lemmas(word: str, vocabulary: Vocabulary = NO_WORDS) -> frozenset[str]:
    """The base forms that the word can belong to, in lower case; the word itself when nothing is known of it.

    Two words are inflections of each other when their base forms meet.
    """
    form = word.lower().partition(":")[0]  # "BVC:s" is a form of "BVC"
    found = set(_listed(form)) or set(_of_compound(form, vocabulary)) or set(_by_rule(form, vocabulary))
    related = {other for base in found for other in _related(base)}
    return frozenset(base.lower() for base in (found | related or {form}))  # the list writes some names with a capital


def _is_base(word: str) -> bool:
    return inflections().get(word) == word or word in compounding().nouns or word in compounding().adjectives


def _listed(form: str) -> Iterator[str]:
    """What the inflection list says, and what it leaves out, since it has one base form for each form."""
    base = inflections().get(form)
    if base is None:
        return
    yield base
    if form in compounding().nouns or form in compounding().adjectives or base == form + "a":
        yield form  # "hot", which the list has as a form of "hota"
    if form in UMLAUTS:
        yield UMLAUTS[form]  # "händer": hand, not only hända
    if base.endswith("a"):
        participles = (other for other in adjective_bases(form) if other.endswith("d") and other.startswith(base[:-1]))
        yield from (other for other in participles if other in inflections())
        yield from (other for other in definite_bases(form) if other in compounding().nouns)  # "besluten"


def _of_compound(form: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The compound with its last part in base form."""
    parts = split(form, vocabulary)
    head = parts[-1].form if parts else _verbal_head(form)
    if head:
        yield from (form.removesuffix(head) + base for base in lemmas(head, vocabulary))


def _verbal_head(form: str) -> str:
    """The longest known end of a word that is no compound of nouns but begins like one: "förhandsbedömer"."""
    cuts = range(SHORTEST, len(form) - SHORTEST_HEAD + 1)
    return next((form[cut:] for cut in cuts if form[:cut] in compounding().first and form[cut:] in inflections()), "")


def _by_rule(form: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Base forms by the rules of inflection, as far as they are known words: the nearest kind of word that has any."""
    for bases in (noun_bases(form), adjective_bases(form), verbal_bases(form)):
        known = [base for base in bases if base != form and len(base) >= SHORTEST and _is_base(base)]
        known = known or [base for base in bases if base != form and vocabulary.has_own(base) and len(base) > SHORTEST]
        if known:
            yield from known
            return


def _related(base: str) -> Iterator[str]:
    """Other base forms that share inflections with this one."""
    if base.endswith("ning"):
        verbal = base.removesuffix("ning") + "an"
        if _is_base(verbal):
            yield verbal
    verb = inflections().get(base)
    if verb is not None and verb != base and base.endswith("d"):
        yield verb  # of a participle
