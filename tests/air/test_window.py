"""Openings on several sides and at several heights: orifices and their limits."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from twin.air.flow import window_flow_en16798
from twin.air.window import (
    DISCHARGE_SHARP,
    area_cross_en16798,
    stack_flow,
    window_flow,
    window_flow_gids_phaff,
)

AREA = st.floats(0.0, 20.0)
TEMP = st.floats(-20.0, 45.0)
SPEED = st.floats(0.0, 12.0)
GRAVITY = 9.80665


@pytest.fixture(params=["compiled", "python"])
def flow(request):
    return window_flow if request.param == "compiled" else window_flow.py_func


def test_windows_on_one_side_give_the_single_sided_flow(flow):
    for inside, outside, wind in [
        (25.0, 25.0, 3.0),
        (30.0, 25.0, 0.0),
        (30.0, 25.0, 3.0),
    ]:
        expected = window_flow_en16798(2.0, inside, outside, wind, 1.2)
        assert flow(2.0, 0.0, 1.2, inside, outside, wind) == pytest.approx(expected)


def test_wind_through_two_sides_by_hand(flow):
    """0.67 · 0.5 m² · 3 m/s · √0.75 = 0.870 m³/s."""
    assert flow(2.0, 0.5, 1.2, 25.0, 25.0, 3.0) == pytest.approx(
        0.67 * 0.5 * 3.0 * math.sqrt(0.75)
    )


def test_wind_and_stack_through_two_sides_add_as_squares(flow):
    wind = flow(2.0, 0.5, 1.2, 25.0, 25.0, 3.0)
    stack = flow(2.0, 0.5, 1.2, 30.0, 25.0, 0.0)
    assert stack == pytest.approx(math.sqrt(0.0035 * 1.2 * 5.0))
    assert flow(2.0, 0.5, 1.2, 30.0, 25.0, 3.0) == pytest.approx(
        math.hypot(wind, stack)
    )


def test_a_shut_window_lets_nothing_in(flow):
    assert flow(0.0, 0.0, 1.2, 35.0, 20.0, 9.0) == 0.0


@settings(deadline=None)
@given(area=AREA, share=st.floats(0.0, 0.5), inside=TEMP, outside=TEMP, wind=SPEED)
def test_the_flow_grows_in_proportion_to_what_is_open(
    area, share, inside, outside, wind
):
    whole = window_flow(area, share * area, 1.2, inside, outside, wind)
    half = window_flow(0.5 * area, 0.5 * share * area, 1.2, inside, outside, wind)
    assert half == pytest.approx(0.5 * whole, rel=1e-12)


@settings(deadline=None)
@given(area=AREA, cross=AREA, more=AREA, inside=TEMP, outside=TEMP, wind=SPEED)
def test_more_open_area_never_lets_in_less(area, cross, more, inside, outside, wind):
    flow = window_flow(area, cross, 1.2, inside, outside, wind)
    assert window_flow(area + more, cross, 1.2, inside, outside, wind) >= flow
    assert window_flow(area, cross + more, 1.2, inside, outside, wind) >= flow
    assert flow >= window_flow(area, 0.0, 1.2, inside, outside, wind)


@pytest.mark.parametrize(
    "call", [window_flow_gids_phaff, window_flow_gids_phaff.py_func]
)
def test_turbulence_airs_a_room_on_a_still_day(call):
    assert call(2.0, 20.0, 20.0, 0.0, 1.2) == pytest.approx(0.1)
    drive = 0.001 * 9.0 + 0.0035 * 1.2 * 5.0 + 0.01
    assert call(2.0, 25.0, 20.0, 3.0, 1.2) == pytest.approx(math.sqrt(drive))


def two_orifices(low, high, between, inside, outside):
    """Oracle: the level at which both orifices pass the same volume."""
    mean = 0.5 * (inside + outside) + 273.15
    pull = 2.0 * GRAVITY * abs(inside - outside) / mean

    def surplus(level):
        below = low * math.sqrt(pull * level)
        return below - high * math.sqrt(pull * (between - level))

    level = brentq(surplus, 0.0, between)
    return DISCHARGE_SHARP * low * math.sqrt(pull * level)


@pytest.mark.parametrize("call", [stack_flow, stack_flow.py_func])
@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (0.3, 2.0), (4.0, 0.1)])
def test_two_openings_share_a_neutral_level(call, low, high):
    expected = two_orifices(low, high, 3.0, 34.0, 30.0)
    assert call(low, high, 3.0, 34.0, 30.0) == pytest.approx(expected)
    assert call(low, high, 3.0, 30.0, 34.0) == pytest.approx(expected)


@pytest.mark.parametrize("call", [stack_flow, stack_flow.py_func])
def test_one_opening_alone_draws_no_stack(call):
    assert call(2.0, 0.0, 3.0, 34.0, 30.0) == 0.0
    assert call(0.0, 0.0, 3.0, 34.0, 30.0) == 0.0
    assert call(1.0, 1.0, 3.0, 30.0, 30.0) == 0.0


def cross(areas, azimuths, tilt=90.0):
    areas = np.asarray(areas, dtype=np.float64)
    return area_cross_en16798(
        areas, np.asarray(azimuths, dtype=np.float64), np.full(areas.size, tilt)
    )


def test_two_opposite_windows_are_two_orifices_for_half_of_the_winds():
    """A quarter of A/√2 for each of the two façades."""
    assert cross([2.0, 2.0], [0.0, 180.0]) == pytest.approx(0.5 * 2.0 / math.sqrt(2.0))
    assert cross([2.0, 1.0], [20.0, 110.0]) == pytest.approx(1.0 / math.sqrt(5.0))


def test_four_equal_sides_by_hand():
    """Four times a quarter of 1/√(1 + 1/9)."""
    expected = 1.0 / math.sqrt(1.0 + 1.0 / 9.0)
    assert cross([1.0] * 4, [0.0, 90.0, 180.0, 270.0]) == pytest.approx(expected)


def test_windows_that_look_the_same_way_give_no_cross_ventilation():
    assert cross([2.0, 3.0], [90.0, 100.0]) == 0.0
    assert cross([2.0], [90.0]) == 0.0
    assert cross([], []) == 0.0
    assert cross([1.0, 1.0], [10.0, 80.0]) == 0.0


def test_a_roof_light_helps_a_facade_but_is_none():
    areas = np.array([1.0, 1.0])
    azimuths = np.array([180.0, 0.0])
    both = area_cross_en16798(areas, azimuths, np.array([90.0, 90.0]))
    roof = area_cross_en16798(areas, azimuths, np.array([90.0, 10.0]))
    assert roof == pytest.approx(0.5 * both)


@settings(deadline=None)
@given(turn=st.floats(0.0, 44.0), factor=st.floats(0.1, 3.0))
def test_the_area_scales_and_a_square_house_may_turn(turn, factor):
    sides = np.array([0.0, 90.0, 180.0, 270.0])
    still = cross([1.0, 2.0, 1.0, 2.0], sides)
    assert cross(
        factor * np.array([1.0, 2.0, 1.0, 2.0]), sides + turn
    ) == pytest.approx(factor * still)
