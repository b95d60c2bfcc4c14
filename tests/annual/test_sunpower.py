"""Self-use of photovoltaic yield."""

import numpy as np
import pytest

from twin.annual.gains import zone_gains
from twin.annual.sunpower import EER_TYPICAL, POWER_PER_AREA, SIZES, self_use
from twin.ground.calendar import month_of_hour


@pytest.fixture(scope="module")
def parts(lived, house, outdoor):
    gains = zone_gains(house)
    power = outdoor.power_photovoltaic
    cooling = lived.hours.power_reference.sum(axis=1)
    return cooling, gains, power, house.roof_area


def _by_month(series):
    return np.bincount(month_of_hour(), weights=series)


def test_self_use_is_the_smaller_of_yield_and_load_hour_by_hour(parts):
    cooling, gains, power, roof = parts
    used = self_use(*parts)
    load = (gains.lighting + gains.appliances + gains.fans).sum(axis=1)
    load = (load + cooling / EER_TYPICAL) / 1000.0
    for number, size in enumerate(SIZES):
        made = power * size * POWER_PER_AREA * roof
        expected = np.zeros(12)
        for hour, month in enumerate(month_of_hour()):
            expected[month] += min(load[hour], made[hour])
        assert used[number] == pytest.approx(expected)


def test_self_use_grows_with_size_and_exceeds_neither_yield_nor_load(parts):
    cooling, gains, power, roof = parts
    used = self_use(*parts)
    assert (np.diff(used, axis=0) >= 0.0).all()
    assert (used[0] == 0.0).all()
    load = (gains.lighting + gains.appliances + gains.fans).sum(axis=1)
    load = (load + cooling / EER_TYPICAL) / 1000.0
    for number, size in enumerate(SIZES):
        made = _by_month(power) * size * POWER_PER_AREA * roof
        assert (used[number] <= made + 1e-9).all()
        assert (used[number] <= _by_month(load) + 1e-9).all()


def test_small_plants_are_used_up_and_large_ones_are_not(parts):
    _, _, power, roof = parts
    used = self_use(*parts).sum(axis=1)
    made = power.sum() * np.array(SIZES) * POWER_PER_AREA * roof
    share = used[1:] / made[1:]
    assert (np.diff(share) <= 1e-12).all()
    assert share[0] > 0.5
    assert share[-1] < 0.5
