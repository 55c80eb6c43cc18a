from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.swedish.synonyms import NO_SYNONYMS, Expansion, synonyms
from handbok.swedish.vocabulary import words_of
from tests.swedish import WRITTEN

LAW = "lagen med särskilda bestämmelser om vård av unga"
EDITORS = synonyms(
    [("LVU", LAW), ("LUL", "lagen om unga"), ("SIP", "samordnad individuell plan"), ("LUS", "lagen om unga lagöverträdare")],
    {"orosanmälan": ["LVU"], "SIP": ["nätverksmöte"], "lathund": ["rutin"]},
)


def entries(text: str) -> list[str]:
    return [expansion.entry for expansion in EDITORS.expand(tuple(words_of(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("enligt lagen om unga ska", ["LUL"]),
        ("LVU", [LAW]),
        ("LVU-vård", [LAW]),
        ("LUS:s", ["lagen om unga lagöverträdare"]),
        ("en lus", []),
        ("orosanmälningarna", ["LVU"]),
        ("samordnade individuella planer", ["SIP"]),
        ("lathundar", ["rutin"]),
        ("rutin", []),
        ("lagen om", []),
        ("", []),
    ],
)
def test_expand(text: str, expected: list[str]) -> None:
    assert entries(text) == expected


def test_equals_come_before_links() -> None:
    assert EDITORS.expand(("SIP",)) == (
        Expansion("samordnad individuell plan", equal=True),
        Expansion("nätverksmöte", equal=False),
    )


def test_what_stands_in_the_text_is_not_added() -> None:
    assert entries("LVU, det vill säga lagen med särskilda bestämmelser om vård av unga") == []


def test_no_list() -> None:
    assert NO_SYNONYMS.expand(("LVU",)) == ()


@given(st.lists(st.text(WRITTEN, max_size=12), max_size=6), st.lists(st.lists(st.text(WRITTEN, max_size=12)), max_size=3))
def test_any_words_and_any_list_do(words: list[str], groups: list[list[str]]) -> None:
    assert isinstance(synonyms(groups).expand(words), tuple)
