"""Heat index against an independent library and against the printed table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythermalcomfort.models import heat_index_rothfusz as oracle

from twin.health.heat_index import CAUTION, DANGER, heat_index_rothfusz


@pytest.fixture(params=["compiled", "python"])
def index(request):
    compiled = request.param == "compiled"
    return heat_index_rothfusz if compiled else heat_index_rothfusz.py_func


def test_warm_hours_agree_with_pythermalcomfort(index):
    """From 27.5 °C, where dry air too is past the simple formula, and between 15 % and
    85 %: beyond, the library leaves the corrections out."""
    temps, shares = np.meshgrid(np.arange(27.5, 46.0, 0.5), np.arange(15.0, 85.1, 2.5))
    expected = np.asarray(oracle(temps.ravel(), shares.ravel(), round_output=False).hi)
    actual = np.array(
        [
            index(float(temp), float(share) / 100.0)
            for temp, share in zip(temps.ravel(), shares.ravel(), strict=True)
        ]
    )
    assert np.isfinite(expected).all()
    assert np.abs(actual - expected).max() < 1e-3


def test_cool_hours_have_a_number_and_no_risk(index):
    """The library says nothing below 27 °C; here it is Steadman's simple formula."""
    with pytest.warns(UserWarning, match="applicability limits"):
        assert np.isnan(oracle(20.0, 60.0).hi)
    fahrenheit = 0.5 * (68.0 + 61.0 + 0.0 + 0.094 * 60.0)
    assert index(20.0, 0.6) == pytest.approx((fahrenheit - 32.0) / 1.8)
    assert index(-5.0, 0.9) < CAUTION


@pytest.mark.parametrize(
    ("temp", "share", "expected"),
    [(27.0, 0.70, 28.9), (30.0, 0.75, 36.3), (32.0, 0.75, 42.3), (34.0, 0.65, 44.4)],
)
def test_four_hours_of_a_tropical_summer(index, temp, share, expected):
    assert round(index(temp, share), 1) == expected


@pytest.mark.parametrize(
    ("fahrenheit", "percent", "expected"),
    [
        (80, 40, 80), (90, 50, 95), (90, 70, 105), (100, 40, 109), (100, 60, 129),
        (86, 90, 105),
    ],
)  # fmt: skip
def test_the_chart_of_the_weather_service(index, fahrenheit, percent, expected):
    """Whole degrees Fahrenheit as printed in the NWS heat index chart."""
    value = index((fahrenheit - 32.0) / 1.8, percent / 100.0)
    assert value * 1.8 + 32.0 == pytest.approx(expected, abs=1.0)


def test_classes_begin_where_the_service_lets_them():
    assert pytest.approx((90.0 - 32.0) / 1.8, abs=0.3) == CAUTION
    assert pytest.approx((105.0 - 32.0) / 1.8, abs=0.5) == DANGER
    assert oracle(30.0, 75.0).stress_category == "extreme caution"
    assert CAUTION < heat_index_rothfusz(30.0, 0.75) < DANGER
    assert oracle(32.0, 75.0).stress_category == "danger"
    assert heat_index_rothfusz(32.0, 0.75) >= DANGER


def test_very_dry_air_is_corrected_down_and_very_humid_air_up(index):
    """The two corrections of the service, by hand at 95 °F, 10 % and 82.4 °F, 90 %."""
    dry = 95.0
    plain = (
        -42.379 + 2.04901523 * dry + 101.4333127 - 0.22475541 * dry * 10.0
        - 0.00683783 * dry**2 - 5.481717 + 0.00122874 * dry**2 * 10.0
        + 0.00085282 * dry * 100.0 - 0.00000199 * dry**2 * 100.0
    )  # fmt: skip
    assert index(35.0, 0.10) * 1.8 + 32.0 == pytest.approx(plain - 0.75, abs=1e-6)
    humid = 82.4
    plain = (
        -42.379 + 2.04901523 * humid + 10.14333127 * 90.0 - 0.22475541 * humid * 90.0
        - 0.00683783 * humid**2 - 0.05481717 * 8100.0 + 0.00122874 * humid**2 * 90.0
        + 0.00085282 * humid * 8100.0 - 0.00000199 * humid**2 * 8100.0
    )  # fmt: skip
    assert index(28.0, 0.90) * 1.8 + 32.0 == pytest.approx(
        plain + 0.5 * (87.0 - humid) / 5.0, abs=1e-6
    )


def test_humidity_beyond_saturation_reads_as_saturated(index):
    assert index(30.0, 1.2) == index(30.0, 1.0)
    assert index(30.0, -0.1) == index(30.0, 0.0)


@settings(deadline=None)
@given(
    temp=st.floats(31.0, 45.0), share=st.floats(0.4, 0.84), more=st.floats(0.01, 0.05)
)
def test_hotter_or_damper_feels_hotter_in_the_tropics(temp, share, more):
    here = heat_index_rothfusz(temp, share)
    assert heat_index_rothfusz(temp + 10.0 * more, share) > here
    assert heat_index_rothfusz(temp, min(share + more, 0.85)) > here


def test_what_is_not_a_number_stays_so(index):
    assert np.isnan(index(np.nan, 0.5))
