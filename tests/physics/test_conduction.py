"""Finite volumes hold the heat and the resistance of their layers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from twin.physics.conduction import (
    CELL_THICKNESS,
    CELLS_LEAST,
    discretise_construction,
)

THICKNESS = st.floats(0.001, 0.6)


@settings(deadline=None)
@given(widths=st.lists(THICKNESS, min_size=1, max_size=4))
def test_cells_hold_the_heat_and_conduct_as_the_layers(kit, widths):
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
    assert len(chain.conductance) == len(chain.capacity) + 1


@settings(deadline=None)
@given(width=THICKNESS)
def test_a_layer_with_mass_is_cut_into_equal_cells_no_thicker_than_the_limit(
    kit, width
):
    chain = discretise_construction(kit.layered("any", (kit.BRICK, width)))
    cells = len(chain.capacity)
    assert cells >= CELLS_LEAST
    assert width / cells <= CELL_THICKNESS * (1.0 + 1e-12)
    assert cells == CELLS_LEAST or width / (cells - 1) > CELL_THICKNESS * (1.0 - 1e-9)
    assert np.ptp(chain.capacity) == 0.0


def test_capacity_lies_in_the_middle_of_a_cell_and_faces_have_none(kit):
    """Half a cell lies between a face and the first capacity."""
    chain = discretise_construction(kit.layered("brick", (kit.BRICK, 0.24)))
    assert len(chain.capacity) == 24
    assert chain.conductance[1:-1] == pytest.approx(0.81 / 0.01)
    assert chain.conductance[[0, -1]] == pytest.approx(0.81 / 0.005)


def test_a_layer_without_mass_is_one_resistance_however_thick(kit):
    chain = discretise_construction(kit.layered("foam", (kit.FOAM, 0.5)))
    assert chain.conductance.tolist() == pytest.approx([0.08])
    assert len(chain.capacity) == 0


def test_layers_run_from_outside_to_inside(kit):
    chain = discretise_construction(
        kit.layered("both", (kit.CONCRETE, 0.03), (kit.FOAM, 0.1), (kit.BRICK, 0.03))
    )
    outer, inner = 2500.0 * 920.0 * 0.01, 1800.0 * 1050.0 * 0.01
    assert chain.capacity.tolist() == pytest.approx([outer] * 3 + [inner] * 3)
    middle = 0.005 / 1.74 + 0.1 / 0.04 + 0.005 / 0.81
    assert chain.conductance[3] == pytest.approx(1.0 / middle)
    assert chain.conductance[0] == pytest.approx(1.74 / 0.005)
    assert chain.conductance[-1] == pytest.approx(0.81 / 0.005)


def test_soil_behind_lies_outside(kit):
    (soil,) = kit.layered("soil", (kit.SOIL, 0.5)).layers
    chain = discretise_construction(kit.SLAB, (soil,))
    assert len(chain.capacity) == 50 + 12
    assert chain.capacity[0] == pytest.approx(2e6 * 0.01)
    assert chain.capacity[-1] == pytest.approx(2500.0 * 920.0 * 0.01)


def test_a_wall_cools_with_the_first_fourier_mode(kit):
    """Closed form: a slab whose faces are held at 0 decays at π²a/L²."""
    chain = discretise_construction(kit.layered("thick", (kit.BRICK, 0.25)))
    count = len(chain.capacity)
    matrix = np.diag(chain.conductance[:-1] + chain.conductance[1:])
    matrix -= np.diag(chain.conductance[1:-1], 1) + np.diag(chain.conductance[1:-1], -1)
    start = np.sin(np.pi * (np.arange(count) + 0.5) / count)
    duration = 4 * 3600.0
    after = expm(-matrix / chain.capacity[:, None] * duration) @ start
    diffusivity = 0.81 / (1800.0 * 1050.0)
    exact = np.exp(-(np.pi**2) * diffusivity / 0.25**2 * duration)
    assert after / start == pytest.approx(np.full(count, exact), rel=2e-3)
