"""What the pages tell of document control: states as of the year, lists, withdrawn rutiner, drafts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from handbok.catalog import Catalog
from handbok.changes import changes, history
from handbok.editions import Edition
from handbok.pages import Page
from handbok.pages.lines import replaced
from handbok.pages.render import render
from handbok.suspect import fingerprint
from tests.overlay import Handbook

RUTIN = "rutiner/genomforandeplan.md"


def pages(catalog: Catalog, year: int, *, drafts: bool = False) -> dict[str, Page]:
    return {p.uri: p for p in render(Edition(catalog, year, drafts=drafts))}


# --- A rutin's page -------------------------------------------------------------------------------------------------


def test_the_newest_edition_states_the_day_and_leaves_it_to_the_reader_s_day(stad: Catalog) -> None:
    text = pages(stad, 2024)[RUTIN].markdown
    assert 'data-hb-granskas="2025-03-01"' in text
    assert "Granskas senast 1 mars 2025." in text
    assert "Granskning försenad" not in text


def test_an_older_edition_tells_what_was_late_when_its_year_ended(exempelstad: Handbook) -> None:
    exempelstad.replace(RUTIN, "granskas_senast: 2025-03-01", "granskas_senast: 2023-06-30")
    catalog = exempelstad.catalog()
    old = pages(catalog, 2023)
    assert "Vid utgången av 2023 var granskningen försenad sedan 30 juni 2023." in old[RUTIN].markdown
    assert "## Försenade (1)" in old["granskning/index.md"].markdown
    assert not any("data-hb-granskas" in page.markdown for page in old.values())


@pytest.mark.parametrize(("day", "late"), [("2023-12-30", True), ("2023-12-31", False)])
def test_the_last_day_itself_is_not_late(exempelstad: Handbook, day: str, late: bool) -> None:
    exempelstad.replace(RUTIN, "granskas_senast: 2025-03-01", f"granskas_senast: {day}")
    old = pages(exempelstad.catalog(), 2023)
    assert ("Granskning försenad" in old[RUTIN].markdown) is late
    assert ("## Försenade (1)" in old["granskning/index.md"].markdown) is late


def test_the_history_stands_newest_first_in_plain_words(stad: Catalog) -> None:
    text = pages(stad, 2024)["rutiner/digitala-las.md"].markdown
    told = re.findall(r"^\| <time [^>]*>(\S+)</time> \| ([^|<]+)", text.partition("## Rutinens historia")[2], re.MULTILINE)
    assert [(day, what.strip()) for day, what in told] == [
        ("2024-10-01", "Ändrad i sak"),
        ("2024-04-01", "Började gälla"),
        ("2024-03-15", "Fastställd"),
    ]


def test_a_year_knows_no_later_review(exempelstad: Handbook) -> None:
    exempelstad.replace(
        RUTIN,
        'version: "1.10"',
        'version: "1.10"\ngranskningar:\n  - {datum: 2022-05-02, roll: enhetschef, utfall: andrad, version: "1.9"}\n'
        '  - {datum: 2024-05-02, roll: enhetschef, utfall: andrad, version: "1.10", notering: Klarspråk.}',
    )
    catalog = exempelstad.catalog()
    old, new = pages(catalog, 2023)[RUTIN].markdown, pages(catalog, 2024)[RUTIN].markdown
    assert "Version 1.9" in old
    assert "1.10" not in old
    assert "Klarspråk" not in old
    assert "Version 1.10" in new
    assert "Klarspråk" in new


def test_a_rutin_can_be_confirmed_as_read_in_the_newest_edition_only(stad: Catalog) -> None:
    address = "https://exempelstad.example/last?rutin=genomforandeplan&version=1.10"
    assert address in pages(stad, 2024)[RUTIN].markdown
    assert address not in pages(stad, 2023)[RUTIN].markdown


def test_receipts_are_the_latest_of_each_role_for_the_version(stad: Catalog) -> None:
    edition = Edition(stad, 2024)
    (counted,) = edition.receipts(edition.rutiner["digitala-las"])
    assert (counted.data.roll, counted.data.antal) == ("omvardnadsassistent", 28)
    assert "| 28 av 31 |" in pages(stad, 2024)["rutiner/digitala-las.md"].markdown


# --- Withdrawn and drafts -------------------------------------------------------------------------------------------


def test_a_withdrawn_rutin_says_since_when_why_and_what_to_do_instead(stad: Catalog) -> None:
    page = pages(stad, 2024)["rutiner/nyckelhantering.md"]
    assert dict(page.labels) == {"slag": "Upphävd rutin", "status": "Upphävd"}
    for words in (
        "upphävd sedan 1 april 2024",
        "Låsen öppnas med telefonen.",
        "(digitala-las.md)",
        "2023/rutiner/nyckelhantering/",
    ):
        assert words in page.markdown
    assert "Kvittera ut nyckeln" not in page.markdown


def test_a_withdrawn_rutin_without_a_successor_leads_to_who_answers(exempelstad: Handbook) -> None:
    exempelstad.replace("rutiner/digitala-las.md", "ersatter: [nyckelhantering]\n", "")
    text = pages(exempelstad.catalog(), 2024)["rutiner/nyckelhantering.md"].markdown
    assert "Inget ersätter rutinen. Fråga [Enhetschef](../roller/enhetschef.md)" in text


def test_a_role_that_only_a_withdrawn_rutin_names_has_no_page(exempelstad: Handbook) -> None:
    exempelstad.write("organisation/roller/nyckelansvarig.yml", "namn: Nyckelansvarig\nbeskrivning: Har nycklarna.\n")
    exempelstad.replace("rutiner/nyckelhantering.md", "agare: enhetschef", "agare: nyckelansvarig")
    exempelstad.replace("rutiner/digitala-las.md", "ersatter: [nyckelhantering]\n", "")
    catalog = exempelstad.catalog()
    assert "roller/nyckelansvarig.md" in pages(catalog, 2023)
    shown = pages(catalog, 2024)
    assert "roller/nyckelansvarig.md" not in shown
    assert "Fråga Nyckelansvarig om du undrar" in shown["rutiner/nyckelhantering.md"].markdown


def test_what_leads_to_a_withdrawn_rutin_leads_to_the_one_in_its_place(stad: Catalog) -> None:
    step = pages(stad, 2024)["processer/utfora-insatser.md"].markdown
    assert "digitala-las.md" in step
    assert "nyckelhantering.md" not in step
    assert replaced(stad, 2024) == ["rutiner/nyckelhantering/"]
    assert replaced(stad, 2023) == []


def test_a_rutin_that_is_to_be_replaced_tells_when_and_by_what(exempelstad: Handbook) -> None:
    exempelstad.replace(RUTIN, "giltig_fran:", "giltig_till: 2025-03-31\ngiltig_fran:")
    text = exempelstad.read("rutiner/digitala-las.md").replace("ersatter: [nyckelhantering]", "ersatter: [genomforandeplan]")
    text = text.partition("granskningar:")[0].replace("giltig_fran: 2024-04-01", "giltig_fran: 2025-04-01")
    body = exempelstad.read("rutiner/digitala-las.md").partition("\n---\n")[2]
    exempelstad.write(
        "rutiner/ny-plan.md",
        f"{text.replace('Öppna digitala lås', 'Plan i telefonen')}ersatter: [genomforandeplan]\n---\n{body}",
    )
    catalog = exempelstad.catalog()
    new, old = pages(catalog, 2024), pages(catalog, 2023)
    assert "- Ersätts 1 april 2025 av: [Plan i telefonen](ny-plan.md)\n" in new[RUTIN].markdown
    assert 'data-hb-borjar="2025-04-01"' in new["rutiner/ny-plan.md"].markdown
    assert 'data-hb-slutar="2025-03-31"' in new[RUTIN].markdown
    assert "Plan i telefonen" not in old[RUTIN].markdown
    assert "data-hb-slutar" not in old[RUTIN].markdown


def test_drafts_are_in_the_preview_of_the_newest_edition_only(exempelstad: Handbook) -> None:
    text = exempelstad.read(RUTIN).replace("status: gallande", "status: utkast").replace("titel: Skriva", "titel: Börja skriva")
    exempelstad.write("rutiner/nytt-utkast.md", text)
    catalog = exempelstad.catalog()
    assert "rutiner/nytt-utkast.md" not in pages(catalog, 2024)
    assert "rutiner/nytt-utkast.md" not in pages(catalog, 2023, drafts=True)
    shown = pages(catalog, 2024, drafts=True)
    assert "Utkast, gäller inte" in shown["rutiner/nytt-utkast.md"].markdown
    assert "nytt-utkast.md" in shown["rutiner/index.md"].markdown
    assert not any(
        "nytt-utkast" in p.markdown for uri, p in shown.items() if uri.startswith(("granskning/", "roller/", "mal/"))
    )


# --- Lists ----------------------------------------------------------------------------------------------------------


def test_everything_in_force_is_on_the_lists_by_date_owner_and_process(familjeenheten: Catalog) -> None:
    for year in familjeenheten.years:
        edition, shown = Edition(familjeenheten, year), pages(familjeenheten, year)
        for place in ("index", "agare", "process"):
            listed = set(re.findall(r"\(\.\./(rutiner/[a-z0-9-]+\.md)\)", shown[f"granskning/{place}.md"].markdown))
            assert listed == {f"rutiner/{r}.md" for r in edition.rutiner}


def test_dates_stand_in_order(familjeenheten: Catalog) -> None:
    text = pages(familjeenheten, 2025)["granskning/index.md"].markdown
    days = re.findall(r"^\| <time datetime=\"([\d-]+)\" data-hb-granskas=\"lista\">", text, re.MULTILINE)
    assert len(days) > 50
    assert days == sorted(days)


def test_changes_leave_out_reviews_without_change_and_what_came_later(familjeenheten: Catalog) -> None:
    for year in familjeenheten.years:
        edition = Edition(familjeenheten, year)
        found = changes(edition)
        assert all(c.day <= edition.last_day and c.slag != "oforandrad" for c in found)
        days = [c.day for c in found]
        assert days == sorted(days, reverse=True)


def test_a_role_reads_what_is_new_once(stad: Catalog) -> None:
    text = pages(stad, 2024)["roller/planerare.md"].markdown.partition("## Nytt att läsa")[2].partition("\n## ")[0]
    assert text.count("digitala-las.md") == 1
    assert "Ring enheten direkt" in text
    assert "version=1.1>" in text


def test_a_role_that_is_not_to_read_it_is_not_asked_to(stad: Catalog) -> None:
    assert "Nytt att läsa" not in pages(stad, 2024)["roller/enhetschef.md"].markdown


def test_history_of_a_rutin_that_ends_later_does_not_tell_the_end(stad: Catalog) -> None:
    rutin = stad.rutiner["nyckelhantering"]
    assert [c.slag for c in history(rutin, date(2024, 3, 31))] == ["upphavd", "fran"]
    assert [c.slag for c in history(rutin, date(2024, 4, 1))] == ["till", "upphavd", "fran"]


def test_the_year_has_days_from_its_start_in_order(stad: Catalog) -> None:
    text = pages(stad, 2024)["granskning/arshjul.md"].markdown
    days = re.findall(r"^\| <time datetime=\"([\d-]+)\"", text, re.MULTILINE)
    assert days == sorted(days)
    assert days[0] == "2024-05-14"
    assert "Kontroll av nycklar (exempel)<br>Följ [Öppna digitala lås](../rutiner/digitala-las.md)." in text


# --- Links to confirm -----------------------------------------------------------------------------------------------

TO_CONFIRM = "granskning/bekrafta.md"
GOAL = "planer/2024/hemtjansten/atagande/samma-ansikten.md"


def test_links_to_confirm_stand_under_the_role_that_owns_them(exempelstad: Handbook) -> None:
    catalog = exempelstad.catalog()
    was = fingerprint(catalog.mal["2023/hemtjanst-norr/samma-ansikten"])
    exempelstad.replace(GOAL, "titel: ", "titel: Alltid | ")
    exempelstad.replace(
        RUTIN, 'version: "1.10"\n', f'version: "1.10"\nbekraftat:\n  mal:samma-ansikten: "{was}"\n  mal:egen-rost: gammalt\n'
    )
    exempelstad.replace(GOAL, "foralder: kontinuitet", "foralder: kontinuitet\nbekraftat:\n  mal:kontinuitet: gammalt")
    exempelstad.replace("planer/2024/hemtjansten/plan.md", "ansvarig: enhetschef\n", "")
    shown = pages(exempelstad.catalog(), 2024)
    text = shown[TO_CONFIRM].markdown
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["[Enhetschef](../roller/enhetschef.md)", "Utan ansvarig roll"]
    then = "../../../2023/planer/hemtjanst-norr/mal/samma-ansikten/"
    assert f"Texten är en annan än [målet 2023]({then}), som hette ”" in text
    assert text.count("Läs den tillsammans med:\n\n- [Skriva genomförandeplan](../rutiner/genomforandeplan.md)\n") == 2
    assert text.count("Texten har ändrats sedan länken bekräftades.") == 2
    assert "Handboken följer 3 länkar." in text
    assert TO_CONFIRM in [link.uri for link in shown["granskning/index.md"].neighbours]


def test_a_change_is_read_once_for_all_that_hang_on_it(exempelstad: Handbook) -> None:
    was = fingerprint(exempelstad.catalog().processer["planera-insatser"])
    for name in ("genomforandeplan", "digitala-las"):
        text = exempelstad.read(f"rutiner/{name}.md")
        head, _, rest = text.partition("process: ")
        rest = "planera-insatser\n" + rest.partition("\n")[2]
        exempelstad.write(f"rutiner/{name}.md", f'{head}bekraftat: {{"process:planera-insatser": "{was}"}}\nprocess: {rest}')
    exempelstad.replace("processer/planera-insatser.md", "Lägg schemat", "Lägg schemat i tid")
    text = pages(exempelstad.catalog(), 2024)[TO_CONFIRM].markdown
    assert text.count("Titeln är densamma, men texten eller stegen har ändrats") == 1
    assert len(re.findall(r"^- \[", text, re.MULTILINE)) == 2
    assert "### [Planera insatser](../processer/planera-insatser.md)" in text


def test_nothing_of_it_stands_where_those_who_follow_a_rutin_read(exempelstad: Handbook) -> None:
    before = pages(exempelstad.catalog(), 2024)
    exempelstad.replace(RUTIN, 'version: "1.10"\n', 'version: "1.10"\nbekraftat: {"mal:egen-rost": gammalt}\n')
    after = pages(exempelstad.catalog(), 2024)
    changed = [uri for uri in before if before[uri] != after[uri] and not uri.startswith("granskning/")]
    assert changed == ["planer/hemtjansten/laget.md"]


def test_older_editions_and_handbooks_that_confirm_nothing_have_no_such_page(exempelstad: Handbook) -> None:
    assert TO_CONFIRM not in pages(exempelstad.catalog(), 2024)
    exempelstad.replace(RUTIN, 'version: "1.10"\n', 'version: "1.10"\nbekraftat: {"mal:egen-rost": gammalt}\n')
    catalog = exempelstad.catalog()
    assert TO_CONFIRM in pages(catalog, 2024)
    assert TO_CONFIRM not in pages(catalog, 2023)
    assert TO_CONFIRM not in {p.uri for p in render(Edition(catalog, 2024, living=False))}


def test_when_all_is_confirmed_the_page_says_so(exempelstad: Handbook) -> None:
    was = fingerprint(exempelstad.catalog().mal["2024/kontinuitet"])
    exempelstad.replace(GOAL, "foralder: kontinuitet", f"foralder: kontinuitet\nbekraftat:\n  mal:kontinuitet: {was}")
    assert "Alla länkar som någon har bekräftat stämmer." in pages(exempelstad.catalog(), 2024)[TO_CONFIRM].markdown
