"""The hourly loop: one building, all its zones, one year.

Everything here is compiled, works on floats and arrays, and releases the interpreter
lock, so that buildings run side by side on threads with the same bytes as one by one.
"""

from typing import Final

import numpy as np
from numba import njit

from twin.annual import scratch as row
from twin.annual.scratch import RESULTS, Start, new_scratch
from twin.annual.series import Balances, Climate, Drive, Envelope
from twin.annual.zone_hour import (
    STEP,
    decide_plant,
    draw_air,
    step_gas,
    step_moisture,
)
from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.ground.types import FloatArray
from twin.physics.plant import solve_air

WARM_UP: Final = 720
"""Hours of December that are run before the year starts, to forget the start [h]."""
_MEAN: Final = 3  # row of the mean boundary temperatures


@njit(cache=True, inline="always", error_model="numpy")
def _move_modes(
    step: FloatArray,
    gain_temp: FloatArray,
    gain_heat: FloatArray,
    temps: FloatArray,
    heat: FloatArray,
    modes: FloatArray,
) -> None:
    """Write end and mean of all modes for the known inputs."""
    count = modes.shape[1]
    # Row 1 collects the constant drive and row 2 the ramp until the step is taken.
    modes[1:] = 0.0
    for source in range(2):
        for mode in range(count):
            modes[1, mode] += gain_temp[source, mode] * temps[0, source]
            modes[2, mode] += gain_temp[source, mode] * temps[2, source]
    for source in range(heat.shape[0]):
        power = heat[source]
        if power != 0.0:
            for mode in range(count):
                modes[1, mode] += gain_heat[source, mode] * power
    for mode in range(count):
        now = modes[0, mode]
        constant = modes[1, mode]
        ramp = modes[2, mode]
        modes[1, mode] = (
            step[0, mode] * now + step[1, mode] * constant + step[2, mode] * ramp
        )
        modes[2, mode] = (
            step[3, mode] * now + step[4, mode] * constant + step[5, mode] * ramp
        )


@njit(cache=True, inline="always", error_model="numpy")
def _read_outputs(
    reading: tuple[FloatArray, FloatArray, FloatArray],
    modes: FloatArray,
    temps: FloatArray,
    heat: FloatArray,
    out: FloatArray,
) -> None:
    """Write all outputs of the network for given modes and inputs."""
    output, through_temp, through_heat = reading
    count = out.shape[0]
    out[:] = 0.0
    for mode in range(modes.shape[0]):
        value = modes[mode]
        for line in range(count):
            out[line] += output[mode, line] * value
    for source in range(temps.shape[0]):
        value = temps[source]
        for line in range(count):
            out[line] += through_temp[source, line] * value
    for source in range(heat.shape[0]):
        value = heat[source]
        for line in range(count):
            out[line] += through_heat[source, line] * value


@njit(cache=True, inline="always", error_model="numpy")
def _heat_air(
    step: FloatArray,
    gain_heat: FloatArray,
    storage: FloatArray,
    total: FloatArray,
    heat: FloatArray,
    modes: FloatArray,
) -> float:
    """Give the air its heat, finish the step; return the change of stored heat [J]."""
    zones = total.shape[0]
    outer = heat.shape[0] - 2 * zones
    count = modes.shape[1]
    for zone in range(zones):
        gained = total[zone]
        heat[outer + zone] += gained
        for mode in range(count):
            push = gain_heat[outer + zone, mode] * gained
            modes[1, mode] += step[1, mode] * push
            modes[2, mode] += step[4, mode] * push
    stored = 0.0
    for mode in range(count):
        stored += storage[mode] * (modes[1, mode] - modes[0, mode])
        modes[0, mode] = modes[1, mode]
    return stored


@njit(cache=True, inline="always", error_model="numpy")
def _load_temps(ends: tuple[float, float], temps: FloatArray) -> None:
    """Write boundary temperatures at the end of the hour, their change and mean."""
    for source in range(2):
        temps[1, source] = ends[source]
        temps[2, source] = ends[source] - temps[0, source]
        temps[_MEAN, source] = 0.5 * (ends[source] + temps[0, source])


@njit(cache=True, inline="always", error_model="numpy")
def _take_temps(out: FloatArray, temps: FloatArray, own: FloatArray) -> None:
    """Write the mean temperatures of the zones, and let the next hour start."""
    zones = own.shape[1]
    temps[0] = temps[1]
    for zone in range(zones):
        own[row.TEMP_AIR, zone] = out[zone]
        own[row.TEMP_OPERATIVE, zone] = 0.5 * (out[zone] + out[zones + zone])


@njit(cache=True, inline="always", error_model="numpy")
def _count_heat(
    own: FloatArray, heat: FloatArray, loss: float, stored: float, sums: FloatArray
) -> None:
    """Add one hour to the heat balances of the building and of its outdoor air."""
    entered = 0.0
    through = abs(loss)
    for source in range(heat.shape[0]):
        entered += heat[source]
        through += abs(heat[source])
    sums[0, 0] += (entered - loss) * STEP - stored
    sums[1, 0] += through * STEP
    for zone in range(own.shape[1]):
        drawn = own[row.TOTAL, zone] - own[row.PLANT, zone]
        colder = own[row.TEMP_SUPPLY, zone] - own[row.TEMP_AIR, zone]
        sums[0, 1] += abs(drawn - own[row.EXCHANGE, zone] * colder) * STEP
        sums[1, 1] += (abs(drawn) + abs(own[row.TOTAL, zone])) * STEP


@njit(cache=True, error_model="numpy")
def _begin(
    start: Start,
    climate: Climate,
    modes: FloatArray,
    temps: FloatArray,
    own: FloatArray,
) -> None:
    """Write the state from which the warm-up starts."""
    before = climate.temp_outdoor.shape[0] - WARM_UP - 1
    modes[0] = start.modes
    temps[0, 0] = climate.temp_outdoor[before]
    temps[0, 1] = climate.temp_ground[before]
    own[row.TEMP_AIR] = climate.temp_outdoor[before]
    own[row.TEMP_OPERATIVE] = climate.temp_outdoor[before]
    own[row.HUMIDITY] = climate.humidity_ratio[before]
    own[row.CO2] = start.co2_indoor


@njit(cache=True, inline="always", error_model="numpy")
def _forget(own: FloatArray, sums: FloatArray) -> None:
    """Set all sums of the balances to zero."""
    sums[:] = 0.0
    own[row.WATER_RESIDUAL : row.GAS_THROUGH + 1] = 0.0


@njit(cache=True, inline="always", error_model="numpy")
def _conclude(own: FloatArray, sums: FloatArray, balances: Balances) -> None:
    """Write the balances of the year."""
    sums[0, 2] = own[row.WATER_RESIDUAL].sum()
    sums[1, 2] = own[row.WATER_THROUGH].sum()
    sums[0, 3] = own[row.GAS_RESIDUAL].sum()
    sums[1, 3] = own[row.GAS_THROUGH].sum()
    balances.residual[:] = sums[0]
    balances.throughput[:] = sums[1]


@njit(cache=True, nogil=True, error_model="numpy")
def simulate_year(
    envelope: Envelope,
    climate: Climate,
    rooms: FloatArray,
    drive: Drive,
    start: Start,
    table: FloatArray,
    balances: Balances,
) -> None:
    """Simulate every hour of a year of one building.

    Parameters
    ----------
    envelope
        Discrete heat network.
    climate
        Outdoor series.
    rooms
        Constants of the zones in the order of `Rooms`, shape ``(constant, zone)``
        [any].
    drive
        Gains, people and permissions of each hour.
    start
        State before the warm-up, and constants of the year.
    table
        Overwritten with the results of each hour in the order of `Hours`, shape
        ``(hour, quantity, zone)`` [any].
    balances
        Overwritten with residuals and throughputs of the year.

    Notes
    -----
    Flows, capacity and habits of an hour follow the state of the hour before; heat,
    water and CO₂ are then exact for what is constant within the hour. The warm-up
    repeats December.
    """
    zones = rooms.shape[1]
    outer = drive.heat_outer.shape[1]
    modes, heat, temps, out, own, matrix = new_scratch(
        start.modes.shape[0], outer + 2 * zones, zones
    )
    sums = np.zeros((2, 4))
    reading = (envelope.output, envelope.through_temp, envelope.through_heat)
    supply = (own[row.EXCHANGE], own[row.TEMP_SUPPLY])
    limits = (own[row.SET_POINT], own[row.LEAST], own[row.LARGEST])
    work = (matrix, own[row.TOTAL], own[row.PLANT])
    _begin(start, climate, modes, temps, own)
    for number in range(-WARM_UP, table.shape[0]):
        hour = number % table.shape[0]
        if number == 0:
            _forget(own, sums)
        ends = (climate.temp_outdoor[hour], climate.temp_ground[hour])
        _load_temps(ends, temps)
        heat[:outer] = drive.heat_outer[hour]
        heat[outer : outer + zones] = drive.heat_air[hour]
        heat[outer + zones :] = drive.heat_radiant[hour]
        _move_modes(
            envelope.step, envelope.gain_temp, envelope.gain_heat, temps, heat, modes
        )
        _read_outputs(reading, modes[2], temps[_MEAN], heat, out[0])
        _read_outputs(reading, modes[1], temps[1], heat, out[1])
        outdoor = temps[_MEAN, 0]
        for zone in range(zones):
            people = drive.people[hour, zone]
            allowed = drive.cooling_allowed[hour, zone]
            pressure = climate.pressure[hour]
            decide_plant(rooms, own, zone, people, allowed, (outdoor, pressure))
            wind = (outdoor, climate.wind_local[hour], start.height)
            flow = draw_air(rooms, own, zone, people, drive.flow_fan[hour, zone], wind)
            own[row.EXCHANGE, zone] = flow * climate.density[hour] * HEAT_CAPACITY_AIR
            own[row.TEMP_SUPPLY, zone] = outdoor
        solve_air(
            (envelope.answer_mean, envelope.answer_end),
            (out[0], out[1]),
            supply,
            limits,
            own[row.MODE],
            work,
        )
        stored = _heat_air(
            envelope.step, envelope.gain_heat, envelope.storage, work[1], heat, modes
        )
        _read_outputs(reading, modes[2], temps[_MEAN], heat, out[0])
        _take_temps(out[0], temps, own)
        _count_heat(own, heat, out[0, 2 * zones], stored, sums)
        damp = (
            climate.density[hour],
            climate.humidity_ratio[hour],
            climate.pressure[hour],
        )
        for zone in range(zones):
            step_moisture(rooms, own, zone, drive.moisture[hour, zone], damp)
            step_gas(rooms, own, zone, drive.co2[hour, zone], start.co2_outdoor)
        table[hour] = own[:RESULTS]
    _conclude(own, sums, balances)


def steady_modes(
    envelope: Envelope, rate: FloatArray, temp_outdoor: float, temp_ground: float
) -> FloatArray:
    """Return the modes of a building without gains under constant temperatures.

    Parameters
    ----------
    envelope
        Discrete heat network.
    rate
        Eigenvalues of the network, shape ``(state,)`` [1/s].
    temp_outdoor
        Outdoor temperature [°C].
    temp_ground
        Ground temperature [°C].

    Returns
    -------
    FloatArray
        Modes, shape ``(state,)`` [any].
    """
    drive = envelope.gain_temp.T @ np.array([temp_outdoor, temp_ground])
    return np.asarray(-drive / rate)
