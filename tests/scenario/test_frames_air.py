"""Bad days of a year whose states and climates change: mixed as hours are."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.annual.reduce_clean_air import CLEAN_BINS, CLEAN_WIDTH
from twin.annual.reduce_pollutants import AIR_EXTREMES
from twin.scenario.frames_air import CLEAN_AIR_FULL, PM25_BAD_DAY, air_extremes

YEAR = np.array([0])
EDGES = (*np.arange(0.0, 60.0, 0.5), *np.arange(60.0, 656.0, 5.0), np.inf)


def width(value):
    """Width of the bin of a daily mean."""
    return np.where(value < 60.0, 0.5, 5.0)


def result(days):
    """What is kept of a year of two zones whose days are given."""
    bins = np.stack([np.histogram(one, EDGES)[0].astype(float) for one in days])
    most = np.array([np.max(one) for one in days])
    extreme = np.tile(most, (len(AIR_EXTREMES), 1))
    return SimpleNamespace(
        pm25_days=bins, air_extreme=extreme, clean_air=np.zeros((2, CLEAN_BINS))
    )


def bad_days(states, rows=YEAR):
    """Columns of states, each a share of the months and days of its zones."""
    names = [f"task {number}" for number in range(len(states))]
    weights = dict(zip(names, (one for one, _ in states), strict=True))
    results = {
        name: result(days) for name, (_, days) in zip(names, states, strict=True)
    }
    return air_extremes(weights, results, rows)


def test_a_year_of_one_state_has_its_own_percentile(rng):
    days = rng.gamma(2.0, 10.0, (2, 365))
    found = bad_days([(np.ones((1, 12)), days)])
    exact = np.percentile(days, 99.0, axis=1, method="inverted_cdf")
    assert (found[PM25_BAD_DAY] - exact > 0.0).all()
    assert (found[PM25_BAD_DAY] - exact <= width(exact)).all()
    assert found["pm25_max_24h_ug_m3"] == pytest.approx(days.max(axis=1))


@given(months=st.integers(1, 11))
@settings(deadline=None)
def test_states_count_by_the_time_that_they_hold(months):
    """Against numpy on days repeated as often as their state has months."""
    rng = np.random.default_rng(months)
    clean, foul = rng.uniform(5.0, 20.0, (2, 365)), rng.uniform(10.0, 90.0, (2, 365))
    first = np.zeros((1, 12))
    first[0, :months] = 1.0
    found = bad_days([(first, clean), (1.0 - first, foul)])[PM25_BAD_DAY]
    pooled = np.hstack([np.tile(clean, months), np.tile(foul, 12 - months)])
    exact = np.percentile(pooled, 99.0, axis=1, method="inverted_cdf")
    assert (found >= exact).all()
    assert (found <= exact + width(exact) + 1e-9).all()


def test_each_year_has_its_own_states_and_a_state_that_never_holds_counts_nothing():
    clean, foul = np.full((2, 365), 8.2), np.full((2, 365), 62.0)
    first = np.zeros((3, 12))
    first[0] = 1.0
    states = [(first, clean), (1.0 - first, foul)]
    found = bad_days(states, np.array([0, 2]))[PM25_BAD_DAY]
    assert found.tolist() == [8.5, 8.5, 65.0, 65.0]


def test_days_beyond_the_last_bin_are_infinite_and_none_are_no_number():
    foul = np.full((2, 365), 700.0)
    assert bad_days([(np.ones((1, 12)), foul)])[PM25_BAD_DAY].tolist() == [np.inf] * 2
    left_out = result(foul)
    left_out.pm25_days[:] = np.nan
    found = air_extremes({"x": np.ones((1, 12))}, {"x": left_out}, YEAR)
    assert np.isnan(found[PM25_BAD_DAY]).all()


@given(months=st.integers(1, 11))
@settings(deadline=None)
def test_hours_of_states_are_mixed_before_their_clean_air_is_read(months):
    """Against numpy on hours repeated as often as their state has months."""
    rng = np.random.default_rng(months)
    edges = (*CLEAN_WIDTH * np.arange(CLEAN_BINS), np.inf)
    shut, open_ = rng.uniform(1.0, 9.0, 3000), rng.uniform(8.0, 80.0, 3000)
    results, weights = {}, {}
    for name, hours, share in (("a", shut, months), ("b", open_, 12 - months)):
        results[name] = result(np.ones((2, 365)))
        results[name].clean_air[:] = np.histogram(hours, edges)[0]
        weights[name] = np.full((1, 12), share / 12.0)
    found = air_extremes(weights, results, YEAR)[CLEAN_AIR_FULL]
    pooled = np.hstack([np.tile(shut, months), np.tile(open_, 12 - months)])
    exact = np.percentile(pooled, 5.0, method="inverted_cdf")
    assert (found <= exact).all()
    assert (exact - found < CLEAN_WIDTH + 1e-9).all()
