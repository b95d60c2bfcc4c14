"""What happens in the zones in one hour, heat apart: habits, air, moisture, CO₂.

Every function is a loop over lanes without branches, apart from the coils of room air
conditioners. Rows that are written are arguments of their own, because the compiler may
then assume that they do not overlap; no row is read through a table that is written.
"""

from typing import Final

from twin.air.flow import infiltration_flow
from twin.air.opening import OpeningRules, OpeningState, opening_share
from twin.air.window import window_flow
from twin.annual import scratch as row
from twin.ground.constants import (
    HEAT_CAPACITY_AIR,
    HEAT_VAPORISATION,
    MOLAR_RATIO_WATER_AIR,
)
from twin.ground.lanes import exponential, lane_loop, settle_shares
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
PPM: Final = 1e6
"""Parts per million of a whole [ppm]."""
_OPENING_END: Final = row.OPENING + len(OpeningRules._fields)


@lane_loop
def decide_plant(
    rooms: FloatArray,
    own: FloatArray,
    hour: tuple[float, float, float, float],
    is_cooling: FloatArray,
    heat: FloatArray,
    cool: FloatArray,
    least: FloatArray,
    largest: FloatArray,
) -> None:
    """Set what plant may do in a zone this hour, from the state of the hour before.

    Cooling is switched on where it is allowed, where somebody is present if it needs
    people, and where the room has become warmer than the trigger; it stays on as long
    as it may. Moving air raises trigger and set-point. Heating holds its set-point
    whenever cooling is off. An ideal load holds both set-points. `hour` holds people,
    whether cooling may run, and both set-points; the last four rows are set-points and
    least and largest plant heat.
    """
    people, allowed, set_cool, set_heat = hour
    for lane in range(heat.shape[0]):
        capacity = rooms[row.COOLING_CAPACITY, lane] * allowed
        is_there = (rooms[row.NEEDS_PEOPLE, lane] <= 0.0) | (people > 0.0)
        offset = own[row.FAN_OFFSET, lane]
        trigger = rooms[row.COOLING_TRIGGER, lane] + offset
        is_warm = own[row.TEMP_OPERATIVE, lane] > trigger
        wants = (is_cooling[lane] > 0.0) | is_warm
        is_ideal = rooms[row.IS_IDEAL, lane] > 0.0
        runs = (capacity > 0.0) & is_there & wants & (not is_ideal)
        is_cooling[lane] = 1.0 if runs else 0.0
        heat[lane] = set_heat
        cool[lane] = set_cool + rooms[row.COOLING_SHIFT, lane] + offset
        least[lane] = -capacity if is_ideal else 0.0
        largest[lane] = 0.0 if runs else rooms[row.HEATING_CAPACITY, lane]


@lane_loop
def ready_coils(
    rooms: FloatArray,
    own: FloatArray,
    outdoor: FloatArray,
    pressure: float,
    coil: FloatArray,
    least: FloatArray,
) -> float:
    """Write the state of the coils that run, for the room air of the hour before.

    `coil` holds sensible capacity, entering wet bulb, outdoor temperature and the mark
    of a curve read at its edge; return how many coils run.
    """
    running = 0.0
    for lane in range(outdoor.shape[0]):
        if own[row.IS_COOLING, lane] > 0.0:
            running += 1.0
            air = own[row.TEMP_AIR, lane]
            ratio = own[row.HUMIDITY, lane]
            vapour = ratio * pressure / (MOLAR_RATIO_WATER_AIR + ratio)
            power = MAGNUS_SLOPE * air / (MAGNUS_TEMP + air)
            relative = min(vapour / (MAGNUS_PRESSURE * exponential(power)), 1.0)
            wet_bulb = temp_wet_bulb_fast(air, relative)
            entering = min(max(wet_bulb, WET_BULB_RANGE[0]), WET_BULB_RANGE[1])
            outside = min(max(outdoor[lane], OUTDOOR_RANGE[0]), OUTDOOR_RANGE[1])
            is_edge = (entering != wet_bulb) | (outside != outdoor[lane])
            coil[0, lane] = capacity_sensible(
                rooms[row.COOLING_CAPACITY, lane], air, entering, outside
            )
            coil[1, lane] = entering
            coil[2, lane] = outside
            coil[3, lane] = 1.0 if is_edge else 0.0
            least[lane] = -coil[0, lane]
    return running


@lane_loop
def draw_air(
    rooms: FloatArray,
    own: FloatArray,
    weather: FloatArray,
    hour: tuple[float, float, float, float, float, float],
    flow: FloatArray,
    exchange: FloatArray,
    opened: FloatArray,
) -> None:
    """Write the outdoor air of a zone [m³/s] and its heat per kelvin [W/K].

    Leaks, fans, and windows as far as habits open them, whose air is `opened`. `hour`
    holds wind, air by fans, people, whether they sleep, airing, and the cooking heat.
    """
    wind, fan, people, asleep, airing, cooking = hour
    is_present = 1.0 if people > 0.0 else 0.0
    is_meal = 1.0 if cooking > 0.0 else 0.0
    for lane in range(flow.shape[0]):
        air = own[row.TEMP_AIR, lane]
        outdoor = weather[row.W_OUTDOOR, lane]
        damp = own[row.HUMIDITY_RATIO, lane] > weather[row.W_HUMIDITY, lane]
        rules = OpeningRules(
            rooms[row.OPENING, lane],
            rooms[row.OPENING + 1, lane],
            rooms[row.OPENING + 2, lane],
            rooms[row.OPENING + 3, lane],
            rooms[row.OPENING + 4, lane],
            rooms[row.OPENING + 5, lane],
            rooms[row.OPENING + 6, lane],
            rooms[row.OPENING + 7, lane],
            rooms[row.OPENING + 8, lane],
            rooms[row.OPENING + 9, lane],
            rooms[row.OPENING + 10, lane],
            rooms[row.OPENING + 11, lane],
            rooms[row.OPENING + 12, lane],
            rooms[row.OPENING + 13, lane],
            rooms[row.OPENING + 14, lane],
        )
        state = OpeningState(
            air,
            outdoor,
            own[row.HUMIDITY_RELATIVE, lane],
            1.0 if damp else 0.0,
            is_present,
            asleep,
            own[row.IS_COOLING, lane],
            rooms[row.IS_BURNER, lane] * is_meal,
            airing,
        )
        share = opening_share(rules, state)
        leaks = infiltration_flow(
            rooms[row.LEAKAGE, lane],
            rooms[row.LEAK_STACK, lane],
            rooms[row.LEAK_WIND, lane],
            air,
            outdoor,
            wind,
        )
        windows = window_flow(
            share * rooms[row.WINDOW_AREA, lane],
            share * rooms[row.WINDOW_CROSS, lane],
            rooms[row.WINDOW_HEIGHT, lane],
            air,
            outdoor,
            wind,
        )
        total = fan + rooms[row.FLOW_LEAK, lane] + leaks + windows
        opened[lane] = windows
        flow[lane] = total
        exchange[lane] = total * weather[row.W_DENSITY, lane] * HEAT_CAPACITY_AIR


@lane_loop
def run_plant(
    plant: FloatArray,
    cooling: FloatArray,
    heating: FloatArray,
    part_load: FloatArray,
    clamped: FloatArray,
) -> None:
    """Write heating and cooling of a zone; without a coil there is no part load."""
    for lane in range(plant.shape[0]):
        cooling[lane] = max(-plant[lane], 0.0)
        heating[lane] = max(plant[lane], 0.0)
        part_load[lane] = 0.0
        clamped[lane] = 0.0


@lane_loop
def count_coils(is_cooling: FloatArray) -> int:
    """Return how many coils run."""
    running = 0
    for lane in range(is_cooling.shape[0]):
        running += 1 if is_cooling[lane] > 0.0 else 0
    return running


@lane_loop
def run_coils(
    rooms: FloatArray,
    own: FloatArray,
    part_load: FloatArray,
    clamped: FloatArray,
    coil_air: FloatArray,
) -> None:
    """Write part load of the coils that run, and the air over them [kg/s]."""
    for lane in range(part_load.shape[0]):
        runs = (own[row.IS_COOLING, lane] > 0.0) & (own[row.COOLING, lane] > 0.0)
        sensible = max(own[row.COIL_SENSIBLE, lane], 1e-9)
        load = min(own[row.COOLING, lane] / sensible, 1.0)
        part_load[lane] = load if runs else 0.0
        clamped[lane] = own[row.COIL_CLAMPED, lane] if runs else 0.0
        air = flow_coil(
            rooms[row.COOLING_CAPACITY, lane],
            own[row.COIL_WET_BULB, lane],
            own[row.COIL_OUTDOOR, lane],
            load,
        )
        coil_air[lane] = air if runs else 0.0


@lane_loop
def bring_water(
    own: FloatArray,
    weather: FloatArray,
    store: FloatArray,
    supply: FloatArray,
    loss: FloatArray,
) -> None:
    """Write what an hour brings to a zone's humidity and takes from it, coils apart.

    Air whose water an exchanger gives back does not count. `supply` is per dry air
    stored [kg/kg over the hour], `loss` the exponent of the decay.
    """
    for lane in range(store.shape[0]):
        fresh = own[row.FLOW_OUTDOOR, lane] - own[row.FLOW_KEPT, lane]
        mass = fresh * weather[row.W_DENSITY, lane]
        per = STEP / store[lane]
        entered = mass * weather[row.W_HUMIDITY, lane] + own[row.MOISTURE, lane]
        supply[lane] = per * entered
        loss[lane] = per * mass


@lane_loop
def wet_coils(
    humidity: FloatArray,
    store: FloatArray,
    coil_air: FloatArray,
    supply: FloatArray,
    loss: FloatArray,
) -> None:
    """Let coils take water from a zone's air.

    A coil that would find the air drier than its own saturation stays dry.
    """
    for lane in range(store.shape[0]):
        _, mean, rest = settle_shares(loss[lane])
        dry = mean * humidity[lane] + rest * supply[lane]
        coil = coil_air[lane] if dry > HUMIDITY_COIL else 0.0
        coil_air[lane] = coil
        per = STEP / store[lane] * coil
        supply[lane] += per * HUMIDITY_COIL
        loss[lane] += per


@lane_loop
def step_water(
    own: FloatArray,
    weather: FloatArray,
    pressure: float,
    store: FloatArray,
    water: FloatArray,
    humidity: FloatArray,
    results: FloatArray,
    sums: FloatArray,
) -> None:
    """Move the humidity of a zone over the hour, and add up its water balance.

    `water` holds supply, exponent of the decay and air over the coil [kg/s]. What other
    zones bring is left out of the sums: over the zones it comes to nothing unless air
    between them makes or loses something, which the balance then shows. `results` are
    humidity ratio, relative humidity, water removed, reference power and condensate;
    `sums` residual and throughput. No power is drawn where no coil runs.
    """
    for lane in range(store.shape[0]):
        before = humidity[lane]
        left, share, rest = settle_shares(water[1, lane])
        end = left * before + share * water[0, lane]
        mean = share * before + rest * water[0, lane]
        coil = water[2, lane]
        removed = coil * (mean - HUMIDITY_COIL)
        air = own[row.TEMP_AIR, lane]
        power = MAGNUS_SLOPE * air / (MAGNUS_TEMP + air)
        saturated = MAGNUS_PRESSURE * exponential(power)
        most = MOLAR_RATIO_WATER_AIR * saturated / (pressure - saturated)
        condensed = max(end - most, 0.0) * store[lane] / STEP
        after = min(end, most)
        humidity[lane] = after
        fresh = own[row.FLOW_OUTDOOR, lane] - own[row.FLOW_KEPT, lane]
        mass = fresh * weather[row.W_DENSITY, lane]
        entered = mass * weather[row.W_HUMIDITY, lane] + own[row.MOISTURE, lane]
        went = mass * mean + removed + condensed
        sums[0, lane] += (entered - went) * STEP - store[lane] * (after - before)
        sums[1, lane] += (abs(entered) + abs(went)) * STEP
        vapour = mean * pressure / (MOLAR_RATIO_WATER_AIR + mean)
        results[0, lane] = mean
        results[1, lane] = vapour / saturated
        results[2, lane] = removed
        results[3, lane] = 0.0
        results[4, lane] = condensed


@lane_loop
def draw_power(own: FloatArray, power: FloatArray) -> None:
    """Write the power of the coils that run, at a rated EER of one [W]."""
    for lane in range(power.shape[0]):
        removed = own[row.WATER_REMOVED, lane]
        total = own[row.COOLING, lane] + removed * HEAT_VAPORISATION
        modifier = input_modifier(
            own[row.COIL_WET_BULB, lane], own[row.COIL_OUTDOOR, lane]
        )
        load = own[row.PART_LOAD, lane]
        drawn = total * modifier / part_load_factor(load)
        power[lane] = drawn if load > 0.0 else 0.0


@lane_loop
def bring_gas(
    flow: FloatArray,
    source: FloatArray,
    volume: FloatArray,
    co2_outdoor: float,
    supply: FloatArray,
    loss: FloatArray,
) -> None:
    """Write what an hour brings to a zone's CO₂ [ppm], and the decay's exponent."""
    for lane in range(flow.shape[0]):
        per = STEP / volume[lane]
        supply[lane] = per * (flow[lane] * co2_outdoor + source[lane] * PPM)
        loss[lane] = per * flow[lane]


@lane_loop
def step_gas(
    gas: FloatArray,
    flow: FloatArray,
    source: FloatArray,
    volume: FloatArray,
    co2_outdoor: float,
    content: FloatArray,
    result: FloatArray,
    sums: FloatArray,
) -> None:
    """Move the CO₂ of a zone over the hour, and add up its balance.

    `gas` holds supply and exponent of the decay; `sums` are residual and throughput,
    without what other zones bring, as for water.
    """
    for lane in range(flow.shape[0]):
        before = content[lane]
        left, share, rest = settle_shares(gas[1, lane])
        after = left * before + share * gas[0, lane]
        mean = share * before + rest * gas[0, lane]
        content[lane] = after
        result[lane] = mean
        entered = flow[lane] * co2_outdoor / PPM + source[lane]
        went = flow[lane] * mean / PPM
        stored = volume[lane] * (after - before) / PPM
        sums[0, lane] += (entered - went) * STEP - stored
        sums[1, lane] += (abs(entered) + abs(went)) * STEP
