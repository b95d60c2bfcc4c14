"""Air through open windows on several sides of a building and at several heights."""

import math
from typing import Final

import numpy as np
from numba import njit

from twin.ground.constants import GRAVITY, KELVIN
from twin.ground.types import FloatArray

DISCHARGE_WINDOW: Final = 0.67
"""Discharge coefficient of windows, EN 16798-7, annex B, status S [-]."""
PRESSURE_CROSS: Final = 0.75
"""Difference of the wind pressure coefficients of two façades, EN 16798-7, annex B,
status S [-]."""
DISCHARGE_SHARP: Final = 0.6
"""Discharge coefficient of a sharp-edged opening, status G [-]."""
_WIND: Final = 0.001  # C_wnd of EN 16798-7
_STACK: Final = 0.0035  # C_st of EN 16798-7, (m/s)²/(m K)
_TURBULENCE: Final = 0.01  # de Gids and Phaff, (m/s)²
_CROSS: Final = DISCHARGE_WINDOW * DISCHARGE_WINDOW * PRESSURE_CROSS
_TINY: Final = 1e-30  # m⁴, keeps no opening from dividing by zero
_UPRIGHT: Final = 60.0  # °, steeper openings belong to a façade
_RIGHT_ANGLE: Final = 90.0  # °


@njit(cache=True, inline="always", error_model="numpy")
def window_flow(
    area_open: float,
    area_cross: float,
    height_window: float,
    temp_air: float,
    temp_outdoor: float,
    wind_local: float,
) -> float:
    r"""Return the outdoor air through open windows, on one side or on several.

    .. math::

       q^2 = \max\left(w^2,\; s^2,\; x^2 + s^2\right),\qquad
       w^2 = \tfrac{A^2}{4} C_{wnd} u^2,\quad
       s^2 = \tfrac{A^2}{4} C_{st} h |\Delta T|,\quad
       x^2 = C_D^2 A_x^2\, \Delta C_p\, u^2

    Without openings on two sides :math:`A_x` is zero and the flow is the single-sided
    one; with them it is never less than that.

    Parameters
    ----------
    area_open
        Open area of all windows [m²].
    area_cross
        Open area that counts for cross ventilation; it opens and shuts with
        `area_open`, see `area_cross_en16798` [m²].
    height_window
        Height from the lowest edge to the highest of the openings [m].
    temp_air
        Indoor temperature [°C].
    temp_outdoor
        Outdoor temperature [°C].
    wind_local
        Wind at the building [m/s].

    Returns
    -------
    float
        Outdoor air [m³/s].

    Notes
    -----
    The density of outdoor air over that of reference is left out, less than 5 % of the
    flow below 35 °C.

    References
    ----------
    EN 16798-7:2017, clauses 6.4.3.5.4.2 and 6.4.3.5.4.3; read in a transcription of
    prEN 16798-7:2014 (status S), in which the root of the stack term is missing: the
    single-sided form and the unit ask for it.

    Examples
    --------
    >>> round(window_flow(2.0, 0.0, 1.2, 25.0, 25.0, 2.0), 4)
    0.0632
    >>> round(window_flow(2.0, 0.5, 1.2, 25.0, 25.0, 2.0), 4)
    0.5802
    """
    quarter = 0.25 * area_open * area_open
    wind = wind_local * wind_local
    stack = quarter * _STACK * height_window * abs(temp_air - temp_outdoor)
    cross = _CROSS * area_cross * area_cross * wind
    return math.sqrt(max(quarter * _WIND * wind, cross + stack))


@njit(cache=True, inline="always", error_model="numpy")
def window_flow_gids_phaff(
    area_open: float,
    temp_air: float,
    temp_outdoor: float,
    wind_local: float,
    height_window: float,
) -> float:
    r"""Return the single-sided flow with turbulence.

    .. math:: q = \tfrac A2 \sqrt{0.001\,u^2 + 0.0035\,h\,|\Delta T| + 0.01}

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
    Never zero: in still air without difference of temperature it is 0.05 m/s over the
    area. The draft of EN 16798-7 had this sum, its final text the larger of wind and
    stack.

    References
    ----------
    de Gids & Phaff (1982), Air Infiltration Review 4(1), 4; coefficients read in a
    transcription of prEN 16798-7:2014, status S.

    Examples
    --------
    >>> round(window_flow_gids_phaff(2.0, 20.0, 20.0, 0.0, 1.2), 3)
    0.1
    """
    drive = _WIND * wind_local * wind_local + _TURBULENCE
    drive += _STACK * height_window * abs(temp_air - temp_outdoor)
    return 0.5 * area_open * math.sqrt(drive)


@njit(cache=True, inline="always", error_model="numpy")
def stack_flow(
    area_low: float,
    area_high: float,
    height_between: float,
    temp_air: float,
    temp_outdoor: float,
) -> float:
    r"""Return the flow that warmth drives through two openings at different heights.

    .. math::

       q = C_D \frac{A_1 A_2}{\sqrt{A_1^2 + A_2^2}}
           \sqrt{\frac{2 g h\,|\Delta T|}{\bar T}}

    Parameters
    ----------
    area_low
        Open area of the lower opening [m²].
    area_high
        Open area of the upper opening [m²].
    height_between
        Height between the middles of the two [m].
    temp_air
        Indoor temperature [°C].
    temp_outdoor
        Outdoor temperature [°C].

    Returns
    -------
    float
        Air in through one and out through the other [m³/s].

    References
    ----------
    ASHRAE Handbook Fundamentals (2009), ch. 16, flow caused by thermal forces only;
    status G. Two orifices in series, neutral level between them.

    Examples
    --------
    >>> round(stack_flow(1.0, 1.0, 3.0, 30.0, 25.0), 3)
    0.42
    """
    series = area_low * area_low + area_high * area_high
    area = area_low * area_high / math.sqrt(series + _TINY)
    kelvin = 0.5 * (temp_air + temp_outdoor) + KELVIN
    drive = 2.0 * GRAVITY * height_between * abs(temp_air - temp_outdoor) / kelvin
    return DISCHARGE_SHARP * area * math.sqrt(drive)


def area_cross_en16798(
    area: FloatArray, azimuth: FloatArray, tilt: FloatArray
) -> float:
    r"""Return the open area that counts for cross ventilation.

    Windows are sorted into four façades of 90°, in two ways that are turned by 45°;
    the smaller outcome counts.

    .. math::

       A_x = \min_i \tfrac14 \sum_{j=1}^{4}
             \left(A_{ij}^{-2} + (A_{tot} - A_{ij})^{-2}\right)^{-1/2}

    Parameters
    ----------
    area
        Open area of each window [m²].
    azimuth
        Direction of each outward normal, clockwise from north [°].
    tilt
        Angle of each window from the horizontal [°].

    Returns
    -------
    float
        Area, zero where all windows look the same way [m²].

    Notes
    -----
    It is a mean over all directions of the wind. It assumes that inner doors stand
    open. Openings flatter than 60° belong to no façade but count in the total.

    References
    ----------
    EN 16798-7:2017, clause 6.4.3.5.4.3; read in a transcription of prEN 16798-7:2014,
    eq. 51 to 54, status S.

    Examples
    --------
    >>> two = np.array([1.0, 1.0])
    >>> round(area_cross_en16798(two, np.array([0.0, 180.0]), 90.0 * two), 4)
    0.3536
    """
    total = float(np.sum(area))
    found = []
    for turned in (0.0, 0.5 * _RIGHT_ANGLE):
        shifted = (azimuth - turned + 0.5 * _RIGHT_ANGLE) % (4.0 * _RIGHT_ANGLE)
        sector = np.floor(shifted / _RIGHT_ANGLE)
        facades = [
            float(np.sum(area[(sector == side) & (tilt >= _UPRIGHT)]))
            for side in range(4)
        ]
        found.append(0.25 * sum(_in_series(one, total - one) for one in facades))
    return min(found)


def _in_series(one: float, other: float) -> float:
    """Return the area of one opening behind another [m²]."""
    if min(one, other) <= 0.0:
        return 0.0
    return one * other / math.hypot(one, other)
