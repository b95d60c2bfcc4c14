"""Compiled loops over lanes, and the functions that they are made of."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.ground.lanes import (
    cube_root,
    decay_mean,
    exponential,
    lane_loop,
    settle_shares,
)


@lane_loop
def _mix(one, other, target):
    """All three functions, and a product, lane by lane."""
    for lane in range(target.shape[0]):
        left, mean = decay_mean(one[lane])
        target[lane] = cube_root(one[lane]) * exponential(other[lane]) + left * mean


@lane_loop
def _mark(source, target):
    """Write and read so that the result depends on whether the two overlap."""
    for lane in range(target.shape[0]):
        target[lane] = source[lane] + 1.0


def test_the_cube_root_is_as_close_as_it_says_over_its_range():
    for value in np.geomspace(0.001, 80.0, 4001):
        root = cube_root.py_func(float(value))
        assert root == pytest.approx(math.cbrt(value), rel=4e-6)


def test_the_cube_root_of_nothing_is_nothing():
    assert cube_root.py_func(0.0) == 0.0
    assert cube_root(0.0) == 0.0


@settings(deadline=None)
@given(values=st.tuples(st.floats(0.0, 200.0), st.floats(0.0, 200.0)))
def test_the_cube_root_never_falls_and_keeps_its_sign(values):
    low, high = sorted(values)
    below, above = cube_root.py_func(low), cube_root.py_func(high)
    assert 0.0 <= below <= above * (1.0 + 1e-12)


def test_the_exponential_is_as_close_as_it_says_over_its_range():
    for value in np.linspace(-40.0, 40.0, 4001):
        assert exponential.py_func(float(value)) == pytest.approx(
            math.exp(value), rel=1e-10, abs=0.0
        )


def test_the_exponential_stands_still_beyond_its_range():
    assert exponential.py_func(-1e9) == exponential.py_func(-40.0) > 0.0
    assert exponential.py_func(1e9) == exponential.py_func(40.0) < math.inf


def test_left_and_mean_of_a_decay_are_as_close_as_they_say():
    for value in (*np.geomspace(1e-12, 40.0, 3001), 0.001, 0.000999999):
        left, mean = decay_mean.py_func(float(value))
        assert left == pytest.approx(math.exp(-value), rel=1e-10, abs=0.0)
        assert mean == pytest.approx(-math.expm1(-value) / value, rel=1e-9)


def test_nothing_decays_at_rate_zero():
    assert decay_mean.py_func(0.0) == (1.0, 1.0)


@settings(deadline=None)
@given(exponent=st.floats(1e-3, 60.0))
def test_what_is_lost_is_the_mean_times_the_exponent(exponent):
    """The tie that closes the heat balance of a room's air."""
    left, mean = decay_mean.py_func(exponent)
    assert mean * exponent == pytest.approx(1.0 - left, rel=1e-14)
    assert 0.0 < left < mean < 1.0


def test_a_mixed_volume_settles_as_the_exponential_says():
    """Closed form; near rate zero the third share is a half, by its series."""
    for value in (*np.geomspace(1e-9, 40.0, 2001), 0.001, 0.000999999):
        left, mean, rest = settle_shares.py_func(float(value))
        share = -math.expm1(-value) / value
        exact = (1.0 - share) / value
        if value < 1e-2:
            exact = 0.5 - value / 6.0 + value**2 / 24.0 - value**3 / 120.0
        assert (left, mean) == decay_mean.py_func(float(value))
        assert rest == pytest.approx(exact, rel=1e-6)


def test_compiled_functions_do_as_the_plain_ones():
    for value in (0.0, 1e-4, 0.02, 1.0, 27.0, 39.0):
        assert cube_root(value) == pytest.approx(cube_root.py_func(value), rel=1e-14)
        assert exponential(-value) == pytest.approx(
            exponential.py_func(-value), rel=1e-14
        )
        assert decay_mean(value) == pytest.approx(decay_mean.py_func(value), rel=1e-13)


@pytest.mark.parametrize("lanes", [1, 2, 3, 4, 5, 7, 8, 13, 16, 31, 64])
def test_a_lane_has_the_same_bits_wherever_it_stands(rng, lanes):
    """Vector instructions take the middle of an array, plain ones its end."""
    one, other = rng.uniform(0.0, 30.0, lanes), rng.uniform(-30.0, 10.0, lanes)
    together = np.empty(lanes)
    _mix(one, other, together)
    for lane in range(lanes):
        alone = np.empty(1)
        _mix(one[lane : lane + 1].copy(), other[lane : lane + 1].copy(), alone)
        assert alone[0] == together[lane]
    turned = np.empty(lanes)
    _mix(one[::-1].copy(), other[::-1].copy(), turned)
    assert turned[::-1].tolist() == together.tolist()


def test_a_lane_loop_without_its_compiler_is_the_plain_function():
    target = np.zeros(3)
    _mark.py_func(np.array([1.0, 2.0, 3.0]), target)
    assert target.tolist() == [2.0, 3.0, 4.0]
    compiled = np.zeros(3)
    _mark(np.array([1.0, 2.0, 3.0]), compiled)
    assert compiled.tolist() == target.tolist()
