import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.weather.sky import (
    emissivity_sky_clark_allen,
    radiation_sky_clark_allen,
    temp_sky,
)


def test_documented_check_value_is_met_within_its_rounding():
    """EnergyPlus documents 340.6 W/m² from an emissivity rounded to 0.815 and 293 K."""
    assert float(radiation_sky_clark_allen(20.0, 10.0, 0.0)) == pytest.approx(
        340.6, rel=2e-3
    )


def test_an_overcast_sky_radiates_by_waltons_cubic():
    clear = float(emissivity_sky_clark_allen(5.0, 0.0))
    overcast = float(emissivity_sky_clark_allen(5.0, 1.0))
    assert overcast / clear == pytest.approx(1 + 0.224 - 0.35 + 0.28)


@given(temp=st.floats(-30, 45), depression=st.floats(0, 20), cloud=st.floats(0, 1))
def test_the_sky_is_never_warmer_than_the_air(temp, depression, cloud):
    radiation = radiation_sky_clark_allen(temp, temp - depression, cloud)
    assert float(temp_sky(radiation)) <= temp + 1e-9


@given(st.floats(-40, 40))
def test_a_black_sky_has_the_temperature_that_it_radiates_with(temp):
    radiation = 5.670374419e-8 * (temp + 273.15) ** 4
    assert float(temp_sky(radiation)) == pytest.approx(temp, abs=1e-9)


def test_radiation_grows_with_dew_point():
    dew = np.linspace(-10, 20, 31)
    assert (np.diff(radiation_sky_clark_allen(20.0, dew, 0.3)) > 0).all()
