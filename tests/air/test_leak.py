"""The spread of leaks and the flow of an hour: published numbers and closed forms."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.air.flow import (
    infiltration_aim2,
    infiltration_flow,
    leakage_from_n50,
    power_leak,
)
from twin.air.leak import (
    SHELTER_CLASSES,
    LeakDistribution,
    leak_drive,
    leak_factors_aim2,
    leaks_of_storeys,
    shelter_aim2,
)

STOREY = 2.5
# Coefficients of the enhanced model for one, two and three storeys, [(Pa/K)^n] and
# [(Pa s²/m²)^n] with n = 0.67: ASHRAE Handbook Fundamentals (2009), ch. 16.
STACK = (0.054, 0.078, 0.098)
WIND = (0.156, 0.170, 0.170)
STACK_FLUE = (0.069, 0.089, 0.107)
WIND_FLUE = (0.142, 0.156, 0.167)


def coefficients(leaks, storeys):
    """Return stack and wind coefficient at an indoor temperature of 20 °C."""
    factors = leak_factors_aim2(leaks)
    weight = 1.2 * 9.80665 * STOREY * storeys / 293.15
    return factors.stack * weight**0.67, factors.wind * 0.6**0.67


@pytest.mark.parametrize("storeys", [1, 2, 3])
def test_the_published_coefficients_without_a_flue_come_out(storeys):
    stack, wind = coefficients(leaks_of_storeys(storeys), storeys)
    assert stack == pytest.approx(STACK[storeys - 1], rel=0.01)
    assert wind == pytest.approx(WIND[storeys - 1], rel=0.02)


@pytest.mark.parametrize("storeys", [1, 2, 3])
def test_the_published_coefficients_with_a_flue_come_out_roughly(storeys):
    """The handbook does not tell its flue: here a fifth of the leaks, 1.5 m high."""
    half = leaks_of_storeys(storeys).share_ceiling
    height = STOREY * storeys
    leaks = LeakDistribution(
        share_ceiling=half,
        share_floor=half,
        share_flue=0.2,
        height_flue=(height + 1.5) / height,
    )
    stack, wind = coefficients(leaks, storeys)
    assert stack == pytest.approx(STACK_FLUE[storeys - 1], rel=0.07)
    assert wind == pytest.approx(WIND_FLUE[storeys - 1], rel=0.05)


def test_a_hand_worked_house_over_a_crawl_space():
    """n 0.65, ceiling 0.15, floor 0.5: R 0.65, X −0.35, all by hand."""
    leaks = LeakDistribution(
        share_ceiling=0.15, share_floor=0.5, has_crawl_space=True, exponent=0.65
    )
    weight = 0.35**2 / 1.35
    stack = (1.0 + 0.65 * 0.65) / 1.65 * (0.5 * (1.0 - weight**1.25)) ** 1.65
    neutral = 0.35 / 5.0
    away = 1.0 - ((0.35 + neutral) / 1.35) ** 1.5
    wind = 0.19 * 1.35 * away * (1.0 - 0.65 * 0.525)
    assert leak_factors_aim2(leaks) == pytest.approx((stack, wind))


def test_a_hand_worked_flue():
    """R 0.4, X 0, Y 0.2, β 1.5, n 0.67, all by hand."""
    leaks = LeakDistribution(share_flue=0.2)
    weight = (2.34 * 0.2) ** 2 / 1.6
    critical = 0.4 + 0.8 / 1.67 - 0.4 * 0.5**0.67
    more = 0.67 * 0.2 * 0.5 ** (1.01 / 3.0)
    more *= 1.0 - 3.0 * critical**2 * 0.4**0.33 / 5.0
    stack = 1.268 / 1.67 * (0.5 - 0.5 * weight**1.25) ** 1.67 + more
    wind = 0.19 * 1.33 * (1.0 - 0.2**1.3) - 0.05 * (0.4 - 0.4 * 0.4**4)
    assert leak_factors_aim2(leaks) == pytest.approx((stack, wind))


def test_leaks_at_one_level_know_no_stack():
    leaks = LeakDistribution(share_ceiling=1.0, share_floor=0.0)
    assert leak_factors_aim2(leaks).stack == pytest.approx(0.0, abs=1e-12)


def test_a_flue_stands_in_more_wind_than_the_walls():
    walls = LeakDistribution()
    assert [shelter_aim2(walls, one) for one in SHELTER_CLASSES] == list(
        SHELTER_CLASSES
    )
    flue = LeakDistribution(share_flue=0.2)
    assert shelter_aim2(flue, 0.5) == pytest.approx(0.5 * 0.8 + 1.5 * 0.2)


@settings(deadline=None)
@given(pressure=st.floats(1e-3, 1e3))
def test_square_roots_give_the_power_of_leaks(pressure):
    expected = pressure**0.67
    assert power_leak(pressure) == pytest.approx(expected, rel=6e-4)
    assert power_leak.py_func(pressure) == pytest.approx(pressure ** (343 / 512))


def test_no_pressure_no_leak():
    assert power_leak(0.0) == 0.0


@pytest.mark.parametrize("call", [infiltration_flow, infiltration_flow.py_func])
@pytest.mark.parametrize(
    ("inside", "outside", "wind"),
    [(20.0, 0.0, 0.0), (26.0, 34.0, 0.0), (22.0, 22.0, 4.0), (20.0, -5.0, 3.0)],
)
def test_the_flow_of_an_hour_is_that_of_the_published_form(call, inside, outside, wind):
    leakage = leakage_from_n50(6.0, 300.0)
    drive = leak_drive(LeakDistribution(), 5.0, 1.2)
    flow = call(leakage, *drive, inside, outside, wind)
    expected = infiltration_aim2.py_func(leakage, inside, outside, wind, 5.0)
    assert flow == pytest.approx(expected, rel=6e-4)


def test_thinner_air_leaks_less():
    """Pressure goes with density, flow with its power."""
    drive = leak_drive(LeakDistribution(), 5.0, 1.2)
    thin = leak_drive(LeakDistribution(), 5.0, 0.9)
    sea = infiltration_flow(0.03, *drive, 20.0, 0.0, 3.0)
    assert infiltration_flow(0.03, *thin, 20.0, 0.0, 3.0) == pytest.approx(
        sea * 0.75**0.67, rel=1e-3
    )


def test_stack_and_wind_take_from_one_another():
    drive = leak_drive(LeakDistribution(), 5.0, 1.2)
    stack = infiltration_flow(0.03, *drive, 20.0, 0.0, 0.0)
    wind = infiltration_flow(0.03, *drive, 20.0, 20.0, 4.0)
    both = infiltration_flow(0.03, *drive, 20.0, 0.0, 4.0)
    assert max(stack, wind) < both < math.hypot(stack, wind)


def test_a_large_flue_takes_all_of_the_stack():
    """M stops at one: what is left is the flue's own share, a real number."""
    leaks = LeakDistribution(share_ceiling=1.0, share_floor=0.0, share_flue=0.2)
    critical = 0.8 - 0.4 * 0.5**0.67
    own = 0.67 * 0.2 * 0.5 ** (1.01 / 3.0)
    own *= 1.0 - 3.0 * (critical - 0.8) ** 2 * 0.8**0.33 / 5.0
    assert leak_factors_aim2(leaks).stack == pytest.approx(own)
