"""Outdoor air that enters a zone: through leaks and through windows."""

import math
from typing import Final

from numba import njit

from twin.ground.constants import GRAVITY, KELVIN

LEAK_EXPONENT: Final = 0.67
"""Pressure exponent of leakage, AIM-2 default [-]."""
_INTERACTION: Final = -0.33  # wind and stack together, AIM-2
_REFERENCE: Final = 50.0  # Pa, pressure of the n50 test
_LEAK_FLOOR_CEILING: Final = 0.5  # R, half of the leaks in floor and ceiling
_STACK_FACTOR: Final = (
    (1.0 + LEAK_EXPONENT * _LEAK_FLOOR_CEILING)
    / (LEAK_EXPONENT + 1.0)
    * 0.5 ** (LEAK_EXPONENT + 1.0)
)
_WIND_FACTOR: Final = (
    0.19 * (2.0 - LEAK_EXPONENT) * (1.0 - (_LEAK_FLOOR_CEILING / 2.0) ** 1.5)
)
_STACK_POWER: Final = _STACK_FACTOR ** (1.0 / LEAK_EXPONENT)
_WIND_POWER: Final = _WIND_FACTOR ** (1.0 / LEAK_EXPONENT)
_WINDOW_WIND: Final = 0.001  # C_wnd of EN 16798-7
_WINDOW_STACK: Final = 0.0035  # C_st of EN 16798-7


@njit(cache=True, error_model="numpy")
def infiltration_aim2(
    leakage: float,
    temp_air: float,
    temp_outdoor: float,
    wind_local: float,
    height: float,
) -> float:
    r"""Return the flow through leaks by the alternative infiltration model AIM-2.

    .. math::

       Q = C\left[(f_s)^{1/n}\,\Delta p_s + (f_w)^{1/n}\,\Delta p_w
           + B\sqrt{(f_s f_w)^{1/n}\,\Delta p_s \Delta p_w}\right]^n

    with :math:`\Delta p_s = \rho g H |\Delta T| / T`, :math:`\Delta p_w = \rho U^2/2`.
    No flue; half of the leaks in floor and ceiling.

    Parameters
    ----------
    leakage
        Flow coefficient, flow at 1 Pa [m³/(sPaⁿ)].
    temp_air
        Indoor temperature [°C].
    temp_outdoor
        Outdoor temperature [°C].
    wind_local
        Wind at eaves height, shelter included [m/s].
    height
        Height of the eaves [m].

    Returns
    -------
    float
        Outdoor air [m³/s].

    References
    ----------
    Walker & Wilson (1998), HVAC&R Research 4, 119, doi
    10.1080/10789669.1998.10391395; coefficients not checked against the paper,
    status G.
    """
    density = 1.2
    kelvin = temp_outdoor + KELVIN
    stack = density * GRAVITY * height * abs(temp_air - temp_outdoor) / kelvin
    wind = 0.5 * density * wind_local * wind_local
    stack *= _STACK_POWER
    wind *= _WIND_POWER
    together = stack + wind + _INTERACTION * math.sqrt(stack * wind)
    return float(leakage * together**LEAK_EXPONENT)


def leakage_from_n50(n50: float, volume: float) -> float:
    """Return the flow coefficient of a zone from its air change at 50 Pa.

    Parameters
    ----------
    n50
        Air change at 50 Pa [1/h].
    volume
        Air volume [m³].

    Returns
    -------
    float
        Flow at 1 Pa [m³/(sPaⁿ)].

    References
    ----------
    EN ISO 9972:2015, eq. 3 (power law of leakage).

    Examples
    --------
    >>> round(leakage_from_n50(10.0, 150.0), 5)
    0.0303
    """
    return float(n50 * volume / 3600.0 / _REFERENCE**LEAK_EXPONENT)


@njit(cache=True, error_model="numpy")
def window_flow_en16798(
    area_open: float,
    temp_air: float,
    temp_outdoor: float,
    wind_local: float,
    height_window: float,
) -> float:
    r"""Return the flow through open windows on one side.

    .. math:: q = \tfrac{A}{2}\sqrt{\max(C_{wnd} u^2,\; C_{st}\, h\, |\Delta T|)}

    Parameters
    ----------
    area_open
        Open area [m²].
    temp_air
        Indoor temperature [°C].
    temp_outdoor
        Outdoor temperature [°C].
    wind_local
        Wind at the building [m/s].
    height_window
        Height of the opening [m].

    Returns
    -------
    float
        Outdoor air [m³/s].

    Notes
    -----
    Single-sided: cross ventilation through opposite windows brings more.

    References
    ----------
    EN 16798-7:2017, clause 6.4.3.5.4 (single-sided impact); clause not checked,
    status G.

    Examples
    --------
    >>> round(window_flow_en16798(2.0, 25.0, 25.0, 2.0, 1.2), 4)
    0.0632
    """
    wind = _WINDOW_WIND * wind_local * wind_local
    stack = _WINDOW_STACK * height_window * abs(temp_air - temp_outdoor)
    return float(0.5 * area_open * math.sqrt(max(wind, stack)))
