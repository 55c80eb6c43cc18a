"""A sealed edition's files out of its bag, each byte checked on the way: nothing else is ever published as sealed."""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from handbok.archive.bag import digest, opened
from handbok.archive.errors import ArchiveError, told
from handbok.archive.listing import manifest_in, text_of
from handbok.archive.names import MANIFEST, PAYLOAD, TAGMANIFEST, unfit
from handbok.archive.register import Sealing
from handbok.archive.verify import whole

_BLOCK = 1 << 20


def copy_out(archive: Path, sealing: Sealing, folder: str, target: Path) -> int:
    """Copies what the bag has under data/`folder` to `target`, which must not exist, and returns how many files it was.

    The copies are files of their own, not links: what happens to the site never reaches the bag. Raises ArchiveError, with
    no `target` left, when the bag is not at hand, not the registered one or not whole in what is copied.
    """
    bag = archive / sealing.paket
    with told("läsa eller skriva", target):
        if target.exists():
            raise ArchiveError(f"{target} finns redan; ta bort mappen och kör igen")
        digests = _registered(archive, sealing, f"{PAYLOAD}{folder}/")
        try:
            for made in {(target / path).parent for path in digests}:
                made.mkdir(parents=True, exist_ok=True)
            with ThreadPoolExecutor() as pool:
                copies = {p: pool.submit(_copy, bag / PAYLOAD / folder / p, target / p) for p in digests}
            changed = sorted(path for path, copy in copies.items() if copy.result() != digests[path])
        except BaseException as error:
            shutil.rmtree(target, ignore_errors=True)
            if isinstance(error, OSError):
                whole(archive, sealing)  # says which file of the bag is at fault, if any is
            raise
        if changed:
            shutil.rmtree(target, ignore_errors=True)
            whole(archive, sealing)
            raise ArchiveError(f"{bag / PAYLOAD / folder / changed[0]} ändrades medan den lästes; kör igen")
    return len(digests)


def _registered(archive: Path, sealing: Sealing, prefix: str) -> dict[str, str]:
    """Digest by path below `prefix`, from manifests that the register's digest vouches for. Raises ArchiveError, OSError."""
    bag = archive / sealing.paket
    if unfit(sealing.paket) or bag.is_symlink() or not (bag / TAGMANIFEST).is_file():
        whole(archive, sealing)
    if digest(bag / TAGMANIFEST) != sealing.kontrollsumma:
        whole(archive, sealing)
    tags = manifest_in(text_of(bag, TAGMANIFEST) or "").digests
    text = text_of(bag, MANIFEST) or ""
    if hashlib.sha512(text.encode()).hexdigest() != tags.get(MANIFEST):
        whole(archive, sealing)
    files = {path.removeprefix(prefix): value for path, value in manifest_in(text).digests.items() if path.startswith(prefix)}
    if not files:
        raise ArchiveError(f"paketet {sealing.paket} har ingen mapp {prefix}; det går inte att publicera")
    return files


def _copy(source: Path, target: Path) -> str:
    """Copies a file and returns the digest of what was copied. Raises OSError."""
    made = hashlib.sha512()
    with opened(source) as old, target.open("xb") as new:
        while block := old.read(_BLOCK):
            made.update(block)
            new.write(block)
    return made.hexdigest()
