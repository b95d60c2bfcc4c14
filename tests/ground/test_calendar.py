"""The simulated year has 8760 hours and agrees with the calendar of 2025."""

import datetime

import numpy as np
import pytest

from twin.ground.calendar import (
    DAYS_PER_MONTH,
    HOURS_PER_MONTH,
    clock_of_hour,
    day_of_hour,
    month_of_hour,
    weekday_of_hour,
)
from twin.ground.constants import HOURS_PER_YEAR

START = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
DAYS = [START + datetime.timedelta(hours=hour) for hour in range(HOURS_PER_YEAR)]


def test_every_hour_has_the_month_clock_and_weekday_of_the_real_calendar():
    assert month_of_hour().tolist() == [day.month - 1 for day in DAYS]
    assert clock_of_hour().tolist() == [day.hour for day in DAYS]
    assert weekday_of_hour().tolist() == [day.weekday() for day in DAYS]
    assert day_of_hour().tolist() == [day.timetuple().tm_yday - 1 for day in DAYS]


def test_the_months_fill_the_year():
    assert sum(DAYS_PER_MONTH) == 365
    assert sum(HOURS_PER_MONTH) == HOURS_PER_YEAR
    assert np.bincount(month_of_hour()).tolist() == list(HOURS_PER_MONTH)


@pytest.mark.parametrize("first_weekday", range(7))
def test_the_year_starts_on_the_given_weekday_and_days_are_whole(first_weekday):
    days = weekday_of_hour(first_weekday).reshape(365, 24)
    assert days[0, 0] == first_weekday
    assert np.array_equal(days, np.repeat(days[:, :1], 24, axis=1))
    assert set(np.diff(days[:, 0]) % 7) == {1}
