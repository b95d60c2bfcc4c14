"""What happens in one zone in one hour, heat apart: habits, air, moisture, CO₂.

The functions are inlined into the kernel; they read the state that the hour before
left in the working memory.
"""

from typing import Final

import numpy as np
from numba import njit

from twin.air.exchange import step_dilution
from twin.air.flow import infiltration_aim2, window_flow_en16798
from twin.annual.scratch import Scratch, Start
from twin.annual.series import Balances, Climate, Drive, Hours, Rooms
from twin.ground.constants import HEAT_VAPORISATION, MOLAR_RATIO_WATER_AIR
from twin.ground.psychrometrics import MAGNUS_PRESSURE, MAGNUS_SLOPE, MAGNUS_TEMP
from twin.physics.plant import FREE
from twin.systems.room_air_conditioner import (
    HUMIDITY_COIL,
    OUTDOOR_RANGE,
    WET_BULB_RANGE,
    capacity_sensible,
    flow_coil,
    input_modifier,
    part_load_factor,
    temp_wet_bulb_fast,
)

STEP: Final = 3600.0
"""Length of a step [s]."""
MEAN: Final = 3
"""Row of the mean boundary temperatures in the working memory."""
_WINDOW_BAND: Final = 2.0  # K over which windows go from shut to open
_WINDOW_LEAST: Final = 14.0  # °C outdoors below which windows stay shut
_WINDOW_WARMER: Final = 2.0  # K that outdoors may be warmer than the room
_PPM: Final = 1e6


@njit(cache=True, inline="always", error_model="numpy")
def _vapour_saturated(temp: float) -> float:
    """Return the saturation pressure, Magnus form of the ground floor [Pa]."""
    return float(MAGNUS_PRESSURE * np.exp(MAGNUS_SLOPE * temp / (MAGNUS_TEMP + temp)))


@njit(cache=True, inline="always", error_model="numpy")
def _relative(temp: float, ratio: float, pressure: float) -> float:
    """Return the relative humidity of air [-]."""
    vapour = ratio * pressure / (MOLAR_RATIO_WATER_AIR + ratio)
    return vapour / _vapour_saturated(temp)


@njit(cache=True, inline="always", error_model="numpy")
def decide_plant(
    rooms: Rooms, drive: Drive, pressure: float, place: tuple[int, int], own: Scratch
) -> None:
    """Set what plant may do in a zone this hour, from the state of the hour before.

    Cooling is switched on where it is allowed, where somebody is present if it needs
    people, and where the room has become warmer than the trigger; it stays on as long
    as it may. Heating holds its set-point whenever cooling is off.

    Parameters
    ----------
    rooms
        Constants of the zones.
    drive
        People and permissions.
    pressure
        Air pressure [Pa].
    place
        Hour and zone.
    own
        Working memory; limits, coil state and the cooling mark are written.
    """
    hour, zone = place
    own.least[zone] = 0.0
    own.largest[zone] = 0.0
    own.coil_clamped[zone] = 0.0
    may_cool = (
        rooms.cooling_capacity[zone] * drive.cooling_allowed[hour, zone] > 0.0
    ) and (rooms.needs_people[zone] <= 0.0 or drive.people[hour, zone] > 0.0)
    wants = own.is_cooling[zone] > 0.0 or own.felt[zone] > rooms.cooling_trigger[zone]
    if may_cool and wants:
        own.is_cooling[zone] = 1.0
        own.set_point[zone] = rooms.cooling_setpoint[zone]
        _ready_coil(rooms, pressure, zone, own)
        own.least[zone] = -own.coil_sensible[zone]
    else:
        own.is_cooling[zone] = 0.0
        own.set_point[zone] = rooms.heating_setpoint[zone]
        own.largest[zone] = rooms.heating_capacity[zone]


@njit(cache=True, inline="always", error_model="numpy")
def _ready_coil(rooms: Rooms, pressure: float, zone: int, own: Scratch) -> None:
    """Write the state of the coil for the room air of the hour before."""
    relative = min(_relative(own.air[zone], own.humidity[zone], pressure), 1.0)
    wet_bulb = temp_wet_bulb_fast(own.air[zone], relative)
    outdoor = own.temps[MEAN, 0]
    entering = min(max(wet_bulb, WET_BULB_RANGE[0]), WET_BULB_RANGE[1])
    outside = min(max(outdoor, OUTDOOR_RANGE[0]), OUTDOOR_RANGE[1])
    if entering != wet_bulb or outside != outdoor:
        own.coil_clamped[zone] = 1.0
    own.coil_wet_bulb[zone] = entering
    own.coil_outdoor[zone] = outside
    own.coil_sensible[zone] = capacity_sensible(
        rooms.cooling_capacity[zone], own.air[zone], entering, outside
    )


@njit(cache=True, inline="always", error_model="numpy")
def draw_air(
    rooms: Rooms,
    drive: Drive,
    wind: float,
    height: float,
    place: tuple[int, int],
    own: Scratch,
) -> None:
    """Write the outdoor air of a zone: leaks, fan and windows.

    Windows open over two kelvin above the temperature at which people open them, while
    somebody is present, cooling is off, and outdoors is neither cold nor much warmer.

    Parameters
    ----------
    rooms
        Constants of the zones.
    drive
        People and fans.
    wind
        Wind at the building [m/s].
    height
        Height of the eaves [m].
    place
        Hour and zone.
    own
        Working memory; the flow is written.
    """
    hour, zone = place
    before = own.air[zone]
    outdoor = own.temps[MEAN, 0]
    flow = drive.flow_fan[hour, zone] + infiltration_aim2(
        rooms.leakage[zone], before, outdoor, wind, height
    )
    is_open = (
        drive.people[hour, zone] > 0.0
        and own.is_cooling[zone] <= 0.0
        and _WINDOW_LEAST < outdoor < before + _WINDOW_WARMER
        and before > rooms.window_temp[zone]
    )
    if is_open:
        share = min((before - rooms.window_temp[zone]) / _WINDOW_BAND, 1.0)
        flow += window_flow_en16798(
            share * rooms.window_area[zone],
            before,
            outdoor,
            wind,
            rooms.window_height[zone],
        )
    own.flow[zone] = flow


@njit(cache=True, inline="always", error_model="numpy")
def _step_water(
    humidity: float, capacity: float, flows: tuple[float, float, float, float]
) -> tuple[float, float, float]:
    """Return humidity at the end, its mean, and the water the coil removed [kg/s].

    `flows` are outdoor air [kg/s], its humidity ratio, released water [kg/s] and air
    that leaves the coil saturated [kg/s]. A coil that would find the air drier than
    its own saturation stays dry.
    """
    outdoor, humidity_outdoor, released, coil = flows
    source = (outdoor * humidity_outdoor + released) / capacity
    end, mean = step_dilution(humidity, source, outdoor / capacity, STEP)
    removed = 0.0
    if coil > 0.0 and mean > HUMIDITY_COIL:
        source += coil * HUMIDITY_COIL / capacity
        end, mean = step_dilution(humidity, source, (outdoor + coil) / capacity, STEP)
        removed = coil * (mean - HUMIDITY_COIL)
    return end, mean, removed


@njit(cache=True, inline="always", error_model="numpy")
def step_moisture(
    rooms: Rooms,
    drive: Drive,
    climate: Climate,
    place: tuple[int, int],
    own: Scratch,
    hours: Hours,
    balances: Balances,
) -> None:
    """Step the moisture of a zone with its coil, write the hour and its balance.

    Parameters
    ----------
    rooms
        Constants of the zones.
    drive
        Released water.
    climate
        Outdoor series.
    place
        Hour and zone.
    own
        Working memory; humidity is stepped.
    hours
        Results of the hour.
    balances
        Water in, out and stored is added.
    """
    hour, zone = place
    cooling = max(-own.plant[zone], 0.0) if own.mode[zone] != FREE else 0.0
    part_load = 0.0
    coil = 0.0
    if cooling > 0.0:
        part_load = min(cooling / own.coil_sensible[zone], 1.0)
        coil = flow_coil(
            rooms.cooling_capacity[zone],
            own.coil_wet_bulb[zone],
            own.coil_outdoor[zone],
            part_load,
        )
    mass = own.flow[zone] * climate.density[hour]
    store = rooms.moisture_capacity[zone]
    before = own.humidity[zone]
    outdoor = climate.humidity_ratio[hour]
    end, mean, removed = _step_water(
        before, store, (mass, outdoor, drive.moisture[hour, zone], coil)
    )
    pressure = climate.pressure[hour]
    vapour = _vapour_saturated(own.air[zone])
    most = MOLAR_RATIO_WATER_AIR * vapour / (pressure - vapour)
    condensed = max(end - most, 0.0) * store / STEP
    own.humidity[zone] = min(end, most)
    entered = mass * outdoor + drive.moisture[hour, zone]
    left = mass * mean + removed + condensed
    balances.residual[2] += (entered - left) * STEP
    balances.residual[2] -= store * (own.humidity[zone] - before)
    balances.throughput[2] += (abs(entered) + abs(left)) * STEP
    total = cooling + removed * HEAT_VAPORISATION
    hours.power_reference[hour, zone] = 0.0
    if total > 0.0:
        modifier = input_modifier(own.coil_wet_bulb[zone], own.coil_outdoor[zone])
        hours.power_reference[hour, zone] = (
            total * modifier / part_load_factor(part_load)
        )
    hours.cooling[hour, zone] = cooling
    hours.water_removed[hour, zone] = removed
    hours.humidity_ratio[hour, zone] = mean
    hours.humidity_relative[hour, zone] = _relative(own.air[zone], mean, pressure)
    hours.condensate[hour, zone] = condensed
    hours.curve_clamped[hour, zone] = own.coil_clamped[zone] * (cooling > 0.0)


@njit(cache=True, inline="always", error_model="numpy")
def step_gas(
    rooms: Rooms,
    drive: Drive,
    start: Start,
    place: tuple[int, int],
    own: Scratch,
    hours: Hours,
    balances: Balances,
) -> None:
    """Step the CO₂ of a zone, write the hour and its balance.

    Parameters
    ----------
    rooms
        Constants of the zones.
    drive
        Released CO₂.
    start
        Outdoor CO₂.
    place
        Hour and zone.
    own
        Working memory; CO₂ is stepped.
    hours
        Results of the hour.
    balances
        CO₂ in, out and stored is added.
    """
    hour, zone = place
    flow = own.flow[zone]
    volume = rooms.volume[zone]
    before = own.co2[zone]
    fresh = flow * start.co2_outdoor + drive.co2[hour, zone] * _PPM
    end, mean = step_dilution(before, fresh / volume, flow / volume, STEP)
    own.co2[zone] = end
    entered = fresh / _PPM
    left = flow * mean / _PPM
    balances.residual[3] += (entered - left) * STEP - volume * (end - before) / _PPM
    balances.throughput[3] += (entered + left) * STEP
    hours.co2[hour, zone] = mean
