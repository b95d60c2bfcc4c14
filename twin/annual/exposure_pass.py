"""What people of each group breathe and bear, summed over the hours of a year."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual import scratch as row
from twin.annual.pollutant_rooms import FORMALDEHYDE, NO2, PM25_INDOOR, PM25_OUTDOOR
from twin.ground.lanes import lane_loop, phase
from twin.ground.types import FloatArray
from twin.health.heat_index import CAUTION, heat_index_rothfusz

EXPOSURE: Final = ("pm25_outdoor", "pm25_indoor", "no2", "formaldehyde", "heat")
"""Kinds of exposure in the order of arrays: air times hours in µg/m³ h, heat index
above 32 °C times hours in K h."""


@dataclass(frozen=True, slots=True, eq=False)
class ExposurePass:
    """Exposure of all lanes of a batch through a year."""

    weights: FloatArray
    """Share of each hour that a member spends in a zone, ``(hour, zone, group)``
    [-]."""
    sums: FloatArray
    """Sums over the year, shape ``(zone, group, exposure, lane)``."""
    dose: FloatArray
    """Heat of the hour, shape ``(lane,)`` [K]."""

    def run(self, first: int, part: FloatArray, means: FloatArray) -> None:
        """Add one month.

        Parameters
        ----------
        first
            First hour of the month in the year [-].
        part
            Hours of the month in the order of `Hours` [any].
        means
            Contaminants of the month, ``(hour, zone, pollutant, lane)`` [µg/m³].
        """
        _add_hours(part, means, first, self.weights, self.dose, self.sums)


def begin_exposure(weights: FloatArray, lanes: int) -> ExposurePass:
    """Return the exposure of a batch before its year.

    Parameters
    ----------
    weights
        Share of each hour that a member of a group spends in a zone, shape ``(hour,
        zone, group)`` [-].
    lanes
        Number of lanes [-].

    Returns
    -------
    ExposurePass
        Ready to run.
    """
    _, zones, groups = weights.shape
    return ExposurePass(
        weights=weights,
        sums=np.zeros((zones, groups, len(EXPOSURE), lanes)),
        dose=np.zeros(lanes),
    )


@lane_loop
def _heat(temp: FloatArray, relative: FloatArray, dose: FloatArray) -> None:
    """Write how far the heat index lies above its class of extreme caution."""
    for lane in range(dose.shape[0]):
        index = heat_index_rothfusz(temp[lane], relative[lane])
        dose[lane] = max(index - CAUTION, 0.0)


@lane_loop
def _bear(means: FloatArray, dose: FloatArray, share: float, sums: FloatArray) -> None:
    """Add the hour of a zone to those who spend a share of it there."""
    for lane in range(dose.shape[0]):
        sums[0, lane] += share * means[PM25_OUTDOOR, lane]
        sums[1, lane] += share * means[PM25_INDOOR, lane]
        sums[2, lane] += share * means[NO2, lane]
        sums[3, lane] += share * means[FORMALDEHYDE, lane]
        sums[4, lane] += share * dose[lane]


@phase
def _add_hours(
    table: FloatArray,
    means: FloatArray,
    first: int,
    weights: FloatArray,
    dose: FloatArray,
    sums: FloatArray,
) -> None:
    """Add the hours of a month to the sums of each group; `dose` is a working row."""
    for number in range(table.shape[0]):
        for zone in range(table.shape[1]):
            own = weights[first + number, zone]
            total = 0.0
            for group in range(own.shape[0]):
                total += own[group]
            if total > 0.0:
                hour = table[number, zone]
                _heat(hour[row.TEMP_AIR], hour[row.HUMIDITY_RELATIVE], dose)
                for group in range(own.shape[0]):
                    if own[group] > 0.0:
                        _bear(means[number, zone], dose, own[group], sums[zone, group])
