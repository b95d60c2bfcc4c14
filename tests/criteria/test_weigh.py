"""Limits and probabilities: three-valued, inclusive, monotone, never dropping NaN."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from twin.criteria.pack import Decision, Grade, Level, Operator, Rule, Scope
from twin.criteria.sample import Sample
from twin.criteria.verdict import State
from twin.criteria.weigh import cells_of, compare, weigh
from twin.ground.quality import Status

RANK = {State.FAIL: 0, State.NOT_SHOWN: 1, State.PASS: 2}


def _level(threshold, grade=Grade.CERTIFIED):
    return Level(
        grade=grade, threshold=threshold, metric="m", unit="-", scope=Scope.ZONE,
        source="a standard", clause="", status=Status.SECONDARY,
    )  # fmt: skip


def _decision(rule=Rule.GUARDED, certified=0.5):
    return Decision(
        rule=rule, certified=certified, silver=max(certified, 0.5), gold=0.95,
        rejection=0.05, missing_limit=0.1, least_futures=20,
    )  # fmt: skip


def _sample(values, doubt=None, missing=None):
    values = np.asarray(values, dtype=float)
    futures, places = values.shape
    return Sample(
        metric="m", unit="-", scope=Scope.ZONE, futures=tuple(range(futures)),
        places=tuple(f"b/z{one}" for one in range(places)), values=values,
        doubt=np.zeros(values.shape) if doubt is None else np.asarray(doubt, float),
        is_applicable=np.ones(values.shape, dtype=bool), reason="",
        missing_share=np.zeros(values.shape) if missing is None else missing,
        details=tuple(f"remark {one}" for one in range(places)), query="",
    )  # fmt: skip


def _weigh(sample, threshold, operator=Operator.AT_MOST, decision=None, applies=None,
           grade=Grade.CERTIFIED):  # fmt: skip
    decision = decision or _decision()
    applies = np.ones(sample.values.shape, bool) if applies is None else applies
    cells = cells_of(operator, threshold, sample, applies, decision.missing_limit)
    return weigh(_level(threshold, grade), operator, sample, cells, decision)


def _twenty(passing):
    """Twenty futures of one place, `passing` of them at 9 and the rest at 11."""
    return _sample([[9.0]] * passing + [[11.0]] * (20 - passing))


@pytest.mark.parametrize("operator", list(Operator))
def test_the_limit_itself_is_on_the_good_side_and_nan_on_neither(operator):
    values = np.array([1.0, np.nan])
    assert compare(operator, values, 1.0).tolist() == [True, False]
    next_bad = math.nextafter(1.0, 2.0 if operator is Operator.AT_MOST else 0.0)
    assert not compare(operator, np.array([next_bad]), 1.0)[0]


def test_a_value_that_would_round_to_the_limit_still_exceeds_it():
    found = _weigh(_sample([[10.0 + 1e-12]]), 10.0)
    assert found.state is State.FAIL
    assert found.margin == pytest.approx(-1e-12, rel=1e-3)


@pytest.mark.parametrize(
    ("passing", "guarded", "simple", "strict", "gold"),
    [
        (20, "pass", "pass", "pass", "pass"),
        (19, "pass", "pass", "pass", "pass"),
        (18, "pass", "pass", "not shown", "not shown"),
        (10, "pass", "pass", "not shown", "not shown"),
        (9, "not shown", "fail", "not shown", "not shown"),
        (2, "not shown", "fail", "not shown", "not shown"),
        (1, "fail", "fail", "fail", "fail"),
        (0, "fail", "fail", "fail", "fail"),
    ],
)
def test_the_decision_follows_the_share_of_futures_that_pass(
    passing, guarded, simple, strict, gold
):
    """Hand-made table of simple acceptance, guarded acceptance and rejection."""
    sample = _twenty(passing)
    found = {
        "guarded": _weigh(sample, 10.0),
        "simple": _weigh(sample, 10.0, decision=_decision(Rule.SIMPLE)),
        "strict": _weigh(sample, 10.0, decision=_decision(certified=0.95)),
        "gold": _weigh(sample, 10.0, grade=Grade.GOLD),
    }
    assert {name: one.state.value for name, one in found.items()} == {
        "guarded": guarded, "simple": simple, "strict": strict, "gold": gold,
    }  # fmt: skip
    assert found["guarded"].probability == passing / 20


@pytest.mark.parametrize("passing", range(21))
def test_the_interval_lies_inside_the_limit_just_when_95_percent_pass(passing):
    found = _weigh(_twenty(passing), 10.0)
    assert (found.interval[1] <= 10.0) == (passing >= 19)
    assert (found.interval[0] > 10.0) == (passing <= 1)


def test_value_is_the_mean_of_the_worst_place_of_each_future():
    sample = _sample([[1.0, 4.0], [3.0, 2.0]])
    assert _weigh(sample, 5.0).value == 3.5
    assert _weigh(sample, 5.0).worst_place == "b/z1"
    assert _weigh(sample, 5.0).detail == "remark 1"
    assert _weigh(sample, 5.0).margin == 1.5
    least = _weigh(sample, 0.0, Operator.AT_LEAST)
    assert (least.value, least.worst_place, least.margin) == (1.5, "b/z0", 1.5)


def test_all_places_must_pass_in_the_same_future():
    """Each place passes in half of the futures, all of them in none."""
    sample = _sample([[9.0, 11.0], [11.0, 9.0]])
    found = _weigh(sample, 10.0)
    assert (found.probability, found.state) == (0.0, State.FAIL)
    assert found.places_passing == 2


def test_a_nan_anywhere_that_counts_is_never_dropped():
    values = np.full((20, 3), 9.0)
    values[7, 1] = np.nan
    found = _weigh(_sample(values), 10.0)
    assert found.state is State.NOT_SHOWN
    assert found.reason == "1 of 60 values of m are missing, first at b/z1, future 7"
    applies = np.ones(values.shape, bool)
    applies[7, 1] = False
    assert _weigh(_sample(values), 10.0, applies=applies).state is State.PASS


@pytest.mark.parametrize(("share", "state"), [(0.10, "pass"), (0.11, "not shown"),
                                              (math.nan, "not shown")])  # fmt: skip
def test_up_to_ten_percent_of_the_hours_may_be_missing(share, state):
    missing = np.zeros((20, 2))
    missing[3, 1] = share
    found = _weigh(_sample(np.full((20, 2), 9.0), missing=missing), 10.0)
    assert found.state.value == state
    if share == 0.11:
        assert found.reason.startswith("11 % of the hours are missing, allowed 10 %")


@pytest.mark.parametrize(
    ("value", "doubt", "state", "doubted"),
    [
        (9.0, 1.0, "pass", 10.0),
        (9.0, 1.5, "not shown", 10.5),
        (11.0, 5.0, "fail", 16.0),
    ],
)
def test_what_is_unknown_decides_only_where_it_could_change_the_outcome(
    value, doubt, state, doubted
):
    sample = _sample([[value]] * 20, doubt=[[doubt]] * 20)
    found = _weigh(sample, 10.0)
    assert found.state.value == state
    assert (found.value, found.value_doubted) == (value, doubted)


def test_the_simple_rule_fails_only_what_cannot_reach_the_probability():
    """Half of the futures exceed; whether the others pass is not known."""
    sample = _sample([[9.0], [11.0]], doubt=[[2.0], [0.0]])
    found = _weigh(sample, 10.0, decision=_decision(Rule.SIMPLE))
    assert (found.probability, found.probability_most) == (0.0, 0.5)
    assert found.state is State.NOT_SHOWN


def test_doubt_takes_away_where_more_is_better():
    sample = _sample([[11.0]] * 20, doubt=[[2.0]] * 20)
    found = _weigh(sample, 10.0, Operator.AT_LEAST)
    assert (found.state, found.value_doubted) == (State.NOT_SHOWN, 9.0)
    assert "between 0 and 100 %" in found.reason


def test_a_percentile_beyond_its_histogram_fails_and_stays_infinite():
    found = _weigh(_sample([[math.inf]] * 20), 10.0)
    assert (found.state, found.value, found.margin) == (
        State.FAIL, math.inf, -math.inf,
    )  # fmt: skip
    assert found.interval == (math.inf, math.inf)


def test_futures_in_which_nothing_applies_do_not_count():
    values = np.array([[9.0], [11.0], [math.nan]])
    applies = np.array([[True], [True], [False]])
    found = _weigh(_sample(values), 10.0, applies=applies)
    assert (found.probability, found.value) == (0.5, 10.0)


finite = st.floats(-100.0, 100.0)
shapes = st.tuples(st.integers(1, 25), st.integers(1, 3))


@settings(deadline=None)
@given(data=st.data(), shape=shapes, rule=st.sampled_from(Rule),
       operator=st.sampled_from([Operator.AT_MOST, Operator.AT_LEAST]),
       limits=st.tuples(finite, finite))  # fmt: skip
def test_an_easier_limit_never_gives_a_worse_verdict(
    data, shape, rule, operator, limits
):
    values = data.draw(arrays(float, shape, elements=finite))
    doubt = data.draw(arrays(float, shape, elements=st.floats(0.0, 50.0)))
    sample = _sample(values, doubt=doubt)
    low, high = sorted(limits)
    strict, easy = (low, high) if operator is Operator.AT_MOST else (high, low)
    decision = _decision(rule)
    first = _weigh(sample, strict, operator, decision)
    second = _weigh(sample, easy, operator, decision)
    assert RANK[second.state] >= RANK[first.state]
    assert second.probability >= first.probability
    assert second.places_passing >= first.places_passing


@settings(deadline=None)
@given(data=st.data(), shape=shapes, limit=finite)
def test_turning_the_scale_around_turns_nothing_else(data, shape, limit):
    """At most x is at least minus x."""
    values = data.draw(arrays(float, shape, elements=finite))
    one = _weigh(_sample(values), limit, Operator.AT_MOST)
    two = _weigh(_sample(-values), -limit, Operator.AT_LEAST)
    assert one.state is two.state
    assert one.value == -two.value
    assert one.margin == pytest.approx(two.margin, abs=1e-9)
    assert one.interval is None or one.interval == tuple(-x for x in two.interval[::-1])
