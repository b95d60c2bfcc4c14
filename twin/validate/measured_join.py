"""Measured zones and people joined to simulated hours of the same month, day, clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.errors import InputError, Problem
from twin.ground.types import FloatArray, IntArray
from twin.io.measured_column import Readings
from twin.io.sensor_map import Place
from twin.model.building import Building
from twin.validate.measured import CLOCK, Bias, compare_hours
from twin.validate.measured_hours import (
    HourMeans,
    Stamp,
    hour_means,
    hour_of_year,
    is_hourly,
    mean_of_subjects,
    sampling_interval,
    standard_hours,
)
from twin.validate.measured_people import WearableHours, look_up
from twin.validate.measured_simulated import Series
from twin.validate.measured_sleep import EDGES, PersonHours, SleepGroup, group_sleep


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SensorHours:
    """Hours of single sensors, by quantity."""

    places: tuple[Place, ...]
    """Where each sensor is."""
    means: Mapping[str, HourMeans]
    units: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneBias:
    """One quantity of one zone, measured and simulated."""

    place: Place
    quantity: str
    unit: str
    sensors: int
    """Sensors that have a mean of some hour [-]."""
    hours_span: int
    """Hours from the first to the last reading of the zone [h]."""
    hours_measured: int
    """Hours with a mean [h]."""
    hours_leap: int
    """Of these, hours of 29 February, which the simulated year lacks [h]."""
    coverage: float
    """Hours with a mean over hours of the span [-]."""
    bias: Bias | None
    """Comparison, None where the quantity is not simulated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SleepTable:
    """Sleep by class of one quantity of bedroom air."""

    quantity: str
    is_measured: bool
    """Whether the air was measured in the same hours; else it is of the simulated
    year, whose weather is not that of those nights."""
    groups: tuple[SleepGroup, ...]


def sensor_hours(
    readings: Readings,
    places: tuple[Place, ...],
    utc_offset: float,
    stamp: Stamp,
    source: str,
) -> SensorHours:
    """Return the hours of each sensor of a file.

    Parameters
    ----------
    readings
        What the file holds.
    places
        Where each sensor is.
    utc_offset
        Standard time of the site minus UTC [h].
    stamp
        What the time of a reading means.
    source
        The file, for the message.

    Returns
    -------
    SensorHours
        Means by quantity.

    Raises
    ------
    InputError
        A sensor was read less often than hourly.
    """
    interval = sampling_interval(readings.subject, readings.time)
    if not is_hourly(interval):
        message = (
            "readings must be an hour apart or less (median of a sensor), the longest "
            f"are {int(interval.max()) / 3_600_000:.3g} h"
        )
        raise InputError(source, [Problem(path="interval", message=message)])
    hour = standard_hours(readings.time, utc_offset, stamp)
    return SensorHours(
        places=places,
        means={
            name: hour_means(readings.subject, hour, value, interval)
            for name, value in readings.values.items()
        },
        units={one.quantity: one.unit for one in readings.columns},
    )


def zone_means(
    hours: SensorHours,
) -> dict[tuple[Place, str], tuple[IntArray, FloatArray]]:
    """Return hours and means of each zone and quantity, over its sensors.

    Parameters
    ----------
    hours
        Hours of single sensors.

    Returns
    -------
    dict
        Hours [h] and values [any] by zone and quantity.
    """
    return {
        (place, name): mean_of_subjects(means, _sensors_at(hours, place))
        for place in sorted(set(hours.places))
        for name, means in hours.means.items()
    }


def zone_biases(
    hours: SensorHours, simulated: Mapping[Place, Series]
) -> tuple[ZoneBias, ...]:
    """Return measured against simulated hours, a row a zone and quantity.

    Parameters
    ----------
    hours
        Hours of single sensors.
    simulated
        Simulated year of each zone.

    Returns
    -------
    tuple[ZoneBias, ...]
        In order of zone.
    """
    joined = zone_means(hours)
    found = []
    for (place, name), (hour, value) in joined.items():
        others = [joined[place, one][0] for one in hours.means]
        ends = [edge for one in others if one.size for edge in (one[0], one[-1])]
        span = int(max(ends) - min(ends)) + 1 if ends else 0
        row = hour_of_year(hour)
        is_in = row >= 0
        year = simulated[place].get(name)
        used = np.isin(hours.means[name].subject, _sensors_at(hours, place))
        found.append(
            ZoneBias(
                place=place,
                quantity=name,
                unit=hours.units[name],
                sensors=len(np.unique(hours.means[name].subject[used])),
                hours_span=span,
                hours_measured=len(hour),
                hours_leap=int((~is_in).sum()),
                coverage=len(hour) / span if span else 0.0,
                bias=None
                if year is None
                else compare_hours(value[is_in], year[row[is_in]], hour[is_in] % CLOCK),
            )
        )
    return tuple(found)


def people_covered(
    places: Sequence[Place], buildings: Sequence[Building]
) -> dict[str, float]:
    """Return the share of each building's people whose zone is measured.

    Parameters
    ----------
    places
        Zones with a sensor.
    buildings
        Buildings of the community.

    Returns
    -------
    dict[str, float]
        Share by building with a sensor, by people at full occupancy [-].
    """
    found = {}
    for building in buildings:
        here = {one.zone for one in places if one.building == building.id}
        if not here:
            continue
        people = {one.name: one.people * one.multiplier for one in building.zones}
        total = sum(people.values())
        covered = sum(count for name, count in people.items() if name in here)
        found[building.id] = covered / total if total else 0.0
    return found


_AIR: Final = tuple(EDGES)


def sleep_tables(
    people: WearableHours,
    places: tuple[Place, ...],
    measured: Mapping[tuple[Place, str], tuple[IntArray, FloatArray]],
    simulated: Mapping[Place, Series],
) -> tuple[SleepTable, ...]:
    """Return sleep by class of bedroom air, measured air and simulated air apart.

    Parameters
    ----------
    people
        Hours of people.
    places
        Bedroom of each person.
    measured
        Hours and means of zones; may be empty.
    simulated
        Simulated year of each bedroom.

    Returns
    -------
    tuple[SleepTable, ...]
        Tables of measured air for quantities that were measured in some bedroom, then
        of simulated air.
    """
    tables = []
    for name in _AIR:
        if any((place, name) in measured for place in places):
            air = _air_measured(people.sleep, places, measured, name)
            tables.append(_table(people, air, name, is_measured=True))
    for name in _AIR:
        air = _air_simulated(people.sleep, places, simulated, name)
        tables.append(_table(people, air, name, is_measured=False))
    return tuple(tables)


def _table(
    people: WearableHours, air: FloatArray, name: str, *, is_measured: bool
) -> SleepTable:
    """Return the groups of one quantity of air."""
    sleep = people.sleep
    heart = people.others.get("heart rate")
    rate = (
        np.full(len(air), np.nan)
        if heart is None
        else look_up(heart, sleep.subject, sleep.hour)
    )
    hours = PersonHours(
        person=sleep.subject, asleep=sleep.value, heart_rate=rate, air=air
    )
    groups = group_sleep(hours, EDGES[name])
    return SleepTable(quantity=name, is_measured=is_measured, groups=groups)


def _air_measured(
    sleep: HourMeans,
    places: tuple[Place, ...],
    measured: Mapping[tuple[Place, str], tuple[IntArray, FloatArray]],
    name: str,
) -> FloatArray:
    """Return the measured air of each person's bedroom, NaN where there is none."""
    air = np.full(len(sleep.hour), np.nan)
    for place in set(places):
        if (place, name) not in measured:
            continue
        hour, value = measured[place, name]
        rows = _people_at(sleep, places, place)
        at = np.searchsorted(hour, sleep.hour[rows])
        inside = np.minimum(at, max(len(hour) - 1, 0))
        if len(hour):
            is_same = hour[inside] == sleep.hour[rows]
            air[rows] = np.where(is_same, value[inside], np.nan)
    return air


def _air_simulated(
    sleep: HourMeans,
    places: tuple[Place, ...],
    simulated: Mapping[Place, Series],
    name: str,
) -> FloatArray:
    """Return the simulated air of each person's bedroom, NaN on 29 February."""
    row = hour_of_year(sleep.hour)
    air = np.full(len(row), np.nan)
    for place in set(places):
        rows = _people_at(sleep, places, place)
        year = simulated[place][name]
        air[rows] = np.where(row[rows] >= 0, year[row[rows]], np.nan)
    return air


def _people_at(sleep: HourMeans, places: tuple[Place, ...], place: Place) -> IntArray:
    """Return the rows of people whose bedroom a place is."""
    here = [number for number, one in enumerate(places) if one == place]
    return np.flatnonzero(np.isin(sleep.subject, here))


def _sensors_at(hours: SensorHours, place: Place) -> IntArray:
    """Return the sensors at a place."""
    here = [number for number, one in enumerate(hours.places) if one == place]
    return np.array(here, dtype=np.int64)
