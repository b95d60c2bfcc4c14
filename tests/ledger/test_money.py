"""Money over time, against closed forms."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.ledger.money import (
    abatement_cost,
    annuity,
    carbon_cost,
    cumulative,
    discount_factor,
    payback_year,
    present_value,
)
from twin.model.building import YearValue

YEARS = np.arange(2025.0, 2060.0)


def test_money_at_twelve_years_is_worth_half_at_six_percent():
    """The rule of 72."""
    assert discount_factor(np.array([2037.0]), 0.06, 2025.0)[0] == pytest.approx(
        0.5, abs=0.005
    )


def test_without_a_rate_present_value_is_the_plain_sum():
    amounts = np.arange(35.0)
    assert present_value(amounts, YEARS, 0.0, 2025.0) == amounts.sum()


def test_equal_amounts_for_ever_are_worth_amount_over_rate():
    years = np.arange(2026.0, 3026.0)
    value = present_value(np.full(1000, 60.0), years, 0.06, 2025.0)
    assert value == pytest.approx(60.0 / 0.06)


@given(rate=st.floats(0.0, 0.3), years=st.integers(1, 60))
def test_the_annuity_of_a_value_has_that_value(rate, years):
    yearly = annuity(1000.0, rate, years)
    when = 2025.0 + np.arange(1.0, years + 1.0)
    value = present_value(np.full(years, yearly), when, rate, 2025.0)
    assert value == pytest.approx(1000.0, rel=1e-6)


def test_payback_is_the_first_year_without_debt():
    savings = np.full(35, 30.0)
    savings[0] = -100.0
    assert payback_year(savings, YEARS) == 2029.0
    savings[10] = -1000.0
    assert math.isnan(payback_year(savings, YEARS))
    assert payback_year(np.full(35, 1.0), YEARS) == 2025.0


def test_a_later_debt_delays_the_payback():
    savings = np.full(35, 30.0)
    savings[0], savings[10] = -100.0, -300.0
    running = cumulative(savings)
    year = payback_year(savings, YEARS)
    assert running[year - 1.0 == YEARS][0] < 0.0
    assert (running[year <= YEARS] >= 0.0).all()
    assert year > 2035.0


def test_abatement_costs_are_per_tonne_and_negative_where_money_is_saved():
    assert abatement_cost(500.0, 2000.0) == 250.0
    assert abatement_cost(-500.0, 2000.0) == -250.0
    assert math.isnan(abatement_cost(500.0, 0.0))


def test_the_shadow_price_follows_its_path():
    path = (YearValue(year=2025.0, value=100.0), YearValue(year=2040.0, value=300.0))
    years = np.array([2025.0, 2032.5, 2050.0])
    cost = carbon_cost(np.full(3, 1000.0), years, path)
    assert cost == pytest.approx([100.0, 200.0, 300.0])
