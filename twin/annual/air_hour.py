"""Water and CO₂ of all zones over one hour, alone or exchanged with other zones."""

from twin.annual import scratch as row
from twin.annual.faces import clear
from twin.annual.mixing import GAS, WATER, mix, weigh
from twin.annual.series import Layout
from twin.annual.zone_hour import (
    bring_gas,
    bring_water,
    count_coils,
    draw_power,
    run_coils,
    run_plant,
    step_gas,
    step_water,
    wet_coils,
)
from twin.ground.lanes import phase
from twin.ground.types import FloatArray


@phase
def move_water(
    layout: Layout,
    rooms: FloatArray,
    zones: FloatArray,
    weather: FloatArray,
    pressure: float,
    flows: tuple[FloatArray, FloatArray],
    work: tuple[FloatArray, FloatArray],
) -> None:
    """Run the coils and move the humidity of all zones.

    Parameters
    ----------
    layout
        Which zones exchange air.
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    weather
        Outdoors of the hour, shape ``(row, lane)`` [any].
    pressure
        Air pressure [Pa].
    flows
        Air between zones, each way, by volume and, overwritten, by mass, shape
        ``(link, lane)`` [m³/s, kg/s].
    work
        Working matrix and rows, ``(zone, zone, lane)`` and ``(zone, lane)`` [any].
    """
    volumes, moved = flows
    for zone in range(zones.shape[0]):
        own = zones[zone]
        run_plant(
            own[row.PLANT],
            own[row.COOLING],
            own[row.HEATING],
            own[row.PART_LOAD],
            own[row.CURVE_CLAMPED],
        )
        bring_water(
            own,
            weather,
            rooms[zone, row.MOISTURE_CAPACITY],
            own[row.SUPPLY],
            own[row.LOSS],
        )
        clear(own[row.COIL_AIR])
        if count_coils(own[row.IS_COOLING]) > 0:
            run_coils(
                rooms[zone],
                own,
                own[row.PART_LOAD],
                own[row.CURVE_CLAMPED],
                own[row.COIL_AIR],
            )
            wet_coils(
                own[row.HUMIDITY],
                rooms[zone, row.MOISTURE_CAPACITY],
                own[row.COIL_AIR],
                own[row.SUPPLY],
                own[row.LOSS],
            )
    if volumes.shape[0] > 0:
        for link in range(volumes.shape[0]):
            weigh(volumes[link], weather[row.W_DENSITY], moved[link])
        mix(layout, moved, rooms, zones, WATER, work)
    for zone in range(zones.shape[0]):
        own = zones[zone]
        step_water(
            own,
            weather,
            pressure,
            rooms[zone, row.MOISTURE_CAPACITY],
            own[row.SUPPLY : row.COIL_AIR + 1],
            own[row.HUMIDITY],
            own[row.HUMIDITY_RATIO : row.CONDENSATE + 1],
            own[row.WATER_RESIDUAL : row.WATER_THROUGH + 1],
        )
        if count_coils(own[row.IS_COOLING]) > 0:
            draw_power(own, own[row.POWER_REFERENCE])


@phase
def move_gas(
    layout: Layout,
    rooms: FloatArray,
    zones: FloatArray,
    co2_outdoor: float,
    flows: FloatArray,
    work: tuple[FloatArray, FloatArray],
) -> None:
    """Move the CO₂ of all zones.

    Parameters
    ----------
    layout
        Which zones exchange air.
    rooms
        Constants of the zones, shape ``(zone, constant, lane)`` [any].
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    co2_outdoor
        Outdoor CO₂ [ppm].
    flows
        Air between zones, each way, shape ``(link, lane)`` [m³/s].
    work
        Working matrix and rows, ``(zone, zone, lane)`` and ``(zone, lane)`` [any].
    """
    for zone in range(zones.shape[0]):
        own = zones[zone]
        bring_gas(
            own[row.FLOW_OUTDOOR],
            own[row.CO2_SOURCE],
            rooms[zone, row.VOLUME],
            co2_outdoor,
            own[row.SUPPLY],
            own[row.LOSS],
        )
    if flows.shape[0] > 0:
        mix(layout, flows, rooms, zones, GAS, work)
    for zone in range(zones.shape[0]):
        own = zones[zone]
        step_gas(
            own[row.SUPPLY : row.COIL_AIR + 1],
            own[row.FLOW_OUTDOOR],
            own[row.CO2_SOURCE],
            rooms[zone, row.VOLUME],
            co2_outdoor,
            own[row.CO2],
            own[row.CO2_MEAN],
            own[row.GAS_RESIDUAL : row.GAS_THROUGH + 1],
        )


@phase
def count_air(
    zones: FloatArray, total: FloatArray, residual: FloatArray, throughput: FloatArray
) -> None:
    """Write the balances of the year.

    Parameters
    ----------
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    total
        Residual and throughput of heat and of long-wave exchange, ``(4, lane)`` [J].
    residual
        Overwritten, shape ``(4, lane)`` [any].
    throughput
        Overwritten, shape ``(4, lane)`` [any].
    """
    lanes = residual.shape[1]
    for lane in range(lanes):
        for quantity in range(2):
            residual[quantity, lane] = total[2 * quantity, lane]
            throughput[quantity, lane] = total[2 * quantity + 1, lane]
            residual[2 + quantity, lane] = 0.0
            throughput[2 + quantity, lane] = 0.0
            for zone in range(zones.shape[0]):
                first = row.WATER_RESIDUAL + 2 * quantity
                residual[2 + quantity, lane] += zones[zone, first, lane]
                throughput[2 + quantity, lane] += zones[zone, first + 1, lane]
