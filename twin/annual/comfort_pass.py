"""The comfort of one batch: prepared, then judged month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.batch import Lane
from twin.annual.gains import ZoneGains
from twin.annual.outdoor import OutdoorYear
from twin.annual.reduce_comfort import Feeling, empty_comfort, reduce_comfort
from twin.ground.types import FloatArray, IntArray
from twin.health.adaptive import temp_running_mean
from twin.health.comfort_table import comfort_table

CLOTHING: Final = (0.5, 1.0)
"""Light and warm clothing, EN 16798-1 summer and winter; status S [clo]."""
WARM_BELOW: Final = 15.0
"""Running mean outdoor temperature below which people dress warmly; status A [°C]."""


@dataclass(slots=True)
class ComfortPass:
    """Comfort of all lanes of a batch through a year."""

    gains: ZoneGains
    is_bedroom: FloatArray
    feeling: Feeling
    sums: FloatArray
    """Sums in the order of `COMFORT`, shape ``(month, zone, quantity, lane)``."""
    extreme: FloatArray
    """`COMFORT_EXTREMES`, shape ``(zone, extreme, lane)``."""
    work: FloatArray

    def run(self, month: int, first: int, part: FloatArray) -> None:
        """Judge one month.

        Parameters
        ----------
        month
            Number of the month, from 0 [-].
        first
            First hour of the month in the year [-].
        part
            Hours of the month in the order of `Hours` [any].
        """
        reduce_comfort(
            part,
            first,
            self.gains.is_occupied,
            self.gains.is_asleep,
            self.is_bedroom,
            self.feeling,
            (self.sums[month], self.extreme, self.work),
        )


def begin_comfort(
    lanes: Sequence[Lane], node: IntArray, gains: ZoneGains
) -> ComfortPass:
    """Return the comfort of a batch before its year.

    Parameters
    ----------
    lanes
        Variants of one building.
    node
        Climate of each lane, shape ``(lane,)`` [-].
    gains
        When people are there, and when they sleep.

    Returns
    -------
    ComfortPass
        Ready to run.
    """
    found = {int(place): lane.outdoor for place, lane in zip(node, lanes, strict=True)}
    running = np.stack([_running(found[place]) for place in range(len(found))], axis=-1)
    zones = lanes[0].built.zones
    tables = [
        [comfort_table(zone.usage.metabolic_rate, clothing) for clothing in CLOTHING]
        for zone in zones
    ]
    feeling = Feeling(
        running=np.ascontiguousarray(running),
        node=node,
        tables=np.array(tables),
        warm_clothing=np.ascontiguousarray((running < WARM_BELOW).astype(np.float64)),
        pressure=np.array(lanes[0].outdoor.weather.pressure),
        activity=np.array([zone.usage.metabolic_rate for zone in zones]),
    )
    sums, extreme, work = empty_comfort(len(zones), len(lanes))
    return ComfortPass(
        gains=gains,
        is_bedroom=np.array([float(zone.usage.is_bedroom) for zone in zones]),
        feeling=feeling,
        sums=sums,
        extreme=extreme,
        work=work,
    )


def _running(outdoor: OutdoorYear) -> FloatArray:
    """Return the running mean of each hour's day [°C]."""
    return np.repeat(temp_running_mean(outdoor.weather.temp_outdoor), 24)
