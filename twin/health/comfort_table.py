"""Vote and standard effective temperature looked up between exact points."""

from functools import lru_cache
from typing import Final

import numpy as np
from numba import njit

from twin.ground.lanes import phase
from twin.ground.types import FloatArray
from twin.health.pmv import predicted_mean_vote
from twin.health.two_node import standard_effective_temperature

TEMP_FIRST: Final = 0.0
"""First temperature of the table [°C]."""
TEMP_STEP: Final = 1.0
"""Distance of its temperatures [K]."""
TEMPS: Final = 51
"""Number of its temperatures [-]."""
HUMIDITIES: Final = 11
"""Number of its relative humidities from 0 to 1 [-]."""
SPEEDS: Final = (0.1, 0.2, 0.35, 0.6, 0.9, 1.2)
"""Air speeds of the table [m/s]."""
VOTE, EFFECTIVE = 0, 1
"""Places of vote and standard effective temperature."""


@phase
def _fill(metabolic_rate: float, clothing: float, table: FloatArray) -> None:
    """Write vote and standard effective temperature at every point."""
    for speed in range(table.shape[0]):
        for number in range(table.shape[1]):
            temp = TEMP_FIRST + TEMP_STEP * number
            for damp in range(table.shape[2]):
                relative = damp / (HUMIDITIES - 1.0)
                moved = SPEEDS[speed]
                table[speed, number, damp, VOTE] = predicted_mean_vote(
                    temp, temp, moved, relative, metabolic_rate, clothing
                )
                table[speed, number, damp, EFFECTIVE] = standard_effective_temperature(
                    temp, temp, moved, relative, metabolic_rate, clothing
                )


@lru_cache(maxsize=64)
def comfort_table(metabolic_rate: float, clothing: float) -> FloatArray:
    """Return vote and standard effective temperature for one activity and clothing.

    Parameters
    ----------
    metabolic_rate
        Activity [met].
    clothing
        Insulation [clo].

    Returns
    -------
    FloatArray
        Shape ``(speed, temperature, humidity, 2)``; air and surfaces are alike.
    """
    table = np.zeros((len(SPEEDS), TEMPS, HUMIDITIES, 2))
    _fill(metabolic_rate, clothing, table)
    table.flags.writeable = False
    return table


@njit(cache=True, inline="always", error_model="numpy")
def look_up(
    table: FloatArray, temp_operative: float, humidity_relative: float, air_speed: float
) -> tuple[float, float]:
    """Return vote and standard effective temperature, linear between the points.

    Parameters
    ----------
    table
        From `comfort_table` [any].
    temp_operative
        Operative temperature, air and surfaces alike; beyond 0 to 50 °C as there [°C].
    humidity_relative
        Relative humidity, 0 to 1 [-].
    air_speed
        Air speed; beyond 0.1 to 1.2 m/s as there [m/s].

    Returns
    -------
    tuple[float, float]
        Vote [-], and temperature [°C]. From 20 to 38 °C, 30 to 100 % and for 0.5 clo
        within 0.1 of the vote and 0.55 K, in still air within 0.3 K; up to 1 K at the
        edges.
    """
    x = min(max((temp_operative - TEMP_FIRST) / TEMP_STEP, 0.0), TEMPS - 1.000001)
    y = min(max(humidity_relative, 0.0), 0.9999999) * (HUMIDITIES - 1.0)
    speed = min(max(air_speed, SPEEDS[0]), 1.1999999)
    first = 0
    first += 1 if speed >= SPEEDS[1] else 0
    first += 1 if speed >= SPEEDS[2] else 0
    first += 1 if speed >= SPEEDS[3] else 0
    first += 1 if speed >= SPEEDS[4] else 0
    z = (speed - SPEEDS[first]) / (SPEEDS[first + 1] - SPEEDS[first])
    row, column = int(x), int(y)
    x, y = x - row, y - column
    vote, effective = 0.0, 0.0
    for a in range(2):
        for b in range(2):
            for c in range(2):
                weight = (z if a else 1.0 - z) * (x if b else 1.0 - x)
                weight *= y if c else 1.0 - y
                vote += weight * table[first + a, row + b, column + c, VOTE]
                effective += weight * table[first + a, row + b, column + c, EFFECTIVE]
    return vote, effective
