"""Putting a finished site in the former one's place."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from handbok.site.reuse import link_files, stamps

_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux' renameat2."""


def swap(new: Path, site: Path) -> None:
    """Puts `new` in `site`'s place. Whoever reads `site` meanwhile finds the former site or the new one, whole."""
    old = _former(site)
    shutil.rmtree(old, ignore_errors=True)
    if not site.exists():
        new.rename(site)
    elif _exchange(new, site):
        new.rename(old)
    else:
        site.rename(old)
        new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def restore(site: Path) -> None:
    """Puts the former site back if a swap was cut off where two folders cannot change places in one step."""
    if not site.exists() and _former(site).is_dir():
        _former(site).rename(site)


def _former(site: Path) -> Path:
    return site.with_name(f"{site.name}.gammal")


def _exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def keep_editions(site: Path, new: Path, years: Iterable[int]) -> None:
    """Links the editions of the present site that are not built this time into the new one."""
    for year in years:
        link_files(stamps(site / str(year)), site / str(year), new / str(year))
