"""The questions that measure the search: well formed, asked once, and answered by pages that exist."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.pages.addresses import url_of
from handbok.pages.render import render

HERE = Path(__file__).parent
NEWEST = 2025
TUNED, HELD_BACK, FALSE_FRIENDS, MONDAY = "fragor.yml", "fragor_undanhallna.yml", "falska_vanner.yml", "mandag.yml"
EDITORS_CHECKS = {"kontroller"} | {f"kontroller/{p.stem}" for p in (HERE.parent / "fel").glob("*.md")}  # the build adds them
KINDS = {
    "bojning",
    "sammansattning_efterled",
    "sammansattning_forled",
    "forkortning",
    "synonym",
    "stavfel",
    "utan_prickar",
    "flera_ord",
    "hel_fraga",
}


@cache
def read(name: str) -> list[Any]:
    return list(yaml.safe_load((HERE / name).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def addresses(familjeenheten: Catalog) -> dict[int, set[str]]:
    return {y: {url_of(p.uri).rstrip("/") for p in render(Edition(familjeenheten, y))} for y in (2023, NEWEST)}


@pytest.mark.parametrize("name", [TUNED, HELD_BACK])
def test_every_answer_is_a_page_of_its_edition(name: str, addresses: dict[int, set[str]]) -> None:
    gone = [(q["fraga"], a) for q in read(name) for a in q["svar"] if a not in addresses[q.get("utgava", NEWEST)]]
    assert not gone


@pytest.mark.parametrize("name", [TUNED, HELD_BACK])
def test_a_question_has_one_to_four_answers_and_a_known_kind(name: str) -> None:
    for q in read(name):
        assert set(q) <= {"fraga", "slag", "svar", "utgava"}
        assert isinstance(q["fraga"], str)
        assert q["slag"] in KINDS
        assert 1 <= len(q["svar"]) == len(set(q["svar"])) <= 4


def test_no_question_is_asked_twice() -> None:
    asked = Counter(q["fraga"].casefold() for q in read(TUNED) + read(HELD_BACK))
    assert [q for q, times in asked.items() if times > 1] == []


def test_there_are_enough_of_each_kind_and_a_third_is_held_back() -> None:
    kept = Counter(q["slag"] for q in read(HELD_BACK))
    every = kept + Counter(q["slag"] for q in read(TUNED))
    assert set(every) == KINDS
    assert every.total() >= 240
    for kind, number in every.items():
        assert number >= 20
        assert kept[kind] == round(number / 3)


def test_each_rutin_in_force_answers_at_least_two_questions(familjeenheten: Catalog) -> None:
    answered = Counter(a for q in read(TUNED) + read(HELD_BACK) for a in q["svar"])
    assert [r for r in Edition(familjeenheten, NEWEST).rutiner if answered[f"rutiner/{r}"] < 2] == []


def test_a_false_friend_names_pages_that_exist_and_says_why(addresses: dict[int, set[str]]) -> None:
    friends = read(FALSE_FRIENDS)
    assert len(friends) >= 25
    assert len({f["fraga"] for f in friends}) == len(friends)
    for f in friends:
        wrong, right = set(f["inte_forst"]), set(f.get("bland_de_forsta", []))
        assert wrong
        assert wrong | right <= addresses[NEWEST] | EDITORS_CHECKS
        assert not wrong & right
        assert f["varfor"]


def test_the_questions_of_a_monday_are_all_among_the_tuned() -> None:
    assert len(read(MONDAY)) == len(set(read(MONDAY))) == 40
    assert set(read(MONDAY)) <= {q["fraga"] for q in read(TUNED)}
