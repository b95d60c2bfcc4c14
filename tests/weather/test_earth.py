import dataclasses

import numpy as np
import pytest

from twin.weather.earth import temp_ground_kasuda, year_wave

DIFFUSIVITY = 8e-7
OMEGA = 2 * np.pi / (8760 * 3600)
DAMPING = np.sqrt(2 * DIFFUSIVITY / OMEGA)


@pytest.fixture
def wave_year(year):
    hours = np.arange(8760) + 0.5
    temp = 12.0 - 9.0 * np.cos(2 * np.pi * (hours - 500.0) / 8760)
    return dataclasses.replace(year, temp_outdoor=temp)


def test_a_pure_yearly_wave_is_recovered(wave_year):
    wave = year_wave(wave_year)
    assert wave.mean == pytest.approx(12.0, abs=1e-9)
    assert wave.amplitude == pytest.approx(9.0, abs=1e-9)
    assert wave.coldest == pytest.approx(500.0, abs=1e-6)


def test_the_surface_follows_the_air(wave_year):
    ground = temp_ground_kasuda(wave_year, 0.0, DIFFUSIVITY)
    np.testing.assert_allclose(ground, wave_year.temp_outdoor, atol=1e-9)


def test_at_the_damping_depth_one_part_in_e_of_the_swing_is_left(wave_year):
    ground = temp_ground_kasuda(wave_year, DAMPING, DIFFUSIVITY)
    assert np.ptp(ground) / 2 == pytest.approx(9.0 / np.e, rel=1e-6)


def test_the_ground_lags_by_one_radian_of_the_year_per_damping_depth(wave_year):
    ground = temp_ground_kasuda(wave_year, DAMPING, DIFFUSIVITY)
    assert np.argmin(ground) == pytest.approx(500 + 8760 / (2 * np.pi), abs=1)


def test_the_wave_obeys_the_heat_equation(wave_year):
    depth, step = 1.5, 0.05
    above, here, below = (
        temp_ground_kasuda(wave_year, depth + k * step, DIFFUSIVITY) for k in (-1, 0, 1)
    )
    by_depth = DIFFUSIVITY * (above - 2 * here + below) / step**2
    by_time = (np.roll(here, -1) - np.roll(here, 1)) / 7200.0
    np.testing.assert_allclose(by_time, by_depth, atol=2e-3 * np.abs(by_time).max())


def test_deep_ground_has_the_annual_mean(year):
    ground = temp_ground_kasuda(year, 60.0)
    np.testing.assert_allclose(ground, year_wave(year).mean, atol=1e-6)
    assert year_wave(year).mean == pytest.approx(year.temp_outdoor.mean(), abs=0.05)
