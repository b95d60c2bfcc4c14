"""Fans: the table of the standards, the cube law, and what people choose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.systems.ceiling_fan import (
    LARGE_AC,
    SMALL_DC,
    CeilingFan,
    power_fan,
    run_fan,
    temp_offset_fan,
)

OFFSETS = (temp_offset_fan, temp_offset_fan.py_func)
RUNS = (run_fan, run_fan.py_func)


@pytest.mark.parametrize(
    ("air_speed", "expected"),
    [(0.0, 0.0), (0.59, 0.0), (0.6, 1.2), (0.89, 1.2), (0.9, 1.8), (1.2, 2.2),
     (3.0, 2.2)],
)  # fmt: skip
def test_the_limit_rises_by_the_steps_of_the_standard(air_speed, expected):
    for call in OFFSETS:
        assert call(air_speed, 28.0) == expected


@pytest.mark.parametrize("temp_operative", [20.0, 25.0, 35.0, 40.0])
def test_moving_air_does_not_count_in_cool_rooms_and_in_dangerous_heat(temp_operative):
    for call in OFFSETS:
        assert call(1.2, temp_operative) == 0.0


def test_half_the_speed_draws_an_eighth():
    fan = CeilingFan(power=40.0, air_speed=1.0, standby=0.0)
    for call in (power_fan, power_fan.py_func):
        assert call(fan, 0.5) == pytest.approx(5.0)
        assert call(fan, 1.0) == pytest.approx(40.0)
        assert call(SMALL_DC, 0.0) == 0.5


@pytest.mark.parametrize(
    ("temp_operative", "air_speed", "offset"),
    [(26.9, 0.0, 0.0), (27.5, 0.6, 1.2), (28.2, 0.6, 1.2), (28.5, 0.9, 1.8),
     (29.1, 1.2, 2.2), (33.0, 1.2, 2.2), (36.0, 0.0, 0.0)],
)  # fmt: skip
def test_people_choose_the_lowest_speed_that_helps(temp_operative, air_speed, offset):
    for run in RUNS:
        power, speed, gained = run(LARGE_AC, temp_operative, 27.0)
        assert (speed, gained) == (air_speed, offset)
        assert power == pytest.approx(70.0 * (air_speed / 1.2) ** 3)


def test_a_weak_fan_gives_what_it_can():
    weak = CeilingFan(power=20.0, air_speed=0.7, standby=0.0)
    for run in RUNS:
        assert run(weak, 31.0, 27.0)[1:] == (0.6, 1.2)
        assert run(weak._replace(air_speed=0.5), 31.0, 27.0) == (0.0, 0.0, 0.0)


@given(temp=st.floats(20.0, 34.0), limit=st.floats(24.0, 30.0))
def test_a_fan_never_runs_in_a_comfortable_room_and_never_overstates(temp, limit):
    power, speed, offset = run_fan.py_func(LARGE_AC, temp, limit)
    if temp <= limit:
        assert (power, speed, offset) == (0.0, 0.0, 0.0)
    assert offset == temp_offset_fan.py_func(speed, temp)
    assert power <= LARGE_AC.power
