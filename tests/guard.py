"""Guards against work that does not end or grows faster than its input. They measure no time: bench/ does that."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SECONDS = 60


@contextmanager
def that_ends() -> Iterator[None]:
    """Fails when the work has not ended after a minute of this process's own computing, however busy the machine is.

    What ends at all does so within seconds; a pattern that backtracks, or work that grows with the square of a large input,
    takes hours.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done after {_SECONDS} s of computing")

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def calls(work: Callable[[], object]) -> int:
    """How many functions are called in doing the work: the same each time, on any machine."""
    count = 0

    def note(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    former = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(former)
    return count
