"""What judging returns: verdicts with their evidence, and the standing of a pack."""

from dataclasses import dataclass
from enum import StrEnum

from twin.criteria.pack import Criterion, Grade, Level, Parameter


class State(StrEnum):
    """The four verdicts."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    NOT_SHOWN = "not shown"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelVerdict:
    """What is known about one limit; None where nothing is known."""

    level: Level
    state: State
    """`State.PASS` where the level is reached."""
    reason: str
    """Why it is not shown, else empty."""
    value: float | None = None
    """Mean over the futures of the worst place of each future; infinite where a
    percentile lies beyond the range of its histogram [unit of the level]."""
    value_doubted: float | None = None
    """The same with everything unknown counted against it, where that differs."""
    interval: tuple[float, float] | None = None
    """5th and 95th percentile over the futures of that worst value."""
    margin: float | None = None
    """Distance from the value to the limit, positive on the good side."""
    probability: float | None = None
    """Share of futures in which every place certainly meets the limit [-]."""
    probability_most: float | None = None
    """Share of futures in which no place certainly exceeds it [-]."""
    worst_place: str = ""
    """Place with the worst mean over the futures, first by name among equals."""
    detail: str = ""
    """Remark on that place."""
    places: int = 0
    """Places in which the criterion applies."""
    places_passing: int = 0
    """Those that meet the limit with the probability that the pack asks for."""
    area_share_passing: float | None = None
    """Their share of the floor area of all of them [-]."""
    missing_share: float | None = None
    """Largest share of missing hours of a place [-]."""
    query: str = ""
    """Query that gives the values by future and place."""
    value_query: str = ""
    """Query that gives `value`, empty where it follows from no table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """From what a verdict follows, enough to run it again."""

    pack: str
    """Id, version and SHA-256 of the pack."""
    scenario: str
    run_id: str
    assessment_year: int
    query: str
    """Query of the certified level."""
    parameters: tuple[Parameter, ...]
    """Numbers of the pack that the metric used."""
    files: tuple[tuple[str, str], ...]
    """Name and SHA-256 of every input file."""
    wanted: str
    """Kind of evidence that a final verdict needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict on one criterion."""

    criterion: Criterion
    state: State
    reason: str
    """Why it is not shown or not applicable, or what is missing; else empty."""
    reached: Grade | None
    """Highest level reached with all below it, None where none is."""
    levels: tuple[LevelVerdict, ...]
    """One for each level of the criterion, lowest first."""
    flags: tuple[str, ...]
    """What a reader must be told beside the verdict."""
    evidence: Evidence

    @property
    def certified(self) -> LevelVerdict:
        """The verdict on the certified level, which decides."""
        return self.levels[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPoints:
    """Points of one category."""

    category: str
    points: float | None
    """Weighted mean of its criteria, None where none applies [-]."""
    judged: int
    """Criteria that apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the verdicts of a pack amount to."""

    grade: Grade | None
    """Standing reached, None where none is."""
    status: str
    """``design (interim)``: a model alone never gives a final standing."""
    points: float
    """Weighted mean of the categories, 0–100 [-]."""
    categories: tuple[CategoryPoints, ...]
    unmet: tuple[str, ...]
    """Mandatory criteria that are not shown to pass."""
    reason: str
    """What keeps the standing from the next grade, empty at the highest."""
