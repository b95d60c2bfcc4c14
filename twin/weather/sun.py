"""Where the sun stands and what a tilted face receives, through pvlib."""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd
import pvlib

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import BoolArray, FloatArray, IntArray
from twin.model.zone import HORIZON_SECTORS, Exposure
from twin.weather.series import WeatherYear

REFERENCE_YEAR: Final = 2025
"""Year, without leap day, for which the sun is computed [a]."""

ALBEDO_GROUND: Final = 0.2
"""Reflectance of unspecified ground, usual default of building simulation [-]."""

MIDDLE_OF_HOUR: Final = 0.5
"""Instant of an hour at which the sun stands for the whole hour [h]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunYear:
    """Position of the sun at the middle of each hour, shape ``(hour,)``.

    It depends on the place alone: compute it once for a weather year and hand it on.
    """

    sun_elevation: FloatArray
    """Apparent elevation, refraction included; negative at night [°]."""
    sun_azimuth: FloatArray
    """Azimuth, clockwise from north, 0 to 360 [°]."""
    cos_zenith: FloatArray
    """Cosine of the apparent zenith angle, 0 at night [-]."""
    irradiance_extra: FloatArray
    """Extraterrestrial irradiance normal to the beam [W/m²]."""

    def __post_init__(self) -> None:
        for field in fields(self):
            getattr(self, field.name).setflags(write=False)

    @property
    def is_up(self) -> BoolArray:
        """Whether the middle of the sun stands above an open horizon."""
        return np.asarray(self.sun_elevation > 0.0)

    @property
    def irradiance_extra_horizontal(self) -> FloatArray:
        """Extraterrestrial irradiance on the horizontal [W/m²]."""
        return np.asarray(self.irradiance_extra * self.cos_zenith)

    @property
    def sector(self) -> IntArray:
        """Sector of the horizon, 0 to 35, in which the sun stands [-]."""
        width = 360.0 / HORIZON_SECTORS
        return np.asarray(self.sun_azimuth // width, dtype=np.int64) % HORIZON_SECTORS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TiltedIrradiance:
    """Solar irradiance on a tilted face by part, shape ``(hour,)`` [W/m²]."""

    beam: FloatArray
    """Beam on the plane [W/m²]."""
    circumsolar: FloatArray
    """Diffuse light from around the sun [W/m²]."""
    isotropic: FloatArray
    """Diffuse light from the rest of the sky, horizon band included [W/m²]."""
    ground: FloatArray
    """Light reflected by the ground [W/m²]."""

    @property
    def sky(self) -> FloatArray:
        """Circumsolar and remaining sky light together [W/m²]."""
        return np.asarray(self.circumsolar + self.isotropic)

    @property
    def total(self) -> FloatArray:
        """Everything that reaches the face [W/m²]."""
        return np.asarray(self.beam + self.sky + self.ground)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExposureIrradiance:
    """Solar irradiance on a face behind its own horizon, shape ``(hour,)``."""

    direct: FloatArray
    """Beam on the plane that passes over the obstructions [W/m²]."""
    diffuse: FloatArray
    """Sky light that is left, and ground-reflected light [W/m²]."""
    circumsolar: FloatArray
    """The part of the diffuse light that comes from around the sun [W/m²]."""
    ground: FloatArray
    """The part of the diffuse light that the ground reflects [W/m²]."""
    incidence_cosine: FloatArray
    """Cosine of the angle between beam and normal, 0 behind and at night [-]."""


def sun_position(weather: WeatherYear, shift: float = 0.0) -> SunYear:
    """Return the position of the sun at the middle of each hour.

    Parameters
    ----------
    weather
        Year whose place and time zone count.
    shift
        Added to the middle of the hour before the sun is computed [h].

    Returns
    -------
    SunYear
        Sun of each hour.

    Notes
    -----
    NREL's algorithm, valid for the years −2000 to 6000, uncertainty 0.0003°. The
    year is 2025; the position of other years differs by at most 0.4° in the same
    hour, because of the leap-year cycle.

    References
    ----------
    Reda and Andreas (2004), Solar Energy 76, 577, doi 10.1016/j.solener.2003.12.003;
    implemented by pvlib, Anderson et al. (2023), J. Open Source Softw. 8(92), 5994.
    """
    return sun_of_place(
        weather.latitude,
        weather.longitude,
        weather.elevation,
        weather.utc_offset,
        shift=shift,
    )


@lru_cache(maxsize=16)
def sun_of_place(
    latitude: float,
    longitude: float,
    elevation: float,
    utc_offset: float,
    shift: float = 0.0,
) -> SunYear:
    """Return the position of the sun over a place at the middle of each hour.

    Parameters
    ----------
    latitude
        North positive [°].
    longitude
        East positive [°].
    elevation
        Height above sea level [m].
    utc_offset
        Standard time minus UTC [h].
    shift
        Added to the middle of the hour before the sun is computed [h].

    Returns
    -------
    SunYear
        Sun of each hour, read-only; the last few places are remembered.
    """
    start = pd.Timestamp(REFERENCE_YEAR, 1, 1, tz="UTC")
    hours = np.arange(HOURS_PER_YEAR) + MIDDLE_OF_HOUR + shift - utc_offset
    times = start + pd.to_timedelta(np.round(hours * 3600.0), unit="s")
    place: Any = pvlib.solarposition.get_solarposition(
        times, latitude, longitude, altitude=elevation
    )
    sun_elevation = place["apparent_elevation"].to_numpy(dtype=np.float64, copy=True)
    days = np.floor(hours / 24.0) % (HOURS_PER_YEAR // 24) + 1.0
    extra: Any = pvlib.irradiance.get_extra_radiation(days)
    return SunYear(
        sun_elevation=sun_elevation,
        sun_azimuth=place["azimuth"].to_numpy(dtype=np.float64) % 360.0,
        cos_zenith=np.maximum(np.sin(np.radians(sun_elevation)), 0.0),
        irradiance_extra=np.array(extra, dtype=np.float64),
    )


def incidence_cosine(sun: SunYear, tilt: float, azimuth: float) -> FloatArray:
    r"""Return the cosine of the angle between the beam and the normal of a face.

    .. math:: \cos\theta = \sin\alpha\cos\beta
              + \cos\alpha\sin\beta\cos(\gamma_s - \gamma)

    Parameters
    ----------
    sun
        Sun of the year.
    tilt
        Angle of the face from the horizontal, 0 to 180 [°].
    azimuth
        Direction of its outward normal, clockwise from north [°].

    Returns
    -------
    FloatArray
        Cosine, 0 where the sun stands behind the face or below the horizon [-].

    References
    ----------
    Duffie and Beckman (2013), Solar Engineering of Thermal Processes, eq. 1.6.3.
    """
    alpha, beta = np.radians(sun.sun_elevation), np.radians(tilt)
    gamma = np.radians(sun.sun_azimuth - azimuth)
    cosine = np.sin(alpha) * np.cos(beta) + np.cos(alpha) * np.sin(beta) * np.cos(gamma)
    return np.where(sun.is_up, np.maximum(cosine, 0.0), 0.0)


def irradiance_tilted_perez(
    sun: SunYear,
    weather: WeatherYear,
    tilt: float,
    azimuth: float,
    albedo: float = ALBEDO_GROUND,
) -> TiltedIrradiance:
    """Return the irradiance on an unobstructed face by the Perez model of 1990.

    While the sun is below the horizon, what diffuse light there is counts as
    isotropic. The horizon band is part of `isotropic` and may make it smaller.

    Parameters
    ----------
    sun
        Sun of the year.
    weather
        Irradiance of the year.
    tilt
        Angle of the face from the horizontal, 0 to 180 [°].
    azimuth
        Direction of its outward normal, clockwise from north [°].
    albedo
        Reflectance of the ground, 0 to 1 [-].

    Returns
    -------
    TiltedIrradiance
        Irradiance by part.

    References
    ----------
    Perez et al. (1990), Solar Energy 44, 271, doi 10.1016/0038-092X(90)90055-H.
    """
    lit = _has_anisotropic_sky(sun, weather)
    zenith = 90.0 - sun.sun_elevation[lit]
    airmass: Any = pvlib.atmosphere.get_relative_airmass(zenith)
    parts: Any = pvlib.irradiance.perez(
        tilt,
        azimuth,
        weather.irradiance_diffuse[lit],
        weather.irradiance_direct[lit],
        sun.irradiance_extra[lit],
        zenith,
        sun.sun_azimuth[lit],
        airmass,
        return_components=True,
    )
    around = np.asarray(parts["poa_circumsolar"])
    rest = np.asarray(parts["poa_sky_diffuse"]) - around
    return _assemble(sun, weather, (tilt, azimuth), albedo, (lit, around, rest))


def irradiance_tilted_hay_davies(
    sun: SunYear,
    weather: WeatherYear,
    tilt: float,
    azimuth: float,
    albedo: float = ALBEDO_GROUND,
) -> TiltedIrradiance:
    """Return the irradiance on an unobstructed face by the model of Hay and Davies.

    Parameters
    ----------
    sun
        Sun of the year.
    weather
        Irradiance of the year.
    tilt
        Angle of the face from the horizontal, 0 to 180 [°].
    azimuth
        Direction of its outward normal, clockwise from north [°].
    albedo
        Reflectance of the ground, 0 to 1 [-].

    Returns
    -------
    TiltedIrradiance
        Irradiance by part.

    References
    ----------
    Hay and Davies (1980), Proc. First Canadian Solar Radiation Data Workshop, 59.
    """
    lit = _has_anisotropic_sky(sun, weather)
    parts: Any = pvlib.irradiance.haydavies(
        tilt,
        azimuth,
        weather.irradiance_diffuse[lit],
        weather.irradiance_direct[lit],
        sun.irradiance_extra[lit],
        90.0 - sun.sun_elevation[lit],
        sun.sun_azimuth[lit],
        return_components=True,
    )
    around = np.asarray(parts["poa_circumsolar"])
    rest = np.asarray(parts["poa_isotropic"])
    return _assemble(sun, weather, (tilt, azimuth), albedo, (lit, around, rest))


def irradiance_exposure(
    sun: SunYear,
    weather: WeatherYear,
    exposure: Exposure,
    albedo: float = ALBEDO_GROUND,
) -> ExposureIrradiance:
    """Return what reaches a face past the obstructions of its horizon.

    Beam and circumsolar light arrive while the sun stands higher than the horizon
    of its sector of azimuth. The rest of the sky is cut by `Exposure.sky_view`. The
    light that obstructions themselves reflect is left out, so a face in a dense
    street is a little too dark; ground-reflected light is not obstructed.

    Parameters
    ----------
    sun
        Sun of the year, from `sun_position`.
    weather
        Irradiance of the year.
    exposure
        Direction of the face and horizon before it.
    albedo
        Reflectance of the ground, 0 to 1 [-].

    Returns
    -------
    ExposureIrradiance
        Direct and diffuse irradiance on the plane, and the cosine of incidence.
    """
    tilted = irradiance_tilted_perez(
        sun, weather, exposure.tilt, exposure.azimuth, albedo
    )
    horizon = np.asarray(exposure.horizon, dtype=np.float64)[sun.sector]
    is_seen = sun.sun_elevation > np.maximum(horizon, 0.0)
    around = np.where(is_seen, tilted.circumsolar, 0.0)
    sky = around + exposure.sky_view * tilted.isotropic
    return ExposureIrradiance(
        direct=np.where(is_seen, tilted.beam, 0.0),
        diffuse=np.maximum(sky, 0.0) + tilted.ground,
        circumsolar=around,
        ground=tilted.ground,
        incidence_cosine=incidence_cosine(sun, exposure.tilt, exposure.azimuth),
    )


def _has_anisotropic_sky(sun: SunYear, weather: WeatherYear) -> BoolArray:
    """Return where the models of an uneven sky apply: sun up, some diffuse light."""
    return np.asarray(sun.is_up & (weather.irradiance_diffuse > 0.0))


def _assemble(
    sun: SunYear,
    weather: WeatherYear,
    face: tuple[float, float],
    albedo: float,
    lit_sky: tuple[BoolArray, FloatArray, FloatArray],
) -> TiltedIrradiance:
    """Put the parts of a sky model, known for lit hours, into a whole year."""
    tilt, azimuth = face
    lit, around, rest = lit_sky
    cos_tilt = float(np.cos(np.radians(tilt)))
    circumsolar = np.zeros(HOURS_PER_YEAR)
    circumsolar[lit] = around
    isotropic = weather.irradiance_diffuse * (0.5 * (1.0 + cos_tilt))
    isotropic[lit] = rest
    beam = weather.irradiance_direct * incidence_cosine(sun, tilt, azimuth)
    ground = weather.irradiance_global * (albedo * 0.5 * (1.0 - cos_tilt))
    return TiltedIrradiance(
        beam=beam, circumsolar=circumsolar, isotropic=isotropic, ground=ground
    )
