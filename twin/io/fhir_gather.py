"""Values of Observations put together by person and time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from twin.io.epw_text import ProblemList
from twin.io.measured_column import Column, Readings
from twin.io.wearables import (
    HEART_RATE,
    SKIN,
    STEPS,
    SleepPeriods,
    WearableLog,
)

SLEEP: Final = "93832-4"
"""LOINC: sleep duration."""

BODY: Final = Column(
    name="body_temp_c",
    quantity="body temperature",
    unit="°C",
    low=20.0,
    high=46.0,
    likely=(34.0, 42.0),
)
CODES: Final[Mapping[str, Column | None]] = {
    "8867-4": HEART_RATE,
    "8310-5": BODY,
    "39106-0": SKIN,
    "55423-8": STEPS,
    SLEEP: None,
}
"""LOINC codes that are read, and what they measure; sleep is told by span."""

STAGES: Final = frozenset({"93829-0", "93830-8", "93831-6"})
"""LOINC: REM, light and deep sleep, which a duration of sleep contains."""

_UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "heart rate": ("/min", "1/min", "{beats}/min", "beats/minute", "bpm"),
    "body temperature": ("Cel", "°C"),
    "skin temperature": ("Cel", "°C"),
    "steps": ("1", "{steps}", "steps", "{#}"),
}
_HOUR_MS: Final = 3_600_000.0
_DURATIONS: Final = {"h": _HOUR_MS, "min": 60_000.0, "s": 1000.0}
_LONGEST: Final = 24.0 * _HOUR_MS
_ROUNDING: Final = 60_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value as an Observation tells it."""

    place: str
    person: str
    code: str
    value: float
    unit: str
    start: int | None
    end: int | None


@dataclass(slots=True)
class Gathered:
    """Values so far, by person and time."""

    rows: dict[tuple[str, int], dict[str, float]] = field(default_factory=dict)
    sleep: dict[tuple[str, int, int], float] = field(default_factory=dict)

    def add(self, one: Value, counts: Counter[str], problems: ProblemList) -> None:
        """Put one value where it belongs, or say why it cannot.

        Parameters
        ----------
        one
            The value.
        counts
            Receives what is left out.
        problems
            Receives what is wrong.
        """
        column = CODES[one.code]
        if one.start is None or (column is None and one.end is None):
            counts["Observations without an hour or span, not read"] += 1
        elif column is None and one.end is not None:
            self._add_sleep(one, one.start, one.end, (counts, problems))
        elif column is not None:
            self._add_sample(one, column, one.start, (counts, problems))

    def _add_sample(
        self,
        one: Value,
        column: Column,
        start: int,
        told: tuple[Counter[str], ProblemList],
    ) -> None:
        """Put in the value of a moment."""
        counts, problems = told
        allowed = _UNITS[column.quantity]
        where = f"{one.place}, valueQuantity"
        if one.unit not in allowed:
            message = f"unit of {column.quantity} must be {' or '.join(allowed[:2])}"
            problems.add("unit", where, message, one.unit)
            return
        if not column.low <= one.value <= column.high:
            message = f"{column.quantity} must be {column.low:g} to {column.high:g}"
            problems.add("value", where, f"{message} {column.unit}", one.value)
            return
        if not column.likely[0] <= one.value <= column.likely[1]:
            counts[f"{column.quantity}: unlikely values, kept"] += 1
        row = self.rows.setdefault((one.person, start), {})
        if row.get(column.quantity, one.value) != one.value:
            message = f"another {column.quantity} of the same person and time"
            problems.add("repeated values", one.place, message)
        elif column.quantity in row:
            counts["Observations that repeat another, left out"] += 1
        row[column.quantity] = one.value

    def _add_sleep(
        self,
        one: Value,
        start: int,
        end: int,
        told: tuple[Counter[str], ProblemList],
    ) -> None:
        """Put in a duration of sleep within a span."""
        counts, problems = told
        where = f"{one.place}, valueQuantity"
        if one.unit not in _DURATIONS:
            message = f"unit of sleep must be one of {', '.join(_DURATIONS)}"
            problems.add("unit", where, message, one.unit)
            return
        span = float(end - start)
        if not 0.0 < span <= _LONGEST:
            message = "must end after its start and within 24 h"
            problems.add("span", f"{one.place}, effectivePeriod", message)
            return
        asleep = one.value * _DURATIONS[one.unit]
        if not 0.0 <= asleep <= span + _ROUNDING:
            message = "sleep must be from 0 to the length of its span"
            problems.add("value", where, message, one.value)
            return
        share = min(asleep / span, 1.0)
        key = (one.person, start, end)
        if self.sleep.get(key, share) != share:
            message = "another duration of sleep of the same person and span"
            problems.add("repeated values", one.place, message)
        elif key in self.sleep:
            counts["Observations that repeat another, left out"] += 1
        self.sleep[key] = share

    def log(self, counts: Counter[str], problems: ProblemList) -> WearableLog:
        """Return everything as rows by person and time.

        Parameters
        ----------
        counts
            What was counted.
        problems
            Receives that nothing could be read.

        Returns
        -------
        WearableLog
            Rows and spans.
        """
        if not self.rows and not self.sleep and not problems.problems:
            message = f"no Observation that is understood: LOINC {', '.join(CODES)}"
            problems.add("file", "", message)
        keys = sorted(self.rows)
        spans = sorted(self.sleep)
        ids = tuple(sorted({*(key[0] for key in keys), *(key[0] for key in spans)}))
        number = {name: place for place, name in enumerate(ids)}
        found = [x for x in CODES.values() if x is not None]
        used = [
            x for x in found if any(x.quantity in row for row in self.rows.values())
        ]
        values = {
            one.quantity: np.array(
                [self.rows[key].get(one.quantity, np.nan) for key in keys]
            )
            for one in used
        }
        readings = Readings(
            ids=ids,
            subject=np.array([number[key[0]] for key in keys], dtype=np.int64),
            time=np.array([key[1] for key in keys], dtype=np.int64),
            values=values,
            columns=tuple(used),
            counts=dict(sorted(counts.items())),
        )
        sleep = SleepPeriods(
            person=np.array([number[key[0]] for key in spans], dtype=np.int64),
            start=np.array([key[1] for key in spans], dtype=np.int64),
            end=np.array([key[2] for key in spans], dtype=np.int64),
            asleep=np.array([self.sleep[key] for key in spans]),
        )
        return WearableLog(readings=readings, sleep=sleep)
