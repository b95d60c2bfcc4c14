"""Luck depends on what it is for, not on who drew before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.ground.random import stream

keys = st.lists(st.one_of(st.integers(0, 99), st.text(max_size=5)), max_size=4)


def test_the_same_key_gives_the_same_luck():
    assert stream(1, 0, "a", "ac").random() == stream(1, 0, "a", "ac").random()


def test_the_luck_of_one_does_not_depend_on_how_often_another_drew():
    before = stream(1, 0, "b").random(5)
    stream(1, 0, "a").random(1000)
    assert np.array_equal(stream(1, 0, "b").random(5), before)


@given(one=keys, other=keys)
def test_distinct_keys_give_distinct_luck(one, other):
    is_same = stream(7, *one).random() == stream(7, *other).random()
    assert is_same == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", "b"), ("b", "a")),
        ((1,), ("1",)),
        (("a",), ("a", "")),
        ((12, 3), (1, 23)),
        ((1, 2), (12,)),
    ],
)
def test_keys_do_not_run_into_each_other(one, other):
    assert stream(1, *one).random() != stream(1, *other).random()


def test_another_seed_gives_other_luck():
    assert stream(1, "a").random() != stream(2, "a").random()


def test_whole_numbers_of_numpy_are_whole_numbers():
    assert stream(np.int64(3), np.int32(4)).random() == stream(3, 4).random()


def test_a_fraction_is_no_key():
    with pytest.raises(TypeError):
        stream(1, 2.5)


def test_streams_of_neighbouring_keys_are_uncorrelated():
    """4000 first draws: mean 1/2 ± 4 σ, and no correlation from key to key."""
    draws = np.array([stream(1, future, "house").random() for future in range(4000)])
    assert draws.mean() == pytest.approx(0.5, abs=4.0 * np.sqrt(1.0 / 12.0 / 4000.0))
    assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 4.0 / np.sqrt(4000.0)


def test_the_luck_of_a_key_is_the_same_on_every_machine_and_in_every_version():
    """Frozen draws: they change only with a *Results change* in the changelog."""
    drawn = stream(20250101, 3, "house_1", "air_conditioner", "failure").random(2)
    assert drawn.tolist() == [0.19813351275533542, 0.030962788648354445]
