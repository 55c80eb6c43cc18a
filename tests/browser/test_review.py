"""Whether a review is late, as it is told on the day that a page is read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

RUTIN = "rutiner/genomforandeplan/"  # to be reviewed by 2025-03-01
LISTED = "article table:has(time[data-hb-granskas])"


def read_on(page: Page, day: str, address: str) -> None:
    page.clock.set_fixed_time(f"{day}T10:00:00+01:00")
    page.goto(address, wait_until="networkidle")


@pytest.mark.parametrize(("day", "late"), [("2025-03-01", False), ("2025-03-02", True), ("2029-06-30", True)])
def test_a_late_review_is_told_at_the_top_on_the_readers_day(page: Page, address: str, day: str, late: bool) -> None:
    read_on(page, day, f"{address}aktuell/{RUTIN}")
    notice = page.locator(".hb-granskas")
    if late:
        expect(notice).to_contain_text("Granskning försenad Granskningen skulle ha gjorts senast 1 mars 2025.")
        expect(notice).to_contain_text("Det här är ett exempel. Följ det inte i ett riktigt ärende.")
    else:
        expect(notice).to_have_text("Granskas senast 1 mars 2025.")
    box, heading = notice.bounding_box(), page.locator("h2").first.bounding_box()
    assert box
    assert heading
    assert box["y"] < heading["y"]


def test_what_is_late_but_no_example_is_still_to_be_followed(page: Page, address: str) -> None:
    def no_example(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(" data-hb-exempel", ""))

    page.route("**/utfora-insatser/", no_example)
    read_on(page, "2029-06-30", f"{address}aktuell/processer/utfora-insatser/")
    notice = page.locator(".hb-granskas")
    expect(notice).to_contain_text("Texten gäller ändå, tills den ändras eller upphävs.")
    expect(notice).to_contain_text("Är du osäker, fråga den som är ansvarig: enhetschef.")


@pytest.mark.parametrize(("day", "over"), [("2029-06-30", False), ("2029-07-01", True)])
def test_a_rutin_that_has_ended_says_so_on_the_readers_day(page: Page, address: str, day: str, over: bool) -> None:
    read_on(page, day, f"{address}aktuell/{RUTIN}")
    words = "Gäller inte längre Rutinen gällde till och med 30 juni 2029. Följ den inte."
    expect(page.locator(".hb-slutar")).to_have_text(words if over else "Gäller till och med 30 juni 2029.")
    expect(page.locator(".hb-granskas")).to_have_count(0 if over else 1)
    read_on(page, day, f"{address}aktuell/sok/?q=genomförandeplan")
    hit = page.locator(".hb-traff", has_text="Skriva genomförandeplan").first
    expect(hit.locator(".hb-bed")).to_have_text(
        ["Gäller inte längre"] if over else ["Exempel, inte beslutad", "Granskning försenad"]
    )


@pytest.mark.parametrize(("day", "begun"), [("2026-06-30", False), ("2026-07-01", True)])
def test_a_rutin_that_begins_later_says_so_until_it_does(page: Page, address: str, day: str, begun: bool) -> None:
    read_on(page, day, f"{address}aktuell/rutiner/kodlada/")
    notice = page.locator("[data-hb-borjar]")
    expect(notice).to_have_count(0 if begun else 1)
    if not begun:
        expect(notice).to_have_text("Gäller inte än Rutinen börjar gälla 1 juli 2026. Följ den inte före den dagen.")
    read_on(page, day, f"{address}aktuell/sok/?q=kodlåda")
    hit = page.locator(".hb-traff", has_text="Nycklar i kodlåda").first
    expect(hit.locator(".hb-bed")).to_have_text("Gäller" if begun else "Gäller inte än")


def test_an_older_edition_stays_at_its_years_end(page: Page, address: str) -> None:
    read_on(page, "2031-01-01", f"{address}2023/{RUTIN}")
    expect(page.locator(".hb-granskas")).to_have_text("Nästa granskning skulle göras senast 1 mars 2025.")


def test_without_script_the_page_states_the_date(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}aktuell/{RUTIN}")
    expect(page.locator(".hb-granskas")).to_have_text(
        "Granskas senast 1 mars 2025. Har den dagen passerat är granskningen försenad."
    )
    page.goto(f"{address}aktuell/granskning/")
    expect(page.locator(f"{LISTED} tbody tr")).to_have_count(3)
    context.close()


def test_how_things_stand_is_told_on_the_readers_day(page: Page, address: str) -> None:
    read_on(page, "2025-01-15", f"{address}aktuell/planer/hemtjansten/laget/")
    expect(page.locator("[data-hb-antal=granskning]")).to_have_text("1 försenad, 1 inom 60 dagar")
    expect(page.locator("[data-hb-antal=atgard]")).to_have_text("1 försenad, 0 inom 60 dagar")
    expect(page.locator("article h3")).to_have_text(["Försenade (1)", "Inom 60 dagar (1)"])
    expect(page.locator("article")).not_to_contain_text("Öppna digitala lås2026")
    late = page.locator("tr", has_text="Ringa kunden när besöket blir sent")
    expect(late.locator(".hb-bed")).to_have_text("Försenad")


def test_nothing_late_is_told_in_words(page: Page, address: str) -> None:
    read_on(page, "2024-05-02", f"{address}aktuell/planer/hemtjansten/laget/")
    expect(page.locator("[data-hb-antal=granskning]")).to_have_text("inga försenade, 0 inom 60 dagar")
    expect(page.locator("[data-hb-antal=atgard]")).to_have_text("inga försenade, 1 inom 60 dagar")
    expect(page.locator("article h3 + p")).to_have_text(["Inget.", "Inget."])


def test_an_older_edition_s_state_stays_as_it_was(page: Page, address: str) -> None:
    read_on(page, "2031-01-01", f"{address}2023/planer/hemtjanst-norr/laget/")
    expect(page.locator("article")).to_contain_text("Åtgärder som inte är klara: 1, varav 1 försenad, 0 inom 60 dagar")


def test_what_is_to_be_reviewed_is_parted_by_how_near_it_is(page: Page, address: str) -> None:
    read_on(page, "2025-01-15", f"{address}aktuell/granskning/")
    expect(page.locator("article h3")).to_have_text(["Försenade (1)", "Inom 60 dagar (1)", "Senare (1)"])
    expect(page.locator(LISTED)).to_have_count(3)
    late, soon, later = (page.locator(LISTED).nth(i) for i in range(3))
    expect(late).to_contain_text("Försenad")
    expect(soon).to_contain_text("Skriva genomförandeplan")
    expect(later).to_contain_text("Öppna digitala lås")
    page.goto(f"{address}aktuell/granskning/agare/", wait_until="networkidle")
    expect(page.locator("td:has(time[data-hb-granskas]) .hb-bed")).to_have_text(["Försenad", "Inom 60 dagar"])


@pytest.mark.parametrize(("day", "soon"), [("2024-12-30", 0), ("2024-12-31", 1)])
def test_near_is_sixty_days(page: Page, address: str, day: str, soon: int) -> None:
    read_on(page, day, f"{address}aktuell/granskning/")
    expect(page.locator("article h3").nth(1)).to_have_text(f"Inom 60 dagar ({soon})")


def test_a_search_tells_the_same(page: Page, address: str) -> None:
    read_on(page, "2025-03-02", f"{address}aktuell/sok/?q=genomförandeplan")
    hit = page.locator(".hb-traff", has_text="Skriva genomförandeplan").first
    expect(hit.locator(".hb-bed")).to_have_text(["Exempel, inte beslutad", "Granskning försenad"])
    read_on(page, "2031-01-01", f"{address}2023/sok/?q=genomförandeplan")
    hit = page.locator(".hb-traff", has_text="Skriva genomförandeplan").first
    expect(hit.locator(".hb-bed")).to_have_text("Exempel, inte beslutad")


def test_a_withdrawn_rutin_is_found_after_the_one_in_its_place(page: Page, address: str) -> None:
    read_on(page, "2025-01-15", f"{address}aktuell/sok/?q=hantera nycklar")
    hits = page.locator(".hb-traff__titel")
    expect(hits.filter(has_text="Hantera nycklar")).to_have_count(1)
    expect(page.locator(".hb-traff", has_text="Hantera nycklar").locator(".hb-bed")).to_have_text("Upphävd")
    read_on(page, "2025-01-15", f"{address}aktuell/sok/?q=telefonen")
    titles = hits.all_text_contents()
    assert "Hantera nycklar" not in titles[: titles.index("Öppna digitala lås") + 1]


def test_an_old_page_of_a_withdrawn_rutin_leads_to_what_took_its_place(page: Page, address: str) -> None:
    page.goto(f"{address}2023/rutiner/nyckelhantering/")
    expect(page.locator(".hb-utgava")).to_contain_text("motsvaras sidan av Öppna digitala lås")


def test_what_is_new_since_a_day_of_the_readers_own(page: Page, address: str) -> None:
    page.goto(f"{address}aktuell/granskning/nytt-att-lasa/", wait_until="networkidle")
    rows = page.locator("tr:has(time[data-hb-andrad]):visible")
    expect(rows).to_have_count(3)
    page.get_by_label("Visa det som är nytt från och med").fill("2026-07-02")
    expect(rows).to_have_count(0)
    expect(page.get_by_text("Inget nytt sedan dess.")).to_have_count(2)
    page.goto(page.url.replace("2026-07-02", "2024-10-01"))
    expect(rows).to_have_count(3)
    expect(page.get_by_text("Inget nytt sedan dess.")).to_have_count(0)
