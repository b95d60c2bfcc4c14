"""Moist air against published tables, its own inverses, and first principles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.ground.psychrometrics import (
    density_air,
    humidity_ratio_from_relative,
    humidity_ratio_from_vapour_pressure,
    humidity_relative_from_ratio,
    pressure_at_elevation,
    temp_dew_from_vapour_pressure,
    temp_wet_bulb_stull,
    vapour_pressure_from_humidity_ratio,
    vapour_pressure_saturation,
)

temps = st.floats(-20.0, 50.0)
relatives = st.floats(0.02, 1.0)
pressures = st.floats(60_000.0, 105_000.0)


# Saturation pressure over water. ASHRAE Handbook Fundamentals (2017), ch. 1, table 3,
# printed to 0.1 Pa; the last row is the check value of IAPWS R7-97(2012), table 35.
@pytest.mark.parametrize(
    ("temp_air", "expected"),
    [
        (0.01, 611.7),
        (5.0, 872.6),
        (10.0, 1228.0),
        (20.0, 2339.2),
        (30.0, 4246.7),
        (40.0, 7384.4),
        (50.0, 12351.3),
        (26.85, 3536.58941),
    ],
)
def test_saturation_pressure_is_the_published_one(temp_air, expected):
    assert vapour_pressure_saturation(temp_air) == pytest.approx(expected, rel=4e-3)


# Humidity ratio of saturated air at 101.325 kPa, ASHRAE (2017), ch. 1, table 2. The
# table holds real air, 0.5 % wetter than the ideal gas of this module.
@pytest.mark.parametrize(
    ("temp_air", "expected"),
    [(10.0, 0.007661), (20.0, 0.014758), (30.0, 0.027329), (40.0, 0.049141)],
)
def test_saturated_air_holds_the_published_water(temp_air, expected):
    actual = humidity_ratio_from_relative(temp_air, 1.0, 101_325.0)
    assert actual == pytest.approx(expected, rel=9e-3)


# ASHRAE Handbook Fundamentals (2017), ch. 1, table 1: standard atmosphere [kPa].
@pytest.mark.parametrize(
    ("elevation", "expected"),
    [(0.0, 101.325), (500.0, 95.461), (1000.0, 89.875), (2000.0, 79.495)],
)
def test_standard_pressure_falls_as_published(elevation, expected):
    assert pressure_at_elevation(elevation) == pytest.approx(1e3 * expected, rel=1e-4)


def test_wet_bulb_is_that_of_the_paper():
    """Stull (2011), abstract: 20 °C and 50 % give 13.7 °C."""
    assert temp_wet_bulb_stull(20.0, 0.5) == pytest.approx(13.7, abs=0.05)


def test_density_is_that_of_the_ideal_gas_with_the_molar_mass_of_dry_air():
    """Molar mass 28.966 g/mol and R = 8.314462618 J/(mol K), CODATA 2018."""
    expected = 101_325.0 * 0.028966 / (8.314462618 * 293.15)
    assert density_air(20.0, 101_325.0) == pytest.approx(expected, rel=1e-4)


def test_air_at_its_dew_point_is_saturated():
    """20 °C and half the saturation pressure: Magnus inverted by hand, 9.26 °C."""
    half = 0.5 * 611.2 * np.exp(17.62 * 20.0 / 263.12)
    assert temp_dew_from_vapour_pressure(half) == pytest.approx(9.26, abs=0.01)


def test_humidity_ratio_counts_molecules():
    """One part vapour in a hundred parts of moist air, molar ratio 18.015/28.966."""
    actual = humidity_ratio_from_vapour_pressure(1_000.0, 100_000.0)
    assert actual == pytest.approx(18.015268 / 28.966 / 99.0, rel=1e-4)


@given(temp_air=temps)
def test_dew_point_inverts_saturation(temp_air):
    back = temp_dew_from_vapour_pressure(vapour_pressure_saturation(temp_air))
    assert back == pytest.approx(temp_air, abs=1e-9)


@given(temp_air=temps, relative=relatives)
def test_dew_point_never_exceeds_dry_bulb(temp_air, relative):
    vapour = relative * vapour_pressure_saturation(temp_air)
    assert temp_dew_from_vapour_pressure(vapour) <= temp_air + 1e-9


@given(temp_air=temps, relative=relatives, pressure=pressures)
def test_relative_humidity_survives_the_way_through_the_humidity_ratio(
    temp_air, relative, pressure
):
    ratio = humidity_ratio_from_relative(temp_air, relative, pressure)
    back = humidity_relative_from_ratio(temp_air, ratio, pressure)
    assert back == pytest.approx(relative, rel=1e-10)


@given(vapour=st.floats(1.0, 12_000.0), pressure=pressures)
def test_vapour_pressure_survives_the_way_through_the_humidity_ratio(vapour, pressure):
    ratio = humidity_ratio_from_vapour_pressure(vapour, pressure)
    back = vapour_pressure_from_humidity_ratio(ratio, pressure)
    assert back == pytest.approx(vapour, rel=1e-10)


@given(temp_air=st.floats(0.0, 45.0), relative=st.floats(0.3, 0.99))
def test_wet_bulb_lies_between_dew_point_and_dry_bulb(temp_air, relative):
    """Within the error of the fit, −1.0 to +0.65 K."""
    dew = temp_dew_from_vapour_pressure(relative * vapour_pressure_saturation(temp_air))
    wet = temp_wet_bulb_stull(temp_air, relative)
    assert dew - 1.0 <= wet <= temp_air + 0.65


@given(
    low=st.floats(-20.0, 49.0), step=st.floats(0.01, 10.0), relative=st.floats(0.1, 1.0)
)
def test_warmer_air_holds_more_water(low, step, relative):
    cold, warm = humidity_ratio_from_relative(
        np.array([low, low + step]), relative, 101_325.0
    )
    assert warm > cold


def test_air_above_saturation_is_not_clipped_in_silence():
    ratio = 1.2 * humidity_ratio_from_relative(20.0, 1.0, 101_325.0)
    assert humidity_relative_from_ratio(20.0, ratio, 101_325.0) > 1.15


def test_functions_broadcast_over_arrays():
    grid = humidity_ratio_from_relative(
        np.array([[10.0], [20.0]]), np.array([0.2, 0.5, 1.0]), 101_325.0
    )
    assert grid.shape == (2, 3)
    alone = humidity_ratio_from_relative(20.0, 0.5, 101_325.0)
    assert grid[1, 1] == pytest.approx(float(alone), rel=1e-15)
