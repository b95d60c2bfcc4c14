"""What is read out of the hours of a batch after heat is known, pass by pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twin.annual.batch import Batch, Lane
from twin.annual.comfort_pass import ComfortPass, begin_comfort
from twin.annual.exposure_pass import EXPOSURE, ExposurePass, begin_exposure
from twin.annual.gains import ZoneGains
from twin.annual.mould import MouldPass, begin_mould, kept_mould
from twin.annual.pollutant_pass import AirInputs, PollutantPass, begin_pass
from twin.annual.reduce_clean_air import CLEAN_BINS
from twin.annual.reduce_comfort import COMFORT, COMFORT_EXTREMES
from twin.annual.reduce_pollutants import AIR, AIR_EXTREMES, DAY_BINS
from twin.annual.series import Drive
from twin.annual.whereabouts import zone_whereabouts
from twin.ground.types import FloatArray
from twin.model.component import Product
from twin.model.household import Households


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which passes are made; what is left out gives no numbers."""

    air: AirInputs | None = None
    """Contaminants and outdoor air; None to leave contaminants out."""
    has_mould: bool = False
    """Whether mould is let grow."""
    has_comfort: bool = False
    """Whether votes, effective temperatures and sleep are judged."""
    households: Households | None = None
    """Groups whose exposure is summed, None to leave people out; needs `air`."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What the passes keep of a year, lanes last."""

    sums: FloatArray
    """Sums in the order of `AIR`, `MOULD` and `COMFORT`, ``(month, zone, quantity,
    lane)``."""
    air: FloatArray
    """`AIR_EXTREMES`, shape ``(zone, extreme, lane)``."""
    days: FloatArray
    """Days by their mean PM2.5, shape ``(zone, bin, lane)`` [d]."""
    clean: FloatArray
    """Occupied hours by clean air for each person, ``(zone, bin, lane)`` [h]."""
    mould: FloatArray
    """`MOULD_INDICES`, shape ``(index, zone, lane)``."""
    comfort: FloatArray
    """`COMFORT_EXTREMES`, shape ``(zone, extreme, lane)``."""
    residual: FloatArray
    """Largest relative residual of the contaminants, shape ``(lane,)`` [-]."""
    exposure: FloatArray
    """`EXPOSURE` of groups over the year, ``(zone, group, exposure, lane)``."""


@dataclass(frozen=True, slots=True, eq=False)
class Passes:
    """The passes of one batch."""

    zones: int
    lanes: int
    pollutants: PollutantPass | None
    mould: MouldPass | None
    comfort: ComfortPass | None
    exposure: ExposurePass | None

    def run(
        self, month: int, first: int, part: FloatArray, polluted: FloatArray | None
    ) -> None:
        """Read one month.

        Parameters
        ----------
        month
            Number of the month, from 0 [-].
        first
            First hour of the month in the year [-].
        part
            Hours of the month in the order of `Hours` [any].
        polluted
            Where the hours of contaminants of the year are written, or None [µg/m³].
        """
        if self.comfort is not None:
            self.comfort.run(month, first, part)
        if self.mould is not None:
            self.mould.run(month, first, part)
        if self.pollutants is not None:
            means = self.pollutants.run(month, first, part)
            if self.exposure is not None:
                self.exposure.run(first, part, means)
            if polluted is not None:
                polluted[first : first + len(part)] = means

    def keep(self) -> Kept:
        """Return what is kept of the year.

        Returns
        -------
        Kept
            Sums and extremes; not numbers where a pass was left out.

        Raises
        ------
        BalanceError
            A contaminant is not conserved.
        """
        blank = (self.zones, self.lanes)
        grown = kept_mould(self.mould, *blank)
        air = _blank(len(AIR), *blank)
        air_extreme = air[0, :, : len(AIR_EXTREMES)]
        days = np.full((self.zones, DAY_BINS, self.lanes), np.nan)
        clean = np.full((self.zones, CLEAN_BINS, self.lanes), np.nan)
        residual = np.zeros(self.lanes)
        if self.pollutants is not None:
            days, clean = self.pollutants.kept.days, self.pollutants.clean
            air, air_extreme = self.pollutants.sums, self.pollutants.kept.extreme
            residual = self.pollutants.residuals()
        felt = _blank(len(COMFORT), *blank)
        felt_extreme = felt[0, :, : len(COMFORT_EXTREMES)]
        if self.comfort is not None:
            felt, felt_extreme = self.comfort.sums, self.comfort.extreme
        return Kept(
            sums=np.concatenate([air, grown.sums, felt], axis=2),
            air=_finite(air_extreme),
            days=days,
            clean=clean,
            mould=grown.indices,
            comfort=_finite(felt_extreme),
            residual=residual,
            exposure=(
                np.zeros((self.zones, 0, len(EXPOSURE), self.lanes))
                if self.exposure is None
                else self.exposure.sums
            ),
        )


def begin_passes(
    batch: Batch,
    lanes: Sequence[Lane],
    wanted: Wanted,
    products: Mapping[str, Product],
    gains: ZoneGains,
    drive: Drive,
) -> Passes:
    """Return the passes of a batch before its year.

    Parameters
    ----------
    batch
        Inputs of the kernel.
    lanes
        Variants of one building.
    wanted
        Which passes are made.
    products
        Catalogue by name.
    gains
        When people are there, and when they sleep.
    drive
        People, cooking and fans of each hour.

    Returns
    -------
    Passes
        Ready to run.
    """
    pollutants = mould = comfort = None
    if wanted.air is not None:
        occupied = gains.is_occupied
        pollutants = begin_pass(batch, lanes, wanted.air, products, drive, occupied)
    if wanted.has_mould:
        mould = begin_mould(batch, lanes)
    if wanted.has_comfort:
        comfort = begin_comfort(lanes, batch.climate.node, gains)
    zones, _, count = batch.rooms.shape
    exposure = None
    if wanted.households is not None and wanted.air is not None:
        there = zone_whereabouts(lanes[0].built, wanted.households)
        exposure = begin_exposure(there, count)
    return Passes(zones, count, pollutants, mould, comfort, exposure)


def _blank(quantities: int, zones: int, lanes: int) -> FloatArray:
    """Return sums that are not numbers."""
    return np.full((12, zones, quantities, lanes), np.nan)


def _finite(extreme: FloatArray) -> FloatArray:
    """Return extremes, not numbers where nothing was seen."""
    return np.where(np.isfinite(extreme), extreme, np.nan)
