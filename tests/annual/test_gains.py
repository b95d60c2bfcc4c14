"""Gains added up by hand."""

import dataclasses

import numpy as np
import pytest

from twin.annual.gains import (
    COOKING_SENSIBLE,
    cooker_releases,
    cooking_days,
    zone_gains,
)

FOUR_AT_NOON = tuple(1.0 if hour == 12 else 0.0 for hour in range(24))
HALF_AT_NOON = tuple(0.5 if hour == 12 else 0.0 for hour in range(24))
WEEKEND_DAYS = 104  # of 2025, which starts on a Wednesday
SUMMER_AWAY = (1.0,) * 6 + (0.0,) + (1.0,) * 5  # July


@pytest.fixture(scope="module")
def office(make_zone, make_usage, make_building):
    usage = make_usage(
        occupancy_weekday=FOUR_AT_NOON,
        occupancy_weekend=HALF_AT_NOON,
        presence_month=SUMMER_AWAY,
        lighting_share=FOUR_AT_NOON,
    )
    return make_building(make_zone(usage=usage, people=4.0))


def _sum(series):
    return float(series.sum())


def test_people_of_week_and_weekend_add_up(office):
    gains = zone_gains(office)
    july_weekend = 8  # 5, 6, 12, 13, 19, 20, 26 and 27 July 2025
    july_week = 31 - july_weekend
    week, weekend = 365 - WEEKEND_DAYS - july_week, WEEKEND_DAYS - july_weekend
    expected = 4.0 * week + 2.0 * weekend
    assert _sum(gains.people) == pytest.approx(expected)
    assert _sum(gains.is_occupied) == week + weekend


def test_each_person_gives_heat_water_and_co2(office):
    gains = zone_gains(office)
    people = _sum(gains.people)
    usage = office.zones[0].usage
    electric = _sum(gains.lighting + gains.appliances)
    heat = _sum(gains.heat_air + gains.heat_radiant)
    assert heat == pytest.approx(70.0 * people + electric)
    assert _sum(gains.co2) == pytest.approx(5e-6 * people)
    wet = usage.moisture_source * (8760 - 31 * 24)
    assert _sum(gains.moisture) == pytest.approx(55.0 * people / 2.501e6 + wet)


def test_half_of_the_warmth_of_people_is_radiant(office, make_usage):
    dark = dataclasses.replace(
        office.zones[0],
        usage=dataclasses.replace(office.zones[0].usage, lighting=0.0, appliances=0.0),
    )
    gains = zone_gains(dataclasses.replace(office, zones=(dark,)))
    assert gains.heat_radiant == pytest.approx(gains.heat_air)
    lamp = dataclasses.replace(
        dark, people=0.0, usage=dataclasses.replace(dark.usage, lighting=10.0)
    )
    lit = zone_gains(dataclasses.replace(office, zones=(lamp,)))
    assert _sum(lit.heat_radiant) == pytest.approx(0.6 * _sum(lit.lighting))


def test_light_and_appliances_follow_their_own_schedules(office):
    gains = zone_gains(office)
    assert _sum(gains.lighting) == pytest.approx(4.0 * 20.0 * (365 - 31))
    assert _sum(gains.appliances) == pytest.approx(5.0 * 20.0 * 8760)


def test_storeys_multiply_gains_and_not_presence(office):
    double = dataclasses.replace(
        office, zones=(dataclasses.replace(office.zones[0], multiplier=3),)
    )
    one, three = zone_gains(office), zone_gains(double)
    for name in ("people", "lighting", "appliances", "moisture", "co2", "heat_air"):
        assert getattr(three, name) == pytest.approx(3.0 * getattr(one, name))
    assert np.array_equal(three.is_occupied, one.is_occupied)


def _cooking(building, cooker, products):
    """What the cooker adds in each hour and zone."""
    useful = zone_gains(building).cooking
    names = ("heat_air", "moisture", "co2")
    each = cooker_releases(cooker, products)
    return {name: useful * one for name, one in zip(names, each, strict=True)}


def test_cooking_warms_by_the_sensible_share_of_what_is_burnt(house, products):
    added = _cooking(house, "lpg", products)
    burnt = house.cooking * 365.0 / 0.6
    assert COOKING_SENSIBLE == 0.6
    assert _sum(added["heat_air"]) * 3600.0 == pytest.approx(0.6 * burnt)


def test_a_burner_adds_its_water_and_its_co2(house, products):
    added = _cooking(house, "lpg", products)
    useful_kwh = house.cooking * 365.0 / 3.6e6
    burnt_kwh = useful_kwh / 0.6
    co2 = burnt_kwh * 0.2225 / 1.977
    assert _sum(added["co2"]) * 3600.0 == pytest.approx(co2)
    water = 1.0 * useful_kwh + 0.13 * burnt_kwh
    assert _sum(added["moisture"]) * 3600.0 == pytest.approx(water)


def test_an_electric_cooker_burns_nothing(house, products):
    added = _cooking(house, "induction", products)
    assert _sum(np.abs(added["co2"])) == 0.0
    useful_kwh = house.cooking * 365.0 / 3.6e6
    assert _sum(added["moisture"]) * 3600.0 == pytest.approx(useful_kwh)
    assert _sum(added["heat_air"]) < _sum(_cooking(house, "lpg", products)["heat_air"])


def test_nobody_cooks_in_a_bedroom(house, products):
    added = _cooking(house, "lpg", products)
    assert _sum(np.abs(added["heat_air"][:, 1])) == 0.0
    assert _sum(added["heat_air"][:, 0]) > 0.0


def test_a_house_of_bedrooms_cooks_somewhere(house, products):
    rooms = tuple(
        dataclasses.replace(
            zone, usage=dataclasses.replace(zone.usage, is_bedroom=True)
        )
        for zone in house.zones
    )
    added = _cooking(dataclasses.replace(house, zones=rooms), "lpg", products)
    burnt = house.cooking * 365.0 / 0.6
    assert _sum(added["heat_air"]) * 3600.0 == pytest.approx(0.6 * burnt)


def test_who_is_away_does_not_cook(office, products):
    assert cooking_days(office) == pytest.approx(365.0 - 31.0)
    burnt = office.cooking * (365.0 - 31.0) / 0.6
    added = _cooking(office, "lpg", products)
    assert _sum(added["heat_air"]) * 3600.0 == pytest.approx(0.6 * burnt)
    assert cooking_days(dataclasses.replace(office, cooking=0.0)) == 0.0


def test_nobody_cooks_where_there_is_no_cooker(house, products):
    assert cooker_releases("", products) == (0.0, 0.0, 0.0)
    assert _sum(zone_gains(house).cooking) == pytest.approx(
        house.cooking * 365.0 / 3600.0
    )


def test_the_kernel_counts_only_people_who_are_there(office):
    gains = zone_gains(office)
    drive = gains.drive()
    assert np.array_equal(drive.heat_radiant, gains.heat_radiant)
    assert np.array_equal(drive.heat_air, gains.heat_air)
    assert np.array_equal(drive.people, gains.people * gains.is_occupied)


def test_appliances_give_their_radiant_share(office):
    usage = dataclasses.replace(
        office.zones[0].usage, lighting=0.0, appliances_radiant=0.25
    )
    zone = dataclasses.replace(office.zones[0], people=0.0, usage=usage)
    gains = zone_gains(dataclasses.replace(office, zones=(zone,)))
    assert gains.heat_radiant == pytest.approx(0.25 * gains.appliances)
    assert gains.heat_air == pytest.approx(0.75 * gains.appliances)
    assert _sum(gains.appliances) > 0.0


def test_set_points_and_fans_follow_their_hours(office):
    by_hour = tuple(15.0 + 0.25 * hour for hour in range(24))
    air = tuple(0.0 if hour < 8 else 0.5 for hour in range(24))
    usage = dataclasses.replace(
        office.zones[0].usage, heating_setpoint_hours=by_hour, cooling_setpoint=27.0
    )
    zone = dataclasses.replace(
        office.zones[0], usage=usage, air_change_hours=air, multiplier=3
    )
    gains = zone_gains(dataclasses.replace(office, zones=(zone,)))
    assert np.array_equal(gains.heating_setpoint[24:48, 0], by_hour)
    assert (gains.cooling_setpoint == 27.0).all()
    # half an air change of three storeys of 60 m³
    expected = np.array([0.0] * 8 + [3.0 * 60.0 * 0.5 / 3600.0] * 16)
    assert gains.flow_fan[:24, 0] == pytest.approx(expected)
