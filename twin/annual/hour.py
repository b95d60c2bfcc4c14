"""One hour of a building between its faces and its air: decide, solve, count."""

from twin.annual import faces
from twin.annual import scratch as row
from twin.annual.series import Climate, Drive
from twin.annual.zone_hour import STEP, decide_plant, draw_air, ready_coils
from twin.ground.lanes import decay_mean, lane_loop, phase
from twin.ground.types import FloatArray
from twin.physics.plant import eliminate, solve_air, substitute


@phase
def read_weather(climate: Climate, hour: int, weather: FloatArray) -> None:
    """Write the outdoors of the hour, one column for each lane."""
    faces.gather(climate.temp_outdoor[hour], climate.node, weather[row.W_OUTDOOR])
    faces.gather(climate.temp_sky[hour], climate.node, weather[row.W_SKY])
    faces.gather(climate.temp_ground[hour], climate.node, weather[row.W_GROUND])
    faces.gather(climate.humidity_ratio[hour], climate.node, weather[row.W_HUMIDITY])
    faces.gather(climate.density[hour], climate.node, weather[row.W_DENSITY])


@lane_loop
def _release(
    cookers: FloatArray, sources: FloatArray, base: tuple[float, float, float, float]
) -> None:
    """Write heat, water and CO₂ released; `base` ends with the cooking heat."""
    for lane in range(sources.shape[1]):
        sources[0, lane] = base[0] + base[3] * cookers[0, lane]
        sources[1, lane] = base[1] + base[3] * cookers[1, lane]
        sources[2, lane] = base[2] + base[3] * cookers[2, lane]


@phase
def decide(
    rooms: FloatArray,
    drive: Drive,
    climate: Climate,
    hour: int,
    state: tuple[FloatArray, FloatArray, FloatArray],
) -> None:
    """Let plant and people of all zones decide, from the state of the hour before."""
    weather, zones, limits = state
    for zone in range(zones.shape[0]):
        people = drive.people[hour, zone]
        cooking = drive.cooking[hour, zone]
        room = rooms[zone]
        own = zones[zone]
        decide_plant(
            room,
            own,
            (
                people,
                drive.cooling_allowed[hour, zone],
                drive.cooling_setpoint[hour, zone],
                drive.heating_setpoint[hour, zone],
            ),
            own[row.IS_COOLING],
            limits[0, zone],
            limits[1, zone],
            limits[2, zone],
            limits[3, zone],
        )
        ready_coils(
            room,
            own,
            weather[row.W_OUTDOOR],
            climate.pressure[hour],
            own[row.COIL_SENSIBLE : row.COIL_CLAMPED + 1],
            limits[2, zone],
        )
        draw_air(
            room,
            own,
            weather,
            (
                climate.wind_local[hour],
                drive.flow_fan[hour, zone],
                people,
                drive.is_asleep[hour, zone],
                drive.airing[hour, zone],
                cooking,
            ),
            own[row.FLOW_OUTDOOR],
            own[row.EXCHANGE],
            own[row.FLOW_WINDOW],
        )
        _release(
            room[row.COOKER_HEAT : row.COOKER_CO2 + 1],
            own[row.HEAT_AIR : row.CO2_SOURCE + 1],
            (
                drive.heat_air[hour, zone],
                drive.moisture[hour, zone],
                drive.co2[hour, zone],
                cooking,
            ),
        )


@phase
def clear_equations(matrix: FloatArray, right: FloatArray) -> None:
    """Set the equations of an hour to zero."""
    faces.clear_rows(right)
    for equation in range(right.shape[0]):
        faces.clear_rows(matrix[equation])


@lane_loop
def add_air(
    own: FloatArray,
    capacity: FloatArray,
    outdoor: FloatArray,
    air: FloatArray,
    zone: int,
    diagonal: FloatArray,
    right: FloatArray,
    coupling: tuple[FloatArray, FloatArray],
) -> None:
    """Add outdoor air, gains and the heat of the air itself to a zone's equation.

    Star and air are coupled as much one way as the other: the first row of `coupling`
    is copied to the second.
    """
    upper, mirrored = coupling
    for lane in range(outdoor.shape[0]):
        exchange = own[row.EXCHANGE, lane]
        total = own[row.FILMS, lane] + exchange
        left, mean = decay_mean(total * STEP / capacity[lane])
        slow = total * mean / (1.0 - mean)
        air[1, zone, lane] = left
        air[2, zone, lane] = mean
        diagonal[lane] += exchange + slow
        mirrored[lane] = upper[lane]
        right[lane] += own[row.HEAT_AIR, lane] + exchange * outdoor[lane]
        right[lane] += slow * air[0, zone, lane]


@phase
def solve(
    equations: tuple[FloatArray, FloatArray],
    zones: FloatArray,
    air: FloatArray,
    limits: FloatArray,
    plant: FloatArray,
    work: tuple[FloatArray, FloatArray],
) -> None:
    """Solve for stars, airs and plant of all zones, and write the first two."""
    matrix, right = equations
    count = zones.shape[0]
    eliminate(matrix, right, count)
    solve_air(matrix, right, air, limits, plant, work[0], work[1])
    substitute(matrix, right, count)
    for zone in range(count):
        faces.copy_row(right[zone], zones[zone, row.STAR])
        faces.copy_row(right[count + zone], zones[zone, row.TEMP_AIR])


@lane_loop
def finish_zone(
    own: FloatArray,
    outdoor: FloatArray,
    air: FloatArray,
    plant: FloatArray,
    zone: int,
    sums: FloatArray,
) -> None:
    """Write the temperatures of a zone and add its heat to the balance."""
    for lane in range(outdoor.shape[0]):
        start = air[0, zone, lane]
        left = air[1, zone, lane]
        mean = air[2, zone, lane]
        temp = own[row.TEMP_AIR, lane]
        settled = (temp - mean * start) / (1.0 - mean)
        end = settled + (start - settled) * left
        air[0, zone, lane] = end
        own[row.PLANT, lane] = plant[zone, lane]
        own[row.TEMP_OPERATIVE, lane] = 0.5 * (temp + own[row.STAR, lane])
        drawn = own[row.EXCHANGE, lane] * (outdoor[lane] - temp)
        entered = drawn + own[row.HEAT_AIR, lane] + plant[zone, lane]
        sums[0, lane] += entered
        sums[1, lane] += abs(drawn) + own[row.HEAT_AIR, lane] + abs(plant[zone, lane])


@lane_loop
def balance(sums: FloatArray, star: FloatArray, total: FloatArray) -> None:
    """Add the hour's balances to those of the year, and forget them."""
    for lane in range(sums.shape[1]):
        total[0, lane] += sums[0, lane] * STEP
        total[1, lane] += sums[1, lane] * STEP
        total[2, lane] += abs(star[0, lane]) * STEP
        total[3, lane] += star[1, lane] * STEP
        sums[0, lane] = 0.0
        sums[1, lane] = 0.0
        star[0, lane] = 0.0
        star[1, lane] = 0.0
