"""Running mean and bands of EN 16798-1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythermalcomfort.models import adaptive_en

from twin.health.adaptive import (
    BANDS,
    RANGE,
    temp_comfort_en16798,
    temp_running_mean,
)


def days(values):
    return np.repeat(np.asarray(values, dtype=float), 24)


@given(temp=st.floats(-30.0, 45.0))
def test_a_constant_year_has_a_constant_running_mean(temp):
    running = temp_running_mean(days(np.full(365, temp)))
    assert running.shape == (365,)
    assert running == pytest.approx(np.full(365, temp), abs=1e-10)


def test_a_step_is_forgotten_by_a_fifth_each_day():
    """20 °C, then 30 °C from day 100 on: that day does not know it yet."""
    running = temp_running_mean(days(np.where(np.arange(365) < 100, 20.0, 30.0)))
    # the year wraps: December at 30 °C lingers in January
    start = running[0] - 20.0
    assert running[100] - 20.0 == pytest.approx(start * 0.8**100, abs=1e-9)
    gap = 30.0 - running[100:140]
    assert gap == pytest.approx(10.0 * 0.8 ** np.arange(40), abs=1e-6)


def test_december_precedes_january():
    """One hot 31 December weighs 0.2 on 1 January and 0.16 on the 2nd."""
    values = np.full(365, 10.0)
    values[-1] = 20.0
    running = temp_running_mean(days(values))
    assert running[:3] == pytest.approx([12.0, 11.6, 11.28])
    assert running[-1] == pytest.approx(10.0, abs=1e-9)


def test_an_hour_counts_as_a_twenty_fourth_of_its_day():
    temps = days(np.full(365, 15.0))
    temps[50 * 24 + 7] += 24.0
    assert temp_running_mean(temps)[51] == pytest.approx(15.2)


def test_the_running_mean_is_the_weighted_sum_of_past_days(rng):
    """Oracle: the written-out series of weights 0.2·0.8^k over the days before."""
    daily = rng.normal(20.0, 5.0, 365)
    running = temp_running_mean(days(daily))
    weights = 0.2 * 0.8 ** np.arange(150)
    expected = weights @ daily[199 - np.arange(150)]
    assert running[200] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("running", [10.0, 15.0, 22.5, 30.0])
def test_bands_are_those_of_pythermalcomfort(running):
    comfort = float(temp_comfort_en16798(np.array([running]))[0])
    answer = adaptive_en(25.0, 25.0, running, 0.1, round_output=False)
    assert comfort == pytest.approx(float(answer.tmp_cmf))
    limits = (
        (answer.tmp_cmf_cat_i_low, answer.tmp_cmf_cat_i_up),
        (answer.tmp_cmf_cat_ii_low, answer.tmp_cmf_cat_ii_up),
        (answer.tmp_cmf_cat_iii_low, answer.tmp_cmf_cat_iii_up),
    )
    for (low, high), (below, above) in zip(limits, BANDS, strict=True):
        assert comfort + below == pytest.approx(float(low))
        assert comfort + above == pytest.approx(float(high))


def test_beyond_its_range_the_comfort_temperature_stays_at_the_edge():
    assert RANGE == (10.0, 30.0)
    values = temp_comfort_en16798(np.array([0.0, 10.0, 30.0, 34.0]))
    assert values == pytest.approx([22.1, 22.1, 28.7, 28.7])
    for outside in (9.9, 30.1):
        with pytest.warns(UserWarning, match="applicability limits"):
            assert np.isnan(adaptive_en(25.0, 25.0, outside, 0.1).tmp_cmf)
