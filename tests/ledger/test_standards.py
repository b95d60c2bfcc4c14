"""One ledger, four standards: each counts what it says, and nothing twice."""

import numpy as np
import pytest

from twin.ledger.account import count_scenario
from twin.ledger.standards import (
    STANDARDS,
    compare_standards,
    dynamic_weight,
    standard_rows,
)
from twin.ledger.view import BOUNDARY, module_table

BY_NAME = {one.name: one for one in STANDARDS}
START = 2025.0


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


def amount(ledger, name):
    return float(standard_rows(ledger, BY_NAME[name], START).sum())


def rows(ledger, **columns):
    kept = np.ones(len(ledger), dtype=bool)
    for name, value in columns.items():
        kept &= (ledger[name].astype("str") == value).to_numpy()
    part = ledger[kept]
    return float((part["carbon_fossil_kg"] + part["carbon_refrigerant_kg"]).sum())


def test_the_view_of_en_15978_is_the_boundary_from_a_to_c(ledger):
    inside = module_table(ledger).loc[BOUNDARY]
    both = inside["carbon_fossil_kg"] + inside["carbon_refrigerant_kg"]
    assert amount(ledger, "en15978") == pytest.approx(both)


def test_the_chinese_view_counts_direct_energy_and_takes_exports_off(ledger):
    direct = sum(
        rows(ledger, flow=f"{carrier}, direct")
        for carrier in ("electricity", "lpg", "wood")
    )
    product = sum(
        rows(ledger, module="B4", flow=flow)
        for flow in ("A1-A3 product", "A4 transport", "A5 waste on site")
    )
    gas = ledger["carbon_refrigerant_kg"].sum()
    export = rows(ledger, module="D")
    assert export < 0.0
    wanted = direct + product + gas + export
    assert amount(ledger, "gbt51366") == pytest.approx(wanted)


def test_the_danish_set_leaves_out_transport_site_and_refrigerant(ledger):
    fossil = ledger.assign(carbon_refrigerant_kg=0.0)
    inside = module_table(fossil).loc[BOUNDARY, "carbon_fossil_kg"]
    left = rows(fossil, module="B4", flow="A4 transport")
    left += rows(fossil, module="B4", flow="A5 waste on site")
    left += sum(rows(fossil, module=one) for one in ("B1", "B2", "B3"))
    assert amount(ledger, "br18") == pytest.approx(inside - left)


def test_the_french_view_weighs_each_emission_by_its_delay(ledger):
    carbon = ledger["carbon_fossil_kg"] + ledger["carbon_refrigerant_kg"]
    weight = dynamic_weight(ledger["time"].to_numpy() - START)
    wanted = float((carbon * weight).sum())
    assert amount(ledger, "re2020") == pytest.approx(wanted)
    assert amount(ledger, "re2020") < amount(ledger, "en15978")


@pytest.mark.parametrize(
    ("delay", "weight"),
    [
        (5, 0.961),
        (10, 0.921),
        (20, 0.840),
        (25, 0.798),
        (30, 0.756),
        (40, 0.669),
        (50, 0.578),
    ],
)
def test_dynamic_weights_are_those_of_the_published_factors(delay, weight):
    assert dynamic_weight(np.array([float(delay)]))[0] == pytest.approx(
        weight, abs=6e-4
    )


def test_a_late_emission_weighs_less_and_beyond_the_horizon_nothing():
    weights = dynamic_weight(np.linspace(0.0, 120.0, 241))
    assert (np.diff(weights) <= 0.0).all()
    assert weights[0] == 1.0
    assert weights[200:].max() == 0.0


def test_every_view_lists_its_modules_and_they_make_its_sum(ledger):
    table = compare_standards(ledger, START, 35, 100.0)
    for one in STANDARDS:
        mine = table[table["standard"] == one.name].set_index("module")["carbon_kg"]
        assert mine.drop("sum").sum() == pytest.approx(mine["sum"])
        assert mine["sum"] == pytest.approx(amount(ledger, one.name))
    each = table["carbon_kg"] / 3500.0
    assert table["carbon_kg_m2_a"].tolist() == pytest.approx(each.tolist())


def test_views_name_the_same_topics_so_that_they_can_stand_side_by_side():
    topics = [tuple(topic for topic, _ in one.differences) for one in STANDARDS]
    assert len(set(topics)) == 1
