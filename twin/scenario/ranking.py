"""How much each building calls for a programme, as things stand on the first day."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from twin.annual.result import INDEX
from twin.annual.simulate import Task
from twin.ground.types import FloatArray
from twin.ledger.operation import FUEL_COLUMNS, grid_life_cycle
from twin.life.outlook import jobs_at_start
from twin.life.record import Tenure
from twin.model.programme import RANKED, Programme, Scenario
from twin.scenario.desk import Desk, tell_nobody
from twin.scenario.first_day import standing_variant
from twin.scenario.futures import Custom, Future
from twin.scenario.integrate import (
    integrate_years,
    month_weights,
    node_shares,
    nodes_around,
    tasks_of,
)
from twin.scenario.machines import HotWaterUse, heat_per_heater
from twin.scenario.period import Period
from twin.scenario.timeline import Timeline, read_timeline

Rankings = dict[str, dict[str, float]]
"""Number of each building by programme; the largest is served first."""

QUIET: Final = Future(number=0, climate_quantile=0.5, price_drift=0.0)
"""Future in which buildings are ranked."""

TYPICAL: Final = Custom(appliances=1.0, hot_water=1.0, cooking=1.0)
"""People like the typical."""


def rank_buildings(
    desk: Desk, scenarios: Sequence[Scenario]
) -> dict[str, Rankings] | None:
    """Return the rankings that programmes need, by scenario.

    Parameters
    ----------
    desk
        Where hours are simulated.
    scenarios
        Scenarios of the study; the habits of the first say how buildings fare.

    Returns
    -------
    dict[str, Rankings] or None
        Rankings by scenario; None where no programme needs one.
    """
    asked = [
        (scenario, programme)
        for scenario in scenarios
        for programme in scenario.programmes
        if programme.priority in RANKED
    ]
    if not asked:
        return None
    first = scenarios[0]
    found: dict[str, Rankings] = {one.name: {} for one in scenarios}
    known: dict[object, dict[str, float]] = {}
    for scenario, programme in asked:
        key = programme.priority
        if key == "cheapest_carbon":
            ranks = rank_by_carbon(desk, scenario, programme)
        else:
            if key not in known:
                known[key] = _RULES[key](desk, first)
            ranks = known[key]
        found[scenario.name][programme.name] = ranks
    return found


def standing_hours(desk: Desk, first: Scenario) -> dict[str, FloatArray]:
    """Return the monthly quantities of each building as it stands.

    Parameters
    ----------
    desk
        Where hours are simulated.
    first
        Scenario whose habits hold.

    Returns
    -------
    dict[str, FloatArray]
        By building, shape ``(quantity, zone, month)``.
    """
    node = nodes_around(desk.warming(first, QUIET)[0])[0][0]
    tasks = {
        building.id: Task(
            variant=standing_variant(
                building, desk.products, first.habits, desk.period
            ),
            node=node,
        )
        for building in desk.community.buildings
    }
    desk.simulate(list(tasks.values()), tell_nobody)
    return {name: desk.results[task].monthly for name, task in tasks.items()}


def rank_by_overheating(desk: Desk, first: Scenario) -> dict[str, float]:
    """Return the overheating of each building at the start, the mean of its zones [h].

    Parameters
    ----------
    desk
        Where hours are simulated.
    first
        Scenario whose habits hold.

    Returns
    -------
    dict[str, float]
        Hours by building.
    """
    return {
        name: float(monthly[INDEX["overheating_h"]].sum(axis=1).mean())
        for name, monthly in standing_hours(desk, first).items()
    }


def rank_by_health(desk: Desk, first: Scenario) -> dict[str, float]:
    """Return the hours of heat caution and worse times the people who are there.

    Parameters
    ----------
    desk
        Where hours are simulated.
    first
        Scenario whose habits hold.

    Returns
    -------
    dict[str, float]
        Person hours at a heat index of 32 °C and above, by building [h].
    """
    people = {
        one.id: np.array([zone.people * zone.multiplier for zone in one.zones])
        for one in desk.community.buildings
    }
    return {
        name: float(people[name] @ monthly[INDEX["heat_caution_h"]].sum(axis=1))
        for name, monthly in standing_hours(desk, first).items()
    }


def rank_by_crowding(desk: Desk, first: Scenario) -> dict[str, float]:
    """Return the residents of each square metre; where nobody lives, zero.

    Parameters
    ----------
    desk
        Knows the community.
    first
        Scenario whose habits hold; they play no part.

    Returns
    -------
    dict[str, float]
        Residents per floor area by building [1/m²].
    """
    del first
    return {
        one.id: one.residents / one.floor_area if one.dwellings > 0 else 0.0
        for one in desk.community.buildings
    }


_RULES: Final[Mapping[str, Callable[[Desk, Scenario], dict[str, float]]]] = {
    "worst_first": rank_by_overheating,
    "health_first": rank_by_health,
    "equity": rank_by_crowding,
}


def rank_by_carbon(
    desk: Desk, scenario: Scenario, programme: Programme
) -> dict[str, float]:
    r"""Return the carbon that a programme avoids in each building for its money.

    The building as it stands and as the programme would leave it go through the same
    year of the first climate, everything new and nothing broken:

    .. math:: \frac{n \sum_c \bar f_c \Delta E_c - m}{K}

    with the years :math:`n` from the programme's start to the end of the study, mean
    life-cycle factors :math:`\bar f_c` of these years, energy saved, carbon of making
    what is put in :math:`m` and its price :math:`K`. Exports are not counted.

    Parameters
    ----------
    desk
        Where hours are simulated.
    scenario
        Scenario with the programme; its habits and grid hold.
    programme
        What is done.

    Returns
    -------
    dict[str, float]
        Avoided carbon over money by building, largest first served [kgCO2e/currency];
        buildings with nothing to do are absent.
    """
    outlooks = jobs_at_start(desk.community, scenario, programme, desk.period.start)
    estimate = _Estimate(desk, scenario, programme)
    pairs = {
        name: (estimate.lived(name, one.before), estimate.lived(name, one.after))
        for name, one in outlooks.items()
        if one.cost > 0.0
    }
    both = [timeline for pair in pairs.values() for timeline in pair]
    desk.simulate(
        [task for one in both for task in tasks_of(one, estimate.warming)], tell_nobody
    )
    found = {}
    for name, (before, after) in pairs.items():
        saved = estimate.carbon(name, before) - estimate.carbon(name, after)
        gain = estimate.years * saved - outlooks[name].embodied
        found[name] = gain / outlooks[name].cost
    return found


class _Estimate:
    """One year of buildings before and after a programme, at mean factors."""

    def __init__(self, desk: Desk, scenario: Scenario, programme: Programme) -> None:
        self._desk = desk
        self._habits = scenario.habits
        self._buildings = {one.id: one for one in desk.community.buildings}
        self._period = Period(start=desk.period.start, years=1)
        end = desk.period.start + desk.period.years
        self.years = max(end - programme.start, 0.0)
        self.warming = desk.warming(scenario, QUIET)[:1]
        self._shares = node_shares(self.warming)
        for node in self._shares:
            desk.hot_water.add_climate(node, desk.outdoor(node))
        self._power = desk.power(self.warming)
        self._factors = _mean_factors(desk, scenario, (programme.start, end))

    def lived(self, name: str, tenures: Sequence[Tenure]) -> Timeline:
        """Return the year of a building in which some things stand."""
        building = self._buildings[name]
        return read_timeline(
            building,
            tenures,
            {},
            self._desk.products,
            self._habits,
            self._period,
            HotWaterUse(
                memo=self._desk.hot_water,
                shares=self._shares,
                heat_daily=heat_per_heater(building),
            ),
        )

    def carbon(self, name: str, timeline: Timeline) -> float:
        """Return the carbon of the energy that a building buys in its year [kgCO2e]."""
        years = integrate_years(
            self._buildings[name],
            timeline,
            month_weights(timeline, self.warming),
            self._desk.results,
            TYPICAL,
            self._power,
        )
        return sum(
            factor * float(years.energy[column][0])
            for column, factor in self._factors.items()
        )


def _mean_factors(
    desk: Desk, scenario: Scenario, span: tuple[float, float]
) -> dict[str, float]:
    """Return mean life-cycle factors by column of energy [kgCO2e/kWh]."""
    world = desk.community.world
    path = next(one for one in world.grid_paths if one.name == scenario.grid_path)
    middles = np.arange(span[0], max(span[1], span[0] + 1.0)) + 0.5
    factors = {
        FUEL_COLUMNS[one.carrier]: one.direct * one.upstream_uplift
        for one in world.fuels
        if one.carrier in FUEL_COLUMNS
    }
    grid = float(grid_life_cycle(path, middles).mean())
    return {**factors, "electricity_grid_kwh": grid}
