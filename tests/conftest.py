"""Fixtures for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handbok.catalog import Catalog
from handbok.catalog.load import load
from handbok.source import read_tree
from tests.overlay import EXEMPELSTAD, ROOT, Handbook


@pytest.fixture
def exempelstad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    """A copy of exempelstad to change, in a folder of its own that is the working folder."""
    shutil.copytree(EXEMPELSTAD, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Handbook(tmp_path)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    """A handbook without any file, in a folder of its own that is the working folder."""
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    return Handbook(tmp_path)


@pytest.fixture(scope="session")
def stad() -> Catalog:
    """Exempelstad as it stands, loaded once, for tests that only read it."""
    catalog = load(*read_tree(EXEMPELSTAD, "content")).catalog
    assert catalog
    return catalog


@pytest.fixture(scope="session")
def familjeenheten() -> Catalog:
    """The real content as it stands, loaded once."""
    catalog = load(*read_tree(ROOT / "content", "content")).catalog
    assert catalog
    return catalog
