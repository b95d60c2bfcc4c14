"""Dilution of a zone is exact, whatever the step."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from twin.air.exchange import step_dilution

START = st.floats(0.0, 5000.0)
SOURCE = st.floats(0.0, 10.0)
LOSS = st.floats(0.0, 0.05)
STEP = st.floats(1.0, 7200.0)


@pytest.fixture(params=["compiled", "python"])
def step(request):
    return step_dilution if request.param == "compiled" else step_dilution.py_func


def test_half_of_the_excess_is_gone_after_one_half_life(step):
    end, mean = step(800.0, 0.0, math.log(2.0) / 3600.0, 3600.0)
    assert end == pytest.approx(400.0)
    assert mean == pytest.approx(800.0 / (2.0 * math.log(2.0)))


def test_a_long_step_ends_at_source_over_loss(step):
    end, mean = step(0.0, 2.0, 0.01, 1e7)
    assert end == pytest.approx(200.0)
    assert mean == pytest.approx(200.0, rel=1e-4)


def test_without_air_change_a_source_accumulates(step):
    assert step(400.0, 0.1, 0.0, 3600.0) == pytest.approx((760.0, 580.0))


def test_the_course_within_the_step_has_that_mean(step):
    """Oracle: quadrature over the closed form's end values."""
    average, _ = quad(lambda t: step(900.0, 0.2, 4e-4, t)[0], 0.0, 3600.0)
    assert step(900.0, 0.2, 4e-4, 3600.0)[1] == pytest.approx(average / 3600.0)


def test_a_thousand_euler_steps_agree(step):
    value, total, count = 900.0, 0.0, 200_000
    length = 3600.0 / count
    for _ in range(count):
        total += value * length
        value += (0.2 - 4e-4 * value) * length
    end, mean = step(900.0, 0.2, 4e-4, 3600.0)
    assert end == pytest.approx(value, rel=1e-5)
    assert mean == pytest.approx(total / 3600.0, rel=1e-5)


@settings(deadline=None)
@given(start=START, source=SOURCE, loss=LOSS, duration=STEP)
def test_two_half_steps_are_one_step(start, source, loss, duration):
    end, mean = step_dilution(start, source, loss, duration)
    middle, first = step_dilution(start, source, loss, duration / 2.0)
    twice, second = step_dilution(middle, source, loss, duration / 2.0)
    assert twice == pytest.approx(end, rel=1e-8, abs=1e-9)
    assert (first + second) / 2.0 == pytest.approx(mean, rel=1e-8, abs=1e-9)


@settings(deadline=None)
@given(start=START, source=SOURCE, loss=LOSS, duration=STEP)
def test_what_entered_has_left_or_is_still_there(start, source, loss, duration):
    end, mean = step_dilution(start, source, loss, duration)
    scale = start + source * duration + 1.0
    residual = source * duration - loss * duration * mean - (end - start)
    assert abs(residual) / scale < 1e-9


@settings(deadline=None)
@given(start=START, source=SOURCE, loss=LOSS, duration=STEP)
def test_the_mean_lies_between_the_ends(start, source, loss, duration):
    end, mean = step_dilution(start, source, loss, duration)
    slack = 1e-8 * (1.0 + start + source * duration)
    assert min(start, end) - slack <= mean <= max(start, end) + slack


@pytest.mark.parametrize("exponent", [1e-12, 1e-9, 0.999e-6, 1.001e-6, 1e-4])
def test_a_tiny_loss_is_continuous_across_the_series(step, exponent):
    """Against the Taylor series of five terms in plain floats."""
    start, gained = 500.0, 360.0
    end, mean = step(start, gained / 3600.0, exponent / 3600.0, 3600.0)
    signs = [(-exponent) ** k for k in range(6)]
    decay = sum(one / math.factorial(k) for k, one in enumerate(signs))
    phi_1 = sum(one / math.factorial(k + 1) for k, one in enumerate(signs))
    phi_2 = sum(one / math.factorial(k + 2) for k, one in enumerate(signs))
    assert end == pytest.approx(start * decay + gained * phi_1, rel=1e-11)
    assert mean == pytest.approx(start * phi_1 + gained * phi_2, rel=1e-9)


def test_a_steady_state_stays(step):
    loss = np.float64(2e-4)
    end, mean = step(600.0, 600.0 * loss, loss, 3600.0)
    assert (end, mean) == pytest.approx((600.0, 600.0), rel=1e-12)
