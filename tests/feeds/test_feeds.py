"""The feed and the calendar: valid by their RFCs, the same bytes each time, names that stay."""

from __future__ import annotations

from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from handbok.catalog import Catalog
from handbok.changes import changes
from handbok.control import due
from handbok.editions import Edition
from handbok.feeds import feeds
from handbok.pages.render import render
from tests.overlay import Handbook

ATOM = {"a": "http://www.w3.org/2005/Atom"}
RUTIN = "rutiner/digitala-las.md"


def feed(catalog: Catalog, year: int = 2024) -> ET.Element:
    return ET.fromstring(feeds(Edition(catalog, year))["andringar.atom"])  # noqa: S314  our own text


def calendar(catalog: Catalog, year: int = 2024) -> Calendar:
    made = Calendar.from_ical(feeds(Edition(catalog, year))["arshjul.ics"])
    assert isinstance(made, Calendar)
    return made


def texts(feed: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in feed.findall(path, ATOM)]


def test_only_the_newest_edition_is_followed(stad: Catalog) -> None:
    assert feeds(Edition(stad, 2023)) == {}
    assert set(feeds(Edition(stad, 2024))) == {"andringar.atom", "arshjul.ics"}


@pytest.mark.parametrize("handbook", ["stad", "familjeenheten"])
def test_the_same_content_gives_the_same_bytes(handbook: str, request: pytest.FixtureRequest) -> None:
    catalog = request.getfixturevalue(handbook)
    year = max(catalog.years)
    assert feeds(Edition(catalog, year)) == feeds(Edition(catalog, year))


# --- Atom ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("handbook", ["stad", "familjeenheten"])
def test_the_feed_has_what_atom_demands(handbook: str, request: pytest.FixtureRequest) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each; an author; unique ids; a link where there is no content."""
    catalog = request.getfixturevalue(handbook)
    made = feed(catalog, max(catalog.years))
    assert made.tag == f"{{{ATOM['a']}}}feed"
    entries = made.findall("a:entry", ATOM)
    assert entries
    for part in (made, *entries):
        assert [len(texts(part, f"a:{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        (updated,) = texts(part, "a:updated")
        assert datetime.fromisoformat(updated).tzinfo is not None
    assert texts(made, "a:author/a:name")
    ids = [*texts(made, "a:id"), *texts(made, "a:entry/a:id")]
    assert len(set(ids)) == len(ids)
    assert all(i.startswith("urn:uuid:") for i in ids)
    assert all(e.find("a:link[@href]", ATOM) is not None and texts(e, "a:summary") for e in entries)


def test_entries_stand_newest_first_and_the_feed_is_as_new_as_its_newest(stad: Catalog) -> None:
    made = feed(stad)
    days = texts(made, "a:entry/a:updated")
    assert days == sorted(days, reverse=True)
    assert texts(made, "a:updated") == days[:1]
    assert len(days) == len(changes(Edition(stad, 2024)))


def test_an_entry_tells_in_plain_words_what_changed(stad: Catalog) -> None:
    (entry, *_) = feed(stad).findall("a:entry", ATOM)
    assert texts(entry, "a:title") == ["Öppna digitala lås (exempel): ändrad i sak"]
    assert texts(entry, "a:summary") == ["Ring enheten direkt om låset inte svarar. Det ska också stå i planen."]
    link = entry.find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == "https://handbok.exempelstad.example/aktuell/rutiner/digitala-las/"
    assert entry.find("a:category[@term='vasentlig']", ATOM) is not None


def test_a_review_without_change_is_no_news(exempelstad: Handbook) -> None:
    before = texts(feed(exempelstad.catalog()), "a:entry/a:id")
    exempelstad.replace(RUTIN, '    utfall: andrad\n    version: "1.1"\n    vasentlig: ja\n', "    utfall: oforandrad\n")
    assert texts(feed(exempelstad.catalog()), "a:entry/a:id") == before[1:]


def test_an_entry_keeps_its_id_when_its_words_are_mended(exempelstad: Handbook) -> None:
    before = set(texts(feed(exempelstad.catalog()), "a:entry/a:id"))
    exempelstad.replace(RUTIN, "Ring enheten direkt om", "Ring genast om")
    exempelstad.replace(RUTIN, "titel: Öppna digitala lås", "titel: Digitala lås")
    assert set(texts(feed(exempelstad.catalog()), "a:entry/a:id")) == before


def test_markup_in_content_cannot_break_the_feed(exempelstad: Handbook) -> None:
    exempelstad.replace(RUTIN, "titel: Öppna digitala lås", 'titel: "Lås & <b>nycklar</b> ]]> "')
    assert "Lås & <b>nycklar</b> ]]> (exempel): ändrad i sak" in texts(feed(exempelstad.catalog()), "a:entry/a:title")


def test_without_an_address_links_are_relative_to_the_feed(exempelstad: Handbook) -> None:
    exempelstad.replace("handbok.yml", "adress: https://handbok.exempelstad.example/\n", "")
    catalog = exempelstad.catalog()
    links = [str(link.get("href")) for link in feed(catalog).findall("a:entry/a:link", ATOM)]
    pages = {p.uri for p in render(Edition(catalog, 2024))}
    assert links
    assert {f"{link.removesuffix('/')}.md" for link in links} <= pages
    assert "URL" not in feeds(Edition(catalog, 2024))["arshjul.ics"]


# --- The calendar -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("handbook", ["stad", "familjeenheten"])
def test_the_calendar_has_what_icalendar_demands(handbook: str, request: pytest.FixtureRequest) -> None:
    """RFC 5545: CRLF, lines of at most 75 octets, PRODID and VERSION once, and for each event UID, DTSTAMP, DTSTART."""
    catalog = request.getfixturevalue(handbook)
    text = feeds(Edition(catalog, max(catalog.years)))["arshjul.ics"]
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    made = Calendar.from_ical(text)
    assert (made["VERSION"], len(made.errors)) == ("2.0", 0)
    events = made.walk("VEVENT")
    assert events
    assert all({"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(e) for e in events)
    assert all(
        not e.errors and e.decoded("DTSTAMP").tzinfo is not None and e.decoded("DTEND") > e.decoded("DTSTART") for e in events
    )
    uids = [str(e["UID"]) for e in events]
    assert len(set(uids)) == len(uids)


def test_the_calendar_has_own_dates_reviews_and_the_ends_of_activities(stad: Catalog) -> None:
    edition = Edition(stad, 2024)
    shown = {str(e["SUMMARY"]): (e.decoded("DTSTART"), e.decoded("DTEND")) for e in calendar(stad).walk("VEVENT")}
    assert shown["Kontroll av nycklar (exempel)"] == (date(2024, 5, 14), date(2024, 5, 16))
    assert shown["Aktiviteten slutar: Införa digitala lås"][0] == date(2024, 12, 31)
    for rutin in edition.rutiner.values():
        day = due(rutin.data, edition.last_day)
        assert day
        assert shown[f"Granska senast: {rutin.data.titel} (exempel)"][0] == day


def test_an_event_keeps_its_uid_when_it_is_moved_and_renamed(exempelstad: Handbook) -> None:
    before = [str(e["UID"]) for e in calendar(exempelstad.catalog()).walk("VEVENT")]
    place = "planer/2024/hemtjansten/arshjul.yml"
    exempelstad.replace(place, "datum: 2024-05-14\n  till: 2024-05-15", "datum: 2024-05-07\n  till: 2024-05-08")
    exempelstad.replace(place, "Kontroll av nycklar", "Nyckelkontroll")
    moved = calendar(exempelstad.catalog()).walk("VEVENT")
    assert [str(e["UID"]) for e in moved] == before
    assert str(moved[0]["SUMMARY"]) == "Nyckelkontroll (exempel)"
    assert moved[0].decoded("DTSTART") == date(2024, 5, 7)


def test_another_organisation_has_other_names(exempelstad: Handbook) -> None:
    before = {str(e["UID"]) for e in calendar(exempelstad.catalog()).walk("VEVENT")}
    exempelstad.replace("handbok.yml", "organisation: Exempelstads kommun", "organisation: Grannstads kommun")
    assert not before & {str(e["UID"]) for e in calendar(exempelstad.catalog()).walk("VEVENT")}


def test_signs_that_the_format_uses_are_kept(exempelstad: Handbook) -> None:
    title = 'Möte; 1, 2 \\ "tre": 4'
    exempelstad.replace("planer/2024/hemtjansten/arshjul.yml", "titel: Kontroll av nycklar", f"titel: '{title}'")
    assert str(calendar(exempelstad.catalog()).walk("VEVENT")[0]["SUMMARY"]) == f"{title} (exempel)"
