"""What quality control found in a year of weather, and what it mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from twin.ground.types import FloatArray


class Level(StrEnum):
    """How grave a finding is."""

    FINE = "pass"
    """The check holds."""
    WARN = "warn"
    """Usable, with the correction or the caution that the finding names."""
    FAIL = "fail"
    """Results from this year should not be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Result of one check."""

    check: str
    """Name of the check, ``[a-z_]+``."""
    level: Level
    """How grave it is."""
    message: str
    """What was found, with the number and the limit."""
    count: int = 0
    """Hours, days or rows concerned [-]."""
    correction: str = ""
    """What was changed; empty where nothing was."""
    is_refused: bool = False
    """Whether the year cannot be used at all, because values are missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReport:
    """All findings about one year, in the order of the checks."""

    source: str
    """File or place that was checked."""
    findings: tuple[Finding, ...]
    """Results, one or more for every check."""

    @property
    def level(self) -> Level:
        """The gravest level of all findings."""
        levels = {finding.level for finding in self.findings}
        for level in (Level.FAIL, Level.WARN):
            if level in levels:
                return level
        return Level.FINE

    @property
    def corrections(self) -> tuple[Finding, ...]:
        """Findings that changed the data."""
        return tuple(finding for finding in self.findings if finding.correction)

    def of(self, check: str) -> Finding:
        """Return the first finding of a check.

        Parameters
        ----------
        check
            Name of the check.

        Returns
        -------
        Finding
            Its result.

        Raises
        ------
        KeyError
            No such check was made.
        """
        for finding in self.findings:
            if finding.check == check:
                return finding
        raise KeyError(check)


def describe(report: QualityReport) -> list[str]:
    """Return the report as lines of text, the gravest findings first.

    Parameters
    ----------
    report
        Report of `read_epw`.

    Returns
    -------
    list[str]
        One line to head the report and one for each finding.
    """
    order = {Level.FAIL: 0, Level.WARN: 1, Level.FINE: 2}
    counts = ", ".join(
        f"{sum(one.level is level for one in report.findings)} {level}"
        for level in order
    )
    lines = [f"{report.source}: {counts}"]
    for finding in sorted(report.findings, key=lambda one: order[one.level]):
        text = f"{finding.level.upper():4} {finding.check}: {finding.message}"
        lines.append(f"{text}; {finding.correction}" if finding.correction else text)
    return lines


def finding_of_count(
    check: str, flag: Iterable[bool], message: str, correction: str = ""
) -> Finding:
    """Return a pass where no hour is flagged, else a warning with the count.

    Parameters
    ----------
    check
        Name of the check.
    flag
        Hours concerned.
    message
        What a flagged hour is.
    correction
        What was done about them.

    Returns
    -------
    Finding
        Result.
    """
    count = int(np.count_nonzero(np.asarray(flag)))
    if not count:
        return Finding(check=check, level=Level.FINE, message=f"none with {message}")
    return Finding(
        check=check,
        level=Level.WARN,
        message=f"{count} with {message}",
        count=count,
        correction=correction,
    )


def nan_count(series: FloatArray) -> int:
    """Return how many values are missing.

    Parameters
    ----------
    series
        Hourly values [any].

    Returns
    -------
    int
        Count of NaN [-].
    """
    return int(np.count_nonzero(np.isnan(series)))
