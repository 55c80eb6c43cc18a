"""What counts as a change of a text that others hang on, and which links are followed."""

from __future__ import annotations

import pytest

from handbok.catalog import Catalog
from handbok.suspect import confirmations, fingerprint, links, living, suspects
from tests.overlay import Handbook

ABOVE = "styrning/2024/namndmal/inflytande.md"
UNIT = "planer/2024/hemtjansten/atagande/egen-genomforandeplan.md"
PROCESS = "processer/planera-insatser.md"
RUTIN = "rutiner/genomforandeplan.md"


def of_goal(handbook: Handbook) -> str:
    return fingerprint(handbook.catalog().mal["2024/inflytande"])


def of_process(handbook: Handbook) -> str:
    return fingerprint(handbook.catalog().processer["planera-insatser"])


def now(handbook: Handbook, post: str, key: str) -> str:
    return next(link.now for link in links(handbook.catalog()) if (link.post.id, link.key) == (post, key))


# --- The fingerprint ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kunden är nöjd med", "Kunden är nöjd\n  med"),
        ("\n- Kunden", "\n\n\n-   Kunden"),
        ("titel: Kunden har inflytande", "titel: >-\n  Kunden har\n  inflytande"),
        ("nummer:", "# en kommentar\nnummer:"),
        ('nummer: "1.2"\nforalder: trygg-alderdom\n', 'foralder: trygg-alderdom\nnummer: "3"\n'),
        ("namnd: omsorgsnamnden\n", ""),
        ("foregangare: [2023/sjalvbestammande]\n", "ansvarig: enhetschef\nkallnotering: Otydligt i källan.\n"),
        ("foralder: trygg-alderdom\n", 'foralder: trygg-alderdom\nbekraftat:\n  mal:trygg-alderdom: "x"\n'),
    ],
)
def test_what_does_not_change_a_goal_s_meaning(exempelstad: Handbook, old: str, new: str) -> None:
    before = of_goal(exempelstad)
    exempelstad.replace(ABOVE, old, new)
    assert of_goal(exempelstad) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [("Kunden har", "Kunden ska ha"), ("nöjd med", "ganska nöjd med"), ("## Vad vi vill uppnå", "## Bakgrund")],
)
def test_what_does(exempelstad: Handbook, old: str, new: str) -> None:
    before = of_goal(exempelstad)
    exempelstad.replace(ABOVE, old, new)
    assert of_goal(exempelstad) != before


def test_the_place_does_not_count_but_the_border_between_sections_does(exempelstad: Handbook) -> None:
    catalog = exempelstad.catalog()
    assert fingerprint(catalog.mal["2023/budget-i-balans"]) == fingerprint(catalog.mal["2024/budget-i-balans"])
    before = of_goal(exempelstad)
    exempelstad.replace(ABOVE, "## Vad vi vill uppnå\n", "## Bakgrund\n\n## Vad vi vill uppnå\n")
    assert of_goal(exempelstad) != before


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("titel: Lägg schemat", "titel: Lägg schemat i tid", True),
        ("roll: planerare", "roll: enhetschef", True),
        ("vem som kommer", "att någon kommer", True),
        ("rutiner: [genomforandeplan]", "rutiner: []", False),
        ("agare: enhetschef", "agare: planerare\ngranskas_var: 1 år\nfaststalld: 2024-01-01", False),
        ("ordning: 10", "ordning: 20", False),
    ],
)
def test_a_process_is_its_text_and_its_steps(exempelstad: Handbook, old: str, new: str, changed: bool) -> None:
    before = of_process(exempelstad)
    exempelstad.replace(PROCESS, old, new)
    assert (of_process(exempelstad) != before) is changed


def test_the_fingerprint_is_the_same_for_ever(stad: Catalog) -> None:
    """What stands in files must not change because the code does."""
    assert fingerprint(stad.mal["2024/budget-i-balans"]) == "fb658b4ee2e1"
    assert fingerprint(stad.processer["planera-insatser"]) == "0ac734222ea5"


@pytest.mark.parametrize(
    ("old", "new", "same", "told"),
    [
        ("nöjd med", "ganska nöjd med", True, "titeln är densamma men inte texten under den"),
        ("titel: Kunden har", "titel: Kunden får", False, "den har en annan titel"),
    ],
)
def test_it_tells_whether_the_title_is_another(exempelstad: Handbook, old: str, new: str, same: bool, told: str) -> None:
    confirm_all(exempelstad)
    exempelstad.replace(ABOVE, old, new)
    (link,) = suspects(exempelstad.catalog())
    assert link.same_title is same
    (finding,) = exempelstad.of("lank-att-bekrafta")
    assert finding.message.endswith(told)


def test_and_not_when_what_stands_there_is_no_fingerprint(exempelstad: Handbook) -> None:
    exempelstad.replace(UNIT, "foralder: inflytande\n", "foralder: inflytande\nbekraftat:\n  mal:inflytande: ja\n")
    (link,) = suspects(exempelstad.catalog())
    assert link.same_title is None


# --- Which links there are ------------------------------------------------------------------------------------------


def test_only_what_lives_is_followed(exempelstad: Handbook) -> None:
    exempelstad.replace("rutiner/digitala-las.md", "status: gallande", "status: utkast")
    alive = {post.source.path for post in living(exempelstad.catalog())}
    assert f"content/{RUTIN}" in alive
    assert f"content/{UNIT}" in alive
    assert not any("2023" in path for path in alive)
    assert not alive & {"content/rutiner/digitala-las.md", "content/rutiner/nyckelhantering.md"}


def test_a_rutin_hangs_on_its_process_and_on_the_newest_text_of_each_goal(stad: Catalog) -> None:
    found = {link.key: [p.key for p in link.above] for link in links(stad) if link.post.id == "genomforandeplan"}
    assert found == {
        "process:planera-insatser": ["planera-insatser"],
        "mal:samma-ansikten": ["2024/hemtjansten/samma-ansikten"],
        "mal:egen-rost": ["2023/hemtjanst-norr/egen-rost"],
        "mal:egen-genomforandeplan": ["2024/hemtjansten/egen-genomforandeplan"],
    }


def test_goals_of_a_year_without_a_plan_do_not_count_yet(exempelstad: Handbook) -> None:
    exempelstad.write("styrning/2025/fullmaktigemal/samma-ansikten.md", "---\ntitel: Ett helt annat mål\n---\n")
    keys = [p.key for link in links(exempelstad.catalog()) for p in link.above]
    assert "2024/hemtjansten/samma-ansikten" in keys
    assert "2025/samma-ansikten" not in keys


def test_units_that_share_a_goal_s_id_are_one_text_while_they_say_the_same(exempelstad: Handbook) -> None:
    unit = exempelstad.read("planer/2024/hemtjansten/atagande/samma-ansikten.md")
    before = now(exempelstad, "genomforandeplan", "mal:samma-ansikten")
    exempelstad.write("planer/2024/hemtjanst-norr/plan.md", "---\nstatus: faststalld\n---\n")
    exempelstad.write("planer/2024/hemtjanst-norr/atagande/samma-ansikten.md", unit)
    assert now(exempelstad, "genomforandeplan", "mal:samma-ansikten") == before
    exempelstad.write("planer/2024/hemtjanst-norr/atagande/samma-ansikten.md", unit.replace("titel: ", "titel: Inte "))
    assert now(exempelstad, "genomforandeplan", "mal:samma-ansikten") != before


def confirm_all(handbook: Handbook) -> None:
    """Writes every confirmation with nothing but text, as an editor would."""
    for each in confirmations(handbook.catalog()):
        name = each.post.source.path.removeprefix("content/")
        rows = "".join(f'  {key}: "{value}"\n' for key, value in each.wanted.items())
        head, _, rest = handbook.read(name).removeprefix("---\n").partition("---\n")
        handbook.write(name, f"---\n{head}bekraftat:\n{rows}---\n{rest}")


def test_a_change_is_told_one_step_down_and_no_further(exempelstad: Handbook) -> None:
    confirm_all(exempelstad)
    assert suspects(exempelstad.catalog()) == []
    assert confirmations(exempelstad.catalog()) == []
    exempelstad.replace(ABOVE, "nöjd med", "ganska nöjd med")
    (link,) = suspects(exempelstad.catalog())
    assert (link.post.source.path, link.key) == (f"content/{UNIT}", "mal:inflytande")


def test_a_process_that_changes_is_told_in_each_of_its_rutiner(exempelstad: Handbook) -> None:
    confirm_all(exempelstad)
    exempelstad.replace(PROCESS, "Lägg schemat", "Lägg schemat i tid")
    found = {(link.post.id, link.key) for link in suspects(exempelstad.catalog())}
    assert found == {("genomforandeplan", "process:planera-insatser")}


def test_a_unit_reads_its_own_goals_and_what_is_common(exempelstad: Handbook) -> None:
    confirm_all(exempelstad)
    exempelstad.replace(ABOVE, "nöjd med", "ganska nöjd med")
    exempelstad.replace(PROCESS, "Lägg schemat", "Lägg schemat i tid")
    exempelstad.replace("planer/2023/hemtjanst-norr/atagande/egen-rost.md", "titel: ", "titel: Inte ")
    catalog = exempelstad.catalog()
    assert {link.key for link in suspects(catalog)} == {"mal:inflytande", "process:planera-insatser", "mal:egen-rost"}
    assert {link.key for link in suspects(catalog, "hemtjansten")} == {"mal:inflytande", "process:planera-insatser"}
    assert {link.key for link in suspects(catalog, "hemtjanst-norr")} == {"process:planera-insatser", "mal:egen-rost"}


def test_the_year_whose_text_was_confirmed_is_known(exempelstad: Handbook) -> None:
    old = fingerprint(exempelstad.catalog().mal["2023/hemtjanst-norr/samma-ansikten"])
    exempelstad.replace(RUTIN, 'version: "1.10"\n', f'version: "1.10"\nbekraftat:\n  mal:samma-ansikten: "{old}"\n')
    exempelstad.replace("planer/2024/hemtjansten/atagande/samma-ansikten.md", "titel: ", "titel: Alltid ")
    (link,) = suspects(exempelstad.catalog())
    assert link.confirmed_then
    assert link.confirmed_then.key == "2023/hemtjanst-norr/samma-ansikten"


def test_a_handbook_that_confirms_nothing_hears_nothing(exempelstad: Handbook) -> None:
    exempelstad.replace(ABOVE, "nöjd med", "ganska nöjd med")
    assert suspects(exempelstad.catalog()) == []
    assert exempelstad.of("lank-att-bekrafta") == []
