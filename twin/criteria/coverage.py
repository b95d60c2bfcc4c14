"""Whether every month of a year is covered, not only the year as a whole.

A year that lacks a month lacks 8.5 % of its hours and may still look complete enough.
Where the tables say how well the least covered month is covered (column
``coverage_month_least`` of ``zone_year``), that is the measure; where they do not, all
hours that are missing may lie in one month, and that is what counts.
"""

from typing import Final

import numpy as np

from twin.criteria.pack import Scope
from twin.criteria.tables import Tables, building_of, grid
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray

COLUMN: Final = "coverage_month_least"
"""Share of the hours of its least covered month that a zone has [-]."""

SHORTEST_MONTH: Final = 672.0
"""Hours of February [h]."""

_ROUNDING: Final = 1e-9


def month_missing(tables: Tables, scope: Scope) -> FloatArray:
    """Return the largest share of a month's hours that may be missing.

    Parameters
    ----------
    tables
        Tables of one scenario.
    scope
        `Scope.ZONE` or `Scope.BUILDING`, which is as badly covered as its worst zone.

    Returns
    -------
    FloatArray
        Share of the month, shape ``(future, place)`` [-].

    Raises
    ------
    NotEvaluableError
        ``zone_year`` has no hours of the assessment year.
    """
    if COLUMN in tables.zone_year:
        missing = 1.0 - grid(tables, Scope.ZONE, COLUMN)
    else:
        hours = grid(tables, Scope.ZONE, "hours_h")
        missing = (HOURS_PER_YEAR - hours) / SHORTEST_MONTH
    missing = np.clip(np.where(missing < _ROUNDING, 0.0, missing), 0.0, 1.0)
    missing = np.where(np.isnan(missing), 0.0, missing)  # the metric itself lacks it
    if scope is Scope.ZONE:
        return np.asarray(missing)
    owners = np.asarray([building_of(one) for one in tables.places(Scope.ZONE)])
    groups = [owners == one for one in tables.places(Scope.BUILDING)]
    if scope is Scope.COMMUNITY:
        groups = [owners != ""]
    return np.stack([missing[:, group].max(axis=1) for group in groups], axis=1)
