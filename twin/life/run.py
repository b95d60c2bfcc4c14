"""Live: one life of a community under a scenario, in one random future."""

from collections.abc import Iterator, Mapping
from typing import Final

import simpy

from twin.ground.errors import InputError, Problem
from twin.life.decision import Chooser, Needs, draw_owner, energy_prices
from twin.life.luck import Luck
from twin.life.record import (
    HAZARD_PREFIX,
    MAINTENANCE,
    Event,
    LifeRecord,
    Spell,
    Tenure,
)
from twin.life.retrofit import order_buildings, run_programme
from twin.life.shock import strike
from twin.life.town import Item, Town, hire_crews
from twin.life.wear import start_wear
from twin.model.building import Community
from twin.model.component import Kind, Product
from twin.model.decision import Decisions
from twin.model.programme import RANKED, Scenario

CLEANING_COST_SHARE: Final = 0.03
"""Price of cleaning the coils of a unit over the price of the unit, about 80 CNY for a
split; status A (assumption) [-]."""


def live(
    community: Community,
    scenario: Scenario,
    future: int,
    seed: int,
    start: float = 2025.0,
    end: float = 2060.0,
    rankings: Mapping[str, Mapping[str, float]] | None = None,
    needs: Needs | None = None,
) -> LifeRecord:
    """Return everything that happens to a community under a scenario.

    Component groups wear out (Weibull, given their age), wait for a crew of their
    trade and are replaced by the policy's rules; coatings are renewed; programmes
    serve building after building as budget and crews allow. The clock runs in years.

    Parameters
    ----------
    community
        Buildings with their components, and what can be installed.
    scenario
        Programmes, crews and policy.
    future
        Number of the random future [-].
    seed
        Seed of the whole study [-].
    start
        First moment [a].
    end
        Last moment [a].
    rankings
        How much each building calls for a programme, by the programme's name and the
        building's identifier; needed by the priorities of `RANKED`.
    needs
        What each product would buy in each building; needed where owners decide.

    Returns
    -------
    LifeRecord
        Events and tenures. It depends on the arguments alone: equal scenarios give
        equal records, and the order of the buildings matters only to programmes in
        file order.

    Raises
    ------
    InputError
        The scenario names a product that nobody sells or a trade without crews, or
        a programme lacks the ranking that it needs, or owners the needs.
    """
    products = {one.name: one for one in community.products}
    _check(community, scenario, products, rankings, needs)
    env = simpy.Environment(initial_time=start)
    town = Town(
        env=env,
        start=start,
        end=end,
        products=products,
        policy=scenario.policy,
        trades=hire_crews(env, scenario.crews),
        items=settle(community, products, future, seed, start),
        events=[],
        tenures=[],
        chooser=_chooser(community, scenario, products, needs, (seed, future)),
    )
    for items in town.items.values():
        for item in items:
            start_wear(town, item)
    for programme in scenario.programmes:
        ranking = (rankings or {}).get(programme.name)
        order = order_buildings(programme, community.buildings, ranking)
        env.process(run_programme(town, programme, order, (seed, future)))
    spells: list[Spell] = []
    for hazard in scenario.hazards:
        whole = Luck(seed, future, "", HAZARD_PREFIX + hazard.name)
        env.process(strike(town, hazard, whole, spells))
    env.run(until=end)
    for items in town.items.values():
        for item in items:
            town.close_tenure(item)
    tenures = sorted(town.tenures, key=lambda one: (one.building, one.component))
    events = town.events + _cleanings(town, tenures)
    events.sort(key=lambda one: (one.time, one.building, one.component))
    spells.sort(key=lambda one: (one.start, one.hazard))
    return LifeRecord(future, tuple(events), tuple(tenures), tuple(spells))


def settle(
    community: Community,
    products: Mapping[str, Product],
    future: int,
    seed: int,
    start: float,
) -> dict[str, list[Item]]:
    """Return the component groups that stand at the start.

    Parameters
    ----------
    community
        Buildings.
    products
        Catalogue by name.
    future
        Number of the random future [-].
    seed
        Seed of the whole study [-].
    start
        First moment [a].

    Returns
    -------
    dict[str, list[Item]]
        Groups sorted by name, by sorted building.
    """
    return {
        building.id: [
            Item(
                building=building.id,
                name=one.name,
                kind=one.kind,
                product=products[one.product],
                quantity=one.quantity,
                installed=start - one.age,
                since=start,
                luck=Luck(seed, future, building.id, one.name),
            )
            for one in sorted(building.components, key=lambda one: one.name)
        ]
        for building in sorted(community.buildings, key=lambda one: one.id)
    }


def _chooser(
    community: Community,
    scenario: Scenario,
    products: Mapping[str, Product],
    needs: Needs | None,
    luck: tuple[int, int],
) -> Chooser | None:
    """Return what owners weigh; None where the scenario leaves it to rules."""
    decisions = scenario.decisions
    if decisions is None or needs is None:
        return None
    return Chooser(
        decisions=decisions,
        subsidies=scenario.subsidies,
        products=products,
        prices=energy_prices(community.world),
        needs=needs,
        owners={
            one.id: draw_owner(decisions.deciders, one, Luck(*luck, one.id, ""))
            for one in community.buildings
        },
    )


def _cleanings(town: Town, tenures: list[Tenure]) -> list[Event]:
    """Return the cleanings of air-conditioner coils.

    New units are cleaned every interval from their installation. Of units that stand
    at the start nobody knows when they were cleaned last: the first cleaning falls at
    random into the first interval.
    """
    interval = town.policy.maintenance_interval
    if interval <= 0.0:
        return []
    lucks = {(i.building, i.name): i.luck for one in town.items.values() for i in one}
    events = []
    for one in tenures:
        if one.kind is not Kind.AIR_CONDITIONER or not one.is_working:
            continue
        wait = interval
        if one.installed < town.start:
            luck = lucks[one.building, one.component]
            wait = interval * luck.uniform("cleaning", 0)
        price = town.products[one.product].cost.value
        cost = one.quantity * price * CLEANING_COST_SHARE
        count = 0
        while (time := one.start + wait + count * interval) < one.end:
            events.append(
                Event(
                    time, one.building, one.component, one.kind, "cleaned",
                    MAINTENANCE, one.product, one.quantity, "", cost,
                )
            )  # fmt: skip
            count += 1
    return events


def _check(
    community: Community,
    scenario: Scenario,
    products: Mapping[str, Product],
    rankings: Mapping[str, Mapping[str, float]] | None,
    needs: Needs | None,
) -> None:
    """Refuse a scenario that cannot be lived in this community."""
    trades = {one.trade for one in scenario.crews}
    problems = []
    for path, name in _named_products(community, scenario):
        if name not in products:
            problems.append(Problem(path=path, message="unknown product", given=name))
        elif products[name].crew not in trades:
            message = f"no crew of trade {products[name].crew!r}, which installs it"
            problems.append(Problem(path=path, message=message, given=name))
    problems += [
        Problem(
            path=f"programmes.{one.name}.priority",
            message="needs a ranking of the buildings",
            given=one.priority,
        )
        for one in scenario.programmes
        if one.priority in RANKED and rankings is None
    ]
    if scenario.decisions is not None:
        problems += _lacking_needs(community, scenario.decisions, needs)
    if problems:
        source = f"scenario {scenario.name}"
        raise InputError(source, problems)


def _lacking_needs(
    community: Community, decisions: Decisions, needs: Needs | None
) -> Iterator[Problem]:
    """Yield the products of which nobody knows what they would buy."""
    if needs is None:
        message = "needs the energy that each product would buy in each building"
        yield Problem(path="decisions", message=message)
        return
    for building in community.buildings:
        for market in decisions.markets:
            for offer in market.offers:
                if offer.product not in needs.get(building.id, {}):
                    path = f"needs.{building.id}.{offer.product}"
                    yield Problem(path=path, message="is required but missing")


def _named_products(
    community: Community, scenario: Scenario
) -> Iterator[tuple[str, str]]:
    """Return every place that names a product, and the name."""
    for building in community.buildings:
        for one in building.components:
            yield f"buildings.{building.id}.components.{one.name}", one.product
    for number, rule in enumerate(scenario.policy.replacements):
        yield f"policy.replacements.{number}.product", rule.product
    for place, market in enumerate(
        scenario.decisions.markets if scenario.decisions else ()
    ):
        for number, offer in enumerate(market.offers):
            yield f"decisions.markets.{place}.offers.{number}.product", offer.product
    for programme in scenario.programmes:
        for number, measure in enumerate(programme.measures):
            path = f"programmes.{programme.name}.measures.{number}.product"
            yield path, measure.product
