"""Where a build reads and writes, and what it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """Where a build reads and writes.

    `work` holds what builds know of each other and may be deleted at any time. `guides` is the folder with a page for
    each code that the check can report. Without `documents` no PDF and Word files are made, without `search` no index.
    `archive` holds the sealed editions; without `from_archive` they are built from content, and their pages say so. In
    `markdown` each edition that is built is also written as a docs tree, for another builder to take over. `drafts` adds the
    rutiner that are drafts, for a preview. Without `living` the newest edition is as at its year's end, to be sealed.
    """

    config: Path
    site: Path
    work: Path
    guides: Path = Path("tests/fel")
    documents: bool = True
    search: bool = True
    archive: Path = Path("arkiv")
    from_archive: bool = True
    markdown: Path | None = None
    drafts: bool = False
    living: bool = True
