"""Ventilation by fans: with heat and moisture recovery, or exhaust only."""

import math
from typing import Final, NamedTuple

from numba import njit

from twin.ground.constants import HEAT_CAPACITY_AIR, MOLAR_RATIO_WATER_AIR
from twin.ground.psychrometrics import MAGNUS_PRESSURE, MAGNUS_SLOPE, MAGNUS_TEMP

SPECIFIC_POWER: Final = 750.0
"""Power per flow of one fan, 0.75 W/(L/s), EN 16798-3 SFP 2; status G [J/m³]."""


class Ventilator(NamedTuple):
    """A unit with balanced flows, or an exhaust fan with air let in from outdoors."""

    sensible: float
    """Temperature effectiveness of the exchanger, zero without [-]."""
    latent: float
    """Humidity effectiveness, zero for a sensible exchanger [-]."""
    specific_power: float
    """Electric power of each fan per flow [J/m³]."""
    temp_frost: float
    """Least temperature at which exhaust may leave the exchanger [°C]."""
    temp_bypass: float
    """Room temperature above which cooler outdoor air goes past the exchanger [°C]."""
    has_supply_fan: float
    """1 for a balanced unit, 0 for exhaust only [-]."""


class Supply(NamedTuple):
    """Air that a unit brings, and what that costs."""

    temp: float
    """Temperature of the supply air, supply fan included [°C]."""
    humidity_ratio: float
    """Humidity ratio of the supply air [kg/kg]."""
    effectiveness: float
    """Temperature effectiveness in use, less by frost guard or bypass [-]."""
    power: float
    """Electric power of the fans [W]."""
    condensed: float
    """Water that condenses in the supply air [kg/kg]."""


EXHAUST: Final = Ventilator(0.0, 0.0, SPECIFIC_POWER, -100.0, 100.0, 0.0)
"""Exhaust only: outdoor air enters as it is."""
SENSIBLE: Final = Ventilator(0.8, 0.0, SPECIFIC_POWER, 1.0, 24.0, 1.0)
"""Plate exchanger of about the Passive House least effectiveness; status G."""
ENTHALPY: Final = Ventilator(0.75, 0.65, SPECIFIC_POWER, -5.0, 24.0, 1.0)
"""Membrane exchanger; its exhaust may leave colder, being drier; status G."""


@njit(cache=True, inline="always", error_model="numpy")
def effectiveness_in_use(
    unit: Ventilator, temp_air: float, temp_outdoor: float
) -> float:
    r"""Return the temperature effectiveness after bypass and frost guard.

    .. math:: \varepsilon = \min\left(\varepsilon_r,\;
       \frac{\theta_i - \theta_f}{\theta_i - \theta_o}\right)

    The guard lets outdoor air pass the exchanger until the exhaust leaves at the frost
    limit; the bypass opens wholly in warm rooms when outdoors is cooler.

    Parameters
    ----------
    unit
        Rated values.
    temp_air
        Temperature of the room air, which is the exhaust [°C].
    temp_outdoor
        Outdoor temperature [°C].

    Returns
    -------
    float
        Between 0 and the rated effectiveness [-].

    References
    ----------
    EN 308:1997, definition of the temperature ratio; balanced dry flows.

    Examples
    --------
    >>> effectiveness_in_use(SENSIBLE, 20.0, 5.0)
    0.8
    """
    fall = temp_air - temp_outdoor
    most = max((temp_air - unit.temp_frost) / max(fall, 1e-9), 0.0)
    guarded = min(unit.sensible, most)
    cooled = 0.0 if temp_air > unit.temp_bypass else guarded
    return cooled if fall > 0.0 else unit.sensible


@njit(cache=True, error_model="numpy")
def supply_air(
    unit: Ventilator,
    flow_fan: float,
    state_indoor: tuple[float, float],
    state_outdoor: tuple[float, float, float, float],
) -> Supply:
    r"""Return the supply air of a unit.

    .. math:: \theta_s = \theta_o + \varepsilon (\theta_i - \theta_o) + p/(\rho c_p),
       \qquad w_s = w_o + \varepsilon_w (w_i - w_o)

    The humidity effectiveness falls with that of temperature, since both are by the
    share of air that passes the exchanger. The supply fan's heat warms
    the supply air.

    Parameters
    ----------
    unit
        Rated values.
    flow_fan
        Outdoor air by fans, balanced by exhaust [m³/s].
    state_indoor
        Temperature and humidity ratio of the room air [°C, kg/kg].
    state_outdoor
        Temperature, humidity ratio, density and pressure outdoors
        [°C, kg/kg, kg/m³, Pa].

    Returns
    -------
    Supply
        State of the air and power of the fans.

    References
    ----------
    ASHRAE Handbook HVAC Systems and Equipment (2016), ch. 26, eq. 2 and 3.
    """
    temp_air, humidity = state_indoor
    temp_outdoor, humidity_outdoor, density, pressure = state_outdoor
    effectiveness = effectiveness_in_use(unit, temp_air, temp_outdoor)
    share = effectiveness / unit.sensible if unit.sensible > 0.0 else 0.0
    temp = temp_outdoor + effectiveness * (temp_air - temp_outdoor)
    latent = unit.latent * share
    water = humidity_outdoor + latent * (humidity - humidity_outdoor)
    vapour = MAGNUS_PRESSURE * math.exp(MAGNUS_SLOPE * temp / (MAGNUS_TEMP + temp))
    most = MOLAR_RATIO_WATER_AIR * vapour / (pressure - vapour)
    condensed = max(water - most, 0.0)
    warmer = unit.has_supply_fan * unit.specific_power / (density * HEAT_CAPACITY_AIR)
    power = unit.specific_power * flow_fan * (1.0 + unit.has_supply_fan)
    return Supply(temp + warmer, water - condensed, effectiveness, power, condensed)
