from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbok.swedish.lemmas import lemmas
from handbok.swedish.vocabulary import Vocabulary
from tests.swedish import WRITTEN

INFLECTIONS = """
    orosanmälan/orosanmälningar orosanmälan/orosanmälans anmälan/anmälningarna ansökan/ansökningar barn/barnet barn/barnen
    barn/barns insats/insatser insats/insatsen samtycke/samtycket arbetssätt/arbetssättet man/män man/männens hand/händer
    stad/städer son/söner fader/fäder bok/böcker förälder/föräldrarna kvinna/kvinnors utreda/utreds utreda/utredd
    placera/placerats placerad/placerade besluta/beslutat beslut/besluten hot/hotet möte/mötena ärende/ärendena
    utredning/utredningen avvikelse/avvikelser handläggare/handläggarna rutin/rutinernas enkel/enkla öppen/öppna
    jourhemsutredning/jourhemsutredningarna enhetsmål/enhetsmålen nämndmål/nämndmålet barnahus/barnahuset
    funktionsbrevlåda/funktionsbrevlådan suicidprevention/suicidpreventionen socialsekreterare/socialsekreteraren
    skyddsbedömning/skyddsbedömningar förhandsbedöma/förhandsbedömer biståndsbedömd/biståndsbedömda BVC/BVC:s
    familjecentral/familjecentralerna metodutvecklare/metodutvecklarens klagomål/klagomålen intensivteam/intensivteamet
"""
FALSE_FRIENDS = "rad/råd lag/lök val/valp barn/barr mål/måla plan/plån rutin/ruta lön/löna bok/boka anmälan/anmärkning"


@pytest.mark.parametrize("pair", INFLECTIONS.split())
def test_inflections_meet(pair: str) -> None:
    one, other = pair.split("/")
    assert lemmas(one) & lemmas(other)


@pytest.mark.parametrize("pair", FALSE_FRIENDS.split())
def test_other_words_do_not_meet(pair: str) -> None:
    one, other = pair.split("/")
    assert not lemmas(one) & lemmas(other)


def test_only_participles_of_the_verb_itself_are_added() -> None:
    assert lemmas("placerat") == {"placera", "placerad"}
    assert "låd" not in lemmas("låt")


def test_an_unknown_word_is_its_own_base_form() -> None:
    assert lemmas("Xyzzy") == {"xyzzy"}


def test_the_vocabulary_knows_its_own_words() -> None:
    assert lemmas("viewpoints") == {"viewpoints"}
    assert lemmas("viewpoints", Vocabulary({"viewpoint": 1})) == {"viewpoint"}


@given(st.text(WRITTEN, max_size=40))
def test_every_text_has_base_forms(text: str) -> None:
    found = lemmas(text)
    assert found
    assert all(base == base.lower() for base in found)
