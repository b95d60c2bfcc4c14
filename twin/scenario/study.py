"""A study: scenarios lived through paired futures, simulated, counted and tabled."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from twin.annual.result import INDEX, YearResult
from twin.annual.series import CHECKED
from twin.annual.simulate import Task
from twin.model.building import Community
from twin.model.programme import Scenario
from twin.scenario.desk import Desk, Options, Progress, tell_nobody
from twin.scenario.needs import first_needs
from twin.scenario.ranking import rank_buildings
from twin.scenario.scenario_result import ScenarioResult
from twin.weather.climate import ClimateTable
from twin.weather.series import WeatherYear


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StudyResult:
    """Everything that a study found."""

    options: Options
    scenarios: tuple[ScenarioResult, ...]
    tasks: int
    """Building years that were simulated."""
    asked: int
    """Building years that the futures asked for; the rest came from the memo."""
    zone_years: int
    """Zone years that were simulated."""
    residuals: Mapping[str, float]
    """Largest relative residual of each balance."""
    counts: Mapping[str, float]
    """Counted departures: curve values at the edge, condensation."""


def run_study(
    community: Community,
    scenarios: Sequence[Scenario],
    weather: WeatherYear,
    climate: ClimateTable,
    options: Options,
    progress: Progress | None = None,
) -> StudyResult:
    """Return the tables of all scenarios in all futures.

    Lives come first; the distinct states that they pass through are gathered and
    simulated once, as one batch; months are then integrated and counted.

    Parameters
    ----------
    community
        Buildings, products and world.
    scenarios
        Scenarios of distinct names; the first is the baseline of comparisons.
    weather
        Weather of the climate table's baseline.
    climate
        Warming by pathway, quantile and year.
    options
        Seed, futures, years and threads.
    progress
        Told about stages.

    Returns
    -------
    StudyResult
        Tables, residuals and counts.

    Raises
    ------
    BalanceError
        A conserved quantity does not close.
    InputError
        A scenario names what the community does not have.
    """
    tell = progress or tell_nobody
    desk = Desk(community, weather, climate, options)
    rankings = rank_buildings(desk, scenarios)
    needs = first_needs(desk, scenarios)
    with _collection_paused():
        lived = desk.live_all(scenarios, rankings, tell, needs)
    results, asked = desk.simulate_all(lived, tell)
    merged = sum(sum(t.merged for t in one.timelines.values()) for one in lived)
    months = 12 * options.years * sum(len(one.timelines) for one in lived)
    tabled = []
    for number, scenario in enumerate(scenarios):
        mine = [one for one in lived if one.scenario is scenario]
        lived = [one for one in lived if one.scenario is not scenario]
        tabled.append(desk.table(scenario, mine, results))
        mine.clear()  # lives are large and nobody needs them again
        tell("counting", number + 1, len(scenarios))
    return StudyResult(
        options=options,
        scenarios=tuple(tabled),
        tasks=len(results),
        asked=asked,
        zone_years=sum(one.monthly.shape[1] for one in results.values()),
        residuals=_residuals(results),
        counts={**_counts(results), "merged_share_of_time": merged / months},
    )


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Keep the collector from walking the many small objects of lives again and again.

    Lives free almost nothing while they run, so nothing is lost; it saves a third of
    their time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _residuals(results: Mapping[Task, YearResult]) -> dict[str, float]:
    """Return the largest residual of each balance."""
    worst = np.max([one.residual for one in results.values()], axis=0)
    return dict(zip(CHECKED, worst.tolist(), strict=True))


def _counts(results: Mapping[Task, YearResult]) -> dict[str, float]:
    """Return how often the models were at their edge, over all simulated years."""
    names = ("hours_h", "cooled_h", "curve_clamped_h", "heat_not_evaluable_h")
    sums = {
        name: float(sum(one.monthly[INDEX[name]].sum() for one in results.values()))
        for name in names
    }
    wet = sum(one.monthly[INDEX["condensate_kg"]].sum() for one in results.values())
    return {**sums, "condensate_kg": float(wet)}
