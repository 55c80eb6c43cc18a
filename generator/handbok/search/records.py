"""An entry as Pagefind is given it: a page made for the index only, with a weight on each part.

What an entry is found by but is not to be shown comes last, under the anchor `HIDDEN`: lists of links, and words that do
not stand on it. `sok.js` shows nothing of what follows, and no reader meets this page itself: so the added words are never
read, heard or printed.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from handbok.search.published import KIND, SOUGHT_BY, Entry
from handbok.swedish.lemmas import lemmas
from handbok.swedish.search_words import search_words, stop_words
from handbok.swedish.synonyms import Synonyms
from handbok.swedish.vocabulary import Vocabulary, words_of

TITLE, HEADING, TEXT, LINKS, LEAST = 10.0, 3.0, 1.0, 0.2, 0.1
"""What a word weighs by where it stands; Pagefind takes weights up to 10."""
KINDS: Mapping[str, float] = {
    "Rutin": 1.0,
    "Process": 0.8,
    "Plan": 0.8,
    "Dokument": 0.3,
    "Kravsamling": 0.3,
    "Upphävd rutin": 0.1,
}
OTHER_KINDS = 0.7
"""What kinds of pages weigh: staff look for how to do something, and documents repeat what other pages are the home of.
A withdrawn rutin is for who looks for that very one."""
SOUGHT = 0.8
"""What an expression that an editor says the page is searched by weighs, of what the title does."""
LONG_TITLE = 3
"""Words; in a longer title each weighs less, as it says less of what the page is about."""
CHOICES = (KIND, "enhet", "process")
"""The labels that a reader can limit a search by."""
HIDDEN = "_dolt"


@dataclass(frozen=True, slots=True)
class Record:
    """The page that Pagefind is to index for an entry, and its words that are not on the real page."""

    html: str
    hidden: tuple[str, ...]


def record(entry: Entry, year: int, vocabulary: Vocabulary, synonyms: Synonyms) -> Record:
    """What Pagefind is given of an entry."""
    scale = KINDS.get(entry.kind, OTHER_KINDS)
    title = TITLE * scale * min(1.0, sqrt(LONG_TITLE / max(1, len(entry.title_words))))
    shown = "".join(
        _weighed("h2", s.heading, HEADING * scale, f' id="{html.escape(s.anchor)}"') + _weighed("p", s.text, TEXT * scale)
        for s in entry.sections
        if not s.links
    )
    links = "".join(_weighed("span", s.text, LINKS * scale) for s in entry.sections if s.links)
    texts = ((entry.title_words, title), (entry.words, TEXT * scale))
    added = _hidden(texts, entry.sought_by, title * SOUGHT, vocabulary, synonyms)
    hidden = "".join(
        _weighed("span", " ".join(word for word, _ in words), weight)
        for weight, words in groupby(added, key=lambda pair: pair[1])
    )
    chosen = " ".join(choice_word(name, entry.labels[name]) for name in CHOICES if name in entry.labels)
    labels = {name: value for name, value in entry.labels.items() if name != SOUGHT_BY}
    shown_with = {"adress": entry.address, "utgava": str(year), **labels}
    facts = "".join(f'<i data-pagefind-meta="{name}:{html.escape(value)}"></i>' for name, value in shown_with.items())
    page = (
        f'<html lang="sv"><body><main data-pagefind-body>{_weighed("h1", entry.title, title)}{shown}'
        f'<p id="{HIDDEN}">{links}{hidden}{_weighed("span", chosen, LEAST)}</p></main>{facts}</body></html>'
    )
    return Record(page, tuple(word for word, _ in added))


def _weighed(element: str, text: str, weight: float, attributes: str = "") -> str:
    if not text:
        return ""
    return f'<{element}{attributes} data-pagefind-weight="{weight:.2f}">{html.escape(text)}</{element}>'


def choice_word(name: str, value: str) -> str:
    """The word that every entry with that label is indexed under, which nobody types.

    Pagefind has filters of its own, but writes them in a new order each time, and the same content is to give the same bytes.
    """
    return f"urval{int.from_bytes(hashlib.sha256(f'{name}:{value}'.encode()).digest()[:4]):010}"


def _hidden(
    texts: Iterable[tuple[Sequence[str], float]],
    sought_by: Iterable[str],
    sought: float,
    vocabulary: Vocabulary,
    synonyms: Synonyms,
) -> list[tuple[str, float]]:
    """The words that do not stand in some texts, given with their weights, and what each weighs; heaviest first.

    An expression that the page is `sought_by` weighs `sought`, shared by its words.
    """
    weights: dict[str, float] = {}
    for expression in sought_by:
        telling = [word for word in words_of(expression) if word.lower() not in stop_words()]
        for word in telling:
            for base in {word.lower(), *lemmas(word, vocabulary)}:
                weights[base] = max(weights.get(base, 0), round(sought / len(telling), 1))
    for words, weight in texts:
        for word, share in search_words(words, vocabulary, synonyms):
            weights[word] = max(weights.get(word, 0), round(weight * share, 1))
    return sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
