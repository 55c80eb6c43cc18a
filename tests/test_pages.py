"""What a reader finds on the pages: each thing that is derived, looked for where it is promised."""

from __future__ import annotations

import re

from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.pages import Page
from handbok.pages.markdown import cell, html, plain
from handbok.pages.render import render
from handbok.swedish.alphabet import alphabetical, initial


def pages(catalog: Catalog, year: int) -> dict[str, Page]:
    return {p.uri: p for p in render(Edition(catalog, year))}


def test_the_levels_words_are_configuration(stad: Catalog) -> None:
    text = pages(stad, 2024)["mal/index.md"].markdown
    assert "Åtagande" in text
    assert "Enhetsmål" not in text


def test_an_edition_knows_nothing_of_later_years(stad: Catalog) -> None:
    def years(edition: int) -> set[str]:
        tables = [p.markdown for u, p in pages(stad, edition).items() if u.startswith("indikatorer/")]
        return set(re.findall(r"^\| (\d{4})", "\n".join(tables), re.MULTILINE))

    assert "2024" in years(2024)
    assert "2023" in years(2023)
    assert "2024" not in years(2023)


def test_a_rutin_is_in_the_editions_in_which_it_was_in_force(stad: Catalog) -> None:
    first, second = Edition(stad, 2023), Edition(stad, 2024)
    gone = set(first.rutiner) - set(second.rutiner)
    assert gone
    for ident in gone:
        assert dict(pages(stad, 2023)[f"rutiner/{ident}.md"].labels)["slag"] == "Rutin"
        assert dict(pages(stad, 2024)[f"rutiner/{ident}.md"].labels)["slag"] == "Upphävd rutin"


def test_a_goal_shows_its_chain_and_what_hangs_on_it(stad: Catalog) -> None:
    edition = Edition(stad, 2024)
    every = pages(stad, 2024)
    for row in edition.traced:
        text = every[f"planer/{row.mal.enhet}/mal/{row.mal.id}.md"].markdown
        for above in edition.chain(row.mal):
            assert plain(above.data.titel) in text
        for rutin in row.rutiner:
            assert f"rutiner/{rutin.id}.md" in text
        for measured in row.matningar:
            assert f"indikatorer/{measured.data.indikator}.md" in text


def test_a_goal_leads_to_the_same_goal_the_year_before(stad: Catalog) -> None:
    every = pages(stad, 2024)
    linked = [p for p in every.values() if p.kind == "mal" and "../2023/" in p.markdown]
    assert linked


def test_plain_text_cannot_become_markup() -> None:
    nasty = "<script>alert(1)</script> [x](javascript:y) **fet** `kod` | cell & &amp; # rubrik"
    shown = plain(nasty)
    assert "<" not in shown
    assert "[x]" not in shown
    assert "**" not in shown
    assert "|" not in shown


def test_html_is_escaped_in_attributes() -> None:
    assert html('a "b" <c> & d') == "a &quot;b&quot; &lt;c&gt; &amp; d"


def test_a_cell_is_one_line() -> None:
    assert cell("ett\ntvå\n\ntre | fyra") == "ett två<br>tre &#124; fyra"


def test_the_swedish_alphabet() -> None:
    words = ["Ödla", "apa", "Åska", "zebra", "Ärta", "Élan", "10 dagar", "2 dagar"]
    assert sorted(words, key=alphabetical) == ["10 dagar", "2 dagar", "apa", "Élan", "zebra", "Åska", "Ärta", "Ödla"]
    assert [initial(w) for w in ("Ödla", "élan", "2 dagar", "”citat”")] == ["Ö", "E", "0–9", "C"]
