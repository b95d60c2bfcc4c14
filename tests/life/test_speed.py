"""Lives are timed on buildings with names of their own; no time is asserted."""

import pytest

from twin.io.catalogue import read_products
from twin.io.community import load_community
from twin.io.scenario import read_scenario
from twin.io.world import read_world
from twin.life.speed import (
    LifeSpeed,
    grow_scenario,
    measure_life,
    plain_rate,
    repeat_buildings,
)


@pytest.fixture(scope="module")
def community(root):
    home = root / "buildings"
    products = read_products(home / "catalogue" / "products.yaml")
    world = read_world(home / "catalogue" / "world.yaml")
    return load_community(home / "baoting", products, world)


@pytest.fixture(scope="module")
def scenario(root, community):
    path = root / "scenarios" / "baseline.yaml"
    return read_scenario(path, community.products, community.world)


def test_repeated_buildings_have_names_of_their_own(community):
    some = repeat_buildings(community.buildings[:3], 8)
    assert len({one.id for one in some}) == 8
    assert [one.name for one in some[:4]] == [
        one.id for one in (*community.buildings[:3], community.buildings[0])
    ]


def test_more_buildings_have_more_events(community, scenario):
    few = measure_life(community, scenario, buildings=2, futures=1)
    many = measure_life(community, scenario, buildings=8, futures=2)
    assert many.events > few.events > 0
    assert many.seconds > 0.0
    assert many.plain_rate > 0.0


def test_the_time_of_a_thousand_buildings_follows_from_what_was_measured():
    speed = LifeSpeed(
        scenario="base",
        buildings=500,
        futures=5,
        events=1000,
        steps=1,
        seconds=2.0,
        plain_rate=1.0,
    )
    assert speed.seconds_thousand == pytest.approx(8.0)
    assert speed.event_rate == pytest.approx(500.0)


def test_processes_that_only_wait_take_the_steps_that_are_counted():
    assert plain_rate(processes=3, steps=4) > 0.0


def test_crews_and_money_grow_with_the_buildings(root, community):
    path = root / "scenarios" / "deep_retrofit.yaml"
    deep = read_scenario(path, community.products, community.world)
    grown = grow_scenario(deep, 3.0)
    assert [one.count for one in grown.crews] == [3 * one.count for one in deep.crews]
    assert [one.budget for one in grown.programmes] == [
        pytest.approx(3.0 * one.budget) for one in deep.programmes
    ]
    assert {one.count for one in grow_scenario(deep, 0.01).crews} == {1}
