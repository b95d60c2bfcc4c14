"""The reduced system keeps static gains, heat and what an hour can tell."""

import numpy as np
import pytest
from scipy.linalg import expm, solve_continuous_lyapunov

from twin.physics.discrete import discretise_system
from twin.physics.reduction import ERROR_BOUND, modal_system, reduce_network

HOURS = 24 * 14
BOUNDS = (0.2, 0.05, ERROR_BOUND, 0.005)


def static(system):
    return system.through - system.output @ (system.gain / system.rate[:, None])


def transfer(system, frequency):
    """Outputs for a unit of each input at an angular frequency."""
    share = 1.0 / (1j * frequency - system.rate)
    return system.through + system.output @ (share[:, None] * system.gain)


def dense(network, frequency):
    """The same from the full matrices."""
    system = 1j * frequency * np.diag(network.capacity) + network.conductance
    return network.through + network.output @ np.linalg.solve(system, network.gain)


def drives(network, rng):
    """Two weeks as a year has them: days, passing weather, sun, people [°C, W]."""
    hour = np.arange(HOURS + 1)
    slow = np.cumsum(rng.normal(0.0, 0.5, HOURS + 1))
    day = np.sin(2.0 * np.pi * (hour - 9.0) / 24.0)
    temps = np.stack([26.0 + 4.0 * day + slow - slow.mean(), np.full(HOURS + 1, 25.0)])
    sun = np.maximum(np.sin(2.0 * np.pi * (hour[:-1] - 6.0) / 24.0), 0.0)
    clouds = rng.uniform(0.2, 1.0, HOURS)
    faces = [300.0 * one.area * sun * clouds for one in network.outer]
    zones = network.zones
    people = [rng.choice([0.0, 1500.0], HOURS) for _ in range(zones)]
    glass = [2000.0 * sun * clouds for _ in range(zones)]
    return temps, np.stack([*faces, *people, *glass])


def simulate(system, temps, heats):
    """Mean outputs of each hour, started settled on the first hour."""
    hourly = discretise_system(system)
    first = np.concatenate([temps[:, 0], heats.mean(axis=1)])
    state = -(system.gain @ first) / system.rate
    decay, heat, ramp, decay_mean, heat_mean, ramp_mean = hourly.step
    means, ends = [], [state]
    for hour in range(heats.shape[1]):
        start = temps[:, hour]
        change = temps[:, hour + 1] - start
        forced = start @ hourly.gain_temp + heats[:, hour] @ hourly.gain_heat
        rise = change @ hourly.gain_temp
        mean = decay_mean * state + heat_mean * forced + ramp_mean * rise
        state = decay * state + heat * forced + ramp * rise
        means.append(
            mean @ hourly.output
            + (start + change / 2.0) @ hourly.through_temp
            + heats[:, hour] @ hourly.through_heat
        )
        ends.append(state)
    return np.array(means), np.array(ends)


@pytest.mark.parametrize("bound", BOUNDS)
def test_static_gains_are_those_of_the_full_network(two_storeys, bound):
    system = reduce_network(two_storeys, bound)
    full = dense(two_storeys, 0.0).real
    assert static(system) == pytest.approx(full, rel=1e-9, abs=1e-9)


def test_the_modal_form_is_the_network(two_storeys):
    system = modal_system(two_storeys)
    assert len(system.rate) == system.full_order == len(two_storeys.capacity)
    for frequency in (1e-7, 7.27e-5, 1e-3):
        assert transfer(system, frequency) == pytest.approx(
            dense(two_storeys, frequency), rel=1e-8, abs=1e-11
        )


@pytest.mark.parametrize("bound", [*BOUNDS, 0.9])
def test_every_mode_decays_without_ringing(two_storeys, bound):
    system = reduce_network(two_storeys, bound)
    assert system.rate.dtype == np.float64
    assert system.rate.max() < 0.0
    assert system.rate.min() >= modal_system(two_storeys).rate.min() * (1.0 + 1e-9)


def test_a_tighter_bound_takes_more_states_and_none_takes_too_many(two_storeys):
    systems = [reduce_network(two_storeys, bound) for bound in BOUNDS]
    orders = [len(one.rate) for one in systems]
    assert orders == sorted(orders)
    assert orders[0] < orders[-1] < systems[0].full_order
    for one, bound in zip(systems, BOUNDS, strict=True):
        assert 0.0 < one.bound <= bound
    assert sorted((one.bound for one in systems), reverse=True) == [
        one.bound for one in systems
    ]


@pytest.mark.parametrize("bound", BOUNDS)
def test_heat_in_less_heat_out_is_the_change_of_what_is_stored(two_storeys, rng, bound):
    system = reduce_network(two_storeys, bound)
    temps, heats = drives(two_storeys, rng)
    means, ends = simulate(system, temps, heats)
    entered = heats.sum(axis=0) * 3600.0
    left = means[:, -1] * 3600.0
    stored = np.diff(ends @ system.storage)
    scale = np.abs(entered).mean()
    assert np.abs(entered - left - stored).max() / scale < 1e-9


def test_stored_heat_of_the_full_network_is_capacity_times_temperature(
    two_storeys, rng
):
    """The identity above holds for any mode that closes it; this one names it."""
    system = modal_system(two_storeys)
    inputs = rng.normal(size=two_storeys.gain.shape[1])
    state = -(system.gain @ inputs) / system.rate
    nodes = np.linalg.solve(two_storeys.conductance, two_storeys.gain @ inputs)
    assert state @ system.storage == pytest.approx(
        float(two_storeys.capacity @ nodes), rel=1e-9
    )


def test_hourly_air_of_two_weeks_stays_with_the_full_network(two_storeys, rng):
    temps, heats = drives(two_storeys, rng)
    full, _ = simulate(modal_system(two_storeys), temps, heats)
    errors = []
    for bound in BOUNDS:
        means, _ = simulate(reduce_network(two_storeys, bound), temps, heats)
        gap = means[:, :4] - full[:, :4]
        errors.append(float(np.sqrt((gap**2).mean(axis=0)).max()))
    assert errors[BOUNDS.index(ERROR_BOUND)] < 0.05
    assert errors[-1] < errors[0]
    assert errors == sorted(errors, reverse=True)


def test_truncation_keeps_its_bound_at_every_frequency(two_storeys):
    """Oracle: the weighed ports and their Gramian built here by a Lyapunov solver."""
    root = np.sqrt(two_storeys.capacity)[:, None]
    symmetric = -two_storeys.conductance / root / root.T
    air = 2.5 * np.diag(two_storeys.conductance)[:2]
    faces = [150.0 * one.area for one in two_storeys.outer]
    swing = np.concatenate([[5.0, 2.0], faces, air, air])
    inputs = two_storeys.gain / root * swing
    outputs = two_storeys.output[:-1].T / root
    weights = np.linalg.norm(inputs), np.linalg.norm(outputs)
    ports = np.hstack([inputs / weights[0], outputs / weights[1]])
    gramian = solve_continuous_lyapunov(symmetric, -ports @ ports.T)
    hankel = np.linalg.eigvalsh(gramian)[::-1]
    for bound in BOUNDS:
        system = reduce_network(two_storeys, bound)
        tail = 2.0 * hankel[len(system.rate) :].sum()
        assert system.bound == pytest.approx(tail / hankel[0], rel=1e-6)
        for frequency in np.logspace(-8, -2, 25):
            gap = transfer(system, frequency) - dense(two_storeys, frequency)
            scaled = gap[:-1] * swing / weights[0] / weights[1]
            assert np.linalg.norm(scaled, 2) <= tail


def test_a_daily_wave_outdoors_arrives_indoors_as_in_the_full_network(two_storeys):
    """Of 5 K outdoors, air and star miss less than 0.02 K."""
    day = 2.0 * np.pi / 86_400.0
    full = dense(two_storeys, day)[:4, 0]
    reduced = transfer(reduce_network(two_storeys), day)[:4, 0]
    assert 5.0 * np.abs(reduced - full).max() < 0.02


def test_full_network_follows_the_matrix_exponential(two_storeys):
    """Oracle: the dense matrices, not the modes, over five hours of constant heat."""
    inputs = np.zeros(two_storeys.gain.shape[1])
    inputs[0], inputs[-4] = 10.0, 800.0
    system = modal_system(two_storeys)
    rate = -two_storeys.conductance / two_storeys.capacity[:, None]
    settled = np.linalg.solve(two_storeys.conductance, two_storeys.gain @ inputs)
    nodes = settled - expm(rate * 5 * 3600.0) @ settled
    expected = two_storeys.output @ nodes + two_storeys.through @ inputs
    forced = system.gain @ inputs
    state = np.expm1(system.rate * 5 * 3600.0) / system.rate * forced
    actual = system.output @ state + system.through @ inputs
    assert actual == pytest.approx(expected, rel=1e-8)
