"""Loading: what goes where, ids, missing files, and that one fault does not drag others along."""

from __future__ import annotations

from datetime import date

import pytest

from handbok.catalog.load import load
from tests.overlay import Handbook

PLAN = "planer/2024/hemtjansten"


def shown(handbook: Handbook) -> list[str]:
    """Everything found but the one källnotering, as place, code and message."""
    return [f"{d.location} {d.code}: {d.message}" for d in handbook.found() if d.severity != "info"]


def test_everything_is_indexed(exempelstad: Handbook) -> None:
    catalog = exempelstad.catalog()
    assert catalog.years == (2023, 2024)
    assert {k: len(getattr(catalog, k)) for k in ("namnder", "enheter", "roller", "indikatorer", "processer", "rutiner")} == {
        "namnder": 1,
        "enheter": 2,
        "roller": 3,
        "indikatorer": 4,
        "processer": 2,
        "rutiner": 3,
    }
    assert set(catalog.planer) == {"2023/hemtjanst-norr", "2024/hemtjansten"}
    assert {g.niva for g in catalog.mal.values()} == {"fullmaktigemal", "namndmal", "atagande"}
    assert len(catalog.mal) == 16
    assert len(catalog.uppfoljningar) == 8
    assert len(list(catalog.posts())) == sum(
        len(getattr(catalog, field)) for field in catalog.__dataclass_fields__ if field not in ("handbok", "left_out", "former")
    )


def test_a_record_knows_where_it_comes_from(exempelstad: Handbook) -> None:
    catalog = exempelstad.catalog()
    goal = catalog.mal["2023/hemtjanst-norr/samma-ansikten"]
    assert (goal.ar, goal.enhet, goal.niva, goal.data.nummer) == (2023, "hemtjanst-norr", "atagande", "1.1.1")
    assert [s.heading for s in goal.sections] == ["Vad vi vill uppnå", "Så arbetar vi"]
    activity = catalog.aktiviteter["2024/hemtjansten/digitala-las"]
    assert str(activity.at("titel")) == f"content/{PLAN}/aktiviteter.yml:15:10"
    follow_up = next(p for p in catalog.uppfoljningar if p.id == "kontinuitet")
    assert (follow_up.period, follow_up.ar) == ("bokslut", 2023)


def test_values_are_typed_without_yaml_guessing(exempelstad: Handbook) -> None:
    catalog = exempelstad.catalog()
    assert catalog.rutiner["genomforandeplan"].data.version == "1.10"
    assert catalog.rutiner["genomforandeplan"].data.giltig_fran == date(2021, 3, 1)
    assert catalog.namnder["omsorgsnamnden"].data.giltig_fran == date(2019, 1, 1)
    assert catalog.matningar[0].data.utfall["delar"].alla == "13,5"


@pytest.mark.parametrize(
    ("written", "expected"),
    [("no", "no"), ("1.10", "1.10"), ("70,34", "70,34"), ("0012", "0012"), ("2024-01-01", "2024-01-01")],
)
def test_a_title_is_what_was_written(exempelstad: Handbook, written: str, expected: str) -> None:
    exempelstad.write("sidor/om.md", f"---\ntitel: {written}\n---\n")
    assert exempelstad.catalog().sidor["om"].data.titel == expected


@pytest.mark.parametrize(("written", "expected"), [("ja", True), ("nej", False), ("Ja", True), ("true", True), ("no", False)])
def test_yes_and_no_in_swedish(exempelstad: Handbook, written: str, expected: bool) -> None:
    exempelstad.replace("rutiner/digitala-las.md", "exempel: true", f"exempel: {written}")
    assert exempelstad.catalog().rutiner["digitala-las"].data.exempel is expected


def test_a_goal_is_the_units_own_before_one_that_steers(exempelstad: Handbook) -> None:
    catalog = exempelstad.catalog()
    assert catalog.goal("samma-ansikten", 2024, "hemtjansten") is catalog.mal["2024/hemtjansten/samma-ansikten"]
    assert catalog.goal("kontinuitet", 2024, "hemtjansten") is catalog.mal["2024/kontinuitet"]
    assert catalog.goal("2023/hemtjanst-norr/egen-rost", 2024, "hemtjansten") is catalog.mal["2023/hemtjanst-norr/egen-rost"]
    assert catalog.goal("egen-rost", 2024, "hemtjansten") is None


# --- Missing and unread files -----------------------------------------------------------------------------------


def test_without_settings_nothing_else_is_said(exempelstad: Handbook) -> None:
    exempelstad.remove("handbok.yml")
    exempelstad.write("sidor/om.md", "---\ntitle: x\n---\n")
    assert shown(exempelstad) == ["content/handbok.yml:1:1 saknad-fil: handbok.yml saknas"]
    assert exempelstad.load().catalog is None


def test_broken_settings_are_said_once(exempelstad: Handbook) -> None:
    exempelstad.write("handbok.yml", b"\xff")
    assert shown(exempelstad) == ["content/handbok.yml:1:1 inte-utf8: tecknet med koden 0xFF är inte UTF-8"]


def test_faults_in_settings_have_places(exempelstad: Handbook) -> None:
    exempelstad.replace("handbok.yml", "  - {id: delar, kort: Delår,", "  - {id: Delår, kort: Delår, kortt: x,")
    exempelstad.replace("handbok.yml", "ton: bra}", "ton: grön}")
    exempelstad.replace("handbok.yml", "    plural: Nämndmål\n", "")
    assert [s.removeprefix("content/handbok.yml:") for s in shown(exempelstad)] == [
        '12:5 saknad-nyckel: nyckeln "plural" saknas',
        '21:10 ogiltigt-id: "Delår" går inte att använda i en adress',
        '21:30 okand-nyckel: nyckeln "kortt" finns inte',
        '25:39 fel-typ: "grön" går inte att ange för ton',
    ]


def test_nothing_at_all_is_nothing_to_read() -> None:
    loaded = load([], (), "content")
    assert [d.code for d in loaded.diagnostics] == ["saknad-fil"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("rutin/sip.md", '"rutiner"'),
        ("planer/2024/hemtjansten/aktivitet.yml", '"aktiviteter.yml"'),
        ("planer/2024/hemtjansten/atagandet/x.md", '"atagande"'),
        ("planer/2024/hemtjansten/uppföljning/delar/x.md", '"uppfoljning"'),
        ("handbok.yaml", '"handbok.yml"'),
    ],
)
def test_a_file_that_nothing_reads_is_reported_with_a_near_name(exempelstad: Handbook, name: str, near: str) -> None:
    exempelstad.write(name, "---\n---\n" if name.endswith(".md") else "")
    (found,) = exempelstad.of("olast-fil")
    assert str(found.location) == f"content/{name}:1:1"
    assert near in found.remedy


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "bild.png",
        "rutiner/sip.yml",
        "rutiner/mapp/sip.md",
        "planer/x.md",
        "planer/2024/x.md",
        "planer/24/hemtjansten/plan.md",
        "planer/2024/hemtjansten/namndmal/x.md",
        "planer/2024/hemtjansten/uppfoljning/x.md",
        "styrning/2024/atagande/x.md",
        "styrning/2024/x.md",
        "styrning/3024/namndmal/x.md",
    ],
)
def test_a_file_at_a_place_without_meaning_is_reported(exempelstad: Handbook, name: str) -> None:
    exempelstad.write(name, "" if name.endswith(".yml") else "---\n---\n")
    assert [d.location.path for d in exempelstad.of("olast-fil")] == [f"content/{name}"]


def test_a_license_may_lie_beside(exempelstad: Handbook) -> None:
    exempelstad.write("LICENSE", "CC0")
    assert exempelstad.output() == ""


@pytest.mark.parametrize("name", ["Sip", "s_i_p", "sip-", "-sip", "s--ip", "sip.x", "åäö", "s ip"])
def test_a_file_name_must_be_an_address(exempelstad: Handbook, name: str) -> None:
    exempelstad.write(f"sidor/{name}.md", "---\ntitel: x\n---\n")
    assert [d.location.path for d in exempelstad.of("ogiltigt-namn")] == [f"content/sidor/{name}.md"]


def test_the_same_id_in_two_folders_is_no_clash(exempelstad: Handbook) -> None:
    exempelstad.write("sidor/genomforandeplan.md", "---\ntitel: x\n---\n")
    assert exempelstad.output() == ""


def test_an_id_given_twice_in_a_list(exempelstad: Handbook) -> None:
    exempelstad.replace(f"{PLAN}/aktiviteter.yml", "id: planer-for-alla", "id: kvallsgrupper")
    (found,) = exempelstad.of("dubbelt-id")
    assert str(found.location) == f"content/{PLAN}/aktiviteter.yml:8:7"
    assert found.message == f'id:t "kvallsgrupper" finns redan i content/{PLAN}/aktiviteter.yml (rad 1)'


def test_the_same_activity_id_in_two_units_is_no_clash(exempelstad: Handbook) -> None:
    exempelstad.replace("planer/2023/hemtjanst-norr/aktiviteter.yml", "id: gemensam-planering", "id: kvallsgrupper")
    assert exempelstad.output() == ""


@pytest.mark.parametrize("text", ["id: x\n", "text\n", '"text"\n'])
def test_a_list_must_be_a_list(exempelstad: Handbook, text: str) -> None:
    exempelstad.write("ordlista.yml", text)
    (found,) = exempelstad.found()[:1]
    assert (str(found.location), found.code) == ("content/ordlista.yml:1:1", "fel-typ")


def test_an_empty_list_file_is_allowed(exempelstad: Handbook) -> None:
    exempelstad.write(f"{PLAN}/statistik.yml", "# inget ännu\n")
    assert exempelstad.output() == ""


def test_every_fault_of_every_file_is_found_in_one_run(exempelstad: Handbook) -> None:
    exempelstad.write("organisation/roller/kock.yml", "namm: Kock\n")
    exempelstad.write("sidor/om.md", "---\ntitel: Om\nordning: x\n---\n<b> [[rutin:x]]\n")
    exempelstad.write("sidor/mer.md", "---\ntitel: a: b\n---\n")
    assert shown(exempelstad) == [
        'content/organisation/roller/kock.yml:1:1 okand-nyckel: nyckeln "namm" finns inte',
        'content/organisation/roller/kock.yml:1:1 saknad-nyckel: nyckeln "beskrivning" saknas',
        'content/organisation/roller/kock.yml:1:1 saknad-nyckel: nyckeln "namn" saknas',
        "content/sidor/mer.md:2:9 trasig-yaml: kolon mitt i värdet; sätt citattecken runt hela värdet",
        'content/sidor/om.md:3:10 fel-typ: "ordning" ska vara ett heltal',
    ]


# --- One fault is reported once ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        ("styrning/2024/namndmal/kontinuitet.md", "---\ntitel: a: b\n---\n", ["trasig-yaml"]),
        ("styrning/2024/fullmaktigemal/trygg-alderdom.md", "---\nnummer: 1\n---\n", ["saknad-nyckel"]),
        ("planer/2023/hemtjanst-norr/atagande/egen-rost.md", "---\ntitel:\n---\n", ["saknad-nyckel"]),
        (f"{PLAN}/plan.md", "---\nstatus: x\n---\n", ["fel-typ"]),
        (f"{PLAN}/plan.md", b"\xff", ["inte-utf8"]),
        (f"{PLAN}/indikatorer.yml", "- a: [\n", ["trasig-yaml"]),
        (f"{PLAN}/aktiviteter.yml", "x\n", ["fel-typ"]),
        (f"{PLAN}/uppfoljning/delar/planerad-tid.md", "utan metadata\n", ["trasig-metadata"]),
        ("organisation/enheter/hemtjansten.yml", "namn: {}\n", ["fel-typ"]),
        ("organisation/roller/enhetschef.yml", "namn: x: y\n", ["trasig-yaml"]),
        ("indikatorer/sjukfranvaro.yml", "namn: a\nnamn: b\n", ["dubbel-nyckel"]),
        ("rutiner/genomforandeplan.md", "---\n", ["trasig-metadata"]),
        ("processer/utfora-insatser.md", "---\ntitel: *x\n---\n", ["yaml-alias"]),
        ("ordlista.yml", "- id: genomforandeplan\n  term: Plan\n", ["saknad-nyckel"]),
        ("ordlista.yml", "- id: x: y\n", ["trasig-yaml"]),
    ],
)
def test_a_fault_is_not_followed_by_complaints_about_what_it_hides(
    exempelstad: Handbook, name: str, text: str | bytes, codes: list[str]
) -> None:
    exempelstad.write(name, text)
    assert [(d.location.path, d.code) for d in exempelstad.found() if d.severity != "info"] == [
        (f"content/{name}", c) for c in codes
    ]


def test_a_fault_hides_only_what_it_could_have_defined(exempelstad: Handbook) -> None:
    exempelstad.write("ordlista.yml", "- id: genomforandeplan\n  term: Plan\n")
    exempelstad.write(
        "sidor/om.md", "---\ntitel: Om\n---\n[[ord:genomforandeplan]] [[ord:annat]] [[rutin:genomforandeplanx]]\n"
    )
    assert [(d.location.column, d.code) for d in exempelstad.found() if d.location.path == "content/sidor/om.md"] == [
        (26, "okand-referens"),
        (40, "okand-referens"),
    ]


def test_settings_without_plans_are_told_what_is_missing(exempelstad: Handbook) -> None:
    for name in ("planer", "styrning", "rutiner", "processer", "sidor", "ordlista.yml", "kvalitet"):
        exempelstad.remove(name)
    assert [(d.location.path, d.code) for d in exempelstad.found()] == [("content", "tomt-innehall")]


def test_an_empty_folder_lacks_settings(empty: Handbook) -> None:
    assert [(d.location.path, d.code) for d in empty.found()] == [("content/handbok.yml", "saknad-fil")]
