"""Deciders, markets and subsidies of a scenario, as files write them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from twin.ground.errors import Problem
from twin.ground.quality import Status
from twin.io.habits import Name
from twin.io.schema import Identifier, Strict, suggest
from twin.model.building import BuildingUse
from twin.model.component import Kind, Product
from twin.model.decision import (
    OPTIONS,
    Decider,
    Decisions,
    Market,
    Offer,
    Subsidy,
)

Moment = Annotated[float, Field(ge=1900.0, le=2200.0)]
"""A moment in calendar years."""

ALWAYS: Final = (1900.0, 2200.0)
"""From when and until when what names no time holds [a]."""

DECIDED: Final = (Kind.AIR_CONDITIONER, Kind.WATER_HEATER, Kind.COOKER)
"""Kinds whose energy bill is known product by product."""


class SubsidyRecord(Strict):
    """Money that the public adds while a window is open."""

    name: Name = Field(description="Unique in the scenario.")
    products: tuple[Identifier, ...] = Field(
        min_length=1, max_length=50, description="What is subsidised."
    )
    start: Moment = Field(default=ALWAYS[0], description="From when it is paid [a].")
    end: Moment = Field(default=ALWAYS[1], description="Until when it is paid [a].")
    share: float = Field(
        default=0.0, ge=0.0, le=1.0, description="Share of the price [-]."
    )
    amount: float = Field(
        default=0.0,
        ge=0.0,
        le=1e9,
        description="For each unit on top, together at most the price [currency].",
    )
    deciders: tuple[Name, ...] = Field(
        default=(), max_length=20, description="Who may claim it; empty for all."
    )
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Return a window that is open for some time and pays something."""
        if self.end <= self.start:
            message = f"end must lie after the start, {self.start:g}"
            raise ValueError(message)
        if self.share + self.amount <= 0.0:
            message = "share or amount must be above 0"
            raise ValueError(message)
        return self


class DeciderRecord(Strict):
    """Who decides in a building at a failure, and what it counts."""

    name: Name = Field(description="Unique in the scenario.")
    share: float = Field(
        gt=0.0, le=1.0, description="Weight with which buildings are drawn [-]."
    )
    uses: tuple[BuildingUse, ...] = Field(
        default=(), description="Building uses where it is met; empty for all."
    )
    bill_share: float = Field(
        ge=0.0,
        le=1.0,
        description="Share of the energy bill that comes to it: 1 for an owner who "
        "lives there, 0 for a landlord whose tenants pay [-].",
    )
    discount_rate: float = Field(
        ge=0.0,
        le=1.0,
        description="Real discount rate, or scale of the Weibull law of rates [1/a].",
    )
    rate_shape: float | None = Field(
        default=None,
        gt=0.1,
        le=20.0,
        description="Shape of the Weibull law from which each building draws its "
        "rate; left out for one rate everywhere [-].",
    )
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")


class OfferRecord(Strict):
    """A product that is on sale for some time."""

    product: Identifier = Field(description="Name in the catalogue.")
    start: Moment = Field(default=ALWAYS[0], description="From when it is sold [a].")
    end: Moment = Field(
        default=ALWAYS[1], description="Until when it is sold; a ban ends it [a]."
    )


class MarketRecord(Strict):
    """Products of one kind that may follow each other."""

    kind: Kind = Field(description="What they are for.")
    replaces: tuple[Identifier, ...] = Field(
        min_length=1, max_length=50, description="After whose failure it is asked."
    )
    options: tuple[Literal["like_for_like", "best_available", "electrify"], ...] = (
        Field(
            default=OPTIONS,
            min_length=1,
            max_length=3,
            description="What is weighed; of equal ones the first is bought.",
        )
    )
    offers: tuple[OfferRecord, ...] = Field(
        min_length=1, max_length=50, description="What is on sale."
    )


class DecisionsRecord(Strict):
    """How owners decide what follows a component that has failed."""

    deciders: tuple[DeciderRecord, ...] = Field(
        min_length=1, max_length=20, description="Who decides."
    )
    markets: tuple[MarketRecord, ...] = Field(
        min_length=1, max_length=50, description="What may follow what."
    )


def subsidies_of(records: Sequence[SubsidyRecord]) -> tuple[Subsidy, ...]:
    """Return records of the file as windows of the model.

    Parameters
    ----------
    records
        Checked records.

    Returns
    -------
    tuple[Subsidy, ...]
        The same for the model.
    """
    return tuple(Subsidy(**dict(one)) for one in records)


def decisions_of(record: DecisionsRecord | None) -> Decisions | None:
    """Return a record of the file as deciders and markets.

    Parameters
    ----------
    record
        Checked record, or None.

    Returns
    -------
    Decisions or None
        The same for the model.
    """
    if record is None:
        return None
    deciders = []
    for one in record.deciders:
        fields = dict(one)
        fields["uses"] = tuple(use.value for use in one.uses)
        deciders.append(Decider(**fields))
    markets = []
    for market in record.markets:
        fields = dict(market)
        fields["offers"] = tuple(Offer(**dict(one)) for one in market.offers)
        markets.append(Market(**fields))
    return Decisions(deciders=tuple(deciders), markets=tuple(markets))


def decision_problems(
    record: DecisionsRecord, products: Mapping[str, Product]
) -> Iterator[Problem]:
    """Yield what the schema of deciders and markets cannot see.

    Parameters
    ----------
    record
        Checked record.
    products
        Catalogue by name.

    Yields
    ------
    Problem
        Unknown or unfit products, uses without a decider, an empty market.
    """
    met = {use for one in record.deciders for use in one.uses or BuildingUse}
    for use in sorted(set(BuildingUse) - met):
        message = f"nobody decides in buildings of use {use.value!r}"
        yield Problem(path="decisions.deciders", message=message)
    taken: set[str] = set()
    for number, market in enumerate(record.markets):
        path = f"decisions.markets.{number}"
        yield from _market_problems(path, market, products)
        for place, name in enumerate(market.replaces):
            if name in taken:
                message = "is replaced by another market already"
                yield Problem(
                    path=f"{path}.replaces.{place}", message=message, given=name
                )
            taken.add(name)


def _market_problems(
    path: str, market: MarketRecord, products: Mapping[str, Product]
) -> Iterator[Problem]:
    """Yield what is wrong with one market."""
    if market.kind not in DECIDED:
        allowed = ", ".join(one.value for one in DECIDED)
        message = f"owners weigh no bill of this kind; known: {allowed}"
        yield Problem(path=f"{path}.kind", message=message, given=market.kind.value)
    named = [(f"replaces.{n}", one) for n, one in enumerate(market.replaces)]
    named += [(f"offers.{n}.product", o.product) for n, o in enumerate(market.offers)]
    for place, name in named:
        yield from product_problems(name, products, f"{path}.{place}", market.kind)
    for number, one in enumerate(market.offers):
        if one.end <= one.start:
            message = f"must lie after the start, {one.start:g}"
            yield Problem(
                path=f"{path}.offers.{number}.end", message=message, given=one.end
            )
    yield from _gaps(path, market)


def _gaps(path: str, market: MarketRecord) -> Iterator[Problem]:
    """Yield the first moment in which nothing is on sale."""
    reached = ALWAYS[0]
    for one in sorted(market.offers, key=lambda offer: offer.start):
        if one.start > reached:
            break
        reached = max(reached, one.end)
    if reached < ALWAYS[1]:
        message = f"nothing is on sale from {reached:g} on"
        yield Problem(path=f"{path}.offers", message=message)


def subsidy_problems(
    place: str,
    record: SubsidyRecord,
    products: Mapping[str, Product],
    deciders: Sequence[str],
) -> Iterator[Problem]:
    """Yield what the schema of a subsidy cannot see.

    Parameters
    ----------
    place
        Where it stands.
    record
        Checked record.
    products
        Catalogue by name.
    deciders
        Names of the scenario's deciders.

    Yields
    ------
    Problem
        Unknown products and deciders.
    """
    for number, name in enumerate(record.products):
        yield from product_problems(name, products, f"{place}.products.{number}")
    for number, name in enumerate(record.deciders):
        if name not in deciders:
            hint = suggest(name, deciders) if deciders else "the scenario has none"
            yield Problem(
                path=f"{place}.deciders.{number}",
                message=f"unknown decider; {hint}",
                given=name,
            )


def product_problems(
    name: str, products: Mapping[str, Product], path: str, kind: Kind | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with the name of a product.

    Parameters
    ----------
    name
        As given.
    products
        Catalogue by name.
    path
        Where it stands.
    kind
        What it must be for; None for any kind.

    Yields
    ------
    Problem
        An unknown product, or one of another kind.
    """
    product = products.get(name)
    if product is None:
        hint = suggest(name, products)
        yield Problem(path=path, message=f"unknown product; {hint}", given=name)
    elif kind is not None and product.kind is not kind:
        message = f"is of kind {product.kind.value!r}, not {kind.value!r}"
        yield Problem(path=path, message=message, given=name)
