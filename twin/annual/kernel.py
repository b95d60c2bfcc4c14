"""The hourly loop: one building, all its zones, one year, many lanes.

Everything here is compiled, works on floats and arrays, and releases the interpreter
lock, so that batches run side by side on threads with the same bytes as one by one.
"""

from typing import Final

import numpy as np
from numba import njit

from twin.annual import faces
from twin.annual import scratch as row
from twin.annual.air_hour import count_air, move_gas, move_water
from twin.annual.envelope import close_faces, dress, fill_faces, remember
from twin.annual.hour import (
    add_air,
    balance,
    clear_equations,
    decide,
    finish_zone,
    read_weather,
    solve,
)
from twin.annual.machine_hour import draw_machines, ready_fans, run_machines
from twin.annual.mixing import couple_heat
from twin.annual.scratch import FACE_CONSTANTS, RESULTS, Memory, Start
from twin.annual.series import (
    Climate,
    Drive,
    Fabric,
    Layout,
    Sun,
)
from twin.ground.lanes import phase
from twin.ground.types import FloatArray

WARM_UP: Final = 720
"""Hours of December that are run before the year starts, to forget the start [h]."""


@njit(cache=True, error_model="numpy")
def _begin(
    start: Start, layout: Layout, fabric: Fabric, memory: Memory, climate: Climate
) -> None:
    """Write the state from which the warm-up starts: one temperature everywhere."""
    memory.face[:, :FACE_CONSTANTS] = fabric.face[:, :FACE_CONSTANTS]
    for lane in range(start.temp.shape[0]):
        temp = start.temp[lane]
        memory.face[:, row.T_IN, lane] = temp
        memory.face[:, row.T_OUT, lane] = temp
        memory.zones[:, row.TEMP_AIR, lane] = temp
        memory.zones[:, row.TEMP_OPERATIVE, lane] = temp
        memory.zones[:, row.STAR, lane] = temp
        memory.air[0, :, lane] = temp
        node = climate.node[lane]
        memory.zones[:, row.HUMIDITY, lane] = climate.humidity_ratio[-1, node]
        for state in range(memory.modes.shape[0]):
            drive = fabric.gain_in[state, lane] + fabric.gain_out[state, lane]
            memory.modes[state, lane] = drive * temp / (1.0 - fabric.decay[state, lane])
    memory.zones[:, row.CO2] = start.co2_indoor


def simulate_year(
    layout: Layout,
    fabric: Fabric,
    climate: Climate,
    sun: Sun,
    rooms: FloatArray,
    drive: Drive,
    start: Start,
    results: tuple[FloatArray, FloatArray, FloatArray],
) -> None:
    """Simulate every hour of a year of one building in many lanes.

    Parameters
    ----------
    layout
        Which element lies where.
    fabric
        Elements in each lane.
    climate
        Outdoor series.
    sun
        Sunlight.
    rooms
        Constants of the zones in the order of `Rooms`, shape ``(zone, constant,
        lane)`` [any].
    drive
        Gains, people and permissions of each hour.
    start
        State before the warm-up, and constants of the year.
    results
        Overwritten: results of each hour in the order of `Hours`, shape ``(hour, zone,
        quantity, lane)``; residuals and throughputs of `Balances`, shape ``(4, lane)``
        each [any].

    Notes
    -----
    Films, flows, capacity and habits of an hour follow the state of the hour before;
    heat, water and CO₂ are then exact for what is constant within the hour. The warm-up
    repeats December.

    References
    ----------
    Surface heat balance: Pedersen et al. (1997), ASHRAE Transactions 103(2), 459; EN
    ISO 52016-1:2017, clause 6.5.
    """
    table, residual, throughput = results
    walls = (layout, fabric)
    outside = (climate, sun)
    memory = begin_year(walls, outside, rooms, drive, start)
    year = (0, table.shape[0])
    run_hours(walls, outside, rooms, drive, start, year, memory, table)
    count_air(memory.zones, memory.total, residual, throughput)


def begin_year(
    walls: tuple[Layout, Fabric],
    outside: tuple[Climate, Sun],
    rooms: FloatArray,
    drive: Drive,
    start: Start,
) -> Memory:
    """Return the state after the warm-up, balances at zero.

    Parameters
    ----------
    walls
        Which element lies where, and the elements in each lane.
    outside
        Outdoor series and sunlight.
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    drive
        Gains, people and permissions of each hour.
    start
        State before the warm-up.

    Returns
    -------
    Memory
        State with which `run_hours` goes on.
    """
    layout, fabric = walls
    count, _, lanes = rooms.shape
    links = len(layout.links)
    memory = Memory(
        face=np.zeros((len(layout.zone), row.FACE_ROWS, lanes)),
        zones=np.zeros((count, row.ROWS, lanes)),
        modes=np.zeros(fabric.decay.shape),
        weather=np.zeros((row.WEATHER_ROWS, lanes)),
        air=np.zeros((3, count, lanes)),
        limits=np.zeros((4, count, lanes)),
        plant=np.zeros((4, count, lanes)),
        matrix=np.zeros((2 * count, 2 * count, lanes)),
        right=np.zeros((2 * count, lanes)),
        square=np.zeros((count, count, lanes)),
        means=np.zeros((count, lanes)),
        flows=np.zeros((links, lanes)),
        moved=np.zeros((links, lanes)),
        sums=np.zeros((2, lanes)),
        star=np.zeros((2, lanes)),
        total=np.zeros((4, lanes)),
    )
    _begin(start, layout, fabric, memory, outside[0])
    once = np.zeros((1, count, RESULTS, lanes))
    before = (-WARM_UP, 0)
    run_hours(walls, outside, rooms, drive, start, before, memory, once)
    memory.total[:] = 0.0
    memory.zones[:, row.WATER_RESIDUAL : row.GAS_THROUGH + 1] = 0.0
    return memory


@phase
def run_hours(
    walls: tuple[Layout, Fabric],
    outside: tuple[Climate, Sun],
    rooms: FloatArray,
    drive: Drive,
    start: Start,
    hours: tuple[int, int],
    memory: Memory,
    table: FloatArray,
) -> None:
    """Run some hours of the year.

    Parameters
    ----------
    walls
        Which element lies where, and the elements in each lane.
    outside
        Outdoor series and sunlight.
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    drive
        Gains, people and permissions of each hour.
    start
        Constants of the year.
    hours
        First hour and the one after the last, below zero in the December before [-].
    memory
        State of the building, moved.
    table
        Overwritten by the results from the first hour on; what goes beyond its end
        overwrites its last row, ``(hour, zone, quantity, lane)``. Zones without
        machines leave the rows of machines alone, which are zeros then [any].
    """
    layout, fabric = walls
    climate, sun = outside
    count = rooms.shape[0]
    zones, weather, air = memory.zones, memory.weather, memory.air
    matrix, right, flows = memory.matrix, memory.right, memory.flows
    work = (memory.square, memory.means)
    year = climate.temp_outdoor.shape[0]
    remember(layout, fabric, memory.face, memory.modes)
    _store(fabric, rooms, memory.modes, air, 1.0, memory.total[0])
    for number in range(hours[0], hours[1]):
        hour = number % year
        place = min(number - hours[0], table.shape[0] - 1)
        read_weather(climate, hour, weather)
        ready_fans(layout, rooms, drive, hour, zones)
        decide(rooms, drive, climate, hour, (weather, zones, memory.limits))
        run_machines(layout, rooms, drive, hour, weather, zones, memory.limits)
        clear_equations(matrix, right)
        for zone in range(count):
            faces.gather(sun.beam[hour, zone], sun.glass, zones[zone, row.BEAM])
            faces.gather(sun.diffuse[hour, zone], sun.glass, zones[zone, row.DIFFUSE])
            faces.clear(zones[zone, row.FILMS])
        dress(layout, climate, sun, hour, weather, memory.face, zones)
        radiant = drive.heat_radiant[hour]
        fill_faces(layout, sun, hour, radiant, memory.face, zones, (matrix, right))
        couple_heat(layout, weather[row.W_DENSITY], zones, flows, matrix)
        for zone in range(count):
            add_air(
                zones[zone],
                rooms[zone, row.HEAT_CAPACITY],
                weather[row.W_OUTDOOR],
                air,
                zone,
                matrix[count + zone, count + zone],
                right[count + zone],
                (matrix[zone, count + zone], matrix[count + zone, zone]),
            )
        solve((matrix, right), zones, air, memory.limits, memory.plant, work)
        close_faces(
            layout, fabric, memory.face, zones, memory.modes, memory.sums, memory.star
        )
        for zone in range(count):
            finish_zone(
                zones[zone],
                weather[row.W_OUTDOOR],
                air,
                memory.plant[1],
                zone,
                memory.sums,
            )
        pressure = climate.pressure[hour]
        move_water(layout, rooms, zones, weather, pressure, (flows, memory.moved), work)
        draw_machines(layout, rooms, weather, zones)
        move_gas(layout, rooms, zones, start.co2_outdoor, flows, work)
        balance(memory.sums, memory.star, memory.total)
        _write(layout, zones, table[place])
    _store(fabric, rooms, memory.modes, air, -1.0, memory.total[0])


@phase
def _write(layout: Layout, zones: FloatArray, results: FloatArray) -> None:
    """Write the results of the hour, those of machines where there are some."""
    for zone in range(zones.shape[0]):
        if layout.machines[zone] > 0:
            faces.copy_rows(zones[zone], results[zone])
        else:
            plain = results[zone, : row.POWER_VENTILATION]
            faces.copy_rows(zones[zone], plain)


@phase
def _store(
    fabric: Fabric,
    rooms: FloatArray,
    modes: FloatArray,
    air: FloatArray,
    sign: float,
    heat: FloatArray,
) -> None:
    """Add the heat of all modes and airs to a balance [J]."""
    for state in range(modes.shape[0]):
        faces.store(fabric.storage[state], modes[state], sign, heat)
    for zone in range(rooms.shape[0]):
        faces.store(rooms[zone, row.HEAT_CAPACITY], air[0, zone], sign, heat)
