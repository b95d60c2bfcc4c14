"""Flows of money: nothing lost after the ledger, and what is left at the end."""

import math

import numpy as np
import pandas as pd
import pytest

from twin.ledger.account import count_scenario
from twin.ledger.cash import (
    CARBON,
    EMITTED,
    ENERGY,
    INVESTMENT,
    MAINTENANCE,
    RESIDUAL,
    cash_flows,
    mean_lives,
    residual_values,
    yearly,
)
from twin.ledger.view import building_year_sums
from twin.model.building import YearValue

PRICE = (YearValue(year=2025.0, value=100.0), YearValue(year=2045.0, value=300.0))


def logbook(record):
    """Events of a life as the result table has them."""
    names = ("time", "building", "component", "kind", "action", "product", "quantity")
    rows = [[getattr(one, name) for name in names] for one in record.events]
    table = pd.DataFrame(rows, columns=["time", "building_id", *names[2:]])
    return table.assign(future=record.future, kind=table["kind"].astype("str"))


@pytest.fixture
def swapped(make_swap, make_energy, community):
    """Ledger and logbook of a house whose two splits are replaced in 2037."""
    record = make_swap("ac_split_g3", "ac_split_g1", quantity=2.0)
    energy = make_energy(
        tuple(range(2025, 2045)), electricity_grid_kwh=1000.0, lpg_kwh=500.0
    )
    return count_scenario([record], energy, community, "hainan_ref"), logbook(record)


def test_flows_hold_all_money_of_the_ledger_and_no_more(swapped, products):
    ledger, events = swapped
    flows = cash_flows(ledger, events, mean_lives(products), PRICE, 2044)
    sums = building_year_sums(ledger)
    columns = {
        INVESTMENT: "cost_investment_cny",
        MAINTENANCE: "cost_maintenance_cny",
        ENERGY: "cost_energy_cny",
    }
    for account, column in columns.items():
        found = flows[flows["account"] == account]["money_cny"].sum()
        assert found == pytest.approx(sums[column].sum()), account
    items = flows.set_index("account")["item"]
    assert set(items[ENERGY]) == {"electricity", "lpg"}
    assert set(items[[INVESTMENT]]) == {"air_conditioner"}


def test_carbon_is_priced_in_the_year_of_its_emission(swapped, products):
    ledger, events = swapped
    flows = cash_flows(ledger, events, mean_lives(products), PRICE, 2044)
    sums = building_year_sums(ledger).groupby("year")[list(EMITTED)].sum().sum(axis=1)
    mine = flows[flows["account"] == CARBON].set_index("year")["money_cny"]
    for year in (2025, 2035, 2044):
        price = (100.0 + 10.0 * (year - 2025)) / 1000.0
        assert mine[year] == pytest.approx(sums[year] * price)


def test_half_of_the_life_left_is_half_of_the_price(swapped):
    """Bought in 2037 for 5800 CNY, 16 years of life, eight used up by 2045."""
    ledger, events = swapped
    left = residual_values(ledger, events, {"ac_split_g1": 16.0}, 2045.0)
    assert left["money_cny"].tolist() == pytest.approx([-2900.0])
    assert left["year"].tolist() == [2045]


def test_the_end_is_the_end_of_the_last_year(swapped):
    ledger, events = swapped
    flows = cash_flows(ledger, events, {"ac_split_g1": 16.0}, PRICE, 2044)
    left = flows[flows["account"] == RESIDUAL]
    assert left[["year", "money_cny"]].to_numpy().tolist() == [[2045, -2900.0]]


def test_nothing_is_left_of_what_outlived_its_life(swapped):
    ledger, events = swapped
    assert residual_values(ledger, events, {"ac_split_g1": 8.0}, 2045.0).empty
    assert residual_values(ledger, events, {"ac_split_g1": 5.0}, 2045.0).empty


def test_only_the_last_purchase_of_a_component_is_worth_anything(swapped):
    ledger, events = swapped
    again = events[events["action"] == "replaced"].assign(time=2041.0)
    more = ledger.copy()
    more["time"] = 2041.0
    both = pd.concat([ledger, more], ignore_index=True)
    twice = pd.concat([events, again], ignore_index=True)
    left = residual_values(both, twice, {"ac_split_g1": 16.0}, 2045.0)
    assert left["money_cny"].tolist() == pytest.approx([-5800.0 * 12.0 / 16.0])


def test_what_was_taken_away_since_is_worth_nothing(swapped):
    ledger, events = swapped
    gone = events[events["action"] == "removed"].assign(time=2040.0)
    later = pd.concat([events, gone], ignore_index=True)
    assert residual_values(ledger, later, {"ac_split_g1": 16.0}, 2045.0).empty


def test_the_mean_life_is_that_of_weibull(products):
    lives = mean_lives(products)
    one = next(product for product in products if product.name == "ac_split_g1")
    shape, scale = one.weibull_shape.value, one.weibull_scale.value
    age = np.linspace(0.0, 20.0 * scale, 400_001)
    survival = np.exp(-((age / scale) ** shape))
    assert lives["ac_split_g1"] == pytest.approx(np.trapezoid(survival, age), rel=1e-6)
    assert math.isclose(lives["ac_split_g1"], 12.0, rel_tol=0.01)


def test_sums_by_year_and_future_find_their_place():
    flows = pd.DataFrame(
        {
            "future": [0, 3, 3],
            "year": [2025, 2026, 2026],
            "building_id": "a",
            "account": [ENERGY, ENERGY, RESIDUAL],
            "item": "x",
            "money_cny": [1.0, 2.0, 4.0],
        }
    )
    year = np.array([2025.0, 2026.0])
    found = yearly(flows, (ENERGY,), np.array([0, 3]), year)
    assert found.tolist() == [[1.0, 0.0], [0.0, 2.0]]
