"""A synthetic year, its sun and its record, made once."""

from pathlib import Path

import numpy as np
import pytest

from twin.io.climate import read_normals
from twin.weather.record import WeatherRecord
from twin.weather.sun import sun_position
from twin.weather.synthesis import generate_year

NORMALS = Path(__file__).parents[2] / "weather" / "baoting_normals.csv"


@pytest.fixture(scope="session")
def normals():
    return read_normals(NORMALS)


@pytest.fixture(scope="session")
def year(normals):
    return generate_year(normals, 18)


@pytest.fixture(scope="session")
def sun(year):
    return sun_position(year)


@pytest.fixture
def record(year):
    """The synthetic year as a file would give it, to be spoiled by a test."""
    names = (
        "temp_outdoor", "temp_dew", "pressure", "irradiance_global",
        "irradiance_direct", "irradiance_diffuse", "radiation_sky", "wind_speed",
        "wind_direction", "cloud_cover", "precipitation",
    )  # fmt: skip
    series = {name: np.array(getattr(year, name)) for name in names}
    series["humidity_relative"] = np.array(year.humidity_relative)
    series["cloud_total"] = np.array(year.cloud_cover)
    return WeatherRecord(
        name=year.name,
        country="",
        latitude=year.latitude,
        longitude=year.longitude,
        elevation=year.elevation,
        utc_offset=year.utc_offset,
        is_synthetic=True,
        source_note="synthetic",
        series=series,
    )
