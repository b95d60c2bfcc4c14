"""A weather year moved into a warmer climate: bounded Belcher morphing."""

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.calendar import HOURS_PER_MONTH, month_of_hour
from twin.ground.constants import HOURS_PER_YEAR, MONTHS_PER_YEAR
from twin.ground.psychrometrics import (
    temp_dew_from_vapour_pressure,
    vapour_pressure_saturation,
)
from twin.ground.types import FloatArray
from twin.weather.diurnal import mean_of_daily_maximum
from twin.weather.season import mean_by_month
from twin.weather.series import WeatherYear
from twin.weather.sky import radiation_sky_clark_allen

_EDGE: Final = 24  # h on either side of a month's end over which a step is smoothed
_ZEROS: Final = (0.0,) * MONTHS_PER_YEAR
_ONES: Final = (1.0,) * MONTHS_PER_YEAR
_HUMIDITY_LEAST: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyChange:
    """Change of the climate against the year's own baseline, 12 values each."""

    temp_mean: tuple[float, ...] = _ZEROS
    """Change of the mean temperature [K]."""
    temp_max: tuple[float, ...] | None = None
    """Change of the mean daily maximum; None: as the mean [K]."""
    temp_min: tuple[float, ...] | None = None
    """Change of the mean daily minimum; None: as the mean [K]."""
    humidity_relative: tuple[float, ...] = _ONES
    """Ratio of relative humidity, new over old [-]."""
    irradiance: tuple[float, ...] = _ONES
    """Ratio of solar irradiance, new over old, the same for all parts [-]."""
    wind: tuple[float, ...] = _ONES
    """Ratio of wind speed, new over old [-]."""


def morph_by_warming(weather: WeatherYear, warming: float) -> WeatherYear:
    """Return the year shifted by the same warming in every hour.

    Relative humidity, wind, pressure, cloud, rain and sunlight stay; the dew point
    and the long-wave radiation of the sky follow the temperature.

    Parameters
    ----------
    weather
        Year of the baseline climate, 1995–2014.
    warming
        Warming of the annual mean over the baseline [K].

    Returns
    -------
    WeatherYear
        Morphed year; `weather` itself where `warming` is 0.
    """
    if warming == 0.0:
        return weather
    return morph(weather, MonthlyChange(temp_mean=(warming,) * MONTHS_PER_YEAR))


def morph(weather: WeatherYear, change: MonthlyChange) -> WeatherYear:
    r"""Return the year in a changed climate.

    Temperature is shifted by the change of the mean and stretched by the change of
    the mean daily range,

    .. math:: \theta' = \theta + \Delta_m + a_m (\theta - \bar\theta_m), \qquad
              a_m = \frac{\Delta_{m,\max} - \Delta_{m,\min}}
                         {\bar\theta_{m,\max} - \bar\theta_{m,\min}}

    but no hour changes by more or less than the largest and the smallest of the
    three changes of its month, so that peaks stay plausible. The mean is restored
    after the bound. Steps at month ends are spread over 24 h on either side.

    Parameters
    ----------
    weather
        Year of the baseline climate.
    change
        Monthly changes.

    Returns
    -------
    WeatherYear
        Morphed year, marked synthetic.

    Notes
    -----
    Variability between days and the length of heatwaves are those of the baseline.
    Long-wave radiation is scaled by the ratio of the Clark–Allen formula after and
    before, so a measured series keeps its own level.

    References
    ----------
    Belcher, Hacker and Powell (2005), Build. Serv. Eng. Res. Technol. 26, 49,
    doi 10.1191/0143624405bt112oa. The bound follows the idea of Eames (2024),
    doi 10.1177/01436244231218861, who ties the stretch to the extremes too.
    """
    temp = weather.temp_outdoor + _temp_change(weather.temp_outdoor, change)
    humidity = weather.humidity_relative * ramp_months(change.humidity_relative)
    humidity = np.clip(humidity, _HUMIDITY_LEAST, 1.0)
    vapour = humidity * vapour_pressure_saturation(temp)
    dew = np.minimum(temp_dew_from_vapour_pressure(vapour), temp)
    before = radiation_sky_clark_allen(
        weather.temp_outdoor, weather.temp_dew, weather.cloud_cover
    )
    after = radiation_sky_clark_allen(temp, dew, weather.cloud_cover)
    light = ramp_months(change.irradiance)
    warming = float(np.mean(temp - weather.temp_outdoor))
    return dataclasses.replace(
        weather,
        is_synthetic=True,
        source_note=f"{weather.source_note}; morphed by {warming:+.2f} K",
        temp_outdoor=temp,
        temp_dew=dew,
        radiation_sky=weather.radiation_sky * after / before,
        irradiance_global=weather.irradiance_global * light,
        irradiance_direct=weather.irradiance_direct * light,
        irradiance_diffuse=weather.irradiance_diffuse * light,
        wind_speed=weather.wind_speed * ramp_months(change.wind),
    )


def ramp_months(monthly: tuple[float, ...]) -> FloatArray:
    """Return monthly values by hour, steps spread over 24 h beside a month's end.

    Parameters
    ----------
    monthly
        Values by month, shape ``(month,)`` [any].

    Returns
    -------
    FloatArray
        Hourly values, the same at both ends of the year, shape ``(hour,)`` [any].
    """
    ends = np.cumsum(HOURS_PER_MONTH)
    starts = ends - np.asarray(HOURS_PER_MONTH)
    times = np.column_stack((starts + _EDGE, ends - _EDGE)).ravel()
    values = np.repeat(np.asarray(monthly, dtype=np.float64), 2)
    instants = np.arange(HOURS_PER_YEAR) + 0.5
    hourly = np.interp(instants, times, values, period=float(HOURS_PER_YEAR))
    return np.asarray(hourly)


def _temp_change(temp: FloatArray, change: MonthlyChange) -> FloatArray:
    """Return the bounded change of temperature of every hour."""
    mean = np.asarray(change.temp_mean, dtype=np.float64)
    top = mean if change.temp_max is None else np.asarray(change.temp_max)
    bottom = mean if change.temp_min is None else np.asarray(change.temp_min)
    daily_range = mean_of_daily_maximum(temp) + mean_of_daily_maximum(-temp)
    stretch = (top - bottom) / np.maximum(daily_range, 0.1)
    month = month_of_hour()
    away = temp - mean_by_month(temp)[month]
    lowest = np.minimum(np.minimum(top, bottom), mean)
    highest = np.maximum(np.maximum(top, bottom), mean)
    bounded = np.clip(stretch[month] * away, (lowest - mean)[month], None)
    bounded = np.minimum(bounded, (highest - mean)[month])
    bounded = bounded - mean_by_month(bounded)[month]
    return ramp_months(change.temp_mean) + bounded
