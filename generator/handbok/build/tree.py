"""Everything that an edition publishes, before it becomes a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from handbok.editions import Edition
from handbok.export import export
from handbok.feeds import feeds
from handbok.memory import FORGETFUL, Memory
from handbok.pages.render import render
from handbok.site.edition import SiteError
from handbok.site.reuse import digest
from handbok.site.tree import Attachment, Index, Tree
from handbok.skeleton import Skeleton
from handbok.toolchain import toolchain

if TYPE_CHECKING:
    from handbok.documents import Document


def read_guides(folder: Path) -> dict[str, str]:
    """The Markdown of each code's page; empty when the folder is not there."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def docs_tree(
    edition: Edition,
    guides: dict[str, str] | None = None,
    *,
    documents: bool = True,
    search: bool = True,
    memory: Memory = FORGETFUL,
) -> Tree:
    """Everything that the edition publishes: pages, open data, feed and calendar, the yearly documents, the search index."""
    attachments = dict(_documents(edition)) if documents else {}
    skeleton = Skeleton(edition, (repr(guides), repr(sorted(attachments))), memory)
    pages = render(edition, guides, attachments, skeleton)
    data = export(edition, skeleton) | skeleton.once("floden", lambda: feeds(edition))
    return Tree(tuple(pages), data, attachments, _search_index(edition) if search else None)


def _search_index(edition: Edition) -> Index:
    # The library of Swedish words takes a fifth of a second to load, which a build without an index need not wait for.
    from handbok.build.indexing import edition_index  # noqa: PLC0415

    return edition_index(edition)


def _documents(edition: Edition) -> Iterator[tuple[str, Attachment]]:
    """Each document as PDF and as a Word file, dated the day the plan was set or the year's last day."""
    # The libraries for these take a fifth of a second to load, which only a build that makes documents has to wait for.
    from handbok.documents import DocumentError, all_documents, docx, outline, pdf  # noqa: PLC0415

    def written(write: Callable[[Document, date], bytes], document: Document, dated: date) -> bytes:
        try:
            return write(document, dated)
        except DocumentError as error:
            raise SiteError(str(error)) from error

    for kind in all_documents(edition):
        document = outline(edition, kind.unit, kind.period)
        plan = edition.planer[kind.unit].data
        dated = plan.faststalld if plan.faststalld and kind.period is None else edition.last_day
        made_of = digest(toolchain(), repr(document), str(dated))
        yield f"{kind.path}.pdf", Attachment(made_of, partial(written, pdf, document, dated))
        yield f"{kind.path}.docx", Attachment(made_of, partial(written, docx, document, dated))
