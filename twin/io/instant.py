"""Points in time as files tell them: ISO 8601 with the offset from UTC."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

FIRST_YEAR: Final = 1990
"""First year of a measurement that is believed [a]."""

LAST_YEAR: Final = 2100
"""Last year of a measurement that is believed [a]."""

ALLOWED: Final = (
    "must be ISO 8601 with offset, as 2025-07-01T14:00:00+08:00 or …Z, "
    f"{FIRST_YEAR} to {LAST_YEAR}"
)
"""What is told where a time cannot be read."""

_FORM: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
    r"(?:Z|[+-]\d{2}:?\d{2})",
    re.ASCII,
)
_LARGEST_OFFSET: Final = timedelta(hours=14)
_MILLISECOND: Final = timedelta(milliseconds=1)
_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time."""

    utc: int
    """Time since 1970-01-01T00:00Z [ms]."""
    offset: int
    """Local time minus UTC, as it was written [min]."""


def read_instant(text: str) -> Instant | None:
    """Return the point in time that a text tells, or None if it tells none.

    A time without offset could be any of two dozen hours, and twice a year of two; it
    is refused. With the offset, summer time needs no further thought.

    Parameters
    ----------
    text
        Date, time and offset.

    Returns
    -------
    Instant | None
        The point in time.

    Examples
    --------
    >>> read_instant("1990-01-01T08:00:00+08:00").utc // 3_600_000
    175320
    >>> read_instant("2025-07-01T08:00:00") is None
    True
    """
    if not _FORM.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        offset = moment.utcoffset()
        utc = (moment - _EPOCH) // _MILLISECOND
    except (ValueError, OverflowError):
        return None
    if offset is None or abs(offset) > _LARGEST_OFFSET:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return Instant(utc, round(offset.total_seconds() / 60.0))


def offset_text(minutes: int) -> str:
    """Return an offset from UTC as ISO 8601 writes it.

    Parameters
    ----------
    minutes
        Local time minus UTC [min].

    Returns
    -------
    str
        Sign, hours and minutes.

    Examples
    --------
    >>> offset_text(-210)
    '-03:30'
    """
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
