"""``twin bench``: how fast the hourly kernel is, and where its time goes."""

import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from twin.annual.kernel import WARM_UP
from twin.annual.outdoor import OutdoorYear, prepare_outdoor
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.errors import InputError, Problem
from twin.io.energyplus.program import find_weather
from twin.io.epw import read_epw
from twin.physics.elements import Merge
from twin.validate.arithmetic import Arithmetic, measure_arithmetic
from twin.validate.speed import (
    TARGET,
    EnergyPlusSpeed,
    KernelSpeed,
    Prepared,
    measure_energyplus,
    measure_kernel,
)
from twin.validate.speed_models import ROOMS, bench_box, bench_house, made_up_weather
from twin.validate.speed_passes import (
    HEAT,
    PassTime,
    embedded_passes,
    time_passes,
)
from twin.validate.speed_phases import PhaseTime, time_phases
from twin.validate.speed_start import StartSpeed, measure_start

ZONES: Final = (1, 10, 1000, 10_000)
"""Zone years that are timed side by side."""
ZONES_MOST: Final = 1_000_000
"""Most zone years that can be asked for."""
WITHIN: Final = 3.0
"""How many times the arithmetic limit the kernel may take [-]."""
HOURS_SIMULATED: Final = HOURS_PER_YEAR + WARM_UP
"""Hours of a zone year with its warm-up [h]."""
_CITY: Final = "Denver"
_SOURCE: Final = "twin bench"
_FULL: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the bench shall measure."""

    zones: tuple[int, ...] = ZONES
    repeats: int = 3
    has_energyplus: bool = False
    has_profile: bool = False
    has_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What the bench found."""

    machine: str
    weather: str
    kernels: tuple[KernelSpeed, ...]
    faces: KernelSpeed
    """The box in full lanes, with every face an element of its own."""
    house: KernelSpeed
    arithmetic: Arithmetic
    energyplus: EnergyPlusSpeed | None
    passes: tuple[PassTime, ...]
    """Air and health over the hours of the house, heat first."""
    phases: tuple[PhaseTime, ...]
    start: StartSpeed | None

    @property
    def best(self) -> KernelSpeed:
        """The box in the batch with the least time for a zone year."""
        return min(self.kernels, key=lambda one: one.seconds_each)


def read_zones(text: str) -> tuple[int, ...]:
    """Return the numbers of a comma-separated list.

    Parameters
    ----------
    text
        Such as ``1,10``.

    Returns
    -------
    tuple[int, ...]
        Whole numbers from 1 to `ZONES_MOST`.

    Raises
    ------
    InputError
        Something in it is no such number.
    """
    words = [one.strip() for one in text.split(",")]
    wrong = [
        Problem(
            path="--zones",
            message=f"whole numbers from 1 to {ZONES_MOST}, separated by commas",
            given=one,
        )
        for one in words
        if not (one.isascii() and one.isdigit() and 1 <= int(one[:9]) <= ZONES_MOST)
    ]
    if wrong:
        raise InputError(_SOURCE, wrong)
    return tuple(int(one) for one in words)


def run_bench(asked: Asked) -> Bench:
    """Return what the bench measured.

    Parameters
    ----------
    asked
        What it shall measure.

    Returns
    -------
    Bench
        All figures; processor time of one thread, the best of the repeats.

    Raises
    ------
    InputError
        EnergyPlus is asked for and missing.
    BalanceError
        Heat, water or CO₂ is not conserved.
    """
    epw = find_weather(_CITY) if asked.has_energyplus else None
    weather = made_up_weather() if epw is None else read_epw(epw)[0]
    outdoor = prepare_outdoor(weather)
    kernels = tuple(_box(outdoor, zones, asked.repeats) for zones in asked.zones)
    full = min(max(asked.zones), _FULL)
    return Bench(
        machine=f"{platform.processor() or platform.machine()}, {platform.system()}",
        weather="made up" if epw is None else epw.name,
        kernels=kernels,
        faces=_box(outdoor, full, asked.repeats, Merge.BY_FACE),
        house=measure_kernel(
            bench_house(), outdoor, full * ROOMS, repeats=asked.repeats
        ),
        arithmetic=measure_arithmetic(),
        energyplus=None if epw is None else measure_energyplus(epw, asked.repeats),
        passes=time_passes(
            bench_house(), outdoor, full, asked.repeats, embedded_passes()
        ),
        phases=_profile(outdoor, full, asked.repeats) if asked.has_profile else (),
        start=measure_start() if asked.has_start else None,
    )


def _profile(outdoor: OutdoorYear, lanes: int, repeats: int) -> tuple[PhaseTime, ...]:
    """Return the phases of the box in full lanes."""
    ready = Prepared(bench_box(), outdoor, lanes, Merge.BY_CONSTRUCTION)
    return time_phases(ready, repeats)


def _box(
    outdoor: OutdoorYear,
    zones: int,
    repeats: int,
    merge: Merge = Merge.BY_CONSTRUCTION,
) -> KernelSpeed:
    """Return how fast variants of the box are."""
    return measure_kernel(bench_box(), outdoor, zones, repeats=repeats, merge=merge)


def as_json(bench: Bench) -> str:
    """Return the figures for programs.

    Parameters
    ----------
    bench
        What the bench found.

    Returns
    -------
    str
        JSON.
    """
    record: dict[str, Any] = asdict(bench)
    record["limits_ns"] = bench.arithmetic.limits
    if bench.energyplus is not None:
        record["factors"] = dict(factors(bench.energyplus, bench.best))
        record["target"] = TARGET
    return json.dumps(record, indent=2)


def factors(
    energyplus: EnergyPlusSpeed, kernel: KernelSpeed
) -> Iterator[tuple[str, float]]:
    """Yield how many times as fast as EnergyPlus the kernel is.

    Parameters
    ----------
    energyplus
        Seconds of EnergyPlus.
    kernel
        Seconds of the kernel.

    Yields
    ------
    tuple[str, float]
        What is compared, and the factor [-].
    """
    year, marginal = energyplus.seconds_year, energyplus.seconds_marginal
    yield "whole run / prepared and simulated", year / kernel.seconds_whole
    yield "whole run / simulated", year / kernel.seconds_each
    yield "year less start-up / simulated", marginal / kernel.seconds_each
    hourly = energyplus.seconds_hourly
    yield "whole run with hours written / simulated", hourly / kernel.seconds_each


def lines_of(bench: Bench) -> Iterator[str]:
    """Yield the figures as lines for people.

    Parameters
    ----------
    bench
        What the bench found.

    Yields
    ------
    str
        Text.
    """
    yield f"machine: {bench.machine}; weather: {bench.weather}"
    yield (
        "processor time of one thread, the best of several passes: others may use "
        "the machine at the same time"
    )
    yield ""
    yield (
        f"{'':<26}{'zones':>7}{'lanes':>6}{'elements':>9}{'states':>7}"
        f"{'sun [s]':>9}{'shells [s]':>11}{'kernel [s]':>11}{'ms/zone year':>13}"
        f"{'with prep.':>11}{'zone years/s':>13}{'residual':>9}"
    )
    for one in bench.kernels:
        yield _row("box, ideal load", one)
    yield _row("box, each face apart", bench.faces)
    yield _row("six rooms, air conditioned", bench.house)
    yield from _health(bench.passes)
    yield from _limits(bench)
    yield from _shares(bench.phases)
    yield from _against(bench)
    if bench.start is not None:
        yield ""
        yield (
            f"first zone year of a fresh process: {bench.start.seconds_cold:.1f} s "
            f"with an empty cache of compiled code, {bench.start.seconds_warm:.1f} s "
            "with a filled one"
        )


def _row(name: str, one: KernelSpeed) -> str:
    """Return a row of the table."""
    return (
        f"{name:<26}{one.zones:>7}{one.lanes:>6}{one.elements:>9}{one.states:>7}"
        f"{one.seconds_light:>9.3f}{one.seconds_shell:>11.3f}"
        f"{one.seconds_kernel:>11.3f}{1e3 * one.seconds_each:>13.3f}"
        f"{1e3 * one.seconds_whole:>11.3f}{one.zone_years_per_second:>13,.0f}"
        f"{one.residual:>9.0e}"
    )


def _health(passes: Sequence[PassTime]) -> Iterator[str]:
    """Yield the time of air and health beside that of heat."""
    heat = next(one.nanoseconds for one in passes if one.name == HEAT)
    rest = sum(one.nanoseconds for one in passes) - heat
    told = ", ".join(f"{one.name} {one.nanoseconds:.0f}" for one in passes)
    yield ""
    yield f"six rooms, for a zone and hour, all passes on: {told} ns"
    yield (
        f"  air and health together: {rest:.0f} ns, {rest / heat:.2f} times "
        "heat and moisture"
    )


def _limits(bench: Bench) -> Iterator[str]:
    """Yield the arithmetic limit of the box and what is reached of it."""
    found, best = bench.arithmetic, bench.best
    counts = ", ".join(f"{name} {one:.0f}" for name, one in found.operations.items())
    yield ""
    yield f"operations of a zone and hour of the box: {counts}"
    yield (
        f"this machine in lane loops: {found.multiply_add / 1e9:.1f} multiplications "
        f"and additions, {found.divisions / 1e9:.2f} divisions, "
        f"{found.roots / 1e9:.2f} roots, {found.moves_l1 / 1e9:.1f} numbers moved in "
        f"the first cache, {found.moves_l2 / 1e9:.1f} in the second, all 1e9/s"
    )
    for name, one in found.limits.items():
        yield f"  {name:<30}{one:>7.1f} ns"
    name, least = found.limit
    took = 1e9 * best.seconds_each / HOURS_SIMULATED
    mark = "reached" if took <= WITHIN * least else "MISSED"
    second = found.limits["read and write, second cache"]
    yield (
        f"  limit: {least:.1f} ns by '{name}'; kernel {took:.1f} ns, "
        f"{took / least:.1f} times the limit; target {WITHIN:.0f} times {mark} "
        f"({took / second:.1f} times that of the second cache, where a batch lies)"
    )


def _shares(phases: Sequence[PhaseTime]) -> Iterator[str]:
    """Yield where the time of the hour goes."""
    total = sum(one.nanoseconds for one in phases)
    if phases:
        yield ""
        yield f"where {total:.1f} ns of a zone and hour go, 64 lanes at most"
    for one in phases:
        yield (
            f"  {one.name:<52}{one.nanoseconds:>7.1f} ns{one.nanoseconds / total:>6.0%}"
        )


def _against(bench: Bench) -> Iterator[str]:
    """Yield how the kernel compares with EnergyPlus."""
    found = bench.energyplus
    if found is None:
        return
    yield ""
    yield (
        f"EnergyPlus {found.version}, same box, 4 steps an hour, no results written: "
        f"{found.seconds_year:.3f} s a zone year, {found.seconds_marginal:.3f} s "
        f"without start-up ({found.seconds_day:.3f} s for one day); with temperature, "
        f"heating and cooling of each hour written {found.seconds_hourly:.3f} s"
    )
    pairs: Sequence[tuple[str, KernelSpeed]] = (
        (f"{bench.best.zones} zones", bench.best),
        ("each face apart", bench.faces),
    )
    for name, kernel in pairs:
        for what, factor in factors(found, kernel):
            mark = "reached" if factor >= TARGET else "MISSED"
            yield (
                f"  {name + ', ' + what:<58}{factor:>8,.0f} times; target "
                f"{TARGET:,.0f} {mark}"
            )
