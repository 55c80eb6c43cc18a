"""A page's Markdown → its article: HTML with linked headings, addresses of the site and abbreviations explained.

The Markdown is CommonMark with tables, read by the same parser that shows editors a preview where they write their pull
request (cmark-gfm, by GitHub). `tests/test_article.py` holds that Python-Markdown reads the tree in the same way.
"""

from __future__ import annotations

import ctypes
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from cmarkgfm import _cmark, cmark
from cmarkgfm.cmark import Options
from markdown.extensions.toc import slugify, unique

from handbok.pages.addresses import is_folder, url_of

_DEFINITION = re.compile(r"\*\[([^\]]+)\]: (.+)")
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Text in code stands as it is written, and a drawing's text cannot hold other elements.
_NOT_TEXT = re.compile(r"(<(code|svg)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_HREF = re.compile(r'<a ([^>]*?)href="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SAFE = ("https:", "http:", "mailto:", "tel:")
_PERMALINK = '<a class="headerlink" href="#{0}" title="Länk till det här avsnittet">&para;</a>'


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within an article: its level (1–6), its anchor, and its title as HTML without tags."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Article:
    """A page's text as HTML, and its headings in the order they stand."""

    html: str
    headings: tuple[Heading, ...]


def article(markdown: str, uri: str) -> Article:
    """The article of the page that stands at `uri` in the docs tree."""
    text, abbreviations = _definitions(markdown)
    body = _html(text)
    # Every page but a folder's own becomes a folder, so what lies beside its source lies one step up from it.
    way_out = "" if is_folder(uri) else "../"
    body = _HREF.sub(lambda m: f'<a {m[1]}href="{_address(m[2], way_out)}"', body).replace(' align="right"', ' class="hb-tal"')
    headings: list[Heading] = []
    body = _HEADING.sub(_anchoring(headings), body)
    return Article(_explained(body, abbreviations), tuple(headings))


def _html(text: str) -> str:
    """The text as HTML. What `markdown_to_html_with_extensions` does, without leaving 170 kB in memory for each page."""
    options = Options.CMARK_OPT_UNSAFE
    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(options)
    try:
        cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension("table"))
        cmark.parser_feed(parser, text)
        tree = cmark.parser_finish(parser)
        try:
            made: str = cmark.render_html(tree, options, cmark.parser_get_syntax_extensions(parser))
            return made
        finally:
            if _node_free:
                _node_free(ctypes.c_void_p(int(_cmark.ffi.cast("uintptr_t", tree))))
    finally:
        cmark.parser_free(parser)


# The library frees the parser but not the tree, and does not offer to. Where its binary shows the function, we ask ourselves.
_node_free = getattr(ctypes.CDLL(_cmark.__file__), "cmark_node_free", None)


def _definitions(markdown: str) -> tuple[str, dict[str, str]]:
    """The text, and the abbreviations that stand defined (*[SIP]: …) at its end."""
    start = markdown.find("\n*[")
    while start >= 0:
        lines = markdown[start:].split("\n")
        found = [_DEFINITION.fullmatch(line) for line in lines if line]
        if all(found):
            return markdown[:start], {m[1]: m[2] for m in found if m}
        start = markdown.find("\n*[", start + 1)
    return markdown, {}


@cache  # the pages of a folder link to the same things
def _address(href: str, way_out: str) -> str:
    """A link between files of the docs tree as the site has it; `way_out` leads from the page to its file's folder.

    What no editor may write (`prose.defects`) leads nowhere, should it come this far.
    """
    scheme = _SCHEME.match(html.unescape(href).strip())
    if scheme:
        return href if scheme.group().lower() in _SAFE else "#"
    path, hash_, anchor = href.partition("#")
    if not path or path.endswith("/"):
        return href
    there = url_of(path) if path.endswith(".md") else path
    return f"{way_out}{there}{hash_}{anchor}" or "./"


def _anchoring(found: list[Heading]) -> Callable[[re.Match[str]], str]:
    """Gives every heading under the title its anchor and a link to itself, and notes it in `found`."""
    taken: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        level, inner = int(match[1]), match[2]
        title = _TAG.sub("", inner).strip()
        anchor = unique(slugify(html.unescape(title), "-"), taken)
        found.append(Heading(level, anchor, title))
        return f'<h{level} id="{anchor}">{inner}{_PERMALINK.format(anchor)}</h{level}>'

    return anchored


def _explained(body: str, abbreviations: dict[str, str]) -> str:
    """The HTML with each abbreviation explained wherever it stands as a word of the text."""
    if not abbreviations:
        return body
    explained = {short: f'<abbr title="{html.escape(long)}">{short}</abbr>' for short, long in abbreviations.items()}
    longest_first = sorted(abbreviations, key=len, reverse=True)
    word = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    pieces = _NOT_TEXT.split(body)
    # The pattern has two groups, so the pieces come in threes: text, what is not text, the name of its element.
    pieces[::3] = [word.sub(lambda m: explained[m.group()], text) for text in pieces[::3]]
    pieces[2::3] = [""] * len(pieces[2::3])
    return "".join(pieces)
