"""What an edition knows of rutiner: the newest keeps up with them when its year is over, the others stay as they were."""

from __future__ import annotations

from datetime import date

from handbok.editions import Edition
from tests.overlay import Handbook

NEW = """\
---
titel: Nycklar i kodlåda
status: gallande
agare: enhetschef
galler_for: [omvardnadsassistent]
process: utfora-insatser
giltig_fran: {start}
---
## Varför

Ingen obehörig ska komma in.

## Vem gör vad

Den som har besöket öppnar lådan.

## Steg för steg

1. Öppna lådan.

## Om det inte går

Ring enheten.
"""


def test_a_rutin_that_begins_after_the_newest_year_is_in_force_there(exempelstad: Handbook) -> None:
    exempelstad.write("rutiner/kodlada.md", NEW.format(start="2025-03-01"))
    catalog = exempelstad.catalog()
    assert exempelstad.output() == ""
    assert Edition(catalog, 2024).known_to == date(2025, 3, 1)
    assert "kodlada" in Edition(catalog, 2024).rutiner
    assert "kodlada" not in Edition(catalog, 2023).rutiner


def test_an_old_rutin_stays_until_its_end_has_surely_passed(exempelstad: Handbook) -> None:
    ending = (
        NEW.format(start="2020-03-01")
        .replace("Nycklar i", "Nycklar utan")
        .replace("---\n##", "giltig_till: 2025-02-28\n---\n##")
    )
    exempelstad.write("rutiner/utan.md", ending)
    exempelstad.write("rutiner/kodlada.md", NEW.format(start="2025-03-01"))
    edition = Edition(exempelstad.catalog(), 2024)
    assert {"utan", "kodlada"} <= set(edition.rutiner)
    assert edition.passed == date(2024, 10, 1)  # the last review
    exempelstad.write("rutiner/kodlada.md", NEW.format(start="2025-03-01\nfaststalld: 2025-03-03"))
    later = Edition(exempelstad.catalog(), 2024)
    assert "utan" in later.upphavda
    assert "utan" not in later.rutiner


def test_an_edition_to_be_sealed_is_as_at_its_years_end(exempelstad: Handbook) -> None:
    exempelstad.write("rutiner/kodlada.md", NEW.format(start="2025-03-01"))
    sealed = Edition(exempelstad.catalog(), 2024, living=False)
    assert sealed.known_to == date(2024, 12, 31)
    assert "kodlada" not in sealed.rutiner
    assert not sealed.current


def test_a_date_far_ahead_is_no_knowledge(exempelstad: Handbook) -> None:
    exempelstad.write("rutiner/kodlada.md", NEW.format(start="2205-03-01"))
    edition = Edition(exempelstad.catalog(), 2024)
    assert edition.known_to == date(2024, 12, 31)
    assert "kodlada" not in edition.rutiner
