"""Checks that look at a year and change nothing but values no instrument can give."""

from typing import Final

import numpy as np

from twin.ground.calendar import HOURS_PER_MONTH
from twin.ground.psychrometrics import pressure_at_elevation
from twin.ground.types import FloatArray
from twin.weather.gap import run_lengths
from twin.weather.quality import Finding, Level, finding_of_count, nan_count
from twin.weather.record import COLUMNS, WeatherRecord

JUMP_LARGEST: Final = 10.0
"""Change of temperature from hour to hour that is worth a look [K]."""

RUN_LONGEST: Final = 24
"""Longest run of one and the same value that is believed [h]."""

CALM_SHARE_LARGEST: Final = 0.25
"""Share of calm hours above which the anemometer is doubted, status A [-]."""

PRESSURE_TOLERANCE: Final = 0.03
"""Departure of the mean pressure from that of the standard atmosphere [-]."""

_NIGHT_OFFSET: Final = -5.0  # W/m², thermal offset of a pyranometer
_ZONE_WARN: Final = 1.5  # h, between the file's zone and its longitude
_ZONE_FAIL: Final = 3.0  # h
_INTEGER_SHARE: Final = 0.98  # share of whole m/s above which wind is rounded
_SKY_RANGE: Final = (100.0, 570.0)  # W/m², believable at all
_SKY_USUAL: Final = (200.0, 520.0)  # W/m², usual outside polar winters

# Legal time of countries with a single zone, status G.
_LEGAL_OFFSET: Final = {
    "CHN": 8.0,
    "SGP": 8.0,
    "MYS": 8.0,
    "PHL": 8.0,
    "THA": 7.0,
    "VNM": 7.0,
    "JPN": 9.0,
    "KOR": 9.0,
    "IND": 5.5,
    "IRN": 3.5,
}


def check_missing(record: WeatherRecord) -> list[Finding]:
    """Return a finding for every column in which values are missing.

    Parameters
    ----------
    record
        Year as read.

    Returns
    -------
    list[Finding]
        Findings; rain has its own check.
    """
    found = []
    for name, column in COLUMNS.items():
        count = nan_count(record.series[name])
        if count and name != "precipitation":
            message = f"{column.title} missing in {count} h"
            check = f"missing_{name}"
            found.append(
                Finding(check=check, level=Level.WARN, message=message, count=count)
            )
    if not found:
        message = "no missing values"
        found.append(Finding(check="missing", level=Level.FINE, message=message))
    return found


def check_ranges(record: WeatherRecord) -> tuple[WeatherRecord, list[Finding]]:
    """Return the record without impossible values, and what was taken out.

    Negative irradiance down to −5 W/m², the offset of a pyranometer at night, becomes
    zero; anything else outside the range of its column becomes a gap.

    Parameters
    ----------
    record
        Year as read.

    Returns
    -------
    tuple
        Year with gaps in place of impossible values, and the findings.
    """
    found = []
    changed = {}
    for name, column in COLUMNS.items():
        values = record.series[name]
        if name.startswith("irradiance"):
            values = np.where((values < 0.0) & (values >= _NIGHT_OFFSET), 0.0, values)
        low, high = column.lowest * column.factor, column.highest * column.factor
        with np.errstate(invalid="ignore"):
            is_out = (values < low - 1e-9) | (values > high + 1e-9)
        changed[name] = np.where(is_out, np.nan, values)
        count = int(np.count_nonzero(is_out))
        if count:
            message = (
                f"{column.title} outside {column.lowest:g} to {column.highest:g} "
                f"{column.unit} in {count} h"
            )
            found.append(
                Finding(
                    check=f"range_{name}",
                    level=Level.FAIL,
                    message=message,
                    count=count,
                    correction="taken as missing",
                )
            )
    if not found:
        message = "every value is possible"
        found.append(Finding(check="range", level=Level.FINE, message=message))
    return record.replace(**changed), found


def check_pressure(record: WeatherRecord) -> Finding:
    """Return whether the mean pressure fits the elevation within 3 %.

    Parameters
    ----------
    record
        Year without gaps of pressure.

    Returns
    -------
    Finding
        Result.
    """
    standard = float(pressure_at_elevation(record.elevation))
    ratio = float(record.series["pressure"].mean()) / standard - 1.0
    level = Level.FINE if abs(ratio) <= PRESSURE_TOLERANCE else Level.WARN
    message = (
        f"mean pressure is {100 * ratio:+.1f} % from standard at "
        f"{record.elevation:g} m, allowed ±{100 * PRESSURE_TOLERANCE:g} %"
    )
    return Finding(check="pressure", level=level, message=message)


def check_jumps(temp_outdoor: FloatArray) -> list[Finding]:
    """Return hours in which the temperature jumps by more than 10 K.

    Jumps at month ends, where typical years are joined, are reported apart.

    Parameters
    ----------
    temp_outdoor
        Hourly temperature [°C].

    Returns
    -------
    list[Finding]
        Findings ``jumps`` and ``month_edges``.
    """
    jump = np.abs(np.diff(temp_outdoor, prepend=temp_outdoor[:1]))
    edges = np.cumsum(HOURS_PER_MONTH)[:-1]
    beside = (edges[:, None] + np.arange(-1, 2)).ravel()
    is_edge = np.zeros(temp_outdoor.size, dtype=np.bool_)
    is_edge[beside] = True
    is_large = jump > JUMP_LARGEST
    text = f"a jump above {JUMP_LARGEST:g} K in one hour, largest"
    inside = float(jump[~is_edge].max())
    at_edge = float(jump[is_edge].max())
    return [
        finding_of_count("jumps", is_large & ~is_edge, f"{text} {inside:.1f} K"),
        finding_of_count(
            "month_edges", is_large & is_edge, f"{text} {at_edge:.1f} K, at a month end"
        ),
    ]


def check_constant_runs(record: WeatherRecord) -> Finding:
    """Return hours in runs of one value that last longer than 24 h.

    Parameters
    ----------
    record
        Year without gaps of temperature, dew point and wind.

    Returns
    -------
    Finding
        Result.
    """
    stuck = np.zeros(record.series["temp_outdoor"].size, dtype=np.bool_)
    for name in ("temp_outdoor", "temp_dew", "wind_speed"):
        same = np.diff(record.series[name], prepend=np.nan) == 0.0
        stuck |= run_lengths(np.asarray(same)) >= RUN_LONGEST
    text = f"temperature, dew point or wind unchanged for more than {RUN_LONGEST} h"
    return finding_of_count("constant_runs", stuck, text)


def check_duplicates(record: WeatherRecord) -> Finding:
    """Return days that repeat another day of the year in every hour.

    Parameters
    ----------
    record
        Year as read.

    Returns
    -------
    Finding
        Result, counted in days.
    """
    names = ("temp_outdoor", "temp_dew", "wind_speed")
    days = np.hstack([record.series[name].reshape(-1, 24) for name in names])
    _, first = np.unique(days, axis=0, return_index=True)
    is_copy = np.ones(days.shape[0], dtype=np.bool_)
    is_copy[first] = False
    return finding_of_count("duplicates", is_copy, "days that repeat another day")


def check_calm(wind_speed: FloatArray) -> Finding:
    """Return whether calm is too frequent or wind is known in whole m/s only.

    Parameters
    ----------
    wind_speed
        Hourly wind speed [m/s].

    Returns
    -------
    Finding
        Result.
    """
    is_calm = wind_speed <= 0.0
    share = float(is_calm.mean())
    whole = float((wind_speed == np.rint(wind_speed)).mean())
    message = f"calm in {100 * share:.1f} % of hours"
    if whole > _INTEGER_SHARE:
        message += ", wind in whole m/s only"
    is_doubtful = share > CALM_SHARE_LARGEST or whole > _INTEGER_SHARE
    return Finding(
        check="calm",
        level=Level.WARN if is_doubtful else Level.FINE,
        message=message,
        count=int(is_calm.sum()),
    )


def check_precipitation(
    precipitation: FloatArray,
) -> tuple[FloatArray, Finding]:
    """Return rain, NaN throughout if the file does not know it, and the finding.

    A year without a drop is taken as unknown: some files hold zero in every row.

    Parameters
    ----------
    precipitation
        Hourly rain, gaps NaN [mm].

    Returns
    -------
    tuple
        Rain, scattered gaps as zero [mm], and the finding.
    """
    known = np.nan_to_num(precipitation, nan=0.0)
    missing = nan_count(precipitation)
    if missing == precipitation.size or not known.any():
        kind = "missing" if missing else "zero"
        finding = Finding(
            check="precipitation",
            level=Level.WARN,
            message=f"rain is {kind} in every row",
            count=precipitation.size,
            correction="taken as unknown",
        )
        return np.full(precipitation.size, np.nan), finding
    message = f"{known.sum():.0f} mm of rain, unknown in {missing} h"
    level = Level.WARN if missing else Level.FINE
    note = "gaps taken as dry" if missing else ""
    return known, Finding(
        check="precipitation",
        level=level,
        message=message,
        count=missing,
        correction=note,
    )


def check_time_zone(record: WeatherRecord) -> Finding:
    """Return whether the file's time zone fits its longitude and the legal time.

    Parameters
    ----------
    record
        Year as read.

    Returns
    -------
    Finding
        Result.
    """
    away = record.utc_offset - record.longitude / 15.0
    away = (away + 12.0) % 24.0 - 12.0
    legal = _LEGAL_OFFSET.get(record.country.upper())
    message = f"UTC{record.utc_offset:+g} is {away:+.2f} h from solar time"
    level = Level.FINE
    if legal is not None and legal != record.utc_offset:
        message += f"; legal time of {record.country} is UTC{legal:+g}"
        level = Level.WARN
    elif abs(away) > _ZONE_WARN and legal is None:
        level = Level.WARN
    if abs(away) > _ZONE_FAIL:
        level = Level.FAIL
    return Finding(check="time_zone", level=level, message=message)


def check_radiation_sky(radiation_sky: FloatArray) -> Finding:
    """Return whether long-wave radiation lies in its usual range.

    Parameters
    ----------
    radiation_sky
        Long-wave radiation of the sky [W/m²].

    Returns
    -------
    Finding
        Result.
    """
    low, high = float(radiation_sky.min()), float(radiation_sky.max())
    is_odd = (radiation_sky < _SKY_USUAL[0]) | (radiation_sky > _SKY_USUAL[1])
    level = Level.WARN if is_odd.any() else Level.FINE
    if low < _SKY_RANGE[0] or high > _SKY_RANGE[1]:
        level = Level.FAIL
    message = (
        f"long-wave radiation {low:.0f} to {high:.0f} W/m², usual "
        f"{_SKY_USUAL[0]:g} to {_SKY_USUAL[1]:g}"
    )
    count = int(is_odd.sum())
    return Finding(check="radiation_sky", level=level, message=message, count=count)
