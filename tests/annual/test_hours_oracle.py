"""The kernel against slow solutions of the full network, written independently."""

import dataclasses

import numpy as np
import pytest
from scipy.linalg import expm

from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.physics.reduction import reduce_network

WARM_UP = 720  # the kernel repeats December before it starts


def _outdoors(line, hour):
    """Boundary temperatures at the start and at the end of an hour."""
    ends = np.array([line.climate.temp_outdoor, line.climate.temp_ground])
    return ends[:, hour - 1], ends[:, hour]


def _exchange(line):
    """Heat flow of outdoor air per kelvin, and its mean temperature."""
    per_kelvin = line.hours.flow_outdoor * line.climate.density[:, None]
    ends = line.climate.temp_outdoor
    return per_kelvin * HEAT_CAPACITY_AIR, 0.5 * (ends + np.roll(ends, 1))


def _start(line):
    """Steady state of the full network at the mean outdoors."""
    means = [line.climate.temp_outdoor.mean(), line.climate.temp_ground.mean()]
    drive = line.network.gain[:, :2] @ np.array(means)
    return np.linalg.solve(line.network.conductance, drive)


def _follow_exact(line):
    """Air at the mean and the end of each hour for the kernel's own hourly heats.

    One matrix exponential of state, inputs and integral; no modes, no phi functions.
    """
    network, zones = line.network, line.network.zones
    count, inputs = network.gain.shape
    rate = -network.conductance / network.capacity[:, None]
    push = network.gain / network.capacity[:, None]
    size = count + 2 * inputs
    block = np.zeros((size + count, size + count))
    block[:count, :count] = rate
    block[:count, count : count + inputs] = push
    block[count : count + inputs, count + inputs : size] = np.eye(inputs) / 3600.0
    block[size:, :count] = np.eye(count) / 3600.0
    step = expm(block * 3600.0)[:, :size]
    per_kelvin, supply = _exchange(line)
    air = line.hours.heating - line.hours.cooling
    air = air + per_kelvin * (supply[:, None] - line.hours.temp_air)
    outer = line.drive.heat_outer.shape[1]
    means, ends = np.empty((8760, zones)), np.empty((8760, zones))
    state = _start(line)
    for number in range(-WARM_UP, 8760):
        hour = number % 8760
        start, end = _outdoors(line, hour)
        heat = np.concatenate(
            [
                line.drive.heat_outer[hour],
                line.drive.heat_air[hour] + air[hour],
                line.drive.heat_radiant[hour],
            ]
        )
        assert len(heat) == outer + 2 * zones
        before = np.concatenate([start, heat])
        change = np.concatenate([end - start, 0.0 * heat])
        after = step @ np.concatenate([state, before, change])
        state = after[:count]
        middle = np.concatenate([0.5 * (start + end), heat])
        final = np.concatenate([end, heat])
        means[hour] = (network.output @ after[size:] + network.through @ middle)[:zones]
        ends[hour] = (network.output @ state + network.through @ final)[:zones]
    return means, ends


def _follow_minutes(line, hours):
    """Mean air temperatures with air exchanged every minute, implicit Euler."""
    network, zones = line.network, line.network.zones
    per_kelvin, _ = _exchange(line)
    plant = line.hours.heating - line.hours.cooling
    outer = line.drive.heat_outer.shape[1]
    air = slice(2 + outer, 2 + outer + zones)
    read = network.output[:zones]
    assert np.allclose(network.through[:zones], 0.0)  # air has a mass of its own
    means = np.empty((hours, zones))
    state = _start(line)
    for number in range(-WARM_UP, hours):
        hour = number % 8760
        start, end = _outdoors(line, hour)
        cool = per_kelvin[hour]
        matrix = network.conductance + (read.T * cool) @ read
        matrix = matrix + np.diag(network.capacity / 60.0)
        inverse = np.linalg.inv(matrix)
        heat = np.concatenate(
            [
                line.drive.heat_outer[hour],
                line.drive.heat_air[hour] + plant[hour],
                line.drive.heat_radiant[hour],
            ]
        )
        known = network.gain[:, 2:] @ heat
        total = np.zeros(zones)
        for minute in range(1, 61):
            now = start + (end - start) * minute / 60.0
            right = known + network.gain[:, :2] @ now
            right = right + network.gain[:, air] @ (cool * now[0])
            previous = read @ state
            state = inverse @ (right + network.capacity / 60.0 * state)
            total += 0.5 * (previous + read @ state)
        if number >= 0:
            means[hour] = total / 60.0
    return means


def test_hours_solve_the_full_network_exactly_for_the_heats_of_the_hour(lived):
    means, _ = _follow_exact(lived)
    assert lived.hours.cooling.max() > 500.0
    assert lived.hours.heating.max() > 100.0
    # the warm-up of the oracle uses the flows of December itself: forget a month
    gap = means[800:] - lived.hours.temp_air[800:]
    assert np.abs(gap).max() < 1e-6


def test_a_held_room_ends_the_hour_at_its_set_point(lived):
    _, ends = _follow_exact(lived)
    cooled = lived.hours.cooling[800:] > 0.0
    heated = lived.hours.heating[800:] > 0.0
    assert cooled.sum() > 1000
    assert heated.sum() > 50
    assert np.abs(ends[800:][cooled] - 26.0).max() < 1e-6
    assert np.abs(ends[800:][heated] - 25.0).max() < 1e-6


def test_a_weak_machine_leaves_the_room_above_its_set_point(
    call_kernel, make_zone, make_building
):
    line = call_kernel(make_building(make_zone(cooling_capacity=900.0)))
    _, ends = _follow_exact(line)
    cooled = line.hours.cooling[800:, 0] > 0.0
    above = ends[800:, 0][cooled] - 26.0
    assert above.min() > -1e-6
    assert (above > 0.1).sum() > 100


def test_air_that_is_exchanged_every_minute_gives_the_same_hours(lived):
    """The kernel takes the air of an hour at its mean; minutes say what that costs."""
    hours = 24 * 120
    means = _follow_minutes(lived, hours)
    gap = means[800:] - lived.hours.temp_air[800:hours]
    assert np.sqrt((gap**2).mean()) < 0.05


def test_the_reduced_network_gives_nearly_the_hours_of_the_full_one(
    call_kernel, house, lived
):
    reduced = call_kernel(house, reduce=reduce_network)
    assert len(reduced.system.rate) < len(lived.system.rate)
    gap = reduced.hours.temp_operative - lived.hours.temp_operative
    assert np.sqrt((gap**2).mean()) < 0.25
    assert reduced.hours.cooling.sum() == pytest.approx(
        lived.hours.cooling.sum(), rel=0.02
    )


def test_the_means_of_the_year_solve_the_steady_network(lived):
    """Heat of the year: what is stored over it is nothing beside what went through."""
    network, zones = lived.network, lived.network.zones
    per_kelvin, supply = _exchange(lived)
    air = lived.hours.heating - lived.hours.cooling
    air = air + per_kelvin * (supply[:, None] - lived.hours.temp_air)
    heats = np.concatenate(
        [
            lived.drive.heat_outer.mean(axis=0),
            (lived.drive.heat_air + air).mean(axis=0),
            lived.drive.heat_radiant.mean(axis=0),
        ]
    )
    outdoors = [supply.mean(), lived.climate.temp_ground.mean()]
    inputs = np.concatenate([outdoors, heats])
    state = np.linalg.solve(network.conductance, network.gain @ inputs)
    output = network.output @ state + network.through @ inputs
    assert output[:zones] == pytest.approx(lived.hours.temp_air.mean(axis=0), abs=0.02)
    assert output[2 * zones] == pytest.approx(heats.sum(), rel=1e-9)


def test_more_windows_make_the_oracle_differ(lived):
    """The oracle sees a flow that is wrong by a tenth."""
    wrong = lived.hours._replace(flow_outdoor=1.1 * lived.hours.flow_outdoor)
    means, _ = _follow_exact(dataclasses.replace(lived, hours=wrong))
    assert np.abs(means[800:] - lived.hours.temp_air[800:]).max() > 0.05
