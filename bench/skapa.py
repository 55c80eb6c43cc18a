"""Writes a handbook of a chosen size from invented Swedish content, the same for the same seed.

python bench/skapa.py MAPP --sidor 1000
python bench/skapa.py MAPP --enheter 12 --ar 3 --mal 8 --rutiner 200
"""

from __future__ import annotations

import argparse
import json
import math
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import NamedTuple

import texter as t
from texter import Penna, versal

SENASTE_AR = 2025
ENHETER_PER_NAMND, NAMNDMAL, MALPOOL, INDIKATORER = 12, 12, 24, 20
RUTINER_PER_PROCESS = 25
RUTINORD = 130


@dataclass(frozen=True, slots=True)
class Storlek:
    """How large a handbook: units, years, goals per unit and year, rutiner."""

    enheter: int = 4
    ar: int = 1
    mal: int = 8
    rutiner: int = 40

    @classmethod
    def for_sidor(cls, pages: int) -> Storlek:
        """The size whose edition has about that many pages: two fifths rutiner, two fifths units' plans and goals."""
        units = max(1, round(pages * 0.008))
        size = cls(units)
        rest = pages - size.sidor + size.rutiner + size.processer
        return cls(units, rutiner=max(10, round(rest * RUTINER_PER_PROCESS / (RUTINER_PER_PROCESS + 1))))

    @property
    def namnder(self) -> int:
        """Committees, each with its own nämndmål, goals and indicators."""
        return math.ceil(self.enheter / ENHETER_PER_NAMND)

    @property
    def processer(self) -> int:
        """Processes that the rutiner are divided over."""
        return math.ceil(self.rutiner / RUTINER_PER_PROCESS)

    @property
    def sidor(self) -> int:
        """About how many pages an edition gets: fixed ones, per committee, per unit (six and its goals), rutiner."""
        fixed = 15 + 3 + len(t.ROLLER) + len(t.GEMENSAMMA_MATT) + len(t.INRIKTNING) + len(t.KF_MAL)
        return fixed + self.namnder * (NAMNDMAL + INDIKATORER) + self.enheter * (6 + self.mal) + self.rutiner + self.processer


def slug(text: str) -> str:
    """The text as an id: ASCII, lower case, hyphens."""
    plain = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class Sak(NamedTuple):
    """A thing's id, short as editors choose them, and its title."""

    id: str
    titel: str


def citat(text: object) -> str:
    """A YAML scalar in double quotes."""
    return json.dumps(str(text), ensure_ascii=False)


def block(text: str, indent: int) -> str:
    """A text as a YAML block scalar."""
    pad = " " * indent
    return "|\n" + "\n".join(pad + line if line else "" for line in text.split("\n")) + "\n"


def svenskt(value: float) -> str:
    """A figure with one decimal, as Swedes write it."""
    return f"{value:.1f}".replace(".", ",")


def antal_ord(markdown: str) -> int:
    """How many words a reader reads."""
    return len(re.sub(r"\[\[[^\]|]*\|?|\]\]|[#*]", " ", markdown).split())


GEMENSAMMA_MATT = [Sak(slug(name), name) for name in t.GEMENSAMMA_MATT]


class Omrade:
    """What one committee and its units have in common: places, goals, indicators, rutiner."""

    def __init__(self, number: int, size: Storlek, seed: int) -> None:
        self.ort = t.ORTER[number % len(t.ORTER)] + (f" {number // len(t.ORTER) + 1}" if number >= len(t.ORTER) else "")
        self.id = slug(f"namnden {self.ort}")
        units = range(number * ENHETER_PER_NAMND, min(size.enheter, (number + 1) * ENHETER_PER_NAMND))
        self.enheter = [self._sak(v, f"{v} {self.ort}") for v in (t.VERKSAMHETER[u % ENHETER_PER_NAMND] for u in units)]
        pen = Penna(seed, "omrade", number)
        goals = [
            self._sak(d.split()[-1], f"{g} i {self.ort} {d}", n) for n, (g, d) in enumerate(product(t.GRUPPER, t.MALLOFTEN))
        ]
        pen.slump.shuffle(goals)
        self.namndmal, self.mal = goals[:NAMNDMAL], goals[NAMNDMAL : NAMNDMAL + MALPOOL]
        self.anvanda_mal = list(dict.fromkeys(g for u in range(len(units)) for g in self.goals_of(u, size.mal)))
        measures = product(t.GRUPPER, t.MATT)
        names = [
            self._sak(d.split()[-1], f"Andel {g[0].lower()}{g[1:]} i {self.ort} {d}", n) for n, (g, d) in enumerate(measures)
        ]
        self.indikatorer = pen.slump.sample(names, INDIKATORER)
        kinds = [t.PROCESSER[p % len(t.PROCESSER)] for p in range(self._share(number, size.processer, size.namnder))]
        self.processer = [self._sak(k, f"{k} {self.ort}", n // len(t.PROCESSER)) for n, k in enumerate(kinds)]
        titles = list(product(t.ATGARDER, t.FOREMAL, t.SAMMANHANG))
        chosen = pen.slump.sample(titles, self._share(number, size.rutiner, size.namnder))
        self.rutiner = [self._sak(f, f"{a} {f} {s} i {self.ort}", n) for n, (a, f, s) in enumerate(chosen, 1)]

    def goals_of(self, unit: int, count: int) -> list[Sak]:
        """The goals that the unit with that number has."""
        return [self.mal[(unit * 5 + i) % MALPOOL] for i in range(count)]

    @staticmethod
    def _share(number: int, whole: int, parts: int) -> int:
        """How many of `whole` things part `number` of `parts` gets."""
        return max(1, len(range(number, whole, parts)))

    def _sak(self, word: str, title: str, number: int = 0) -> Sak:
        return Sak(slug(f"{word} {self.ort} {number or ''}"), title)

    def process_of(self, rutin: int) -> Sak:
        """The process that the rutin with that number belongs to."""
        return self.processer[rutin % len(self.processer)]

    def parent_of(self, goal: Sak) -> Sak:
        """The nämndmål above a unit goal."""
        return self.namndmal[self.mal.index(goal) % NAMNDMAL]


class Skapare:
    """Makes every file of the handbook, as (path in content/, text)."""

    def __init__(self, size: Storlek, seed: int = 1) -> None:
        self.size = size
        self.seed = seed

    @cached_property
    def omraden(self) -> list[Omrade]:
        """One area for each committee."""
        return [Omrade(n, self.size, self.seed) for n in range(self.size.namnder)]

    @property
    def years(self) -> range:
        """The years, the newest last."""
        return range(SENASTE_AR - self.size.ar + 1, SENASTE_AR + 1)

    def pen(self, *about: object) -> Penna:
        """A pen whose words depend on the seed and on what it writes about, and on nothing else."""
        return Penna(self.seed, *about)

    def filer(self) -> Iterator[tuple[str, str]]:
        """All files except handbok.yml."""
        yield from self._gemensamt()
        for area in self.omraden:
            yield from self._omrade(area)
            for year in self.years:
                for number, unit in enumerate(area.enheter):
                    yield from self._enhetens_ar(area, number, unit, year)

    # --- Shared by all ----------------------------------------------------------------------------------------

    def _gemensamt(self) -> Iterator[tuple[str, str]]:
        for ident, name in t.ROLLER.items():
            yield f"organisation/roller/{ident}.yml", f"namn: {name}\nbeskrivning: {citat(self.pen(ident).nutid())}\n"
        for measure in GEMENSAMMA_MATT:
            yield self._indikator(measure)
        for order, name in enumerate(("Om handboken", "Skriva i handboken", "Tillgänglighet")):
            pen = self.pen("sida", name)
            body = "\n\n".join(f"## {h}\n\n{pen.stycken(120, pen.nutid)}" for h in ("Vad sidan är till för", "Så gör du"))
            yield f"sidor/{slug(name)}.md", f"---\ntitel: {name}\nordning: {order}\n---\n{body}\n"
        words = []
        for ident, (term, short, text) in t.ORD.items():
            words.append(f"- id: {ident}\n  term: {citat(term)}\n")
            words += [f"  forkortningar: [{citat(short)}]\n"] if short else []
            words.append(f"  forklaring: {citat(text)}\n")
        yield "ordlista.yml", "".join(words)
        for year in self.years:
            for title in t.INRIKTNING:
                yield f"styrning/{year}/inriktningsmal/{slug(title)}.md", f"---\ntitel: {title}\n---\n"
            for number, title in enumerate(t.KF_MAL):
                parent = t.INRIKTNING[number % len(t.INRIKTNING)]
                head = f'---\ntitel: {title}\nnummer: "{number % 3 + 1}.{number // 3 + 1}"\nforalder: {slug(parent)}\n---\n'
                yield f"styrning/{year}/kf-mal/{slug(title)}.md", head

    def _indikator(self, measure: Sak) -> tuple[str, str]:
        pen = self.pen("indikator", measure.id)
        better = "lagre" if measure.titel.startswith("Sjuk") or "tillbaka" in measure.titel else "hogre"
        text = f"namn: {citat(measure.titel)}\ndefinition: {citat(pen.nutid() + ' ' + pen.nutid())}\nenhet: '%'\nriktning: {better}\n"
        return f"indikatorer/{measure.id}.yml", text + f"kalla: {citat(pen.nutid())}\n"

    # --- One committee ----------------------------------------------------------------------------------------

    def _omrade(self, area: Omrade) -> Iterator[tuple[str, str]]:
        yield f"organisation/namnder/{area.id}.yml", f"namn: Nämnden i {area.ort}\ngiltig_fran: 2010\n"
        for unit in area.enheter:
            pen = self.pen("enhet", unit.id)
            text = citat(pen.stycken(40, pen.nutid))
            yield f"organisation/enheter/{unit.id}.yml", f"namn: {unit.titel}\nnamnd: {area.id}\nbeskrivning: {text}\n"
        for measure in area.indikatorer:
            yield self._indikator(measure)
        for year in self.years:
            for number, goal in enumerate(area.namndmal):
                yield self._namndmal(area, number, goal, year)
        for number, process in enumerate(area.processer):
            yield self._process(area, number, process)
        for number, rutin in enumerate(area.rutiner):
            yield f"rutiner/{rutin.id}.md", self._rutin(area, number, rutin)

    def _namndmal(self, area: Omrade, number: int, goal: Sak, year: int) -> tuple[str, str]:
        pen = self.pen("namndmal", goal.id, year)
        parent = t.KF_MAL[number % len(t.KF_MAL)]
        head = f'---\ntitel: {goal.titel}\nnummer: "{number % 3 + 1}.{number // 3 + 1}"\nforalder: {slug(parent)}\nnamnd: {area.id}\n---\n'
        body = f"## Beskrivning\n\n{pen.stycken(120, pen.nutid)}\n\n## Förväntat resultat\n\n{pen.punkter(4, pen.nutid)}\n"
        return f"styrning/{year}/namndmal/{goal.id}.md", head + body

    def _process(self, area: Omrade, number: int, process: Sak) -> tuple[str, str]:
        pen = self.pen("process", process.id)
        own = [r for i, r in enumerate(area.rutiner) if i % len(area.processer) == number][:8]
        steps = [
            f"  - {{id: steg-{i}, titel: {citat(r.titel)}, roll: {pen.val(list(t.ROLLER))}, rutiner: [{r.id}]}}\n"
            for i, r in enumerate(own, 1)
        ]
        steps = steps or ["  - {id: steg-1, titel: Börja, roll: enhetschef}\n"]
        head = f"---\ntitel: {process.titel}\nagare: enhetschef\nordning: {number}\nsteg:\n{''.join(steps)}---\n"
        body = f"## Syfte\n\n{pen.stycken(50, pen.nutid)}\n\n## Resultat\n\n{pen.punkter(4, pen.nutid)}\n"
        return f"processer/{process.id}.md", head + body

    def _rutin(self, area: Omrade, number: int, rutin: Sak) -> str:
        pen = self.pen("rutin", rutin.id)
        roles = pen.slump.sample(list(t.ROLLER), 4)
        near = [area.rutiner[(number + step) % len(area.rutiner)] for step in (1, 7, 13)]
        near = [r for r in dict.fromkeys(near) if r != rutin]
        # In turn, so that every goal that a unit has gets a rutin as long as there are enough of them.
        goals = [area.anvanda_mal[number % len(area.anvanda_mal)]]
        head = (
            f"---\ntitel: {rutin.titel}\nstatus: gallande\nexempel: true\nagare: {roles[0]}\ngaller_for: [{', '.join(roles[:3])}]\n"
            f"process: {area.process_of(number).id}\nmal: [{', '.join(g.id for g in goals)}]\n"
            f"lagrum: [Socialtjänstlagen, Förvaltningslagen]\ngiltig_fran: 2015-0{number % 9 + 1}-01\n"
            f'granskas_senast: {SENASTE_AR + 1}-12-31\nversion: "{number % 4 + 1}.{number % 3}"\n'
            f"se_aven: [{', '.join(r.id for r in near[:2])}]\n---\n"
        )
        return head + self._rutintext(pen, area, number, roles, near)

    def _rutintext(self, pen: Penna, area: Omrade, number: int, roles: list[str], near: list[Sak]) -> str:
        links = [f"[[rutin:{r.id}]]" for r in near[:2]] + [f"[[process:{area.process_of(number).id}]]", f"[[roll:{roles[3]}]]"]
        names = [t.ROLLER[r].lower() for r in roles]
        reader = f"Rutinen gäller {names[0]}, {names[1]} och {names[2]} i {area.ort}. {pen.nutid()}"
        duty = [("Beslutar", roles[0]), ("Utför", roles[1]), ("Kontrollerar", roles[2])]
        kept = pen.slump.sample(t.DOKUMENT, 3)
        wrong = pen.slump.sample(t.FEL, 3)
        parts = {
            "Syfte": f"{pen.nutid()} {pen.nutid()}",
            "Vem rutinen gäller": reader,
            "Ansvar": "\n".join(
                f"- **{what}:** [[roll:{who}|{t.ROLLER[who].lower()}]] {pen.val(t.TIDER)}." for what, who in duty
            ),
            "Gör så här": "",
            "Dokumentera": "\n".join("- **{}:** {}.".format(*k.split("/")) for k in kept),
            "Om något går fel": "\n".join("- **{}:** {}.".format(*w.split("/")) for w in wrong),
        }
        waiting = list(links)
        steps: list[str] = []
        for step in pen.slump.sample(t.STEG, len(t.STEG)):
            text = f"{step} {pen.val(t.TILLAGG)}" if pen.slump.random() < 0.8 else step
            if waiting and len(steps) % 2:
                text += f" Se {waiting.pop(0)}."
            elif len(steps) % 4 == 2:
                text += f" {pen.nutid()}"
            steps.append(f"{len(steps) + 1}. {text}")
            parts["Gör så här"] = "\n".join(steps)
            body = "\n\n".join(f"## {h}\n\n{p}" for h, p in parts.items())
            if antal_ord(body) >= RUTINORD and not waiting:
                break
        return body + "\n"

    # --- One unit's year --------------------------------------------------------------------------------------

    def _enhetens_ar(self, area: Omrade, number: int, unit: Sak, year: int) -> Iterator[tuple[str, str]]:
        folder = f"planer/{year}/{unit.id}"
        pen = self.pen(unit.id, year)
        goals = area.goals_of(number, self.size.mal)
        neighbour = area.enheter[(number + 1) % len(area.enheter)]
        intro = pen.stycken(130, pen.nutid, [f"[[enhet:{neighbour.id}]]", f"[[mal:{goals[0].id}]]"])
        yield f"{folder}/plan.md", f"---\nstatus: faststalld\nfaststalld: {year}-01-15\n---\n{intro}\n"
        for goal in goals:
            yield from self._mal(area, folder, goal, pen)
        yield f"{folder}/indikatorer.yml", "".join(self._matningar(area, number, unit, goals, year))
        yield f"{folder}/aktiviteter.yml", "".join(self._aktiviteter(area, goals, year, pen))
        yield from self._avsnitt(folder, pen)
        yield f"{folder}/statistik.yml", "".join(self._statistik(pen))
        yield f"{folder}/ekonomi.yml", self._ekonomi(pen)
        yield f"{folder}/klagomal.yml", self._klagomal(pen)

    def _mal(self, area: Omrade, folder: str, goal: Sak, pen: Penna) -> Iterator[tuple[str, str]]:
        rutiner = [f"[[rutin:{pen.slump.choice(area.rutiner).id}]]" for _ in range(2)]
        body = "\n\n".join(
            (
                f"## Förväntat resultat\n\n{pen.punkter(3, pen.nutid)}",
                f"## Arbetssätt\n\n{pen.stycken(80, pen.nutid, rutiner)}",
                f"## Resursanvändning\n\n{pen.stycken(30, pen.nutid)}",
                f"## Uppföljning\n\n{pen.stycken(30, pen.nutid)}",
                f"## Utveckling\n\n{pen.punkter(2, pen.nutid)}",
            )
        )
        head = f"---\ntitel: {goal.titel}\nforalder: {area.parent_of(goal).id}\n---\n"
        yield f"{folder}/enhetsmal/{goal.id}.md", f"{head}{body}\n"
        links = [f"[[rutin:{pen.slump.choice(area.rutiner).id}]]", f"[[indikator:{pen.slump.choice(area.indikatorer).id}]]"]
        full = (
            f"### Vad vi har gjort\n\n{pen.stycken(110, pen.datid, links)}\n\n{pen.punkter(3, pen.datid)}\n\n"
            f"### Vad det har gett\n\n{pen.stycken(70, pen.datid)}"
        )
        verdict = pen.val(("helt", "helt", "delvis", "delvis", "inte"))
        yield f"{folder}/uppfoljning/vb/{goal.id}.md", f"---\nbedomning: {verdict}\n---\n## Analys\n\n{full}\n"

    def _utfall(self, indicator: Sak, unit: Sak, year: int, period: str) -> tuple[str, str, str]:
        """All, men and women: the same wherever the figure is given."""
        pen = self.pen("utfall", indicator.id, unit.id, year, period)
        low = pen.slump.uniform(5, 90)
        gap = pen.slump.uniform(0.4, 8)
        parts = (low, low + gap) if pen.slump.random() < 0.5 else (low + gap, low)
        return svenskt(low + gap / 2), svenskt(parts[0]), svenskt(parts[1])

    def _matningar(self, area: Omrade, number: int, unit: Sak, goals: list[Sak], year: int) -> Iterator[str]:
        own = [area.indikatorer[(number + i) % INDIKATORER] for i in range(INDIKATORER)]
        measures = [*GEMENSAMMA_MATT[: len(goals)], *own]
        for index, measure in enumerate(measures[: 2 * len(goals)]):
            pen = self.pen("matning", measure.id, unit.id, year)
            yield (
                f"- indikator: {measure.id}\n  mal: {goals[index % len(goals)].id}\n  arsmal: {citat(pen.slump.randint(20, 95))}\n"
                f"  kf_arsmal: {citat(pen.val(('85', 'Tas fram av nämnd', '90')))}\n  periodicitet: tertial\n"
                f"  forra_aret: {citat(self._utfall(measure, unit, year - 1, 'vb')[0])}\n  utfall:\n"
            )
            for period in ("t1", "t2", "vb"):
                everyone, men, women = self._utfall(measure, unit, year, period)
                yield f"    {period}:\n      alla: {citat(everyone)}\n      man: {citat(men)}\n      kvinnor: {citat(women)}\n"
            yield f"      analys: {block(pen.stycken(40, pen.datid), 8)}"

    def _aktiviteter(self, area: Omrade, goals: list[Sak], year: int, pen: Penna) -> Iterator[str]:
        for number, goal in enumerate(goals):
            for turn, start in enumerate(pen.slump.sample(t.AKTIVITETER, 1 + number % 2)):
                title = f"{start} {pen.val(t.MALGRUPPER)}"
                giver = "namnd" if start.startswith("Nämnden") else "enhet"
                yield (
                    f"- id: aktivitet-{number + 1}-{turn + 1}\n  titel: {title}\n  mal: {goal.id}\n  givare: {giver}\n"
                    f"  start: {year}-01-01\n  slut: {year}-12-31\n  analys:\n    vb: {block(pen.stycken(40, pen.datid), 6)}"
                )

    def _avsnitt(self, folder: str, pen: Penna) -> Iterator[tuple[str, str]]:
        for order, (title, period, words) in enumerate(
            (("Verksamheten", "", 180), ("Systematiskt kvalitetsarbete", "", 150), ("Sammanfattande analys", "vb", 180),
             ("Kompetens och arbetsmiljö", "vb", 130)), 1
        ):  # fmt: skip
            sentence = pen.datid if period else pen.nutid
            head = f"---\ntitel: {title}\nordning: {order * 10}\n" + (f"period: {period}\n" if period else "")
            yield f"{folder}/avsnitt/{slug(title)}.md", f"{head}---\n{pen.stycken(words, sentence)}\n"

    def _statistik(self, pen: Penna) -> Iterator[str]:
        for name in (
            "Inkomna anmälningar",
            "Inledda utredningar",
            "Barn med insats",
            "Avslutade ärenden",
            "Placeringar",
            "Hembesök",
        ):
            men, women = pen.slump.randint(20, 400), pen.slump.randint(20, 400)
            yield (
                f"- id: {slug(name)}\n  grupp: Ärenden\n  namn: {name}\n  varde: {citat(men + women)}\n  man: {citat(men)}\n"
                f"  kvinnor: {citat(women)}\n  enhet: st\n  period: vb\n"
            )

    def _ekonomi(self, pen: Penna) -> str:
        out = ["rubrik: Uppföljning av driftbudget\nperiod: vb\nenhet: tkr\ngrupper:\n"]
        total = {"intakt": (0, 0), "kostnad": (0, 0)}
        kinds = (
            ("Intäkter", "intakt", ("Taxor och avgifter", "Bidrag")),
            ("Kostnader", "kostnad", ("Personal", "Lokaler", "Köp av verksamhet", "Övrigt")),
        )
        for name, kind, rows in kinds:
            out.append(f"  - namn: {name}\n    slag: {kind}\n    rader:\n")
            for row in rows:
                actual, budget = pen.slump.randint(200, 9000), pen.slump.randint(200, 9000)
                total[kind] = total[kind][0] + actual, total[kind][1] + budget
                out.append(f"      - {self._rad(row, actual, budget, kind)}\n")
            out.append(f"    summa: {self._rad(f'Summa {name.lower()}', *total[kind], kind)}\n")
        net = [total["kostnad"][i] - total["intakt"][i] for i in (0, 1)]
        out.append(f"netto: {self._rad('Summa netto', net[0], net[1], 'kostnad')}\n")
        return "".join(out)

    @staticmethod
    def _rad(name: str, actual: int, budget: int, kind: str) -> str:
        deviation = actual - budget if kind == "intakt" else budget - actual
        return f'{{namn: {name}, utfall: "{actual}", budget: "{budget}", avvikelse: "{deviation}"}}'

    def _klagomal(self, pen: Penna) -> str:
        out = ["rubrik: Synpunkter och klagomål\ngrupper:\n  - namn: Från vem\n    rader:\n"]
        for who in ("Brukare", "Närstående", "Medarbetare", "Annan"):
            counts = [pen.slump.randint(0, 9) for _ in range(3)]
            out.append(
                f'      - kategori: {who}\n        antal: {{t1: "{counts[0]}", t2: "{counts[1]}", vb: "{counts[2]}"}}\n'
                f'        totalt: "{sum(counts)}"\n        sammanfattning: {citat(versal(pen.datid()))}\n'
            )
        return "".join(out)


def skapa(folder: Path, size: Storlek, config: Path, seed: int = 1) -> int:
    """Writes the handbook into `folder`, which is emptied first, with the settings in `config`; returns the number of files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = re.sub(r"^organisation: .*$", "organisation: Påhittade kommun", config.read_text("utf-8"), flags=re.MULTILINE)
    (folder / "handbok.yml").write_text(settings, "utf-8")
    count = 1
    for name, text in Skapare(size, seed).filer():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        count += 1
    return count


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Skriver en påhittad handbok av vald storlek.")
    parser.add_argument("mapp", type=Path, help="mappen som innehållet skrivs i; den töms först")
    parser.add_argument("--sidor", type=int, help="ungefär så många sidor i en utgåva, i stället för måtten nedan")
    parser.add_argument("--enheter", type=int, default=4)
    parser.add_argument("--ar", type=int, default=1, help="antal år, det sista är %d" % SENASTE_AR)
    parser.add_argument("--mal", type=int, default=8, help="enhetsmål per enhet och år, högst %d" % MALPOOL)
    parser.add_argument("--rutiner", type=int, default=40)
    parser.add_argument("--fro", type=int, default=1, help="frö: samma frö ger samma text")
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--installningar", type=Path, default=root / "content/handbok.yml", help="handbok.yml att använda")
    given = parser.parse_args()
    if not 1 <= given.mal <= MALPOOL:
        parser.error(f"--mal ska vara 1–{MALPOOL}")
    size = Storlek.for_sidor(given.sidor) if given.sidor else Storlek(given.enheter, given.ar, given.mal, given.rutiner)
    count = skapa(given.mapp, size, given.installningar, given.fro)
    print(f"{count} filer i {given.mapp}: {size}, omkring {size.sidor} sidor per utgåva")


if __name__ == "__main__":
    main()
