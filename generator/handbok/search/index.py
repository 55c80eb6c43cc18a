"""An edition's pages → an index on disk, made with Pagefind. The only module that knows Pagefind."""

from __future__ import annotations

import gzip
import itertools
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

from handbok.orphans import die_with_parent
from handbok.search.published import Entry, read
from handbok.search.records import record
from handbok.search.words import choices, word_lists
from handbok.swedish.search_words import stop_words
from handbok.swedish.synonyms import Synonyms
from handbok.swedish.vocabulary import Vocabulary

WORDS, STOP_WORDS, CHOICES = "ord", "stoppord", "urval"
# What Pagefind writes for interfaces of its own, and its engine for languages that it does not know.
_NOT_OURS = ("pagefind-*.js", "pagefind-*.css", "wasm.unknown.pagefind")


class SearchError(Exception):
    """The index could not be made; the text says why."""


def index_pages(pages: Path, year: int, synonyms: Synonyms, folder: Path) -> None:
    """Writes an index of the edition published under `pages` into `folder`, which must not be there yet.

    Raises SearchError, and leaves no folder, when Pagefind fails or the disk does.
    """
    entries = list(_entries(pages))
    vocabulary = Vocabulary.counted(itertools.chain.from_iterable((*e.title_words, *e.words) for e in entries))
    records = [record(e, year, vocabulary, synonyms) for e in entries]
    try:
        with TemporaryDirectory(dir=folder.parent) as crafted:
            for number, one in enumerate(records):
                Path(crafted, f"{number:06}.html").write_text(one.html, encoding="utf-8")
            _run_pagefind(crafted, folder)
        for pattern in _NOT_OURS:
            for path in folder.glob(pattern):
                path.unlink()
        hidden = {word for one in records for word in one.hidden}
        lists = word_lists(vocabulary, hidden)
        _write_lists(folder, lists | {STOP_WORDS: sorted(stop_words()), CHOICES: choices(entries)})
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SearchError(f"sökindexet gick inte att göra: {error.strerror or error}") from error


def _entries(pages: Path) -> Iterator[Entry]:
    """What can be searched on the pages, by address."""
    for path in sorted(pages.rglob("index.html")):
        address = path.parent.relative_to(pages).as_posix()
        yield from read(path.read_text(encoding="utf-8"), "" if address == "." else f"{address}/")


def _run_pagefind(crafted: str, folder: Path) -> None:
    """Runs Pagefind as a program of its own: its service for Python ends before the last files are wholly written."""
    program = get_executable()
    if program is None:
        raise SearchError("Pagefind är inte installerat; kör make site")
    arguments = ["--site", crafted, "--output-path", str(folder.absolute()), "--force-language", "sv", "--silent"]
    done = subprocess.run(  # noqa: S603  no shell, and all words are ours
        [program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=die_with_parent,
    )
    if done.returncode or not (folder / "pagefind-entry.json").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        raise SearchError(f"Pagefind kunde inte göra sökindexet: {' '.join(done.stderr.split()) or done.returncode}")


def _write_lists(folder: Path, lists: Mapping[str, object]) -> None:
    """Writes what `sok.js` reads beside Pagefind's own files: the words there are, and what to choose among."""
    (folder / WORDS).mkdir()
    for name, content in lists.items():
        data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        if name in {STOP_WORDS, CHOICES}:
            (folder / WORDS / f"{name}.json").write_bytes(data)
        else:  # many and long: packed here, since not every server does, and always to the same bytes
            (folder / WORDS / f"{name}.json.gz").write_bytes(gzip.compress(data, mtime=0))
