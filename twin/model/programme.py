"""What a scenario does: measures, programmes, policy and habits."""

from dataclasses import dataclass
from typing import Final

from twin.model.component import Kind
from twin.model.decision import Decisions, Subsidy
from twin.model.hazard import Hazard

RANKED: Final = ("worst_first", "cheapest_carbon", "health_first", "equity")
"""Priorities that need to know how buildings fare: most overheating hours; most
avoided carbon for the money; most hours of heat caution and worse times people; least
floor area a resident."""

PRIORITIES: Final = ("oldest_first", "file_order", *RANKED)
"""Orders in which a programme serves buildings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that a retrofit installs in a building."""

    kind: Kind
    product: str
    """Name of the product in the catalogue."""
    quantity_per: str
    """What the number of units follows: ``roof_area``, ``wall_area``, ``window_area``,
    ``existing`` (replace unit by unit), ``dwelling``, ``floor_area``, ``ground_area``
    (floor area of one storey) or ``roof_share``."""
    amount: float = 1.0
    """Units for each of those; for ``roof_share`` kWp per m² of roof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A retrofit programme with a yearly budget and crews."""

    name: str
    start: float
    """First moment of work [calendar year]."""
    end: float
    """Last moment at which work may start [calendar year]."""
    measures: tuple[Measure, ...]
    """Carried out together, one building after the other."""
    uses: tuple[str, ...]
    """Building uses that take part; empty for all."""
    archetypes: tuple[str, ...]
    """Archetypes that take part; empty for all."""
    built_before: int
    """Only buildings built before this year take part [calendar year]."""
    priority: str
    """One of `PRIORITIES`."""
    budget: float
    """Money that becomes available each year; what is left is carried over
    [currency/a]."""
    lead_time: float = 0.0
    """Time from the order to the arrival of materials, when crews can start [a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crews:
    """Crews of one trade in the community."""

    trade: str
    count: int
    working_days: float
    """Days that one crew works in a year, bad weather taken off [d/a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementRule:
    """What an owner installs when a component has failed."""

    kind: Kind
    replaces: str
    """Product that failed, or ``*`` for any of the kind."""
    product: str
    """Product that is installed instead."""
    start: float
    """From when the rule holds [calendar year]."""
    share: float
    """Probability that the owner follows it; else like for like [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What rules and owners do without a programme."""

    replacements: tuple[ReplacementRule, ...]
    maintenance_interval: float
    """Years between coil cleanings of air conditioners; zero for never [a]."""
    recoat_interval: float
    """Years between renewals of a roof coating; zero for never [a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How people run their homes, as offsets to the usages of the archetypes."""

    name: str
    cooling_setpoint_shift: float = 0.0
    """Added to the cooling set-point [K]."""
    cooling_trigger_shift: float = 0.0
    """Added to the temperature at which cooling is switched on [K]."""
    window_opening_shift: float = 0.0
    """Added to the temperature at which windows are opened [K]."""
    window_share: float = 1.0
    """Multiplies what people open, 0 where they open nothing [-]."""
    window_share_cooling: float | None = None
    """Largest opening while cooling runs, None as the usages' habits say [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A complete answer to "what if": climate, grid, programmes, policy, habits."""

    name: str
    """Letters, digits and ``_``; also the name of its results folder."""
    title: str
    description: str
    climate_pathway: str
    """Pathway of the site's climate table, e.g. ``ssp245``."""
    grid_path: str
    """Name of a `GridPath`."""
    programmes: tuple[Programme, ...]
    crews: tuple[Crews, ...]
    policy: Policy
    habits: Habits
    hazards: tuple[Hazard, ...] = ()
    """What strikes the community; the same strikes befall scenarios that name it
    alike."""
    decisions: Decisions | None = None
    """How owners decide at a failure; None for the policy's rules alone."""
    subsidies: tuple[Subsidy, ...] = ()
    """Money of the public, by product and time."""
