"""Wear: things fail, wait for a crew, and are replaced."""

from collections.abc import Generator

import simpy

from twin.life.record import MAINTENANCE, RULE, WEAR_OUT
from twin.life.town import REPAIR_FIRST, UPKEEP_NEXT, Item, Town
from twin.model.component import Product


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
    product = choose_successor(town, item)
    town.fail(item, cause)
    work = town.working_time(item, product, item.quantity)
    crews, _ = town.trades[product.crew]
    with crews.request(priority=REPAIR_FIRST) as turn:
        yield turn
        if item.generation != generation or item.is_reserved:
            return
        yield town.env.timeout(work)
    if item.generation == generation:
        why = cause if product is item.product or cause != WEAR_OUT else RULE
        town.put_in(item, product, item.quantity, "replaced", why)
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


def choose_successor(town: Town, item: Item) -> Product:
    """Return what the owner installs instead of a component group that fails now.

    The first rule that holds decides; the owner follows it with its probability, else
    installs the same product again.

    Parameters
    ----------
    town
        What the processes share.
    item
        Component group that fails.

    Returns
    -------
    Product
        The successor.
    """
    for rule in town.policy.replacements:
        applies = (
            rule.kind is item.kind
            and rule.replaces in {item.product.name, "*"}
            and rule.product != item.product.name
            and rule.start <= town.env.now
        )
        if applies:
            if item.luck.uniform("choice", item.failures) < rule.share:
                return town.products[rule.product]
            return item.product
    return item.product
