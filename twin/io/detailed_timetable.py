"""Timetables of a detailed building file: schedules of days, and what follows them."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from twin.ground.calendar import DAYS_PER_MONTH, weekday_of_hour
from twin.ground.errors import Problem
from twin.ground.types import FloatArray
from twin.io.day import HOURS, one_or_day, whole_day
from twin.io.schema import Identifier, Strict, suggest
from twin.io.timetable import Source, Timetable

DAYS: Final = 365
"""Days of the simulated year [d]."""
WEEK: Final = 7
"""Days of a week [d]."""

Value = Annotated[float, Field(ge=-1.0e7, le=1.0e7)]
Values = Annotated[tuple[Value, ...], BeforeValidator(one_or_day)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Period(Strict):
    """Part of a year with one week throughout."""

    until: str = Field(pattern=r"^\d\d-\d\d$", description="Last day, month-day.")
    week: tuple[Identifier, ...] = Field(
        min_length=1,
        max_length=WEEK,
        description="Days Monday to Sunday, or one for all.",
    )

    @model_validator(mode="after")
    def _is_a_week(self) -> Self:
        """Refuse a day that no year has, and half a week."""
        if last_day(self.until) == 0:
            message = "until must be a day such as 05-31"
            raise ValueError(message)
        if len(self.week) not in {1, WEEK}:
            message = f"week must name one day or {WEEK}, names {len(self.week)}"
            raise ValueError(message)
        return self


class DetailedSchedule(Strict):
    """A value for every hour of the year, equal days written once."""

    days: dict[Identifier, Values] = Field(
        min_length=1, max_length=DAYS, description="One number, or 24, by name [any]."
    )
    year: tuple[Period, ...] = Field(
        default=(),
        max_length=DAYS,
        description="Periods one after the other; the first day always if not given.",
    )

    @model_validator(mode="after")
    def _fills_the_year(self) -> Self:
        """Refuse periods that do not follow one another up to the last of December."""
        ends = [last_day(one.until) for one in self.year]
        if ends and (ends != sorted(set(ends)) or ends[-1] != DAYS):
            message = "periods must follow one another and end on 12-31"
            raise ValueError(message)
        unknown = {day for one in self.year for day in one.week} - set(self.days)
        if unknown:
            message = f"no such day: {', '.join(sorted(unknown))}"
            raise ValueError(message)
        return self

    def hours(self) -> FloatArray:
        """Return the value of each hour, shape ``(365, 24)`` [any]."""
        days = {name: np.array(whole_day(one)) for name, one in self.days.items()}
        if not self.year:
            return np.tile(next(iter(days.values())), (DAYS, 1))
        weekday = weekday_of_hour()[::HOURS]
        found = np.zeros((DAYS, HOURS))
        start = 0
        for one in self.year:
            end = last_day(one.until)
            week = one.week * (WEEK // len(one.week))
            for day in range(start, end):
                found[day] = days[week[int(weekday[day])]]
            start = end
        return found


class DetailedPeople(Strict):
    """When the people of a zone are there, and what they give off."""

    schedule: Identifier = Field(description="Share of `people` that is there.")
    sensible: float = Field(ge=0.0, le=500.0, description="Sensible heat of one [W].")
    latent: float = Field(ge=0.0, le=500.0, description="Latent heat of one [W].")
    radiant: Share = Field(default=0.5, description="Radiant share of it [-].")
    co2: float = Field(default=0.0, ge=0.0, le=1.0e-4, description="Of one [m³/s].")


class DetailedSource(Strict):
    """Lamps or machines."""

    kind: Literal["lighting", "equipment"] = Field(description="What it is.")
    power: Value = Field(description="Power where the schedule is 1 [W].")
    schedule: Identifier = Field(description="Share of it.")
    radiant: Share = Field(default=0.0, description="Radiant share [-].")
    latent: Share = Field(default=0.0, description="Share that becomes vapour [-].")
    lost: Share = Field(default=0.0, description="Share that leaves at once [-].")


class DetailedAir(Strict):
    """Outdoor air by leaks and fans."""

    air_change: float = Field(ge=0.0, le=1000.0, description="At 1 [1/h].")
    schedule: Identifier = Field(description="Share of it.")


class DetailedTimetable(Strict):
    """What happens in a zone, day by day."""

    people: DetailedPeople | None = Field(default=None, description="Optional.")
    sources: dict[Identifier, DetailedSource] = Field(default_factory=dict)
    air: DetailedAir | None = Field(default=None, description="Where it changes.")
    heating_setpoint: Identifier | None = Field(
        default=None, description="Schedule, at the end of each hour [°C]."
    )
    cooling_setpoint: Identifier | None = Field(
        default=None, description="Schedule, at the end of each hour [°C]."
    )

    def schedules(self) -> Iterator[tuple[str, str]]:
        """Yield where a schedule is named, and its name."""
        if self.people is not None:
            yield "people.schedule", self.people.schedule
        for name, one in self.sources.items():
            yield f"sources.{name}.schedule", one.schedule
        if self.air is not None:
            yield "air.schedule", self.air.schedule
        for field in ("heating_setpoint", "cooling_setpoint"):
            if getattr(self, field) is not None:
                yield field, getattr(self, field)


def last_day(until: str) -> int:
    """Return the number of a day, 31 December is 365, zero for no day of a year.

    Parameters
    ----------
    until
        Month and day, such as ``05-31``.

    Returns
    -------
    int
        Number of the day [-].

    Examples
    --------
    >>> last_day("02-01")
    32
    """
    match = re.fullmatch(r"(\d\d)-(\d\d)", until)
    month, day = (int(match[1]), int(match[2])) if match else (0, 0)
    if (
        not 1 <= month <= len(DAYS_PER_MONTH)
        or not 1 <= day <= DAYS_PER_MONTH[month - 1]
    ):
        return 0
    return sum(DAYS_PER_MONTH[: month - 1]) + day


def make_timetable(
    record: DetailedTimetable,
    people: float,
    schedules: Mapping[str, FloatArray],
    *,
    is_heated: bool,
    is_cooled: bool,
) -> Timetable:
    """Return the timetable of a zone of a file without problems.

    Parameters
    ----------
    record
        As written.
    people
        People of the zone at most [-].
    schedules
        Hours of the schedules by name, shape ``(365, 24)`` [any].
    is_heated
        Whether its heating set-point counts.
    is_cooled
        Whether its cooling set-point counts.

    Returns
    -------
    Timetable
        Every hour of one storey.
    """
    they, air = record.people, record.air
    heating, cooling = record.heating_setpoint, record.cooling_setpoint
    present = np.zeros((DAYS, HOURS)) if they is None else schedules[they.schedule]
    return Timetable(
        people=people * present,
        sensible_person=0.0 if they is None else they.sensible,
        latent_person=0.0 if they is None else they.latent,
        radiant_person=0.5 if they is None else they.radiant,
        co2_person=0.0 if they is None else they.co2,
        sources=tuple(
            Source(
                name=name,
                power=one.power * schedules[one.schedule],
                is_lighting=one.kind == "lighting",
                radiant=one.radiant,
                latent=one.latent,
                lost=one.lost,
            )
            for name, one in record.sources.items()
        ),
        air_change=None if air is None else air.air_change * schedules[air.schedule],
        heating=schedules[heating] if heating and is_heated else None,
        cooling=schedules[cooling] if cooling and is_cooled else None,
    )


def timetable_problems(
    path: str, record: DetailedTimetable, known: Mapping[str, DetailedSchedule]
) -> Iterator[Problem]:
    """Yield what is wrong between a timetable and the schedules of the file.

    Parameters
    ----------
    path
        Where it stands.
    record
        Timetable.
    known
        Schedules by name.

    Yields
    ------
    Problem
        Unknown schedules, set-points that cross.
    """
    unknown = False
    for place, name in record.schedules():
        if name not in known:
            unknown = True
            message = f"unknown schedule; {suggest(name, list(known))}"
            yield Problem(path=f"{path}.{place}", message=message, given=name)
    both = (record.heating_setpoint, record.cooling_setpoint)
    if unknown or both[0] is None or both[1] is None:
        return
    low, high = (known[one].hours() for one in both if one is not None)
    if (low > high).any():
        message = "must not lie below heating_setpoint in any hour"
        yield Problem(path=f"{path}.cooling_setpoint", message=message)
