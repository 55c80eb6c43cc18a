"""What stops a publication, in Swedish."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handbok.archive.errors import what_and_remedy


class PublishError(Exception):
    """It could not be published. The text is Swedish, says what is wrong and what to do, and needs no addition."""


@contextmanager
def told(doing: str, place: Path) -> Iterator[None]:
    """Lets every OSError inside become a PublishError; `doing` is what was attempted, in the infinitive."""
    try:
        yield
    except OSError as error:
        what, remedy = what_and_remedy(error)
        where = f" ({error.filename})" if isinstance(error.filename, str) else ""
        raise PublishError(f"det gick inte att {doing} {place}: {what}{where}; {remedy}") from error
