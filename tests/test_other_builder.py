"""The docs tree is plain Markdown: another builder (ProperDocs, with its own theme) takes it over and finds every page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from handbok.build.tree import docs_tree
from handbok.catalog import Catalog
from handbok.editions import Edition
from handbok.pages.addresses import url_of
from handbok.site.tree import write_tree

CONFIG = """\
site_name: Annat verktyg
theme: {name: null, custom_dir: tema}
docs_dir: docs
site_dir: site
plugins: []
markdown_extensions: [abbr, admonition, fenced_code, tables, toc]
strict: true
"""


def test_properdocs_builds_every_page(stad: Catalog, tmp_path: Path) -> None:
    tree = docs_tree(Edition(stad, max(stad.years)))
    write_tree(tree, tmp_path / "docs")
    (tmp_path / "properdocs.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "tema").mkdir()
    (tmp_path / "tema" / "main.html").write_text("<title>{{ page.title }}</title>{{ page.content }}", encoding="utf-8")
    command = [sys.executable, "-m", "properdocs", "build", "-q", "-f", "properdocs.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    missing = [p.uri for p in tree.pages if not (tmp_path / "site" / url_of(p.uri) / "index.html").is_file()]
    assert missing == []
    assert (tmp_path / "site" / "data" / "handbok.json").is_file()
