"""Variants of buildings through climate years: prepared, simulated, reduced."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from twin.annual.air_hour import count_air
from twin.annual.batch import Lane, stack_batch
from twin.annual.gains import ZoneGains, zone_gains
from twin.annual.kernel import begin_year, run_hours
from twin.annual.outdoor import OutdoorYear
from twin.annual.passes import Kept, Wanted, begin_passes
from twin.annual.pollutant_rooms import POLLUTANTS
from twin.annual.reduce import Comfort, empty_kept, reduce_month
from twin.annual.result import INDEX, YearResult
from twin.annual.series import (
    BALANCED,
    LEAST_MOVED,
    Hours,
    empty_hours,
    read_hours,
)
from twin.annual.shell import Shell, build_shell
from twin.annual.sunlight import Irradiances, face_irradiances
from twin.annual.sunpower import self_use
from twin.annual.variant import Variant, apply_variant
from twin.ground.balance import check_balance
from twin.ground.calendar import HOURS_PER_MONTH, month_bounds
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray, IntArray
from twin.model.building import Building
from twin.model.component import Product
from twin.physics.elements import Merge
from twin.physics.response import ERROR_BOUND

LANES: Final = 64
"""Most variants of a building that are simulated side by side [-]."""
_LONGEST: Final = max(HOURS_PER_MONTH)


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
    passes: Wanted = field(default_factory=Wanted)
    """What is read out of the hours besides heat and moisture."""
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
        table = empty_hours(len(self.building.zones), 1)
        kept = self._run([self._lane(task)], table)
        return kept[0], read_hours(table)

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
        for members in groups.values():
            for start in range(0, len(members), LANES):
                some = members[start : start + LANES]
                done = self._run([lanes[number] for number in some])
                kept.update(zip(some, done, strict=True))
        return [kept[number] for number in range(len(tasks))]

    def _lane(self, task: Task) -> Lane:
        """Return a task as a lane; its envelope is built once for equal ones."""
        changed = apply_variant(self.building, task.variant, self.products)
        variant = task.variant
        key = (*variant.envelope_key, variant.shading, str(variant.albedo))
        if key not in self.shells:
            self.shells[key] = build_shell(changed, self.error_bound, self.merge)
        return Lane(
            built=self.building,
            building=changed,
            shell=self.shells[key],
            outdoor=self.outdoors[task.node],
            cooker=task.variant.cooker,
        )

    def _run(
        self,
        lanes: Sequence[Lane],
        table: FloatArray | None = None,
        polluted: FloatArray | None = None,
    ) -> list[YearResult]:
        """Return the results of lanes of equal topology, month by month.

        All hours are written to `table`, and those of contaminants to `polluted`, where
        they are given.
        """
        if self.gains is None:
            self.gains = zone_gains(self.building)
        if self.light is None:
            self.light = face_irradiances(self.building, lanes[0].outdoor)
        batch = stack_batch(lanes, self.light, self.products, self.co2_outdoor)
        walls, outside = (batch.layout, batch.fabric), (batch.climate, batch.sun)
        fixed = (walls, outside, batch.rooms)
        drive = self.gains.drive()
        memory = begin_year(*fixed, drive, batch.start)
        zones = len(self.building.zones)
        bedroom = np.array(
            [1.0 if zone.usage.is_bedroom else 0.0 for zone in self.building.zones]
        )
        comfort = _comfort(lanes, batch.climate.node, self.co2_outdoor)
        kept = empty_kept(zones, len(lanes))
        load = np.zeros((HOURS_PER_YEAR, len(lanes)))
        shared = np.zeros((_LONGEST, zones, len(Hours._fields), len(lanes)))
        passes = begin_passes(
            batch, lanes, self.passes, self.products, self.gains, drive
        )
        for month in range(12):
            first, last = month_bounds(month)
            part = shared[: last - first] if table is None else table[first:last]
            run_hours(*fixed, drive, batch.start, (first, last), memory, part)
            reduce_month(
                part,
                first,
                self.gains.is_occupied,
                bedroom,
                comfort,
                (kept[0][month], kept[1], kept[2]),
                load[first:last],
            )
            passes.run(month, first, part, polluted)
        more = passes.keep()
        residual = np.zeros((len(BALANCED), len(lanes)))
        through = np.zeros((len(BALANCED), len(lanes)))
        count_air(memory.zones, memory.total, residual, through)
        kept_year = _Year(kept, more, load, (residual, through))
        return [self._result(kept_year, n, lane) for n, lane in enumerate(lanes)]

    def _result(self, year: "_Year", number: int, lane: Lane) -> YearResult:
        """Return what is kept of one lane."""
        assert self.gains is not None  # noqa: S101 - narrows the type
        (sums, bins, extreme), more = year.kept, year.more
        residual, through = year.balance
        return YearResult(
            monthly=np.concatenate(
                [
                    self._monthly(sums[..., number], lane.building),
                    more.sums[..., number].transpose(2, 1, 0),
                ]
            ),
            histogram=np.ascontiguousarray(bins[..., number].swapaxes(0, 1)),
            temp_extreme=np.ascontiguousarray(extreme[..., number].T),
            self_use=self_use(
                year.load[:, number],
                self.gains,
                lane.outdoor.power_photovoltaic,
                self.building.roof_area,
            ),
            residual=np.append(
                _residuals(self.building.id, residual[:, number], through[:, number]),
                more.residual[number],
            ),
            air_extreme=np.ascontiguousarray(more.air[..., number].T),
            pm25_days=np.ascontiguousarray(more.days[..., number]),
            clean_air=np.ascontiguousarray(more.clean[..., number]),
            mould_index=np.ascontiguousarray(more.mould[..., number]),
            comfort_extreme=np.ascontiguousarray(more.comfort[..., number].T),
            exposure=np.ascontiguousarray(more.exposure[..., number]),
        )

    def simulate_air(self, task: Task) -> tuple[YearResult, Hours, FloatArray]:
        """Return the year result, the hours and the contaminants of one task.

        Parameters
        ----------
        task
            Variant of this building and climate.

        Returns
        -------
        tuple[YearResult, Hours, FloatArray]
            What is kept, all hours, and the means of contaminants, shape ``(hour, zone,
            pollutant)``, not numbers where they are left out [µg/m³, quanta 1/m³].

        Raises
        ------
        BalanceError
            Heat, water, CO₂ or a contaminant is not conserved.
        """
        zones = len(self.building.zones)
        table = empty_hours(zones, 1)
        polluted = np.full((HOURS_PER_YEAR, zones, len(POLLUTANTS), 1), np.nan)
        kept = self._run([self._lane(task)], table, polluted)
        return kept[0], read_hours(table), polluted[..., 0]

    def _monthly(self, sums: FloatArray, building: Building) -> FloatArray:
        """Return the sums of one lane, ``(quantity, zone, month)``, gains added.

        Zones without a heat pump draw what they need, at an efficiency of one.
        """
        monthly = np.ascontiguousarray(sums.transpose(2, 1, 0))
        assert self.gains is not None  # noqa: S101 - narrows the type
        edges = [month_bounds(month)[0] for month in range(12)]
        shared = (
            ("lighting_kwh", self.gains.lighting, 1e-3),
            ("appliances_kwh", self.gains.appliances, 1e-3),
            ("ventilation_kwh", self.gains.fans, 1e-3),
            ("person_h", self.gains.people, 1.0),
        )
        for name, series, factor in shared:
            monthly[INDEX[name]] += factor * np.add.reduceat(series, edges, axis=0).T
        for number, zone in enumerate(building.zones):
            if zone.heat_pump is None:
                drawn = monthly[INDEX["heating_need_kwh"], number]
                monthly[INDEX["heating_reference_kwh"], number] = drawn
        return monthly


@dataclass(frozen=True, slots=True, eq=False)
class _Year:
    """What is kept of a year of a batch, lanes last."""

    kept: tuple[FloatArray, FloatArray, FloatArray]
    more: Kept
    load: FloatArray
    balance: tuple[FloatArray, FloatArray]


def _comfort(lanes: Sequence[Lane], node: IntArray, co2_outdoor: float) -> Comfort:
    """Return what hours are judged by, each climate once."""
    found = {int(place): lane.outdoor for place, lane in zip(node, lanes, strict=True)}
    years = [found[place] for place in range(len(found))]
    return Comfort(
        np.ascontiguousarray(np.stack([one.temp_comfort for one in years], axis=-1)),
        np.ascontiguousarray(np.stack([one.is_adaptive_valid for one in years], -1)),
        node,
        co2_outdoor,
    )


def _residuals(place: str, residual: FloatArray, throughput: FloatArray) -> FloatArray:
    """Return the relative residuals of a lane, or stop the run."""
    return np.array(
        [
            check_balance(name, place, residual[number], throughput[number], least)
            for number, (name, least) in enumerate(
                zip(BALANCED, LEAST_MOVED, strict=True)
            )
        ]
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
    order = sorted(grouped, key=lambda name: (-len(runs[name].building.zones), name))
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
