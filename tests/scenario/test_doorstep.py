"""The year outdoors: every hour counted once, sun above shade, marks where bent."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from twin.health.standing import temp_radiant_standing
from twin.health.utci import STRESS, universal_thermal_climate_index
from twin.io.project import load_project
from twin.scenario.doorstep import Asked, run_doorstep
from twin.weather.sun import sun_position


@pytest.fixture(scope="module")
def weather():
    return load_project(None, scenarios=["baseline"], community="baoting").weather


@pytest.fixture(scope="module")
def found(weather):
    return run_doorstep(weather, Asked())


def place(found, name):
    return found.hours[found.hours["place"] == name].reset_index(drop=True)


def test_every_hour_is_in_one_class_and_one_month(found):
    counts = found.classes.groupby("place")[["day_h", "night_h"]].sum()
    assert (counts.sum(axis=1) == 8760).all()
    assert list(found.classes["stress"][:10]) == list(STRESS)
    for name in ("sun", "shade"):
        hours = place(found, name)
        months = found.months[found.months["place"] == name]
        for limit, column in ((32.0, "strong_heat_h"), (38.0, "very_strong_heat_h")):
            assert months[column].sum() == (hours["utci_c"] > limit).sum()
        assert months["utci_max_c"].max() == hours["utci_c"].max()
        assert not hours.isna().any().any()


def test_sun_is_shade_plus_beam(found, weather):
    sun, shade = place(found, "sun"), place(found, "shade")
    gap = sun["temp_radiant_c"] - shade["temp_radiant_c"]
    beam = (weather.irradiance_direct > 0.0) & sun["is_day"]
    assert (gap[beam] > 0.0).all()
    assert (gap[~beam] == 0.0).all()
    pd.testing.assert_series_equal(sun["temp_outdoor_c"], shade["temp_outdoor_c"])


def test_an_hour_by_hand(found, weather):
    """Ends of the hour are averaged; the wind of the index is at least 0.5 m/s."""
    hour = 24 * 195 + 13
    air, vapour, wind = (
        0.5 * (series[hour - 1] + series[hour])
        for series in (
            weather.temp_outdoor, weather.vapour_pressure, weather.wind_speed,
        )
    )  # fmt: skip
    radiant = temp_radiant_standing(
        air, wind, sun_position(weather).sun_elevation[hour],
        weather.irradiance_direct[hour], weather.irradiance_diffuse[hour],
        weather.radiation_sky[hour], 0.5, 0.2, 1.5,
    )  # fmt: skip
    row = place(found, "sun").iloc[hour]
    index = universal_thermal_climate_index(air, radiant, max(wind, 0.5), vapour)
    assert row["utci_c"] == pytest.approx(float(index), abs=1e-9)
    assert row["month"] == 7
    assert row["is_day"]


def test_calm_hours_are_counted_and_hours_out_of_range_kept(weather):
    still = replace(weather, wind_speed=np.full(8760, 0.2))
    calm = run_doorstep(still, Asked())
    assert calm.wind_raised == 8760
    felt = universal_thermal_climate_index(
        calm.hours["temp_outdoor_c"], calm.hours["temp_radiant_c"], 0.5,
        calm.hours["vapour_pressure_pa"],
    )  # fmt: skip
    assert np.abs(calm.hours["utci_c"] - felt).max() < 1e-9
    storm = replace(weather, wind_speed=np.full(8760, 25.0))
    found = run_doorstep(storm, Asked())
    assert found.wind_raised == 0
    assert found.months["out_of_range_h"].sum() == 2 * 8760
    assert np.isfinite(found.hours["utci_c"]).all()


def test_a_warmer_year_is_felt(found, weather):
    warmer = run_doorstep(weather, Asked(warming=2.0))
    rise = warmer.hours["utci_c"].mean() - found.hours["utci_c"].mean()
    assert 1.0 < rise < 4.0


def test_open_sky_and_dry_ground_are_hotter_by_day_and_colder_by_night(found, weather):
    bare = run_doorstep(weather, Asked(sky_view=1.0, bowen=1e3))
    here, there = place(found, "sun"), place(bare, "sun")
    warmer = there["temp_radiant_c"] - here["temp_radiant_c"]
    noon = here["hour"] % 24 == 12
    assert warmer[noon].mean() > 3.0
    assert warmer[~here["is_day"]].mean() < -1.0
