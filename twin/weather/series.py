"""One year of hourly weather, as every other floor reads it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.psychrometrics import (
    humidity_ratio_from_vapour_pressure,
    vapour_pressure_saturation,
)
from twin.ground.types import FloatArray

SERIES: Final = (
    "temp_outdoor",
    "temp_dew",
    "pressure",
    "irradiance_global",
    "irradiance_direct",
    "irradiance_diffuse",
    "radiation_sky",
    "wind_speed",
    "wind_direction",
    "cloud_cover",
    "precipitation",
)
"""Names of the hourly series of a `WeatherYear`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeatherYear:
    """Hourly weather of one year without leap day at one place.

    Hour ``h`` is the interval from ``h`` to ``h + 1``, counted from 1 January 00:00
    standard time. Temperatures, pressure, wind and cloud are instantaneous at the
    end of the interval; irradiance and radiation are means over it; rain is its sum.
    Every array has shape ``(8760,)`` and is read-only.
    """

    name: str
    """Name of the place, for reports."""
    latitude: float
    """North positive [°]."""
    longitude: float
    """East positive [°]."""
    elevation: float
    """Height above sea level [m]."""
    utc_offset: float
    """Standard time minus UTC [h]."""
    is_synthetic: bool
    """Whether the year was generated or changed by a model, not measured."""
    source_note: str
    """Where it comes from, one line, shown in reports."""
    temp_outdoor: FloatArray
    """Dry-bulb temperature at the end of the hour [°C]."""
    temp_dew: FloatArray
    """Dew point at the end of the hour, at most `temp_outdoor` [°C]."""
    pressure: FloatArray
    """Air pressure at the station [Pa]."""
    irradiance_global: FloatArray
    """Solar irradiance on the horizontal [W/m²]."""
    irradiance_direct: FloatArray
    """Beam irradiance on a plane normal to the sun [W/m²]."""
    irradiance_diffuse: FloatArray
    """Diffuse solar irradiance on the horizontal [W/m²]."""
    radiation_sky: FloatArray
    """Long-wave radiation from the sky on the horizontal [W/m²]."""
    wind_speed: FloatArray
    """Wind speed at 10 m [m/s]."""
    wind_direction: FloatArray
    """Where the wind comes from, clockwise from north [°]."""
    cloud_cover: FloatArray
    """Share of the sky covered by opaque cloud [-]."""
    precipitation: FloatArray
    """Rain of the hour; NaN throughout where the source does not know it [mm]."""

    def __post_init__(self) -> None:
        for name in SERIES:
            values = np.array(getattr(self, name), dtype=np.float64)
            if values.shape != (HOURS_PER_YEAR,):
                message = f"{name}: shape {values.shape}, expected ({HOURS_PER_YEAR},)"
                raise ValueError(message)
            values.setflags(write=False)
            object.__setattr__(self, name, values)

    @property
    def vapour_pressure(self) -> FloatArray:
        """Partial pressure of water vapour at the end of each hour [Pa]."""
        return vapour_pressure_saturation(self.temp_dew)

    @property
    def humidity_ratio(self) -> FloatArray:
        """Water per dry air at the end of each hour [kg/kg]."""
        return humidity_ratio_from_vapour_pressure(self.vapour_pressure, self.pressure)

    @property
    def humidity_relative(self) -> FloatArray:
        """Relative humidity over water at the end of each hour [-]."""
        saturated = vapour_pressure_saturation(self.temp_outdoor)
        return np.asarray(self.vapour_pressure / saturated)
