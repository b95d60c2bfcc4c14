"""Compare a sample with a limit: three-valued, future by future, place by place."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.criteria.evidence import value_query
from twin.criteria.pack import Decision, Level, Operator, Rule
from twin.criteria.sample import Sample
from twin.criteria.verdict import LevelVerdict, State
from twin.ground.types import BoolArray, FloatArray

TAIL: Final = 0.05
"""Share of the futures on either side of the reported interval [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Which cells of a sample certainly meet a limit, and which certainly do not."""

    applies: BoolArray
    """Shape ``(future, place)``."""
    meets: BoolArray
    fails: BoolArray

    def probabilities(self) -> tuple[float, float]:
        """Return the shares of futures that certainly, and possibly, pass [-]."""
        counted = self.applies.any(axis=1)
        sure = (self.meets | ~self.applies)[counted].all(axis=1)
        possible = (~self.fails | ~self.applies)[counted].all(axis=1)
        return float(np.mean(sure)), float(np.mean(possible))

    def passing(self, needed: float) -> BoolArray:
        """Return the places that meet the limit with a probability, where they apply.

        Parameters
        ----------
        needed
            Share of the futures in which a place must meet the limit [-].

        Returns
        -------
        BoolArray
            Shape ``(place,)``.
        """
        futures = self.applies.sum(axis=0)
        met = (self.meets & self.applies).sum(axis=0)
        return np.asarray((futures > 0) & (met >= needed * futures))


def compare(operator: Operator, values: FloatArray, threshold: float) -> BoolArray:
    """Return where values meet a limit, which itself is on the good side.

    Parameters
    ----------
    operator
        How to compare.
    values
        Values before any rounding [any].
    threshold
        Limit [any].

    Returns
    -------
    BoolArray
        False where the value is NaN.
    """
    if operator.is_lower_better:
        return np.asarray(values <= threshold)
    return np.asarray(values >= threshold)


def cells_of(
    operator: Operator,
    threshold: float,
    sample: Sample,
    applies: BoolArray,
    missing_limit: float,
) -> Cells:
    """Return which cells certainly meet a limit and which certainly do not.

    Parameters
    ----------
    operator
        How to compare.
    threshold
        Limit [any].
    sample
        Values; a cell without a value, or with too many hours missing, does neither.
    applies
        Cells that count, shape ``(future, place)``.
    missing_limit
        Largest share of missing hours that is still judged [-].

    Returns
    -------
    Cells
        Arrays of the shape of the sample.
    """
    known = _known(sample, missing_limit)
    sign = 1.0 if operator.is_lower_better else -1.0
    worst = sample.values + sign * sample.doubt
    return Cells(
        applies=applies,
        meets=known & compare(operator, worst, threshold),
        fails=known & ~compare(operator, sample.values, threshold),
    )


def weigh(
    level: Level, operator: Operator, sample: Sample, cells: Cells, decision: Decision
) -> LevelVerdict:
    """Return the verdict on one limit.

    Parameters
    ----------
    level
        The limit.
    operator
        How to compare.
    sample
        Values of the metric.
    cells
        What follows from them; at least one cell applies.
    decision
        Rule of the pack.

    Returns
    -------
    LevelVerdict
        Verdict without the share of floor area, which `judge` adds.
    """
    reason = _gap(sample, cells.applies, decision.missing_limit)
    places = int(cells.applies.any(axis=0).sum())
    if reason:
        return LevelVerdict(
            level=level,
            state=State.NOT_SHOWN,
            reason=reason,
            places=places,
            query=sample.query,
        )
    needed = decision.needed(level.grade)
    sure, possible = cells.probabilities()
    state = _decide(sure, possible, needed, decision)
    worst = _worst(operator, sample.values, cells.applies)
    sign = 1.0 if operator.is_lower_better else -1.0
    doubted = _worst(operator, sample.values + sign * sample.doubt, cells.applies)
    value, value_doubted = _mean(worst), _mean(doubted)
    place = _worst_place(operator, sample.values, cells.applies)
    return LevelVerdict(
        level=level,
        state=state,
        reason=_hesitation(sure, possible) if state is State.NOT_SHOWN else "",
        value=value,
        value_doubted=value_doubted if value_doubted != value else None,
        interval=_interval(worst) if worst.size > 1 else None,
        margin=sign * (level.threshold - value),
        probability=sure,
        probability_most=possible,
        worst_place=sample.places[place],
        detail=sample.details[place],
        places=places,
        places_passing=int(cells.passing(needed).sum()),
        missing_share=float(np.max(np.where(cells.applies, sample.missing_share, 0.0))),
        query=sample.query,
        value_query=value_query(sample, cells.applies, operator),
    )


def _known(sample: Sample, missing_limit: float) -> BoolArray:
    """Return the cells that can be judged."""
    given = ~(np.isnan(sample.values) | np.isnan(sample.doubt))
    return np.asarray(given & (sample.missing_share <= missing_limit))


def _gap(sample: Sample, applies: BoolArray, missing_limit: float) -> str:
    """Return what is missing in the cells that count, empty where nothing is."""
    unknown = applies & ~_known(sample, missing_limit)
    if not unknown.any():
        return ""
    future, place = (int(one) for one in np.argwhere(unknown)[0])
    where = f"first at {sample.places[place]}, future {sample.futures[future]}"
    count = f"{int(unknown.sum())} of {int(applies.sum())}"
    share = 100.0 * float(sample.missing_share[future, place])
    if share > 100.0 * missing_limit:
        return (
            f"{share:.0f} % of the hours are missing, allowed "
            f"{100.0 * missing_limit:.0f} %; {count} values of {sample.metric}, {where}"
        )
    return f"{count} values of {sample.metric} are missing, {where}"


def _decide(sure: float, possible: float, needed: float, decision: Decision) -> State:
    """Return whether a level is reached, missed, or neither can be said."""
    if sure >= needed:
        return State.PASS
    if decision.rule is Rule.SIMPLE:
        return State.FAIL if possible < needed else State.NOT_SHOWN
    return State.FAIL if possible <= decision.rejection else State.NOT_SHOWN


def _hesitation(sure: float, possible: float) -> str:
    """Return why a level is neither reached nor missed."""
    if possible > sure:
        return (
            f"what is not known decides: between {100.0 * sure:.0f} and "
            f"{100.0 * possible:.0f} % of the futures pass"
        )
    return f"the interval crosses the limit: {100.0 * sure:.0f} % of the futures pass"


def _mean(values: FloatArray) -> float:
    """Return the mean, rounded once, so that equal values have their own mean."""
    return math.fsum(values) / values.size


def _interval(worst: FloatArray) -> tuple[float, float]:
    """Return the order statistics that leave `TAIL` of the futures on either side.

    No interpolation: a value may be infinite, and the ends then agree with the count
    of futures that meet the limit.
    """
    ordered = np.sort(worst)
    outside = math.floor(TAIL * worst.size + 1e-9)
    return float(ordered[outside]), float(ordered[worst.size - 1 - outside])


def _worst(operator: Operator, values: FloatArray, applies: BoolArray) -> FloatArray:
    """Return the worst value of each future in which some place applies."""
    rows = applies.any(axis=1)
    if operator.is_lower_better:
        return np.asarray(np.where(applies, values, -np.inf)[rows].max(axis=1))
    return np.asarray(np.where(applies, values, np.inf)[rows].min(axis=1))


def _worst_place(operator: Operator, values: FloatArray, applies: BoolArray) -> int:
    """Return the place whose mean over its futures is the worst."""
    count = applies.sum(axis=0)
    total = np.where(applies, values, 0.0).sum(axis=0)
    means = total / np.maximum(count, 1)
    if operator.is_lower_better:
        return int(np.argmax(np.where(count > 0, means, -np.inf)))
    return int(np.argmin(np.where(count > 0, means, np.inf)))
