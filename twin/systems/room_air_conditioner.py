"""Room air conditioner: coil, capacity and power, hour by hour."""

import math
from typing import Final

from numba import njit

from twin.ground.constants import HEAT_CAPACITY_AIR

FLOW_RATED: Final = 5.9e-5
"""Air over the coil per rated total capacity, 0.05 L/s per W; status G [kg/(sW)]."""
BYPASS: Final = 0.1
"""Share of the air that the coil does not touch; status G [-]."""
TEMP_COIL: Final = 12.1
"""Apparatus dew point that gives the rated capacity at 27/19/35 °C; derived [°C]."""
HUMIDITY_COIL: Final = 0.00877
"""Saturated humidity ratio at the apparatus dew point, 101 325 Pa [kg/kg]."""

# Curves of the EnergyPlus single-speed example coil (temperatures in °C).
_CAPACITY: Final = (
    0.942587793,
    0.009543347,
    0.000683770,
    -0.011042676,
    0.000005249,
    -0.000009720,
)
_INPUT: Final = (
    0.342414409,
    0.034885008,
    -0.000623700,
    0.004977216,
    0.000437951,
    -0.000728028,
)
# Power while inverter units modulate, EnergyPlus example multi-split, status S.
_INVERTER: Final = (0.4628123, -1.0402406, 2.17490997, -0.5974817)
PART_LOAD_LEAST: Final = 0.25
"""Least part load of an inverter before it cycles, EnergyPlus example [-]."""
WET_BULB_RANGE: Final = (12.8, 23.9)
"""Range of the curves, entering wet bulb [°C]."""
OUTDOOR_RANGE: Final = (18.0, 46.1)
"""Range of the curves, outdoor temperature [°C]."""


@njit(cache=True, error_model="numpy")
def _biquadratic(
    curve: tuple[float, float, float, float, float, float], x: float, y: float
) -> float:
    """Return a biquadratic curve."""
    first = curve[0] + x * (curve[1] + x * curve[2])
    return first + y * (curve[3] + y * curve[4]) + curve[5] * x * y


@njit(cache=True, error_model="numpy")
def capacity_modifier(temp_wet_bulb: float, temp_outdoor: float) -> float:
    """Return total capacity over rated capacity.

    Parameters
    ----------
    temp_wet_bulb
        Wet bulb of the air that enters the coil, 12.8 to 23.9 [°C].
    temp_outdoor
        Outdoor temperature, 18 to 46.1 [°C].

    Returns
    -------
    float
        1 near 19.4 °C wet bulb and 35 °C outdoors [-].

    References
    ----------
    EnergyPlus example single-speed cooling coil, curve "CapFT" (DOE-2 heritage).

    Examples
    --------
    >>> round(capacity_modifier(19.4, 35.0), 2)
    1.0
    """
    return _biquadratic(_CAPACITY, temp_wet_bulb, temp_outdoor)


@njit(cache=True, error_model="numpy")
def input_modifier(temp_wet_bulb: float, temp_outdoor: float) -> float:
    """Return power per cooling over the rated one.

    Parameters
    ----------
    temp_wet_bulb
        Wet bulb of the air that enters the coil, 12.8 to 23.9 [°C].
    temp_outdoor
        Outdoor temperature, 18 to 46.1 [°C].

    Returns
    -------
    float
        1 near 19.4 °C wet bulb and 35 °C outdoors; its inverse multiplies the EER [-].

    References
    ----------
    EnergyPlus example single-speed cooling coil, curve "EIRFT" (DOE-2 heritage).

    Examples
    --------
    >>> round(1.0 / input_modifier(19.4, 27.0), 2)
    1.17
    """
    return _biquadratic(_INPUT, temp_wet_bulb, temp_outdoor)


@njit(cache=True, error_model="numpy")
def part_load_factor(part_load: float) -> float:
    """Return efficiency at part load over that at full load, from cycling.

    Parameters
    ----------
    part_load
        Cooling over available cooling, 0 to 1 [-].

    Returns
    -------
    float
        0.85 to 1 [-].

    References
    ----------
    EnergyPlus example single-speed cooling coil, curve "PLF" (DOE-2 heritage).

    Examples
    --------
    >>> part_load_factor(1.0), part_load_factor(0.0)
    (1.0, 0.85)
    """
    return 0.85 + 0.15 * part_load


@njit(cache=True, error_model="numpy")
def part_load_factor_inverter(part_load: float) -> float:
    r"""Return efficiency at part load over that at full load, of an inverter unit.

    .. math:: f_{pl} = \frac{PLR}{p(PLR)},\quad PLR \ge 0.25;\qquad
       f_{pl}(0.25)\,\bigl(0.85 + 0.15\,\tfrac{PLR}{0.25}\bigr)\quad \text{below}

    A unit that runs slowly has large coils for its load; below its least speed it
    cycles.

    Parameters
    ----------
    part_load
        Cooling over available cooling, 0 to 1 [-].

    Returns
    -------
    float
        1 at full load, 1.21 at half load [-].

    Notes
    -----
    The curve is that of a multi-split; small units lose less below a third of load.

    References
    ----------
    EnergyPlus example multi-split, curve "CoolingEIRLowPLR", and its cycling curve.

    Examples
    --------
    >>> round(part_load_factor_inverter(0.5), 2)
    1.21
    """
    running = max(part_load, PART_LOAD_LEAST)
    first = _INVERTER[2] + running * _INVERTER[3]
    power = _INVERTER[0] + running * (_INVERTER[1] + running * first)
    return running / power * part_load_factor(min(part_load / PART_LOAD_LEAST, 1.0))


@njit(cache=True, error_model="numpy")
def temp_wet_bulb_fast(temp_air: float, humidity_relative: float) -> float:
    """Return the wet bulb by Stull's fit, for one number.

    Parameters
    ----------
    temp_air
        Air temperature [°C].
    humidity_relative
        Relative humidity, 0 to 1 [-].

    Returns
    -------
    float
        Wet-bulb temperature at sea-level pressure [°C].

    References
    ----------
    Stull (2011), J. Appl. Meteorol. Climatol. 50, 2267, eq. 1,
    doi 10.1175/JAMC-D-11-0143.1.
    """
    percent = 100.0 * humidity_relative
    return float(
        temp_air * math.atan(0.151977 * math.sqrt(percent + 8.313659))
        + math.atan(temp_air + percent)
        - math.atan(percent - 1.676331)
        + 0.00391838 * percent**1.5 * math.atan(0.023101 * percent)
        - 4.686035
    )


@njit(cache=True, error_model="numpy")
def capacity_sensible(
    capacity_rated: float, temp_air: float, temp_wet_bulb: float, temp_outdoor: float
) -> float:
    r"""Return the sensible cooling available with the coil on all the hour.

    .. math:: \dot Q_s = f_{cap}\,\dot m\,(1-BF)\,c_p\,(\theta - \theta_{adp})

    Parameters
    ----------
    capacity_rated
        Rated total capacity [W].
    temp_air
        Room air temperature [°C].
    temp_wet_bulb
        Wet bulb of the room air, clamped to the range of the curves [°C].
    temp_outdoor
        Outdoor temperature, clamped to the range of the curves [°C].

    Returns
    -------
    float
        Sensible cooling, 0 for rooms colder than the coil [W].

    References
    ----------
    Bypass-factor method: ASHRAE Handbook HVAC Systems and Equipment (2016), ch. 23.
    """
    flow = FLOW_RATED * capacity_rated * (1.0 - BYPASS)
    modifier = capacity_modifier(temp_wet_bulb, temp_outdoor)
    return float(max(modifier * flow * HEAT_CAPACITY_AIR * (temp_air - TEMP_COIL), 0.0))


@njit(cache=True, error_model="numpy")
def flow_coil(
    capacity_rated: float, temp_wet_bulb: float, temp_outdoor: float, part_load: float
) -> float:
    """Return the air that leaves the coil saturated at the apparatus dew point.

    Parameters
    ----------
    capacity_rated
        Rated total capacity [W].
    temp_wet_bulb
        Wet bulb of the room air, clamped to the range of the curves [°C].
    temp_outdoor
        Outdoor temperature, clamped to the range of the curves [°C].
    part_load
        Share of the hour in which the coil is on [-].

    Returns
    -------
    float
        Mean mass flow over the hour [kg/s].

    References
    ----------
    Bypass-factor method: ASHRAE Handbook HVAC Systems and Equipment (2016), ch. 23.
    """
    flow = FLOW_RATED * capacity_rated * (1.0 - BYPASS) * part_load
    return flow * capacity_modifier(temp_wet_bulb, temp_outdoor)
