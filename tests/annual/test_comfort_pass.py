"""Comfort of occupied hours: every hour counted, none lost, whatever the weather."""

import numpy as np
import pytest

from twin.annual.gains import zone_gains
from twin.annual.passes import Wanted
from twin.annual.reduce_comfort import COMFORT, COMFORT_EXTREMES
from twin.annual.result import INDEX
from twin.annual.simulate import BuildingRun, Task
from twin.health.adaptive import temp_running_mean
from twin.health.pmv import predicted_mean_vote
from twin.health.two_node import standard_effective_temperature

ALWAYS = (1.0,) * 24


@pytest.fixture(scope="module")
def feel(products, make_variant, outdoor):
    def run(building, climate=None):
        one = BuildingRun(
            building,
            products,
            {0.0: climate or outdoor},
            430.0,
            passes=Wanted(has_comfort=True),
        )
        return one.simulate(Task(variant=make_variant(), node=0.0))

    return run


def year(result, name):
    return result.monthly[INDEX[name]].sum(axis=-1)


def test_votes_and_effective_temperatures_are_those_of_each_occupied_hour(house, feel):
    result, hours = feel(house)
    occupied = year(result, "occupied_h")
    mark = zone_gains(house).is_occupied > 0.0
    for z, zone in enumerate(house.zones):
        met = zone.usage.metabolic_rate
        there = np.flatnonzero(mark[:, z])[::97]
        felt, damp = hours.temp_operative[:, z], hours.humidity_relative[:, z]
        votes = [
            predicted_mean_vote(felt[h], felt[h], 0.1, min(damp[h], 1.0), met, 0.5)
            for h in there
        ]
        mean = year(result, "pmv_sum_h")[z] / occupied[z]
        assert mean == pytest.approx(np.mean(votes), abs=0.25)
        warm = [
            max(
                standard_effective_temperature(
                    felt[h], felt[h], 0.1, min(damp[h], 1.0), met, 0.5
                )
                - 30.0,
                0.0,
            )
            for h in there
        ]
        degree = year(result, "set_above_30_kh")[z] / occupied[z]
        assert degree == pytest.approx(np.mean(warm), abs=0.15)


def test_a_hot_humid_week_is_counted_in_full_and_has_no_nan(
    make_zone, make_building, make_usage, steady_outdoor, feel
):
    """34 °C outdoors, sources of damp inside: nothing of it is in range of ISO 7730."""
    usage = make_usage(
        occupancy_weekday=ALWAYS, occupancy_weekend=ALWAYS, moisture_source=1e-3
    )
    zone = make_zone(usage=usage, is_cooled=False, is_heated=False)
    result, hours = feel(make_building(zone), steady_outdoor(34.0))
    assert hours.temp_air.min() > 33.0
    assert hours.humidity_relative.min() > 0.6
    assert np.isfinite(result.monthly[INDEX[COMFORT[0]] :]).all()
    assert np.isfinite(result.comfort_extreme).all()
    occupied = year(result, "occupied_h")
    assert year(result, "pmv_out_of_range_h") == pytest.approx(occupied)
    assert year(result, "wbgt_above_28_h") == pytest.approx(occupied)
    assert year(result, "ashrae55_invalid_h") == pytest.approx(occupied)
    assert (year(result, "set_above_30_kh") > 3.0 * occupied).all()
    assert (year(result, "ppd_sum_percent_h") > 80.0 * occupied).all()


def test_cold_sleep_and_night_are_hours_of_their_own(house, feel, outdoor_cool):
    result, hours = feel(house, outdoor_cool)
    gains = zone_gains(house)
    mark = gains.is_occupied > 0.0
    felt = hours.temp_operative
    assert year(result, "cold_h") == pytest.approx((mark & (felt < 18.0)).sum(axis=0))
    asleep = mark & (gains.is_asleep > 0.0)
    assert year(result, "sleep_h") == pytest.approx(asleep.sum(axis=0))
    clock = np.arange(8760) % 24
    night = (clock >= 22) | (clock < 7)
    bedroom = np.array([zone.usage.is_bedroom for zone in house.zones])
    wanted = mark & night[:, None] & bedroom & (felt > 26.0)
    assert year(result, "tm59_night_h") == pytest.approx(wanted.sum(axis=0))


def test_eighty_per_cent_holds_ninety_and_both_leave_out_what_is_invalid(house, feel):
    result, _ = feel(house)
    occupied = year(result, "occupied_h")
    wide, narrow = year(result, "ashrae55_met_80_h"), year(result, "ashrae55_met_90_h")
    assert (narrow <= wide).all()
    assert (wide + year(result, "ashrae55_invalid_h") <= occupied).all()
    assert len(result.comfort_extreme) == len(COMFORT_EXTREMES)


def test_weighted_exceedance_of_a_day_is_that_of_its_occupied_summer_hours(
    make_zone, make_building, make_usage, feel, outdoor
):
    """CIBSE TM52 criteria 1 to 3, again from the hours: whole kelvins, day by day."""
    busy = make_usage(appliances=15.0, appliances_share=ALWAYS)
    house = make_building(make_zone(usage=busy, is_cooled=False, is_heated=False))
    result, hours = feel(house)
    mark = zone_gains(house).is_occupied > 0.0
    running = np.repeat(temp_running_mean(outdoor.weather.temp_outdoor), 24)
    limit = 0.33 * running + 21.8
    excess = hours.temp_operative - limit[:, None]
    summer = np.zeros((8760, 1), dtype=bool)
    summer[(31 + 28 + 31 + 30) * 24 : (31 + 28 + 31 + 30 + 153) * 24] = True
    whole = np.where(mark & summer, np.maximum(np.floor(excess + 0.5), 0.0), 0.0)
    days = whole.reshape(365, 24, -1).sum(axis=1)
    assert days.max() > 6.0
    assert 0 < (days[120:273] > 6.0).sum() < 153
    assert 0 < (whole > 4.0).sum() < (whole > 0.0).sum()
    extreme = dict(zip(COMFORT_EXTREMES, result.comfort_extreme, strict=True))
    assert extreme["tm52_day_max_kh"] == pytest.approx(days.max(axis=0))
    assert year(result, "tm52_over_6_d") == pytest.approx((days > 6.0).sum(axis=0))
    assert year(result, "tm52_upper_h") == pytest.approx((whole > 4.0).sum(axis=0))
    assert year(result, "tm52_warm_h") == pytest.approx((whole > 0.0).sum(axis=0))


def test_a_summer_below_the_limit_has_no_exceedance(house, feel, outdoor_cool):
    result, _ = feel(house, outdoor_cool)
    extreme = dict(zip(COMFORT_EXTREMES, result.comfort_extreme, strict=True))
    for name in ("tm52_over_6_d", "tm52_upper_h"):
        assert (year(result, name) == 0.0).all()
    assert (extreme["tm52_day_max_kh"] == 0.0).all()
