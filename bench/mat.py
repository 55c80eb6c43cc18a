"""Measures `handbok check` and `handbok build` as whole processes, beside stock MkDocs with Material on the same pages.

    python bench/mat.py --sidor 1000 --peers --upprepa 3 --json resultat.json
    python bench/mat.py --skala

What is measured and what the goals are stands in README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import mean, median

from skapa import SENASTE_AR, Storlek, skapa

ROOT = Path(__file__).resolve().parent.parent
PEERS = {"full": [], "prune": ["navigation.prune"]}
GOALS = {
    "full": ("CPU mot Material med hela navigationen", 0.12, ""),
    "prune": ("CPU mot Material med navigation.prune", 0.6, ""),
    "sida": ("Medelsida", 30.0, "kB"),
    "nav": ("varav navigation", 6.0, "kB"),
    "sok": ("Sökindexets del av byggets CPU", 0.4, ""),
    "andring": ("CPU när en rutin har ändrats, utan sökindex", 1.5, "s"),
    "utgavor": ("Väggtid för fem utgåvor, mot en i taget", 0.6, ""),
    "minne": ("Minne i den största processen", 400, "MB"),
    "oforandrat": ("Väggtid när inget har ändrats i fem utgåvor", 2, "s"),
    "verifiering": ("Väggtid för att verifiera en utgåva", 3, "s"),
    "skala": ("CPU för 5 000 sidor mot 1 000", 5.5, ""),
    "check": ("CPU för check av 1 000 filer", 3.0, "s"),
}
_NAV = re.compile(rb"<nav\b[^>]*>|</nav>")


@dataclass(frozen=True, slots=True)
class Korning:
    """What one process and its children cost."""

    cpu: float
    vagg: float
    minne_mb: float


@dataclass(frozen=True, slots=True)
class Sajt:
    """What a built edition holds."""

    sidor: int
    sida_kb: float
    nav_kb: float
    sokindex_kb: float
    totalt_mb: float


def kor(command: list[str], folder: Path) -> Korning:
    """Runs a command to its end. Peak memory is that of the largest process; CPU is summed over all of them."""
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        # Python keeps compiled modules unless told not to; whoever measures where it is told so would measure a compiler.
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"NO_MKDOCS_2_WARNING": "1"}
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, env=env)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            sys.stderr.write(log.read().decode("utf-8", "replace")[-4000:])
            raise SystemExit(f"{' '.join(command)} slutade med {process.returncode}")
    return Korning(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def granska(site: Path) -> Sajt:
    """Counts pages and bytes of a built edition."""
    sizes, navs = [], []
    for page in site.rglob("*.html"):
        html = page.read_bytes()
        sizes.append(len(html))
        navs.append(_nav_bytes(html))
    files = [f for f in site.rglob("*") if f.is_file()]
    index = sum(
        f.stat().st_size for f in files if f.suffix != ".html" and {"search", "sokindex"} & set(f.relative_to(site).parts[:-1])
    )
    return Sajt(len(sizes), mean(sizes) / 1000, mean(navs) / 1000, index / 1000, sum(f.stat().st_size for f in files) / 1e6)


def _nav_bytes(html: bytes) -> int:
    """The bytes of the main navigation, from its opening tag to the closing tag that belongs to it."""
    start = depth = 0
    for tag in _NAV.finditer(html):
        if tag.group().startswith(b"</"):
            depth -= depth > 0
            if start and not depth:
                return tag.end() - start + 1
        elif start or b"md-nav--primary" in tag.group():
            start = start or tag.start() + 1
            depth += 1
    return 0


class Bank:
    """A handbook in a temporary folder and the commands to measure on it."""

    def __init__(self, folder: Path, size: Storlek) -> None:
        self.folder = folder
        self.filer = skapa(folder / "content", size, ROOT / "content/handbok.yml")
        shutil.copy(ROOT / "mkdocs.yml", folder)
        shutil.copytree(ROOT / "overrides", folder / "overrides")
        for name, features in PEERS.items():
            (folder / f"{name}.yml").write_text(self._peer(name, features), "utf-8")
        self.handbok = [sys.executable, "-c", "from handbok.cli import main; main()"]

    def _peer(self, name: str, features: list[str]) -> str:
        """Stock Material on our docs tree: its own navigation and search, our language, the Markdown extensions it needs."""
        return (
            f"site_name: Handbok\ndocs_dir: docs/{SENASTE_AR}\nsite_dir: site-{name}\n"
            f"theme: {{name: material, language: sv, font: false, features: {json.dumps(features)}}}\n"
            "plugins:\n  - search: {lang: sv}\nmarkdown_extensions: [abbr, fenced_code, tables, toc]\n"
        )

    def check(self) -> Korning:
        """`handbok check`."""
        return kor([*self.handbok, "check"], self.folder)

    def clean(self) -> None:
        """Takes away all that builds have left."""
        for name in (".handbok", "site"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def build(self, *options: str) -> Korning:
        """`handbok build` of the newest year from nothing: neither site nor working folder is there before."""
        self.clean()
        return self.rebuild(*options)

    def rebuild(self, *options: str) -> Korning:
        """`handbok build` with what the former build left."""
        return kor([*self.handbok, "build", "--utan-dokument", "--utgava", str(SENASTE_AR), *options], self.folder)

    def again(self) -> float:
        """CPU seconds of the same build when Python's modules are loaded already, as in `handbok serve`."""
        done = subprocess.run(
            [sys.executable, ROOT / "bench/igen.py"], cwd=self.folder, stdout=subprocess.PIPE, text=True, check=True
        )
        return float(done.stdout)

    def edit(self) -> None:
        """Adds a sentence to one rutin."""
        rutin = min((self.folder / "content/rutiner").glob("*.md"))
        rutin.write_text(rutin.read_text("utf-8").rstrip() + " Ett tillägg.\n", "utf-8")

    def markdown(self) -> None:
        """Writes the docs tree that the peers build."""
        self.rebuild("--utan-sok", "--markdown", "docs")

    def peer(self, name: str) -> Korning:
        """Stock MkDocs on that docs tree."""
        shutil.rmtree(self.folder / f"site-{name}", ignore_errors=True)
        return kor([sys.executable, "-m", "mkdocs", "build", "-q", "-f", f"{name}.yml"], self.folder)

    def sajt(self, name: str = "") -> Sajt:
        """What was built: ours, or a peer's."""
        return granska(self.folder / (f"site-{name}" if name else f"site/{SENASTE_AR}"))


def jamfor(pages: int, turns: int, *, peers: bool) -> dict[str, object]:
    """Ours and the peers in turn, `turns` times; the ratios are medians of those within a turn."""
    with tempfile.TemporaryDirectory(prefix="handbok-") as folder:
        bank = Bank(Path(folder), Storlek.for_sidor(pages))
        runs: dict[str, list[Korning]] = {"check": [], "utan sök": [], "ändring": [], "build": []}
        again: list[float] = []
        sites: dict[str, Sajt] = {}
        if peers:
            bank.markdown()
        for turn in range(turns):
            runs["check"].append(bank.check())
            runs["utan sök"].append(bank.build("--utan-sok"))
            bank.edit()
            runs["ändring"].append(bank.rebuild("--utan-sok"))
            again.append(bank.again())
            runs["build"].append(bank.build())
            sites["build"] = sites.get("build") or bank.sajt()
            for name in PEERS if peers else ():
                _say(f"varv {turn + 1} av {turns}: {name}")
                runs.setdefault(name, []).append(bank.peer(name))
                sites[name] = sites.get(name) or bank.sajt(name)
        ratios = {
            n: {
                "cpu": median(a.cpu / b.cpu for a, b in zip(runs["utan sök"], runs[n], strict=True)),
                "cpu_med_sok": median(a.cpu / b.cpu for a, b in zip(runs["build"], runs[n], strict=True)),
                "byte": sites["build"].sida_kb / sites[n].sida_kb,
            }
            for n in PEERS
            if n in runs
        }
        return {
            "sidor": pages,
            "innehallsfiler": bank.filer,
            "korningar": {n: [asdict(r) for r in rs] for n, rs in runs.items()},
            "sajter": {n: asdict(s) for n, s in sites.items()},
            "kvoter": ratios,
            "sok": median(1 - a.cpu / b.cpu for a, b in zip(runs["utan sök"], runs["build"], strict=True)),
            "andring": median(r.cpu for r in runs["ändring"]),
            "igen": median(again),
        }


def skala(turns: int) -> dict[str, object]:
    """1,000 and 5,000 pages in turn, and `check` of 1,000 content files."""
    with tempfile.TemporaryDirectory(prefix="handbok-") as folder:
        small = Bank(Path(folder) / "liten", Storlek.for_sidor(1000))
        large = Bank(Path(folder) / "stor", Storlek.for_sidor(5000))
        files = Bank(Path(folder) / "filer", Storlek(enheter=20, rutiner=330))
        pairs, checks = [], []
        for turn in range(turns):
            _say(f"varv {turn + 1} av {turns}: 1 000 och 5 000 sidor")
            pairs.append((small.build(), large.build()))
            checks.append(files.check())
        sites = small.sajt(), large.sajt()
        return {
            "korningar": [{"liten": asdict(a), "stor": asdict(b)} for a, b in pairs],
            "sajter": [asdict(s) for s in sites],
            "kvot_cpu": median(b.cpu / a.cpu for a, b in pairs),
            "kvot_sidor": sites[1].sidor / sites[0].sidor,
            "check": {
                "innehallsfiler": files.filer,
                "cpu": median(c.cpu for c in checks),
                "vagg": median(c.vagg for c in checks),
            },
        }


def utgavor(turns: int) -> dict[str, object]:
    """Five editions of 1,000 pages: side by side against one after another; then one is sealed and verified."""
    with tempfile.TemporaryDirectory(prefix="handbok-") as folder:
        bank = Bank(Path(folder), replace(Storlek.for_sidor(1000), ar=5))
        years = [str(year) for year in range(SENASTE_AR - 4, SENASTE_AR + 1)]
        options = ["build", "--utan-dokument"]
        ratios, together = [], []
        for turn in range(turns):
            _say(f"varv {turn + 1} av {turns}: fem utgåvor")
            alone = 0.0
            for year in years:
                bank.clean()
                alone += kor([*bank.handbok, *options, "--utgava", year], bank.folder).vagg
            bank.clean()
            together.append(kor([*bank.handbok, *options], bank.folder))
            ratios.append(together[-1].vagg / alone)
        unchanged = kor([*bank.handbok, *options], bank.folder)
        (bank.folder / ".gitignore").write_text(".handbok/\nsite/\narkiv/\nsite-*/\n", "utf-8")
        for command in (
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", *command], cwd=bank.folder, check=True)
        sealed = kor([*bank.handbok, "arkivera", years[0]], bank.folder)
        verified = kor([*bank.handbok, "verifiera"], bank.folder)
        return {
            "utgavor": median(ratios),
            "minne": median(r.minne_mb for r in together),
            "vagg": median(r.vagg for r in together),
            "oforandrat": asdict(unchanged),
            "forsegling": asdict(sealed),
            "verifiering": verified.vagg,
        }


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def tabell(result: dict[str, object]) -> Iterator[str]:
    """The result as lines to read: every run's cost, the built pages, the goals."""
    if "jamforelse" in result:
        yield from _jamforelse(result["jamforelse"])  # type: ignore[arg-type]
    if "utgavor" in result:
        yield from _utgavor(result["utgavor"])  # type: ignore[arg-type]
    if "skala" in result:
        yield from _skala(result["skala"])  # type: ignore[arg-type]


def _jamforelse(r: dict) -> Iterator[str]:  # type: ignore[type-arg]
    yield f"{r['innehallsfiler']} innehållsfiler, {r['sajter']['build']['sidor']} sidor i en utgåva"
    yield f"{'':10}{'CPU s':>9}{'vägg s':>9}{'minne MB':>10}{'sida kB':>9}{'nav kB':>8}{'sökindex kB':>13}{'sajt MB':>9}"
    for name, runs in r["korningar"].items():
        cost = f"{name:10}{_mid(runs, 'cpu'):9.2f}{_mid(runs, 'vagg'):9.2f}{_mid(runs, 'minne_mb'):10.0f}"
        s = r["sajter"].get(name)
        yield cost + (f"{s['sida_kb']:9.1f}{s['nav_kb']:8.1f}{s['sokindex_kb']:13.0f}{s['totalt_mb']:9.1f}" if s else "")
    for name, ratio in r["kvoter"].items():
        yield _goal(name, ratio["cpu"]) + f"; med vårt sökindex {ratio['cpu_med_sok']:.3g}; byte per sida {ratio['byte']:.3f}"
    yield _goal("sok", r["sok"])
    yield _goal("andring", r["andring"]) + f"; i en process som har byggt förut {r['igen']:.2f} s"
    yield _goal("sida", r["sajter"]["build"]["sida_kb"])
    yield _goal("nav", r["sajter"]["build"]["nav_kb"])


def _skala(r: dict) -> Iterator[str]:  # type: ignore[type-arg]
    for name, site in zip(("liten", "stor"), r["sajter"], strict=True):
        runs = [pair[name] for pair in r["korningar"]]
        yield f"{site['sidor']:6} sidor: {_mid(runs, 'cpu'):.2f} s CPU, {_mid(runs, 'minne_mb'):.0f} MB, {site['sida_kb']:.1f} kB per sida"
    yield _goal("skala", r["kvot_cpu"]) + f"; sidorna är {r['kvot_sidor']:.2f} gånger så många"
    yield _goal("check", r["check"]["cpu"]) + f"; {r['check']['innehallsfiler']} filer"


def _utgavor(r: dict) -> Iterator[str]:  # type: ignore[type-arg]
    yield _goal("utgavor", r["utgavor"]) + f"; {r['vagg']:.1f} s"
    yield _goal("minne", r["minne"])
    yield _goal("oforandrat", r["oforandrat"]["vagg"])
    yield _goal("verifiering", r["verifiering"]) + f"; förseglingen tog {r['forsegling']['vagg']:.1f} s"


def _mid(runs: list[dict[str, float]], key: str) -> float:
    return median(run[key] for run in runs)


def _goal(name: str, value: float) -> str:
    title, most, unit = GOALS[name]
    verdict = "nått" if value <= most else "INTE NÅTT"
    return f"{title}: {value:.3g} {unit}".rstrip() + f" (mål högst {most:g} {unit}".rstrip() + f", {verdict})"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Mäter vad det kostar att kontrollera och bygga en påhittad handbok.")
    parser.add_argument("--sidor", type=int, default=1000, help="ungefär så många sidor i utgåvan")
    parser.add_argument("--peers", action="store_true", help="mät även Material med egen navigation på samma sidor")
    parser.add_argument("--skala", action="store_true", help="mät 1 000 mot 5 000 sidor, och check av 1 000 filer, i stället")
    parser.add_argument("--upprepa", type=int, default=3, metavar="GÅNGER")
    parser.add_argument("--json", type=Path, metavar="FIL", help="skriv även allt som JSON")
    parser.add_argument("--utgavor", action="store_true", help="mät fem utgåvor, försegling och verifiering, i stället")
    given = parser.parse_args()
    result: dict[str, object]
    if given.skala:
        result = {"skala": skala(given.upprepa)}
    elif given.utgavor:
        result = {"utgavor": utgavor(given.upprepa)}
    else:
        result = {"jamforelse": jamfor(given.sidor, given.upprepa, peers=given.peers)}
    print("\n".join(tabell(result)))
    if given.json:
        given.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
