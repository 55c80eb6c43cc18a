"""The search index of an edition: made when its pages are, of the words that the content says mean the same."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.search import SearchError, index_pages
from handbok.site.edition import SiteError
from handbok.site.reuse import digest
from handbok.site.tree import SEARCH_INDEX, Index
from handbok.swedish.synonyms import Synonyms, synonyms


def edition_index(edition: Edition) -> Index:
    """The index of an edition's pages, and what else it is made of."""
    known = search_synonyms(edition.catalog)
    return Index(
        SEARCH_INDEX,
        digest(repr(known)),
        lambda folder: make_index(folder, edition.year, known, folder / SEARCH_INDEX),
    )


def make_index(pages: Path, year: int, known: Synonyms, folder: Path) -> None:
    """Indexes finished pages into `folder`. Raises SiteError when it cannot be done."""
    try:
        index_pages(pages, year, known, folder)
    except SearchError as error:
        raise SiteError(str(error)) from error


def search_synonyms(catalog: Catalog) -> Synonyms:
    """What means the same to who searches: the glossary's abbreviations, and the editors' list in `sok/synonymer.yml`."""
    glossary = [(word.data.term, *word.data.forkortningar) for word in catalog.ordlista.values()]
    listed = [post.data for post in catalog.synonymer]
    # Synonyms are added to pages: who searches a group's words may be after the pages that have its "se även".
    linked: dict[str, list[str]] = defaultdict(list)
    for group in listed:
        for word in group.se_aven:
            linked[word] += group.ord
    return synonyms([*glossary, *(group.ord for group in listed)], linked)
