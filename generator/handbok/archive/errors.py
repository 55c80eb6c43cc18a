"""What stops a sealing or a verification, in Swedish for the person who started it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REASONS = {
    errno.ENOSPC: ("disken är full", "frigör utrymme och kör igen"),
    errno.EDQUOT: ("utrymmet som kontot får använda är slut", "frigör utrymme och kör igen"),
    errno.EFBIG: ("en fil får inte bli så stor", "höj gränsen för filers storlek och kör igen"),
    errno.EROFS: ("filsystemet går bara att läsa", "välj en mapp som går att skriva i"),
    errno.EACCES: ("behörighet saknas", "ge kontot rätt till mappen eller välj en annan"),
    errno.EPERM: ("behörighet saknas", "ge kontot rätt till mappen eller välj en annan"),
    errno.ENOENT: ("filen eller mappen finns inte", "kontrollera sökvägen"),
    errno.ENOTDIR: ("en fil ligger där en mapp ska vara", "flytta filen eller välj en annan mapp"),
    errno.EISDIR: ("en mapp ligger där en fil ska vara", "flytta mappen"),
    errno.ELOOP: ("en symbolisk länk ligger i vägen", "ta bort länken"),
    errno.ENAMETOOLONG: ("namnet är för långt", "välj en kortare sökväg"),
    errno.EIO: ("disken svarar med ett läs- eller skrivfel", "kontrollera disken innan ni försöker igen"),
}
_OTHERWISE = ("systemet säger nej", "rätta det som hindrar och kör igen")


class ArchiveError(Exception):
    """It could not be done. The text is Swedish, says what is wrong and what to do, and needs no addition."""


def what_and_remedy(error: OSError) -> tuple[str, str]:
    """What the operating system's refusal means, and what to do about it."""
    what, remedy = _REASONS.get(error.errno or 0, _OTHERWISE)
    return (what if error.errno in _REASONS else f"{what} ({error.strerror or error})"), remedy


@contextmanager
def told(doing: str, place: Path) -> Iterator[None]:
    """Lets every OSError inside become an ArchiveError; `doing` is what was attempted, in the infinitive."""
    try:
        yield
    except OSError as error:
        what, remedy = what_and_remedy(error)
        where = error.filename if isinstance(error.filename, str) else str(place)
        raise ArchiveError(f"det gick inte att {doing} {where}: {what}; {remedy}") from error
