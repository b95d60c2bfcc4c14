"""Where people of each group are in every hour, zone by zone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twin.ground.calendar import clock_of_hour, month_of_hour, weekday_of_hour
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray
from twin.model.building import Building, BuildingUse
from twin.model.household import Day, Group, Households
from twin.model.zone import Zone

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupHours:
    """Where a member of each group spends the year; sums to one in every hour."""

    asleep: FloatArray
    """Asleep at home, shape ``(hour, group)`` [-]."""
    awake: FloatArray
    """Awake at home, shape ``(hour, group)`` [-]."""
    outdoors: FloatArray
    """Outdoors, shape ``(hour, group)`` [-]."""
    places: dict[str, FloatArray]
    """In the places of the community, shape ``(hour, group)`` [-]."""


def group_hours(households: Households) -> GroupHours:
    """Return where people are in every hour of the year.

    Parameters
    ----------
    households
        Groups with their days.

    Returns
    -------
    GroupHours
        Shares of each hour.
    """
    asleep, awake, outdoors = (
        np.column_stack([_year(group, name) for group in households.groups])
        for name in ("asleep", "awake", "outdoors")
    )
    places = {
        place: np.column_stack([_year(group, place) for group in households.groups])
        for place in households.places
    }
    return GroupHours(asleep=asleep, awake=awake, outdoors=outdoors, places=places)


def dwelling_of(building: Building) -> FloatArray:
    """Return which dwelling each zone belongs to.

    Parameters
    ----------
    building
        Building whose zones count.

    Returns
    -------
    FloatArray
        1 where the zone is of the dwelling, ``(dwelling, zone)``, dwellings in order of
        first appearance [-].
    """
    each = building.zone_dwellings
    names = dict.fromkeys(each)
    return np.array([[float(one == name) for one in each] for name in names])


def dwelling_presence(building: Building) -> FloatArray:
    """Return how much of each month the residents are there at all.

    Parameters
    ----------
    building
        Building whose zones' months of presence count.

    Returns
    -------
    FloatArray
        Mean over the zones of a dwelling, at most 1, shape ``(dwelling, month)`` [-].
    """
    months = np.array([zone.usage.presence_month for zone in building.zones])
    member = dwelling_of(building)
    shares = member / member.sum(axis=1, keepdims=True)
    return np.asarray(shares @ np.minimum(months, 1.0))


def zone_whereabouts(building: Building, households: Households) -> FloatArray:
    """Return the share of each hour that a member of a group spends in a zone.

    At home people sleep in bedrooms and are otherwise in the other rooms, shared by
    floor area within a dwelling, in the months in which its residents are there. In
    other buildings they are where people are, in the hours of their place.

    Parameters
    ----------
    building
        Building.
    households
        Groups with their days.

    Returns
    -------
    FloatArray
        Shape ``(hour, zone, group)`` [-].
    """
    hours = group_hours(households)
    zones = building.zones
    if building.use is not BuildingUse.DWELLING:
        shares = _people_shares(zones)
        at_work = np.zeros((HOURS_PER_YEAR, len(households.groups)))
        for place, uses in households.places.items():
            if str(building.use) in uses:
                at_work = at_work + hours.places[place]
        return np.ascontiguousarray(at_work[:, None, :] * shares[None, :, None])
    member = dwelling_of(building)
    presence = member.T @ dwelling_presence(building)
    day, night = _room_shares(zones, member)
    there = presence[:, month_of_hour()].T[:, :, None]
    rooms = hours.awake[:, None, :] * day[None, :, None]
    beds = hours.asleep[:, None, :] * night[None, :, None]
    return np.ascontiguousarray((rooms + beds) * there)


def _year(group: Group, name: str) -> FloatArray:
    """Return the share of each hour of the year that a group spends somewhere."""
    week, free = (_hours(day, name) for day in (group.weekday, group.weekend))
    is_free = (weekday_of_hour() >= _SATURDAY) | np.isin(
        month_of_hour() + 1, group.holidays
    )
    clock = clock_of_hour()
    return np.asarray(np.where(is_free, free[clock], week[clock]))


def _hours(day: Day, name: str) -> FloatArray:
    """Return the 24 shares of a day."""
    own = {"asleep": day.asleep, "awake": day.awake, "outdoors": day.outdoors}
    return np.array(own.get(name) or day.places.get(name, (0.0,) * 24))


def _people_shares(zones: Sequence[Zone]) -> FloatArray:
    """Return the share of each zone in the people of a building."""
    people = np.array([zone.people * zone.multiplier for zone in zones])
    if people.sum() <= 0.0:
        people = np.array([zone.floor_area * zone.multiplier for zone in zones])
    return np.asarray(people / people.sum())


def _room_shares(
    zones: Sequence[Zone], member: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the shares of the zones of each dwelling by day and by night."""
    area = np.array([zone.floor_area * zone.multiplier for zone in zones])
    beds = np.array([float(zone.usage.is_bedroom) for zone in zones])
    day = sum((_within(own * area, 1.0 - beds) for own in member), np.zeros(len(zones)))
    night = sum((_within(own * area, beds) for own in member), np.zeros(len(zones)))
    return np.asarray(day), np.asarray(night)


def _within(area: FloatArray, wanted: FloatArray) -> FloatArray:
    """Return the shares of wanted rooms by area, of all rooms if none is wanted."""
    weight = area * wanted
    weight = weight if weight.sum() > 0.0 else area
    return np.asarray(weight / weight.sum())
