"""The simulated hours that measurements are held against."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from twin.annual.once import simulate_once
from twin.annual.outdoor import OutdoorYear
from twin.annual.series import Hours
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.errors import InputError, Problem
from twin.ground.types import FloatArray
from twin.io.schema import suggest
from twin.io.sensor_map import Place
from twin.model.building import Building, Site

Series = Mapping[str, FloatArray]
"""Simulated year of each quantity that the simulation knows, in the unit of files."""

_STORED: Final = {
    "temperature": ("temp_operative_c", 1.0),
    "relative humidity": ("humidity_relative", 100.0),
    "CO2": ("co2_ppm", 1.0),
    "PM2.5": ("pm25_ug_m3", 1.0),
    "NO2": ("no2_ug_m3", 1.0),
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
    places: Iterable[Place],
    buildings: Sequence[Building],
    outdoor: OutdoorYear,
    site: Site,
) -> dict[Place, Series]:
    """Return simulated years of zones, buildings as they stand.

    Parameters
    ----------
    places
        Zones.
    buildings
        Buildings of the community; all places are among them.
    outdoor
        Climate year.
    site
        Gives outdoor CO₂.

    Returns
    -------
    dict[Place, Series]
        Years by zone.
    """
    wanted = set(places)
    found: dict[Place, Series] = {}
    for building in buildings:
        here = {one.zone for one in wanted if one.building == building.id}
        if not here:
            continue
        hours = simulate_once(building, outdoor, site.co2_outdoor)
        for number, zone in enumerate(building.zones):
            if zone.name in here:
                found[Place(building.id, zone.name)] = _series(hours, number)
    return found


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


def _series(hours: Hours, zone: int) -> Series:
    """Return the year of one zone in the units of files."""
    found = {
        "temperature": hours.temp_air[:, zone],
        "relative humidity": 100.0 * hours.humidity_relative[:, zone],
        "CO2": hours.co2[:, zone],
    }
    for name, field in (("PM2.5", "pm25"), ("NO2", "no2")):
        table = getattr(hours, field, None)
        if table is not None:
            found[name] = table[:, zone]
    return {name: np.array(values) for name, values in found.items()}
