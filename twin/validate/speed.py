"""How fast the hourly kernel is on this machine, all balances on, against EnergyPlus.

Method and limits: docs/validation/speed.md.
"""

import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from typing import Any, Final

import numpy as np

from twin.annual.air_hour import count_air
from twin.annual.batch import Batch, Lane, stack_batch
from twin.annual.gains import zone_gains
from twin.annual.kernel import begin_year, run_hours
from twin.annual.outdoor import OutdoorYear
from twin.annual.series import BALANCED, Hours
from twin.annual.shell import build_shell
from twin.annual.simulate import LANES
from twin.annual.sunlight import face_irradiances
from twin.ground.balance import check_balance
from twin.ground.calendar import HOURS_PER_MONTH, month_bounds
from twin.ground.types import FloatArray
from twin.io.energyplus.program import ProgramRun, run_program
from twin.io.energyplus.run import prepare_year
from twin.io.energyplus.thermostat import write_out_templates
from twin.model.building import Building
from twin.physics.elements import Merge
from twin.validate.energyplus_box import box_model
from twin.validate.speed_models import TIMESTEP, vary_layers

TARGET: Final = 2000.0
"""How many times as fast as EnergyPlus the kernel shall be [-]."""
_CO2: Final = 427.0
_ENOUGH: Final = 1000  # zones from which a figure needs no more repeats than two


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelSpeed:
    """What a timing of the kernel found; seconds are processor time of one thread."""

    name: str
    zones: int
    """Zone years that were simulated in one repeat."""
    lanes: int
    """Buildings side by side, at most."""
    elements: int
    """Elements of a building, windows included."""
    states: int
    """States of a building's elements."""
    seconds_light: float
    """Sunlight on all faces, once for a building and its variants [s]."""
    seconds_shell: float
    """Envelopes, and sunlight through windows, stacked for the kernel [s]."""
    seconds_kernel: float
    """Hours, the best of the repeats [s]."""
    repeats: int
    residual: float
    """Largest relative residual of any balance [-]."""

    @property
    def seconds_each(self) -> float:
        """Processor time of the kernel for a zone year [s]."""
        return self.seconds_kernel / self.zones

    @property
    def seconds_whole(self) -> float:
        """Processor time of preparation and kernel for a zone year [s]."""
        total = self.seconds_light + self.seconds_shell + self.seconds_kernel
        return total / self.zones

    @property
    def zone_years_per_second(self) -> float:
        """Zone years that one processor simulates in a second, prepared."""
        return 1.0 / max(self.seconds_each, 1e-12)


class Prepared:
    """Variants of a building side by side, ready for the kernel."""

    def __init__(
        self, building: Building, outdoor: OutdoorYear, lanes: int, merge: Merge
    ) -> None:
        start = time.thread_time()
        light = face_irradiances(building, outdoor)
        self.gains = zone_gains(building)
        drive = self.gains.drive()
        middle = time.thread_time()
        variants = [vary_layers(building, number, lanes) for number in range(lanes)]
        self.lanes = [
            Lane(
                built=building,
                building=one,
                shell=build_shell(one, merge=merge),
                outdoor=outdoor,
                cooker="",
            )
            for one in variants
        ]
        self.batch: Batch = stack_batch(self.lanes, light, {}, _CO2)
        end = time.thread_time()
        self.drive = drive
        self.seconds_light = middle - start
        self.seconds_shell = end - middle
        zones = len(building.zones)
        self.table = np.zeros((max(HOURS_PER_MONTH), zones, len(Hours._fields), lanes))
        self._residual = np.zeros((len(BALANCED), lanes))
        self._through = np.zeros((len(BALANCED), lanes))

    def run(self, keep: FloatArray | None = None) -> float:
        """Simulate the year, month by month as a study does.

        Parameters
        ----------
        keep
            Overwritten by all hours where it is given,
            ``(8760, zone, quantity, lane)`` [any].

        Returns
        -------
        float
            Processor time [s].
        """
        batch = self.batch
        walls, outside = (batch.layout, batch.fabric), (batch.climate, batch.sun)
        fixed = (walls, outside, batch.rooms, self.drive, batch.start)
        start = time.thread_time()
        memory = begin_year(*fixed)
        for month in range(12):
            first, last = month_bounds(month)
            table = self.table if keep is None else keep[first:last]
            run_hours(*fixed, (first, last), memory, table)
        count_air(memory.zones, memory.total, self._residual, self._through)
        self.memory = memory
        return time.thread_time() - start

    def residual(self) -> float:
        """Return the largest relative residual of the year; stop if heat is lost."""
        return max(
            check_balance(name, "bench", residual, through)
            for name, row, throughs in zip(
                BALANCED, self._residual, self._through, strict=True
            )
            for residual, through in zip(row, throughs, strict=True)
        )


def measure_kernel(
    building: Building,
    outdoor: OutdoorYear,
    zones: int,
    *,
    repeats: int = 3,
    merge: Merge = Merge.BY_CONSTRUCTION,
) -> KernelSpeed:
    """Return how fast the kernel simulates variants of a building side by side.

    Parameters
    ----------
    building
        Building; its variants differ in the thickness of their layers.
    outdoor
        Climate year.
    zones
        Zone years of one repeat; rounded up to whole buildings [-].
    repeats
        The best of how many is told; two at most from 1000 zones [-].
    merge
        Which surfaces become one element.

    Returns
    -------
    KernelSpeed
        Times and the largest residual. A year in which the kernel may be compiled is
        simulated before and not counted.

    Raises
    ------
    BalanceError
        Heat, water or CO₂ is not conserved.
    """
    each = len(building.zones)
    Prepared(building, outdoor, 1, merge).run()
    asked = range(min(repeats, 2) if zones >= _ENOUGH else repeats)
    best = [_one_pass(building, outdoor, -(-zones // each), merge) for _ in asked]
    least = np.min([seconds for seconds, _, _ in best], axis=0)
    last = best[-1][1]
    return KernelSpeed(
        name=building.name,
        zones=-(-zones // each) * each,
        lanes=best[-1][2],
        elements=len(last.layout.zone),
        states=int(last.layout.first[-1]),
        seconds_light=float(least[0]),
        seconds_shell=float(least[1]),
        seconds_kernel=float(least[2]),
        repeats=len(asked),
        residual=max(seconds[3] for seconds, _, _ in best),
    )


def _one_pass(
    building: Building, outdoor: OutdoorYear, buildings: int, merge: Merge
) -> tuple[tuple[float, float, float, float], Batch, int]:
    """Simulate buildings; return seconds of the parts, residual, a batch, and lanes."""
    parts = np.zeros(3)
    residual = 0.0
    widest = 0
    ready = None
    for lanes in _chunks(buildings, LANES):
        ready = Prepared(building, outdoor, lanes, merge)
        parts += (0.0, ready.seconds_shell, ready.run())
        parts[0] = max(parts[0], ready.seconds_light)
        residual = max(residual, ready.residual())
        widest = max(widest, lanes)
    if ready is None:
        raise ValueError(buildings)
    light, shell, kernel = parts.tolist()
    return (light, shell, kernel, residual), ready.batch, widest


def _chunks(total: int, width: int) -> Iterator[int]:
    """Yield how many lanes each batch has."""
    for start in range(0, total, width):
        yield min(width, total - start)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyPlusSpeed:
    """Processor time of EnergyPlus for the same box, the best of the repeats."""

    version: str
    repeats: int
    seconds_year: float
    """A whole run over a year, its library loaded already [s]."""
    seconds_day: float
    """A whole run over a day: input, set-up, warm-up and the day [s]."""
    seconds_hourly: float
    """A whole run over a year that writes its hours, as the kernel keeps them [s]."""

    @property
    def seconds_marginal(self) -> float:
        """A year without start-up: the difference to a day, for 365 days [s]."""
        return (self.seconds_year - self.seconds_day) * 365.0 / 364.0


def measure_energyplus(epw: Path, repeats: int = 3) -> EnergyPlusSpeed:
    """Return how fast EnergyPlus simulates the box with four steps an hour.

    Parameters
    ----------
    epw
        Weather file.
    repeats
        The best of how many is told [-].

    Returns
    -------
    EnergyPlusSpeed
        Processor times. Without hours it writes no results, which is in its favour.

    Raises
    ------
    InputError
        EnergyPlus is missing or refuses the box.
    """
    raw = box_model(is_heavy=False, is_conditioned=True, timestep=TIMESTEP)
    year = prepare_year(write_out_templates(raw))
    silent = {name: year[name] for name in year if not name.startswith("Output:")}
    period = {**silent["RunPeriod"]["year"], "end_month": 1, "end_day_of_month": 1}
    day = {**silent, "RunPeriod": {"day": period}}
    runs = [
        [_run_program(one, epw) for one in (silent, day, year)] for _ in range(repeats)
    ]
    seconds = np.min([[one.seconds_cpu for one in run] for run in runs], axis=0)
    return EnergyPlusSpeed(
        version=runs[0][0].version,
        repeats=repeats,
        seconds_year=float(seconds[0]),
        seconds_day=float(seconds[1]),
        seconds_hourly=float(seconds[2]),
    )


def _run_program(model: Mapping[str, Any], epw: Path) -> ProgramRun:
    """Run EnergyPlus once."""
    with tempfile.TemporaryDirectory(prefix="twin-bench-") as name:
        folder = Path(name)
        (folder / "model.epJSON").write_text(dumps(model), encoding="utf-8")
        arguments = ["-w", str(epw.resolve()), "model.epJSON"]
        return run_program(arguments, folder, "box")
