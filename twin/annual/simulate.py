"""Variants of buildings through climate years: prepared, simulated, reduced."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np

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
    Envelope,
    Hours,
    Rooms,
    empty_hours,
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
from twin.model.zone import Boundary
from twin.physics.discrete import discretise_system
from twin.physics.elements import Element, gather_elements
from twin.physics.films import films_by_climate
from twin.physics.ground_floor import resistance_ground_iso13370
from twin.physics.network import Network, assemble_network
from twin.physics.reduction import ERROR_BOUND, ReducedSystem, reduce_network

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shell:
    """Heat network of a building, shared by variants that differ in other things."""

    network: Network
    system: ReducedSystem
    envelope: Envelope


@dataclass(slots=True)
class BuildingRun:
    """Everything about one building that its variants share."""

    building: Building
    products: Mapping[str, Product]
    outdoors: Mapping[float, OutdoorYear]
    co2_outdoor: float
    shells: dict[tuple[str, ...], _Shell] = field(default_factory=dict)
    gains: dict[str, ZoneGains] = field(default_factory=dict)
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
        outdoor = self.outdoors[task.node]
        changed = apply_variant(self.building, task.variant, self.products)
        shell = self._shell(task.variant, changed)
        gains = self._gains(task.variant.cooker)
        if self.light is None:
            self.light = face_irradiances(self.building, outdoor)
        outer = outer_elements(changed)
        drive = gains.drive(
            heat_outside(outer, self.light, outdoor),
            heat_through_windows(changed, self.light, outdoor),
        )
        climate = outdoor.climate(self.building.shelter)
        hours = empty_hours(len(changed.zones))
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
            shell.envelope, climate, zone_rooms(changed), drive, start, hours, balances
        )
        residual = _residuals(self.building.id, balances)
        return _reduce(
            changed, gains, outdoor, hours, self.co2_outdoor, residual
        ), hours

    def _shell(self, variant: Variant, changed: Building) -> _Shell:
        """Return the heat network of a variant, built once."""
        key = variant.envelope_key
        if key not in self.shells:
            self.shells[key] = build_shell(
                changed, next(iter(self.outdoors.values())), ERROR_BOUND
            )
        return self.shells[key]

    def _gains(self, cooker: str) -> ZoneGains:
        """Return the gains of the zones, computed once for each cooker."""
        if cooker not in self.gains:
            self.gains[cooker] = zone_gains(self.building, cooker, self.products)
        return self.gains[cooker]


def build_shell(building: Building, outdoor: OutdoorYear, error_bound: float) -> _Shell:
    """Return the reduced and discretised heat network of a building.

    Parameters
    ----------
    building
        Building as the variant describes it.
    outdoor
        Climate year whose means set the films.
    error_bound
        Bound of the model reduction [-].

    Returns
    -------
    _Shell
        Network, reduced system and its hourly step.
    """
    wind = float(outdoor.weather.wind_speed.mean()) * building.shelter
    films = films_by_climate(wind, float(outdoor.temp_mean.mean()))
    network = assemble_network(
        building, films, _DENSITY_INDOOR, resistance_ground(building)
    )
    system = reduce_network(network, error_bound)
    step = discretise_system(system)
    envelope = Envelope(
        step.step,
        step.gain_temp,
        step.gain_heat,
        step.output,
        step.through_temp,
        step.through_heat,
        step.answer_mean,
        step.answer_end,
        step.storage,
    )
    return _Shell(network=network, system=system, envelope=envelope)


def outer_elements(building: Building) -> tuple[Element, ...]:
    """Return the outdoor elements in the order of the network's heat inputs.

    Parameters
    ----------
    building
        Building as the variant describes it.

    Returns
    -------
    tuple[Element, ...]
        Elements with an outdoor face.
    """
    elements = gather_elements(building)
    return tuple(one for one in elements if one.boundary is Boundary.OUTDOOR)


def resistance_ground(building: Building) -> float:
    """Return the ground resistance of a building from its footprint and floors.

    Parameters
    ----------
    building
        Building with an outline.

    Returns
    -------
    float
        Resistance below the modelled soil [m²K/W].
    """
    outline = np.asarray(building.outline)
    ahead = np.roll(outline, -1, axis=0)
    perimeter = float(np.hypot(*(ahead - outline).T).sum())
    cross = outline[:, 0] * ahead[:, 1] - ahead[:, 0] * outline[:, 1]
    area = 0.5 * abs(float(cross.sum()))
    floors = [
        surface
        for zone in building.zones
        for surface in zone.surfaces
        if surface.boundary is Boundary.GROUND
    ]
    total = sum(surface.area for surface in floors)
    if total <= 0.0:
        return resistance_ground_iso13370(area, perimeter, 0.1)
    floor = sum(one.area * one.construction.resistance for one in floors) / total
    return resistance_ground_iso13370(area, perimeter, floor)


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
    with ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
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
