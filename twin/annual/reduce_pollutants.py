"""From the hours of contaminants to what is kept of a year."""

from typing import Final, NamedTuple

import numpy as np

from twin.annual import scratch as row
from twin.annual.pollutant_rooms import (
    CO,
    FORMALDEHYDE,
    NO2,
    PM25_INDOOR,
    PM25_OUTDOOR,
    QUANTA,
    TVOC,
    PollutantRooms,
)
from twin.annual.series import Drive
from twin.ground.lanes import lane_loop, phase
from twin.ground.types import FloatArray

AIR: Final = (
    "pm25_outdoor_sum_ug_h",
    "pm25_indoor_sum_ug_h",
    "no2_sum_ug_h",
    "co_sum_ug_h",
    "formaldehyde_sum_ug_h",
    "tvoc_sum_ug_h",
    "pm25_occupied_sum_ug_h",
    "pm25_indoor_occupied_sum_ug_h",
    "no2_occupied_sum_ug_h",
    "formaldehyde_occupied_sum_ug_h",
    "clean_air_sum_l_s_h",
    "pm25_above_15_d",
    "pm25_above_50_d",
    "no2_above_200_h",
    "formaldehyde_above_80_h",
    "co_above_10_h",
)
"""Quantities by month that this module adds, in their order; concentrations times hours
in µg/m³ h, clean air for each person in occupied hours in L/s h, days whose mean PM2.5
and hours whose mean NO₂, formaldehyde [µg/m³] or CO [mg/m³] lie above a limit."""

AIR_EXTREMES: Final = (
    "pm25_max_24h_ug_m3",
    "no2_max_1h_ug_m3",
    "co_max_1h_ug_m3",
    "formaldehyde_max_1h_ug_m3",
    "formaldehyde_closed_max_1h_ug_m3",
    "clean_air_min_l_s",
)
"""Extremes of the year, in their order; the last is a least, while occupied. That of
the shut room comes from `closed_room`."""
EXTREME_CLOSED: Final = AIR_EXTREMES.index("formaldehyde_closed_max_1h_ug_m3")
"""Place of the shut room among them [-]."""
_LEAST: Final = AIR_EXTREMES.index("clean_air_min_l_s")

DAY_BINS: Final = 240
"""Bins of the daily means of PM2.5, the last one open [-]."""
DAY_WIDTH: Final = (0.5, 5.0)
"""Width of the fine bins, which begin at 0, and of the coarse ones [µg/m³]."""
DAY_COARSE: Final = 60.0
"""Daily mean from which bins are coarse, above all limits [µg/m³]."""
_FINE: Final = round(DAY_COARSE / DAY_WIDTH[0])

LIMIT_DAY: Final = (15.0, 50.0)
"""Daily means of PM2.5: WHO (2021), and GB/T 18883-2022 (status G) [µg/m³]."""
LIMIT_NO2: Final = 200.0
"""Hourly mean of NO₂, WHO (2021) and GB/T 18883-2022, status G [µg/m³]."""
LIMIT_FORMALDEHYDE: Final = 80.0
"""Hourly mean of formaldehyde, GB/T 18883-2022, status S [µg/m³]."""
LIMIT_CO: Final = 10_000.0
"""Hourly mean of CO, GB/T 18883-2022, status G [µg/m³]."""

_SUMS: Final = (PM25_OUTDOOR, PM25_INDOOR, NO2, CO, FORMALDEHYDE, TVOC)
_OCCUPIED: Final = AIR.index("pm25_occupied_sum_ug_h")
_DAYS: Final = AIR.index("pm25_above_15_d")
_HOURS: Final = AIR.index("no2_above_200_h")
_LITRES: Final = 1000.0
_HOURS_PER_DAY: Final = 24


def day_edges() -> FloatArray:
    """Return the upper edges of the bins of the daily means of PM2.5.

    Returns
    -------
    FloatArray
        Shape ``(bin,)``, the last one infinite [µg/m³].
    """
    fine, coarse = DAY_WIDTH
    first = fine * np.arange(1.0, _FINE + 1.0)
    rest = DAY_COARSE + coarse * np.arange(1.0, DAY_BINS - _FINE)
    return np.concatenate([first, rest, [np.inf]])


class PollutantKept(NamedTuple):
    """What `reduce_pollutants` adds to."""

    extreme: FloatArray
    """`AIR_EXTREMES` of each zone, shape ``(zone, extreme, lane)``."""
    day: FloatArray
    """Sum of PM2.5 since midnight, shape ``(zone, lane)`` [µg h/m³]."""
    days: FloatArray
    """Days of the year by their mean PM2.5, shape ``(zone, bin, lane)`` [d]."""


def empty_pollutants(zones: int, lanes: int) -> PollutantKept:
    """Return what `reduce_pollutants` adds to.

    Parameters
    ----------
    zones
        Number of zones [-].
    lanes
        Number of lanes [-].

    Returns
    -------
    PollutantKept
        Extremes of nothing, no day in any bin.
    """
    extreme = np.full((zones, len(AIR_EXTREMES), lanes), -np.inf)
    extreme[:, -1] = np.inf
    return PollutantKept(
        extreme=extreme,
        day=np.zeros((zones, lanes)),
        days=np.zeros((zones, DAY_BINS, lanes)),
    )


@lane_loop
def _add_hour(means: FloatArray, month: FloatArray, day: FloatArray) -> None:
    """Add the means of an hour to the sums of a month and of a day."""
    for lane in range(day.shape[0]):
        for number in range(6):
            month[number, lane] += means[number, lane]
        day[lane] += means[PM25_OUTDOOR, lane] + means[PM25_INDOOR, lane]


@lane_loop
def _count_hour(means: FloatArray, hours: FloatArray, extreme: FloatArray) -> None:
    """Count an hour against its limits and widen the extremes."""
    for lane in range(hours.shape[1]):
        no2, co = means[NO2, lane], means[CO, lane]
        board = means[FORMALDEHYDE, lane]
        hours[0, lane] += 1.0 if no2 > LIMIT_NO2 else 0.0
        hours[1, lane] += 1.0 if board > LIMIT_FORMALDEHYDE else 0.0
        hours[2, lane] += 1.0 if co > LIMIT_CO else 0.0
        extreme[1, lane] = max(extreme[1, lane], no2)
        extreme[2, lane] = max(extreme[2, lane], co)
        extreme[3, lane] = max(extreme[3, lane], board)


@lane_loop
def _add_occupied(
    means: FloatArray,
    flow: FloatArray,
    room: tuple[float, float],
    month: FloatArray,
    least: FloatArray,
) -> None:
    """Add an hour in which somebody is in.

    `room` holds people and air that cleaners free of particles. Equivalent clean air is
    outdoor and filtered air (ASHRAE Standard 241-2023, status G); what settles or dies
    by itself is not in it.
    """
    people, cleaned = room
    for lane in range(least.shape[0]):
        outdoor, indoor = means[PM25_OUTDOOR, lane], means[PM25_INDOOR, lane]
        month[0, lane] += outdoor + indoor
        month[1, lane] += indoor
        month[2, lane] += means[NO2, lane]
        month[3, lane] += means[FORMALDEHYDE, lane]
        each = _LITRES * (flow[lane] + cleaned) / max(people, 1e-9)
        month[4, lane] += each
        least[lane] = min(least[lane], each)


@lane_loop
def _close_day(
    day: FloatArray, days: FloatArray, most: FloatArray, bins: FloatArray
) -> None:
    """Count a day, put it into its bin and forget it."""
    for lane in range(day.shape[0]):
        mean = day[lane] / _HOURS_PER_DAY
        days[0, lane] += 1.0 if mean > LIMIT_DAY[0] else 0.0
        days[1, lane] += 1.0 if mean > LIMIT_DAY[1] else 0.0
        most[lane] = max(most[lane], mean)
        place = int(mean / DAY_WIDTH[0])
        if mean >= DAY_COARSE:
            place = _FINE + int((mean - DAY_COARSE) / DAY_WIDTH[1])
        bins[min(place, DAY_BINS - 1), lane] += 1.0
        day[lane] = 0.0


@phase
def reduce_pollutants(
    table: FloatArray,
    means: FloatArray,
    first: int,
    air: PollutantRooms,
    drive: Drive,
    occupied: FloatArray,
    kept: tuple[FloatArray, PollutantKept],
) -> None:
    """Add the hours of a month to what is kept of all lanes.

    Parameters
    ----------
    table
        Hours of the month in the order of `Hours`, ``(hour, zone, quantity, lane)``
        [any].
    means
        Contaminants of the month, ``(hour, zone, pollutant, lane)`` [µg/m³].
    first
        First hour of the month in the year [-].
    air
        Constants of the contaminants.
    drive
        People in each hour.
    occupied
        Occupied mark of the year, shape ``(hour, zone)`` [-].
    kept
        Added: sums of the month ``(zone, quantity, lane)`` in the order of `AIR`, and
        the rest.
    """
    sums, rest = kept
    for number in range(table.shape[0]):
        hour = first + number
        for zone in range(table.shape[1]):
            own, month = means[number, zone], sums[zone]
            _add_hour(own, month, rest.day[zone])
            _count_hour(own, month[_HOURS : _HOURS + 3], rest.extreme[zone])
            if occupied[hour, zone] > 0.0:
                _add_occupied(
                    own,
                    table[number, zone, row.FLOW_OUTDOOR],
                    (drive.people[hour, zone], air.cleaned[QUANTA, zone]),
                    month[_OCCUPIED : _OCCUPIED + 5],
                    rest.extreme[zone, _LEAST],
                )
            if hour % _HOURS_PER_DAY == _HOURS_PER_DAY - 1:
                _close_day(
                    rest.day[zone],
                    month[_DAYS : _DAYS + 2],
                    rest.extreme[zone, 0],
                    rest.days[zone],
                )
