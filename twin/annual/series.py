"""What the kernel reads and writes: named tuples of arrays, nothing else.

Time is axis 0 and lanes are the last axis. A lane is one variant of a building in one
climate; all lanes of a batch share zones and elements. Extensive quantities count all
storeys that a zone stands for.
"""

from typing import NamedTuple

import numpy as np

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray, IntArray


class Layout(NamedTuple):
    """Which element lies where, the same in all lanes."""

    zone: IntArray
    """Zone on whose inner side each element lies, shape ``(element,)``."""
    behind: IntArray
    """Zone behind each element, −1 without, shape ``(element,)``."""
    kind: IntArray
    """`OUTDOOR`, `GROUND`, `SHARED`, `CLOSED` or `GLASS`, shape ``(element,)``."""
    first: IntArray
    """First state of each element and the number of all, ``(element + 1,)``."""
    films: FloatArray
    """Constants of the films, shape ``(element, film)``: factors of the inner face
    cold and warm, of the back or outer face cold and warm, roughness, and constant
    films inside and outside, below zero where they follow wind and temperature."""
    links: IntArray
    """Zones of each pair that exchanges air, shape ``(link, 2)``."""
    openings: FloatArray
    """Area, height and constant flow of each such pair, ``(link, 3)`` [m², m, m³/s]."""
    machines: IntArray
    """Sum of `FANS`, `UNIT`, `PUMP` and `INVERTER` that some lane has, ``(zone,)``."""


FANS = 1
"""A zone with ceiling fans in some lane."""
UNIT = 2
"""A zone with a ventilation unit in some lane."""
PUMP = 4
"""A zone that a heat pump heats in some lane."""
INVERTER = 8
"""A zone whose air conditioner modulates in some lane."""


OUTDOOR = 0
"""An element with an outer face in the open."""
GLASS = 1
"""Windows; kinds up to this one face the sky."""
GROUND = 2
"""An element that ends in the soil, at the ground temperature."""
SHARED = 3
"""An element between two zones."""
CLOSED = 4
"""An element through whose back no heat flows."""


class Fabric(NamedTuple):
    """Elements in each lane, see `twin.physics.response`; areas included."""

    decay: FloatArray
    """Shape ``(state, lane)`` [-]."""
    gain_in: FloatArray
    """Shape ``(state, lane)``."""
    gain_out: FloatArray
    """Shape ``(state, lane)``."""
    storage: FloatArray
    """Shape ``(state, lane)`` [J]."""
    face: FloatArray
    """Rows of `twin.annual.scratch`, shape ``(element, row, lane)`` [any]."""


class Climate(NamedTuple):
    """Outdoors; means of the hour, one column for each climate node."""

    node: IntArray
    """Climate of each lane, shape ``(lane,)``."""
    temp_outdoor: FloatArray
    """Air temperature, shape ``(hour, node)`` [°C]."""
    temp_sky: FloatArray
    """Temperature of the sky, shape ``(hour, node)`` [°C]."""
    temp_ground: FloatArray
    """Ground temperature, shape ``(hour, node)`` [°C]."""
    humidity_ratio: FloatArray
    """Humidity ratio, shape ``(hour, node)`` [kg/kg]."""
    density: FloatArray
    """Density of outdoor air, shape ``(hour, node)`` [kg/m³]."""
    pressure: FloatArray
    """Air pressure, shape ``(hour,)`` [Pa]."""
    wind_local: FloatArray
    """Wind at the building, shelter included, shape ``(hour,)`` [m/s]."""
    forced: FloatArray
    """Wind's part of the outer films, shape ``(hour, element)`` [W/(m²K)]."""


class Sun(NamedTuple):
    """Sunlight, one column for each set of windows that occurs in the lanes."""

    glass: IntArray
    """Set of windows of each lane, shape ``(lane,)``."""
    opaque: FloatArray
    """Irradiance of the outer faces, shape ``(hour, element)`` [W/m²]."""
    beam: FloatArray
    """Beam let into each zone, shape ``(hour, zone, set)`` [W]."""
    diffuse: FloatArray
    """Diffuse light let into each zone, shape ``(hour, zone, set)`` [W]."""
    inner: FloatArray
    """Absorbed at the inner faces of windows, ``(hour, element, set)`` [W]."""
    outer: FloatArray
    """Absorbed at the outer faces of windows, ``(hour, element, set)`` [W]."""


class Rooms(NamedTuple):
    """Constants of each zone, shape ``(zone,)``; stacked as ``(zone, row, lane)``."""

    volume: FloatArray
    """Air volume [m³]."""
    heat_capacity: FloatArray
    """Heat capacity of air and furniture [J/K]."""
    moisture_capacity: FloatArray
    """Dry air that would store as much moisture as air and surfaces do [kg]."""
    leakage: FloatArray
    """Leakage flow at 1 Pa [m³/(sPaⁿ)]."""
    leak_stack: FloatArray
    """Stack pressure that counts, for a temperature ratio of one [Pa]."""
    leak_wind: FloatArray
    """Wind pressure that counts, for a wind of 1 m/s [kg/m³]."""
    flow_leak: FloatArray
    """Leakage flow where it is given as constant, else 0 [m³/s]."""
    window_area: FloatArray
    """Openable window area [m²]."""
    window_cross: FloatArray
    """Openable window area that counts for cross ventilation [m²]."""
    window_height: FloatArray
    """Height of the window openings [m]."""
    opening: FloatArray
    """First of the constants of `twin.air.opening.OpeningRules`: temperature at which
    opening begins [°C]."""
    opening_slope: FloatArray
    opening_outdoor_least: FloatArray
    opening_outdoor_most: FloatArray
    opening_warmer: FloatArray
    opening_share_most: FloatArray
    opening_cooking: FloatArray
    opening_sleep_least: FloatArray
    opening_sleep_most: FloatArray
    opening_empty: FloatArray
    opening_cooling: FloatArray
    opening_humid: FloatArray
    opening_humidity: FloatArray
    opening_share_least: FloatArray
    opening_share_done: FloatArray
    is_burner: FloatArray
    """1 where people cook over a flame, else 0 [-]."""
    cooling_capacity: FloatArray
    """Rated total cooling capacity, zero without [W]."""
    cooling_trigger: FloatArray
    """Operative temperature at which cooling is switched on [°C]."""
    cooling_shift: FloatArray
    """Added to the cooling set-point of the hour [K]."""
    heating_capacity: FloatArray
    """Heating capacity, zero without [W]."""
    needs_people: FloatArray
    """1 where cooling stops in an empty zone, else 0 [-]."""
    is_ideal: FloatArray
    """1 where an ideal load holds both set-points, else 0 [-]."""
    cooker_heat: FloatArray
    """Heat into the air per useful cooking heat [-]."""
    cooker_water: FloatArray
    """Water vapour per useful cooking heat [kg/J]."""
    cooker_co2: FloatArray
    """CO₂ per useful cooking heat [m³/J]."""
    fan_power: FloatArray
    """Power of ceiling fans at full speed, zero without [W]."""
    fan_standby: FloatArray
    """Power of their receivers [W]."""
    fan_speed: FloatArray
    """Air speed at full speed [m/s]."""
    fan_limit: FloatArray
    """Operative temperature above which people want moving air [°C]."""
    fan_setback: FloatArray
    """Share of what moving air allows by which people cool less [-]."""
    has_unit: FloatArray
    """1 where a ventilation unit stands, else 0 [-]."""
    unit_flow: FloatArray
    """Its largest outdoor air by the clock [m³/s]."""
    unit_person: FloatArray
    """Its outdoor air for each person [m³/s]."""
    unit_sensible: FloatArray
    """Temperature effectiveness [-]."""
    unit_latent: FloatArray
    """Humidity effectiveness [-]."""
    unit_power: FloatArray
    """Power of each of its fans per flow [J/m³]."""
    unit_frost: FloatArray
    """Least temperature at which exhaust may leave the exchanger [°C]."""
    unit_bypass: FloatArray
    """Room temperature above which cooler outdoor air goes past it [°C]."""
    unit_balanced: FloatArray
    """1 for supply and exhaust, 0 for exhaust only [-]."""
    unit_filter: FloatArray
    """Share of fine particles that its filter keeps [-]."""
    pump_capacity: FloatArray
    """Rated heating capacity of a heat pump, zero without [W]."""
    pump_efficiency: FloatArray
    """Its rated COP [-]."""
    pump_backup: FloatArray
    """Capacity of its electric backup [W]."""
    pump_least: FloatArray
    """Outdoor temperature below which its compressor stays off [°C]."""
    pump_inverter: FloatArray
    """1 where it modulates, 0 where it cycles [-]."""
    cooling_inverter: FloatArray
    """1 where the air conditioner modulates, 0 where it cycles [-]."""


class Drive(NamedTuple):
    """What happens in each hour in all lanes, shape ``(hour, zone)``."""

    heat_air: FloatArray
    """Convective heat of people, lighting and appliances [W]."""
    heat_radiant: FloatArray
    """Radiant heat of the same [W]."""
    cooking: FloatArray
    """Useful cooking heat [W]."""
    moisture: FloatArray
    """Water vapour released, cooking apart [kg/s]."""
    co2: FloatArray
    """CO₂ released, cooking apart [m³/s]."""
    people: FloatArray
    """People present [-]."""
    cooling_allowed: FloatArray
    """1 where cooling may run, else 0 [-]."""
    cooling_setpoint: FloatArray
    """Air temperature that cooling holds, habits apart [°C]."""
    heating_setpoint: FloatArray
    """Air temperature that heating holds [°C]."""
    flow_fan: FloatArray
    """Outdoor air by plain fans [m³/s]."""
    flow_plain: FloatArray
    """What of it is brought for people, which a ventilation unit takes over [m³/s]."""
    unit_share: FloatArray
    """Air of a ventilation unit by the clock over its largest [-]."""
    is_asleep: FloatArray
    """1 where those present sleep, else 0 [-]."""
    airing: FloatArray
    """Share that is opened by the clock [-]."""


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
    water_removed: FloatArray
    """Water removed by the coil [kg/s]."""
    power_reference: FloatArray
    """Power that cooling would draw at a rated EER of one [W]."""
    condensate: FloatArray
    """Water that condenses because the air is saturated [kg/s]."""
    co2: FloatArray
    """Mean CO₂ [ppm]."""
    cooling: FloatArray
    """Sensible heat removed [W]."""
    heating: FloatArray
    """Heat supplied [W]."""
    flow_outdoor: FloatArray
    """Outdoor air [m³/s]."""
    curve_clamped: FloatArray
    """1 where a machine curve was read at the edge of its range, else 0 [-]."""
    flow_window: FloatArray
    """Outdoor air through open windows, no unit running [m³/s]."""
    power_ventilation: FloatArray
    """Power of ceiling fans and ventilation units, less that of the plain fans whose
    air a unit brings; plain fans stand in `twin.annual.gains` [W]."""
    power_heating: FloatArray
    """Power of a heat pump that heats, defrost and backup included [W]."""
    flow_unit: FloatArray
    """Outdoor air that a ventilation unit blows in through its filter [m³/s]."""
    air_speed: FloatArray
    """Air speed by fans over still air [m/s]."""


class Balances(NamedTuple):
    """Residuals and throughputs of a year, shape ``(quantity, lane)``.

    Quantities: heat of the building [J], long-wave exchange of the rooms [J], water
    [kg], CO₂ [m³].
    """

    residual: FloatArray
    throughput: FloatArray


BALANCED = ("heat", "long-wave exchange", "water", "CO₂")
"""Names of the quantities of `Balances`, in order."""

CHECKED = (*BALANCED, "contaminants")
"""Names of the balances whose residuals a year result keeps."""

LEAST_MOVED = (1e3, 1e3, 1e-3, 1e-3)
"""Throughput of a year below which a building is at rest [J, J, kg, m³]."""


def empty_hours(zones: int, lanes: int) -> FloatArray:
    """Return the table of results to be filled by the kernel.

    Parameters
    ----------
    zones
        Number of zones [-].
    lanes
        Number of lanes [-].

    Returns
    -------
    FloatArray
        Zeros, shape ``(8760, zone, quantity, lane)``, quantities in the order of
        `Hours`.
    """
    return np.zeros((HOURS_PER_YEAR, zones, len(Hours._fields), lanes))


def read_hours(table: FloatArray, lane: int = 0) -> Hours:
    """Return the results of one lane by name, views into the kernel's table.

    Parameters
    ----------
    table
        Filled by the kernel, shape ``(8760, zone, quantity, lane)`` [any].
    lane
        Which lane [-].

    Returns
    -------
    Hours
        Views of shape ``(8760, zone)``.
    """
    return Hours(*(table[:, :, row, lane] for row in range(len(Hours._fields))))
