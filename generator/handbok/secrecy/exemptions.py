"""Exceptions from secrecy: written in the file, with a reason and the role that answers for it, for as little as possible."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from handbok.secrecy.tables import Key, Table

_SHORTEST = 20
_EMPTY_WORDS = re.compile(
    r"(?:\W|\b(?:ok|okej|ja|godkän[dt]|undantag|behövs|enligt|chefe?n?|överenskommelse|saknas|se|ovan)\b)*"
)


@dataclass(frozen=True, slots=True)
class Exemption:
    """That something found may stand: why (`skal`), which role decided it (`roll`), and what it covers (`omfattar`).

    `omfattar` is the beginning of a key: a single cell, a row, a whole table. The empty key would cover everything and is
    refused. An exemption never covers personnummer and the like: there is no reason to publish one.
    """

    skal: str
    roll: str
    omfattar: Key

    def covers(self, key: Key) -> bool:
        """Whether the key lies within what is covered."""
        return bool(self.omfattar) and key[: len(self.omfattar)] == self.omfattar


def defects(exemption: Exemption, roles: Iterable[str]) -> tuple[str, ...]:
    """What an exemption lacks, in Swedish for the editor; nothing when it is in order. `roles` are the roles' ids."""
    out = []
    if len(exemption.skal.strip()) < _SHORTEST or _EMPTY_WORDS.fullmatch(exemption.skal.lower()):
        out.append("undantaget saknar skäl: skriv varför antalet får visas, i en mening")
    if not exemption.roll.strip():
        out.append("undantaget saknar roll: ange rollen som har beslutat det")
    elif exemption.roll not in frozenset(roles):
        out.append(f'rollen "{exemption.roll}" finns inte')
    if not exemption.omfattar:
        out.append("undantaget omfattar allt: ange raden eller antalet det gäller")
    return tuple(out)


def exempted(table: Table, exemptions: Iterable[Exemption]) -> Table:
    """The table with the covered cells and shares as public: not sensitive, not hideable, and known to every reader.

    What else must be hidden is worked out with them shown, so an exemption can lead to more being hidden beside it.
    """
    exemptions = tuple(exemptions)

    def covered(key: Key) -> bool:
        return any(exemption.covers(key) for exemption in exemptions)

    return Table(
        tuple(replace(c, sensitive=False, hideable=False) if covered(c.key) else c for c in table.cells),
        table.sums,
        tuple(replace(s, hideable=False) if covered(s.key) else s for s in table.shares),
    )
