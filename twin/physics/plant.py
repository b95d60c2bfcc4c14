"""The air heat balance of one hour: free float, set-points and capacities."""

from typing import Final

import numpy as np
from numba import njit

from twin.ground.types import FloatArray

FREE: Final = 0.0
"""A zone whose air floats."""
HOLD: Final = 1.0
"""A zone whose air is brought to the set-point at the end of the hour."""
FIXED: Final = 2.0
"""A zone whose plant runs at its capacity, or was found not to be needed."""
_TOUCH: Final = 1e-9  # K, less than this beyond the set-point is on it


@njit(cache=True, error_model="numpy")
def solve_small(matrix: FloatArray, right: FloatArray) -> None:
    """Solve a small diagonally dominant system in place, without pivoting.

    Parameters
    ----------
    matrix
        Square matrix, overwritten, shape ``(n, n)`` [any].
    right
        Right-hand side, overwritten by the solution, shape ``(n,)`` [any].

    References
    ----------
    Golub & Van Loan (2013), Matrix Computations, algorithm 3.2.1.
    """
    count = right.shape[0]
    for pivot in range(count):
        for row in range(pivot + 1, count):
            factor = matrix[row, pivot] / matrix[pivot, pivot]
            for column in range(pivot, count):
                matrix[row, column] -= factor * matrix[pivot, column]
            right[row] -= factor * right[pivot]
    for row in range(count - 1, -1, -1):
        for column in range(row + 1, count):
            right[row] -= matrix[row, column] * right[column]
        right[row] /= matrix[row, row]


@njit(cache=True, inline="always", error_model="numpy")
def _fill(
    answers: tuple[FloatArray, FloatArray],
    free: tuple[FloatArray, FloatArray],
    supply: tuple[FloatArray, FloatArray],
    set_point: FloatArray,
    mode: FloatArray,
    work: tuple[FloatArray, FloatArray, FloatArray],
) -> None:
    """Write the equations of all zones for their present modes."""
    matrix, total, plant = work
    zones = total.shape[0]
    for zone in range(zones):
        if mode[zone] == HOLD:
            for other in range(zones):
                matrix[zone, other] = answers[1][zone, other]
            total[zone] = set_point[zone] - free[1][zone]
        else:
            gain = supply[0][zone]
            for other in range(zones):
                matrix[zone, other] = gain * answers[0][zone, other]
            matrix[zone, zone] += 1.0
            total[zone] = gain * (supply[1][zone] - free[0][zone]) + plant[zone]


@njit(cache=True, inline="always", error_model="numpy")
def _next_mode(
    mode: float, end: float, set_point: float, need: float, least: float, largest: float
) -> float:
    """Return the mode of a zone after looking at the solution."""
    if mode == HOLD:
        return FIXED if need < least or need > largest else HOLD
    if mode == FREE:
        too_warm = least < 0.0 and end > set_point + _TOUCH
        too_cold = largest > 0.0 and end < set_point - _TOUCH
        return HOLD if too_warm or too_cold else FREE
    return mode


@njit(cache=True, error_model="numpy")
def solve_air(
    answers: tuple[FloatArray, FloatArray],
    free: tuple[FloatArray, FloatArray],
    supply: tuple[FloatArray, FloatArray],
    limits: tuple[FloatArray, FloatArray, FloatArray],
    mode: FloatArray,
    work: tuple[FloatArray, FloatArray, FloatArray],
) -> None:
    r"""Find the heat that each zone's air receives from outdoor air and from plant.

    With :math:`q` the unknown heats, constant in the hour, mean and end temperatures
    are :math:`\bar T = \bar T^0 + M q` and :math:`T_1 = T_1^0 + M_1 q`. A floating zone
    has :math:`q = H (T_s - \bar T) + p` with its plant :math:`p` at zero or at its
    capacity; a held zone has :math:`T_1` at its set-point. Zones start floating, are
    held where a set-point is crossed, and released where that would need the wrong
    sign or more than the capacity. Without a solution the plant is not a number, and
    the balance stops the run.

    Parameters
    ----------
    answers
        :math:`M`, with at least one row a zone, and :math:`M_1` [K/W].
    free
        Mean and end air temperatures with :math:`q = 0`, shape ``(zone,)`` [°C].
    supply
        Outdoor air heat flow per kelvin :math:`H` and its temperature, ``(zone,)``
        [W/K, °C].
    limits
        Set-point, least and largest plant heat; least below zero cools [°C, W, W].
    mode
        Overwritten by the state of each zone, shape ``(zone,)`` [-].
    work
        Matrix ``(zone, zone)``; overwritten: total heat and plant heat, ``(zone,)``
        [W].

    Notes
    -----
    Each zone changes its state at most twice, so at most ``2 zone + 2`` passes.

    References
    ----------
    Active-set form of EN ISO 52016-1:2017, clause 6.5.5.2.
    """
    set_point, least, largest = limits
    matrix, total, plant = work
    zones = total.shape[0]
    mode[:] = FREE
    plant[:] = 0.0
    changes = 1
    passes = 0
    while changes > 0 and passes < 2 * zones + 2:
        passes += 1
        changes = 0
        _fill(answers, free, supply, set_point, mode, work)
        solve_small(matrix, total)
        for zone in range(zones):
            mean = free[0][zone]
            end = free[1][zone]
            for other in range(zones):
                mean += answers[0][zone, other] * total[other]
                end += answers[1][zone, other] * total[other]
            need = total[zone] - supply[0][zone] * (supply[1][zone] - mean)
            if mode[zone] == HOLD:
                plant[zone] = min(max(need, least[zone]), largest[zone])
            after = _next_mode(
                mode[zone], end, set_point[zone], need, least[zone], largest[zone]
            )
            if after != mode[zone]:
                mode[zone] = after
                changes += 1
    if changes > 0:
        plant[:] = np.nan
        total[:] = np.nan
