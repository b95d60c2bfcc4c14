"""Metrics: a value that a reader can work out, and a query that gives the same."""

import dataclasses
import sqlite3

import duckdb
import numpy as np
import pandas as pd
import pytest

from twin.criteria.applicability import expand_modules
from twin.criteria.metrics import REGISTRY
from twin.criteria.pack import Scope
from twin.criteria.tables import area_by_place, grid
from twin.ground.errors import NotEvaluableError

EVEN = ("airtightness_n50", "whole_life_carbon_complete")
HOME, SCHOOL = 0, 2  # columns of house_1 and school_1
TABLES = ("building_year", "zone_year", "ledger", "buildings", "events")


@pytest.fixture(scope="module")
def parameters(pack):
    return {one.name: one.value for one in pack.parameters}


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("primary_energy_dwelling", (20 + 0 + 5 + 3 + 2 - 8) * 2.6),
        ("operational_carbon", 15.0),
        ("renewable_share", 100 * 8 / 40),
        ("fossil_share_on_site", 0.0),
        ("heat_danger_hours", 0.0),
        ("heat_caution_hours", 10.0),
        ("adaptive_share_i", 75.0),
        ("adaptive_share_ii", 97.5),
        ("adaptive_share_iii", 99.0),
        ("cooled_temperature_p95", 26.5),
        ("winter_warmth", 19.0),
        ("humidity_relative_p95", 65.0),
        ("humidity_ratio_above_12", 5.0),
        ("pm25_mean", 9.0),
        ("pm25_day_p99", 24.5),
        ("no2_mean", 8.0),
        ("no2_hour_max", 90.0),
        ("formaldehyde_hour_max", 0.06),
        ("clean_air_person", 16.25),
        ("mould_index_max", 0.6),
        ("airtightness_n50", 0.8),
        ("future_climate_disclosed", 1.0),
        ("evidence_trail", 1.0),
        ("new_fossil_appliances", 0.0),
        ("whole_life_carbon_complete", 0.0),
        ("site_process_carbon", 11.0 / 100.0 / 50.0),
    ],
)
def test_the_first_place_has_the_value_worked_out_by_hand(
    tables, parameters, metric, value
):
    sample = REGISTRY[metric].evaluate(tables, parameters)
    assert sample.values.shape == (20, len(sample.places))
    assert sample.values[:, HOME] == pytest.approx(np.full(20, value), rel=1e-12)


def _uneven(tables, changed):
    """Tables whose every number differs from row to row."""
    for name in ("building_year", "zone_year"):
        frame = getattr(tables, name)
        rate = 1.0 + 0.001 * np.arange(len(frame))
        for column in frame.columns:
            if column.endswith(
                ("_kwh", "_h", "_ppm", "_c", "_p95", "_kg", "_m3", "_max", "_l_s")
            ):
                tables = changed(tables, name, column, frame[column] * rate)
    danger = np.arange(len(tables.zone_year), dtype=float)
    tables = changed(tables, "zone_year", "heat_danger_h", danger)
    gap = {"year": 2050, "zone": "bed", "future": 1}
    tables = changed(tables, "zone_year", "heat_danger_h", np.nan, **gap)
    tables = changed(tables, "building_year", "lpg_kwh", 7.0, future=3)
    return changed(tables, "events", "product", "gas_cooker", action="replaced")


@pytest.mark.parametrize(
    "metric",
    sorted(set(REGISTRY) - {"pathway_last_year", "evidence_trail"}),
)
def test_the_query_gives_the_same_values_as_the_code(
    make_tables, changed, parameters, metric
):
    """Oracle: the evidence query, run by a database over the same tables."""
    tables = _uneven(make_tables(4), changed)
    sample = REGISTRY[metric].evaluate(tables, parameters)
    with sqlite3.connect(":memory:") as base:
        for name in TABLES:
            getattr(tables, name).to_sql(name, base, index=False)
        rows = base.execute(sample.query).fetchall()
    base.close()
    expected = np.zeros(sample.values.shape)
    for future, place, value in rows:
        cell = sample.futures.index(future), sample.places.index(place)
        expected[cell] = np.nan if value is None else value
    assert sample.values == pytest.approx(expected, rel=1e-9, nan_ok=True)
    assert metric in EVEN or len({*np.ravel(sample.values)}) > 1


@pytest.mark.parametrize("study", [3.0, 4.0])
@pytest.mark.parametrize("lost", ["", "A1-A3", "B4"])
def test_the_query_of_modules_gives_what_the_code_gives(
    make_tables, parameters, study, lost
):
    """A new house needs A1 to A5, an old one does not; three years are simulated."""
    tables = make_tables(2)
    buildings = tables.buildings.assign(year_built=[1990, 2025, 2040])
    ledger = tables.ledger[tables.ledger["module"] != lost]
    tables = dataclasses.replace(tables, buildings=buildings, ledger=ledger)
    asked = {**parameters, "whole_life_study": study}
    sample = REGISTRY["whole_life_carbon_complete"].evaluate(tables, asked)
    full = float(study <= 3.0)
    wanted = {"": [full] * 3, "A1-A3": [full, 0.0, 0.0], "B4": [0.0] * 3}[lost]
    assert sample.values.tolist() == [wanted] * 2
    with duckdb.connect() as base:
        for name in TABLES:
            base.register(name, getattr(tables, name))
        rows = base.execute(sample.query).fetchall()
    assert [value for _, _, value in rows] == wanted * 2


def test_fuels_stand_as_doubt_above_the_primary_energy(tables, changed, parameters):
    tables = changed(tables, "building_year", "wood_kwh", 1000.0)
    sample = REGISTRY["primary_energy_dwelling"].evaluate(tables, parameters)
    assert sample.values[0, HOME] == pytest.approx(57.2)
    assert sample.doubt[0, HOME] == pytest.approx(0.2 * 1000.0 / 100.0)


def test_wood_is_burnt_on_site_and_not_fossil(tables, changed, parameters):
    tables = changed(tables, "building_year", "wood_kwh", 4000.0)
    tables = changed(tables, "building_year", "lpg_kwh", 2000.0)
    sample = REGISTRY["fossil_share_on_site"].evaluate(tables, parameters)
    assert sample.values[0, HOME] == pytest.approx(100 * 2000 / (2000 + 4000 + 4000))


def test_a_building_without_energy_use_has_no_shares(tables, changed, parameters):
    for name in ("electricity_kwh", "lpg_kwh", "natural_gas_kwh", "wood_kwh"):
        where = {"building_id": "school_1"}
        tables = changed(tables, "building_year", name, 0.0, **where)
    for metric in ("fossil_share_on_site", "renewable_share"):
        sample = REGISTRY[metric].evaluate(tables, parameters)
        assert not sample.is_applicable[:, SCHOOL].any()
        assert sample.is_applicable[:, HOME].all()


def test_only_fossil_appliances_that_came_before_the_assessment_year_ended_count(
    tables, changed, parameters
):
    metric = REGISTRY["new_fossil_appliances"]
    later = dataclasses.replace(tables, assessment_year=2050)
    assert metric.evaluate(later, parameters).values[:, HOME].tolist() == [1.0] * 20
    earlier = changed(later, "events", "time", 2024.9, action="replaced")
    assert metric.evaluate(earlier, parameters).values[:, HOME].tolist() == [0.0] * 20


def test_an_installed_product_of_unknown_carrier_is_not_guessed(tables, parameters):
    metric = REGISTRY["new_fossil_appliances"]
    with pytest.raises(NotEvaluableError, match="'hob' is not known"):
        metric.evaluate(dataclasses.replace(tables, carriers=()), parameters)
    with pytest.raises(NotEvaluableError, match="no events table"):
        metric.evaluate(dataclasses.replace(tables, events=None), parameters)


def test_the_whole_life_is_complete_with_all_modules_over_the_whole_study(
    tables, changed, parameters
):
    """House 2 is new and reports A1 to A5 as well; the others have them behind them."""
    metric = REGISTRY["whole_life_carbon_complete"]
    tables = changed(tables, "buildings", "year_built", 2025, building_id="house_2")
    short = parameters | {"whole_life_study": 3.0}
    sample = metric.evaluate(tables, short)
    assert np.all(sample.values == 1.0)
    assert sample.details == ("", "", "")
    gone = tables.ledger["module"].isin(["A1-A3", "C1-C4"])
    cut = dataclasses.replace(tables, ledger=tables.ledger[~gone])
    sample = metric.evaluate(cut, parameters)
    assert np.all(sample.values == 0.0)
    years = "3 of 50 years simulated"
    assert sample.details == (
        f"missing modules C1, C2, C3, C4; {years}",
        f"missing modules A1, A2, A3, C1, C2, C3, C4; {years}",
        f"missing modules C1, C2, C3, C4; {years}",
    )
    gone = tables.ledger["module"] == "A1-A3"
    cut = dataclasses.replace(tables, ledger=tables.ledger[~gone])
    assert metric.evaluate(cut, short).values[0].tolist() == [1.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("text", "modules"),
    [("B4", {"B4"}), ("A4-A5", {"A4", "A5"}), ("A1–A3", {"A1", "A2", "A3"}),
     ("A1-3", {"A1", "A2", "A3"}), ("D", {"D"}), ("A1-B3", {"A1-B3"}),
     ("nothing", {"nothing"})],
)  # fmt: skip
def test_a_range_of_modules_stands_for_each_of_them(text, modules):
    assert expand_modules(text) == modules


def test_a_ledger_row_without_a_number_leaves_no_sum(tables, changed, parameters):
    tables = changed(tables, "ledger", "carbon_fossil_kg", np.nan, module="A4-A5",
                     future=0)  # fmt: skip
    values = REGISTRY["site_process_carbon"].evaluate(tables, parameters).values
    assert np.isnan(values[0]).all()
    assert np.isfinite(values[1:]).all()


@pytest.mark.parametrize("year", [2030, 2050])
def test_a_future_year_is_disclosed_only_if_every_zone_gives_it(
    tables, changed, parameters, year
):
    metric = REGISTRY["future_climate_disclosed"]
    where = {"year": year, "building_id": "house_2", "zone": "bed", "future": 5}
    gap = changed(tables, "zone_year", "heat_danger_h", np.nan, **where)
    values = metric.evaluate(gap, parameters).values
    assert values[5].tolist() == [1.0, 0.0, 1.0]
    assert values.sum() == 59.0
    absent = tables.zone_year[tables.zone_year["year"] != year]
    absent = dataclasses.replace(tables, zone_year=absent)
    assert metric.evaluate(absent, parameters).values.sum() == 0.0


def test_the_evidence_trail_needs_a_run_name_and_real_hashes(tables, parameters):
    metric = REGISTRY["evidence_trail"]
    for change, remark in (
        ({"run_id": ""}, "the run has no name"),
        ({"files": ()}, "no input file is recorded"),
        ({"files": (("a.yaml", "1234"),)}, "no SHA-256 of a.yaml"),
    ):
        sample = metric.evaluate(dataclasses.replace(tables, **change), parameters)
        assert np.all(sample.values == 0.0)
        assert sample.details == (remark,)


def _pathway(limits):
    rows = [
        {"use": use, "year": year, "carbon_kg_m2": limit}
        for use in ("dwelling", "school")
        for year, limit in limits.items()
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("limits", "last"),
    [
        ({2030: 20.0, 2050: 15.0}, 2050),  # 15 is on the curve
        ({2030: 20.0, 2050: 14.9}, 2030),
        ({2030: 14.9, 2050: 99.0}, 0),
        ({2030: 20.0}, 2030),  # the curve ends
    ],
)
def test_the_stay_on_the_pathway_ends_with_the_first_exceedance(
    tables, parameters, limits, last
):
    tables = dataclasses.replace(tables, pathway=_pathway(limits))
    sample = REGISTRY["pathway_last_year"].evaluate(tables, parameters)
    assert np.all(sample.values == last)


def test_no_limit_in_the_assessment_year_leaves_the_pathway_unknown(
    tables, changed, parameters
):
    metric = REGISTRY["pathway_last_year"]
    tables = dataclasses.replace(tables, pathway=_pathway({2050: 20.0}))
    assert np.isnan(metric.evaluate(tables, parameters).values).all()
    tables = dataclasses.replace(tables, pathway=_pathway({2030: 20.0, 2050: 20.0}))
    tables = changed(tables, "building_year", "carbon_operation_kg", np.nan, year=2050)
    assert np.isnan(metric.evaluate(tables, parameters).values).all()


def test_hours_that_could_not_be_evaluated_are_doubt_and_missing(
    tables, changed, parameters
):
    tables = changed(tables, "zone_year", "heat_not_evaluable_h", 200.0)
    sample = REGISTRY["heat_danger_hours"].evaluate(tables, parameters)
    assert np.all(sample.doubt == 200.0)
    assert np.all(sample.missing_share == 0.05)


def test_a_place_without_a_row_is_missing_and_two_rows_are_refused(tables):
    rows = tables.zone_year.drop(index=1)
    values = grid(dataclasses.replace(tables, zone_year=rows), Scope.ZONE, "hours_h",
                  2025)  # fmt: skip
    assert np.isnan(values).sum() == 1
    twice = pd.concat([tables.zone_year, tables.zone_year.iloc[:1]])
    twice = dataclasses.replace(tables, zone_year=twice)
    with pytest.raises(NotEvaluableError, match="two rows"):
        grid(twice, Scope.ZONE, "hours_h", 2025)


def test_floor_areas_stand_in_the_order_of_the_places(tables):
    assert area_by_place(tables, Scope.BUILDING).tolist() == [100.0, 300.0, 600.0]
    zones = area_by_place(tables, Scope.ZONE)
    assert zones.tolist() == [50.0, 50.0, 150.0, 150.0, 600.0]
    assert area_by_place(tables, Scope.COMMUNITY).tolist() == [1000.0]
