"""The catalog's structure: all content but the running text of Markdown files.

Almost everything follows from front matter and YAML, and from which headings and links stand in running text. While that is
as it was, most of what a former run found and made is still true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from handbok.catalog import Catalog
from handbok.source import Source

_LINK = re.compile(r"\[\[[^\[\]]*\]\]")


def structure(catalog: Catalog) -> str:
    """A fingerprint of it."""
    return fingerprint(_parts(catalog))


def fingerprint(parts: Iterable[str]) -> str:
    """A fingerprint of the parts, each kept apart from the next."""
    made = blake2b(digest_size=32)
    for part in parts:
        raw = part.encode()
        made.update(b"%d:" % len(raw))
        made.update(raw)
    return made.hexdigest()


def sources_of(catalog: Catalog) -> dict[str, Source]:
    """The files that the catalog's records come from, by path."""
    return {post.source.path: post.source for post in catalog.posts()}


def _parts(catalog: Catalog) -> Iterator[str]:
    yield catalog.handbok.model_dump_json()
    for source in sources_of(catalog).values():
        yield source.path
        yield "\n".join(source.lines[: source.body_line - 1] if source.body else source.lines)
        yield " ".join(_LINK.findall(source.body))
    for post in catalog.posts():
        if post.sections:
            yield repr([(section.heading, bool(section.text.strip())) for section in post.sections])
