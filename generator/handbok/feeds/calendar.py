"""The årshjul → a calendar (RFC 5545). The only module that knows icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from handbok.changes import changes
from handbok.editions import Edition
from handbok.feeds.names import address, base, name, words
from handbok.year import Day, days


def calendar(edition: Edition) -> str:
    """The calendar as iCalendar text, with line ends as the format has them."""
    made = Calendar()
    made.add("prodid", f"-//{edition.handbok.organisation}//Handbok//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", f"Årshjul – {edition.handbok.namn}")
    made.add("x-wr-calname", f"Årshjul – {edition.handbok.namn}")
    stamp = _stamp(edition)
    for day in days(edition):
        made.add_component(_event(edition, day, stamp))
    return str(made.to_ical().decode("utf-8"))


def _stamp(edition: Edition) -> datetime:
    """When the calendar last changed, as far as the content tells."""
    found = changes(edition)
    last = max(found[0].day if found else date.min, date(edition.year, 1, 1))
    return datetime.combine(last, time(12), UTC)


def _event(edition: Edition, day: Day, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", name(edition, day.key))
    event.add("dtstamp", stamp)
    event.add("dtstart", day.day)
    event.add("dtend", day.last + timedelta(1))
    event.add("summary", f"{day.title} (exempel)" if day.example else day.title)
    event.add("transp", "TRANSPARENT")
    event.add("categories", [day.key.partition("/")[0]])
    if day.note:
        event.add("description", words(edition, day.note, day.post))
    if base(edition) and day.post.kind != "arshjulsdag":
        event.add("url", address(edition, day.post))
    return event
