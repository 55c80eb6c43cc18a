"""Diagnostics: order, codes and the four ways to write them."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from handbok.diagnostics import LONGEST, Diagnostic, Location, Severity, diagnostic, has_fault, in_order
from handbok.diagnostics.codes import CODES
from handbok.diagnostics.render import as_github, as_json, as_sarif, as_text, summary

FAULT = diagnostic(Location("content/rutiner/sip.md", 7, 14), "okand-referens", 'rutinen "åtgård" finns inte')
WARNING = diagnostic(Location("content/å b,c:d.yml"), "dubbel-rad", "100 % dubbelt, två gånger", "50 % bort: nu")
INFO = WARNING.acknowledged("  Så står det\n\ni rapporten. ")


def test_a_code_gives_severity_and_remedy() -> None:
    assert (FAULT.severity, FAULT.remedy) == (Severity.FAULT, "rätta id:t")
    assert (WARNING.severity, WARNING.remedy) == (Severity.WARNING, "50 % bort: nu")


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        diagnostic(Location("x"), "finns-inte", "")


def test_a_note_turns_a_warning_into_information() -> None:
    assert INFO.severity is Severity.INFO
    assert INFO.remedy == "inget; källnoteringen förklarar det: Så står det  i rapporten."
    assert (INFO.location, INFO.code, INFO.message) == (WARNING.location, WARNING.code, WARNING.message)


def test_order_is_by_place_then_code_and_nothing_is_said_twice() -> None:
    def at(path: str, line: int, column: int, code: str = "ra-html") -> Diagnostic:
        return diagnostic(Location(path, line, column), code, "x")

    given = [at("b", 1, 1), at("a", 10, 1), at("a", 2, 9), at("a", 2, 10), at("a", 2, 9, "cykel"), at("b", 1, 1)]
    assert [(d.location.path, d.location.line, d.location.column, d.code) for d in in_order(given)] == [
        ("a", 2, 9, "cykel"),
        ("a", 2, 9, "ra-html"),
        ("a", 2, 10, "ra-html"),
        ("a", 10, 1, "ra-html"),
        ("b", 1, 1, "ra-html"),
    ]


def test_only_faults_stop_a_build() -> None:
    assert has_fault([INFO, WARNING, FAULT])
    assert not has_fault([INFO, WARNING])


def test_what_a_file_says_is_quoted_on_one_line_and_not_without_end() -> None:
    found = diagnostic(Location("x"), "okand-nyckel", "början " + "å\n" * 10_000 + " slutet", "rad\nrad")
    assert "\n" not in found.message + found.remedy
    assert len(found.message) <= LONGEST + 3
    assert found.message.startswith("början")
    assert found.message.endswith("slutet")


# --- Codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_fit_to_be_shown(code: str) -> None:
    meta = CODES[code]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert meta.severity in {"fel", "varning"}
    assert meta.title[0].isupper()
    assert meta.remedy[0].islower()
    assert not meta.title.endswith(".")
    assert not meta.remedy.endswith(".")


# --- Renderers --------------------------------------------------------------------------------------------------


def test_summary_counts_in_swedish() -> None:
    other = diagnostic(Location("y"), "dubbel-rad", "x")
    assert summary([]) == "inga anmärkningar"
    assert summary([FAULT]) == "1 fel"
    assert summary([INFO, WARNING, FAULT]) == "1 fel, 1 varning, 1 upplysning"
    assert summary([WARNING, other, INFO, INFO]) == "2 varningar, 2 upplysningar"


def test_text_is_two_lines_a_finding() -> None:
    assert as_text([FAULT, WARNING]) == (
        'content/rutiner/sip.md:7:14: fel[okand-referens] rutinen "åtgård" finns inte\n'
        "  åtgärd: rätta id:t\n"
        "content/å b,c:d.yml:1:1: varning[dubbel-rad] 100 % dubbelt, två gånger\n"
        "  åtgärd: 50 % bort: nu\n"
    )
    assert as_text([]) == ""


def test_json_has_swedish_keys() -> None:
    assert json.loads(as_json([FAULT, INFO])) == [
        {
            "fil": "content/rutiner/sip.md",
            "rad": 7,
            "kolumn": 14,
            "grad": "fel",
            "kod": "okand-referens",
            "meddelande": 'rutinen "åtgård" finns inte',
            "atgard": "rätta id:t",
        },
        {
            "fil": "content/å b,c:d.yml",
            "rad": 1,
            "kolumn": 1,
            "grad": "info",
            "kod": "dubbel-rad",
            "meddelande": "100 % dubbelt, två gånger",
            "atgard": INFO.remedy,
        },
    ]
    assert json.loads(as_json([])) == []
    assert "åtgård" in as_json([FAULT])


def test_github_commands_are_one_line_each_and_escaped() -> None:
    fault, warning = as_github([FAULT, WARNING]).splitlines()
    assert fault == (
        "::error file=content/rutiner/sip.md,line=7,col=14,title=okand-referens::"
        'rutinen "åtgård" finns inte%0Aåtgärd: rätta id:t'
    )
    assert warning == (
        "::warning file=content/å b%2Cc%3Ad.yml,line=1,col=1,title=dubbel-rad::"
        "100 %25 dubbelt, två gånger%0Aåtgärd: 50 %25 bort: nu"
    )
    assert as_github([INFO]).startswith("::notice ")


def test_github_commands_cannot_be_forged_from_content() -> None:
    evil = Diagnostic(Location("a\n::error::b"), "ra-html", "x\r\n::set-env name=PATH::y", "%0A::z", Severity.FAULT)
    (line,) = as_github([evil]).splitlines()
    assert line == (
        "::error file=a%0A%3A%3Aerror%3A%3Ab,line=1,col=1,title=ra-html::x%0D%0A::set-env name=PATH::y%0Aåtgärd: %250A::z"
    )


# What SARIF 2.1.0 requires of the objects that we write (sections 3.13, 3.14, 3.18, 3.19, 3.27, 3.28, 3.29, 3.30, 3.49).
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": MESSAGE,
                                                "help": MESSAGE,
                                                "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": MESSAGE,
                                "locations": {
                                    "type": "array",
                                    "minItems": 1,
                                    "items": {
                                        "type": "object",
                                        "required": ["physicalLocation"],
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "type": "object",
                                                        "required": ["uri"],
                                                        "properties": {
                                                            "uri": {"type": "string", "pattern": "^[A-Za-z0-9._~/%-]+$"}
                                                        },
                                                    },
                                                    "region": {
                                                        "type": "object",
                                                        "required": ["startLine"],
                                                        "additionalProperties": False,
                                                        "properties": {
                                                            "startLine": {"type": "integer", "minimum": 1},
                                                            "startColumn": {"type": "integer", "minimum": 1},
                                                        },
                                                    },
                                                },
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("diagnostics", [[], [FAULT], [FAULT, WARNING, INFO, FAULT]])
def test_sarif_has_what_the_standard_requires(diagnostics: list[Diagnostic]) -> None:
    log = json.loads(as_sarif(diagnostics))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(diagnostics)
    assert {rule["id"] for rule in rules} == {d.code for d in diagnostics}
    for result, given in zip(run["results"], diagnostics, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == given.code


def test_sarif_says_the_same_as_the_text() -> None:
    fault, warning, info = json.loads(as_sarif([FAULT, WARNING, INFO]))["runs"][0]["results"]
    assert [r["level"] for r in (fault, warning, info)] == ["error", "warning", "note"]
    assert fault["message"]["text"] == 'rutinen "åtgård" finns inte. Åtgärd: rätta id:t.'
    place = fault["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/rutiner/sip.md"
    assert place["region"] == {"startLine": 7, "startColumn": 14}
    assert warning["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "content/%C3%A5%20b%2Cc%3Ad.yml"
