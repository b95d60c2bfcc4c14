"""Each rule of habit, air and moisture, on a table of one zone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.air.exchange import step_dilution
from twin.air.flow import infiltration_flow
from twin.air.opening import OpeningRules, opening_rules
from twin.air.window import window_flow
from twin.annual import air_hour, zone_hour
from twin.annual import scratch as row
from twin.annual.series import Rooms
from twin.ground.constants import HEAT_CAPACITY_AIR, HEAT_VAPORISATION
from twin.ground.psychrometrics import (
    humidity_ratio_from_relative,
    humidity_relative_from_ratio,
)
from twin.model.behaviour import Behaviour
from twin.systems.room_air_conditioner import (
    HUMIDITY_COIL,
    capacity_sensible,
    flow_coil,
    input_modifier,
    part_load_factor,
    temp_wet_bulb_fast,
)

PRESSURE = 101_325.0
WINDY = {"leak_stack": 0.08, "leak_wind": 0.05}
HABIT = Behaviour(
    name="plain",
    temp_opening=26.0,
    temp_band=2.0,
    temp_outdoor_least=14.0,
    temp_outdoor_most=60.0,
    warmer_tolerated=2.0,
    share_most=1.0,
    share_cooking=0.0,
    share_sleep_least=0.0,
    share_sleep_most=1.0,
    share_empty=0.0,
    share_cooling=0.0,
    share_humid=0.0,
    humidity_opening=1.0,
    share_least=0.0,
    airing_hours=(0.0,) * 24,
    sleep_hours=(0.0,) * 24,
)
_OPENING = Rooms._fields[row.OPENING : row.OPENING + len(OpeningRules._fields)]


def rooms(**changes):
    values = dict.fromkeys(Rooms._fields, 0.0)
    values |= dict(zip(_OPENING, opening_rules(HABIT), strict=True))
    values |= {
        "volume": 50.0,
        "heat_capacity": 4e5,
        "moisture_capacity": 600.0,
        "leakage": 0.01,
        **WINDY,
        "window_area": 2.0,
        "window_height": 1.2,
        "cooling_capacity": 3500.0,
        "cooling_trigger": 28.0,
        "heating_capacity": 1500.0,
        "needs_people": 1.0,
    }
    assert set(values | changes) == set(Rooms._fields)
    values |= changes
    return np.array([[float(values[name])] for name in Rooms._fields])


def own(**changes):
    table = np.zeros((row.ROWS, 1))
    state = {"TEMP_AIR": 29.0, "TEMP_OPERATIVE": 29.0, "HUMIDITY": 0.015, "CO2": 600.0}
    for name, value in (state | changes).items():
        table[getattr(row, name), 0] = value
    return table


def decide(constants, state, people=1.0, allowed=1.0, outside=33.0):
    """Set-points to heat and to cool, least and largest plant heat."""
    limits = np.zeros((4, 1))
    hour = (people, allowed, 26.0, 18.0)
    cooling = state[row.IS_COOLING].copy()
    zone_hour.decide_plant(constants, state, hour, cooling, *limits)
    state[row.IS_COOLING] = cooling
    coil = np.zeros((4, 1))
    least = limits[2].copy()
    outdoor = np.array([outside])
    zone_hour.ready_coils(constants, state, outdoor, PRESSURE, coil, least)
    state[row.COIL_SENSIBLE : row.COIL_CLAMPED + 1] = coil
    limits[2] = least
    return limits[:, 0]


def cools(constants, state, people=1.0, allowed=1.0):
    decide(constants, state, people, allowed)
    return bool(state[row.IS_COOLING, 0])


def test_cooling_starts_above_the_trigger_only():
    assert cools(rooms(), own(TEMP_OPERATIVE=28.01))
    assert not cools(rooms(), own(TEMP_OPERATIVE=28.0))


def test_the_trigger_is_felt_not_measured_in_the_air():
    assert not cools(rooms(), own(TEMP_AIR=30.0, TEMP_OPERATIVE=27.0))
    assert cools(rooms(), own(TEMP_AIR=27.0, TEMP_OPERATIVE=30.0))


def test_cooling_stays_on_below_the_trigger():
    assert cools(rooms(), own(TEMP_OPERATIVE=25.0, IS_COOLING=1.0))


@pytest.mark.parametrize("was_on", [0.0, 1.0])
def test_cooling_needs_people_where_the_usage_says_so(was_on):
    assert not cools(rooms(), own(IS_COOLING=was_on), people=0.0)
    assert cools(rooms(needs_people=0.0), own(IS_COOLING=was_on), people=0.0)


@pytest.mark.parametrize("was_on", [0.0, 1.0])
def test_cooling_keeps_to_its_hours(was_on):
    assert not cools(rooms(), own(IS_COOLING=was_on), allowed=0.0)


def test_without_a_machine_nothing_cools():
    state = own()
    assert decide(rooms(cooling_capacity=0.0), state)[2] == 0.0
    assert state[row.IS_COOLING, 0] == 0.0


def test_a_machine_that_cools_may_take_its_sensible_capacity_and_not_heat():
    heat, cool, least, largest = decide(rooms(), own())
    relative = humidity_relative_from_ratio(29.0, 0.015, PRESSURE)
    wet_bulb = temp_wet_bulb_fast(29.0, float(relative))
    expected = capacity_sensible(3500.0, 29.0, min(wet_bulb, 23.9), 33.0)
    assert least == pytest.approx(-expected, rel=1e-6)
    assert largest == 0.0
    assert (heat, cool) == (18.0, 26.0)


def test_a_machine_that_does_not_cool_leaves_the_room_to_the_heating():
    limits = decide(rooms(cooling_shift=1.5), own(TEMP_OPERATIVE=20.0))
    assert limits.tolist() == [18.0, 27.5, 0.0, 1500.0]


def test_an_ideal_load_may_heat_and_cool_whoever_is_there():
    state = own(TEMP_OPERATIVE=20.0)
    limits = decide(rooms(is_ideal=1.0), state, people=0.0)
    assert limits.tolist() == [18.0, 26.0, -3500.0, 1500.0]
    assert state[row.IS_COOLING, 0] == 0.0
    assert decide(rooms(is_ideal=1.0), own(), allowed=0.0)[2] == 0.0


@pytest.mark.parametrize(
    ("outside", "humidity", "is_clamped"),
    [(33.0, 0.012, 0.0), (12.0, 0.012, 1.0), (33.0, 0.024, 1.0)],
)
def test_curves_read_at_their_edge_are_counted(outside, humidity, is_clamped):
    state = own(HUMIDITY=humidity)
    decide(rooms(), state, outside=outside)
    assert state[row.COIL_CLAMPED, 0] == is_clamped


def air(constants, state, people=1.0, fan=0.0, temp=25.0, wind=1.0):
    weather = np.zeros((row.WEATHER_ROWS, 1))
    weather[row.W_OUTDOOR], weather[row.W_DENSITY] = temp, 1.2
    flow, exchange = np.zeros(1), np.zeros(1)
    hour = (wind, fan, people, 0.0, 0.0, 0.0)
    zone_hour.draw_air(constants, state, weather, hour, flow, exchange, np.zeros(1))
    assert exchange[0] == pytest.approx(flow[0] * 1.2 * HEAT_CAPACITY_AIR)
    return float(flow[0])


def leaks(inside=29.0, temp=25.0, wind=1.0):
    return infiltration_flow(0.01, *WINDY.values(), inside, temp, wind)


def opened(area, inside=29.0, temp=25.0, wind=1.0):
    return window_flow(area, 0.0, 1.2, inside, temp, wind)


def test_leaks_and_fan_add_up_while_windows_are_shut():
    assert air(rooms(), own(), people=0.0, fan=0.02) == pytest.approx(leaks() + 0.02)


def test_a_given_leak_is_added_as_it_is():
    still = rooms(leakage=0.0, flow_leak=0.013)
    assert air(still, own(), people=0.0) == pytest.approx(0.013)


def test_windows_are_wide_open_two_kelvin_above_the_habit():
    expected = leaks() + opened(2.0)
    assert air(rooms(), own()) == pytest.approx(expected)


def test_windows_are_half_open_one_kelvin_above_the_habit():
    flow = air(rooms(), own(TEMP_AIR=27.0))
    expected = leaks(27.0) + opened(1.0, 27.0)
    assert flow == pytest.approx(expected)


@pytest.mark.parametrize(
    ("state", "case"),
    [
        ({}, {"people": 0.0}),
        ({"IS_COOLING": 1.0}, {}),
        ({"TEMP_AIR": 26.0}, {}),
        ({"TEMP_AIR": 29.0}, {"temp": 31.0}),
        ({"TEMP_AIR": 29.0}, {"temp": 14.0}),
    ],
    ids=["nobody there", "cooling", "not warm", "hot outdoors", "cold outdoors"],
)
def test_windows_stay_shut(state, case):
    flow = air(rooms(), own(**state), **case)
    inside = state.get("TEMP_AIR", 29.0)
    assert flow == pytest.approx(leaks(inside, case.get("temp", 25.0)))


def test_windows_still_open_to_outdoors_that_are_a_little_warmer():
    assert air(rooms(), own(), temp=30.9) > 2.0 * leaks(29.0, 30.9)


class Alone:
    """A layout whose zones exchange no air."""

    links = np.zeros((0, 2), dtype=np.int64)


def damp(constants, state, moisture=0.0, outdoor=(1.19, 0.018, PRESSURE)):
    state[row.MOISTURE] = moisture
    weather = np.zeros((row.WEATHER_ROWS, 1))
    weather[row.W_DENSITY], weather[row.W_HUMIDITY] = outdoor[0], outdoor[1]
    flows = (np.zeros((0, 1)), np.zeros((0, 1)))
    work = (np.zeros((1, 1, 1)), np.zeros((1, 1)))
    run = air_hour.move_water.py_func
    run(Alone, constants[None], state[None], weather, outdoor[2], flows, work)


def cooling_state(plant=-1000.0, **changes):
    values = {
        "PLANT": plant,
        "IS_COOLING": 1.0,
        "FLOW_OUTDOOR": 0.01,
        "COIL_SENSIBLE": 2500.0,
        "COIL_WET_BULB": 19.4,
        "COIL_OUTDOOR": 33.0,
        "TEMP_AIR": 26.0,
    }
    return own(**(values | changes))


def test_moisture_without_a_coil_dilutes_exactly():
    state = own(FLOW_OUTDOOR=0.02)
    damp(rooms(), state, moisture=3e-5)
    flow = 0.02 * 1.19
    end, mean = step_dilution(
        0.015, (flow * 0.018 + 3e-5) / 600.0, flow / 600.0, 3600.0
    )
    assert state[row.HUMIDITY, 0] == pytest.approx(end, rel=1e-12)
    assert state[row.HUMIDITY_RATIO, 0] == pytest.approx(mean, rel=1e-12)
    assert state[row.WATER_REMOVED, 0] == 0.0
    assert state[row.POWER_REFERENCE, 0] == 0.0


def test_a_coil_at_part_load_takes_its_share_of_water_and_power():
    state = cooling_state()
    damp(rooms(), state)
    coil = flow_coil(3500.0, 19.4, 33.0, 1000.0 / 2500.0)
    flow = 0.01 * 1.19
    gain = (flow * 0.018 + coil * HUMIDITY_COIL) / 600.0
    _, mean = step_dilution(0.015, gain, (flow + coil) / 600.0, 3600.0)
    removed = coil * (mean - HUMIDITY_COIL)
    total = 1000.0 + removed * HEAT_VAPORISATION
    power = total * input_modifier(19.4, 33.0) / part_load_factor(0.4)
    assert state[row.COOLING, 0] == 1000.0
    assert state[row.WATER_REMOVED, 0] == pytest.approx(removed, rel=1e-12)
    assert state[row.POWER_REFERENCE, 0] == pytest.approx(power, rel=1e-12)


def test_the_coil_stays_dry_in_air_that_is_drier_than_itself():
    state = cooling_state(HUMIDITY=0.006)
    damp(rooms(), state, outdoor=(1.19, 0.006, PRESSURE))
    assert state[row.WATER_REMOVED, 0] == 0.0
    assert state[row.HUMIDITY, 0] == pytest.approx(0.006, rel=1e-9)
    modifier = input_modifier(19.4, 33.0) / part_load_factor(0.4)
    assert state[row.POWER_REFERENCE, 0] == pytest.approx(1000.0 * modifier)


def test_water_that_the_air_cannot_hold_condenses_and_is_counted():
    state = own(TEMP_AIR=20.0, FLOW_OUTDOOR=0.0, HUMIDITY=0.014)
    damp(rooms(), state, moisture=1e-3)
    most = float(humidity_ratio_from_relative(20.0, 1.0, PRESSURE))
    assert state[row.HUMIDITY, 0] == pytest.approx(most, rel=1e-9)
    over = 0.014 + 1e-3 * 3600.0 / 600.0 - most
    assert state[row.CONDENSATE, 0] == pytest.approx(over * 600.0 / 3600.0, rel=1e-6)


def test_dry_rooms_do_not_condense():
    state = own(FLOW_OUTDOOR=0.02)
    damp(rooms(), state)
    assert state[row.CONDENSATE, 0] == 0.0


def test_relative_humidity_belongs_to_the_mean_air():
    state = own(FLOW_OUTDOOR=0.02)
    damp(rooms(), state)
    expected = humidity_relative_from_ratio(
        29.0, state[row.HUMIDITY_RATIO, 0], PRESSURE
    )
    assert state[row.HUMIDITY_RELATIVE, 0] == pytest.approx(float(expected), rel=1e-12)


def test_a_clamped_curve_counts_only_while_the_machine_cools():
    running, idle = cooling_state(COIL_CLAMPED=1.0), own(COIL_CLAMPED=1.0)
    for state in (running, idle):
        damp(rooms(), state)
    assert running[row.CURVE_CLAMPED, 0] == 1.0
    assert idle[row.CURVE_CLAMPED, 0] == 0.0


def test_heat_supplied_is_heating_and_draws_no_cooling_power():
    state = cooling_state(plant=800.0)
    damp(rooms(), state)
    assert state[row.HEATING, 0] == 800.0
    assert state[row.COOLING, 0] == 0.0
    assert state[row.POWER_REFERENCE, 0] == 0.0


def test_an_ideal_load_cools_without_a_coil():
    state = cooling_state(IS_COOLING=0.0)
    damp(rooms(is_ideal=1.0), state)
    assert state[row.COOLING, 0] == 1000.0
    assert state[row.POWER_REFERENCE, 0] == 0.0
    assert state[row.WATER_REMOVED, 0] == 0.0


def test_a_floating_room_is_not_cooled():
    state = cooling_state(plant=0.0)
    damp(rooms(), state)
    assert state[row.COOLING, 0] == 0.0


@given(
    humidity=st.floats(0.004, 0.03),
    plant=st.floats(-2500.0, 0.0),
    flow=st.floats(0.0, 0.5),
    moisture=st.floats(0.0, 1e-3),
)
def test_no_hour_makes_or_loses_water(humidity, plant, flow, moisture):
    state = cooling_state(plant=plant, HUMIDITY=humidity, FLOW_OUTDOOR=flow)
    damp(rooms(), state, moisture)
    entered = (flow * 1.19 * 0.018 + moisture) * 3600.0
    left = flow * 1.19 * state[row.HUMIDITY_RATIO, 0] + state[row.CONDENSATE, 0]
    left = (left + state[row.WATER_REMOVED, 0]) * 3600.0
    stored = 600.0 * (state[row.HUMIDITY, 0] - humidity)
    assert abs(entered - left - stored) < 1e-9 * (entered + left) + 1e-12
    assert state[row.WATER_REMOVED, 0] >= 0.0
    assert state[row.WATER_RESIDUAL, 0] == pytest.approx(0.0, abs=1e-9)


def test_gas_dilutes_exactly_and_keeps_its_balance():
    state = own(FLOW_OUTDOOR=0.02)
    state[row.CO2_SOURCE] = 1e-5
    work = (np.zeros((1, 1, 1)), np.zeros((1, 1)))
    run = air_hour.move_gas.py_func
    run(Alone, rooms()[None], state[None], 427.0, np.zeros((0, 1)), work)
    source = (0.02 * 427.0 + 1e-5 * 1e6) / 50.0
    end, mean = step_dilution(600.0, source, 0.02 / 50.0, 3600.0)
    assert state[row.CO2, 0] == pytest.approx(end, rel=1e-12)
    assert state[row.CO2_MEAN, 0] == pytest.approx(mean, rel=1e-12)
    entered = (0.02 * 427e-6 + 1e-5) * 3600.0
    left = 0.02 * mean * 1e-6 * 3600.0
    assert entered - left == pytest.approx(50.0 * (end - 600.0) * 1e-6, rel=1e-9)
    assert state[row.GAS_THROUGH, 0] == pytest.approx(entered + left, rel=1e-12)
    assert abs(state[row.GAS_RESIDUAL, 0]) < 1e-12 * entered
