"""Domestic hot water: draws, heaters, and the year of a tank."""

from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np
from numba import njit

from twin.ground.constants import HEAT_CAPACITY_WATER
from twin.ground.types import FloatArray
from twin.systems.heat_pump_water import (
    TEMP_AIR_LEAST,
    capacity_modifier_water,
    efficiency_modifier_water,
    part_load_factor_water,
)
from twin.systems.solar_thermal import PIPE_LOSS, Collector, heat_collector
from twin.systems.stirred_tank import STEP, Tank, TankHour, TankLoad, step_tank

# Draws of the European tapping cycle M by hour of the day, kWh; status G.
_CYCLE_M: Final = (
    *(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.61, 0.42, 0.21, 0.105, 0.21),
    *(0.315, 0.0, 0.105, 0.105, 0.105, 0.0, 0.315, 0.105, 0.735, 1.505, 0.0, 0.0),
)


class Source(IntEnum):
    """How water is heated."""

    ELECTRIC = 0
    GAS = 1
    HEAT_PUMP = 2


class Heater(NamedTuple):
    """A heater of a tank."""

    source: int
    """One of `Source`."""
    capacity: float
    """Heat into the water; of a heat pump, at 22.2 °C wet bulb and 55.7 °C [W]."""
    efficiency: float
    """Heat over energy bought; of a heat pump, its COP at the same point [-]."""
    backup: float
    """Capacity of an electric element beside a heat pump [W]."""
    band: float = 0.0
    """Fall below the set-point that wakes the heater, zero for one that holds [K]."""


class TankDrive(NamedTuple):
    """What acts on a tank, shape ``(hour,)``."""

    draw: FloatArray
    """Heat of the water that people want [W]."""
    temp_cold: FloatArray
    """Temperature of the cold water [°C]."""
    temp_around: FloatArray
    """Temperature around the tank [°C]."""
    temp_air: FloatArray
    """Temperature of the air at heat pump and collector [°C]."""
    temp_wet_bulb: FloatArray
    """Wet bulb of that air [°C]."""
    irradiance: FloatArray
    """Global irradiance on the collector [W/m²]."""
    may_heat: FloatArray
    """1 where the heater may run, else 0 [-]."""


class TankYear(NamedTuple):
    """Hours of a tank, shape ``(hour,)``; means of the hour but for `temp`."""

    temp: FloatArray
    """Temperature at the end of the hour [°C]."""
    heater: FloatArray
    """Heat by heater and backup [W]."""
    solar: FloatArray
    """Heat from the sun that was taken in [W]."""
    loss: FloatArray
    """Heat lost to the surroundings [W]."""
    drawn: FloatArray
    """Heat in the water drawn [W]."""
    unmet: FloatArray
    """Heat by which the water drawn was too cold [W]."""
    dumped: FloatArray
    """Heat from the sun turned away [W]."""
    electricity: FloatArray
    """Electric power, pump included [W]."""
    gas: FloatArray
    """Gas, by the calorific value of the efficiency [W]."""


def tank_of_litres(
    volume_water: float, loss_tank: float, temp_set: float, temp_use: float = 40.0
) -> Tank:
    """Return a tank by what its label says.

    Parameters
    ----------
    volume_water
        Volume of the water [m³].
    loss_tank
        Standing loss per kelvin above the surroundings [W/K].
    temp_set
        Temperature that the heater holds [°C].
    temp_use
        Temperature of the water that people draw [°C].

    Returns
    -------
    Tank
        Free heat is turned away at 85 °C, or at the set-point if that is higher.
    """
    return Tank(
        capacity_heat=1000.0 * volume_water * HEAT_CAPACITY_WATER,
        loss=loss_tank,
        temp_set=temp_set,
        temp_use=temp_use,
        temp_max=max(85.0, temp_set),
    )


def draw_profile(heat_daily: float) -> FloatArray:
    """Return the heat drawn in each hour of a day, shape ``(24,)``.

    Parameters
    ----------
    heat_daily
        Heat of all water drawn in a day [J].

    Returns
    -------
    FloatArray
        Mean of each hour, in the shape of tapping cycle M [W].

    References
    ----------
    Regulation (EU) 812/2013, annex VII, load profile M (5.845 kWh a day); hours
    written from memory, status G, their sum agrees.

    Examples
    --------
    >>> round(float(draw_profile(3.6e6).max()), 1)
    275.4
    """
    cycle = np.asarray(_CYCLE_M)
    return np.asarray(heat_daily * cycle / cycle.sum() / STEP)


@njit(cache=True, error_model="numpy")
def _with_heater(load: TankLoad, heater: float) -> TankLoad:
    """Return the same load with another capacity of the heater."""
    return TankLoad(load.draw, load.temp_cold, load.temp_around, load.free, heater)


@njit(cache=True, error_model="numpy")
def _heat_by_pump(
    tank: Tank, load: TankLoad, heater: Heater, temp: float, air: tuple[float, float]
) -> tuple[TankHour, float]:
    """Return an hour heated by a heat pump, its element helping, and the power [W].

    The element helps in hours in which the compressor alone would leave water too cold.
    """
    capacity = heater.capacity * capacity_modifier_water(air[1], temp)
    if air[0] < TEMP_AIR_LEAST or load.heater <= 0.0:
        capacity = 0.0
    backup = heater.backup if load.heater > 0.0 else 0.0
    hour = step_tank(tank, _with_heater(load, capacity), temp)
    if backup > 0.0 and (hour.unmet > 0.0 or hour.temp < tank.temp_use):
        hour = step_tank(tank, _with_heater(load, capacity + backup), temp)
    by_pump = min(hour.heater, capacity)
    power = hour.heater - by_pump
    if by_pump > 0.0:
        efficiency = heater.efficiency * efficiency_modifier_water(air[1], temp)
        factor = part_load_factor_water(by_pump / capacity)
        power += by_pump / (efficiency * factor)
    return hour, power


@njit(cache=True, error_model="numpy")
def _heat_hour(
    tank: Tank, load: TankLoad, heater: Heater, temp: float, air: tuple[float, float]
) -> tuple[TankHour, float, float]:
    """Return an hour of a tank, electric power and gas of its heater [W]."""
    if heater.source == Source.HEAT_PUMP:
        hour, power = _heat_by_pump(tank, load, heater, temp, air)
        return hour, power, 0.0
    hour = step_tank(tank, load, temp)
    bought = hour.heater / heater.efficiency
    if heater.source == Source.GAS:
        return hour, 0.0, bought
    return hour, bought, 0.0


@njit(cache=True, error_model="numpy")
def simulate_tank(
    tank: Tank,
    heater: Heater,
    collector: Collector,
    drive: TankDrive,
    temp_tank: float,
) -> TankYear:
    """Return the hours of a tank with its heater and, if there is one, a collector.

    Capacity and efficiency of heat pump and collector are those of the water at the
    start of the hour; the tank itself is exact. A heater with a band wakes in the hour
    that begins below it, or in which water would be too cold, and sleeps again after
    the hour in which the set-point is met, so that it runs long and seldom.

    Parameters
    ----------
    tank
        Constants of the tank.
    heater
        Heater.
    collector
        Collector, of area zero for none.
    drive
        Hourly inputs.
    temp_tank
        Temperature at the start [°C].

    Returns
    -------
    TankYear
        Hourly results; heater + solar = drawn + loss + stored, drawn + unmet = wanted.

    References
    ----------
    See `step_tank`, `heat_collector`, and the curves of the heat pump.
    """
    hours = drive.draw.shape[0]
    table = np.zeros((9, hours))
    temp = temp_tank
    is_awake = is_full = False
    for k in range(hours):
        free = heat_collector(collector, drive.irradiance[k], temp, drive.temp_air[k])
        free *= 1.0 - PIPE_LOSS
        air = (drive.temp_air[k], drive.temp_wet_bulb[k])
        allowed = heater.capacity * drive.may_heat[k]
        is_awake = temp < tank.temp_set - heater.band or (is_awake and not is_full)
        load = TankLoad(
            drive.draw[k],
            drive.temp_cold[k],
            drive.temp_around[k],
            free,
            allowed if is_awake or heater.band <= 0.0 else 0.0,
        )
        hour, power, fuel = _heat_hour(tank, load, heater, temp, air)
        if load.heater < allowed and hour.unmet > 0.0:
            is_awake = True
            load = _with_heater(load, allowed)
            hour, power, fuel = _heat_hour(tank, load, heater, temp, air)
        is_full = hour.temp >= tank.temp_set
        if free > 0.0:
            power += collector.pump * collector.area
        temp = hour.temp
        table[0, k] = temp
        table[1, k] = hour.heater
        table[2, k] = free - hour.dumped
        table[3, k] = hour.loss
        table[4, k] = hour.drawn
        table[5, k] = hour.unmet
        table[6, k] = hour.dumped
        table[7, k] = power
        table[8, k] = fuel
    return TankYear(
        table[0], table[1], table[2], table[3], table[4], table[5], table[6], table[7],
        table[8],
    )  # fmt: skip


@njit(cache=True, error_model="numpy")
def heat_instantly(heater: Heater, heat_draw: float) -> tuple[float, float, float]:
    """Return heat given, heat unmet and energy bought of a heater without a tank.

    Parameters
    ----------
    heater
        Electric or gas heater.
    heat_draw
        Heat of the water that people want [W].

    Returns
    -------
    tuple[float, float, float]
        Heat given, heat unmet, energy bought, means of the hour [W, W, W].

    References
    ----------
    First law; the efficiency is that of the label.

    Examples
    --------
    >>> heat_instantly(Heater(1, 20e3, 0.8, 0.0), 800.0)
    (800.0, 0.0, 1000.0)
    """
    heat = min(heat_draw, heater.capacity)
    return heat, heat_draw - heat, heat / heater.efficiency
