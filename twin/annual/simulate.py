"""Variants of buildings through climate years: prepared, simulated, reduced."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from twin.air.flow import leakage_from_n50
from twin.annual.gains import ZoneGains, zone_gains
from twin.annual.kernel import simulate_year, steady_modes
from twin.annual.outdoor import OutdoorYear
from twin.annual.reduce import reduce_hours
from twin.annual.result import YearResult
from twin.annual.scratch import Start
from twin.annual.series import (
    BALANCED,
    Balances,
    Hours,
    Rooms,
    empty_hours,
    read_hours,
)
from twin.annual.shell import (
    Shell,
    build_shell,
    building_films,
    outer_elements,
)
from twin.annual.sunlight import (
    Irradiances,
    face_irradiances,
    heat_outside,
    heat_through_windows,
)
from twin.annual.sunpower import self_use
from twin.annual.variant import Variant, apply_variant
from twin.ground.balance import check_balance
from twin.ground.calendar import month_of_hour
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.component import Product
from twin.physics.reduction import ERROR_BOUND

MOISTURE_BUFFER: Final = 10.0
"""Moisture that air and surfaces store over that of the air alone; status A [-]."""
_DENSITY_INDOOR: Final = 1.17  # kg/m³, air near 27 °C
_CAPACITY_UNLIMITED: Final = 1e7  # W, heating without a stated capacity


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
    shells: dict[tuple[str, ...], Shell] = field(default_factory=dict)
    gains: dict[str, ZoneGains] = field(default_factory=dict)
    light: Irradiances | None = None
    through: dict[tuple[int, int], FloatArray] = field(default_factory=dict)

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
        outdoor = self.outdoors[task.node]
        changed = apply_variant(self.building, task.variant, self.products)
        shell = self._shell(task.variant, changed, outdoor)
        gains = self._gains(task.variant.cooker)
        if self.light is None:
            self.light = face_irradiances(self.building, outdoor)
        outer = outer_elements(changed)
        drive = gains.drive(
            heat_outside(outer, self.light, outdoor),
            heat_through_windows(changed, self.light, outdoor, self.through),
        )
        climate = outdoor.climate(self.building.shelter)
        table = empty_hours(len(changed.zones))
        balances = Balances(np.zeros(4), np.zeros(4))
        start = Start(
            modes=steady_modes(
                shell.envelope,
                shell.system.rate,
                float(climate.temp_outdoor.mean()),
                float(climate.temp_ground.mean()),
            ),
            co2_indoor=self.co2_outdoor,
            co2_outdoor=self.co2_outdoor,
            height=self.building.height,
        )
        simulate_year(
            shell.envelope,
            climate,
            np.asarray(zone_rooms(changed)),
            drive,
            start,
            table,
            balances,
        )
        hours = read_hours(table)
        residual = _residuals(self.building.id, balances)
        return _reduce(
            changed, gains, outdoor, hours, self.co2_outdoor, residual
        ), hours

    def _shell(
        self, variant: Variant, changed: Building, outdoor: OutdoorYear
    ) -> Shell:
        """Return the heat network of a variant, built once for equal films."""
        films = building_films(changed, outdoor)
        key = (*variant.envelope_key, str(films))
        if key not in self.shells:
            self.shells[key] = build_shell(changed, films, ERROR_BOUND)
        return self.shells[key]

    def _gains(self, cooker: str) -> ZoneGains:
        """Return the gains of the zones, computed once for each cooker."""
        if cooker not in self.gains:
            self.gains[cooker] = zone_gains(self.building, cooker, self.products)
        return self.gains[cooker]


def zone_rooms(building: Building) -> Rooms:
    """Return the constants of all zones for the kernel.

    Parameters
    ----------
    building
        Building as the variant describes it; zones count all their storeys.

    Returns
    -------
    Rooms
        Arrays, shape ``(zone,)``.
    """
    rows = []
    for zone in building.zones:
        storeys = float(zone.multiplier)
        volume = zone.volume * storeys
        usage = zone.usage
        opening = sum(one.area * one.openable_fraction for one in zone.windows)
        heights = [one.height for one in zone.windows]
        rows.append(
            (
                volume,
                volume * _DENSITY_INDOOR * MOISTURE_BUFFER,
                leakage_from_n50(building.n50, volume),
                opening * storeys,
                sum(heights) / len(heights) if heights else 0.0,
                usage.window_opening_temp,
                zone.cooling_capacity * storeys if zone.is_cooled else 0.0,
                usage.cooling_trigger,
                usage.cooling_setpoint,
                _heating(zone.is_heated, zone.heating_capacity) * storeys,
                usage.heating_setpoint,
                1.0 if usage.cooling_needs_people else 0.0,
            )
        )
    columns = np.asarray(rows, dtype=np.float64).T
    return Rooms(*(np.ascontiguousarray(column) for column in columns))


def _heating(is_heated: bool, capacity: float) -> float:
    """Return the heating capacity of a zone [W]."""
    if not is_heated:
        return 0.0
    return capacity if capacity > 0.0 else _CAPACITY_UNLIMITED


def _residuals(place: str, balances: Balances) -> FloatArray:
    """Return the relative residuals, or stop the run."""
    return np.array(
        [
            check_balance(
                name, place, balances.residual[number], balances.throughput[number]
            )
            for number, name in enumerate(BALANCED)
        ]
    )


def _reduce(
    building: Building,
    gains: ZoneGains,
    outdoor: OutdoorYear,
    hours: Hours,
    co2_outdoor: float,
    residual: FloatArray,
) -> YearResult:
    """Return the year result of simulated hours."""
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
    kept = [run.simulate(task)[0] for task in tasks]
    run.light = None
    run.through.clear()
    run.gains.clear()
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
