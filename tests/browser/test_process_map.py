"""The map of a process as a reader meets it: by keyboard, on a phone and at a desk, in every look, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

PROCESS = "aktuell/processer/planera-insatser/"
TEXTS_OUTSIDE = """() => [...document.querySelectorAll(".hb-karta text")].filter(text => {
  const box = (text.closest("a")?.querySelector("rect") ?? text.closest("svg")).getBoundingClientRect()
  const own = text.getBoundingClientRect()
  return own.width && (own.left < box.left || own.right > box.right || own.top < box.top - 1 || own.bottom > box.bottom + 1)
}).map(text => text.textContent)"""
SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll(".hb-karta text")].map(
  text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""


def columns(page: Page) -> list[Locator]:
    return page.locator(".hb-karta svg[role=group]").all()


def place(found: Locator) -> dict[str, float]:
    box = found.bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"], "end": box["y"] + box["height"]}


def test_the_keyboard_reaches_a_step_and_its_rutin_from_the_map(page: Page, address: str) -> None:
    page.goto(address + PROCESS)
    first = page.locator(".hb-karta a").first
    first.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skriva genomförandeplan").first).to_be_focused()
    page.keyboard.press("Tab")
    step = page.get_by_role("link", name="Steg 2: Lägg schemat")
    expect(step).to_be_focused()
    assert step.locator("rect").evaluate("e => getComputedStyle(e).strokeWidth") == "3px"
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + PROCESS + "#steg-lagga-schema")
    heading = page.get_by_role("heading", name="2. Lägg schemat")
    expect(heading).to_be_in_viewport()
    assert place(heading)["y"] >= place(page.locator("header").first)["end"]
    page.keyboard.press("Tab")  # the heading's link to itself
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Planerare")).to_be_focused()


def test_what_is_read_out_is_in_order_and_named(page: Page, address: str) -> None:
    page.goto(address + PROCESS)
    said = page.locator(".hb-karta").aria_snapshot()
    expected = [
        'group "Karta: Planera insatser. Steg 1 Samma sak står i text efter kartan."',
        "Omvårdnadsassistent",
        'link "Steg 1: Skriv genomförandeplanen"',
        'link "Skriva genomförandeplan"',
        'group "Karta: Planera insatser. Steg 2 Samma sak står i text efter kartan."',
        "Planerare",
        'link "Steg 2: Lägg schemat"',
    ]
    places = [said.find(words) for words in expected]
    assert -1 not in places, said
    assert places == sorted(places)


@pytest.mark.parametrize("kind", ["processer/", "processer/planera-insatser/", "processer/utfora-insatser/"])
@pytest.mark.parametrize("width", [390, 768, 1000, 1280, 1920])
def test_text_can_be_read_and_stays_in_its_box(page: Page, address: str, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}aktuell/{kind}")
    assert page.evaluate(TEXTS_OUTSIDE) == []
    assert page.evaluate(SMALLEST_TEXT) >= 13
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_columns_stand_side_by_side_where_there_is_room(page: Page, address: str) -> None:
    page.goto(address + PROCESS)
    first, second = map(place, columns(page))
    assert first["y"] == second["y"]
    expect(page.locator(".hb-karta .over")).to_be_visible()
    expect(page.locator(".hb-karta .ned")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    first, second = map(place, columns(page))
    assert first["x"] == second["x"]
    assert second["y"] > first["end"]
    expect(page.locator(".hb-karta .over")).to_be_hidden()
    expect(page.locator(".hb-karta .ned")).to_be_visible()


def test_it_needs_no_script_and_no_colours_of_its_own(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, forced_colors="active")
    page = context.new_page()
    page.goto(address + PROCESS)
    page.get_by_role("link", name="Steg 2: Lägg schemat").click()
    expect(page).to_have_url(address + PROCESS + "#steg-lagga-schema")
    context.close()
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(address + PROCESS)
    parts = (page.locator(f".hb-karta {kind}").first for kind in (".ruta", ".roll", ".titel"))
    assert len({part.evaluate("e => getComputedStyle(e).fill") for part in parts}) == 3
    context.close()
