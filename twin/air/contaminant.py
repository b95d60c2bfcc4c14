"""What a well-mixed volume of air holds: supply, removal, and the mean of an hour."""

from typing import Final

from numba import njit

from twin.ground.constants import KELVIN
from twin.ground.lanes import exponential, settle_shares

TEMP_BOARD: Final = 23.0
"""Temperature at which boards are rated [°C]."""
HUMIDITY_BOARD: Final = 0.5
"""Relative humidity at which boards are rated [-]."""


@njit(cache=True, inline="always", error_model="numpy")
def settle(
    content: float, emitted: float, removal: float, volume: float, duration: float
) -> tuple[float, float]:
    r"""Return content at the end and in the mean of a step, exactly.

    .. math:: V \frac{dc}{dt} = S - L c

    Parameters
    ----------
    content
        Content at the start :math:`c` [any].
    emitted
        Supply :math:`S` [any].
    removal
        Flow that removes :math:`L`, zero or more [m³/s].
    volume
        Volume :math:`V`, above zero [m³].
    duration
        Length of the step [s].

    Returns
    -------
    tuple[float, float]
        Content at the end, and its mean [any].

    Notes
    -----
    Exact for what is constant within the step; without removal the content rises by
    :math:`S t / V`.

    Examples
    --------
    >>> [round(one, 6) for one in settle(0.0, 1.0, 1.0, 1.0, 1.0)]
    [0.632121, 0.367879]
    """
    left, mean, rest = settle_shares(removal * duration / volume)
    gain = emitted * duration / volume
    return left * content + mean * gain, mean * content + rest * gain


@njit(cache=True, inline="always", error_model="numpy")
def emission_factor(
    temp_air: float, humidity_relative: float, slope: float, moist: float
) -> float:
    r"""Return emission over that at 23 °C and 50 % relative humidity.

    .. math:: f = e^{-B (1/T - 1/T_0)} \left(1 + a (\varphi - \varphi_0)\right)

    Parameters
    ----------
    temp_air
        Air temperature :math:`T` [°C].
    humidity_relative
        Relative humidity :math:`\varphi` [-].
    slope
        Temperature :math:`B` [K].
    moist
        Rise :math:`a` per relative humidity of one [-].

    Returns
    -------
    float
        Factor, never below zero [-].

    References
    ----------
    Myers (1985), Forest Products Journal 35(9), 20 (B = 8930 K, a = 1.95); Berge et
    al. (1980), Holz als Roh- und Werkstoff 38, 251 (B = 9799 K, a = 1.75); status S.

    Examples
    --------
    >>> round(emission_factor(28.0, 0.7, 8930.0, 1.95), 2)
    2.29
    """
    kelvin = temp_air + KELVIN
    warm = exponential(-slope * (1.0 / kelvin - 1.0 / (TEMP_BOARD + KELVIN)))
    return max(warm * (1.0 + moist * (humidity_relative - HUMIDITY_BOARD)), 0.0)
