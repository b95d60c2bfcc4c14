"""Contaminants of all zones through the hours of a month, after heat is known.

Nothing of it acts back on heat or moisture, so it runs over the finished table of the
kernel: the flows of each hour, its temperatures and its humidity.
"""

from typing import NamedTuple

import numpy as np

from twin.annual import scratch as row
from twin.annual.closed_room import HOURS_PER_WEEK, begin_closed, step_closed
from twin.annual.faces import clear, clear_rows, copy_row
from twin.annual.mixing import couple_mean, flow_between
from twin.annual.pollutant_hour import (
    BOARD,
    LEAK,
    OPEN,
    PARTS,
    SOLVENT,
    TOTAL,
    UNIT,
    bring,
    enlarge,
    hand_over,
    own_equation,
    part_flows,
    settle_zone,
    warm,
)
from twin.annual.pollutant_rooms import (
    FORMALDEHYDE,
    POLLUTANTS,
    TVOC,
    PollutantRooms,
)
from twin.annual.series import Drive, Layout
from twin.ground.lanes import phase
from twin.ground.types import FloatArray
from twin.physics.plant import eliminate, substitute


class PollutantMemory(NamedTuple):
    """What one hour hands to the next, lanes last."""

    content: FloatArray
    """Content at the end of the hour, ``(pollutant, zone, lane)`` [µg/m³, 1/m³]."""
    temp: FloatArray
    """Air temperature of the hour before, ``(zone, lane)`` [°C]."""
    parts: FloatArray
    """Outdoor air by way, then emission factors, ``(zone, part, lane)``."""
    supply: FloatArray
    """Supply of one contaminant, ``(zone, lane)`` [µg/s]."""
    removal: FloatArray
    """Flow that removes it, ``(zone, lane)`` [m³/s]."""
    linked: FloatArray
    """What other zones bring less what they take, ``(zone, lane)`` [µg/s]."""
    flows: FloatArray
    """Air between zones, ``(link, lane)`` [m³/s]."""
    matrix: FloatArray
    """Working matrix, ``(zone, zone, lane)``."""
    means: FloatArray
    """Working rows, ``(zone, lane)``."""
    residual: FloatArray
    """Residual of the balances, ``(pollutant, lane)`` [µg]."""
    throughput: FloatArray
    """Throughput of the balances, ``(pollutant, lane)`` [µg]."""
    closed: FloatArray
    """Formaldehyde of shut rooms, ``(zone, row, lane)`` [µg/m³]."""


def begin_pollutants(
    rooms: PollutantRooms, zones: int, lanes: int, links: int
) -> PollutantMemory:
    """Return the state before the year: outdoor air everywhere.

    Parameters
    ----------
    rooms
        Constants of the contaminants.
    zones
        Number of zones [-].
    lanes
        Number of lanes [-].
    links
        Number of openings between zones [-].

    Returns
    -------
    PollutantMemory
        State that `run_pollutants` moves. It is forgotten within a day.
    """
    content = np.zeros((len(POLLUTANTS), zones, lanes))
    content[:] = rooms.outdoor[0][:, None, None]
    return PollutantMemory(
        content=content,
        temp=np.full((zones, lanes), np.nan),
        parts=np.zeros((zones, PARTS, lanes)),
        supply=np.zeros((zones, lanes)),
        removal=np.zeros((zones, lanes)),
        linked=np.zeros((zones, lanes)),
        flows=np.zeros((links, lanes)),
        matrix=np.zeros((zones, zones, lanes)),
        means=np.zeros((zones, lanes)),
        residual=np.zeros((len(POLLUTANTS), lanes)),
        throughput=np.zeros((len(POLLUTANTS), lanes)),
        closed=begin_closed(zones, lanes),
    )


@phase
def _couple_zones(
    layout: Layout,
    rooms: FloatArray,
    content: FloatArray,
    memory: PollutantMemory,
) -> None:
    """Solve for the means of zones that exchange air, and hand it over."""
    count = rooms.shape[0]
    flows, supply, removal = memory.flows, memory.supply, memory.removal
    matrix, means = memory.matrix, memory.means
    for zone in range(count):
        clear_rows(matrix[zone])
    for link in range(flows.shape[0]):
        for side in range(2):
            near, far = layout.links[link, side], layout.links[link, 1 - side]
            enlarge(flows[link], removal[near])
            couple_mean(flows[link], rooms[near, row.VOLUME], matrix[near, far])
    for zone in range(count):
        own_equation(
            content[zone],
            supply[zone],
            removal[zone],
            rooms[zone, row.VOLUME],
            matrix[zone, zone],
            means[zone],
        )
    eliminate(matrix, means, count)
    substitute(matrix, means, count)
    for link in range(flows.shape[0]):
        for side in range(2):
            near, far = layout.links[link, side], layout.links[link, 1 - side]
            hand_over(
                flows[link],
                means[near],
                means[far],
                supply[near],
                memory.linked[near],
            )


@phase
def _prepare(
    layout: Layout,
    rooms: FloatArray,
    air: PollutantRooms,
    drive: Drive,
    hour: int,
    own: FloatArray,
    memory: PollutantMemory,
) -> None:
    """Write flows and emission factors of all zones in one hour."""
    parts = memory.parts
    for zone in range(rooms.shape[0]):
        part_flows(
            own[zone],
            rooms[zone, row.HAS_UNIT],
            drive.flow_fan[hour, zone],
            drive.flow_plain[hour, zone],
            parts[zone, LEAK],
            parts[zone, OPEN],
            parts[zone, UNIT],
            parts[zone, TOTAL],
        )
        warm(own[zone], air.slopes, parts[zone, BOARD], parts[zone, SOLVENT])
    for link in range(memory.flows.shape[0]):
        near, far = layout.links[link, 0], layout.links[link, 1]
        opening = layout.openings[link]
        flow_between(
            memory.temp[near],
            memory.temp[far],
            (opening[0], opening[1], opening[2]),
            memory.flows[link],
        )


@phase
def _run_one(
    layout: Layout,
    rooms: FloatArray,
    air: PollutantRooms,
    drive: Drive,
    where: tuple[int, int],
    memory: PollutantMemory,
    means: FloatArray,
) -> None:
    """Move one contaminant of all zones through an hour; `where` is hour and place."""
    hour, place = where
    content = memory.content[place]
    count = rooms.shape[0]
    for zone in range(count):
        bring(
            memory.parts[zone],
            rooms[zone, row.UNIT_FILTER],
            air.cooking[place],
            (air.outdoor[hour, place], air.penetration[place], air.filtered[place]),
            (
                drive.cooking[hour, zone],
                drive.people[hour, zone] * air.person[place],
                air.board[zone] if place == FORMALDEHYDE else 0.0,
                air.solvent[zone] if place == TVOC else 0.0,
            ),
            air.surface[place, zone] + air.cleaned[place, zone],
            memory.supply[zone],
            memory.removal[zone],
        )
        clear(memory.linked[zone])
    if memory.flows.shape[0] > 0:
        _couple_zones(layout, rooms, content, memory)
    for zone in range(count):
        settle_zone(
            memory.supply[zone],
            memory.removal[zone],
            memory.linked[zone],
            rooms[zone, row.VOLUME],
            content[zone],
            means[zone, place],
            memory.residual[place],
            memory.throughput[place],
        )


@phase
def _shut_rooms(
    rooms: FloatArray, air: PollutantRooms, hour: int, memory: PollutantMemory
) -> None:
    """Move formaldehyde of all zones as if they were shut; before the hour is run."""
    for zone in range(rooms.shape[0]):
        step_closed(
            memory.parts[zone],
            rooms[zone, row.VOLUME],
            memory.content[FORMALDEHYDE, zone],
            (
                air.outdoor[hour, FORMALDEHYDE],
                air.board[zone],
                air.surface[FORMALDEHYDE, zone],
            ),
            hour % HOURS_PER_WEEK,
            memory.closed[zone],
        )


@phase
def run_pollutants(
    layout: Layout,
    rooms: FloatArray,
    air: PollutantRooms,
    drive: Drive,
    first: int,
    table: FloatArray,
    memory: PollutantMemory,
    means: FloatArray,
) -> None:
    """Run the contaminants through the hours of a month.

    Parameters
    ----------
    layout
        Which zones exchange air.
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    air
        Constants of the contaminants.
    drive
        People, cooking and fans of each hour.
    first
        First hour of the month in the year [-].
    table
        Hours of the month in the order of `Hours`, ``(hour, zone, quantity, lane)``
        [any].
    memory
        State, moved.
    means
        Overwritten: means of the hours, ``(hour, zone, pollutant, lane)`` [µg/m³,
        quanta 1/m³].

    Notes
    -----
    Exact within an hour for flows, temperatures and sources of that hour; zones that
    exchange air do so by their means of the hour, so that nothing is lost.
    """
    count = rooms.shape[0]
    if np.isnan(memory.temp[0, 0]):
        for zone in range(count):
            copy_row(table[0, zone, row.TEMP_AIR], memory.temp[zone])
    for number in range(table.shape[0]):
        hour = first + number
        own = table[number]
        _prepare(layout, rooms, air, drive, hour, own, memory)
        _shut_rooms(rooms, air, hour, memory)
        for place in range(air.penetration.shape[0]):
            _run_one(layout, rooms, air, drive, (hour, place), memory, means[number])
        for zone in range(count):
            copy_row(own[zone, row.TEMP_AIR], memory.temp[zone])
