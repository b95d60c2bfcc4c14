"""What a life leaves behind: events and tenures, the only things that others read."""

from dataclasses import dataclass

from twin.model.component import Kind

WEAR_OUT = "wear_out"
"""Cause of a failure, and of a replacement by the same product."""

RULE = "rule"
"""Cause of a replacement by another product, as the policy's rules say."""

DECISION_PREFIX = "decision:"
"""A decider's name after this prefix is the cause of a replacement by another product
that it chose."""

MAINTENANCE = "maintenance"
"""Cause of cleaning and recoating."""

PROGRAMME_PREFIX = "programme:"
"""A programme's name after this prefix is the cause of its events."""

HAZARD_PREFIX = "hazard:"
"""A hazard's name after this prefix is the cause of its strikes, and of a replacement
of what it broke."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one component group, or to all of the community."""

    time: float
    """When, in calendar years, e.g. 2031.25 [a]."""
    building: str
    component: str
    kind: str
    """A `Kind`, or ``hazard`` for what strikes the whole community."""
    action: str
    """``installed`` (nothing stood there before), ``failed``, ``replaced``,
    ``removed`` (what a replacement takes away), ``cleaned``, ``recoated``;
    ``queued``, ``started``, ``finished`` for the jobs of a programme; ``struck`` for a
    hazard, whose name is the component and whose quantity the days without power;
    ``subsidised`` where the public paid, whose quantity is the money."""
    cause: str
    """`WEAR_OUT`, `RULE`, `MAINTENANCE`, or `PROGRAMME_PREFIX`, `HAZARD_PREFIX` or
    `DECISION_PREFIX` with a name."""
    product: str
    """The product that the action concerns."""
    quantity: float
    """Number of units, in the unit of the product."""
    crew: str
    """Trade that did the work; empty where no crew of the community did."""
    cost: float
    """Money spent by this event, year-2025 money [currency]."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A product that stands in a building from start to end.

    The tenures of one component group follow each other without a gap until the end
    of the study; a failed unit that waits for its successor is a tenure of its own.
    """

    building: str
    component: str
    kind: Kind
    product: str
    quantity: float
    """Number of units, in the unit of the product."""
    start: float
    """Beginning, in calendar years [a]."""
    end: float
    """End, in calendar years [a]."""
    installed: float
    """When it was new, possibly before the study [a]."""
    is_working: bool
    """Whether it does its duty; false from failure to replacement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """How long one strike of a hazard is felt by the whole community."""

    hazard: str
    start: float
    """When it strikes [a]."""
    power_back: float
    """When power is back, `start` where it never went [a]."""
    heat_end: float
    """When hot weather ends, `start` where there is none [a]."""
    warming: float
    """How much warmer it is until then [K]."""


@dataclass(frozen=True, slots=True)
class LifeRecord:
    """The whole life of a community in one random future."""

    future: int
    """Number of the random future [-]."""
    events: tuple[Event, ...]
    """Sorted by time, building and component."""
    tenures: tuple[Tenure, ...]
    """Sorted by building, component and start."""
    spells: tuple[Spell, ...] = ()
    """Strikes of hazards by time."""
