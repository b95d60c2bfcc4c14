"""Bytes and tables of files that nobody vouches for, read within limits."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.io.epw_text import ProblemList

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest file of measurements that is read [byte]."""

MAX_ROWS: Final = 2_000_000
"""Most rows of a table that are read [-]."""

MAX_COLUMNS: Final = 64
"""Most columns of a table [-]."""

MAX_CELL: Final = 256
"""Longest cell of a table [character]."""

_DELIMITERS: Final = (",", ";", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """Cells of a table, blanks around them cut off, and the line of each row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read_within(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a regular file that is not larger than a limit.

    Parameters
    ----------
    path
        File to read.
    limit
        Largest size [byte].

    Returns
    -------
    bytes
        Content, not empty.

    Raises
    ------
    InputError
        The file is absent, no regular file, empty, too large or cannot be read.
    """
    try:
        if not path.is_file():
            raise refusal(path, "no such file")
        with path.open("rb") as opened:
            raw = opened.read(limit + 1)
    except (OSError, ValueError) as error:
        raise refusal(path, f"cannot be read: {error}") from error
    if len(raw) > limit:
        raise refusal(path, f"larger than {limit // 2**20} MiB")
    if not raw.strip():
        raise refusal(path, "is empty")
    return raw


def text_of(path: Path, raw: bytes) -> str:
    """Return bytes as text: UTF-8, with or without a byte order mark.

    Parameters
    ----------
    path
        File they come from, for the message.
    raw
        Its bytes.

    Returns
    -------
    str
        The text, line ends as they are.

    Raises
    ------
    InputError
        The bytes are not UTF-8 or hold a zero byte.
    """
    if b"\x00" in raw:
        raise refusal(path, "not text: holds a zero byte")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal(path, f"not UTF-8 text at byte {error.start}") from error


def read_csv_table(path: Path, raw: bytes, problems: ProblemList) -> CsvTable:
    """Return the cells of a table with one header line.

    Commas, semicolons or tabs part the cells, whichever the header has most of. Any
    line ends and blank lines are fine; a row of another width than the header is a
    problem.

    Parameters
    ----------
    path
        File they come from, for the message.
    raw
        Its bytes.
    problems
        Receives what is wrong with single rows.

    Returns
    -------
    CsvTable
        Cells as text.

    Raises
    ------
    InputError
        The file is not text, has no row, or its header cannot be used.
    """
    text = text_of(path, raw)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        for raw_row in reader:
            row = tuple(one.strip() for one in raw_row)
            if not any(row):
                continue
            if not header:
                header = row
                _check_header(path, header)
            elif _is_fit(row, header, reader.line_num, problems):
                rows.append(row)
                lines.append(reader.line_num)
                if len(rows) > MAX_ROWS:
                    raise refusal(path, f"more than {MAX_ROWS} rows")
    except csv.Error as error:
        raise refusal(path, f"line {reader.line_num} is no CSV: {error}") from error
    if not rows and not problems.problems:
        raise refusal(path, "has no row below its header")
    return CsvTable(header=header, rows=tuple(rows), lines=tuple(lines))


def refusal(path: Path, message: str, place: str = "") -> InputError:
    """Return the error of a file that cannot be used at all.

    Parameters
    ----------
    path
        The file.
    message
        What is wrong and what is allowed.
    place
        Where in the file.

    Returns
    -------
    InputError
        To be raised.
    """
    return InputError(str(path), [Problem(path=place, message=message)])


def _check_header(path: Path, header: tuple[str, ...]) -> None:
    """Refuse a header that cannot name columns."""
    if len(header) > MAX_COLUMNS:
        raise refusal(path, f"{len(header)} columns, at most {MAX_COLUMNS}", "header")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        message = f"column {twice[0][:MAX_CELL]!r} is given twice"
        raise refusal(path, message, "header")


def _is_fit(
    row: tuple[str, ...], header: tuple[str, ...], line: int, problems: ProblemList
) -> bool:
    """Return whether a row has the shape of the header; note what is wrong."""
    if len(row) != len(header):
        message = f"{len(row)} cells, the header has {len(header)}"
        problems.add("width of rows", f"line {line}", message)
        return False
    if any(len(one) > MAX_CELL for one in row):
        message = f"a cell is longer than {MAX_CELL} characters"
        problems.add("length of cells", f"line {line}", message)
        return False
    return True
