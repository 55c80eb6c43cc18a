"""Holes in the data where running text is to stand: when only such text has changed, the rest is as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from handbok.catalog import Post

_BODY = -1
# No content file can hold this character; JSON writes it as an escape.
_EDGE = "\0"
_HOLE = re.compile(r"\\u0000([^\\]*)\\u0000(-?\d+)\\u0000")


def hole(post: Post[Any], section: int = _BODY) -> str:
    """Stands for one of the post's sections, or for all of its running text."""
    return f"{_EDGE}{post.source.path}{_EDGE}{section}{_EDGE}"


def filled(data: str, posts: Iterable[Post[Any]]) -> str:
    """The JSON with the texts of those posts in its holes."""
    texts = {}
    for post in posts:
        texts[post.source.path, _BODY] = post.source.body
        texts.update({(post.source.path, i): section.text for i, section in enumerate(post.sections)})
    return _HOLE.sub(lambda found: _as_json(texts[json.loads(f'"{found[1]}"'), int(found[2])].strip()), data)


def _as_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
