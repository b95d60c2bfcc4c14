"""Seeded hourly temperature and dew point with given monthly means."""

from typing import Final

import numpy as np

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.psychrometrics import vapour_pressure_saturation
from twin.ground.types import FloatArray
from twin.weather.clearness import autoregress
from twin.weather.season import mean_by_month, smooth_months

WARMEST_AFTER_NOON: Final = 1.8
"""Delay of the warmest instant after solar noon; assumption, status A [h]."""

PERSISTENCE_TEMP: Final = 0.72
"""Lag-one correlation of daily mean temperature; assumption, status A [-]."""

COOLING_EXPONENT: Final = 0.8
"""Below 1: the afternoon cools faster than the night; assumption, status A [-]."""

CLEARNESS_SHARE: Final = 0.45
"""Share of the daily swing that goes with clearness; assumption, status A [-]."""

DEPRESSION_LEAST: Final = 0.25
"""Smallest dew-point depression of a humid night; assumption, status A [K]."""

_DEPRESSION_WIDTH: Final = 0.7  # K, softness of the approach to saturation
_DEW_DEVIATION: Final = 0.9  # K, day-to-day scatter of the dew point
_ROUNDS: Final = 40


def temp_hourly(
    temp_mean: FloatArray,
    temp_max: FloatArray,
    temp_deviation: FloatArray,
    clearness: FloatArray,
    solar_noon: float,
    daylight: FloatArray,
    rng: np.random.Generator,
) -> FloatArray:
    """Return hourly temperature with the given monthly means and mean maxima.

    A smooth yearly course, plus day-to-day weather (first-order autoregressive),
    plus a daily course whose swing grows with the clearness of the day.

    Parameters
    ----------
    temp_mean
        Monthly mean temperature [°C].
    temp_max
        Monthly mean of the daily maximum [°C].
    temp_deviation
        Standard deviation of daily means about the smooth course, by month [K].
    clearness
        Clearness index of each day [-].
    solar_noon
        Mean clock of solar noon [h].
    daylight
        Hours of daylight of each day [h].
    rng
        Random stream.

    Returns
    -------
    FloatArray
        Temperature at the end of each hour, shape ``(hour,)`` [°C].
    """
    anomaly = autoregress(rng.standard_normal(clearness.size), PERSISTENCE_TEMP)
    weather = np.clip(anomaly, -2.6, 2.4) * smooth_months(temp_deviation)[12::24]
    course = _course(solar_noon, daylight)
    warmest = solar_noon + WARMEST_AFTER_NOON
    bright = clearness / _mean_of_days(clearness)
    swing = 1.0 - CLEARNESS_SHARE + CLEARNESS_SHARE * bright
    swing_hourly = _between_days(swing, warmest)
    base = smooth_months(temp_mean) + _between_days(weather, 12.0)
    height = temp_max - temp_mean
    for _ in range(_ROUNDS):
        temp = base + smooth_months(height) * swing_hourly * course
        base = base + smooth_months(temp_mean - mean_by_month(temp))
        missing = temp_max - mean_of_daily_maximum(temp)
        height = np.maximum(height + missing, 0.1)
    return np.asarray(base + smooth_months(height) * swing_hourly * course)


def temp_dew_hourly(
    temp_outdoor: FloatArray, humidity_mean: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Return hourly dew point with the given monthly mean relative humidity.

    The dew point follows the daily mean temperature, less a depression that varies
    slowly; at night it is held softly below the air temperature, as dew forms.

    Parameters
    ----------
    temp_outdoor
        Air temperature at the end of each hour [°C].
    humidity_mean
        Monthly mean relative humidity, 0 to 1 [-].
    rng
        Random stream.

    Returns
    -------
    FloatArray
        Dew point, always below the air temperature, shape ``(hour,)`` [°C].
    """
    daily = temp_outdoor.reshape(-1, 24).mean(axis=1)
    scatter = autoregress(rng.standard_normal(daily.size), PERSISTENCE_TEMP)
    slow = _between_days(daily + _DEW_DEVIATION * scatter, 12.0)
    saturated = vapour_pressure_saturation(temp_outdoor)
    depression = np.full(12, 3.0)
    temp_dew = slow
    for _ in range(_ROUNDS):
        wanted = slow - smooth_months(depression)
        gap = (temp_outdoor - wanted - DEPRESSION_LEAST) / _DEPRESSION_WIDTH
        soft = _DEPRESSION_WIDTH * np.logaddexp(0.0, gap)
        temp_dew = temp_outdoor - DEPRESSION_LEAST - soft
        humidity = vapour_pressure_saturation(temp_dew) / saturated
        depression = depression + 25.0 * (mean_by_month(humidity) - humidity_mean)
    return np.asarray(temp_dew)


def mean_of_daily_maximum(temp_outdoor: FloatArray) -> FloatArray:
    """Return the monthly mean of the daily maximum.

    Parameters
    ----------
    temp_outdoor
        Hourly temperature [°C].

    Returns
    -------
    FloatArray
        Mean daily maximum, shape ``(month,)`` [°C].
    """
    return mean_by_month(np.repeat(temp_outdoor.reshape(-1, 24).max(axis=1), 24))


def _mean_of_days(daily: FloatArray) -> FloatArray:
    """Return the mean of its month at each day."""
    smooth = smooth_months(mean_by_month(np.repeat(daily, 24)))
    return np.asarray(np.maximum(smooth[12::24], 1e-6))


def _between_days(daily: FloatArray, clock: float) -> FloatArray:
    """Return daily values at the ends of hours, linear between the days' `clock`."""
    at = np.arange(daily.size) * 24.0 + clock
    instants = np.arange(HOURS_PER_YEAR) + 1.0
    return np.asarray(np.interp(instants, at, daily, period=float(HOURS_PER_YEAR)))


def _course(noon: float, daylight: FloatArray) -> FloatArray:
    """Return the daily course: mean 0, greatest value 1, coldest at sunrise."""
    warmest = noon + WARMEST_AFTER_NOON
    instants = np.arange(1, 25, dtype=np.float64)
    coldest = (noon - 0.5 * daylight)[:, None]
    rise = warmest - coldest
    since = (instants - coldest) % 24.0
    up = -np.cos(np.pi * since / rise)
    falling = np.clip((since - rise) / (24.0 - rise), 0.0, 1.0)
    down = np.cos(np.pi * falling**COOLING_EXPONENT)
    raw = np.where(since <= rise, up, down)
    mean = raw.mean(axis=1, keepdims=True)
    return np.asarray(((raw - mean) / (1.0 - mean)).ravel())
