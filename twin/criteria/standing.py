"""What the verdicts of a pack amount to: points by category and a grade."""

from collections.abc import Sequence
from typing import Final

from twin.criteria.pack import GRADES, Category, Grade, GradeRule, Pack
from twin.criteria.verdict import CategoryPoints, Standing, State, Verdict

STATUS: Final = "design (interim)"
"""Status of every standing that rests on a model; measuring makes it final."""

MOST_POINTS: Final = 100.0
"""Points of a criterion whose highest defined level is reached [-]."""


def standing(pack: Pack, verdicts: Sequence[Verdict]) -> Standing:
    """Return the standing that verdicts amount to.

    Parameters
    ----------
    pack
        Weights and rules.
    verdicts
        Verdicts on all its criteria.

    Returns
    -------
    Standing
        Points, grade, and what stands in the way of the next grade.

    Notes
    -----
    Certified needs every mandatory criterion and the points of the grade. Silver and
    gold also need every mandatory criterion that defines the level to reach it, and a
    least share of the points in every category. What is not shown counts as not met;
    what does not apply leaves the mean.
    """
    categories = tuple(_category(pack, one, verdicts) for one in pack.categories)
    points = _total(pack, categories)
    grade: Grade | None = None
    obstacles: list[str] = []
    for rule in pack.scoring.grades:
        obstacles = _obstacles(pack, rule, verdicts, categories, points)
        if obstacles:
            break
        grade = rule.grade
    return Standing(
        grade=grade,
        status=STATUS,
        points=points,
        categories=categories,
        unmet=_unmet(verdicts, GRADES[0]),
        reason="; ".join(obstacles),
    )


def points_of(pack: Pack, verdict: Verdict) -> float:
    """Return the points of one criterion.

    Parameters
    ----------
    pack
        Points of each grade.
    verdict
        Verdict on the criterion.

    Returns
    -------
    float
        Points of the highest level reached; all of them where that is the highest
        level that the criterion defines [-].
    """
    if verdict.state is not State.PASS or verdict.reached is None:
        return 0.0
    if verdict.reached is verdict.criterion.levels[-1].grade:
        return MOST_POINTS
    found = {one.grade: one.points for one in pack.scoring.grades}
    return found[verdict.reached]


def _category(
    pack: Pack, category: Category, verdicts: Sequence[Verdict]
) -> CategoryPoints:
    """Return the weighted mean of the criteria of a category that apply."""
    mine = [
        one
        for one in verdicts
        if one.criterion.category == category.id
        and one.state is not State.NOT_APPLICABLE
    ]
    weight = sum(one.criterion.weight for one in mine)
    if weight <= 0.0:
        return CategoryPoints(category=category.id, points=None, judged=len(mine))
    total = sum(one.criterion.weight * points_of(pack, one) for one in mine)
    return CategoryPoints(category=category.id, points=total / weight, judged=len(mine))


def _total(pack: Pack, categories: Sequence[CategoryPoints]) -> float:
    """Return the weighted mean of the categories in which something applies."""
    weights = {one.id: one.weight for one in pack.categories}
    known = [(weights[one.category], one.points) for one in categories]
    pairs = [(weight, points) for weight, points in known if points is not None]
    weight = sum(one for one, _ in pairs)
    return sum(w * p for w, p in pairs) / weight if weight > 0.0 else 0.0


def _unmet(verdicts: Sequence[Verdict], grade: Grade) -> tuple[str, ...]:
    """Return the mandatory criteria that define a grade and do not reach it."""
    rank = GRADES.index(grade)
    return tuple(
        one.criterion.id
        for one in verdicts
        if one.criterion.is_mandatory
        and one.criterion.level(grade) is not None
        and one.state is not State.NOT_APPLICABLE
        and (one.reached is None or GRADES.index(one.reached) < rank)
    )


def _obstacles(
    pack: Pack,
    rule: GradeRule,
    verdicts: Sequence[Verdict],
    categories: Sequence[CategoryPoints],
    points: float,
) -> list[str]:
    """Return what keeps the verdicts from a grade."""
    found: list[str] = []
    unmet = _unmet(verdicts, rule.grade)
    if unmet:
        found.append(f"{rule.grade}: mandatory not met: {', '.join(unmet)}")
    if points < rule.needs:
        found.append(f"{rule.grade}: {points:.1f} of {rule.needs:g} points")
    least = MOST_POINTS * pack.scoring.category_share
    low = [x.category for x in categories if x.points is not None and x.points < least]
    if low and rule.grade is not GRADES[0]:
        found.append(f"{rule.grade}: below {least:g} points in {', '.join(low)}")
    return found
