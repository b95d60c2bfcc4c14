"""Films, window resistance and the angular response of glass."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from twin.physics.films import (
    TRANSMISSION_DIFFUSE,
    Films,
    films_by_climate,
    radiation_coefficient,
    resistance_window,
    transmission_incidence,
)


def test_glass_lets_all_through_at_normal_and_nothing_at_grazing_or_behind():
    values = transmission_incidence(np.array([1.0, 0.0, -0.3]), 0.7)
    assert values.tolist() == pytest.approx([0.7, 0.0, 0.0])


def test_glass_at_sixty_degrees_is_one_less_tan_of_thirty_to_the_fourth():
    expected = 0.8 * (1.0 - math.tan(math.radians(30.0)) ** 4)
    assert float(transmission_incidence(0.5, 0.8)) == pytest.approx(expected)
    assert expected == pytest.approx(0.8 * 8.0 / 9.0)


@settings(deadline=None)
@given(first=st.floats(0.0, 1.0), second=st.floats(0.0, 1.0))
def test_steeper_sun_gets_in_less(first, second):
    low, high = sorted((first, second))
    assert transmission_incidence(low, 1.0) <= transmission_incidence(high, 1.0)


def test_the_diffuse_constant_is_the_hemispherical_mean():
    """Two ways: by quadrature over angles, and in closed form 12 − 16 ln 2."""
    mean, _ = quad(
        lambda angle: (
            float(transmission_incidence(math.cos(angle), 1.0)) * math.sin(2.0 * angle)
        ),
        0.0,
        math.pi / 2.0,
    )
    assert pytest.approx(mean, abs=5e-7) == TRANSMISSION_DIFFUSE
    assert pytest.approx(12.0 - 16.0 * math.log(2.0), abs=5e-7) == TRANSMISSION_DIFFUSE


@pytest.mark.parametrize("u_value", [5.8, 2.6, 1.1])
def test_a_window_with_its_inside_film_has_its_rated_transmittance(u_value):
    assert 1.0 / (resistance_window(u_value) + 0.13) == pytest.approx(u_value)


def test_a_window_without_resistance_keeps_a_little():
    assert resistance_window(9.0) == 0.02


@pytest.mark.parametrize(
    ("tilt", "expected"), [(0.0, 0.7), (30.0, 0.7), (90.0, 2.5), (180.0, 0.7)]
)
def test_inside_films_follow_the_direction_of_heat(tilt, expected):
    assert Films(convection_outside=8.0).inside(tilt) == expected


def test_a_warm_year_presses_heat_down_and_a_cold_one_lets_it_rise():
    assert films_by_climate(2.0, 25.0).inside(0.0) == 0.7
    assert films_by_climate(2.0, 8.0).inside(0.0) == 5.0
    assert films_by_climate(2.0, 8.0).convection_outside == 12.0


def test_standard_inside_and_outside_resistances_follow_from_the_films():
    """EN ISO 6946: 0.13 for walls, 0.04 outside at 4 m/s, 0.10 up and 0.17 down."""
    black = radiation_coefficient(0.9)
    cold, warm = films_by_climate(4.0, 5.0), films_by_climate(4.0, 25.0)
    assert round(1.0 / (cold.inside(90.0) + black), 2) == 0.13
    assert round(1.0 / (cold.inside(0.0) + black), 2) == 0.10
    assert round(1.0 / (warm.inside(0.0) + black), 2) == 0.17
    assert round(1.0 / (cold.convection_outside + black), 2) == 0.04
