"""Collectors against the formula of their test standard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.systems.solar_thermal import evacuated_tube, flat_plate, heat_collector

CALLS = (heat_collector, heat_collector.py_func)


@pytest.mark.parametrize(
    ("irradiance", "warmer", "expected"),
    [(1000.0, 0.0, 780.0), (1000.0, 30.0, 661.5), (1000.0, 60.0, 516.0),
     (500.0, 50.0, 177.5), (200.0, 50.0, 0.0), (0.0, 10.0, 0.0)],
)  # fmt: skip
def test_power_curve_of_a_flat_plate_by_hand(irradiance, warmer, expected):
    """780 − 3.5·30 − 0.015·900 = 661.5 W/m² and so on."""
    for call in CALLS:
        actual = call(flat_plate(1.0), irradiance, 20.0 + warmer, 20.0)
        assert actual == pytest.approx(expected)


def test_two_square_metres_give_twice_the_heat():
    for call in CALLS:
        assert call(flat_plate(2.0), 700.0, 50.0, 10.0) == pytest.approx(
            2.0 * call(flat_plate(1.0), 700.0, 50.0, 10.0)
        )


def test_tubes_beat_plates_when_hot_and_lose_when_cool():
    tube, plate = evacuated_tube(1.0), flat_plate(1.0)
    assert heat_collector(tube, 500.0, 80.0, 10.0) > heat_collector(
        plate, 500.0, 80.0, 10.0
    )
    assert heat_collector(tube, 800.0, 25.0, 25.0) < heat_collector(
        plate, 800.0, 25.0, 25.0
    )


@given(sun=st.floats(0.0, 1200.0), fluid=st.floats(5.0, 95.0), air=st.floats(-20, 40))
def test_a_collector_never_cools_and_never_gives_more_than_the_sun(sun, fluid, air):
    heat = heat_collector.py_func(flat_plate(1.0), sun, fluid, air)
    assert heat >= 0.0
    if fluid >= air:
        assert heat <= sun
    hotter = heat_collector.py_func(flat_plate(1.0), sun, fluid + 1.0, air)
    assert hotter <= heat + 1e-9
