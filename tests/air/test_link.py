"""Air between zones: a doorway by quadrature, and nothing lost on the way."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from twin.air.link import DISCHARGE_DOOR, link_flow, link_matrix, link_table
from twin.model.building import AirLink

TEMP = st.floats(-10.0, 50.0)
NAMES = ("kitchen", "hall", "bedroom", "attic")
LINKS = (
    AirLink(zone="kitchen", neighbour="hall", area=1.8, height=2.0),
    AirLink(zone="bedroom", neighbour="hall", area=1.6, height=2.0, flow=0.01),
    AirLink(zone="attic", neighbour="hall", flow=0.005),
)


@pytest.mark.parametrize("call", [link_flow, link_flow.py_func])
def test_a_doorway_passes_the_integral_of_its_speeds(call):
    """Oracle: C_D w ∫ √(2 g z ΔT/T) dz over the half above the middle."""
    width, height, warm, cool = 0.9, 2.0, 27.0, 24.0
    kelvin = 0.5 * (warm + cool) + 273.15

    def speed(level):
        return math.sqrt(2.0 * 9.80665 * level * (warm - cool) / kelvin)

    half, _ = quad(speed, 0.0, 0.5 * height)
    expected = DISCHARGE_DOOR * width * half
    assert call(width * height, height, 0.0, warm, cool) == pytest.approx(expected)
    assert call(width * height, height, 0.02, warm, cool) == pytest.approx(
        expected + 0.02
    )


@settings(deadline=None)
@given(one=TEMP, other=TEMP)
def test_it_does_not_matter_from_which_side_a_door_is_seen(one, other):
    assert link_flow(1.8, 2.0, 0.01, one, other) == link_flow(
        1.8, 2.0, 0.01, other, one
    )


def test_equal_temperatures_exchange_the_constant_flow_only():
    assert link_flow(1.8, 2.0, 0.01, 25.0, 25.0) == 0.01


def test_four_times_the_difference_drives_twice_the_air():
    """At the same mean temperature."""
    little = link_flow(1.8, 2.0, 0.0, 25.5, 24.5)
    assert link_flow(1.8, 2.0, 0.0, 27.0, 23.0) == pytest.approx(2.0 * little)


def test_links_are_found_by_the_names_of_their_zones():
    table = link_table(LINKS, NAMES)
    assert table.first.tolist() == [0, 2, 3]
    assert table.second.tolist() == [1, 1, 1]
    assert table.flow.tolist() == [0.0, 0.01, 0.005]


@pytest.mark.parametrize("call", [link_matrix, link_matrix.py_func])
def test_zones_gain_what_their_neighbours_lose(call):
    temps = np.array([33.0, 28.0, 26.0, 40.0])
    matrix = call(link_table(LINKS, NAMES), temps)
    assert np.abs(matrix.sum(axis=0)).max() < 1e-15
    assert np.abs(matrix.sum(axis=1)).max() < 1e-15
    assert matrix[0, 1] == link_flow(1.8, 2.0, 0.0, 33.0, 28.0)
    assert matrix[1, 0] == matrix[0, 1]
    assert matrix[0, 2] == 0.0
    gained = matrix @ temps
    assert abs(gained.sum()) < 1e-13
    assert gained[0] < 0.0 < gained[2]


@settings(deadline=None)
@given(temps=st.lists(TEMP, min_size=4, max_size=4))
def test_air_levels_temperatures_and_makes_none(temps):
    matrix = link_matrix(link_table(LINKS, NAMES), np.array(temps))
    gained = matrix @ np.array(temps)
    assert abs(gained.sum()) < 1e-11
    assert gained[np.argmax(temps)] <= 1e-12
    assert gained[np.argmin(temps)] >= -1e-12


def test_a_building_without_links_exchanges_nothing():
    assert not link_matrix(link_table((), NAMES), np.full(4, 20.0)).any()
