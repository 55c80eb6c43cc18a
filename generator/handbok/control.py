"""Document control: what was known of a rutin or process on a day, from its dates and reviews.

An edition asks for the last day that it knows of, so that it never tells of a review that came later.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from handbok import model as m

YEARS_AS_NEWEST = 2
"""So many years after its own an edition may still be the newest."""


def reviews(record: m.Styrd, day: date) -> list[m.Granskning]:
    """The reviews up to that day, oldest first."""
    return sorted((g for g in record.granskningar if g.datum <= day), key=lambda g: g.datum)


def due(record: m.Styrd, day: date) -> date | None:
    """When the record was to be reviewed next, as known on that day; None when that was not decided or is not known.

    `granskas_senast` tells of the present: once a later review has moved it, an older day's is not known.
    """
    if record.granskas_var:
        start = _counted_from(record, day)
        return months_later(start, record.granskas_var) if start else None
    return record.granskas_senast if len(reviews(record, day)) == len(record.granskningar) else None


def _counted_from(record: m.Styrd, day: date) -> date | None:
    """The day that an interval is counted from: the last review, else the decision, else the first day in force."""
    known = reviews(record, day)
    if known:
        return known[-1].datum
    if record.faststalld and record.faststalld <= day:
        return record.faststalld
    return getattr(record, "giltig_fran", None)


def months_later(start: date, months: int) -> date:
    """The same day so many months later, or the month's last when it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def version(record: m.Styrd, day: date) -> str | None:
    """The version on that day; None when it is not known, because only later reviews tell theirs."""
    told = [g for g in sorted(record.granskningar, key=lambda g: g.datum) if g.version]
    before = [g.version for g in told if g.datum <= day]
    if len(before) == len(told):
        return record.version or (before[-1] if before else None)
    return before[-1] if before else None


def version_key(written: str) -> tuple[int, ...] | None:
    """A version such as "1.10" in the order that versions come; None for one that is not made of numbers."""
    return tuple(map(int, written.split("."))) if re.fullmatch(r"\d{1,9}(\.\d{1,9})*", written, re.ASCII) else None


def reason_withdrawn(record: m.Styrd, day: date) -> m.Granskning | None:
    """The review that withdrew it."""
    return next((g for g in reversed(reviews(record, day)) if g.utfall == "upphavd"), None)


def moved_in_one_go(records: Iterable[tuple[str, m.Styrd]], least: int = 5) -> dict[date, list[str]]:
    """Days on which so many records had their last review, unchanged and without a word: the day → the records' names."""
    found: dict[date, list[str]] = {}
    for name, record in records:
        last = max(record.granskningar, key=lambda g: g.datum, default=None)
        if last and last.utfall == "oforandrad" and not last.notering:
            found.setdefault(last.datum, []).append(name)
    return {day: names for day, names in sorted(found.items()) if len(names) >= least}
