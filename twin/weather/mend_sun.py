"""Mends the solar series of a year: gaps, time label, and the split into parts."""

from typing import Final

import numpy as np

from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import BoolArray, FloatArray
from twin.weather.gap import LONGEST_GAP, fill_linear, run_lengths
from twin.weather.quality import Finding, Level, finding_of_count, nan_count
from twin.weather.record import WeatherRecord
from twin.weather.split import (
    ELEVATION_LOWEST,
    clearness_index,
    diffuse_fraction_erbs,
    split_global,
)
from twin.weather.sun import SunYear, sun_of_place

SHIFT_WARN: Final = 0.15
"""Time shift of the solar series above which it is corrected [h]."""

SHIFT_LOUD: Final = 0.75
"""Time shift above which the file is doubted as a whole [h]."""

CLOSURE_LARGEST: Final = 10.0
"""Root mean square of the closure error above which the parts are rebuilt [W/m²]."""

SPLIT_MISSING_LARGEST: Final = 0.005
"""Share of daylight that may lack direct or diffuse irradiance [-]."""

_SHIFT_FAIL: Final = 3.0  # h, beyond which the time zone itself is wrong
_NIGHT_LIGHT: Final = 5.0  # W/m²
_NIGHT_ELEVATION: Final = -6.0  # °, civil twilight
_CLOSURE_LIGHT: Final = 50.0  # W/m²
_CLOSED: Final = 0.5  # W/m², from which on parts are touched up to close exactly
_CLEARNESS_CAP: Final = 1.2
_RELIABLE_ELEVATION: Final = 5.0  # °


def mend_sun(record: WeatherRecord) -> tuple[WeatherRecord, list[Finding]]:
    """Return the record with solar series that are complete, in time and closed.

    Parameters
    ----------
    record
        Year in which gaps are NaN.

    Returns
    -------
    tuple
        Mended year and the findings.
    """
    sun = _sun(record, 0.0)
    record, found = fill_global(record, sun)
    if any(finding.is_refused for finding in found):
        return record, found
    shift = solar_shift(
        record.series["irradiance_global"], record.longitude, record.utc_offset
    )
    found.append(_shift_finding(shift))
    found.append(_night_finding(record.series["irradiance_global"], sun))
    is_moved = abs(shift) > SHIFT_WARN
    seen = _sun(record, -shift) if is_moved else sun
    share, split_found = diffuse_share(record, seen)
    light = record.series["irradiance_global"]
    if is_moved:
        light = move_light(light, seen, sun, shift)
        share = move_share(share, seen, shift)
    light = np.where(sun.sun_elevation > _NIGHT_ELEVATION, light, 0.0)
    is_rebuilt = is_moved or any(finding.correction for finding in split_found)
    is_rebuilt = is_rebuilt or nan_count(record.series["irradiance_direct"]) > 0
    is_rebuilt = is_rebuilt or nan_count(record.series["irradiance_diffuse"]) > 0
    if is_rebuilt or closure_rms(record, sun) > _CLOSED:
        direct, diffuse = split_global(sun, light, share)
        record = record.replace(irradiance_direct=direct, irradiance_diffuse=diffuse)
    mended = record.replace(irradiance_global=light)
    return mended, [*found, *split_found]


def solar_shift(
    irradiance_global: FloatArray, longitude: float, utc_offset: float
) -> float:
    """Return by how much the light of a year comes later than the sun.

    The centroid of the mean day less the mean solar noon: 0 when row hour h holds
    the mean of the hour that ends at h.

    Parameters
    ----------
    irradiance_global
        Global irradiance, shape ``(hour,)`` [W/m²].
    longitude
        East positive [°].
    utc_offset
        Standard time minus UTC, as the file says [h].

    Returns
    -------
    float
        Shift, positive when the series is late [h].
    """
    day = irradiance_global.reshape(-1, 24).mean(axis=0)
    total = float(day.sum())
    if total <= 0.0:
        return 0.0
    noon = 12.0 + utc_offset - longitude / 15.0
    after = (np.arange(24) + 0.5 - noon + 12.0) % 24.0 - 12.0
    return float((day * after).sum() / total)


def fill_global(
    record: WeatherRecord, sun: SunYear
) -> tuple[WeatherRecord, list[Finding]]:
    """Return the record with global irradiance in every hour, or a refusal.

    Gaps are closed from direct and diffuse irradiance; what is left, up to 6 h, by
    the clearness of the hours around; night is dark.

    Parameters
    ----------
    record
        Year in which gaps are NaN.
    sun
        Sun of the year.

    Returns
    -------
    tuple
        Mended year and the findings.
    """
    series = record.series
    light = series["irradiance_global"]
    missing = np.isnan(light)
    if not missing.any():
        return record, []
    parts = series["irradiance_diffuse"] + series["irradiance_direct"] * sun.cos_zenith
    light = np.where(missing, parts, light)
    light = np.where(np.isnan(light) & ~sun.is_up, 0.0, light)
    gap = np.isnan(light) & (run_lengths(np.isnan(light)) <= LONGEST_GAP)
    clear = np.where(
        sun.sun_elevation > ELEVATION_LOWEST, clearness_index(sun, light), np.nan
    )
    clear = np.nan_to_num(fill_linear(clear, HOURS_PER_YEAR))
    light = np.where(gap, clear * sun.irradiance_extra_horizontal, light)
    left = nan_count(light)
    count = int(missing.sum())
    finding = Finding(
        check="filled_irradiance_global",
        level=Level.FAIL if left else Level.WARN,
        message=f"global irradiance missing in {count} h, not to be filled in {left} h",
        count=count,
        correction="" if left else "from direct and diffuse, else by clearness",
        is_refused=left > 0,
    )
    return record.replace(irradiance_global=light), [finding]


def diffuse_share(
    record: WeatherRecord, sun: SunYear
) -> tuple[FloatArray, list[Finding]]:
    """Return the diffuse share to use, the file's own where its parts close.

    Parameters
    ----------
    record
        Year with global irradiance in every hour.
    sun
        Sun as the file sees it, its time shift included.

    Returns
    -------
    tuple
        Diffuse share [-] and the findings ``split_missing`` and ``closure``.
    """
    series = record.series
    light = series["irradiance_global"]
    direct, diffuse = series["irradiance_direct"], series["irradiance_diffuse"]
    lacks = (np.isnan(direct) | np.isnan(diffuse)) & (sun.is_up | (light > 0.0))
    daylight = max(int(np.count_nonzero(sun.is_up)), 1)
    part = float(lacks.sum()) / daylight
    missing = finding_of_count(
        "split_missing",
        lacks,
        f"direct or diffuse irradiance missing by day ({100 * part:.1f} % of daylight)",
        "split from global irradiance by the Erbs model",
    )
    if part > SPLIT_MISSING_LARGEST:
        missing = Finding(
            check=missing.check,
            level=Level.FAIL,
            message=f"{missing.message}, allowed {100 * SPLIT_MISSING_LARGEST:g} %",
            count=missing.count,
            correction=missing.correction,
        )
    erbs = diffuse_fraction_erbs(sun, light)
    error = closure_rms(record, sun)
    is_open = error > CLOSURE_LARGEST
    closure = Finding(
        check="closure",
        level=Level.WARN if is_open else Level.FINE,
        message=(
            f"global less direct and diffuse parts: {error:.1f} W/m² rms, "
            f"allowed {CLOSURE_LARGEST:g}"
        ),
        correction="split anew from global by the Erbs model" if is_open else "",
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        own = np.clip(diffuse / np.where(light > 0.0, light, np.nan), 0.0, 1.0)
    known = np.isfinite(own) & ~lacks & (not is_open)
    return np.where(known, own, erbs), [missing, closure]


def closure_rms(record: WeatherRecord, sun: SunYear) -> float:
    """Return the root mean square of G − D − B cos z while G exceeds 50 W/m².

    Parameters
    ----------
    record
        Year of irradiance.
    sun
        Sun of the year.

    Returns
    -------
    float
        Closure error, 0 where no hour can be judged [W/m²].
    """
    series = record.series
    error = (
        series["irradiance_global"]
        - series["irradiance_diffuse"]
        - series["irradiance_direct"] * sun.cos_zenith
    )
    with np.errstate(invalid="ignore"):
        counts = np.isfinite(error) & (series["irradiance_global"] > _CLOSURE_LIGHT)
    return float(np.sqrt(np.mean(error[counts] ** 2))) if counts.any() else 0.0


def move_light(
    irradiance_global: FloatArray, seen: SunYear, sun: SunYear, shift: float
) -> FloatArray:
    """Return the light moved in time by its clearness, the sum of each day kept.

    Parameters
    ----------
    irradiance_global
        Global irradiance as in the file [W/m²].
    seen
        Sun at the instants that the file's rows really mean.
    sun
        Sun at the middle of each hour.
    shift
        How late the file is [h].

    Returns
    -------
    FloatArray
        Global irradiance in time [W/m²].
    """
    clear = _moved(
        np.minimum(clearness_index(seen, irradiance_global), _CLEARNESS_CAP),
        seen.sun_elevation > _RELIABLE_ELEVATION,
        shift,
    )
    light = (clear * sun.irradiance_extra_horizontal).reshape(-1, 24)
    day = irradiance_global.reshape(-1, 24).sum(axis=1)
    factor = day / np.maximum(light.sum(axis=1), 1e-9)
    factor = np.where(light.sum(axis=1) > 0.0, factor, 0.0)
    return np.asarray((light * factor[:, None]).ravel())


def move_share(diffuse_share: FloatArray, seen: SunYear, shift: float) -> FloatArray:
    """Return the diffuse share moved in time.

    Parameters
    ----------
    diffuse_share
        Diffuse share as in the file, 0 to 1 [-].
    seen
        Sun at the instants that the file's rows really mean.
    shift
        How late the file is [h].

    Returns
    -------
    FloatArray
        Diffuse share in time [-].
    """
    return _moved(diffuse_share, seen.sun_elevation > _RELIABLE_ELEVATION, shift)


def _moved(values: FloatArray, reliable: BoolArray, shift: float) -> FloatArray:
    """Return reliable hourly values read `shift` later, linear in between."""
    hours = np.arange(values.size, dtype=np.float64)
    if not reliable.any():
        return values
    moved = np.interp(
        hours + shift, hours[reliable], values[reliable], period=float(values.size)
    )
    return np.asarray(moved)


def _sun(record: WeatherRecord, shift: float) -> SunYear:
    """Return the sun over the place of a record."""
    return sun_of_place(
        record.latitude,
        record.longitude,
        record.elevation,
        record.utc_offset,
        shift=shift,
    )


def _shift_finding(shift: float) -> Finding:
    """Return what a time shift of the solar series means."""
    message = f"solar series is {shift:+.2f} h from the sun, allowed ±{SHIFT_WARN:g}"
    if abs(shift) <= SHIFT_WARN:
        return Finding(check="solar_shift", level=Level.FINE, message=message)
    if abs(shift) > SHIFT_LOUD:
        message = f"CHECK THIS FILE: {message}"
    return Finding(
        check="solar_shift",
        level=Level.FAIL if abs(shift) > _SHIFT_FAIL else Level.WARN,
        message=message,
        count=HOURS_PER_YEAR,
        correction=f"moved by {-shift:+.2f} h, daily sums kept",
    )


def _night_finding(light: FloatArray, sun: SunYear) -> Finding:
    """Return hours with light while the sun is far below the horizon."""
    is_night = (light > _NIGHT_LIGHT) & (sun.sun_elevation < _NIGHT_ELEVATION)
    return finding_of_count(
        "night",
        is_night,
        f"light above {_NIGHT_LIGHT:g} W/m² with the sun more than 6° down",
        "set to zero after the time shift is mended",
    )
