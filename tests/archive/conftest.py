"""An archive with three sealed bags, of which two are of the same year."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.small import FILES, Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive without any bag."""
    return Archive(tmp_path)


@pytest.fixture
def sealed(archive: Archive) -> Archive:
    """The bags 2022-1, 2023-1 and 2023-2."""
    archive.seal(2022)
    archive.seal(2023)
    archive.seal(2023, "Ett mål saknades", FILES | {"site/mal/nytt.html": b"<h1>Nytt</h1>"})
    return archive
