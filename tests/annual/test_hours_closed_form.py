"""Hours whose answer fits on one line."""

import dataclasses

import numpy as np
import pytest

from twin.annual.shell import outer_elements
from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.model.zone import Boundary


@pytest.fixture(scope="module")
def box(make_zone, make_building):
    """A tight room whose faces are all the same outdoor wall, without a window."""
    zone = make_zone(windows=(), is_cooled=False)
    walls = tuple(one for one in zone.surfaces if one.name in {"north", "east"})
    return make_building(dataclasses.replace(zone, surfaces=walls), n50=0.0)


def _outer(building):
    return len(outer_elements(building))


def test_a_closed_room_without_gains_comes_to_the_outdoors(
    box, call_kernel, quiet_drive, steady_climate
):
    climate, drive = steady_climate(10.0), quiet_drive(_outer(box), 1)
    line = call_kernel(box, climate, drive, start_temp=40.0)
    assert line.hours.temp_air[-1, 0] == pytest.approx(10.0, abs=1e-6)
    assert line.hours.temp_operative[-1, 0] == pytest.approx(10.0, abs=1e-6)
    assert (np.diff(line.hours.temp_air[:, 0]) <= 1e-12).all()


def test_what_is_left_of_a_start_dies_out_by_the_slowest_rate(
    box, call_kernel, quiet_drive, steady_climate
):
    # no outdoor air enters, so late in the decay one mode is left
    climate, drive = steady_climate(10.0), quiet_drive(_outer(box), 1)
    line = call_kernel(box, climate, drive, start_temp=1e7)
    excess = line.hours.temp_air[:50, 0] - 10.0
    slowest = line.system.rate.max()
    assert excess[25] / excess[24] == pytest.approx(np.exp(slowest * 3600.0), rel=1e-6)


def test_a_steady_gain_warms_a_room_by_its_heat_over_its_loss(
    box, call_kernel, quiet_drive, steady_climate, outdoor
):
    drive = quiet_drive(_outer(box), 1, heat_air=300.0)
    line = call_kernel(box, steady_climate(10.0), drive, start_temp=10.0)
    wall = box.zones[0].surfaces[0]
    area = sum(one.area for one in box.zones[0].surfaces)
    # the star node sees only walls of one temperature, so it carries no heat
    wind = outdoor.weather.wind_speed.mean() * box.shelter
    outside = 1.0 / (4.0 + 4.0 * wind + 0.9 * 5.7)
    resistance = 1.0 / 2.5 + wall.construction.resistance + outside
    expected = 10.0 + 300.0 * resistance / area
    assert line.hours.temp_air[-1, 0] == pytest.approx(expected, abs=1e-6)


def test_outdoor_air_carries_its_share_of_a_steady_gain(
    box, call_kernel, quiet_drive, steady_climate
):
    climate = steady_climate(10.0)
    quiet = call_kernel(
        box, climate, quiet_drive(_outer(box), 1, heat_air=300.0), start_temp=10.0
    )
    per_kelvin = 300.0 / (quiet.hours.temp_air[-1, 0] - 10.0)
    fan = quiet_drive(_outer(box), 1, heat_air=300.0, flow_fan=0.02)
    line = call_kernel(box, climate, fan, start_temp=10.0)
    exchange = 0.02 * 1.19 * HEAT_CAPACITY_AIR
    expected = 10.0 + 300.0 / (per_kelvin + exchange)
    assert line.hours.temp_air[-1, 0] == pytest.approx(expected, abs=1e-6)


def test_a_constant_source_in_constant_air_settles_at_source_over_flow(
    box, call_kernel, quiet_drive, steady_climate
):
    drive = quiet_drive(_outer(box), 1, co2=5e-6, moisture=2e-5, flow_fan=0.01)
    line = call_kernel(box, steady_climate(25.0), drive)
    assert line.hours.co2[-1, 0] == pytest.approx(430.0 + 5e-6 / 0.01 * 1e6, abs=1e-6)
    expected = 0.010 + 2e-5 / (0.01 * 1.19)
    assert line.hours.humidity_ratio[-1, 0] == pytest.approx(expected, abs=1e-9)


def test_a_room_without_any_air_gathers_all_its_co2(
    box, call_kernel, quiet_drive, steady_climate
):
    line = call_kernel(box, steady_climate(25.0), quiet_drive(_outer(box), 1, co2=1e-6))
    rise = np.diff(line.hours.co2[:, 0])
    assert rise == pytest.approx(1e-6 * 3600.0 / 60.0 * 1e6, rel=1e-9)


def test_steady_cooling_takes_what_gains_and_walls_bring(
    box, call_kernel, quiet_drive, steady_climate, make_usage
):
    zone = dataclasses.replace(
        box.zones[0],
        is_cooled=True,
        usage=make_usage(cooling_needs_people=False, cooling_trigger=27.0),
    )
    cooled = dataclasses.replace(box, zones=(zone,))
    climate = steady_climate(36.0, humidity=0.005)
    free = call_kernel(
        box, climate, quiet_drive(_outer(box), 1, heat_air=300.0), start_temp=36.0
    )
    per_kelvin = 300.0 / (free.hours.temp_air[-1, 0] - 36.0)
    drive = quiet_drive(_outer(box), 1, heat_air=300.0, cooling_allowed=1.0)
    line = call_kernel(cooled, climate, drive, start_temp=36.0)
    expected = 300.0 + per_kelvin * (36.0 - 26.0)
    assert line.hours.temp_air[-1, 0] == pytest.approx(26.0, abs=1e-6)
    assert line.hours.cooling[-1, 0] == pytest.approx(expected, rel=1e-6)
    assert line.hours.water_removed[-1, 0] == 0.0  # drier than the coil


def test_rooms_behind_an_adiabatic_wall_do_not_feel_it(
    box, call_kernel, quiet_drive, steady_climate
):
    wall = dataclasses.replace(
        box.zones[0].surfaces[0], name="party", boundary=Boundary.ADIABATIC
    )
    zone = dataclasses.replace(box.zones[0], surfaces=(*box.zones[0].surfaces, wall))
    twin_box = dataclasses.replace(box, zones=(zone,))
    drive = quiet_drive(_outer(box), 1, heat_outer=100.0)
    one = call_kernel(box, steady_climate(10.0), drive, start_temp=10.0)
    two = call_kernel(twin_box, steady_climate(10.0), drive, start_temp=10.0)
    assert two.hours.temp_air[-1] == pytest.approx(one.hours.temp_air[-1], abs=1e-6)
