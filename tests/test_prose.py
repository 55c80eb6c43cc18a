"""Prose: sections, links and what must not stand there, told by what the site's own Markdown makes of it."""

from __future__ import annotations

from collections.abc import Iterator

import cmarkgfm
import pytest
from bs4 import BeautifulSoup, Tag
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from handbok.article import article
from handbok.diagnostics import Location
from handbok.prose import (
    defects,
    escape_html,
    placing,
    replace_wiki_links,
    sections,
    shift_headings,
    wiki_links,
    without_code,
)

START = Location("x.md", 5, 1)


def found(text: str, level: int = 1) -> list[str]:
    """Line, column and code of what is wrong with a text that stands from line 5."""
    return sorted(f"{d.location.line}:{d.location.column} {d.code}" for d in defects(text, START, level=level))


# --- Code -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "`<b>`",
        "a `<b>` c `<i>` d",
        "``<b>``",
        "```\n<b>\n```",
        "```yaml\n<b>\n```\n",
        "~~~\n```\n<b>\n~~~",
        "````\n```\n<b>\n````",
    ],
)
def test_what_stands_in_code_is_blanked_out(text: str) -> None:
    assert "<" not in without_code(text)
    assert len(without_code(text)) == len(text)
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "`<b>",
        "\\`<b>`",
        "``<b>`",
        "`a\n<b>`",
        "` a\n\n<b>`",
        "a ` b\n`<b>`",
        "```\n<b>\n",
        "```x``` <b>",
        "~~~\n```\n<b>\n```",
        "````\n<b>\n```",
        "```\n<b>\n~~~",
        "``` text <b>\n<b>\n```",
        "> ```\n```\n<b>\n```\n",
        "  ~~~\n```\n<b>\n```",
        "    `x`\n<b>",
        "```\na\n```\n<b>\n```\nc\n```",
    ],
)
def test_what_only_resembles_code_is_not_trusted(text: str) -> None:
    assert "<b>" in without_code(text)
    assert any(code.endswith("ra-html") for code in found(text))


def test_a_stray_backtick_is_forgiven_after_a_blank_line() -> None:
    assert found("Tecknet ` är udda.\n\nSkriv `<b>`.") == []


# --- Sections ---------------------------------------------------------------------------------------------------


def test_sections_have_heading_text_and_line() -> None:
    body = "Först\n\n## Ett\n\nrad\n\n### Under\n\nmer\n## Två ##\n"
    assert [(s.heading, s.text, s.line) for s in sections(body, 10)] == [
        ("", "Först", 10),
        ("Ett", "rad\n\n### Under\n\nmer", 12),
        ("Två", "", 19),
    ]


def test_a_heading_in_code_parts_nothing() -> None:
    assert [s.heading for s in sections("## Ett\n\n```\n## Två\n```\n")] == ["Ett"]


def test_a_blank_body_has_no_sections() -> None:
    assert sections("\n \n") == ()


def test_headings_are_moved_but_not_those_in_code() -> None:
    assert shift_headings("## A\n```\n## B\n```\n###### C", 1) == "### A\n```\n## B\n```\n###### C"
    assert shift_headings("### A ###\n\n#### B", -1) == "## A ###\n\n### B"


# --- Links ------------------------------------------------------------------------------------------------------


def test_wiki_links_have_parts_and_exact_places() -> None:
    text = "Se [[rutin:sip]],\nåäö [[ mal : stöd | det här ]] och `[[rutin:kod]]` [[x]]."
    place = placing(text, START)
    assert [(w.kind, w.target, w.text, place(w.start).line, place(w.start).column) for w in wiki_links(text)] == [
        ("rutin", "sip", "", 5, 4),
        ("mal", "stöd", "det här", 6, 5),
        ("x", "", "", 6, 52),
    ]


def test_wiki_links_are_replaced_but_not_in_code() -> None:
    text = "[[rutin:sip]] `[[rutin:sip]]` [[rutin:sip|så]] [[rutin:okand]]"
    made = replace_wiki_links(text, {("rutin", "sip", ""): "SIP", ("rutin", "sip", "så"): "<så>"})
    assert made == "SIP `[[rutin:sip]]` <så> [[rutin:okand]]"


@pytest.mark.parametrize(("text", "column"), [("a [[rutin:sip", 3), ("[[rutin:sip|b\nc]]", 1), ("[[a [b]]", 1)])
def test_a_link_that_is_not_ended_on_its_line_is_reported(text: str, column: int) -> None:
    assert f"5:{column} bruten-lank" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://exempelstad.example/å_(b)?c=d#e)",
        "[a](HTTP://exempelstad.example)",
        "[a](mailto:a@exempelstad.example)",
        "[a](tel:010-0000000)",
        "[a](#rubrik)",
        "[a][b]\n\n[b]: https://exempelstad.example",
        "<https://exempelstad.example/?a=b&c>",
        "3 < 5, 5 > 3, a<3, <3",
        "`[a](javascript:b)`",
        "Skriv {namn} i mallen.",
        "Fint! [[rutin:sip]]",
    ],
)
def test_ordinary_links_and_signs_are_allowed(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "java&#10;script&#58;alert(1)",
        "&#1;javascript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "<javascript:alert(1)>",
    ],
)
@pytest.mark.parametrize(
    "form",
    ["[a]({})", "[a]( {})", "[a][b]\n\n[b]: {}", "> [b]: {}\n\n[b]", "- [b]: {}\n\n  [b]", "1. x\n\n    [b]: {}", "[b\nc]: {}"],
)
def test_links_that_can_run_code_are_faults_however_written(form: str, target: str) -> None:
    assert any(f.endswith("osaker-lank") for f in found(form.format(target)))


@pytest.mark.parametrize(
    "target", ["fil.pdf", "../rutiner/sip.md", "/rutiner/", "//annan.example/x", "", "javascript\\:alert(1)", "?x"]
)
def test_links_to_files_are_faults(target: str) -> None:
    assert found(f"å [a]({target})") == ["5:7 bruten-lank"]


@pytest.mark.parametrize("text", ["![a](https://x.example/y.png)", "![a][b]", "![a]", "![[rutin:sip]]"])
def test_images_are_faults(text: str) -> None:
    assert "5:1 bild-i-text" in found(text)


# --- HTML -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    ["<b>", "</p>", "<!-- x -->", "<?php", "<br/>", "<script\n>", "<https://a b>", "<https://a", "<a@b.se>", "<tel:1>"],
)
def test_raw_html_is_a_fault_and_is_defused(html: str) -> None:
    text = f"rad\nåäö {html}"
    assert "6:5 ra-html" in found(text)
    assert "<" not in escape_html(text)


def test_what_could_be_active_is_escaped_and_the_rest_left() -> None:
    assert escape_html("a < 3 <b> `<b>` {: onclick=x } ![x](y) <https://x.example>") == (
        "a < 3 &#60;b> `<b>` &#123;: onclick=x } &#33;[x](y) <https://x.example>"
    )


def test_a_wiki_link_is_still_one_after_escaping() -> None:
    assert escape_html("[[rutin:sip|a {b} c]]") == "[[rutin:sip|a {b} c]]"
    assert escape_html("[[rutin:sip|<b>]]{x}") == "[[rutin:sip|&#60;b>]]&#123;x}"


# --- Headings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("## A\n\n### B\n\n## C", 1, []),
        ("# A", 1, ["5:1 rubrik-hoppar"]),
        ("## A\n\n#### B", 1, ["7:1 rubrik-hoppar"]),
        ("### A", 1, ["5:1 rubrik-hoppar"]),
        ("## A", 2, ["5:1 rubrik-hoppar"]),
        ("### A\n\n#### B\n\n### C", 2, []),
        ("#5 kommer", 1, ["5:1 rubrik-hoppar"]),
        ("Rubrik\n---", 1, ["5:1 rubrik-hoppar"]),
        ("Rubrik\n===", 1, ["5:1 rubrik-hoppar"]),
        ("Text\n\n---\n\nText", 1, []),
        ("| a |\n| --- |\n| b |", 1, []),
        ("- a\n- b\n\n-", 1, []),
        ("```\n# kommentar\n```", 1, []),
    ],
)
def test_headings(text: str, level: int, expected: list[str]) -> None:
    assert found(text, level) == expected


# --- Against the renderer ---------------------------------------------------------------------------------------

HARMLESS = frozenset(
    "a abbr blockquote br code div em h1 h2 h3 h4 h5 h6 hr li ol p pre span strong table tbody td th thead tr ul".split()  # noqa: SIM905
)


def rendered(text: str) -> str:
    """What the parser makes of a text, before `article` looks at its links."""
    return str(cmarkgfm.markdown_to_html_with_extensions(text, Options.CMARK_OPT_UNSAFE, ["table"]))


def harm(page: str) -> Iterator[str]:
    """What in a page's HTML could act on a reader, or makes the browser load something."""
    for tag in BeautifulSoup(page, "html.parser").find_all():
        assert isinstance(tag, Tag)
        if tag.name not in HARMLESS:
            yield f"<{tag.name}>"
        for name, value in tag.attrs.items():
            clean = "".join(str(value).lower().split())
            if name.startswith("on") or name in ("src", "style", "srcset"):
                yield name
            if name == "href" and clean.startswith(("javascript:", "data:", "vbscript:")):
                yield f"href {clean}"


FRAGMENTS = st.sampled_from(
    [
        *["<script>x</script>", "<b>", "<img src=x onerror=y>", "<div onclick=x>", "<!--", "-->", "<", "x", " ", "  ", "    "],
        *[
            "`",
            "``",
            "```",
            "~~~",
            "````",
            "```yaml",
            "``` a b",
            "\n",
            "\n\n",
            "\n> ",
            "\n- ",
            "\n1. ",
            "\\",
            "\t",
            "&lt;",
            "!",
        ],
        *["[a](javascript:x)", "[a]: javascript:x", "[a]", "![a](https://x.example)", "[b\na]: data:x", "[[rutin:sip]]"],
        *[
            "{: onclick=x }",
            "{onclick=x}",
            "*a*",
            "|a|\n|-|\n",
            "# ",
            "---",
            "===",
            "<https://x.example>",
            ":::",
            "!!! note\n    ",
        ],
        *["&#106;avascript:x", "](", ")", "(", "[", "]", "javascript:x", ":", "<javascript:x>", "<a@b.se>", "*[x]: <b>"],
    ]
)
HOSTILE = st.lists(FRAGMENTS, max_size=14).map("".join)


@settings(max_examples=600, deadline=None)
@given(HOSTILE)
def test_what_passes_the_check_is_harmless_on_the_page(text: str) -> None:
    """Even without escaping: the check and the renderer agree about what is code and what is a link."""
    if not any(d.code in ("ra-html", "osaker-lank", "bruten-lank", "bild-i-text") for d in defects(text, START, level=1)):
        assert list(harm(rendered(text))) == []


@settings(max_examples=600, deadline=None)
@given(HOSTILE)
def test_what_is_escaped_holds_no_html_even_if_the_check_is_passed_by(text: str) -> None:
    """Nothing of a hostile text becomes active on a page, links included."""
    assert list(harm(article(escape_html(text), "sidor/x.md").html)) == []
