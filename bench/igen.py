"""What a build costs after one change, in a process that has built before, as `handbok serve` has: prints CPU seconds.

Run in a handbook's folder; it adds a sentence to one rutin there.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path

from handbok.build import build
from handbok.examination import examine
from handbok.memory import Memory
from handbok.paths import Paths
from handbok.toolchain import toolchain

WORK = Path(".handbok")


def bygg() -> None:
    """One build without documents and index, with what a former one remembers."""
    catalog, _ = examine(Path("content"), memory=Memory(WORK / "minne", toolchain()))
    assert catalog
    build(catalog, Paths(Path("mkdocs.yml"), Path("site"), WORK, documents=False, search=False), max(catalog.years))


def main() -> None:
    """Builds twice with an edit in between."""
    bygg()
    rutin = min(Path("content/rutiner").glob("*.md"))
    rutin.write_text(rutin.read_text("utf-8").rstrip() + " Ett tillägg till.\n", "utf-8")
    gc.collect()
    start = time.process_time()
    bygg()
    print(time.process_time() - start)


if __name__ == "__main__":
    main()
