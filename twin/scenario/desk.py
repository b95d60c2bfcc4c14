"""Where a study is worked out: lives, hours, tables, step by step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Final

import numpy as np
import pandas as pd

from twin.annual.hot_water_year import HotWaterMemo, temp_cold_today
from twin.annual.outdoor import OutdoorYear, prepare_outdoor
from twin.annual.passes import Wanted
from twin.annual.pollutant_pass import AirInputs
from twin.annual.result import YearResult
from twin.annual.simulate import BuildingRun, Task, simulate_tasks, unique_tasks
from twin.ground.calendar import HOURS_PER_MONTH
from twin.ground.types import FloatArray
from twin.ledger.account import count_scenario
from twin.ledger.view import building_year_sums
from twin.life.decision import Needs
from twin.life.run import live
from twin.model.building import Building, Community
from twin.model.programme import Scenario
from twin.scenario.frames import (
    TableBuilder,
    building_rows,
    community_frame,
    event_frame,
    warmest_building,
    zone_rows,
)
from twin.scenario.frames_hour import hour_frame
from twin.scenario.futures import Future, draw_custom, draw_future
from twin.scenario.integrate import (
    integrate_years,
    month_weights,
    node_shares,
    nodes_around,
    tasks_of,
)
from twin.scenario.lived import Lived
from twin.scenario.machines import HotWaterUse, heat_per_heater
from twin.scenario.people_tables import PeopleTables
from twin.scenario.period import Period
from twin.scenario.scenario_result import ScenarioResult
from twin.scenario.spells import weather_months
from twin.scenario.timeline import cleanings_by_component, read_timeline
from twin.weather.climate import ClimateTable
from twin.weather.future import morph_by_warming
from twin.weather.series import WeatherYear
from twin.weather.sun import sun_position

Progress = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and how much there is."""

ASSESSMENT_YEARS: Final = (2025, 2030, 2040, 2050, 2059)
"""Years whose zones are tabled, where the study reaches them [a]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a study is run."""

    seed: int = 1
    """Seed of all random streams."""
    futures: int = 20
    """Number of paired futures."""
    start: int = 2025
    """First calendar year."""
    years: int = 35
    """Number of calendar years."""
    workers: int = 2
    """Threads; results do not depend on it."""
    hourly: tuple[str, ...] = ()
    """Buildings whose hours are kept; empty for the one that overheats most."""
    assessment: int = 2040
    """Calendar year whose hours are kept and judged."""

    @property
    def assessment_year(self) -> int:
        """The assessment year, or the last one where the study ends before it."""
        return min(max(self.assessment, self.start), self.start + self.years - 1)

    @property
    def assessed(self) -> tuple[int, ...]:
        """Calendar years whose zones are tabled: first, last and those between."""
        last = self.start + self.years - 1
        wanted = {*ASSESSMENT_YEARS, self.assessment_year}
        inside = [year for year in sorted(wanted) if self.start < year < last]
        return tuple(dict.fromkeys((self.start, *inside, last)))


def tell_nobody(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


class Desk:
    """Where a study is worked out: inputs that all its steps share."""

    def __init__(
        self,
        community: Community,
        weather: WeatherYear,
        climate: ClimateTable,
        options: Options,
    ) -> None:
        self.community = community
        self.weather = weather
        self.climate = climate
        self.options = options
        self.products = {one.name: one for one in community.products}
        self.period = Period(start=float(options.start), years=options.years)
        self.sun = sun_position(weather)
        self.outdoors: dict[float, OutdoorYear] = {}
        self.hot_water = HotWaterMemo(temp_cold_today(weather))
        self.results: dict[Task, YearResult] = {}
        self.chosen: tuple[str, ...] = ()

    def warming(self, scenario: Scenario, future: Future) -> tuple[float, ...]:
        """Return the warming in the middle of each year [K]."""
        start = self.options.start
        return tuple(
            self.climate.warming(
                scenario.climate_pathway, future.climate_quantile, year + 0.5
            )
            for year in range(start, start + self.options.years)
        )

    def live_all(
        self,
        scenarios: Sequence[Scenario],
        rankings: Mapping[str, Mapping[str, Mapping[str, float]]] | None,
        tell: Progress,
        needs: Needs | None = None,
    ) -> list[Lived]:
        """Return the lives of all scenarios in all futures.

        Rankings are by scenario, programme and building; needs by building and
        product.
        """
        options = self.options
        lived = []
        total = len(scenarios) * options.futures
        for scenario in scenarios:
            own = None if rankings is None else rankings.get(scenario.name, {})
            for number in range(options.futures):
                future = draw_future(options.seed, number)
                record = live(
                    self.community,
                    scenario,
                    number,
                    options.seed,
                    start=self.period.start,
                    end=self.period.start + self.period.years,
                    rankings=own,
                    needs=needs,
                )
                one = Lived(
                    scenario=scenario,
                    future=future,
                    record=record,
                    warming=self.warming(scenario, future),
                )
                self._read(one)
                lived.append(one)
                tell("lives", len(lived), total)
        return lived

    def _read(self, one: Lived) -> None:
        """Read the timelines of a life."""
        building_of = attrgetter("building")
        ordered = sorted(one.record.tenures, key=building_of)
        tenures = {name: list(own) for name, own in groupby(ordered, building_of)}
        cleanings = cleanings_by_component(one.record.events)
        shares = node_shares(one.warming)
        weathered = weather_months(one.record.spells, self.period)
        one.heat = weathered.heat
        for node in shares:
            self.hot_water.add_climate(node, self.outdoor(node))
        for building in self.community.buildings:
            custom = draw_custom(self.options.seed, one.future.number, building.id)
            one.timelines[building.id] = read_timeline(
                building,
                tenures.get(building.id, []),
                cleanings.get(building.id, {}),
                self.products,
                one.scenario.habits,
                self.period,
                HotWaterUse(
                    memo=self.hot_water,
                    shares=shares,
                    heat_daily=heat_per_heater(building) * custom.hot_water,
                ),
                weathered.power_off,
            )

    def outdoor(self, node: float) -> OutdoorYear:
        """Return a simulated climate, prepared once."""
        if node not in self.outdoors:
            weather = morph_by_warming(self.weather, node)
            self.outdoors[node] = prepare_outdoor(weather, self.sun)
        return self.outdoors[node]

    def simulate_all(
        self, lived: Sequence[Lived], tell: Progress
    ) -> tuple[dict[Task, YearResult], int]:
        """Return the results of all distinct tasks and how many were asked for."""
        asked = 0
        wanted: dict[Task, None] = {}
        for one in lived:
            for timeline in one.timelines.values():
                for task in tasks_of(timeline, one.warming, one.heat):
                    asked += 1
                    wanted.setdefault(task)
        self.simulate(list(wanted), tell)
        return self.results, asked

    def simulate(self, tasks: Sequence[Task], tell: Progress) -> None:
        """Simulate the tasks that the memo does not hold."""
        new = [task for task in unique_tasks(tasks) if task not in self.results]
        for node in sorted({task.node for task in new}):
            self.outdoor(node)
        runs = {one.id: self._run(one) for one in self.community.buildings}
        done = 0

        def step(count: int) -> None:
            nonlocal done
            done += count
            tell("hours", done, len(new))

        self.results.update(simulate_tasks(runs, new, self.options.workers, step))

    def _run(self, building: Building) -> BuildingRun:
        """Return a building in all climates that were prepared."""
        outdoors = dict(sorted(self.outdoors.items()))
        site = self.community.site
        contaminants = self.community.contaminants
        air = None
        if contaminants is not None:
            air = AirInputs(contaminants=contaminants, site=site)
        return BuildingRun(
            building,
            self.products,
            outdoors,
            site.co2_outdoor,
            passes=Wanted(
                air=air,
                has_mould=True,
                has_comfort=True,
                households=self.community.households,
            ),
        )

    def power(self, warming: Sequence[float]) -> FloatArray:
        """Return the photovoltaic yield of each month, ``(year, month)`` [kWh/kW]."""
        edges = np.concatenate([[0], np.cumsum(HOURS_PER_MONTH)[:-1]])
        monthly = {
            node: np.add.reduceat(outdoor.power_photovoltaic, edges)
            for node, outdoor in self.outdoors.items()
        }
        return np.array(
            [
                sum(share * monthly[node] for node, share in nodes_around(value))
                for value in warming
            ]
        )

    def table(
        self,
        scenario: Scenario,
        lived: Sequence[Lived],
        results: Mapping[Task, YearResult],
    ) -> ScenarioResult:
        """Return the tables of one scenario."""
        first = self.options.start
        buildings, zones = TableBuilder(), TableBuilder()
        people = PeopleTables(self.community, self.options.assessed, first)
        for one in lived:
            keys = (scenario.name, one.future.number, first)
            power = self.power(one.warming)
            people.begin(*keys[:2])
            for building in self.community.buildings:
                timeline = one.timelines[building.id]
                weights = month_weights(timeline, one.warming, one.heat)
                custom = draw_custom(self.options.seed, one.future.number, building.id)
                years = integrate_years(
                    building, timeline, weights, results, custom, power
                )
                buildings.add(len(years.outage), building_rows(building, years, keys))
                chosen = self.options.assessed
                zones.add(
                    len(chosen) * len(building.zones),
                    zone_rows(building, years, weights, results, keys, chosen),
                )
                people.add(building, weights, results)
            people.close()
        counted = self._count(scenario, lived, buildings.frame(), zones.frame())
        return replace(counted, people=people.frames())

    def _count(
        self,
        scenario: Scenario,
        lived: Sequence[Lived],
        building_year: pd.DataFrame,
        zone_year: pd.DataFrame,
    ) -> ScenarioResult:
        """Add events, carbon and money."""
        ledger = count_scenario(
            [one.record for one in lived],
            building_year,
            self.community,
            scenario.grid_path,
            {one.future.number: one.future.price_drift for one in lived},
        )
        keys = ["future", "year", "building_id"]
        sums = building_year_sums(ledger)
        for frame in (building_year, sums):
            frame["building_id"] = frame["building_id"].astype("str")
        counted = building_year.merge(sums, on=keys, how="left", validate="1:1")
        events = [
            event_frame(one.record.events, scenario.name, one.future.number)
            for one in lived
        ]
        return ScenarioResult(
            scenario=scenario,
            building_year=counted,
            zone_year=zone_year,
            community_year=community_frame(counted),
            ledger=ledger,
            events=pd.concat(events, ignore_index=True),
            hourly=self.hours(scenario, lived[0], building_year),
        )

    def hours(
        self, scenario: Scenario, one: Lived, building_year: pd.DataFrame
    ) -> pd.DataFrame:
        """Return the hours of the chosen buildings in the assessment year.

        The variant that holds longest in that year stands for it, at the simulated
        climate next to its warming.
        """
        if not self.chosen:
            self.chosen = self.options.hourly or (warmest_building(building_year),)
        row = self.options.assessment_year - self.options.start
        node = max(nodes_around(one.warming[row]), key=lambda pair: pair[1])[0]
        frames = []
        for building in self.community.buildings:
            if building.id not in self.chosen:
                continue
            variants = one.timelines[building.id].variants
            months = slice(12 * row, 12 * row + 12)
            variant = max(variants, key=lambda v: float(variants[v][months].sum()))
            task = Task(variant=variant, node=node)
            _, hours, polluted = self._run(building).simulate_air(task)
            outdoor = self.outdoors[node]
            frames.append(hour_frame(building, hours, polluted, outdoor, scenario.name))
        return pd.concat(frames, ignore_index=True)
