"""From hours to months of comfort: votes, effective temperature, sleep, cold."""

from typing import Final, NamedTuple

import numpy as np

from twin.annual import scratch as row
from twin.ground.constants import MOLAR_RATIO_WATER_AIR
from twin.ground.lanes import exponential, lane_loop, phase
from twin.ground.psychrometrics import MAGNUS_SLOPE, MAGNUS_TEMP
from twin.ground.types import FloatArray, IntArray
from twin.health.comfort_table import look_up
from twin.health.pmv import is_in_range, percentage_dissatisfied
from twin.systems.room_air_conditioner import temp_wet_bulb_fast

COMFORT: Final = (
    "pmv_sum_h",
    "ppd_sum_percent_h",
    "pmv_out_of_range_h",
    "set_above_30_kh",
    "set_below_12_kh",
    "wbgt_above_28_h",
    "ashrae55_met_80_h",
    "ashrae55_met_90_h",
    "ashrae55_invalid_h",
    "tm52_warm_h",
    "tm59_night_h",
    "cold_h",
    "sleep_h",
    "sleep_above_26_h",
    "sleep_above_28_h",
    "tm52_upper_h",
    "tm52_over_6_d",
)
"""Quantities by month that this module adds, of occupied hours, in their order."""

COMFORT_EXTREMES: Final = (
    "set_max_c",
    "wbgt_max_c",
    "tm52_excess_max_k",
    "tm52_day_max_kh",
)
"""Highest values of the year while occupied, in their order."""

STILL: Final = 0.1
"""Air speed of a room without a fan; status G [m/s]."""
SET_WARM: Final = 30.0
"""Livable standard effective temperature at most, LEED pilot credit IPpc100 (86 °F);
status S [°C]."""
SET_COLD: Final = 12.2
"""Livable standard effective temperature at least, as above (54 °F) [°C]."""
WBGT_WARM: Final = 28.0
"""Wet-bulb globe temperature at which moderate work, as cooking and cleaning, becomes a
strain; ISO 7243:2017 annex A, 33 °C for people at rest; status G [°C]."""
COLD: Final = 18.0
"""Least indoor temperature, WHO Housing and Health Guidelines 2018; status S [°C]."""
NIGHT_LIMIT: Final = 26.0
"""Bedrooms at night, CIBSE TM59; status G [°C]."""
_ASHRAE: Final = (0.31, 17.8, 2.5, 3.5)
_ASHRAE_RANGE: Final = (10.0, 33.5)
_TM52: Final = (0.33, 21.8)
DAY_LIMIT: Final = 6.0
"""Largest weighted exceedance of a day, CIBSE TM52 criterion 2; status G [K h]."""
UPPER_LIMIT: Final = 4.0
"""Largest excess at any time, CIBSE TM52 criterion 3; status G [K]."""
_SUMMER: Final = (2880, 6552)  # May to September
_NIGHT_FROM: Final = 22
_NIGHT_TO: Final = 7
_WARM_AIR: Final = 25.0


class Feeling(NamedTuple):
    """What comfort of a building is judged by."""

    running: FloatArray
    """Running mean outdoor temperature, shape ``(hour, node)`` [°C]."""
    node: IntArray
    """Climate of each lane, shape ``(lane,)``."""
    tables: FloatArray
    """Tables of each zone for light and warm clothing, ``(zone, 2, speed, temperature,
    humidity, 2)``."""
    warm_clothing: FloatArray
    """1 where people dress warmly, shape ``(hour, node)`` [-]."""
    pressure: FloatArray
    """Air pressure, shape ``(hour,)`` [Pa]."""
    activity: FloatArray
    """Metabolic rate of the people of each zone, shape ``(zone,)`` [met]."""


@lane_loop
def _judge(
    own: FloatArray,
    light: FloatArray,
    warm: FloatArray,
    dress: FloatArray,
    room: tuple[float, float],
    month: FloatArray,
    extreme: FloatArray,
) -> None:
    """Add vote, dissatisfied, effective and wet-bulb globe temperature of an hour.

    Where air and surfaces differ, a room of both alike stands for them, that weighs the
    air the more the faster it moves and has its vapour; within 0.35 K of the effective
    temperature for 4 K of difference. `room` holds pressure and activity.
    """
    pressure, activity = room
    for lane in range(month.shape[1]):
        felt, air = own[row.TEMP_OPERATIVE, lane], own[row.TEMP_AIR, lane]
        relative = min(own[row.HUMIDITY_RELATIVE, lane], 1.0)
        speed = STILL + own[row.AIR_SPEED, lane]
        radiant = 2.0 * felt - air
        share = 0.7 if speed >= 0.6 else 0.6  # noqa: PLR2004 - steps of the weighting
        share = share if speed >= 0.2 else 0.5  # noqa: PLR2004
        alike = share * air + (1.0 - share) * radiant
        power = MAGNUS_SLOPE * air / (MAGNUS_TEMP + air)
        power -= MAGNUS_SLOPE * alike / (MAGNUS_TEMP + alike)
        damp = min(relative * exponential(power), 1.0)
        table = warm if dress[lane] > 0.0 else light
        vote, effective = look_up(table, alike, damp, speed)
        ratio = own[row.HUMIDITY_RATIO, lane]
        vapour = ratio * pressure / (MOLAR_RATIO_WATER_AIR + ratio)
        holds = is_in_range((air, radiant), vapour, (speed, activity), vote)
        globe = 0.7 * temp_wet_bulb_fast(air, relative) + 0.3 * felt
        month[0, lane] += vote
        month[1, lane] += percentage_dissatisfied(vote)
        month[2, lane] += 0.0 if holds else 1.0
        month[3, lane] += max(effective - SET_WARM, 0.0)
        month[4, lane] += max(SET_COLD - effective, 0.0)
        month[5, lane] += 1.0 if globe > WBGT_WARM else 0.0
        extreme[0, lane] = max(extreme[0, lane], effective)
        extreme[1, lane] = max(extreme[1, lane], globe)


@lane_loop
def _adapt(
    own: FloatArray,
    running: FloatArray,
    hour: tuple[float, float, float],
    month: FloatArray,
    excess: FloatArray,
    day: FloatArray,
) -> None:
    """Count an hour against ASHRAE 55, TM52, TM59, cold and sleep.

    `hour` marks summer months, a bedroom at night, and sleep. `day` gathers the excess
    of the day, rounded to whole kelvins as TM52 does; a day counts once, in the hour
    in which it passes its limit.
    """
    summer, night, asleep = hour
    for lane in range(day.shape[0]):
        felt = own[row.TEMP_OPERATIVE, lane]
        mean = running[lane]
        speed = STILL + own[row.AIR_SPEED, lane]
        cooled = 2.2 if speed >= 1.2 else 1.8  # noqa: PLR2004 - steps of the standard
        cooled = cooled if speed >= 0.9 else 1.2  # noqa: PLR2004
        cooled = cooled if speed >= 0.6 else 0.0  # noqa: PLR2004
        cooled = cooled if felt > _WARM_AIR else 0.0
        holds = (mean >= _ASHRAE_RANGE[0]) & (mean <= _ASHRAE_RANGE[1])
        gap = felt - (_ASHRAE[0] * mean + _ASHRAE[1])
        wide = (gap >= -_ASHRAE[3]) & (gap <= _ASHRAE[3] + cooled) & holds
        narrow = (gap >= -_ASHRAE[2]) & (gap <= _ASHRAE[2] + cooled) & holds
        over = felt - (_TM52[0] * mean + _TM52[1])
        month[0, lane] += 1.0 if wide else 0.0
        month[1, lane] += 1.0 if narrow else 0.0
        month[2, lane] += 0.0 if holds else 1.0
        month[3, lane] += summer if over >= 0.5 else 0.0  # noqa: PLR2004 - rounded
        month[4, lane] += night if felt > NIGHT_LIMIT else 0.0
        month[5, lane] += 1.0 if felt < COLD else 0.0
        month[6, lane] += asleep
        month[7, lane] += asleep if felt > NIGHT_LIMIT else 0.0
        month[8, lane] += asleep if felt > NIGHT_LIMIT + 2.0 else 0.0
        whole = summer * max(np.floor(over + 0.5), 0.0)
        before = day[lane]
        day[lane] = before + whole
        month[9, lane] += 1.0 if whole > UPPER_LIMIT else 0.0
        passes = (before <= DAY_LIMIT) & (day[lane] > DAY_LIMIT)
        month[10, lane] += 1.0 if passes else 0.0
        highest = excess[0, lane]
        excess[0, lane] = max(highest, over) if summer > 0.0 else highest
        excess[1, lane] = max(excess[1, lane], day[lane])


@lane_loop
def _gather(source: FloatArray, node: IntArray, target: FloatArray) -> None:
    """Write the value of each lane's climate."""
    for lane in range(target.shape[0]):
        target[lane] = source[node[lane]]


@phase
def reduce_comfort(
    table: FloatArray,
    first: int,
    occupied: FloatArray,
    asleep: FloatArray,
    is_bedroom: FloatArray,
    feeling: Feeling,
    kept: tuple[FloatArray, FloatArray, FloatArray],
) -> None:
    """Add the occupied hours of a month to what is kept of comfort.

    Parameters
    ----------
    table
        Hours of the month in the order of `Hours`, ``(hour, zone, quantity, lane)``
        [any].
    first
        First hour of the month in the year [-].
    occupied
        Occupied mark of the year, shape ``(hour, zone)`` [-].
    asleep
        1 where those present sleep, shape ``(hour, zone)`` [-].
    is_bedroom
        1 for bedrooms, else 0, shape ``(zone,)`` [-].
    feeling
        What hours are judged by.
    kept
        Added: sums of the month ``(zone, quantity, lane)`` in the order of `COMFORT`
        and extremes ``(zone, extreme, lane)``; working rows ``(2 + zone, lane)``, of
        which those of the zones hold what the day has gathered.
    """
    sums, extreme, work = kept
    for number in range(table.shape[0]):
        hour = first + number
        clock = hour % 24
        is_night = (clock >= _NIGHT_FROM) | (clock < _NIGHT_TO)
        is_summer = (hour >= _SUMMER[0]) & (hour < _SUMMER[1])
        _gather(feeling.running[hour], feeling.node, work[0])
        _gather(feeling.warm_clothing[hour], feeling.node, work[1])
        if clock == 0:
            work[2:] = 0.0
        for zone in range(table.shape[1]):
            if occupied[hour, zone] <= 0.0:
                continue
            month = sums[zone]
            _judge(
                table[number, zone],
                feeling.tables[zone, 0],
                feeling.tables[zone, 1],
                work[1],
                (feeling.pressure[hour], feeling.activity[zone]),
                month[:6],
                extreme[zone, :2],
            )
            at_night = 1.0 if is_night & (is_bedroom[zone] > 0.0) else 0.0
            _adapt(
                table[number, zone],
                work[0],
                (1.0 if is_summer else 0.0, at_night, asleep[hour, zone]),
                month[6:],
                extreme[zone, 2:],
                work[2 + zone],
            )


def empty_comfort(zones: int, lanes: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return what `reduce_comfort` adds to, for twelve months.

    Parameters
    ----------
    zones
        Number of zones [-].
    lanes
        Number of lanes [-].

    Returns
    -------
    tuple[FloatArray, FloatArray, FloatArray]
        Sums ``(month, zone, quantity, lane)``, extremes and working rows.
    """
    return (
        np.zeros((12, zones, len(COMFORT), lanes)),
        np.full((zones, len(COMFORT_EXTREMES), lanes), -np.inf),
        np.zeros((2 + zones, lanes)),
    )
