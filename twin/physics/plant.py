r"""The air heat balance of one hour: free float, set-points and capacities, in lanes.

Mean air temperatures :math:`\bar T` of a building's zones obey
:math:`S\,\bar T = r + p` with plant heats :math:`p`. A set-point is held at the *end*
of the hour: the air of a zone relaxes with :math:`z = G h / C`, so end and mean are
tied by :math:`T_1 = T_\infty + (T_0 - T_\infty) e^{-z}` and
:math:`\bar T = T_\infty + (T_0 - T_\infty)(1 - e^{-z})/z`.
"""

from typing import Final

from twin.ground.lanes import lane_loop, phase
from twin.ground.types import FloatArray

FREE: Final = 0.0
"""A zone whose air floats."""
HEAT: Final = 1.0
"""A zone whose air is brought up to its heating set-point."""
COOL: Final = 2.0
"""A zone whose air is brought down to its cooling set-point."""
FIXED: Final = 3.0
"""A zone whose plant runs at its capacity, or was found not to be needed."""
_TOUCH: Final = 1e-9  # K, less than this beyond the set-point is on it


@phase
def eliminate(matrix: FloatArray, right: FloatArray, pivots: int) -> None:
    """Take the first unknowns out of small dominant systems, without pivoting.

    Parameters
    ----------
    matrix
        Square matrices, overwritten, shape ``(n, n, lane)`` [any].
    right
        Right-hand sides, overwritten, shape ``(n, lane)`` [any].
    pivots
        Number of unknowns that are taken out [-].

    References
    ----------
    Golub & Van Loan (2013), Matrix Computations, algorithm 3.2.1.
    """
    count = right.shape[0]
    for pivot in range(pivots):
        for row in range(pivot + 1, count):
            _subtract(matrix, right, pivot, row)


@lane_loop
def _subtract(matrix: FloatArray, right: FloatArray, pivot: int, row: int) -> None:
    """Subtract a pivot's row from another, so that its unknown vanishes there."""
    count, lanes = right.shape
    for lane in range(lanes):
        factor = matrix[row, pivot, lane] / matrix[pivot, pivot, lane]
        matrix[row, pivot, lane] = factor
        right[row, lane] -= factor * right[pivot, lane]
    for column in range(pivot + 1, count):
        for lane in range(lanes):
            matrix[row, column, lane] -= (
                matrix[row, pivot, lane] * matrix[pivot, column, lane]
            )


@lane_loop
def substitute(matrix: FloatArray, right: FloatArray, pivots: int) -> None:
    """Solve for the first unknowns once the later ones stand in `right`.

    Parameters
    ----------
    matrix
        As left by `eliminate`, shape ``(n, n, lane)`` [any].
    right
        Right-hand sides as left by `eliminate`; the later rows hold solutions, the
        first rows are overwritten by theirs, shape ``(n, lane)`` [any].
    pivots
        Number of unknowns to solve for [-].

    References
    ----------
    Golub & Van Loan (2013), Matrix Computations, algorithm 3.1.2.
    """
    count, lanes = right.shape
    for row in range(pivots - 1, -1, -1):
        for column in range(row + 1, count):
            for lane in range(lanes):
                right[row, lane] -= matrix[row, column, lane] * right[column, lane]
        for lane in range(lanes):
            right[row, lane] /= matrix[row, row, lane]


@lane_loop
def _copy_free(
    matrix: FloatArray,
    right: FloatArray,
    mode: FloatArray,
    plant: FloatArray,
    held: FloatArray,
    work: FloatArray,
    temps: FloatArray,
) -> None:
    """Write the equations of all zones for their present modes."""
    zones, lanes = temps.shape
    for zone in range(zones):
        for other in range(zones):
            diagonal = 1.0 if other == zone else 0.0
            for lane in range(lanes):
                is_held = (mode[zone, lane] == HEAT) | (mode[zone, lane] == COOL)
                value = matrix[zones + zone, zones + other, lane]
                work[zone, other, lane] = diagonal if is_held else value
        for lane in range(lanes):
            is_held = (mode[zone, lane] == HEAT) | (mode[zone, lane] == COOL)
            free = right[zones + zone, lane] + plant[zone, lane]
            temps[zone, lane] = held[zone, lane] if is_held else free


@lane_loop
def _need(
    matrix: FloatArray, right: FloatArray, temps: FloatArray, need: FloatArray
) -> None:
    """Write the plant heat that each zone's mean temperature implies [W]."""
    zones, lanes = temps.shape
    for zone in range(zones):
        for lane in range(lanes):
            need[zone, lane] = -right[zones + zone, lane]
        for other in range(zones):
            for lane in range(lanes):
                need[zone, lane] += (
                    matrix[zones + zone, zones + other, lane] * temps[other, lane]
                )


@lane_loop
def _react(
    air: FloatArray,
    temps: FloatArray,
    limits: FloatArray,
    mode: FloatArray,
    plant: FloatArray,
    held: FloatArray,
    need: FloatArray,
) -> int:
    """Let each zone look at the solution; return how many changed their mode.

    They are counted in whole numbers, since a sum of floats has an order to keep.
    """
    changes = 0
    zones, lanes = temps.shape
    for zone in range(zones):
        for lane in range(lanes):
            start = air[0, zone, lane]
            left = air[1, zone, lane]
            mean = air[2, zone, lane]
            settled = (temps[zone, lane] - mean * start) / (1.0 - mean)
            end = settled + (start - settled) * left
            least = limits[2, zone, lane]
            largest = limits[3, zone, lane]
            now = mode[zone, lane]
            cold = (largest > 0.0) & (end < limits[0, zone, lane] - _TOUCH)
            warm = (least < 0.0) & (end > limits[1, zone, lane] + _TOUCH)
            after = HEAT if cold else (COOL if warm else FREE)
            goal = limits[0, zone, lane] if cold else limits[1, zone, lane]
            there = (goal - left * start) / (1.0 - left)
            wanted = need[zone, lane]
            heats = min(max(wanted, 0.0), largest)
            cools = min(max(wanted, least), 0.0)
            power = heats if now == HEAT else cools
            is_held = (now == HEAT) | (now == COOL)
            stays = power == wanted
            after = after if now == FREE else now
            after = (now if stays else FIXED) if is_held else after
            mode[zone, lane] = after
            plant[zone, lane] = power if is_held else plant[zone, lane]
            held[zone, lane] = (
                mean * start + (1.0 - mean) * there if now == FREE else held[zone, lane]
            )
            changes += 1 if after != now else 0
    return changes


@phase
def solve_air(
    matrix: FloatArray,
    right: FloatArray,
    air: FloatArray,
    limits: FloatArray,
    state: FloatArray,
    work: FloatArray,
    temps: FloatArray,
) -> None:
    r"""Find mean air temperatures and plant heats of all zones.

    Zones start floating, are held where a set-point is crossed, and are released where
    that would need the wrong sign or more than the capacity. Without a solution the
    plant is not a number, and the balance stops the run. What was released or runs at
    capacity is not looked at again: where a neighbour changes afterwards, a zone may
    end the hour beyond its set-point, and the next hour sees it.

    Parameters
    ----------
    matrix
        Systems in W/K whose last rows are the air of each zone, the first unknowns
        taken out, shape ``(2 zone, 2 zone, lane)`` [any].
    right
        Right-hand sides in W; the rows of the air are overwritten by mean
        temperatures, shape ``(2 zone, lane)`` [any].
    air
        Start temperature, share left at the end and in the mean, ``(3, zone, lane)``
        [°C, -, -].
    limits
        Heating and cooling set-point, least and largest plant heat; least below zero
        cools, ``(4, zone, lane)`` [°C, °C, W, W].
    state
        Overwritten: mode, plant heat, and working rows, ``(4, zone, lane)`` [-, W].
    work
        Working matrix, ``(zone, zone, lane)`` [any].
    temps
        Overwritten: mean temperatures, ``(zone, lane)`` [°C].

    Notes
    -----
    Each zone changes its mode at most twice, so at most ``2 zone + 2`` passes.

    References
    ----------
    Active-set form of EN ISO 52016-1:2017, clause 6.5.5.2.
    """
    zones, lanes = temps.shape
    mode = state[0]
    plant = state[1]
    held = state[2]
    need = state[3]
    for zone in range(zones):
        for lane in range(lanes):
            mode[zone, lane] = FREE
            plant[zone, lane] = 0.0
    changes = 1
    passes = 0
    while changes > 0 and passes < 2 * zones + 2:
        passes += 1
        _copy_free(matrix, right, mode, plant, held, work, temps)
        eliminate(work, temps, zones)
        substitute(work, temps, zones)
        _need(matrix, right, temps, need)
        changes = _react(air, temps, limits, mode, plant, held, need)
    broken = float("nan") if changes > 0 else 0.0
    for zone in range(zones):
        for lane in range(lanes):
            plant[zone, lane] += broken
            right[zones + zone, lane] = temps[zone, lane]
