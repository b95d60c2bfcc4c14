"""Outdoor air that enters a zone: through leaks, windows and fans.

Scalar functions without branches, inlined into the kernel. Openings on several sides
and at several heights are in `twin.air.window`, the spread of leaks in `twin.air.leak`.
"""

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
_NIGHT_DIFFERENCE: Final = 2.0  # K that outdoors must be cooler


@njit(cache=True, inline="always", error_model="numpy")
def power_leak(pressure: float) -> float:
    r"""Return a pressure to the power 0.67, by square roots only.

    The exponent is 343/512 = 1/2 + 1/8 + 1/32 + 1/128 + 1/256 + 1/512, so that a loop
    over many zones runs in vector registers.

    Parameters
    ----------
    pressure
        Pressure difference, 0 or above [Pa].

    Returns
    -------
    float
        Pressure to the power 343/512 [Paⁿ].

    Notes
    -----
    Within 0.06 % of the power 0.67 between 1 mPa and 1 kPa.

    Examples
    --------
    >>> round(power_leak(50.0), 3), round(50.0**0.67, 3)
    (13.746, 13.75)
    """
    half = math.sqrt(pressure)
    eighth = math.sqrt(math.sqrt(half))
    part_32 = math.sqrt(math.sqrt(eighth))
    part_128 = math.sqrt(math.sqrt(part_32))
    part_256 = math.sqrt(part_128)
    return half * eighth * part_32 * part_128 * part_256 * math.sqrt(part_256)


@njit(cache=True, inline="always", error_model="numpy")
def infiltration_flow(
    leakage: float,
    stack_drive: float,
    wind_drive: float,
    temp_air: float,
    temp_outdoor: float,
    wind_local: float,
) -> float:
    r"""Return the flow through leaks by AIM-2, factors of the building given.

    .. math::

       Q = C\left(S + W - 0.33\sqrt{S W}\right)^n,\qquad
       S = s\,\frac{|\Delta T|}{T_o},\qquad W = w\,U^2,\qquad n = 0.67

    Parameters
    ----------
    leakage
        Flow coefficient, flow at 1 Pa [m³/(sPaⁿ)].
    stack_drive
        Stack pressure that counts for a temperature ratio of one, see
        `twin.air.leak.leak_drive` [Pa].
    wind_drive
        Wind pressure that counts for a wind of 1 m/s, see `twin.air.leak.leak_drive`
        [kg/m³].
    temp_air
        Indoor temperature [°C].
    temp_outdoor
        Outdoor temperature [°C].
    wind_local
        Wind at eaves height, shelter included [m/s].

    Returns
    -------
    float
        Outdoor air [m³/s].

    References
    ----------
    Walker & Wilson (1998), HVAC&R Research 4, 119, doi
    10.1080/10789669.1998.10391395; read in code transcriptions, status S.
    """
    stack = stack_drive * abs(temp_air - temp_outdoor) / (temp_outdoor + KELVIN)
    wind = wind_drive * wind_local * wind_local
    together = stack + wind + _INTERACTION * math.sqrt(stack * wind)
    return leakage * power_leak(together)


@njit(cache=True, inline="always", error_model="numpy")
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
    10.1080/10789669.1998.10391395; read in code transcriptions, status S.
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


@njit(cache=True, inline="always", error_model="numpy")
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
    Single-sided: windows on several sides bring more, see `twin.air.window`.

    References
    ----------
    EN 16798-7:2017, clause 6.4.3.5.4 (single-sided impact); read in two code
    transcriptions, status S.

    Examples
    --------
    >>> round(window_flow_en16798(2.0, 25.0, 25.0, 2.0, 1.2), 4)
    0.0632
    """
    wind = _WINDOW_WIND * wind_local * wind_local
    stack = _WINDOW_STACK * height_window * abs(temp_air - temp_outdoor)
    return float(0.5 * area_open * math.sqrt(max(wind, stack)))


@njit(cache=True, inline="always", error_model="numpy")
def flow_combined(
    flow_supply: float, flow_exhaust: float, flow_natural: float
) -> float:
    r"""Return the outdoor air of fans, leaks and windows together.

    What supply and exhaust have in common does not change the pressure and is added;
    what one has more than the other shifts the pressure, drives some of the leaks the
    other way, and adds as the legs of a right angle do.

    .. math::

       Q = \min(Q_s, Q_e) + \sqrt{(Q_s - Q_e)^2 + Q_n^2}

    Parameters
    ----------
    flow_supply
        Outdoor air blown in by fans [m³/s].
    flow_exhaust
        Air that fans take out of the zone [m³/s].
    flow_natural
        Flow through leaks and windows as if there were no fans [m³/s].

    Returns
    -------
    float
        Outdoor air [m³/s].

    Notes
    -----
    Exact where the fans are balanced or one of the drives is absent. Against a full
    balance of pressure over leaks it is 11 % low to 14 % high with stack, and up to
    28 % high with wind on one of four sides, worst where the surplus equals the leaks.

    References
    ----------
    ASHRAE Handbook Fundamentals (2009), ch. 16, combining residential infiltration and
    mechanical ventilation, as restated in the EnergyPlus Engineering Reference, Zone
    Air Balance Outdoor Airflow; status S. Hurel, Sherman & Walker (2016), Building and
    Environment 98, 89, doi 10.1016/j.buildenv.2015.12.020; status G.

    Examples
    --------
    >>> (
    ...     round(flow_combined(0.03, 0.03, 0.02), 3),
    ...     round(flow_combined(0.04, 0.0, 0.03), 3),
    ... )
    (0.05, 0.05)
    """
    balanced = min(flow_supply, flow_exhaust)
    surplus = flow_supply - flow_exhaust
    return balanced + math.sqrt(surplus * surplus + flow_natural * flow_natural)


@njit(cache=True, inline="always", error_model="numpy")
def night_share(temp_air: float, temp_outdoor: float, temp_start: float) -> float:
    """Return how far scheduled night ventilation runs.

    It runs where the room is warmer than the start and outdoors is cooler than the
    room, in full from one kelvin above the start and from three kelvin of difference;
    it stops where outdoors is less than two kelvin cooler.

    Parameters
    ----------
    temp_air
        Indoor temperature [°C].
    temp_outdoor
        Outdoor temperature [°C].
    temp_start
        Indoor temperature above which it starts [°C].

    Returns
    -------
    float
        Share of the scheduled flow, 0 to 1 [-].

    Notes
    -----
    A fan that runs by the clock alone has its schedule in the zone instead.

    References
    ----------
    Difference of two kelvin: common practice of night cooling, status A.

    Examples
    --------
    >>> night_share(27.0, 22.0, 24.0), night_share(27.0, 26.0, 24.0)
    (1.0, 0.0)
    """
    warm = min(max(temp_air - temp_start, 0.0), 1.0)
    cooler = min(max(temp_air - temp_outdoor - _NIGHT_DIFFERENCE, 0.0), 1.0)
    return warm * cooler
