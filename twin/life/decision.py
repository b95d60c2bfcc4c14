"""What an owner buys after a failure: the least annuity as the decider sees it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from twin.life.hazard import weibull_mean
from twin.life.luck import Luck
from twin.model.building import Building, World
from twin.model.component import Carrier, Product
from twin.model.decision import (
    BEST_AVAILABLE,
    ELECTRIFY,
    LIKE_FOR_LIKE,
    Decider,
    Decisions,
    Market,
    Subsidy,
)

Needs = Mapping[str, Mapping[str, float]]
"""Energy that a product would buy in a year if all of its kind in a building were it,
by building and product [kWh/a]."""


def annuity_factor(rate: float, life: float) -> float:
    r"""Return the yearly payment that an investment of 1 costs over its life.

    .. math:: a = \frac{r}{1 - (1 + r)^{-n}}

    Parameters
    ----------
    rate
        Real discount rate :math:`r`, from 0 [1/a].
    life
        Years :math:`n`, above 0, whole or not [a].

    Returns
    -------
    float
        Payment, :math:`1/n` without interest [1/a].

    Examples
    --------
    >>> round(annuity_factor(0.06, 10.0), 5)
    0.13587
    """
    growth = math.log1p(rate) * life
    return rate / -math.expm1(-growth) if growth > 0.0 else 1.0 / life


def subsidy_of(
    subsidies: Iterable[Subsidy], product: Product, time: float, decider: str = ""
) -> float:
    """Return what the public pays for one unit, never more than its price.

    Parameters
    ----------
    subsidies
        Windows of the scenario.
    product
        What is bought.
    time
        When [a].
    decider
        Who claims it; empty for somebody whom no window leaves out.

    Returns
    -------
    float
        Money for one unit [currency].
    """
    price = product.cost.value
    paid = math.fsum(
        one.share * price + one.amount
        for one in subsidies
        if product.name in one.products
        and one.start <= time < one.end
        and (not one.deciders or not decider or decider in one.deciders)
    )
    return min(paid, price)


@dataclass(frozen=True, slots=True)
class Owner:
    """The decider of one building, drawn."""

    name: str
    rate: float
    """Its real discount rate [1/a]."""
    bill_share: float
    """Share of the energy bill that comes to it [-]."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an owner buys."""

    product: Product
    owner: str
    grant: float
    """What the public pays for one unit [currency]."""


def draw_owner(
    deciders: Sequence[Decider], building: Building, luck: Luck
) -> Owner | None:
    """Return who decides in a building, None where no decider is met.

    Parameters
    ----------
    deciders
        Deciders in the order of the file.
    building
        Building.
    luck
        Luck of the building as a whole; its numbers are the same in every scenario.

    Returns
    -------
    Owner or None
        Decider with its rate.
    """
    met = [one for one in deciders if not one.uses or building.use in one.uses]
    left = luck.uniform("decider", 0) * math.fsum(one.share for one in met)
    for one in met:
        left -= one.share
        if left < 0.0:
            return Owner(one.name, _rate(one, luck), one.bill_share)
    return None


def _rate(decider: Decider, luck: Luck) -> float:
    """Return the discount rate of a decider in one building [1/a]."""
    if decider.rate_shape is None:
        return decider.discount_rate
    hazard = -math.log1p(-luck.uniform("discount_rate", 0))
    return decider.discount_rate * math.pow(hazard, 1.0 / decider.rate_shape)


def energy_prices(world: World) -> dict[Carrier, float]:
    """Return the price of each carrier in year-2025 money.

    Parameters
    ----------
    world
        Prices of electricity and fuels.

    Returns
    -------
    dict[Carrier, float]
        Price [currency/kWh].
    """
    fuels = {Carrier(one.carrier): one.price for one in world.fuels}
    return {**fuels, Carrier.ELECTRICITY: world.electricity_price, Carrier.NONE: 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """Everything that owners look at when something has failed."""

    decisions: Decisions
    subsidies: tuple[Subsidy, ...]
    products: Mapping[str, Product]
    prices: Mapping[Carrier, float]
    needs: Needs
    owners: Mapping[str, Owner | None]

    def choose(
        self, building: str, failed: Product, units: float, time: float
    ) -> Choice | None:
        r"""Return what the owner of a building buys instead of what has failed.

        For every option the owner reckons the annuity that it sees,

        .. math:: (K - s)\,a(r, n) + b\,p\,E,

        with price :math:`K` and subsidy :math:`s` of a unit, its expected life
        :math:`n`, the owner's share :math:`b` of the bill, the price :math:`p` of
        energy in 2025 and what a new unit buys in a year, :math:`E`. The least wins;
        of equal ones the first option.

        Parameters
        ----------
        building
            Identifier of the building.
        failed
            Product that has failed.
        units
            Units of its kind in the building, above 0 [1].
        time
            When it is decided [a].

        Returns
        -------
        Choice or None
            None where no market is asked or nobody decides.
        """
        owner = self.owners.get(building)
        market = self._market(failed)
        if owner is None or market is None:
            return None
        best: tuple[float, Choice] | None = None
        for product in self._options(market, building, failed, time):
            grant = subsidy_of(self.subsidies, product, time, owner.name)
            price = self.annuity(owner, building, product, units, grant)
            if best is None or price < best[0]:
                best = (price, Choice(product, owner.name, grant))
        return None if best is None else best[1]

    def annuity(
        self, owner: Owner, building: str, product: Product, units: float, grant: float
    ) -> float:
        """Return what one unit costs its decider in a year [currency/a].

        Parameters
        ----------
        owner
            Who decides.
        building
            Identifier of the building.
        product
            What may be bought.
        units
            Units of its kind in the building, above 0 [1].
        grant
            What the public pays for one unit [currency].

        Returns
        -------
        float
            Annuity of one unit.
        """
        life = weibull_mean(product.weibull_shape.value, product.weibull_scale.value)
        capital = (product.cost.value - grant) * annuity_factor(owner.rate, life)
        bill = self.needs[building][product.name] * self.prices[product.carrier]
        return capital + owner.bill_share * bill / units

    def _market(self, failed: Product) -> Market | None:
        """Return the market that is asked when a product has failed."""
        for one in self.decisions.markets:
            if one.kind is failed.kind and failed.name in one.replaces:
                return one
        return None

    def _options(
        self, market: Market, building: str, failed: Product, time: float
    ) -> Iterator[Product]:
        """Yield what is weighed; all that is sold where no option can be had."""
        sold = [
            self.products[one.product]
            for one in market.offers
            if one.start <= time < one.end
        ]
        alike = [one for one in sold if one.carrier is failed.carrier]
        found: list[Product] = []
        for option in market.options:
            if option == LIKE_FOR_LIKE and alike:
                same = [one for one in alike if one.name == failed.name]
                found += same or [min(alike, key=lambda one: one.cost.value)]
            elif option == BEST_AVAILABLE and alike:
                bought = self.needs[building]
                found.append(
                    min(alike, key=lambda o: (bought[o.name], -o.efficiency.value))
                )
            elif option == ELECTRIFY and failed.carrier is not Carrier.ELECTRICITY:
                found += [one for one in sold if one.carrier is Carrier.ELECTRICITY]
        yield from found or sold
