"""Sealed editions: one BagIt bag each, a register of them that only grows, and the proof that neither has changed."""

from handbok.archive.errors import ArchiveError
from handbok.archive.history import rewritten
from handbok.archive.names import Difference, Kind
from handbok.archive.register import Register, Sealing, current, read_register, sealings_of
from handbok.archive.sealing import Order, Sealed, seal_year
from handbok.archive.unpack import copy_out
from handbok.archive.verify import verify

__all__ = [
    "ArchiveError",
    "Difference",
    "Kind",
    "Order",
    "Register",
    "Sealed",
    "Sealing",
    "copy_out",
    "current",
    "read_register",
    "rewritten",
    "seal_year",
    "sealings_of",
    "verify",
]
