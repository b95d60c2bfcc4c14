"""Wear: things fail, wait for a crew, and are replaced."""

from collections.abc import Generator
from dataclasses import dataclass

import simpy

from twin.life.record import DECISION_PREFIX, MAINTENANCE, RULE, WEAR_OUT
from twin.life.town import REPAIR_FIRST, UPKEEP_NEXT, Item, Town
from twin.model.component import Product


@dataclass(frozen=True, slots=True)
class Successor:
    """What follows a component group that fails."""

    product: Product
    cause: str
    """Why another product follows, of the causes of `Event`."""
    grant: float = 0.0
    """What the public pays for one unit [currency]."""


def start_wear(town: Town, item: Item) -> None:
    """Let a component group age from now on, if it will not outlast the study.

    Parameters
    ----------
    town
        What the processes share.
    item
        Component group that works.
    """
    failure = town.next_failure(item)
    renewal = town.next_renewal(item)
    if min(failure, renewal) >= town.end:
        return
    if failure <= renewal:
        town.env.process(wear_out(town, item, failure))
    else:
        town.env.process(be_renewed(town, item, renewal))


def wear_out(
    town: Town, item: Item, failure: float
) -> Generator[simpy.Event, object, None]:
    """Let a component group fail, wait for a crew and be replaced.

    Parameters
    ----------
    town
        What the processes share.
    item
        Component group that works.
    failure
        When it fails [a].
    """
    generation = item.generation
    yield town.env.timeout(failure - town.env.now)
    if item.generation != generation or not item.is_working:
        return
    yield from break_down(town, item, WEAR_OUT)


def break_down(
    town: Town, item: Item, cause: str
) -> Generator[simpy.Event, object, None]:
    """Let a component group fail now, wait for a crew and be replaced.

    Parameters
    ----------
    town
        What the processes share.
    item
        Component group that works.
    cause
        `WEAR_OUT`, or the hazard that breaks it.
    """
    generation = item.generation
    successor = choose_successor(town, item)
    product = successor.product
    town.fail(item, cause)
    work = town.working_time(item, product, item.quantity)
    crews, _ = town.trades[product.crew]
    with crews.request(priority=REPAIR_FIRST) as turn:
        yield turn
        if item.generation != generation or item.is_reserved:
            return
        yield town.env.timeout(work)
    if item.generation == generation:
        is_same = product is item.product
        why = cause if is_same or cause != WEAR_OUT else successor.cause
        town.put_in(item, product, item.quantity, "replaced", why)
        town.log_grant(item, why, item.quantity * successor.grant)
        start_wear(town, item)


def be_renewed(
    town: Town, item: Item, renewal: float
) -> Generator[simpy.Event, object, None]:
    """Let a coating wait for a crew and be painted over before it fails.

    Parameters
    ----------
    town
        What the processes share.
    item
        Coating that works.
    renewal
        When its renewal is due [a].
    """
    generation = item.generation
    yield town.env.timeout(renewal - town.env.now)
    if item.generation != generation or item.is_reserved or not item.is_working:
        return
    work = town.working_time(item, item.product, item.quantity)
    crews, _ = town.trades[item.product.crew]
    with crews.request(priority=UPKEEP_NEXT) as turn:
        yield turn
        if item.generation != generation or item.is_reserved:
            return
        yield town.env.timeout(work)
    if item.generation == generation:
        town.put_in(item, item.product, item.quantity, "recoated", MAINTENANCE)
        start_wear(town, item)


def choose_successor(town: Town, item: Item) -> Successor:
    """Return what the owner installs instead of a component group that fails now.

    Where the scenario lets owners weigh what the market offers, they buy what costs
    them least in a year. Else the first rule that holds decides; the owner follows it
    with its probability, else installs the same product again.

    Parameters
    ----------
    town
        What the processes share.
    item
        Component group that fails.

    Returns
    -------
    Successor
        The product, and why it is another one.
    """
    if town.chooser is not None:
        units = town.standing(item.building, item.kind)
        choice = town.chooser.choose(item.building, item.product, units, town.env.now)
        if choice is not None:
            cause = DECISION_PREFIX + choice.owner
            return Successor(choice.product, cause, choice.grant)
    for rule in town.policy.replacements:
        applies = (
            rule.kind is item.kind
            and rule.replaces in {item.product.name, "*"}
            and rule.product != item.product.name
            and rule.start <= town.env.now
        )
        if applies:
            if item.luck.uniform("choice", item.failures) < rule.share:
                return Successor(town.products[rule.product], RULE)
            return Successor(item.product, RULE)
    return Successor(item.product, RULE)
