"""Retrofit programmes: a yearly budget, an order of buildings, crews."""

import math
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

import simpy

from twin.life.luck import Luck
from twin.life.record import PROGRAMME_PREFIX, Event
from twin.life.town import PROGRAMME_LAST, Item, Town
from twin.life.wear import start_wear
from twin.model.building import Building
from twin.model.component import Product
from twin.model.programme import RANKED, Measure, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One measure at one component group."""

    building: str
    component: str
    product: Product
    quantity: float
    """Number of units, in the unit of the product."""
    item: Item | None
    """What it replaces, None where nothing stands yet."""

    @property
    def cost(self) -> float:
        """What the job costs [currency]."""
        return self.quantity * self.product.cost.value


def order_buildings(
    programme: Programme,
    buildings: Sequence[Building],
    ranking: Mapping[str, float] | None,
) -> list[Building]:
    """Return the buildings that take part, in the order in which they are served.

    Parameters
    ----------
    programme
        Says who takes part and in which order.
    buildings
        All buildings, in the order of the input file.
    ranking
        How much each building calls for it, for the priorities of `RANKED`; absent
        ones come last.

    Returns
    -------
    list[Building]
        First served first; ties go by identifier.
    """
    eligible = [
        one
        for one in buildings
        if (not programme.uses or one.use in programme.uses)
        and (not programme.archetypes or one.archetype in programme.archetypes)
        and one.year_built < programme.built_before
    ]
    if programme.priority == "oldest_first":
        return sorted(eligible, key=lambda one: (one.year_built, one.id))
    if programme.priority in RANKED:
        known = ranking or {}
        return sorted(eligible, key=lambda one: (-known.get(one.id, -math.inf), one.id))
    return eligible


def plan_jobs(town: Town, programme: Programme, building: Building) -> list[Job]:
    """Return what a programme would do in a building as it stands now.

    What already is the product of the measure is left alone, and so is what another
    programme is about to replace.

    Parameters
    ----------
    town
        What the processes share.
    programme
        Says which measures are taken.
    building
        Building that is served.

    Returns
    -------
    list[Job]
        Jobs with something to do, in the order of the measures.
    """
    jobs: list[Job] = []
    for measure in programme.measures:
        jobs += _plan_measure(town, measure, building)
    return [one for one in jobs if one.quantity > 0.0]


def _plan_measure(town: Town, measure: Measure, building: Building) -> list[Job]:
    """Return the jobs of one measure in one building."""
    product = town.products[measure.product]
    items = town.items[building.id]
    standing = [one for one in items if one.kind is measure.kind]
    if not standing:
        job = Job(
            building=building.id,
            component=_free_name(measure.kind.value, {one.name for one in items}),
            product=product,
            quantity=_total(measure, building),
            item=None,
        )
        return [job]
    return [
        Job(
            building=building.id,
            component=one.name,
            product=product,
            quantity=_part(measure, building, one, standing),
            item=one,
        )
        for one in standing
        if one.product.name != measure.product and not one.is_reserved
    ]


def _part(
    measure: Measure, building: Building, item: Item, standing: Sequence[Item]
) -> float:
    """Return the units of a measure that replace one of several component groups."""
    if measure.quantity_per == "existing":
        return measure.amount * item.quantity
    before = math.fsum(one.quantity for one in standing)
    share = item.quantity / before if before > 0.0 else 1.0 / len(standing)
    return share * _total(measure, building)


def _total(measure: Measure, building: Building) -> float:
    """Return the units of a measure in a building as a whole."""
    sizes = {
        "roof_area": building.roof_area,
        "roof_share": building.roof_area,
        "wall_area": building.wall_area,
        "window_area": building.window_area,
        "dwelling": float(building.dwellings),
        "floor_area": building.floor_area,
        "ground_area": building.floor_area / max(building.storeys, 1),
    }
    return measure.amount * sizes.get(measure.quantity_per, 0.0)


def _free_name(wanted: str, taken: set[str]) -> str:
    """Return a component name that is not taken yet."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def run_programme(
    town: Town, programme: Programme, order: Sequence[Building], luck: tuple[int, int]
) -> Generator[simpy.Event, object, None]:
    """Serve one building after the other as far as the money goes.

    A building waits until the budget covers all its measures; those behind it wait
    too. One that even all the money still to come cannot cover is passed over.

    Parameters
    ----------
    town
        What the processes share.
    programme
        What is done, when, with how much money.
    order
        Buildings in the order in which they are served.
    luck
        Seed of the study and number of the future [-].
    """
    env = town.env
    yield env.timeout(max(0.0, programme.start - env.now))
    if env.now > programme.end or programme.budget <= 0.0:
        return
    budget = simpy.Container(env, init=programme.budget)
    env.process(_fill(env, budget, programme))
    cause = PROGRAMME_PREFIX + programme.name
    for building in order:
        for job in plan_jobs(town, programme, building):
            _log_job(town, job, "queued", cause)
    for building in order:
        jobs = yield from _fund(town, programme, building, budget)
        for job in jobs:
            item = job.item
            if item is None:
                item = _new_item(job, luck)
                town.items[job.building].append(item)
            item.is_reserved = True
            env.process(carry_out(town, job, item, cause, programme.lead_time))


def _fund(
    town: Town, programme: Programme, building: Building, budget: simpy.Container
) -> Generator[simpy.Event, object, list[Job]]:
    """Take the money for a building out of the budget and return its jobs.

    While the money was awaited, an owner may have installed some of it already; what
    is no longer needed goes back into the budget.
    """
    paid = 0.0
    jobs = plan_jobs(town, programme, building)
    cost = _cost(jobs)
    while cost > paid:
        to_come = programme.budget * _januaries(town.env.now, programme.end)
        if cost - paid > budget.level + to_come:
            jobs, cost = [], 0.0
            break
        yield budget.get(cost - paid)
        paid = cost
        jobs = plan_jobs(town, programme, building)
        cost = _cost(jobs)
    if paid > cost:
        yield budget.put(paid - cost)
    return jobs


def _cost(jobs: Sequence[Job]) -> float:
    """Return what jobs cost together [currency]."""
    return math.fsum(one.cost for one in jobs)


def carry_out(
    town: Town, job: Job, item: Item, cause: str, lead_time: float = 0.0
) -> Generator[simpy.Event, object, None]:
    """Wait for materials and a crew, and do one job of a programme.

    Parameters
    ----------
    town
        What the processes share.
    job
        What is to be done.
    item
        Component group that it is done to.
    cause
        Name of the programme as a cause.
    lead_time
        Time until the materials are there; only then a crew is asked for [a].
    """
    if lead_time > 0.0:
        yield town.env.timeout(lead_time)
    work = town.working_time(item, job.product, job.quantity)
    crews, _ = town.trades[job.product.crew]
    with crews.request(priority=PROGRAMME_LAST) as turn:
        yield turn
        _log_job(town, job, "started", cause)
        yield town.env.timeout(work)
    action = "installed" if job.item is None else "replaced"
    town.put_in(item, job.product, job.quantity, action, cause)
    item.is_reserved = False
    _log_job(town, job, "finished", cause)
    start_wear(town, item)


def _fill(
    env: simpy.Environment, budget: simpy.Container, programme: Programme
) -> Generator[simpy.Event, object, None]:
    """Add the yearly budget every January until the programme ends."""
    for _ in range(_januaries(env.now, programme.end)):
        yield env.timeout(math.floor(env.now) + 1.0 - env.now)
        yield budget.put(programme.budget)


def _januaries(now: float, end: float) -> int:
    """Return how many 1 January lie after now and before the end."""
    return max(0, math.ceil(end) - 1 - math.floor(now))


def _new_item(job: Job, luck: tuple[int, int]) -> Item:
    """Return a component group that is ordered but does not stand yet."""
    seed, future = luck
    return Item(
        building=job.building,
        name=job.component,
        kind=job.product.kind,
        product=job.product,
        quantity=job.quantity,
        installed=math.inf,
        since=math.inf,
        luck=Luck(seed, future, job.building, job.component),
    )


def _log_job(town: Town, job: Job, action: str, cause: str) -> None:
    """Write down where a job of a programme stands."""
    crew = job.product.crew
    town.events.append(
        Event(
            town.env.now, job.building, job.component, job.product.kind, action, cause,
            job.product.name, job.quantity, crew, 0.0,
        )
    )  # fmt: skip
