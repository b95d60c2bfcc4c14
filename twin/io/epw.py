"""EnergyPlus weather files (EPW): read with quality control, written whole."""

import math
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.io.epw_text import (
    POSITIONS,
    EpwText,
    ProblemList,
    check_order,
    column_values,
    read_epw_text,
)
from twin.io.epw_write import SYNTHETIC, write_epw
from twin.weather.assess import assess
from twin.weather.quality import Finding, Level, QualityReport
from twin.weather.record import COLUMNS, WeatherRecord, clear_codes
from twin.weather.series import WeatherYear

__all__ = ["read_epw", "write_epw"]

_LOCATION: Final = (
    ("latitude", 5, -90.0, 90.0),
    ("longitude", 6, -180.0, 180.0),
    ("time zone", 7, -12.0, 14.0),
    ("elevation", 8, -500.0, 9000.0),
)
_FIELDS_LOCATION: Final = 9
_ROWS_LEAP: Final = 8784
_MAX_NOTE: Final = 400


def read_epw(path: Path) -> tuple[WeatherYear, QualityReport]:
    """Return the year in an EPW file after quality control, and what was found.

    Row h of the file is the hour that ends at h, as the format says; a solar series
    that does not keep to it is moved. The years of the rows are ignored; 29 February
    is dropped.

    Parameters
    ----------
    path
        File to read.

    Returns
    -------
    tuple[WeatherYear, QualityReport]
        Mended year and the report; look at the report's level before using it.

    Raises
    ------
    InputError
        The file is malformed, or values are missing that cannot be filled: every
        problem with its line and column.
    """
    problems = ProblemList()
    text = read_epw_text(path, problems)
    place = _location(text, problems)
    _check_periods(text, problems)
    keep = check_order(text, problems)
    series = {}
    for name in POSITIONS:
        column = COLUMNS[name]
        rows = range(len(text.rows)) if keep is None else keep
        values = column_values(text, rows, name, column.title, problems)
        series[name] = clear_codes(column, values)
    if problems.problems or keep is None:
        raise InputError(str(path), problems.all())
    fields = text.headers["LOCATION"]
    note = _note(text)
    record = WeatherRecord(
        name=fields[0] or path.stem,
        country=fields[2],
        latitude=place["latitude"],
        longitude=place["longitude"],
        elevation=place["elevation"],
        utc_offset=place["time zone"],
        is_synthetic=SYNTHETIC in note.lower(),
        source_note=note,
        series=series,
    )
    weather, found = assess(record)
    report = QualityReport(
        source=path.name, findings=(*_rows_found(text, problems), *found)
    )
    if weather is None:
        refused = [one for one in found if one.is_refused]
        raise InputError(
            str(path), [Problem(path=one.check, message=one.message) for one in refused]
        )
    return weather, report


def _location(text: EpwText, problems: ProblemList) -> dict[str, float]:
    """Return the numbers of the LOCATION header."""
    fields = text.headers.get("LOCATION")
    if fields is None:
        message = "is lacking; it gives latitude, longitude, time zone and elevation"
        problems.add("header", "LOCATION", message)
        return {}
    if len(fields) < _FIELDS_LOCATION:
        message = f"has {len(fields)} fields after the keyword, {_FIELDS_LOCATION} are"
        problems.add("header", "LOCATION", f"{message} needed")
        return {}
    found = {}
    for name, place, low, high in _LOCATION:
        try:
            value = float(fields[place])
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            message = f"must be a number from {low:g} to {high:g}"
            problems.add("header", f"LOCATION, {name}", message, fields[place])
        found[name] = value
    return found


def _check_periods(text: EpwText, problems: ProblemList) -> None:
    """Refuse files with several periods or with steps shorter than an hour."""
    fields = text.headers.get("DATA PERIODS")
    if fields is None:
        return
    for place, name in enumerate(("number of periods", "records per hour")):
        given = fields[place] if place < len(fields) else ""
        if given != "1":
            problems.add("header", f"DATA PERIODS, {name}", "must be 1", given)


def _note(text: EpwText) -> str:
    """Return the comments of the header as one line."""
    parts = []
    for keyword in ("COMMENTS 1", "COMMENTS 2"):
        comment = ", ".join(text.headers.get(keyword, [])).strip(' "')
        if comment:
            parts.append(" ".join(comment.split()))
    source = text.headers["LOCATION"][3]
    note = "; ".join(parts) or source or "source not stated"
    return note if len(note) <= _MAX_NOTE else f"{note[: _MAX_NOTE - 1]}…"


def _rows_found(text: EpwText, problems: ProblemList) -> list[Finding]:
    """Return the findings about rows, leap day and headers."""
    count = len(text.rows)
    has_leap = count == _ROWS_LEAP
    found = [
        Finding(check="rows", level=Level.FINE, message=f"{count} rows", count=count),
        Finding(
            check="leap_day",
            level=Level.FINE,
            message="29 February is present" if has_leap else "no 29 February",
            count=_ROWS_LEAP - 8760 if has_leap else 0,
            correction="29 February dropped" if has_leap else "",
        ),
    ]
    if "DATA PERIODS" not in text.headers:
        message = "no DATA PERIODS header; taken as one period of hourly records"
        found.append(Finding(check="headers", level=Level.WARN, message=message))
    return found
