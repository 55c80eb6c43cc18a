"""The command line: what each command prints and how it ends."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from handbok.cli import app
from tests.overlay import Handbook

YEARS = ["jamfor", "2023", "2024"]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout


def test_two_editions_are_compared_as_text_to_read(exempelstad: Handbook) -> None:
    assert exempelstad.content.is_dir()
    code, text = run(*YEARS)
    assert code == 0
    assert text.startswith("# Vad är nytt sedan 2023\n")


def test_and_as_data(exempelstad: Handbook) -> None:
    assert exempelstad.content.is_dir()
    code, text = run(*YEARS, "--format", "json")
    assert code == 0
    assert (json.loads(text)["fran"], json.loads(text)["till"]) == (2023, 2024)


@pytest.mark.usefixtures("exempelstad")
def test_a_year_that_is_not_there() -> None:
    result = CliRunner().invoke(app, ["jamfor", "2022", "2024"])
    assert result.exit_code == 2
    assert "utgåvan 2022 finns inte; åren är 2023, 2024" in result.output


def test_help_is_in_swedish() -> None:
    code, text = run("jamfor", "--help")
    assert code == 0
    for english in ("Usage", "Arguments", "Options", "required", "default"):
        assert english not in text
