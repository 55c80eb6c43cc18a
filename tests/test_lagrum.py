"""Which references to a law are found in a text, and which only look like one."""

from __future__ import annotations

import pytest

from handbok.lagrum import Law, Place, place_of, references
from tests.guard import that_ends

SOL = Law("socialtjänstlagen", "2001:453", ("SoL",))
"""Far more than a megabyte of anything takes; a pattern that backtracks without end takes hours."""


def places(text: str) -> list[str]:
    """The places found, written "14:3-3": chapter, first and last paragraph of each range; "" for the law as a whole."""
    return [shown(r.place) for r in sorted(references(text, SOL), key=lambda r: r.start)]


def shown(place: Place | None) -> str:
    if place is None:
        return ""
    ranges = ",".join(f"{a}{a_letter}-{b}{b_letter}" for (a, a_letter), (b, b_letter) in place.paragraphs)
    return f"{place.chapter[0]}{place.chapter[1]}:{ranges}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 kap. 3 § SoL", "14:3-3"),
        ("14 kap. 3–7 §§ socialtjänstlagen (2001:453)", "14:3-7"),
        ("11 kap 1 § socialtjänstlagen", "11:1-1"),
        ("3 § 14 kap. SoL", "14:3-3"),
        ("3 § i 14 kap. socialtjänstlagen", "14:3-3"),
        ("SoL 14:3", "14:3-3"),
        ("14:3–7 SoL", "14:3-7"),
        ("Socialtjänstlagen (2001:453), 14 kap. 3–7 §§", "14:3-7"),
        ("14 kap. 3 och 6 §§ SoL", "14:3-3,6-6"),
        ("14 kap. 3, 5 samt 6 §§ SoL", "14:3-3,5-5,6-6"),
        ("14 kap. 3 §, 5 § och 6 § SoL", "14:3-3,5-5,6-6"),
        ("14 kap. 3 till 7 §§ SoL", "14:3-7"),
        ("14 kap. 3 § t.o.m. 7 § SoL", "14:3-7"),
        ("14 kap. 1-10 §§ SoL", "14:1-10"),
        ("14 kap. 3 a § SoL", "14:3a-3a"),
        ("14 a kap. 3 § SoL", "14a:3-3"),
        ("14 kap. § 3 SoL", "14:3-3"),
        ("kap. 14 §§ 3–7 SoL", "14:3-7"),
        ("kapitel 14 § 3 socialtjänstlagen", "14:3-3"),
        ("14 kapitlet 3 paragrafen SoL", "14:3-3"),
        ("14 kap. SoL", "14:"),
        ("14\u00a0kap.\u00a03\u00a0§\u202fSoL", "14:3-3"),
        ("14&nbsp;kap. 3&nbsp;§ SoL", "14:3-3"),
        ("14 kap.\n3 §\n   SoL", "14:3-3"),
        ("14kap.3§ SoL", "14:3-3"),
        ("14 kap. 3 § första stycket SoL", "14:3-3"),
        ("14 kap. 3 § 2 st. SoL", "14:3-3"),
        ("14 kap. 3 § gamla socialtjänstlagen", "14:3-3"),
        ("socialtjänstlagens 14 kap. 3 §", "14:3-3"),
        ("SoL:s 14 kap. 3 §", "14:3-3"),
        ("SOCIALTJÄNSTLAGEN 14 kap. 3 §", "14:3-3"),
        ("socialtjänstlagen (SoL) 14 kap. 3 §", "14:3-3"),
        ("14 kap. 3 § socialtjänstlagen (2001:453, SoL)", "14:3-3"),
        ("i socialtjänstlagen (14 kap. 3 §)", "14:3-3"),
        ("SoL, se 14 kap. 3 §", "14:3-3"),
        ("**14 kap. 3 §** *SoL*", "14:3-3"),
        ("14 kap. 3 § [[ord:sol|SoL]]", "14:3-3"),
        ("[14 kap. 3 § SoL](https://example.org/2001:453)", "14:3-3"),
        ("SFS 2001:453", ""),
        ("lagen (2001:453)", ""),
        ("Socialtjänstlag (2001:453)", ""),
        ("den nya socialtjänstlagen (2001:453)", ""),
    ],
)
def test_a_reference_is_found(text: str, expected: str) -> None:
    assert places(text) == [expected]
    assert places(f"Läs mer ({text}).\n\nDet gäller 3 barn.") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "14 kap. 3 §",
        "14 kap. 3 § föräldrabalken",
        "14 kap. 3 § socialtjänstlagen (2025:400)",
        "14 kap. 3 § SoL (2025:400)",
        "socialtjänstlagen (SFS 2025:400) 14 kap. 3 §",
        "SoL 2025:400, 14 kap. 3 §",
        "14 kap. 3 § den nya socialtjänstlagen",
        "14 kap. 3 § nya SoL",
        "SoL, 14 kap. 3 § LVU",
        "enligt SoL, 14 kap. 3 § och 11 kap. 1 § lagen om vård av unga",
        "SoL och 14 kap. 3 § FB",
        "SoL, 14 kap. 3 § hälso- och sjukvårdslagen",
        "SoL (14 kap. 3 § i den äldre föräldrabalken)",
        "14 kap. 3 § OSL. SoL säger mer.",
        "14 kap. 3 §. Socialtjänstlagen gäller.",
        "enligt SoL. 14 kap. 3 § gäller",
        "Det står i SoL\n\n14 kap. 3 §",
        "- SoL\n- 14 kap. 3 §",
        "| SoL | 14 kap. 3 § |",
        "14 kap. 3 § OSL, SoL",
        "14 kap. 3 § OSL och socialtjänstlagen",
        "SoL gäller 14 personer och 3 § gäller alla",
        "SoL. Mötet börjar 14:3",
        "solen 14:3",
        "sol 14:3",
        "SoL 14:03",
        "SoLt 14 kap. 3 §",
        "socialtjänstlagstiftningen 14 kap. 3 §",
        "socialtjänstlagen",
        "SoL",
        "SFS 2001:4531",
        "SFS 12001:453",
        "https://example.org/2001:453",
        "14 kap. 3 § och SoL",
    ],
)
def test_what_only_looks_like_one_is_not(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 kap. 3 § och 11 kap. 1 § SoL", ["14:3-3", "11:1-1"]),
        ("SoL 14 kap. 3 §, 11 kap. 1 §", ["14:3-3", "11:1-1"]),
        ("2 §, 14 kap. 3 § SoL", ["14:3-3"]),
        ("14 kap. 3 § SoL och 11 kap. 1 § LVU", ["14:3-3"]),
        ("6 kap. 1 § OSL, 14 kap. 3 § SoL", ["14:3-3"]),
        ("14 kap. 3 § SoL, SoL 11:1", ["14:3-3", "11:1-1"]),
        ("socialtjänstlagen (2001:453) ersätts av socialtjänstlagen (2025:400), 27 kap.", [""]),
        ("14 kap. 3 § SoL. Se SFS 2001:453.", ["14:3-3", ""]),
    ],
)
def test_several_in_a_row(text: str, expected: list[str]) -> None:
    assert places(text) == expected


def test_offsets_and_words_are_those_of_the_text() -> None:
    text = "Rapportera genast ([14 kap.\n3 §](https://example.org) SoL)."
    (found,) = references(text, SOL)
    assert text[found.start :].startswith("14 kap.")
    assert text[: found.end].endswith("SoL")
    assert found.written == "14 kap. 3 § SoL"
    assert not found.numbered


def test_a_bracket_that_opens_within_a_reference_is_closed() -> None:
    assert [r.written for r in references("socialtjänstlagen (14 kap. 3 §).", SOL)] == ["socialtjänstlagen (14 kap. 3 §)"]


@pytest.mark.parametrize(
    ("written", "overlaps"),
    [
        ("14 kap. 3 §", True),
        ("14 kap. 1–3 §§", True),
        ("14 kap. 7–9 §§", True),
        ("14 kap. 1–10 §§", True),
        ("14 kap. 1, 5 och 9 §§", True),
        ("14 kap. 3 a §", True),
        ("14 kap. 2 §", False),
        ("14 kap. 2 a §", False),
        ("14 kap. 7 a §", False),
        ("14 kap. 1, 2 och 8 §§", False),
        ("14 a kap. 3 §", False),
        ("11 kap. 3 §", False),
        ("14 kap.", False),
    ],
)
def test_places_that_overlap(written: str, *, overlaps: bool) -> None:
    moved, place = place_of("14 kap. 3–7 §§"), place_of(written)
    assert moved
    assert place
    assert place.overlaps(moved) is overlaps
    assert moved.overlaps(place) is overlaps


def test_what_is_not_a_place_is_none() -> None:
    assert place_of("27 kapitel och verser") is None


@pytest.mark.parametrize(
    "sign",
    [
        "[",
        "§ ",
        "kap. ",
        "SoL ",
        "14 kap. 3 § ",
        "1, ",
        " ",
        "\n",
        "1",
        "](",
        "[[a:",
        "socialtjänstlagen (",
        "14 kap. 3 § och ",
    ],
)
def test_a_megabyte_of_anything_takes_bounded_time(sign: str) -> None:
    with that_ends():
        found = list(references(f"SoL 14 kap. 3 § {sign * (1_000_000 // len(sign))} SFS 2001:453", SOL))
    assert found
