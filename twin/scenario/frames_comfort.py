"""Columns of comfort in the table of zones."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from twin.annual.reduce_comfort import COMFORT, COMFORT_EXTREMES
from twin.annual.result import INDEX, YearResult
from twin.annual.simulate import Task
from twin.ground.types import FloatArray, IntArray
from twin.scenario.extremes import held_extreme

_MEANS: Final = {"pmv_mean": "pmv_sum_h", "ppd_mean_percent": "ppd_sum_percent_h"}


def comfort_columns(
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    rows: IntArray,
    sums: FloatArray,
) -> dict[str, FloatArray]:
    """Return the columns of comfort of the chosen years.

    Parameters
    ----------
    weights
        Share of each month of each task.
    results
        Year results of all tasks.
    rows
        Numbers of the chosen years [-].
    sums
        Monthly quantities summed over the chosen years, ``(row, quantity, zone)``.

    Returns
    -------
    dict[str, FloatArray]
        Columns, rows by year and zone; means of occupied hours are not numbers where
        nobody is ever in.
    """
    occupied = sums[:, INDEX["occupied_h"]]
    there = np.where(occupied > 0.0, occupied, np.nan)
    columns = {
        name: (sums[:, INDEX[one]] / there).ravel() for name, one in _MEANS.items()
    }
    summed = set(_MEANS.values())
    columns |= {
        name: sums[:, INDEX[name]].ravel() for name in COMFORT if name not in summed
    }
    for number, name in enumerate(COMFORT_EXTREMES):
        ends = [results[task].comfort_extreme[number] for task in weights]
        columns[name] = held_extreme(weights, ends, rows)
    return columns
