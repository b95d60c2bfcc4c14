"""What happens in one zone in one hour, heat apart: habits, air, moisture, CO₂.

The functions are inlined into the kernel. They read and write one lane of the table of
one zone, whose rows `twin.annual.scratch` names.
"""

from typing import Final

import numpy as np
from numba import njit

from twin.air.exchange import step_dilution
from twin.air.flow import infiltration_aim2, window_flow_en16798
from twin.annual import scratch as row
from twin.ground.constants import HEAT_VAPORISATION, MOLAR_RATIO_WATER_AIR
from twin.ground.psychrometrics import MAGNUS_PRESSURE, MAGNUS_SLOPE, MAGNUS_TEMP
from twin.ground.types import FloatArray
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
_WINDOW_BAND: Final = 2.0  # K over which windows go from shut to open
_WINDOW_LEAST: Final = 14.0  # °C outdoors below which windows stay shut
_WINDOW_WARMER: Final = 2.0  # K that outdoors may be warmer than the room
_PPM: Final = 1e6


@njit(cache=True, inline="always", error_model="numpy")
def _vapour_saturated(temp: float) -> float:
    """Return the saturation pressure, Magnus form of the ground floor [Pa]."""
    power = MAGNUS_SLOPE * temp / (MAGNUS_TEMP + temp)
    return float(MAGNUS_PRESSURE * np.exp(power))


@njit(cache=True, inline="always", error_model="numpy")
def _relative(temp: float, ratio: float, pressure: float) -> float:
    """Return the relative humidity of air [-]."""
    vapour = ratio * pressure / (MOLAR_RATIO_WATER_AIR + ratio)
    return vapour / _vapour_saturated(temp)


@njit(cache=True, inline="always", error_model="numpy")
def decide_plant(
    rooms: FloatArray,
    own: FloatArray,
    limits: FloatArray,
    lane: int,
    people: float,
    plant_hour: tuple[float, float, float],
    outdoor_plant: tuple[float, float],
) -> None:
    """Set what plant may do in a zone this hour, from the state of the hour before.

    Cooling is switched on where it is allowed, where somebody is present if it needs
    people, and where the room has become warmer than the trigger; it stays on as long
    as it may. Heating holds its set-point whenever cooling is off. An ideal load holds
    both set-points.

    Parameters
    ----------
    rooms
        Constants of the zone, shape ``(constant, lane)`` [any].
    own
        Table of the zone; the coil and the cooling mark are written [any].
    limits
        Overwritten: heating and cooling set-point, least and largest plant heat, shape
        ``(4, lane)`` [any].
    lane
        Column of the lane [-].
    people
        People present [-].
    plant_hour
        1 where cooling may run, cooling set-point, heating set-point [-, °C, °C].
    outdoor_plant
        Mean outdoor temperature and pressure [°C, Pa].
    """
    allowed, cool, heat = plant_hour
    own[row.COIL_CLAMPED, lane] = 0.0
    limits[0, lane] = heat
    limits[1, lane] = cool + rooms[row.COOLING_SHIFT, lane]
    limits[2, lane] = 0.0
    limits[3, lane] = 0.0
    may_cool = (rooms[row.COOLING_CAPACITY, lane] * allowed > 0.0) and (
        rooms[row.NEEDS_PEOPLE, lane] <= 0.0 or people > 0.0
    )
    wants = (
        own[row.IS_COOLING, lane] > 0.0
        or own[row.TEMP_OPERATIVE, lane] > rooms[row.COOLING_TRIGGER, lane]
    )
    if rooms[row.IS_IDEAL, lane] > 0.0:
        own[row.IS_COOLING, lane] = 0.0
        limits[2, lane] = -rooms[row.COOLING_CAPACITY, lane] * allowed
        limits[3, lane] = rooms[row.HEATING_CAPACITY, lane]
    elif may_cool and wants:
        own[row.IS_COOLING, lane] = 1.0
        _ready_coil(rooms[row.COOLING_CAPACITY, lane], own, lane, outdoor_plant)
        limits[2, lane] = -own[row.COIL_SENSIBLE, lane]
    else:
        own[row.IS_COOLING, lane] = 0.0
        limits[3, lane] = rooms[row.HEATING_CAPACITY, lane]


@njit(cache=True, inline="always", error_model="numpy")
def _ready_coil(
    capacity: float, own: FloatArray, lane: int, outdoor: tuple[float, float]
) -> None:
    """Write the state of the coil for the room air of the hour before."""
    air = own[row.TEMP_AIR, lane]
    relative = min(_relative(air, own[row.HUMIDITY, lane], outdoor[1]), 1.0)
    wet_bulb = temp_wet_bulb_fast(air, relative)
    entering = min(max(wet_bulb, WET_BULB_RANGE[0]), WET_BULB_RANGE[1])
    outside = min(max(outdoor[0], OUTDOOR_RANGE[0]), OUTDOOR_RANGE[1])
    if entering != wet_bulb or outside != outdoor[0]:
        own[row.COIL_CLAMPED, lane] = 1.0
    own[row.COIL_WET_BULB, lane] = entering
    own[row.COIL_OUTDOOR, lane] = outside
    own[row.COIL_SENSIBLE, lane] = capacity_sensible(capacity, air, entering, outside)


@njit(cache=True, inline="always", error_model="numpy")
def draw_air(
    rooms: FloatArray,
    own: FloatArray,
    lane: int,
    people: float,
    flow_fan: float,
    outdoor_air: tuple[float, float, float],
) -> float:
    """Return the outdoor air of a zone: leaks, fan and windows.

    Windows open over two kelvin above the temperature at which people open them, while
    somebody is present, cooling is off, and outdoors is neither cold nor much warmer.

    Parameters
    ----------
    rooms
        Constants of the zone, shape ``(constant, lane)`` [any].
    own
        Table of the zone; the flow is written [any].
    lane
        Column of the lane [-].
    people
        People present [-].
    flow_fan
        Outdoor air by fans [m³/s].
    outdoor_air
        Mean outdoor temperature, wind at the building, height of the eaves
        [°C, m/s, m].

    Returns
    -------
    float
        Outdoor air [m³/s].
    """
    temp, wind, height = outdoor_air
    before = own[row.TEMP_AIR, lane]
    flow = flow_fan + rooms[row.FLOW_LEAK, lane]
    if rooms[row.LEAKAGE, lane] > 0.0:
        flow += infiltration_aim2(rooms[row.LEAKAGE, lane], before, temp, wind, height)
    is_open = (
        people > 0.0
        and own[row.IS_COOLING, lane] <= 0.0
        and _WINDOW_LEAST < temp < before + _WINDOW_WARMER
        and before > rooms[row.WINDOW_TEMP, lane]
    )
    if is_open:
        share = min((before - rooms[row.WINDOW_TEMP, lane]) / _WINDOW_BAND, 1.0)
        flow += window_flow_en16798(
            share * rooms[row.WINDOW_AREA, lane],
            before,
            temp,
            wind,
            rooms[row.WINDOW_HEIGHT, lane],
        )
    own[row.FLOW_OUTDOOR, lane] = flow
    return flow


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
def _run_coil(rooms: FloatArray, own: FloatArray, lane: int) -> tuple[float, float]:
    """Write heating and cooling; return part load and air over the coil [kg/s]."""
    cooling = max(-own[row.PLANT, lane], 0.0)
    own[row.COOLING, lane] = cooling
    own[row.HEATING, lane] = max(own[row.PLANT, lane], 0.0)
    own[row.CURVE_CLAMPED, lane] = 0.0
    part_load = 0.0
    coil = 0.0
    if cooling > 0.0 and own[row.IS_COOLING, lane] > 0.0:
        own[row.CURVE_CLAMPED, lane] = own[row.COIL_CLAMPED, lane]
        part_load = min(cooling / own[row.COIL_SENSIBLE, lane], 1.0)
        coil = flow_coil(
            rooms[row.COOLING_CAPACITY, lane],
            own[row.COIL_WET_BULB, lane],
            own[row.COIL_OUTDOOR, lane],
            part_load,
        )
    return part_load, coil


@njit(cache=True, inline="always", error_model="numpy")
def step_moisture(
    rooms: FloatArray,
    own: FloatArray,
    lane: int,
    moisture: float,
    outdoor_moist: tuple[float, float, float],
) -> None:
    """Step the moisture of a zone with its coil, and add up its water balance.

    Parameters
    ----------
    rooms
        Constants of the zone, shape ``(constant, lane)`` [any].
    own
        Table of the zone; humidity is stepped, results are written [any].
    lane
        Column of the lane [-].
    moisture
        Water vapour released [kg/s].
    outdoor_moist
        Density, humidity ratio and pressure of outdoor air [kg/m³, kg/kg, Pa].
    """
    density, humidity_outdoor, pressure = outdoor_moist
    part_load, coil = _run_coil(rooms, own, lane)
    mass = own[row.FLOW_OUTDOOR, lane] * density
    store = rooms[row.MOISTURE_CAPACITY, lane]
    before = own[row.HUMIDITY, lane]
    end, mean, removed = _step_water(
        before, store, (mass, humidity_outdoor, moisture, coil)
    )
    saturated = _vapour_saturated(own[row.TEMP_AIR, lane])
    most = MOLAR_RATIO_WATER_AIR * saturated / (pressure - saturated)
    condensed = max(end - most, 0.0) * store / STEP
    own[row.HUMIDITY, lane] = min(end, most)
    entered = mass * humidity_outdoor + moisture
    left = mass * mean + removed + condensed
    own[row.WATER_RESIDUAL, lane] += (entered - left) * STEP
    own[row.WATER_RESIDUAL, lane] -= store * (own[row.HUMIDITY, lane] - before)
    own[row.WATER_THROUGH, lane] += (abs(entered) + abs(left)) * STEP
    total = own[row.COOLING, lane] + removed * HEAT_VAPORISATION
    power = 0.0
    if part_load > 0.0:
        modifier = input_modifier(
            own[row.COIL_WET_BULB, lane], own[row.COIL_OUTDOOR, lane]
        )
        power = total * modifier / part_load_factor(part_load)
    vapour = mean * pressure / (MOLAR_RATIO_WATER_AIR + mean)
    own[row.POWER_REFERENCE, lane] = power
    own[row.WATER_REMOVED, lane] = removed
    own[row.HUMIDITY_RATIO, lane] = mean
    own[row.HUMIDITY_RELATIVE, lane] = vapour / saturated
    own[row.CONDENSATE, lane] = condensed


@njit(cache=True, inline="always", error_model="numpy")
def step_gas(
    rooms: FloatArray, own: FloatArray, lane: int, co2_source: float, co2_outdoor: float
) -> None:
    """Step the CO₂ of a zone, and add up its balance.

    Parameters
    ----------
    rooms
        Constants of the zone, shape ``(constant, lane)`` [any].
    own
        Table of the zone; CO₂ is stepped, its mean is written [any].
    lane
        Column of the lane [-].
    co2_source
        CO₂ released [m³/s].
    co2_outdoor
        Outdoor CO₂ [ppm].
    """
    flow = own[row.FLOW_OUTDOOR, lane]
    volume = rooms[row.VOLUME, lane]
    before = own[row.CO2, lane]
    fresh = flow * co2_outdoor + co2_source * _PPM
    end, mean = step_dilution(before, fresh / volume, flow / volume, STEP)
    own[row.CO2, lane] = end
    own[row.CO2_MEAN, lane] = mean
    entered = fresh / _PPM
    left = flow * mean / _PPM
    own[row.GAS_RESIDUAL, lane] += (entered - left) * STEP
    own[row.GAS_RESIDUAL, lane] -= volume * (end - before) / _PPM
    own[row.GAS_THROUGH, lane] += (entered + left) * STEP
