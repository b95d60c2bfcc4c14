"""Formaldehyde of a zone shut for a week: over the finished hours, beside the real one.

Windows, doors and inner openings are shut and machines stand still: what is left are
leaks, and boards against what the air holds already. Temperature, humidity and leaks
are those of the finished hours.
"""

from typing import Final

import numpy as np

from twin.air.contaminant import settle
from twin.annual.pollutant_hour import BOARD, LEAK, STEP
from twin.ground.lanes import lane_loop
from twin.ground.types import FloatArray

HOURS_PER_WEEK: Final = 168
"""Length of a shut week; the year has 52 of them, its last day is in none [h]."""
HOURS_SHUT: Final = 12
"""Hours that a room is shut before its air counts, GB/T 18883-2022 (status G) [h]."""

CONTENT, WARMTH, HIGHEST, WARMEST, KEPT = range(5)
"""Content; of this week the sum of emission factors and the highest hour; of the week
with the largest sum so far the same."""
_ROWS: Final = 5


def begin_closed(zones: int, lanes: int) -> FloatArray:
    """Return shut rooms before the year.

    Parameters
    ----------
    zones
        Number of zones [-].
    lanes
        Number of lanes [-].

    Returns
    -------
    FloatArray
        Rows `CONTENT` to `KEPT` of each zone, ``(zone, row, lane)``, no week seen.
    """
    closed = np.zeros((zones, _ROWS, lanes))
    closed[:, HIGHEST:] = -np.inf
    return closed


@lane_loop
def step_closed(
    parts: FloatArray,
    volume: FloatArray,
    now: FloatArray,
    air: tuple[float, float, float],
    place: int,
    closed: FloatArray,
) -> None:
    """Move a shut zone through an hour.

    A week begins with what the lived-in zone holds, `now`. `air` holds outdoor air,
    boards' emission and what they take back; `place` is the hour of the week.
    """
    outdoor, board, surface = air
    for lane in range(volume.shape[0]):
        if place == 0:
            closed[CONTENT, lane] = now[lane]
            closed[WARMTH, lane] = 0.0
            closed[HIGHEST, lane] = 0.0
        leak, warmth = parts[LEAK, lane], parts[BOARD, lane]
        end, mean = settle(
            closed[CONTENT, lane],
            outdoor * leak + board * warmth,
            leak + surface,
            volume[lane],
            STEP,
        )
        closed[CONTENT, lane] = end
        if place >= HOURS_SHUT:
            closed[WARMTH, lane] += warmth
            closed[HIGHEST, lane] = max(closed[HIGHEST, lane], mean)
        is_last = place == HOURS_PER_WEEK - 1
        if is_last and closed[WARMTH, lane] > closed[WARMEST, lane]:
            closed[WARMEST, lane] = closed[WARMTH, lane]
            closed[KEPT, lane] = closed[HIGHEST, lane]
