"""The text of an EPW file: headers by keyword, rows as numbers, problems by line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from twin.ground.calendar import DAYS_PER_MONTH
from twin.ground.errors import InputError, Problem
from twin.ground.types import FloatArray

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest EPW file that is read [byte]."""

MAX_REPEATS: Final = 10
"""How many problems of one kind are listed before the rest is only counted [-]."""

POSITIONS: Final = {
    "temp_outdoor": 6,
    "temp_dew": 7,
    "humidity_relative": 8,
    "pressure": 9,
    "radiation_sky": 12,
    "irradiance_global": 13,
    "irradiance_direct": 14,
    "irradiance_diffuse": 15,
    "wind_direction": 20,
    "wind_speed": 21,
    "cloud_total": 22,
    "cloud_cover": 23,
    "precipitation": 33,
}
"""Column of each series, counted from 0."""

KEYWORDS: Final = (
    "LOCATION",
    "DESIGN CONDITIONS",
    "TYPICAL/EXTREME PERIODS",
    "GROUND TEMPERATURES",
    "HOLIDAYS/DAYLIGHT SAVINGS",
    "COMMENTS 1",
    "COMMENTS 2",
    "DATA PERIODS",
)
"""First fields of the header lines, in the order of the format."""

_FLAGS: Final = 5  # column of the source flags, which some programs leave out
_COLUMNS_FULL: Final = 35
_COLUMNS_LEAST: Final = 24
_LEAP_DAY: Final = (2, 29)


@dataclass(slots=True)
class ProblemList:
    """Problems of one file; many of one kind are counted, not listed."""

    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, path: str, message: str, given: object = None) -> None:
        """Note one problem.

        Parameters
        ----------
        kind
            Problems of one kind are counted together.
        path
            Line and column.
        message
            What is wrong and what is allowed.
        given
            Value found.
        """
        seen = self.counts[kind] = self.counts.get(kind, 0) + 1
        if seen <= MAX_REPEATS:
            shown = given[:60] if isinstance(given, str) else given
            self.problems.append(Problem(path=path, message=message, given=shown))

    def all(self) -> list[Problem]:
        """Return the listed problems and how many more of each kind there are."""
        more = [
            Problem(path=kind, message=f"{count - MAX_REPEATS} more of the same kind")
            for kind, count in self.counts.items()
            if count > MAX_REPEATS
        ]
        return [*self.problems, *more]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpwText:
    """Header fields by keyword, and rows split at commas with their line numbers."""

    headers: dict[str, list[str]]
    rows: list[list[str]]
    lines: list[int]


def read_epw_text(path: Path, problems: ProblemList) -> EpwText:
    """Return the headers and rows of an EPW file.

    Parameters
    ----------
    path
        File to read: UTF-8 or Latin-1, any line ends, blank lines allowed.
    problems
        Receives what is wrong with single lines.

    Returns
    -------
    EpwText
        Its parts, unchecked.

    Raises
    ------
    InputError
        The file is absent, empty, too large or not text.
    """
    headers: dict[str, list[str]] = {}
    rows: list[list[str]] = []
    lines: list[int] = []
    for number, line in enumerate(_read(path).splitlines(), start=1):
        if not line.strip(" ,;\t\x1a"):
            continue
        fields = [one.strip() for one in line.split(",")]
        keyword = " ".join(fields[0].upper().split())
        if keyword in KEYWORDS:
            if keyword in headers:
                problems.add("header", f"line {number}", f"{keyword} is given twice")
            headers[keyword] = fields[1:]
        elif fields[0].lstrip("-").isdigit():
            _take_row(fields, number, (rows, lines), problems)
        else:
            known = ", ".join(KEYWORDS)
            message = f"neither a row that starts with a year nor one of: {known}"
            problems.add("line", f"line {number}", message, fields[0])
    return EpwText(headers=headers, rows=rows, lines=lines)


def check_order(text: EpwText, problems: ProblemList) -> list[int] | None:
    """Return the rows of a year without leap day, in order, or None with problems.

    Parameters
    ----------
    text
        Rows of the file.
    problems
        Receives what is wrong with the dates.

    Returns
    -------
    list[int] | None
        Indices of the 8760 rows.
    """
    before = len(problems.problems)
    stamps = [
        _stamp(row, line, problems)
        for row, line in zip(text.rows, text.lines, strict=True)
    ]
    if len(problems.problems) > before:
        return None
    has_leap = any(stamp[:2] == _LEAP_DAY for stamp in stamps)
    expected = _stamps_of_year(has_leap=has_leap)
    if len(stamps) != len(expected):
        _explain_count(stamps, expected, problems)
        return None
    for stamp, wanted, line in zip(stamps, expected, text.lines, strict=True):
        if stamp != wanted:
            month, day, hour = wanted
            message = f"expected month {month}, day {day}, hour {hour}"
            problems.add("order of rows", f"line {line}", message, stamp)
    if len(problems.problems) > before:
        return None
    return [index for index, stamp in enumerate(stamps) if stamp[:2] != _LEAP_DAY]


def column_values(
    text: EpwText, keep: Sequence[int], name: str, title: str, problems: ProblemList
) -> FloatArray:
    """Return one column as numbers, blanks NaN, every unreadable cell a problem.

    Parameters
    ----------
    text
        Rows of the file.
    keep
        Rows to take.
    name
        Which of `POSITIONS`.
    title
        Name of the column for messages.
    problems
        Receives the cells that are not numbers.

    Returns
    -------
    FloatArray
        Values in the file's units.
    """
    place = POSITIONS[name]
    cells = [_cell(text.rows[index], place) for index in keep]
    values = np.array([_number(cell) for cell in cells])
    for index, cell, value in zip(keep, cells, values, strict=True):
        if cell and not np.isfinite(value):
            where = f"line {text.lines[index]}, column {place + 1} ({title})"
            message = "must be a finite number, or blank for a missing value"
            problems.add(f"column {place + 1} ({title})", where, message, cell)
    return values


def _read(path: Path) -> str:
    """Return the text of the file, UTF-8 if it is valid, else Latin-1."""
    try:
        if not path.is_file():
            raise _refusal(path, "no such file")
        if path.stat().st_size > MAX_BYTES:
            raise _refusal(path, f"larger than {MAX_BYTES // 2**20} MiB")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        raise _refusal(path, f"cannot be read: {error}") from error
    if b"\x00" in raw:
        raise _refusal(path, "not text: holds a zero byte")
    if not raw.strip():
        raise _refusal(path, "is empty")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1", errors="replace")


def _refusal(path: Path, message: str) -> InputError:
    """Return the error of a file that cannot be read at all."""
    return InputError(str(path), [Problem(path="", message=message)])


def _take_row(
    fields: list[str],
    number: int,
    store: tuple[list[list[str]], list[int]],
    problems: ProblemList,
) -> None:
    """Keep one data row, after putting in the flags that some programs leave out."""
    if len(fields) == _COLUMNS_FULL - 1 and np.isfinite(_number(fields[_FLAGS])):
        fields.insert(_FLAGS, "")
    if len(fields) < _COLUMNS_LEAST:
        message = f"{len(fields)} columns, at least {_COLUMNS_LEAST} are needed"
        problems.add("columns", f"line {number}", message)
        return
    store[0].append(fields)
    store[1].append(number)


def _cell(row: list[str], place: int) -> str:
    """Return one cell, empty where it is blank or lacking."""
    return row[place] if place < len(row) else ""


def _number(cell: str) -> float:
    """Return the number in a cell, NaN where there is none."""
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _stamp(row: list[str], line: int, problems: ProblemList) -> tuple[int, int, int]:
    """Return month, day and hour of a row; hours run from 1 to 24."""
    parts = []
    names = (("month", 1, 12), ("day", 1, 31), ("hour", 1, 24))
    for place, (name, low, high) in enumerate(names, start=1):
        value = _number(row[place])
        if not low <= value <= high or value != int(value):
            where = f"line {line}, column {place + 1} ({name})"
            message = f"must be a whole number from {low} to {high}"
            problems.add(f"column {place + 1} ({name})", where, message, row[place])
            parts.append(0)
        else:
            parts.append(int(value))
    return parts[0], parts[1], parts[2]


def _stamps_of_year(*, has_leap: bool) -> list[tuple[int, int, int]]:
    """Return month, day and hour of each row of a year."""
    return [
        (month, day, hour)
        for month, days in enumerate(DAYS_PER_MONTH, start=1)
        for day in range(1, days + 1 + (has_leap and month == _LEAP_DAY[0]))
        for hour in range(1, 25)
    ]


def _explain_count(
    stamps: list[tuple[int, int, int]],
    expected: list[tuple[int, int, int]],
    problems: ProblemList,
) -> None:
    """Say which rows are lacking or repeated."""
    message = f"{len(stamps)} rows, allowed are 8760, or 8784 with 29 February"
    problems.add("rows", "rows", message)
    seen: set[tuple[int, int, int]] = set()
    for stamp in stamps:
        if stamp in seen:
            place = "month {}, day {}, hour {}".format(*stamp)
            problems.add("repeated rows", place, "the row is given twice")
        seen.add(stamp)
    for stamp in expected:
        if stamp not in seen:
            place = "month {}, day {}, hour {}".format(*stamp)
            problems.add("lacking rows", place, "the row is lacking")
