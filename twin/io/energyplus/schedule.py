"""Schedules of EnergyPlus as minutes of the days of a plain year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from twin.ground.calendar import DAYS_PER_MONTH
from twin.ground.types import FloatArray, IntArray
from twin.io.energyplus.objects import Model, Object, fold

KINDS: Final = (
    "Schedule:Compact",
    "Schedule:Constant",
    "Schedule:Year",
    "Schedule:File",
    "Schedule:File:Shading",
)
"""Types that a field may name."""

_DAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_GROUPS: Final = {
    "allday": frozenset(range(7)),
    "weekday": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
    **{name: frozenset({number}) for number, name in enumerate(_DAYS)},
    "holiday": frozenset[int](),
    "summerdesignday": frozenset[int](),
    "winterdesignday": frozenset[int](),
    "customday1": frozenset[int](),
    "customday2": frozenset[int](),
}
"""Weekdays by word, without the s of a plural."""
_MINUTES: Final = 1440
_ROWS = tuple[tuple[int, float], ...]
"""Ends of intervals in minutes of the day, and their values."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schedule:
    """A value for every minute of the year, equal days kept once."""

    name: str
    profiles: FloatArray
    """Distinct days, shape ``(profile, 1440)`` [any]."""
    day: IntArray
    """Profile of each day, shape ``(365,)``."""

    def hour_means(self) -> FloatArray:
        """Return the mean of each hour, shape ``(365, 24)``."""
        hours = self.profiles.reshape(-1, 24, 60).mean(axis=2)
        return np.asarray(hours[self.day])

    def hour_ends(self) -> FloatArray:
        """Return the value in the last minute of each hour, shape ``(365, 24)``."""
        return np.asarray(self.profiles.reshape(-1, 24, 60)[:, :, -1][self.day])


def constant(value: float) -> Schedule:
    """Return a schedule that never changes.

    Parameters
    ----------
    value
        Its value [any].

    Returns
    -------
    Schedule
        The schedule.
    """
    return Schedule(
        name="",
        profiles=np.full((1, _MINUTES), value),
        day=np.zeros(365, dtype=np.int64),
    )


class Schedules:
    """Schedules of a model, each read when it is first asked for.

    Parameters
    ----------
    model
        Model with its schedules.
    first_weekday
        Weekday of 1 January, Monday is 0 [-].
    """

    def __init__(self, model: Model, first_weekday: int = 2) -> None:
        self._model = model
        self._weekday = (np.arange(365) + first_weekday) % 7
        self._known: dict[str, Schedule] = {}

    def named(self, item: Object, field: str, default: float = 1.0) -> Schedule:
        """Return the schedule that a field names, or a constant for an empty one.

        Parameters
        ----------
        item
            Object with the field.
        field
            Name of the field.
        default
            Value where no schedule is named [any].

        Returns
        -------
        Schedule
            The schedule; the default one once a problem was recorded.
        """
        name = item.text(field)
        if not name:
            return constant(default)
        if fold(name) in self._known:
            return self._known[fold(name)]
        found = self._model.find(name, *KINDS)
        if found is None:
            item.refuse(field, "names no schedule", name)
            return constant(default)
        self._known[fold(name)] = self._read(found)
        return self._known[fold(name)]

    def _read(self, item: Object) -> Schedule:
        """Return a schedule of any type that is read."""
        if fold(item.kind) == "schedule:constant":
            return constant(item.number("hourly_value", 0.0))
        if fold(item.kind) == "schedule:compact":
            days = self._compact(item)
        elif fold(item.kind) == "schedule:year":
            days = self._year(item)
        else:
            item.refuse("", "schedules from files are not read")
            return constant(0.0)
        distinct = list(dict.fromkeys(days))
        places = {one: number for number, one in enumerate(distinct)}
        return Schedule(
            name=item.name,
            profiles=np.array([_minutes(one) for one in distinct]),
            day=np.array([places[one] for one in days], dtype=np.int64),
        )

    def _compact(self, item: Object) -> list[_ROWS]:
        """Return the days of a Schedule:Compact."""
        reading = _CompactReading(item, self._weekday)
        for one in item.rows("data"):
            word = one.get("field")
            if isinstance(word, int | float):
                reading.rows.append((reading.until, float(word)))
            else:
                reading.take(str(word))
        reading.close()
        return _complete(item, reading.days)

    def _year(self, item: Object) -> list[_ROWS]:
        """Return the days of a Schedule:Year."""
        days: list[_ROWS | None] = [None] * 365
        for row in item.rows("schedule_weeks"):
            part = Object(item.kind, item.name, row, item.findings)
            week = self._week(part)
            first = _ordinal(part, "start") - 1
            last = _ordinal(part, "end")
            for day in range(max(first, 0), min(last, 365)):
                days[day] = week.get(int(self._weekday[day]))
        return _complete(item, days)

    def _week(self, part: Object) -> dict[int, _ROWS]:
        """Return the days of the week that a part of a year names."""
        name = part.text("schedule_week_name")
        week = self._model.find(name, "Schedule:Week:Daily", "Schedule:Week:Compact")
        if week is None:
            part.refuse("schedule_week_name", "names no week schedule", name)
            return {}
        if fold(week.kind) == "schedule:week:daily":
            return {
                number: self._day(week, f"{day}_schedule_day_name")
                for number, day in enumerate(_DAYS)
            }
        found: dict[int, _ROWS] = {}
        for row in week.rows("data"):
            one = Object(week.kind, week.name, row, week.findings)
            for number in _day_types(
                week, one.text("daytype_list").removeprefix("For")
            ):
                found.setdefault(number, self._day(one, "schedule_day_name"))
        return found

    def _day(self, item: Object, field: str) -> _ROWS:
        """Return the intervals of the day schedule that a field names."""
        name = item.text(field)
        kinds = ("Schedule:Day:Hourly", "Schedule:Day:Interval", "Schedule:Day:List")
        day = self._model.find(name, *kinds)
        if day is None or fold(day.kind) == "schedule:day:list":
            item.refuse(field, "names no hourly or interval day schedule", name)
            return ((_MINUTES, 0.0),)
        if fold(day.kind) == "schedule:day:hourly":
            return tuple(
                (60 * (hour + 1), day.number(f"hour_{hour + 1}", 0.0))
                for hour in range(24)
            )
        rows = []
        for row in day.rows("data"):
            one = Object(day.kind, day.name, row, day.findings)
            time = re.sub(r"(?i)^until:?\s*", "", one.text("time"))
            rows.append((_minute(day, time), one.number("value_until_time")))
        is_linear = fold(day.text("interpolate_to_timestep")) == "linear"
        return tuple(_ramp(rows) if is_linear else rows)


class _CompactReading:
    """The words of a Schedule:Compact, taken one after the other."""

    def __init__(self, item: Object, weekday: IntArray) -> None:
        self._item = item
        self._weekday = weekday
        self._first, self._last = 0, 0
        self._chosen = frozenset(range(7))
        self._is_linear = False
        self.days: list[_ROWS | None] = [None] * 365
        self.rows: list[tuple[int, float]] = []
        self.until = 0

    def close(self) -> None:
        """Give the values read so far to the days that are meant and have none."""
        rows = tuple(_ramp(self.rows) if self._is_linear and self.rows else self.rows)
        for day in range(self._first, self._last):
            is_meant = int(self._weekday[day]) in self._chosen
            if rows and is_meant and self.days[day] is None:
                self.days[day] = rows
        self.rows.clear()

    def take(self, text: str) -> None:
        """Take a keyword with what follows, or a number written as text."""
        keyword, _, rest = text.strip().replace(":", " ", 1).partition(" ")
        match fold(keyword):
            case "through":
                self.close()
                self._first, self._last = self._last, _day_of_year(self._item, rest)
            case "for":
                self.close()
                self._chosen = _day_types(self._item, rest)
            case "interpolate":
                self._is_linear = fold(rest) == "linear"
            case "until":
                self.until = _minute(self._item, rest)
            case _:
                _number_word(self._item, text, self.until, self.rows)


def _minutes(rows: _ROWS) -> FloatArray:
    """Return the value of each minute of a day."""
    values = np.zeros(_MINUTES)
    begin = 0
    for end, value in rows:
        values[begin:end] = value
        begin = end
    return values


def _ramp(rows: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return the minutes of straight lines through the ends of intervals."""
    ends = [0, *(end for end, _ in rows)]
    values = [rows[0][1], *(value for _, value in rows)]
    minutes = np.arange(1, _MINUTES + 1)
    line = np.interp(minutes, ends, values)
    return [(int(end), float(one)) for end, one in zip(minutes, line, strict=True)]


def _complete(item: Object, days: list[_ROWS | None]) -> list[_ROWS]:
    """Return the days, or record that some have no value."""
    if any(day is None for day in days):
        number = 1 + next(k for k, day in enumerate(days) if day is None)
        item.refuse("", f"gives no value for day {number} of the year")
    return [((_MINUTES, 0.0),) if day is None else day for day in days]


def _number_word(
    item: Object, word: str, until: int, rows: list[tuple[int, float]]
) -> None:
    """Take a number that is written as text, or refuse the word."""
    try:
        rows.append((until, float(word)))
    except ValueError:
        item.refuse("data", "is neither keyword nor number", word)


def _minute(item: Object, text: str) -> int:
    """Return a time of day in minutes."""
    match = re.fullmatch(r"\s*:?\s*(\d{1,2}):(\d{2})\s*", text)
    minute = 60 * int(match[1]) + int(match[2]) if match else -1
    if not 0 < minute <= _MINUTES:
        item.refuse("data", "must be a time such as 07:30, at most 24:00", text)
        return _MINUTES
    return minute


def _day_of_year(item: Object, text: str) -> int:
    """Return the number of a day given as month/day, 31 December is 365."""
    match = re.fullmatch(r"\s*:?\s*(\d{1,2})\s*/\s*(\d{1,2})\s*", text)
    if match is None or not 1 <= int(match[1]) <= len(DAYS_PER_MONTH):
        item.refuse("data", "must be a day such as 12/31", text)
        return 365
    month, day = int(match[1]), int(match[2])
    return sum(DAYS_PER_MONTH[: month - 1]) + min(day, DAYS_PER_MONTH[month - 1])


def _ordinal(part: Object, which: str) -> int:
    """Return the number of the first or last day of a part of a year."""
    month: Any = part.number(f"{which}_month", 1.0 if which == "start" else 12.0)
    day: Any = part.number(f"{which}_day", 1.0 if which == "start" else 31.0)
    if month != month or day != day:  # noqa: PLR0124 - NaN after a problem
        return 1
    return _day_of_year(part, f"{int(month)}/{int(day)}")


def _day_types(item: Object, text: str) -> frozenset[int]:
    """Return the weekdays that words such as ``Weekdays SummerDesignDay`` mean."""
    chosen: set[int] = set()
    for given in re.split(r"[\s,;:]+", fold(text)):
        word = given.removesuffix("s")
        if not word or word == "for":
            continue
        if word == "allotherday":
            chosen |= set(range(7))  # days that have a value already keep it
            continue
        if word not in _GROUPS:
            known = "AllDays, Weekdays, Weekends, AllOtherDays or names of days"
            item.refuse("data", f"is no type of day; known: {known}", given)
            continue
        chosen |= _GROUPS[word]
    return frozenset(chosen)
