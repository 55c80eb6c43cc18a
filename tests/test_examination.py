from __future__ import annotations

import pytest

from handbok import examination
from handbok.catalog import Catalog
from handbok.diagnostics import Diagnostic
from handbok.examination import examine
from handbok.memory import Memory
from handbok.rules import check as run_rules
from tests.overlay import Handbook


def test_what_was_found_in_the_same_content_is_remembered(exempelstad: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(catalog: Catalog, memory: Memory) -> tuple[Diagnostic, ...]:
        asked.append("kontroll")
        return run_rules(catalog, memory)

    monkeypatch.setattr(examination, "check", counted)
    memory = Memory(exempelstad.root / "minne", "samma kod")
    first, again = (examine(exempelstad.content, memory=memory)[1] for _ in range(2))
    assert first == again
    assert len(asked) == 1
    exempelstad.replace("sidor/om.md", "titel: ", "titel: Nytt ")
    assert examine(exempelstad.content, memory=memory)[1] == first
    assert len(asked) == 2
