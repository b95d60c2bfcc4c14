"""From hours to what is kept of a year: one month of all lanes at a time."""

from typing import Final, NamedTuple

import numpy as np

from twin.annual import scratch as row
from twin.annual.result import BIN_START, BIN_WIDTH, BINS, HEAT, HISTOGRAMS, INDEX
from twin.ground.constants import HEAT_VAPORISATION
from twin.ground.lanes import lane_loop, phase
from twin.ground.types import FloatArray, IntArray
from twin.health.adaptive import BANDS
from twin.health.heat_index import CAUTION, DANGER, heat_index_rothfusz
from twin.systems.ceiling_fan import temp_offset_fan

_KWH: Final = 1.0 / 1000.0  # kWh of one hour at one watt
_KWH_WATER: Final = HEAT_VAPORISATION * 3600.0 / 3.6e6  # kWh of one hour at one kg/s
_CO2_EXCESS: Final = 800.0  # ppm above outdoors, EN 16798-1 category II
_HUMID: Final = 0.012  # kg/kg
_NIGHT_FROM: Final = 22
_NIGHT_TO: Final = 7
_SUMS: Final = (
    (INDEX["cooling_need_sensible_kwh"], row.COOLING),
    (INDEX["cooling_need_latent_kwh"], row.WATER_REMOVED),
    (INDEX["heating_need_kwh"], row.HEATING),
    (INDEX["cooling_reference_kwh"], row.POWER_REFERENCE),
    (INDEX["co2_sum_ppm_h"], row.CO2_MEAN),
    (INDEX["condensate_kg"], row.CONDENSATE),
    (INDEX["curve_clamped_h"], row.CURVE_CLAMPED),
    (INDEX["ventilation_kwh"], row.POWER_VENTILATION),
    (INDEX["heating_reference_kwh"], row.POWER_HEATING),
)
_FACTORS: Final = (_KWH, _KWH_WATER, _KWH, _KWH, 1.0, 3600.0, 1.0, _KWH, _KWH)
_HOURS: Final = INDEX["hours_h"]
_OCCUPIED: Final = INDEX["occupied_h"]
_NIGHT: Final = INDEX["night_occupied_h"]
_OVERHEATING: Final = INDEX["overheating_h"]
_INVALID: Final = INDEX["adaptive_invalid_h"]
_MET: Final = INDEX["adaptive_met_i_h"]
_CAUTION: Final = INDEX["heat_caution_h"]
_NOT_EVALUABLE: Final = INDEX["heat_not_evaluable_h"]
_EXCESS: Final = INDEX["co2_excess_h"]
_HUMID_HOURS: Final = INDEX["humidity_ratio_above_12_h"]
_COOLED: Final = INDEX["cooled_h"]


@lane_loop
def _add(target: FloatArray, source: FloatArray, factor: float) -> None:
    """Add a row times a factor to another."""
    for lane in range(target.shape[0]):
        target[lane] += factor * source[lane]


@lane_loop
def _count(target: FloatArray, amount: float) -> None:
    """Add the same to all lanes."""
    for lane in range(target.shape[0]):
        target[lane] += amount


@lane_loop
def _count_above(target: FloatArray, source: FloatArray, limit: float) -> None:
    """Count lanes above a limit."""
    for lane in range(target.shape[0]):
        target[lane] += 1.0 if source[lane] > limit else 0.0


@lane_loop
def _count_comfort(
    felt: FloatArray,
    speed: FloatArray,
    comfort: tuple[FloatArray, FloatArray, IntArray],
    too_warm: FloatArray,
    invalid: FloatArray,
    met: FloatArray,
) -> None:
    """Count lanes against the adaptive bands of their climates.

    Moving air raises all upper limits alike.
    """
    middle, valid, node = comfort
    for lane in range(felt.shape[0]):
        offset = temp_offset_fan(speed[lane], felt[lane])
        gap = felt[lane] - middle[node[lane]]
        holds = 1.0 if valid[node[lane]] > 0.0 else 0.0
        too_warm[lane] += 1.0 if gap > BANDS[2][1] + offset else 0.0
        invalid[lane] += 1.0 - holds
        first = (gap >= BANDS[0][0]) & (gap <= BANDS[0][1] + offset)
        second = (gap >= BANDS[1][0]) & (gap <= BANDS[1][1] + offset)
        third = (gap >= BANDS[2][0]) & (gap <= BANDS[2][1] + offset)
        met[0, lane] += holds if first else 0.0
        met[1, lane] += holds if second else 0.0
        met[2, lane] += holds if third else 0.0


@lane_loop
def _count_heat(
    temp: FloatArray,
    relative: FloatArray,
    caution: FloatArray,
    danger: FloatArray,
    not_evaluable: FloatArray,
) -> None:
    """Count lanes by their heat index."""
    for lane in range(temp.shape[0]):
        index = heat_index_rothfusz(temp[lane], relative[lane])
        caution[lane] += 1.0 if index >= CAUTION else 0.0
        danger[lane] += 1.0 if index >= DANGER else 0.0
        not_evaluable[lane] += 0.0 if index > -np.inf else 1.0


@lane_loop
def _extend(felt: FloatArray, lowest: FloatArray, highest: FloatArray) -> None:
    """Widen the extremes by a row."""
    for lane in range(felt.shape[0]):
        lowest[lane] = min(lowest[lane], felt[lane])
        highest[lane] = max(highest[lane], felt[lane])


@lane_loop
def _scatter(
    bins: FloatArray,
    source: FloatArray,
    gate: FloatArray,
    shape: tuple[float, float, float],
) -> None:
    """Count lanes whose gate is above zero in a histogram; both last bins are open.

    `shape` is the offset of the source, the start of the first bin and its width.
    """
    offset, start, width = shape
    for lane in range(source.shape[0]):
        if gate[lane] > 0.0:
            place = int((source[lane] - offset - start) / width)
            bins[min(max(place, 0), BINS - 1), lane] += 1.0


@phase
def _add_occupied(
    own: FloatArray,
    comfort: tuple[FloatArray, FloatArray, IntArray],
    co2_outdoor: float,
    is_bedroom: bool,
    is_night: bool,
    month: FloatArray,
    kept: tuple[FloatArray, FloatArray],
) -> None:
    """Add one hour in which somebody is in."""
    bins, extreme = kept
    felt = own[row.TEMP_OPERATIVE]
    relative = own[row.HUMIDITY_RELATIVE]
    _count(month[_OCCUPIED], 1.0)
    _count_above(month[_EXCESS], own[row.CO2_MEAN], co2_outdoor + _CO2_EXCESS)
    _count_comfort(
        felt,
        own[row.AIR_SPEED],
        comfort,
        month[_OVERHEATING],
        month[_INVALID],
        month[_MET : _MET + 3],
    )
    _count_heat(
        own[row.TEMP_AIR],
        relative,
        month[_CAUTION],
        month[_CAUTION + 1],
        month[_NOT_EVALUABLE],
    )
    _extend(felt, extreme[0], extreme[1])
    always = own[row.CO2_MEAN]
    if is_bedroom and is_night:
        _count(month[_NIGHT], 1.0)
        shape = (co2_outdoor, BIN_START[1], BIN_WIDTH[1])
        _scatter(bins[1], own[row.CO2_MEAN], always, shape)
    if not is_bedroom:
        shape = (co2_outdoor, BIN_START[0], BIN_WIDTH[0])
        _scatter(bins[0], own[row.CO2_MEAN], always, shape)
    _scatter(bins[2], felt, own[row.COOLING], (0.0, BIN_START[2], BIN_WIDTH[2]))
    _scatter(bins[3], relative, always, (0.0, BIN_START[3], BIN_WIDTH[3]))


class Comfort(NamedTuple):
    """What hours are judged by, and outdoor CO₂."""

    temp: FloatArray
    """Adaptive comfort temperature, shape ``(hour, node)`` [°C]."""
    is_valid: FloatArray
    """1 where the model holds, shape ``(hour, node)`` [-]."""
    node: IntArray
    """Climate of each lane, shape ``(lane,)``."""
    co2_outdoor: float
    """Outdoor CO₂ [ppm]."""


@phase
def reduce_month(
    table: FloatArray,
    first: int,
    occupied: FloatArray,
    is_bedroom: FloatArray,
    comfort: Comfort,
    kept: tuple[FloatArray, FloatArray, FloatArray],
    load: FloatArray,
) -> None:
    """Add the hours of a month to what is kept of all lanes.

    Parameters
    ----------
    table
        Hours of the month in the order of `Hours`, ``(hour, zone, quantity, lane)``
        [any].
    first
        First hour of the month in the year [-].
    occupied
        Occupied mark of the year, shape ``(hour, zone)`` [-].
    is_bedroom
        1 for bedrooms, else 0, shape ``(zone,)`` [-].
    comfort
        What hours are judged by.
    kept
        Added: sums of the month ``(zone, quantity, lane)``, histograms ``(zone,
        histogram, bin, lane)`` and extremes ``(zone, 2, lane)`` of the year.
    load
        Added: reference power of all zones, shape ``(hour, lane)`` of the month [W].
    """
    monthly, bins, extreme = kept
    for hour in range(table.shape[0]):
        place = first + hour
        clock = place % 24
        is_night = (clock >= _NIGHT_FROM) | (clock < _NIGHT_TO)
        for zone in range(table.shape[1]):
            own = table[hour, zone]
            month = monthly[zone]
            for number in range(len(_SUMS)):
                target, source = _SUMS[number]
                _add(month[target], own[source], _FACTORS[number])
            _count(month[_HOURS], 1.0)
            _count_above(month[_HUMID_HOURS], own[row.HUMIDITY_RATIO], _HUMID)
            _count_above(month[_COOLED], own[row.COOLING], 0.0)
            _add(load[hour], own[row.POWER_REFERENCE], 1.0)
            if occupied[place, zone] > 0.0:
                _add_occupied(
                    own,
                    (comfort.temp[place], comfort.is_valid[place], comfort.node),
                    comfort.co2_outdoor,
                    is_bedroom[zone] > 0.0,
                    is_night,
                    month,
                    (bins[zone], extreme[zone]),
                )


def empty_kept(zones: int, lanes: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return what `reduce_month` adds to.

    Parameters
    ----------
    zones
        Number of zones [-].
    lanes
        Number of lanes [-].

    Returns
    -------
    tuple[FloatArray, FloatArray, FloatArray]
        Sums of twelve months ``(month, zone, quantity, lane)``, histograms and
        extremes.
    """
    extreme = np.empty((zones, 2, lanes))
    extreme[:, 0] = np.inf
    extreme[:, 1] = -np.inf
    return (
        np.zeros((12, zones, len(HEAT), lanes)),
        np.zeros((zones, len(HISTOGRAMS), BINS, lanes)),
        extreme,
    )
