"""What a reader of an old edition meets: which year it is, the same thing today, other years, pages that have moved."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

BANNER = ".hb-utgava"


def test_an_old_page_leads_to_the_same_page_today(page: Page, address: str) -> None:
    page.goto(f"{address}2023/rutiner/")
    expect(page.locator(BANNER)).to_contain_text("Du läser utgåva 2023.")
    page.click(f"{BANNER} a")
    page.wait_for_url(f"{address}aktuell/rutiner/")


def test_the_newest_edition_has_no_banner(page: Page, address: str) -> None:
    for place in ("2024/", "aktuell/"):
        page.goto(f"{address}{place}rutiner/", wait_until="networkidle")
        expect(page.locator(BANNER)).to_be_hidden()


def test_a_goal_that_continues_under_another_unit_and_id(page: Page, address: str) -> None:
    page.goto(f"{address}2023/planer/hemtjanst-norr/mal/egen-rost/")
    expect(page.locator(BANNER)).to_contain_text("motsvaras sidan av")
    assert page.get_attribute(f"{BANNER} a", "href") == f"{address}aktuell/planer/hemtjansten/mal/egen-genomforandeplan/"
    expect(page.locator(".hb-senare li")).to_contain_text("2024: ")


def test_a_page_without_a_successor_says_so(page: Page, address: str) -> None:
    known = page.request.get(f"{address}id.json").json()
    followed = {place for line in known["foljder"] for place in line}
    alone = next(place for place, years in known["sidor"].items() if years == [2023] and place not in followed)
    page.goto(f"{address}2023/{alone}")
    expect(page.locator(BANNER)).to_contain_text("Sidan finns inte i den aktuella utgåvan.")


def test_the_version_list_stays_on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}2024/rutiner/", wait_until="networkidle")
    page.hover(".md-version")
    link = page.locator(".md-version__link", has_text="2023")
    expect(link).to_have_attribute("href", f"{address}2023/rutiner/")
    link.click()
    page.wait_for_url(f"{address}2023/rutiner/")


def test_a_former_address_leads_on(page: Page, address: str) -> None:
    page.goto(f"{address}2024/sidor/om-oss/")
    page.wait_for_url(f"{address}2024/sidor/om/")


def test_the_root_leads_to_the_newest(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_url(f"{address}aktuell/")


def test_without_script_the_year_stands_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}2023/rutiner/")
    expect(page.locator("noscript p")).to_contain_text("Du läser utgåva 2023.")
    context.close()
