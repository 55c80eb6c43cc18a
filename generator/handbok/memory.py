"""What steps of a former run gave, so that they need not be done again. It may be deleted at any time."""

from __future__ import annotations

import hashlib
import hmac
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
WORTH_KEEPING = 0.05
"""The share of many things that must be new for all to be kept anew: that takes longer than to make some of them again."""
_DIGEST = hashlib.blake2b
_LENGTH = _DIGEST().digest_size


@dataclass(frozen=True, slots=True)
class Memory:
    """Values by name in a folder of the handbook's own; without a folder nothing is remembered.

    A value is given back only if it was kept by the same code (`made_by`), of the same thing (`of`), and is whole.
    """

    folder: Path | None = None
    made_by: str = ""

    def recall(self, name: str, of: str = "") -> Any:
        """The value that was kept under the name; None when there is none."""
        if self.folder is None:
            return None
        try:
            raw = (self.folder / name).read_bytes()
        except OSError:
            return None
        # Whoever can write in this folder can write in the content's as well; the digest is there for what is torn or old.
        if not hmac.compare_digest(raw[:_LENGTH], self._digest(of, raw[_LENGTH:])):
            return None
        return pickle.loads(raw[_LENGTH:])  # noqa: S301  written by ourselves, see above

    def keep(self, name: str, value: object, of: str = "") -> None:
        """Keeps the value under the name, whole or, when there is no room for it, not at all."""
        if self.folder is None:
            return
        raw = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        unfinished = self.folder / f"{name}.ny"
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(self._digest(of, raw) + raw)
            unfinished.replace(self.folder / name)

    def once(self, name: str, of: str, make: Callable[[], T]) -> T:
        """What `make` gives, or gave in a former run: it must follow from what `of` is the fingerprint of."""
        known: tuple[T] | None = self.recall(name, of)
        if known:
            return known[0]
        made = make()
        self.keep(name, (made,), of)
        return made

    def each(self, name: str, made_of: Mapping[str, str], make: Callable[[str], T], of: str = "") -> dict[str, T]:
        """What `make` gives for each key, or gave in a former run when the key was `made_of` the same."""
        former: Mapping[str, tuple[bytes, T]] = self.recall(name, of) or {}
        found: dict[str, tuple[bytes, T]] = {}
        new = 0
        for key, text in made_of.items():
            digest = _DIGEST(text.encode()).digest()
            known = former.get(key)
            if known and known[0] == digest:
                found[key] = known
            else:
                found[key] = digest, make(key)
                new += 1
        if new > len(found) * WORTH_KEEPING:
            self.keep(name, found, of)
        return {key: value for key, (_, value) in found.items()}

    def _digest(self, of: str, raw: bytes) -> bytes:
        made = _DIGEST(f"{self.made_by}\n{of}\n".encode())
        made.update(raw)
        return made.digest()


FORGETFUL = Memory()
"""Remembers nothing."""
