import numpy as np
import pytest

from twin.ground.calendar import month_of_hour
from twin.weather.future import MonthlyChange, morph, morph_by_warming, ramp_months
from twin.weather.season import mean_by_month
from twin.weather.series import SERIES


def test_no_warming_returns_the_very_year(year):
    assert morph_by_warming(year, 0.0) is year


@pytest.mark.parametrize("warming", [-0.4, 0.8, 3.3])
def test_every_hour_warms_alike_and_relative_humidity_stays(year, warming):
    warm = morph_by_warming(year, warming)
    np.testing.assert_allclose(warm.temp_outdoor - year.temp_outdoor, warming)
    np.testing.assert_allclose(warm.humidity_relative, year.humidity_relative)
    assert (warm.temp_dew <= warm.temp_outdoor).all()


def test_water_in_the_air_grows_by_six_to_seven_percent_per_kelvin(year):
    warm = morph_by_warming(year, 1.0)
    growth = warm.humidity_ratio.mean() / year.humidity_ratio.mean() - 1
    assert 0.058 < growth < 0.070


def test_what_warming_does_not_touch_stays(year):
    warm = morph_by_warming(year, 2.0)
    touched = {"temp_outdoor", "temp_dew", "radiation_sky"}
    for name in set(SERIES) - touched:
        np.testing.assert_array_equal(getattr(warm, name), getattr(year, name))
    assert (warm.radiation_sky > year.radiation_sky).all()
    assert "morphed by +2.00 K" in warm.source_note


def test_brighter_light_still_closes(year, sun):
    bright = morph(year, MonthlyChange(irradiance=(1.03,) * 12))
    error = (
        bright.irradiance_global
        - bright.irradiance_diffuse
        - bright.irradiance_direct * sun.cos_zenith
    )
    assert np.abs(error).max() < 1e-9
    assert bright.irradiance_global.sum() == pytest.approx(
        1.03 * year.irradiance_global.sum()
    )


def test_monthly_steps_are_spread_over_two_days():
    hourly = ramp_months((1.0, 2.0, *(1.0,) * 10))
    edge = 31 * 24
    assert hourly[edge - 25] == 1.0
    assert hourly[edge + 24] == 2.0
    assert np.abs(np.diff(hourly)).max() == pytest.approx(1 / 48)
    wrapped = ramp_months((1.0, *(0.0,) * 11))
    assert wrapped[0] == pytest.approx(wrapped[-1], abs=1 / 48 + 1e-12)


STRETCH = MonthlyChange(
    temp_mean=(2.0,) * 12, temp_max=(3.0,) * 12, temp_min=(1.2,) * 12
)


def test_a_stretch_keeps_the_mean_change_and_widens_the_days(year):
    warm = morph(year, STRETCH)
    change = warm.temp_outdoor - year.temp_outdoor
    np.testing.assert_allclose(mean_by_month(change), 2.0, atol=1e-9)
    swing = np.ptp(warm.temp_outdoor.reshape(365, 24), axis=1).mean()
    before = np.ptp(year.temp_outdoor.reshape(365, 24), axis=1).mean()
    assert 0.8 < swing - before < 1.8


def test_no_extreme_moves_further_than_the_bounds_allow(year):
    warm = morph(year, STRETCH)
    change = warm.temp_outdoor - year.temp_outdoor
    recentring = 0.1
    assert change.max() < 3.0 + recentring
    assert change.min() > 1.2 - recentring
    month = month_of_hour()
    slope = 1.8 / np.ptp(year.temp_outdoor.reshape(365, 24), axis=1)[month[::24] == 0]
    away = year.temp_outdoor - mean_by_month(year.temp_outdoor)[month]
    unbounded = 2.0 + slope.mean() * away[month == 0].min()
    assert unbounded < 1.2 - recentring  # the bound is at work


def test_wind_and_humidity_follow_their_ratios(year):
    change = MonthlyChange(wind=(0.9,) * 12, humidity_relative=(0.95,) * 12)
    other = morph(year, change)
    np.testing.assert_allclose(other.wind_speed, 0.9 * year.wind_speed)
    np.testing.assert_allclose(other.humidity_relative, 0.95 * year.humidity_relative)
