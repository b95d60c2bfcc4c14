"""Mould on the surfaces of rooms: a pass over the hours of a year.

Nothing of it acts back on heat or moisture. What an hour would let grow is kept for the
whole year, because mould needs more than one: the year is then lived three times.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from twin.annual import scratch as row
from twin.annual.batch import Batch, Lane
from twin.annual.mould_surface import surface_factors
from twin.annual.series import Climate
from twin.ground.constants import HOURS_PER_YEAR, MOLAR_RATIO_WATER_AIR
from twin.ground.lanes import exponential, lane_loop, phase
from twin.ground.psychrometrics import MAGNUS_PRESSURE, MAGNUS_SLOPE, MAGNUS_TEMP
from twin.ground.types import FloatArray, IntArray
from twin.health.mould import SENSITIVE, mould_drive, mould_step

MOULD: Final = ("surface_humid_h", "surface_cooled_humid_h")
"""Quantities by month: hours in which the worst inner surface, and the worst of the
cooled surfaces, has more than 80 % relative humidity."""

MOULD_INDICES: Final = (
    "mould_index_first_year",
    "mould_index_inner_max",
    "mould_index_cavity_max",
    "mould_index_supply_max",
)
"""Highest index of the inner surface in the first year from a clean start, and of inner
surface, cavity and supply air in three years; not numbers where there is none."""

YEARS: Final = 3
"""How often the year is lived from a clean start [-]."""
SLOW: Final = 24
"""Hours over which walls see the mean of the outdoor temperature; status A [h]."""
SUPPLY_DROP: Final = 4.0
"""How much colder than the room a surface in the stream of an air conditioner is while
it cools; status A [K]."""
SENSITIVITY: Final = SENSITIVE
"""Class of all surfaces: paint, paper, dust and wood; status A."""
_HUMID: Final = 0.80
_INNER, _CAVITY, _SUPPLY = range(3)


@dataclass(slots=True, eq=False)
class MouldPass:
    """Mould of all lanes of a batch through a year."""

    climate: Climate
    slow: FloatArray
    """Outdoor temperature of the last day, shape ``(hour, node)`` [°C]."""
    spots: IntArray
    """Zone and kind of each surface, shape ``(spot, 2)``."""
    factor: FloatArray
    """Temperature factor of each, shape ``(spot, lane)``; not a number where a lane has
    no such surface [-]."""
    drive: FloatArray
    """Growth and wetness of all hours in single precision, ``(hour, spot, 2, lane)``
    [1/h, -]."""
    humid: FloatArray
    """Sums in the order of `MOULD`, shape ``(month, zone, quantity, lane)`` [h]."""

    def run(self, month: int, first: int, table: FloatArray) -> None:
        """Read one month.

        Parameters
        ----------
        month
            Number of the month, from 0 [-].
        first
            First hour of the month in the year [-].
        table
            Hours of the month in the order of `Hours` [any].
        """
        surfaces = (self.spots, self.factor)
        work = np.zeros((5, self.factor.shape[1]))
        outside = (self.climate, self.slow)
        read_month(table, first, outside, surfaces, self.drive, self.humid[month], work)

    def grow(self) -> FloatArray:
        """Return the highest indices of all zones.

        Returns
        -------
        FloatArray
            In the order of `MOULD_INDICES`, shape ``(index, zone, lane)`` [-].
        """
        spots, lanes = self.factor.shape
        state = np.zeros((3, spots, lanes))
        first = np.zeros((spots, lanes))
        for year in range(YEARS):
            grow_year(self.drive, state)
            first = state[2].copy() if year == 0 else first
        has = np.isfinite(self.factor)
        found = np.full((len(MOULD_INDICES), self.humid.shape[1], lanes), np.nan)
        for number, (zone, kind) in enumerate(self.spots):
            found[1 + kind, zone] = np.where(has[number], state[2, number], np.nan)
            if kind == _INNER:
                found[0, zone] = first[number]
        return found


class KeptMould(NamedTuple):
    """What is kept of the mould of a batch, lanes last."""

    sums: FloatArray
    """In the order of `MOULD`, shape ``(month, zone, quantity, lane)`` [h]."""
    indices: FloatArray
    """In the order of `MOULD_INDICES`, shape ``(index, zone, lane)`` [-]."""


def kept_mould(mould: MouldPass | None, zones: int, lanes: int) -> KeptMould:
    """Return what is kept of mould, not numbers where it is left out.

    Parameters
    ----------
    mould
        Mould of a batch after its year, or None.
    zones
        Number of zones [-].
    lanes
        Number of lanes [-].

    Returns
    -------
    KeptMould
        Sums and indices.
    """
    if mould is None:
        return KeptMould(
            np.full((12, zones, len(MOULD), lanes), np.nan),
            np.full((len(MOULD_INDICES), zones, lanes), np.nan),
        )
    return KeptMould(mould.humid, mould.grow())


def begin_mould(batch: Batch, lanes: Sequence[Lane]) -> MouldPass:
    """Return the surfaces of a batch before its year, all clean.

    Parameters
    ----------
    batch
        Inputs of the kernel.
    lanes
        Variants of one building.

    Returns
    -------
    MouldPass
        Ready to run.
    """
    zones = len(lanes[0].building.zones)
    factor = np.array(
        [[surface_factors(z) for z in one.building.zones] for one in lanes]
    )
    spots = np.argwhere(np.isfinite(factor).any(axis=0))
    chosen = np.ascontiguousarray(factor[:, spots[:, 0], spots[:, 1]].T)
    shape = (HOURS_PER_YEAR, len(spots), 2, len(lanes))
    return MouldPass(
        climate=batch.climate,
        slow=mean_of_day(batch.climate.temp_outdoor),
        spots=spots.astype(np.int64),
        factor=chosen,
        drive=np.zeros(shape, dtype=np.float32),
        humid=np.zeros((12, zones, len(MOULD), len(lanes))),
    )


def mean_of_day(hourly: FloatArray) -> FloatArray:
    """Return the mean over the last day, the year being a circle.

    Parameters
    ----------
    hourly
        Series of a year, shape ``(hour, ...)`` [any].

    Returns
    -------
    FloatArray
        Mean of each hour and the 23 before it [any].
    """
    before = np.concatenate([hourly[-SLOW + 1 :], hourly])
    total = np.cumsum(before, axis=0)
    total[SLOW:] -= total[:-SLOW].copy()
    return np.ascontiguousarray(total[SLOW - 1 :] / SLOW)


@lane_loop
def _read_inner(
    own: FloatArray,
    factor: FloatArray,
    slow: tuple[FloatArray, IntArray],
    drop: float,
    growth: FloatArray,
    wetness: FloatArray,
    humid: FloatArray,
) -> None:
    """Read a surface that room air touches, no warmer than that air.

    `drop` is how much colder it is while cooling runs.
    """
    outdoor, node = slow
    for lane in range(growth.shape[0]):
        room = own[row.TEMP_AIR, lane]
        away = (1.0 - factor[lane]) * (outdoor[node[lane]] - room)
        cooled = drop if own[row.COOLING, lane] > 0.0 else 0.0
        surface = room + min(away, 0.0) - cooled
        step = room / (MAGNUS_TEMP + room) - surface / (MAGNUS_TEMP + surface)
        relative = own[row.HUMIDITY_RELATIVE, lane] * exponential(MAGNUS_SLOPE * step)
        found = mould_drive(surface, relative, SENSITIVITY.humidity_least)
        growth[lane] = found[0]
        wetness[lane] = found[1]
        humid[lane] = 1.0 if relative > _HUMID else 0.0


@lane_loop
def _read_cavity(
    own: FloatArray,
    factor: FloatArray,
    slow: tuple[FloatArray, IntArray],
    outdoor: tuple[FloatArray, float],
    growth: FloatArray,
    wetness: FloatArray,
    humid: FloatArray,
) -> None:
    """Read a surface between room and outdoors that outdoor air touches."""
    temp, node = slow
    ratio, pressure = outdoor
    for lane in range(growth.shape[0]):
        there = temp[node[lane]]
        surface = there + factor[lane] * (own[row.TEMP_AIR, lane] - there)
        water = ratio[node[lane]]
        vapour = water * pressure / (MOLAR_RATIO_WATER_AIR + water)
        power = MAGNUS_SLOPE * surface / (MAGNUS_TEMP + surface)
        relative = vapour / (MAGNUS_PRESSURE * exponential(power))
        found = mould_drive(surface, relative, SENSITIVITY.humidity_least)
        growth[lane] = found[0]
        wetness[lane] = found[1]
        humid[lane] = 1.0 if relative > _HUMID else 0.0


@lane_loop
def _store(
    factor: FloatArray,
    worked: tuple[FloatArray, FloatArray, FloatArray],
    growth: FloatArray,
    wetness: FloatArray,
    humid: FloatArray,
) -> None:
    """Keep an hour of the lanes that have the surface; `humid` is a count by zone."""
    for lane in range(growth.shape[0]):
        has = factor[lane] >= 0.0
        growth[lane] = worked[0][lane] if has else 0.0
        wetness[lane] = worked[1][lane] if has else 0.0
        humid[lane] = max(humid[lane], worked[2][lane] if has else 0.0)


@lane_loop
def _add(target: FloatArray, source: FloatArray) -> None:
    """Add a row to another and clear it."""
    for lane in range(target.shape[0]):
        target[lane] += source[lane]
        source[lane] = 0.0


@phase
def read_month(
    table: FloatArray,
    first: int,
    outside: tuple[Climate, FloatArray],
    surfaces: tuple[IntArray, FloatArray],
    drive: FloatArray,
    humid: FloatArray,
    work: FloatArray,
) -> None:
    """Read all surfaces in the hours of a month."""
    climate, slow = outside
    spots, factor = surfaces
    for hour in range(table.shape[0]):
        place = first + hour
        outdoor = (slow[place], climate.node)
        air = (climate.humidity_ratio[place], climate.pressure[place])
        for spot in range(spots.shape[0]):
            zone, kind = spots[spot, 0], spots[spot, 1]
            own, share = table[hour, zone], factor[spot]
            if kind == _CAVITY:
                _read_cavity(own, share, outdoor, air, work[0], work[1], work[2])
            else:
                drop = SUPPLY_DROP if kind == _SUPPLY else 0.0
                _read_inner(own, share, outdoor, drop, work[0], work[1], work[2])
            _store(
                share,
                (work[0], work[1], work[2]),
                drive[place, spot, 0],
                drive[place, spot, 1],
                work[3] if kind == _INNER else work[4],
            )
            is_last = spot + 1 == spots.shape[0]
            if is_last or spots[spot + 1, 0] != zone:
                _add(humid[zone, 0], work[3])
                _add(humid[zone, 1], work[4])


@lane_loop
def _grow(
    growth: FloatArray,
    wetness: FloatArray,
    index: FloatArray,
    dry: FloatArray,
    most: FloatArray,
) -> None:
    """Let mould grow for an hour."""
    for lane in range(index.shape[0]):
        now, hours = mould_step(
            index[lane], dry[lane], growth[lane], wetness[lane], SENSITIVITY
        )
        index[lane] = now
        dry[lane] = hours
        most[lane] = max(most[lane], now)


@phase
def grow_year(drive: FloatArray, state: FloatArray) -> None:
    """Let mould grow for a year.

    Parameters
    ----------
    drive
        Growth and wetness, shape ``(hour, spot, 2, lane)`` [1/h, -].
    state
        Changed: index, dry hours and highest index, ``(3, spot, lane)`` [-, h, -].
    """
    for hour in range(drive.shape[0]):
        for spot in range(drive.shape[1]):
            _grow(
                drive[hour, spot, 0],
                drive[hour, spot, 1],
                state[0, spot],
                state[1, spot],
                state[2, spot],
            )
