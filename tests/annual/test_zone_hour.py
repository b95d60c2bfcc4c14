"""Each rule of habit, air and moisture, on a table of one zone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.air.exchange import step_dilution
from twin.air.flow import infiltration_aim2, window_flow_en16798
from twin.annual import scratch as row
from twin.annual import zone_hour
from twin.annual.series import Rooms
from twin.ground.constants import HEAT_VAPORISATION
from twin.ground.psychrometrics import (
    humidity_ratio_from_relative,
    humidity_relative_from_ratio,
)
from twin.physics.plant import FIXED, FREE, HOLD
from twin.systems.room_air_conditioner import (
    HUMIDITY_COIL,
    capacity_sensible,
    flow_coil,
    input_modifier,
    part_load_factor,
    temp_wet_bulb_fast,
)

decide_plant = zone_hour.decide_plant.py_func
draw_air = zone_hour.draw_air.py_func
step_moisture = zone_hour.step_moisture.py_func
step_gas = zone_hour.step_gas.py_func
PRESSURE = 101_325.0
OUTSIDE = (33.0, PRESSURE)


def rooms(**changes):
    values = {
        "volume": 50.0,
        "moisture_capacity": 600.0,
        "leakage": 0.01,
        "window_area": 2.0,
        "window_height": 1.2,
        "window_temp": 26.0,
        "cooling_capacity": 3500.0,
        "cooling_trigger": 28.0,
        "cooling_setpoint": 26.0,
        "heating_capacity": 1500.0,
        "heating_setpoint": 18.0,
        "needs_people": 1.0,
    }
    assert set(values) == set(Rooms._fields)
    values |= changes
    return np.array([[values[name]] for name in Rooms._fields])


def own(**changes):
    table = np.zeros((row.ROWS, 1))
    state = {"TEMP_AIR": 29.0, "TEMP_OPERATIVE": 29.0, "HUMIDITY": 0.015, "CO2": 600.0}
    for name, value in (state | changes).items():
        table[getattr(row, name), 0] = value
    return table


def cools(constants, state, people=1.0, allowed=1.0):
    decide_plant(constants, state, 0, people, allowed, OUTSIDE)
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
    assert not cools(rooms(cooling_capacity=0.0), state)
    assert state[row.LEAST, 0] == 0.0


def test_a_machine_that_cools_may_take_its_sensible_capacity_and_not_heat():
    state = own()
    assert cools(rooms(), state)
    relative = humidity_relative_from_ratio(29.0, 0.015, PRESSURE)
    wet_bulb = temp_wet_bulb_fast(29.0, float(relative))
    expected = capacity_sensible(3500.0, 29.0, min(wet_bulb, 23.9), 33.0)
    assert state[row.LEAST, 0] == pytest.approx(-expected, rel=1e-12)
    assert state[row.LARGEST, 0] == 0.0
    assert state[row.SET_POINT, 0] == 26.0


def test_a_machine_that_does_not_cool_leaves_the_room_to_the_heating():
    state = own(TEMP_OPERATIVE=20.0)
    assert not cools(rooms(), state)
    assert state[row.LEAST, 0] == 0.0
    assert state[row.LARGEST, 0] == 1500.0
    assert state[row.SET_POINT, 0] == 18.0


@pytest.mark.parametrize(
    ("outside", "humidity", "is_clamped"),
    [(33.0, 0.012, 0.0), (12.0, 0.012, 1.0), (33.0, 0.024, 1.0)],
)
def test_curves_read_at_their_edge_are_counted(outside, humidity, is_clamped):
    state = own(HUMIDITY=humidity)
    decide_plant(rooms(), state, 0, 1.0, 1.0, (outside, PRESSURE))
    assert state[row.COIL_CLAMPED, 0] == is_clamped


def test_the_mark_of_a_clamped_curve_is_taken_off_again():
    state = own(COIL_CLAMPED=1.0, TEMP_OPERATIVE=20.0)
    cools(rooms(), state)
    assert state[row.COIL_CLAMPED, 0] == 0.0


def air(constants, state, people=1.0, fan=0.0, temp=25.0, wind=1.0):
    flow = draw_air(constants, state, 0, people, fan, (temp, wind, 6.0))
    assert state[row.FLOW_OUTDOOR, 0] == flow
    return flow


def leaks(inside=29.0, temp=25.0, wind=1.0):
    return infiltration_aim2(0.01, inside, temp, wind, 6.0)


def test_leaks_and_fan_add_up_while_windows_are_shut():
    assert air(rooms(), own(), people=0.0, fan=0.02) == pytest.approx(leaks() + 0.02)


def test_windows_are_wide_open_two_kelvin_above_the_habit():
    expected = leaks() + window_flow_en16798(2.0, 29.0, 25.0, 1.0, 1.2)
    assert air(rooms(), own()) == pytest.approx(expected)


def test_windows_are_half_open_one_kelvin_above_the_habit():
    flow = air(rooms(), own(TEMP_AIR=27.0))
    expected = leaks(27.0) + window_flow_en16798(1.0, 27.0, 25.0, 1.0, 1.2)
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


def damp(constants, state, moisture=0.0, outdoor=(1.19, 0.018, PRESSURE)):
    step_moisture(constants, state, 0, moisture, outdoor)


def cooling_state(plant=-1000.0, mode=HOLD, **changes):
    values = {
        "PLANT": plant,
        "MODE": mode,
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


@pytest.mark.parametrize("mode", [HOLD, FIXED])
def test_heat_supplied_is_heating_and_draws_no_cooling_power(mode):
    state = cooling_state(plant=800.0, mode=mode)
    damp(rooms(), state)
    assert state[row.HEATING, 0] == 800.0
    assert state[row.COOLING, 0] == 0.0
    assert state[row.POWER_REFERENCE, 0] == 0.0


def test_a_floating_room_is_not_cooled():
    state = cooling_state(mode=FREE, plant=0.0)
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
    step_gas(rooms(), state, 0, 1e-5, 427.0)
    source = (0.02 * 427.0 + 1e-5 * 1e6) / 50.0
    end, mean = step_dilution(600.0, source, 0.02 / 50.0, 3600.0)
    assert state[row.CO2, 0] == pytest.approx(end, rel=1e-12)
    assert state[row.CO2_MEAN, 0] == pytest.approx(mean, rel=1e-12)
    entered = (0.02 * 427e-6 + 1e-5) * 3600.0
    left = 0.02 * mean * 1e-6 * 3600.0
    assert entered - left == pytest.approx(50.0 * (end - 600.0) * 1e-6, rel=1e-9)
    assert state[row.GAS_THROUGH, 0] == pytest.approx(entered + left, rel=1e-12)
    assert abs(state[row.GAS_RESIDUAL, 0]) < 1e-12 * entered
