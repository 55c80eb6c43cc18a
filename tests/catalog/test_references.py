"""References and [[links]] that lead nowhere, with the nearest id."""

from __future__ import annotations

import pytest

from handbok import model as m
from handbok.catalog.references import fold, marked, nearest
from tests.overlay import Handbook

PLAN = "planer/2024/hemtjansten"


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("återaktualisering", ["ateraktualisering", "sip"], "ateraktualisering"),
        ("Genomförande_plan", ["genomforandeplan"], "genomforandeplan"),
        ("skydds bedömning", ["skyddsbedomning", "bedomning"], "skyddsbedomning"),
        ("o\u0308ppna", ["oppna"], "oppna"),
        ("xyz", ["abc"], None),
        ("x", [], None),
    ],
)
def test_the_nearest_word_folds_swedish_letters(word: str, known: list[str], expected: str | None) -> None:
    assert nearest(word, known) == expected


def test_folding() -> None:
    assert fold("Åtgärds_plan för Öst") == "atgards-plan-for-ost"


def test_marked_finds_references_and_prose_wherever_they_stand() -> None:
    row = m.Matning.model_validate(
        {
            "indikator": "i",
            "mal": "g",
            "kallnotering": "not",
            "utfall": {"t1": {"alla": "1", "analys": "text", "delar": [{"namn": "a", "varde": "1"}]}, "t2": {}},
        }
    )
    found = {(loc, text, type(marker).__name__, is_key) for loc, text, marker, is_key in marked(row)}
    assert found == {
        (("indikator",), "i", "Ref", False),
        (("mal",), "g", "Ref", False),
        (("kallnotering",), "not", "Prose", False),
        (("utfall", "t1"), "t1", "Ref", True),
        (("utfall", "t1", "analys"), "text", "Prose", False),
        (("utfall", "t2"), "t2", "Ref", True),
    }


def test_every_kind_of_reference_is_checked_at_its_place(exempelstad: Handbook) -> None:
    exempelstad.replace("organisation/enheter/hemtjansten.yml", "namnd: omsorgsnamnden", "namnd: omsorgsnämnden")
    exempelstad.replace("processer/utfora-insatser.md", "roll: omvardnadsassistent", "roll: omvårdnadsassistent")
    exempelstad.replace("processer/utfora-insatser.md", "nyckelhantering, digitala-las", "nyckelhantering, digitalalas")
    exempelstad.replace("rutiner/digitala-las.md", "mal: [planerad-tid]", "mal: [planerad-tid, planeradtid]")
    exempelstad.replace(f"{PLAN}/indikatorer.yml", "mal: planerad-tid", "mal: qqqq")
    found = [(str(d.location), d.code, d.message, d.remedy) for d in exempelstad.found() if d.severity != "info"]
    assert found == [
        (
            "content/organisation/enheter/hemtjansten.yml:3:8",
            "okand-referens",
            'nämnden "omsorgsnämnden" finns inte',
            "en liknande finns: omsorgsnamnden (content/organisation/namnder/omsorgsnamnden.yml)",
        ),
        (
            f"content/{PLAN}/atagande/planerad-tid.md:2:1",
            "mal-utan-indikator",
            'ingen indikator mäter målet "Vi använder tiden där den behövs"',
            "koppla en indikator till målet eller till ett mål ovanför",
        ),
        (
            f"content/{PLAN}/indikatorer.yml:27:8",
            "okand-referens",
            'målet "qqqq" finns inte',
            "rätta id:t eller skapa det som saknas",
        ),
        (
            "content/processer/utfora-insatser.md:12:48",
            "okand-referens",
            'rollen "omvårdnadsassistent" finns inte',
            "en liknande finns: omvardnadsassistent (content/organisation/roller/omvardnadsassistent.yml)",
        ),
        (
            "content/processer/utfora-insatser.md:12:96",
            "okand-referens",
            'rutinen "digitalalas" finns inte',
            "en liknande finns: digitala-las (content/rutiner/digitala-las.md)",
        ),
        (
            "content/rutiner/digitala-las.md:9:21",
            "okand-referens",
            'målet "planeradtid" finns inte',
            f"en liknande finns: planerad-tid (content/{PLAN}/atagande/planerad-tid.md)",
        ),
    ]


def test_keys_that_are_references_are_pointed_out_as_keys(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/indikatorer.yml", '    delar: {alla: "12", man', '    t1: {alla: "12", man')
    (found,) = exempelstad.of("okand-period")
    assert (found.location.line, found.location.column) == (7, 5)
    assert found.message == 'perioden "t1" finns inte 2024'


def test_a_period_can_be_limited_to_years(exempelstad: Handbook) -> None:
    exempelstad.replace("handbok.yml", "avser: till och med 31 augusti}", "avser: till och med 31 augusti, till_ar: 2023}")
    assert {d.location.path.split("/")[2] for d in exempelstad.of("okand-period")} == {"2024"}
    assert {d.remedy for d in exempelstad.of("okand-period")} == {"perioderna är bokslut"}


@pytest.mark.parametrize(
    "link",
    [
        "rutin:nyckelhantering",
        "process:utfora-insatser",
        "indikator:sjukfranvaro",
        "enhet:hemtjanst-norr",
        "roll:planerare",
        "sida:om",
        "ord:kund",
        "aktivitet:fast-kontakt",
        "mal:samma-ansikten",
        "atagande:samma-ansikten",
        "namndmal:kontinuitet",
        "fullmaktigemal:trygg-alderdom",
        "mal:2023/hemtjanst-norr/egen-rost",
        " rutin : nyckelhantering | egen text ",
    ],
)
def test_every_kind_of_link_finds_its_target(exempelstad: Handbook, link: str) -> None:
    exempelstad.write("sidor/x.md", f"---\ntitel: x\n---\n[[{link}]]\n")
    exempelstad.write(f"{PLAN}/avsnitt/x.md", f"---\ntitel: x\nordning: 1\n---\n[[{link}]]\n")
    assert exempelstad.output() == ""


@pytest.mark.parametrize(
    ("link", "message", "remedy"),
    [
        ("rutin:nyckelhanteringen", 'rutinen "nyckelhanteringen" finns inte', "en liknande finns: nyckelhantering"),
        ("rutn:sip", 'länken har typen "rutn", som inte finns', 'skriv "rutin"'),
        ("enhetsmal:x", 'länken har typen "enhetsmal", som inte finns', 'skriv "enhet"'),
        ("qqqq:x", 'länken har typen "qqqq", som inte finns', "aktivitet, atagande, enhet, fullmaktigemal,"),
        ("sip", "länken [[sip]] saknar typ eller id", "[[typ:id]]"),
        ("rutin:", "länken [[rutin]] saknar typ eller id", "[[typ:id]]"),
        ("namndmal:samma-ansikten", 'målet "samma-ansikten" finns inte', ""),
        ("mal:2022/kontinuitet", 'målet "2022/kontinuitet" finns inte', ""),
    ],
)
def test_a_dead_link_is_explained(exempelstad: Handbook, link: str, message: str, remedy: str) -> None:
    exempelstad.write("sidor/x.md", f"---\ntitel: x\n---\nå [[{link}]]\n")
    (found,) = exempelstad.of("okand-referens")
    assert (str(found.location), found.message) == ("content/sidor/x.md:4:3", message)
    assert remedy in found.remedy


def test_a_link_in_folded_yaml_is_found_on_its_own_line(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/indikatorer.yml", "Se [[ord:genomforandeplan]].", "Se å [[ord:genomförandeplan]].")
    (found,) = exempelstad.of("okand-referens")
    assert str(found.location) == f"content/{PLAN}/indikatorer.yml:25:14"


def test_a_goal_of_another_unit_or_year_is_not_meant(exempelstad: Handbook) -> None:
    exempelstad.write(f"{PLAN}/avsnitt/x.md", "---\ntitel: x\nordning: 1\n---\n[[mal:egen-rost]]\n")
    assert [str(d.location) for d in exempelstad.of("okand-referens")] == [f"content/{PLAN}/avsnitt/x.md:5:1"]


def test_what_stands_in_a_path_is_a_reference_too(exempelstad: Handbook) -> None:
    exempelstad.write("planer/2024/hemtjanstens/plan.md", "---\nstatus: utkast\n---\n")
    exempelstad.write(f"{PLAN}/uppfoljning/delar/samma-ansikte.md", "---\nbedomning: uppnatt\n---\n")
    assert [(d.location.path, d.code, d.remedy.partition(" (")[0]) for d in exempelstad.found() if d.severity != "info"] == [
        (f"content/{PLAN}/uppfoljning/delar/samma-ansikte.md", "okand-referens", "en liknande finns: samma-ansikten"),
        ("content/planer/2024/hemtjanstens/plan.md", "okand-referens", "en liknande finns: hemtjansten"),
    ]
