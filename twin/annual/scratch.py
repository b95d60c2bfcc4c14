"""Working memory of the kernel: what one hour hands to the next.

The state of the zones is one table, a row a quantity and a column a zone, lanes last;
so is the state of the faces. The first rows of the zones are the results of the hour.
"""

from typing import Final, NamedTuple

from twin.annual.series import Hours, Rooms
from twin.ground.types import FloatArray

# Results of the hour, in the order of `Hours`.
TEMP_AIR: Final = 0
TEMP_OPERATIVE: Final = 1
HUMIDITY_RATIO: Final = 2
HUMIDITY_RELATIVE: Final = 3
WATER_REMOVED: Final = 4
POWER_REFERENCE: Final = 5
CONDENSATE: Final = 6
CO2_MEAN: Final = 7
COOLING: Final = 8
HEATING: Final = 9
FLOW_OUTDOOR: Final = 10
CURVE_CLAMPED: Final = 11
FLOW_WINDOW: Final = 12
# From here on results of machines, which zones without any do not write: other results
# go above, so that `AIR_SPEED` stays the last.
POWER_VENTILATION: Final = 13
POWER_HEATING: Final = 14
FLOW_UNIT: Final = 15
AIR_SPEED: Final = 16
RESULTS: Final = len(Hours._fields)

# State that the next hour reads, and what the zones prepare for the air solver.
HUMIDITY: Final = 17
CO2: Final = 18
IS_COOLING: Final = 19
COIL_SENSIBLE: Final = 20
COIL_WET_BULB: Final = 21
COIL_OUTDOOR: Final = 22
COIL_CLAMPED: Final = 23
PART_LOAD: Final = 24
EXCHANGE: Final = 25
PLANT: Final = 26
STAR: Final = 27
FILMS: Final = 28
BEAM: Final = 29
DIFFUSE: Final = 30
HEAT_AIR: Final = 31
MOISTURE: Final = 32
CO2_SOURCE: Final = 33
SUPPLY: Final = 34
LOSS: Final = 35
COIL_AIR: Final = 36
WATER_RESIDUAL: Final = 37
WATER_THROUGH: Final = 38
GAS_RESIDUAL: Final = 39
GAS_THROUGH: Final = 40
FAN_OFFSET: Final = 41
FAN_HEAT: Final = 42
FLOW_KEPT: Final = 43
ROWS: Final = 44
"""Number of rows of the table of zones."""

# Rows of the table of faces: constants, then what an hour overwrites.
AREA: Final = 0
D_IN: Final = 1
D_OUT: Final = 2
D_CROSS: Final = 3
GLASS_BASE: Final = 4
GLASS_SLOPE: Final = 5
GLASS_BEND: Final = 6
RAD_IN: Final = 7
RAD_BACK: Final = 8
RAD_SKY: Final = 9
RAD_AIR: Final = 10
ABSORB: Final = 11
SHARE_BEAM: Final = 12
SHARE_DIFFUSE: Final = 13
SHARE_RADIANT: Final = 14
BACK_BEAM: Final = 15
BACK_DIFFUSE: Final = 16
BACK_RADIANT: Final = 17
LINK_GROUND: Final = 18
FACE_CONSTANTS: Final = 19
T_IN: Final = 19
T_OUT: Final = 20
HIST_IN: Final = 21
HIST_OUT: Final = 22
HC_IN: Final = 23
HR_IN: Final = 24
HC_OUT: Final = 25
HR_OUT: Final = 26
DRIVE_OUT: Final = 27
PUSH_IN: Final = 28
PUSH_OUT: Final = 29
GAIN_IN: Final = 30
GAIN_OUT: Final = 31
DEN: Final = 32
FACE_ROWS: Final = 33
"""Number of rows of the table of faces."""

# Rows of the table of the weather of an hour.
W_OUTDOOR: Final = 0
W_SKY: Final = 1
W_GROUND: Final = 2
W_HUMIDITY: Final = 3
W_DENSITY: Final = 4
WEATHER_ROWS: Final = 5
"""Number of rows of the weather of an hour."""

# Rows of the table of room constants, in the order of `Rooms`.
VOLUME: Final = Rooms._fields.index("volume")
HEAT_CAPACITY: Final = Rooms._fields.index("heat_capacity")
MOISTURE_CAPACITY: Final = Rooms._fields.index("moisture_capacity")
LEAKAGE: Final = Rooms._fields.index("leakage")
LEAK_STACK: Final = Rooms._fields.index("leak_stack")
LEAK_WIND: Final = Rooms._fields.index("leak_wind")
FLOW_LEAK: Final = Rooms._fields.index("flow_leak")
WINDOW_AREA: Final = Rooms._fields.index("window_area")
WINDOW_CROSS: Final = Rooms._fields.index("window_cross")
WINDOW_HEIGHT: Final = Rooms._fields.index("window_height")
OPENING: Final = Rooms._fields.index("opening")
IS_BURNER: Final = Rooms._fields.index("is_burner")
COOLING_CAPACITY: Final = Rooms._fields.index("cooling_capacity")
COOLING_TRIGGER: Final = Rooms._fields.index("cooling_trigger")
COOLING_SHIFT: Final = Rooms._fields.index("cooling_shift")
HEATING_CAPACITY: Final = Rooms._fields.index("heating_capacity")
NEEDS_PEOPLE: Final = Rooms._fields.index("needs_people")
IS_IDEAL: Final = Rooms._fields.index("is_ideal")
COOKER_HEAT: Final = Rooms._fields.index("cooker_heat")
COOKER_WATER: Final = Rooms._fields.index("cooker_water")
COOKER_CO2: Final = Rooms._fields.index("cooker_co2")
FAN_POWER: Final = Rooms._fields.index("fan_power")
FAN_STANDBY: Final = Rooms._fields.index("fan_standby")
FAN_SPEED: Final = Rooms._fields.index("fan_speed")
FAN_LIMIT: Final = Rooms._fields.index("fan_limit")
FAN_SETBACK: Final = Rooms._fields.index("fan_setback")
HAS_UNIT: Final = Rooms._fields.index("has_unit")
UNIT_FLOW: Final = Rooms._fields.index("unit_flow")
UNIT_PERSON: Final = Rooms._fields.index("unit_person")
UNIT_SENSIBLE: Final = Rooms._fields.index("unit_sensible")
UNIT_LATENT: Final = Rooms._fields.index("unit_latent")
UNIT_POWER: Final = Rooms._fields.index("unit_power")
UNIT_FROST: Final = Rooms._fields.index("unit_frost")
UNIT_BYPASS: Final = Rooms._fields.index("unit_bypass")
UNIT_BALANCED: Final = Rooms._fields.index("unit_balanced")
UNIT_FILTER: Final = Rooms._fields.index("unit_filter")
PUMP_CAPACITY: Final = Rooms._fields.index("pump_capacity")
PUMP_EFFICIENCY: Final = Rooms._fields.index("pump_efficiency")
PUMP_BACKUP: Final = Rooms._fields.index("pump_backup")
PUMP_LEAST: Final = Rooms._fields.index("pump_least")
PUMP_INVERTER: Final = Rooms._fields.index("pump_inverter")
COOLING_INVERTER: Final = Rooms._fields.index("cooling_inverter")


class Start(NamedTuple):
    """State of a building before the warm-up, and constants of its year."""

    temp: FloatArray
    """Temperature of everything, shape ``(lane,)`` [°C]."""
    co2_indoor: float
    """CO₂ of all zones [ppm]."""
    co2_outdoor: float
    """CO₂ outdoors, all year [ppm]."""
    height: float
    """Height of the eaves [m]."""


class Memory(NamedTuple):
    """Arrays that every hour overwrites, lanes last."""

    face: FloatArray
    """Table of faces, shape ``(element, row, lane)``."""
    zones: FloatArray
    """Table of zones, shape ``(zone, row, lane)``."""
    modes: FloatArray
    """Modes of all elements, shape ``(state, lane)``."""
    weather: FloatArray
    """Outdoors of the hour, shape ``(row, lane)``."""
    air: FloatArray
    """Air at the start, and shares left at the end and in the mean,
    ``(3, zone, lane)``."""
    limits: FloatArray
    """Set-points and plant limits, shape ``(4, zone, lane)``."""
    plant: FloatArray
    """Mode, plant heat and working rows, shape ``(4, zone, lane)``."""
    matrix: FloatArray
    """Equations of stars and airs, shape ``(2 zone, 2 zone, lane)``."""
    right: FloatArray
    """Their right-hand sides, shape ``(2 zone, lane)``."""
    square: FloatArray
    """Working matrix, shape ``(zone, zone, lane)``."""
    means: FloatArray
    """Working rows, shape ``(zone, lane)``."""
    flows: FloatArray
    """Air between zones, shape ``(link, lane)``."""
    moved: FloatArray
    """The same by mass, shape ``(link, lane)``."""
    sums: FloatArray
    """Heat entered, its absolute sum, heat stored, shape ``(3, lane)``."""
    star: FloatArray
    """Residual and throughput of long-wave exchange, shape ``(2, lane)``."""
    total: FloatArray
    """Balances of the year, shape ``(4, lane)``."""
