"""Warming of a place over the century, by pathway and quantile of the models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.errors import NotEvaluableError

BASELINE_CENTRE: Final = 2005.0
"""Middle of 1995–2014, at which the warming is zero by definition [a]."""

QUANTILES: Final = {"low": 0.0, "central": 0.5, "high": 1.0}
"""Position in 0 to 1 of each named estimate [-]."""

YEAR_LAST: Final = 2101.0
"""End of the last period that the table speaks of, 2081–2100 [a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateTable:
    """Warming over 1995–2014 at a few period centres."""

    source_note: str
    """Where it comes from, one line, shown in reports."""
    centres: tuple[float, ...]
    """Centres of the periods, rising, after the baseline [a]."""
    warming_by_pathway: Mapping[str, Mapping[str, tuple[float, ...]]]
    """Warming at the centres, by pathway and ``low``, ``central``, ``high`` [K]."""

    @property
    def pathways(self) -> tuple[str, ...]:
        """Names of the pathways, sorted."""
        return tuple(sorted(self.warming_by_pathway))

    def warming(self, pathway: str, quantile: float, year: float) -> float:
        """Return the warming over 1995–2014 of one instant.

        Linear in time from zero in 2005.0 to the first centre and between centres;
        the last slope goes on to the end of the last period. Linear between the low,
        central and high estimates, which stand at quantiles 0, 0.5 and 1. Before
        2005 the warming is zero.

        Parameters
        ----------
        pathway
            Name such as ``ssp245``.
        quantile
            Place between the estimates, 0 low, 0.5 central, 1 high [-].
        year
            Calendar time, up to 2101.0 [a].

        Returns
        -------
        float
            Warming [K].

        Raises
        ------
        NotEvaluableError
            The pathway is unknown, or `quantile` or `year` is out of range.
        """
        self._check(pathway, quantile, year)
        rows = self.warming_by_pathway[pathway]
        places = sorted(QUANTILES, key=QUANTILES.__getitem__)
        values = [self._in_time(rows[name], year) for name in places]
        return float(np.interp(quantile, sorted(QUANTILES.values()), values))

    def _in_time(self, row: tuple[float, ...], year: float) -> float:
        """Return one estimate at `year`."""
        times = (BASELINE_CENTRE, *self.centres)
        values = (0.0, *row)
        if year <= times[-1]:
            return float(np.interp(year, times, values))
        slope = (values[-1] - values[-2]) / (times[-1] - times[-2])
        return values[-1] + slope * (year - times[-1])

    def _check(self, pathway: str, quantile: float, year: float) -> None:
        """Refuse what the table does not cover."""
        if pathway not in self.warming_by_pathway:
            known = ", ".join(self.pathways)
            message = f"pathway {pathway!r} is unknown; known: {known}"
            raise NotEvaluableError(message)
        if not 0.0 <= quantile <= 1.0:
            message = f"quantile {quantile}: allowed 0 to 1"
            raise NotEvaluableError(message)
        if not year <= YEAR_LAST:
            message = f"year {year}: the table ends with {YEAR_LAST}"
            raise NotEvaluableError(message)
