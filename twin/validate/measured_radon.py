"""Radon, an annex of measurements: its source is the ground, which nobody models here.

A figure is told only as what was measured. It enters no criterion and no burden.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.quality import Status
from twin.io.sensor_map import Place
from twin.validate.measured import CLOCK
from twin.validate.measured_hours import hour_of_year
from twin.validate.measured_join import SensorHours, zone_means

RADON: Final = "radon"
"""Name of the quantity."""

_MONTH_ENDS: Final = np.cumsum([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) * CLOCK
MONTHS: Final = len(_MONTH_ENDS)
"""Months of a year [-]."""
MONTH_COVERED: Final = 0.75
"""Share of the hours of a month from which it counts as measured; an assumption of
this project, status A [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadonLimit:
    """A published level of the mean of a year."""

    level: float
    """Largest mean of a year [Bq/m³]."""
    source: str
    status: Status


LIMITS: Final = (
    RadonLimit(level=300.0, source="GB/T 18883-2022", status=Status.GENERAL),
    RadonLimit(
        level=100.0, source="WHO guidelines for indoor air 2010", status=Status.GENERAL
    ),
)
"""Reference levels, the weaker first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadonMean:
    """What was measured in one zone."""

    place: Place
    hours: int
    """Hours with a mean [h]."""
    mean: float
    """Mean of these hours, each month weighted by its length where a year is
    covered [Bq/m³]."""
    months: int
    """Months of the year of which enough hours were measured [-]."""

    @property
    def is_year(self) -> bool:
        """Whether the mean is that of a year, with which alone levels compare."""
        return self.months == MONTHS

    def above(self) -> tuple[RadonLimit, ...] | None:
        """Return the levels that the mean of a year exceeds.

        Returns
        -------
        tuple[RadonLimit, ...] or None
            Levels exceeded; None where no year was measured.
        """
        if not self.is_year:
            return None
        return tuple(one for one in LIMITS if self.mean > one.level)


def radon_means(hours: SensorHours) -> tuple[RadonMean, ...]:
    """Return the radon of each zone that was measured.

    Months are weighted by their length, so that a year with gaps in winter is no
    summer mean; hours of 29 February are left out.

    Parameters
    ----------
    hours
        Hours of single sensors.

    Returns
    -------
    tuple[RadonMean, ...]
        In order of zone; zones without any hour are left out.
    """
    found = []
    for (place, name), (hour, value) in zone_means(hours).items():
        if name != RADON or not len(hour):
            continue
        row = hour_of_year(hour)
        is_in = row >= 0
        month = np.searchsorted(_MONTH_ENDS, row[is_in], side="right")
        length = np.diff(_MONTH_ENDS, prepend=0)
        distinct = np.array(
            [len(np.unique(row[is_in][month == one])) for one in range(MONTHS)]
        )
        months = int((distinct >= MONTH_COVERED * length).sum())
        mean = float(value.mean())
        if months == MONTHS:
            sums = np.bincount(month, weights=value[is_in], minlength=MONTHS)
            counts = np.bincount(month, minlength=MONTHS)
            mean = float((sums / counts) @ length / length.sum())
        found.append(RadonMean(place=place, hours=len(hour), mean=mean, months=months))
    return tuple(found)
