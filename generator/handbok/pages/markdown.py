"""Text from content as Markdown: plain text made harmless, prose linked and fitted under the right heading."""

from __future__ import annotations

import re
from functools import cache

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#{}~^=]|&(?=#|\w)|(?<=\w)://|!(?=\[)")


@cache  # a title stands on many pages
def plain(text: str) -> str:
    """A plain text (title, name, figure) so that Markdown shows it exactly as it is, also in a heading or table cell."""
    one_line = " ".join(text.split())
    return _SPECIAL.sub(lambda m: "".join(f"&#{ord(c)};" for c in m.group()), one_line)


def cell(markdown: str) -> str:
    """Prose fitted into a table cell: one line, paragraphs parted by a line break."""
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", markdown.strip())]
    return "<br>".join(p.replace("|", "&#124;") for p in paragraphs if p)


def quoted(markdown: str) -> str:
    """Prose as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.strip().split("\n"))


def html(text: str) -> str:
    """A plain text for use inside generated HTML, attributes included."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
