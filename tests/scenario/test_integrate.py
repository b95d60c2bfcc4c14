"""Months, climates and energy of a building."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.annual.mould import MOULD_INDICES
from twin.annual.reduce_clean_air import CLEAN_BINS
from twin.annual.reduce_comfort import COMFORT_EXTREMES
from twin.annual.reduce_pollutants import AIR_EXTREMES, DAY_BINS
from twin.annual.result import BINS, HISTOGRAMS, INDEX, MONTHLY, YearResult
from twin.annual.series import CHECKED
from twin.annual.simulate import Task
from twin.annual.sunpower import POWER_PER_AREA, SIZES
from twin.annual.variant import Variant
from twin.ground.calendar import DAYS_PER_MONTH
from twin.model.component import Carrier
from twin.model.programme import Habits
from twin.scenario.futures import Custom, draw_custom, draw_future
from twin.scenario.integrate import (
    NODE_STEP,
    cooking_useful,
    hot_water_useful,
    integrate_years,
    month_weights,
    nodes_around,
    tasks_of,
)
from twin.scenario.timeline import Timeline

TYPICAL = Custom(appliances=1.0, hot_water=1.0, cooking=1.0)
YEARS = 3


@given(warming=st.floats(0.0, 7.0))
def test_nodes_lie_around_a_warming_and_give_it_back(warming):
    pairs = nodes_around(warming)
    assert sum(weight for _, weight in pairs) == pytest.approx(1.0, abs=1e-12)
    assert all(0.0 < weight <= 1.0 for _, weight in pairs)
    mean = sum(node * weight for node, weight in pairs)
    assert mean == pytest.approx(warming, abs=1e-8)
    for node, _ in pairs:
        assert node / NODE_STEP == round(node / NODE_STEP)
        assert abs(node - warming) <= NODE_STEP


@pytest.mark.parametrize("number", range(8))
def test_a_node_needs_no_other(number):
    assert nodes_around(number * NODE_STEP) == ((number * NODE_STEP, 1.0),)


def _variant(name):
    return Variant(
        building="house", albedo=None, window=name, roof_insulation="",
        wall_insulation="", shading="", cooker="", has_cooling=True,
        habits=Habits(name="usual"),
    )  # fmt: skip


def _timeline(rows, peak=0.0, **changes):
    months = 12 * YEARS
    plain = Timeline(
        variants={_variant(name): row for name, row in rows.items()},
        air_conditioner_input={"": (np.full(months, 0.25), np.full(months, 0.25))},
        outage=np.zeros(months),
        hot_water_input={Carrier.ELECTRICITY: np.full(months, 0.5)},
        hot_water_unmet=np.full(months, 0.1),
        cooking_input={Carrier.LPG: np.full(months, 2.0)},
        peak_power=np.full(months, peak),
        merged=0.0,
    )
    return dataclasses.replace(plain, **changes)


@given(
    share=st.lists(st.floats(0.0, 1.0), min_size=36, max_size=36),
    warming=st.lists(st.floats(0.0, 4.0), min_size=3, max_size=3),
)
def test_weights_of_all_tasks_sum_to_1_in_each_month(share, warming):
    row = np.array(share)
    timeline = _timeline({"a": row, "b": 1.0 - row})
    weights = month_weights(timeline, warming)
    total = np.sum(list(weights.values()), axis=0)
    assert total == pytest.approx(np.ones((3, 12)), abs=1e-9)


@given(
    share=st.lists(st.floats(0.0, 1.0), min_size=36, max_size=36),
    warming=st.lists(st.floats(0.0, 4.0), min_size=3, max_size=3),
)
def test_every_weighted_task_was_asked_for(share, warming):
    row = np.array(share)
    timeline = _timeline({"a": row, "b": 1.0 - row})
    assert set(month_weights(timeline, warming)) <= set(tasks_of(timeline, warming))


def test_a_state_of_one_year_asks_for_the_climates_of_that_year_only():
    early, late = np.zeros(36), np.ones(36)
    early[:12], late[:12] = 1.0, 0.0
    tasks = set(tasks_of(_timeline({"a": early, "b": late}), [0.0, 0.9, 1.5]))
    asked = {(task.variant.window, task.node) for task in tasks}
    assert asked == {("a", 0.0), ("b", 0.75), ("b", 1.5)}


def _constant(value, zones=2):
    return YearResult(
        monthly=np.full((len(MONTHLY), zones, 12), value),
        histogram=np.zeros((len(HISTOGRAMS), zones, BINS)),
        temp_extreme=np.zeros((2, zones)),
        self_use=np.outer(np.array(SIZES), np.ones(12)),
        residual=np.zeros(len(CHECKED)),
        air_extreme=np.zeros((len(AIR_EXTREMES), zones)),
        pm25_days=np.zeros((zones, DAY_BINS)),
        clean_air=np.zeros((zones, CLEAN_BINS)),
        mould_index=np.zeros((len(MOULD_INDICES), zones)),
        comfort_extreme=np.zeros((len(COMFORT_EXTREMES), zones)),
        exposure=np.zeros((zones, 0, 5)),
    )


@pytest.fixture(scope="module")
def building(community):
    return dataclasses.replace(
        community.buildings[0], hot_water=3.6e6, cooking=7.2e6, roof_area=50.0
    )


def _integrate(building, timeline, warming, results, custom=TYPICAL, power=None):
    weights = month_weights(timeline, warming)
    power = np.full((YEARS, 12), 100.0) if power is None else power
    found = {task: results(task) for task in weights}
    return integrate_years(building, timeline, weights, found, custom, power)


def test_equal_results_integrate_to_themselves(building):
    row = np.linspace(0.0, 1.0, 36)
    years = _integrate(
        building,
        _timeline({"a": row, "b": 1.0 - row}),
        [0.1, 0.9, 1.6],
        lambda _: _constant(5.0),
    )
    assert years.sums == pytest.approx(np.full((3, len(MONTHLY), 2), 60.0))
    assert years.energy["electricity_cooling_kwh"] == pytest.approx(0.25 * 120.0)
    assert years.energy["electricity_lighting_kwh"] == pytest.approx(120.0)


def test_results_are_linear_in_the_warming_between_nodes(building):
    warming = [0.1, 0.9, 1.6]
    years = _integrate(
        building,
        _timeline({"a": np.ones(36)}),
        warming,
        lambda task: _constant(10.0 + 4.0 * task.node),
    )
    row = years.sums[:, INDEX["cooling_need_sensible_kwh"], 0]
    assert row == pytest.approx(12.0 * (10.0 + 4.0 * np.array(warming)))


def test_a_state_counts_in_its_own_months(building):
    early = np.zeros(36)
    early[:18] = 1.0
    years = _integrate(
        building,
        _timeline({"a": early, "b": 1.0 - early}),
        [0.0] * 3,
        lambda task: _constant(1.0 if task.variant.window == "a" else 100.0),
    )
    row = years.sums[:, 0, 0]
    assert row == pytest.approx([12.0, 6.0 + 600.0, 1200.0])


def test_efficiency_acts_month_by_month(building):
    steps = np.repeat([0.2, 0.4], 18)
    timeline = _timeline({"a": np.ones(36)}, air_conditioner_input={"": (steps, steps)})
    years = _integrate(building, timeline, [0.0] * 3, lambda _: _constant(1.0))
    expected = 2.0 * np.array([12 * 0.2, 6 * 0.2 + 6 * 0.4, 12 * 0.4])
    assert years.energy["electricity_cooling_kwh"] == pytest.approx(expected)


def test_outage_is_given_in_hours(building):
    outage = np.zeros(36)
    outage[1] = 0.5
    timeline = _timeline({"a": np.ones(36)}, outage=outage)
    years = _integrate(building, timeline, [0.0] * 3, lambda _: _constant(1.0))
    assert years.outage == pytest.approx([0.5 * 28 * 24, 0.0, 0.0])


def _presence(building):
    return np.mean([zone.usage.presence_month for zone in building.zones], axis=0)


def test_hot_water_is_heat_times_people_times_days(building):
    useful = hot_water_useful(building)
    expected = 1.0 * building.residents * np.array(DAYS_PER_MONTH)
    assert useful == pytest.approx(expected * _presence(building))


def test_cooking_is_heat_times_days_and_no_more_than_every_day(building):
    zones = tuple(
        dataclasses.replace(
            zone,
            usage=dataclasses.replace(
                zone.usage, presence_month=(2.0,) * 6 + (0.5,) * 6
            ),
        )
        for zone in building.zones
    )
    away = dataclasses.replace(building, zones=zones)
    share = np.repeat([1.0, 0.5], 6)
    expected = 2.0 * np.array(DAYS_PER_MONTH) * share
    assert cooking_useful(away) == pytest.approx(expected)


def test_people_buy_by_their_own_factors_and_carriers(building):
    custom = Custom(appliances=1.2, hot_water=0.8, cooking=1.5)
    timeline = _timeline({"a": np.ones(36)})
    years = _integrate(building, timeline, [0.0] * 3, lambda _: _constant(1.0), custom)
    hot = hot_water_useful(building).sum()
    cook = cooking_useful(building).sum()
    energy = years.energy
    assert energy["electricity_hot_water_kwh"] == pytest.approx(0.5 * 0.8 * hot)
    assert energy["hot_water_unmet_kwh"] == pytest.approx(0.1 * 0.8 * hot)
    assert energy["lpg_kwh"] == pytest.approx(2.0 * 1.5 * cook)
    assert energy["electricity_cooking_kwh"] == pytest.approx(0.0)
    assert energy["electricity_appliances_kwh"] == pytest.approx(1.2 * 24.0)
    assert energy["electricity_ventilation_kwh"] == pytest.approx(24.0)
    assert energy["wood_kwh"] == pytest.approx(0.0)


@pytest.mark.parametrize("size", [0.05, 0.7, 1.0, 3.0])
def test_photovoltaic_yield_is_used_or_exported(building, size):
    peak = size * POWER_PER_AREA * building.roof_area
    timeline = _timeline({"a": np.ones(36)}, peak=peak)
    years = _integrate(building, timeline, [0.0] * 3, lambda _: _constant(1.0))
    energy = years.energy
    made = energy["pv_generation_kwh"]
    assert made == pytest.approx(12.0 * 100.0 * peak)
    used = energy["pv_self_use_kwh"]
    # self-use of the made-up result grows as the size, up to the largest size
    assert used == pytest.approx(np.minimum(12.0 * min(size, 2.0), made))
    assert used + energy["pv_export_kwh"] == pytest.approx(made)
    grid = energy["electricity_kwh"] - used
    assert energy["electricity_grid_kwh"] == pytest.approx(grid)


def test_nothing_is_used_of_a_yield_that_is_not_there(building):
    timeline = _timeline({"a": np.ones(36)}, peak=1.0)
    dark = np.zeros((YEARS, 12))
    years = _integrate(
        building, timeline, [0.0] * 3, lambda _: _constant(1.0), power=dark
    )
    assert years.energy["pv_self_use_kwh"] == pytest.approx(0.0)


def test_draws_depend_on_their_keys_alone():
    first = draw_future(1, 3)
    draw_custom(1, 3, "other")
    assert draw_future(1, 3) == first
    assert draw_custom(1, 3, "a") == draw_custom(1, 3, "a")
    kinds = [draw_custom(1, 3, "a"), draw_custom(1, 3, "b"), draw_custom(1, 4, "a"),
             draw_custom(2, 3, "a")]  # fmt: skip
    assert len({one.appliances for one in kinds}) == 4
    one = kinds[0]
    assert len({one.appliances, one.hot_water, one.cooking}) == 3


def test_draws_have_the_spread_that_is_stated():
    customs = [draw_custom(1, number, "a") for number in range(1500)]
    for name, spread in (("appliances", 0.15), ("hot_water", 0.25), ("cooking", 0.20)):
        logs = np.log([getattr(one, name) for one in customs])
        assert logs.mean() == pytest.approx(0.0, abs=4.0 * spread / np.sqrt(1500.0))
        assert logs.std() == pytest.approx(spread, rel=0.08)
    futures = [draw_future(1, number) for number in range(1500)]
    quantile = np.array([one.climate_quantile for one in futures])
    drift = np.array([one.price_drift for one in futures])
    assert quantile.mean() == pytest.approx(0.5, abs=0.03)
    assert 0.0 <= quantile.min() < 0.01
    assert -0.01 <= drift.min() < drift.max() <= 0.01
    assert abs(np.corrcoef(quantile, drift)[0, 1]) < 0.1


def test_a_task_is_a_variant_in_a_climate():
    assert Task(variant=_variant("a"), node=0.0) != Task(variant=_variant("a"), node=1)
