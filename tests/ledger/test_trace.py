"""Every figure is the sum of quantities times factors that name their source."""

import numpy as np
import pandas as pd
import pytest

from twin.ledger.account import count_scenario
from twin.ledger.trace import FACTOR_KEYS, trace
from twin.ledger.view import SUMS, building_year_sums


@pytest.fixture
def ledger(community, make_swap, make_energy):
    energy = make_energy(
        tuple(range(2025, 2060)),
        electricity_grid_kwh=900.0,
        pv_export_kwh=300.0,
        lpg_kwh=100.0,
        wood_kwh=50.0,
    )
    record = make_swap("ac_split_2010s", "ac_split_g1", quantity=3.0)
    return count_scenario([record], energy, community, "hainan_ref")


@pytest.mark.parametrize("column", SUMS)
def test_a_trace_adds_up_to_the_figure_it_explains(ledger, column):
    figures = building_year_sums(ledger)
    year = 2037
    there = (figures["year"] == year) & (figures["building_id"] == "house")
    figure = figures.loc[there, column].sum()
    mine = (ledger["year"] == year) & (ledger["building_id"] == "house")
    found = trace(ledger[mine], column)
    assert found["amount"].sum() == pytest.approx(figure, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("column", SUMS)
def test_each_line_is_its_quantity_times_its_factor(ledger, column):
    found = trace(ledger, column)
    assert np.allclose(found["amount"], found["quantity"] * found["factor"], rtol=1e-9)
    assert (found["factor_source"].str.len() > 0).all()
    assert not found.duplicated(list(FACTOR_KEYS)).any()


def test_the_mean_over_futures_is_traced_as_a_mean(ledger):
    both = pd.concat([ledger, ledger.assign(future=1)], ignore_index=True)
    alone = trace(ledger, "carbon_operation_kg")
    mean = trace(both, "carbon_operation_kg", futures=2)
    assert mean["amount"].tolist() == pytest.approx(alone["amount"].tolist())
    assert mean["rows"].tolist() == [2 * one for one in alone["rows"]]


def test_the_largest_amounts_come_first(ledger):
    sizes = trace(ledger, "cost_energy_cny")["amount"].abs().tolist()
    assert sizes == sorted(sizes, reverse=True)


def test_an_unknown_figure_is_refused(ledger):
    with pytest.raises(KeyError):
        trace(ledger, "carbon_total_kg")
