"""The split unit: published curves, and a coil that gives its rated capacity."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.ground.constants import HEAT_CAPACITY_AIR, HEAT_VAPORISATION
from twin.ground.psychrometrics import (
    humidity_ratio_from_relative,
    temp_wet_bulb_stull,
)
from twin.systems.room_air_conditioner import (
    BYPASS,
    FLOW_RATED,
    HUMIDITY_COIL,
    TEMP_COIL,
    capacity_modifier,
    capacity_sensible,
    flow_coil,
    input_modifier,
    part_load_factor,
    temp_wet_bulb_fast,
)

RATED = 3500.0  # W, at 27 °C, wet bulb 19 °C, outdoors 35 °C


@pytest.mark.parametrize(
    ("temp_outdoor", "expected"),
    [
        (22.0, 1.26), (25.0, 1.21), (27.0, 1.17), (29.0, 1.13), (31.0, 1.09),
        (33.0, 1.04), (35.0, 1.00), (38.0, 0.94), (40.0, 0.89), (43.0, 0.83),
    ],
)  # fmt: skip
def test_efficiency_over_rated_follows_the_outdoor_temperature(temp_outdoor, expected):
    """Wet bulb 19.4 °C; two decimals worked out from the curve apart from the code."""
    for call in (input_modifier, input_modifier.py_func):
        assert 1.0 / call(19.4, temp_outdoor) == pytest.approx(expected, abs=0.0055)


def test_curves_are_near_one_where_they_were_rated():
    assert capacity_modifier(19.4, 35.0) == pytest.approx(1.0, abs=0.005)
    assert input_modifier(19.4, 35.0) == pytest.approx(1.0, abs=0.005)


def test_capacity_curve_by_hand():
    """Seven terms at wet bulb 20 °C, outdoors 30 °C."""
    expected = (
        0.942587793
        + 0.009543347 * 20.0
        + 0.000683770 * 400.0
        - 0.011042676 * 30.0
        + 0.000005249 * 900.0
        - 0.000009720 * 600.0
    )
    for call in (capacity_modifier, capacity_modifier.py_func):
        assert call(20.0, 30.0) == pytest.approx(expected, rel=1e-12)


@settings(deadline=None)
@given(
    wet=st.floats(12.8, 23.9), outdoor=st.floats(18.0, 45.0), more=st.floats(0.1, 1.1)
)
def test_a_hotter_condenser_gives_less_for_more(wet, outdoor, more):
    assert capacity_modifier(wet, outdoor + more) < capacity_modifier(wet, outdoor)
    if outdoor > 24.0:
        assert input_modifier(wet, outdoor + more) > input_modifier(wet, outdoor)


def test_the_coil_is_saturated():
    expected = float(humidity_ratio_from_relative(TEMP_COIL, 1.0, 101_325.0))
    assert pytest.approx(expected, rel=1e-3) == HUMIDITY_COIL


def rated_heats():
    """Sensible and latent cooling at 27/19/35 °C; humidity by the wet-bulb balance of
    ASHRAE Fundamentals (2017), ch. 1, eq. 33."""
    saturated = float(humidity_ratio_from_relative(19.0, 1.0, 101_325.0))
    humidity = ((2501.0 - 2.326 * 19.0) * saturated - 1.006 * 8.0) / (
        2501.0 + 1.86 * 27.0 - 4.186 * 19.0
    )
    sensible = capacity_sensible(RATED, 27.0, 19.0, 35.0)
    flow = flow_coil(RATED, 19.0, 35.0, 1.0)
    return sensible, flow * HEAT_VAPORISATION * (humidity - HUMIDITY_COIL)


def test_the_coil_gives_the_rated_capacity_at_the_rating_point():
    sensible, latent = rated_heats()
    assert sensible + latent == pytest.approx(RATED, rel=0.01)


def test_about_three_quarters_of_the_rated_capacity_is_sensible():
    sensible, latent = rated_heats()
    assert sensible / (sensible + latent) == pytest.approx(0.77, abs=0.03)


@pytest.mark.parametrize("part_load", [0.0, 0.4, 1.0])
def test_sensible_heat_and_air_of_the_coil_are_one_stream(part_load):
    modifier = capacity_modifier(21.0, 33.0)
    flow = part_load * modifier * FLOW_RATED * RATED * (1.0 - BYPASS)
    for call in (flow_coil, flow_coil.py_func):
        assert call(RATED, 21.0, 33.0, part_load) == pytest.approx(flow)
    for call in (capacity_sensible, capacity_sensible.py_func):
        sensible = call(RATED, 26.0, 21.0, 33.0)
        assert part_load * sensible == pytest.approx(
            flow * HEAT_CAPACITY_AIR * (26.0 - TEMP_COIL)
        )


def test_a_room_colder_than_the_coil_gets_no_cooling_and_no_heating():
    for call in (capacity_sensible, capacity_sensible.py_func):
        assert call(RATED, TEMP_COIL - 2.0, 12.8, 30.0) == 0.0


def test_cycling_costs_fifteen_percent_at_most():
    for call in (part_load_factor, part_load_factor.py_func):
        assert [call(0.0), call(0.5), call(1.0)] == pytest.approx([0.85, 0.925, 1.0])


def test_the_fast_wet_bulb_is_the_one_of_the_ground_floor():
    temps, shares = np.meshgrid(np.linspace(10.0, 40.0, 13), np.linspace(0.1, 0.98, 12))
    expected = temp_wet_bulb_stull(temps, shares)
    for call in (temp_wet_bulb_fast, temp_wet_bulb_fast.py_func):
        actual = np.vectorize(call)(temps, shares)
        assert actual == pytest.approx(expected, rel=1e-12)


def test_the_wet_bulb_closes_the_psychrometric_balance_within_its_error():
    """Stull's fit errs by 1.0 K at most; so it does in the range of rooms."""
    for temp, share in ((27.0, 0.47), (30.0, 0.8), (24.0, 0.6)):
        wet = temp_wet_bulb_fast(temp, share)
        saturated = float(humidity_ratio_from_relative(wet, 1.0, 101_325.0))
        water = float(humidity_ratio_from_relative(temp, share, 101_325.0))
        balance = ((2501.0 - 2.326 * wet) * saturated - 1.006 * (temp - wet)) / (
            2501.0 + 1.86 * temp - 4.186 * wet
        )
        assert math.isclose(balance, water, rel_tol=0.05)
