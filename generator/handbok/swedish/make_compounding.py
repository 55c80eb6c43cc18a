"""Makes `data/compounding.txt` from the Swedish Hunspell dictionary. Run by hand when that dictionary is renewed.

    npm pack dictionary-sv@4.0.0 && tar xzf dictionary-sv-4.0.0.tgz
    python -m handbok.swedish.make_compounding package/index.dic generator/handbok/swedish/data/compounding.txt

Hunspell's affix flags tell for every word whether it may begin or end a compound and in which form it begins one. That
is more than any word list says, and all that we take: words that take no part in compounds and every inflected form
are left out.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HEADER = """\
# Which Swedish words take part in compounds, and in which form.
#
# Source: dictionary-sv 4.0.0 (npm), which is "Den stora svenska ordlistan" by Göran Andersson, © 2003-19.
# Licence: GNU Lesser General Public License, version 3: LGPL-3.0.txt and GPL-3.0.txt beside this file.
# Changed: made by handbok.swedish.make_compounding. Only words that can be in a compound, without their inflection.
#
# A line: the word; "N" if it may stand last as a noun, "A" as an adjective or participle, "-" if neither; the forms in
# which it stands before another word, each as the number of letters that it loses and the letters that it gains:
# "kvinna N 1o" is kvinno-, "utredning N 0s" is utrednings-.
"""
WORD = re.compile(r"[a-zåäöé]{2,24}")
ENDS, ONLY_INSIDE = "Y", "Z"
DERIVED = "T"  # on a verb: there is a noun in -are; on a noun: there is an adjective in -isk
NOUN, ADJECTIVE = frozenset("ABCDEFGHI"), frozenset("NOPQKLM")
VERB, PLURAL = frozenset("mMKLJ"), frozenset("GH")
INFLECTED = NOUN | ADJECTIVE
# Hunspell's suffix flags that make a first part, each as (ending, what stands instead); "" fits every word that is left.
LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    "X": (("", ""),),
    "U": (("", ""),),
    "s": (("", ""),),
    "z": (("a", ""), ("e", ""), ("", "a")),
    "y": (("a", "e"), ("", "e")),
    "x": (("a", "o"), ("e", "o"), ("d", "t")),
    "w": (("um", "i"), ("a", "u")),
    "v": (("a", "s"), ("", "s")),
    "u": (("a", "es"), ("e", "s"), ("", "es")),
    "t": (("la", "el"), ("ma", ""), ("me", ""), ("ra", "er"), ("er", "ra"), ("le", "el"), ("um", "e"), ("el", "la")),
}
LINKS |= {"g": LINKS["z"], "h": LINKS["y"], "f": LINKS["v"], "i": LINKS["u"]}
# A first part that Hunspell lists without its word ("flick", "föräldra", "beställar"): how to find the word.
BARE_STEMS = (
    ("s", ""),
    ("ie", "ium"),
    ("", "a"),
    ("", "e"),
    ("o", "a"),
    ("u", "a"),
    ("e", "a"),
    ("s", "e"),
    ("ra", "er"),
    ("e", ""),
    ("a", ""),
)

SHORTEST = 3
OFTEN, OFTEN_SHORT = 6, 8  # in how many compounds a form is seen before it is learnt
_ENDINGS = """
    het skap lös bar sam aktig mässig vis ande ende are ning ing else nad dom art ens ans era iska isk
    ist ism ion ner nar ras rar tar ter tor ror lar ler mar sar lig ligt ade ats arna orna erna ark all
    arm inna der tas des nas sig var vid vet
"""
ENDINGS = frozenset(_ENDINGS.split())


def entries(dictionary: str) -> dict[str, set[str]]:
    """Every plain word of the dictionary with the flags of all its lines."""
    found: dict[str, set[str]] = {}
    for line in dictionary.splitlines()[1:]:
        word, _, flags = line.partition("/")
        if WORD.fullmatch(word):
            found.setdefault(word, set()).update(flags)
            if DERIVED in flags:  # "arbeta": "arbetare"; "terapeut": "terapeutisk"
                agent = word.endswith("a")
                found.setdefault(word + ("re" if agent else "isk"), set()).update({"A", "E", ENDS} if agent else {"O", ENDS})
            if "E" in flags and is_verb(word, set(flags)):  # "anmäla", "samverka": "anmälan", "samverkan"
                found.setdefault(word + "n", set()).update({"A", ENDS})
    return found


def is_verb(word: str, flags: set[str]) -> bool:
    """Whether the word is an infinitive and no noun: nouns in -a have a plural."""
    return word.endswith("a") and bool(flags & VERB) and not flags & PLURAL


def linked(word: str, flag: str) -> str | None:
    """The form in which the flag lets the word begin a compound."""
    return next((word.removesuffix(end) + new for end, new in LINKS[flag] if word.endswith(end)), None)


def base_of(stem: str, known: dict[str, set[str]]) -> str | None:
    """The word behind a first part that has no line of its own."""
    tried = (stem.removesuffix(end) + new for end, new in BARE_STEMS if stem.endswith(end))
    return next((word for word in tried if ENDS in known.get(word, ()) and ONLY_INSIDE not in known[word]), None)


def code(word: str, form: str) -> str:
    """The form as letters lost and letters gained."""
    shared = next((n for n, (a, b) in enumerate(zip(word, form, strict=False)) if a != b), min(len(word), len(form)))
    return f"{len(word) - shared}{form[shared:]}"


def regular_forms(word: str) -> Iterator[str]:
    """The forms in which Swedish words of this shape may begin a compound."""
    yield from (word, word + "s")
    if word.endswith("a"):
        yield from (word[:-1], word[:-1] + "e", word[:-1] + "o", word[:-1] + "u", word[:-1] + "s")
    elif word.endswith("e"):
        yield from (word[:-1], word[:-1] + "s")
    else:
        yield word + "e"


def is_noise(word: str) -> bool:
    """Whether a short word is too short, or sounds too much like an ending, to be learnt from other words."""
    return len(word) < SHORTEST or word in ENDINGS


def learnt(known: dict[str, set[str]]) -> tuple[dict[str, set[str]], set[str]]:
    """First forms and last words that no flag tells of, but that the dictionary's own compounds show again and again.

    Hunspell has no flag on words such as "lön" and "råd", to find misspelt compounds; it lists "lönesamtal" instead.
    """
    real = {word for word, flags in known.items() if flags & INFLECTED and ONLY_INSIDE not in flags}
    shapes: dict[str, str] = {}
    for word in sorted(real, key=lambda word: (ENDS in known[word], -len(word), word)):  # the likeliest comes last and stays
        shapes |= dict.fromkeys(regular_forms(word), word)
    heads = {
        word for word in real if "A" in known[word] and ("E" in known[word] or not word.endswith("a")) and not is_noise(word)
    }
    firsts, lasts = Counter[str](), Counter[str]()
    for word in known:
        for cut in range(SHORTEST, len(word) - SHORTEST + 1):
            first, last = word[:cut], word[cut:]
            if last in heads and first in shapes:
                firsts[first] += 1
                lasts[last] += 1
    found: dict[str, set[str]] = {}
    for form in often(firsts):
        found.setdefault(shapes[form], set()).add(form)
    return found, often(lasts)


def often(seen: Counter[str]) -> set[str]:
    """What was seen so often that it is no chance; short pieces are found by chance more easily."""
    return {piece for piece, times in seen.items() if times >= (OFTEN if len(piece) > SHORTEST else OFTEN_SHORT)}


def forms(known: dict[str, set[str]]) -> dict[str, set[str]]:
    """The forms in which each real word begins a compound."""
    found: dict[str, set[str]] = {}
    for word, flags in known.items():
        made = {form for flag in flags & LINKS.keys() if (form := linked(word, flag))}
        base = base_of(word, known) or word if ONLY_INSIDE in flags else word
        found.setdefault(base, set()).update(form for form in made if not is_nouns(form, base, known))
        noun = base[:-1]
        found.setdefault(noun, set()).update(form for form in made if is_nouns(form, base, known))
    return found


def is_nouns(form: str, verb: str, known: dict[str, set[str]]) -> bool:
    """Whether a form listed with a verb is really that of its noun: "missbruks" is missbruk, not missbruka."""
    noun = form.removesuffix("s")
    return form != noun and verb == noun + "a" and bool(known.get(noun, set()) & set("ABDH"))


def lines(dictionary: str) -> Iterator[str]:
    """The lines of the data file."""
    known = entries(dictionary)
    more_forms, more_lasts = learnt(known)
    for word, flagged in sorted(forms(known).items()):
        firsts = flagged | more_forms.get(word, set())
        kinds = "".join(last_as(word, known.get(word, set()))) or ("N" if word in more_lasts else "-")
        if kinds != "-" or firsts:
            yield " ".join([word, kinds, *sorted(code(word, form) for form in firsts)])


def last_as(word: str, flags: set[str]) -> Iterator[str]:
    """As what the word may stand last. A verb may not: it takes particles, and a participle is an adjective."""
    noun = flags & NOUN and not is_verb(word, flags) and ("E" in flags or not word.endswith("a"))
    if ENDS in flags and ONLY_INSIDE not in flags and noun:
        yield "N"
    if flags & ADJECTIVE and ((ENDS in flags and ONLY_INSIDE not in flags) or (word.endswith("d") and len(word) > 5)):
        yield "A"


def main(source: str, target: str) -> None:
    """Reads Hunspell's word file and writes ours."""
    dictionary = Path(source).read_text(encoding="utf-8")
    Path(target).write_text(HEADER + "\n".join(lines(dictionary)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
