"""From hours to the year result, compiled."""

import numpy as np
from numba import njit

from twin.annual.result import BIN_START, BIN_WIDTH, BINS, HISTOGRAMS, MONTHLY
from twin.annual.series import Hours
from twin.ground.constants import HEAT_VAPORISATION
from twin.ground.types import FloatArray, IntArray
from twin.health.adaptive import BANDS
from twin.health.heat_index import CAUTION, DANGER, heat_index_rothfusz

_KWH = 1.0 / 1000.0  # kWh of one hour at one watt
_KWH_WATER = HEAT_VAPORISATION * 3600.0 / 3.6e6  # kWh of one hour at one kg/s
_CO2_EXCESS = 800.0  # ppm above outdoors, EN 16798-1 category II
_HUMID = 0.012  # kg/kg
_NIGHT_FROM = 22
_NIGHT_TO = 7


@njit(cache=True, nogil=True, error_model="numpy")
def _add_bin(bins: FloatArray, row: int, zone: int, value: float) -> None:
    """Count one hour in a histogram; the last bin is open, the first too."""
    place = int((value - BIN_START[row]) / BIN_WIDTH[row])
    bins[row, zone, min(max(place, 0), BINS - 1)] += 1.0


@njit(cache=True, nogil=True, error_model="numpy")
def _count_comfort(
    month: FloatArray, felt: float, comfort: float, is_valid: float
) -> None:
    """Count an occupied hour against the adaptive bands."""
    gap = felt - comfort
    if gap > BANDS[2][1]:
        month[11] += 1.0
    if is_valid <= 0.0:
        month[12] += 1.0
        return
    for row in range(3):
        if BANDS[row][0] <= gap <= BANDS[row][1]:
            month[13 + row] += 1.0


@njit(cache=True, nogil=True, error_model="numpy")
def _count_heat(month: FloatArray, temp: float, relative: float) -> None:
    """Count an occupied hour by its heat index."""
    index = heat_index_rothfusz(temp, relative)
    if not index > -np.inf:
        month[18] += 1.0
    if index >= CAUTION:
        month[16] += 1.0
    if index >= DANGER:
        month[17] += 1.0


@njit(cache=True, nogil=True, error_model="numpy")
def _add_hour(hours: Hours, hour: int, zone: int, month: FloatArray) -> None:
    """Add what the kernel found for one hour, people or not."""
    cooling = hours.cooling[hour, zone]
    month[0] += cooling * _KWH
    month[1] += hours.water_removed[hour, zone] * _KWH_WATER
    month[2] += hours.heating[hour, zone] * _KWH
    month[3] += hours.power_reference[hour, zone] * _KWH
    month[8] += 1.0
    month[20] += hours.co2[hour, zone]
    month[21] += hours.humidity_ratio[hour, zone] > _HUMID
    month[22] += cooling > 0.0
    month[23] += hours.condensate[hour, zone] * 3600.0
    month[24] += hours.curve_clamped[hour, zone]


@njit(cache=True, nogil=True, error_model="numpy")
def reduce_hours(
    hours: Hours,
    drives: tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray],
    outdoor_comfort: tuple[FloatArray, FloatArray, float],
    month_of_hour: IntArray,
    is_bedroom: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return monthly sums, histograms and extremes of a year.

    Parameters
    ----------
    hours
        Hourly results.
    drives
        People present, occupied mark, lighting, appliances and fan power, each of
        shape ``(hour, zone)`` [-, -, W, W, W].
    outdoor_comfort
        Adaptive comfort temperature and its validity, shape ``(hour,)``, and outdoor
        CO₂ [°C, -, ppm].
    month_of_hour
        Month of each hour, shape ``(hour,)`` [-].
    is_bedroom
        1 for bedrooms, else 0, shape ``(zone,)`` [-].

    Returns
    -------
    tuple[FloatArray, FloatArray, FloatArray]
        Shapes ``(zone, month, quantity)``, ``(histogram, zone, bin)`` and
        ``(2, zone)``.
    """
    people, occupied, lighting, appliances, fans = drives
    comfort, valid, co2_outdoor = outdoor_comfort
    year, zones = people.shape
    monthly = np.zeros((zones, 12, len(MONTHLY)))
    bins = np.zeros((len(HISTOGRAMS), zones, BINS))
    extreme = np.empty((2, zones))
    extreme[0] = np.inf
    extreme[1] = -np.inf
    for hour in range(year):
        clock = hour % 24
        is_night = clock >= _NIGHT_FROM or clock < _NIGHT_TO
        for zone in range(zones):
            month = monthly[zone, month_of_hour[hour]]
            cooling = hours.cooling[hour, zone]
            month[4] += lighting[hour, zone] * _KWH
            month[5] += appliances[hour, zone] * _KWH
            month[6] += fans[hour, zone] * _KWH
            month[7] += people[hour, zone]
            _add_hour(hours, hour, zone, month)
            if occupied[hour, zone] <= 0.0:
                continue
            felt = hours.temp_operative[hour, zone]
            excess = hours.co2[hour, zone] - co2_outdoor
            relative = hours.humidity_relative[hour, zone]
            month[9] += 1.0
            month[19] += excess > _CO2_EXCESS
            _count_comfort(month, felt, comfort[hour], valid[hour])
            _count_heat(month, hours.temp_air[hour, zone], relative)
            if is_bedroom[zone] > 0.0 and is_night:
                month[10] += 1.0
                _add_bin(bins, 1, zone, excess)
            if is_bedroom[zone] <= 0.0:
                _add_bin(bins, 0, zone, excess)
            if cooling > 0.0:
                _add_bin(bins, 2, zone, felt)
            _add_bin(bins, 3, zone, relative)
            extreme[0, zone] = min(extreme[0, zone], felt)
            extreme[1, zone] = max(extreme[1, zone], felt)
    return monthly, bins, extreme
