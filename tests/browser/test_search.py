"""What a reader meets who searches: the field on every page, the search page with its own address, the keyboard, no script."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

PANEL, HITS, STATUS = ".hb-sok__panel", ".hb-sok__traffar", ".hb-soksida [role=status]"
TITLE = ".hb-traff__titel"


def search(page: Page, address: str, query: str, **choices: str) -> None:
    more = "".join(f"&{name}={quote(value)}" for name, value in choices.items())
    page.goto(f"{address}2024/sok/?q={quote(query)}{more}")
    expect(page.locator(STATUS)).to_contain_text(f"”{query}”")


def test_slash_leads_to_the_field_and_the_arrows_to_the_hits(page: Page, address: str) -> None:
    page.goto(f"{address}2024/rutiner/")
    page.keyboard.press("/")
    page.keyboard.type("genomförande")
    expect(page.locator(f"{PANEL} {TITLE}").first).to_be_visible()
    expect(page.locator(".hb-sok [role=status]")).to_contain_text("träff")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{PANEL} {TITLE}").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".hb-sok input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("genomforandeplan"))


def test_escape_closes_the_hits(page: Page, address: str) -> None:
    page.goto(f"{address}2024/")
    page.fill(".hb-sok input", "nyckel")
    expect(page.locator(PANEL)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()


def test_enter_leads_to_the_search_s_own_address(page: Page, address: str) -> None:
    page.goto(f"{address}2024/rutiner/")
    page.fill(".hb-sok input", "lås")
    page.press(".hb-sok input", "Enter")
    page.wait_for_url(re.compile(r"/2024/sok/\?q=l%C3%A5s$"))
    expect(page.locator(f"{HITS} {TITLE}").first).to_have_text("Öppna digitala lås")


def test_a_hit_says_what_it_is_and_who_answers_for_it(page: Page, address: str) -> None:
    search(page, address, "genomförandeplan")
    hit = page.locator(".hb-traff", has=page.get_by_role("link", name="Skriva genomförandeplan", exact=True))
    expect(hit).to_contain_text("Rutin")
    expect(hit).to_contain_text("Ansvarig: Enhetschef")
    expect(hit.locator(".hb-bed")).to_have_text(["Exempel, inte beslutad", "Granskning försenad"])
    expect(page.locator(f"{HITS} h2").first).to_have_text("Bästa träffarna")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("genomforandeplan", "Skriva genomförandeplan"),
        ("genomförandeplanerna", "Skriva genomförandeplan"),
        ("genomförandplan", "Skriva genomförandeplan"),
        ("GP", "Skriva genomförandeplan"),
        ("hur gör jag för att öppna ett lås", "Öppna digitala lås"),
        ("låsen", "Öppna digitala lås"),
        ("roller", "Roller"),
    ],
)
def test_what_people_type_is_found(page: Page, address: str, typed: str, found: str) -> None:
    search(page, address, typed)
    titles = page.locator(f"{HITS} {TITLE}").all_inner_texts()
    assert found in titles[:3]


def test_words_made_from_the_same_verb_lead_to_each_other(page: Page, address: str) -> None:
    page.goto(f"{address}2024/")
    made = page.evaluate(
        """async words => {
      const { derived } = await import(new URL("assets/sokmotor.js", location))
      const there = ["placera", "placerare", "plats", "besluta", "anmälan"].map(word => ({ bases: [word] }))
      return words.map(word => derived([word], there))
    }""",
        ["placering", "anmäla", "beslut", "plats"],
    )
    assert made == [["placerare", "placera"], ["anmälan"], [], []]


def test_a_slip_is_mended_and_said(page: Page, address: str) -> None:
    search(page, address, "genomförandplan")
    expect(page.locator(STATUS)).to_contain_text("”genomförandplan” finns inte, så sökningen gäller ”genomförandeplan”")


def test_a_search_can_be_limited(page: Page, address: str) -> None:
    search(page, address, "genomförandeplan", slag="Ord")
    titles = page.locator(f"{HITS} {TITLE}")
    expect(titles.first).to_contain_text("Genomförandeplan")
    assert {line.split(" · ")[0] for line in page.locator(".hb-traff__fakta").all_inner_texts()} == {"Ord"}
    page.locator("summary").click()
    page.select_option("select[name=slag]", label="Rutin")
    expect(page).to_have_url(re.compile("slag=Rutin"))
    expect(titles.first).to_have_text("Skriva genomförandeplan")


def test_all_years_at_once(page: Page, address: str) -> None:
    search(page, address, "nycklar")
    hit = page.locator(".hb-traff", has_text="Hantera nycklar").first
    expect(hit.locator(".hb-traff__fakta")).to_have_text("Upphävd rutin Upphävd")
    page.check("input[name=alla]")
    expect(hit.locator(".hb-traff__fakta")).to_contain_text("2024 · Upphävd rutin Upphävd")
    hit.get_by_role("link", name="2023").click()
    page.wait_for_url(re.compile("/2023/rutiner/nyckelhantering/"))


def test_a_page_of_several_years_is_one_hit(page: Page, address: str) -> None:
    search(page, address, "genomförandeplan", alla="ja")
    hit = page.locator(".hb-traff", has=page.get_by_text("Skriva genomförandeplan", exact=True))
    expect(hit).to_have_count(1)
    expect(hit).to_contain_text("Även i 2023")


def test_nothing_found_leads_on(page: Page, address: str) -> None:
    search(page, address, "kvantdator")
    expect(page.locator(STATUS)).to_contain_text("Inga träffar på ”kvantdator”.")
    expect(page.locator(HITS)).to_contain_text("listan från A till Ö")
    gap = page.get_by_role("link", name="Säg till redaktionen")
    expect(gap).to_have_attribute("href", "https://exempelstad.example/saknas?q=kvantdator")


def test_near_spellings_are_offered(page: Page, address: str) -> None:
    search(page, address, "genomfxxxxdeplan")
    page.locator(f"{HITS} li a", has_text="genomförandeplan").first.click()
    expect(page.locator(f"{HITS} {TITLE}").first).to_be_visible()


def test_words_added_for_the_search_are_never_shown(page: Page, address: str) -> None:
    search(page, address, "GP")
    for hit in page.locator(".hb-traff").all():
        shown = hit.locator(".hb-traff__text").inner_text().strip("… ")
        there = page.request.get(hit.locator(TITLE).get_attribute("href") or "").text()
        text = " ".join(re.sub(r"<[^>]*>", " ", there).split())
        assert all(word.strip(".,:;()") in text for word in shown.split())


def test_a_hundred_fast_keys_leave_no_stale_hits(page: Page, address: str) -> None:
    search(page, address, "lås")
    field = page.locator("#sok-falt")
    for turn in range(50):
        field.fill("nyckel" if turn % 2 else "lås")
        field.fill(f"genomför{'ande' * (turn % 2)}")
    field.fill("kund")
    expect(page.locator(STATUS)).to_contain_text("”kund”")
    page.wait_for_timeout(300)
    expect(page.locator(STATUS)).to_contain_text("”kund”")
    expect(page.locator(f"{HITS} {TITLE}").first).to_contain_text(re.compile("[Kk]und"))


def test_a_page_left_open_when_the_handbook_is_published_anew_still_searches(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}2024/sok/?q=lås")
    expect(page.locator(STATUS)).to_contain_text("på ”lås”")
    page.route("**/sokindex/*/*", lambda route: route.fulfill(status=404), times=1)
    with page.expect_response(lambda answer: answer.status == 404):
        page.get_by_role("searchbox").last.fill("genomförandeplan")
    expect(page.locator(STATUS)).to_contain_text("på ”genomförandeplan”")
    page.close()


def test_no_request_leaves_the_site(page: Page, address: str) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    search(page, address, "plan", alla="ja")
    assert hosts == {urlsplit(address).netloc}


def test_what_is_typed_is_never_markup(page: Page, address: str) -> None:
    search(page, address, "<img src=x onerror=alert(1)>")
    assert page.locator(".hb-soksida img").count() == 0


def test_without_script_the_field_leads_to_the_list(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}2024/rutiner/")
    page.fill(".hb-sok input", "nyckel")
    page.press(".hb-sok input", "Enter")
    page.wait_for_url(re.compile(r"/2024/sok/\?q=nyckel"))
    page.get_by_role("link", name="Allt i handboken från A till Ö").click()
    page.wait_for_url(f"{address}2024/a-o/")
    context.close()


def test_on_a_phone_the_way_to_the_search_is_in_the_header(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}2024/rutiner/")
    page.get_by_role("link", name="Sök", exact=True).tap()
    page.wait_for_url(f"{address}2024/sok/")
    expect(page.locator("#sok-falt")).to_be_focused()
    context.close()
