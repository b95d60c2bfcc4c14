"""The simulated hours that measurements are held against."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from twin.annual.outdoor import OutdoorYear
from twin.annual.passes import Wanted
from twin.annual.pollutant_pass import AirInputs
from twin.annual.pollutant_rooms import NO2, PM25_INDOOR, PM25_OUTDOOR
from twin.annual.series import Hours
from twin.annual.simulate import BuildingRun, Task
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.errors import InputError, Problem
from twin.ground.types import FloatArray
from twin.io.schema import suggest
from twin.io.sensor_map import Place
from twin.model.building import Building, Community
from twin.physics.elements import Merge
from twin.scenario.first_day import standing_variant

Series = Mapping[str, FloatArray]
"""Simulated year of each quantity that the simulation knows, in the unit of files."""

PARTICLES: Final = "PM2.5"
"""Quantity: fine particles, those from outdoors and those born indoors together."""
DIOXIDE: Final = "NO2"
"""Quantity: nitrogen dioxide."""

_STORED: Final = {
    "temperature": ("temp_operative_c", 1.0),
    "relative humidity": ("humidity_relative", 100.0),
    "CO2": ("co2_ppm", 1.0),
    PARTICLES: ("pm25_ug_m3", 1.0),
    DIOXIDE: ("no2_ug_m3", 1.0),
}


def find_places(places: Iterable[Place], buildings: Sequence[Building]) -> None:
    """Refuse places that the community does not have.

    Parameters
    ----------
    places
        Zones that something was measured in.
    buildings
        Buildings of the community.

    Raises
    ------
    InputError
        Every unknown building or zone.
    """
    zones = {one.id: [zone.name for zone in one.zones] for one in buildings}
    problems = []
    for place in sorted(set(places)):
        if place.building not in zones:
            hint = suggest(place.building, zones)
            message = f"no such building; {hint}"
            problems.append(
                Problem(path="building", message=message, given=place.building)
            )
        elif place.zone not in zones[place.building]:
            hint = suggest(place.zone, zones[place.building])
            message = f"no such zone of {place.building}; {hint}"
            problems.append(Problem(path="zone", message=message, given=place.zone))
    if problems:
        source = "places of sensors"
        raise InputError(source, problems)


def simulated_places(
    places: Iterable[Place], community: Community, outdoor: OutdoorYear
) -> dict[Place, Series]:
    """Return simulated years of zones, buildings as they stand.

    Parameters
    ----------
    places
        Zones.
    community
        All places are in its buildings; particles and gases are left out where it
        tells nothing of contaminants.
    outdoor
        Climate year.

    Returns
    -------
    dict[Place, Series]
        Years by zone.
    """
    wanted = set(places)
    found: dict[Place, Series] = {}
    for building in community.buildings:
        here = {one.zone for one in wanted if one.building == building.id}
        if not here:
            continue
        hours, polluted = _simulate(building, community, outdoor)
        for number, zone in enumerate(building.zones):
            if zone.name in here:
                place = Place(building.id, zone.name)
                found[place] = _series(hours, polluted, number)
    return found


def _simulate(
    building: Building, community: Community, outdoor: OutdoorYear
) -> tuple[Hours, FloatArray | None]:
    """Return hours of heat and air of a building, and of contaminants if any."""
    products = {one.name: one for one in community.products}
    contaminants = community.contaminants
    run = BuildingRun(
        building=building,
        products=products,
        outdoors={0.0: outdoor},
        co2_outdoor=community.site.co2_outdoor,
        merge=Merge.BY_FACE,
        passes=Wanted(
            air=None
            if contaminants is None
            else AirInputs(contaminants=contaminants, site=community.site)
        ),
    )
    task = Task(variant=standing_variant(building, products), node=0.0)
    if contaminants is None:
        return run.simulate(task)[1], None
    _, hours, polluted = run.simulate_air(task)
    return hours, polluted


def stored_places(
    places: Iterable[Place], frame: pd.DataFrame, source: str
) -> dict[Place, Series]:
    """Return the years of zones that a run has kept.

    Parameters
    ----------
    places
        Zones.
    frame
        Table `hourly` of one scenario of a run.
    source
        Folder of the run, for the message.

    Returns
    -------
    dict[Place, Series]
        Years by zone.

    Raises
    ------
    InputError
        The run has not kept the hours of a zone.
    """
    found: dict[Place, Series] = {}
    problems = []
    for place in sorted(set(places)):
        rows = _rows_of(place, frame)
        if len(rows) != HOURS_PER_YEAR:
            message = (
                f"holds {len(rows)} hours of {place.building}, {place.zone}, not "
                f"{HOURS_PER_YEAR}; run the study with --hourly {place.building}, or "
                "leave out --stored"
            )
            problems.append(Problem(path="hourly", message=message))
            continue
        found[place] = {
            name: rows[column].to_numpy(np.float64) * factor
            for name, (column, factor) in _STORED.items()
            if column in rows.columns
        }
    if problems:
        raise InputError(source, problems)
    return found


def _rows_of(place: Place, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the stored hours of one zone, in order."""
    if frame.empty:
        return frame
    is_here = (frame["building_id"] == place.building) & (frame["zone"] == place.zone)
    return frame[is_here].sort_values("hour")


def _series(hours: Hours, polluted: FloatArray | None, zone: int) -> Series:
    """Return the year of one zone in the units of files."""
    found = {
        "temperature": hours.temp_air[:, zone],
        "relative humidity": 100.0 * hours.humidity_relative[:, zone],
        "CO2": hours.co2[:, zone],
    }
    if polluted is not None:
        own = polluted[:, zone]
        found[PARTICLES] = own[:, PM25_OUTDOOR] + own[:, PM25_INDOOR]
        found[DIOXIDE] = own[:, NO2]
    return {name: np.array(values) for name, values in found.items()}
