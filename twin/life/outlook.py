"""What a programme would do on the first day, before anything has happened."""

from dataclasses import dataclass

import simpy

from twin.life.record import Tenure
from twin.life.retrofit import Job, order_buildings, plan_jobs
from twin.life.run import settle
from twin.life.town import Item, Town
from twin.model.building import Community
from twin.model.programme import Programme, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One building before a programme and after it, all of it new."""

    before: tuple[Tenure, ...]
    after: tuple[Tenure, ...]
    cost: float
    """What the programme pays [currency]."""
    embodied: float
    """Carbon of making what is put in [kgCO2e]."""


def jobs_at_start(
    community: Community, scenario: Scenario, programme: Programme, start: float
) -> dict[str, Outlook]:
    """Return what a programme would do in each building that takes part.

    Parameters
    ----------
    community
        Buildings and products.
    scenario
        Policy.
    programme
        What is done.
    start
        First moment; tenures last one year from there [a].

    Returns
    -------
    dict[str, Outlook]
        By building; those with nothing to do are absent.
    """
    products = {one.name: one for one in community.products}
    env = simpy.Environment(initial_time=start)
    town = Town(
        env=env,
        start=start,
        end=start + 1.0,
        products=products,
        policy=scenario.policy,
        trades={},
        items=settle(community, products, 0, 0, start),
        events=[],
        tenures=[],
    )
    found = {}
    for building in order_buildings(programme, community.buildings, None):
        jobs = plan_jobs(town, programme, building)
        if jobs:
            found[building.id] = _outlook(town.items[building.id], jobs, start)
    return found


def _outlook(items: list[Item], jobs: list[Job], start: float) -> Outlook:
    """Return a building before and after some jobs."""
    before = {one.name: _tenure(one, start) for one in items}
    after = {**before, **{one.component: _after(one, start) for one in jobs}}
    return Outlook(
        before=tuple(before.values()),
        after=tuple(after.values()),
        cost=sum(one.cost for one in jobs),
        embodied=sum(one.quantity * one.product.embodied.value for one in jobs),
    )


def _tenure(item: Item, start: float) -> Tenure:
    """Return a component group as if it were new."""
    return Tenure(
        item.building, item.name, item.kind, item.product.name,
        item.quantity, start, start + 1.0, start, True,
    )  # fmt: skip


def _after(job: Job, start: float) -> Tenure:
    """Return what a job leaves behind."""
    return Tenure(
        job.building, job.component, job.product.kind, job.product.name,
        job.quantity, start, start + 1.0, start, True,
    )  # fmt: skip
