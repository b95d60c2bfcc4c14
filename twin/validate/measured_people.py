"""Hours of people from what their wearables recorded."""

from dataclasses import dataclass

import numpy as np

from twin.ground.types import FloatArray, IntArray
from twin.io.wearables import ASLEEP, SleepPeriods, WearableLog
from twin.validate.measured_hours import HourMeans, Stamp, hour_means, standard_hours

_HOUR = 3_600_000  # ms


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WearableHours:
    """Hours of people; a quantity has a row where a person has a reading."""

    sleep: HourMeans
    """Share of the recorded time that was slept [-]."""
    others: dict[str, HourMeans]
    """Means of the other quantities, by name; steps are sums."""


def wearable_hours(log: WearableLog, utc_offset: float, stamp: Stamp) -> WearableHours:
    """Return the hours of the people of a log.

    An hour counts with any reading in it: wearables are taken off, and what they miss
    is not measured at all.

    Parameters
    ----------
    log
        What was recorded.
    utc_offset
        Standard time of the site minus UTC [h].
    stamp
        What the time of a row means.

    Returns
    -------
    WearableHours
        Hours in standard time of the site.
    """
    readings = log.readings
    hour = standard_hours(readings.time, utc_offset, stamp)
    sparse = np.full(len(readings.ids), _HOUR, dtype=np.int64)
    found = {
        name: hour_means(readings.subject, hour, value, sparse)
        for name, value in readings.values.items()
    }
    sleep = found.pop(ASLEEP, None)
    if sleep is None:
        sleep = spread_sleep(log.sleep, utc_offset)
    if "steps" in found:
        sums = _sums(found["steps"], readings.subject, hour, readings.values["steps"])
        found["steps"] = sums
    return WearableHours(sleep=sleep, others=found)


def spread_sleep(periods: SleepPeriods, utc_offset: float) -> HourMeans:
    """Return spans of sleep spread evenly over their hours.

    Parameters
    ----------
    periods
        Spans, and how much of each was slept.
    utc_offset
        Standard time of the site minus UTC [h].

    Returns
    -------
    HourMeans
        Share of the recorded time that was slept, by person and hour [-].
    """
    shift = round(utc_offset * _HOUR)
    recorded: dict[tuple[int, int], list[float]] = {}
    rows = zip(
        periods.person.tolist(),
        (periods.start + shift).tolist(),
        (periods.end + shift).tolist(),
        periods.asleep.tolist(),
        strict=True,
    )
    for person, start, end, share in rows:
        for hour in range(start // _HOUR, (end - 1) // _HOUR + 1):
            length = min(end, (hour + 1) * _HOUR) - max(start, hour * _HOUR)
            sums = recorded.setdefault((person, hour), [0.0, 0.0])
            sums[0] += length
            sums[1] += length * share
    keys = sorted(recorded)
    return HourMeans(
        subject=np.array([key[0] for key in keys], dtype=np.int64),
        hour=np.array([key[1] for key in keys], dtype=np.int64),
        value=np.array([recorded[key][1] / recorded[key][0] for key in keys]),
        thin=0,
    )


def look_up(means: HourMeans, subject: IntArray, hour: IntArray) -> FloatArray:
    """Return the mean of each subject and hour, NaN where there is none.

    Parameters
    ----------
    means
        Hours in order of subject and hour.
    subject
        Who is asked for [-].
    hour
        Which hours [h].

    Returns
    -------
    FloatArray
        Values [any].
    """
    known = dict(
        zip(
            zip(means.subject.tolist(), means.hour.tolist(), strict=True),
            means.value.tolist(),
            strict=True,
        )
    )
    asked = zip(subject.tolist(), hour.tolist(), strict=True)
    return np.array([known.get(key, np.nan) for key in asked], dtype=np.float64)


def _sums(
    means: HourMeans, subject: IntArray, hour: IntArray, value: FloatArray
) -> HourMeans:
    """Return sums instead of means, of the same subjects and hours."""
    sums: dict[tuple[int, int], float] = {}
    rows = zip(subject.tolist(), hour.tolist(), value.tolist(), strict=True)
    for person, one, count in rows:
        if np.isfinite(count):
            sums[person, one] = sums.get((person, one), 0.0) + count
    keys = zip(means.subject.tolist(), means.hour.tolist(), strict=True)
    return HourMeans(
        subject=means.subject,
        hour=means.hour,
        value=np.array([sums[key] for key in keys], dtype=np.float64),
        thin=means.thin,
    )
