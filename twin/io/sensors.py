"""Hourly or finer readings of indoor sensors: a CSV file, strictly read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from twin.ground.errors import InputError
from twin.io.epw_text import ProblemList
from twin.io.measured_column import (
    Column,
    Readings,
    drop_twins,
    find_columns,
    read_ids,
    read_numbers,
    read_times,
)
from twin.io.untrusted import CsvTable, read_csv_table

NO2_PER_PPB: Final = 46.0055 * 101.325 / (8.314462618 * 293.15)
"""Nitrogen dioxide at 293.15 K and 101.325 kPa, where the European Union states its
limits (Directive 2008/50/EC, annex VI) [µg/m³ per ppb]."""

COLUMNS: Final = (
    Column(
        name="temp_c",
        quantity="temperature",
        unit="°C",
        low=-60.0,
        high=100.0,
        likely=(0.0, 50.0),
    ),
    Column(
        name="rh_percent",
        quantity="relative humidity",
        unit="%",
        low=0.0,
        high=100.0,
        likely=(5.0, 99.0),
    ),
    Column(
        name="co2_ppm",
        quantity="CO2",
        unit="ppm",
        low=1.0,
        high=100_000.0,
        likely=(380.0, 5000.0),
    ),
    Column(
        name="pm25_ug_m3",
        quantity="PM2.5",
        unit="µg/m³",
        low=0.0,
        high=100_000.0,
        likely=(0.0, 500.0),
    ),
    Column(
        name="no2_ug_m3",
        quantity="NO2",
        unit="µg/m³",
        low=0.0,
        high=20_000.0,
        likely=(0.0, 500.0),
    ),
    Column(
        name="no2_ppb",
        quantity="NO2",
        unit="µg/m³",
        low=0.0,
        high=10_000.0,
        likely=(0.0, 260.0),
        factor=NO2_PER_PPB,
    ),
    Column(
        name="radon_bq_m3",
        quantity="radon",
        unit="Bq/m³",
        low=0.0,
        high=1_000_000.0,
        likely=(0.0, 2000.0),
    ),
)
"""Measured columns that a file of sensors may have."""

TIME: Final = "timestamp"
"""Column of the time."""

SENSOR: Final = "sensor"
"""Column of the sensor's identifier."""


def read_sensors(path: Path, raw: bytes, ignored: Sequence[str] = ()) -> Readings:
    """Return the readings of a file of sensors.

    Parameters
    ----------
    path
        File they come from, for the message.
    raw
        Its bytes.
    ignored
        Columns that the file may have and that are not read.

    Returns
    -------
    Readings
        Rows in order of sensor and time, each once.

    Raises
    ------
    InputError
        Every problem of the file, with line, column and what is allowed.
    """
    problems = ProblemList()
    table = read_csv_table(path, raw, problems)
    names = [one.name for one in COLUMNS]
    places = find_columns(table, (TIME, SENSOR), names, ignored, problems)
    if {"no2_ug_m3", "no2_ppb"} <= places.keys():
        message = "give NO2 in one unit: no2_ug_m3 or no2_ppb"
        problems.add("header", "header", message)
    if TIME not in places or SENSOR not in places:
        raise InputError(str(path), problems.all())
    columns = tuple(one for one in COLUMNS if one.name in places)
    found = _read_rows(table, places, columns, problems)
    if problems.problems:
        raise InputError(str(path), problems.all())
    return found


def _read_rows(
    table: CsvTable,
    places: dict[str, int],
    columns: tuple[Column, ...],
    problems: ProblemList,
) -> Readings:
    """Return the rows of a table; what is wrong goes to the problems."""
    given = read_ids(table, places[SENSOR], SENSOR, problems)
    times, offsets = read_times(table, places[TIME], TIME, problems)
    ids = tuple(sorted(set(given)))
    number = {name: place for place, name in enumerate(ids)}
    subject = np.array([number[one] for one in given], dtype=np.int64)
    values = {}
    counts = {"rows": len(table.rows)}
    for column in columns:
        read, seen = read_numbers(table, places[column.name], column, problems)
        values[column.quantity] = read
        counts |= seen
    counts |= {f"rows with offset {key}": count for key, count in offsets.items()}
    kept, twins = np.arange(len(times)), 0
    if not problems.problems:  # times that could not be read would all be the same
        cells = [list(one) for one in values.values()]
        kept, twins = drop_twins(subject, times, cells, table.lines, problems)
    if twins:
        counts["rows that repeat another, left out"] = twins
    return Readings(
        ids=ids,
        subject=subject[kept],
        time=times[kept],
        values={name: read[kept] for name, read in values.items()},
        columns=columns,
        counts=counts,
    )
