"""Single cases and small counts in the text beside a table. The sentences are made up after the documents' manner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.secrecy.free_text import WHY, single_cases, small_counts


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("En orosanmälan låg kvar i ett postfack över helgen.", "enskild händelse"),
        ("Anmälan kom in när ingen hade jour.", "enskild händelse"),
        ("Skyddsbedömning har inte gjorts för ett barn.", "enskild person"),
        ("Modern fick vänta i tre veckor på besked.", "enskild person"),
        ("En placerad pojke flyttades utan beslut.", "enskild person"),
        ("Beslutet rörde en annan flicka och\nskickades till fel adress.", "enskild person"),
        ("Två klagomål gällde bemötandet. Den ena klienten fick en ny handläggare.", "en av flera"),
        ("En av dem bedömdes vara ett missförhållande.", "en av flera"),
        ("- En [[rutin:avvikelser|avvikelse]] gällde en missad anmälan.", "enskild händelse"),
    ],
)
def test_a_single_case_is_found(sentence: str, reason: str) -> None:
    assert [p.reason for p in single_cases(sentence)] == [reason]
    assert reason in WHY


@pytest.mark.parametrize(
    "sentence",
    [
        "Ett barn ska få veta varför utredningen inleds.",
        "När en avvikelse har upptäckts skrivs en rapport.",
        "Anmälningar har inte upptäckts i ett postfack.",
        "Barnet kommer till tals och kan lämna synpunkter.",
        "De placerade barnens skolgång följs upp varje termin.",
        "Avvikelserna togs upp på APT.",
        "Handläggaren skriver hur barnet har informerats.",
        "Utredning inleddes i 424 fall.",
        "# En avvikelse gällde ett barn",
        "Enheten bjöd in till en workshop.",
    ],
)
def test_rules_kinds_of_faults_and_many_are_not(sentence: str) -> None:
    assert single_cases(sentence) == ()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Två interna [[rutin:avvikelser|avvikelser]] har rapporterats.", [2]),
        ("Av rapporterna är två utredda. Tre är under utredning.", [3]),
        ("Det gällde 4 flickor och 15 pojkar, tre flickors ärenden.", [4, 3]),
        ("Fem synpunkter kom in.", []),
        ("Barnet har en handläggare, och 2 kap. gäller.", []),
        ("två slags avvikelser, 1–2 klagomål per månad", []),
        ("1 klagomål", [1]),
    ],
)
def test_small_counts_in_prose(text: str, counts: list[int]) -> None:
    assert [p.count for p in small_counts(text)] == counts


def test_places_are_those_of_the_text() -> None:
    text = "Allt gick bra. En [[rutin:avvikelser|avvikelse]] gällde posten. Slut."
    (found,) = single_cases(text)
    assert text[found.start : found.end] == "En [[rutin:avvikelser|avvikelse]] gällde posten."


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    for passage in (*single_cases(text), *small_counts(text)):
        assert 0 <= passage.start < passage.end <= len(text)
