"""Working memory of the kernel: what one hour hands to the next.

The state of the zones is one table, a row a quantity and a column a zone, so that the
compiled functions hand on one array. Its first rows are the results of the hour.
"""

from typing import Final, NamedTuple

import numpy as np
from numba import njit

from twin.annual.series import Hours, Rooms
from twin.ground.types import FloatArray

# Results of the hour, in the order of `Hours`.
TEMP_AIR: Final = 0
TEMP_OPERATIVE: Final = 1
HUMIDITY_RATIO: Final = 2
HUMIDITY_RELATIVE: Final = 3
CO2_MEAN: Final = 4
COOLING: Final = 5
WATER_REMOVED: Final = 6
HEATING: Final = 7
POWER_REFERENCE: Final = 8
FLOW_OUTDOOR: Final = 9
CONDENSATE: Final = 10
CURVE_CLAMPED: Final = 11
RESULTS: Final = len(Hours._fields)

# State that the next hour reads, and what the zones prepare for the air solver.
HUMIDITY: Final = 12
CO2: Final = 13
IS_COOLING: Final = 14
COIL_SENSIBLE: Final = 15
COIL_WET_BULB: Final = 16
COIL_OUTDOOR: Final = 17
COIL_CLAMPED: Final = 18
EXCHANGE: Final = 19
TEMP_SUPPLY: Final = 20
SET_POINT: Final = 21
LEAST: Final = 22
LARGEST: Final = 23
MODE: Final = 24
TOTAL: Final = 25
PLANT: Final = 26
WATER_RESIDUAL: Final = 27
WATER_THROUGH: Final = 28
GAS_RESIDUAL: Final = 29
GAS_THROUGH: Final = 30
ROWS: Final = 31
"""Number of rows of the table of zones."""

# Rows of the table of room constants, in the order of `Rooms`.
VOLUME: Final = Rooms._fields.index("volume")
MOISTURE_CAPACITY: Final = Rooms._fields.index("moisture_capacity")
LEAKAGE: Final = Rooms._fields.index("leakage")
WINDOW_AREA: Final = Rooms._fields.index("window_area")
WINDOW_HEIGHT: Final = Rooms._fields.index("window_height")
WINDOW_TEMP: Final = Rooms._fields.index("window_temp")
COOLING_CAPACITY: Final = Rooms._fields.index("cooling_capacity")
COOLING_TRIGGER: Final = Rooms._fields.index("cooling_trigger")
COOLING_SETPOINT: Final = Rooms._fields.index("cooling_setpoint")
HEATING_CAPACITY: Final = Rooms._fields.index("heating_capacity")
HEATING_SETPOINT: Final = Rooms._fields.index("heating_setpoint")
NEEDS_PEOPLE: Final = Rooms._fields.index("needs_people")


class Start(NamedTuple):
    """State of a building before the warm-up, and constants of its year."""

    modes: FloatArray
    """Modes of the heat network, shape ``(state,)``."""
    co2_indoor: float
    """CO₂ of all zones [ppm]."""
    co2_outdoor: float
    """CO₂ outdoors, all year [ppm]."""
    height: float
    """Height of the eaves [m]."""


class Scratch(NamedTuple):
    """Arrays that every hour overwrites."""

    modes: FloatArray
    """Modes now, at the end and in the mean of the hour, shape ``(3, state)``."""
    heat: FloatArray
    """Heat inputs of the hour, shape ``(heat,)`` [W]."""
    temps: FloatArray
    """Boundary temperatures: at the start, at the end, change, mean, ``(4, 2)``."""
    out: FloatArray
    """Outputs air, star, loss: mean and end of the hour, ``(2, 2 zone + 1)``."""
    zone: FloatArray
    """Table of the zones, shape ``(ROWS, zone)``."""
    matrix: FloatArray
    """Working matrix of the air solver, shape ``(zone, zone)``."""


@njit(cache=True)
def new_scratch(states: int, heats: int, zones: int) -> Scratch:
    """Return working memory of the right shapes, filled with zeros.

    Parameters
    ----------
    states
        Number of modes [-].
    heats
        Number of heat inputs [-].
    zones
        Number of zones [-].

    Returns
    -------
    Scratch
        Arrays of zeros.
    """
    return Scratch(
        np.zeros((3, states)),
        np.zeros(heats),
        np.zeros((4, 2)),
        np.zeros((2, 2 * zones + 1)),
        np.zeros((ROWS, zones)),
        np.zeros((zones, zones)),
    )
