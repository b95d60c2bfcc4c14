"""What an hour as one step costs: a room against one-minute steps of its cells.

The room has constant films, so that nothing but the step differs. Its oracle shares
the cells with the code and nothing else: implicit Euler, all nodes at once, outdoors
and sun as continuous curves, a thermostat that acts at every step.
"""

import numpy as np
import pytest

from twin.ground.lanes import decay_mean
from twin.physics.conduction import discretise_construction
from twin.physics.plant import eliminate, solve_air, substitute
from twin.physics.response import (
    ERROR_BOUND,
    INSIDE,
    construction_response,
)

HOUR, STEP = 3600.0, 60.0
DAYS, KEPT = 7, 4
IN, RADIANT, OUT = 3.0, 5.0, 15.0  # W/(m²K), constant films
CAPACITY, AIR_CHANGE = 5e5, 25.0  # J/K, W/K
PEAK = 2500.0  # W, sun on the floor at noon


def outdoor(time, mean):
    return mean + 6.0 * np.sin(2.0 * np.pi * (time / 86400.0 - 0.375))


def sun(time):
    return PEAK * np.maximum(np.sin(2.0 * np.pi * (time / 86400.0 - 0.25)), 0.0)


def means(curve, hours):
    """Mean of a curve over each hour, by 240 points."""
    inside = (np.arange(240) + 0.5) / 240.0
    return curve((np.arange(hours)[:, None] + inside) * HOUR).mean(axis=1)


def parts(kit, weight):
    """Construction, area, link behind the outer face, whether the sun falls on it."""
    wall, floor = {
        "heavy": (
            kit.WALL,
            kit.layered("floor", (kit.FOAM, 0.05), (kit.CONCRETE, 0.12)),
        ),
        "light": (kit.LIGHT, kit.layered("floor", (kit.FOAM, 0.1), (kit.WOOD, 0.025))),
    }[weight]
    glass = kit.layered("glass", (kit.FOAM, 0.01))
    return ((wall, 60.0, OUT, 0.0), (floor, 40.0, 0.0, 1.0), (glass, 8.0, OUT, 0.0))


def hourly(room, mean, limits, bound):
    """Mean air temperature and plant heat of each hour, by the code under test."""
    total = DAYS * 24
    weather = means(lambda time: outdoor(time, mean), total)
    light = means(sun, total)
    responses = [construction_response(one[0], (), bound) for one in room]
    memory = [np.zeros(len(one.decay)) for one in responses]
    for number, one in enumerate(responses):
        memory[number] = one.gain.sum(axis=1) * mean / (1.0 - one.decay)
    films = sum(area * IN for _, area, _, _ in room) + AIR_CHANGE
    left, average = decay_mean(films * HOUR / CAPACITY)
    slow = films * average / (1.0 - average)
    start, temps, heats = mean, np.zeros(total), np.zeros(total)
    for hour in range(total):
        star = sum(area * RADIANT for _, area, _, _ in room)
        matrix = np.diag([star, films + slow])
        right = np.array([0.0, AIR_CHANGE * weather[hour] + slow * start])
        faces = []
        for (_, area, link, share), one, old in zip(
            room, responses, memory, strict=True
        ):
            pair = one.through + np.diag([IN + RADIANT, link])
            push = one.gain.T @ old
            push = push + np.array([share * light[hour] / area, link * weather[hour]])
            inverse = np.linalg.inv(pair)
            film = np.array([RADIANT, IN])
            matrix -= area * np.outer(film, film) * inverse[INSIDE, INSIDE]
            right += area * film * (inverse @ push)[INSIDE]
            faces.append((inverse, push))
        system, side = matrix[:, :, None].copy(), right[:, None].copy()
        state = np.zeros((4, 1, 1))
        work = np.zeros((1, 1, 1)), np.zeros((1, 1))
        eliminate(system, side, 1)
        air = np.array([start, left, average]).reshape(3, 1, 1)
        held = np.array(limits, float).reshape(4, 1, 1)
        solve_air(system, side, air, held, state, *work)
        substitute(system, side, 1)
        warm, temps[hour] = side[0, 0], side[1, 0]
        heats[hour] = state[1, 0, 0]
        for number, (one, (inverse, push)) in enumerate(
            zip(responses, faces, strict=True)
        ):
            near = np.array([RADIANT * warm + IN * temps[hour], 0.0])
            memory[number] = one.decay * memory[number]
            memory[number] += one.gain @ (inverse @ (push + near))
        settled = (temps[hour] - average * start) / (1.0 - average)
        start = settled + (start - settled) * left
    return temps[-24 * KEPT :], heats[-24 * KEPT :]


def network(room):
    """Conductances between all nodes, capacities, outdoor links, and sun by node.

    Nodes are air, star, then for each element its inner face, cells and outer face.
    """
    chains = [discretise_construction(one[0]) for one in room]
    size = 2 + sum(len(chain.capacity) + 2 for chain in chains)
    matrix, capacity = np.zeros((size, size)), np.zeros(size)
    outer, light = np.zeros(size), np.zeros(size)

    def link(one, other, value):
        matrix[one, one] += value
        matrix[other, other] += value
        matrix[one, other] -= value
        matrix[other, one] -= value

    capacity[0], outer[0] = CAPACITY, AIR_CHANGE
    first = 2
    for (_, area, behind, share), chain in zip(room, chains, strict=True):
        link(first, 0, IN * area)
        link(first, 1, RADIANT * area)
        light[first] = share
        for number, value in enumerate(chain.conductance[::-1]):
            link(first + number, first + number + 1, value * area)
        cells = len(chain.capacity)
        capacity[first + 1 : first + 1 + cells] = chain.capacity[::-1] * area
        first += cells + 2
        outer[first - 1] = behind * area
    return matrix + np.diag(outer), capacity, outer, light


def fine(room, mean, limits):
    """The same by one-minute steps; the plant is ideal and acts at once."""
    matrix, capacity, outer, light = network(room)
    system = matrix + np.diag(capacity / STEP)
    free = np.linalg.inv(system)
    reply = free[:, 0]
    steps = round(HOUR / STEP)
    total = DAYS * 24 * steps
    time = (np.arange(total) + 1.0) * STEP
    weather, rays = outdoor(time, mean), sun(time)
    nodes = np.full(len(capacity), mean)
    temps, heats = np.zeros(total), np.zeros(total)
    for step in range(total):
        nodes = free @ (
            capacity / STEP * nodes + outer * weather[step] + light * rays[step]
        )
        goal = np.clip(nodes[0], limits[0], limits[1])
        heats[step] = (goal - nodes[0]) / reply[0]
        nodes = nodes + reply * heats[step]
        temps[step] = nodes[0]
    return tuple(
        one.reshape(-1, steps).mean(axis=1)[-24 * KEPT :] for one in (temps, heats)
    )


@pytest.fixture(params=["heavy", "light"])
def room(request, kit):
    return request.param, parts(kit, request.param)


FLOAT = (-99.0, 99.0, 0.0, 0.0)
IDEAL = (20.0, 26.0, -1e9, 1e9)


@pytest.mark.parametrize("bound", [0.0, ERROR_BOUND])
def test_a_floating_room_swings_as_in_minutes(room, bound):
    """Heavy: 0.02 K rms of a swing of 2.4 K; light: 0.6 K of 24 K, ahead in time."""
    weight, elements = room
    ours, _ = hourly(elements, 24.0, FLOAT, bound)
    exact, _ = fine(elements, 24.0, FLOAT)
    error = ours - exact
    close = 0.012 if weight == "heavy" else 0.026
    assert np.sqrt(np.mean(error**2)) < close * np.ptp(exact)
    assert abs(error.mean()) < 2e-3
    assert np.ptp(ours) == pytest.approx(np.ptp(exact), rel=0.05)


CASES = {
    ("heavy", 24.0, "cooling"): 1e-3,
    ("heavy", 8.0, "heating"): 1e-3,
    ("light", 24.0, "cooling"): 0.01,
    ("light", 8.0, "heating"): 0.04,
    ("light", 8.0, "cooling"): 0.08,
}


@pytest.mark.parametrize("mean", [24.0, 8.0])
def test_an_ideal_load_needs_what_it_needs_in_minutes(room, mean):
    """Days that cool only or heat only are met; days of both are a little low."""
    weight, elements = room
    _, ours = hourly(elements, mean, IDEAL, ERROR_BOUND)
    _, exact = fine(elements, mean, IDEAL)
    for name, sign in (("heating", 1.0), ("cooling", -1.0)):
        need = np.maximum(sign * ours, 0.0)
        expected = np.maximum(sign * exact, 0.0)
        close = CASES.get((weight, mean, name))
        if close is None:
            assert need.sum() == pytest.approx(expected.sum(), abs=1e-3)
        else:
            assert need.sum() == pytest.approx(expected.sum(), rel=close)
            assert need.max() == pytest.approx(expected.max(), rel=0.08)
