"""Present value, payback and levelised cost against closed forms."""

import math

import numpy as np
import pandas as pd
import pytest

from twin.ledger.appraisal import (
    Horizon,
    account_table,
    appraise,
    levelised_costs,
)
from twin.ledger.cash import CARBON, ENERGY, INVESTMENT, MAINTENANCE, RESIDUAL
from twin.ledger.money import levelised_cost, present_value

YEARS = 20
START = 2025
RATE = 0.05
DUE = (1.0 - 1.05**-YEARS) / (1.0 - 1.0 / 1.05)
"""Present value of 1 at the start of each of 20 years."""


def flow(future, year, account, item, money):
    return (future, year, "house", account, item, money)


def table(rows):
    columns = ["future", "year", "building_id", "account", "item", "money_cny"]
    return pd.DataFrame(rows, columns=columns)


def horizon(futures=(0,), rate=RATE):
    return Horizon(futures=np.array(futures), start=START, years=YEARS, rate=rate)


def bills(yearly, future=0):
    return [
        flow(future, year, ENERGY, "electricity", yearly)
        for year in range(START, START + YEARS)
    ]


@pytest.fixture
def base():
    return table(bills(100.0))


@pytest.fixture
def roof():
    """500 for a roof that saves 60 a year and is worth 200 at the end."""
    rows = bills(40.0)
    rows.append(flow(0, START, INVESTMENT, "photovoltaic", 500.0))
    rows.append(flow(0, START + YEARS, RESIDUAL, "photovoltaic", -200.0))
    return table(rows)


def test_net_present_value_is_that_of_the_closed_form(base, roof):
    found = appraise(roof, base, horizon()).set_index("view").loc["financial"]
    expected = -500.0 + 60.0 * DUE + 200.0 * 1.05**-YEARS
    assert found["npv"] == pytest.approx(expected)
    assert found["annuity"] == pytest.approx(expected * RATE / (1.0 - 1.05**-YEARS))
    assert found["probability_pays"] == 1.0


def test_the_scenario_that_is_the_baseline_gains_nothing(base):
    found = appraise(base, base, horizon())
    assert (found["npv"] == 0.0).all()
    assert (found["probability_pays"] == 0.0).all()


def test_payback_is_when_the_debt_is_gone_and_later_if_discounted(base, roof):
    """60 a year pay 500 in the ninth year; at 5 % it takes the smallest n with
    60 (1 - v^n)/(1 - v) of at least 500."""
    found = appraise(roof, base, horizon()).iloc[0]
    assert found["payback"] == START + 8
    worth = 1.0 - 500.0 * (1.0 - 1.0 / 1.05) / 60.0
    count = math.ceil(-math.log(worth) / math.log(1.05))
    assert found["payback_discounted"] == START + count - 1
    assert found["payback_share"] == 1.0


def test_the_residual_value_pays_nothing_back(base):
    rows = bills(99.0)
    rows.append(flow(0, START, INVESTMENT, "window", 500.0))
    rows.append(flow(0, START + YEARS, RESIDUAL, "window", -500.0))
    found = appraise(table(rows), base, horizon(rate=0.0)).iloc[0]
    assert found["npv"] == pytest.approx(20.0)
    assert math.isnan(found["payback"])
    assert found["payback_share"] == 0.0


def test_carbon_counts_only_where_the_view_asks(base, roof):
    priced = table(
        [*roof.itertuples(index=False), flow(0, START, CARBON, "shadow", 7.0)]
    )
    plain, dear = appraise(priced, base, horizon())["npv"]
    assert plain - dear == pytest.approx(7.0)


def test_luck_that_both_share_leaves_the_difference_alone():
    """Bills differ between futures by far more than the saving, which does not."""
    level = {0: 100.0, 1: 5000.0, 2: 900.0}
    base = table([row for one, bill in level.items() for row in bills(bill, one)])
    own = table([row for one, bill in level.items() for row in bills(bill - 30.0, one)])
    found = appraise(own, base, horizon((0, 1, 2))).iloc[0]
    for end in ("npv", "npv_p05", "npv_p95"):
        assert found[end] == pytest.approx(30.0 * DUE)
    shown = account_table(own, base, horizon((0, 1, 2))).iloc[-1]
    assert shown["difference_p05"] == pytest.approx(-30.0 * DUE)
    assert shown["p95"] - shown["p05"] > 1000.0


def test_the_median_payback_waits_for_futures_in_which_it_never_comes():
    base = table([row for one in range(3) for row in bills(100.0, one)])
    rows = [row for one in range(3) for row in bills(40.0 if one else 100.0, one)]
    rows += [flow(one, START, INVESTMENT, "window", 100.0) for one in range(3)]
    found = appraise(table(rows), base, horizon((0, 1, 2))).iloc[0]
    assert found["payback"] == START + 1
    assert math.isnan(found["payback_p95"])
    assert found["payback_share"] == pytest.approx(2.0 / 3.0)


def test_items_sum_to_their_account_and_accounts_to_all(base, roof):
    found = account_table(roof, base, horizon()).set_index(["account", "item"])["mean"]
    accounts = (INVESTMENT, MAINTENANCE, ENERGY, RESIDUAL)
    sums = [found[account, "all"] for account in accounts]
    assert found["all", "all"] == pytest.approx(sum(sums))
    assert found[INVESTMENT, "photovoltaic"] == pytest.approx(500.0)
    assert found[ENERGY, "electricity"] == pytest.approx(40.0 * DUE)


def energy(generated, bought):
    return pd.DataFrame(
        {
            "future": 0,
            "year": range(START, START + YEARS),
            "pv_generation_kwh": generated,
            "electricity_grid_kwh": bought,
            "lpg_kwh": 10.0,
            "natural_gas_kwh": 0.0,
            "wood_kwh": 0.0,
        }
    )


def test_the_roof_costs_per_kilowatt_hour_what_the_annuity_says(base, roof):
    found = levelised_costs(
        (roof, energy(300.0, 700.0)), (base, energy(0.0, 900.0)), horizon()
    ).set_index("what")
    cost = 500.0 - 200.0 * 1.05**-YEARS
    made = found.loc["photovoltaic"]
    assert made["levelised_cost"] == pytest.approx(cost / (300.0 * DUE))
    assert made["energy_kwh"] == pytest.approx(6000.0)
    saved = found.loc["saved"]
    assert saved["levelised_cost"] == pytest.approx(cost / (200.0 * DUE))
    assert saved["energy_kwh"] == pytest.approx(4000.0)


def test_a_roof_that_the_baseline_has_as_well_costs_the_scenario_nothing(roof):
    both = (roof, energy(300.0, 700.0))
    found = levelised_costs(both, both, horizon())
    assert found["levelised_cost"].isna().all()


def test_levelised_cost_sells_the_energy_at_no_gain():
    """At that price the plant earns exactly what it costs."""
    year = START + np.arange(YEARS, dtype=float)
    cost, made = np.zeros(YEARS), np.linspace(100.0, 60.0, YEARS)
    cost[0], cost[10] = 500.0, 80.0
    price = levelised_cost(cost, made, year, RATE, START)
    assert present_value(price * made - cost, year, RATE, START) == pytest.approx(0.0)
    assert math.isnan(levelised_cost(cost, 0.0 * made, year, RATE, START))
