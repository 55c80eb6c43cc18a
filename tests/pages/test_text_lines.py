"""Text in lines for a drawing: nothing lost, nothing wider than it may be, words parted where they can be read."""

from __future__ import annotations

import random
from functools import partial

import pytest

from handbok.pages.text_lines import lines, width
from tests.guard import calls

ROOM, SIZE = 248, 15
LETTERS = "abcdefghijklmnopqrstuvwxyzåäöABCWMÅÄÖ0123456789-/,.&<>\"'”–é漢😀"


def told(text: str) -> tuple[str, ...]:
    return lines(text, ROOM, SIZE, bold=True)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Socialtjänstförvaltningsutredningssekreterare", ("Socialtjänstförvaltnings-", "utredningssekreterare")),
        ("vårdnadsöverflyttningsutredning,", ("vårdnadsöverflyttnings-", "utredning,")),
        ("T1/T2/VB/T1/T2/VB/T1/T2/VB/T1/T2/VB/T1/T2", ("T1/T2/VB/T1/T2/VB/T1/T2/VB/", "T1/T2/VB/T1/T2")),
        ("Ta emot och registrera anmälan", ("Ta emot och registrera", "anmälan")),
        ("Kort", ("Kort",)),
        ("  två\n ord ", ("två ord",)),
        ("", ("",)),
    ],
)
def test_where_lines_end(word: str, expected: tuple[str, ...]) -> None:
    assert told(word) == expected


def test_any_text_fits_and_nothing_of_it_is_lost() -> None:
    chance = random.Random(5)  # noqa: S311  chance for a test
    for _ in range(300):
        words = ("".join(chance.choices(LETTERS, k=chance.choice((1, 4, 9, 20, 70)))) for _ in range(chance.randint(1, 6)))
        text = " ".join(words)
        shown = told(text)
        assert all(width(line, SIZE, bold=True) <= ROOM for line in shown), text
        assert "".join(shown).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


def test_a_line_holds_a_letter_even_when_it_has_no_room_for_one() -> None:
    assert lines("WW", 1, 100) == ("W-", "W")


def test_letters_are_as_wide_as_fonts_have_them() -> None:
    """Arial's own: "Handbok" is 3.89 of the size; a line is taken to be a little wider than that, and bold wider still."""
    assert 3.89 * 10 < width("Handbok", 10) < 3.89 * 10 * 1.12
    assert width("Handbok", 10, bold=True) > width("Handbok", 10)


def test_the_work_grows_with_the_text() -> None:
    small, large = (calls(partial(lines, "a" * size, ROOM, SIZE)) for size in (2_000, 20_000))
    assert large < 10 * small * 1.5
