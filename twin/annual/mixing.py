"""Air that zones exchange: heat, water and CO₂ move with it, nothing is lost."""

from typing import Final

from twin.air.link import link_flow
from twin.annual import scratch as row
from twin.annual.faces import clear_rows
from twin.annual.series import Layout
from twin.annual.zone_hour import STEP
from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.ground.lanes import lane_loop, phase, settle_shares
from twin.ground.types import FloatArray
from twin.physics.plant import eliminate, substitute

WATER: Final = (row.MOISTURE_CAPACITY, row.HUMIDITY)
"""Store and content of the zones' water, for `mix`."""
GAS: Final = (row.VOLUME, row.CO2)
"""Store and content of the zones' CO₂, for `mix`."""


@lane_loop
def flow_between(
    near: FloatArray,
    far: FloatArray,
    opening: tuple[float, float, float],
    flow: FloatArray,
) -> None:
    """Write the air between two zones, each way [m³/s]."""
    area, height, constant = opening
    for lane in range(flow.shape[0]):
        flow[lane] = link_flow(area, height, constant, near[lane], far[lane])


@lane_loop
def _couple(
    flow: FloatArray,
    density: FloatArray,
    matrix: FloatArray,
    near: int,
    far: int,
    films_near: FloatArray,
    films_far: FloatArray,
) -> None:
    """Add the heat that air carries between two zones to their equations."""
    for lane in range(flow.shape[0]):
        heat = flow[lane] * density[lane] * HEAT_CAPACITY_AIR
        matrix[near, near, lane] += heat
        matrix[far, far, lane] += heat
        matrix[near, far, lane] -= heat
        matrix[far, near, lane] -= heat
        films_near[lane] += heat
        films_far[lane] += heat


@phase
def couple_heat(
    layout: Layout,
    density: FloatArray,
    zones: FloatArray,
    flows: FloatArray,
    matrix: FloatArray,
) -> None:
    """Write all flows between zones, and add their heat to the equations of the air.

    Parameters
    ----------
    layout
        Which zones exchange air.
    density
        Density of the air, shape ``(lane,)`` [kg/m³].
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    flows
        Overwritten: flow each way, shape ``(link, lane)`` [m³/s].
    matrix
        Equations, stars before airs [W/K].
    """
    count = zones.shape[0]
    for link in range(flows.shape[0]):
        near, far = layout.links[link, 0], layout.links[link, 1]
        opening = layout.openings[link]
        flow_between(
            zones[near, row.TEMP_AIR],
            zones[far, row.TEMP_AIR],
            (opening[0], opening[1], opening[2]),
            flows[link],
        )
        _couple(
            flows[link],
            density,
            matrix,
            count + near,
            count + far,
            zones[near, row.FILMS],
            zones[far, row.FILMS],
        )


@lane_loop
def weigh(flow: FloatArray, density: FloatArray, mass: FloatArray) -> None:
    """Write the mass flow of a volume flow."""
    for lane in range(flow.shape[0]):
        mass[lane] = flow[lane] * density[lane]


@lane_loop
def _enlarge(flow: FloatArray, store: FloatArray, loss: FloatArray) -> None:
    """Add what leaves by a link to the exponent of a zone's decay."""
    for lane in range(flow.shape[0]):
        loss[lane] += STEP / store[lane] * flow[lane]


@lane_loop
def _own(
    supply: FloatArray,
    loss: FloatArray,
    before: FloatArray,
    diagonal: FloatArray,
    right: FloatArray,
) -> None:
    """Write a zone's equation for its mean."""
    for lane in range(loss.shape[0]):
        _, share, rest = settle_shares(loss[lane])
        diagonal[lane] = 1.0 / rest
        right[lane] = share / rest * before[lane] + supply[lane]


@lane_loop
def couple_mean(flow: FloatArray, store: FloatArray, element: FloatArray) -> None:
    """Add what one zone receives from another to its equation."""
    for lane in range(flow.shape[0]):
        element[lane] -= STEP / store[lane] * flow[lane]


@lane_loop
def _hand_over(
    flow: FloatArray,
    store: FloatArray,
    far: FloatArray,
    supply: FloatArray,
) -> None:
    """Add what a zone receives from another to its supply."""
    for lane in range(flow.shape[0]):
        supply[lane] += STEP / store[lane] * flow[lane] * far[lane]


@phase
def mix(
    layout: Layout,
    flows: FloatArray,
    rooms: FloatArray,
    zones: FloatArray,
    what: tuple[int, int],
    work: tuple[FloatArray, FloatArray],
) -> None:
    """Find the mean of something that zones exchange with their air.

    Parameters
    ----------
    layout
        Which zones exchange air.
    flows
        Flow each way in the unit of the store per second, shape ``(link, lane)`` [any].
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    zones
        Table of zones, shape ``(zone, row, lane)``; supply and loss are
        written [any].
    what
        Row of the store among the constants, and of what the zones hold [-].
    work
        Working matrix and rows, ``(zone, zone, lane)`` and ``(zone, lane)`` [any].
    """
    store, content = what
    matrix, means = work
    count = zones.shape[0]
    for zone in range(count):
        clear_rows(matrix[zone])
    for link in range(flows.shape[0]):
        near, far = layout.links[link, 0], layout.links[link, 1]
        _enlarge(flows[link], rooms[near, store], zones[near, row.LOSS])
        _enlarge(flows[link], rooms[far, store], zones[far, row.LOSS])
        couple_mean(flows[link], rooms[near, store], matrix[near, far])
        couple_mean(flows[link], rooms[far, store], matrix[far, near])
    for zone in range(count):
        own = zones[zone]
        _own(
            own[row.SUPPLY],
            own[row.LOSS],
            own[content],
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
                rooms[near, store],
                means[far],
                zones[near, row.SUPPLY],
            )
