"""Leaks, windows and fans: closed cases of the published formulas."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from twin.air.flow import (
    LEAK_EXPONENT,
    flow_combined,
    infiltration_aim2,
    leakage_from_n50,
    night_share,
    window_flow_en16798,
)

LEAKAGE = 0.03


@pytest.fixture(params=["compiled", "python"])
def aim2(request):
    return (
        infiltration_aim2 if request.param == "compiled" else infiltration_aim2.py_func
    )


def test_pure_stack_by_hand(aim2):
    """fs = (1 + 0.67·0.5)/1.67·0.5^1.67 = 0.25121; Δp = 1.2·9.80665·5·20/273.15."""
    factor = (1.0 + 0.335) / 1.67 * 0.5**1.67
    assert factor == pytest.approx(0.25121, abs=1e-5)
    pressure = 1.2 * 9.80665 * 5.0 * 20.0 / 273.15
    expected = LEAKAGE * factor * pressure**0.67
    assert aim2(LEAKAGE, 20.0, 0.0, 0.0, 5.0) == pytest.approx(expected)


def test_pure_wind_by_hand(aim2):
    """fw = 0.19·1.33·(1 − 0.25^1.5) = 0.22111; Δp = 0.6·16."""
    expected = LEAKAGE * 0.19 * 1.33 * 0.875 * 9.6**0.67
    assert aim2(LEAKAGE, 20.0, 20.0, 4.0, 5.0) == pytest.approx(expected)


def test_stack_and_wind_together_by_hand(aim2):
    """Q^(1/n) add, less a third of the root of their product."""
    stack = aim2(LEAKAGE, 20.0, 0.0, 0.0, 5.0)
    wind = aim2(LEAKAGE, 20.0, 20.0, 4.0, 5.0)
    power = 1.0 / 0.67
    inner = stack**power + wind**power - 0.33 * (stack * wind) ** (power / 2.0)
    both = aim2(LEAKAGE, 20.0, 0.0, 4.0, 5.0)
    assert both == pytest.approx(inner**0.67)
    assert max(stack, wind) < both < stack + wind


def test_nothing_drives_no_flow(aim2):
    assert aim2(LEAKAGE, 22.0, 22.0, 0.0, 5.0) == 0.0


@settings(deadline=None)
@given(
    gap=st.floats(-25.0, 25.0),
    wind=st.floats(0.0, 15.0),
    height=st.floats(2.0, 20.0),
    more=st.floats(1.01, 3.0),
)
def test_more_of_one_drive_alone_or_of_leaks_is_more_flow(gap, wind, height, more):
    def flow(leak, gap, wind):
        return infiltration_aim2(leak, 15.0 + gap, 15.0, wind, height)

    slack = 1e-15
    assert flow(LEAKAGE, 0.0, wind * more) >= flow(LEAKAGE, 0.0, wind)
    assert flow(LEAKAGE, gap * more, 0.0) >= flow(LEAKAGE, gap, 0.0)
    assert flow(LEAKAGE, gap, 0.0) == pytest.approx(flow(LEAKAGE, -gap, 0.0))
    assert flow(LEAKAGE * more, gap, wind) == pytest.approx(
        more * flow(LEAKAGE, gap, wind), abs=slack
    )
    both = flow(LEAKAGE, gap, wind)
    one, other = flow(LEAKAGE, gap, 0.0), flow(LEAKAGE, 0.0, wind)
    assert both <= one + other + slack
    assert both >= 0.97 * max(one, other) - slack


def test_the_flow_at_fifty_pascal_is_the_tested_air_change():
    leakage = leakage_from_n50(6.0, 300.0)
    assert leakage * 50.0**LEAK_EXPONENT * 3600.0 == pytest.approx(1800.0)


@pytest.mark.parametrize("call", [window_flow_en16798, window_flow_en16798.py_func])
def test_a_window_follows_the_stronger_of_wind_and_stack(call):
    wind = 0.5 * 2.0 * math.sqrt(0.001 * 9.0)
    stack = 0.5 * 2.0 * math.sqrt(0.0035 * 1.2 * 5.0)
    assert call(2.0, 25.0, 25.0, 3.0, 1.2) == pytest.approx(wind)
    assert call(2.0, 30.0, 25.0, 0.0, 1.2) == pytest.approx(stack)
    assert call(2.0, 25.0, 30.0, 0.0, 1.2) == pytest.approx(stack)
    assert call(2.0, 30.0, 25.0, 3.0, 1.2) == pytest.approx(max(wind, stack))
    assert stack > wind
    assert call(2.0, 25.0, 25.0, 0.0, 1.2) == 0.0
    assert call(4.0, 30.0, 25.0, 0.0, 1.2) == pytest.approx(2.0 * stack)


@pytest.mark.parametrize("call", [flow_combined, flow_combined.py_func])
def test_balanced_fans_add_and_unbalanced_fans_stand_at_right_angles(call):
    assert call(0.03, 0.03, 0.02) == pytest.approx(0.05)
    assert call(0.04, 0.0, 0.03) == pytest.approx(0.05)
    assert call(0.0, 0.04, 0.03) == pytest.approx(0.05)
    assert call(0.05, 0.01, 0.03) == pytest.approx(0.01 + 0.05)
    assert call(0.0, 0.0, 0.02) == pytest.approx(0.02)


@settings(deadline=None)
@given(
    supply=st.floats(0.0, 0.2), exhaust=st.floats(0.0, 0.2), natural=st.floats(0.0, 0.2)
)
def test_together_is_at_least_the_largest_and_at_most_the_sum(supply, exhaust, natural):
    flow = flow_combined(supply, exhaust, natural)
    assert flow >= max(supply, exhaust, natural) - 1e-12
    assert flow <= max(supply, exhaust) + natural + 1e-12


def pressure_balance(pressures, exhaust):
    """Oracle: outdoor air of many leaks, each at its own pressure, with a fan."""

    def through(shift):
        drop = pressures + shift
        return np.sign(drop) * np.abs(drop) ** 0.67 / pressures.size

    shift = brentq(lambda one: through(one).sum() - exhaust, -1e3, 1e3)
    return through(shift).clip(0.0).sum()


@pytest.mark.parametrize("ratio", [0.25, 0.5, 1.0, 1.5, 2.0, 5.0])
def test_fans_and_stack_agree_with_a_balance_of_pressure(ratio):
    """Half of the leaks along the walls, a quarter in floor and in ceiling."""
    pressures = np.r_[np.linspace(-1.0, 1.0, 200), np.full(100, -1.0), np.ones(100)]
    natural = pressure_balance(pressures, 0.0)
    exact = pressure_balance(pressures, ratio * natural)
    assert flow_combined(0.0, ratio * natural, natural) == pytest.approx(
        exact, rel=0.12
    )


@pytest.mark.parametrize("call", [night_share, night_share.py_func])
def test_night_ventilation_needs_a_warm_room_and_cooler_air(call):
    assert call(27.0, 22.0, 24.0) == 1.0
    assert call(23.9, 15.0, 24.0) == 0.0
    assert call(27.0, 25.0, 24.0) == 0.0
    assert call(27.0, 30.0, 24.0) == 0.0
    assert call(24.5, 20.0, 24.0) == pytest.approx(0.5)
    assert call(27.0, 24.5, 24.0) == pytest.approx(0.5)
