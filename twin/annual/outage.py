"""A week without power: the same building, hour by hour, with all machines stopped."""

import dataclasses
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from twin.air.opening import opening_rules
from twin.annual import scratch as row
from twin.annual.air_hour import count_air
from twin.annual.batch import Batch, Lane, stack_batch
from twin.annual.gains import zone_gains
from twin.annual.kernel import begin_year, run_hours
from twin.annual.scratch import Memory
from twin.annual.series import (
    BALANCED,
    LEAST_MOVED,
    Drive,
    Hours,
    empty_hours,
    read_hours,
)
from twin.annual.shell import build_shell
from twin.annual.simulate import BuildingRun, Task
from twin.annual.sunlight import face_irradiances
from twin.annual.variant import apply_variant
from twin.ground.balance import check_balance
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.usage import Usage

STOPPED: Final = (
    row.COOLING_CAPACITY,
    row.HEATING_CAPACITY,
    row.FAN_POWER,
    row.FAN_STANDBY,
    row.FAN_SPEED,
    row.HAS_UNIT,
    row.PUMP_CAPACITY,
)
"""Constants of a room that are zero while nothing draws current."""
_COOKER: Final = slice(row.COOKER_HEAT, row.COOKER_CO2 + 1)
_NEVER: Final = (0.0,) * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """Hours in a row in which nothing works that needs the grid."""

    start: int
    """First hour without power, counted from 1 January 00:00 [-]."""
    count: int
    """Hours without power, within the year [-]."""
    opens_windows: bool = False
    """Whether people give up their habits and open windows by the plain rule of
    `twin.model.usage.Usage.opening`, day and night."""

    @property
    def end(self) -> int:
        """First hour with power again."""
        return self.start + self.count

    @property
    def window(self) -> slice:
        """The hours without power."""
        return slice(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OutageYear:
    """A year with power all along, and the same year with an outage."""

    outage: Outage
    powered: Hours
    """All hours with power, shape ``(hour, zone)``."""
    dark: Hours
    """All hours with the outage; before it the same to the bit."""
    is_occupied: FloatArray
    """1 where the zone counts as occupied, shape ``(hour, zone)`` [-]."""
    residual: FloatArray
    """Relative residuals in the order of `BALANCED`, those with power first, shape
    ``(2, quantity)`` [-]."""


class _Inputs(NamedTuple):
    """What rooms are and what happens in them, with power or without."""

    rooms: FloatArray
    drive: Drive


def worst_start(series: FloatArray, count: int, *, is_cold: bool = False) -> int:
    """Return the midnight from which a series has its highest mean.

    Parameters
    ----------
    series
        Outdoors of a year, shape ``(hour,)`` [any].
    count
        Hours of the mean, from 1 to those of a year [-].
    is_cold
        Look for the lowest mean.

    Returns
    -------
    int
        Hour of the year; the first of several that are equal. The window does not
        reach beyond the end of the year.
    """
    starts = np.arange(0, len(series) - count + 1, 24)
    means = np.array([series[start : start + count].mean() for start in starts])
    return int(starts[np.argmin(means) if is_cold else np.argmax(means)])


def simulate_outage(run: BuildingRun, task: Task, outage: Outage) -> OutageYear:
    """Return a year of a building with and without an outage.

    Until the outage begins the building has lived with its machines; both years go on
    from the state of that hour. People stay, and open windows by the same habits unless
    the outage says otherwise.

    Parameters
    ----------
    run
        Building, catalogue and climates.
    task
        Variant of this building and climate.
    outage
        Hours without power.

    Returns
    -------
    OutageYear
        Both years.

    Raises
    ------
    BalanceError
        Heat, water or CO₂ is not conserved in one of them.
    """
    lane = _lane(run, task)
    if run.light is None:
        run.light = face_irradiances(run.building, lane.outdoor)
    batch = stack_batch([lane], run.light, run.products, run.co2_outdoor)
    gains = zone_gains(run.building)
    lit = _Inputs(batch.rooms, gains.drive())
    stopped = stopped_rooms(batch.rooms)
    if outage.opens_windows:
        _open_windows(stopped, lane.building)
    dark = _Inputs(stopped, zone_gains(without_grid(run.building)).drive())
    walls, outside = (batch.layout, batch.fabric), (batch.climate, batch.sun)
    memory = begin_year(walls, outside, lit.rooms, lit.drive, batch.start)
    table = empty_hours(len(run.building.zones), 1)
    _advance(batch, lit, (0, outage.start), memory, table)
    years, residuals = [], []
    for inputs in (lit, dark):
        state = Memory(*(one.copy() for one in memory))
        hours = table.copy()
        _advance(batch, inputs, (outage.start, outage.end), state, hours)
        _advance(batch, lit, (outage.end, HOURS_PER_YEAR), state, hours)
        years.append(read_hours(hours))
        residuals.append(_residuals(run.building.id, state))
    return OutageYear(
        outage=outage,
        powered=years[0],
        dark=years[1],
        is_occupied=gains.is_occupied,
        residual=np.array(residuals),
    )


def stopped_rooms(rooms: FloatArray) -> FloatArray:
    """Return the constants of rooms in which nothing draws current.

    Air conditioners, heating of any kind, ceiling fans and ventilation units stop;
    cookers that are no burners stop as well. Leaks, windows and habits stay.

    Parameters
    ----------
    rooms
        Constants of the zones, shape ``(zone, row, lane)`` [any].

    Returns
    -------
    FloatArray
        A copy; where nothing was there, it is the same.
    """
    stopped = rooms.copy()
    stopped[:, STOPPED] = 0.0
    burns = rooms[:, row.IS_BURNER] > 0.0
    stopped[:, _COOKER] = np.where(burns[:, None], rooms[:, _COOKER], 0.0)
    return stopped


def _open_windows(rooms: FloatArray, building: Building) -> None:
    """Write the plain rule of opening windows to all rooms."""
    for zone, own in zip(building.zones, rooms, strict=True):
        plain = dataclasses.replace(zone.usage, behaviour=None).opening
        rules = opening_rules(plain)
        own[row.OPENING : row.OPENING + len(rules)] = np.array(rules)[:, None]


def without_grid(building: Building) -> Building:
    """Return a building whose usages hold nothing that needs the grid.

    No lighting, no appliances, no air by fans. People, their moisture and CO₂, wet
    surfaces and useful cooking heat stay; whether one can cook says `stopped_rooms`.

    Parameters
    ----------
    building
        Building as built.

    Returns
    -------
    Building
        New building; the given one is untouched.
    """
    zones = tuple(
        dataclasses.replace(zone, usage=_unplugged(zone.usage), air_change_hours=())
        for zone in building.zones
    )
    return dataclasses.replace(building, zones=zones)


def _unplugged(usage: Usage) -> Usage:
    """Return a usage without current."""
    return dataclasses.replace(
        usage,
        lighting=0.0,
        appliances=0.0,
        flow_outdoor_person=0.0,
        cooling_hours=_NEVER,
    )


def _lane(run: BuildingRun, task: Task) -> Lane:
    """Return a task as the only lane of its batch."""
    changed = apply_variant(run.building, task.variant, run.products)
    return Lane(
        built=run.building,
        building=changed,
        shell=build_shell(changed, run.error_bound, run.merge),
        outdoor=run.outdoors[task.node],
        cooker=task.variant.cooker,
    )


def _advance(
    batch: Batch,
    inputs: _Inputs,
    hours: tuple[int, int],
    memory: Memory,
    table: FloatArray,
) -> None:
    """Run some hours of the year, if there are any."""
    first, last = hours
    if first >= last:
        return
    run_hours(
        (batch.layout, batch.fabric),
        (batch.climate, batch.sun),
        inputs.rooms,
        inputs.drive,
        batch.start,
        hours,
        memory,
        table[first:last],
    )


def _residuals(place: str, memory: Memory) -> FloatArray:
    """Return the relative residuals of a year, or stop the run."""
    residual, through = np.zeros((2, len(BALANCED), 1))
    count_air(memory.zones, memory.total, residual, through)
    rows = zip(BALANCED, residual[:, 0], through[:, 0], LEAST_MOVED, strict=True)
    return np.array([check_balance(name, place, *more) for name, *more in rows])
