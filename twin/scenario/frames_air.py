"""Columns of contaminants in the tables of zones and buildings."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from twin.annual.reduce_pollutants import AIR_EXTREMES
from twin.annual.result import (
    INDEX,
    PM25_DAY,
    YearResult,
    clean_air_kept,
    percentile,
)
from twin.annual.simulate import Task
from twin.ground.types import FloatArray, IntArray
from twin.scenario.extremes import held_extreme

_MEANS: Final = {
    "pm25_mean_ug_m3": ("pm25_outdoor_sum_ug_h", "pm25_indoor_sum_ug_h"),
    "pm25_indoor_mean_ug_m3": ("pm25_indoor_sum_ug_h",),
    "no2_mean_ug_m3": ("no2_sum_ug_h",),
    "co_mean_ug_m3": ("co_sum_ug_h",),
    "formaldehyde_mean_ug_m3": ("formaldehyde_sum_ug_h",),
    "tvoc_mean_ug_m3": ("tvoc_sum_ug_h",),
}
_OCCUPIED: Final = {
    "pm25_occupied_mean_ug_m3": "pm25_occupied_sum_ug_h",
    "pm25_indoor_occupied_mean_ug_m3": "pm25_indoor_occupied_sum_ug_h",
    "no2_occupied_mean_ug_m3": "no2_occupied_sum_ug_h",
    "formaldehyde_occupied_mean_ug_m3": "formaldehyde_occupied_sum_ug_h",
    "clean_air_mean_l_s": "clean_air_sum_l_s_h",
}
_COUNTS: Final = (
    "pm25_above_15_d",
    "pm25_above_50_d",
    "no2_above_200_h",
    "formaldehyde_above_80_h",
    "co_above_10_h",
)
BAD_DAYS: Final = 0.99
"""Share of the days that `PM25_BAD_DAY` leaves below: three of 365 lie above [-]."""
PM25_BAD_DAY: Final = "pm25_day_p99_ug_m3"
"""Column of the daily mean of PM2.5 that is kept on all but three days."""
CLEAN_HOURS: Final = 0.95
"""Share of the occupied hours that `CLEAN_AIR_FULL` is kept in [-]."""
CLEAN_AIR_FULL: Final = "clean_air_full_p05_l_s"
"""Column of the clean air for each person at full occupancy."""

BUILDING_MEANS: Final = (
    "pm25_mean_ug_m3",
    "pm25_indoor_mean_ug_m3",
    "no2_mean_ug_m3",
    "formaldehyde_mean_ug_m3",
)
"""Columns of buildings, means over floor area and all hours."""


def air_columns(sums: FloatArray) -> dict[str, FloatArray]:
    """Return the columns of contaminants of zones.

    Parameters
    ----------
    sums
        Monthly quantities summed over a year, shape ``(row, quantity, zone)``.

    Returns
    -------
    dict[str, FloatArray]
        Means and counts, shape ``(row × zone,)``; not numbers where contaminants are
        left out, or where nobody is ever in.
    """
    hours = sums[:, INDEX["hours_h"]]
    occupied = sums[:, INDEX["occupied_h"]]
    there = np.where(occupied > 0.0, occupied, np.nan)
    columns = {
        name: sum(sums[:, INDEX[one]] for one in parts) / hours
        for name, parts in _MEANS.items()
    }
    columns |= {name: sums[:, INDEX[one]] / there for name, one in _OCCUPIED.items()}
    columns |= {name: sums[:, INDEX[name]] for name in _COUNTS}
    return {name: np.asarray(one).ravel() for name, one in columns.items()}


def air_extremes(
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    rows: IntArray,
) -> dict[str, FloatArray]:
    """Return extremes and bad days of the chosen years.

    Extremes are those of all states that occur in a year. The days of its states are
    mixed by the time that each holds, as hours are, before the percentile is read: it
    is never too small, and too large by a bin at most, 0.5 µg/m³ below 60 and 5 above.
    So are hours by their clean air, which is never too large.

    Parameters
    ----------
    weights
        Share of each month of each task.
    results
        Year results of all tasks.
    rows
        Numbers of the chosen years [-].

    Returns
    -------
    dict[str, FloatArray]
        Columns, rows by year and zone.
    """
    columns = {
        name: held_extreme(
            weights,
            [results[task].air_extreme[number] for task in weights],
            rows,
            is_least=number == len(AIR_EXTREMES) - 1,
        )
        for number, name in enumerate(AIR_EXTREMES)
    }
    share = np.array([one[rows].mean(axis=1) for one in weights.values()])
    days = np.stack([results[task].pm25_days for task in weights])
    mixed = np.einsum("ty,tzb->yzb", share, days)
    columns[PM25_BAD_DAY] = percentile(mixed, PM25_DAY, BAD_DAYS).ravel()
    hours = np.stack([results[task].clean_air for task in weights])
    there = np.einsum("ty,tzb->yzb", share, hours)
    columns[CLEAN_AIR_FULL] = clean_air_kept(there, CLEAN_HOURS).ravel()
    return columns


def building_air(sums: FloatArray, share: FloatArray) -> dict[str, FloatArray]:
    """Return the columns of contaminants of a building.

    Parameters
    ----------
    sums
        Monthly quantities summed over each year, shape ``(year, quantity, zone)``.
    share
        Share of each zone in the floor area, shape ``(zone,)`` [-].

    Returns
    -------
    dict[str, FloatArray]
        Means over floor area, shape ``(year,)``.
    """
    columns = air_columns(sums)
    return {
        name: columns[name].reshape(len(sums), -1) @ share for name in BUILDING_MEANS
    }
