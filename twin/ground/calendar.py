"""The simulated year: 8760 hours, no leap day, hours numbered from 1 January 00:00.

Hour ``h`` is the interval from ``h`` to ``h + 1``; its label is its start. Times of
day are legal standard time of the site.
"""

from typing import Final

import numpy as np

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import IntArray

DAYS_PER_MONTH: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month of a year without leap day [d]."""

HOURS_PER_MONTH: Final = tuple(24 * days for days in DAYS_PER_MONTH)
"""Hours of each month of a year without leap day [h]."""


def month_bounds(month: int) -> tuple[int, int]:
    """Return the first hour of a month and the one after its last.

    Parameters
    ----------
    month
        Month, 0 to 11 [-].

    Returns
    -------
    tuple[int, int]
        Hours of the year [-].
    """
    first = sum(HOURS_PER_MONTH[:month])
    return first, first + HOURS_PER_MONTH[month]


def month_of_hour() -> IntArray:
    """Return the month, 0 to 11, of each hour of the year, shape ``(hour,)``."""
    return np.repeat(np.arange(12), HOURS_PER_MONTH).astype(np.int64)


def day_of_hour() -> IntArray:
    """Return the day of the year, 0 to 364, of each hour, shape ``(hour,)``."""
    return np.arange(HOURS_PER_YEAR, dtype=np.int64) // 24


def clock_of_hour() -> IntArray:
    """Return the hour of the day, 0 to 23, of each hour, shape ``(hour,)``."""
    return np.arange(HOURS_PER_YEAR, dtype=np.int64) % 24


def weekday_of_hour(first_weekday: int = 2) -> IntArray:
    """Return the weekday, Monday 0 to Sunday 6, of each hour, shape ``(hour,)``.

    Parameters
    ----------
    first_weekday
        Weekday of 1 January; 2 is Wednesday, as in 2025 [-].

    Returns
    -------
    IntArray
        Weekday of each hour [-].
    """
    return (day_of_hour() + first_weekday) % 7
