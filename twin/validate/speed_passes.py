"""Time of air and health beside that of heat: the passes over the finished hours."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.kernel import begin_year, run_hours
from twin.annual.outdoor import OutdoorYear
from twin.annual.passes import Passes, Wanted, begin_passes
from twin.annual.pollutant_pass import AirInputs
from twin.ground.calendar import month_bounds
from twin.ground.constants import HOURS_PER_YEAR
from twin.io.contaminant import CONTAMINANTS_FILE, load_contaminants
from twin.io.defaults import default_folder
from twin.io.household import HOUSEHOLDS_FILE, load_households
from twin.io.site import SITE_FILE, load_site
from twin.model.building import Building
from twin.physics.elements import Merge
from twin.validate.speed import Prepared

HEAT: Final = "heat and moisture"
"""What all passes read the hours of."""
_PLACE: Final = "baoting"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTime:
    """Time of one pass over the hours."""

    name: str
    nanoseconds: float
    """Processor time for a zone and hour [ns]."""


def embedded_passes() -> Wanted:
    """Return all passes with the numbers that travel with the program.

    Returns
    -------
    Wanted
        Comfort, mould, contaminants and people of the embedded community.
    """
    folder = default_folder("buildings")
    return Wanted(
        air=AirInputs(
            contaminants=load_contaminants(folder / CONTAMINANTS_FILE),
            site=load_site(folder / _PLACE / SITE_FILE),
        ),
        has_mould=True,
        has_comfort=True,
        households=load_households(folder / HOUSEHOLDS_FILE),
    )


def time_passes(
    building: Building,
    outdoor: OutdoorYear,
    lanes: int,
    repeats: int,
    wanted: Wanted,
) -> tuple[PassTime, ...]:
    """Return what a year of heat costs, and what is read out of it, pass by pass.

    Parameters
    ----------
    building
        Building whose variants stand side by side.
    outdoor
        Climate year.
    lanes
        Number of variants [-].
    repeats
        The best of how many years is told; one before them compiles [-].
    wanted
        Passes that are made.

    Returns
    -------
    tuple[PassTime, ...]
        `HEAT` first, then each pass.

    Raises
    ------
    BalanceError
        A contaminant is not conserved.
    """
    ready = Prepared(building, outdoor, lanes, Merge.BY_CONSTRUCTION)
    _one_year(ready, wanted)
    years = [_one_year(ready, wanted) for _ in range(repeats)]
    scale = 1e9 / (len(building.zones) * lanes * HOURS_PER_YEAR)
    return tuple(
        PassTime(name=name, nanoseconds=scale * min(one[name] for one in years))
        for name in years[0]
    )


def _one_year(ready: Prepared, wanted: Wanted) -> dict[str, float]:
    """Return the processor time of heat and of each pass over a year [s]."""
    batch, drive = ready.batch, ready.drive
    walls, outside = (batch.layout, batch.fabric), (batch.climate, batch.sun)
    fixed = (walls, outside, batch.rooms, drive, batch.start)
    passes = begin_passes(batch, ready.lanes, wanted, {}, ready.gains, drive)
    spent: dict[str, float] = {}
    memory = begin_year(*fixed)
    for month in range(12):
        first, last = month_bounds(month)
        part = ready.table[: last - first]

        def heat(first: int = first, last: int = last) -> None:
            run_hours(*fixed, (first, last), memory, ready.table)

        _spend(spent, HEAT, heat)
        _read(spent, passes, month, first, part)
    passes.keep()
    return spent


def _read(
    spent: dict[str, float], passes: Passes, month: int, first: int, part: np.ndarray
) -> None:
    """Add the time of each pass over one month."""
    comfort, mould, air = passes.comfort, passes.mould, passes.pollutants
    if comfort is not None:
        _spend(spent, "comfort", lambda: comfort.run(month, first, part))
    if air is not None:
        _spend(spent, "contaminants", lambda: air.run(month, first, part))
    if mould is not None:
        _spend(spent, "mould", lambda: mould.run(month, first, part))
    people = passes.exposure
    if people is not None and air is not None:
        means = air.means[: len(part)]
        _spend(spent, "people", lambda: people.run(first, part, means))


def _spend(spent: dict[str, float], name: str, work: Callable[[], object]) -> None:
    """Do some work and add its processor time to what was spent on its name."""
    start = time.thread_time()
    work()
    spent[name] = spent.get(name, 0.0) + time.thread_time() - start
