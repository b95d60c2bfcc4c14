"""A seeded hourly year from monthly normals: synthetic, never measured.

The method, its sources and its limits are on the theory page *weather*.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.calendar import DAYS_PER_MONTH, month_of_hour
from twin.ground.constants import HOURS_PER_YEAR, MONTHS_PER_YEAR
from twin.ground.psychrometrics import pressure_at_elevation
from twin.ground.random import stream
from twin.ground.types import BoolArray, FloatArray
from twin.weather.clearness import (
    autoregress,
    clearness_daily,
    irradiance_hourly,
    share_of_normal,
)
from twin.weather.diurnal import temp_dew_hourly, temp_hourly
from twin.weather.season import mean_by_month, smooth_months
from twin.weather.series import WeatherYear
from twin.weather.sky import radiation_sky_clark_allen
from twin.weather.split import (
    diffuse_fraction_erbs,
    irradiance_clear_haurwitz,
    split_global,
)
from twin.weather.sun import SunYear, sun_of_place

# Assumptions of the generator, status A; none was fitted to a station.
_WEIBULL_SHAPE: Final = 1.9
_WIND_SWING: Final = 0.45  # relative swing over the day, strongest at 15:00
_WIND_PERSISTENCE: Final = 0.85
_DIRECTION_DEVIATION: Final = 40.0  # °
_PRESSURE_SEASON: Final = 550.0  # Pa, highest in mid-January
_PRESSURE_TIDE: Final = 110.0  # Pa, highest at 10:00 and 22:00
_RAIN_CLOCK: Final = 15.5  # h, centre of the start of rain
_CLOUD_ELEVATION: Final = 10.0  # °, sun above which cloud is derived from light


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyNormals:
    """Long-term monthly means of a place, each with 12 values."""

    name: str
    """Name of the place."""
    latitude: float
    """North positive [°]."""
    longitude: float
    """East positive [°]."""
    elevation: float
    """Height above sea level [m]."""
    utc_offset: float
    """Standard time minus UTC [h]."""
    source_note: str
    """Where the numbers come from and how far they are verified."""
    temp_mean: tuple[float, ...]
    """Mean temperature [°C]."""
    temp_max: tuple[float, ...]
    """Mean daily maximum [°C]."""
    temp_deviation: tuple[float, ...]
    """Standard deviation of daily means about the smooth course [K]."""
    humidity_relative: tuple[float, ...]
    """Mean relative humidity, 0 to 1 [-]."""
    irradiance_global: tuple[float, ...]
    """Mean global irradiance over all hours [W/m²]."""
    sunshine: tuple[float, ...]
    """Hours of sunshine in the month [h]."""
    precipitation: tuple[float, ...]
    """Rain of the month [mm]."""
    wet_days: tuple[float, ...]
    """Days with rain [-]."""
    wind_speed: tuple[float, ...]
    """Mean wind speed [m/s]."""
    wind_direction: tuple[float, ...]
    """Prevailing wind, clockwise from north [°]."""


def generate_year(normals: MonthlyNormals, seed: int) -> WeatherYear:
    """Return a synthetic year whose monthly means are the normals.

    Parameters
    ----------
    normals
        Long-term means of the place.
    seed
        Seed of the weather; another seed gives another year of the same climate [-].

    Returns
    -------
    WeatherYear
        Hourly year, marked synthetic.
    """
    sun = sun_of_place(
        normals.latitude, normals.longitude, normals.elevation, normals.utc_offset
    )
    clearness = clearness_daily(
        sun, np.asarray(normals.irradiance_global), stream(seed, "clearness")
    )
    light = irradiance_hourly(sun, clearness, stream(seed, "irradiance"))
    direct, diffuse = split_global(sun, light, diffuse_fraction_erbs(sun, light))
    noon, daylight = day_arc(normals.latitude, normals.longitude, normals.utc_offset)
    temp = temp_hourly(
        np.asarray(normals.temp_mean),
        np.asarray(normals.temp_max),
        np.asarray(normals.temp_deviation),
        clearness,
        noon,
        daylight,
        stream(seed, "temperature"),
    )
    humidity = np.asarray(normals.humidity_relative)
    dew = temp_dew_hourly(temp, humidity, stream(seed, "humidity"))
    cloud = _cloud(sun, light, np.asarray(normals.sunshine))
    return WeatherYear(
        name=normals.name,
        latitude=normals.latitude,
        longitude=normals.longitude,
        elevation=normals.elevation,
        utc_offset=normals.utc_offset,
        is_synthetic=True,
        source_note=f"synthetic, not measured; seed {seed}; {normals.source_note}",
        temp_outdoor=temp,
        temp_dew=dew,
        pressure=_pressure(normals.elevation),
        irradiance_global=light,
        irradiance_direct=direct,
        irradiance_diffuse=diffuse,
        radiation_sky=radiation_sky_clark_allen(temp, dew, cloud),
        wind_speed=_wind(np.asarray(normals.wind_speed), stream(seed, "wind")),
        wind_direction=_direction(
            np.asarray(normals.wind_direction), stream(seed, "direction")
        ),
        cloud_cover=cloud,
        precipitation=_rain(normals, clearness, stream(seed, "rain")),
    )


def day_arc(
    latitude: float, longitude: float, utc_offset: float
) -> tuple[float, FloatArray]:
    """Return the mean clock of solar noon and the daylight of each day.

    Parameters
    ----------
    latitude
        North positive [°].
    longitude
        East positive [°].
    utc_offset
        Standard time minus UTC [h].

    Returns
    -------
    tuple
        Solar noon, and daylight held between 4 and 20 h, shape ``(day,)`` [h].

    References
    ----------
    Cooper (1969), Solar Energy 12, 333: declination.
    """
    day = np.arange(365) + 1.0
    declination = np.radians(23.45) * np.sin(2.0 * np.pi * (284.0 + day) / 365.0)
    cosine = -np.tan(np.radians(latitude)) * np.tan(declination)
    daylight = 24.0 / np.pi * np.arccos(np.clip(cosine, -1.0, 1.0))
    return 12.0 + utc_offset - longitude / 15.0, np.clip(daylight, 4.0, 20.0)


def _cloud(sun: SunYear, light: FloatArray, sunshine: FloatArray) -> FloatArray:
    """Return cloud cover: by the light of the day, its monthly mean by sunshine.

    Kasten and Czeplak (1980), G/G_clear = 1 − 0.75 N^3.4, solved for N; then raised
    to a power per month so that the mean over daylight is one minus the sunshine
    fraction; linear from evening to morning.
    """
    clear = irradiance_clear_haurwitz(sun)
    is_known = sun.sun_elevation > _CLOUD_ELEVATION
    ratio = np.clip(light / np.maximum(clear, 1.0), 0.0, 1.0)
    cover = np.clip((1.0 - ratio) / 0.75, 0.0, 1.0) ** (1.0 / 3.4)
    month = month_of_hour()
    hours = np.arange(HOURS_PER_YEAR, dtype=np.float64)
    for index in range(MONTHS_PER_YEAR):
        inside = month == index
        daylight = float(np.count_nonzero(sun.is_up & inside))
        wanted = 1.0 - min(sunshine[index] / max(daylight, 1.0), 1.0)
        power = _power_to_mean(cover[is_known & inside], wanted)
        cover[inside] = cover[inside] ** power
    return np.interp(hours, hours[is_known], cover[is_known], period=HOURS_PER_YEAR)


def _power_to_mean(values: FloatArray, wanted: float) -> float:
    """Return the power that brings values between 0 and 1 to a mean, by halving."""
    low, high = 0.05, 20.0
    for _ in range(60):
        middle = float(np.sqrt(low * high))
        if values.size and float((values**middle).mean()) > wanted:
            low = middle
        else:
            high = middle
    return float(np.sqrt(low * high))


def _pressure(elevation: float) -> FloatArray:
    """Return standard pressure with a seasonal wave and the semidiurnal tide."""
    instants = np.arange(HOURS_PER_YEAR) + 1.0
    season = np.cos(2.0 * np.pi * (instants / 24.0 - 15.0) / 365.0)
    tide = np.cos(4.0 * np.pi * (instants - 10.0) / 24.0)
    standard = float(pressure_at_elevation(elevation))
    return np.asarray(standard + _PRESSURE_SEASON * season + _PRESSURE_TIDE * tide)


def _wind(monthly: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return Weibull wind, strongest in the afternoon, with exact monthly means."""
    normal = autoregress(rng.standard_normal(HOURS_PER_YEAR), _WIND_PERSISTENCE)
    draw = (-np.log1p(-share_of_normal(normal))) ** (1.0 / _WEIBULL_SHAPE)
    instants = np.arange(HOURS_PER_YEAR) + 1.0
    course = 1.0 + _WIND_SWING * np.cos(2.0 * np.pi * (instants - 15.0) / 24.0)
    speed = draw * course
    return np.asarray(speed * (monthly / mean_by_month(speed))[month_of_hour()])


def _direction(monthly: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return wind direction that wanders about the prevailing one."""
    wander = autoregress(rng.standard_normal(HOURS_PER_YEAR), _WIND_PERSISTENCE)
    return np.asarray((smooth_months(monthly) + _DIRECTION_DEVIATION * wander) % 360.0)


def _rain(
    normals: MonthlyNormals, clearness: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Return hourly rain: wet days are dull days, showers start in the afternoon."""
    dull = -clearness + 0.1 * rng.standard_normal(clearness.size)
    amount = rng.gamma(0.8, 1.0, clearness.size)
    start = np.clip(np.rint(rng.normal(_RAIN_CLOCK, 3.5, clearness.size)), 0, 18)
    length = np.minimum(1 + rng.geometric(0.35, clearness.size), 6)
    rain = np.zeros(HOURS_PER_YEAR)
    first = 0
    for month, days in enumerate(DAYS_PER_MONTH):
        wet = _largest(dull[first : first + days], round(normals.wet_days[month]))
        shares = np.where(wet, amount[first : first + days] + 0.05, 0.0)
        total = float(shares.sum())
        depth = shares * (normals.precipitation[month] / total if total > 0.0 else 0.0)
        for day in np.flatnonzero(wet):
            hour = 24 * (first + int(day)) + int(start[first + day])
            fade = 0.7 ** np.arange(int(length[first + day]))
            rain[hour : hour + fade.size] = depth[day] * fade / fade.sum()
        first += days
    return rain


def _largest(values: FloatArray, count: int) -> BoolArray:
    """Return where the `count` largest values stand."""
    is_largest = np.zeros(values.size, dtype=np.bool_)
    is_largest[np.argsort(-values, kind="stable")[:count]] = True
    return is_largest
