"""The map of a process: well-formed, every text within its box, links with names in reading order, small."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.pages.process_map import COLUMN, Link, Stop, overview, process_map
from handbok.pages.render import render
from handbok.pages.text_lines import width

SIZES = {"titel": 15, "roll": 14, "nr": 14, None: 14}
HOSTILE = (
    "W" * 400,
    "<script>alert('x')</script> & \"citat\" ]]> -->",
    "Socialtjänstförvaltningsutredningssekreterarsamordningsgruppsmöte",
    "&amp; &lt; {{ 7 * 7 }} {% raw %} *[SIP]: x [[rutin:sip]]",
    "x",
    "漢字 😀 " * 30,
)


def figure(markdown: str) -> ET.Element:
    """The map of a page, read as XML."""
    found = re.findall(r"^<figure class=\"hb-karta.*$", markdown, re.MULTILINE)
    assert len(found) == 1
    return ET.fromstring(found[0])  # noqa: S314  our own


def number(element: ET.Element, name: str) -> int:
    return int(element.attrib[name])


def texts(element: ET.Element) -> list[tuple[str, int, int, int]]:
    """Each line of text in it: the text, where it begins, where it stands and the size of its letters."""
    found = []
    for text in element.iter("text"):
        x, y, size = number(text, "x"), number(text, "y"), SIZES[text.get("class")]
        found.append((text.text or "", x, y, size))
        for part in text.iter("tspan"):
            y += number(part, "dy")
            found.append((part.text or "", number(part, "x"), y, size))
    return found


def check(drawn: ET.Element) -> None:
    """Every text stands within its link's surface, or within the drawing, and no two boxes or lines on each other."""
    for svg in drawn.iter("svg"):
        _, _, wide, high = map(int, svg.attrib["viewBox"].split())
        if svg.get("aria-hidden"):
            continue
        assert wide == COLUMN
        inside = {id(text) for a in svg.iter("a") for text in a.iter("text")}
        loose = [t for t in svg.iter("text") if id(t) not in inside]
        for a in svg.iter("a"):
            rect = a.find("rect")
            assert rect is not None
            left, top = number(rect, "x"), number(rect, "y")
            right, bottom = left + number(rect, "width"), top + number(rect, "height")
            assert 0 <= left <= right <= wide
            assert 0 <= top <= bottom <= high
            for line, x, y, size in texts(a):
                if line.isdigit() and x < left + 30:
                    continue  # the step's number stands in its circle
                assert left <= x
                assert x + width(line, size, bold=size == 15) <= right, line
                assert top + size * 0.8 <= y <= bottom - size * 0.2, line
        for text in loose:
            holder = ET.Element("a")
            holder.append(text)
            bold = text.get("class") == "roll"
            assert all(x + width(line, size, bold=bold) <= wide and y < high for line, x, y, size in texts(holder))
        boxes = [r for r in svg.iter("rect") if r.get("class") == "ruta"]
        ends = [number(r, "y") + number(r, "height") for r in boxes]
        assert all(number(r, "y") >= end for r, end in zip(boxes[1:], ends, strict=False))
        rows = [t[2] for t in texts(svg) if not t[0].isdigit()]
        assert all(later - earlier >= 17 for earlier, later in pairwise(rows))


@pytest.mark.parametrize("year", [2016, 2022, 2025])
def test_every_process_of_the_handbook(familjeenheten: Catalog, year: int) -> None:
    edition = Edition(familjeenheten, year)
    every = {p.uri: p for p in render(edition)}
    for process in edition.processer.values():
        page = every[f"processer/{process.id}.md"].markdown
        drawn = figure(page)
        check(drawn)
        steps = [a for a in drawn.iter("a") if a.attrib["href"].startswith("#")]
        assert [a.attrib["href"] for a in steps] == [f"#steg-{s.id}" for s in process.data.steg]
        assert all(f'<a id="{a.attrib["href"][1:]}"></a>' in page for a in steps)
        assert len(ET.tostring(drawn, encoding="utf-8")) < 9_000
    index = figure(every["processer/index.md"].markdown)
    check(index)
    names = [a.attrib["aria-label"] for a in index.iter("a")]
    assert names == [f"Process {n}: {p.data.titel}" for n, p in enumerate(edition.processer.values(), 1)]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("count", [1, 2, 9])
def test_any_text_fits(text: str, count: int) -> None:
    stop = Stop(text, f"#{text}", text, (Link(text, text), Link("Kort", "k/")))
    drawn = ET.fromstring(process_map(text, [stop] * count))  # noqa: S314  our own
    check(drawn)
    assert next(a.attrib["href"] for a in drawn.iter("a")) == " ".join(f"#{text}".split())
    check(ET.fromstring(overview(text, [Stop(text, "x/", notes=(text, "två"))] * count)))  # noqa: S314  our own


def test_nothing_to_draw() -> None:
    assert process_map("Tom", []) == ""
    assert overview("Tom", []) == ""


def drawn_with(*roles: str) -> ET.Element:
    steps = [Stop(f"Steg om {n}", f"#steg-{n}", role) for n, role in enumerate(roles)]
    return ET.fromstring(process_map("Prov", steps))  # noqa: S314  our own


def test_steps_of_one_role_stand_in_one_frame_and_a_cut_frame_is_named_again() -> None:
    drawn = drawn_with("Chef", "Chef", "Assistent", "Chef")
    assert [t.text for t in drawn.iter("text") if t.get("class") == "roll"] == ["Chef", "Assistent", "Chef"]
    drawn = drawn_with(*["Chef"] * 6)
    assert [t.text for t in drawn.iter("text") if t.get("class") == "roll"] == ["Chef", "Chef"]


def test_columns_are_about_as_tall() -> None:
    for count in range(2, 12):
        svgs = [s for s in drawn_with(*["Chef"] * count).iter("svg") if not s.get("aria-hidden")]
        first, second = (int(s.attrib["viewBox"].split()[3]) for s in svgs)
        assert abs(first - second) < 100


def test_the_flow_is_drawn_with_arrows_and_the_processes_have_none() -> None:
    drawn = drawn_with("Chef", "Chef", "Assistent", "Assistent")
    arrows = [p for p in drawn.iter("path") if p.get("class") == "pil"]
    assert len(arrows) == 2 + 2  # within the columns, and from one to the other: downwards, or to the side
    assert 'class="pil"' not in overview("Alla", [Stop("Ett", "1/"), Stop("Två", "2/"), Stop("Tre", "3/")])


def test_drawings_have_names_and_what_only_decorates_is_hidden() -> None:
    drawn = drawn_with("Chef", "Assistent", "Chef")
    for svg in drawn.iter("svg"):
        if svg.get("aria-hidden"):
            assert not list(svg.iter("a"))
            continue
        assert svg.attrib["role"] == "group"  # not img, which hides the links in it
        ids = {e.attrib["id"]: e.text for e in svg.iter() if "id" in e.attrib}
        assert list(ids) == svg.attrib["aria-labelledby"].split()
        assert all(ids.values())
    titles = [t.text for t in drawn.iter("title")]
    assert titles == ["Karta: Prov. Steg 1 till 2", "Karta: Prov. Steg 3"]


def test_a_name_is_whole_where_the_text_is_parted() -> None:
    title = "Vårdnadsöverflyttningsutredningssamordning"
    drawn = ET.fromstring(process_map("Prov", [Stop(title, "#a", "Chef", (Link(title, "b/"), Link("Kort", "c/")))]))  # noqa: S314
    assert [a.get("aria-label") for a in drawn.iter("a")] == [f"Steg 1: {title}", title, None]


def test_ten_steps_are_small() -> None:
    links = (Link("Förhandsbedömning inom 14 dagar", "../../rutiner/forhandsbedomning-14-dagar/"),) * 2
    steps = [Stop("Tala med familjen och förhandsbedöma", "#steg-forhandsbedom", f"Roll {n}", links) for n in range(10)]
    assert len(process_map("Mottagning", steps).encode()) < 12_000


def test_the_size_grows_with_the_steps() -> None:
    def size(count: int) -> int:
        return len(process_map("Prov", [Stop("Steg", "#s", "Chef")] * count))

    assert size(800) < 2.2 * size(400)


def test_colours_are_the_theme_s() -> None:
    drawn = process_map("Prov", [Stop("Steg", "#s", "Chef", (Link("Rutin", "r/"),))])
    assert not re.search(r"fill=|stroke=|style=|#[0-9a-f]{3,6}\b", drawn.replace("#s", ""))
