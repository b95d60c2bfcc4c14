"""What a report is made of: result tables, verdicts and what must be said with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd


class NotComputedError(Exception):
    """A figure or table has no data; the message says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioText:
    """How a scenario is named to the reader."""

    name: str
    """Name in the result tables."""
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """One verdict, flat, with the evidence of the level that decides."""

    criterion_id: str
    name: str
    category: str
    is_mandatory: bool
    state: str
    """``pass``, ``fail``, ``not shown`` or ``not applicable``."""
    grade: str = ""
    """Highest level reached, empty where none is."""
    value: float | None = None
    """Mean over the futures of the worst place [unit]."""
    low: float | None = None
    """5th percentile over the futures [unit]."""
    high: float | None = None
    """95th percentile over the futures [unit]."""
    operator: str = ""
    limit: float | None = None
    """Limit of the certified level [unit]."""
    unit: str = "-"
    margin: float | None = None
    """Distance to the limit, positive on the good side [unit]."""
    probability: float | None = None
    """Share of futures in which every place meets the limit [-]."""
    worst_place: str = ""
    source: str = ""
    clause: str = ""
    status: str = ""
    """How the limit was checked, a value of `twin.ground.quality.Status`."""
    is_unverified: bool = False
    """Whether nobody has read the limit in its source."""
    reason: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """What the verdicts of one scenario amount to."""

    grade: str
    """Standing reached, empty where none is."""
    status: str
    points: float | None
    """Points of the pack, 0 to 100 [-]."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnverifiedRow:
    """A number that nobody has checked against its source."""

    what: str
    value: str
    unit: str
    source: str
    status: str


def _empty() -> pd.DataFrame:
    """Return a table without rows and columns."""
    return pd.DataFrame()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportData:
    """Everything that figures and page read; an empty table is *not computed*.

    The columns of the tables stand in `twin.report.dictionary.data_dictionary`; the
    columns of `hourly` and `weather_monthly` are named there as well.
    """

    community: str
    """Name of the community, as written in its file; escaped where it is shown."""
    scenarios: tuple[ScenarioText, ...]
    """In the order of the report; the first is the baseline."""
    discount_rate: float
    """Real rate at which the costs of later years are discounted [1/a]."""
    building_year: pd.DataFrame = field(default_factory=_empty)
    zone_year: pd.DataFrame = field(default_factory=_empty)
    burden_year: pd.DataFrame = field(default_factory=_empty)
    place_year: pd.DataFrame = field(default_factory=_empty)
    inequality_year: pd.DataFrame = field(default_factory=_empty)
    events: pd.DataFrame = field(default_factory=_empty)
    ledger: pd.DataFrame = field(default_factory=_empty)
    buildings: pd.DataFrame = field(default_factory=_empty)
    hourly: pd.DataFrame = field(default_factory=_empty)
    weather_monthly: pd.DataFrame = field(default_factory=_empty)
    weather_name: str = ""
    is_weather_synthetic: bool = False
    is_illustrative: bool = False
    """Whether the layout of the community is invented rather than surveyed."""
    banner: str = ""
    """Sentence of the criteria pack that stands above every verdict."""
    verdicts: Mapping[str, tuple[VerdictRow, ...]] = field(default_factory=dict)
    """Verdicts by scenario name."""
    standings: Mapping[str, StandingRow] = field(default_factory=dict)
    """Standing by scenario name."""
    weather_findings: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    unverified: tuple[UnverifiedRow, ...] = ()
    residuals: Mapping[str, float] = field(default_factory=dict)
    """Residual over throughput of each balance, by quantity [-]."""
    manifest: Mapping[str, object] = field(default_factory=dict)

    @property
    def titles(self) -> dict[str, str]:
        """Title of each scenario by name, baseline first."""
        return {one.name: one.title or one.name for one in self.scenarios}


def need(frame: pd.DataFrame, what: str, columns: Iterable[str]) -> pd.DataFrame:
    """Return `frame` if it can be drawn, else say what is missing.

    Parameters
    ----------
    frame
        Table that a figure reads.
    what
        Name of the table for the message.
    columns
        Columns that must be there.

    Returns
    -------
    pandas.DataFrame
        The same table.

    Raises
    ------
    NotComputedError
        The table is empty or lacks a column.
    """
    if frame.empty:
        message = f"the table {what} is empty"
        raise NotComputedError(message)
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        message = f"the table {what} has no column {', '.join(missing)}"
        raise NotComputedError(message)
    return frame
