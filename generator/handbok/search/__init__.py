"""Published pages → the files of a search index, which `overrides/assets/sok.js` asks in the reader's browser.

    an edition's pages → published.read → Entry → records.record → index.index_pages → the index, in small files
                                             └→ words.word_lists → the handbook's words, to correct what is typed

It reads the HTML that an edition has published, not what it was made of, so that a sealed year is searched like any other.
"""

from handbok.search.index import SearchError, index_pages

__all__ = ["SearchError", "index_pages"]
