"""What a comparison of two editions holds, as frozen values. Field names are the keys of the JSON, so they never change.

`tidigare` is what the first edition has and `senare` what the second has. Nothing here refers back into a catalog.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Gruppslag: TypeAlias = Literal["ny", "borta", "kvar", "delad", "sammanslagen", "omfordelad"]
"""Only in the second edition, only in the first, one in each, one → many, many → one, many → many."""
Malandring: TypeAlias = Literal["namn", "flyttat", "nummer"]
Bedomningsslag: TypeAlias = Literal["battre", "samre", "annat-ord", "oforandrad", "slutat", "borjat"]
"""Another word of the same tone is "annat-ord"; "slutat" and "borjat" are judged only in the first or second edition."""
Utveckling: TypeAlias = Literal["mot", "fran"]
"""Towards or away from what an indicator declares to be better."""
Indikatorslag: TypeAlias = Literal["ny", "borta", "kvar"]
Aktivitetsslag: TypeAlias = Literal["ny", "avslutad", "forlangd", "forkortad", "fortsatter"]
Aktivitetsandringsslag: TypeAlias = Literal["namn", "mal", "start", "slut"]
Rutinslag: TypeAlias = Literal["ny", "upphavd", "kvar", "andrad", "ersatt", "delad", "sammanslagen", "omfordelad"]
"""With the same id but another text or version it is "andrad"; with another id, "ersatt"."""


@dataclass(frozen=True, slots=True)
class Enhet:
    """A unit in one of the editions. A unit without plan is named only because a unit with one continues it, or the reverse."""

    nyckel: str
    namn: str
    ar: int
    har_plan: bool
    namnd: str | None
    giltig_fran: date | None
    giltig_till: date | None


@dataclass(frozen=True, slots=True)
class Enhetsgrupp:
    """Units that are the same or continue each other."""

    slag: Gruppslag
    tidigare: tuple[Enhet, ...]
    senare: tuple[Enhet, ...]

    @property
    def jamforbar(self) -> bool:
        """Whether there is a plan on both sides."""
        return any(u.har_plan for u in self.tidigare) and any(u.har_plan for u in self.senare)

    @property
    def samma(self) -> bool:
        """Whether they are the very same units on both sides."""
        return self.jamforbar and [u.nyckel for u in self.tidigare] == [u.nyckel for u in self.senare]


@dataclass(frozen=True, slots=True)
class Mal:
    """A goal in one of the editions; `bedomning` is the last judgement's id, None when none was made or units disagree."""

    nyckel: str
    id: str
    ar: int
    niva: str
    nummer: str | None
    titel: str
    enhet: str | None
    foralder: str | None
    foralder_titel: str | None
    bedomning: str | None


@dataclass(frozen=True, slots=True)
class Malgrupp:
    """Goals that are the same or continue each other, and what has changed about them.

    `samma_namn` is only for goals on one side: the key of the other edition's goal that has the same title but another
    id, when nobody has declared that they are the same.
    """

    slag: Gruppslag
    tidigare: tuple[Mal, ...]
    senare: tuple[Mal, ...]
    andringar: tuple[Malandring, ...] = ()
    samma_namn: str | None = None

    @property
    def andrad(self) -> bool:
        """Whether the goals are not simply as they were."""
        return self.slag != "kvar" or bool(self.andringar)


@dataclass(frozen=True, slots=True)
class Bedomt:
    """A judgement at a follow-up."""

    bedomning: str
    namn: str
    ton: Literal["bra", "delvis", "inte", "ingen"]
    period: str


@dataclass(frozen=True, slots=True)
class Bedomningsandring:
    """A goal that is in both editions and that a unit judged in either."""

    slag: Bedomningsslag
    mal_tidigare: Mal
    mal_senare: Mal
    enhet_tidigare: str
    enhet_senare: str
    tidigare: Bedomt | None
    senare: Bedomt | None


@dataclass(frozen=True, slots=True)
class Varde:
    """A figure or text as the document has it, with what it is counted in; `period` for outcomes."""

    skrivet: str
    tal: str | None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Vardepar:
    """A figure in both editions; `skillnad` is second minus first when both are numbers of the same kind.

    `utveckling` is None when there is no difference, no declared direction, or the figures cannot be set against each other.
    """

    tidigare: Varde | None
    senare: Varde | None
    andrad: bool
    skillnad: str | None = None
    utveckling: Utveckling | None = None


@dataclass(frozen=True, slots=True)
class Indikator:
    """An indicator as a unit measures it. `samma_enhet` is False when units have merged or split in between.

    `kallnotering` are the years whose document is uncertain about a figure here.
    """

    slag: Indikatorslag
    nyckel: str
    namn_tidigare: str
    namn_senare: str
    riktning: Literal["hogre", "lagre", "ingen"]
    enhet_tidigare: str | None
    enhet_senare: str | None
    samma_enhet: bool
    arsmal: Vardepar
    kf_arsmal: Vardepar
    utfall: Vardepar
    kallnotering: tuple[int, ...] = ()

    @property
    def andrad(self) -> bool:
        """Whether it is new, gone, renamed, or any figure differs."""
        figures = (self.arsmal, self.kf_arsmal, self.utfall)
        return self.slag != "kvar" or self.namn_tidigare != self.namn_senare or any(f.andrad for f in figures)


@dataclass(frozen=True, slots=True)
class Aktivitet:
    """An activity in one of the editions."""

    nyckel: str
    id: str
    ar: int
    titel: str
    enhet: str
    givare: Literal["kf", "namnd", "enhet"]
    mal: str | None
    mal_titel: str | None
    start: date | None
    slut: date | None


@dataclass(frozen=True, slots=True)
class Aktivitetsandring:
    """An activity in one or both editions: new, ended, with a later or earlier end, or going on."""

    slag: Aktivitetsslag
    tidigare: Aktivitet | None
    senare: Aktivitet | None
    andringar: tuple[Aktivitetsandringsslag, ...] = ()
    samma_namn: str | None = None


@dataclass(frozen=True, slots=True)
class Rutin:
    """A rutin in force at the end of one of the years."""

    nyckel: str
    titel: str
    ar: int
    version: str | None
    giltig_fran: date
    giltig_till: date | None
    ersatter: tuple[str, ...]
    exempel: bool


@dataclass(frozen=True, slots=True)
class Rutingrupp:
    """Rutiner that are the same or replace each other."""

    slag: Rutinslag
    tidigare: tuple[Rutin, ...]
    senare: tuple[Rutin, ...]


@dataclass(frozen=True, slots=True)
class Enhetsjamforelse:
    """Units that belong together, and what they have planned and reported themselves."""

    enheter: Enhetsgrupp
    bedomningar: tuple[Bedomningsandring, ...]
    mal: tuple[Malgrupp, ...]
    indikatorer: tuple[Indikator, ...]
    aktiviteter: tuple[Aktivitetsandring, ...]

    @property
    def andrad(self) -> bool:
        """Whether anything differs for the units."""
        return (
            not self.enheter.samma
            or any(j.slag != "oforandrad" for j in self.bedomningar)
            or any(g.andrad for g in self.mal)
            or any(i.andrad for i in self.indikatorer)
            or any(a.slag != "fortsatter" or a.andringar for a in self.aktiviteter)
        )


@dataclass(frozen=True, slots=True)
class Forbehall:
    """What cannot be compared, and why, as a Swedish sentence; of one unit and year or of the whole."""

    slag: Literal["inga-gemensamma-enheter", "inga-gemensamma-mal", "enheter-utan-plan", "ingen-uppfoljning"]
    text: str
    ar: int | None = None
    enhet: str | None = None


@dataclass(frozen=True, slots=True)
class Niva:
    """A goal level, with the words of the handbook."""

    id: str
    namn: str
    plural: str


@dataclass(frozen=True, slots=True)
class Period:
    """A follow-up within a year, with the words of the handbook."""

    id: str
    kort: str
    namn: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions of one handbook. Every unit, goal, activity and rutin of either is in exactly one group."""

    handbok: str
    fran: int
    till: int
    nivaer: tuple[Niva, ...]
    perioder: tuple[Period, ...]
    bedomningsord: dict[str, str]
    namnder: dict[str, str]
    arsmal: str
    kf_arsmal: str
    forbehall: tuple[Forbehall, ...]
    enheter: tuple[Enhetsjamforelse, ...]
    styrande_mal: tuple[Malgrupp, ...]
    rutiner: tuple[Rutingrupp, ...]

    @property
    def andrad(self) -> bool:
        """Whether anything at all differs."""
        return (
            any(s.andrad for s in self.enheter)
            or any(g.andrad for g in self.styrande_mal)
            or any(r.slag != "kvar" for r in self.rutiner)
        )
