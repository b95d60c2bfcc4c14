"""What the kernel reads and writes: named tuples of arrays, nothing else.

Time is axis 0 and zones are axis 1. Extensive quantities count all storeys that a zone
stands for.
"""

from typing import NamedTuple

import numpy as np

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray


class Envelope(NamedTuple):
    """Discrete heat network of one building, see `twin.physics.discrete`."""

    step: FloatArray
    gain_temp: FloatArray
    gain_heat: FloatArray
    output: FloatArray
    through_temp: FloatArray
    through_heat: FloatArray
    answer_mean: FloatArray
    answer_end: FloatArray
    storage: FloatArray


class Climate(NamedTuple):
    """Outdoors, shape ``(hour,)``."""

    temp_outdoor: FloatArray
    """Air temperature at the end of the hour [°C]."""
    temp_ground: FloatArray
    """Ground temperature at the end of the hour [°C]."""
    humidity_ratio: FloatArray
    """Mean humidity ratio of the hour [kg/kg]."""
    density: FloatArray
    """Mean density of outdoor air [kg/m³]."""
    pressure: FloatArray
    """Air pressure [Pa]."""
    wind_local: FloatArray
    """Wind at the building, shelter included [m/s]."""


class Rooms(NamedTuple):
    """Constants of each zone, shape ``(zone,)``."""

    volume: FloatArray
    """Air volume [m³]."""
    moisture_capacity: FloatArray
    """Dry air that would store as much moisture as air and surfaces do [kg]."""
    leakage: FloatArray
    """Leakage flow at 1 Pa [m³/(sPaⁿ)]."""
    window_area: FloatArray
    """Openable window area [m²]."""
    window_height: FloatArray
    """Height of the window openings [m]."""
    window_temp: FloatArray
    """Indoor temperature above which windows are opened [°C]."""
    cooling_capacity: FloatArray
    """Rated total cooling capacity, zero without [W]."""
    cooling_trigger: FloatArray
    """Operative temperature at which cooling is switched on [°C]."""
    cooling_setpoint: FloatArray
    """Air temperature that cooling holds [°C]."""
    heating_capacity: FloatArray
    """Heating capacity, zero without [W]."""
    heating_setpoint: FloatArray
    """Air temperature that heating holds [°C]."""
    needs_people: FloatArray
    """1 where cooling stops in an empty zone, else 0 [-]."""


class Drive(NamedTuple):
    """What happens in each hour, shape ``(hour, element or zone)``."""

    heat_outer: FloatArray
    """Sun absorbed less long-wave loss to the sky, each outdoor element [W]."""
    heat_air: FloatArray
    """Convective heat of people, lighting, appliances and cooking [W]."""
    heat_radiant: FloatArray
    """Radiant heat of the same and of the sun through windows [W]."""
    moisture: FloatArray
    """Water vapour released [kg/s]."""
    co2: FloatArray
    """CO₂ released [m³/s]."""
    people: FloatArray
    """People present [-]."""
    cooling_allowed: FloatArray
    """1 where cooling may run, else 0 [-]."""
    flow_fan: FloatArray
    """Outdoor air by fans [m³/s]."""


class Hours(NamedTuple):
    """Results of each hour and zone, shape ``(hour, zone)``."""

    temp_air: FloatArray
    """Mean air temperature [°C]."""
    temp_operative: FloatArray
    """Mean of air and star temperature [°C]."""
    humidity_ratio: FloatArray
    """Mean humidity ratio [kg/kg]."""
    humidity_relative: FloatArray
    """Relative humidity of the means, above 1 while surfaces condense [-]."""
    co2: FloatArray
    """Mean CO₂ [ppm]."""
    cooling: FloatArray
    """Sensible heat removed [W]."""
    water_removed: FloatArray
    """Water removed by the coil [kg/s]."""
    heating: FloatArray
    """Heat supplied [W]."""
    power_reference: FloatArray
    """Power that cooling would draw at a rated EER of one [W]."""
    flow_outdoor: FloatArray
    """Outdoor air [m³/s]."""
    condensate: FloatArray
    """Water that condenses because the air is saturated [kg/s]."""
    curve_clamped: FloatArray
    """1 where a machine curve was read at the edge of its range, else 0 [-]."""


class Balances(NamedTuple):
    """Residuals and throughputs of a year, shape ``(quantity,)``.

    Quantities: heat of the building [J], heat of outdoor air against its definition
    [J], water [kg], CO₂ [m³].
    """

    residual: FloatArray
    throughput: FloatArray


BALANCED = ("heat", "heat of outdoor air", "water", "CO₂")
"""Names of the quantities of `Balances`, in order."""


def empty_hours(zones: int) -> FloatArray:
    """Return the table of results to be filled by the kernel.

    Parameters
    ----------
    zones
        Number of zones [-].

    Returns
    -------
    FloatArray
        Zeros, shape ``(8760, quantity, zone)``, quantities in the order of `Hours`.
    """
    return np.zeros((HOURS_PER_YEAR, len(Hours._fields), zones))


def read_hours(table: FloatArray) -> Hours:
    """Return the results by name, views into the kernel's table.

    Parameters
    ----------
    table
        Filled by the kernel, shape ``(8760, quantity, zone)`` [any].

    Returns
    -------
    Hours
        Views of shape ``(8760, zone)``.
    """
    return Hours(*(table[:, row, :] for row in range(len(Hours._fields))))
