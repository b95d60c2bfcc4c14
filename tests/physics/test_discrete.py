"""The hourly step is exact for ramped temperatures and constant heats."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from twin.physics.discrete import discretise_system, phi_functions
from twin.physics.reduction import modal_system, reduce_network

HOUR = 3600.0


def advance(hourly, state, temps, heats):
    """State at the end and mean outputs, for temperatures at both ends."""
    start, end = temps
    decay, heat, ramp, decay_mean, heat_mean, ramp_mean = hourly.step
    forced = start @ hourly.gain_temp + heats @ hourly.gain_heat
    rise = (end - start) @ hourly.gain_temp
    mean = decay_mean * state + heat_mean * forced + ramp_mean * rise
    outputs = (
        mean @ hourly.output
        + (start + end) / 2.0 @ hourly.through_temp
        + heats @ hourly.through_heat
    )
    return decay * state + heat * forced + ramp * rise, outputs


@pytest.fixture(scope="module")
def system(two_storeys):
    return reduce_network(two_storeys)


@pytest.fixture
def inputs(system, rng):
    count = system.gain.shape[1] - 2
    return (
        np.array([[24.0, 26.0], [29.0, 26.1]]),
        rng.uniform(-500.0, 2000.0, count),
    )


def test_one_hour_of_the_network_agrees_with_an_augmented_matrix_exponential(
    two_storeys, inputs
):
    """Oracle: node temperatures, their integral, the ramp and one as states of a big
    matrix. It starts settled under other inputs, so that no mode needs a name."""
    (start, end), heats = inputs
    count = len(two_storeys.capacity)
    scale = two_storeys.capacity
    before = np.concatenate([[18.0, 25.0], heats[::-1] / 3.0])
    now = np.concatenate([start, heats])
    rise = two_storeys.gain[:, :2] @ (end - start)
    big = np.zeros((2 * count + 2, 2 * count + 2))
    big[:count, :count] = -two_storeys.conductance / scale[:, None]
    big[count : 2 * count, :count] = np.eye(count)
    big[:count, -2] = rise / scale
    big[:count, -1] = two_storeys.gain @ now / scale
    big[-2, -1] = 1.0 / HOUR
    nodes = np.zeros(2 * count + 2)
    nodes[:count] = np.linalg.solve(two_storeys.conductance, two_storeys.gain @ before)
    nodes[-1] = 1.0
    after = expm(big * HOUR) @ nodes
    middle = np.concatenate([(start + end) / 2.0, heats])
    mean = two_storeys.output @ after[count : 2 * count] / HOUR
    mean += two_storeys.through @ middle
    last = two_storeys.output @ after[:count]
    last += two_storeys.through @ np.concatenate([end, heats])

    modal = modal_system(two_storeys)
    state = -(modal.gain @ before) / modal.rate
    state, outputs = advance(discretise_system(modal), state, (start, end), heats)
    assert outputs == pytest.approx(mean, rel=1e-8)
    reached = modal.output @ state + modal.through @ np.concatenate([end, heats])
    assert reached == pytest.approx(last, rel=1e-8)


def test_one_hour_agrees_with_a_numerical_integration(system, inputs):
    """Oracle: an adaptive integrator that knows nothing of φ functions."""
    (start, end), heats = inputs
    state = np.linspace(-1.0, 1.0, len(system.rate)) * 1e4

    def slope(time, x):
        temps = start + (end - start) * time / HOUR
        return system.rate * x + system.gain @ np.concatenate([temps, heats])

    def both(time, y):
        x = y[: len(state)]
        return np.concatenate([slope(time, x), x])

    solved = solve_ivp(
        both,
        (0.0, HOUR),
        np.concatenate([state, np.zeros_like(state)]),
        method="Radau",
        rtol=1e-10,
        atol=1e-7,
    )
    final, integral = np.split(solved.y[:, -1], 2)
    middle = np.concatenate([(start + end) / 2.0, heats])
    expected = system.output @ (integral / HOUR) + system.through @ middle
    after, outputs = advance(discretise_system(system), state, (start, end), heats)
    scale = np.abs(final).max()
    assert after == pytest.approx(final, rel=1e-7, abs=1e-7 * scale)
    assert outputs == pytest.approx(expected, rel=1e-6)


def test_two_half_hours_are_one_hour(system, inputs):
    """The ramp too: its middle is the end of the first half."""
    (start, end), heats = inputs
    whole = discretise_system(system)
    half = discretise_system(system, HOUR / 2.0)
    state = np.linspace(1.0, -1.0, len(system.rate)) * 1e4
    middle = (start + end) / 2.0
    once, mean = advance(whole, state, (start, end), heats)
    first, mean_first = advance(half, state, (start, middle), heats)
    twice, mean_second = advance(half, first, (middle, end), heats)
    assert twice == pytest.approx(once, rel=1e-10, abs=1e-6)
    assert (mean_first + mean_second) / 2.0 == pytest.approx(mean, rel=1e-10)


def test_a_settled_building_stays_settled(system, rng):
    temps = np.array([27.0, 25.0])
    heats = rng.uniform(0.0, 1000.0, system.gain.shape[1] - 2)
    both = np.concatenate([temps, heats])
    state = -(system.gain @ both) / system.rate
    after, outputs = advance(discretise_system(system), state, (temps, temps), heats)
    static = system.through - system.output @ (system.gain / system.rate[:, None])
    assert after == pytest.approx(state, rel=1e-12)
    assert outputs == pytest.approx(static @ both, rel=1e-9)


def test_answers_tell_what_a_watt_in_the_air_does(system):
    """The heats are outer faces, then air, then radiant; columns are zones."""
    hourly = discretise_system(system)
    zones, outer = hourly.zones, hourly.outer
    assert outer == system.gain.shape[1] - 2 - 2 * zones
    temps = np.zeros(2)
    for zone in range(zones):
        heats = np.zeros(system.gain.shape[1] - 2)
        heats[outer + zone] = 1.0
        state, outputs = advance(
            hourly, np.zeros(len(system.rate)), (temps, temps), heats
        )
        end = system.output @ state + system.through[:, 2:] @ heats
        assert hourly.answer_mean[:, zone] == pytest.approx(outputs, rel=1e-12)
        assert hourly.answer_end[:, zone] == pytest.approx(end[:zones], rel=1e-12)
        assert hourly.answer_end[zone, zone] > hourly.answer_mean[zone, zone] > 0.0


def exact_phi(z, order):
    """The defining series in exact rational arithmetic."""
    ratio, term = Fraction(z), Fraction(1, math.factorial(order))
    total = Fraction(0)
    for step in range(1, 60):
        total += term
        term = term * ratio / (step + order)
    return float(total)


@settings(deadline=None)
@given(z=st.integers(-512, 0).map(lambda part: part / 64.0))
def test_phi_functions_are_their_series(z):
    for order, value in enumerate(phi_functions(z), start=1):
        assert float(value) == pytest.approx(exact_phi(z, order), rel=2e-13)


@settings(deadline=None)
@given(z=st.floats(-1e4, -1e-9))
def test_phi_functions_obey_their_recurrence_and_shrink(z):
    one, two, three = (float(value) for value in phi_functions(z))
    assert z * one + 1.0 == pytest.approx(math.exp(z), rel=1e-9, abs=1e-13)
    assert z * two + 1.0 == pytest.approx(one, rel=1e-9, abs=1e-13)
    assert z * three + 0.5 == pytest.approx(two, rel=1e-9, abs=1e-13)
    assert 0.0 < three < two < one <= 1.0


def test_phi_functions_at_zero_and_across_the_switch():
    assert [float(value) for value in phi_functions(0.0)] == pytest.approx(
        [1.0, 0.5, 1.0 / 6.0]
    )
    below, above = phi_functions(-1.0 + 1e-12), phi_functions(-1.0 - 1e-12)
    for left, right in zip(below, above, strict=True):
        assert float(left) == pytest.approx(float(right), rel=1e-11)
    assert [value.shape for value in phi_functions(np.zeros((2, 3)))] == [(2, 3)] * 3
