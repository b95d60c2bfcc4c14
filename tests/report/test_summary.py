"""Totals by another road, exact zeros and the meaning of *better*."""

import numpy as np
import pandas as pd
import pytest

from twin.report.data import NotComputedError
from twin.report.summary import QUANTITIES, summarise


def line(table, scenario, quantity):
    return table[(table.scenario == scenario) & (table.quantity == quantity)].iloc[0]


@pytest.fixture(scope="module")
def table(small):
    return summarise(small.building_year, small.buildings, discount_rate=0.03)


def test_two_equal_scenarios_differ_by_exactly_zero(small):
    base = small.building_year[small.building_year.scenario == "as_usual"]
    twin = base.assign(scenario="the_same").sample(frac=1.0, random_state=7)
    both = pd.concat([base, twin], ignore_index=True)
    result = summarise(both, small.buildings, discount_rate=0.03)
    same = result[result.scenario == "the_same"]
    columns = ["difference", "difference_p05", "difference_p95"]
    assert (same[columns] == 0.0).all().all()
    assert (same.probability_better == 0.0).all()
    assert (same.probability_worse == 0.0).all()


def test_the_baseline_differs_from_itself_by_exactly_zero(table):
    assert (table[table.scenario == "as_usual"].difference == 0.0).all()


def test_final_energy_counts_each_kilowatt_hour_once(small, table):
    frame = small.building_year
    one = frame[(frame.scenario == "cool_roofs")]
    expected = [
        sum(
            sum(getattr(row, c) for c in one if c.startswith("electricity_") and
                c not in ("electricity_kwh", "electricity_grid_kwh"))
            + row.lpg_kwh + row.natural_gas_kwh + row.wood_kwh
            for row in one[one.future == k].itertuples()
        ) / 1e6
        for k in (0, 1)
    ]  # fmt: skip
    assert line(table, "cool_roofs", "energy_final")["mean"] == pytest.approx(
        np.mean(expected), rel=1e-12
    )


def test_carbon_parts_add_up_and_module_d_stays_apart(table):
    for scenario in ("as_usual", "cool_roofs"):
        parts = [
            line(table, scenario, f"carbon_{part}")["mean"]
            for part in ("operation", "embodied", "refrigerant")
        ]
        whole = line(table, scenario, "carbon_whole_life")["mean"]
        assert whole == pytest.approx(sum(parts), rel=1e-12)


def test_a_payment_one_year_later_counts_less_by_one_rate(small):
    frame = small.building_year.copy()
    costs = [c for c in frame if c.startswith("cost_")]
    frame[costs] = 0.0
    last = frame.year == 2026
    frame.loc[last & (frame.building_id == "b003"), "cost_investment_cny"] = 1e6
    result = summarise(frame, small.buildings, discount_rate=0.25)
    assert line(result, "as_usual", "cost")["mean"] == pytest.approx(0.8, rel=1e-12)


def test_hours_are_weighted_by_floor_area(small):
    frame = small.building_year.assign(overheating_h=0.0)
    big = frame.building_id == "b003"
    frame.loc[big, "overheating_h"] = 100.0
    result = summarise(frame, small.buildings, discount_rate=0.0)
    area = small.buildings.floor_area_m2
    share = area[3] / area.sum()
    value = line(result, "as_usual", "overheating")["mean"]
    assert value == pytest.approx(100.0 * share, rel=1e-12)


def test_differences_are_taken_future_by_future():
    """Closed form: the scenarios' futures scatter far more than their difference."""
    rows = []
    for future in range(21):
        for scenario, less in (("base", 0.0), ("better", 1.0)):
            row = dict.fromkeys(
                {c for one in QUANTITIES for c in one.columns}, 1000.0 * future - less
            )
            row |= {"scenario": scenario, "future": future, "year": 2025}
            rows.append(row | {"building_id": "b", "floor_area_m2": 100.0})
    buildings = pd.DataFrame({"building_id": ["b"], "residents": [4.0]})
    result = summarise(pd.DataFrame(rows), buildings, discount_rate=0.0)
    hours = line(result, "better", "overheating")
    assert hours.difference == hours.difference_p05 == hours.difference_p95 == -1.0
    assert hours.probability_better == 1.0
    assert hours.p05 == pytest.approx(999.0)
    assert hours.p95 == pytest.approx(18999.0)


def test_an_unknown_hour_is_never_dropped(small):
    frame = small.building_year.copy()
    frame.loc[3, "overheating_h"] = np.nan
    result = summarise(frame, small.buildings, discount_rate=0.0)
    assert np.isnan(line(result, "as_usual", "overheating")["mean"])
    assert line(result, "as_usual", "energy_final")["mean"] > 0.0


def test_the_order_of_scenarios_decides_who_is_the_baseline(small):
    result = summarise(
        small.building_year,
        small.buildings,
        discount_rate=0.0,
        scenarios=["cool_roofs", "as_usual"],
    )
    assert result.scenario.iloc[0] == "cool_roofs"
    assert (result[result.scenario == "cool_roofs"].difference == 0.0).all()
    assert line(result, "as_usual", "overheating").difference > 0.0


def test_a_missing_column_is_named(small):
    frame = small.building_year.drop(columns=["lpg_kwh"])
    with pytest.raises(NotComputedError, match="lpg_kwh"):
        summarise(frame, small.buildings, discount_rate=0.0)


def test_pairing_is_told_as_variance_of_differences_over_variance_unpaired():
    rng = np.random.default_rng(3)
    common, own, other = rng.normal(size=(3, 20_000))
    rows = []
    for name, part in (("base", own), ("plan", other)):
        value = 100.0 + 3.0 * common + part
        rows.append(
            pd.DataFrame(
                {
                    "scenario": name,
                    "future": np.arange(value.size),
                    "year": 2025,
                    "building_id": "house",
                    "floor_area_m2": 1.0,
                    **{
                        column: value
                        for quantity in QUANTITIES
                        for column in quantity.columns
                    },
                }
            )
        )
    frame = pd.concat(rows, ignore_index=True)
    people = pd.DataFrame({"building_id": ["house"], "residents": [1.0]})
    result = summarise(frame, people, discount_rate=0.0)
    ratio = line(result, "plan", "carbon_operation").variance_ratio
    # Differences have 1 + 1, unpaired ones (9 + 1) + (9 + 1).
    assert ratio == pytest.approx(0.1, rel=0.03)


def test_one_future_has_no_variance(small):
    one = small.building_year[small.building_year.future == 0]
    result = summarise(one, small.buildings, discount_rate=0.0)
    assert result.variance_ratio.isna().all()
