"""Which pages of a former run are still true.

While the skeleton is the same, a page differs only when the running text of a file that it shows does (`Page.sources`).
tests/test_skeleton.py holds that no page shows the text of a file that it does not name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handbok.memory import WORTH_KEEPING
from handbok.pages import Page
from handbok.skeleton import Skeleton

_NAME = "sidor"


class Remembered:
    """The pages of a former run, by the kind of page they were made as."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._skeleton = skeleton
        former = skeleton.memory.recall(_NAME, skeleton.digest)
        self._former: Mapping[str, list[tuple[Page, list[bytes]]]] = former or {}
        self._pages: dict[str, list[Page]] = {}

    def pages(self, kind: str, make: Callable[[Mapping[str, Page]], Iterable[Page]]) -> list[Page]:
        """The pages of a kind. When all are as they were, `make` is not asked; else it is told those that are, by uri."""
        former = self._former.get(kind)
        same = {page.uri: page for page, texts in former or () if texts == self._shown(page)}
        whole = former is not None and len(same) == len(former)
        pages = self._pages[kind] = list(same.values() if whole else make(same))
        return pages

    def keep(self) -> None:
        """Remembers these pages instead, if many are new."""
        known = {page.uri: page for former in self._former.values() for page, _ in former}
        pages = [page for made in self._pages.values() for page in made]
        if sum(known.get(page.uri) is not page for page in pages) > len(pages) * WORTH_KEEPING:
            kept = {kind: [(page, self._shown(page)) for page in made] for kind, made in self._pages.items()}
            self._skeleton.memory.keep(_NAME, kept, self._skeleton.digest)

    def _shown(self, page: Page) -> list[bytes]:
        """The running texts that the page shows."""
        texts = self._skeleton.texts
        return [texts[path] for path in page.sources if path in texts]
