"""One hour of the machines in zones: ceiling fans, ventilation units, heat pumps.

Every function is a loop over lanes, without branches but for heat pumps, or a phase
that goes over the zones and passes by those that have no such machine in any lane.
Lanes without it keep what stands there, to the bit.
"""

from twin.air.flow import flow_combined
from twin.annual import scratch as row
from twin.annual.faces import add_row, clear, copy_row
from twin.annual.gains import FAN_POWER
from twin.annual.series import FANS, INVERTER, PUMP, UNIT, Drive, Layout
from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.ground.lanes import lane_loop, phase
from twin.ground.types import FloatArray
from twin.systems.ceiling_fan import CeilingFan, run_fan, temp_setback_fan
from twin.systems.heat_pump import HeatPump, capacity_in_use, run_heat_pump
from twin.systems.heat_recovery import Ventilator, effectiveness_in_use
from twin.systems.room_air_conditioner import (
    part_load_factor,
    part_load_factor_inverter,
)


@lane_loop
def set_fans(
    rooms: FloatArray,
    own: FloatArray,
    hour: tuple[float, float],
    offset: FloatArray,
    heat: FloatArray,
    speed: FloatArray,
) -> None:
    """Let those who are there set their fans, and cool less for them.

    Air is moved where the zone felt warmer in the hour before than people like, or than
    they would cool it to. Where somebody is there, or where cooling does not ask for
    people, set-point and trigger rise by what the fan at full speed allows. `hour`
    holds people and the cooling set-point; `heat` is the fans' power, all of it.
    """
    people, set_cool = hour
    is_there = people > 0.0
    for lane in range(heat.shape[0]):
        fan = CeilingFan(
            rooms[row.FAN_POWER, lane],
            rooms[row.FAN_SPEED, lane],
            rooms[row.FAN_STANDBY, lane],
        )
        held = set_cool + rooms[row.COOLING_SHIFT, lane]
        felt = own[row.TEMP_OPERATIVE, lane] if is_there else 0.0
        power, moved, _ = run_fan(fan, felt, min(rooms[row.FAN_LIMIT, lane], held))
        counts = is_there | (rooms[row.NEEDS_PEOPLE, lane] <= 0.0)
        rise = temp_setback_fan(fan.air_speed, held) * rooms[row.FAN_SETBACK, lane]
        offset[lane] = rise if counts else 0.0
        heat[lane] = power
        speed[lane] = moved


@lane_loop
def run_unit(
    rooms: FloatArray,
    own: FloatArray,
    weather: FloatArray,
    hour: tuple[float, float, float, float],
    flow: FloatArray,
    exchange: FloatArray,
    machine: FloatArray,
    state: FloatArray,
) -> None:
    r"""Bring outdoor air by a unit, in place of the plain fan for people.

    What the exchanger gives back of heat and of water is taken off the flow that counts
    for either, which is exact: supply air at :math:`\theta_o + \varepsilon (\theta_i -
    \theta_o)` warms a room as :math:`(1 - \varepsilon)` of the flow does at
    :math:`\theta_o`. `hour` holds people, air of plain fans, what of it is for people,
    and the share of the unit's air by the clock; `machine` are power, nothing, and air
    blown in; `state` are heat of fans and the air whose water comes back.
    """
    people, fan, plain, share = hour
    for lane in range(flow.shape[0]):
        has = rooms[row.HAS_UNIT, lane] > 0.0
        unit = Ventilator(
            rooms[row.UNIT_SENSIBLE, lane],
            rooms[row.UNIT_LATENT, lane],
            rooms[row.UNIT_POWER, lane],
            rooms[row.UNIT_FROST, lane],
            rooms[row.UNIT_BYPASS, lane],
            rooms[row.UNIT_BALANCED, lane],
        )
        wanted = rooms[row.UNIT_FLOW, lane] * share
        wanted = max(wanted + rooms[row.UNIT_PERSON, lane] * people, plain)
        blown = unit.has_supply_fan * wanted
        natural = flow[lane] - fan
        total = fan - plain + flow_combined(blown, wanted, natural)
        used = effectiveness_in_use(
            unit, own[row.TEMP_AIR, lane], weather[row.W_OUTDOOR, lane]
        )
        part = used / max(unit.sensible, 1e-9)
        counts = total - used * blown
        warmed = counts * weather[row.W_DENSITY, lane] * HEAT_CAPACITY_AIR
        power = unit.specific_power * (wanted + blown) - FAN_POWER * plain
        flow[lane] = total if has else flow[lane]
        exchange[lane] = warmed if has else exchange[lane]
        machine[0, lane] += power if has else 0.0
        machine[2, lane] = blown if has else 0.0
        state[0, lane] += unit.specific_power * blown if has else 0.0
        state[1, lane] = unit.latent * part * blown if has else 0.0


@lane_loop
def limit_pump(rooms: FloatArray, weather: FloatArray, largest: FloatArray) -> None:
    """Limit heating to what a heat pump and its backup can give this hour."""
    for lane in range(largest.shape[0]):
        if rooms[row.PUMP_CAPACITY, lane] > 0.0 and largest[lane] > 0.0:
            pump = HeatPump(
                rooms[row.PUMP_CAPACITY, lane],
                rooms[row.PUMP_EFFICIENCY, lane],
                rooms[row.PUMP_BACKUP, lane],
                rooms[row.PUMP_LEAST, lane],
                rooms[row.PUMP_INVERTER, lane],
            )
            largest[lane] = pump.backup + capacity_in_use(
                pump, weather[row.W_OUTDOOR, lane], weather[row.W_HUMIDITY, lane]
            )


@lane_loop
def draw_pump(
    rooms: FloatArray, heating: FloatArray, weather: FloatArray, power: FloatArray
) -> None:
    """Write the power of the heat pumps that heat [W]."""
    for lane in range(power.shape[0]):
        power[lane] = 0.0
        if rooms[row.PUMP_CAPACITY, lane] > 0.0 and heating[lane] > 0.0:
            pump = HeatPump(
                rooms[row.PUMP_CAPACITY, lane],
                rooms[row.PUMP_EFFICIENCY, lane],
                rooms[row.PUMP_BACKUP, lane],
                rooms[row.PUMP_LEAST, lane],
                rooms[row.PUMP_INVERTER, lane],
            )
            power[lane] = run_heat_pump(
                pump,
                heating[lane],
                weather[row.W_OUTDOOR, lane],
                weather[row.W_HUMIDITY, lane],
            ).power


@lane_loop
def modulate(inverter: FloatArray, part_load: FloatArray, power: FloatArray) -> None:
    """Let air conditioners that modulate draw the power of their own curve."""
    for lane in range(power.shape[0]):
        load = part_load[lane]
        ratio = part_load_factor(load) / part_load_factor_inverter(load)
        counts = (inverter[lane] > 0.0) & (load > 0.0)
        power[lane] *= ratio if counts else 1.0


@phase
def ready_fans(
    layout: Layout, rooms: FloatArray, drive: Drive, hour: int, zones: FloatArray
) -> None:
    """Set the ceiling fans of all zones, before plant decides.

    Parameters
    ----------
    layout
        Which machines stand where.
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    drive
        People and set-points.
    hour
        Hour of the year [-].
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    """
    for zone in range(zones.shape[0]):
        if layout.machines[zone] & FANS:
            own = zones[zone]
            set_fans(
                rooms[zone],
                own,
                (drive.people[hour, zone], drive.cooling_setpoint[hour, zone]),
                own[row.FAN_OFFSET],
                own[row.FAN_HEAT],
                own[row.AIR_SPEED],
            )


@phase
def run_machines(
    layout: Layout,
    rooms: FloatArray,
    drive: Drive,
    hour: int,
    weather: FloatArray,
    zones: FloatArray,
    limits: FloatArray,
) -> None:
    """Add the machines of all zones to what plant, air and gains are this hour.

    Parameters
    ----------
    layout
        Which machines stand where.
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    drive
        People, and air by fans.
    hour
        Hour of the year [-].
    weather
        Outdoors of the hour, shape ``(row, lane)`` [any].
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    limits
        Set-points and plant limits, ``(4, zone, lane)`` [°C, °C, W, W].
    """
    for zone in range(zones.shape[0]):
        machines = layout.machines[zone]
        if machines == 0:
            continue
        own = zones[zone]
        if machines & FANS == 0:
            clear(own[row.FAN_HEAT])
        copy_row(own[row.FAN_HEAT], own[row.POWER_VENTILATION])
        if machines & UNIT:
            run_unit(
                rooms[zone],
                own,
                weather,
                (
                    drive.people[hour, zone],
                    drive.flow_fan[hour, zone],
                    drive.flow_plain[hour, zone],
                    drive.unit_share[hour, zone],
                ),
                own[row.FLOW_OUTDOOR],
                own[row.EXCHANGE],
                own[row.POWER_VENTILATION : row.FLOW_UNIT + 1],
                own[row.FAN_HEAT : row.FLOW_KEPT + 1],
            )
        add_row(own[row.HEAT_AIR], own[row.FAN_HEAT])
        if machines & PUMP:
            limit_pump(rooms[zone], weather, limits[3, zone])


@phase
def draw_machines(
    layout: Layout, rooms: FloatArray, weather: FloatArray, zones: FloatArray
) -> None:
    """Write what heat pumps draw, and what inverters draw otherwise.

    Parameters
    ----------
    layout
        Which machines stand where.
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    weather
        Outdoors of the hour, shape ``(row, lane)`` [any].
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    """
    for zone in range(zones.shape[0]):
        own = zones[zone]
        if layout.machines[zone] & PUMP:
            draw_pump(rooms[zone], own[row.HEATING], weather, own[row.POWER_HEATING])
        if layout.machines[zone] & INVERTER:
            modulate(
                rooms[zone, row.COOLING_INVERTER],
                own[row.PART_LOAD],
                own[row.POWER_REFERENCE],
            )
