"""De-identified exports of wearables: a CSV file, strictly read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from twin.ground.errors import InputError
from twin.ground.types import FloatArray, IntArray
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

TIME: Final = "time"
"""Column of the time."""

PERSON: Final = "person"
"""Column of the person's code."""

STATE: Final = "sleep_state"
"""Column of the state of sleep."""

ASLEEP: Final = "asleep"
"""Quantity: 1 asleep, 0 awake [-]."""

STATES: Final[Mapping[str, float]] = {
    "awake": 0.0,
    "asleep": 1.0,
    "light": 1.0,
    "deep": 1.0,
    "rem": 1.0,
}
"""States of sleep and whether they are sleep [-]."""

HEART_RATE: Final = Column(
    name="heart_rate_per_min",
    quantity="heart rate",
    unit="1/min",
    low=10.0,
    high=350.0,
    likely=(30.0, 220.0),
)
SKIN: Final = Column(
    name="skin_temp_c",
    quantity="skin temperature",
    unit="°C",
    low=0.0,
    high=60.0,
    likely=(20.0, 42.0),
)
STEPS: Final = Column(
    name="steps",
    quantity="steps",
    unit="-",
    low=0.0,
    high=200_000.0,
    likely=(0.0, 20_000.0),
)
COLUMNS: Final = (HEART_RATE, SKIN, STEPS)
"""Columns of numbers that a file of wearables may have."""

_SLEEP: Final = Column(
    name=STATE, quantity=ASLEEP, unit="-", low=0.0, high=1.0, likely=(0.0, 1.0)
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SleepPeriods:
    """Spans of time within which people slept for some time."""

    person: IntArray
    """Which person each is of."""
    start: IntArray
    """Begin since 1970-01-01T00:00Z [ms]."""
    end: IntArray
    """End, after the begin [ms]."""
    asleep: FloatArray
    """Share of the span that was slept [-]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WearableLog:
    """What wearables recorded."""

    readings: Readings
    """Rows by person and time; `asleep` is among the quantities if states are known."""
    sleep: SleepPeriods
    """Sleep that is told by span instead of by row."""


def no_periods() -> SleepPeriods:
    """Return a record without any span of sleep."""
    none = np.zeros(0, dtype=np.int64)
    return SleepPeriods(person=none, start=none, end=none, asleep=np.zeros(0))


def read_wearables(path: Path, raw: bytes, ignored: Sequence[str] = ()) -> WearableLog:
    """Return what a CSV export of wearables holds.

    Parameters
    ----------
    path
        File it comes from, for the message.
    raw
        Its bytes.
    ignored
        Columns that the file may have and that are not read.

    Returns
    -------
    WearableLog
        Rows in order of person and time, each once.

    Raises
    ------
    InputError
        Every problem of the file, with line, column and what is allowed.
    """
    problems = ProblemList()
    table = read_csv_table(path, raw, problems)
    names = [*(one.name for one in COLUMNS), STATE]
    places = find_columns(table, (TIME, PERSON), names, ignored, problems)
    if TIME not in places or PERSON not in places:
        raise InputError(str(path), problems.all())
    found = _read_rows(table, places, problems)
    if problems.problems:
        raise InputError(str(path), problems.all())
    return WearableLog(readings=found, sleep=no_periods())


def _read_rows(
    table: CsvTable, places: dict[str, int], problems: ProblemList
) -> Readings:
    """Return the rows of a table; what is wrong goes to the problems."""
    given = read_ids(table, places[PERSON], PERSON, problems)
    times, offsets = read_times(table, places[TIME], TIME, problems)
    ids = tuple(sorted(set(given)))
    number = {name: place for place, name in enumerate(ids)}
    subject = np.array([number[one] for one in given], dtype=np.int64)
    columns = [one for one in COLUMNS if one.name in places]
    values: dict[str, FloatArray] = {}
    counts = {"rows": len(table.rows)}
    for column in columns:
        read, seen = read_numbers(table, places[column.name], column, problems)
        values[column.quantity] = read
        counts |= seen
    if STATE in places:
        values[ASLEEP] = _read_states(table, places[STATE], problems)
        columns.append(_SLEEP)
    counts |= {f"rows with offset {key}": count for key, count in offsets.items()}
    kept, twins = np.arange(len(times)), 0
    if not problems.problems:
        cells = [list(one) for one in values.values()]
        kept, twins = drop_twins(subject, times, cells, table.lines, problems)
    if twins:
        counts["rows that repeat another, left out"] = twins
    return Readings(
        ids=ids,
        subject=subject[kept],
        time=times[kept],
        values={name: read[kept] for name, read in values.items()},
        columns=tuple(columns),
        counts=counts,
    )


def _read_states(table: CsvTable, place: int, problems: ProblemList) -> FloatArray:
    """Return 1 asleep, 0 awake and NaN where it is not known, for each row."""
    found = np.full(len(table.rows), np.nan)
    for number, row in enumerate(table.rows):
        cell = row[place]
        if not cell:
            continue
        if cell not in STATES:
            where = f"line {table.lines[number]}, column {STATE}"
            message = f"must be one of {', '.join(STATES)}, or blank if not known"
            problems.add(f"column {STATE}", where, message, cell)
            continue
        found[number] = STATES[cell]
    return found
