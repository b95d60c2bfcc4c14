"""What must not depend on how a building is written down, and what must move how."""

import dataclasses
import itertools

import numpy as np
import pytest

from twin.annual.result import INDEX
from twin.model.programme import Habits
from twin.physics.elements import Merge

ENERGIES = [name for name in INDEX if name.endswith("_kwh")]
HOURS = [
    name
    for name in INDEX
    if name.endswith("_h") and name not in {"person_h", "co2_sum_ppm_h"}
]


def _year(result, name):
    return result.monthly[INDEX[name]].sum(axis=1)


@pytest.fixture(scope="module")
def room(make_zone, make_building):
    return make_building(make_zone(outer=("north", "east", "south", "west")))


def test_a_lower_set_point_and_trigger_cost_more_cooling(simulate, room):
    needs = []
    for shift in (-2.0, -1.0, 0.0, 1.0):
        habits = Habits(
            name="x", cooling_setpoint_shift=shift, cooling_trigger_shift=shift
        )
        result, _ = simulate(room, habits=habits)
        needs.append(_year(result, "cooling_need_sensible_kwh")[0])
    assert all(more > 1.02 * less for more, less in itertools.pairwise(needs))


@pytest.mark.parametrize("shift", [-1.0, 0.0, 1.5])
def test_a_cooled_room_is_held_where_habits_want_it(simulate, room, shift):
    """Two cooled hours in a row: the second begins and ends at the set-point."""
    habits = Habits(name="x", cooling_setpoint_shift=shift)
    _, hours = simulate(room, habits=habits)
    runs = hours.cooling[:, 0] > 0.0
    short = np.isclose(hours.temp_air[:, 0], 26.0 + shift, atol=1e-6)
    assert (short & runs).sum() > 0.5 * runs.sum() > 100


def test_insulation_saves_heat_in_a_cool_year(simulate, room, outdoor_cool):
    heated = dataclasses.replace(
        room, zones=(dataclasses.replace(room.zones[0], is_heated=True),)
    )
    plain, _ = simulate(heated, outdoor_cool)
    wall, _ = simulate(heated, outdoor_cool, wall_insulation="foam_wall")
    both, _ = simulate(
        heated,
        outdoor_cool,
        wall_insulation="foam_wall",
        roof_insulation="foam_roof",
    )
    need = [_year(one, "heating_need_kwh")[0] for one in (plain, wall, both)]
    assert need[0] > 1.2 * need[1]
    assert need[1] > 1.02 * need[2]


def test_insulation_never_widens_the_swing_of_a_closed_room_without_gains(
    make_zone, make_building, make_usage, simulate
):
    idle = make_usage(
        occupancy_weekday=(0.0,) * 24,
        occupancy_weekend=(0.0,) * 24,
        lighting=0.0,
        appliances=0.0,
    )
    zone = make_zone(windows=(), is_cooled=False, usage=idle)
    empty = make_building(zone, n50=0.0)
    swings = []
    for changes in (
        {},
        {"roof_insulation": "foam_roof"},
        {"roof_insulation": "foam_roof", "wall_insulation": "foam_wall"},
    ):
        _, hours = simulate(empty, **changes)
        swings.append(np.ptp(hours.temp_operative))
    assert swings[0] > swings[1] > swings[2]


def test_a_bright_roof_and_a_shaded_window_cool_a_room(simulate, room):
    need = {
        name: _year(simulate(room, **changes)[0], "cooling_need_sensible_kwh")[0]
        for name, changes in {
            "plain": {"albedo": 0.2},
            "bright": {"albedo": 0.8},
            "shaded": {"albedo": 0.2, "shading": "louvre"},
            "glazed": {"albedo": 0.2, "window": "double"},
        }.items()
    }
    assert need["bright"] < 0.98 * need["plain"]
    assert need["shaded"] < 0.98 * need["plain"]
    assert need["glazed"] < 0.98 * need["plain"]


def test_warmer_years_need_more_cooling(room, products, make_variant, weather):
    from twin.annual.outdoor import prepare_outdoor
    from twin.annual.simulate import BuildingRun, Task
    from twin.weather.future import morph_by_warming

    nodes = {
        node: prepare_outdoor(morph_by_warming(weather, node)) for node in (0.0, 1.5)
    }
    run = BuildingRun(room, products, nodes, 430.0)
    cold, warm = (
        run.simulate(Task(variant=make_variant(), node=node))[0] for node in nodes
    )
    for name in ("cooling_need_sensible_kwh", "overheating_h", "heat_caution_h"):
        assert _year(warm, name)[0] >= _year(cold, name)[0]
    assert (
        _year(warm, "cooling_need_sensible_kwh")[0]
        > 1.1 * _year(cold, "cooling_need_sensible_kwh")[0]
    )


def test_two_storeys_in_one_zone_use_twice_the_energy_in_the_same_hours(
    simulate, room, make_building
):
    double = dataclasses.replace(
        room,
        cooking=2.0 * room.cooking,
        zones=(dataclasses.replace(room.zones[0], multiplier=2),),
    )
    one, two = simulate(room, cooker="lpg")[0], simulate(double, cooker="lpg")[0]
    for name in ENERGIES:
        assert _year(two, name) == pytest.approx(2.0 * _year(one, name), rel=1e-6)
    for name in HOURS:
        assert _year(two, name) == pytest.approx(_year(one, name), abs=1.0, nan_ok=True)
    assert _year(two, "person_h") == pytest.approx(2.0 * _year(one, "person_h"))
    assert _year(one, "cooling_need_sensible_kwh")[0] > 100.0


def test_the_order_of_rooms_changes_only_the_order_of_results(simulate, house):
    turned = dataclasses.replace(house, zones=house.zones[::-1])
    one, hours = simulate(house, cooker="lpg")
    two, back = simulate(turned, cooker="lpg")
    assert back.temp_air[:, ::-1] == pytest.approx(hours.temp_air, abs=1e-5)
    assert two.monthly[:, ::-1] == pytest.approx(
        one.monthly, rel=1e-5, abs=1.0, nan_ok=True
    )
    energy = [INDEX[name] for name in ENERGIES]
    assert two.monthly[energy][:, ::-1] == pytest.approx(
        one.monthly[energy], rel=1e-6, abs=1e-6
    )


def test_walls_that_are_merged_give_nearly_the_hours_of_walls_apart(
    house, call_kernel, lived
):
    merged = call_kernel(house, merge=Merge.BY_CONSTRUCTION)
    assert len(merged.shell.elements) < len(lived.shell.elements)
    gap = merged.hours.temp_operative - lived.hours.temp_operative
    assert np.sqrt((gap**2).mean()) < 0.1
    assert merged.hours.cooling.sum() == pytest.approx(
        lived.hours.cooling.sum(), rel=0.02
    )


def test_the_name_of_a_building_changes_nothing(simulate, house):
    other = dataclasses.replace(house, id="other", name="<b>Other</b>")
    one, two = simulate(house)[0], simulate(other)[0]
    assert np.array_equal(one.monthly, two.monthly, equal_nan=True)


def test_without_working_machines_nothing_is_cooled(simulate, house):
    result, hours = simulate(house, has_cooling=False)
    assert (hours.cooling == 0.0).all()
    assert (hours.power_reference == 0.0).all()
    warm = simulate(house)[1]
    assert hours.temp_operative.max() > warm.temp_operative.max()
    assert _year(result, "cooled_h").sum() == 0.0


def test_fans_bring_air_and_take_power_while_people_are_there(
    simulate, room, make_usage
):
    zone = room.zones[0]
    fan = dataclasses.replace(
        room,
        zones=(dataclasses.replace(zone, usage=make_usage(flow_outdoor_person=0.008)),),
    )
    plain, with_fan = simulate(room)[0], simulate(fan)[0]
    assert _year(with_fan, "co2_excess_h")[0] < _year(plain, "co2_excess_h")[0]
    # 0.75 W per l/s, two people
    expected = 0.75 * 8.0 * _year(plain, "person_h") / 1000.0
    assert _year(with_fan, "ventilation_kwh") == pytest.approx(expected)
    assert _year(plain, "ventilation_kwh")[0] == 0.0
