"""Slab on the ground, EN ISO 13370."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.physics.ground_floor import resistance_ground_iso13370

IN_NETWORK = 0.17 + 0.25  # floor film and half a metre of soil


def u_value(area, perimeter, floor):
    """Of the whole path as the network builds it."""
    return 1.0 / (
        resistance_ground_iso13370(area, perimeter, floor) + floor + IN_NETWORK
    )


def test_a_bare_slab_by_hand():
    """B' = 5 m, dt = 0.24 + 2·0.31 = 0.86 m: U = 4/(15.708+0.86)·ln(19.265)."""
    expected = 4.0 / 16.56796 * math.log(19.26510)
    assert u_value(100.0, 40.0, 0.1) == pytest.approx(expected, rel=1e-5)
    assert expected == pytest.approx(0.7142, abs=1e-4)


def test_a_well_insulated_slab_by_hand():
    """B' = 5 m, dt = 0.24 + 2·3.21 = 6.66 m > B': U = 2/(0.457·5 + 6.66)."""
    assert u_value(100.0, 40.0, 3.0) == pytest.approx(2.0 / 8.945, rel=1e-9)


@settings(deadline=None)
@given(
    area=st.floats(20.0, 2000.0),
    shape=st.floats(1.0, 3.0),
    floor=st.floats(0.0, 5.0),
    more=st.floats(0.01, 2.0),
)
def test_insulation_never_raises_the_loss_and_size_lowers_it(area, shape, floor, more):
    perimeter = 4.0 * math.sqrt(area) * shape
    here = u_value(area, perimeter, floor)
    assert u_value(area, perimeter, floor + more) < here * (1.0 + 1e-9)
    assert u_value(area, 1.2 * perimeter, floor) >= here * (1.0 - 1e-3)
    assert resistance_ground_iso13370(area, perimeter, floor) >= 0.05


def test_the_two_formulas_meet_where_insulation_equals_the_dimension():
    """At dt = B' they differ by 0.01 % only."""
    floor = (5.0 - 0.24) / 2.0 - 0.21
    below = u_value(100.0, 40.0, floor - 1e-9)
    above = u_value(100.0, 40.0, floor + 1e-9)
    assert below == pytest.approx(above, rel=2e-4)
