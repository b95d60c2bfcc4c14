"""Columns of measured numbers: what is possible, what is unlikely, what is blank."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import FloatArray, IntArray
from twin.io.epw_text import ProblemList
from twin.io.instant import ALLOWED, offset_text, read_instant
from twin.io.schema import suggest
from twin.io.untrusted import CsvTable

ID_FORM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", re.ASCII)
"""What the identifier of a sensor or person looks like: a code, not a name."""

_ID_ALLOWED: Final = (
    "must be a code of 1 to 64 letters, digits, '_', '.', ':' and '-' that begins "
    "with a letter or digit (what was given is not repeated)"
)
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A measured quantity in a file."""

    name: str
    """Name of the column, with its unit."""
    quantity: str
    """What it measures."""
    unit: str
    """Unit after `factor`."""
    low: float
    """Least possible value; below it the cell is wrong, in the column's unit [any]."""
    high: float
    """Largest possible value, in the column's unit [any]."""
    likely: tuple[float, float]
    """Outside of these the value is kept, counted and told, in the column's unit."""
    factor: float = 1.0
    """From the column's unit to `unit` [any]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readings:
    """Rows of one file: who measured when and what; identifiers stay in memory."""

    ids: tuple[str, ...]
    """Sensors or persons, sorted, as the file names them."""
    subject: IntArray
    """Which of `ids` each row is of."""
    time: IntArray
    """Time of each row since 1970-01-01T00:00Z [ms]."""
    values: Mapping[str, FloatArray]
    """Quantity of each row, NaN where the cell is blank."""
    columns: tuple[Column, ...]
    """Columns that were read, in the order of `values`."""
    counts: Mapping[str, int]
    """What was found and is no error, by a short text."""


def find_columns(
    table: CsvTable,
    keys: Sequence[str],
    known: Sequence[str],
    ignored: Sequence[str],
    problems: ProblemList,
) -> dict[str, int]:
    """Return the place of each known column that the table has.

    Parameters
    ----------
    table
        Cells.
    keys
        Columns that must be there.
    known
        Columns of which at least one must be there.
    ignored
        Columns that may be there and are not read.
    problems
        Receives columns that lack and those that nobody declared.

    Returns
    -------
    dict[str, int]
        Place by name.
    """
    places = {name: place for place, name in enumerate(table.header)}
    for name in keys:
        if name not in places:
            problems.add("header", f"header, column {name}", "is required but missing")
    allowed = (*keys, *known)
    if not any(name in places for name in known):
        message = f"no measured column; at least one of: {', '.join(known)}"
        problems.add("header", "header", message)
    for name in table.header:
        if name not in allowed and name not in ignored:
            message = (
                f"unknown column; {suggest(name, allowed)}; "
                "declare a column that shall not be read with --ignore"
            )
            problems.add("header", "header", message, name)
    return {name: place for name, place in places.items() if name in allowed}


def read_ids(
    table: CsvTable, place: int, title: str, problems: ProblemList
) -> tuple[str, ...]:
    """Return the identifier of each row; one that is no code is a problem.

    Parameters
    ----------
    table
        Cells.
    place
        Which column.
    title
        Its name.
    problems
        Receives the cells that are no codes, without what they hold.

    Returns
    -------
    tuple[str, ...]
        Identifiers as they are.
    """
    found = tuple(row[place] for row in table.rows)
    good = {one for one in set(found) if ID_FORM.fullmatch(one)}
    if len(good) < len(set(found)):
        for one, line in zip(found, table.lines, strict=True):
            if one not in good:
                where = f"line {line}, column {title}"
                problems.add(f"column {title}", where, _ID_ALLOWED)
    return found


def read_times(
    table: CsvTable, place: int, title: str, problems: ProblemList
) -> tuple[IntArray, dict[str, int]]:
    """Return the time of each row [ms], and how many rows have which offset.

    Parameters
    ----------
    table
        Cells.
    place
        Which column.
    title
        Its name.
    problems
        Receives the cells that are no times with offset.

    Returns
    -------
    tuple[IntArray, dict[str, int]]
        Times, and counts by offset as it is written.
    """
    times = np.zeros(len(table.rows), dtype=np.int64)
    offsets: dict[int, int] = {}
    for number, (row, line) in enumerate(zip(table.rows, table.lines, strict=True)):
        instant = read_instant(row[place])
        if instant is None:
            where = f"line {line}, column {title}"
            problems.add(f"column {title}", where, ALLOWED, row[place])
            continue
        times[number] = instant.utc
        offsets[instant.offset] = offsets.get(instant.offset, 0) + 1
    return times, {offset_text(key): offsets[key] for key in sorted(offsets)}


def read_numbers(
    table: CsvTable, place: int, column: Column, problems: ProblemList
) -> tuple[FloatArray, dict[str, int]]:
    """Return one column in its unit, blanks NaN, and what was counted.

    Parameters
    ----------
    table
        Cells.
    place
        Which column.
    column
        What it may hold.
    problems
        Receives cells that are no numbers, or impossible ones.

    Returns
    -------
    tuple[FloatArray, dict[str, int]]
        Values [any], and counts of blank and of unlikely cells.
    """
    values = np.full(len(table.rows), np.nan)
    blank = unlikely = 0
    low, high = column.likely
    for number, row in enumerate(table.rows):
        cell = row[place]
        if not cell:
            blank += 1
            continue
        value = float(cell) if _NUMBER.fullmatch(cell) else math.nan
        if not column.low <= value <= column.high:
            where = f"line {table.lines[number]}, column {column.name}"
            message = _allowed(cell, column)
            problems.add(f"column {column.name}", where, message, cell)
            continue
        values[number] = value * column.factor
        unlikely += not low <= value <= high
    counts = {
        f"{column.name}: blank cells": blank,
        f"{column.name}: unlikely values (outside {low:g} to {high:g}), kept": unlikely,
    }
    return values, {text: count for text, count in counts.items() if count}


def _allowed(cell: str, column: Column) -> str:
    """Return what a cell may hold."""
    span = f"{column.low:g} to {column.high:g}"
    text = f"must be a finite number from {span}, or blank for a missing value"
    return f"{text}, with a decimal point" if _DECIMAL_COMMA.fullmatch(cell) else text


def drop_twins(
    subject: IntArray,
    time: IntArray,
    values: Sequence[Sequence[object]],
    lines: Sequence[int],
    problems: ProblemList,
) -> tuple[IntArray, int]:
    """Return the rows that count: of rows that say the same, the first.

    Two rows of one subject and time that differ contradict each other; they are a
    problem, because nobody can know which is right.

    Parameters
    ----------
    subject
        Who each row is of [-].
    time
        Time of each row [ms].
    values
        What each row holds, one sequence a column.
    lines
        Line of each row.
    problems
        Receives the contradictions.

    Returns
    -------
    tuple[IntArray, int]
        Rows in order of subject and time, and how many were left out [-].
    """
    order = np.lexsort((np.arange(len(time)), time, subject))
    kept: list[int] = []
    for row in order.tolist():
        last = kept[-1] if kept else -1
        if last < 0 or (subject[row], time[row]) != (subject[last], time[last]):
            kept.append(row)
        elif any(not _is_same(one[row], one[last]) for one in values):
            message = f"same time as line {lines[last]} and other values"
            problems.add("repeated rows", f"line {lines[row]}", message)
    return np.array(kept, dtype=np.int64), len(order) - len(kept)


def _is_same(one: object, other: object) -> bool:
    """Return whether two cells say the same; two blanks do."""
    return one == other or (one != one and other != other)  # noqa: PLR0124 - NaN
