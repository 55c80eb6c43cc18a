"""What stands beside the editions, always made anew: an old edition's bytes never change, what it must know of today does.

versions.json  the editions, in mike's format, for the version selector
id.json        which pages each edition has, and which of them are about the same thing though their addresses differ
sokindex.json  where each edition's search index lies, for a search in all years
aktuell        a link to the newest edition: an address that stays
index.html     the way to the newest edition
404.html       what a web server may show for an address that does not exist
"""

from __future__ import annotations

import html
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from handbok.site.reuse import stamps

CURRENT = "aktuell"
_INDEX = "index.html"


def write_root(
    folder: Path,
    name: str,
    indexes: Mapping[int, str],
    lines: Iterable[Mapping[str, str]],
    replaced: Mapping[int, Collection[str]],
) -> None:
    """Writes the root of a site whose editions lie in `folder`.

    `indexes` says for each edition's year where its search index lies. `lines` are pages (address → title) about the same
    thing. `replaced` are, by year, the pages that only say what took their place: an old page leads past them.
    """
    newest_first = sorted(indexes, reverse=True)
    newest = newest_first[0]
    (folder / CURRENT).symlink_to(str(newest), target_is_directory=True)
    versions = [{"version": str(y), "title": str(y), "aliases": [CURRENT] if y == newest else []} for y in newest_first]
    _write_json(folder / "versions.json", versions)
    _write_json(folder / "sokindex.json", [indexes[year] for year in newest_first])
    addresses: dict[str, list[int]] = {}
    for year in newest_first:
        for path in stamps(folder / str(year)):
            address = path.removesuffix(_INDEX)
            if path.endswith(_INDEX) and address not in replaced.get(year, ()):
                addresses.setdefault(address, []).append(year)
    known = [{a: title for a, title in line.items() if a in addresses} for line in lines]
    _write_json(folder / "id.json", {"sidor": dict(sorted(addresses.items())), "foljder": [k for k in known if len(k) > 1]})
    links = "".join(f'<li><a href="{y}/">Utgåva {y}</a></li>' for y in newest_first)
    onwards = f'<meta http-equiv="refresh" content="0; url={CURRENT}/">'
    (folder / _INDEX).write_text(_page(name, f"<ul>{links}</ul>", onwards), encoding="utf-8")
    lost = "<p>Sidan finns inte. Den kan ha flyttat, eller höra till ett annat år. Börja om från handbokens startsida.</p>"
    (folder / "404.html").write_text(_page(name, lost), encoding="utf-8")


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _page(name: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<link rel="icon" href="data:,">\n{head}\n<title>{html.escape(name)}</title>\n'
        f"</head>\n<body>\n<h1>{html.escape(name)}</h1>\n{body}\n</body>\n</html>\n"
    )
