from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handbok.swedish.search_words import HEAD, LEMMA, PART, SYNONYM, search_words, stop_words
from handbok.swedish.synonyms import synonyms
from handbok.swedish.vocabulary import Vocabulary, words_of
from tests.guard import that_ends
from tests.swedish import WRITTEN

SMALL = Vocabulary.of(["orosanmälan orosanmälningar egenkontroll barndelaktighet insats insatser utredning barn råd"])


def weights(text: str, vocabulary: Vocabulary = SMALL) -> dict[str, float]:
    return dict(search_words(tuple(words_of(text)), vocabulary))


def test_base_forms() -> None:
    assert weights("Orosanmälningar kommer in")["orosanmälan"] == LEMMA
    assert weights("flera skolor")["skola"] == LEMMA
    assert "insatser" not in weights("en insats")


def test_the_head_of_a_compound_weighs_more_than_what_stands_before() -> None:
    assert weights("egenkontroll")["kontroll"] == HEAD
    assert weights("skolmöten")["skola"] == PART
    assert weights("skolmöten")["möte"] == HEAD


def test_what_a_prefix_finds_is_not_added() -> None:
    found = weights("barndelaktighet och kontrollen av egenkontroll")
    assert not {"barn", "egen", "kontroll"} & found.keys()
    assert "delaktighet" in found


def test_a_part_of_many_words_weighs_less() -> None:
    many = Vocabulary.of(["barnsamtal gruppsamtal stödsamtal jourhem umgängessamtal utredningssamtal informationssamtal"])
    assert weights("barnsamtal", many)["samtal"] < weights("barnsamtal")["samtal"] < 1


def test_stop_words_are_never_added() -> None:
    assert "och" in stop_words()
    found = search_words(["LVU"], SMALL, synonyms([("LVU", "lagen om vård av unga")]))
    assert dict(found) == {"lagen": SYNONYM, "unga": SYNONYM, "vård": SYNONYM}


def test_heaviest_first() -> None:
    found = search_words(["orosanmälningar", "egenkontroll", "skolmöten"], SMALL)
    assert [weight for _, weight in found] == sorted((weight for _, weight in found), reverse=True)


@given(st.text(WRITTEN, max_size=300))
def test_any_text(text: str) -> None:
    found = search_words(text.split(), SMALL)
    assert found == search_words(text.split(), SMALL)
    assert all(0 < weight < 1 for _, weight in found)
    assert all(len(word) >= 3 and word not in stop_words() for word, _ in found)


def test_a_handbook_is_soon_done(handbook: Vocabulary) -> None:
    text = " ".join(handbook.words)
    with that_ends():
        assert search_words(tuple(words_of(text)), handbook)
