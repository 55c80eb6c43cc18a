"""What points out one person in a text: personnummer and its relatives, e-mail addresses, telephone numbers, names.

`find` gives kind, place and certainty, never the number itself: a finding is printed in logs that more people read than
the content, so whoever reports one names the place and does not quote it.

**Facts.** A personnummer is date of birth, three digits and a check digit (18 § folkbokföringslagen); the check digit is
Luhn's over the nine digits before it, century left out; "+" instead of "-" from the year a person turns 100. A
samordningsnummer has 60 added to the day. A reservnummer (T-number) has a letter in place of the first of the three
digits, counted as 1 in the check; regions give out others that follow no common rule, and those are not looked for.
Legal entities' numbers have a month of at least 20 and so are no dates.

**Own check, not the package `personnummer`** (3.2.1 read): it takes the century of a short number, and with it what is a
date, from today's clock, so the same content would be judged differently another year; it has no types; and it takes one
number, whereas the work here is finding numbers in running text. What remains of it is the ten lines of `_luhn_holds`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

Kind = Literal["personnummer", "samordningsnummer", "reservnummer", "e-post", "telefon", "namn"]
Certainty = Literal["sure", "shape"]

_FUNCTIONS = (
    "arkiv avdelning barn bo boende brukarombud chef diarium dataskydd dataskyddsombud enhet ekonomi expedition "
    "faktura familj familjeratt forvaltning forvaltningen funktion handbok hr info information jour kansli klagomal "
    "kommun kommunen kontakt kontaktcenter kundtjanst mottagning namnd namnden nyheter orosanmalan post press "
    "reception redaktion redaktionen registrator sekretariat skola social socialjour socialkontoret socialtjanst "
    "socialtjansten stadsdel stadsdelsforvaltning stod support synpunkter tillganglighet unga ungdom utbildning vaxel "
    "webb webmaster webbredaktion"
)
FUNCTION_WORDS = frozenset(_FUNCTIONS.split())
"""Words, without dots and in lower case, that make the part of an address before @ a function's and not a person's."""

_CASE = (
    "barnet barnets brukaren brukarens dottern dotterns fadern faderns familjen flickan flickans föräldern förälderns "
    "killen klienten klientens mamman mammans modern moderns omhändertogs pappan pappans placerad placerade "
    "placerades pojken pojkens sonen sonens syskonet tjejen ungdomen ungdomens vårdnadshavaren vårdnadshavarens "
    "ärende ärendet"
)
CASE_WORDS = frozenset(_CASE.split())
"""Words about a client or a case, beside which a person's name is a client's or a relative's."""

_GIVEN = (
    "Abdi Adam Ahmed Alexander Ali Alice Alma Amanda Anders Andreas Anita Anna Annika Anton Astrid Axel Barbro "
    "Birgitta Bo Camilla Carina Caroline Christer Christina Daniel David Ebba Elin Elisabeth Ella Ellen Elsa Emil "
    "Emma Erik Eva Fatima Felicia Filip Fredrik Frida Gunilla Gustav Hanna Hans Hassan Helena Henrik Hugo Ida Inger "
    "Ingrid Isabella Jan Jenny Jens Jessica Johan Johanna Jonas Josefin Julia Kajsa Karin Karl Kent Kevin Kim Klara "
    "Kristina Kurt Lars Leif Lena Leo Liam Lina Linda Linnea Linus Lisa Louise Lova Lucas Lukas Magnus Maja Malin "
    "Marcus Maria Marie Mariam Martin Mats Matilda Mattias Michael Mikael Mohamed Monica Moa Nils Noah Nora Olivia "
    "Omar Oscar Oskar Patrik Per Pernilla Peter Petra Robert Robin Rolf Saga Sandra Sara Simon Sofia Sofie Stefan "
    "Sten Susanne Sven Therese Thomas Tobias Tomas Tove Ulf Ulla Ulrika Viktor Viktoria Vincent Wilma William Yusuf "
    "Åke Åsa"
)
GIVEN_NAMES = frozenset(_GIVEN.split())
"""Common given names in Sweden, chosen by hand: only these count as a name where every word would have a capital."""

_PERSON_WORDS = "barnet|brukaren|dottern|fadern|flickan|killen|klienten|mamman|modern|pappan|pojken|sonen|tjejen|ungdomen"
_NEAR = 60
"""Characters between a name and a switchboard's number within which they belong together: a line in a list of contacts."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """Something that points out a person, from `start` up to but not including `end`, in characters of the text.

    `sure` has all that makes it one (a right check digit, a mobile number's form); `shape` only looks like it.
    """

    start: int
    end: int
    kind: Kind
    certainty: Certainty


def find(text: str, vocabulary: Iterable[str] = (), functions: Iterable[str] = FUNCTION_WORDS) -> tuple[Found, ...]:
    """What in the text points out a person, in order of place.

    `vocabulary` are words with a capital that are no person's name: see `vocabulary_of`. `functions` are words that show
    that an address before its @ is a function's.
    """
    plain = _as_read(text)
    known = frozenset(vocabulary)
    numbers = tuple(_numbers(plain))
    others = (
        *_addresses(plain, frozenset(functions), known),
        *_telephones(plain, known),
        *_beside_case(plain, _names(plain, known), known),
    )
    found = [*numbers, *(f for f in others if not any(f.start < n.end and n.start < f.end for n in numbers))]
    return tuple(sorted(set(_as_written(text, found)))) if found else ()


def vocabulary_of(names: Iterable[str]) -> frozenset[str]:
    """Every capitalised word in the given names of units, places, roles, goals, laws and terms."""
    return frozenset(word for name in names for word in re.findall(rf"\b{_CAPITAL}\w*", name))


# --- One form of writing -----------------------------------------------------------------------------------------

_SIGNS = dict.fromkeys("‐‑‒–—―−⁃﹣－", "-") | dict.fromkeys("＋﹢", "+") | {"＠": "@"}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff*\\`")
_LEFT_OUT = re.compile(f"[{re.escape(''.join(sorted(_UNSEEN)))}]+")
_UNUSUAL = re.compile(r"[^\x00-\x7fÀ-ÖØ-öø-ÿ”’…]")
"""What may have to be read as something else; few texts have any."""
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,10});")


def _as_read(text: str) -> str:
    """The text as its reader sees it: one sort of digit, dash and space, and nothing unseen (soft hyphens, emphasis)."""
    read = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text) if "&" in text else text
    read = _LEFT_OUT.sub("", read).replace("–", "-")
    return "".join(map(_plain, read)) if _UNUSUAL.search(read) else read


def _as_written(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """Findings in the text as read, at their places in the text as written."""
    places = [(start, end) for c, start, end in _characters(text) if c not in _UNSEEN]
    return (Found(places[f.start][0], places[f.end - 1][1], f.kind, f.certainty) for f in found)


def _characters(text: str) -> Iterator[tuple[str, int, int]]:
    """Every character with its start and end, an entity such as &nbsp; as the character that it stands for."""
    done = 0
    for entity in _ENTITY.finditer(text):
        yield from ((c, i, i + 1) for i, c in enumerate(text[done : entity.start()], done))
        yield from ((c, entity.start(), entity.end()) for c in html.unescape(entity.group()))
        done = entity.end()
    yield from ((c, i, i + 1) for i, c in enumerate(text[done:], done))


@cache
def _plain(char: str) -> str:
    if char < "\x80":
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return " " if unicodedata.category(char) == "Zs" else _SIGNS.get(char, char)


# --- Numbers -----------------------------------------------------------------------------------------------------

# Not within a longer number, a diarienummer's parts, a telephone number with country code or a word; nor the first half of
# two dates with a dash between.
_BEFORE = r"(?<![\w+])(?<!\d[.,/])"
_AFTER = r"(?!\w)(?![.,]\d)(?![-/]\d)"
_SEPARATOR = r"(?P<sep> ?[-+] ?| )?"
_SHORT = re.compile(rf"{_BEFORE}(?P<century>(?:18|19|20) ?)?(?P<date>\d{{6}}){_SEPARATOR}(?P<last>\d{{4}}){_AFTER}")
_PARTED = re.compile(
    rf"{_BEFORE}(?P<century>18|19|20)?(?P<yy>\d\d)(?P<d>[- ./])(?P<mm>\d\d)(?P=d)(?P<dd>\d\d)"
    rf"(?P<sep> ?[-+] ?| )(?P<last>\d{{4}}){_AFTER}"
)
_RESERVE = re.compile(
    rf"{_BEFORE}(?P<century>(?:18|19|20))?(?P<date>\d{{6}})(?P<sep>[-+]?)(?P<letter>[TRSUWXJKLMN])(?P<last>\d{{3}}){_AFTER}"
)
_SOME_DATE = re.compile(r"[0-9](?:[0-9]{5}|[0-9][-./ ][0-9]{2}[-./ ][0-9]{2} ?[-+ ])")
"""What any of these numbers begins with; most texts have none."""
_CALLED = re.compile(r"\b(?:tel\w*|ring|mobil\w*|fax|växel\w*)\W{0,3}\Z", re.IGNORECASE)
_CLOCK_OR_YEAR = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d|19\d\d|20\d\d")


def _numbers(text: str) -> Iterator[Found]:
    if not _SOME_DATE.search(text):
        return
    for match in _SHORT.finditer(text):
        yield from _short(match)
    for match in _PARTED.finditer(text):
        yield from _parted(match)
    for match in _RESERVE.finditer(text):
        kind = _dated(match["date"])
        if kind:
            valid = _luhn_holds(match["date"] + "1" + match["last"])
            yield Found(match.start(), match.end(), "reservnummer", "sure" if valid and match["sep"] else "shape")


def _short(match: re.Match[str]) -> Iterator[Found]:
    """Six digits of date together. Without a check digit that holds, only the usual forms count as its shape."""
    kind = _dated(match["date"])
    if kind is None or match["last"].startswith("000") or _is_called(match):
        return
    if _luhn_holds(match["date"] + match["last"]):
        yield Found(match.start(), match.end(), kind, "sure")
    elif _usual_form(match):
        yield Found(match.start(), match.end(), kind, "shape")


def _is_called(match: re.Match[str]) -> bool:
    """Whether words before it say that digits alone, the first a 0, are a telephone number."""
    digits, before = match.group(), match.string[max(0, match.start() - 20) : match.start()]
    return digits.startswith("0") and digits.isdigit() and bool(_CALLED.search(before))


def _usual_form(match: re.Match[str]) -> bool:
    """A sign right between, or digits alone with century; ten digits alone that begin with 0 are as likely a telephone's."""
    sep, century = match["sep"] or "", match["century"] or ""
    if sep.strip():
        return " " not in sep + century
    return not sep and " " not in century and (bool(century) or not match["date"].startswith("0"))


def _parted(match: re.Match[str]) -> Iterator[Found]:
    """A date with signs within it. A time of day or a year after a date is no number's end, unless a sign ties it."""
    tied = match["sep"] in ("-", "+")
    kind = _dated(match["yy"] + match["mm"] + match["dd"])
    if kind is None or (not match["century"] and not tied):
        return
    if not _luhn_holds(match["yy"] + match["mm"] + match["dd"] + match["last"]):
        return
    doubtful = not tied and _CLOCK_OR_YEAR.fullmatch(match["last"])
    if doubtful and match["sep"] != " ":
        return
    yield Found(match.start(), match.end(), kind, "shape" if doubtful else "sure")


def _dated(digits: str) -> Literal["personnummer", "samordningsnummer"] | None:
    """Which number the six digits YYMMDD can begin: none when they are no day in any of the centuries."""
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    leap_safe = 2000 + year if year % 4 == 0 else 1900 + year
    try:
        date(leap_safe, month, day - 60 if day > 60 else day)
    except ValueError:
        return None
    return "samordningsnummer" if day > 60 else "personnummer"


def _luhn_holds(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it: 2 1 2 1 …, digits of the products added."""
    products = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(p // 10 + p % 10 for p in products) % 10 == 0


# --- Addresses and telephones ------------------------------------------------------------------------------------

_CAPITAL = "[A-ZÅÄÖÉÜØÆ]"
_EMAIL = re.compile(r"(?<![\w.+-])(?P<local>[\w.+-]{1,64})@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_FOLDED = str.maketrans("åäöéüøæ", "aaoeuoa")
# It begins with what it must begin with, and looks back from there: a search is many times faster so.
_CALL = r"[+0](?<![\w+].)(?<!\d[ .,/-].)(?:(?<=\+)46[ -]?(?:\(0\))?[ -]?|(?<=0)(?:046[ -]?(?:\(0\))?[ -]?)?)"
_MOBILE = re.compile(rf"{_CALL}7[02369](?:[ /-]{{0,3}}\d){{7}}(?![ -]?\d)")
_AREA = re.compile(rf"{_CALL}[1-68]\d{{0,2}} ?[-/ ] ?\d{{2,3}}(?: ?\d{{2,3}}){{1,2}}(?![ -]?\d)")
_ON_DUTY = re.compile(
    r"(?:jour\w*|växel\w*|reception\w*|expedition\w*|enhetens|gruppens|funktions\w*)\W{1,3}(?:\w+\W{1,3}){0,3}\Z", re.IGNORECASE
)


def _addresses(text: str, functions: frozenset[str], known: frozenset[str]) -> Iterator[Found]:
    """Given name and surname with a sign between is a person's; a function's word or a known one makes it a function's."""
    if "@" not in text:
        return
    functions = functions | {word.lower().translate(_FOLDED) for word in known}
    for match in _EMAIL.finditer(text):
        parts = [p for p in re.split(r"[._+-]+", match["local"].lower().translate(_FOLDED)) if p]
        if any(part in functions or part.rstrip("0123456789") in functions for part in parts):
            continue
        named = len(parts) > 1 and all(p.isalpha() or p[:-1].isalpha() for p in parts) and max(map(len, parts)) > 2
        yield Found(match.start(), match.end(), "e-post", "sure" if named else "shape")


def _telephones(text: str, known: frozenset[str]) -> Iterator[Found]:
    """Mobile numbers, and numbers with an area code beside a name.

    A mobile number is a person's unless words before it give it to a function. A number with an area code is a
    switchboard's, and only a warning when a person's name stands before it on the line: it may be that person's own.
    """
    for match in _MOBILE.finditer(text):
        on_duty = _ON_DUTY.search(text[max(0, match.start() - _NEAR) : match.start()])
        yield Found(match.start(), match.end(), "telefon", "shape" if on_duty else "sure")
    for match in _AREA.finditer(text):
        line = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _NEAR) : match.start()]
        if any(True for _ in _names(line, known, inside=True)):
            yield Found(match.start(), match.end(), "telefon", "shape")


# --- Names beside case words -------------------------------------------------------------------------------------

_NAME_WORD = rf"{_CAPITAL}[a-zåäöéüøæ]+(?:-{_CAPITAL}[a-zåäöéüøæ]+)?"
# It begins with the capital and looks back from there, as `_MOBILE` does.
_FULL_NAME = re.compile(
    rf"(?P<first>{_CAPITAL}(?<![\w@./:-].)[a-zåäöéüøæ]+(?:-{_CAPITAL}[a-zåäöéüøæ]+)?) "
    rf"(?=(?P<particle>(?:von|af|de|van|al) )?(?P<last>{_NAME_WORD})(?![\w@-]))"
)
_NAMED = re.compile(rf"(?:(?:som )?(?:heter|hette|kallas) )?(?P<name>{_NAME_WORD})(?![\w@-])(?! {_NAME_WORD})")
_PERSON = re.compile(rf"(?:{_PERSON_WORDS}) ")
"""In lower case; a search for it without regard to case is many times slower."""
_STOP = re.compile(r"[.!?:;](?=\s)|\n[ \t]*(?=\n|[-*#|>]|\d+[.)])|\|")


def _names(text: str, known: frozenset[str], *, inside: bool = False) -> Iterator[Found]:
    """Two words with capitals after each other, none of them known.

    The first word of a sentence has a capital anyway, so there the pair counts only when it is a common given name;
    `inside` says that the text is no sentence but a row in a list.
    """
    for match in _FULL_NAME.finditer(text):
        first, last = match["first"], match["last"]
        if _is_known(first, known) or _is_known(last, known):
            continue
        if inside or first in GIVEN_NAMES or not _begins_sentence(text, match.start()):
            yield Found(match.start(), match.end("last"), "namn", "shape")


def _beside_case(text: str, names: Iterable[Found], known: frozenset[str]) -> Iterator[Found]:
    """The names in a sentence that has a case word, and a single name right after a word for a person in a case."""
    for name in names:
        if not CASE_WORDS.isdisjoint(re.findall(r"\w+", _sentence(text, name.start).lower())):
            yield name
    for match in _called(text):
        if not _is_known(match["name"], known):
            yield Found(match.start("name"), match.end("name"), "namn", "shape")


def _called(text: str) -> Iterator[re.Match[str]]:
    """Each single name right after a word for a person in a case."""
    lower = text.replace("İ", "I").lower()  # the one letter that is not one letter in lower case
    for person in _PERSON.finditer(lower):
        before = lower[person.start() - 1 : person.start()]
        if not (before.isalnum() or before == "_") and (match := _NAMED.match(text, person.end())):
            yield match


def _is_known(word: str, known: frozenset[str]) -> bool:
    """Known as it stands, in the genitive, or in every part that a hyphen joins."""
    return word in known or all(part in known or part.removesuffix("s") in known for part in word.split("-"))


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 80) : start].rstrip(" _\"”(['")
    return not before or before[-1] in ".!?:;\n|#->" or bool(re.search(r"(?:^|\n)[ \t]*\d+[.)]\Z", before[-12:]))


def _sentence(text: str, position: int) -> str:
    before = [m.end() for m in _STOP.finditer(text, max(0, position - 400), position)]
    after = _STOP.search(text, position)
    return text[before[-1] if before else max(0, position - 400) : after.start() if after else len(text)]
