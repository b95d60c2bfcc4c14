"""Films: published coefficients, their direction, and exact long-wave exchange."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.ground.constants import GRAVITY, HEAT_CAPACITY_AIR, STEFAN_BOLTZMANN
from twin.model.material import Roughness
from twin.physics.films import (
    FILM_LEAST,
    ROUGHNESS_FACTORS,
    convection_forced,
    convection_glass,
    convection_natural,
    convection_outside,
    glass_factor,
    natural_factors,
    radiation_secant,
)

TEMP = st.floats(-40.0, 80.0)
CEILING, WALL, FLOOR = 0.0, 90.0, 180.0


def natural(face, air, tilt):
    return convection_natural.py_func(face, air, *natural_factors(tilt))


@pytest.mark.parametrize(
    ("tilt", "gap", "factor"),
    [
        (WALL, 10.0, 1.31),
        (WALL, -10.0, 1.31),
        (FLOOR, 10.0, 1.52),  # warm floor: heat rises
        (FLOOR, -10.0, 0.76),
        (CEILING, -10.0, 1.52),  # cold ceiling: cold air falls
        (CEILING, 10.0, 0.76),
    ],
)
def test_published_coefficients_of_walls_floors_and_ceilings(tilt, gap, factor):
    """Walton (1983) at upright and flat faces; ASHRAE Fundamentals prints the same."""
    expected = factor * abs(gap) ** (1.0 / 3.0)
    assert natural(20.0 + gap, 20.0, tilt) == pytest.approx(expected, rel=1e-3)


def test_a_roof_outside_is_a_floor_to_the_sky():
    """The outer side of a ceiling has the factors of a floor."""
    assert natural_factors(180.0 - CEILING) == natural_factors(FLOOR)
    assert natural_factors(CEILING) == natural_factors(FLOOR)[::-1]


@pytest.mark.parametrize("tilt", [30.0, 60.0, 120.0, 150.0])
def test_slopes_follow_the_cosine(tilt):
    lean = abs(math.cos(math.radians(tilt)))
    expected = 9.482 / (7.238 - lean), 1.810 / (1.382 + lean)
    assert natural_factors(tilt) == pytest.approx(
        expected if tilt < 90.0 else expected[::-1], rel=1e-12
    )


def test_the_slightest_lean_changes_nothing():
    assert natural_factors(89.999) == pytest.approx((1.31, 1.31), rel=1e-3)
    assert natural_factors(90.001) == pytest.approx((1.31, 1.31), rel=1e-3)


@settings(deadline=None)
@given(face=TEMP, air=TEMP, tilt=st.floats(0.0, 180.0))
def test_convection_is_never_below_zero_and_grows_with_the_difference(face, air, tilt):
    near = natural(0.5 * (face + air), air, tilt)
    far = natural(face, air, tilt)
    assert 0.0 <= near <= far * (1.0 + 1e-9)


@settings(deadline=None)
@given(gap=st.floats(0.1, 60.0), tilt=st.floats(0.0, 89.0))
def test_air_that_is_stable_moves_less(gap, tilt):
    assert natural(20.0 + gap, 20.0, tilt) < natural(20.0 - gap, 20.0, tilt)


def test_an_air_at_rest_keeps_the_least_film_by_the_caller():
    assert natural(20.0, 20.0, WALL) == 0.0
    assert FILM_LEAST == 0.1


@pytest.mark.parametrize(("height", "gap"), [(1.0, 15.0), (2.0, 15.0), (0.5, 3.0)])
def test_glass_has_the_film_of_iso15099(height, gap):
    """Nusselt number by hand, air at 15 °C."""
    density = 1.2
    rayleigh = density**2 * height**3 * GRAVITY * HEAT_CAPACITY_AIR * gap
    rayleigh /= 288.15 * 1.79e-5 * 0.0252
    expected = 0.56 * rayleigh**0.25 * 0.0252 / height
    factor = glass_factor(height, density)
    assert convection_glass.py_func(20.0 - gap, 20.0, factor) == pytest.approx(expected)
    assert convection_glass.py_func(20.0 + gap, 20.0, factor) == pytest.approx(expected)
    assert rayleigh < 2.5e10  # the laminar branch holds


def test_the_film_of_a_window_of_one_metre_is_that_of_winter_ratings():
    """About 2.9 W/(m²K) at 15 K, the order of the 3.6 of EN 673 without its reserve."""
    factor = glass_factor(1.0, 1.2)
    assert factor == pytest.approx(1.443, rel=1e-3)
    assert convection_glass(5.0, 20.0, factor) == pytest.approx(2.84, abs=0.01)


def test_high_glass_has_thinner_convection():
    """h ∝ H^(−1/4)."""
    assert glass_factor(16.0, 1.2) == pytest.approx(0.5 * glass_factor(1.0, 1.2))


@pytest.mark.parametrize(
    ("wind", "onto", "behind"),
    [(1.0, 3.26, 3.55), (2.0, 6.041, 5.445), (5.0, 13.66, 9.584), (10.0, 25.31, 14.70)],
)
def test_wind_moves_heat_as_measured_in_mowitt(wind, onto, behind):
    """Yazdanian and Klems (1994), table 2: 3.26 V^0.89 and 3.55 V^0.617."""
    assert float(convection_forced(wind, 1.0)) == pytest.approx(onto, rel=1e-3)
    assert float(convection_forced(wind, 0.0)) == pytest.approx(behind, rel=1e-3)


def test_no_wind_no_forced_part_and_arrays_pass():
    values = convection_forced(np.array([0.0, 1.0]), np.array([1.0, 0.0]))
    assert values.tolist() == [0.0, 3.55]


@settings(deadline=None)
@given(
    free=st.floats(0.0, 10.0), forced=st.floats(0.0, 40.0), rough=st.floats(1.0, 2.17)
)
def test_an_outer_face_has_at_least_each_of_its_parts(free, forced, rough):
    value = convection_outside.py_func(free, forced, rough)
    smooth = math.hypot(free, forced)
    assert value == pytest.approx(free + rough * (smooth - free), rel=1e-12)
    assert value >= max(free, forced) - 1e-12


def test_still_air_leaves_the_natural_part_whatever_the_roughness():
    for rough in ROUGHNESS_FACTORS.values():
        assert convection_outside.py_func(2.5, 0.0, rough) == pytest.approx(2.5)
        assert convection_outside.py_func(0.0, 8.0, rough) == pytest.approx(8.0 * rough)


def test_roughness_multiplies_as_walton_says():
    assert [ROUGHNESS_FACTORS[one] for one in Roughness] == [
        2.17, 1.67, 1.52, 1.13, 1.11, 1.0,
    ]  # fmt: skip


@settings(deadline=None)
@given(face=TEMP, other=TEMP)
def test_the_secant_makes_fourth_powers_exact(face, other):
    heat = radiation_secant.py_func(face, other) * (face - other)
    power = STEFAN_BOLTZMANN * ((face + 273.15) ** 4 - (other + 273.15) ** 4)
    assert heat == pytest.approx(power, rel=1e-9, abs=1e-9)
    assert radiation_secant.py_func(face, other) == radiation_secant.py_func(
        other, face
    )


def test_equal_temperatures_have_the_tangent():
    assert radiation_secant.py_func(20.0, 20.0) == pytest.approx(
        4.0 * STEFAN_BOLTZMANN * 293.15**3
    )


def test_compiled_films_do_as_the_plain_ones():
    cases = (
        (convection_natural, (24.0, 20.0, 0.76, 1.52)),
        (convection_natural, (16.0, 20.0, 0.76, 1.52)),
        (convection_glass, (8.0, 20.0, 1.44)),
        (convection_outside, (2.0, 9.0, 1.67)),
        (radiation_secant, (35.0, -8.0)),
    )
    for function, values in cases:
        assert function(*values) == pytest.approx(function.py_func(*values), rel=1e-13)
