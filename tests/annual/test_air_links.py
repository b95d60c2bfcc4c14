"""Rooms that share air: what one loses the other gains, and hand sums of the rest."""

import dataclasses

import numpy as np
import pytest

from twin.ground.constants import GRAVITY, HEAT_CAPACITY_AIR, KELVIN
from twin.model.building import AirLink
from twin.model.zone import Boundary

ALWAYS = (1.0,) * 24
FRESH = 0.01  # m³/s of outdoor air, in the front room only
BETWEEN = 0.02  # m³/s each way
GAIN = 15.0  # W/m², in the back room only
BREATH = 1e-6  # 1/h of outdoor air in the back room, which else would have no loss


@pytest.fixture(scope="module")
def make_rooms(make_zone, make_building, idle):
    """Two rooms without any wall that takes heat; the front one has outdoor air."""

    def make(**link):
        plain = make_zone(windows=(), is_cooled=False, is_heated=False, usage=idle)
        walls = tuple(
            dataclasses.replace(one, boundary=Boundary.ADIABATIC, film_inside=0.0)
            for one in plain.surfaces
        )
        fresh = FRESH * 3600.0 / plain.volume
        source = dataclasses.replace(
            idle,
            occupancy_weekday=ALWAYS,
            occupancy_weekend=ALWAYS,
            heat_sensible_person=0.0,
            heat_latent_person=0.0,
            co2_person=2e-6,
            appliances=GAIN,
            appliances_radiant=0.0,
            moisture_source=2e-5,
            window_opening_temp=90.0,
        )
        front = dataclasses.replace(
            plain, name="front", surfaces=walls, air_change=fresh
        )
        back = dataclasses.replace(
            front, name="back", air_change=BREATH, people=1.0, usage=source
        )
        links = (AirLink(zone="front", neighbour="back", **link),) if link else ()
        return dataclasses.replace(make_building(front, back, n50=0.0), air_links=links)

    return make


def test_heat_water_and_co2_of_the_back_room_leave_by_the_front_one(
    make_rooms, steady_outdoor, call_kernel
):
    climate = steady_outdoor(10.0)
    rooms = make_rooms(flow=BETWEEN)
    hours = call_kernel(rooms, climate).hours
    through = np.array([FRESH, BETWEEN])
    heat = GAIN * rooms.zones[1].floor_area
    warmer = heat / (through * climate.density[0] * HEAT_CAPACITY_AIR)
    assert hours.temp_air[-1] == pytest.approx(10.0 + np.cumsum(warmer), abs=1e-3)
    damper = 2e-5 / (through * climate.density[0])
    wet = climate.humidity_ratio[0] + np.cumsum(damper)
    assert hours.humidity_ratio[-1] == pytest.approx(wet, abs=1e-8)
    staler = 2e-6 / through * 1e6
    assert hours.co2[-1] == pytest.approx(430.0 + np.cumsum(staler), abs=1e-3)


def test_an_open_door_moves_air_by_the_warmth_between_the_rooms(
    make_rooms, steady_outdoor, call_kernel
):
    """A third of 0.6 of the area times the speed that the difference drives."""
    climate = steady_outdoor(10.0)
    rooms = make_rooms(area=1.6, height=2.0)
    hours = call_kernel(rooms, climate).hours
    front, back = hours.temp_air[-1]
    kelvin = 0.5 * (front + back) + KELVIN
    flow = 0.2 * 1.6 * np.sqrt(GRAVITY * 2.0 * (back - front) / kelvin)
    heat = flow * climate.density[0] * HEAT_CAPACITY_AIR * (back - front)
    assert back - front > 0.3
    assert heat == pytest.approx(GAIN * rooms.zones[1].floor_area, rel=1e-5)


def test_order_of_a_link_does_not_matter(make_rooms, outdoor, call_kernel):
    rooms = make_rooms(area=1.6, height=2.0)
    (link,) = rooms.air_links
    turned = AirLink(zone="back", neighbour="front", area=1.6, height=2.0)
    other = dataclasses.replace(rooms, air_links=(turned,))
    assert link.zone != turned.zone
    one, two = (call_kernel(each, outdoor, 500).hours for each in (rooms, other))
    for name in ("temp_air", "humidity_ratio", "co2"):
        first, second = getattr(one, name), getattr(two, name)
        assert first == pytest.approx(second, rel=1e-10), name


@pytest.mark.parametrize("link", [{"flow": BETWEEN}, {"area": 1.6, "height": 2.0}])
def test_a_house_with_a_doorway_closes_all_its_balances(
    link, house, outdoor, call_kernel
):
    names = [zone.name for zone in house.zones]
    joined = AirLink(zone=names[0], neighbour=names[1], **link)
    apart = call_kernel(house, outdoor, 1000)
    line = call_kernel(dataclasses.replace(house, air_links=(joined,)), outdoor, 1000)
    assert line.relative.max() < 1e-9
    gap = [np.abs(np.diff(one.hours.temp_air, axis=1)).mean() for one in (line, apart)]
    assert gap[0] < 0.9 * gap[1]
