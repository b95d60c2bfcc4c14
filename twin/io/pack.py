"""Read a criteria pack: strict, with every problem of the file at once."""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from twin.criteria.pack import (
    GRADES,
    Applies,
    Category,
    Criterion,
    Decision,
    Grade,
    GradeRule,
    Level,
    Operator,
    Pack,
    Parameter,
    Rooms,
    Rule,
    Scope,
    Scoring,
    Works,
)
from twin.ground.errors import InputError, Problem
from twin.ground.hashing import file_hash
from twin.ground.quality import Status
from twin.io.schema import Identifier, Strict, check, load_yaml, suggest
from twin.model.building import BuildingUse

Text = Annotated[str, Field(min_length=1, max_length=2000)]
"""Text for the reader; escape it wherever it is shown."""

MetricName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
"""Name of a metric or parameter."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A share or probability."""

Points = Annotated[float, Field(ge=0.0, le=100.0)]
"""Points of a hundred."""


class AppliesFile(Strict):
    """Where a criterion applies."""

    uses: list[BuildingUse] = Field(default=[], description="Empty for all uses.")
    countries: list[Annotated[str, Field(pattern="^[A-Z]{2}$")]] = Field(
        default=[], description="ISO 3166-1 alpha-2; empty for all."
    )
    works: Works = Field(default=Works.ANY, description="By what is built.")
    rooms: Rooms = Field(default=Rooms.ANY, description="Zone scope: which rooms.")
    cooled: bool | None = Field(default=None, description="With or without cooling.")
    heating_season: bool = Field(default=False, description="Only where there is one.")
    combustion: bool = Field(default=False, description="Only where fuel is burnt.")


class LevelFile(Strict):
    """One limit of a criterion."""

    threshold: object = Field(description="A number; `true` for operator is_true.")
    metric: MetricName | None = Field(default=None, description="Instead of the row's.")
    unit: Text | None = Field(default=None, description="Instead of the row's.")
    scope: Scope | None = Field(default=None, description="Instead of the row's.")
    source: Text = Field(description="Publication that the limit is taken from.")
    clause: str = Field(default="", max_length=200, description="Clause or table.")
    status: Status = Field(description="How far the limit was checked.")


class LevelsFile(Strict):
    """The limits of a criterion; a grade without a limit is null."""

    certified: LevelFile
    silver: LevelFile | None = None
    gold: LevelFile | None = None

    def given(self) -> Iterator[tuple[Grade, LevelFile]]:
        """Yield the limits that are given, lowest grade first."""
        for grade in GRADES:
            level = getattr(self, grade.value)
            if level is not None:
                yield grade, level


class CriterionFile(Strict):
    """One row of a pack."""

    id: Identifier
    category: Identifier
    name: Text
    metric: MetricName
    unit: Text
    scope: Scope
    aggregation: Text
    operator: Operator
    mandatory: bool
    levels: LevelsFile
    applies: AppliesFile = AppliesFile()
    evidence: Text
    weight: float = Field(default=1.0, gt=0.0)
    licence: str = Field(default="", max_length=400)
    note: str = Field(default="", max_length=2000)


class DecisionFile(Strict):
    """How a probability of passing becomes a verdict."""

    rule: Rule
    certified: Share
    silver: Share
    gold: Share
    rejection: Share
    missing_limit: Share
    month_missing_limit: Share = Field(
        default=1.0, description="Share of missing hours of any month still judged."
    )
    least_futures: int = Field(ge=1)


class PerGrade(Strict):
    """A number of points for each grade."""

    certified: Points
    silver: Points
    gold: Points


class ScoringFile(Strict):
    """How verdicts become points and a standing."""

    points: PerGrade = Field(description="Points of a criterion by level reached.")
    needs: PerGrade = Field(description="Points that each standing needs.")
    category_share: Share
    source: Text
    status: Status


class CategoryFile(Strict):
    """A group of criteria."""

    id: Identifier
    name: Text
    weight: float = Field(gt=0.0)
    health: bool = Field(default=False, description="Must hold for every dwelling.")


class ParameterFile(Strict):
    """A number that a metric needs."""

    name: MetricName
    value: float
    unit: Text
    source: Text
    status: Status


class PackFile(Strict):
    """A pack as written in ``packs/*.yaml``."""

    id: Identifier
    version: Text
    title: Text
    language: Annotated[str, Field(pattern="^[a-z]{2}(-[A-Z]{2})?$")]
    jurisdiction: Text
    banner: Text
    allow_unverified: bool
    decision: DecisionFile
    scoring: ScoringFile
    categories: list[CategoryFile] = Field(min_length=1)
    parameters: list[ParameterFile] = Field(default=[])
    criteria: list[object] = Field(min_length=1)


KNOWN_OPERATORS: Final = tuple(one.value for one in Operator)
"""Operators that a pack may use."""


def read_pack(path: Path) -> Pack:
    """Return the criteria pack that a YAML file holds.

    Parameters
    ----------
    path
        File to read.

    Returns
    -------
    Pack
        The pack, every value checked.

    Raises
    ------
    InputError
        Everything that is wrong with the file.
    """
    raw = load_yaml(path)
    head, problems = check(PackFile, raw)
    rows: dict[int, CriterionFile] = {}
    for index, row in enumerate(_rows(raw)):
        found, wrong = _row(index, row)
        problems += wrong
        if found is not None:
            rows[index] = found
    problems += _twice(raw, "criteria", "id")
    problems += _twice(raw, "categories", "id") + _twice(raw, "parameters", "name")
    problems += _strangers(raw, rows)
    if head is not None:
        problems += _rules(head)
    if head is None or problems:
        raise InputError(str(path), problems)
    return _pack(head, [rows[index] for index in sorted(rows)], file_hash(path))


def _rows(raw: Mapping[str, object], name: str = "criteria") -> list[object]:
    """Return a list of the file, empty where there is none."""
    found = raw.get(name)
    return found if isinstance(found, list) else []


def _row(index: int, row: object) -> tuple[CriterionFile | None, list[Problem]]:
    """Return one row, or what is wrong with it."""
    prefix = f"criteria.{index}"
    if not isinstance(row, dict):
        message = f"must be a mapping, is a {type(row).__name__}"
        return None, [Problem(path=prefix, message=message)]
    found, problems = check(CriterionFile, row, prefix)
    if found is None:
        return None, problems
    return found, _thresholds(found, prefix)


def _thresholds(row: CriterionFile, prefix: str) -> list[Problem]:
    """Return limits of the wrong type, or that contradict the operator."""
    problems: list[Problem] = []
    last: dict[str, float] = {}
    for grade, level in row.levels.given():
        path = f"{prefix}.levels.{grade}.threshold"
        value = _number(row.operator, level.threshold)
        if value is None:
            wanted = "true" if row.operator is Operator.IS_TRUE else "a number"
            message = f"must be {wanted} for operator {row.operator}"
            problems.append(Problem(path=path, message=message, given=level.threshold))
            continue
        metric = level.metric or row.metric
        before = last.get(metric, value)
        sign = 1.0 if row.operator.is_lower_better else -1.0
        if sign * (value - before) > 0.0:
            message = f"must not be easier than the level below it, {before:g}"
            problems.append(Problem(path=path, message=message, given=value))
        last[metric] = value
    return problems


def _number(operator: Operator, threshold: object) -> float | None:
    """Return a limit as a number, or None where its type does not fit."""
    if operator is Operator.IS_TRUE:
        return 1.0 if threshold is True else None
    if isinstance(threshold, bool) or not isinstance(threshold, int | float):
        return None
    try:
        value = float(threshold)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def _twice(raw: Mapping[str, object], name: str, key: str) -> list[Problem]:
    """Return entries of a list whose key was given before."""
    seen: set[str] = set()
    problems: list[Problem] = []
    for index, row in enumerate(_rows(raw, name)):
        value = row.get(key) if isinstance(row, dict) else None
        if not isinstance(value, str):
            continue
        if value in seen:
            path = f"{name}.{index}.{key}"
            message = "is given twice"
            problems.append(Problem(path=path, message=message, given=value))
        seen.add(value)
    return problems


def _strangers(
    raw: Mapping[str, object], rows: Mapping[int, CriterionFile]
) -> list[Problem]:
    """Return rows of a category that the pack does not declare."""
    known = [
        str(one.get("id")) for one in _rows(raw, "categories") if isinstance(one, dict)
    ]
    return [
        Problem(
            path=f"criteria.{index}.category",
            message=f"unknown category; {suggest(row.category, known)}",
            given=row.category,
        )
        for index, row in rows.items()
        if row.category not in known
    ]


def _rules(head: PackFile) -> list[Problem]:
    """Return rules that become easier with the grade."""
    ladders = {
        "decision": [getattr(head.decision, one) for one in GRADES],
        "scoring.points": [getattr(head.scoring.points, one) for one in GRADES],
        "scoring.needs": [getattr(head.scoring.needs, one) for one in GRADES],
    }
    return [
        Problem(path=path, message="must not fall from certified to gold", given=steps)
        for path, steps in ladders.items()
        if steps != sorted(steps)
    ]


def _pack(head: PackFile, rows: list[CriterionFile], digest: str) -> Pack:
    """Return the checked file as a pack."""
    scoring, points, needs = head.scoring, head.scoring.points, head.scoring.needs
    return Pack(
        id=head.id,
        version=head.version,
        title=head.title,
        language=head.language,
        jurisdiction=head.jurisdiction,
        banner=head.banner,
        allow_unverified=head.allow_unverified,
        decision=Decision(**head.decision.model_dump()),
        scoring=Scoring(
            grades=tuple(
                GradeRule(
                    grade=one, points=getattr(points, one), needs=getattr(needs, one)
                )
                for one in GRADES
            ),
            category_share=scoring.category_share,
            source=scoring.source,
            status=scoring.status,
        ),
        categories=tuple(
            Category(id=one.id, name=one.name, weight=one.weight, is_health=one.health)
            for one in head.categories
        ),
        parameters=tuple(Parameter(**one.model_dump()) for one in head.parameters),
        criteria=tuple(_criterion(one) for one in rows),
        file_hash=digest,
    )


def _criterion(row: CriterionFile) -> Criterion:
    """Return one checked row as a criterion."""
    where = row.applies
    return Criterion(
        id=row.id,
        category=row.category,
        name=row.name,
        metric=row.metric,
        unit=row.unit,
        scope=row.scope,
        aggregation=row.aggregation,
        operator=row.operator,
        levels=tuple(_level(row, grade, one) for grade, one in row.levels.given()),
        is_mandatory=row.mandatory,
        applies=Applies(
            uses=tuple(one.value for one in where.uses),
            countries=tuple(where.countries),
            works=where.works,
            rooms=where.rooms,
            is_cooled=where.cooled,
            needs_heating_season=where.heating_season,
            needs_combustion=where.combustion,
        ),
        evidence=row.evidence,
        weight=row.weight,
        licence=row.licence,
        note=row.note,
    )


def _level(row: CriterionFile, grade: Grade, level: LevelFile) -> Level:
    """Return one checked limit, what it leaves open taken from its row."""
    threshold = _number(row.operator, level.threshold)
    assert threshold is not None  # noqa: S101 - checked by _thresholds
    return Level(
        grade=grade,
        threshold=threshold,
        metric=level.metric or row.metric,
        unit=level.unit or row.unit,
        scope=level.scope or row.scope,
        source=level.source,
        clause=level.clause,
        status=level.status,
    )
