"""The mould index against published years, and what no mould may do."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.health.mould import (
    INDEX_MOST,
    MEDIUM_RESISTANT,
    RESISTANT,
    SENSITIVE,
    VERY_SENSITIVE,
    humidity_critical,
    mould_drive,
    mould_step,
)

CLASSES = (VERY_SENSITIVE, SENSITIVE, MEDIUM_RESISTANT, RESISTANT)
CLASS = st.sampled_from(CLASSES)
TEMP = st.floats(-20.0, 60.0)
HUMIDITY = st.floats(0.0, 1.3)


def grow(temp, humidity, kind, hours, state=(0.0, 0.0)):
    """Index and dry hours after hours at constant conditions."""
    for _ in range(hours):
        drive = mould_drive(temp, humidity, kind.humidity_least)
        state = mould_step(*state, *drive, kind)
    return state


@pytest.mark.parametrize(
    ("temp", "humidity", "published"),
    [
        (26.0, 0.90, (4.00, 3.05, 0.94, 0.39)),
        (26.0, 0.95, (5.12, 4.24, 2.38, 0.93)),
        (24.0, 0.85, (2.60, 1.68, 0.0, 0.0)),
        (20.0, 0.80, (0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_a_constant_year_ends_at_the_index_of_the_reference_code(
    temp, humidity, published
):
    found = [grow(temp, humidity, kind, 8760)[0] for kind in CLASSES]
    assert found == pytest.approx(published, abs=0.0051)


def test_critical_humidity_falls_with_temperature_down_to_the_class_limit():
    # The linear term is negative: a copy of the model with +3.13 would rise at once.
    assert humidity_critical(5.0, 0.80) == pytest.approx(0.8801625, abs=1e-9)
    assert humidity_critical(10.0, 0.80) == pytest.approx(0.8203, abs=1e-9)
    assert humidity_critical(0.0, 0.80) == humidity_critical(-5.0, 0.80) == 1.0
    assert humidity_critical(30.0, 0.85) == 0.85


def test_sapwood_at_20_degrees_and_97_percent_starts_after_the_published_weeks():
    # Time to index 1: exp(-0.68 ln T - 13.9 ln RH + 66.02) weeks, without k2.
    weeks = math.exp(-0.68 * math.log(20.0) - 13.9 * math.log(97.0) + 66.02)
    growth, _ = mould_drive(20.0, 0.97, 0.80)
    assert 1.0 / growth / 168.0 == pytest.approx(weeks, rel=1e-9)


@pytest.mark.parametrize(
    ("hours", "lost"),
    [(6, 6 * 0.032 / 24), (24, 6 * 0.032 / 24), (48, (6 * 0.032 + 24 * 0.016) / 24)],
)
@pytest.mark.parametrize(
    ("kind", "share"), list(zip(CLASSES, (1.0, 0.5, 0.25, 0.1), strict=True))
)
def test_dry_hours_take_off_what_the_model_says(hours, lost, kind, share):
    found, dry = grow(20.0, 0.4, kind, hours, (2.0, 0.0))
    assert found == pytest.approx(2.0 - share * lost, abs=1e-12)
    assert dry == hours


def test_one_wet_hour_starts_the_dry_hours_anew():
    _, dry = grow(20.0, 0.4, SENSITIVE, 30, (2.0, 0.0))
    _, dry = grow(26.0, 0.95, SENSITIVE, 1, (2.0, dry))
    assert dry == 0.0


@given(CLASS, st.lists(st.tuples(TEMP, HUMIDITY), max_size=40), st.floats(0.0, 6.0))
def test_the_index_stays_between_0_and_6(kind, hours, start):
    state = (start, 0.0)
    for temp, humidity in hours:
        state = mould_step(*state, *mould_drive(temp, humidity, 0.8), kind)
        assert 0.0 <= state[0] <= INDEX_MOST


@given(CLASS, st.floats(1.0, 49.0), HUMIDITY, HUMIDITY, st.floats(0.0, 6.0))
def test_more_humidity_never_leaves_less_mould(kind, temp, one, other, start):
    drier, damper = sorted((one, other))
    low = grow(temp, drier, kind, 30, (start, 0.0))[0]
    high = grow(temp, damper, kind, 30, (start, 0.0))[0]
    # An old index above what humidity allows stands still, which drying does not.
    assert high >= low - 1e-12


@given(CLASS, TEMP, HUMIDITY, st.floats(0.0, 6.0))
def test_nothing_grows_below_critical_humidity(kind, temp, humidity, start):
    critical = humidity_critical(temp, kind.humidity_least)
    after = grow(temp, min(humidity, critical - 1e-9), kind, 1, (start, 0.0))[0]
    assert after <= start


@given(st.floats(0.0, 50.0), HUMIDITY, st.integers(0, 2000))
def test_a_more_sensitive_surface_has_at_least_as_much_mould(temp, humidity, hours):
    found = [grow(temp, humidity, kind, hours)[0] for kind in CLASSES]
    assert found[0] >= found[1] >= found[2] - 1e-12
    assert found[2] >= found[3] - 1e-12
