"""What one contaminant does in one zone in one hour: steps of the compiled pass."""

from typing import Final

from twin.air.contaminant import emission_factor, settle
from twin.annual import scratch as row
from twin.ground.lanes import lane_loop, settle_shares
from twin.ground.types import FloatArray

STEP: Final = 3600.0
"""Length of a step [s]."""
LEAK, OPEN, UNIT, TOTAL, BOARD, SOLVENT = range(6)
"""Outdoor air by its way and in all, and what boards and finishes give off."""
PARTS: Final = 6
"""Number of these rows [-]."""


@lane_loop
def part_flows(
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
def warm(
    own: FloatArray, slopes: FloatArray, board: FloatArray, solvent: FloatArray
) -> None:
    """Write how much more boards and finishes give off than when they are rated."""
    for lane in range(board.shape[0]):
        temp = own[row.TEMP_AIR, lane]
        relative = min(own[row.HUMIDITY_RELATIVE, lane], 1.0)
        board[lane] = emission_factor(temp, relative, slopes[0, 0], slopes[0, 1])
        solvent[lane] = emission_factor(temp, relative, slopes[1, 0], slopes[1, 1])


@lane_loop
def bring(
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
        air = parts[LEAK, lane] * penetration + parts[OPEN, lane]
        air += parts[UNIT, lane] * passes
        emitted = heat * cooking[lane] + base
        emitted += board * parts[BOARD, lane] + solvent * parts[SOLVENT, lane]
        supply[lane] = outdoor * air + emitted
        removal[lane] = parts[TOTAL, lane] + surface


@lane_loop
def enlarge(flow: FloatArray, removal: FloatArray) -> None:
    """Add what leaves by a link to what removes."""
    for lane in range(flow.shape[0]):
        removal[lane] += flow[lane]


@lane_loop
def own_equation(
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
def hand_over(
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
def settle_zone(
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
