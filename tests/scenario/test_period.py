"""Months as twelfths of a year."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.scenario.period import Period

PERIOD = Period(start=2025.0, years=4)
MOMENT = st.floats(2020.0, 2035.0)


def _row(start, end):
    row = np.zeros(PERIOD.months)
    months, share = PERIOD.weights(start, end)
    row[months] += share
    return row


@given(moments=st.lists(MOMENT, min_size=0, max_size=8))
def test_spans_that_follow_each_other_tile_every_month(moments):
    edges = [2020.0, *sorted(moments), 2035.0]
    total = sum(_row(a, b) for a, b in itertools.pairwise(edges))
    assert total == pytest.approx(np.ones(48), abs=1e-9)


@given(start=MOMENT, length=st.floats(0.0, 10.0))
def test_a_span_weighs_what_of_it_lies_in_the_study(start, length):
    row = _row(start, start + length)
    inside = min(start + length, 2029.0) - max(start, 2025.0)
    assert row.sum() == pytest.approx(12.0 * max(inside, 0.0), abs=1e-9)
    assert row.min() >= 0.0
    assert row.max() <= 1.0 + 1e-12


def test_a_span_within_one_month_is_its_share_of_it():
    row = _row(2025.0 + 1.25 / 12.0, 2025.0 + 1.5 / 12.0)
    assert row[1] == pytest.approx(0.25)
    assert row.sum() == pytest.approx(0.25)


def test_half_a_year_is_its_first_six_months():
    row = _row(2025.0, 2025.5)
    assert row[:6] == pytest.approx(1.0)
    assert row[6:] == pytest.approx(0.0)


@pytest.mark.parametrize(("start", "end"), [(2020.0, 2025.0), (2029.0, 2030.0)])
def test_a_span_outside_the_study_touches_nothing(start, end):
    months, share = PERIOD.weights(start, end)
    assert len(share) == 0
    assert months == slice(0, 0)


def test_the_middle_of_january_is_a_24th_of_a_year():
    assert PERIOD.middles(slice(0, 2)) == pytest.approx([2025 + 1 / 24, 2025 + 3 / 24])
