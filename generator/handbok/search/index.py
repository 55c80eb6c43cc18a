"""An edition's pages → the files of an index, none of which grows much with the number of pages.

    index.json.gz           how many pages it has; the names of the files below; how each part's first word begins; stop words
    urval.json              what a search can be limited to
    ord/DIGEST              the handbook's words that begin with a letter, to understand what is typed
    delar/DIGEST            a part of the index: words, and for each what it is worth on the pages that have it
    listor/DIGEST           the names of the files of some pages that follow one another
    sidor/DIGEST            a page, as a hit is shown

A file is named by what it holds, as git names its objects: a browser may keep it for ever, what `index.json.gz` leads to
always belongs together, and an edited page leaves the files of the others as they are. It is packed here since not every
server packs what it sends.
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
LISTED = 64
"""The pages of a list: small lists, as a search fetches those that its hits are on; and few enough to be named in one file."""
DIGEST = 12
"""Letters of a digest."""


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
    letters = word_lists(vocabulary, (word for word in places if not word.startswith("urval")))
    try:
        folder.mkdir()
        names = _write(folder / "sidor", shown)
        lists = [names[first : first + LISTED] for first in range(0, len(names), LISTED)]
        known = {
            "sidor": len(names),
            "listor": _write(folder / "listor", lists),
            "delar": list(zip(_beginnings(parts), _write(folder / "delar", parts), strict=True)),
            "ord": dict(zip(letters, _write(folder / "ord", letters.values()), strict=True)),
            "stoppord": sorted(stop_words()),
        }
        (folder / "index.json.gz").write_bytes(_packed_json(known))
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


def _packed_json(content: object) -> bytes:
    return gzip.compress(_json(content), mtime=0)


def _write(folder: Path, contents: Iterable[object]) -> list[str]:
    """Writes what is fetched piece by piece; gives the files' names."""
    folder.mkdir()
    names = []
    for content in contents:
        data = _packed_json(content)
        names.append(hashlib.sha256(data).hexdigest()[:DIGEST])
        (folder / f"{names[-1]}.json.gz").write_bytes(data)
    return names
