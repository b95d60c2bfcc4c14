"""Clean air of occupied hours for each person at full occupancy, counted in bins."""

from math import sqrt
from typing import Final

import numpy as np

from twin.annual import scratch as row
from twin.annual.series import Drive
from twin.ground.lanes import lane_loop, phase
from twin.ground.types import FloatArray
from twin.model.building import Building

CLEAN_BINS: Final = 201
"""Bins of the hours by clean air for each person, the last one open [-]."""
CLEAN_WIDTH: Final = 0.25
"""Width of a bin; they begin at 0, so that the last one is open above 50 L/s [L/s]."""
_LITRES: Final = 1000.0


def full_occupancy(building: Building, people: FloatArray) -> FloatArray:
    """Return who is in the zones when they are full, and what fans bring each of them.

    Parameters
    ----------
    building
        Building whose zones count.
    people
        People in each hour of the year, shape ``(hour, zone)`` [-].

    Returns
    -------
    FloatArray
        People, those of the fullest hour if they are more, and air of plain fans for
        each, shape ``(zone, 2)`` [-, m³/s].
    """
    zones = building.zones
    nominal = np.array([one.people * one.multiplier for one in zones])
    each = np.array([one.usage.flow_outdoor_person for one in zones])
    return np.stack([np.maximum(nominal, people.max(axis=0)), each], axis=1)


@lane_loop
def _count(
    flow: FloatArray,
    rooms: FloatArray,
    hour: tuple[float, float, float, float],
    room: tuple[float, float, float],
    bins: FloatArray,
) -> None:
    """Put an hour into its bin.

    Fans that follow people bring more for more of them; leaks, windows and cleaners do
    not. `hour` holds people, air of plain fans, what of it is for people, and the share
    of the unit's air by the clock; `room` people when it is full, air that plain fans
    bring each, and air that cleaners free of particles. Equivalent clean air is outdoor
    and filtered air (ASHRAE Standard 241-2023, status G); what settles or dies by
    itself is not in it.
    """
    people, fan, plain, share = hour
    most, each, cleaned = room
    for lane in range(flow.shape[0]):
        has = rooms[row.HAS_UNIT, lane] > 0.0
        clocked = rooms[row.UNIT_FLOW, lane] * share
        person = rooms[row.UNIT_PERSON, lane]
        now = max(clocked + person * people, plain)
        full = max(clocked + person * most, each * most)
        natural = flow[lane] - (fan - plain)
        drawn = sqrt(max(natural * natural - now * now, 0.0) + full * full) - natural
        added = full - now if rooms[row.UNIT_BALANCED, lane] > 0.0 else drawn
        added = added if has else each * most - plain
        clean = _LITRES * (flow[lane] + added + cleaned) / most
        place = int(clean / CLEAN_WIDTH)
        bins[min(max(place, 0), CLEAN_BINS - 1), lane] += 1.0


@phase
def reduce_clean_air(
    table: FloatArray,
    first: int,
    rooms: FloatArray,
    full: FloatArray,
    cleaned: FloatArray,
    drive: Drive,
    occupied: FloatArray,
    bins: FloatArray,
) -> None:
    """Count the occupied hours of a month by their clean air for each person.

    Parameters
    ----------
    table
        Hours of the month in the order of `Hours`, ``(hour, zone, quantity, lane)``
        [any].
    first
        First hour of the month in the year [-].
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    full
        `full_occupancy` of the building, shape ``(zone, 2)`` [-, m³/s].
    cleaned
        Air that cleaners free of particles, shape ``(zone,)`` [m³/s].
    drive
        People and fans of each hour.
    occupied
        Occupied mark of the year, shape ``(hour, zone)`` [-].
    bins
        Added: hours by bin, shape ``(zone, bin, lane)`` [h].
    """
    for number in range(table.shape[0]):
        hour = first + number
        for zone in range(table.shape[1]):
            if occupied[hour, zone] > 0.0 and full[zone, 0] > 0.0:
                _count(
                    table[number, zone, row.FLOW_OUTDOOR],
                    rooms[zone],
                    (
                        drive.people[hour, zone],
                        drive.flow_fan[hour, zone],
                        drive.flow_plain[hour, zone],
                        drive.unit_share[hour, zone],
                    ),
                    (full[zone, 0], full[zone, 1], cleaned[zone]),
                    bins[zone],
                )
