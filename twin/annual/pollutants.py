"""Contaminants of all zones through the hours of a month, after heat is known.

Nothing of it acts back on heat or moisture, so it runs over the finished table of the
kernel: the flows of each hour, its temperatures and its humidity.
"""

from typing import Final, NamedTuple

import numpy as np

from twin.air.contaminant import emission_factor, settle
from twin.air.link import link_flow
from twin.annual import scratch as row
from twin.annual.faces import clear, clear_rows, copy_row
from twin.annual.pollutant_rooms import (
    FORMALDEHYDE,
    POLLUTANTS,
    TVOC,
    PollutantRooms,
)
from twin.annual.series import Drive, Layout
from twin.ground.lanes import lane_loop, phase, settle_shares
from twin.ground.types import FloatArray
from twin.physics.plant import eliminate, substitute

STEP: Final = 3600.0
"""Length of a step [s]."""
_LEAK, _OPEN, _UNIT, _ALL, _BOARD, _SOLVENT = range(6)
_PARTS: Final = 6


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
        parts=np.zeros((zones, _PARTS, lanes)),
        supply=np.zeros((zones, lanes)),
        removal=np.zeros((zones, lanes)),
        linked=np.zeros((zones, lanes)),
        flows=np.zeros((links, lanes)),
        matrix=np.zeros((zones, zones, lanes)),
        means=np.zeros((zones, lanes)),
        residual=np.zeros((len(POLLUTANTS), lanes)),
        throughput=np.zeros((len(POLLUTANTS), lanes)),
    )


@lane_loop
def _part_flows(
    own: FloatArray,
    has_unit: FloatArray,
    fan: float,
    plain: float,
    leak: FloatArray,
    opened: FloatArray,
    unit: FloatArray,
    total: FloatArray,
) -> None:
    """Write outdoor air by its way in; what no opening and no fan brings leaks in.

    A unit takes over what plain fans bring for people. Where it draws so much that
    windows bring less than they would alone, all of the remainder comes through them.
    """
    for lane in range(leak.shape[0]):
        flow = own[row.FLOW_OUTDOOR, lane]
        blown = own[row.FLOW_UNIT, lane]
        fans = fan - plain if has_unit[lane] > 0.0 else fan
        free = max(flow - blown - fans, 0.0)
        window = min(own[row.FLOW_WINDOW, lane], free)
        leak[lane] = free - window
        opened[lane] = window + fans
        unit[lane] = blown
        total[lane] = flow


@lane_loop
def _warm(
    own: FloatArray, slopes: FloatArray, board: FloatArray, solvent: FloatArray
) -> None:
    """Write how much more boards and finishes give off than when they are rated."""
    for lane in range(board.shape[0]):
        temp = own[row.TEMP_AIR, lane]
        relative = min(own[row.HUMIDITY_RELATIVE, lane], 1.0)
        board[lane] = emission_factor(temp, relative, slopes[0, 0], slopes[0, 1])
        solvent[lane] = emission_factor(temp, relative, slopes[1, 0], slopes[1, 1])


@lane_loop
def _flow_between(
    near: FloatArray,
    far: FloatArray,
    opening: tuple[float, float, float],
    flow: FloatArray,
) -> None:
    """Write the air between two zones as the kernel does [m³/s]."""
    area, height, constant = opening
    for lane in range(flow.shape[0]):
        flow[lane] = link_flow(area, height, constant, near[lane], far[lane])


@lane_loop
def _bring(
    parts: FloatArray,
    kept: FloatArray,
    cooking: FloatArray,
    outside: tuple[float, float, float],
    sources: tuple[float, float, float, float],
    surface: float,
    supply: FloatArray,
    removal: FloatArray,
) -> None:
    """Write what is supplied and what removes it.

    `outside` holds outdoor air, penetration of leaks and whether the filter counts;
    `sources` cooking heat, a constant emission, boards and finishes.
    """
    outdoor, penetration, filtered = outside
    heat, base, board, solvent = sources
    for lane in range(supply.shape[0]):
        passes = 1.0 - filtered * kept[lane]
        air = parts[_LEAK, lane] * penetration + parts[_OPEN, lane]
        air += parts[_UNIT, lane] * passes
        emitted = heat * cooking[lane] + base
        emitted += board * parts[_BOARD, lane] + solvent * parts[_SOLVENT, lane]
        supply[lane] = outdoor * air + emitted
        removal[lane] = parts[_ALL, lane] + surface


@lane_loop
def _enlarge(flow: FloatArray, removal: FloatArray) -> None:
    """Add what leaves by a link to what removes."""
    for lane in range(flow.shape[0]):
        removal[lane] += flow[lane]


@lane_loop
def _own_equation(
    content: FloatArray,
    supply: FloatArray,
    removal: FloatArray,
    volume: FloatArray,
    diagonal: FloatArray,
    right: FloatArray,
) -> None:
    """Write a zone's equation for its mean."""
    for lane in range(right.shape[0]):
        _, share, rest = settle_shares(removal[lane] * STEP / volume[lane])
        diagonal[lane] = 1.0 / rest
        gain = supply[lane] * STEP / volume[lane]
        right[lane] = share / rest * content[lane] + gain


@lane_loop
def _couple(flow: FloatArray, volume: FloatArray, element: FloatArray) -> None:
    """Add what one zone receives from another to its equation."""
    for lane in range(flow.shape[0]):
        element[lane] -= STEP / volume[lane] * flow[lane]


@lane_loop
def _hand_over(
    flow: FloatArray,
    near: FloatArray,
    far: FloatArray,
    supply: FloatArray,
    linked: FloatArray,
) -> None:
    """Add what a zone receives from another to its supply, and to the balance."""
    for lane in range(flow.shape[0]):
        supply[lane] += flow[lane] * far[lane]
        linked[lane] += flow[lane] * (far[lane] - near[lane])


@lane_loop
def _settle(
    supply: FloatArray,
    removal: FloatArray,
    linked: FloatArray,
    volume: FloatArray,
    content: FloatArray,
    mean: FloatArray,
    residual: FloatArray,
    throughput: FloatArray,
) -> None:
    """Write mean and end of a zone, and add it to the balance.

    What other zones bring is taken out: it sums to nothing over the zones unless air
    between them makes or loses something, which the building's balance then shows.
    """
    for lane in range(content.shape[0]):
        before = content[lane]
        end, middle = settle(before, supply[lane], removal[lane], volume[lane], STEP)
        content[lane] = end
        mean[lane] = middle
        entered = supply[lane] * STEP
        left = removal[lane] * middle * STEP
        between = linked[lane] * STEP
        stored = volume[lane] * (end - before)
        residual[lane] += entered - left - between - stored
        throughput[lane] += entered + left


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
            _enlarge(flows[link], removal[near])
            _couple(flows[link], rooms[near, row.VOLUME], matrix[near, far])
    for zone in range(count):
        _own_equation(
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
            _hand_over(
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
        _part_flows(
            own[zone],
            rooms[zone, row.HAS_UNIT],
            drive.flow_fan[hour, zone],
            drive.flow_plain[hour, zone],
            parts[zone, _LEAK],
            parts[zone, _OPEN],
            parts[zone, _UNIT],
            parts[zone, _ALL],
        )
        _warm(own[zone], air.slopes, parts[zone, _BOARD], parts[zone, _SOLVENT])
    for link in range(memory.flows.shape[0]):
        near, far = layout.links[link, 0], layout.links[link, 1]
        opening = layout.openings[link]
        _flow_between(
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
        _bring(
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
        _settle(
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
        for place in range(air.penetration.shape[0]):
            _run_one(layout, rooms, air, drive, (hour, place), memory, means[number])
        for zone in range(count):
            copy_row(own[zone, row.TEMP_AIR], memory.temp[zone])
