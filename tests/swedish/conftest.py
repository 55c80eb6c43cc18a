"""The vocabulary of the real handbook, for tests on words of the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbok.swedish.vocabulary import Vocabulary

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def handbook() -> Vocabulary:
    files = sorted(path for path in CONTENT.rglob("*") if path.suffix in {".md", ".yml"})
    return Vocabulary.of(path.read_text(encoding="utf-8") for path in files)
