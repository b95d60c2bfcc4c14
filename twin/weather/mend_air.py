"""Mends air, wind and long-wave series of a year and says what it did."""

from typing import Final

import numpy as np

from twin.ground.psychrometrics import (
    pressure_at_elevation,
    temp_dew_from_vapour_pressure,
    vapour_pressure_saturation,
)
from twin.ground.types import FloatArray
from twin.weather.gap import LONGEST_GAP, fill_linear
from twin.weather.quality import Finding, Level, finding_of_count, nan_count
from twin.weather.record import COLUMNS, WeatherRecord
from twin.weather.sky import radiation_sky_clark_allen

HUMIDITY_TOLERANCE: Final = 0.03
"""Difference between the stated and the computed relative humidity [-]."""

_ANY_LENGTH: Final = 8760
_CLOUD_UNKNOWN: Final = 0.5  # used where no cloud is known at all, status A
_WIND_UNKNOWN: Final = 0.0
_HUMIDITY_LEAST: Final = 0.01


def mend_air(record: WeatherRecord) -> tuple[WeatherRecord, list[Finding]]:
    """Return the record with every series but solar ones complete where possible.

    Parameters
    ----------
    record
        Year in which gaps are NaN.

    Returns
    -------
    tuple
        Mended year and the findings.
    """
    record, found = mend_humidity(record)
    series = record.series
    pressure, finding = _fill(
        "pressure", series["pressure"], float(pressure_at_elevation(record.elevation))
    )
    found += finding
    speed, finding = _fill("wind_speed", series["wind_speed"], _WIND_UNKNOWN)
    found += finding
    direction, finding = _fill(
        "wind_direction", np.where(speed > 0.0, series["wind_direction"], 0.0), 0.0
    )
    found += finding
    cloud, cloud_finding = mend_cloud(series["cloud_cover"], series["cloud_total"])
    found.append(cloud_finding)
    record = record.replace(
        pressure=pressure,
        wind_speed=speed,
        wind_direction=direction,
        cloud_cover=cloud,
    )
    record, finding_sky = mend_radiation_sky(record)
    return record, [*found, finding_sky]


def mend_humidity(record: WeatherRecord) -> tuple[WeatherRecord, list[Finding]]:
    """Return temperature and dew point without short gaps and without supersaturation.

    A missing dew point is computed from relative humidity. What is left is bridged
    linearly up to 6 h; longer gaps refuse the year. A dew point above the air
    temperature is lowered to it. Relative humidity is only a witness: where it
    differs by more than 3 % from temperature and dew point, those two are believed.

    Parameters
    ----------
    record
        Year in which gaps are NaN.

    Returns
    -------
    tuple
        Mended year and the findings.
    """
    series = record.series
    temp, found = _bridge("temp_outdoor", series["temp_outdoor"])
    humidity = fill_linear(series["humidity_relative"], LONGEST_GAP)
    vapour = np.clip(humidity, _HUMIDITY_LEAST, 1.0) * vapour_pressure_saturation(temp)
    raw_dew = series["temp_dew"]
    lacks_dew = np.isnan(raw_dew)
    dew, dew_found = _bridge(
        "temp_dew",
        np.where(lacks_dew, temp_dew_from_vapour_pressure(vapour), raw_dew),
        lacks_dew,
    )
    with np.errstate(invalid="ignore"):
        above = dew > temp + 1e-9
        over = series["humidity_relative"] > 1.0 + 1e-9
        stated = np.minimum(series["humidity_relative"], 1.0)
        dew = np.where(above, temp, dew)
        computed = vapour_pressure_saturation(dew) / vapour_pressure_saturation(temp)
        differs = np.abs(computed - stated) > HUMIDITY_TOLERANCE
    found += dew_found
    found.append(
        finding_of_count(
            "dew_point", above, "dew point above air temperature", "lowered to it"
        )
    )
    found.append(
        finding_of_count(
            "saturation", over, "relative humidity above 100 %", "dew point is used"
        )
    )
    found.append(
        finding_of_count(
            "humidity",
            differs,
            "relative humidity more than 3 % from temperature and dew point",
            "dew point is used",
        )
    )
    return record.replace(temp_outdoor=temp, temp_dew=dew), found


def mend_cloud(
    cloud_cover: FloatArray, cloud_total: FloatArray
) -> tuple[FloatArray, Finding]:
    """Return opaque cloud cover, from total cover or bridged where it is missing.

    Parameters
    ----------
    cloud_cover
        Opaque cover, gaps NaN [-].
    cloud_total
        Total cover, gaps NaN [-].

    Returns
    -------
    tuple
        Cover without gaps [-] and the finding.
    """
    missing = nan_count(cloud_cover)
    cover = np.where(np.isnan(cloud_cover), cloud_total, cloud_cover)
    cover = fill_linear(cover, _ANY_LENGTH)
    cover = np.nan_to_num(cover, nan=_CLOUD_UNKNOWN)
    note = "taken from total cover, else bridged, else one half" if missing else ""
    return cover, Finding(
        check="cloud_cover",
        level=Level.WARN if missing else Level.FINE,
        message=f"opaque cover missing in {missing} h",
        count=missing,
        correction=note,
    )


def mend_radiation_sky(record: WeatherRecord) -> tuple[WeatherRecord, Finding]:
    """Return the record with missing long-wave radiation computed by Clark and Allen.

    Parameters
    ----------
    record
        Year with temperature, dew point and cloud.

    Returns
    -------
    tuple
        Mended year and the finding.
    """
    series = record.series
    radiation = series["radiation_sky"]
    is_gap = np.isnan(radiation) | (radiation <= 0.0)
    formula = radiation_sky_clark_allen(
        series["temp_outdoor"], series["temp_dew"], series["cloud_cover"]
    )
    finding = finding_of_count(
        "radiation_sky_gaps",
        is_gap,
        "long-wave radiation missing or zero",
        "computed from temperature, dew point and cloud",
    )
    return record.replace(radiation_sky=np.where(is_gap, formula, radiation)), finding


def _bridge(
    name: str, values: FloatArray, was_missing: FloatArray | None = None
) -> tuple[FloatArray, list[Finding]]:
    """Bridge short gaps; a gap that stays refuses the year."""
    filled = fill_linear(values, LONGEST_GAP)
    before = nan_count(values) if was_missing is None else int(np.sum(was_missing))
    left = nan_count(filled)
    title = COLUMNS[name].title
    if left:
        message = f"{title} missing in {left} h, in gaps longer than {LONGEST_GAP} h"
        return filled, [
            Finding(
                check=f"unfilled_{name}",
                level=Level.FAIL,
                message=message,
                count=left,
                is_refused=True,
            )
        ]
    if not before:
        return filled, []
    return filled, [
        Finding(
            check=f"filled_{name}",
            level=Level.WARN,
            message=f"{title} missing in {before} h",
            count=before,
            correction=f"computed from humidity, or bridged up to {LONGEST_GAP} h",
        )
    ]


def _fill(
    name: str, values: FloatArray, default: float
) -> tuple[FloatArray, list[Finding]]:
    """Bridge gaps of any length; a column that is wholly missing takes a default."""
    missing = nan_count(values)
    if not missing:
        return values, []
    is_empty = missing == values.size
    note = f"set to {default:.6g}" if is_empty else "bridged"
    filled = np.nan_to_num(fill_linear(values, _ANY_LENGTH), nan=default)
    finding = Finding(
        check=f"filled_{name}",
        level=Level.FAIL if is_empty and name == "wind_speed" else Level.WARN,
        message=f"{COLUMNS[name].title} missing in {missing} h",
        count=missing,
        correction=note,
    )
    return filled, [finding]
