"""What stands in a piece of Markdown: its sections, its [[typ:id]] links, and what must not be there.

The text is never rendered here. Code (spans and fences) is blanked out first, with every offset kept, so that an example
in code is neither a link nor a fault.
"""

from __future__ import annotations

import bisect
import html
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from handbok.diagnostics import Diagnostic, Location, diagnostic

Where: TypeAlias = "Location | Callable[[int], Location]"
"""Where a text stands: its first character, when its lines are the file's own; otherwise what places an offset in it."""

# Code is only what every Markdown builder takes for code: what is blanked out here is not looked at again.
_FENCE_LIKE = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,})(?P<rest>[^\n]*)", re.MULTILINE)
_INFO = re.compile(r"[ \t]*[\w.+#-]*[ \t]*\Z")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)([^`\n]+)\1(?!`)")
_ATX = re.compile(r"^(#{1,6})(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"^(?![ \t]*$|[#>|-])(?P<title>[^\n]+)\n(?P<rule>=+|-+)[ \t]*$", re.MULTILINE)
_WIKI_OPENING = re.compile(r"\[\[(?![^\[\]\n]*\]\])")
_WIKI = re.compile(r"\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]")
_HTML = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]*>)")
_TAG = re.compile(r"</?[\w!?-]{0,40}>?")
_IMAGE = re.compile(r"!(?=\[)")
_ACTIVE = re.compile(rf"(?P<link>\[\[[^\[\]\n]*\]\])|{_HTML.pattern}|{_IMAGE.pattern}|\{{")
_INLINE_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_LINK_DEFINITION = re.compile(r"^[ \t>*+\d.)-]*\[(?:\\[\s\S]|[^\[\]\\])*\]:\s*<?([^\s>]*)", re.MULTILINE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_SAFE_SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:"})


@dataclass(frozen=True, slots=True)
class Section:
    """A `##` heading with the text under it. The text before the first heading has the empty heading."""

    heading: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class WikiLink:
    """A link [[kind:id|text]] and its offset in the prose; `text` is empty when the target's own title is to be shown."""

    kind: str
    target: str
    text: str
    start: int


def without_code(text: str) -> str:
    """The text with code blanked out, as long as before."""
    if "`" not in text and "~~~" not in text:
        return text
    out: list[str] = []
    done = 0
    for start, end in _fenced(text):
        out += [_without_spans(text[done:start]), re.sub(r"[^\n]", " ", text[start:end])]
        done = end
    return "".join([*out, _without_spans(text[done:])])


def _without_spans(text: str) -> str:
    """The text with `code` blanked out; from a stray backtick to the end of its paragraph nothing counts as code."""
    out: list[str] = []
    stray = False
    for line in text.split("\n"):
        blanked = _CODE_SPAN.sub(lambda match: " " * len(match.group()), line)
        stray = bool(line.strip()) and (stray or "`" in blanked)
        out.append(line if stray else blanked)
    return "\n".join(out)


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each fenced block. After a fence that builders could read differently, nothing counts as one."""
    opening: re.Match[str] | None = None
    for match in _FENCE_LIKE.finditer(text):
        if opening is None:
            if match.start("fence") != match.start() or not _INFO.match(match["rest"]):
                return
            opening = match
        elif match["fence"] == opening["fence"] and match.start("fence") == match.start() and not match["rest"].strip():
            yield opening.start(), match.end()
            opening = None


def sections(body: str, first_line: int = 1) -> tuple[Section, ...]:
    """The text before the first `##` (if any is written) and then each `##` with all that stands under it."""
    plain = without_code(body)
    starts = [m for m in _ATX.finditer(plain) if len(m.group(1)) == 2]
    edges = [m.start() for m in starts] + [len(body)]
    found = [Section("", body[: edges[0]].strip("\n"), first_line)] if body[: edges[0]].strip() else []
    for match, end in zip(starts, edges[1:], strict=True):
        line = first_line + body.count("\n", 0, match.start())
        found.append(Section(match.group(2), body[match.end() : end].strip("\n"), line))
    return tuple(found)


def wiki_links(text: str) -> Iterator[WikiLink]:
    """Every [[typ:id]] in the text."""
    if "[[" not in text:
        return
    for match in _WIKI.finditer(without_code(text)):
        kind, _, target = match.group(1).partition(":")
        yield WikiLink(kind.strip(), target.strip(), (match.group(2) or "").strip(), match.start())


def replace_wiki_links(text: str, replacement: dict[tuple[str, str, str], str]) -> str:
    """The text with each link replaced by what `replacement` has for its (kind, target, text)."""
    plain = without_code(text)
    out: list[str] = []
    done = 0
    for match in _WIKI.finditer(plain):
        kind, _, target = match.group(1).partition(":")
        key = (kind.strip(), target.strip(), (match.group(2) or "").strip())
        out += [text[done : match.start()], replacement.get(key, match.group())]
        done = match.end()
    return "".join([*out, text[done:]])


def escape_html(text: str) -> str:
    """The text with every character outside code that could open a tag, an image or an attribute list as an entity.

    `defects` reports tags and images as faults; this makes sure that no slip in the check can put one on a page.
    """
    plain = without_code(text)
    out: list[str] = []
    done = 0
    for match in _ACTIVE.finditer(plain):
        written = text[match.start() : match.end()]
        safe = written.replace("<", "&#60;") if match["link"] else f"&#{ord(written)};"
        out += [text[done : match.start()], safe]
        done = match.end()
    return "".join([*out, text[done:]])


def shift_headings(text: str, by: int) -> str:
    """The text with every heading `by` levels further down (at most to level 6)."""
    plain = without_code(text)
    out: list[str] = []
    done = 0
    for match in _ATX.finditer(plain):
        level = min(6, len(match.group(1)) + by)
        out += [text[done : match.start()], "#" * level, " ", text[match.start(2) : match.end()]]
        done = match.end()
    return "".join([*out, text[done:]])


def defects(text: str, where: Where, *, level: int) -> Iterator[Diagnostic]:
    """What may not stand in prose, which stands at `where`: raw HTML, images, unsafe or dead links, skipped headings.

    `level` is the heading level that the text stands under: 1 for the body of a file (so `##` comes first), 2 for text
    in a YAML field.
    """
    plain = without_code(text)
    place = placing(text, where)
    for match in _HTML.finditer(plain):
        tag = _TAG.match(plain, match.start())
        shown = tag.group() if tag else "<"
        yield diagnostic(place(match.start()), "ra-html", f'rå HTML ("{shown}") står i texten')
    for match in _IMAGE.finditer(plain):
        yield diagnostic(place(match.start()), "bild-i-text", 'en bild ("![") står i texten')
    for match in (*_INLINE_LINK.finditer(plain), *_LINK_DEFINITION.finditer(plain)):
        yield from _link_defects(match.group(1), place(match.start(1)))
    for match in _WIKI_OPENING.finditer(plain):
        message = "en länk börjar med [[ men avslutas inte"
        yield diagnostic(place(match.start()), "bruten-lank", message, "skriv hela länken [[typ:id]] på en rad")
    yield from _heading_defects(plain, place, level)


def _link_defects(target: str, place: Location) -> Iterator[Diagnostic]:
    clean = re.sub(r"[\x00-\x20]", "", html.unescape(target))
    scheme = _SCHEME.match(clean)
    if scheme and scheme.group().lower() not in _SAFE_SCHEMES:
        yield diagnostic(place, "osaker-lank", f'länken börjar med "{scheme.group()}"')
    elif not scheme and not clean.startswith("#"):
        yield diagnostic(place, "bruten-lank", f'länken går till filen "{target}", som inte finns i handboken')


def _heading_defects(plain: str, place: Callable[[int], Location], level: int) -> Iterator[Diagnostic]:
    above = level
    for match in _ATX.finditer(plain):
        depth = len(match.group(1))
        if depth <= level:
            message = f"rubriken har {depth} # men ska ha minst {level + 1}"
            yield diagnostic(place(match.start()), "rubrik-hoppar", message, f"börja med {'#' * (level + 1)}")
        elif depth > above + 1:
            yield diagnostic(place(match.start()), "rubrik-hoppar", f"rubriken hoppar från nivå {above} till nivå {depth}")
        above = max(depth, level)
    for match in _SETEXT.finditer(plain):
        yield diagnostic(
            place(match.start()),
            "rubrik-hoppar",
            f'"{match.group("title").strip()}" blir en rubrik av strecken under',
            "skriv rubriken med ## eller lämna en tom rad före strecken",
        )


def placing(text: str, where: Where) -> Callable[[int], Location]:
    """Gives an offset in the text its place in the file."""
    if not isinstance(where, Location):
        return where
    starts: list[int] = []

    def place(offset: int) -> Location:
        if not starts:  # most texts have nothing to place
            starts.extend(itertools.accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        line = bisect.bisect_right(starts, offset) - 1
        return Location(where.path, where.line + line, where.column + offset - starts[line])

    return place
