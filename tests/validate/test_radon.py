"""Radon is told as it was measured, and compared only with a whole year of it."""

from datetime import UTC, datetime

import numpy as np
import pytest

from twin.io.measured_column import Readings
from twin.io.sensor_map import Place
from twin.io.sensors import COLUMNS
from twin.validate.measured_join import sensor_hours
from twin.validate.measured_radon import LIMITS, MONTHS, radon_means

HOUR = 3_600_000  # ms
HERE = Place("house", "cellar")
BEGIN = round(datetime(2025, 1, 1, tzinfo=UTC).timestamp() * 1000)
MONTH = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) * 24
(RADON,) = (one for one in COLUMNS if one.quantity == "radon")


def means(values, quantity=RADON):
    """Radon of one sensor that reads every hour from New Year on; NaN is a gap."""
    found = Readings(
        ids=("a",),
        subject=np.zeros(len(values), dtype=int),
        time=BEGIN + HOUR * np.arange(len(values)),
        values={quantity.quantity: np.asarray(values, dtype=float)},
        columns=(quantity,),
        counts={},
    )
    return radon_means(sensor_hours(found, (HERE,), 0.0, "start", "radon.csv"))


def test_a_year_is_weighted_by_the_length_of_months_whatever_the_gaps():
    level = np.repeat([300.0] * 6 + [100.0] * 6, MONTH)
    inside = np.concatenate([np.arange(one) for one in MONTH])
    length = np.repeat(MONTH, MONTH)
    is_winter = np.repeat([True] * 6 + [False] * 6, MONTH)
    level[is_winter & (inside >= 0.8 * length)] = np.nan
    (found,) = means(level)
    assert found.mean == pytest.approx(
        float(np.repeat([300.0] * 6 + [100.0] * 6, MONTH).mean()), rel=1e-12
    )
    assert found.mean > np.nanmean(level) + 5.0
    assert found.is_year


@pytest.mark.parametrize(
    ("level", "count"), [(100.0, 0), (100.1, 1), (300.0, 1), (300.1, 2)]
)
def test_the_mean_of_a_year_stands_beside_both_levels(level, count):
    (found,) = means(np.full(8760, level))
    assert len(found.above()) == count
    assert all(one.status.is_unverified for one in LIMITS)


def test_a_month_that_lacks_a_quarter_of_its_hours_leaves_no_verdict():
    values = np.full(8760, 500.0)
    values[: int(0.26 * MONTH[0])] = np.nan
    (found,) = means(values)
    assert (found.months, found.is_year, found.above()) == (MONTHS - 1, False, None)
    assert found.mean == pytest.approx(500.0)


def test_a_week_is_told_and_not_compared():
    (found,) = means(np.full(168, 900.0))
    assert (found.hours, found.months, found.above()) == (168, 0, None)


def test_without_radon_there_is_no_annex():
    (other,) = (one for one in COLUMNS if one.quantity == "CO2")
    assert means(np.full(48, 800.0), other) == ()
    assert means(np.full(48, np.nan)) == ()
