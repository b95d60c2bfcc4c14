"""Rows and views: nothing is lost, nothing is counted twice."""

import numpy as np
import pandas as pd
import pytest

from twin.ledger.account import count_scenario
from twin.ledger.row import AMOUNTS, COLUMNS, TEXT_COLUMNS, join_rows
from twin.ledger.view import (
    BOUNDARY,
    MODULES,
    SUMS,
    building_year_sums,
    flow_table,
    module_table,
)


@pytest.fixture
def ledger(community, make_swap, make_energy):
    records = [
        make_swap("ac_split_2010s", "ac_split_g1", quantity=3.0),
        make_swap("vrf_hotel", "ac_split_g3", at=2041.3, cause="programme:cool"),
    ]
    years = tuple(range(2025, 2060))
    energy = make_energy(
        years,
        electricity_grid_kwh=900.0,
        pv_export_kwh=300.0,
        lpg_kwh=100.0,
        wood_kwh=50.0,
    )
    second = energy.assign(future=1, lpg_kwh=0.0)
    both = pd.concat([energy, second], ignore_index=True)
    records[1] = type(records[1])(1, records[1].events, records[1].tenures)
    return count_scenario(records, both, community, "hainan_ref")


def test_every_row_is_its_quantity_times_its_factor(ledger):
    total = ledger[list(AMOUNTS)].sum(axis=1)
    assert np.allclose(total, ledger["quantity"] * ledger["factor"], rtol=1e-12)
    assert ((ledger[list(AMOUNTS)] != 0.0).sum(axis=1) == 1).all()


def test_every_row_says_where_its_factor_comes_from(ledger):
    assert list(ledger.columns) == list(COLUMNS)
    assert (ledger["factor_source"].astype(str).str.len() > 0).all()
    known = {"V", "S", "S2", "D", "G", "U", "A"}
    assert set(ledger["factor_status"].astype(str)) <= known
    for name in TEXT_COLUMNS:
        assert isinstance(ledger[name].dtype, pd.CategoricalDtype)
        assert ledger[name].notna().all()


def test_modules_sum_to_the_whole_and_d_is_in_no_sum(ledger):
    table = module_table(ledger)
    assert table.index.tolist() == [*MODULES, BOUNDARY, "D"]
    inside = ledger[ledger["module"] != "D"]
    for name in AMOUNTS:
        assert table.loc[BOUNDARY, name] == pytest.approx(inside[name].sum())
        assert table.loc[list(MODULES), name].sum() == pytest.approx(
            table.loc[BOUNDARY, name]
        )
    assert table.loc["D", "carbon_fossil_kg"] < 0.0


def test_sums_by_flow_agree_with_sums_by_module(ledger):
    flows = flow_table(ledger).groupby("module")[list(AMOUNTS)].sum()
    modules = module_table(ledger)
    for module in flows.index:
        for name in AMOUNTS:
            assert flows.loc[module, name] == pytest.approx(modules.loc[module, name])


def test_building_years_add_up_to_the_ledger(ledger):
    table = building_year_sums(ledger)
    assert list(table.columns) == ["future", "year", "building_id", *SUMS]
    inside = ledger[ledger["module"] != "D"]
    carbon = table["carbon_operation_kg"] + table["carbon_embodied_kg"]
    assert carbon.sum() == pytest.approx(inside["carbon_fossil_kg"].sum())
    for name in ("carbon_refrigerant_kg", "carbon_biogenic_kg"):
        assert table[name].sum() == pytest.approx(ledger[name].sum())
    money = [one for one in SUMS if one.startswith("cost_")]
    assert table[money].sum().sum() == pytest.approx(ledger["money_cny"].sum())


def test_building_years_agree_with_a_slow_count(ledger):
    """Oracle: a loop over rows."""
    slow: dict[tuple[int, int], float] = {}
    for one in ledger.itertuples():
        if str(one.module) in {"B2", "B4", "B5"}:
            key = (one.future, one.year)
            slow[key] = slow.get(key, 0.0) + one.carbon_fossil_kg
    for one in building_year_sums(ledger).itertuples():
        expected = slow.get((one.future, one.year), 0.0)
        assert one.carbon_embodied_kg == pytest.approx(expected)


def test_the_order_of_rows_changes_no_sum_by_more_than_rounding(ledger):
    mixed = ledger.sample(frac=1.0, random_state=1)
    pd.testing.assert_frame_equal(
        building_year_sums(mixed), building_year_sums(ledger), rtol=1e-12
    )


def test_a_column_for_the_scenario_is_a_key_too(ledger):
    named = join_rows([ledger.assign(scenario=pd.Categorical(["a"] * len(ledger)))])
    table = building_year_sums(named)
    assert table.columns[0] == "scenario"
    assert set(table["scenario"]) == {"a"}
    plain = building_year_sums(ledger)
    assert table["cost_energy_cny"].tolist() == plain["cost_energy_cny"].tolist()


def test_joined_ledgers_keep_their_texts(ledger):
    halves = [ledger.iloc[:50], ledger.iloc[50:]]
    joined = join_rows(halves)
    for name in TEXT_COLUMNS:
        assert joined[name].astype(str).tolist() == ledger[name].astype(str).tolist()
