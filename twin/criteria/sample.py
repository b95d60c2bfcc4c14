"""Values of a metric at every place in every future."""

from dataclasses import dataclass
from typing import TypeAlias

from twin.criteria.pack import Scope
from twin.ground.types import BoolArray, FloatArray

Parameters: TypeAlias = dict[str, float]
"""Parameters of the pack by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A metric evaluated on the tables of one scenario.

    Rows are futures in ascending order, columns are places in ascending order of
    their names; a value that is not known is NaN and stays one.
    """

    metric: str
    unit: str
    scope: Scope
    futures: tuple[int, ...]
    places: tuple[str, ...]
    """Building id, ``building/zone``, or ``community``."""
    values: FloatArray
    """Shape ``(future, place)``."""
    doubt: FloatArray
    """What is not known could add to, or take from, the value at most, same shape."""
    is_applicable: BoolArray
    """Whether the metric has a meaning there, same shape."""
    reason: str
    """Why it has none where `is_applicable` is false."""
    missing_share: FloatArray
    """Share of hours without a value, same shape [-]."""
    details: tuple[str, ...]
    """A remark for each place, empty where there is none."""
    query: str
    """DuckDB query over the result tables that gives future, place and value."""
