"""A carbon account adds up, and its paths spend just what they may."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.ground.quality import Status
from twin.ledger.budget import CarbonBudget, PathShape, allowances, keep_account
from twin.model.building import YearValue

YEARS = np.arange(2025.0, 2060.0)


def make(shape=PathShape.LINEAR, per_person=6000.0, start=2025, table=()):
    return CarbonBudget(
        name="test",
        shape=shape,
        start=start,
        per_person=per_person,
        rule="",
        source="",
        status=Status.ASSUMPTION,
        table=table,
    )


def test_a_line_spends_the_budget_and_ends_at_twice_budget_over_first_year():
    path = allowances(make(), np.arange(2025.0, 2125.0), 10.0, 3000.0)
    assert path.sum() == pytest.approx(60_000.0)
    assert path[0] == pytest.approx(3000.0 * (1 - 0.5 / 40.0))
    assert path[39] > 0.0 == path[40]
    assert np.diff(path[:39]) == pytest.approx(-3000.0 / 40.0)


def test_a_decay_falls_by_the_same_share_and_spends_the_budget_in_the_limit():
    budget = make(PathShape.EXPONENTIAL)
    path = allowances(budget, np.arange(2025.0, 3025.0), 10.0, 3000.0)
    assert path.sum() == pytest.approx(60_000.0)
    assert path[1:50] / path[:49] == pytest.approx(np.exp(-1.0 / 20.0))


def test_a_table_is_taken_as_it_stands():
    table = tuple(YearValue(year=2025.0 + n, value=100.0 - n) for n in range(3))
    budget = make(PathShape.TABLE, 0.0, table=table)
    path = allowances(budget, YEARS, 2.0, 1.0)
    assert path[:4].tolist() == [200.0, 198.0, 196.0, 0.0]
    assert budget.total(2.0) == pytest.approx(594.0)


def test_an_account_opens_with_the_budget_and_closes_with_what_is_left():
    emission = np.linspace(3000.0, 0.0, len(YEARS))
    account = keep_account(make(), YEARS, emission, 10.0)
    assert account.opening[0] == pytest.approx(60_000.0)
    assert account.opening[1:] == pytest.approx(account.closing[:-1])
    assert account.closing[-1] == pytest.approx(60_000.0 - emission.sum())


def test_the_moment_of_exhaustion_is_the_closed_form_of_an_even_emission():
    account = keep_account(make(), YEARS, np.full(len(YEARS), 4000.0), 10.0)
    assert account.exhaustion == pytest.approx(2025.0 + 15.0)
    late = keep_account(make(), YEARS, np.full(len(YEARS), 1000.0), 10.0)
    assert late.exhaustion == np.inf


@given(
    st.lists(st.floats(0.0, 1e4), min_size=35, max_size=35),
    st.integers(0, 33),
    st.floats(0.0, 1.0),
)
def test_earlier_emission_never_exhausts_the_budget_later(emission, place, share):
    later = np.array(emission) + 1.0
    earlier = later.copy()
    moved = share * earlier[place + 1]
    earlier[place] += moved
    earlier[place + 1] -= moved
    one = keep_account(make(), YEARS, later, 10.0)
    other = keep_account(make(), YEARS, earlier, 10.0)
    assert other.exhaustion <= one.exhaustion + 1e-9


def test_nothing_counts_before_the_budget_starts():
    account = keep_account(make(start=2030), YEARS, np.full(35, 5000.0), 10.0)
    assert account.emission[:5].tolist() == [0.0] * 5
    assert account.allowance[:5].tolist() == [0.0] * 5
    assert account.exhaustion == pytest.approx(2042.0)
