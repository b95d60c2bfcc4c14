"""Dilution of a well-mixed zone, exact in the step."""

import math
from typing import Final

from numba import njit

_SERIES_BELOW: Final = 1e-6  # exponents below this use the power series


@njit(cache=True, error_model="numpy")
def step_dilution(
    concentration: float, source_rate: float, loss_rate: float, duration: float
) -> tuple[float, float]:
    r"""Return concentration at the end of a step and its mean over the step.

    .. math::

       \frac{dc}{dt} = s - \lambda c,\qquad
       c(t) = c_\infty + (c_0 - c_\infty)\,e^{-\lambda t},\qquad
       \bar c = c_\infty + (c_0 - c_\infty)\frac{1 - e^{-\lambda t}}{\lambda t}

    Exact for sources and flows that are constant within the step, whatever its length.

    Parameters
    ----------
    concentration
        At the start of the step, in any unit [any].
    source_rate
        Supply by sources and inflowing air, per volume [any/s].
    loss_rate
        Air change, deposition and removal, 0 or above [1/s].
    duration
        Length of the step [s].

    Returns
    -------
    tuple[float, float]
        Concentration at the end and mean over the step [any].

    References
    ----------
    ASHRAE Handbook Fundamentals (2017), ch. 9 (well-mixed dilution).

    Examples
    --------
    >>> end, mean = step_dilution(1.0, 0.0, 1.0 / 3600.0, 3600.0)
    >>> round(end, 6), round(mean, 6)
    (0.367879, 0.632121)
    """
    exponent = loss_rate * duration
    if exponent < _SERIES_BELOW:
        gained = source_rate * duration
        fall = concentration * exponent
        end = concentration + gained - fall - 0.5 * exponent * (gained - fall)
        mean = concentration + 0.5 * (gained - fall) - exponent * gained / 6.0
        return end, mean
    settled = source_rate / loss_rate
    gap = concentration - settled
    share = -math.expm1(-exponent)
    return concentration - gap * share, settled + gap * share / exponent
