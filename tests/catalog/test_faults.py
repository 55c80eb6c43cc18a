"""pydantic's errors in Swedish, each at the right line and column."""

from __future__ import annotations

import pytest

from tests.overlay import Handbook

PLAN = "planer/2024/hemtjansten"


def found_in(handbook: Handbook, name: str, text: str) -> list[tuple[str, str, str, str]]:
    """Place, code, message and remedy of all that is found when a file has that text."""
    handbook.write(name, text)
    found = [d for d in handbook.found() if d.location.path == f"content/{name}"]
    return [(f"{d.location.line}:{d.location.column}", d.code, d.message, d.remedy) for d in found]


@pytest.mark.parametrize(
    ("key", "meant"),
    [("Titel", "titel"), ("titl", "titel"), ("ordníng", "ordning"), ("Ördning", "ordning"), ("title", "titel")],
)
def test_a_near_miss_is_named(exempelstad: Handbook, key: str, meant: str) -> None:
    (row,) = [r for r in found_in(exempelstad, "sidor/x.md", f"---\n{key}: x\n---\n") if r[1] == "okand-nyckel"]
    assert row == ("2:1", "okand-nyckel", f'nyckeln "{key}" finns inte', f'menas "{meant}"?')


@pytest.mark.parametrize("key", ["källnotering", "kall_notering", "kallnotering ", "Källnotering"])
def test_swedish_letters_in_a_key_are_a_near_miss(exempelstad: Handbook, key: str) -> None:
    rows = found_in(exempelstad, f"{PLAN}/plan.md", f'---\nstatus: utkast\n"{key}": x\n---\n')
    assert [r[3] for r in rows if r[1] == "okand-nyckel"] == ['menas "kallnotering"?']


def test_a_key_that_resembles_nothing_lists_what_there_is(exempelstad: Handbook) -> None:
    ((_, _, _, remedy),) = found_in(exempelstad, "sidor/x.md", "---\ntitel: x\nqqqq: x\n---\n")
    assert remedy == "nycklarna här är tidigare_id, sokord, titel, ordning"


def test_unknown_keys_deep_inside_have_their_place(exempelstad: Handbook) -> None:
    rows = found_in(
        exempelstad,
        f"{PLAN}/indikatorer.yml",
        '- indikator: sjukfranvaro\n  mal: trygg-alderdom\n  utfall:\n    delar:\n      alla: "1"\n      kvinor: "2"\n'
        "      delar:\n        - {namn: a, varde: b, x: c}\n        - {namn: a}\n",
    )
    assert rows == [
        ("6:7", "okand-nyckel", 'nyckeln "kvinor" finns inte', 'menas "kvinnor"?'),
        ("8:31", "okand-nyckel", 'nyckeln "x" finns inte', "nycklarna här är namn, varde"),
        ("9:11", "saknad-nyckel", 'nyckeln "varde" saknas', "lägg till varde:"),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("titel:", ("2:1", "saknad-nyckel", 'nyckeln "titel" saknar värde', "skriv ett värde eller ta bort nyckeln")),
        ("titel: ~", ("2:1", "saknad-nyckel", 'nyckeln "titel" saknar värde', "skriv ett värde eller ta bort nyckeln")),
        ('titel: ""', ("2:8", "fel-typ", "titel är tomt", "skriv ett värde eller ta bort nyckeln")),
        ('titel: "  "', ("2:8", "fel-typ", "titel är tomt", "skriv ett värde eller ta bort nyckeln")),
        ("titel: [a]", ("2:8", "fel-typ", '"titel" ska vara en text', "skriv en text")),
        ("titel: {a: b}", ("2:8", "fel-typ", '"titel" ska vara en text', "skriv en text")),
        ("titel: x\nordning: 1.5", ("3:10", "fel-typ", '"ordning" ska vara ett heltal', "skriv ett heltal")),
        ("titel: x\nordning: 10 st", ("3:10", "fel-typ", '"ordning" ska vara ett heltal', "skriv ett heltal")),
        ("titel: x\nordning: [1]", ("3:10", "fel-typ", '"ordning" ska vara ett heltal', "skriv ett heltal")),
    ],
)
def test_a_value_of_the_wrong_form(exempelstad: Handbook, written: str, expected: tuple[str, str, str, str]) -> None:
    assert found_in(exempelstad, "sidor/x.md", f"---\n{written}\n---\n") == [expected]


@pytest.mark.parametrize("text", ["---\n---\n", "---\n- a\n---\n", "---\ntext\n---\n"])
def test_front_matter_that_is_no_mapping(exempelstad: Handbook, text: str) -> None:
    ((_, code, message, _),) = found_in(exempelstad, "sidor/x.md", text)
    assert (code, message) in [
        ("saknad-nyckel", 'nyckeln "titel" saknas'),
        ("fel-typ", '"filen" ska vara nycklar med värden'),
        ("fel-typ", "filen ska vara nycklar med värden"),
    ]


def test_a_list_with_a_bad_row(exempelstad: Handbook) -> None:
    path = "rutiner/digitala-las.md"
    text = exempelstad.read(path).replace("galler_for: [omvardnadsassistent]", "galler_for: [omvardnadsassistent, ~, [x]]")
    assert found_in(exempelstad, path, text) == [
        ("7:35", "saknad-nyckel", 'rad 2 i "galler_for" saknar värde', "skriv ett värde eller ta bort raden"),
        ("7:38", "fel-typ", 'rad 3 i "galler_for" ska vara en text', "skriv en text"),
    ]


def test_a_text_where_a_list_is_wanted(exempelstad: Handbook) -> None:
    path = "rutiner/digitala-las.md"
    text = exempelstad.read(path).replace("galler_for: [omvardnadsassistent]", "galler_for: omvardnadsassistent")
    assert found_in(exempelstad, path, text) == [("7:13", "fel-typ", '"galler_for" ska vara en lista', "skriv en lista")]


@pytest.mark.parametrize("text", ["- text\n", "- [a]\n"])
def test_a_row_of_a_list_file_that_is_no_mapping(exempelstad: Handbook, text: str) -> None:
    ((place, code, message, _),) = found_in(exempelstad, "ordlista.yml", text)
    assert (place, code, message) == ("1:3", "fel-typ", "raden ska vara nycklar med värden")


@pytest.mark.parametrize(
    "day", ["2024-02-30", "2024-13-01", "31/12 2024", "igår", "24-01-01", "2024-1-1", "[2024]", "2023-12-31T12:00:00", "86400"]
)
def test_a_date_that_is_none(exempelstad: Handbook, day: str) -> None:
    rows = found_in(exempelstad, "organisation/namnder/x.yml", f"namn: x\ngiltig_fran: {day}\n")
    assert [(place, code) for place, code, _, _ in rows] == [("2:14", "fel-datum")]


@pytest.mark.parametrize(("start", "end"), [("2024", "2023-12-31"), ("2024-01-02", "2024"), ("2024-12-31", "2024-12-30")])
def test_an_end_before_the_start(exempelstad: Handbook, start: str, end: str) -> None:
    rows = found_in(exempelstad, "organisation/namnder/x.yml", f"namn: x\ngiltig_till: {end}\ngiltig_fran: {start}\n")
    assert [(place, code) for place, code, _, _ in rows] == [("2:14", "slut-fore-start")]


def test_an_activity_that_ends_before_it_starts_is_found_in_its_row(exempelstad: Handbook) -> None:
    text = exempelstad.read(f"{PLAN}/aktiviteter.yml").replace("slut: 2025-01-31", "slut: 2024-01-31")
    assert [(place, code) for place, code, _, _ in found_in(exempelstad, f"{PLAN}/aktiviteter.yml", text)] == [
        ("7:9", "slut-fore-start")
    ]


def test_start_and_end_on_the_same_day_are_right(exempelstad: Handbook) -> None:
    assert (
        found_in(exempelstad, "organisation/namnder/x.yml", "namn: x\ngiltig_fran: 2024-01-01\ngiltig_till: 2024-01-01\n") == []
    )


def test_a_word_outside_a_choice_lists_the_choice(exempelstad: Handbook) -> None:
    rows = found_in(exempelstad, "indikatorer/x.yml", "namn: x\ndefinition: y\nenhet: st\nriktning: högre\n")
    assert rows == [("4:11", "fel-typ", '"högre" går inte att ange för riktning', "välj ett av: hogre, lagre, ingen")]


def test_a_choice_deep_inside_lists_the_choice(exempelstad: Handbook) -> None:
    text = exempelstad.read(f"{PLAN}/aktiviteter.yml").replace("givare: namnd", "givare: nämnd")
    assert found_in(exempelstad, f"{PLAN}/aktiviteter.yml", text) == [
        ("11:11", "fel-typ", '"nämnd" går inte att ange för givare', "välj ett av: kf, namnd, enhet")
    ]
