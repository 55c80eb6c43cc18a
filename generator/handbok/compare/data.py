"""A comparison as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from handbok.compare.types import Comparison


def as_json(comparison: Comparison) -> str:
    """The whole comparison, unchanged things included. Keys are sorted; lists are in the order a reader meets the things."""
    return json.dumps(asdict(comparison), ensure_ascii=False, indent=1, sort_keys=True, default=_written) + "\n"


def _written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
