"""One volume of air over a step, boards, clean air and breath against closed forms."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.air.co2_people import co2_generation
from twin.air.contaminant import emission_factor, settle

VOLUMES = st.floats(5.0, 500.0)
FLOWS = st.floats(0.0, 2.0)


@settings(deadline=None)
@given(st.floats(0.0, 100.0), st.floats(0.0, 10.0), FLOWS, VOLUMES)
def test_a_step_and_its_mean_are_their_closed_forms(start, supply, flow, volume):
    end, mean = settle.py_func(start, supply, flow, volume, 3600.0)
    z = flow * 3600.0 / volume
    if z < 1e-6:
        gain = supply * 3600.0 / volume
        wanted = (start + gain, start + gain / 2.0)
    else:
        rest = supply / flow
        wanted = (
            rest + (start - rest) * math.exp(-z),
            rest + (start - rest) * -math.expm1(-z) / z,
        )
    scale = max(start, supply * 3600.0 / volume, 1e-9)
    assert (end, mean) == pytest.approx(wanted, abs=1e-6 * scale)


@settings(deadline=None)
@given(st.floats(0.0, 100.0), st.floats(0.0, 10.0), FLOWS, VOLUMES)
def test_what_enters_leaves_or_stays(start, supply, flow, volume):
    end, mean = settle.py_func(start, supply, flow, volume, 3600.0)
    stored = volume * (end - start)
    moved = 3600.0 * (supply - flow * mean)
    assert stored == pytest.approx(
        moved, abs=1e-9 * (volume * start + 3600 * supply + 1)
    )


@pytest.mark.parametrize(
    ("temp", "relative", "factor"),
    [
        (20, 0.30, 0.45),
        (23, 0.50, 1.0),
        (26, 0.60, 1.6),
        (28, 0.70, 2.3),
        (30, 0.70, 2.8),
        (32, 0.80, 3.9),
    ],
)
def test_boards_give_off_as_myers_published(temp, relative, factor):
    found = emission_factor.py_func(temp, relative, 8930.0, 1.95)
    assert found == pytest.approx(factor, rel=0.025)


@pytest.mark.parametrize(
    ("age", "is_female", "met", "litres"),
    [(35, False, 1.2, 0.0046), (35, True, 1.0, 0.0029), (8, True, 2.0, 0.0046),
     (85, False, 1.4, 0.0042), (0.5, True, 1.0, 0.0008)],
)  # fmt: skip
def test_breath_is_that_of_the_published_table(age, is_female, met, litres):
    assert co2_generation(age, is_female, met) * 1000.0 == pytest.approx(litres)


def test_breath_is_linear_between_columns_and_beyond():
    low, high = (co2_generation(25, False, met) for met in (1.4, 2.0))
    assert co2_generation(25, False, 1.7) == pytest.approx(0.5 * (low + high))
    assert co2_generation(25, False, 2.6) == pytest.approx(high + (high - low))
