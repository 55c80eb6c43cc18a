"""Links that someone has to read again: the text above has changed since they were confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from handbok.catalog import Catalog
from handbok.catalog.references import NOUNS, nearest
from handbok.diagnostics import Diagnostic, diagnostic
from handbok.suspect import Link, hangs_on, left_over, suspects


def to_confirm(catalog: Catalog) -> Iterator[Diagnostic]:
    """A text above has changed since the link to it was confirmed. The remedy has the line to write by hand."""
    for link in suspects(catalog):
        remedy = f"läs båda texterna; hör de ihop, kör handbok bekrafta {link.post.source.path} eller skriv raden {link.line}"
        yield diagnostic(link.post.at("bekraftat", link.key), "lank-att-bekrafta", _what_changed(link), remedy)


def _what_changed(link: Link) -> str:
    above = link.above[0]
    noun = NOUNS[above.kind]
    message = f'{noun} "{above.data.titel}" har ändrats sedan länken bekräftades'
    then = link.confirmed_then
    if then is None:
        return f"{message}{_which_part(link)}"
    message = f'{noun} "{above.data.titel}" lyder på ett annat sätt {above.ar} än {then.ar}, vars text länken är bekräftad mot'
    return message if then.data.titel == above.data.titel else f'{message}; då hette det "{then.data.titel}"'


def _which_part(link: Link) -> str:
    if link.same_title is None:
        return ""
    under = "texten eller stegen" if link.above[0].kind == "process" else "texten under den"
    return f": titeln är densamma men inte {under}" if link.same_title else ": den har en annan titel"


def confirmed_without_link(catalog: Catalog) -> Iterator[Diagnostic]:
    """A confirmation of something that the record does not hang on, or no longer does."""
    for post, key in left_over(catalog):
        known = hangs_on(post)
        near = nearest(key, known) or next((k for k in known if k.partition(":")[2] == key), None)
        remedy = f"ta bort raden, eller skriv {near} om det är det du menar" if near else "ta bort raden"
        message = f'"{key}" är bekräftat, men {NOUNS[post.kind]} hänger inte på det'
        yield diagnostic(post.at("bekraftat", key, key=True), "bekraftat-utan-lank", message, remedy)
