"""Smooth hourly curves that keep given monthly means."""

from functools import lru_cache

import numpy as np
from scipy.interpolate import CubicSpline

from twin.ground.calendar import HOURS_PER_MONTH, month_of_hour
from twin.ground.constants import HOURS_PER_YEAR, MONTHS_PER_YEAR
from twin.ground.types import FloatArray


def mean_by_month(series: FloatArray) -> FloatArray:
    """Return the mean of each month of an hourly series.

    Parameters
    ----------
    series
        Hourly values, shape ``(hour,)`` [any].

    Returns
    -------
    FloatArray
        Monthly means, shape ``(month,)`` [any].
    """
    sums = np.bincount(month_of_hour(), series, MONTHS_PER_YEAR)
    return np.asarray(sums / np.asarray(HOURS_PER_MONTH, dtype=np.float64))


def smooth_months(monthly: FloatArray) -> FloatArray:
    """Return a smooth periodic hourly curve with exactly the given monthly means.

    A periodic cubic spline through mid-month knots; the knots are chosen so that the
    mean over every month is met, which a spline through the means would miss.

    Parameters
    ----------
    monthly
        Monthly means, shape ``(month,)`` [any].

    Returns
    -------
    FloatArray
        Hourly curve, shape ``(hour,)`` [any].

    Examples
    --------
    >>> months = np.arange(12.0)
    >>> bool(np.allclose(mean_by_month(smooth_months(months)), months))
    True
    """
    return np.asarray(_basis() @ np.asarray(monthly, dtype=np.float64))


@lru_cache(maxsize=1)
def _basis() -> FloatArray:
    """Return the curve of each month whose own mean is 1 and all others 0."""
    hours = np.asarray(HOURS_PER_MONTH, dtype=np.float64)
    middle = np.cumsum(hours) - 0.5 * hours
    knots = np.append(middle, middle[0] + HOURS_PER_YEAR)
    values = np.vstack((np.eye(MONTHS_PER_YEAR), np.eye(MONTHS_PER_YEAR)[:1]))
    spline = CubicSpline(knots, values, bc_type="periodic")
    raw = np.asarray(spline(np.arange(HOURS_PER_YEAR) + 0.5), dtype=np.float64)
    means = np.column_stack([mean_by_month(column) for column in raw.T])
    basis = raw @ np.linalg.inv(means)
    basis.setflags(write=False)
    return np.asarray(basis)
