"""What a web server must know of the very site that is published: what never changes, and which inline scripts are ours."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from handbok.archive.names import PAYLOAD
from handbok.archive.register import Sealing
from handbok.publish.copying import differing
from handbok.publish.releases import SITE

NGINX, CADDY = "huvuden.nginx", "huvuden.caddy"

HASHED = (
    r"(?:/assets/.+\.[0-9a-f]{8}\.min\.(?:js|css)|/sokindex/(?:[0-9]+/)?[a-z]+/[0-9a-f]{12}\.json\.gz"
    r"|/sokindex/.+_[0-9a-f]{7,}\.pf_(?:fragment|index|meta))$"
)
"""Addresses that name their content, as a pattern that nginx and Caddy read alike: another content has another address.

The last is for editions that were sealed with the search engine of before, Pagefind."""
FOREVER, ASK = "public, max-age=31536000, immutable", "no-cache"
"""A year in seconds, without asking; and: keep it, but ask each time whether it has changed."""
_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
_PLAIN_NAME = re.compile(r"[0-9A-Za-z_-]+")
_SCRIPT = re.compile(rb"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_NOT_INLINE = re.compile(rb"(?:^|\s)src\s*=|\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)


def texts(release: Path) -> dict[str, str]:
    """The release's header files by name, those that it has."""
    return {name: (release / name).read_text(encoding="utf-8") for name in (NGINX, CADDY) if (release / name).is_file()}


def sealed_sites(archive: Path, sealings: Iterable[Sealing]) -> dict[int, Path]:
    """Where each sealed year's bag has its site."""
    return {sealing.ar: archive / sealing.paket / PAYLOAD / SITE for sealing in sealings}


def sealed_as_registered(site: Path, sealed: Mapping[int, Path]) -> list[int]:
    """The sealed years that `site` has just as they were sealed; not one built with --utan-arkiv or whose bag is elsewhere."""
    return sorted(year for year, bag in sealed.items() if bag.is_dir() and not differing(bag, site / str(year)))


def policies(site: Path) -> dict[str, str]:
    """The content security policy of what lies in each folder at the site's root; under "" that of all else.

    It allows the site's own files and the very scripts that stand in its pages, by their SHA-256.
    """
    found = {"": policy(inline_sources(path.read_bytes() for path in site.glob("*.html")))}
    for folder in sorted(path for path in site.iterdir() if path.is_dir() and _PLAIN_NAME.fullmatch(path.name)):
        pages = (path.read_bytes() for path in folder.rglob("*.html"))
        found[folder.name] = policy(inline_sources(pages))
    return found


def inline_sources(pages: Iterable[bytes]) -> set[str]:
    """The scripts that stand in the pages themselves, as a content security policy names them."""
    scripts = {script for page in pages for kind, script in _SCRIPT.findall(page) if not _NOT_INLINE.search(kind)}
    # A browser turns every line break into \n before it looks at a page.
    plain = (script.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for script in scripts)
    return {f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in plain}


def policy(sources: Iterable[str]) -> str:
    """The policy that also allows those scripts."""
    return "; ".join(" ".join((rule, *sorted(sources))) if rule.startswith("script-src") else rule for rule in _POLICY)


def headers(allowed: Mapping[str, str], sealed: Iterable[int]) -> dict[str, str]:
    """The files for nginx and Caddy, by name."""
    together: dict[str, list[str]] = {}
    for folder, rules in allowed.items():
        together.setdefault(rules, []).append(folder)
    default = allowed[""]
    groups = [(folders, rules) for rules, folders in together.items() if rules != default]
    years = "|".join(map(str, sealed))
    unchanging = f"^/(?:{years})/|{HASHED}" if years else HASHED
    return {NGINX: _for_nginx(default, groups, unchanging), CADDY: _for_caddy(default, groups, unchanging)}


_WRITTEN = "# Skriven av handbok publicera och utbytt vid nästa publicering: ändra inte här. Se docs/publicera.md."


def _for_nginx(default: str, groups: Iterable[tuple[list[str], str]], unchanging: str) -> str:
    """Two variables, from the address: for Cache-Control and Content-Security-Policy."""
    rows = "".join(f'    "~^/(?:{"|".join(folders)})/" "{rules}";\n' for folders, rules in groups)
    return (
        f"{_WRITTEN}\n"
        f'map $uri $handbok_cache {{\n    default "{ASK}";\n    "~{unchanging}" "{FOREVER}";\n}}\n'
        f'map $uri $handbok_csp {{\n    default "{default}";\n{rows}}}\n'
    )


def _for_caddy(default: str, groups: Iterable[tuple[list[str], str]], unchanging: str) -> str:
    """The two headers themselves, each from one matcher or another and never from two."""
    rows, all_paths = "", ""
    for number, (folders, rules) in enumerate(groups, 1):
        paths = "".join(f" /{folder}/*" for folder in folders)
        rows += f'@handbok_{number} path{paths}\nheader @handbok_{number} Content-Security-Policy "{rules}"\n'
        all_paths += paths
    others = f"@handbok_annat not path{all_paths}\n" if all_paths else "@handbok_annat path *\n"
    return (
        f"{_WRITTEN}\n"
        f'@handbok_fast path_regexp "{unchanging}"\nheader @handbok_fast Cache-Control "{FOREVER}"\n'
        f'@handbok_fraga not path_regexp "{unchanging}"\nheader @handbok_fraga Cache-Control "{ASK}"\n'
        f'{rows}{others}header @handbok_annat Content-Security-Policy "{default}"\n'
    )
