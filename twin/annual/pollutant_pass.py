"""The contaminants of one batch: prepared, run month by month, balanced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from twin.annual.batch import Batch, Lane
from twin.annual.closed_room import KEPT
from twin.annual.pollutant_rooms import (
    POLLUTANTS,
    QUANTA,
    PollutantRooms,
    pollutant_rooms,
)
from twin.annual.pollutants import PollutantMemory, begin_pollutants, run_pollutants
from twin.annual.reduce_clean_air import (
    CLEAN_BINS,
    full_occupancy,
    reduce_clean_air,
)
from twin.annual.reduce_pollutants import (
    AIR,
    EXTREME_CLOSED,
    PollutantKept,
    empty_pollutants,
    reduce_pollutants,
)
from twin.annual.series import Drive
from twin.ground.balance import check_balance
from twin.ground.calendar import HOURS_PER_MONTH
from twin.ground.types import FloatArray
from twin.model.building import Site
from twin.model.component import Product
from twin.model.contaminant import Contaminants

LEAST_MOVED: Final = 1e-3
"""Throughput of a year below which a contaminant is at rest [µg]."""
_LONGEST: Final = max(HOURS_PER_MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class AirInputs:
    """What is known of contaminants and of the air outdoors."""

    contaminants: Contaminants
    site: Site


@dataclass(slots=True)
class PollutantPass:
    """Contaminants of all lanes of a batch through a year."""

    batch: Batch
    drive: Drive
    occupied: FloatArray
    """Occupied mark, shape ``(hour, zone)`` [-]."""
    air: PollutantRooms
    memory: PollutantMemory
    kept: PollutantKept
    sums: FloatArray
    """Sums in the order of `AIR`, shape ``(month, zone, quantity, lane)``."""
    means: FloatArray
    """Hours of the longest month, shape ``(hour, zone, pollutant, lane)``."""
    full: FloatArray
    """People at full occupancy and air for each, shape ``(zone, 2)`` [-, m³/s]."""
    clean: FloatArray
    """Occupied hours by their clean air, shape ``(zone, bin, lane)`` [h]."""
    place: str = field(default="")

    def run(self, month: int, first: int, part: FloatArray) -> FloatArray:
        """Run one month and add it to what is kept.

        Parameters
        ----------
        month
            Number of the month, from 0 [-].
        first
            First hour of the month in the year [-].
        part
            Hours of the month in the order of `Hours` [any].

        Returns
        -------
        FloatArray
            Means of the hours, ``(hour, zone, pollutant, lane)``; overwritten by the
            next month [µg/m³, quanta 1/m³].
        """
        means = self.means[: len(part)]
        rooms = self.batch.rooms
        run_pollutants(
            self.batch.layout,
            rooms,
            self.air,
            self.drive,
            first,
            part,
            self.memory,
            means,
        )
        reduce_pollutants(
            part,
            means,
            first,
            self.air,
            self.drive,
            self.occupied,
            (self.sums[month], self.kept),
        )
        reduce_clean_air(
            part,
            first,
            rooms,
            self.full,
            self.air.cleaned[QUANTA],
            self.drive,
            self.occupied,
            self.clean,
        )
        self.kept.extreme[:, EXTREME_CLOSED] = self.memory.closed[:, KEPT]
        return means

    def residuals(self) -> FloatArray:
        """Return the largest relative residual of each lane, or stop the run.

        Returns
        -------
        FloatArray
            Shape ``(lane,)`` [-].

        Raises
        ------
        BalanceError
            A contaminant is not conserved.
        """
        worst = np.zeros(self.memory.residual.shape[1])
        for lane in range(len(worst)):
            for number, name in enumerate(POLLUTANTS):
                residual = check_balance(
                    name,
                    self.place,
                    self.memory.residual[number, lane],
                    self.memory.throughput[number, lane],
                    LEAST_MOVED,
                )
                worst[lane] = max(worst[lane], residual)
        return worst


def begin_pass(
    batch: Batch,
    lanes: Sequence[Lane],
    inputs: AirInputs,
    products: Mapping[str, Product],
    drive: Drive,
    occupied: FloatArray,
) -> PollutantPass:
    """Return the contaminants of a batch before its year.

    Parameters
    ----------
    batch
        Inputs of the kernel.
    lanes
        Variants of one building.
    inputs
        Sources, sinks and outdoor air.
    products
        Catalogue by name.
    drive
        People, cooking and fans of each hour.
    occupied
        Occupied mark of the year, shape ``(hour, zone)`` [-].

    Returns
    -------
    PollutantPass
        Ready to run.
    """
    air = pollutant_rooms(lanes, inputs.contaminants, inputs.site, products)
    zones, _, count = batch.rooms.shape
    return PollutantPass(
        batch=batch,
        drive=drive,
        occupied=occupied,
        air=air,
        memory=begin_pollutants(air, zones, count, len(batch.layout.links)),
        kept=empty_pollutants(zones, count),
        sums=np.zeros((12, zones, len(AIR), count)),
        means=np.zeros((_LONGEST, zones, len(POLLUTANTS), count)),
        full=full_occupancy(lanes[0].built, drive.people),
        clean=np.zeros((zones, CLEAN_BINS, count)),
        place=lanes[0].built.id,
    )
