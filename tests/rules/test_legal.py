"""Citations of requirements, and which references to the old law are warned of."""

from __future__ import annotations

import pytest

from tests.overlay import Handbook

RUTIN = "rutiner/genomforandeplan.md"
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
SET = """titel: Föreskrift
kort: Föreskrift
kalla: Föreskrift 1
lydelse: "1"
kontrollerad: 2024-05-01
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
