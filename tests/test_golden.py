"""The golden handbook: Exempelstad's docs tree, byte for byte, as it was last looked at and found good.

After a wanted change: NEW_GOLDEN=1 pytest tests/test_golden.py, then read the difference in git before committing it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from handbok.build.tree import docs_tree
from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.site.tree import write_tree

GOLDEN = Path(__file__).parent / "golden"


def tree(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("year", [2023, 2024])
def test_docs_tree_is_the_golden_one(stad: Catalog, tmp_path: Path, year: int) -> None:
    write_tree(docs_tree(Edition(stad, year), documents=False), tmp_path)
    if os.environ.get("NEW_GOLDEN"):
        shutil.rmtree(GOLDEN / str(year), ignore_errors=True)
        shutil.copytree(tmp_path, GOLDEN / str(year))
    assert tree(tmp_path) == tree(GOLDEN / str(year))
