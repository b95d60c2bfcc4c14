"""Weibull lives and working times."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import weibull_min

from twin.life.hazard import (
    lognormal_factor,
    weibull_mean,
    weibull_survival,
    weibull_time_to_failure,
)

UNIFORM = st.floats(0.0, 0.999)
SHAPE = st.floats(0.7, 8.0)
SCALE = st.floats(2.0, 60.0)
AGE = st.floats(0.0, 80.0)


@given(shape=SHAPE, scale=SCALE)
def test_one_in_e_survives_its_scale_whatever_the_shape(shape, scale):
    assert weibull_survival(scale, shape, scale) == pytest.approx(math.exp(-1.0))


def test_survival_agrees_with_scipy():
    for age in (0.0, 3.0, 12.0, 30.0):
        expected = weibull_min.sf(age, 2.5, scale=14.0)
        assert weibull_survival(age, 2.5, 14.0) == pytest.approx(expected, rel=1e-12)


@given(uniform=UNIFORM, shape=SHAPE, scale=SCALE, age=AGE)
def test_remaining_life_inverts_survival_given_the_age(uniform, shape, scale, age):
    left = weibull_time_to_failure(uniform, shape, scale, age)
    log_survival = (age / scale) ** shape - ((age + left) / scale) ** shape
    spent = (age / scale) ** shape
    assert log_survival == pytest.approx(
        math.log1p(-uniform), rel=1e-6, abs=1e-9 * (1.0 + spent)
    )


@given(uniform=UNIFORM, scale=SCALE, age=AGE)
def test_without_ageing_the_past_does_not_matter(uniform, scale, age):
    fresh = weibull_time_to_failure(uniform, 1.0, scale)
    used = weibull_time_to_failure(uniform, 1.0, scale, age)
    assert used == pytest.approx(fresh, rel=1e-7, abs=1e-7)


@given(uniform=st.floats(0.01, 0.99), shape=st.floats(1.2, 8.0), scale=SCALE, age=AGE)
def test_what_wears_out_has_less_left_the_older_it_is(uniform, shape, scale, age):
    younger = weibull_time_to_failure(uniform, shape, scale, age)
    older = weibull_time_to_failure(uniform, shape, scale, age + 1.0)
    assert 0.0 < older < younger


@given(low=UNIFORM, high=UNIFORM, shape=SHAPE, scale=SCALE, age=AGE)
def test_more_luck_never_means_less_life(low, high, shape, scale, age):
    low, high = sorted((low, high))
    first = weibull_time_to_failure(low, shape, scale, age)
    second = weibull_time_to_failure(high, shape, scale, age)
    assert first <= second


def test_a_very_old_unit_keeps_its_digits():
    """Remaining life of a unit ten scales old tends to hazard over rate."""
    hazard = -math.log1p(-0.5)
    rate = 5.0 / 10.0 * (100.0 / 10.0) ** 4.0
    left = weibull_time_to_failure(0.5, 5.0, 10.0, 100.0)
    assert left == pytest.approx(hazard / rate, rel=1e-4)


@pytest.mark.parametrize(("shape", "scale"), [(1.8, 14.2), (3.0, 13.4), (6.0, 15.0)])
def test_lives_of_evenly_spread_luck_have_the_mean_of_the_gamma_function(shape, scale):
    uniform = (np.arange(20_000) + 0.5) / 20_000
    lives = [weibull_time_to_failure(float(one), shape, scale) for one in uniform]
    assert np.mean(lives) == pytest.approx(weibull_mean(shape, scale), rel=1e-3)
    assert weibull_mean(shape, scale) == pytest.approx(
        scale * math.gamma(1.0 + 1.0 / shape)
    )


def test_japanese_air_conditioners_last_12_6_years_on_average():
    """Ministry of the Environment of Japan (2011): shape 1.8 needs scale 14.2."""
    assert weibull_mean(1.8, 14.2) == pytest.approx(12.6, abs=0.05)


def test_working_times_have_mean_one_and_the_given_spread():
    normal = ndtri((np.arange(50_000) + 0.5) / 50_000)
    factors = np.array([lognormal_factor(float(one), 0.35) for one in normal])
    assert factors.mean() == pytest.approx(1.0, abs=1e-3)
    assert factors.std() == pytest.approx(0.35, abs=2e-3)
