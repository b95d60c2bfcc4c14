"""Air that zones exchange: heat, water and CO₂ move with it, nothing is lost."""

from numba import njit

from twin.air.link import link_flow
from twin.annual import scratch as row
from twin.annual.series import Layout
from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.ground.lanes import lane_loop, settle_shares
from twin.ground.types import FloatArray
from twin.physics.plant import eliminate, substitute


@lane_loop
def _flow(
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


@njit(cache=True, error_model="numpy")
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
        _flow(
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
def _enlarge(flow: FloatArray, per: FloatArray, loss: FloatArray) -> None:
    """Add what leaves by a link to the exponent of a zone's decay."""
    for lane in range(flow.shape[0]):
        loss[lane] += per[lane] * flow[lane]


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
def _couple_mean(
    flow: FloatArray, per: FloatArray, matrix: FloatArray, to: int, source: int
) -> None:
    """Add what one zone receives from another to its equation."""
    for lane in range(flow.shape[0]):
        matrix[to, source, lane] -= per[lane] * flow[lane]


@lane_loop
def _hand_over(
    flow: FloatArray,
    per: FloatArray,
    near: FloatArray,
    far: FloatArray,
    supply: FloatArray,
    linked: FloatArray,
) -> None:
    """Add what a zone receives from another to its supply and its balance."""
    for lane in range(flow.shape[0]):
        supply[lane] += per[lane] * flow[lane] * far[lane]
        linked[lane] += flow[lane] * (far[lane] - near[lane])


@njit(cache=True, error_model="numpy")
def mix(
    layout: Layout,
    flows: FloatArray,
    per: FloatArray,
    content: int,
    zones: FloatArray,
    matrix: FloatArray,
    means: FloatArray,
) -> None:
    """Find the mean of something that zones exchange with their air.

    Parameters
    ----------
    layout
        Which zones exchange air.
    flows
        Flow each way in the unit of the balance, shape ``(link, lane)`` [any].
    per
        Step over store of each zone, shape ``(zone, lane)`` [any].
    content
        Row of what the zones hold at the start [-].
    zones
        Table of zones, shape ``(zone, row, lane)``; supply, loss, mean and linked are
        written [any].
    matrix
        Working matrix, shape ``(zone, zone, lane)`` [any].
    means
        Working rows, shape ``(zone, lane)`` [any].
    """
    count = zones.shape[0]
    matrix[:] = 0.0
    for link in range(flows.shape[0]):
        near, far = layout.links[link, 0], layout.links[link, 1]
        _enlarge(flows[link], per[near], zones[near, row.LOSS])
        _enlarge(flows[link], per[far], zones[far, row.LOSS])
        _couple_mean(flows[link], per[near], matrix, near, far)
        _couple_mean(flows[link], per[far], matrix, far, near)
    for zone in range(count):
        _own(
            zones[zone, row.SUPPLY],
            zones[zone, row.LOSS],
            zones[zone, content],
            matrix[zone, zone],
            means[zone],
        )
    eliminate(matrix, means, count)
    substitute(matrix, means, count)
    for zone in range(count):
        zones[zone, row.MEAN] = means[zone]
        zones[zone, row.LINKED] = 0.0
    for link in range(flows.shape[0]):
        near, far = layout.links[link, 0], layout.links[link, 1]
        _hand_over(
            flows[link],
            per[near],
            means[near],
            means[far],
            zones[near, row.SUPPLY],
            zones[near, row.LINKED],
        )
        _hand_over(
            flows[link],
            per[far],
            means[far],
            means[near],
            zones[far, row.SUPPLY],
            zones[far, row.LINKED],
        )
