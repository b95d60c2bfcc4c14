import dataclasses

import numpy as np
import pytest

from twin.weather.assess import assess
from twin.weather.check import (
    check_calm,
    check_constant_runs,
    check_duplicates,
    check_jumps,
    check_precipitation,
    check_pressure,
    check_time_zone,
)
from twin.weather.mend_air import mend_cloud, mend_humidity
from twin.weather.mend_sun import solar_shift
from twin.weather.quality import Level, QualityReport, describe
from twin.weather.sky import radiation_sky_clark_allen
from twin.weather.sun import sun_position

NOON = slice(4000 - 4000 % 24 + 10, 4000 - 4000 % 24 + 14)


def report_of(record):
    weather, found = assess(record)
    return weather, QualityReport(source="test", findings=tuple(found))


def spoil(record, name, where, value):
    series = np.array(record.series[name])
    series[where] = value
    return record.replace(**{name: series})


def mean_day(series):
    return series.reshape(365, 24).mean(axis=0)


def delayed(record, year, hours):
    """The record as a program would write it whose rows are `hours` late."""
    sun, late = sun_position(year), sun_position(year, shift=-hours)
    parts = {}
    extra = sun.irradiance_extra_horizontal
    index = np.where(extra > 20, year.irradiance_global / np.maximum(extra, 1), np.nan)
    rows = np.arange(8760.0)
    known = np.isfinite(index)
    moved = np.interp(rows - hours, rows[known], index[known])
    parts["irradiance_global"] = moved * late.irradiance_extra_horizontal
    return record.replace(**parts)


def test_a_clean_year_passes_every_check_untouched(record, year):
    weather, report = report_of(record)
    assert report.level is Level.FINE
    assert not report.corrections
    np.testing.assert_array_equal(weather.temp_outdoor, year.temp_outdoor)
    np.testing.assert_array_equal(weather.irradiance_direct, year.irradiance_direct)


@pytest.mark.parametrize("hours", [-0.55, 0.45, 1.22])
def test_a_time_shift_is_measured_and_mended(record, year, sun, hours):
    late = delayed(record, year, hours)
    shift = solar_shift(late.series["irradiance_global"], year.longitude, 8.0)
    own = solar_shift(year.irradiance_global, year.longitude, 8.0)
    assert shift - own == pytest.approx(hours, abs=0.06)
    weather, report = report_of(late)
    finding = report.of("solar_shift")
    assert finding.level is Level.WARN
    assert finding.correction
    assert ("CHECK THIS FILE" in finding.message) is (abs(hours) > 0.75)
    left = solar_shift(weather.irradiance_global, year.longitude, 8.0)
    assert abs(left) < 0.08
    before = mean_day(late.series["irradiance_global"] - year.irradiance_global)
    after = mean_day(weather.irradiance_global - year.irradiance_global)
    assert np.abs(after).max() < 0.2 * np.abs(before).max()


def test_mending_a_shift_keeps_the_light_of_each_day(record, year):
    late = delayed(record, year, 0.5)
    weather, _ = report_of(late)
    before = late.series["irradiance_global"].reshape(365, 24).sum(axis=1)
    after = weather.irradiance_global.reshape(365, 24).sum(axis=1)
    np.testing.assert_allclose(after, before, rtol=1e-6)


def test_a_shift_of_a_whole_time_zone_fails(record, year):
    light = np.roll(year.irradiance_global, -8)
    _, report = report_of(record.replace(irradiance_global=light))
    assert report.of("solar_shift").level is Level.FAIL


def test_parts_that_do_not_close_are_split_anew(record, year, sun):
    open_record = record.replace(irradiance_direct=0.6 * year.irradiance_direct)
    weather, report = report_of(open_record)
    assert report.of("closure").level is Level.WARN
    assert "split anew" in report.of("closure").correction
    error = (
        weather.irradiance_global
        - weather.irradiance_diffuse
        - weather.irradiance_direct * sun.cos_zenith
    )
    assert np.abs(error).max() < 1e-9
    np.testing.assert_array_equal(weather.irradiance_global, year.irradiance_global)


def test_missing_direct_light_by_day_fails_and_is_not_zero(record, year):
    holes = np.arange(8760) % 50 == 0
    weather, report = report_of(spoil(record, "irradiance_direct", holes, np.nan))
    assert report.of("split_missing").level is Level.FAIL
    sums = weather.irradiance_direct.sum() / year.irradiance_direct.sum()
    assert sums == pytest.approx(1.0, abs=0.01)


def test_little_missing_direct_light_warns(record):
    _, report = report_of(spoil(record, "irradiance_diffuse", NOON, np.nan))
    assert report.of("split_missing").level is Level.WARN


def test_missing_global_light_comes_from_its_parts(record, year):
    weather, report = report_of(
        spoil(record, "irradiance_global", slice(2000, 2100), np.nan)
    )
    np.testing.assert_allclose(
        weather.irradiance_global, year.irradiance_global, atol=1e-9
    )
    assert report.of("filled_irradiance_global").count == 100


def test_a_short_gap_of_all_light_is_bridged_and_a_long_one_refused(record):
    names = ("irradiance_global", "irradiance_direct", "irradiance_diffuse")
    short, long = record, record
    for name in names:
        short = spoil(short, name, NOON, np.nan)
        long = spoil(long, name, slice(3000, 3100), np.nan)
    weather, _ = assess(short)
    assert np.isfinite(weather.irradiance_global).all()
    assert weather.irradiance_global[NOON].min() > 0
    refused, found = assess(long)
    assert refused is None
    assert any(one.is_refused for one in found)


@pytest.mark.parametrize(("hours", "refused"), [(6, False), (7, True)])
def test_gaps_of_temperature_are_bridged_up_to_six_hours(record, year, hours, refused):
    gap = slice(5000, 5000 + hours)
    weather, found = assess(spoil(record, "temp_outdoor", gap, np.nan))
    assert (weather is None) is refused
    if weather is not None:
        ends = year.temp_outdoor[[4999, 5000 + hours]]
        line = np.interp(np.arange(5000, 5000 + hours), [4999, 5000 + hours], ends)
        np.testing.assert_allclose(weather.temp_outdoor[gap], line)
        assert any(one.check == "filled_temp_outdoor" for one in found)


def test_a_missing_dew_point_comes_from_relative_humidity(record, year):
    weather, _ = assess(spoil(record, "temp_dew", slice(0, 8760), np.nan))
    np.testing.assert_allclose(weather.temp_dew, year.temp_dew, atol=1e-9)


def test_missing_long_wave_comes_from_the_formula(record, year):
    weather, report = report_of(spoil(record, "radiation_sky", slice(0, 300), np.nan))
    formula = radiation_sky_clark_allen(
        year.temp_outdoor, year.temp_dew, year.cloud_cover
    )
    np.testing.assert_allclose(weather.radiation_sky[:300], formula[:300])
    assert report.of("radiation_sky_gaps").count == 300


def test_supersaturation_is_counted_and_lowered(record, year):
    record = record.replace(
        temp_dew=np.where(np.arange(8760) < 141, year.temp_outdoor + 1, year.temp_dew)
    )
    mended, found = mend_humidity(record)
    by_name = {one.check: one for one in found}
    assert by_name["dew_point"].count == 141
    assert (mended.series["temp_dew"] <= mended.series["temp_outdoor"]).all()


def test_stated_humidity_that_disagrees_is_counted(record):
    wrong = np.array(record.series["humidity_relative"])
    wrong[:50] = np.clip(wrong[:50] - 0.2, 0, 1)
    _, found = mend_humidity(record.replace(humidity_relative=wrong))
    assert {one.check: one.count for one in found}["humidity"] == 50


def test_impossible_values_fail_and_are_taken_out(record):
    weather, report = report_of(spoil(record, "wind_speed", slice(10, 13), 77.0))
    assert report.of("range_wind_speed").level is Level.FAIL
    assert report.of("range_wind_speed").count == 3
    assert weather.wind_speed.max() < 40


def test_a_small_negative_night_offset_is_zero_not_missing(record):
    weather, report = report_of(spoil(record, "irradiance_global", slice(0, 4), -2.0))
    assert not weather.irradiance_global[:4].any()
    assert report.level is Level.FINE


def test_light_beyond_the_atmosphere_is_found(record, sun):
    index = int(np.argmax(sun.cos_zenith))
    _, report = report_of(spoil(record, "irradiance_global", index, 1700.0))
    assert report.of("clearness").count == 1


def test_a_year_that_is_too_bright_or_dark_is_found(record, year):
    dark = record.replace(
        irradiance_global=0.3 * year.irradiance_global,
        irradiance_direct=0.3 * year.irradiance_direct,
        irradiance_diffuse=0.3 * year.irradiance_diffuse,
    )
    _, report = report_of(dark)
    assert report.of("annual_light").level is Level.WARN


def test_light_in_the_night_is_counted_and_put_out(record, sun):
    weather, report = report_of(spoil(record, "irradiance_global", slice(0, 3), 20.0))
    assert report.of("night").count == 3
    assert not weather.irradiance_global[:3].any()


def test_pressure_of_another_elevation_is_found(record):
    assert check_pressure(record).level is Level.FINE
    high = dataclasses.replace(record, elevation=600.0)
    assert check_pressure(high).level is Level.WARN


def test_jumps_inside_months_and_at_their_ends_are_told_apart(year):
    temp = np.array(year.temp_outdoor)
    temp[1000] += 15
    temp[31 * 24 :] += 30
    inside, edge = check_jumps(temp)
    assert inside.count == 2
    assert edge.count == 1


def test_a_stuck_sensor_is_found_after_a_day(record):
    day = spoil(record, "temp_outdoor", slice(100, 124), 20.0)
    longer = spoil(record, "temp_outdoor", slice(100, 126), 20.0)
    assert check_constant_runs(day).level is Level.FINE
    assert check_constant_runs(longer).level is Level.WARN


def test_a_copied_day_is_found(record):
    for name in ("temp_outdoor", "temp_dew", "wind_speed"):
        first = record.series[name][:24]
        record = spoil(record, name, slice(240, 264), first)
    assert check_duplicates(record).count == 1


def test_calm_and_rounded_wind_are_found(year):
    assert check_calm(year.wind_speed).level is Level.FINE
    assert check_calm(np.where(np.arange(8760) % 3, 1.3, 0.0)).level is Level.WARN
    assert "whole m/s" in check_calm(np.full(8760, 2.0)).message


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_rain_that_is_zero_or_missing_all_year_is_unknown(value):
    rain, finding = check_precipitation(np.full(8760, value))
    assert np.isnan(rain).all()
    assert finding.level is Level.WARN


@pytest.mark.parametrize(
    ("country", "offset", "longitude", "level"),
    [
        ("CHN", 8.0, 109.7, Level.FINE),
        ("CHN", 8.0, 87.6, Level.FINE),
        ("SGP", 7.0, 103.98, Level.WARN),
        ("", 8.0, 109.7, Level.FINE),
        ("", 0.0, 109.7, Level.FAIL),
        ("IND", 5.5, 77.2, Level.FINE),
        ("", 12.0, -175.0, Level.FINE),
    ],
)
def test_time_zone_is_compared_with_longitude_and_legal_time(
    record, country, offset, longitude, level
):
    place = dataclasses.replace(
        record, country=country, utc_offset=offset, longitude=longitude
    )
    assert check_time_zone(place).level is level


def test_missing_cloud_is_taken_from_total_cover():
    opaque = np.full(8760, np.nan)
    total = np.full(8760, 0.4)
    cover, finding = mend_cloud(opaque, total)
    np.testing.assert_array_equal(cover, total)
    assert finding.count == 8760


def test_the_report_names_the_gravest_first(record):
    _, report = report_of(spoil(record, "wind_speed", slice(10, 13), 77.0))
    lines = describe(report)
    assert lines[0].startswith("test: 1 fail")
    assert lines[1].startswith("FAIL range_wind_speed")
    assert report.level is Level.FAIL
    with pytest.raises(KeyError):
        report.of("nothing")
