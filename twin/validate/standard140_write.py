"""Results of the cases for programs: JSON and tables of hours."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from twin.annual.outdoor import OutdoorYear
from twin.ground.calendar import clock_of_hour, day_of_hour, month_of_hour
from twin.ground.errors import InputError, Problem
from twin.validate.standard140 import CaseResult, Line
from twin.validate.standard140_figures import hour_name
from twin.validate.standard140_ranges import SOURCES, Mark, Span
from twin.weather.series import WeatherYear


def as_data(results: Sequence[CaseResult], weather: WeatherYear) -> dict[str, object]:
    """Return results as plain data.

    Parameters
    ----------
    results
        Cases that were run.
    weather
        Weather that was used.

    Returns
    -------
    dict[str, object]
        For `json.dumps`.
    """
    lines = [line for one in results for line in one.lines]
    return {
        "standard": "ANSI/ASHRAE Standard 140-2020/2023, thermal fabric",
        "weather": {
            "name": weather.name,
            "source": weather.source_note,
            "latitude": weather.latitude,
            "longitude": weather.longitude,
            "elevation_m": weather.elevation,
        },
        "sources": SOURCES,
        "figures": len(lines),
        "judged": sum(one.mark is not Mark.UNKNOWN for one in lines),
        "missed": [
            {"case": one.case, "metric": line.figure.metric}
            for one in results
            for line in one.missed
        ],
        "cases": [_case(one) for one in results],
    }


def _case(result: CaseResult) -> dict[str, object]:
    """Return a case as plain data."""
    return {
        "case": result.case,
        "title": result.title,
        "is_judged": result.is_judged,
        "figures": [_line(one) for one in result.lines],
        "months": [
            {
                "month": one.month,
                "heating_kwh": one.heating_kwh,
                "cooling_kwh": one.cooling_kwh,
                "temp_mean_c": one.temp_mean,
            }
            for one in result.months
        ],
    }


def _line(line: Line) -> dict[str, object]:
    """Return a figure as plain data."""
    return {
        "metric": line.figure.metric,
        "unit": line.figure.unit,
        "value": line.figure.value,
        "hour_of_year": line.figure.hour,
        "when": hour_name(line.figure.hour),
        "example": _span(line.expected.example, line.mark_example),
        "acceptance": _span(line.expected.acceptance, line.mark_acceptance),
        "mark": str(line.mark),
    }


def _span(span: Span | None, mark: Mark) -> dict[str, object] | None:
    """Return a range as plain data."""
    if span is None:
        return None
    return {
        "low": span.low,
        "high": span.high,
        "mark": str(mark),
        "status": str(span.status),
        "source": span.source,
    }


def write_hours(folder: Path, result: CaseResult, outdoor: OutdoorYear) -> Path:
    """Write the hours of a case as a table.

    Parameters
    ----------
    folder
        Made where it does not exist; other files in it are left alone.
    result
        Case that was run.
    outdoor
        Climate year.

    Returns
    -------
    Path
        The file, ``case600.csv``.

    Raises
    ------
    InputError
        The folder is a file.
    """
    if folder.exists() and not folder.is_dir():
        problem = Problem(path="", message="must be a folder, is a file")
        raise InputError(str(folder), [problem])
    folder.mkdir(parents=True, exist_ok=True)
    table = hours_table(result, outdoor)
    text = io.StringIO()
    table.to_csv(text, index=False, lineterminator="\n", float_format="%.3f")
    path = folder / f"case{result.case}.csv"
    part = folder / f".case{result.case}.csv.part"
    part.write_text(text.getvalue(), encoding="utf-8", newline="\n")
    part.replace(path)
    return path


def hours_table(result: CaseResult, outdoor: OutdoorYear) -> pd.DataFrame:
    """Return the hours of a case as a table, one row an hour.

    Parameters
    ----------
    result
        Case that was run.
    outdoor
        Climate year.

    Returns
    -------
    pandas.DataFrame
        Date, hour 1 to 24, outdoors, and temperatures and loads of each zone.
    """
    first_day = np.concatenate([[0], np.cumsum(np.bincount(month_of_hour()) // 24)])
    month = month_of_hour()
    columns = {
        "month": month + 1,
        "day": day_of_hour() - first_day[month] + 1,
        "hour": clock_of_hour() + 1,
        "temp_outdoor_c": outdoor.temp_mean,
        "temp_sky_c": outdoor.temp_sky,
    }
    for index, zone in enumerate(result.building.zones):
        hours = result.hours
        columns |= {
            f"{zone.name}_temp_air_c": hours.temp_air[:, index],
            f"{zone.name}_temp_operative_c": hours.temp_operative[:, index],
            f"{zone.name}_heating_w": hours.heating[:, index],
            f"{zone.name}_cooling_w": hours.cooling[:, index],
        }
    return pd.DataFrame(columns)
