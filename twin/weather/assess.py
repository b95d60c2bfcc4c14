"""Quality control of a whole year: from a record to a `WeatherYear`, with a report."""

from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.weather.check import (
    check_calm,
    check_constant_runs,
    check_duplicates,
    check_jumps,
    check_missing,
    check_precipitation,
    check_pressure,
    check_radiation_sky,
    check_ranges,
    check_time_zone,
)
from twin.weather.mend_air import mend_air
from twin.weather.mend_sun import mend_sun
from twin.weather.quality import Finding, Level, finding_of_count
from twin.weather.record import WeatherRecord
from twin.weather.series import SERIES, WeatherYear
from twin.weather.split import clearness_index
from twin.weather.sun import SunYear, sun_of_place

CLEARNESS_MEAN_LARGEST: Final = 1.0
"""Largest believable mean clearness of an hour of the day over the year [-]."""

CLEARNESS_LARGEST: Final = 1.2
"""Largest believable clearness of one hour, cloud edges included [-]."""

DIRECT_LARGEST: Final = 1100.0
"""Largest believable direct normal irradiance [W/m²]."""

CLEARNESS_BAND: Final = (0.25, 0.75)
"""Usual annual clearness between foggy coasts and deserts, status G [-]."""

_DAY_SHARE: Final = 0.05  # of the brightest hour of the mean day
_ELEVATION: Final = 10.0  # °, sun above which one hour's clearness is judged


def assess(record: WeatherRecord) -> tuple[WeatherYear | None, list[Finding]]:
    """Return the mended year and all findings; no year where values stay missing.

    Parameters
    ----------
    record
        Year as read, gaps NaN.

    Returns
    -------
    tuple
        Year, or None where a finding refuses it, and the findings in order.
    """
    found = [check_time_zone(record), *check_missing(record)]
    record, range_found = check_ranges(record)
    found += range_found
    record, air_found = mend_air(record)
    record, sun_found = mend_sun(record)
    found += air_found + sun_found
    if any(finding.is_refused for finding in found):
        return None, found
    rain, rain_finding = check_precipitation(record.series["precipitation"])
    record = record.replace(precipitation=rain)
    sun = sun_of_place(
        record.latitude, record.longitude, record.elevation, record.utc_offset
    )
    found += [
        *check_clearness(sun, record.series["irradiance_global"]),
        finding_of_count(
            "direct",
            record.series["irradiance_direct"] > DIRECT_LARGEST,
            f"direct irradiance above {DIRECT_LARGEST:g} W/m²",
        ),
        check_pressure(record),
        check_radiation_sky(record.series["radiation_sky"]),
        *check_jumps(record.series["temp_outdoor"]),
        check_constant_runs(record),
        check_duplicates(record),
        check_calm(record.series["wind_speed"]),
        rain_finding,
    ]
    return _year(record, found), found


def check_clearness(sun: SunYear, irradiance_global: FloatArray) -> list[Finding]:
    """Return whether the light of hours and of the year is physically believable.

    Parameters
    ----------
    sun
        Sun of the year.
    irradiance_global
        Global irradiance, mended [W/m²].

    Returns
    -------
    list[Finding]
        Findings ``clearness`` and ``annual_light``.
    """
    index = clearness_index(sun, irradiance_global)
    is_high = sun.sun_elevation > _ELEVATION
    is_bright = is_high & (index > CLEARNESS_LARGEST)
    clock = np.arange(index.size) % 24
    sums = np.bincount(clock, irradiance_global, 24)
    extra = np.bincount(clock, sun.irradiance_extra_horizontal, 24)
    is_day = extra > _DAY_SHARE * extra.max()
    by_clock = float(np.max(sums[is_day] / extra[is_day]))
    year = float(irradiance_global.sum() / sun.irradiance_extra_horizontal.sum())
    low, high = CLEARNESS_BAND
    level = Level.FINE if low <= year <= high else Level.WARN
    if by_clock > CLEARNESS_MEAN_LARGEST:
        level = Level.FAIL
    message = (
        f"annual light is {irradiance_global.sum() / 1000:.0f} kWh/m², clearness "
        f"{year:.2f}, usual {low:g} to {high:g}; brightest hour of the mean day "
        f"{by_clock:.2f}, allowed {CLEARNESS_MEAN_LARGEST:g}"
    )
    text = f"light above {CLEARNESS_LARGEST:g} times extraterrestrial"
    return [
        finding_of_count("clearness", is_bright, text),
        Finding(check="annual_light", level=level, message=message),
    ]


def _year(record: WeatherRecord, found: list[Finding]) -> WeatherYear:
    """Return the year that a mended record makes."""
    mended = [finding.check for finding in found if finding.correction]
    note = f"; corrected: {', '.join(mended)}" if mended else ""
    return WeatherYear(
        name=record.name,
        latitude=record.latitude,
        longitude=record.longitude,
        elevation=record.elevation,
        utc_offset=record.utc_offset,
        is_synthetic=record.is_synthetic,
        source_note=f"{record.source_note}{note}",
        **{name: record.series[name] for name in SERIES},
    )
