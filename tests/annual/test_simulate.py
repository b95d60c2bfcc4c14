"""Batches of building years."""

import dataclasses

import numpy as np
import pytest

from twin.annual.gains import zone_gains
from twin.annual.outdoor import prepare_outdoor
from twin.annual.result import INDEX
from twin.annual.simulate import BuildingRun, Task, simulate_tasks, unique_tasks
from twin.ground.calendar import month_of_hour
from twin.model.programme import Habits
from twin.weather.future import morph_by_warming

FIELDS = ("monthly", "histogram", "temp_extreme", "self_use", "residual")


@pytest.fixture(scope="module")
def nodes(weather):
    return {
        node: prepare_outdoor(morph_by_warming(weather, node))
        for node in (0.0, 0.375, 0.75)
    }


@pytest.fixture(scope="module")
def stock(house, make_zone, make_building):
    small = make_building(make_zone(), id="small")
    other = dataclasses.replace(house, id="other", n50=3.0)
    return {one.id: one for one in (house, small, other)}


def _runs(stock, products, nodes, order=None):
    names = order or list(stock)
    return {name: BuildingRun(stock[name], products, nodes, 430.0) for name in names}


def _tasks(stock, make_variant):
    return [
        Task(variant=make_variant(building=name, albedo=albedo), node=node)
        for name in stock
        for albedo in (None, 0.8)
        for node in (0.0, 0.75)
    ]


def _same(one, two):
    assert set(one) == set(two)
    for task, first in one.items():
        for name in FIELDS:
            left, right = getattr(first, name), getattr(two[task], name)
            assert left.tobytes() == right.tobytes(), (task, name)


@pytest.fixture(scope="module")
def serial(stock, products, nodes, make_variant):
    return simulate_tasks(_runs(stock, products, nodes), _tasks(stock, make_variant), 1)


def test_two_threads_give_the_bytes_of_one(
    serial, stock, products, nodes, make_variant
):
    both = simulate_tasks(_runs(stock, products, nodes), _tasks(stock, make_variant), 2)
    assert list(both) == list(serial)
    _same(serial, both)


def test_the_order_of_tasks_and_buildings_does_not_matter(
    serial, stock, products, nodes, make_variant
):
    turned = simulate_tasks(
        _runs(stock, products, nodes, list(stock)[::-1]),
        _tasks(stock, make_variant)[::-1],
        2,
    )
    _same(serial, turned)


def test_a_task_alone_gives_what_it_gives_among_others(
    serial, stock, products, nodes, make_variant
):
    for task in list(serial)[::3]:
        alone = simulate_tasks(_runs(stock, products, nodes), [task], 1)
        _same(alone, {task: serial[task]})


@pytest.fixture(scope="module")
def crowd(make_variant):
    """Forty tasks of one house, no two alike, in three climates."""
    bases = [
        {},
        {"window": "double"},
        {"shading": "louvre"},
        {"roof_insulation": "foam_roof"},
        {"wall_insulation": "foam_wall", "window": "double"},
        {"has_cooling": False},
        {"cooker": "lpg"},
        {"cooker": "induction", "shading": "louvre", "window": "double"},
        {"habits": Habits(name="warm", cooling_setpoint_shift=1.0)},
        {"habits": Habits(name="fresh", window_opening_shift=-1.0)},
    ]
    changes = [
        (base, albedo, node)
        for node in (0.0, 0.75, 0.375)
        for base in bases
        for albedo in (None, 0.8)
    ]
    return [
        Task(variant=make_variant(albedo=albedo, **base), node=node)
        for base, albedo, node in changes
    ][:40]


@pytest.fixture(scope="module")
def alone(crowd, house, products, nodes):
    """Every task in a run of its own."""
    return {
        task: BuildingRun(house, products, nodes, 430.0).simulate(task)[0]
        for task in crowd
    }


def test_the_tasks_of_the_crowd_differ(alone):
    kinds = {one.monthly.tobytes() for one in alone.values()}
    assert len(kinds) == len(alone) == 40


@pytest.mark.parametrize(
    "order",
    [
        range(2),
        range(3, 10),
        range(9, 2, -1),
        range(17),
        range(31, -1, -1),
        range(40),
        range(39, -1, -1),
        [7 * number % 40 for number in range(40)],
    ],
    ids=["2", "7", "7_back", "17", "32_back", "40", "40_back", "40_mixed"],
)
def test_a_lane_has_the_bits_of_its_task_alone(
    order, alone, crowd, house, products, nodes
):
    tasks = [crowd[number] for number in order]
    run = BuildingRun(house, products, nodes, 430.0)
    _same(
        dict(zip(tasks, run.simulate_many(tasks), strict=True)),
        {task: alone[task] for task in tasks},
    )


def test_progress_counts_every_task(stock, products, nodes, make_variant):
    tasks = _tasks(stock, make_variant)
    told = []
    simulate_tasks(_runs(stock, products, nodes), tasks, 2, told.append)
    assert sum(told) == len(tasks)


def test_equal_tasks_are_simulated_once(make_variant):
    task = Task(variant=make_variant(), node=0.0)
    twin = Task(variant=make_variant(), node=0.0)
    other = Task(variant=make_variant(), node=0.75)
    assert list(unique_tasks([task, other, twin])) == [task, other]


def _total(results, name):
    return float(results.monthly[INDEX[name]].sum())


def test_climates_between_two_nodes_are_linear_within_a_percent(
    stock, products, nodes, make_variant
):
    tasks = [Task(variant=make_variant(), node=node) for node in nodes]
    low, middle, high = simulate_tasks(_runs(stock, products, nodes), tasks, 1).values()
    for name in ("cooling_need_sensible_kwh", "cooling_reference_kwh"):
        between = 0.5 * (_total(low, name) + _total(high, name))
        assert between == pytest.approx(_total(middle, name), rel=0.01)
        assert _total(high, name) > 1.03 * _total(low, name)


def test_roofs_between_two_reflectances_are_linear_within_two_percent(
    stock, products, nodes, make_variant
):
    levels = (0.2, 0.5, 0.8)
    tasks = [Task(variant=make_variant(albedo=one), node=0.0) for one in levels]
    low, middle, high = simulate_tasks(_runs(stock, products, nodes), tasks, 1).values()
    name = "cooling_need_sensible_kwh"
    between = 0.5 * (_total(low, name) + _total(high, name))
    assert between == pytest.approx(_total(middle, name), rel=0.02)
    assert _total(low, name) > 1.05 * _total(high, name)


def test_only_what_is_outside_changes_with_the_climate(
    stock, products, nodes, make_variant
):
    tasks = [Task(variant=make_variant(), node=node) for node in (0.0, 0.75)]
    cold, warm = simulate_tasks(_runs(stock, products, nodes), tasks, 1).values()
    for name in ("lighting_kwh", "appliances_kwh", "person_h", "occupied_h"):
        row = INDEX[name]
        assert np.array_equal(cold.monthly[row], warm.monthly[row])


def test_gains_of_the_schedules_are_kept_by_month(house, products, nodes, make_variant):
    run = BuildingRun(house, products, nodes, 430.0)
    year, hours = run.simulate(Task(variant=make_variant(), node=0.0))
    gains = zone_gains(house)
    for name, series in (
        ("lighting_kwh", gains.lighting / 1000.0),
        ("appliances_kwh", gains.appliances / 1000.0),
        ("person_h", gains.people),
        ("heating_need_kwh", hours.heating / 1000.0),
        ("cooling_need_sensible_kwh", hours.cooling / 1000.0),
    ):
        for zone in range(2):
            expected = np.bincount(month_of_hour(), weights=series[:, zone])
            assert year.monthly[INDEX[name], zone] == pytest.approx(expected), name
    assert year.monthly[INDEX["person_h"]].sum() > 1000.0


def test_heating_without_a_stated_capacity_is_not_short(
    house, products, make_variant, outdoor_cool
):
    bedroom = dataclasses.replace(house.zones[1], heating_capacity=0.0)
    building = dataclasses.replace(house, zones=(house.zones[0], bedroom))
    run = BuildingRun(building, products, {0.0: outdoor_cool}, 430.0)
    _, hours = run.simulate(Task(variant=make_variant(), node=0.0))
    assert hours.heating[:, 1].max() > 100.0
    assert hours.temp_air[hours.heating[:, 1] > 0.0, 1].min() > 22.0
    assert (hours.heating[:, 0] == 0.0).all()
