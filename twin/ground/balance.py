"""Check that what is conserved is conserved."""

from typing import Final

import numpy as np

from twin.ground.errors import BalanceError
from twin.ground.types import Real

TOLERANCE: Final = 1e-9
"""Largest residual of a balance, as a share of its throughput [-]."""
_TINY: Final = float(np.finfo(float).tiny)


def check_balance(
    quantity: str, place: str, residual: Real, throughput: Real, least: float = _TINY
) -> float:
    """Return the relative residual of a balance, or stop the run.

    Parameters
    ----------
    quantity
        What is conserved, for the message.
    place
        Where, for the message.
    residual
        In minus out minus stored, any shape [any].
    throughput
        Sum of the absolute flows, same shape and unit [any].
    least
        Throughput below which nothing is said to move, above 0 [any].

    Returns
    -------
    float
        Largest absolute residual over its throughput [-].

    Raises
    ------
    BalanceError
        The residual exceeds `TOLERANCE`, or is not a number.
    """
    scale = np.maximum(np.asarray(throughput, dtype=np.float64), least)
    relative = float(np.max(np.abs(np.asarray(residual, dtype=np.float64)) / scale))
    if not relative <= TOLERANCE:
        raise BalanceError(quantity, place, relative, TOLERANCE)
    return relative
