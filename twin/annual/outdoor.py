"""Outdoors of one climate year, prepared once for all buildings."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.psychrometrics import density_air
from twin.ground.types import FloatArray
from twin.health.adaptive import RANGE, temp_comfort_en16798, temp_running_mean
from twin.model.zone import Exposure
from twin.systems.photovoltaic import yield_photovoltaic
from twin.weather.earth import temp_ground_kasuda
from twin.weather.series import WeatherYear
from twin.weather.sky import temp_sky
from twin.weather.sun import (
    ExposureIrradiance,
    SunYear,
    irradiance_exposure,
    sun_of_place,
    sun_position,
)

GROUND_DEPTH: Final = 1.5
"""Depth at which the ground below a building has its undisturbed temperature [m]."""

INSTANTS: Final = (-0.5 / 3.0**0.5, 0.5 / 3.0**0.5)
"""Gauss instants around the middle of an hour; the mean of a sunlit quantity over
both is that over the hour to the fourth order [h]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OutdoorYear:
    """Hourly outdoors, read-only; means of the hour unless said otherwise."""

    weather: WeatherYear
    sun: SunYear
    suns: tuple[SunYear, ...]
    """Sun at the instants of `INSTANTS`, whose mean stands for the hour."""
    temp_mean: FloatArray
    """Air temperature, shape ``(hour,)`` [°C]."""
    temp_sky: FloatArray
    """Temperature of the sky as a black body, shape ``(hour,)`` [°C]."""
    temp_ground: FloatArray
    """Ground temperature at the end of the hour, shape ``(hour,)`` [°C]."""
    humidity_ratio: FloatArray
    """Water per dry air, shape ``(hour,)`` [kg/kg]."""
    density: FloatArray
    """Density of the air, shape ``(hour,)`` [kg/m³]."""
    temp_comfort: FloatArray
    """Adaptive comfort temperature, shape ``(hour,)`` [°C]."""
    power_photovoltaic: FloatArray
    """Yield of new modules per peak power, shape ``(hour,)`` [W/W]."""
    is_adaptive_valid: FloatArray
    """1 where the running mean lies in the model's range, else 0, ``(hour,)`` [-]."""

    def irradiance(self, exposure: Exposure) -> tuple[ExposureIrradiance, ...]:
        """Return what the sun brings to a face at each instant of the hour.

        Parameters
        ----------
        exposure
            Direction of the face and its horizon.

        Returns
        -------
        tuple[ExposureIrradiance, ...]
            Direct and diffuse irradiance, whose mean is that of the hour [W/m²].
        """
        return tuple(
            irradiance_exposure(sun, self.weather, exposure) for sun in self.suns
        )


def mean_of_hour(ends: FloatArray) -> FloatArray:
    """Return hourly means of a quantity given at the end of each hour.

    Parameters
    ----------
    ends
        Values at the end of each hour, December before January, ``(hour,)`` [any].

    Returns
    -------
    FloatArray
        Mean of start and end, shape ``(hour,)`` [any].
    """
    return np.asarray(0.5 * (ends + np.roll(ends, 1)))


def _sun_at(weather: WeatherYear, shift: float) -> SunYear:
    """Return the sun some hours off the middle of each hour, computed once a place."""
    return sun_of_place(
        weather.latitude,
        weather.longitude,
        weather.elevation,
        weather.utc_offset,
        shift=shift,
    )


def prepare_outdoor(weather: WeatherYear, sun: SunYear | None = None) -> OutdoorYear:
    """Return everything about the outdoors that does not depend on a building.

    Parameters
    ----------
    weather
        Weather of the year.
    sun
        Position of the sun, where it is known already.

    Returns
    -------
    OutdoorYear
        Series for the kernel and for the reading of its results.
    """
    temp_mean = mean_of_hour(weather.temp_outdoor)
    running = temp_running_mean(weather.temp_outdoor)
    is_valid = (running >= RANGE[0]) & (running <= RANGE[1])
    where = sun_position(weather) if sun is None else sun
    return OutdoorYear(
        weather=weather,
        sun=where,
        suns=tuple(_sun_at(weather, shift) for shift in INSTANTS),
        power_photovoltaic=yield_photovoltaic(weather, where),
        temp_mean=temp_mean,
        temp_sky=temp_sky(weather.radiation_sky),
        temp_ground=temp_ground_kasuda(weather, GROUND_DEPTH),
        humidity_ratio=mean_of_hour(weather.humidity_ratio),
        density=density_air(temp_mean, weather.pressure),
        temp_comfort=np.repeat(temp_comfort_en16798(running), 24),
        is_adaptive_valid=np.repeat(is_valid.astype(np.float64), 24),
    )
