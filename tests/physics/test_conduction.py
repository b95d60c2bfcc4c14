"""Finite volumes hold the heat and the resistance of their layers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from twin.physics.conduction import CELL_THICKNESS, discretise_construction

THICKNESS = st.floats(0.001, 0.6)


@settings(deadline=None)
@given(widths=st.lists(THICKNESS, min_size=1, max_size=4))
def test_nodes_hold_the_heat_and_conduct_as_the_layers(kit, widths):
    stuff = (kit.BRICK, kit.FOAM, kit.CONCRETE, kit.PLASTER)
    construction = kit.layered("any", *zip(stuff, widths, strict=False))
    chain = discretise_construction(construction)
    heat = sum(
        one.density * one.heat_capacity * width
        for one, width in zip(stuff, widths, strict=False)
    )
    assert chain.capacity.sum() == pytest.approx(heat, rel=1e-12)
    assert np.sum(1.0 / chain.conductance) == pytest.approx(
        construction.resistance, rel=1e-12
    )
    assert len(chain.capacity) == len(chain.conductance) + 1


def test_a_thick_wall_is_cut_into_equal_cells_no_thicker_than_the_limit(kit):
    chain = discretise_construction(kit.layered("thick", (kit.BRICK, 0.24)))
    assert len(chain.conductance) == 10
    assert 0.24 / len(chain.conductance) <= CELL_THICKNESS
    assert np.ptp(chain.conductance) == 0.0
    assert chain.capacity[0] == pytest.approx(chain.capacity[1] / 2.0)
    assert chain.capacity[0] == chain.capacity[-1]


def test_a_layer_without_mass_is_one_resistance_however_thick(kit):
    chain = discretise_construction(kit.layered("foam", (kit.FOAM, 0.5)))
    assert chain.conductance.tolist() == pytest.approx([0.08])
    assert chain.capacity.tolist() == [0.0, 0.0]


def test_heat_of_each_layer_stays_where_the_layer_is(kit):
    chain = discretise_construction(
        kit.layered("both", (kit.CONCRETE, 0.025), (kit.FOAM, 0.1), (kit.BRICK, 0.025))
    )
    outer, inner = 2500.0 * 920.0 * 0.025, 1800.0 * 1050.0 * 0.025
    assert chain.capacity.tolist() == pytest.approx(
        [outer / 2, outer / 2, inner / 2, inner / 2]
    )


def test_a_wall_cools_with_the_first_fourier_mode(kit):
    """Closed form: a slab whose faces are held at 0 decays at π²a/L²."""
    chain = discretise_construction(kit.layered("thick", (kit.BRICK, 0.25)))
    inner = slice(1, -1)
    count = len(chain.capacity)
    matrix = np.zeros((count, count))
    for left, value in enumerate(chain.conductance):
        matrix[left : left + 2, left : left + 2] += value * np.array(
            [[1.0, -1.0], [-1.0, 1.0]]
        )
    rate = -matrix[inner, inner] / chain.capacity[inner, None]
    start = np.sin(np.pi * np.linspace(0.0, 1.0, count))[inner]
    duration = 4 * 3600.0
    after = expm(rate * duration) @ start
    diffusivity = 0.81 / (1800.0 * 1050.0)
    exact = np.exp(-(np.pi**2) * diffusivity / 0.25**2 * duration)
    assert after / start == pytest.approx(np.full(len(start), exact), rel=1e-2)
