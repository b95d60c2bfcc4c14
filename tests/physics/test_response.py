"""The hourly two-port of an element: exact, conserving, reciprocal, and reducible."""

import cmath
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve_discrete_lyapunov

from twin.physics.conduction import Chain, discretise_construction
from twin.physics.response import (
    ERROR_BOUND,
    INSIDE,
    OUTSIDE,
    construction_response,
    full_response,
    reduce_response,
)

HOUR = 3600.0


def constructions(kit):
    """Kinds of elements: heavy, light, insulated, thin, thick, with soil."""
    concrete = (kit.CONCRETE, 0.1)
    return {
        "wall": kit.WALL,
        "roof": kit.ROOF,
        "slab": kit.SLAB,
        "light": kit.LIGHT,
        "plaster": kit.layered("plaster", (kit.PLASTER, 0.02)),
        "thick": kit.layered("thick", (kit.CONCRETE, 0.6)),
        "soil": kit.layered("floor", (kit.SOIL, 0.5), (kit.FOAM, 0.05), concrete),
    }


NAMES = ("wall", "roof", "slab", "light", "plaster", "thick", "soil")


@pytest.fixture(params=NAMES)
def construction(request, kit):
    return constructions(kit)[request.param]


def run(response, faces):
    """Mean flows into the element at both faces, and the last state."""
    state = np.zeros(len(response.decay))
    flows = []
    for both in faces:
        flows.append(response.through @ both - response.gain.T @ state)
        state = response.decay * state + response.gain @ both
    return np.array(flows), state


def march(chain, faces, step=10.0):
    """The same cells by Crank and Nicolson in steps of ten seconds."""
    inner = chain.conductance[1:-1]
    matrix = np.diag(chain.conductance[:-1] + chain.conductance[1:])
    matrix = matrix - np.diag(inner, 1) - np.diag(inner, -1)
    pull = np.zeros((len(chain.capacity), 2))
    pull[-1, INSIDE], pull[0, OUTSIDE] = chain.conductance[-1], chain.conductance[0]
    inertia = np.diag(chain.capacity) / step
    solver = np.linalg.inv(inertia + matrix / 2.0)
    temps = np.zeros(len(chain.capacity))
    flows = []
    for both in faces:
        heat = np.zeros(2)
        for _ in range(round(HOUR / step)):
            before = temps
            temps = solver @ (inertia @ before - matrix @ before / 2.0 + pull @ both)
            ends = 0.5 * (before + temps)[[-1, 0]]
            heat += chain.conductance[[-1, 0]] * (both - ends)
        flows.append(heat * step / HOUR)
    return np.array(flows)


def swing(rng, hours, pattern):
    """Hourly temperatures of both faces: noise, bang-bang, a day, or one pulse."""
    if pattern == "noise":
        return rng.normal(0.0, 5.0, (hours, 2))
    if pattern == "bang":
        return 10.0 * np.sign(rng.normal(size=(hours, 2)))
    if pattern == "day":
        day = np.sin(2.0 * np.pi * np.arange(hours) / 24.0)
        return np.stack([2.0 * day, 8.0 * np.roll(day, 3)], axis=1)
    pulse = np.zeros((hours, 2))
    pulse[0, INSIDE] = 20.0
    return pulse


@pytest.mark.parametrize("bound", [0.0, ERROR_BOUND, 1.0])
def test_static_transmittance_is_exact_in_full_and_reduced(construction, bound):
    response = construction_response(construction, error_bound=bound)
    assert response.transmittance == pytest.approx(
        1.0 / construction.resistance, rel=1e-11
    )
    faces = np.tile([20.0, -5.0], (6000, 1))
    flows, _ = run(response, faces)
    expected = 25.0 / construction.resistance
    assert flows[-1] == pytest.approx([expected, -expected], rel=1e-8)


@pytest.mark.parametrize("pattern", ["noise", "bang", "day", "pulse"])
@pytest.mark.parametrize("bound", [0.0, ERROR_BOUND, 1.0])
def test_what_enters_is_what_is_stored(construction, bound, pattern, rng):
    response = construction_response(construction, error_bound=bound)
    faces = swing(rng, 500, pattern)
    flows, state = run(response, faces)
    through = np.sum(np.abs(flows)) * HOUR
    assert abs(flows.sum() * HOUR - response.storage @ state) <= 1e-12 * through


def test_a_warm_element_holds_the_heat_of_its_layers(construction):
    """Warmed by 1 K at both faces for long: ∑ρcd, exact in full, close in reduced."""
    heat = sum(
        one.thickness * one.material.density * one.material.heat_capacity
        for one in construction.layers
    )
    for bound, close in ((0.0, 1e-9), (ERROR_BOUND, 3e-5)):
        response = construction_response(construction, error_bound=bound)
        settled = response.gain.sum(axis=1) / (1.0 - response.decay)
        assert response.storage @ settled == pytest.approx(heat, rel=close)


def test_the_ports_are_reciprocal(construction):
    """A pulse outside reaches the inside as one inside reaches the outside."""
    for bound in (0.0, ERROR_BOUND):
        response = construction_response(construction, error_bound=bound)
        assert np.array_equal(response.through, response.through.T) or (
            response.through == pytest.approx(response.through.T, rel=1e-12)
        )
        there = np.zeros((48, 2))
        back = there.copy()
        there[0, OUTSIDE], back[0, INSIDE] = 1.0, 1.0
        assert run(response, there)[0][:, INSIDE] == pytest.approx(
            run(response, back)[0][:, OUTSIDE], abs=1e-12
        )


@pytest.mark.parametrize("core", ["FOAM", "WOOL"])
@pytest.mark.parametrize("bound", [0.0, ERROR_BOUND])
def test_foil_on_foam_conserves_heat_as_well(kit, core, bound, rng):
    """Cells of a hundred microseconds beside hours: nothing may cancel."""
    foil = kit.material("foil", 200.0, 2700.0, 880.0)
    layers = (foil, 2e-5), (getattr(kit, core), 0.1), (foil, 2e-5)
    response = construction_response(kit.layered("panel", *layers), (), bound)
    faces = 20.0 + swing(rng, 200, "day")
    flows, state = run(response, faces)
    through = np.sum(np.abs(flows)) * HOUR
    assert abs(flows.sum() * HOUR - response.storage @ state) <= 1e-11 * through
    assert response.transmittance == pytest.approx(0.4, rel=1e-6)


def test_modes_decay_without_ringing(construction):
    response = construction_response(construction)
    assert np.all(response.decay >= 0.0)
    assert np.all(response.decay < 1.0)


@pytest.mark.parametrize("pattern", ["noise", "pulse"])
def test_the_full_step_is_exact_for_faces_constant_within_the_hour(
    construction, pattern, rng
):
    """Oracle: ten-second steps of the same cells by another method."""
    chain = discretise_construction(construction)
    faces = swing(rng, 12, pattern)
    flows, _ = run(full_response(chain), faces)
    expected = march(chain, faces)
    scale = np.abs(expected).max()
    assert np.abs(flows - expected).max() < 2e-4 * scale


@pytest.mark.parametrize("name", ["wall", "light", "soil"])
def test_two_half_steps_are_one_step(kit, name, rng):
    chain = discretise_construction(constructions(kit)[name])
    faces = swing(rng, 48, "noise")
    whole, _ = run(full_response(chain), faces)
    halves, _ = run(full_response(chain, HOUR / 2.0), np.repeat(faces, 2, axis=0))
    assert 0.5 * (halves[::2] + halves[1::2]) == pytest.approx(whole, abs=1e-9)


def test_a_thick_wall_answers_a_step_as_half_a_space(kit):
    r"""Closed form: :math:`q = k/\sqrt{\pi a t}`, its mean over each hour."""
    response = construction_response(kit.layered("deep", (kit.CONCRETE, 1.2)), (), 0.0)
    flows, _ = run(response, np.tile([1.0, 0.0], (25, 1)))
    effusivity = math.sqrt(1.74 * 2500.0 * 920.0)
    root = np.sqrt(HOUR * np.arange(26.0))
    exact = 2.0 * effusivity / math.sqrt(math.pi) * np.diff(root) / HOUR
    error = np.abs(flows[:, INSIDE] / exact - 1.0)
    assert error[0] < 3e-3
    assert error[1] < 2e-3
    assert error[5:].max() < 6e-4


def iso13786(construction, period):
    """Admittances of both faces and across, from the heat transfer matrix."""
    total = np.eye(2, dtype=complex)
    for layer in reversed(construction.layers):
        matter = layer.material
        heat = matter.density * matter.heat_capacity
        if heat == 0.0:
            one = np.array([[1.0, -layer.thickness / matter.conductivity], [0.0, 1.0]])
        else:
            root = cmath.sqrt(2j * math.pi / period * heat / matter.conductivity)
            z = root * layer.thickness
            slope = matter.conductivity * root
            one = np.array(
                [
                    [cmath.cosh(z), -cmath.sinh(z) / slope],
                    [-slope * cmath.sinh(z), cmath.cosh(z)],
                ]
            )
        total = one @ total
    across = -1.0 / total[0, 1]
    return np.array(
        [
            [-total[0, 0] / total[0, 1], -across],
            [-across, -total[1, 1] / total[0, 1]],
        ]
    )


def periodic(response, period, duration):
    """Mean flows for face temperatures that swing like a complex exponential."""
    turn = cmath.exp(2j * math.pi * duration / period)
    modes = response.gain.T @ (response.gain / (turn - response.decay)[:, None])
    return response.through - modes


@pytest.mark.parametrize("hours", [6.0, 24.0, 168.0, 8760.0])
def test_a_day_goes_through_a_wall_as_in_iso13786(construction, hours):
    """Closed form of layers, not cells: heat transfer matrix, EN ISO 13786, 7.2."""
    minute = full_response(discretise_construction(construction), 60.0)
    ours = periodic(minute, hours * HOUR, 60.0)
    exact = iso13786(construction, hours * HOUR)
    close = 6e-3 if hours < 24.0 else 2e-3
    assert np.abs(ours - exact).max() < close * np.abs(exact).max()


@pytest.mark.parametrize(("hours", "close"), [(24.0, 0.09), (168.0, 3e-3)])
def test_steps_of_an_hour_cost_a_few_per_cent_of_a_daily_wave(
    construction, hours, close
):
    """What the hourly step loses: faces that swing are taken as stairs.

    The stored heat of a stair is ahead by half a step, so the cost is largest where
    an element only stores: 9 % for the light wall, 3 % for heavy ones.
    """
    ours = periodic(construction_response(construction), hours * HOUR, HOUR)
    exact = iso13786(construction, hours * HOUR)
    assert np.abs(ours - exact).max() < close * np.abs(exact).max()


def test_an_element_without_mass_is_a_resistance(kit):
    response = construction_response(kit.layered("foam", (kit.FOAM, 0.08)))
    assert response.full_order == len(response.decay) == 0
    assert response.bound == 0.0
    assert response.through == pytest.approx(np.array([[0.5, -0.5], [-0.5, 0.5]]))
    assert response.transmittance == pytest.approx(0.5)


@pytest.mark.parametrize("bound", [1e-5, 1e-3, ERROR_BOUND, 0.1, 1.0])
def test_the_reduced_element_stays_within_its_bound(construction, bound):
    """At every frequency that hours can show, by the largest singular value."""
    full = construction_response(construction, error_bound=0.0)
    reduced = reduce_response(full, bound)
    assert reduced.bound <= bound
    assert len(reduced.decay) <= full.full_order == len(full.decay)
    worst = 0.0
    for angle in np.linspace(0.0, np.pi, 181):
        period = 2.0 * np.pi * HOUR / max(angle, 1e-9)
        gap = periodic(full, period, HOUR) - periodic(reduced, period, HOUR)
        worst = max(worst, np.linalg.norm(gap, 2))
    assert worst <= reduced.bound * (1.0 + 1e-6) + 1e-10


@pytest.mark.parametrize("pattern", ["noise", "bang", "day", "pulse"])
def test_reduced_flows_stay_within_the_bound_of_any_sequence(
    construction, pattern, rng
):
    """Root of the sum of squares over all hours, both faces together."""
    full = construction_response(construction, error_bound=0.0)
    for bound in (1e-3, ERROR_BOUND, 0.1):
        reduced = reduce_response(full, bound)
        faces = swing(rng, 400, pattern)
        gap = run(full, faces)[0] - run(reduced, faces)[0]
        norm = np.linalg.norm(faces)
        assert np.linalg.norm(gap) <= reduced.bound * norm + 1e-11 * norm


def test_the_worst_single_hour_stays_within_twice_the_default_bound(construction):
    """Signs chosen hour by hour against us: the sum of the whole error response."""
    full = construction_response(construction, error_bound=0.0)
    reduced = construction_response(construction)
    for port in (INSIDE, OUTSIDE):
        pulse = np.zeros((3000, 2))
        pulse[0, port] = 1.0
        gap = run(full, pulse)[0] - run(reduced, pulse)[0]
        assert np.abs(gap).sum(axis=0).max() < 2.0 * ERROR_BOUND


@pytest.mark.parametrize("bound", [1e-3, ERROR_BOUND, 0.3])
def test_states_that_are_left_out_are_settled(construction, bound):
    """Oracle: a Gramian by a Lyapunov solver, and fast states without inertia.

    What flows at once is then D − Bᵀ(1 − A)⁻¹B of the fast states, reached here by
    another way than in the code.
    """
    full = construction_response(construction, error_bound=0.0)
    reduced = reduce_response(full, bound)
    order = len(reduced.decay)
    matrix = np.diag(full.decay)
    gramian = solve_discrete_lyapunov(matrix, full.gain @ full.gain.T)
    basis = np.linalg.eigh(gramian)[1][:, ::-1]
    matrix, gain = basis.T @ matrix @ basis, basis.T @ full.gain
    fast = slice(order, None)
    rest = np.eye(len(matrix) - order) - matrix[fast, fast]
    through = full.through - gain[fast].T @ np.linalg.solve(rest, gain[fast])
    assert reduced.through == pytest.approx(through, rel=1e-8, abs=1e-8)
    drive = gain[:order] + matrix[:order, fast] @ np.linalg.solve(rest, gain[fast])
    assert reduced.gain.T @ reduced.gain == pytest.approx(
        drive.T @ drive, rel=1e-8, abs=1e-8
    )


def test_the_smallest_order_is_taken(kit):
    """One state fewer would break the limit, as the bound of each order tells."""
    full = construction_response(kit.WALL, error_bound=0.0)
    reduced = reduce_response(full, ERROR_BOUND)
    order = len(reduced.decay)
    assert order == 5
    fewer = reduce_response(full, reduced.bound + 0.2)
    assert len(fewer.decay) < order
    assert fewer.bound > ERROR_BOUND or len(fewer.decay) == order - 1
    coarser = next(
        one
        for one in (reduce_response(full, value) for value in np.geomspace(0.01, 5, 80))
        if len(one.decay) == order - 1
    )
    assert coarser.bound > ERROR_BOUND


def test_half_a_layer_twice_is_the_layer(kit):
    """The cells are the same, so all numbers are."""
    half, whole = (kit.BRICK, 0.12), (kit.BRICK, 0.24)
    one = construction_response(kit.layered("two", half, half))
    other = construction_response(kit.layered("one", whole))
    assert one.decay == pytest.approx(other.decay, rel=1e-9)
    assert one.through == pytest.approx(other.through, rel=1e-10)


def test_layers_behind_are_layers_of_the_element(kit, rng):
    (soil,) = kit.layered("soil", (kit.SOIL, 0.5)).layers
    behind = construction_response(kit.SLAB, (soil,))
    joined = kit.layered("all", (kit.SOIL, 0.5), (kit.CONCRETE, 0.12))
    faces = swing(rng, 48, "noise")
    assert run(behind, faces)[0] == pytest.approx(
        run(construction_response(joined), faces)[0], abs=1e-9
    )
    assert behind.transmittance == pytest.approx(1.0 / (0.25 + 0.12 / 1.74))


def test_an_element_turned_round_swaps_its_ports(kit, rng):
    layers = ((kit.FOAM, 0.05), (kit.CONCRETE, 0.12), (kit.PLASTER, 0.02))
    there = construction_response(kit.layered("there", *layers))
    back = construction_response(kit.layered("back", *reversed(layers)))
    faces = swing(rng, 100, "noise")
    assert run(there, faces)[0] == pytest.approx(
        run(back, faces[:, ::-1])[0][:, ::-1], abs=1e-8
    )


@settings(deadline=None, max_examples=25)
@given(thin=st.floats(0.005, 0.2), more=st.floats(0.005, 0.2))
def test_more_insulation_passes_less(kit, thin, more):
    def across(width):
        layers = (kit.BRICK, 0.12), (kit.FOAM, width), (kit.PLASTER, 0.02)
        return construction_response(kit.layered("wall", *layers))

    slim, fat = across(thin), across(thin + more)
    assert fat.transmittance < slim.transmittance
    day = 24.0 * HOUR
    slim_wave = abs(periodic(slim, day, HOUR)[INSIDE, OUTSIDE])
    assert abs(periodic(fat, day, HOUR)[INSIDE, OUTSIDE]) < slim_wave + 1e-4


@settings(deadline=None, max_examples=25)
@given(
    capacity=st.lists(st.floats(5e2, 5e4), min_size=1, max_size=12),
    resistance=st.lists(st.floats(1e-3, 1.0), min_size=13, max_size=13),
)
def test_any_chain_of_cells_conserves_heat_and_keeps_its_static_flow(
    capacity, resistance
):
    ohm = np.array(resistance[: len(capacity) + 1])
    full = full_response(Chain(np.array(capacity), 1.0 / ohm))
    reduced = reduce_response(full, 0.05)
    faces = swing(np.random.default_rng(len(capacity)), 60, "bang")
    for one in (full, reduced):
        flows, state = run(one, faces)
        through = np.sum(np.abs(flows)) * HOUR
        assert abs(flows.sum() * HOUR - one.storage @ state) <= 1e-11 * through
        assert one.transmittance == pytest.approx(1.0 / ohm.sum(), rel=1e-8)
