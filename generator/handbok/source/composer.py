"""YAML → a tree of text with the line and column of every key, and YAML's own faults in Swedish.

Every scalar becomes text (or None when nothing is written), whatever YAML 1.1 would have made of it: `no` stays "no",
`1.10` stays "1.10". Aliases and deep nesting are refused while the events stream by, so a bomb costs nothing.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import yaml

from handbok.diagnostics import Diagnostic, Location, diagnostic

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
Loc: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]

MAX_DEPTH = 20
# Control characters, the line ends that only YAML counts as such, what turns the writing direction, and lone surrogates.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Composer:
    """Builds the tree from YAML events without recursion, noting where everything stands."""

    def __init__(self, path: str, line_offset: int) -> None:
        self.path = path
        self.line_offset = line_offset
        self.keys: dict[Loc, Mark] = {}
        self.values: dict[Loc, Mark] = {}
        self.failed = False
        self.last_line = 1

    def compose(self, text: str, found: list[Diagnostic]) -> Tree:
        """The text's tree; on a fault `failed` is set and a diagnostic added to `found`."""
        self.last_line = text.count("\n") + 1
        try:
            return self._compose(text, found)
        except yaml.MarkedYAMLError as error:
            code, message, mark = _swedish_yaml_error(error, text)
            self._fail(found, self._in_file(mark), code, message)
        except yaml.YAMLError:
            self._fail(found, (1 + self.line_offset, 1), "trasig-yaml", "YAML går inte att tolka")
        return None

    def _fail(self, found: list[Diagnostic], mark: Mark, code: str, message: str) -> None:
        self.failed = True
        found.append(diagnostic(Location(self.path, *mark), code, message))

    def _mark(self, event: yaml.Event) -> Mark:
        return self._in_file(_counted_from_one(event.start_mark))

    def _in_file(self, mark: Mark) -> Mark:
        """The place in the file; YAML lets what is missing at the end stand on a line after the last."""
        line, column = mark
        return (line + self.line_offset, column) if line <= self.last_line else (self.last_line + self.line_offset, 1)

    def _compose(self, text: str, found: list[Diagnostic]) -> Tree:
        root: list[Tree] = []
        stack: list[tuple[Loc, list[Tree] | dict[str, Tree]]] = [((), root)]
        pending: list[str | None] = [None]  # the key that waits for its value, per level
        documents = 0
        lines = text.split("\n")
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fail(found, self._mark(event), "trasig-yaml", "filen innehåller mer än ett YAML-dokument")
                    return None
            elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._fail(found, self._mark(event), "yaml-alias", "YAML-alias (& eller *) används")
                return None
            elif isinstance(event, yaml.ScalarEvent) and (control := CONTROL.search(event.value)):
                message = f"ett otillåtet styrtecken (U+{ord(control.group()):04X}) skrivs med omvänt snedstreck"
                self._fail(found, self._mark(event), "styrtecken", message)
                return None
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
                pending.pop()
            elif isinstance(event, yaml.NodeEvent):
                loc, parent = stack[-1]
                mark = self._mark(event)
                if isinstance(parent, dict) and pending[-1] is None:
                    if not isinstance(event, yaml.ScalarEvent):
                        self._fail(found, mark, "trasig-yaml", "en nyckel måste vara ett enkelt ord")
                        return None
                    self._take_key(event.value, loc, mark, parent, found)
                    pending[-1] = event.value
                    continue
                here: Loc = (*loc, (pending[-1] or "") if isinstance(parent, dict) else len(parent)) if len(stack) > 1 else ()
                value = _value_of(event)
                self.values.setdefault(here, self._block_start(event, lines) or mark)
                _put(parent, pending[-1], value)
                pending[-1] = None
                if isinstance(value, (dict, list)):
                    if len(stack) > MAX_DEPTH:
                        self._fail(found, mark, "for-djup", f"mer än {MAX_DEPTH} nivåer")
                        return None
                    stack.append((here, value))
                    pending.append(None)
        return root[0] if root else None

    def _block_start(self, event: yaml.NodeEvent, lines: list[str]) -> Mark | None:
        """Where the text of a block scalar (| or >) begins: its first written line, not the indicator."""
        if not isinstance(event, yaml.ScalarEvent) or event.style not in ("|", ">"):
            return None
        indicator = self._mark(event)[0] - self.line_offset  # the line after it, counted from 0
        first = next((i for i in range(indicator, len(lines)) if lines[i].strip()), None)
        if first is None:
            return None
        return first + 1 + self.line_offset, len(lines[first]) - len(lines[first].lstrip()) + 1

    def _take_key(self, key: str, loc: Loc, mark: Mark, parent: dict[str, Tree], found: list[Diagnostic]) -> None:
        if key in parent:
            first = self.keys[(*loc, key)][0]
            self._fail(found, mark, "dubbel-nyckel", f'nyckeln "{key}" står redan på rad {first}')
        self.keys.setdefault((*loc, key), mark)


def _value_of(event: yaml.NodeEvent) -> Tree:
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    if not isinstance(event, yaml.ScalarEvent):
        return None
    plain = event.implicit[0]  # written without quotes
    return None if plain and event.value in _NULLS else event.value


def _put(parent: list[Tree] | dict[str, Tree], key: str | None, value: Tree) -> None:
    if isinstance(parent, list):
        parent.append(value)
    else:
        parent[key or ""] = value


_YAML_ERRORS = (
    ("could not find expected ':'", "det saknas ett kolon efter nyckeln"),
    ("found character that cannot start any token", "ett värde får inte börja med det här tecknet utan citattecken"),
    ("found unexpected end of stream", "citattecknet avslutas aldrig"),
    ("did not find expected key", "indraget stämmer inte, eller ett citattecken saknas"),
    ("did not find expected '-' indicator", "listan saknar bindestreck, eller indraget stämmer inte"),
    ("did not find expected ',' or", "klammern avslutas aldrig, eller ett komma saknas"),
    ("block sequence entries are not allowed", "en lista med bindestreck ska börja på en egen rad"),
    ("did not find expected comment or line break", "texten efter | eller > ska börja på nästa rad"),
    ("found undefined tag handle", "ett värde får inte börja med utropstecken utan citattecken"),
    ("found unknown escape character", "ogiltigt tecken efter omvänt snedstreck; använd enkla citattecken"),
)
_AT_THE_START = ("found unexpected end of stream", "did not find expected ',' or")


def _swedish_yaml_error(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, Mark]:
    """Code, message and place of a syntax fault; what is never ended is reported where it begins."""
    problem = error.problem or ""
    if error.context in ("while scanning an alias", "while scanning an anchor"):
        return "yaml-alias", "ett värde börjar med * eller &", _counted_from_one(error.context_mark)
    begins = error.context_mark if problem.startswith(_AT_THE_START) else None
    line, column = _counted_from_one(begins or error.problem_mark or error.context_mark)
    written = text.split("\n")[line - 1 : line]
    before, here = (written[0][: column - 1], written[0][column - 1 : column]) if written else ("", "")
    if "mapping values are not allowed" in problem:
        message = (
            "kolon mitt i värdet; sätt citattecken runt hela värdet"
            if ":" in before
            else "raden hör inte ihop med den ovanför: se över indraget, och att ett mellanslag följer på varje kolon"
        )
    elif here == "\t":
        message = "tabbtecken får inte användas som indrag"
    else:
        message = next((swedish for english, swedish in _YAML_ERRORS if english in problem), "YAML går inte att tolka här")
    return "trasig-yaml", message, (line, column)


def _counted_from_one(mark: Any) -> Mark:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
