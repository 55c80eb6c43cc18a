from __future__ import annotations

from pathlib import Path

from handbok.swedish.lexicon import read_compounding
from handbok.swedish.make_compounding import code, learnt, lines, linked, main

DICTIONARY = """\
9
kvinna/AEGY
kvinno/XZ
utredning/ADfGvY
arbeta/ADmNPRTY
missbruk/ABDY
missbruka/ADfmNPTvY
Stockholm/A
kwh/!
och
ställa/AjJKLO
"""


def test_flags_become_forms() -> None:
    found = read_compounding("\n".join(lines(DICTIONARY)))
    assert found.first == {"kvinno": "kvinna", "utrednings": "utredning", "missbruks": "missbruk"}
    assert found.nouns == {"kvinna", "utredning", "arbetare", "missbrukare", "missbruk"}


def test_a_verb_ends_no_compound() -> None:
    found = read_compounding("\n".join(lines(DICTIONARY)))
    assert not {"ställa", "arbeta", "missbruka"} & found.nouns


def test_links() -> None:
    assert linked("flicka", "z") == "flick"
    assert linked("tjänst", "y") == "tjänste"
    assert linked("gymnasium", "t") == "gymnasie"
    assert linked("yrke", "v") == "yrkes"


def test_codes() -> None:
    assert code("kvinna", "kvinno") == "1o"
    assert code("kontroll", "kontroll") == "0"
    assert code("förälder", "föräldra") == "2ra"


def test_what_is_seen_often_is_learnt() -> None:
    lasts = ["samtal", "besked", "fråga", "rutin", "beslut", "system"]
    known: dict[str, set[str]] = {word: set("AE") for word in ["lön", *lasts]}
    known |= {f"löne{last}": set() for last in lasts} | {f"akter{last}": set() for last in lasts}
    firsts, _ = learnt(known)
    assert firsts == {"lön": {"löne"}}


def test_the_file_begins_with_its_licence(tmp_path: Path) -> None:
    source, target = tmp_path / "index.dic", tmp_path / "compounding.txt"
    source.write_text(DICTIONARY, encoding="utf-8")
    main(str(source), str(target))
    assert "Licence: GNU Lesser General Public License" in target.read_text(encoding="utf-8")
