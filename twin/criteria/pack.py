"""What a criteria pack is: limits as data, with clause, source and status.

The code knows metrics and operators; every threshold, weight and rule of decision
stands in the pack. `twin.io.pack` reads one and has checked every value of it.
"""

from dataclasses import dataclass
from enum import StrEnum

from twin.ground.quality import Status


class Grade(StrEnum):
    """Levels of a pack, from the lowest to the highest."""

    CERTIFIED = "certified"
    SILVER = "silver"
    GOLD = "gold"


GRADES: tuple[Grade, ...] = tuple(Grade)
"""All grades, lowest first."""


class Operator(StrEnum):
    """How a value is compared with a limit; both limits are inclusive."""

    AT_MOST = "<="
    AT_LEAST = ">="
    IS_TRUE = "is_true"

    @property
    def is_lower_better(self) -> bool:
        """Whether a smaller value is nearer to passing."""
        return self is Operator.AT_MOST


class Scope(StrEnum):
    """What one value of a metric belongs to."""

    ZONE = "zone"
    BUILDING = "building"
    COMMUNITY = "community"


class Works(StrEnum):
    """Which buildings a criterion is for, by what is built."""

    ANY = "any"
    EXISTING = "existing"
    NEW_BUILD = "new_build"
    NEW_BUILD_OR_MAJOR = "new_build_or_major_works"


class Rooms(StrEnum):
    """Which rooms a criterion of zone scope is for."""

    ANY = "any"
    DAY = "day"
    BEDROOM = "bedroom"


class Rule(StrEnum):
    """What happens when the interval of a value crosses the limit."""

    SIMPLE = "simple"
    """The criterion fails unless the wanted probability is reached."""
    GUARDED = "guarded"
    """It fails only where failing is nearly certain; between, it is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """Where a criterion applies; everything else is *not applicable* with a reason."""

    uses: tuple[str, ...] = ()
    """Building uses; empty for all."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes of the site; empty for all."""
    works: Works = Works.ANY
    rooms: Rooms = Rooms.ANY
    is_cooled: bool | None = None
    """Only zones (buildings: any zone) with, or without, cooling; None for both."""
    needs_heating_season: bool = False
    needs_combustion: bool = False
    """Only buildings that burn something in the assessment year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One limit of a criterion."""

    grade: Grade
    threshold: float
    """Limit in the unit of the level; 1 for ``is_true``."""
    metric: str
    """Name of the metric that is compared."""
    unit: str
    scope: Scope
    source: str
    """Publication that the limit is taken from."""
    clause: str
    """Clause, table or annex of the source; empty where the source has none."""
    status: Status
    """How far the limit was checked against its source."""

    @property
    def is_checked(self) -> bool:
        """Whether somebody has read the limit in a source."""
        return not self.status.is_unverified


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of a pack."""

    id: str
    category: str
    name: str
    metric: str
    unit: str
    scope: Scope
    aggregation: str
    """How hours, days or places are brought to one value; text for the reader."""
    operator: Operator
    levels: tuple[Level, ...]
    """At least the certified level, lowest first; a grade without a limit is absent."""
    is_mandatory: bool
    applies: Applies
    evidence: str
    """Kind of evidence that a final verdict needs; a model alone gives interim."""
    weight: float
    """Weight in the mean of the category [-]."""
    licence: str = ""
    """Licensed table that the user must bring, or empty."""
    note: str = ""

    def level(self, grade: Grade) -> Level | None:
        """Return the level of a grade, or None where the row has no limit for it."""
        return next((one for one in self.levels if one.grade is grade), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A group of criteria."""

    id: str
    name: str
    weight: float
    """Weight in the points of the pack [-]."""
    is_health: bool = False
    """Whether its mandatory criteria must hold for every dwelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number that a metric needs and that the pack chooses."""

    name: str
    value: float
    unit: str
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How a probability of passing becomes a verdict.

    References
    ----------
    JCGM 106:2012, Evaluation of measurement data – The role of measurement
    uncertainty in conformity assessment, cl. 8.2 (simple) and 8.3 (guarded).
    """

    rule: Rule
    certified: float
    """Probability of passing that the certified level needs [-]."""
    silver: float
    """Probability of passing that the silver level needs [-]."""
    gold: float
    """Probability of passing that the gold level needs [-]."""
    rejection: float
    """Guarded rule: at or below this probability of passing the row fails [-]."""
    missing_limit: float
    """Largest share of missing hours that is still judged [-]."""
    least_futures: int
    """Fewest futures from which a probability is read [-]."""
    month_missing_limit: float = 1.0
    """Largest share of missing hours of any month that is still judged [-]."""

    def needed(self, grade: Grade) -> float:
        """Return the probability of passing that a grade needs [-]."""
        wanted = {
            Grade.CERTIFIED: self.certified,
            Grade.SILVER: self.silver,
            Grade.GOLD: self.gold,
        }
        return wanted[grade]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRule:
    """Points of one grade."""

    grade: Grade
    points: float
    """Points of a criterion whose highest reached level is this one [-]."""
    needs: float
    """Points of the whole pack that this standing needs [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How verdicts become points and a standing."""

    grades: tuple[GradeRule, ...]
    category_share: float
    """Least share of points in every category for silver and gold [-]."""
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A set of criteria with its rules."""

    id: str
    version: str
    title: str
    language: str
    jurisdiction: str
    banner: str
    """Sentence that stands above every verdict of the pack."""
    allow_unverified: bool
    """Whether a limit that nobody has checked may decide; if not, it is not shown."""
    decision: Decision
    scoring: Scoring
    categories: tuple[Category, ...]
    parameters: tuple[Parameter, ...]
    criteria: tuple[Criterion, ...]
    file_hash: str
    """SHA-256 of the file, or empty where the pack was not read from one."""
