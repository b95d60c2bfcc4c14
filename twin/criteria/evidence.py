"""Queries by which an assessor gets the value of a verdict from the tables alone."""

import numpy as np

from twin.criteria.pack import Operator
from twin.criteria.sample import Sample
from twin.ground.types import BoolArray


def value_query(sample: Sample, applies: BoolArray, operator: Operator) -> str:
    """Return the query that gives the value of a verdict.

    The value is the mean over the futures of the worst place of each, over the places
    to which the criterion applies.

    Parameters
    ----------
    sample
        Values of the metric with the query that gives them.
    applies
        Cells that count, shape ``(future, place)``.
    operator
        Which side is worse.

    Returns
    -------
    str
        One statement with the single column ``value``; empty where the metric is not
        read from tables.
    """
    if not sample.query.startswith(("SELECT", "WITH")):
        return ""
    worst = "max" if operator.is_lower_better else "min"
    kept = _condition(sample, applies)
    return (  # evidence for a reader; nothing here runs it, quotes are doubled
        f"SELECT avg(worst) AS value FROM (SELECT future, {worst}(value) AS worst "  # noqa: S608 - never run here
        f"FROM ({sample.query}){kept} GROUP BY future)"
    )


def _condition(sample: Sample, applies: BoolArray) -> str:
    """Return the condition that keeps the cells that count."""
    if applies.all():
        return ""
    if (applies == applies[:1]).all():
        names = [sample.places[one] for one in np.flatnonzero(applies[0])]
        return f" WHERE place IN ({', '.join(_text(one) for one in names)})"
    pairs = ", ".join(
        f"({sample.futures[future]}, {_text(sample.places[place])})"
        for future, place in np.argwhere(applies)
    )
    return f" WHERE (future, place) IN ({pairs})"


def _text(name: str) -> str:
    """Return a text of SQL."""
    return "'" + name.replace("'", "''") + "'"
