"""Measured hours against simulated ones: bias, scatter and how much was compared.

Bias is simulated minus measured: positive where the model is higher.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.quality import Status
from twin.ground.types import FloatArray, IntArray

CLOCK: Final = 24
"""Hours of a day [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A published limit of a comparison."""

    nmbe: float
    """Largest normalised mean bias, either way [-]."""
    cvrmse: float
    """Largest coefficient of variation of the error [-]."""
    source: str
    status: Status
    note: str


GUIDELINE_14: Final = Limit(
    nmbe=0.10,
    cvrmse=0.30,
    source="ASHRAE Guideline 14-2014, hourly data",
    status=Status.SECONDARY,
    note="written for metered energy; a share of a temperature in °C is no strict "
    "test, so look at bias and RMSE in K",
)
"""Limits for hourly calibration, shown for temperature."""

PEOPLE_COVERED: Final = 0.80
"""Share of the occupants whose rooms are measured: RESET Air, core and shell; read in
a copy of the standard, status V [-]."""

HOURS_COVERED: Final = 0.90
"""Share of hours with a measured mean from which a comparison is called whole; an
assumption of this project, status A [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBias:
    """Bias at one hour of the day, standard time."""

    clock: int
    """Hour of the day, 0 to 23 [h]."""
    hours: int
    """Hours compared [-]."""
    bias: float
    """Mean of simulated minus measured [any]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """How simulated hours differ from measured ones; NaN where it has no meaning."""

    hours: int
    """Hours compared [-]."""
    mean_measured: float
    """Mean of the measured hours [any]."""
    mean_simulated: float
    """Mean of the same simulated hours [any]."""
    bias: float
    """Mean of simulated minus measured [any]."""
    rmse: float
    """Root of the mean squared difference [any]."""
    nmbe: float
    """Normalised mean bias error [-]."""
    cvrmse: float
    """Coefficient of variation of the root mean square error [-]."""
    correlation: float
    """Pearson's correlation [-]."""
    by_clock: tuple[ClockBias, ...]
    """Hours of the day that were compared."""

    def is_within(self, limit: Limit) -> bool:
        """Return whether bias and scatter are within a limit.

        Parameters
        ----------
        limit
            The limit.

        Returns
        -------
        bool
            False where a figure is not known.
        """
        return abs(self.nmbe) <= limit.nmbe and self.cvrmse <= limit.cvrmse


def compare_hours(measured: FloatArray, simulated: FloatArray, clock: IntArray) -> Bias:
    r"""Return how simulated hours differ from measured ones.

    .. math:: \mathrm{NMBE} = \frac{\sum (s - m)}{(n - 1)\,\bar m} \qquad
        \mathrm{CV(RMSE)} = \frac{1}{\bar m}\sqrt{\frac{\sum (s - m)^2}{n - 1}}

    Parameters
    ----------
    measured
        Measured hours, finite, shape ``(hour,)`` [any].
    simulated
        Simulated hours of the same [any].
    clock
        Hour of the day of each, 0 to 23 [h].

    Returns
    -------
    Bias
        Figures; bias and RMSE divide by n, NMBE and CV(RMSE) by n − 1.

    References
    ----------
    ASHRAE Guideline 14-2014, clause 4.2.11, with p = 1; the guideline subtracts the
    other way round.
    """
    count = len(measured)
    if not count:
        nan = float("nan")
        return Bias(
            hours=0,
            mean_measured=nan,
            mean_simulated=nan,
            bias=nan,
            rmse=nan,
            nmbe=nan,
            cvrmse=nan,
            correlation=nan,
            by_clock=(),
        )
    apart = simulated - measured
    mean = float(measured.mean())
    squares = float(np.square(apart).sum())
    return Bias(
        hours=count,
        mean_measured=mean,
        mean_simulated=float(simulated.mean()),
        bias=float(apart.mean()),
        rmse=float(np.sqrt(squares / count)),
        nmbe=_ratio(float(apart.sum()), (count - 1) * mean),
        cvrmse=_ratio(float(np.sqrt(squares / max(count - 1, 1))), mean)
        if count > 1
        else float("nan"),
        correlation=_correlation(measured, simulated),
        by_clock=_by_clock(apart, clock),
    )


def _ratio(above: float, below: float) -> float:
    """Return a ratio, NaN where nothing is below."""
    return above / below if below else float("nan")


def _correlation(one: FloatArray, other: FloatArray) -> float:
    """Return Pearson's correlation, NaN where one does not vary."""
    first, second = one - one.mean(), other - other.mean()
    size = float(np.sqrt(np.square(first).sum()) * np.sqrt(np.square(second).sum()))
    scale = max(float(np.abs(one).max()), float(np.abs(other).max()), 1.0)
    is_still = size <= np.square(1e-12 * scale) * len(one)
    return float("nan") if is_still else float(first @ second) / size


def _by_clock(apart: FloatArray, clock: IntArray) -> tuple[ClockBias, ...]:
    """Return the mean difference at each hour of the day."""
    count = np.bincount(clock, minlength=CLOCK)
    total = np.bincount(clock, weights=apart, minlength=CLOCK)
    return tuple(
        ClockBias(
            clock=hour, hours=int(count[hour]), bias=float(total[hour] / count[hour])
        )
        for hour in range(CLOCK)
        if count[hour]
    )
