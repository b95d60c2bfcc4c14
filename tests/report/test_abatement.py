"""Prices of avoided carbon against hand sums, and their curve."""

import numpy as np
import pandas as pd
import pytest

from twin.report.abatement import abatement_table, figure_abatement
from twin.report.style import to_svg
from twin.report.summary import QUANTITIES


@pytest.fixture
def table():
    columns = {name for one in QUANTITIES for name in one.columns}
    rows = []
    for name, carbon, cost in (
        ("base", (1000.0, 3000.0), (100.0, 100.0)),
        ("dear", (900.0, 2700.0), (150.0, 250.0)),
        ("cheap", (500.0, 2000.0), (50.0, 50.0)),
        ("useless", (1000.0, 3000.0), (200.0, 200.0)),
    ):
        for future in range(2):
            row = dict.fromkeys(columns, 0.0)
            row |= {
                "scenario": name,
                "future": future,
                "year": 2025,
                "building_id": "house",
                "floor_area_m2": 1.0,
                "carbon_operation_kg": carbon[future],
                "cost_energy_cny": cost[future],
            }
            rows.append(row)
    people = pd.DataFrame({"building_id": ["house"], "residents": [1.0]})
    return abatement_table(
        pd.DataFrame(rows),
        people,
        discount_rate=0.0,
        baseline="base",
        steps=["useless", "dear", "cheap"],
    )


def test_the_cheapest_comes_first_and_what_avoids_nothing_last(table):
    assert table["step"].tolist() == ["cheap", "dear", "useless"]


def test_the_price_is_mean_cost_over_mean_carbon_of_paired_futures(table):
    row = table.set_index("step")
    assert row.loc["dear", "avoided_t"] == pytest.approx(0.2)
    assert row.loc["dear", "cost_cny"] == pytest.approx(100.0)
    assert row.loc["dear", "price_cny_t"] == pytest.approx(500.0)
    assert row.loc["dear", "price_p05_cny_t"] == pytest.approx(500.0)
    assert row.loc["cheap", "price_cny_t"] == pytest.approx(-50.0 / 0.75)
    assert np.isnan(row.loc["useless", "price_cny_t"])


def test_the_curve_leaves_out_what_avoids_nothing_and_keeps_hostile_titles(table):
    titles = {"dear": "<script>$x$</script>", "cheap": "Cheap", "useless": "Useless"}
    svg = to_svg(figure_abatement(table, titles), "abatement")
    assert "<script>" not in svg
    assert "Useless" not in svg
    assert "Cheap" in svg
    assert "tCO₂e" in svg
