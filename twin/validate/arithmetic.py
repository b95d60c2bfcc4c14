"""The least time that this machine needs for the arithmetic of a zone and hour.

Rates are measured with loops over lanes of the same kind as the kernel's, operations
are counted by `twin.validate.arithmetic_count`.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.lanes import lane_loop, phase
from twin.ground.types import FloatArray

_LANES: Final = 64
_ROWS_L1: Final = 8  # rows of 512 bytes, two tables: 8 KiB
_ROWS_L2: Final = 400  # 400 KiB in two tables
_TIMES: Final = 200_000  # rows that a timing goes through
_DEGREE: Final = 16
_REPEATS: Final = 5
_TIMEOUT: Final = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """Operations, rates and limits of a zone and hour."""

    operations: dict[str, float]
    """Of a zone and hour by kind [-]."""
    multiply_add: float
    """Multiplications and additions in a second [1/s]."""
    divisions: float
    """Divisions in a second [1/s]."""
    roots: float
    """Square roots in a second [1/s]."""
    moves_l1: float
    """Numbers read or written in a second, in the first cache [1/s]."""
    moves_l2: float
    """The same in the second cache [1/s]."""

    @property
    def limits(self) -> dict[str, float]:
        """Time of a zone and hour if nothing but this took time [ns]."""
        count = self.operations
        divided = count["divide"] / self.divisions + count["root"] / self.roots
        moved = count["load"] + count["store"]
        return {
            "multiply and add": 1e9
            * (count["multiply"] + count["add"])
            / self.multiply_add,
            "divide and take roots": 1e9 * divided,
            "read and write, first cache": 1e9 * moved / self.moves_l1,
            "read and write, second cache": 1e9 * moved / self.moves_l2,
        }

    @property
    def limit(self) -> tuple[str, float]:
        """What binds, and the least time, all else beside it [ns].

        Numbers are moved in the first cache, though a full batch does not fit there.
        """
        known = {name: one for name, one in self.limits.items() if "second" not in name}
        name = max(known, key=lambda key: known[key])
        return name, known[name]


@lane_loop
def _polynomial(source: FloatArray, target: FloatArray) -> None:
    for lane in range(target.shape[0]):
        value = source[lane]
        total = value
        for _ in range(_DEGREE):
            total = total * value + 0.5
        target[lane] = total


@lane_loop
def _divide(source: FloatArray, target: FloatArray) -> None:
    for lane in range(target.shape[0]):
        target[lane] = 1.0 / source[lane]


@lane_loop
def _root(source: FloatArray, target: FloatArray) -> None:
    for lane in range(target.shape[0]):
        target[lane] = source[lane] ** 0.5


@lane_loop
def _add(source: FloatArray, target: FloatArray) -> None:
    for lane in range(target.shape[0]):
        target[lane] += source[lane]


@phase
def _polynomials(source: FloatArray, target: FloatArray) -> None:
    for number in range(_TIMES):
        place = number % source.shape[0]
        _polynomial(source[place], target[place])


@phase
def _divisions(source: FloatArray, target: FloatArray) -> None:
    for number in range(_TIMES):
        place = number % source.shape[0]
        _divide(source[place], target[place])


@phase
def _roots(source: FloatArray, target: FloatArray) -> None:
    for number in range(_TIMES):
        place = number % source.shape[0]
        _root(source[place], target[place])


@phase
def _sums(source: FloatArray, target: FloatArray) -> None:
    for number in range(_TIMES):
        place = number % source.shape[0]
        _add(source[place], target[place])


def measure_arithmetic() -> Arithmetic:
    """Return operations of the kernel and rates of this machine.

    Returns
    -------
    Arithmetic
        Rates are the best of several.
    """
    return Arithmetic(
        operations=_count(),
        multiply_add=_rate(_polynomials, _ROWS_L1) * 2.0 * _DEGREE,
        divisions=_rate(_divisions, _ROWS_L1),
        roots=_rate(_roots, _ROWS_L1),
        moves_l1=_rate(_sums, _ROWS_L1) * 3.0,
        moves_l2=_rate(_sums, _ROWS_L2) * 3.0,
    )


def _rate(work: Callable[[FloatArray, FloatArray], None], rows: int) -> float:
    """Return how many numbers a loop goes through in a second."""
    source = np.full((rows, _LANES), 0.5)
    target = np.zeros((rows, _LANES))
    work(source, target)
    best = np.inf
    for _ in range(_REPEATS):
        start = time.thread_time()
        work(source, target)
        best = min(best, time.thread_time() - start)
    return _TIMES * _LANES / best


def _count() -> dict[str, float]:
    """Return operations counted in a process in which nothing is compiled."""
    done = subprocess.run(
        [sys.executable, "-m", "twin.validate.arithmetic_count"],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        timeout=_TIMEOUT,
        check=True,
        capture_output=True,
    )
    return {name: float(one) for name, one in json.loads(done.stdout).items()}
