"""Seconds until a fresh process has its first result, compiled code cached or not."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import Final

from twin.annual.once import simulate_once
from twin.annual.outdoor import prepare_outdoor
from twin.validate.speed_models import bench_box, made_up_weather

TIMEOUT: Final = 600.0
"""Longest time on the clock that a start may take [s]."""
_SCRIPT: Final = "from twin.validate.speed_start import first_result; first_result()"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSpeed:
    """Time on the clock from the start of a process to its first zone year [s]."""

    seconds_cold: float
    """With an empty cache of compiled code."""
    seconds_warm: float
    """With the cache that the cold start left."""


def first_result() -> None:
    """Simulate one year of the box."""
    simulate_once(bench_box(), prepare_outdoor(made_up_weather()))


def measure_start() -> StartSpeed:
    """Return how long a cold and a warm start take.

    Returns
    -------
    StartSpeed
        The warm start is the better of two.
    """
    with tempfile.TemporaryDirectory(prefix="twin-start-") as folder:
        seconds = [_start(folder) for _ in range(3)]
    return StartSpeed(seconds_cold=seconds[0], seconds_warm=min(seconds[1:]))


def _start(folder: str) -> float:
    """Return the time on the clock of one process with a cache of its own [s]."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own words, no shell
        [sys.executable, "-c", _SCRIPT],
        env={**os.environ, "NUMBA_CACHE_DIR": folder},
        timeout=TIMEOUT,
        check=True,
    )
    return time.perf_counter() - start
