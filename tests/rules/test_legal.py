"""Citations of requirements, and which references to the old law are warned of."""

from __future__ import annotations

import pytest

from tests.overlay import Handbook

RUTIN = "rutiner/genomforandeplan.md"
PROCESS = "processer/planera-insatser.md"
MOVED = """- lag: socialtjänstlagen
  nummer: "2001:453"
  forkortningar: [SoL]
  stallen: ["14 kap. 3–7 §§"]
  nytt: 27 kap. socialtjänstlagen (2025:400)
  galler_fran: 2025-07-01
  kalla: Lagen
  kontrollerad: 2026-01-01
- lag: socialtjänstlagen
  nummer: "2001:453"
  forkortningar: [SoL]
  stallen: ["11 kap. 1 §"]
  galler_fran: 2025-07-01
  kalla: Lagen
  kontrollerad: 2026-01-01
"""
WHOLE = """- lag: socialtjänstlagen
  nummer: "2001:453"
  forkortningar: [SoL]
  nytt: socialtjänstlagen (2025:400)
  galler_fran: 2025-07-01
  kalla: Lagen
  kontrollerad: 2026-01-01
"""
SET = """titel: Föreskrift
kort: Föreskrift
kalla: Föreskrift 1
lydelse: "1"
kontrollerad: 2024-05-01
kontrollerad_mot: Föreskriften
krav:
  - {id: egenkontroll, titel: Egenkontroll, beskrivning: Följ upp arbetet.}
"""


def codes(handbook: Handbook) -> list[str]:
    return [d.code for d in handbook.found() if d.severity != "info"]


def written(handbook: Handbook, text: str) -> list[str]:
    """The codes that a rutin with `text` among its places in law gives."""
    handbook.write("kvalitet/lagrum.yml", MOVED)
    handbook.replace(RUTIN, "lagrum: [Socialtjänstlagen]", f'lagrum: ["{text}"]')
    return codes(handbook)


@pytest.mark.parametrize(
    "text",
    [
        "14 kap. 3 § SoL",
        "14 kap. 3–7 §§ socialtjänstlagen (2001:453)",
        "11 kap 1 § socialtjänstlagen",
        "14 kap. 2 och 3 §§ SoL",
        "Socialtjänstlagen (2001:453), 14 kap. 6 §",
        "SoL 14:3",
    ],
)
def test_an_old_place_is_warned_of(exempelstad: Handbook, text: str) -> None:
    assert written(exempelstad, text) == ["foraldrat-lagrum"]


@pytest.mark.parametrize(
    "text",
    [
        "14 kap. 3 § föräldrabalken",
        "14 kap. 3 § socialtjänstlagen (2025:400)",
        "27 kap. 2 § socialtjänstlagen",
        "14 kap. 8 § SoL",
        "11 kap. 2 § SoL",
        "SoL 2001:453",
    ],
)
def test_another_place_is_not(exempelstad: Handbook, text: str) -> None:
    assert written(exempelstad, text) == []


def test_a_rutin_that_ended_before_is_right_as_it_stands(exempelstad: Handbook) -> None:
    exempelstad.replace(RUTIN, "agare: enhetschef\n", "agare: enhetschef\ngiltig_till: 2025-06-30\n")
    assert "foraldrat-lagrum" not in written(exempelstad, "14 kap. 3 § SoL")


@pytest.mark.parametrize(
    ("front", "warned"),
    [
        ("", True),
        ("giltig_till: 2025-06-30\n", False),
        ("giltig_till: 2025-07-01\n", True),
        ("giltig_till: 2030-01-01\n", True),
    ],
)
def test_a_rutin_is_living_until_it_ends(exempelstad: Handbook, front: str, *, warned: bool) -> None:
    exempelstad.replace(RUTIN, "agare: enhetschef\n", f"agare: enhetschef\n{front}")
    assert ("foraldrat-lagrum" in written(exempelstad, "14 kap. 3 § SoL")) is warned


@pytest.mark.parametrize("status", ["utkast", "upphavd"])
def test_only_what_holds_is_living(exempelstad: Handbook, status: str) -> None:
    exempelstad.replace(RUTIN, "status: gallande\n", f"status: {status}\n")
    assert "foraldrat-lagrum" not in written(exempelstad, "14 kap. 3 § SoL")


def test_each_reference_is_told_where_it_stands_with_the_new_place(exempelstad: Handbook) -> None:
    exempelstad.write("kvalitet/lagrum.yml", WHOLE + MOVED)
    exempelstad.replace(RUTIN, "lagrum: [Socialtjänstlagen]", "lagrum: [LVU, 'Enligt SoL, 14 kap. 3 §']")
    text = "Läs 14 kap. 3 § och 11 kap. 1 § SoL,\n5 kap. 1 § socialtjänstlagen (2001:453) och SFS 2001:453."
    exempelstad.write(RUTIN, exempelstad.read(RUTIN) + text)
    lines = exempelstad.read(RUTIN).split("\n")
    lagrum, last = next(i for i, line in enumerate(lines, 1) if line.startswith("lagrum")), len(lines)
    found = [(d.location.line, d.location.column, d.message, d.remedy) for d in exempelstad.of("foraldrat-lagrum")]
    since = "gäller inte längre, sedan 2025-07-01"
    assert found == [
        (lagrum, 23, f'"SoL, 14 kap. 3 §" {since}', "skriv 27 kap. socialtjänstlagen (2025:400)"),
        (last - 1, 5, f'"14 kap. 3 §" {since}', "skriv 27 kap. socialtjänstlagen (2025:400)"),
        (last - 1, 21, f'"11 kap. 1 §" {since}', "slå upp var det står nu och skriv det stället"),
        (
            last,
            1,
            f'"5 kap. 1 § socialtjänstlagen (2001:453)" {since}',
            "slå upp stället i socialtjänstlagen (2025:400) och skriv det",
        ),
        (last, 45, f'"SFS 2001:453" {since}', "skriv socialtjänstlagen (2025:400)"),
    ]


def test_a_process_and_its_steps_are_read_too(exempelstad: Handbook) -> None:
    exempelstad.write("kvalitet/lagrum.yml", MOVED)
    exempelstad.replace(PROCESS, "steg:\n", "steg:\n  - {id: anmal, titel: Anmäl enligt SoL 14:3, roll: enhetschef}\n")
    exempelstad.write(PROCESS, exempelstad.read(PROCESS) + "Enligt 14 kap. 6 § SoL.\n")
    assert len(exempelstad.of("foraldrat-lagrum")) == 2


def test_what_tells_of_the_past_is_right_as_it_stands(exempelstad: Handbook) -> None:
    exempelstad.write("kvalitet/lagrum.yml", WHOLE + MOVED)
    note = "Bytte 14 kap. 3 § SoL (2001:453) mot den nya lagen."
    exempelstad.replace(
        RUTIN,
        "agare: enhetschef\n",
        f"agare: enhetschef\ngranskningar:\n  - {{datum: 2024-06-01, roll: enhetschef, utfall: andrad, notering: '{note}'}}\n",
    )
    exempelstad.write("sidor/historia.md", f"---\ntitel: Historia\n---\n{note}\n")
    plan = "planer/2024/hemtjansten/plan.md"
    exempelstad.write(plan, exempelstad.read(plan) + f"\n{note}\n")
    assert exempelstad.of("foraldrat-lagrum") == []


def test_a_kallnotering_explains_it_to_the_reader(exempelstad: Handbook) -> None:
    exempelstad.replace(
        RUTIN, "agare: enhetschef\n", "agare: enhetschef\nkallnotering: Den gamla lagen gäller äldre ärenden.\n"
    )
    assert written(exempelstad, "14 kap. 3 § SoL") == []
    assert [d.severity for d in exempelstad.of("foraldrat-lagrum")] == ["info"]


@pytest.mark.parametrize(("cited", "expected"), [("egenkontroll", []), ("egenkontrol", ["okand-referens"])])
def test_a_citation_leads_to_a_requirement(exempelstad: Handbook, cited: str, expected: list[str]) -> None:
    exempelstad.write("kvalitet/krav/fs.yml", SET)
    exempelstad.replace(RUTIN, "agare: enhetschef\n", f"agare: enhetschef\nkrav: [fs/{cited}]\n")
    assert codes(exempelstad) == expected


def test_an_id_stands_once_in_a_set(exempelstad: Handbook) -> None:
    exempelstad.write("kvalitet/krav/fs.yml", SET + "  - {id: egenkontroll, titel: Igen, beskrivning: Igen.}\n")
    assert codes(exempelstad) == ["dubbelt-id"]


def test_a_set_ends_after_it_starts(exempelstad: Handbook) -> None:
    exempelstad.write("kvalitet/krav/fs.yml", "galler_fran: 2024-01-01\ngaller_till: 2023-01-01\n" + SET)
    assert codes(exempelstad) == ["slut-fore-start"]
