"""Random futures: what nobody knows and no scenario can choose.

The same future gives the same draws to every scenario, so that differences between
scenarios come from the scenarios alone.
"""

import math
from dataclasses import dataclass
from typing import Final

from twin.ground.random import stream

SPREAD_APPLIANCES: Final = 0.15
"""Log standard deviation of a building's appliance and lighting use; status A [-]."""
SPREAD_HOT_WATER: Final = 0.25
"""Log standard deviation of a building's hot-water use; status A [-]."""
SPREAD_COOKING: Final = 0.20
"""Log standard deviation of a building's cooking; status A [-]."""
PRICE_DRIFT: Final = 0.01
"""Largest real change of energy prices in a year, either way; status A [1/a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Future:
    """Draws of one future that hold for the whole community."""

    number: int
    climate_quantile: float
    """Where the climate's response lies between low and high estimates, 0–1 [-]."""
    price_drift: float
    """Real change of energy prices in a year [1/a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """Draws of one future for one building: how its people differ from the typical."""

    appliances: float
    """Appliance and lighting use over the typical use [-]."""
    hot_water: float
    """Hot-water use over the typical use [-]."""
    cooking: float
    """Cooking over the typical amount [-]."""


def draw_future(seed: int, number: int) -> Future:
    """Return the draws of a future that the whole community shares.

    Parameters
    ----------
    seed
        Seed of the study.
    number
        Number of the future.

    Returns
    -------
    Future
        Draws that depend on `seed` and `number` alone.
    """
    quantile = float(stream(seed, number, "climate").random())
    drift = float(stream(seed, number, "price").uniform(-PRICE_DRIFT, PRICE_DRIFT))
    return Future(number=number, climate_quantile=quantile, price_drift=drift)


def draw_custom(seed: int, number: int, building: str) -> Custom:
    """Return the draws of a future for one building.

    Parameters
    ----------
    seed
        Seed of the study.
    number
        Number of the future.
    building
        Building id.

    Returns
    -------
    Custom
        Factors of median 1, log-normal.
    """
    spreads = {
        "appliances": SPREAD_APPLIANCES,
        "hot_water": SPREAD_HOT_WATER,
        "cooking": SPREAD_COOKING,
    }
    draws = {
        cause: math.exp(
            spread * float(stream(seed, number, building, cause).standard_normal())
        )
        for cause, spread in spreads.items()
    }
    return Custom(**draws)
