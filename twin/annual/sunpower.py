"""How much of a photovoltaic yield a building uses itself, by size."""

from typing import Final

import numpy as np

from twin.annual.gains import ZoneGains
from twin.ground.calendar import HOURS_PER_MONTH
from twin.ground.types import FloatArray

SIZES: Final = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0)
"""Peak power over roof area for which self-use is computed [kW per 10 m²]."""
POWER_PER_AREA: Final = 0.1
"""Peak power of size 1 per roof area [kW/m²]."""
EER_TYPICAL: Final = 3.2
"""Rated EER with which cooling enters the hourly load; status A [-]."""


def self_use(
    power_reference: FloatArray, gains: ZoneGains, power: FloatArray, roof_area: float
) -> FloatArray:
    """Return the yield used in the same hour, by size and month.

    The load is lighting, appliances, fans and cooling at a typical EER; hot water and
    cooking by electricity, which may follow the sun, are left out, so self-use is not
    overstated.

    Parameters
    ----------
    power_reference
        Power that cooling would draw at a rated EER of one, shape ``(hour,)`` [W].
    gains
        Electric loads of the zones.
    power
        Yield per peak power, shape ``(hour,)`` [W/W].
    roof_area
        Area of the roof [m²].

    Returns
    -------
    FloatArray
        Energy used at once, shape ``(size, month)`` [kWh].
    """
    load = (gains.lighting + gains.appliances + gains.fans).sum(axis=1)
    total = (load + power_reference / EER_TYPICAL) / 1000.0
    edges = np.concatenate([[0], np.cumsum(HOURS_PER_MONTH)[:-1]])
    rows = [
        np.add.reduceat(
            np.minimum(total, power * size * POWER_PER_AREA * roof_area), edges
        )
        for size in SIZES
    ]
    return np.asarray(rows)
