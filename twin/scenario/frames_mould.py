"""Columns of mould in the table of zones."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from twin.annual.mould import MOULD, MOULD_INDICES
from twin.annual.result import INDEX, YearResult
from twin.annual.simulate import Task
from twin.ground.types import FloatArray, IntArray
from twin.scenario.extremes import held_extreme

_COLUMNS: Final = {
    "mould_index_first_year": ("mould_index_first_year",),
    "mould_index_max": ("mould_index_inner_max",),
    "mould_index_cooled_max": ("mould_index_cavity_max", "mould_index_supply_max"),
}


def mould_columns(
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    rows: IntArray,
    sums: FloatArray,
) -> dict[str, FloatArray]:
    """Return the mould of the chosen years, the worst of all states that occur in them.

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
        Columns, rows by year and zone; not numbers where there is no such surface.
    """
    columns = {name: sums[:, INDEX[name]].ravel() for name in MOULD}
    for name, kinds in _COLUMNS.items():
        places = [MOULD_INDICES.index(kind) for kind in kinds]
        ends = [np.fmax.reduce(results[task].mould_index[places]) for task in weights]
        columns[name] = held_extreme(weights, ends, rows)
    return columns
