from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handbok.swedish.compounds import SHORTEST_PART, all_parts, parts, split
from handbok.swedish.lexicon import compounding
from handbok.swedish.vocabulary import NO_WORDS, Vocabulary
from tests.guard import that_ends
from tests.swedish import WRITTEN

MARKED = Path(__file__).with_name("sammansattningar.yml")
PRECISION, RECALL = 0.95, 0.85


@dataclass(frozen=True)
class Measure:
    right: int
    split: int
    compounds: int
    faults: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.split

    @property
    def recall(self) -> float:
        return self.right / self.compounds


def is_held_out(word: str) -> bool:
    return zlib.crc32(word.encode()) % 3 == 0


def measure(marks: dict[str, list[str]], vocabulary: Vocabulary) -> Measure:
    """A word counts as right when its whole split is one that is marked. Staying whole, where allowed, counts nowhere."""
    found = {word: "+".join(parts(word, vocabulary)) for word in marks}
    made = {word: split for word, split in found.items() if split}
    wrong = {word: split for word, split in made.items() if split not in marks[word]}
    compounds = sum(bool(marks[word]) and (word not in marks[word] or word in made) for word in marks)
    faults = tuple(f"{word}: {split}" for word, split in wrong.items())
    return Measure(len(made) - len(wrong), len(made), compounds, faults)


def marks() -> dict[str, list[str]]:
    data = yaml.safe_load(MARKED.read_text(encoding="utf-8"))
    compounds: dict[str, list[str]] = data["sammansatta"]
    return compounds | {word: [] for word in data["enkla"]}


def test_enough_words_are_marked() -> None:
    marked = marks()
    assert sum(bool(splits) for splits in marked.values()) >= 300
    assert sum(not splits for splits in marked.values()) >= 60
    for word, splits in marked.items():
        assert all(len(part) > 1 for split in splits for part in split.split("+")), word


@pytest.mark.parametrize("held_out", [False, True], ids=["seen", "held out"])
def test_marked_compounds_are_split_as_marked(handbook: Vocabulary, *, held_out: bool) -> None:
    result = measure({w: s for w, s in marks().items() if is_held_out(w) is held_out}, handbook)
    print(f"\n{'held out' if held_out else 'seen'}: precision {result.precision:.3f}, recall {result.recall:.3f}")  # noqa: T201
    faults = () if held_out else result.faults  # the held-out third is not looked at, lest rules are made for it
    assert result.precision >= PRECISION, faults
    assert result.recall >= RECALL, faults


def test_the_measure_sees_faults() -> None:
    result = measure({"egenkontroll": ["eg+enkontroll"], "orosanmälan": ["oro+anmälan"], "rapport": []}, NO_WORDS)
    assert (result.right, result.split, result.compounds) == (1, 2, 2)
    assert result.faults == ("egenkontroll: egen+kontroll",)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("jourhemsutredning", ("jourhem", "utredning")),
        ("jourhem", ("jour", "hem")),
        ("orosanmälningar", ("oro", "anmälningar")),
        ("kvinnofrid", ("kvinna", "frid")),
        ("föräldramöte", ("förälder", "möte")),
        ("barnahus", ("barn", "hus")),
        ("skolelever", ("skola", "elever")),
        ("brottsofferjour", ("brottsoffer", "jour")),
        ("arbetslag", ("arbete", "lag")),
        ("grundskola", ("grund", "skola")),
        ("Familjehemssekreteraren", ("familjehem", "sekreteraren")),
        ("elcyklar", ("el", "cyklar")),
        ("elbil", ("el", "bil")),
        ("itsystem", ("it", "system")),
        ("elever", ()),
        ("elände", ()),
        ("ekologisk", ()),
        ("isolering", ()),
        ("delaktighet", ()),
        ("handläggare", ()),
        ("rutiner", ()),
        ("uppföljning", ()),
        ("dialoger", ()),
        ("värdering", ()),
        ("säkerställs", ()),
        ("T1-uppföljning", ()),
        ("", ()),
    ],
)
def test_parts(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == expected


def test_the_parts_of_parts_come_after_them() -> None:
    assert all_parts("jourhemsutredning") == ("jourhem", "utredning", "jour", "hem")


def test_the_handbooks_own_words_can_be_parts() -> None:
    assert parts("viewpointansvarig") == ()
    assert parts("viewpointansvarig", Vocabulary({"viewpoint": 3})) == ("viewpoint", "ansvarig")


def test_a_file_name_without_dots_is_no_word_of_the_handbook() -> None:
    assert parts("mottagare", Vocabulary({"agare": 9, "ägare": 1})) == ()


@given(st.text(WRITTEN, max_size=70))
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(parts(text), tuple)


@given(
    first=st.sampled_from(sorted(compounding().first)),
    last=st.sampled_from(sorted(compounding().nouns)),
)
def test_the_forms_joined_give_the_word_back(first: str, last: str) -> None:
    found = split(first + last)
    assert not found or "".join(part.form for part in found) == first + last
    assert all(len(part.form) > 1 for part in found)
    assert not found or len(found[-1].form) >= SHORTEST_PART


@settings(deadline=None, max_examples=12)  # a new vocabulary each time is slow: nothing is known from before
@given(st.sampled_from(sorted(marks())))
def test_the_same_word_gives_the_same_parts(word: str) -> None:
    fresh = Vocabulary(dict.fromkeys(marks(), 1))
    assert parts(word, fresh) == parts(word, Vocabulary(dict.fromkeys(reversed(marks()), 1)))


def test_ten_thousand_words_are_soon_done() -> None:
    words = [first + last for first in sorted(compounding().first)[::400] for last in sorted(compounding().nouns)[::1200]][
        :10_000
    ]
    parts("uppvärmning")  # reads the lists
    with that_ends():
        for word in words:
            parts(word)
