from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handbok.swedish.search_words import HEAD, HYPHENED, PART, SEE_ALSO, SYNONYM, WRITTEN, search_words, stop_words, synonymous
from handbok.swedish.synonyms import synonyms
from handbok.swedish.vocabulary import Vocabulary
from tests.guard import that_ends
from tests.swedish import WRITTEN as LETTERS

SMALL = Vocabulary.of(["orosanmälan orosanmälningar egenkontroll barndelaktighet insats insatser utredning barn råd"])


def weights(word: str, vocabulary: Vocabulary = SMALL) -> dict[str, float]:
    return dict(search_words(word, vocabulary))


def test_a_word_is_found_by_its_base_form() -> None:
    assert weights("orosanmälningar")["orosanmälan"] == WRITTEN
    assert weights("insats") == weights("insatsernas") == {"insats": WRITTEN}
    assert weights("händer") == {"hand": WRITTEN, "hända": WRITTEN}


def test_the_head_of_a_compound_weighs_more_than_what_stands_before() -> None:
    assert weights("egenkontroll")["kontroll"] == HEAD
    assert weights("skolmöten") == {"skolmöte": WRITTEN, "skola": PART, "möte": HEAD}


def test_words_joined_by_a_hyphen() -> None:
    assert {"lvu-vård", "lvu", "vård"} <= weights("lvu-vård").keys()
    assert weights("14-dagar")["14"] == weights("14-dagar")["dag"] == HYPHENED


def test_a_part_of_many_words_weighs_less() -> None:
    many = Vocabulary.of(["barnsamtal gruppsamtal stödsamtal jourhem umgängessamtal utredningssamtal informationssamtal"])
    assert weights("barnsamtal", many)["samtal"] < weights("barnsamtal")["samtal"] < 1


def test_a_stop_word_leads_to_nothing_else() -> None:
    assert "och" in stop_words()
    assert weights("och") == {"och": WRITTEN}
    found = synonymous(["LVU"], SMALL, synonyms([("LVU", "lagen om vård av unga")]))
    assert found == {"lag": SYNONYM, "ung": SYNONYM, "vård": SYNONYM}


def test_what_means_the_same_weighs_more_than_what_is_near() -> None:
    known = synonyms([("SIP", "samordnad vård")], {"SIP": ["nätverksmöte", "vård"]})
    assert synonymous(["SIP"], SMALL, known) == {
        "samordnad": SYNONYM,
        "samordna": SYNONYM,
        "vård": SYNONYM,
        "nätverksmöte": SEE_ALSO,
    }


@given(st.text(LETTERS, min_size=1, max_size=60))
def test_any_word(text: str) -> None:
    for word in text.lower().split():
        found = dict(search_words(word, SMALL))
        assert WRITTEN in found.values()
        assert all(0 < weight <= WRITTEN for weight in found.values())


def test_a_handbook_is_soon_done(handbook: Vocabulary) -> None:
    with that_ends():
        assert all(search_words(word, handbook) for word in handbook.words)
