"""Several editions at once, over the cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial

from handbok.build.job import Built, Job
from handbok.orphans import die_with_parent
from handbok.site.edition import SiteError


def build_all(jobs: Sequence[Job], progress: Callable[[Built], None]) -> list[Built]:
    """Builds the editions side by side and tells of each that is done. Raises SiteError with the year of one that fails."""
    workers = min(len(jobs), os.cpu_count() or 1)
    done: list[Built] = []
    if workers < 2:
        for job in jobs:
            done.append(_reported(job.build if len(jobs) == 1 else partial(_in_turn, job), job.year))
            progress(done[-1])
        return done
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), die_with_parent) as pool:
        running = {pool.submit(_in_turn, job): job.year for job in jobs}
        for future in as_completed(running):
            done.append(_reported(future.result, running[future]))
            progress(done[-1])
    return done


def _in_turn(job: Job) -> Built:
    """Builds one of several editions, after what the one before left is gone: they are built with the collector off."""
    gc.collect()
    return job.build()


def _reported(work: Callable[[], Built], year: int) -> Built:
    """What `work` gives; a failure is told in Swedish with the edition's year."""
    try:
        return work()
    except SiteError as error:
        raise SiteError(f"utgåva {year} gick inte att bygga: {error}") from error
