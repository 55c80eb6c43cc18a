"""Every page's address. An id is an address for ever, so nothing here depends on titles, numbers or order."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import Any

from handbok import model as m
from handbok.catalog import Post
from handbok.editions import Edition

HOME = "index.md"
GOALS = "mal/index.md"
PLANS = "planer/index.md"
UNITS = "enheter/index.md"
INDICATORS = "indikatorer/index.md"
ACTIVITIES = "aktiviteter/index.md"
RUTINER = "rutiner/index.md"
PROCESSES = "processer/index.md"
ROLES = "roller/index.md"
REVIEWS = "granskning/index.md"
REVIEWS_BY_OWNER = "granskning/agare.md"
REVIEWS_BY_PROCESS = "granskning/process.md"
CHANGES = "granskning/andrat.md"
TO_CONFIRM = "granskning/bekrafta.md"
WITHDRAWN = "granskning/upphavda.md"
TO_READ = "granskning/nytt-att-lasa.md"
YEAR_WHEEL = "granskning/arshjul.md"
REPORTS = "uppfoljning/index.md"
TRACEABILITY = "sparbarhet.md"
MISSING = "uppfoljning/saknas.md"
A_TO_Z = "a-o.md"
SEARCH = "sok.md"
GLOSSARY = "ordlista.md"
SOURCE_NOTES = "kallnoteringar.md"
NEWS = "nytt.md"
OPEN_DATA = "data/index.md"
CHECKS = "kontroller/index.md"
REQUIREMENTS = "krav/index.md"
RISKS = "kvalitet/risker.md"

_FOLDERS = {
    "enhet": "enheter",
    "indikator": "indikatorer",
    "rutin": "rutiner",
    "process": "processer",
    "roll": "roller",
    "sida": "sidor",
    "kravsamling": "krav",
}


def uri_of(post: Post[Any]) -> str:
    """The page of a thing within its edition, as a path in the docs tree; with #anchor for a row on a shared page."""
    if post.kind == "mal":
        return f"planer/{post.enhet}/mal/{post.id}.md" if post.enhet else f"mal/{post.id}.md"
    if post.kind == "plan":
        return plan_uri(post.enhet or "")
    if post.kind == "aktivitet":
        return f"{activities_uri(post.enhet or '')}#{post.id}"
    if post.kind == "atgard":
        return f"{actions_uri(post.enhet or '')}#{post.id}"
    if post.kind == "risk":
        return f"{risks_uri(post.enhet or '')}#{post.id}"
    if post.kind == "kontroll":
        return f"{controls_uri(post.enhet or '')}#{post.id}"
    if post.kind == "ord":
        return f"{GLOSSARY}#ord-{post.id}"
    if post.kind in _FOLDERS:
        return f"{_FOLDERS[post.kind]}/{post.id}.md"
    raise KeyError(post.kind)


def step_uri(process: Post[m.Process], step: m.Steg) -> str:
    """The place of a step on its process's page."""
    return f"{uri_of(process)}#{step_anchor(step)}"


def step_anchor(step: m.Steg) -> str:
    """A step's anchor, which no heading's can be taken for."""
    return f"steg-{step.id}"


def holder_of(post: Post[Any], edition: Edition) -> str | None:
    """The page where a thing without a page of its own is shown; None when the edition does not show it."""
    if post.kind == "uppfoljning":
        goal = edition.catalog.goal(post.id, post.ar, post.enhet)
        return uri_of(goal) if goal else None
    if post.kind == "matning":
        return f"indikatorer/{post.data.indikator}.md"
    if post.kind == "avsnitt":
        return document_uri(post.enhet or "", post.data.period)
    if post.kind in ("statistik", "ekonomi"):
        return document_uri(post.enhet or "", post.data.period)
    if post.kind == "klagomal":
        return document_uri(post.enhet or "", edition.handbok.perioder[-1].id)
    if post.kind == "namnd":
        return UNITS
    if post.kind == "arshjulsdag":
        return YEAR_WHEEL
    if post.kind in ("laskvittens", "lagrum"):
        return None
    return uri_of(post)


def plan_uri(unit: str) -> str:
    """The page that gathers a unit's year."""
    return f"planer/{unit}/index.md"


def document_uri(unit: str, period: str | None) -> str:
    """The page that holds a whole document from top to bottom: the unit's plan (`period` None) or a period's report."""
    return f"planer/{unit}/{period or 'verksamhetsplan'}.md"


def activities_uri(unit: str) -> str:
    """The page of a unit's activities."""
    return f"planer/{unit}/aktiviteter.md"


def actions_uri(unit: str) -> str:
    """The page of a unit's åtgärder."""
    return f"planer/{unit}/atgarder.md"


def story_uri(unit: str) -> str:
    """The page of a unit's kvalitetsberättelse of the year."""
    return f"planer/{unit}/kvalitetsberattelse.md"


def complaints_uri(unit: str) -> str:
    """Where the kvalitetsberättelse has the unit's counts of views and deviations."""
    return f"{story_uri(unit)}#klagomalstabell"


def state_uri(unit: str) -> str:
    """The page of how things stand in a unit: what is late, what is missing, what is to be done."""
    return f"planer/{unit}/laget.md"


def traceability_uri(unit: str) -> str:
    """The page of a unit's traceability matrix."""
    return f"planer/{unit}/sparbarhet.md"


def missing_uri(unit: str) -> str:
    """The page of what a unit has still to report."""
    return f"planer/{unit}/saknas.md"


def risks_uri(unit: str) -> str:
    """The page of a unit's risks."""
    return f"planer/{unit}/risker.md"


def control_plan_uri(unit: str) -> str:
    """The page of a unit's internkontrollplan."""
    return f"planer/{unit}/internkontrollplan.md"


def controls_uri(unit: str) -> str:
    """The page of a unit's controls and what they have shown."""
    return f"planer/{unit}/egenkontroller.md"


def relative(target: str, page: str) -> str:
    """The link from one page of the docs tree to another, as Markdown builders expect it."""
    path, hash_, anchor = target.partition("#")
    if path == page:
        return f"#{anchor}" if anchor else posixpath.basename(path)
    if page.count("/") == 0:
        return path + hash_ + anchor
    folder = page[: page.rfind("/") + 1]
    if path.startswith(folder):
        return path[len(folder) :] + hash_ + anchor
    return "../" * page.count("/") + path + hash_ + anchor


@lru_cache(maxsize=16384)  # a page's address is asked for from hundreds of others
def url_of(uri: str) -> str:
    """The address that a page gets on the site, relative to the edition's root: `rutiner/sip.md` → `rutiner/sip/`."""
    path, hash_, anchor = uri.partition("#")
    folder = path.removesuffix("index.md") if is_folder(path) else path.removesuffix(".md") + "/"
    return folder + hash_ + anchor


def is_folder(uri: str) -> bool:
    """Whether the page is a folder's own ("mal/index.md"), and not one whose id happens to end in "index"."""
    return uri.rpartition("/")[2] == "index.md"


def other_edition(page: str, year: int, uri: str) -> str:
    """The link from a page to a page of another year's edition, both being folders beside each other on the site."""
    depth = url_of(page).count("/")
    return "../" * (depth + 1) + f"{year}/{url_of(uri)}"
