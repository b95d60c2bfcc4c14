"""Tables of climate: monthly normals of a place, and its warming by pathway."""

import csv
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from twin.ground.constants import MONTHS_PER_YEAR
from twin.ground.errors import InputError, Problem
from twin.io.schema import read_text
from twin.weather.climate import BASELINE_CENTRE, QUANTILES, YEAR_LAST, ClimateTable
from twin.weather.synthesis import MonthlyNormals

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_NORMALS_COLUMNS: Final = ("quantity", "unit", "status", "year", *_MONTHS, "rule")
_WARMING_COLUMNS: Final = (
    "pathway",
    "estimate",
    "period_centre",
    "warming_k",
    "status",
)
_STATUSES: Final = ("V", "S", "S2", "D", "G", "U", "A")
_WARMING_LARGEST: Final = 15.0

# Quantity: unit in the file, factor to the unit of the house, smallest and largest.
_SCALARS: Final[Mapping[str, tuple[str, float, float, float]]] = {
    "latitude": ("deg", 1.0, -66.0, 66.0),
    "longitude": ("deg", 1.0, -180.0, 180.0),
    "elevation": ("m", 1.0, -500.0, 6000.0),
    "utc_offset": ("h", 1.0, -12.0, 14.0),
}
_MONTHLY: Final[Mapping[str, tuple[str, float, float, float]]] = {
    "temp_max": ("degC", 1.0, -40.0, 55.0),
    "temp_mean": ("degC", 1.0, -45.0, 45.0),
    "temp_deviation": ("K", 1.0, 0.0, 10.0),
    "sunshine": ("h", 1.0, 0.0, 744.0),
    "irradiation": ("kWh/m2d", 1000.0 / 24.0, 0.1, 12.0),
    "precipitation": ("mm", 1.0, 0.0, 4000.0),
    "wet_days": ("d", 1.0, 0.0, 31.0),
    "humidity_relative": ("%", 0.01, 5.0, 97.0),
    "wind_speed": ("m/s", 1.0, 0.0, 20.0),
    "wind_direction": ("deg", 1.0, 0.0, 360.0),
}

Row = dict[str, str]


def read_normals(path: Path) -> MonthlyNormals:
    """Return the monthly normals of a place from a CSV file.

    Lines that start with ``#`` are comments; the first of them becomes the source
    note. A row holds one quantity: its unit, its status, a year's figure or the
    value of a constant, twelve months, and the rule it was derived by.

    Parameters
    ----------
    path
        File to read.

    Returns
    -------
    MonthlyNormals
        Normals in house units.

    Raises
    ------
    InputError
        Columns, quantities, units, statuses or numbers are wrong: all of them.
    """
    note, rows = _read_table(path, _NORMALS_COLUMNS)
    problems: list[Problem] = []
    found: dict[str, tuple[float, ...]] = {}
    for line, row in rows:
        name = row["quantity"]
        where = f"line {line}, {name}"
        if name not in _SCALARS and name not in _MONTHLY:
            allowed = ", ".join((*_SCALARS, *_MONTHLY))
            message = f"quantity is unknown; allowed are {allowed}"
            problems.append(Problem(path=f"line {line}", message=message, given=name))
        elif name in found:
            problems.append(Problem(path=where, message="quantity is given twice"))
        else:
            found[name] = _quantity(name, row, where, problems)
    lacking = [name for name in (*_SCALARS, *_MONTHLY) if name not in found]
    problems += [Problem(path=name, message="quantity is lacking") for name in lacking]
    if not problems:
        problems += _compare(found)
    if problems:
        raise InputError(str(path), problems)
    return MonthlyNormals(
        name=path.stem.removesuffix("_normals").replace("_", " ").title(),
        source_note=note,
        latitude=found["latitude"][0],
        longitude=found["longitude"][0],
        elevation=found["elevation"][0],
        utc_offset=found["utc_offset"][0],
        temp_mean=found["temp_mean"],
        temp_max=found["temp_max"],
        temp_deviation=found["temp_deviation"],
        humidity_relative=found["humidity_relative"],
        irradiance_global=found["irradiation"],
        sunshine=found["sunshine"],
        precipitation=found["precipitation"],
        wet_days=found["wet_days"],
        wind_speed=found["wind_speed"],
        wind_direction=found["wind_direction"],
    )


def read_climate_table(path: Path) -> ClimateTable:
    """Return the warming of a place by pathway from a CSV file.

    Parameters
    ----------
    path
        File with columns pathway, estimate (low, central, high), period_centre,
        warming_k and status; lines that start with ``#`` are comments.

    Returns
    -------
    ClimateTable
        Warming over 1995–2014.

    Raises
    ------
    InputError
        Columns, names or numbers are wrong, an estimate is lacking, or low, central
        and high are out of order: all problems at once.
    """
    note, rows = _read_table(path, _WARMING_COLUMNS)
    problems: list[Problem] = []
    cells: dict[tuple[str, str, float], float] = {}
    for line, row in rows:
        where = f"line {line}"
        if row["estimate"] not in QUANTILES:
            message = f"estimate must be one of {', '.join(QUANTILES)}"
            problems.append(Problem(path=where, message=message, given=row["estimate"]))
        _check_status(row["status"], where, problems)
        centre = _number(
            row["period_centre"],
            f"{where}, period_centre",
            (math.nextafter(BASELINE_CENTRE, math.inf), YEAR_LAST),
            problems,
        )
        warming = _number(
            row["warming_k"],
            f"{where}, warming_k",
            (-_WARMING_LARGEST, _WARMING_LARGEST),
            problems,
        )
        key = (row["pathway"], row["estimate"], centre)
        if not row["pathway"].isalnum():
            message = "pathway must be letters and digits"
            problems.append(Problem(path=where, message=message, given=row["pathway"]))
        if key in cells:
            problems.append(Problem(path=where, message="the row is given twice"))
        cells[key] = warming
    if problems:
        raise InputError(str(path), problems)
    return _climate_table(path, note, cells)


def _climate_table(
    path: Path, note: str, cells: Mapping[tuple[str, str, float], float]
) -> ClimateTable:
    """Return the table that complete and ordered cells make."""
    centres = tuple(sorted({key[2] for key in cells}))
    table: dict[str, dict[str, tuple[float, ...]]] = {}
    problems = []
    for pathway in sorted({key[0] for key in cells}):
        lacking = [
            f"{name} at {centre:g}"
            for name in QUANTILES
            for centre in centres
            if (pathway, name, centre) not in cells
        ]
        if lacking:
            message = f"lacks {', '.join(lacking)}"
            problems.append(Problem(path=pathway, message=message))
            continue
        table[pathway] = {
            name: tuple(cells[pathway, name, centre] for centre in centres)
            for name in QUANTILES
        }
        ordered = zip(*(table[pathway][name] for name in QUANTILES), strict=True)
        if any(list(values) != sorted(values) for values in ordered):
            message = "needs low ≤ central ≤ high at every period centre"
            problems.append(Problem(path=pathway, message=message))
    if not table and not problems:
        problems.append(Problem(path="", message="the table has no rows"))
    if problems:
        raise InputError(str(path), problems)
    return ClimateTable(source_note=note, centres=centres, warming_by_pathway=table)


def _read_table(
    path: Path, columns: tuple[str, ...]
) -> tuple[str, list[tuple[int, Row]]]:
    """Return the first comment of a CSV file, and its rows with their line numbers."""
    lines = read_text(path).splitlines()
    comments = [line.lstrip("# ").strip() for line in lines if line.startswith("#")]
    numbered = [
        (number, line)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    ]
    parsed = [(number, next(csv.reader([line]))) for number, line in numbered]
    if not parsed or tuple(parsed[0][1]) != columns:
        given = ",".join(parsed[0][1])[:80] if parsed else ""
        message = f"the first row must be {','.join(columns)}"
        raise InputError(str(path), [Problem(path="", message=message, given=given)])
    problems = [
        Problem(path=f"line {number}", message=f"needs {len(columns)} cells")
        for number, cells in parsed[1:]
        if len(cells) != len(columns)
    ]
    if problems:
        raise InputError(str(path), problems)
    strip: Callable[[str], str] = str.strip
    rows = [
        (number, dict(zip(columns, map(strip, cells), strict=True)))
        for number, cells in parsed[1:]
    ]
    return (comments[0] if comments else path.name), rows


def _quantity(
    name: str, row: Row, where: str, problems: list[Problem]
) -> tuple[float, ...]:
    """Return one row in house units: one value, or twelve."""
    is_scalar = name in _SCALARS
    unit, factor, low, high = (_SCALARS if is_scalar else _MONTHLY)[name]
    if row["unit"] != unit:
        message = f"unit must be {unit}"
        problems.append(Problem(path=where, message=message, given=row["unit"]))
    _check_status(row["status"], where, problems)
    columns = ("year",) if is_scalar else _MONTHS
    return tuple(
        factor * _number(row[column], f"{where}, {column}", (low, high), problems)
        for column in columns
    )


def _check_status(status: str, where: str, problems: list[Problem]) -> None:
    """Refuse a status that the house does not know."""
    if status not in _STATUSES:
        message = f"status must be one of {', '.join(_STATUSES)}"
        problems.append(Problem(path=where, message=message, given=status))


def _number(
    cell: str, where: str, limits: tuple[float, float], problems: list[Problem]
) -> float:
    """Return the number in a cell; NaN and a problem where it is not allowed."""
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not limits[0] <= value <= limits[1]:
        message = f"must be a number from {limits[0]:g} to {limits[1]:g}"
        problems.append(Problem(path=where, message=message, given=cell[:40]))
        return math.nan
    return value


def _compare(found: Mapping[str, tuple[float, ...]]) -> list[Problem]:
    """Refuse maxima that are not above the means."""
    problems = []
    for month in range(MONTHS_PER_YEAR):
        mean, highest = found["temp_mean"][month], found["temp_max"][month]
        if not highest > mean:
            message = f"must be above the mean of {mean:g}"
            where = f"temp_max, {_MONTHS[month]}"
            problems.append(Problem(path=where, message=message, given=highest))
    return problems
