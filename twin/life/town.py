"""The community while it lives: what stands where, and the logbook."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import simpy

from twin.life.decision import Chooser
from twin.life.hazard import lognormal_factor, weibull_time_to_failure
from twin.life.luck import Luck
from twin.life.record import WEAR_OUT, Event, Tenure
from twin.model.component import Kind, Product
from twin.model.programme import Crews, Policy

WORK_VARIATION: Final = 0.35
"""Coefficient of variation of working times; status A (assumption) [-]."""

REPAIR_FIRST: Final = 0
"""Priority of a repair at the crews; lower goes first [-]."""

UPKEEP_NEXT: Final = 1
"""Priority of the renewal of a coating at the crews [-]."""

PROGRAMME_LAST: Final = 2
"""Priority of a programme's job at the crews [-]."""


@dataclass(slots=True, kw_only=True)
class Item:
    """One component group as it stands at the moment."""

    building: str
    name: str
    kind: Kind
    product: Product
    quantity: float
    """Number of units, in the unit of the product."""
    installed: float
    """When it was new [a]."""
    since: float
    """Since when product, quantity and condition are as they are [a]."""
    luck: Luck
    is_working: bool = True
    is_reserved: bool = False
    """Whether a programme is about to replace it, so that no repair is called."""
    generation: int = 0
    """How many successors it has had; tells a sleeping process that it is stale."""
    failures: int = 0


@dataclass(slots=True, kw_only=True)
class Town:
    """Everything that the processes of one life share."""

    env: simpy.Environment
    start: float
    """First moment of the study [a]."""
    end: float
    """Last moment of the study [a]."""
    products: Mapping[str, Product]
    policy: Policy
    trades: Mapping[str, tuple[simpy.PriorityResource, float]]
    """Crews of each trade, and the days that one works in a year [d/a]."""
    items: dict[str, list[Item]]
    """Component groups by building."""
    events: list[Event]
    tenures: list[Tenure]
    chooser: Chooser | None = None
    """What owners weigh at a failure; None for the policy's rules alone."""

    def log(
        self, item: Item, action: str, cause: str, crew: str = "", cost: float = 0.0
    ) -> None:
        """Write down that something happened to the product that stands there.

        Parameters
        ----------
        item
            Component group that it happened to.
        action
            One of the actions of `Event`.
        cause
            One of the causes of `Event`.
        crew
            Trade that did the work.
        cost
            Money spent [currency].
        """
        self.events.append(
            Event(
                self.env.now, item.building, item.name, item.kind, action, cause,
                item.product.name, item.quantity, crew, cost,
            )
        )  # fmt: skip

    def log_grant(self, item: Item, cause: str, money: float) -> None:
        """Write down what the public paid for the units that were just put in.

        Parameters
        ----------
        item
            Component group that they form.
        cause
            Why they were put in.
        money
            Subsidy, the quantity of the event; nothing is written for none
            [currency].
        """
        if money > 0.0:
            self.events.append(
                Event(
                    self.env.now, item.building, item.name, item.kind, "subsidised",
                    cause, item.product.name, money, "", 0.0,
                )
            )  # fmt: skip

    def standing(self, building: str, kind: Kind) -> float:
        """Return how many units of a kind a building has, working or not.

        Parameters
        ----------
        building
            Identifier of the building.
        kind
            What they are for.

        Returns
        -------
        float
            Units, those that are on order left out [1].
        """
        return math.fsum(
            one.quantity
            for one in self.items[building]
            if one.kind is kind and one.installed <= self.env.now
        )

    def close_tenure(self, item: Item) -> None:
        """End the tenure that runs, if it has lasted at all.

        Parameters
        ----------
        item
            Component group whose state is about to change.
        """
        now = self.env.now
        if now > item.since:
            self.tenures.append(
                Tenure(
                    item.building, item.name, item.kind, item.product.name,
                    item.quantity, item.since, now, item.installed, item.is_working,
                )
            )  # fmt: skip
        item.since = now

    def fail(self, item: Item, cause: str = WEAR_OUT) -> None:
        """Let a component group stop working.

        Parameters
        ----------
        item
            Component group that fails.
        cause
            `WEAR_OUT`, or the hazard that breaks it.
        """
        self.close_tenure(item)
        item.is_working = False
        item.failures += 1
        self.log(item, "failed", cause)

    def put_in(
        self, item: Item, product: Product, quantity: float, action: str, cause: str
    ) -> None:
        """Let new units stand where old ones stood, or where nothing stood.

        Parameters
        ----------
        item
            Component group that they form.
        product
            What is put in.
        quantity
            Number of units, in the unit of the product [1].
        action
            ``replaced``, ``recoated`` or ``installed``.
        cause
            One of the causes of `Event`.
        """
        self.close_tenure(item)
        if action == "replaced":
            self.log(item, "removed", cause, product.crew)
        item.product = product
        item.quantity = quantity
        item.installed = self.env.now
        item.is_working = True
        item.generation += 1
        self.log(item, action, cause, product.crew, quantity * product.cost.value)

    def working_time(self, item: Item, product: Product, quantity: float) -> float:
        """Return how long a crew works on a component group.

        Parameters
        ----------
        item
            Component group; its luck spreads the time.
        product
            What is put in.
        quantity
            Number of units, in the unit of the product [1].

        Returns
        -------
        float
            Time from start to end of the work [a].
        """
        days = quantity * product.crew_days.value
        spread = lognormal_factor(
            item.luck.normal("crew", item.generation), WORK_VARIATION
        )
        return days * spread / self.trades[product.crew][1]

    def next_failure(self, item: Item) -> float:
        """Return when the units that stand there now wear out.

        Parameters
        ----------
        item
            Component group that works.

        Returns
        -------
        float
            Calendar year of the failure, possibly after the study [a].
        """
        now = self.env.now
        remaining = weibull_time_to_failure(
            item.luck.uniform("lifetime", item.generation),
            item.product.weibull_shape.value,
            item.product.weibull_scale.value,
            now - item.installed,
        )
        return now + remaining

    def next_renewal(self, item: Item) -> float:
        """Return when the owner renews a coating, never for all else.

        Parameters
        ----------
        item
            Component group that works.

        Returns
        -------
        float
            Calendar year, infinite for never [a].
        """
        interval = self.policy.recoat_interval
        if interval <= 0.0 or not fades(item.product):
            return math.inf
        due = item.installed + interval
        if due > self.env.now:
            return due
        return self.env.now + interval * item.luck.uniform("renewal", item.generation)


def fades(product: Product) -> bool:
    """Return whether a product is a coating whose reflectance decays.

    Parameters
    ----------
    product
        Any product.

    Returns
    -------
    bool
        True for roof coatings that are worth renewing.
    """
    return (
        product.kind is Kind.ROOF_COATING
        and product.albedo_time is not None
        and product.albedo_new != product.albedo_aged
    )


def hire_crews(
    env: simpy.Environment, crews: tuple[Crews, ...]
) -> dict[str, tuple[simpy.PriorityResource, float]]:
    """Return the crews of each trade, ready to be asked for.

    Parameters
    ----------
    env
        Clock of the life.
    crews
        Crews of each trade.

    Returns
    -------
    dict[str, tuple[simpy.PriorityResource, float]]
        Crews and the days that one works in a year, by trade.
    """
    return {
        one.trade: (simpy.PriorityResource(env, one.count), one.working_days)
        for one in crews
    }
