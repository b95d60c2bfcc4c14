"""What a metric is: a name, a unit, a scope and a pure function of the tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from twin.criteria.pack import Scope
from twin.criteria.sample import Parameters, Sample
from twin.criteria.tables import COMMUNITY, Tables
from twin.ground.errors import NotEvaluableError
from twin.ground.types import BoolArray, FloatArray

PLACE_SQL = {
    Scope.ZONE: "building_id || '/' || zone",
    Scope.BUILDING: "building_id",
    Scope.COMMUNITY: f"'{COMMUNITY}'",
}
"""How a query names the place of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the function of a metric returns; what is None takes the default."""

    values: FloatArray
    """Shape ``(future, place)``."""
    query: str
    doubt: FloatArray | None = None
    is_applicable: BoolArray | None = None
    reason: str = ""
    missing_share: FloatArray | None = None
    details: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A quantity that criteria can be set on."""

    name: str
    unit: str
    scope: Scope
    function: Callable[[Tables, Parameters], Outcome]
    parameters: tuple[str, ...] = ()
    """Parameters of the pack that it needs."""
    is_of_hours: bool = False
    """Whether it sums or ranks the hours of a year, so that every month must be there;
    what is read from ``zone_year`` always does."""
    caveat: str = ""
    """What is unverified in the model behind it, told beside every verdict."""

    @property
    def needs_months(self) -> bool:
        """Whether a missing month makes its value unknown."""
        return self.is_of_hours or self.scope is Scope.ZONE

    def evaluate(self, tables: Tables, parameters: Parameters) -> Sample:
        """Return the metric at every place in every future.

        Parameters
        ----------
        tables
            Tables of one scenario.
        parameters
            Parameters of the pack.

        Returns
        -------
        Sample
            Values with their query.

        Raises
        ------
        NotEvaluableError
            A table, column, year or parameter is absent.
        """
        absent = [one for one in self.parameters if one not in parameters]
        if absent:
            message = f"the pack has no parameter {absent[0]}"
            raise NotEvaluableError(message)
        found = self.function(tables, parameters)
        shape = found.values.shape
        zeros = np.zeros(shape)
        applicable = found.is_applicable
        return Sample(
            metric=self.name,
            unit=self.unit,
            scope=self.scope,
            futures=tables.futures,
            places=tables.places(self.scope),
            values=found.values,
            doubt=zeros if found.doubt is None else found.doubt,
            is_applicable=np.ones(shape, bool) if applicable is None else applicable,
            reason=found.reason,
            missing_share=zeros if found.missing_share is None else found.missing_share,
            details=tuple(found.details or [""] * shape[1]),
            query=found.query,
        )


def select(
    tables: Tables, scope: Scope, value: str, *, where: str = "", group: bool = False
) -> str:
    """Return the query that gives a metric in the assessment year.

    Parameters
    ----------
    tables
        Tables of one scenario.
    scope
        `Scope.ZONE` reads ``zone_year``, the others ``building_year``.
    value
        Expression of the value.
    where
        Further condition on the rows.
    group
        Whether `value` sums over the rows of a place.

    Returns
    -------
    str
        Query with the columns ``future``, ``place`` and ``value``.
    """
    table = "zone_year" if scope is Scope.ZONE else "building_year"
    condition = where or f"year = {tables.assessment_year}"
    return query_of(tables, table, PLACE_SQL[scope], value, condition, group=group)


def query_of(
    tables: Tables, table: str, place: str, value: str, where: str, *, group: bool
) -> str:
    """Return a query over one result table of this scenario.

    Parameters
    ----------
    tables
        Tables of one scenario; only its name is used.
    table
        Name of the result table.
    place
        Expression of the place.
    value
        Expression of the value.
    where
        Condition on the rows.
    group
        Whether `value` sums over the rows of a place.

    Returns
    -------
    str
        Query with the columns ``future``, ``place`` and ``value``.
    """
    name = tables.scenario.replace("'", "''")
    tail = " GROUP BY future, place" if group else ""
    return (  # the text is evidence for a reader; nothing here runs it
        f"SELECT future, {place} AS place, {value} AS value FROM {table} "  # noqa: S608 - never run here, quotes are doubled
        f"WHERE scenario = '{name}' AND {where}{tail} ORDER BY future, place"
    )


def ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Return `part` over `whole`, NaN where the whole is zero.

    Parameters
    ----------
    part
        Numerator [any].
    whole
        Denominator, same or broadcast shape [any].

    Returns
    -------
    FloatArray
        Quotient [any].
    """
    return np.asarray(part / np.where(whole == 0.0, np.nan, whole))


def occupied(hours: FloatArray) -> BoolArray:
    """Return where a zone is ever occupied; unknown hours count as occupied.

    Parameters
    ----------
    hours
        Occupied hours of the year [h].

    Returns
    -------
    BoolArray
        Whether there is anything to judge.
    """
    return np.asarray(hours != 0.0)
