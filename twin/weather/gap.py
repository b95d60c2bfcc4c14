"""Gaps in hourly series: where they are, and filling the short ones."""

from typing import Final

import numpy as np

from twin.ground.types import BoolArray, FloatArray, IntArray

LONGEST_GAP: Final = 6
"""Longest gap of temperature or humidity that is bridged linearly [h]."""


def run_lengths(flag: BoolArray) -> IntArray:
    """Return at each hour the length of the unbroken run of True it lies in.

    Parameters
    ----------
    flag
        Hourly truth values.

    Returns
    -------
    IntArray
        Length of the run, 0 where False [h].

    Examples
    --------
    >>> run_lengths(np.array([True, True, False, True])).tolist()
    [2, 2, 0, 1]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flag, [False]))))
    lengths = np.zeros(flag.size, dtype=np.int64)
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        lengths[start:stop] = stop - start
    return lengths


def fill_linear(series: FloatArray, longest_gap: int) -> FloatArray:
    """Return the series with gaps of at most `longest_gap` hours bridged linearly.

    Gaps at the start or end of the year take the nearest value.

    Parameters
    ----------
    series
        Hourly values, gaps NaN [any].
    longest_gap
        Longest gap that is filled [h].

    Returns
    -------
    FloatArray
        Series; longer gaps are still NaN [any].

    Examples
    --------
    >>> fill_linear(np.array([1.0, np.nan, 3.0]), 1).tolist()
    [1.0, 2.0, 3.0]
    """
    is_gap = np.isnan(series)
    if not is_gap.any() or is_gap.all():
        return series
    hours = np.arange(series.size, dtype=np.float64)
    bridged = np.interp(hours, hours[~is_gap], series[~is_gap])
    short = is_gap & (run_lengths(is_gap) <= longest_gap)
    return np.where(short, bridged, series)
