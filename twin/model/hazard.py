"""What strikes the whole community: typhoons, heatwaves, and what they break."""

from dataclasses import dataclass

from twin.ground.quality import Status
from twin.model.component import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What a strike does to the components of one kind."""

    kind: Kind
    probability: float
    """Probability that a component group fails in one strike [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """Something that strikes all buildings at once, at random."""

    name: str
    """Letters, digits and ``_``; unique in the scenario."""
    rate: float
    """Strikes expected in the first year [1/a]."""
    rate_growth: float
    """Relative change of the rate from year to year [1/a]."""
    first_month: int
    """First month in which it strikes, from 1 [-]."""
    last_month: int
    """Last month in which it strikes, not before the first [-]."""
    outage_days: float
    """Mean time without power of the whole community, zero for none [d]."""
    outage_variation: float
    """Standard deviation of that time over its mean [-]."""
    days: float
    """Time that hot weather lasts, zero for none [d]."""
    warming: float
    """How much warmer the climate is in that time [K]."""
    damages: tuple[Damage, ...]
    source: str
    status: Status
