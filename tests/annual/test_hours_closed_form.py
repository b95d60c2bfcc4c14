"""Hours whose answer fits on one line."""

import dataclasses

import numpy as np
import pytest
from scipy.optimize import brentq

from twin.ground.constants import HEAT_CAPACITY_AIR, KELVIN, STEFAN_BOLTZMANN
from twin.ground.psychrometrics import density_air
from twin.model.material import Layer, Material
from twin.model.zone import Boundary, Exposure

ALWAYS = (1.0,) * 24
STORM = 3.0  # m/s before the walls


@pytest.fixture(scope="module")
def box(make_zone, make_building, idle):
    """A tight room whose faces are all the same windward wall, without mass."""
    zone = make_zone(windows=(), is_cooled=False, usage=idle, air_change=0.0)
    wall = next(one for one in zone.surfaces if one.name == "north")
    layer = wall.construction.layers[0]
    bare = Material(
        name="bare",
        conductivity=0.8,
        density=0.0,
        heat_capacity=0.0,
        source="test",
        status=layer.material.status,
    )
    made = dataclasses.replace(
        wall.construction, name="bare", layers=(Layer(material=bare, thickness=0.24),)
    )
    walls = tuple(
        dataclasses.replace(
            wall,
            name=f"wall{azimuth:.0f}",
            construction=made,
            exposure=Exposure(tilt=90.0, azimuth=azimuth),
        )
        for azimuth in (0.0, 20.0, 340.0)  # wind from north blows onto all
    )
    room = dataclasses.replace(zone, surfaces=walls)
    return make_building(room, n50=0.0, shelter=1.0)


@pytest.fixture(scope="module")
def closed(box, make_zone):
    """The box with walls of brick that touch neither its air nor the outdoors."""
    return _closed_face(box, make_zone().surfaces[0].construction)


@pytest.fixture(scope="module")
def run(call_kernel):
    """Hours of a building as it stands; rooms at rest exchange nothing to check."""

    def hours(building, climate):
        return call_kernel(building, climate).hours

    return hours


def _with(building, usage=None, **changes):
    """A building of one room with that room changed."""
    zone = building.zones[0]
    if usage:
        changes["usage"] = dataclasses.replace(zone.usage, **usage)
    return dataclasses.replace(building, zones=(dataclasses.replace(zone, **changes),))


def _closed_face(building, brick):
    """A building of one room whose faces take no heat from the air."""
    walls = tuple(
        dataclasses.replace(
            one, boundary=Boundary.ADIABATIC, film_inside=0.0, construction=brick
        )
        for one in building.zones[0].surfaces
    )
    return _with(building, surfaces=walls)


def _through(wall, room, outside, wind):
    """Heat that leaves by a square metre of upright wall whose room it fills alone."""

    def outer(flow):
        """Flow that an outer face sheds, less the flow that reaches it."""
        inner = room - (flow / 1.31) ** 0.75
        face = inner - flow * wall.resistance
        gap = abs(face - outside)
        natural = 1.31 * gap ** (1.0 / 3.0)
        forced = 3.26 * wind**0.89
        film = natural + 1.67 * (np.hypot(natural, forced) - natural)
        warm, cold = face + KELVIN, outside + KELVIN
        shed = film * (face - outside)
        return shed + 0.9 * STEFAN_BOLTZMANN * (warm**4 - cold**4) - flow

    return brentq(outer, 1e-9, 500.0)


@pytest.mark.parametrize("wind", [0.0, STORM])
def test_a_held_room_takes_what_its_films_and_walls_let_through(
    box, steady_outdoor, wind, run
):
    held = _with(box, is_heated=True, usage={"heating_setpoint": 22.0})
    hours = run(held, steady_outdoor(2.0, wind))
    walls = held.zones[0].surfaces
    flow = _through(walls[0].construction, 22.0, 2.0, wind)
    area = sum(one.area for one in walls)
    assert hours.temp_air[-1, 0] == pytest.approx(22.0, abs=1e-9)
    assert hours.heating[-1, 0] == pytest.approx(area * flow, rel=1e-5)


def test_a_steady_gain_warms_a_room_until_its_walls_shed_it(box, steady_outdoor, run):
    gain = _with(box, usage={"appliances": 15.0, "appliances_radiant": 0.0})
    hours = run(gain, steady_outdoor(10.0, STORM))
    walls = gain.zones[0].surfaces
    area = sum(one.area for one in walls)

    def left(temp):
        return area * _through(walls[0].construction, temp, 10.0, STORM) - 300.0

    expected = brentq(left, 10.5, 60.0)
    assert hours.temp_air[-1, 0] == pytest.approx(expected, abs=1e-3)


def test_everything_comes_to_the_outdoors_where_nothing_happens(
    house, idle, steady_outdoor, run
):
    """Walls, slab, soil, glass, two rooms and moisture: one temperature."""
    quiet = dataclasses.replace(
        house,
        zones=tuple(
            dataclasses.replace(zone, usage=idle, is_cooled=False, is_heated=False)
            for zone in house.zones
        ),
    )
    climate = steady_outdoor(11.0, STORM)
    hours = run(quiet, climate)
    assert hours.temp_air[-1] == pytest.approx(11.0, abs=1e-6)
    assert hours.temp_operative[-1] == pytest.approx(11.0, abs=1e-6)
    assert hours.humidity_ratio[-1] == pytest.approx(climate.humidity_ratio[0])
    assert hours.co2 == pytest.approx(430.0)
    away = np.abs(hours.temp_air - 11.0)
    assert (np.diff(away, axis=0) <= 1e-9).all()


def _step(climate, before, after, hour):
    """A climate whose air jumps once."""
    temp = np.where(np.arange(8760) < hour, before, after)
    temp[-1000:] = before
    return dataclasses.replace(climate, temp_mean=temp.astype(float))


def test_air_alone_relaxes_by_its_capacity_over_its_exchange(
    closed, steady_outdoor, run
):
    """Faces that let no heat through: one time constant leaves one part in e."""
    room = _with(closed, air_change=0.5)
    climate = steady_outdoor(10.0)
    hours = run(room, _step(climate, 10.0, 20.0, 100))
    zone = room.zones[0]
    indoor = float(density_air(20.0, 101_325.0))
    capacity = zone.volume * indoor * HEAT_CAPACITY_AIR + 20_000.0 * zone.floor_area
    exchange = zone.volume * 0.5 / 3600.0 * climate.density[0] * HEAT_CAPACITY_AIR
    rate = 3600.0 * exchange / capacity
    start = np.arange(48.0)
    mean = np.exp(-rate * start) * (1.0 - np.exp(-rate)) / rate
    assert hours.temp_air[99, 0] == pytest.approx(10.0, abs=1e-9)
    assert hours.temp_air[100:148, 0] == pytest.approx(20.0 - 10.0 * mean, abs=1e-6)


def test_outdoor_air_takes_its_flow_times_its_heat(closed, steady_outdoor, run):
    climate = steady_outdoor(-3.0)
    fan = (0.2,) * 24
    held = _with(
        closed,
        air_change=0.5,
        air_change_hours=fan,
        is_heated=True,
        usage={"heating_setpoint": 20.0},
    )
    hours = run(held, climate)
    flow = held.zones[0].volume * 0.7 / 3600.0
    expected = flow * climate.density[0] * HEAT_CAPACITY_AIR * 23.0
    assert hours.flow_outdoor[-1, 0] == pytest.approx(flow)
    assert hours.heating[-1, 0] == pytest.approx(expected, rel=1e-9)


def test_mirrored_rooms_have_mirrored_hours(make_zone, make_building, outdoor, run):
    """Two equal rooms in equal sun, and a wall of theirs between them."""
    one = make_zone("one", "two", outer=("north", "south"))
    two = make_zone("two", outer=("north", "south"))
    hours = run(make_building(one, two), outdoor)
    for name in ("temp_air", "temp_operative", "cooling", "humidity_ratio"):
        series = getattr(hours, name)
        assert series[:, 0] == pytest.approx(series[:, 1], abs=1e-6), name
    assert hours.cooling.max() > 500.0


def test_a_constant_source_in_constant_air_settles_at_source_over_flow(
    box, steady_outdoor, run
):
    people = {
        "occupancy_weekday": ALWAYS,
        "occupancy_weekend": ALWAYS,
        "heat_latent_person": 0.0,
        "co2_person": 5e-6,
        "moisture_source": 2e-5,
        "window_opening_temp": 90.0,
    }
    climate = steady_outdoor(25.0)
    room = _with(box, air_change=0.6, people=1.0, usage=people)
    hours = run(room, climate)
    assert hours.co2[-1, 0] == pytest.approx(430.0 + 5e-6 / 0.01 * 1e6, abs=1e-6)
    expected = climate.humidity_ratio[0] + 2e-5 / (0.01 * climate.density[0])
    assert hours.humidity_ratio[-1, 0] == pytest.approx(expected, abs=1e-9)


def test_a_room_without_any_air_gathers_all_its_co2(box, steady_outdoor, run):
    people = {
        "occupancy_weekday": ALWAYS,
        "occupancy_weekend": ALWAYS,
        "co2_person": 1e-6,
        "heat_latent_person": 0.0,
        "window_opening_temp": 90.0,
    }
    hours = run(_with(box, people=1.0, usage=people), steady_outdoor(25.0))
    rise = np.diff(hours.co2[:, 0])
    assert rise == pytest.approx(1e-6 * 3600.0 / 60.0 * 1e6, rel=1e-9)


def test_steady_cooling_takes_what_gains_and_walls_bring(box, steady_outdoor, run):
    gain = {"appliances": 15.0, "appliances_radiant": 0.0, "cooling_trigger": 27.0}
    room = _with(box, usage=gain, is_cooled=True, cooling_capacity=6000.0)
    hours = run(room, steady_outdoor(36.0, STORM))
    walls = room.zones[0].surfaces
    area = sum(one.area for one in walls)
    # mirrored: what enters at 10 K warmer outdoors leaves at 10 K colder, but for the
    # fourth powers
    flow = _through(walls[0].construction, 46.0, 36.0, STORM)
    assert hours.temp_air[-1, 0] == pytest.approx(26.0, abs=1e-6)
    assert hours.cooling[-1, 0] == pytest.approx(300.0 + area * flow, rel=3e-3)


def test_a_closed_wall_is_not_felt_in_a_steady_room(box, steady_outdoor, run):
    wall = dataclasses.replace(
        box.zones[0].surfaces[0],
        name="party",
        boundary=Boundary.ADIABATIC,
        exposure=Exposure(tilt=90.0, azimuth=0.0),
    )
    held = _with(box, is_heated=True, usage={"heating_setpoint": 22.0})
    more = _with(held, surfaces=(*held.zones[0].surfaces, wall))
    climate = steady_outdoor(2.0)
    one, two = run(held, climate), run(more, climate)
    # it has the temperature of the air and the star, and takes part in neither
    assert two.temp_air[-1] == pytest.approx(one.temp_air[-1], abs=1e-6)
    assert two.heating[-1] > one.heating[-1]


def test_air_ends_the_hour_at_its_set_point(
    make_zone, make_building, outdoor_cool, run
):
    """Where set-points ramp, heat follows; where they stand still, so does the air."""
    from_six = tuple(16.0 if hour < 6 else 21.0 for hour in range(24))
    zone = make_zone(is_ideal=True, is_heated=True)
    usage = dataclasses.replace(zone.usage, heating_setpoint_hours=from_six)
    house = make_building(dataclasses.replace(zone, usage=usage))
    hours = run(house, outdoor_cool)
    january = slice(0, 31 * 24)
    air = hours.temp_air[january, 0].reshape(31, 24)
    heat = hours.heating[january, 0].reshape(31, 24)
    held = (heat[:, 6] > 0.0) & (heat[:, 7] > 0.0)
    assert held.sum() > 10
    assert air[held, 7] == pytest.approx(21.0, abs=1e-9)
    assert (air[held, 6] < 21.0).all()
    assert (air[held, 6] > 18.0).all()
    assert (heat[held, 6] > heat[held, 7]).all()
