"""Work out single buildings of a study again, in single futures of its scenarios.

A building lives among its neighbours: crews, programmes and the ranking of who comes
first are shared. All buildings therefore live again; hours, the costly part, are
simulated for the chosen one only.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twin.ground.random import stream
from twin.life.decision import Needs
from twin.life.run import live
from twin.model.building import Community
from twin.model.programme import Scenario
from twin.scenario.desk import Desk, Options
from twin.scenario.futures import draw_future
from twin.scenario.lived import Lived
from twin.scenario.needs import first_needs
from twin.scenario.ranking import Rankings, rank_buildings
from twin.scenario.scenario_result import ScenarioResult
from twin.weather.climate import ClimateTable
from twin.weather.series import WeatherYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One building in one future of one scenario, through all its states."""

    scenario: str
    future: int
    building: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellResult:
    """Tables of one cell."""

    cell: Cell
    tables: ScenarioResult
    states: int
    """Building years, each a state of the building in a climate, behind it."""


def draw_cells(
    scenarios: Sequence[str],
    futures: int,
    buildings: Sequence[str],
    count: int,
    seed: int,
) -> tuple[Cell, ...]:
    """Return distinct cells drawn by lot, in order of the table.

    Parameters
    ----------
    scenarios
        Names.
    futures
        Number of futures [-].
    buildings
        Ids.
    count
        How many are drawn; all where there are not that many [-].
    seed
        Seed of the lot [-].

    Returns
    -------
    tuple[Cell, ...]
        The sample.
    """
    total = len(scenarios) * futures * len(buildings)
    lot = stream(seed, "verify sample")
    drawn = lot.choice(total, size=min(count, total), replace=False)
    cells = []
    for number in sorted(int(one) for one in drawn):
        rest, building = divmod(number, len(buildings))
        scenario, future = divmod(rest, futures)
        cells.append(
            Cell(
                scenario=scenarios[scenario],
                future=future,
                building=buildings[building],
            )
        )
    return tuple(cells)


def run_cells(
    community: Community,
    scenarios: Sequence[Scenario],
    weather: WeatherYear,
    climate: ClimateTable,
    options: Options,
    cells: Sequence[Cell],
) -> Iterator[CellResult]:
    """Yield the tables of single cells of a study, as the whole study gives them.

    Parameters
    ----------
    community
        All its buildings.
    scenarios
        All scenarios of the study, the baseline first.
    weather
        Weather of the climate table's baseline.
    climate
        Warming by pathway, quantile and year.
    options
        Options of the study.
    cells
        What is worked out.

    Yields
    ------
    CellResult
        Tables with the rows of that building and future only.
    """
    whole = Desk(community, weather, climate, options)
    ranks = rank_buildings(whole, scenarios) or {}
    needs = first_needs(whole, scenarios)
    by_name = {one.name: one for one in scenarios}
    for cell in cells:
        desk = _CellDesk(community, weather, climate, options)
        own = ranks.get(cell.scenario, {})
        yield desk.work_out(by_name[cell.scenario], cell, own, needs)


class _CellDesk(Desk):
    """A desk on which one building is worked out."""

    def work_out(
        self, scenario: Scenario, cell: Cell, rankings: Rankings, needs: Needs | None
    ) -> CellResult:
        """Return the tables of a cell."""
        seed, start = self.options.seed, self.period.start
        future = draw_future(seed, cell.future)
        end = start + self.period.years
        record = live(
            self.community,
            scenario,
            cell.future,
            seed,
            start=start,
            end=end,
            rankings=rankings,
            needs=needs,
        )
        mine = dataclasses.replace(
            record,
            tenures=tuple(t for t in record.tenures if t.building == cell.building),
            events=tuple(e for e in record.events if e.building == cell.building),
        )
        buildings = [b for b in self.community.buildings if b.id == cell.building]
        self.community = dataclasses.replace(self.community, buildings=tuple(buildings))
        self.chosen = (cell.building,)
        one = Lived(
            scenario=scenario,
            future=future,
            record=mine,
            warming=self.warming(scenario, future),
        )
        self._read(one)
        results, _ = self.simulate_all([one], lambda *_: None)
        tables = self.table(scenario, [one], results)
        return CellResult(cell=cell, tables=tables, states=len(results))
