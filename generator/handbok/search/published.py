"""What can be searched on a published page: its title, its sections' text, and the labels that hits are shown with.

A page says in its head what it is (`<meta name="handbok:slag" content="Rutin">`); one that does not is not searched.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from handbok.swedish.vocabulary import words_of

KIND = "slag"
EACH_WORD = "Ord"
"""The kind of page (the glossary) whose every section is something of its own."""

SOUGHT_BY = "sökord"
"""The label with what a page is searched by though it does not stand there, one expression a line."""

OVERVIEW = "Översikt"
"""The kind of page that lists others: it is found by its title and what it says before its lists."""

_LABEL = re.compile(r'<meta name="handbok:([^"]+)" content="([^"]*)">')
_ARTICLE = re.compile(r"<h1\b.*?</article>", re.DOTALL)
_HEADING = re.compile(r'<h([123]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_SILENT = re.compile(
    r'<(svg|script|style)\b.*?</\1>|<a class="headerlink".*?</a>|<p class="hb-meta\b[^>]*>.*?</p>'
    r'|<tr>(?:(?!</tr>).)*class="hb-tyst".*?</tr>',
    re.DOTALL,
)
_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|small|span|strong|sub|sup)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"<a [^>]*href=[^>]*>(.*?)</a>", re.DOTALL)
_MOSTLY = 0.45


@dataclass(frozen=True)
class Section:
    """A part of a page: its anchor ("" for what stands under the title), heading and text.

    `links` tells that it does little but lead to other pages, whose words are not what this page is about.
    """

    anchor: str
    heading: str
    text: str
    links: bool = False

    @cached_property
    def heading_words(self) -> tuple[str, ...]:
        """The words of the heading, as written."""
        return tuple(map(sys.intern, words_of(self.heading)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the text, as written; each kept once in memory, as the same words stand on page after page."""
        return tuple(map(sys.intern, words_of(self.text)))


@dataclass(frozen=True)
class Entry:
    """One thing that a search can find. `address` is relative to the edition's root, with the anchor if it has one."""

    address: str
    title: str
    labels: Mapping[str, str]
    sections: tuple[Section, ...]

    @property
    def kind(self) -> str:
        """What sort of thing it is, in the words that a reader filters by."""
        return self.labels[KIND]

    @property
    def sought_by(self) -> tuple[str, ...]:
        """What else than its own words it is searched by."""
        return tuple(self.labels.get(SOUGHT_BY, "").splitlines())

    @property
    def text(self) -> str:
        """All that stands on it but for the title and lists of links."""
        return " ".join(f"{s.heading} {s.text}" for s in self.sections if not s.links)

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """The words of the title, as written."""
        return tuple(words_of(self.title))

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the text and its headings, as written, but for those of lists of links."""
        return tuple(word for s in self.sections if not s.links for word in (*s.heading_words, *s.words))


def read(page: str, address: str) -> tuple[Entry, ...]:
    """The entries of a published page at `address`: one, each word of a glossary, or none."""
    labels = {name: html.unescape(value) for name, value in _LABEL.findall(page)}
    article = _ARTICLE.search(page)
    if KIND not in labels or not article:
        return ()
    title, *sections = _sections(article.group())
    whole = Entry(address, title.heading, labels, (replace(title, anchor="", heading=""), *sections))
    if whole.kind == OVERVIEW:
        return (replace(whole, sections=whole.sections[:1]),)
    if whole.kind != EACH_WORD:
        return (whole,)
    return tuple(Entry(f"{address}#{s.anchor}", s.heading, labels, (replace(s, heading=""),)) for s in sections)


def _sections(article: str) -> Iterator[Section]:
    """The page's title and what stands under it, then each section."""
    headings = list(_HEADING.finditer(article))
    ends = [heading.start() for heading in headings[1:]] + [len(article)]
    for heading, end in zip(headings, ends, strict=True):
        body = _SILENT.sub("", article[heading.end() : end])
        text = _plain(body)
        linked = sum(len(_plain(link)) for link in _LINK.findall(body))
        yield Section(heading[2], _plain(_SILENT.sub("", heading[3])), text, bool(text) and linked > _MOSTLY * len(text))


def _plain(body: str) -> str:
    """The text of some HTML, words kept apart where blocks are."""
    return " ".join(html.unescape(_TAG.sub(" ", _INLINE.sub("", body))).split())
