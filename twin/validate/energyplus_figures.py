"""Figures by which two programs are compared: needs, peaks, hourly temperatures."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.series import Hours
from twin.ground.types import FloatArray
from twin.io.energyplus.run import EnergyPlusRun
from twin.model.building import Building

LIMIT_NEED: Final = 0.05
"""Largest difference of an annual need [-]."""
LIMIT_PEAK: Final = 0.10
"""Largest difference of an hourly peak [-]."""
LIMIT_CV: Final = 0.05
"""Largest CV(RMSE) of the hourly air temperature of a zone [-]."""
SMALL_NEED: Final = 5.0
"""Annual need below which the limit is a share of this instead [kWh/m²]."""
SMALL_PEAK: Final = 5.0
"""Peak below which the limit is a share of this instead [W/m²]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One figure of a year in both programs."""

    name: str
    unit: str
    energyplus: float
    twin: float
    limit: float
    """Largest difference allowed [-]."""
    floor: float
    """Value of EnergyPlus below which the limit is a share of this instead."""

    @property
    def difference(self) -> float:
        """Difference over the value of EnergyPlus, zero where both are zero [-]."""
        apart = self.twin - self.energyplus
        if apart == 0.0:
            return 0.0
        return apart / self.energyplus if self.energyplus else float("inf")

    @property
    def is_met(self) -> bool:
        """Whether the difference is within its limit."""
        allowed = self.limit * max(self.energyplus, self.floor)
        return abs(self.twin - self.energyplus) <= allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneMatch:
    """Hourly air temperature of one zone in both programs."""

    zone: str
    mean_energyplus: float
    """[°C]."""
    mean_twin: float
    """[°C]."""
    lowest_energyplus: float
    lowest_twin: float
    highest_energyplus: float
    highest_twin: float
    nmbe: float
    """Mean difference over the mean in °C, positive where `twin` is warmer [-]."""
    cv_rmse: float
    """Root mean square difference over the mean in °C [-]."""
    rmse: float
    """Root mean square difference [K]."""
    limit: float = LIMIT_CV

    @property
    def is_met(self) -> bool:
        """Whether the CV(RMSE) is within its limit."""
        return self.cv_rmse <= self.limit


def compare_loads(
    run: EnergyPlusRun, hours: Hours, building: Building
) -> tuple[Quantity, ...]:
    """Return annual needs and hourly peaks of a whole building in both programs.

    Parameters
    ----------
    run
        Hours of EnergyPlus.
    hours
        Hours of `twin`, zones in the same order.
    building
        The building; its zones may stand for several storeys.

    Returns
    -------
    tuple[Quantity, ...]
        Needs [kWh] and peaks [W], none for a building that only floats.
    """
    if not any(zone.is_ideal for zone in building.zones):
        return ()
    times = np.array([float(zone.multiplier) for zone in building.zones])
    area = building.floor_area
    found: list[Quantity] = []
    for name in ("heating", "cooling"):
        theirs: FloatArray = getattr(run, name) @ times
        ours: FloatArray = getattr(hours, name).sum(axis=1)
        found.append(
            Quantity(
                name=f"{name} need",
                unit="kWh",
                energyplus=float(theirs.sum()) / 1000.0,
                twin=float(ours.sum()) / 1000.0,
                limit=LIMIT_NEED,
                floor=SMALL_NEED * area,
            )
        )
        found.append(
            Quantity(
                name=f"{name} peak",
                unit="W",
                energyplus=float(theirs.max()),
                twin=float(ours.max()),
                limit=LIMIT_PEAK,
                floor=SMALL_PEAK * area,
            )
        )
    return tuple(found)


def compare_temperatures(run: EnergyPlusRun, hours: Hours) -> tuple[ZoneMatch, ...]:
    """Return how the hourly air temperatures agree, zone by zone.

    Parameters
    ----------
    run
        Hours of EnergyPlus.
    hours
        Hours of `twin`, zones in the same order.

    Returns
    -------
    tuple[ZoneMatch, ...]
        In the order of the zones.
    """
    return tuple(
        match_temperatures(name, run.temp_air[:, zone], hours.temp_air[:, zone])
        for zone, name in enumerate(run.zones)
    )


def match_temperatures(zone: str, theirs: FloatArray, ours: FloatArray) -> ZoneMatch:
    """Return how two series of temperature agree.

    Parameters
    ----------
    zone
        Name of the zone.
    theirs
        Reference, shape ``(hour,)`` [°C].
    ours
        Compared with it, shape ``(hour,)`` [°C].

    Returns
    -------
    ZoneMatch
        Bias and scatter.

    References
    ----------
    ASHRAE Guideline 14-2014, clause 4.2.11 (NMBE and CV(RMSE)), with all hours in the
    denominator.
    """
    apart = ours - theirs
    mean = float(theirs.mean())
    rmse = float(np.sqrt(np.mean(apart**2)))
    return ZoneMatch(
        zone=zone,
        mean_energyplus=mean,
        mean_twin=float(ours.mean()),
        lowest_energyplus=float(theirs.min()),
        lowest_twin=float(ours.min()),
        highest_energyplus=float(theirs.max()),
        highest_twin=float(ours.max()),
        nmbe=float(apart.mean()) / mean,
        cv_rmse=rmse / abs(mean),
        rmse=rmse,
    )
