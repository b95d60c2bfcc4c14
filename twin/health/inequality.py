"""How unevenly burden or exposure lies on groups of people."""

from collections.abc import Sequence
from typing import NamedTuple


class Share(NamedTuple):
    """A group of people and what lies on each of them."""

    people: float
    """People of the group [-]."""
    value: float
    """Burden or exposure of each [any]."""


def worst_over_best(groups: Sequence[Share]) -> float:
    """Return the largest value over the smallest, infinite where the smallest is zero.

    Parameters
    ----------
    groups
        Groups in any order; groups without people are left out.

    Returns
    -------
    float
        Ratio, 1 where all are alike [-].
    """
    values = [group.value for group in groups if group.people > 0.0]
    if not values or max(values) == min(values):
        return 1.0
    return max(values) / min(values) if min(values) > 0.0 else float("inf")


def concentration_index(groups: Sequence[Share]) -> float:
    """Return the concentration index over groups ranked from worst to best off.

    Parameters
    ----------
    groups
        Groups from the most to the least deprived; the order is the rank.

    Returns
    -------
    float
        Index from -1, all on the most deprived, over 0, even, to 1 [-].

    References
    ----------
    Kakwani, Wagstaff and van Doorslaer 1997, grouped data.
    """
    people = sum(group.people for group in groups)
    total = sum(group.people * group.value for group in groups)
    if people <= 0.0 or total <= 0.0:
        return 0.0
    before, ranked = 0.0, 0.0
    for group in groups:
        rank = (before + 0.5 * group.people) / people
        ranked += group.people * group.value * rank
        before += group.people
    return 2.0 * ranked / total - 1.0
