"""Writes a weather year as an EPW file that says whether it was measured."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from twin.ground.calendar import (
    DAYS_PER_MONTH,
    clock_of_hour,
    day_of_hour,
    month_of_hour,
)
from twin.ground.psychrometrics import vapour_pressure_saturation
from twin.ground.types import FloatArray
from twin.weather.earth import temp_ground_kasuda
from twin.weather.season import mean_by_month
from twin.weather.series import WeatherYear
from twin.weather.sun import REFERENCE_YEAR

SYNTHETIC: Final = "synthetic"
"""Word in the comments by which a year that was not measured is known."""

_FLAGS: Final = "?9?9?9?9E0?9?9?9?9?9?9*9*9*9*9?9?9?9?9*9*9*9*9*9*9*9*9"
_GROUND_DEPTHS: Final = (0.5, 2.0, 4.0)  # m
_RAIN_MISSING: Final = 999.0


def write_epw(path: Path, weather: WeatherYear, comments: Sequence[str] = ()) -> None:
    """Write a year as an EPW file, whole or not at all.

    A year that is not measured says so in its source and its first comment.
    Temperature and wind are written to 0.01, irradiance to 0.1 W/m², pressure to
    1 Pa, cloud to tenths.

    Parameters
    ----------
    path
        File to write; its folder exists.
    weather
        Year to write.
    comments
        Lines for the second comment.
    """
    text = "".join(f"{line}\n" for line in epw_lines(weather, comments))
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def epw_lines(weather: WeatherYear, comments: Sequence[str] = ()) -> list[str]:
    """Return the lines of the EPW file of a year.

    Parameters
    ----------
    weather
        Year to write.
    comments
        Lines for the second comment.

    Returns
    -------
    list[str]
        Eight header lines and 8760 rows, without line ends.
    """
    return [*_header(weather, comments), *_rows(weather)]


def _header(weather: WeatherYear, comments: Sequence[str]) -> list[str]:
    """Return the eight header lines."""
    note = weather.source_note
    if weather.is_synthetic and SYNTHETIC not in note.lower():
        note = f"{SYNTHETIC}, not measured; {note}"
    location = (
        _plain(weather.name).replace(",", " "),
        "",
        "",
        SYNTHETIC if weather.is_synthetic else "other",
        "",
        f"{weather.latitude:.10g}",
        f"{weather.longitude:.10g}",
        f"{weather.utc_offset:g}",
        f"{weather.elevation:.10g}",
    )
    return [
        f"LOCATION,{','.join(location)}",
        "DESIGN CONDITIONS,0",
        "TYPICAL/EXTREME PERIODS,0",
        _ground(weather),
        "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
        f"COMMENTS 1,{_plain(note)}",
        f"COMMENTS 2,{_plain('; '.join(comments))}",
        "DATA PERIODS,1,1,Data,Wednesday,1/1,12/31",
    ]


def _plain(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def _ground(weather: WeatherYear) -> str:
    """Return the header of monthly ground temperatures, by Kasuda and Achenbach."""
    parts = [f"GROUND TEMPERATURES,{len(_GROUND_DEPTHS)}"]
    for depth in _GROUND_DEPTHS:
        monthly = mean_by_month(temp_ground_kasuda(weather, depth))
        parts.append(f"{depth:g},,,," + ",".join(_text(monthly, 2)))
    return ",".join(parts)


def _text(values: FloatArray, digits: int) -> list[str]:
    """Return values with a fixed number of digits, never minus zero."""
    return [f"{value:.{digits}f}" for value in (np.round(values, digits) + 0.0)]


def _rows(weather: WeatherYear) -> list[str]:
    """Return the 8760 data rows."""
    first = np.concatenate(([0], np.cumsum(DAYS_PER_MONTH)[:-1]))
    month = month_of_hour()
    stamps = zip(
        month + 1,
        day_of_hour() - first[month] + 1,
        clock_of_hour() + 1,
        strict=True,
    )
    temp, dew = np.round(weather.temp_outdoor, 2), np.round(weather.temp_dew, 2)
    saturated = vapour_pressure_saturation(temp)
    humidity = 100.0 * vapour_pressure_saturation(dew) / saturated
    tenths = _text(10.0 * weather.cloud_cover, 0)
    rain = np.nan_to_num(weather.precipitation, nan=_RAIN_MISSING)
    columns = zip(
        (f"{REFERENCE_YEAR},{m},{d},{h},0,{_FLAGS}" for m, d, h in stamps),
        _text(temp, 2),
        _text(dew, 2),
        _text(humidity, 0),
        _text(weather.pressure, 0),
        _text(weather.radiation_sky, 1),
        _text(weather.irradiance_global, 1),
        _text(weather.irradiance_direct, 1),
        _text(weather.irradiance_diffuse, 1),
        _text(np.rint(weather.wind_direction) % 360.0, 0),
        _text(weather.wind_speed, 2),
        tenths,
        _text(rain, 2),
        strict=True,
    )
    return [_row(*cells) for cells in columns]


def _row(*cells: str) -> str:
    """Return one row; columns that the year does not hold carry their missing code."""
    stamp, temp, dew, humidity, pressure, sky = cells[:6]
    light, direct, diffuse, wind_from, wind, tenths, rain = cells[6:]
    return ",".join(
        (
            f"{stamp},{temp},{dew},{humidity},{pressure},9999,9999,{sky}",
            f"{light},{direct},{diffuse},999999,999999,999999,9999",
            f"{wind_from},{wind},{tenths},{tenths},9999,99999,9,999999999,999,.999",
            f"999,99,999,{rain},99",
        )
    )
