"""Sentences that tell of a single case, or repeat a small count, beside a table that hides it.

A count below the threshold hides nobody when the text beside it says what happened to the one. `single_cases` finds
narrative: one client or one event, told in the past tense. A rule or an advice ("ett barn ska få …") is general and is not
found, nor is a kind of fault ("anmälningar som inte har upptäckts"). `small_counts` finds counts of people and events
written in prose, in digits or words. Both are for texts that stand beside a table with small counts: the caller chooses
those, since the same words in a rutin harm nobody. Both are heuristics and give warnings, never faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Reason = Literal["enskild person", "enskild händelse", "en av flera", "litet antal"]

WHY: dict[Reason, str] = {
    "enskild person": "meningen berättar om en enskild person",
    "enskild händelse": "meningen berättar om en enskild händelse",
    "en av flera": "meningen skiljer ut ett fall bland få",
    "litet antal": "meningen skriver ut ett litet antal som tabellen döljer",
}
"""What to tell the editor, in Swedish."""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A place in the text, from `start` up to but not including `end`; `count` is the number it states, if it is one."""

    start: int
    end: int
    reason: Reason
    count: int | None = None


def single_cases(text: str) -> tuple[Passage, ...]:
    """The sentences that tell of a single case."""
    return tuple(
        Passage(start, start + len(sentence), reason)
        for start, sentence in _sentences(text)
        if (reason := _reason(sentence)) is not None
    )


def small_counts(text: str, threshold: int = 5) -> tuple[Passage, ...]:
    """Counts of 1 to threshold − 1 people, complaints, reports or cases that the text states."""
    found = []
    for match in _COUNTED.finditer(_without_links(text)):
        count = _number(match["number"])
        if count is not None and 0 < count < threshold and not (count == 1 and match["number"].lower() in ("en", "ett")):
            found.append(Passage(match.start(), match.end(), "litet antal", count))
    return tuple(found)


# --- Words -------------------------------------------------------------------------------------------------------

_PERSON = (
    r"barn|brukare|dotter|elev|familj|far|flicka|förälder|individ|kille|klient|mamma|mor|pappa|patient|person|pojke|son|syskon|"
    r"tjej|tonåring|ungdom|vårdnadshavare"
)
_PERSONS = (
    r"barn|brukare|döttrar|elever|familjer|flickor|föräldrar|individer|killar|klienter|patienter|personer|pojkar|syskon|söner|"
    r"tjejer|tonåringar|ungdomar|unga|vårdnadshavare"
)
_THE_PERSON = (
    r"barnet|brukaren|dottern|eleven|fadern|familjen|flickan|föräldern|klienten|killen|mamman|modern|pappan|patienten|pojken|"
    r"sonen|syskonet|tjejen|ungdomen|vårdnadshavaren"
)
_EVENT = (
    r"ansökan|anmälan|avvikelse|avvikelserapport|fall|händelse|klagomål|missförhållande|oroanmälan|orosanmälan|placering|"
    r"rapport|skyddsbedömning|synpunkt|utredning|ärende|lex[ -]sarah(?:-rapport|-anmälan)?"
)
_EVENTS = (
    r"anmälningar|ansökningar|avvikelser|avvikelserapporter|fall|händelser|klagomål|lex[ -]sarah(?:-rapporter|-anmälningar)?|"
    r"missförhållanden|omhändertaganden|orosanmälningar|placeringar|rapporter|synpunkter|utredningar|ärenden"
)
_ADJECTIVE = r"(?:\w+(?:[deant]|ig)\s+)?"
_ONE = r"(?:en|ett|1|en enda|ett enda)"
_PAST = (
    r"\w{2,}(?:ades?|ddes?|ktes?|ldes?|mdes?|(?<![ae])ndes?|rdes?|(?<!a)stes?|ttes?)|blev|bröt|drog|fanns|fick|föll|"
    r"förblev|gav|gick|höll|kom|inkom|lades|låg|lät|satt|skrev|skrevs|slog|sov|stod|såg|sågs|tog|togs|uppkom|var|vann|åkte"
)
_NOT_PAST = re.compile(r"både|borde|måste|fjärde|\w*placerade", re.IGNORECASE)  # the last: "de placerade barnen"
_GENERAL = re.compile(
    r"\b(?:ska|skall|bör|kan|får|måste|behöver|vill|brukar|varje|alltid|oftast|om|ifall|den som|någon|per|månad|minst|högst|"
    r"källan)\b",
    re.IGNORECASE,
)
_ONE_PERSON = re.compile(rf"\b{_ONE}\s+{_ADJECTIVE}(?:{_PERSON})\b", re.IGNORECASE)
_KNOWN_PERSON = re.compile(rf"\b(?:{_THE_PERSON})\b", re.IGNORECASE)
_ONE_EVENT = re.compile(rf"\b{_ONE}\s+(?!annan|annat){_ADJECTIVE}(?:{_EVENT})\b", re.IGNORECASE)
_BARE_EVENT = re.compile(rf"\W*(?:{_EVENT})\b", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\b(?:hur|när|varför|där|att)\b", re.IGNORECASE)
_MANY = re.compile(r"(?<![\w,.])(?:[5-9]|\d{2,})(?![\w,.]*\d)(?! (?:kap|§|timmar|dagar|månader|år))")
_ONE_OF_FEW = re.compile(
    r"\b(?:den|det) ena\b|(?<!och )\b(?:en|ett) av (?:dem|dessa|fallen|ärendena|barnen|klagomålen|avvikelserna|rapporterna)\b",
    re.IGNORECASE,
)
_WORDS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10}
_COUNTED = re.compile(
    rf"(?<![\w,.–/-])(?P<number>\d{{1,2}}|{'|'.join(_WORDS)})\s+"
    rf"(?:{_ADJECTIVE}(?:{_PERSONS}|{_EVENTS})s?\b(?![-–]\w)|(?:är|har|hade|blev|bedömdes|gäller|gällde|pågår|avslutades)\b)",
    re.IGNORECASE,
)
_PAST_VERB = re.compile(rf"\b(?:{_PAST})\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:har|hade) (?:inte |också |sedan |dock )?(?!ett\b|det\b)\w+ts?\b", re.IGNORECASE)
_WIKI = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]\n]*)\]\]")
_SENTENCE = re.compile(r"[^\s.!?|#](?:[^.!?\n|]|\.(?=\w)|\n(?![ \t]*(?:\n|[-*#•|>]|\d+[.)])))*[.!?]?")
_HEADING = re.compile(r"^[ \t]*#.*$", re.MULTILINE)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences and list items with their place; headings and the marks of lists and tables are left out."""
    plain = _HEADING.sub(lambda m: " " * len(m.group()), _without_links(text))
    return ((m.start(), m.group()) for m in _SENTENCE.finditer(plain))


def _without_links(text: str) -> str:
    """Links as the text that is shown, every place kept."""
    return _WIKI.sub(lambda m: m.group(1).rjust(len(m.group()) - 2).ljust(len(m.group())), text)


def _reason(sentence: str) -> Reason | None:
    """Why the sentence tells of a single case: only what is told as having happened, and no rule."""
    if not _is_told(sentence):
        return None
    if _ONE_OF_FEW.search(sentence):
        return "en av flera"
    if _GENERAL.search(sentence):
        return None
    if _ONE_PERSON.search(sentence) or _KNOWN_PERSON.search(sentence):
        return "enskild person"
    bare = _BARE_EVENT.match(sentence) and not _MANY.search(sentence)
    return "enskild händelse" if bare or _ONE_EVENT.search(sentence) else None


def _is_told(sentence: str) -> bool:
    """Whether it has a verb in the past tense, or in the perfect in a sentence that is not about how, when or why."""
    if any(not _NOT_PAST.fullmatch(m.group()) for m in _PAST_VERB.finditer(sentence)):
        return True
    return bool(_PERFECT.search(sentence)) and not _SUBORDINATE.search(sentence)


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else _WORDS.get(written.lower())
