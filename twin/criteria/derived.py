"""Metrics read from the verdicts on other criteria."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from twin.criteria.metric import Metric, Outcome
from twin.criteria.pack import Criterion, Operator, Pack, Scope
from twin.criteria.tables import (
    COMMUNITY,
    Tables,
    area_by_place,
    building_of,
    text_by_building,
)
from twin.criteria.verdict import State, Verdict
from twin.criteria.weigh import Cells
from twin.ground.errors import NotEvaluableError
from twin.ground.types import BoolArray
from twin.model.building import BuildingUse

LISTED: Final = 12
"""Most places that a remark names [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A criterion with its verdict and the cells of its certified level."""

    verdict: Verdict
    cells: Cells | None
    """None where the metric could not be evaluated at all, or nowhere applies."""
    places: tuple[str, ...]


Derived = Callable[[Pack, Tables, Sequence[Judged]], Outcome]
"""A metric as a function of what has been judged before."""


def floor_area_share_meeting(
    pack: Pack, tables: Tables, judged: Sequence[Judged]
) -> Outcome:
    """Return the floor area of dwellings that meet every health criterion [%].

    Counts mandatory criteria of the categories that the pack marks as health, at their
    certified level. A dwelling that no criterion fails, while some criterion could not
    be shown, may or may not meet them all: it counts, and stands as doubt.

    References
    ----------
    EN 15251:2007: rooms representing 95 % of the space meet the criteria.
    """
    health = [one for one in judged if _is_health(pack, one.verdict.criterion)]
    if not health:
        message = "the pack has no mandatory health criterion"
        raise NotEvaluableError(message)
    uses = text_by_building(tables, "use")
    names = tables.places(Scope.BUILDING)
    lived_in = np.asarray([uses[one] == BuildingUse.DWELLING for one in names])
    if not lived_in.any():
        message = "the community has no dwelling"
        raise NotEvaluableError(message)
    shape = (len(tables.futures), len(names))
    fails = np.zeros(shape, dtype=np.bool_)
    meets = np.ones(shape, dtype=np.bool_)
    for one in health:
        failed, met = _by_building(one, names, shape)
        fails |= failed
        meets &= met
    area = np.where(lived_in, area_by_place(tables, Scope.BUILDING), 0.0)
    best = 100.0 * (~fails * area).sum(axis=1, keepdims=True) / area.sum()
    least = 100.0 * (meets * area).sum(axis=1, keepdims=True) / area.sum()
    ids = ", ".join(one.verdict.criterion.id for one in health)
    return Outcome(
        values=np.asarray(best),
        doubt=np.asarray(best - least),
        details=[_remark(health, names, fails.mean(axis=0) * lived_in)],
        query=f"verdicts on {ids} at the certified level, by building",
    )


def decision_probability(
    pack: Pack, tables: Tables, judged: Sequence[Judged]
) -> Outcome:
    """Return the least probability with which a passed criterion is met [%].

    Looks at the numeric criteria that pass at the certified level; what fails or is
    not shown claims nothing.

    References
    ----------
    JCGM 106:2012, cl. 8; ISO/IEC 17025:2017, 7.8.6.
    """
    count = len(tables.futures)
    if count < pack.decision.least_futures:
        message = f"{count} futures, {pack.decision.least_futures} needed"
        raise NotEvaluableError(message)
    passed = [
        (one.verdict.certified.probability, one.verdict.criterion.id)
        for one in judged
        if one.verdict.state is State.PASS
        and one.verdict.criterion.operator is not Operator.IS_TRUE
    ]
    known = sorted((p, name) for p, name in passed if p is not None)
    if not known:
        message = "no numeric criterion passes"
        raise NotEvaluableError(message)
    least, name = known[0]
    return Outcome(
        values=np.full((count, 1), 100.0 * least),
        details=[f"least probable: {name}"],
        query=f"verdicts: least probability of {len(known)} passed criteria",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedMetric:
    """A quantity of community scope that follows from verdicts."""

    name: str
    unit: str
    function: Derived

    def bound(self, pack: Pack, judged: Sequence[Judged]) -> Metric:
        """Return the metric for what has been judged so far.

        Parameters
        ----------
        pack
            Pack that is judged.
        judged
            Criteria judged before.

        Returns
        -------
        Metric
            Metric of the tables alone.
        """
        return Metric(
            name=self.name,
            unit=self.unit,
            scope=Scope.COMMUNITY,
            function=lambda tables, _: self.function(pack, tables, judged),
        )


DERIVED: Final[MappingProxyType[str, DerivedMetric]] = MappingProxyType(
    {
        one.name: one
        for one in (
            DerivedMetric(
                name="floor_area_share_meeting",
                unit="%",
                function=floor_area_share_meeting,
            ),
            DerivedMetric(
                name="decision_probability", unit="%", function=decision_probability
            ),
        )
    }
)
"""Metrics of this module in the order in which they are evaluated."""


def _is_health(pack: Pack, criterion: Criterion) -> bool:
    """Return whether a criterion must hold for every dwelling."""
    health = {one.id for one in pack.categories if one.is_health}
    return criterion.is_mandatory and criterion.category in health


def _by_building(
    one: Judged, names: tuple[str, ...], shape: tuple[int, int]
) -> tuple[BoolArray, BoolArray]:
    """Return where a building certainly fails, and certainly meets, a criterion."""
    fails = np.zeros(shape, dtype=np.bool_)
    if one.verdict.state is State.NOT_APPLICABLE:
        return fails, ~fails
    if one.cells is None:
        return fails, fails
    cells = one.cells
    owners = np.asarray([building_of(place) for place in one.places])
    is_everywhere = one.places == (COMMUNITY,)
    meets = np.ones(shape, dtype=np.bool_)
    for index, name in enumerate(names):
        mine = (owners == name) | is_everywhere
        fails[:, index] = (cells.fails & cells.applies)[:, mine].any(axis=1)
        meets[:, index] = (cells.meets | ~cells.applies)[:, mine].all(axis=1)
    return fails, meets


def _remark(health: Sequence[Judged], names: tuple[str, ...], fails: np.ndarray) -> str:
    """Return the criteria that are unknown and the homes that fail most often."""
    unknown = [one.verdict.criterion.id for one in health if _is_unknown(one)]
    order = sorted(range(len(names)), key=lambda one: (-fails[one], names[one]))
    homes = [names[one] for one in order if fails[one] > 0.0]
    parts = [f"not shown: {', '.join(unknown)}"] if unknown else []
    if homes:
        more = f" and {len(homes) - LISTED} more" if len(homes) > LISTED else ""
        parts.append(f"homes failing: {', '.join(homes[:LISTED])}{more}")
    return "; ".join(parts)


def _is_unknown(one: Judged) -> bool:
    """Return whether nothing is known about a criterion that applies."""
    verdict = one.verdict
    return verdict.state is State.NOT_SHOWN and verdict.certified.value is None
