"""Diagnostics as text for a person, JSON for a program, annotations for GitHub, SARIF for code scanning."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from handbok.diagnostics import Diagnostic, Severity
from handbok.diagnostics.codes import CODES

_GITHUB_LEVEL = {Severity.FAULT: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SARIF_LEVEL = {Severity.FAULT: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ONE_AND_MANY = {
    Severity.FAULT: ("fel", "fel"),
    Severity.WARNING: ("varning", "varningar"),
    Severity.INFO: ("upplysning", "upplysningar"),
}


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """One line such as "2 fel, 1 varning" or "inga anmärkningar"."""
    counts = Counter(d.severity for d in diagnostics)
    parts = [f"{counts[s]} {_ONE_AND_MANY[s][counts[s] != 1]}" for s in Severity if counts[s]]
    return ", ".join(parts) or "inga anmärkningar"


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Two lines a finding: place, severity, code and message; then the remedy."""
    return "".join(f"{d.location}: {d.severity}[{d.code}] {d.message}\n  åtgärd: {d.remedy}\n" for d in diagnostics)


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A JSON array of objects with the Swedish keys that `handbok check --format json` documents."""
    rows = [
        {
            "fil": d.location.path,
            "rad": d.location.line,
            "kolumn": d.location.column,
            "grad": d.severity.value,
            "kod": d.code,
            "meddelande": d.message,
            "atgard": d.remedy,
        }
        for d in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """GitHub workflow commands, one line a finding, shown at the line in a pull request."""
    return "".join(
        f"::{_GITHUB_LEVEL[d.severity]} file={_property(d.location.path)},line={d.location.line},"
        f"col={d.location.column},title={_property(d.code)}::{_github_text(d.message)}%0Aåtgärd: {_github_text(d.remedy)}\n"
        for d in diagnostics
    )


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """SARIF 2.1.0 (OASIS), one run, every code that occurs as a rule."""
    used = sorted({d.code for d in diagnostics})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].title},
            "help": {"text": CODES[code].remedy},
            "defaultConfiguration": {"level": _SARIF_LEVEL[Severity(CODES[code].severity)]},
        }
        for code in used
    ]
    results = [
        {
            "ruleId": d.code,
            "ruleIndex": used.index(d.code),
            "level": _SARIF_LEVEL[d.severity],
            "message": {"text": f"{d.message}. Åtgärd: {d.remedy}."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(d.location.path)},
                        "region": {"startLine": d.location.line, "startColumn": d.location.column},
                    }
                }
            ],
        }
        for d in diagnostics
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "handbok", "language": "sv", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


RENDERERS = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}
