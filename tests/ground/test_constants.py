"""Constants agree with each other and with their definitions."""

import math

import pytest

from twin.ground import constants


def test_stefan_boltzmann_follows_from_planck_boltzmann_and_light():
    """2 π⁵ k⁴ / (15 h³ c²) with the exact values of the SI of 2019."""
    planck, boltzmann, light = 6.62607015e-34, 1.380649e-23, 299_792_458.0
    expected = 2.0 * math.pi**5 * boltzmann**4 / (15.0 * planck**3 * light**2)
    assert pytest.approx(expected, rel=1e-9) == constants.STEFAN_BOLTZMANN


def test_gas_constant_and_molar_ratio_share_one_molar_mass_of_air():
    molar_mass = 8.314462618 / constants.GAS_CONSTANT_AIR
    assert molar_mass == pytest.approx(0.028966, rel=1e-4)
    ratio = 0.018015268 / molar_mass
    assert ratio == pytest.approx(constants.MOLAR_RATIO_WATER_AIR, rel=1e-4)


def test_a_year_is_twelve_months_and_a_kilowatt_hour_an_hour_of_a_kilowatt():
    assert constants.HOURS_PER_YEAR == 365 * 24
    assert constants.JOULES_PER_KWH == 1000.0 * constants.SECONDS_PER_HOUR
