"""Extremes of a year: those of every state that occurs in it."""

from collections.abc import Mapping, Sequence

import numpy as np

from twin.annual.simulate import Task
from twin.ground.types import FloatArray, IntArray


def held_extreme(
    weights: Mapping[Task, FloatArray],
    values: Sequence[FloatArray],
    rows: IntArray,
    *,
    is_least: bool = False,
) -> FloatArray:
    """Return the extreme over the states that occur in each of some years.

    Parameters
    ----------
    weights
        Share of each month of each task.
    values
        Value of each zone for each task, in their order, each of shape ``(zone,)``;
        what is not a number counts as not seen [any].
    rows
        Numbers of the chosen years [-].
    is_least
        Whether the least is wanted instead of the largest.

    Returns
    -------
    FloatArray
        Shape ``(row × zone,)``; not a number where nothing was seen [any].
    """
    sign = -1.0 if is_least else 1.0
    held = np.array([one[rows].max(axis=1) > 0.0 for one in weights.values()])
    known = sign * np.stack(values)[:, None]
    seen = held[:, :, None] & ~np.isnan(known)
    ends = np.where(seen, known, -np.inf).max(axis=0).ravel()
    return np.where(np.isfinite(ends), sign * ends, np.nan)
