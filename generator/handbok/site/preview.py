"""The live preview on the editor's own machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer


def serve(rebuild: Callable[[], None], folder: Path, watched: Iterable[Path], host: str, port: int) -> None:
    """Serves `folder` on the own machine until interrupted; calls `rebuild` when something in `watched` changes.

    A page that is open in a browser reloads by itself. Raises OSError when the port is taken.
    """
    server = LiveReloadServer(rebuild, host, port, str(folder), mount_path="/")
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()
