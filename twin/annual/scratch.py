"""Working memory of the kernel: what one hour hands to the next."""

from typing import NamedTuple

import numpy as np
from numba import njit

from twin.ground.types import FloatArray


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
    """Arrays that every hour overwrites; shapes ``(state,)``, ``(zone,)`` or named."""

    modes: FloatArray
    modes_end: FloatArray
    modes_mean: FloatArray
    heat: FloatArray
    """Heat inputs of the hour, shape ``(heat,)`` [W]."""
    temps: FloatArray
    """Boundary temperatures: at the start, at the end, change, mean, ``(4, 2)``."""
    out_mean: FloatArray
    """Mean outputs: air, star, loss, shape ``(2 zone + 1,)``."""
    out_end: FloatArray
    """Outputs at the end of the hour, same order."""
    exchange: FloatArray
    """Heat flow of outdoor air per kelvin [W/K]."""
    temp_supply: FloatArray
    set_point: FloatArray
    least: FloatArray
    largest: FloatArray
    mode: FloatArray
    matrix: FloatArray
    total: FloatArray
    """Heat from outdoor air and plant [W]."""
    plant: FloatArray
    coil_sensible: FloatArray
    """Sensible cooling available [W]."""
    coil_wet_bulb: FloatArray
    coil_outdoor: FloatArray
    coil_clamped: FloatArray
    flow: FloatArray
    is_cooling: FloatArray
    air: FloatArray
    """Mean air temperature of the hour [°C]."""
    felt: FloatArray
    """Mean operative temperature of the hour [°C]."""
    humidity: FloatArray
    co2: FloatArray


@njit(cache=True, error_model="numpy")
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
        np.zeros(states),
        np.zeros(states),
        np.zeros(states),
        np.zeros(heats),
        np.zeros((4, 2)),
        np.zeros(2 * zones + 1),
        np.zeros(2 * zones + 1),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros((zones, zones)),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
        np.zeros(zones),
    )
