"""Verdicts of `twin.criteria` as the flat rows that figures and page read."""

from collections.abc import Iterable

from twin.criteria.verdict import Standing, Verdict
from twin.report.data import StandingRow, VerdictRow


def verdict_rows(verdicts: Iterable[Verdict]) -> tuple[VerdictRow, ...]:
    """Return the verdicts of one scenario as flat rows.

    Parameters
    ----------
    verdicts
        Verdicts on the criteria of a pack.

    Returns
    -------
    tuple
        One row per criterion, in the same order.
    """
    return tuple(_row(one) for one in verdicts)


def standing_row(standing: Standing) -> StandingRow:
    """Return the standing of one scenario as a flat row.

    Parameters
    ----------
    standing
        What the verdicts amount to.

    Returns
    -------
    StandingRow
        The same without its parts.
    """
    return StandingRow(
        grade=str(standing.grade) if standing.grade else "",
        status=standing.status,
        points=standing.points,
        reason=standing.reason,
    )


def _row(verdict: Verdict) -> VerdictRow:
    """Return one verdict with the evidence of its certified level."""
    criterion, known = verdict.criterion, verdict.certified
    level = known.level
    low, high = known.interval or (None, None)
    return VerdictRow(
        criterion_id=criterion.id,
        name=criterion.name,
        category=criterion.category,
        is_mandatory=criterion.is_mandatory,
        state=str(verdict.state),
        grade=str(verdict.reached) if verdict.reached else "",
        value=known.value,
        low=low,
        high=high,
        operator=str(criterion.operator),
        limit=level.threshold,
        unit=level.unit,
        margin=known.margin,
        probability=known.probability,
        worst_place=known.worst_place,
        source=level.source,
        clause=level.clause,
        status=str(level.status),
        is_unverified=not level.is_checked,
        reason=verdict.reason,
        flags=verdict.flags,
    )
