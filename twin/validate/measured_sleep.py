"""Sleep beside the air of the bedroom in the same hours: described, not explained.

What is told is about groups of at least `LEAST_PERSONS` people, each counting once
whatever the number of hours; a smaller group is not told. Nothing here is a medical
statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from twin.ground.types import BoolArray, FloatArray, IntArray

LEAST_PERSONS: Final = 5
"""Least number of people behind any figure that is about people; an assumption of
this project, status A [-]."""

EDGES: Final = {
    "temperature": (24.0, 26.0, 28.0, 30.0),
    "CO2": (750.0, 1150.0, 2600.0),
}
"""Where classes of the air of a bedroom begin [°C, ppm]; those of CO₂ are the bands
proposed at DTU as a trade summary tells them, status S."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PersonHours:
    """Hours with sleep, a row a person and hour; NaN where not known."""

    person: IntArray
    asleep: FloatArray
    """Share of the recorded time that was slept [-]."""
    heart_rate: FloatArray
    """Mean heart rate [1/min]."""
    air: FloatArray
    """Air of the bedroom in that hour [any]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SleepGroup:
    """Sleep hours in one class of bedroom air; None where it must not be told."""

    low: float
    """Class from [any]."""
    high: float
    """Class to, not included [any]."""
    persons: int | None
    """People [-]."""
    hours: float | None
    """Hours with sleep of a person, mean over persons [h]."""
    asleep: float | None
    """Share of those hours that was slept, mean over persons [-]."""
    heart_rate: float | None
    """Heart rate in those hours, mean over persons [1/min]."""


def group_sleep(
    hours: PersonHours, edges: Sequence[float], least: int = LEAST_PERSONS
) -> tuple[SleepGroup, ...]:
    """Return sleep by class of bedroom air, small groups left untold.

    Parameters
    ----------
    hours
        Hours of single people.
    edges
        Where classes begin, rising [any].
    least
        Least number of people of a group [-].

    Returns
    -------
    tuple[SleepGroup, ...]
        One more than edges; hours in which the air is not known are in none.
    """
    bounds = (-np.inf, *edges, np.inf)
    is_sleep = hours.asleep > 0.0
    found = []
    for low, high in pairwise(bounds):
        chosen = is_sleep & (hours.air >= low) & (hours.air < high)
        people = len(np.unique(hours.person[chosen]))
        is_told = people >= least
        found.append(
            SleepGroup(
                low=float(low),
                high=float(high),
                persons=people if is_told else None,
                hours=int(chosen.sum()) / people if is_told else None,
                asleep=_mean_of_people(hours.person, hours.asleep, chosen, least),
                heart_rate=_mean_of_people(
                    hours.person, hours.heart_rate, chosen, least
                ),
            )
        )
    return tuple(found)


def _mean_of_people(
    person: IntArray, value: FloatArray, chosen: BoolArray, least: int
) -> float | None:
    """Return the mean over people of their own means, None for too few people."""
    used = chosen & np.isfinite(value)
    people, place = np.unique(person[used], return_inverse=True)
    if len(people) < least:
        return None
    count = np.bincount(place)
    return float((np.bincount(place, weights=value[used]) / count).mean())
