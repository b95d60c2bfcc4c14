"""Draws depend on what they are for."""

import numpy as np

from twin.life.luck import BLOCK, Luck


def test_the_order_of_asking_changes_nothing():
    first, second = Luck(1, 0, "house", "stove"), Luck(1, 0, "house", "stove")
    forward = [first.uniform("lifetime", n) for n in range(3 * BLOCK)]
    second.normal("crew", 5)
    backward = [second.uniform("lifetime", n) for n in reversed(range(3 * BLOCK))]
    assert forward == backward[::-1]


def test_seed_future_building_component_and_cause_each_change_the_luck():
    keys = [
        (1, 0, "house", "stove", "lifetime"),
        (2, 0, "house", "stove", "lifetime"),
        (1, 1, "house", "stove", "lifetime"),
        (1, 0, "barn", "stove", "lifetime"),
        (1, 0, "house", "oven", "lifetime"),
        (1, 0, "house", "stove", "choice"),
    ]
    draws = {Luck(*key[:4]).uniform(key[4], 0) for key in keys}
    assert len(draws) == len(keys)


def test_blocks_follow_each_other_without_repetition():
    luck = Luck(7, 3, "house", "stove")
    draws = [luck.uniform("lifetime", n) for n in range(40)]
    assert len(set(draws)) == 40


def test_draws_of_many_components_are_uniform_and_normal():
    lucks = [Luck(5, 0, f"house_{n}", "stove") for n in range(400)]
    uniform = np.array([one.uniform("lifetime", 0) for one in lucks])
    normal = np.array([one.normal("crew", 0) for one in lucks])
    assert abs(uniform.mean() - 0.5) < 4.0 * np.sqrt(1.0 / 12.0 / 400)
    assert abs(normal.mean()) < 4.0 / np.sqrt(400)
    assert abs(np.corrcoef(uniform, normal)[0, 1]) < 0.2
