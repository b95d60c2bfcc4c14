"""Judge the result tables of a scenario against a pack."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.criteria.applicability import mask_of
from twin.criteria.coverage import month_missing
from twin.criteria.derived import DERIVED, Judged
from twin.criteria.metric import Metric
from twin.criteria.metrics import REGISTRY
from twin.criteria.pack import Criterion, Grade, Level, Pack, Parameter
from twin.criteria.sample import Sample
from twin.criteria.tables import Tables, area_by_place
from twin.criteria.verdict import Evidence, LevelVerdict, State, Verdict
from twin.criteria.weigh import Cells, cells_of, weigh
from twin.ground.errors import NotEvaluableError
from twin.ground.types import BoolArray

CLAUSE_NOT_CHECKED: Final = "clause not checked"
"""Mark of a limit that nobody has read in its source."""


def judge(pack: Pack, tables: Tables) -> tuple[Verdict, ...]:
    """Return the verdict on each criterion of a pack, in the order of the pack.

    Parameters
    ----------
    pack
        Criteria and rules.
    tables
        Result tables of one scenario.

    Returns
    -------
    tuple[Verdict, ...]
        One verdict for each criterion; what cannot be evaluated is *not shown*.

    Notes
    -----
    Criteria on what other criteria found are judged last, in the order of
    `twin.criteria.derived.DERIVED`.
    """
    court = _Court(pack=pack, tables=tables)
    judged: dict[str, Judged] = {}
    last = [one for one in pack.criteria if one.metric in DERIVED]
    for criterion in pack.criteria:
        if criterion not in last:
            judged[criterion.id] = court.hear(criterion, REGISTRY)
    for name, derived in DERIVED.items():
        known: dict[str, Metric] = {name: derived.bound(pack, list(judged.values()))}
        for criterion in last:
            if criterion.metric == name:
                judged[criterion.id] = court.hear(criterion, known)
    return tuple(judged[one.id].verdict for one in pack.criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Court:
    """A pack with the tables that it judges."""

    pack: Pack
    tables: Tables

    def hear(self, criterion: Criterion, metrics: Mapping[str, Metric]) -> Judged:
        """Return the verdict on one criterion."""
        try:
            mask = mask_of(criterion.applies, criterion.scope, self.tables)
        except NotEvaluableError as error:
            return self._unseen(criterion, State.NOT_SHOWN, str(error))
        if not mask.cells.any():
            reason = mask.reason or "the tables hold no place or no future"
            return self._unseen(criterion, State.NOT_APPLICABLE, reason)
        found = [self._level(one, criterion, metrics) for one in criterion.levels]
        certified, cells, sample = found[0]
        verdict = self._verdict(criterion, [level for level, _, _ in found], metrics)
        return Judged(
            verdict=verdict,
            cells=cells if certified.reason != CLAUSE_NOT_CHECKED else None,
            places=sample.places if sample is not None else (),
        )

    def _level(
        self, level: Level, criterion: Criterion, metrics: Mapping[str, Metric]
    ) -> tuple[LevelVerdict, Cells | None, Sample | None]:
        """Return the verdict on one limit, and what it rests on."""
        try:
            metric = _metric(level, criterion, metrics)
            sample = metric.evaluate(self.tables, _values(self.pack))
            mask = mask_of(criterion.applies, level.scope, self.tables)
        except NotEvaluableError as error:
            return _silent(level, State.NOT_SHOWN, str(error)), None, None
        mask = mask.narrowed(sample.is_applicable, sample.reason)
        if not mask.cells.any():
            return _silent(level, State.NOT_APPLICABLE, mask.reason), None, sample
        decision, operator = self.pack.decision, criterion.operator
        cells = cells_of(
            operator, level.threshold, sample, mask.cells, decision.missing_limit
        )
        verdict = weigh(level, operator, sample, cells, decision)
        if verdict.value is not None:
            gap = self._month_gap(metric, mask.cells)
            if gap:
                return _silent(level, State.NOT_SHOWN, gap), None, sample
            verdict = self._with_area(verdict, cells)
        if not (self.pack.allow_unverified or self._is_checked(level, metrics)):
            verdict = dataclasses.replace(
                verdict, state=State.NOT_SHOWN, reason=CLAUSE_NOT_CHECKED
            )
        return verdict, cells, sample

    def _month_gap(self, metric: Metric, applies: BoolArray) -> str:
        """Return which month may be missing, empty where every month is covered."""
        limit = self.pack.decision.month_missing_limit
        if limit >= 1.0 or not metric.needs_months:
            return ""
        try:
            share = np.where(applies, month_missing(self.tables, metric.scope), 0.0)
        except NotEvaluableError:
            return ""  # no zones: what a building bought is judged without them
        if share.max(initial=0.0) <= limit:
            return ""
        future, place = (int(one) for one in np.argwhere(share > limit)[0])
        return (
            f"up to {100.0 * float(share[future, place]):.0f} % of the hours of a "
            f"month are missing, allowed {100.0 * limit:.0f} %; first at "
            f"{self.tables.places(metric.scope)[place]}, "
            f"future {self.tables.futures[future]}"
        )

    def _with_area(self, verdict: LevelVerdict, cells: Cells) -> LevelVerdict:
        """Return the verdict with the share of the floor area that passes."""
        area = area_by_place(self.tables, verdict.level.scope)
        needed = self.pack.decision.needed(verdict.level.grade)
        whole = float(area[cells.applies.any(axis=0)].sum())
        if not (np.isfinite(whole) and whole > 0.0):
            return verdict
        share = float(area[cells.passing(needed)].sum()) / whole
        return dataclasses.replace(verdict, area_share_passing=share)

    def _is_checked(self, level: Level, metrics: Mapping[str, Metric]) -> bool:
        """Return whether the limit and every parameter of its metric were checked."""
        used = self._parameters(level, metrics)
        return level.is_checked and not any(one.status.is_unverified for one in used)

    def _parameters(
        self, level: Level, metrics: Mapping[str, Metric]
    ) -> tuple[Parameter, ...]:
        """Return the parameters of the pack that the metric of a level uses."""
        names = metrics[level.metric].parameters if level.metric in metrics else ()
        return tuple(one for one in self.pack.parameters if one.name in names)

    def _verdict(
        self,
        criterion: Criterion,
        levels: list[LevelVerdict],
        metrics: Mapping[str, Metric],
    ) -> Verdict:
        """Return the verdict that the verdicts on the levels amount to."""
        certified = levels[0]
        used = {
            one.name: one
            for level in criterion.levels
            for one in self._parameters(level, metrics)
        }
        parts = [one for one in (certified.reason, certified.detail) if one]
        return Verdict(
            criterion=criterion,
            state=certified.state,
            reason="; ".join(parts),
            reached=_reached(levels),
            levels=tuple(levels),
            flags=self._flags(levels, tuple(used.values()), metrics),
            evidence=self._evidence(criterion, certified.query, tuple(used.values())),
        )

    def _flags(
        self,
        levels: list[LevelVerdict],
        used: tuple[Parameter, ...],
        metrics: Mapping[str, Metric],
    ) -> tuple[str, ...]:
        """Return what must be told beside the verdict."""
        unread = [one.level.grade for one in levels if not one.level.is_checked]
        flags = [f"{CLAUSE_NOT_CHECKED} ({', '.join(unread)})"] if unread else []
        flags += [
            f"parameter not checked ({one.name})"
            for one in used
            if one.status.is_unverified
        ]
        certified = levels[0]
        if certified.value is None:
            return tuple(flags)
        caveat = metrics[certified.level.metric].caveat
        flags += [caveat] if caveat else []
        if certified.probability not in {0.0, 1.0}:
            flags.append("the interval crosses the limit")
        count = len(self.tables.futures)
        if count < self.pack.decision.least_futures:
            least = self.pack.decision.least_futures
            flags.append(f"{count} futures: a probability needs {least}")
        return tuple(flags)

    def _evidence(
        self, criterion: Criterion, query: str, used: tuple[Parameter, ...]
    ) -> Evidence:
        """Return what the verdict follows from."""
        pack = self.pack
        return Evidence(
            pack=f"{pack.id} {pack.version} {pack.file_hash}".rstrip(),
            scenario=self.tables.scenario,
            run_id=self.tables.run_id,
            assessment_year=self.tables.assessment_year,
            query=query,
            parameters=used,
            files=self.tables.files,
            wanted=criterion.evidence,
        )

    def _unseen(self, criterion: Criterion, state: State, reason: str) -> Judged:
        """Return the verdict on a criterion of which no metric was evaluated."""
        levels = [_silent(one, state, reason) for one in criterion.levels]
        verdict = self._verdict(criterion, levels, {})
        return Judged(verdict=verdict, cells=None, places=())


def _metric(
    level: Level, criterion: Criterion, metrics: Mapping[str, Metric]
) -> Metric:
    """Return the metric of a level, or say why there is none."""
    metric = metrics.get(level.metric)
    if metric is None:
        message = f"metric {level.metric} is not computed by this version"
        if criterion.licence:
            message += f"; licensed table not loaded: {criterion.licence}"
        raise NotEvaluableError(message)
    if (metric.unit, metric.scope) != (level.unit, level.scope):
        message = (
            f"metric {metric.name} is in {metric.unit} by {metric.scope}, "
            f"the pack asks for {level.unit} by {level.scope}"
        )
        raise NotEvaluableError(message)
    return metric


def _values(pack: Pack) -> dict[str, float]:
    """Return the parameters of a pack by name."""
    return {one.name: one.value for one in pack.parameters}


def _silent(level: Level, state: State, reason: str) -> LevelVerdict:
    """Return the verdict on a limit of which nothing is known."""
    return LevelVerdict(level=level, state=state, reason=reason)


def _reached(levels: list[LevelVerdict]) -> Grade | None:
    """Return the highest grade reached with every grade below it."""
    reached: Grade | None = None
    for one in levels:
        if one.state is not State.PASS:
            break
        reached = one.level.grade
    return reached
