"""The article of a page: its headings, its links, its abbreviations, and that two parsers read its Markdown alike."""

from __future__ import annotations

import re
import resource
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from handbok.article import Heading, article
from handbok.build.tree import read_guides
from handbok.catalog import Catalog
from handbok.confirming import edited
from handbok.editions import Edition
from handbok.pages import Page
from handbok.pages.addresses import url_of
from handbok.pages.render import render
from tests.overlay import ROOT, Handbook


def shape(page: str) -> str:
    """Letters and elements in the order they stand, without blanks and without what parsers may set as they like.

    Python-Markdown does not explain abbreviations within HTML, and joins two block quotes that follow each other.
    """
    out: list[str] = []

    def walk(node: Tag) -> None:
        for child in node.children:
            if isinstance(child, NavigableString):
                out.append("".join(child.split()).removeprefix("mailto:"))
            elif isinstance(child, Tag):
                if child.name not in ("p", "br", "thead", "tbody", "abbr", "blockquote"):
                    out.append(f"<{child.name}>")
                walk(child)

    walk(BeautifulSoup(page, "html.parser"))
    return "".join(out)


@pytest.mark.parametrize("year", [2022, 2023, 2025])
def test_python_markdown_reads_every_page_in_the_same_way(familjeenheten: Catalog, year: int) -> None:
    other = markdown.Markdown(extensions=["abbr", "fenced_code", "tables"])
    for page in render(Edition(familjeenheten, year), read_guides(ROOT / "tests/fel")):
        ours = re.sub(r'<a class="headerlink".*?</a>', "", article(page.markdown, page.uri).html)
        assert shape(ours) == shape(other.reset().convert(page.markdown)), page.uri


def test_and_the_page_of_links_to_confirm_when_there_are_some(exempelstad: Handbook) -> None:
    exempelstad.replace("processer/planera-insatser.md", "titel: Planera insatser", "titel: Planera *alla* | [[insatser]]")
    for name, key in (
        ("rutiner/genomforandeplan.md", "process:planera-insatser"),
        ("planer/2024/hemtjansten/atagande/planerad-tid.md", "mal:budget-i-balans"),
    ):
        exempelstad.write(name, edited((exempelstad.content / name).read_bytes(), {key: "a" * 12}))
    page = next(p for p in render(Edition(exempelstad.catalog(), 2024)) if p.uri == "granskning/bekrafta.md")
    ours = re.sub(r'<a class="headerlink".*?</a>', "", article(page.markdown, page.uri).html)
    assert ours.count("<li>") == 2
    assert shape(ours) == shape(markdown.Markdown(extensions=["abbr", "tables"]).convert(page.markdown))


def test_every_heading_has_an_anchor_of_its_own_and_a_link_to_it() -> None:
    made = article("# Rutin\n\n## Gör så här\n\n### Först *du*\n\n## Gör så här\n", "rutiner/x.md")
    assert made.headings == (
        Heading(1, "rutin", "Rutin"),
        Heading(2, "gor-sa-har", "Gör så här"),
        Heading(3, "forst-du", "Först du"),
        Heading(2, "gor-sa-har_1", "Gör så här"),
    )
    assert '<h2 id="gor-sa-har_1">Gör så här<a class="headerlink" href="#gor-sa-har_1"' in made.html


@pytest.mark.parametrize(
    ("uri", "link", "href"),
    [
        ("rutiner/sip.md", "lus.md", "../lus/"),
        ("rutiner/sip.md", "index.md", "../"),
        ("rutiner/sip.md", "../ordlista.md#ord-bup", "../../ordlista/#ord-bup"),
        ("rutiner/index.md", "sip.md", "sip/"),
        ("rutiner/index.md", "../index.md", "../"),
        ("index.md", "rutiner/sip.md", "rutiner/sip/"),
        ("a-o.md", "index.md", "../"),
        ("planer/e/mal/m.md", "../index.md#avsnitt", "../../#avsnitt"),
        ("data/index.md", "handbok.json", "handbok.json"),
        ("mal/m.md", "../../2022/mal/m/", "../../2022/mal/m/"),
        ("mal/m.md", "#analys", "#analys"),
        ("sidor/om.md", "https://exempel.se/a.md", "https://exempel.se/a.md"),
        ("sidor/om.md", "mailto:a@exempel.se", "mailto:a@exempel.se"),
    ],
)
def test_links_between_files_become_links_between_folders(uri: str, link: str, href: str) -> None:
    assert f'<a href="{href}">x</a>' in article(f"[x]({link})", uri).html


@pytest.mark.parametrize("link", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "&#106;avascript:x", "vbscript:x"])
def test_a_link_that_would_run_something_leads_nowhere(link: str) -> None:
    assert article(f"[x]({link})", "x.md").html == '<p><a href="#">x</a></p>\n'


def test_abbreviations_are_explained_in_text_but_not_in_code_or_drawings() -> None:
    text = 'En SIP, `SIP`, SIPAR och VoR/IKP.\n\n<svg role="img" aria-label="SIP"><text>SIP</text></svg>\n'
    made = article(f"{text}\n*[SIP]: Samordnad <plan>\n*[VoR/IKP]: Risk & kontroll\n", "x.md").html
    assert made.count("<abbr") == 2
    assert '<p>En <abbr title="Samordnad &lt;plan&gt;">SIP</abbr>, <code>SIP</code>, SIPAR och' in made
    assert '<abbr title="Risk &amp; kontroll">VoR/IKP</abbr>' in made
    assert '<svg role="img" aria-label="SIP"><text>SIP</text></svg>' in made
    assert "*[" not in made


def test_only_definitions_at_the_end_are_definitions() -> None:
    assert "<abbr" not in article("*[SIP]: i början\n\nEn SIP.\n", "x.md").html


def test_figures_are_set_right() -> None:
    made = article("| År | Utfall |\n| --- | --: |\n| 2023 | 70,34 |\n", "x.md").html
    assert made.count('class="hb-tal"') == 2
    assert "align" not in made


def test_a_page_without_anything_is_empty() -> None:
    assert article("", Page("x.md", "", "", "sida").uri).html == ""


def test_a_page_whose_name_ends_in_index_is_no_folder() -> None:
    assert url_of("indikatorer/kundindex.md") == "indikatorer/kundindex/"
    assert 'href="../../mal/"' in article("[mål](../mal/index.md)", "indikatorer/kundindex.md").html


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells how much memory a process has")
def test_a_page_leaves_little_in_memory() -> None:
    """The parser's library forgets its trees: 500 pages of this kind were 80 MB."""

    def megabytes() -> float:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6

    page = "# Rutin\n\n" + "Ett stycke med [länk](annan.md) och **fet** text.\n\n" * 100
    article(page, "rutiner/a.md")
    before = megabytes()
    for _ in range(500):
        article(page, "rutiner/a.md")
    assert megabytes() - before < 20
