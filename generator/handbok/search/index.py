"""An edition's pages → the files of an index, none of which grows much with the number of pages.

    index.json              the index's version, how many pages it has, how each part's first word begins, stop words
    urval.json              what a search can be limited to
    VERSION/ord/LETTER      the handbook's words that begin with it, to understand what is typed
    VERSION/delar/NUMBER    a part of the index: words, and for each what it is worth on the pages that have it
    VERSION/sidor/NUMBER    a page, as a hit is shown

The version is a digest of all that lies under it, so what a browser has fetched always belongs together and can be kept.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from handbok.search.published import Entry, read
from handbok.search.records import record
from handbok.search.words import choices, word_lists
from handbok.swedish.search_words import stop_words
from handbok.swedish.synonyms import Synonyms
from handbok.swedish.vocabulary import Vocabulary

PART = 3000
"""The places that a part of the index has, and more only when its last word has: some 5 kB as it is sent."""
VERSION = 12
"""Letters of the digest."""


class SearchError(Exception):
    """The index could not be made; the text says why."""


def index_pages(pages: Path, year: int, synonyms: Synonyms, folder: Path) -> None:
    """Writes an index of the edition published under `pages` into `folder`, which must not be there yet.

    Raises SearchError, and leaves no folder, when the disk fails.
    """
    entries = list(_entries(pages))
    vocabulary = Vocabulary.counted(itertools.chain.from_iterable((*e.title_words, *e.words) for e in entries))
    places: dict[str, list[int]] = {}
    shown = []
    for number, entry in enumerate(entries):
        one = record(entry, year, vocabulary, synonyms)
        shown.append(one.shown)
        for word, worth in one.worth.items():
            places.setdefault(word, []).extend((number, worth))
    parts = list(_parts(places))
    files: dict[str, Iterable[tuple[str, object]]] = {
        "ord": word_lists(vocabulary, (word for word in places if not word.startswith("urval"))).items(),
        "delar": ((str(number), part) for number, part in enumerate(parts)),
        "sidor": ((str(number), page) for number, page in enumerate(shown)),
    }
    try:
        folder.mkdir()
        version = _write(folder, files)
        known = {
            "version": version,
            "sidor": len(entries),
            "delar": _beginnings(parts),
            "stoppord": sorted(stop_words()),
        }
        (folder / "index.json").write_bytes(_json(known))
        (folder / "urval.json").write_bytes(_json(choices(entries)))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SearchError(f"sökindexet gick inte att göra: {error.strerror or error}") from error


def _entries(pages: Path) -> Iterator[Entry]:
    """What can be searched on the pages, by address."""
    for path in sorted(pages.rglob("index.html")):
        address = path.parent.relative_to(pages).as_posix()
        yield from read(path.read_text(encoding="utf-8"), "" if address == "." else f"{address}/")


def _parts(places: Mapping[str, Sequence[int]]) -> Iterator[dict[str, list[int]]]:
    """The words in the order of their code points, as many at a time as make a part."""
    part: dict[str, list[int]] = {}
    size = 0
    for word in sorted(places):
        pairs = places[word]
        if part and size + len(pairs) > 2 * PART:
            yield part
            part, size = {}, 0
        part[word] = _packed(pairs)
        size += len(pairs)
    if part:
        yield part


def _beginnings(parts: Sequence[Mapping[str, object]]) -> list[str]:
    """As much of each part's first word as puts it after the part before."""
    before = ("", *(max(part) for part in parts))
    return [_beginning(min(part), last) for part, last in zip(parts, before, strict=False)]


def _beginning(word: str, before: str) -> str:
    """The shortest beginning of a word that comes after the word before it."""
    return next(word[:length] for length in range(1, len(word) + 1) if word[:length] > before)


def _packed(pairs: Sequence[int]) -> list[int]:
    """Pages and worths, each page as its distance from the one before: small numbers, which pack well."""
    pages = pairs[::2]
    steps = (page - before for page, before in zip(pages, (-1, *pages), strict=False))
    return list(itertools.chain.from_iterable(zip(steps, pairs[1::2], strict=True)))


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _write(folder: Path, files: Mapping[str, Iterable[tuple[str, object]]]) -> str:
    """Writes what is fetched piece by piece, packed here since not every server packs what it sends; gives its version."""
    unnamed = folder / "ny"
    digest = hashlib.sha256()
    for group, contents in files.items():
        (unnamed / group).mkdir(parents=True)
        for name, content in contents:
            data = _json(content)
            digest.update(b"%d " % len(data) + data)
            (unnamed / group / f"{name}.json.gz").write_bytes(gzip.compress(data, mtime=0))
    version = digest.hexdigest()[:VERSION]
    unnamed.rename(folder / version)
    return version
