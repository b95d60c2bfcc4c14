"""Readings put into hours: means of what was there, nothing filled.

Hours are those of the simulated year: legal standard time of the site, whatever
offset the readings were written with. So summer time moves nothing, and no hour is
lost or doubled by it.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray, IntArray

LEAST_SHARE: Final = 0.75
"""Share of the readings of an hour that must be there for its mean to count [-]:
75 %, 45 minutes, of Directive 2008/50/EC, annex XI; from memory, status G."""

Stamp = Literal["start", "end"]
"""Whether the time of a reading begins or ends the interval that it stands for."""

_HOUR: Final = 3_600_000  # ms
_LEAP_DAY: Final = 59  # day of the year of 29 February, from 0
_INTERVAL_SLACK: Final = 1.02


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HourMeans:
    """Hours of one quantity, a row a subject and hour that has a mean."""

    subject: IntArray
    """Sensor or person."""
    hour: IntArray
    """Hours since 1970-01-01T00:00 in standard time of the site [h]."""
    value: FloatArray
    """Mean of the hour [any]."""
    thin: int
    """Hours with readings, but too few for a mean [-]."""


def standard_hours(time: IntArray, utc_offset: float, stamp: Stamp) -> IntArray:
    """Return the hour of each reading in standard time of the site.

    Parameters
    ----------
    time
        Time since 1970-01-01T00:00Z [ms].
    utc_offset
        Standard time of the site minus UTC [h].
    stamp
        What the time of a reading means.

    Returns
    -------
    IntArray
        Hours since 1970-01-01T00:00 [h].
    """
    local = time + round(utc_offset * _HOUR) - (1 if stamp == "end" else 0)
    return np.asarray(local // _HOUR, dtype=np.int64)


def sampling_interval(subject: IntArray, time: IntArray) -> IntArray:
    """Return the usual time between two readings of each subject.

    Parameters
    ----------
    subject
        Who each reading is of, sorted [-].
    time
        Time of each, sorted within a subject [ms].

    Returns
    -------
    IntArray
        Median of the steps, an hour for a single reading, shape ``(subject,)`` [ms].
    """
    count = int(subject.max()) + 1 if subject.size else 0
    found = np.full(count, _HOUR, dtype=np.int64)
    edges = np.searchsorted(subject, np.arange(count + 1))
    for one in range(count):
        steps = np.diff(time[edges[one] : edges[one + 1]])
        if steps.size:
            found[one] = int(np.median(steps))
    return found


def is_hourly(interval: IntArray) -> bool:
    """Return whether all subjects were read at least once an hour.

    Parameters
    ----------
    interval
        Usual time between readings [ms].

    Returns
    -------
    bool
        False if one was read less often.
    """
    return bool(np.all(interval <= _INTERVAL_SLACK * _HOUR))


def hour_means(
    subject: IntArray, hour: IntArray, value: FloatArray, interval: IntArray
) -> HourMeans:
    """Return the mean of each subject and hour that has enough readings.

    Parameters
    ----------
    subject
        Who each reading is of [-].
    hour
        Hour of each [h].
    value
        Readings, NaN where blank [any].
    interval
        Usual time between readings of each subject [ms].

    Returns
    -------
    HourMeans
        Rows in order of subject and hour.
    """
    first = int(hour.min()) if hour.size else 0
    span = int(hour.max()) - first + 1 if hour.size else 1
    keys, place = np.unique(subject * span + (hour - first), return_inverse=True)
    is_there = np.isfinite(value)
    count = np.bincount(place, weights=is_there, minlength=len(keys))
    total = np.bincount(
        place, weights=np.where(is_there, value, 0.0), minlength=len(keys)
    )
    who = keys // span
    expected = np.maximum(1.0, np.round(_HOUR / np.maximum(interval, 1)))[who]
    is_full = count >= LEAST_SHARE * expected
    is_thin = (count > 0) & ~is_full
    return HourMeans(
        subject=who[is_full],
        hour=(keys % span)[is_full] + first,
        value=total[is_full] / count[is_full],
        thin=int(is_thin.sum()),
    )


def mean_of_subjects(means: HourMeans, chosen: IntArray) -> tuple[IntArray, FloatArray]:
    """Return the mean of some subjects in each hour that any of them has.

    Parameters
    ----------
    means
        Hours of single subjects.
    chosen
        Which subjects [-].

    Returns
    -------
    tuple[IntArray, FloatArray]
        Hours, each once and sorted [h], and values [any].
    """
    is_chosen = np.isin(means.subject, chosen)
    hours, place = np.unique(means.hour[is_chosen], return_inverse=True)
    count = np.bincount(place, minlength=len(hours))
    total = np.bincount(place, weights=means.value[is_chosen], minlength=len(hours))
    return hours, total / np.maximum(count, 1)


def hour_of_year(hour: IntArray) -> IntArray:
    """Return the hour of the simulated year at the same month, day and clock.

    Parameters
    ----------
    hour
        Hours since 1970-01-01T00:00 in standard time [h].

    Returns
    -------
    IntArray
        Hour of a year without leap day, and -1 on 29 February [h].

    Examples
    --------
    >>> import numpy as np
    >>> leap = np.array(["2024-02-28T23", "2024-02-29T00", "2024-03-01T00"], "M8[h]")
    >>> hour_of_year(leap.astype(np.int64)).tolist()
    [1415, -1, 1416]
    """
    moment = hour.astype("datetime64[h]")
    year = moment.astype("datetime64[Y]")
    index = (moment - year.astype("datetime64[h]")).astype(np.int64)
    length = (year + 1).astype("datetime64[D]") - year.astype("datetime64[D]")
    is_leap = length.astype(np.int64) * 24 > HOURS_PER_YEAR
    day = index // 24
    shifted = np.where(is_leap & (day > _LEAP_DAY), index - 24, index)
    return np.where(is_leap & (day == _LEAP_DAY), -1, shifted)
