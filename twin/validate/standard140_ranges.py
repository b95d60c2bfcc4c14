"""Ranges that other programs and the standard's addendum give for its cases."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from twin.ground.quality import Status

SOURCES: Final = {
    "gsr": (
        "example results of six programs (BSIMAC, CSE, DeST, EnergyPlus 9.0.1, ESP-r, "
        "TRNSYS), lowest and highest; NREL/BESTEST-GSR, RESULTS5-2A.xlsx, "
        "ANSI/ASHRAE Standard 140-2020 and 2023"
    ),
    "mbl": (
        "acceptance range of Addendum b to Standard 140-2023, tables A3-1 to A3-4, as "
        "quoted by lbl-srg/modelica-buildings; the addendum itself was not read"
    ),
}
"""Where ranges come from, by the key used in the table."""

_TABLE: Final = Path(__file__).with_name("standard140_ranges.csv")


class Mark(StrEnum):
    """Where a value lies."""

    IN = "in"
    OUT = "OUT"
    UNKNOWN = "-"
    """No range is known, or none applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A range in which a value is expected."""

    low: float
    high: float
    decimals: int
    """Decimals with which the range was published [-]."""
    unit: str
    status: Status
    source: str
    """Key of `SOURCES`."""

    def mark(self, value: float) -> Mark:
        """Return whether a value lies inside.

        Parameters
        ----------
        value
            Value in the unit of the range [any].

        Returns
        -------
        Mark
            Of the value rounded as the range is, edges included.

        Examples
        --------
        >>> span = Span(
        ...     low=1.0,
        ...     high=2.0,
        ...     decimals=1,
        ...     unit="kW",
        ...     status=Status.SECONDARY,
        ...     source="gsr",
        ... )
        >>> str(span.mark(2.04)), str(span.mark(2.06))
        ('in', 'OUT')
        """
        shown = round(value, self.decimals)
        return Mark.IN if self.low <= shown <= self.high else Mark.OUT

    def __str__(self) -> str:
        """Return the range as text."""
        return f"{self.low:.{self.decimals}f} … {self.high:.{self.decimals}f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Ranges of one figure."""

    example: Span | None = None
    """From the lowest to the highest example program."""
    acceptance: Span | None = None
    """Acceptance range of the addendum."""


def expected(case: str, metric: str) -> Expected:
    """Return the ranges that are known for a figure of a case.

    Parameters
    ----------
    case
        Number of the case, ``600FF``.
    metric
        Name of the figure.

    Returns
    -------
    Expected
        Empty where nothing is known.
    """
    spans = _ranges()
    return Expected(
        example=spans.get((case, metric, "example")),
        acceptance=spans.get((case, metric, "acceptance")),
    )


@cache
def _ranges() -> dict[tuple[str, str, str], Span]:
    """Return all ranges by case, figure and kind."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["case"], row["metric"], row["kind"]): Span(
                low=float(row["low"]),
                high=float(row["high"]),
                decimals=len(row["high"].partition(".")[2]),
                unit=row["unit"],
                status=Status(row["status"]),
                source=row["source"],
            )
            for row in csv.DictReader(file)
        }
