import numpy as np
import pytest

from twin.ground.calendar import month_of_hour
from twin.weather.clearness import autoregress, clearness_quantiles
from twin.weather.season import mean_by_month, smooth_months
from twin.weather.series import SERIES
from twin.weather.split import irradiance_clear_haurwitz
from twin.weather.synthesis import generate_year


def daily_max_by_month(temp):
    """Oracle: written out, day by day."""
    days = temp.reshape(365, 24).max(axis=1)
    month = month_of_hour()[::24]
    return np.array([days[month == m].mean() for m in range(12)])


@pytest.fixture(scope="module", params=[1, 18])
def other(normals, request):
    return generate_year(normals, request.param)


def test_monthly_means_are_the_normals(other, normals):
    temp = mean_by_month(other.temp_outdoor)
    light = mean_by_month(other.irradiance_global)
    humidity = mean_by_month(other.humidity_relative)
    wind = mean_by_month(other.wind_speed)
    assert np.abs(temp - normals.temp_mean).max() < 0.05
    assert (
        np.abs(daily_max_by_month(other.temp_outdoor) - normals.temp_max).max() < 0.02
    )
    assert np.abs(light / normals.irradiance_global - 1).max() < 0.005
    assert np.abs(humidity - normals.humidity_relative).max() < 0.01
    assert np.abs(wind - normals.wind_speed).max() < 0.01


def test_rain_of_every_month_is_the_normal_and_falls_on_its_wet_days(other, normals):
    month = month_of_hour()
    rain = np.bincount(month, other.precipitation, 12)
    np.testing.assert_allclose(rain, normals.precipitation, rtol=1e-9)
    wet = other.precipitation.reshape(365, 24).sum(axis=1) > 0
    days = np.bincount(month[::24][wet], minlength=12)
    np.testing.assert_array_equal(days, normals.wet_days)


def test_the_parts_of_the_light_close(other, sun):
    error = (
        other.irradiance_global
        - other.irradiance_diffuse
        - other.irradiance_direct * sun.cos_zenith
    )
    assert np.abs(error).max() < 1e-9


def test_the_dew_point_never_exceeds_the_temperature(other):
    assert (other.temp_dew < other.temp_outdoor).all()


def test_no_hour_is_brighter_than_a_clear_sky(other, sun):
    assert (other.irradiance_global <= irradiance_clear_haurwitz(sun) + 1e-9).all()
    assert not other.irradiance_global[~sun.is_up].any()


def test_extremes_are_those_of_the_region(other):
    """Qionghai, 100 km away: 0.4 % design 34.5 °C, 99.6 % 11.0 °C, dew point 27.1."""
    assert 35.0 < other.temp_outdoor.max() < 37.5
    assert 8.5 < other.temp_outdoor.min() < 12.5
    assert np.percentile(other.temp_outdoor, 99.6) == pytest.approx(34.8, abs=0.6)
    assert np.percentile(other.temp_dew, 99.6) < 27.2


def test_bright_sunshine_comes_near_the_normal_that_was_not_fitted(other, normals):
    """WMO: sunshine is beam above 120 W/m²; the beam comes from light by Erbs."""
    hours = np.count_nonzero(other.irradiance_direct > 120.0)
    assert hours == pytest.approx(sum(normals.sunshine), rel=0.08)


def test_cloud_by_day_is_what_sunshine_leaves(other, sun, normals):
    month = month_of_hour()
    high = sun.sun_elevation > 10.0
    for index in (1, 6):
        daylight = np.count_nonzero(sun.is_up & (month == index))
        cloud = other.cloud_cover[high & (month == index)].mean()
        assert cloud == pytest.approx(1 - normals.sunshine[index] / daylight, abs=0.01)


def test_the_warmest_hour_is_about_half_past_two(other):
    mean_day = other.temp_outdoor.reshape(365, 24).mean(axis=0)
    assert int(np.argmax(mean_day)) == 13  # instant 14:00, next 15:00
    assert mean_day[14] > mean_day[12]
    assert int(np.argmin(mean_day)) in {5, 6}


def test_bright_days_have_a_wider_swing_of_temperature(other):
    light = other.irradiance_global.reshape(365, 24).sum(axis=1)
    swing = np.ptp(other.temp_outdoor.reshape(365, 24), axis=1)
    july = slice(181, 212)
    assert np.corrcoef(light[july], swing[july])[0, 1] > 0.5


def test_rain_comes_on_dull_days(other):
    light = other.irradiance_global.reshape(365, 24).sum(axis=1)
    wet = other.precipitation.reshape(365, 24).sum(axis=1) > 0
    july = slice(181, 212)
    assert light[july][wet[july]].mean() < 0.8 * light[july][~wet[july]].mean()


def test_the_same_seed_gives_the_same_year_and_another_seed_another(normals, year):
    again, another = generate_year(normals, 18), generate_year(normals, 19)
    for name in SERIES:
        np.testing.assert_array_equal(getattr(again, name), getattr(year, name))
    assert np.abs(another.temp_outdoor - year.temp_outdoor).mean() > 0.5


def test_a_synthetic_year_says_so(year):
    assert year.is_synthetic
    assert "synthetic, not measured" in year.source_note


def test_smooth_months_keep_their_means_where_a_plain_spline_would_not():
    monthly = np.array([3.0, -1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8])
    hourly = smooth_months(monthly)
    np.testing.assert_allclose(mean_by_month(hourly), monthly, atol=1e-10)
    assert np.abs(np.diff(hourly)).max() < 0.05
    assert abs(hourly[0] - hourly[-1]) < 0.05


@pytest.mark.parametrize("mean", [0.25, 0.4, 0.55, 0.7])
def test_quantiles_of_clearness_have_their_mean_and_rise(mean):
    values = clearness_quantiles(mean, 30)
    assert values.mean() == pytest.approx(mean, abs=1e-9)
    assert (np.diff(values) > 0).all()
    assert values[0] > 0.05


def test_an_autoregressive_series_keeps_variance_and_persistence():
    noise = np.random.Generator(np.random.PCG64(1)).standard_normal(40_000)
    series = autoregress(noise, 0.7)
    assert series.std() == pytest.approx(1.0, abs=0.02)
    assert np.corrcoef(series[1:], series[:-1])[0, 1] == pytest.approx(0.7, abs=0.02)


def test_series_are_read_only(year):
    with pytest.raises(ValueError, match="read-only"):
        year.temp_outdoor[0] = 1.0
