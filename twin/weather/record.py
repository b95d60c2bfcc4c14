"""Weather as a file gave it: gaps are NaN and nothing has been mended yet."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Rules of one column of a weather file."""

    title: str
    """Name for messages."""
    unit: str
    """Unit in the file."""
    missing: float
    """Values at or above this code are missing [any]."""
    lowest: float
    """Smallest valid value [any]."""
    highest: float
    """Largest valid value [any]."""
    factor: float = 1.0
    """From the file's unit to that of the house [-]."""


COLUMNS: Final[Mapping[str, Column]] = {
    "temp_outdoor": Column(
        title="dry bulb", unit="°C", missing=99.9, lowest=-70, highest=70
    ),
    "temp_dew": Column(
        title="dew point", unit="°C", missing=99.9, lowest=-70, highest=70
    ),
    "humidity_relative": Column(
        title="relative humidity",
        unit="%",
        missing=999,
        lowest=0,
        highest=110,
        factor=0.01,
    ),
    "pressure": Column(
        title="pressure", unit="Pa", missing=999_999, lowest=31_000, highest=120_000
    ),
    "radiation_sky": Column(
        title="infrared from the sky", unit="W/m²", missing=9999, lowest=0, highest=900
    ),
    "irradiance_global": Column(
        title="global horizontal", unit="W/m²", missing=9999, lowest=0, highest=1800
    ),
    "irradiance_direct": Column(
        title="direct normal", unit="W/m²", missing=9999, lowest=0, highest=1500
    ),
    "irradiance_diffuse": Column(
        title="diffuse horizontal", unit="W/m²", missing=9999, lowest=0, highest=1200
    ),
    "wind_direction": Column(
        title="wind direction", unit="°", missing=999, lowest=0, highest=360
    ),
    "wind_speed": Column(
        title="wind speed", unit="m/s", missing=999, lowest=0, highest=40
    ),
    "cloud_total": Column(
        title="total sky cover",
        unit="tenths",
        missing=99,
        lowest=0,
        highest=10,
        factor=0.1,
    ),
    "cloud_cover": Column(
        title="opaque sky cover",
        unit="tenths",
        missing=99,
        lowest=0,
        highest=10,
        factor=0.1,
    ),
    "precipitation": Column(
        title="rain depth", unit="mm", missing=999, lowest=0, highest=400
    ),
}
"""Columns that are read, with the missing codes and ranges of the EnergyPlus
Auxiliary Programs manual, EPW data dictionary; the upper limits of radiation, for
which that dictionary gives none, are of this project (status A)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeatherRecord:
    """One year of weather before quality control, house units, gaps NaN."""

    name: str
    """Name of the place."""
    country: str
    """Country code of the header, may be empty."""
    latitude: float
    """North positive [°]."""
    longitude: float
    """East positive [°]."""
    elevation: float
    """Height above sea level [m]."""
    utc_offset: float
    """Standard time minus UTC, as the file says [h]."""
    is_synthetic: bool
    """Whether the file says that it was generated."""
    source_note: str
    """Where the file says it comes from."""
    series: Mapping[str, FloatArray]
    """Hourly values by the names of `COLUMNS`."""

    def replace(self, **series: FloatArray) -> "WeatherRecord":
        """Return the record with some of its series exchanged.

        Parameters
        ----------
        series
            New values by name [any].

        Returns
        -------
        WeatherRecord
            Copy; the original stays.
        """
        return dataclasses.replace(self, series={**self.series, **series})


def clear_codes(column: Column, series: FloatArray) -> FloatArray:
    """Return values in house units, missing codes replaced by NaN.

    Parameters
    ----------
    column
        Rules of the column.
    series
        Values as in the file [any].

    Returns
    -------
    FloatArray
        Values in house units [any].
    """
    return np.where(series >= column.missing, np.nan, series * column.factor)
