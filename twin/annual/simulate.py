"""Variants of buildings through climate years: prepared, simulated, reduced."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from twin.annual.batch import Lane, stack_batch
from twin.annual.gains import ZoneGains, zone_gains
from twin.annual.kernel import simulate_year
from twin.annual.outdoor import OutdoorYear
from twin.annual.reduce import reduce_hours
from twin.annual.result import YearResult
from twin.annual.series import BALANCED, Hours, empty_hours, read_hours
from twin.annual.shell import Shell, build_shell
from twin.annual.sunlight import Irradiances, face_irradiances
from twin.annual.sunpower import self_use
from twin.annual.variant import Variant, apply_variant
from twin.ground.balance import check_balance
from twin.ground.calendar import month_of_hour
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.component import Product
from twin.physics.elements import Merge
from twin.physics.response import ERROR_BOUND

LANES_MOST: Final = 64
"""Most variants of a building that are simulated side by side [-]."""
_COLUMNS: Final = 96  # zones times lanes whose hours fill 80 MB
_LANES_LEAST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One variant in one climate."""

    variant: Variant
    node: float
    """Warming of the climate year [K]."""


@dataclass(slots=True)
class BuildingRun:
    """Everything about one building that its variants share."""

    building: Building
    products: Mapping[str, Product]
    outdoors: Mapping[float, OutdoorYear]
    co2_outdoor: float
    error_bound: float = ERROR_BOUND
    """Bound of the reduction of each element, zero for none [W/(m²K)]."""
    merge: Merge = Merge.BY_CONSTRUCTION
    shells: dict[tuple[str, ...], Shell] = field(default_factory=dict)
    gains: ZoneGains | None = None
    light: Irradiances | None = None

    def simulate(self, task: Task) -> tuple[YearResult, Hours]:
        """Return the year result and the hours of one task.

        Parameters
        ----------
        task
            Variant of this building and climate.

        Returns
        -------
        tuple[YearResult, Hours]
            What is kept, and all hours.

        Raises
        ------
        BalanceError
            Heat, water or CO₂ is not conserved.
        """
        return self._run([self._lane(task)])[0]

    def simulate_many(self, tasks: Sequence[Task]) -> list[YearResult]:
        """Return the year results of many tasks, in their order.

        Parameters
        ----------
        tasks
            Variants of this building and climates; those of equal topology run side
            by side, which does not change their results.

        Returns
        -------
        list[YearResult]
            What is kept of each.

        Raises
        ------
        BalanceError
            Heat, water or CO₂ is not conserved.
        """
        lanes = [self._lane(task) for task in tasks]
        groups: dict[tuple[object, ...], list[int]] = {}
        for number, lane in enumerate(lanes):
            groups.setdefault(lane.shell.signature, []).append(number)
        kept: dict[int, YearResult] = {}
        width = lanes_of(len(self.building.zones))
        for members in groups.values():
            for start in range(0, len(members), width):
                some = members[start : start + width]
                done = self._run([lanes[number] for number in some])
                kept.update(zip(some, (year for year, _ in done), strict=True))
        return [kept[number] for number in range(len(tasks))]

    def _lane(self, task: Task) -> Lane:
        """Return a task as a lane; its envelope is built once for equal ones."""
        changed = apply_variant(self.building, task.variant, self.products)
        key = (*task.variant.envelope_key, str(task.variant.albedo))
        if key not in self.shells:
            self.shells[key] = build_shell(changed, self.error_bound, self.merge)
        return Lane(
            building=changed,
            shell=self.shells[key],
            outdoor=self.outdoors[task.node],
            cooker=task.variant.cooker,
        )

    def _run(self, lanes: Sequence[Lane]) -> list[tuple[YearResult, Hours]]:
        """Return the results of lanes of equal topology."""
        if self.gains is None:
            self.gains = zone_gains(self.building)
        if self.light is None:
            self.light = face_irradiances(self.building, lanes[0].outdoor)
        batch = stack_batch(lanes, self.light, self.products, self.co2_outdoor)
        table = empty_hours(len(self.building.zones), len(lanes))
        residual = np.zeros((len(BALANCED), len(lanes)))
        through = np.zeros((len(BALANCED), len(lanes)))
        simulate_year(
            batch.layout,
            batch.fabric,
            batch.climate,
            batch.sun,
            batch.rooms,
            self.gains.drive(),
            batch.start,
            (table, residual, through),
        )
        return [
            (
                _reduce(
                    lane,
                    self.gains,
                    read_hours(table, number),
                    self.co2_outdoor,
                    _residuals(
                        self.building.id, residual[:, number], through[:, number]
                    ),
                ),
                read_hours(table, number),
            )
            for number, lane in enumerate(lanes)
        ]


def lanes_of(zones: int) -> int:
    """Return how many variants of a building run side by side.

    Parameters
    ----------
    zones
        Number of its zones [-].

    Returns
    -------
    int
        Fewer for large buildings, so that memory stays flat [-].
    """
    return min(max(_COLUMNS // zones, _LANES_LEAST), LANES_MOST)


def _residuals(place: str, residual: FloatArray, throughput: FloatArray) -> FloatArray:
    """Return the relative residuals of a lane, or stop the run."""
    return np.array(
        [
            check_balance(name, place, residual[number], throughput[number])
            for number, name in enumerate(BALANCED)
        ]
    )


def _reduce(
    lane: Lane,
    gains: ZoneGains,
    hours: Hours,
    co2_outdoor: float,
    residual: FloatArray,
) -> YearResult:
    """Return the year result of simulated hours."""
    building, outdoor = lane.building, lane.outdoor
    bedroom = [1.0 if zone.usage.is_bedroom else 0.0 for zone in building.zones]
    monthly, bins, extreme = reduce_hours(
        hours,
        (
            gains.people,
            gains.is_occupied,
            gains.lighting,
            gains.appliances,
            gains.fans,
        ),
        (outdoor.temp_comfort, outdoor.is_adaptive_valid, co2_outdoor),
        month_of_hour(),
        np.asarray(bedroom),
    )
    return YearResult(
        monthly=np.ascontiguousarray(monthly.transpose(2, 0, 1)),
        histogram=bins,
        temp_extreme=extreme,
        self_use=self_use(hours, gains, outdoor.power_photovoltaic, building.roof_area),
        residual=residual,
    )


def simulate_tasks(
    runs: Mapping[str, BuildingRun],
    tasks: Iterable[Task],
    workers: int,
    progress: Callable[[int], None] | None = None,
) -> dict[Task, YearResult]:
    """Return the year results of many tasks, buildings side by side on threads.

    Parameters
    ----------
    runs
        Buildings by id.
    tasks
        What is simulated; the order does not matter.
    workers
        Number of threads; results do not depend on it [-].
    progress
        Called with the number of tasks done after each building.

    Returns
    -------
    dict[Task, YearResult]
        In order of building id and task.
    """
    grouped: dict[str, list[Task]] = {}
    for task in tasks:
        grouped.setdefault(task.variant.building, []).append(task)
    order = sorted(grouped, key=lambda name: (-_size(runs[name].building), name))
    results: dict[str, list[YearResult]] = {}
    with (
        threadpool_limits(limits=1),
        ThreadPoolExecutor(max_workers=max(workers, 1)) as pool,
    ):
        done = pool.map(lambda name: _simulate_one(runs[name], grouped[name]), order)
        for name, kept in zip(order, done, strict=True):
            results[name] = kept
            if progress is not None:
                progress(len(kept))
    return {
        task: kept
        for name in sorted(results)
        for task, kept in zip(grouped[name], results[name], strict=True)
    }


def _simulate_one(run: BuildingRun, tasks: Sequence[Task]) -> list[YearResult]:
    """Return the year results of one building's tasks, then forget its sunlight."""
    kept = run.simulate_many(tasks)
    run.light = None
    run.gains = None
    run.shells.clear()
    return kept


def _size(building: Building) -> int:
    """Return the number of zones, by which work is ordered."""
    return len(building.zones)


def unique_tasks(tasks: Iterable[Task]) -> Iterator[Task]:
    """Yield each task once, in order of first appearance.

    Parameters
    ----------
    tasks
        Tasks, repeated ones among them.

    Yields
    ------
    Task
        Distinct tasks.
    """
    yield from dict.fromkeys(tasks)
