"""References to places in a law, as people write them: "14 kap. 3–7 §§ SoL", "SoL 14:3", "3 § i 14 kap. socialtjänstlagen".

A place belongs to the law that it stands directly beside: nothing but a comma, a bracket or a small word may part them.
A place between two laws belongs to the one after it. A place beside no law belongs to none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Number = tuple[int, str]
"""A number in a law with its letter: 3 a is (3, "a"), which comes between 3 and 4."""


@dataclass(frozen=True, slots=True)
class Law:
    """A law by its name in the definite form, its number such as "2001:453" and its abbreviations."""

    name: str
    number: str
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter, and the paragraphs in it as first and last of each range; no paragraphs mean the chapter as a whole."""

    chapter: Number
    paragraphs: tuple[tuple[Number, Number], ...] = ()

    def overlaps(self, other: Place) -> bool:
        """Whether some paragraph stands in both. A chapter as a whole overlaps only the same."""
        if self.chapter != other.chapter or not (self.paragraphs and other.paragraphs):
            return self == other
        return any(a <= d and c <= b for a, b in self.paragraphs for c, d in other.paragraphs)


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a law, or without `place` the law as a whole, from `start` to `end` in the text.

    `numbered` tells that the law's number is written there; otherwise the name may mean another law of the same name.
    """

    start: int
    end: int
    written: str
    place: Place | None
    numbered: bool


# No repeat is without end but of signs that nothing after it can take: no text makes the search slow.
_W = r"(?:[^\S\n]*+\n)?+[^\S\n]*+"  # blanks with at most one line break: a reference does not reach across paragraphs
_N = rf"[0-9]{{1,3}}+(?:{_W}[a-h](?!\w))?"
_TO = r"(?:[-‐‑–—]|till\b|t\.?[^\S\n]?o\.?[^\S\n]?m\b\.?)"
_AND = rf"(?:,(?:{_W}(?:och|samt|eller)\b)?|och\b|samt\b|eller\b|{_TO})"
_SIGN = r"(?:§{1,2}|paragraf(?:en|erna)?\b)"
_LIST = rf"{_N}(?:(?:{_W}§{{1,2}})?{_W}{_AND}{_W}{_N}){{0,10}}"
_LIST_AFTER = rf"{_N}(?![\w:]|{_W}kap)(?:{_W}{_AND}{_W}{_N}(?![\w:]|{_W}kap)){{0,10}}"
_PART = (
    r"(?:(?:första|andra|tredje|fjärde|femte|sjätte|[0-9]{1,2})\s"
    r"(?:styck\w{1,3}|st\b\.?|meningen|punkten|p\b\.?)|p\s[0-9]{1,2}\b)"
)
_TAIL = rf"(?:{_W}(?:(?:och|,)\s)?{_PART}){{0,4}}"
_CHAPTER = r"kap(?:\.|(?:itlet|itel)?(?!\w))"
_PLACE = re.compile(
    rf"(?<![\w:.,§])(?:"
    rf"(?:(?P<kap>{_N}){_W}{_CHAPTER}|kap(?:itel|\.)?{_W}(?P<kap_after>{_N})(?!\w))"
    rf"(?:,?{_W}(?:(?P<list>{_LIST}){_W}{_SIGN}|{_SIGN}{_W}(?P<list_after>{_LIST_AFTER})){_TAIL})?"
    rf"|(?P<first>{_LIST}){_W}{_SIGN}{_TAIL}{_W}(?:i{_W})?(?P<then>{_N}){_W}{_CHAPTER}"
    rf"|(?P<colon_kap>[0-9]{{1,2}}):(?P<colon>[1-9][0-9]{{0,2}}(?:{_W}[-–]{_W}[1-9][0-9]{{0,2}})?)(?![\w:])"
    rf")",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"(?P<number>[0-9]{{1,3}})(?:{_W}(?P<letter>[a-h])(?!\w))?|(?P<to>{_TO})", re.IGNORECASE)
_SFS = r"(?:SFS\s?)?[0-9]{4}:[0-9]{1,4}(?![0-9])"
_BETWEEN_PLACES = re.compile(rf"{_W}(?:,|;|(?:,{_W})?(?:och|samt|eller|respektive)\b){_W}(?:i\b|enligt\b)?{_W}")
_AFTER_LAW = re.compile(rf"{_W}[,:(]?{_W}(?:(?:i|se|särskilt|främst)\b)?{_W}")
_BEFORE_LAW = rf"{_W}(?:(?:i|av|ur)\b{_W})?(?:den\b{_W})?(?:(?:gamla|tidigare|äldre)\b{_W})?"
_BEFORE = re.compile(_BEFORE_LAW)
_ANOTHER_LAW = re.compile(
    rf"{_BEFORE_LAW}(?:(?:\w{{1,40}}-{_W}(?:och|eller)\b{_W})?"
    r"\w{0,40}?(?:lag|balk|ordning|stadga|konvention|kungörelse|direktiv)(?:en|n|et)?s?(?!\w)"
    r"|[A-ZÅÄÖ]\w{0,4}[A-ZÅÄÖ]\w{0,3}(?!\w))"
)
_NOISE = re.compile(
    r"\]\([^()\s]{0,500}\)|https?://[^\s)>\]]+|\[\[[\w-]{1,20}:[^\[\]|\n]{1,80}\||\[(?!\[)|\]|&nbsp;|&#160;|[*_](?=\S)|(?<=\S)[*_]"
)
_HINT = re.compile(r"[kK][aA][pP]|[0-9]:[0-9]")
_LONGEST_GAP = 200


def place_of(text: str) -> Place | None:
    """The place that a text such as "14 kap. 3–7 §§" names; None when it is something else."""
    match = _PLACE.fullmatch(text.strip())
    return _place(match) if match else None


def references(text: str, law: Law) -> Iterator[Reference]:
    """Each reference to the law in the text (Markdown without code), in no special order.

    Offsets are those of `text`. A name without number counts unless it is called new; with another law's number it does not.
    """
    if not _HINT.search(text):
        return
    plain = _NOISE.sub(lambda match: " " * len(match[0]), text)
    laws = list(_law_pattern(law).finditer(plain))
    if not laws:
        return
    told: set[int] = set()
    starts = {mention.start(): mention for mention in laws}
    for chain, before in _chains(plain, laws):
        after = _law_after(plain, chain[-1].end(), starts)
        if after is None and _ANOTHER_LAW.match(plain, chain[-1].end()):
            continue
        mention = after or before
        if mention is None or not _may_be(mention, law):
            continue
        told.add(mention.start())
        for match in chain:
            start, end = match.span()
            if len(chain) == 1:
                start, end = min(start, mention.start()), max(end, mention.end())
                end += plain.count("(", start, end) > plain.count(")", start, end) and plain.startswith(")", end)
            yield Reference(start, end, " ".join(plain[start:end].split()), _place(match), law.number in mention[0])
    for mention in laws:
        if mention.start() not in told and law.number in mention[0] and _may_be(mention, law):
            yield Reference(*mention.span(), " ".join(mention[0].split()), None, numbered=True)


def _chains(plain: str, laws: Iterable[re.Match[str]]) -> Iterator[tuple[list[re.Match[str]], re.Match[str] | None]]:
    """Places that follow on each other ("14 kap. 3 § och 11 kap. 1 §"), with the law right before them if there is one."""
    chain: list[re.Match[str]] = []
    law: re.Match[str] | None = None
    before: re.Match[str] | None = None
    for match in sorted([*_PLACE.finditer(plain), *laws], key=lambda m: m.start()):
        is_place = match.re is _PLACE
        if chain and not (is_place and _joined(_BETWEEN_PLACES, plain, chain[-1], match)):
            yield chain, before
            chain = []
        if not is_place:
            law = match
            continue
        if not chain:
            before = law if law and _joined(_AFTER_LAW, plain, law, match) else None
        chain.append(match)
    if chain:
        yield chain, before


def _joined(gap: re.Pattern[str], plain: str, former: re.Match[str], match: re.Match[str]) -> bool:
    """Whether nothing but the gap stands between the two, in the same paragraph."""
    start, end = former.end(), match.start()
    return 0 <= end - start <= _LONGEST_GAP and bool(gap.fullmatch(plain, start, end)) and plain.count("\n", start, end) < 2


def _law_after(plain: str, end: int, starts: dict[int, re.Match[str]]) -> re.Match[str] | None:
    """The mention of the law that a place which ends there stands right before."""
    gap = _BEFORE.match(plain, end)
    return starts.get(gap.end()) if gap else None


@functools.cache
def _law_pattern(law: Law) -> re.Pattern[str]:
    """The law's name with what stands after it to tell which law is meant, or its number alone.

    Names are found in lower case, capitals and the indefinite form; abbreviations as they are written or all in capitals.
    """
    names = "|".join(re.escape(n) for n in {law.name, law.name.removesuffix("en")})
    short = "|".join(re.escape(s) for s in {*law.short, *(s.upper() for s in law.short)})
    form = rf"(?:(?i:{names})" + (rf"|{short})" if short else ")")
    told = rf"\({_W}(?:{form}(?:{_W},?{_W}{_SFS})?|{_SFS}(?:{_W},?{_W}{form})?)[^()0-9§]{{0,30}}\)"
    named = rf"(?P<new>(?:nya|nuvarande){_W})?{form}(?::?s)?(?!\w)(?:{_W}{told}){{0,2}}(?:,?{_W}{_SFS})?"
    return re.compile(rf"(?<![\w/:-])(?:{named}|(?:SFS\s?)?{re.escape(law.number)}(?![0-9]))")


def _may_be(mention: re.Match[str], law: Law) -> bool:
    """Whether the name may mean the law: it is not called new and has no other law's number."""
    numbers = re.findall(r"[0-9]{4}:[0-9]{1,4}", mention[0])
    return law.number in numbers if numbers else not mention["new"]


def _place(match: re.Match[str]) -> Place:
    group = match.groupdict()
    chapter = group["kap"] or group["kap_after"] or group["then"] or group["colon_kap"]
    listed = group["list"] or group["list_after"] or group["first"] or group["colon"]
    return Place(next(_spans(chapter))[0], tuple(_spans(listed)) if listed else ())


def _spans(listed: str) -> Iterator[tuple[Number, Number]]:
    """The ranges of "3", "3–7", "3 § och 5 a"."""
    first: Number | None = None
    last: Number | None = None
    ranged = False
    for item in _ITEM.finditer(listed):
        if item["to"]:
            ranged = True
            continue
        number = int(item["number"]), (item["letter"] or "").lower()
        if first and last and not ranged:
            yield first, last
        if not ranged:
            first = number
        last, ranged = number, False
    if first and last:
        yield first, last
