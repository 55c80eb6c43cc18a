"""What is known of a rutin on a day: when it is to be reviewed, which version it has, why it was withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handbok import model as m
from handbok.control import due, months_later, moved_in_one_go, reason_withdrawn, reviews, version, version_key

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def rutin(**fields: Any) -> m.Rutin:
    base = {"titel": "A", "status": "gallande", "agare": "chef", "galler_for": ["alla"], "process": "p"}
    return m.Rutin.model_validate({**base, "giltig_fran": "2020-01-15", **fields})


def review(day: str, outcome: str = "oforandrad", **more: Any) -> dict[str, Any]:
    return {"datum": day, "roll": "chef", "utfall": outcome, **more}


def test_a_stated_date_is_when_it_is_due() -> None:
    assert due(rutin(granskas_senast="2026-12-31"), date(2022, 12, 31)) == date(2026, 12, 31)
    assert due(rutin(), date(2022, 12, 31)) is None


def test_an_older_edition_does_not_know_a_date_that_a_later_review_set() -> None:
    moved = rutin(granskas_senast="2026-12-31", granskningar=[review("2025-11-01")])
    assert due(moved, date(2024, 12, 31)) is None
    assert due(moved, date(2025, 12, 31)) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2020-12-31", "2021-01-15"), ("2021-06-30", "2022-03-01"), ("2024-12-31", "2025-05-31")],
)
def test_an_interval_counts_from_the_last_review_known(day: str, expected: str) -> None:
    reviewed = rutin(granskas_var="12 månader", granskningar=[review("2024-05-31"), review("2021-03-01")])
    assert due(reviewed, date.fromisoformat(day)) == date.fromisoformat(expected)


def test_an_interval_counts_from_the_decision_before_the_first_review() -> None:
    assert due(rutin(granskas_var="2 år", faststalld="2019-12-01"), date(2020, 12, 31)) == date(2021, 12, 1)


def test_a_decision_that_came_later_is_not_counted_from() -> None:
    decided = rutin(granskas_var="1 år", faststalld="2023-12-01")
    assert due(decided, date(2022, 12, 31)) == date(2021, 1, 15)
    assert due(decided, date(2023, 12, 31)) == date(2024, 12, 1)
    process = m.Process.model_validate(
        {"titel": "P", "agare": "chef", "steg": [], "granskas_var": "1 år", "faststalld": "2023-12-01"}
    )
    assert due(process, date(2022, 12, 31)) is None


def test_a_process_without_any_date_is_never_due() -> None:
    process = m.Process.model_validate({"titel": "P", "agare": "chef", "steg": [], "granskas_var": "6 månader"})
    assert due(process, date(2024, 12, 31)) is None


@pytest.mark.parametrize(
    "written", ["12", "12 mån", "0 månader", "en gång om året", "-1 år", "1,5 år", "100 år", "12 månader eller så"]
)
def test_what_is_not_an_interval(written: str) -> None:
    with pytest.raises(ValidationError):
        rutin(granskas_var=written)


@given(DAYS, st.integers(1, 120))
def test_months_later_is_that_many_months_on_and_never_past_the_day(start: date, months: int) -> None:
    later = months_later(start, months)
    assert (later.year - start.year) * 12 + later.month - start.month == months
    assert later.day == start.day or (later.day < start.day and (later + timedelta(days=1)).day == 1)


def test_reviews_stand_in_order_of_time_up_to_the_day() -> None:
    reviewed = rutin(granskningar=[review("2024-05-31"), review("2021-03-01"), review("2022-03-01")])
    assert [g.datum.year for g in reviews(reviewed, date(2023, 1, 1))] == [2021, 2022]


def test_the_version_is_the_one_of_the_year() -> None:
    changed = rutin(
        version="3.0",
        granskningar=[review("2024-05-31", "andrad", version="3.0"), review("2022-05-31", "andrad", version="2.0")],
    )
    assert [version(changed, date(y, 12, 31)) for y in (2021, 2022, 2023, 2024)] == [None, "2.0", "2.0", "3.0"]
    assert version(rutin(version="1.0", granskningar=[review("2024-05-31")]), date(2021, 12, 31)) == "1.0"
    assert version(rutin(granskningar=[review("2024-05-31", "andrad", version="1.1")]), date(2024, 12, 31)) == "1.1"


def test_versions_in_the_order_that_versions_come() -> None:
    keys = [version_key(v) for v in ("1.9", "1.10", "2", "2.0")]
    assert None not in keys
    assert keys == sorted(k for k in keys if k)
    assert [version_key(v) for v in ("A", "1.0b", "", "1.", "²")] == [None] * 5


def test_the_review_that_withdrew_it() -> None:
    gone = rutin(granskningar=[review("2022-01-01"), review("2024-05-31", "upphavd", notering="Lagen är ny.")])
    found = reason_withdrawn(gone, date(2024, 12, 31))
    assert found
    assert found.notering == "Lagen är ny."
    assert reason_withdrawn(gone, date(2023, 12, 31)) is None


def test_the_roles_that_read_it_are_those_it_is_for_unless_others_are_named() -> None:
    assert rutin().readers == ("alla",)
    assert rutin(lases_av=["chef"]).readers == ("chef",)


@pytest.mark.parametrize(("same", "noted", "found"), [(5, 0, True), (4, 0, False), (5, 1, False), (9, 4, True)])
def test_review_dates_moved_in_one_go(same: int, noted: int, found: bool) -> None:
    plain = review("2024-11-29")
    records = [(f"r{i}", rutin(granskningar=[plain | ({"notering": "Läst."} if i < noted else {})])) for i in range(same)]
    assert (date(2024, 11, 29) in moved_in_one_go(records)) is found


def test_a_later_review_with_a_note_mends_it() -> None:
    batch = [review("2023-11-29"), review("2024-03-01", "andrad", notering="Nytt nummer.")]
    assert moved_in_one_go((f"r{i}", rutin(granskningar=batch)) for i in range(9)) == {}
