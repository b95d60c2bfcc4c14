from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.ground.errors import NotEvaluableError
from twin.io.climate import read_climate_table

TABLE = read_climate_table(Path(__file__).parents[2] / "weather" / "hainan_warming.csv")


@pytest.mark.parametrize(
    ("pathway", "quantile", "year", "expected"),
    [
        ("ssp126", 0.5, 2030.5, 0.60),
        ("ssp245", 0.0, 2050.5, 1.00),
        ("ssp585", 1.0, 2090.5, 3.55),
        ("ssp126", 0.5, 2080.0, 0.86),
        ("ssp245", 0.5, 2080.0, 1.55),
        ("ssp585", 0.5, 2080.0, 2.81),
        ("ssp245", 0.5, 2005.0, 0.0),
        ("ssp245", 0.5, 1990.0, 0.0),
    ],
)
def test_warming_of_the_table_and_of_the_decade_between(
    pathway, quantile, year, expected
):
    assert TABLE.warming(pathway, quantile, year) == pytest.approx(expected, abs=0.006)


def test_half_way_from_the_baseline_half_the_first_warming_is_reached():
    middle = 0.5 * (2005.0 + 2030.5)
    assert TABLE.warming("ssp585", 0.5, middle) == pytest.approx(0.35)


def test_estimates_are_joined_piecewise():
    low, central, high = (TABLE.warming("ssp585", q, 2090.5) for q in (0, 0.5, 1))
    assert TABLE.warming("ssp585", 0.25, 2090.5) == pytest.approx((low + central) / 2)
    assert TABLE.warming("ssp585", 0.75, 2090.5) == pytest.approx((central + high) / 2)


@given(st.floats(2005, 2100), st.floats(0, 1), st.floats(0, 1))
def test_warming_never_falls_with_the_quantile(year, one, other):
    low, high = sorted((one, other))
    assert (
        TABLE.warming("ssp245", low, year)
        <= TABLE.warming("ssp245", high, year) + 1e-12
    )


@pytest.mark.parametrize(
    ("pathway", "quantile", "year", "word"),
    [
        ("ssp119", 0.5, 2040.0, "ssp126, ssp245, ssp585"),
        ("ssp126", 1.5, 2040.0, "allowed 0 to 1"),
        ("ssp126", 0.5, 2150.0, "2101"),
        ("ssp126", float("nan"), 2040.0, "allowed 0 to 1"),
    ],
)
def test_what_the_table_does_not_cover_is_refused(pathway, quantile, year, word):
    with pytest.raises(NotEvaluableError, match=word):
        TABLE.warming(pathway, quantile, year)
