"""Heat-pump water heater: capacity and efficiency by air and water."""

from typing import Final

from numba import njit

# Curves of the EnergyPlus example heat-pump water heater; wet bulb of the air that
# enters and temperature of the water, °C; status S.
_CAPACITY: Final = (0.369827, 0.043341, -0.00023, 0.000466, 0.000026, -0.00027)
_EFFICIENCY: Final = (1.19713, 0.077849, -0.0000016, -0.02675, 0.000296, -0.00112)
WET_BULB_RANGE: Final = (0.0, 40.0)
"""Range of the curves, wet bulb of the air that enters [°C]."""
WATER_RANGE: Final = (20.0, 90.0)
"""Range of the curves, temperature of the water [°C]."""
TEMP_AIR_LEAST: Final = 5.0
"""Air temperature below which the compressor stays off, EnergyPlus example [°C]."""


@njit(cache=True, error_model="numpy")
def _water_curve(
    curve: tuple[float, float, float, float, float, float], wet: float, water: float
) -> float:
    """Return a biquadratic curve, read at its edge beyond its range."""
    x = min(max(wet, WET_BULB_RANGE[0]), WET_BULB_RANGE[1])
    y = min(max(water, WATER_RANGE[0]), WATER_RANGE[1])
    first = curve[0] + x * (curve[1] + x * curve[2])
    return first + y * (curve[3] + y * curve[4]) + curve[5] * x * y


@njit(cache=True, error_model="numpy")
def capacity_modifier_water(temp_wet_bulb: float, temp_tank: float) -> float:
    """Return the capacity of a heat-pump water heater over the rated one.

    Parameters
    ----------
    temp_wet_bulb
        Wet bulb of the air that enters, read at 0 or 40 beyond [°C].
    temp_tank
        Temperature of the water, read at 20 or 90 beyond [°C].

    Returns
    -------
    float
        Near 1 at 22.2 °C wet bulb and 55.7 °C water [-].

    References
    ----------
    EnergyPlus example, curve "HPWHHeatingCapFTemp".

    Examples
    --------
    >>> round(capacity_modifier_water(22.22, 55.72), 2)
    0.99
    """
    return _water_curve(_CAPACITY, temp_wet_bulb, temp_tank)


@njit(cache=True, error_model="numpy")
def efficiency_modifier_water(temp_wet_bulb: float, temp_tank: float) -> float:
    """Return the COP of a heat-pump water heater over the rated one.

    Parameters
    ----------
    temp_wet_bulb
        Wet bulb of the air that enters, read at 0 or 40 beyond [°C].
    temp_tank
        Temperature of the water, read at 20 or 90 beyond [°C].

    Returns
    -------
    float
        Near 1 at 22.2 °C wet bulb and 55.7 °C water [-].

    References
    ----------
    EnergyPlus example, curve "HPWHHeatingCOPFTemp".

    Examples
    --------
    >>> round(efficiency_modifier_water(24.0, 45.0), 2)
    1.25
    """
    return _water_curve(_EFFICIENCY, temp_wet_bulb, temp_tank)


@njit(cache=True, error_model="numpy")
def part_load_factor_water(part_load: float) -> float:
    """Return efficiency at part load over that at full load, from cycling.

    Parameters
    ----------
    part_load
        Heat over available heat, 0 to 1 [-].

    Returns
    -------
    float
        0.75 to 1 [-].

    References
    ----------
    EnergyPlus example, curve "HPWHPLFFPLR".

    Examples
    --------
    >>> part_load_factor_water(0.0)
    0.75
    """
    return 0.75 + 0.25 * part_load
