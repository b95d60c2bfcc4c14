"""Yield of modules through a clear synthetic year."""

from dataclasses import replace

import numpy as np
import pytest

from twin.model.zone import Exposure
from twin.systems.photovoltaic import (
    DEGRADATION,
    INVERTER,
    LOSSES,
    TEMP_COEFFICIENT,
    TILT,
    TYPICAL,
    Plant,
    degradation_factor,
    power_photovoltaic,
    yield_photovoltaic,
)
from twin.weather.series import WeatherYear
from twin.weather.sun import sun_position

HOURS = 8760


def clear_year(latitude):
    """Beam by Meinel's law of air mass, a tenth of it as diffuse light."""
    flat = np.ones(HOURS)
    lights = ("irradiance_global", "irradiance_direct", "irradiance_diffuse")
    dark = dict.fromkeys(lights, 0.0 * flat)
    year = WeatherYear(
        name="clear",
        latitude=latitude,
        longitude=110.0,
        elevation=0.0,
        utc_offset=8.0,
        is_synthetic=True,
        source_note="test",
        temp_outdoor=25.0 * flat,
        temp_dew=20.0 * flat,
        pressure=101_325.0 * flat,
        radiation_sky=400.0 * flat,
        wind_speed=2.0 * flat,
        wind_direction=0.0 * flat,
        cloud_cover=0.0 * flat,
        precipitation=0.0 * flat,
        **dark,
    )
    sun = sun_position(year)
    height = np.maximum(sun.cos_zenith, 0.0)
    mass = 1.0 / np.maximum(height, 0.05)
    beam = np.where(height > 0.0, 1361.0 * 0.7 ** (mass**0.678), 0.0)
    diffuse = 0.1 * beam * height
    light = {
        "irradiance_direct": beam,
        "irradiance_diffuse": diffuse,
        "irradiance_global": beam * height + diffuse,
    }
    return replace(year, **light), sun


@pytest.fixture(scope="module")
def north():
    return clear_year(18.6)


@pytest.fixture(scope="module")
def power(north):
    return yield_photovoltaic(*north)


def test_modules_give_nothing_at_night(north, power):
    weather, _ = north
    dark = weather.irradiance_global <= 0.0
    assert dark.sum() > 4000
    assert np.all(power[dark] == 0.0)
    assert np.all(power >= 0.0)


def test_no_hour_beats_a_perfect_module_in_space(power):
    assert power.max() < 1.361 * (1.0 - LOSSES) * INVERTER
    assert power.max() > 0.6


def test_a_clear_tropical_year_gives_about_two_thousand_hours(power):
    assert 1500.0 < power.sum() < 2300.0


def test_each_kelvin_of_air_costs_a_third_of_a_percent(north, power):
    """Linear: cell temperature follows the air one to one."""
    weather, sun = north
    hot = replace(weather, temp_outdoor=weather.temp_outdoor + 5.0)
    hotter = yield_photovoltaic(hot, sun)
    day = power > 0.3
    assert np.all(hotter[day] < power[day])
    # P = G k (1 + γ (Tc − 25)): the loss over G is the same in every hour
    factor = (1.0 - LOSSES) * INVERTER
    plane = ((power - hotter) / (-TEMP_COEFFICIENT * 5.0 * factor))[day]
    assert plane.max() < 1.361
    heated = power[day] / (plane * factor)
    assert np.all(heated < 1.0)
    # Faiman: Tc = Ta + G / (25 + 6.84 v)
    rise = 1000.0 * plane / (25.0 + 6.84 * 2.0)
    assert heated == pytest.approx(1.0 + TEMP_COEFFICIENT * rise, rel=1e-6)


def test_twice_the_wind_gives_a_little_more(north, power):
    weather, sun = north
    windy = replace(weather, wind_speed=2.0 * weather.wind_speed)
    assert 1.0 < yield_photovoltaic(windy, sun).sum() / power.sum() < 1.05


@pytest.mark.parametrize("latitude", [18.6, -18.6])
def test_modules_face_the_equator_on_either_side_of_it(latitude):
    """Noon at 18.6°: 15° towards the equator leaves 27° to the winter and 20° to the
    summer sun, cosines 0.89 and 0.94; away from it, 57° and 10°."""
    power = yield_photovoltaic(*clear_year(latitude))
    noon = power.reshape(365, 24).max(axis=1)
    winter, summer = (354, 171) if latitude > 0.0 else (171, 354)
    assert TILT == 15.0
    assert 0.85 < noon[winter] / noon[summer] < 1.05


def test_a_noon_hour_by_hand():
    """900 W/m² at 30 °C and 2 m/s: the cell is at 30 + 900/38.68 = 53.27 °C, so the
    module gives 0.9 (1 − 0.0035 · 28.27) = 0.81096, the plant 0.8256 of it."""
    assert float(power_photovoltaic(900.0, 30.0, 2.0)) == pytest.approx(
        0.81096 * 0.86 * 0.96, abs=1e-5
    )


def test_a_small_inverter_clips_and_nothing_else():
    plane = np.linspace(0.0, 1200.0, 25)
    free = power_photovoltaic(plane, 20.0, 3.0, Plant(limit=9.0))
    clipped = power_photovoltaic(plane, 20.0, 3.0, Plant(limit=0.6))
    assert clipped == pytest.approx(np.minimum(free, 0.6))
    assert clipped.max() == 0.6
    assert free.max() > 0.8


def test_modules_lose_their_share_each_year_and_compound_it():
    assert float(degradation_factor(0.0)) == 1.0
    assert float(degradation_factor(1.0)) == pytest.approx(0.9925)
    assert float(degradation_factor(25.0)) == pytest.approx(0.9925**25)
    assert degradation_factor(np.array([2.0, 4.0]))[1] == pytest.approx(0.9925**4)
    new, old = (power_photovoltaic(800.0, 25.0, 2.0, TYPICAL, age) for age in (0, 20.0))
    assert float(old / new) == pytest.approx((1.0 - DEGRADATION) ** 20)


def test_age_delays_clipping():
    """The inverter limits what worn modules still give, not the other way round."""
    plant = Plant(limit=0.6)
    new = float(power_photovoltaic(900.0, 20.0, 3.0, plant, 0.0))
    old = float(power_photovoltaic(900.0, 20.0, 3.0, plant, 10.0))
    assert new == old == 0.6


def test_the_year_is_the_hour_by_hour_power_of_the_same_light(north, power):
    weather, sun = north
    aged = yield_photovoltaic(weather, sun, TYPICAL, 10.0)
    assert aged == pytest.approx(power * 0.9925**10, rel=1e-12)
    flat = yield_photovoltaic(weather, sun, exposure=Exposure(tilt=0.0, azimuth=180.0))
    by_hand = power_photovoltaic(
        weather.irradiance_global, weather.temp_outdoor, weather.wind_speed
    )
    bright = weather.irradiance_global > 200.0
    assert flat[bright] == pytest.approx(by_hand[bright], rel=0.02)
