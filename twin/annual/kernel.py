"""The hourly loop: one building, all its zones, one year.

Everything here is compiled, works on floats and arrays, and releases the interpreter
lock, so that buildings run side by side on threads with the same bytes as one by one.
"""

from typing import Final

import numpy as np
from numba import njit

from twin.annual.scratch import Scratch, Start, new_scratch
from twin.annual.series import Balances, Climate, Drive, Envelope, Hours, Rooms
from twin.annual.zone_hour import (
    MEAN,
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


@njit(cache=True, inline="always", error_model="numpy")
def _load_hour(climate: Climate, drive: Drive, hour: int, own: Scratch) -> None:
    """Write the known inputs of an hour: boundary temperatures and heats."""
    own.temps[1, 0] = climate.temp_outdoor[hour]
    own.temps[1, 1] = climate.temp_ground[hour]
    for source in range(2):
        own.temps[2, source] = own.temps[1, source] - own.temps[0, source]
        own.temps[MEAN, source] = 0.5 * (own.temps[1, source] + own.temps[0, source])
    outer = drive.heat_outer.shape[1]
    zones = own.total.shape[0]
    for element in range(outer):
        own.heat[element] = drive.heat_outer[hour, element]
    for zone in range(zones):
        own.heat[outer + zone] = drive.heat_air[hour, zone]
        own.heat[outer + zones + zone] = drive.heat_radiant[hour, zone]


@njit(cache=True, inline="always", error_model="numpy")
def _move_modes(envelope: Envelope, own: Scratch) -> None:
    """Write end and mean of all modes for the known inputs."""
    end = own.modes_end
    mean = own.modes_mean
    step = envelope.step
    count = end.shape[0]
    # `end` collects the constant drive and `mean` the ramp until the step is taken.
    end[:] = 0.0
    mean[:] = 0.0
    for source in range(2):
        for mode in range(count):
            end[mode] += envelope.gain_temp[source, mode] * own.temps[0, source]
            mean[mode] += envelope.gain_temp[source, mode] * own.temps[2, source]
    for source in range(own.heat.shape[0]):
        power = own.heat[source]
        if power != 0.0:
            for mode in range(count):
                end[mode] += envelope.gain_heat[source, mode] * power
    for mode in range(count):
        now = own.modes[mode]
        constant = end[mode]
        ramp = mean[mode]
        end[mode] = (
            step[0, mode] * now + step[1, mode] * constant + step[2, mode] * ramp
        )
        mean[mode] = (
            step[3, mode] * now + step[4, mode] * constant + step[5, mode] * ramp
        )


@njit(cache=True, inline="always", error_model="numpy")
def _read_outputs(
    envelope: Envelope,
    modes: FloatArray,
    temps: FloatArray,
    heat: FloatArray,
    out: FloatArray,
) -> None:
    """Write all outputs of the network for given modes and inputs."""
    count = out.shape[0]
    out[:] = 0.0
    for mode in range(modes.shape[0]):
        value = modes[mode]
        for row in range(count):
            out[row] += envelope.output[mode, row] * value
    for source in range(temps.shape[0]):
        value = temps[source]
        for row in range(count):
            out[row] += envelope.through_temp[source, row] * value
    for source in range(heat.shape[0]):
        value = heat[source]
        for row in range(count):
            out[row] += envelope.through_heat[source, row] * value


@njit(cache=True, inline="always", error_model="numpy")
def _heat_air(envelope: Envelope, outer: int, own: Scratch) -> float:
    """Give the air its heat, finish the step; return the change of stored heat [J]."""
    zones = own.total.shape[0]
    count = own.modes.shape[0]
    for zone in range(zones):
        row = outer + zone
        gained = own.total[zone]
        own.heat[row] += gained
        for mode in range(count):
            push = envelope.gain_heat[row, mode] * gained
            own.modes_end[mode] += envelope.step[1, mode] * push
            own.modes_mean[mode] += envelope.step[4, mode] * push
    stored = 0.0
    for mode in range(count):
        change = own.modes_end[mode] - own.modes[mode]
        stored += envelope.storage[mode] * change
        own.modes[mode] = own.modes_end[mode]
    _read_outputs(envelope, own.modes_mean, own.temps[MEAN], own.heat, own.out_mean)
    for source in range(2):
        own.temps[0, source] = own.temps[1, source]
    for zone in range(zones):
        own.air[zone] = own.out_mean[zone]
        own.felt[zone] = 0.5 * (own.out_mean[zone] + own.out_mean[zones + zone])
    return stored


@njit(cache=True, inline="always", error_model="numpy")
def _count_heat(own: Scratch, stored: float, balances: Balances) -> None:
    """Add one hour to the heat balances of the building and of its outdoor air."""
    zones = own.total.shape[0]
    loss = own.out_mean[2 * zones]
    entered = 0.0
    through = abs(loss)
    for source in range(own.heat.shape[0]):
        entered += own.heat[source]
        through += abs(own.heat[source])
    balances.residual[0] += (entered - loss) * STEP - stored
    balances.throughput[0] += through * STEP
    for zone in range(zones):
        drawn = own.total[zone] - own.plant[zone]
        wanted = own.exchange[zone] * (own.temp_supply[zone] - own.air[zone])
        balances.residual[1] += abs(drawn - wanted) * STEP
        balances.throughput[1] += (abs(drawn) + abs(own.total[zone])) * STEP


@njit(cache=True, inline="always", error_model="numpy")
def _write_heat(hour: int, own: Scratch, hours: Hours) -> None:
    """Write temperatures, heating and flow of an hour."""
    for zone in range(own.total.shape[0]):
        hours.temp_air[hour, zone] = own.air[zone]
        hours.temp_operative[hour, zone] = own.felt[zone]
        hours.heating[hour, zone] = max(own.plant[zone], 0.0)
        hours.flow_outdoor[hour, zone] = own.flow[zone]


@njit(cache=True, error_model="numpy")
def _begin(start: Start, climate: Climate, before: int, own: Scratch) -> None:
    """Write the state from which the warm-up starts."""
    own.modes[:] = start.modes
    own.temps[0, 0] = climate.temp_outdoor[before]
    own.temps[0, 1] = climate.temp_ground[before]
    own.air[:] = climate.temp_outdoor[before]
    own.felt[:] = climate.temp_outdoor[before]
    own.humidity[:] = climate.humidity_ratio[before]
    own.co2[:] = start.co2_indoor


@njit(cache=True, nogil=True, error_model="numpy")
def simulate_year(
    envelope: Envelope,
    climate: Climate,
    rooms: Rooms,
    drive: Drive,
    start: Start,
    hours: Hours,
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
        Constants of the zones.
    drive
        Gains, people and permissions of each hour.
    start
        State before the warm-up, and constants of the year.
    hours
        Overwritten with the results of each hour.
    balances
        Overwritten with residuals and throughputs of the year.

    Notes
    -----
    Flows, capacity and habits of an hour follow the state of the hour before; heat,
    water and CO₂ are then exact for what is constant within the hour. The warm-up
    repeats December.
    """
    zones = rooms.volume.shape[0]
    outer = drive.heat_outer.shape[1]
    year = climate.temp_outdoor.shape[0]
    own = new_scratch(start.modes.shape[0], outer + 2 * zones, zones)
    _begin(start, climate, year - WARM_UP - 1, own)
    for number in range(-WARM_UP, year):
        hour = number % year
        if number == 0:
            balances.residual[:] = 0.0
            balances.throughput[:] = 0.0
        _load_hour(climate, drive, hour, own)
        _move_modes(envelope, own)
        _read_outputs(envelope, own.modes_mean, own.temps[MEAN], own.heat, own.out_mean)
        _read_outputs(envelope, own.modes_end, own.temps[1], own.heat, own.out_end)
        for zone in range(zones):
            place = (hour, zone)
            decide_plant(rooms, drive, climate.pressure[hour], place, own)
            draw_air(rooms, drive, climate.wind_local[hour], start.height, place, own)
            own.exchange[zone] = (
                own.flow[zone] * climate.density[hour] * HEAT_CAPACITY_AIR
            )
            own.temp_supply[zone] = own.temps[MEAN, 0]
        solve_air(
            (envelope.answer_mean, envelope.answer_end),
            (own.out_mean, own.out_end),
            (own.exchange, own.temp_supply),
            (own.set_point, own.least, own.largest),
            own.mode,
            (own.matrix, own.total, own.plant),
        )
        stored = _heat_air(envelope, outer, own)
        _count_heat(own, stored, balances)
        _write_heat(hour, own, hours)
        for zone in range(zones):
            place = (hour, zone)
            step_moisture(rooms, drive, climate, place, own, hours, balances)
            step_gas(rooms, drive, start, place, own, hours, balances)


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
