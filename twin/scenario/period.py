"""The months of a study."""

import math
from dataclasses import dataclass

import numpy as np

from twin.ground.types import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The months of a study."""

    start: float
    """First moment [a]."""
    years: int
    """Number of calendar years [-]."""

    @property
    def months(self) -> int:
        """Number of months."""
        return 12 * self.years

    def weights(self, start: float, end: float) -> tuple[slice, FloatArray]:
        """Return the months that a time span touches and its share of each.

        Parameters
        ----------
        start
            Beginning [a].
        end
            End [a].

        Returns
        -------
        tuple[slice, FloatArray]
            Months and shares, 0 to 1; months count as twelfths of a year.
        """
        first = max((start - self.start) * 12.0, 0.0)
        last = min((end - self.start) * 12.0, float(self.months))
        if last <= first:
            return slice(0, 0), np.zeros(0)
        low, high = math.floor(first), math.ceil(last)
        share = np.ones(high - low)
        share[0] -= first - low
        share[-1] -= high - last
        return slice(low, high), share

    def middles(self, months: slice) -> FloatArray:
        """Return the middle of each month [a].

        Parameters
        ----------
        months
            Which months.

        Returns
        -------
        FloatArray
            Times, shape ``(month,)`` [a].
        """
        return self.start + (np.arange(months.start, months.stop) + 0.5) / 12.0
