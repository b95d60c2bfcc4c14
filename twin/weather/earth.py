"""Temperature of the undisturbed ground."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.calendar import HOURS_PER_MONTH
from twin.ground.constants import HOURS_PER_YEAR, SECONDS_PER_HOUR
from twin.ground.types import FloatArray
from twin.weather.season import mean_by_month
from twin.weather.series import WeatherYear

DIFFUSIVITY_GROUND: Final = 2.0 / 2.0e6
"""Thermal diffusivity of the ground: conductivity 2.0 W/(mK) over 2.0 MJ/(m³K), the
default for sand or gravel of ISO 13370:2017, table 7 (status S) [m²/s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWave:
    """First harmonic of the monthly air temperature."""

    mean: float
    """Annual mean [°C]."""
    amplitude: float
    """Half the swing over the year [K]."""
    coldest: float
    """Hour of the year at which the wave is lowest [h]."""


def year_wave(weather: WeatherYear) -> YearWave:
    """Return the harmonic that fits the monthly means of the air temperature best.

    Parameters
    ----------
    weather
        Year whose air temperature counts.

    Returns
    -------
    YearWave
        Mean, amplitude and phase of the least-squares fit to monthly means, each month
        weighted by its length.
    """
    hours = np.asarray(HOURS_PER_MONTH, dtype=np.float64)
    phase = 2.0 * np.pi * (np.arange(HOURS_PER_YEAR) + 0.5) / HOURS_PER_YEAR
    waves = (np.ones_like(phase), np.cos(phase), np.sin(phase))
    columns = np.column_stack([mean_by_month(wave) for wave in waves])
    root = np.sqrt(hours)
    means = mean_by_month(weather.temp_outdoor)
    fit = np.linalg.lstsq(columns * root[:, None], means * root, rcond=None)[0]
    amplitude = float(np.hypot(fit[1], fit[2]))
    coldest = float(np.arctan2(-fit[2], -fit[1])) % (2.0 * np.pi)
    return YearWave(
        mean=float(fit[0]),
        amplitude=amplitude,
        coldest=coldest * HOURS_PER_YEAR / (2.0 * np.pi),
    )


def temp_ground_kasuda(
    weather: WeatherYear, depth: float, diffusivity: float = DIFFUSIVITY_GROUND
) -> FloatArray:
    r"""Return the temperature of undisturbed ground at a depth, hour by hour.

    .. math:: \theta(z, t) = \bar\theta - A\,e^{-z/\delta}
              \cos\!\left(\omega (t - t_0) - \frac{z}{\delta}\right),
              \qquad \delta = \sqrt{2a/\omega}

    The surface follows the yearly wave of the air temperature; snow, evaporation and
    solar heating of the surface are left out.

    Parameters
    ----------
    weather
        Year whose air temperature drives the ground.
    depth
        Depth below the surface, 0 or more [m].
    diffusivity
        Thermal diffusivity of the ground [m²/s].

    Returns
    -------
    FloatArray
        Ground temperature at the middle of each hour, shape ``(hour,)`` [°C].

    References
    ----------
    Kasuda and Achenbach (1965), ASHRAE Transactions 71(1), 61.
    """
    wave = year_wave(weather)
    omega = 2.0 * np.pi / (HOURS_PER_YEAR * SECONDS_PER_HOUR)
    ratio = depth / np.sqrt(2.0 * diffusivity / omega)
    since = (np.arange(HOURS_PER_YEAR) + 0.5 - wave.coldest) * SECONDS_PER_HOUR
    swing = np.exp(-ratio) * np.cos(omega * since - ratio)
    return np.asarray(wave.mean - wave.amplitude * swing)
