"""How an owner decides what follows a component that has failed."""

from dataclasses import dataclass
from typing import Final

from twin.ground.quality import Status
from twin.model.component import Kind

LIKE_FOR_LIKE: Final = "like_for_like"
"""The same product while it is on offer, else the cheapest offer of its carrier."""

BEST_AVAILABLE: Final = "best_available"
"""The offer of the same carrier that buys least energy in the building."""

ELECTRIFY: Final = "electrify"
"""Every offer that draws electricity, where the failed product does not."""

OPTIONS: Final = (LIKE_FOR_LIKE, BEST_AVAILABLE, ELECTRIFY)
"""What a decider may weigh against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy:
    """Money that the public adds while a window is open."""

    name: str
    products: tuple[str, ...]
    """What is subsidised."""
    start: float
    """From when it is paid [calendar year]."""
    end: float
    """Until when, this moment left out [calendar year]."""
    share: float
    """Share of the price that is paid [-]."""
    amount: float
    """Paid for each unit on top, together never more than the price [currency]."""
    deciders: tuple[str, ...]
    """Deciders who may claim it; empty for all."""
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A product that is on sale for some time."""

    product: str
    start: float
    """From when it is sold [calendar year]."""
    end: float
    """Until when, this moment left out; a ban ends it [calendar year]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Products of one kind that may follow each other."""

    kind: Kind
    replaces: tuple[str, ...]
    """Products after whose failure this market is asked."""
    options: tuple[str, ...]
    """Of `OPTIONS`, in the order that settles ties."""
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who decides in a building, and what it counts."""

    name: str
    share: float
    """Weight with which a building is drawn to have it [-]."""
    uses: tuple[str, ...]
    """Building uses in which it is met; empty for all."""
    bill_share: float
    """Share of the energy bill, or of what is saved on it, that comes to it: 1 for an
    owner who lives there, 0 for a landlord whose tenants pay [-]."""
    discount_rate: float
    """Real discount rate, or the scale of the Weibull law of `rate_shape` [1/a]."""
    rate_shape: float | None
    """Shape of the Weibull law from which buildings draw their rate; None for the
    same rate everywhere [-]."""
    source: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Deciders and the markets in which they buy."""

    deciders: tuple[Decider, ...]
    markets: tuple[Market, ...]
