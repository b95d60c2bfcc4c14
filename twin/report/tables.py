"""Rows of the page's tables, as texts; escaping is left to the template."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from twin.ground.quality import Origin, Status
from twin.report.data import ReportData, VerdictRow, need
from twin.report.over_scenarios import SYMBOLS
from twin.report.summary import summarise

_SMALL: Final = 1e-3
_LARGE: Final = 1e12
_LEAST: Final = "-1e300"
_CLAUSE: Final = "clause not checked"
_STATUS: Final = {
    Status.VERIFIED: "read in the publisher's text",
    Status.SECONDARY: "read in a secondary source",
    Status.SECONDARY_COPY: "read in a transcription of an official table",
    Status.DERIVED: "derived from sourced numbers",
    Status.GENERAL: "general knowledge, unverified",
    Status.UNVERIFIED: "unverified",
    Status.ASSUMPTION: "assumption of this model",
}
_ORIGINS: Final = {
    "measured": Origin.MEASURED,
    "documented": Origin.DOCUMENTED,
    "archetype_values": Origin.ARCHETYPE,
    "assumed": Origin.ASSUMED,
}

LIMITS: Final = (
    "The criteria are provisional and endorsed by nobody; a pass is not a certificate.",
    "Intervals hold the futures of this study: what fails when, who decides what. They "
    "hold neither the error of the model nor that of its inputs.",
    "Warming is a shift of one weather year; a single heatwave beyond that year is "
    "not in it, nor is a change of cloud, rain or storms.",
    "A zone is well-mixed air with one temperature; draughts, sunny spots and the "
    "places within a room are not resolved.",
    "Health is read as hours above limits, never as illness, and is not added to "
    "carbon or money.",
    "Carbon beyond the system boundary (module D) stands apart and is in no sum.",
    "Values of archetypes stand for typical buildings; a single house may differ "
    "widely until it is measured.",
)
"""What no reader should take from a report."""


def padded(value: float | None) -> str:
    """Return a number with three significant digits, or a dash for none.

    Parameters
    ----------
    value
        Any number, not finite or None where it is not known.

    Returns
    -------
    str
        Text with a true minus sign and thin spaces between thousands.

    Examples
    --------
    >>> padded(-12345.6), padded(0.1), padded(None), padded(0.0)
    ('−12\u202f346', '0.100', '–', '0')
    """
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "beyond range" if value > 0 else "below range"
    size = abs(value)
    if size == 0.0:
        return "0"
    if size < _SMALL or size >= _LARGE:
        return f"{value:.2e}".replace("-", "−")
    digits = max(0, 2 - math.floor(math.log10(size)))
    return f"{value:,.{digits}f}".replace(",", "\u202f").replace("-", "−")


def number(value: float | None) -> str:
    """Return a number as `padded` does, without zeros at the end of its decimals.

    Examples
    --------
    >>> number(18.0), number(0.5), number(120.0)
    ('18', '0.5', '120')
    """
    text = padded(value)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def interval(low: float | None, high: float | None) -> str:
    """Return an interval as text, empty where it is not known."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return ""
    return f"{padded(low)} to {padded(high)}"


def percent(share: float | None) -> str:
    """Return a share as a whole percentage, or a dash for none."""
    return "–" if share is None or math.isnan(share) else f"{100.0 * share:.0f} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One scenario's entry of one line of the comparison."""

    value: str
    spread: str
    difference: str
    """Empty for the baseline."""
    odds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the comparison."""

    title: str
    unit: str
    is_part: bool
    """Whether it is a part of the line above."""
    cells: tuple[Cell, ...]


def comparison(data: ReportData) -> tuple[Line, ...]:
    """Return the headline table, one cell per scenario in the report's order.

    Parameters
    ----------
    data
        What the report is made of.

    Returns
    -------
    tuple
        Lines of the comparison.

    Raises
    ------
    twin.report.data.NotComputedError
        The tables lack something.
    """
    names = list(data.titles)
    need(data.building_year, "building_year", ["scenario"])
    table = summarise(
        data.building_year,
        data.buildings,
        discount_rate=data.discount_rate,
        burden_year=data.burden_year,
        scenarios=names,
    )
    lines = []
    for _, group in table.groupby("quantity", sort=False):
        rows = {str(row["scenario"]): row for row in group.to_dict("records")}
        title = str(group["title"].iloc[0])
        cells = (_cell(rows.get(name), is_baseline=name == names[0]) for name in names)
        lines.append(
            Line(
                title=title.removeprefix("of which ").capitalize()
                if title.startswith("of which ")
                else title,
                unit=str(group["unit"].iloc[0]),
                is_part=title.startswith("of which "),
                cells=tuple(cells),
            )
        )
    return tuple(lines)


def _cell(row: Mapping[object, float] | None, *, is_baseline: bool) -> Cell:
    """Return one entry; a scenario without results is a dash."""
    if row is None:
        return Cell(value="–", spread="not computed", difference="", odds="")
    value, spread = padded(row["mean"]), interval(row["p05"], row["p95"])
    if is_baseline:
        return Cell(value=value, spread=spread, difference="", odds="")
    sign = "+" if row["difference"] > 0.0 else ""
    ends = interval(row["difference_p05"], row["difference_p95"])
    return Cell(
        value=value,
        spread=spread,
        difference=f"{sign}{padded(row['difference'])} ({ends})",
        odds=_odds(row["probability_better"], row["probability_worse"]),
    )


def _odds(better: float, worse: float) -> str:
    """Return how often a scenario is better than the baseline, in words."""
    if better == 0.0 and worse == 0.0:
        return "equal in every future"
    return f"better in {percent(better)}"


def verdict_cells(one: VerdictRow) -> dict[str, object]:
    """Return what the verdict table shows of one verdict.

    Parameters
    ----------
    one
        Verdict with its evidence.

    Returns
    -------
    dict
        Texts by name, and the keys by which the table is sorted.
    """
    sign, _ = SYMBOLS.get(one.state, ("?", ""))
    unit = "" if one.unit in {"-", ""} else f" {one.unit}"
    flags = list(one.flags)
    if one.is_unverified and not any(flag.startswith(_CLAUSE) for flag in flags):
        flags.insert(0, _CLAUSE)
    is_yes_no = one.operator == "is_true"
    limit = (
        "" if one.limit is None else f"{_relation(one.operator)} {number(one.limit)}"
    )
    value = "" if one.value is None else f"{number(one.value)}{unit}"
    return {
        "row": one,
        "sign": sign,
        "css": one.state.replace(" ", "-"),
        "flags": flags,
        "value": _yes_no(one.value) if is_yes_no else value,
        "interval": "" if is_yes_no else interval(one.low, one.high),
        "limit": "yes" if is_yes_no else f"{limit}{unit if limit else ''}",
        "margin": "" if one.margin is None or is_yes_no else number(one.margin),
        "probability": "" if one.probability is None else percent(one.probability),
        "clause": ", ".join(part for part in (one.source, one.clause) if part),
        "status": status_text(one.status),
        "sort_value": _key(one.value),
        "sort_margin": _key(one.margin),
        "sort_probability": _key(one.probability),
    }


def _relation(operator: str) -> str:
    """Return an operator as a reader writes it."""
    return {"<=": "≤", ">=": "≥"}.get(operator, operator)


def _yes_no(value: float | None) -> str:
    """Return a yes-or-no metric as a word."""
    if value is None:
        return ""
    return "yes" if value >= 1.0 else "no"


def _key(value: float | None) -> str:
    """Return what a column is sorted by; unknown values come first."""
    if value is None or not math.isfinite(value):
        return _LEAST
    return repr(float(value))


def status_text(status: str) -> str:
    """Return a status tag with its meaning, an unknown tag as it is.

    Examples
    --------
    >>> status_text("G")
    'G: general knowledge, unverified'
    """
    try:
        return f"{status}: {_STATUS[Status(status)]}"
    except ValueError:
        return status


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Part of the buildings' input values that has one origin."""

    origin: str
    count: int
    share: float
    """Part of all values [-]."""


def origin_shares(buildings: pd.DataFrame) -> tuple[Share, ...]:
    """Return where the input values of the buildings come from.

    Parameters
    ----------
    buildings
        Table of the buildings.

    Returns
    -------
    tuple
        Measured first, assumed last.

    Raises
    ------
    twin.report.data.NotComputedError
        The table lacks a count.
    """
    table = need(buildings, "buildings", _ORIGINS)
    counts = {name: int(table[name].sum()) for name in _ORIGINS}
    whole = max(sum(counts.values()), 1)
    return tuple(
        Share(origin=str(origin), count=counts[name], share=counts[name] / whole)
        for name, origin in _ORIGINS.items()
    )


def flattened(
    manifest: Mapping[str, object], prefix: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield every entry of a nested mapping with its path.

    Examples
    --------
    >>> list(flattened({"seed": 1, "files": {"a": "ff"}}))
    [('seed', '1'), ('files / a', 'ff')]
    """
    for key, value in manifest.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from flattened(value, f"{name} / ")
        elif isinstance(value, list | tuple):
            yield name, ", ".join(str(item) for item in value)
        else:
            yield name, str(value)
