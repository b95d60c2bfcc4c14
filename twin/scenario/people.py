"""What residents breathe over the places where they spend their time.

Homes are their own; schools, workplaces, shops and clinics are those of the community,
each as long as a group is there. Hours in a place that no building stands for are left
out of the mean and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.exposure_pass import EXPOSURE
from twin.annual.pollutant_rooms import (
    FORMALDEHYDE,
    NO2,
    PM25_INDOOR,
    PM25_OUTDOOR,
    outdoor_air,
)
from twin.annual.result import YearResult
from twin.annual.simulate import Task
from twin.annual.whereabouts import (
    dwelling_of,
    dwelling_presence,
    group_hours,
    zone_whereabouts,
)
from twin.ground.calendar import month_bounds
from twin.ground.types import FloatArray, IntArray
from twin.model.building import Building, BuildingUse, Site
from twin.model.contaminant import Contaminants
from twin.model.household import Households

AIR_KINDS: Final = len(EXPOSURE) - 1
"""Kinds of exposure that are means of air; the last is a dose of heat indoors [-]."""

HOME, OUTDOORS = "home", "outdoors"
"""Names of the places that no building of the community stands for."""

_OUTDOOR: Final = (PM25_OUTDOOR, PM25_INDOOR, NO2, FORMALDEHYDE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timetable:
    """What is the same in every future: hours by place, outdoor air, residents."""

    households: Households
    outdoors: FloatArray
    """Air outdoors times hours of each month, ``(month, group, kind)`` [µg/m³ h]."""
    hours_outdoors: FloatArray
    """Hours outdoors of each month, ``(month, group)`` [h]."""
    hours_place: Mapping[str, FloatArray]
    """Hours in each place of each month, ``(month, group)`` [h]."""
    hours_zone: Mapping[str, FloatArray]
    """Hours in the zones of each building, ``(zone, group)`` [h]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stay:
    """Time in one place, and the air of it."""

    hours: FloatArray
    """Hours of each member, ``(dwelling, group)`` [h]."""
    air: FloatArray
    """Air times hours, ``(year, dwelling, group, kind)``; not numbers where no building
    stands for the place [µg/m³ h]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lives:
    """Exposure of the residents of one building in chosen years."""

    people: FloatArray
    """Residents, shape ``(dwelling, group)`` [-]."""
    hours: FloatArray
    """Hours that the exposure is known for, ``(dwelling, group)`` [h]."""
    hours_home: FloatArray
    """Hours of it at home, ``(dwelling, group)`` [h]."""
    hours_untold: FloatArray
    """Hours in places that no building stands for, ``(dwelling, group)`` [h]."""
    air: FloatArray
    """Means of what is breathed, ``(year, dwelling, group, kind)`` [µg/m³]."""
    heat: FloatArray
    """Heat index above 32 °C times hours, indoors, ``(year, dwelling, group)``
    [K h]."""
    stays: Mapping[str, Stay]
    """What of it is breathed where: at home, outdoors and in each place."""


def make_timetable(
    buildings: Sequence[Building],
    households: Households,
    contaminants: Contaminants,
    site: Site,
) -> Timetable:
    """Return what residents' days say about every future.

    Parameters
    ----------
    buildings
        Buildings of the community.
    households
        Groups with their days.
    contaminants
        Outdoor air where the site gives none.
    site
        Outdoor air.

    Returns
    -------
    Timetable
        Hours and outdoor air.
    """
    hours = group_hours(households)
    air = outdoor_air(contaminants, site)[:, list(_OUTDOOR)]
    edges = [month_bounds(month)[0] for month in range(12)]
    breathed = hours.outdoors[:, :, None] * air[:, None, :]
    return Timetable(
        households=households,
        outdoors=np.add.reduceat(breathed, edges, axis=0),
        hours_outdoors=np.add.reduceat(hours.outdoors, edges, axis=0),
        hours_place={
            name: np.add.reduceat(share, edges, axis=0)
            for name, share in hours.places.items()
        },
        hours_zone={
            one.id: zone_whereabouts(one, households).sum(axis=0) for one in buildings
        },
    )


def zone_exposure(
    weights: Mapping[Task, FloatArray],
    results: Mapping[Task, YearResult],
    rows: IntArray,
) -> FloatArray:
    """Return what groups breathe and bear in the zones of a building.

    The states of a year count by their mean share of its months.

    Parameters
    ----------
    weights
        Share of each month of each task.
    results
        Year results of all tasks.
    rows
        Numbers of the chosen years [-].

    Returns
    -------
    FloatArray
        Shape ``(year, zone, group, kind)`` [µg/m³ h, K h].
    """
    share = np.array([one[rows].mean(axis=1) for one in weights.values()])
    kept = np.stack([results[task].exposure for task in weights])
    return np.asarray(np.einsum("ty,tzgk->yzgk", share, kept))


def place_means(
    buildings: Sequence[Building],
    exposures: Mapping[str, FloatArray],
    timetable: Timetable,
) -> dict[str, FloatArray]:
    """Return the mean air and heat of an hour in each place.

    Parameters
    ----------
    buildings
        Buildings of the community.
    exposures
        `zone_exposure` of each.
    timetable
        Hours in their zones.

    Returns
    -------
    dict[str, FloatArray]
        Means over the buildings of a place by the people who use them, shape ``(year,
        group, kind)``, not numbers where no building stands for it [µg/m³, K].
    """
    found = {}
    for place, uses in timetable.households.places.items():
        members = [one for one in buildings if str(one.use) in uses]
        people = np.array([one.residents for one in members])
        if not members or people.sum() <= 0.0:
            shape = next(iter(exposures.values())).shape
            found[place] = np.full((shape[0], *shape[2:]), np.nan)
            continue
        each = np.stack([exposures[one.id].sum(axis=1) for one in members])
        time = np.stack([timetable.hours_zone[one.id].sum(axis=0) for one in members])
        means = each / np.where(time > 0.0, time, np.nan)[:, None, :, None]
        found[place] = np.einsum("b,bygk->ygk", people / people.sum(), means)
    return found


def live_in(
    building: Building,
    exposure: FloatArray,
    places: Mapping[str, FloatArray],
    timetable: Timetable,
) -> Lives:
    """Return the exposure of the residents of a building over all places.

    Parameters
    ----------
    building
        A building in which people live.
    exposure
        Its `zone_exposure`.
    places
        Mean hour in each place, `place_means`.
    timetable
        Hours and outdoor air.

    Returns
    -------
    Lives
        Means of air, doses of heat, people and hours.
    """
    member, presence = dwelling_of(building), dwelling_presence(building)
    home = np.einsum("dz,yzgk->ydgk", member, exposure)
    hours_home = member @ timetable.hours_zone[building.id]
    total = home.copy()
    outside = np.einsum("dm,mgk->dgk", presence, timetable.outdoors)
    total[..., :AIR_KINDS] += outside
    hours_outdoors = presence @ timetable.hours_outdoors
    hours = hours_home + hours_outdoors
    untold = np.zeros_like(hours)
    stays = {
        HOME: Stay(hours=hours_home, air=home[..., :AIR_KINDS]),
        OUTDOORS: Stay(
            hours=hours_outdoors,
            air=np.broadcast_to(outside, (len(home), *outside.shape)),
        ),
    }
    for place, means in places.items():
        stay = presence @ timetable.hours_place[place]
        known = np.isfinite(means).all(axis=(0, 2)) & (stay > 0.0)
        told = np.where(known, stay, 0.0)
        total += told[None, :, :, None] * np.nan_to_num(means)[:, None]
        hours += told
        untold += stay - told
        air = stay[None, :, :, None] * means[:, None, :, :AIR_KINDS]
        stays[place] = Stay(
            hours=stay, air=np.where(stay[None, :, :, None] > 0.0, air, 0.0)
        )
    return Lives(
        people=_residents(building, member, timetable.households),
        hours=hours,
        hours_home=hours_home,
        hours_untold=untold,
        air=total[..., :AIR_KINDS] / np.where(hours > 0.0, hours, np.nan)[..., None],
        heat=total[..., AIR_KINDS],
        stays=stays,
    )


def has_residents(building: Building) -> bool:
    """Return whether people live in a building.

    Parameters
    ----------
    building
        A building.

    Returns
    -------
    bool
        Whether it is of dwellings and anybody is in.
    """
    return building.use is BuildingUse.DWELLING and building.residents > 0.0


def _residents(
    building: Building, member: FloatArray, households: Households
) -> FloatArray:
    """Return the residents of each dwelling and group, by floor area."""
    area = np.array([zone.floor_area * zone.multiplier for zone in building.zones])
    share = member @ area / area.sum()
    groups = np.array(households.shares_of(building.archetype))
    return building.residents * np.outer(share, groups)
