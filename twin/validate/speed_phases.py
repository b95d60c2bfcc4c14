"""Where the time of an hour goes: its phases again and again on a finished year.

Loops are compiled, so that a call from the interpreter costs nothing that counts.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from twin.annual import faces
from twin.annual import scratch as row
from twin.annual.air_hour import move_gas, move_water
from twin.annual.envelope import close_faces, dress, fill_faces
from twin.annual.hour import clear_equations, decide, read_weather, solve
from twin.annual.kernel import WARM_UP
from twin.annual.scratch import Memory
from twin.annual.series import Climate, Drive, Fabric, Layout, Sun
from twin.ground.lanes import phase
from twin.ground.types import FloatArray
from twin.validate.speed import Prepared

HOURS: Final = 2000
"""Hours that each phase is repeated, from the first of the year on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTime:
    """Time of one phase of the hour."""

    name: str
    nanoseconds: float
    """Processor time for a zone and hour [ns]."""


@phase
def _weather(climate: Climate, weather: FloatArray) -> None:
    for hour in range(HOURS):
        read_weather(climate, hour, weather)


@phase
def _decide(
    rooms: FloatArray,
    drive: Drive,
    climate: Climate,
    state: tuple[FloatArray, FloatArray, FloatArray],
) -> None:
    for hour in range(HOURS):
        decide(rooms, drive, climate, hour, state)


@phase
def _dress(
    layout: Layout,
    outside: tuple[Climate, Sun],
    weather: FloatArray,
    face: FloatArray,
    zones: FloatArray,
) -> None:
    for hour in range(HOURS):
        dress(layout, outside[0], outside[1], hour, weather, face, zones)


@phase
def _fill(
    layout: Layout,
    sun: Sun,
    drive: Drive,
    face: FloatArray,
    zones: FloatArray,
    equations: tuple[FloatArray, FloatArray],
) -> None:
    for hour in range(HOURS):
        clear_equations(equations[0], equations[1])
        for zone in range(zones.shape[0]):
            faces.gather(sun.beam[hour, zone], sun.glass, zones[zone, row.BEAM])
            faces.gather(sun.diffuse[hour, zone], sun.glass, zones[zone, row.DIFFUSE])
            faces.clear(zones[zone, row.FILMS])
        radiant = drive.heat_radiant[hour]
        fill_faces(layout, sun, hour, radiant, face, zones, equations)


@phase
def _solve(
    given: tuple[FloatArray, FloatArray],
    equations: tuple[FloatArray, FloatArray],
    zones: FloatArray,
    memory: Memory,
) -> None:
    work = (memory.square, memory.means)
    for _ in range(HOURS):
        faces.copy_rows(given[1], equations[1])
        for equation in range(given[1].shape[0]):
            faces.copy_rows(given[0][equation], equations[0][equation])
        solve(equations, zones, memory.air, memory.limits, memory.plant, work)


@phase
def _close(
    layout: Layout,
    fabric: Fabric,
    memory: Memory,
    sums: FloatArray,
    star: FloatArray,
) -> None:
    for _ in range(HOURS):
        close_faces(layout, fabric, memory.face, memory.zones, memory.modes, sums, star)


@phase
def _water(
    layout: Layout, rooms: FloatArray, pressure: FloatArray, memory: Memory
) -> None:
    flows = (memory.flows, memory.moved)
    work = (memory.square, memory.means)
    for hour in range(HOURS):
        move_water(
            layout, rooms, memory.zones, memory.weather, pressure[hour], flows, work
        )


@phase
def _gas(layout: Layout, rooms: FloatArray, co2: float, memory: Memory) -> None:
    work = (memory.square, memory.means)
    for _ in range(HOURS):
        move_gas(layout, rooms, memory.zones, co2, memory.flows, work)


@phase
def _results(zones: FloatArray, table: FloatArray) -> None:
    for hour in range(HOURS):
        for zone in range(zones.shape[0]):
            faces.copy_rows(zones[zone], table[hour % table.shape[0], zone])


def time_phases(prepared: Prepared, repeats: int = 3) -> tuple[PhaseTime, ...]:
    """Return how long the phases of the hour take, the best of the repeats.

    Parameters
    ----------
    prepared
        Buildings side by side.
    repeats
        How many times each loop is run [-].

    Returns
    -------
    tuple[PhaseTime, ...]
        Phases in the order of the hour, then what is not in any of them.
    """
    prepared.run()
    whole = min(prepared.run() for _ in range(repeats))
    zones, _, lanes = prepared.batch.rooms.shape
    scale = 1e9 / (zones * lanes)
    found = []
    for name, work in _jobs(prepared):
        work()
        best = min(_timed(work) for _ in range(repeats))
        found.append(PhaseTime(name=name, nanoseconds=scale * best / HOURS))
    hours = WARM_UP + len(prepared.batch.climate.pressure)
    rest = scale * whole / hours - sum(one.nanoseconds for one in found)
    left = "rest: heat of the air, balances, waiting for memory"
    return (*found, PhaseTime(name=left, nanoseconds=rest))


def _timed(work: Callable[[], None]) -> float:
    """Return the processor time of some work [s]."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


def _jobs(prepared: Prepared) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield the phases of the hour, each on the memory of a finished year."""
    batch, drive = prepared.batch, prepared.drive
    layout, rooms = batch.layout, batch.rooms
    memory = prepared.memory
    weather, zones = memory.weather, memory.zones
    outside = (batch.climate, batch.sun)
    equations = (memory.matrix, memory.right)
    state = (weather, zones, memory.limits)
    sums, star = np.zeros_like(memory.sums), np.zeros_like(memory.star)
    yield "weather of the hour", lambda: _weather(batch.climate, weather)
    yield (
        "plant, windows, leaks",
        lambda: _decide(rooms, drive, batch.climate, state),
    )
    yield "films", lambda: _dress(layout, outside, weather, memory.face, zones)
    yield (
        "equations of the faces",
        lambda: _fill(layout, batch.sun, drive, memory.face, zones, equations),
    )
    given = (memory.matrix.copy(), memory.right.copy())
    _add_ground(given, zones)
    yield "solution", lambda: _solve(given, equations, zones, memory)
    yield (
        "face temperatures, memory of walls",
        lambda: _close(layout, batch.fabric, memory, sums, star),
    )
    pressure = batch.climate.pressure
    yield "moisture", lambda: _water(layout, rooms, pressure, memory)
    yield "CO₂", lambda: _gas(layout, rooms, batch.start.co2_outdoor, memory)
    yield "results", lambda: _results(zones, prepared.table)


def _add_ground(given: tuple[FloatArray, FloatArray], zones: FloatArray) -> None:
    """Complete equations by outdoor air at 10 °C and by their lower half."""
    count = len(zones)
    for zone in range(count):
        exchange = zones[zone, row.EXCHANGE]
        given[0][count + zone, zone] = given[0][zone, count + zone]
        given[0][count + zone, count + zone] += exchange
        given[1][count + zone] += 10.0 * exchange
