"""The command line's own words in Swedish. Typer writes "Usage" and its complaints in English and has no translations."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP = (
    (r"^Usage:", "Användning:"),
    (r"\[OPTIONS\]", "[FLAGGOR]"),
    (r"COMMAND \[ARGS\]\.\.\.", "KOMMANDO …"),
    (r"^Options:", "Flaggor:"),
    (r"^Commands:", "Kommandon:"),
    (r"^Arguments:", "Argument:"),
    (r" <(?:int|list\[str\])>", ""),
    (r"\[required\]", "[måste anges]"),
    (r"Show this message and exit\.", "Visa den här hjälpen."),
    (r"\[default:(\s+)", r"[annars:\1"),
)
_COMPLAINTS = (
    (r"No such option: (\S+)(.*)", r"flaggan \1 finns inte"),
    (r"No such command '?([^'\s.]+)'?\.?(.*)", r"kommandot \1 finns inte"),
    (r"Missing command\.?", "kommandot saknas"),
    (r"Missing argument '?([^'.]+)'?\.?", r"\1 saknas"),
    (r"Missing option '?(--[^\s'.]+)'?(?: \(.*\))?\.?", r"flaggan \1 saknas"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", r"det här går inte att tolka: \1"),
    (r"Option '?([^'\s]+)'? requires an argument\.?", r"flaggan \1 behöver ett värde"),
    (r"Invalid value for '?([^':]+)'?(?: / '[^']+')?: (.*)", r"\1 har ett värde som inte går att använda"),
)


def swedish_help(text: str) -> str:
    """Typer's help text in Swedish."""
    for english, swedish in _HELP:
        text = re.sub(english, swedish, text, flags=re.MULTILINE)
    return text


def swedish_complaint(message: str) -> str:
    """What Typer says of wrong arguments, in Swedish; unknown messages become a general one."""
    for english, swedish in _COMPLAINTS:
        if match := re.fullmatch(english, message.strip(), flags=re.DOTALL):
            return match.expand(swedish)
    return "kommandot går inte att tolka"


class Command(TyperCommand):
    """A command whose help is in Swedish."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return swedish_help(super().get_help(ctx))


class Group(TyperGroup):
    """The group of all commands, its help in Swedish."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return swedish_help(super().get_help(ctx))
