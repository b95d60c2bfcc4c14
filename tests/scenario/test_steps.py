"""A plan is taken apart without losing or inventing a measure."""

import dataclasses

import pytest

from twin.io.catalogue import read_products
from twin.io.scenario import read_scenarios
from twin.io.world import read_world
from twin.scenario.steps import single_steps


@pytest.fixture(scope="module")
def plans(root):
    catalogue = root / "buildings" / "catalogue"
    products = read_products(catalogue / "products.yaml")
    world = read_world(catalogue / "world.yaml")
    names = (
        "baseline",
        "cool_envelope",
        "electrify",
        "deep_retrofit",
        "windows_ajar",
        "owners",
    )
    paths = [root / "scenarios" / f"{name}.yaml" for name in names]
    return {one.name: one for one in read_scenarios(paths, products, world)}


@pytest.mark.parametrize("name", ["cool_envelope", "electrify", "deep_retrofit"])
def test_every_measure_and_every_new_rule_is_in_just_one_step(plans, name):
    base, plan = plans["baseline"], plans[name]
    steps = single_steps(base, plan)
    measures = [one for step in steps for p in step.programmes for one in p.measures]
    assert measures == [one for p in plan.programmes for one in p.measures]
    rules = [
        rule
        for step in steps
        for rule in step.policy.replacements
        if rule not in base.policy.replacements
    ]
    assert sorted(map(repr, rules)) == sorted(
        repr(one)
        for one in plan.policy.replacements
        if one not in base.policy.replacements
    )
    assert len({step.name for step in steps}) == len(steps)


def test_climate_and_grid_of_a_step_are_those_of_the_baseline(plans):
    fast = dataclasses.replace(plans["deep_retrofit"], grid_path="hainan_fast")
    for step in single_steps(plans["baseline"], fast):
        assert step.grid_path == plans["baseline"].grid_path


def test_a_coat_keeps_the_renewal_of_its_plan_and_nothing_else_gets_it(plans):
    steps = single_steps(plans["baseline"], plans["deep_retrofit"])
    renewed = {step.name for step in steps if step.policy.recoat_interval > 0.0}
    assert renewed == {"roof_coating"}


def test_upkeep_is_a_step_of_its_own(plans):
    steps = single_steps(plans["baseline"], plans["deep_retrofit"])
    (upkeep,) = [step for step in steps if step.name == "maintenance"]
    assert upkeep.policy.maintenance_interval == 1.0
    assert upkeep.policy.replacements == plans["baseline"].policy.replacements
    assert not upkeep.programmes


def test_a_plan_like_the_baseline_has_no_steps(plans):
    assert single_steps(plans["baseline"], plans["baseline"]) == []


def test_habits_are_a_step(plans):
    base = plans["baseline"]
    warm = dataclasses.replace(
        base, habits=dataclasses.replace(base.habits, cooling_setpoint_shift=1.0)
    )
    (step,) = single_steps(base, warm)
    assert step.habits.cooling_setpoint_shift == 1.0


def test_owners_and_subsidies_are_one_step(plans):
    base, owners = plans["baseline"], plans["owners"]
    (step,) = single_steps(base, owners)
    assert step.name == "decisions"
    assert step.decisions == owners.decisions
    assert step.subsidies == owners.subsidies
    assert step.policy == base.policy
