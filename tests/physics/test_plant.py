"""The air balance of an hour: floating, held, at capacity, in lanes."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from twin.ground.lanes import decay_mean
from twin.physics.plant import (
    COOL,
    FIXED,
    FREE,
    HEAT,
    eliminate,
    solve_air,
    substitute,
)

STEP = 3600.0
HUGE = 1e9


class Air:
    """Zones between given surroundings, and what came out of their hour.

    Zone ``i`` loses ``loss[i]`` W/K to ``outer[i]`` and exchanges ``link`` W/K with
    each other zone; its air holds ``capacity[i]`` J/K.
    """

    def __init__(self, outer, start, *, loss=100.0, link=30.0, capacity=2e5, gain=0.0):
        self.outer = np.asarray(outer, float)
        self.start = np.asarray(start, float)
        size = len(self.outer)
        self.loss = np.broadcast_to(np.asarray(loss, float), size)
        self.capacity = np.broadcast_to(np.asarray(capacity, float), size)
        self.gain = np.broadcast_to(np.asarray(gain, float), size)
        between = link * (np.ones((size, size)) - np.eye(size))
        self.between = between
        total = self.loss + between.sum(axis=1)
        pairs = [decay_mean(one) for one in total * STEP / self.capacity]
        self.left, self.mean = np.array(pairs).T
        slow = total * self.mean / (1.0 - self.mean)
        self.matrix = np.diag(total + slow) - between
        self.right = self.gain + self.loss * self.outer + slow * self.start

    def hour(self, heat=-99.0, cool=99.0, least=0.0, largest=0.0, call=solve_air):
        """Solve in one lane; set-points and capacities for all zones or each."""
        size = len(self.outer)
        rows = [np.broadcast_to(np.asarray(one, float), size) for one in
                (heat, cool, least, largest)]  # fmt: skip
        self.limits = np.array(rows)
        outcome = solve([self], [self.limits], call)
        self.mode, self.plant, self.temp_mean, self.temp_end = (
            one[:, 0] for one in outcome
        )
        return self

    @property
    def residual(self):
        """Heat in less heat out less heat stored, by the end of the hour [W]."""
        gaps = self.temp_mean[:, None] - self.temp_mean[None, :]
        lost = (self.between * gaps).sum(axis=1)
        lost += self.loss * (self.temp_mean - self.outer)
        stored = self.capacity * (self.temp_end - self.start) / STEP
        return self.gain + self.plant - lost - stored


def solve(airs, limits, call=solve_air):
    """Solve buildings side by side; return mode, plant, mean and end, zone by lane."""
    size, lanes = len(airs[0].outer), len(airs)
    matrix = np.zeros((2 * size, 2 * size, lanes))
    right = np.zeros((2 * size, lanes))
    matrix[:size, :size] = np.eye(size)[:, :, None]
    for lane, air in enumerate(airs):
        matrix[size:, size:, lane] = air.matrix
        right[size:, lane] = air.right
    rows = np.array([[a.start, a.left, a.mean] for a in airs])
    rows = np.moveaxis(rows, 0, -1).copy()
    state = np.full((4, size, lanes), np.nan)
    temps = np.full((size, lanes), np.nan)
    work = np.full((size, size, lanes), np.nan)
    stacked = np.moveaxis(np.array(limits), 0, -1).copy()
    call(matrix, right, rows, stacked, state, work, temps)
    assert np.array_equal(right[size:], temps, equal_nan=True)
    settled = (temps - rows[2] * rows[0]) / (1.0 - rows[2])
    return state[0], state[1], temps, settled + (rows[0] - settled) * rows[1]


@pytest.fixture(params=["compiled", "python"])
def call(request):
    return solve_air if request.param == "compiled" else solve_air.py_func


@settings(deadline=None, max_examples=50)
@given(
    size=st.integers(1, 6),
    values=arrays(np.float64, 42, elements=st.floats(-1.0, 1.0)),
    lanes=st.integers(1, 5),
)
def test_small_systems_are_solved_in_every_lane(size, values, lanes):
    one = values[: size * size].reshape(size, size) + np.eye(size) * (size + 1.0)
    matrix = np.stack([one + lane * np.eye(size) for lane in range(lanes)], axis=-1)
    right = np.stack([values[36 : 36 + size] + lane for lane in range(lanes)], axis=-1)
    expected = [np.linalg.solve(matrix[..., k], right[:, k]) for k in range(lanes)]
    eliminate(matrix, right, size)
    substitute(matrix, right, size)
    solution = right.transpose()
    assert solution == pytest.approx(np.array(expected), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("pivots", [1, 2, 3])
def test_some_unknowns_taken_out_leave_the_equations_of_the_others(rng, pivots):
    """Oracle: the Schur complement; then the first unknowns come back."""
    one = rng.uniform(-1.0, 0.0, (5, 5)) + 6.0 * np.eye(5)
    right = rng.normal(size=5)
    matrix, column = one[:, :, None].copy(), right[:, None].copy()
    eliminate.py_func(matrix, column, pivots)
    first, last = slice(0, pivots), slice(pivots, 5)
    feed = one[last, first] @ np.linalg.inv(one[first, first])
    assert matrix[last, last, 0] == pytest.approx(
        one[last, last] - feed @ one[first, last]
    )
    assert column[last, 0] == pytest.approx(right[last] - feed @ right[first])
    solution = np.linalg.solve(one, right)
    column[last, 0] = solution[last]
    substitute.py_func(matrix, column, pivots)
    assert column[:, 0] == pytest.approx(solution)


def test_a_room_without_plant_relaxes_to_its_surroundings(call):
    """Closed form: T = T∞ + (T₀ − T∞) e^{−Gt/C}, end and mean."""
    air = Air([10.0], [20.0], gain=500.0).hour(call=call)
    settled = 10.0 + 500.0 / 100.0
    rate = 100.0 / 2e5 * STEP
    assert air.mode.tolist() == [FREE]
    assert air.plant.tolist() == [0.0]
    assert air.temp_end[0] == pytest.approx(settled + 5.0 * np.exp(-rate), rel=1e-9)
    expected = settled + 5.0 * (1.0 - np.exp(-rate)) / rate
    assert air.temp_mean[0] == pytest.approx(expected, rel=1e-9)
    assert air.residual == pytest.approx([0.0], abs=1e-8)


@pytest.mark.parametrize(
    ("outer", "goal", "mode"), [(5.0, 20.0, HEAT), (40.0, 24.0, COOL)]
)
def test_a_held_room_ends_the_hour_at_its_set_point(call, outer, goal, mode):
    """Closed form: constant power p with T∞ = T_e + p/G that brings T₀ to the goal."""
    air = Air([outer], [22.0], capacity=3e5).hour(20.0, 24.0, -HUGE, HUGE, call)
    left = np.exp(-100.0 * STEP / 3e5)
    settled = (goal - 22.0 * left) / (1.0 - left)
    assert air.mode.tolist() == [mode]
    assert air.temp_end == pytest.approx([goal], abs=1e-9)
    assert air.plant == pytest.approx([100.0 * (settled - outer)], rel=1e-8)
    assert air.residual == pytest.approx([0.0], abs=1e-7)


def test_a_held_room_in_its_second_hour_pays_its_loss_alone(call):
    """At the set-point from start to end the plant gives G ΔT and nothing else."""
    air = Air([0.0], [20.0]).hour(20.0, 27.0, -HUGE, HUGE, call)
    assert air.plant == pytest.approx([100.0 * 20.0], rel=1e-9)
    assert air.temp_mean == pytest.approx([20.0], abs=1e-9)


@pytest.mark.parametrize(("outer", "limit"), [(5.0, 400.0), (40.0, -400.0)])
def test_a_plant_too_small_gives_its_capacity_and_no_more(call, outer, limit):
    air = Air([outer], [22.0])
    air.hour(20.0, 24.0, min(limit, 0.0), max(limit, 0.0), call)
    assert air.mode.tolist() == [FIXED]
    assert air.plant.tolist() == [limit]
    goal = 20.0 if limit > 0.0 else 24.0
    assert (air.temp_end[0] - goal) * limit < 0.0
    assert air.residual == pytest.approx([0.0], abs=1e-8)


def test_between_the_set_points_nothing_runs(call):
    air = Air([23.0], [22.0]).hour(20.0, 24.0, -HUGE, HUGE, call)
    assert air.mode.tolist() == [FREE]
    assert air.plant.tolist() == [0.0]
    assert 22.0 < air.temp_mean[0] < air.temp_end[0] < 23.0


@pytest.mark.parametrize("outer", [-10.0, 20.0, 35.0])
def test_equal_set_points_hold_one_temperature(call, outer):
    """An ideal load at 20/20 heats or cools, never both, never neither."""
    air = Air([outer], [20.0]).hour(20.0, 20.0, -HUGE, HUGE, call)
    assert air.temp_end == pytest.approx([20.0], abs=1e-9)
    assert air.plant == pytest.approx([100.0 * (20.0 - outer)], abs=1e-5)


def test_a_plant_that_is_off_does_nothing_whatever_its_set_point(call):
    """No heating from a cooler, no cooling from a heater."""
    cold = Air([5.0], [18.0]).hour(20.0, 24.0, -HUGE, 0.0, call)
    warm = Air([40.0], [26.0]).hour(20.0, 24.0, 0.0, HUGE, call)
    for air in (cold, warm):
        assert air.mode.tolist() == [FREE]
        assert air.plant.tolist() == [0.0]


@pytest.mark.parametrize("held", [0, 1])
def test_one_room_held_beside_one_that_floats(call, held):
    """The held room meets its set-point; the other feels it and pays nothing."""
    least = [0.0, 0.0]
    least[held] = -HUGE
    air = Air([35.0, 35.0], [28.0, 28.0]).hour(-99.0, 26.0, least, 0.0, call)
    other = 1 - held
    alone = Air([35.0, 35.0], [28.0, 28.0]).hour(call=call)
    assert air.temp_end[held] == pytest.approx(26.0, abs=1e-9)
    assert air.plant[other] == 0.0
    assert 26.0 < air.temp_end[other] < alone.temp_end[other]
    assert air.residual == pytest.approx([0.0, 0.0], abs=1e-7)


def test_a_room_that_its_neighbour_cools_enough_is_released_at_zero(call):
    """Floating, both are too warm; the cold neighbour then does the plant's work."""
    air = Air([40.0, 25.0], [26.0, 26.0], link=400.0)
    air.hour(-99.0, [16.0, 26.0], -HUGE, 0.0, call)
    assert air.temp_end[0] == pytest.approx(16.0, abs=1e-9)
    assert air.mode.tolist() == [COOL, FIXED]
    assert air.plant[1] == 0.0
    assert air.temp_end[1] < 26.0


def test_a_room_that_its_neighbour_chills_is_held_after_all(call):
    """It floats well at first, and is heated once the neighbour is cooled."""
    air = Air([60.0, 18.6], [21.0, 21.0], link=100.0)
    alone = Air([60.0, 18.6], [21.0, 21.0], link=100.0).hour(call=call)
    assert alone.temp_end[1] > 20.0
    air.hour(20.0, [15.0, 40.0], [-HUGE, 0.0], [0.0, HUGE], call)
    assert air.mode.tolist() == [COOL, HEAT]
    assert air.temp_end == pytest.approx([15.0, 20.0], abs=1e-9)


def brute_force(air):
    """All hours that obey every rule, by trying what each zone may do."""
    heat, cool, least, largest = air.limits
    held = [
        air.mean * air.start + (1.0 - air.mean) * (goal - air.left * air.start) /
        (1.0 - air.left) for goal in (heat, cool)
    ]  # fmt: skip
    size = len(air.outer)
    found = []
    for choice in itertools.product(
        ("off", "heat", "cool", "most", "least"), repeat=size
    ):
        matrix, right = air.matrix.copy(), air.right.copy()
        for zone, kind in enumerate(choice):
            if kind in {"heat", "cool"}:
                matrix[zone] = np.eye(size)[zone]
                right[zone] = held[kind == "cool"][zone]
            elif kind != "off":
                right[zone] += (largest if kind == "most" else least)[zone]
        temps = np.linalg.solve(matrix, right)
        plant = air.matrix @ temps - air.right
        settled = (temps - air.mean * air.start) / (1.0 - air.mean)
        end = settled + (air.start - settled) * air.left
        rules = {
            "off": (heat - 1e-7 <= end) | (largest <= 0.0),
            "heat": (plant >= -1e-7) & (plant <= largest + 1e-7),
            "cool": (plant <= 1e-7) & (plant >= least - 1e-7),
            "most": end <= heat + 1e-7,
            "least": end >= cool - 1e-7,
        }
        rules["off"] &= (end <= cool + 1e-7) | (least >= 0.0)
        if all(rules[kind][zone] for zone, kind in enumerate(choice)):
            found.append((plant, end))
    return found


TEMPS = st.tuples(*[st.floats(-5.0, 45.0)] * 3)


@settings(deadline=None, max_examples=60)
@given(
    outer=TEMPS,
    start=st.tuples(*[st.floats(15.0, 30.0)] * 3),
    link=st.floats(0.0, 300.0),
    cools=st.booleans(),
)
def test_rooms_with_plenty_of_one_kind_do_what_trying_all_modes_finds(
    outer, start, link, cools
):
    """Oracle: 125 combinations of modes; the rules leave one outcome."""
    air = Air(outer, start, link=link)
    air.hour(20.0, 26.0, -HUGE if cools else 0.0, 0.0 if cools else HUGE)
    found = brute_force(air)
    assert found
    for plant, end in found:
        assert air.plant == pytest.approx(plant, abs=1e-4)
        assert air.temp_end == pytest.approx(end, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(
    outer=TEMPS,
    start=st.tuples(*[st.floats(15.0, 30.0)] * 3),
    link=st.floats(0.0, 60.0),
    power=st.tuples(*[st.floats(100.0, 3000.0)] * 3),
    cools=st.booleans(),
)
def test_rooms_at_capacity_do_what_trying_all_modes_finds(
    outer, start, link, power, cools
):
    air = Air(outer, start, link=link)
    least, largest = (-np.array(power), 0.0) if cools else (0.0, np.array(power))
    air.hour(20.0, 26.0, least, largest)
    if np.any((air.mode == FIXED) & (air.plant == 0.0)):
        return  # a room that was released is not held again in the hour
    found = brute_force(air)
    assert found
    for plant, _ in found:
        assert air.plant == pytest.approx(plant, abs=1e-4)


@settings(deadline=None, max_examples=150)
@given(
    outer=TEMPS,
    start=st.tuples(*[st.floats(10.0, 35.0)] * 3),
    link=st.floats(0.0, 500.0),
    least=st.tuples(*[st.floats(-4e3, 0.0)] * 3),
    largest=st.tuples(*[st.floats(0.0, 4e3)] * 3),
    capacity=st.floats(2e4, 5e6),
)
def test_every_hour_balances_within_the_limits(
    outer, start, link, least, largest, capacity
):
    air = Air(outer, start, link=link, capacity=capacity)
    air.hour(20.0, 26.0, least, largest)
    assert np.all(air.plant >= air.limits[2])
    assert np.all(air.plant <= air.limits[3])
    assert air.residual == pytest.approx(np.zeros(3), abs=1e-4)
    assert air.temp_end[air.mode == HEAT] == pytest.approx(20.0, abs=1e-7)
    assert air.temp_end[air.mode == COOL] == pytest.approx(26.0, abs=1e-7)
    free = air.mode == FREE
    assert np.all(air.plant[free] == 0.0)
    may_heat, may_cool = air.limits[3] > 0.0, air.limits[2] < 0.0
    assert np.all(air.temp_end[free & may_heat] >= 20.0 - 1e-8)
    assert np.all(air.temp_end[free & may_cool] <= 26.0 + 1e-8)


def test_the_order_of_rooms_does_not_matter(call):
    outer, start = np.array([40.0, 3.0, 30.0]), np.array([25.0, 21.0, 23.0])
    least, largest = np.array([-500.0, 0.0, -HUGE]), np.array([0.0, HUGE, 0.0])
    one = Air(outer, start).hour(20.0, 24.0, least, largest, call)
    for order in itertools.permutations(range(3)):
        turn = list(order)
        other = Air(outer[turn], start[turn])
        other.hour(20.0, 24.0, least[turn], largest[turn], call)
        assert other.plant == pytest.approx(one.plant[turn], rel=1e-10, abs=1e-9)
        assert other.mode.tolist() == one.mode[turn].tolist()


@pytest.mark.parametrize("lanes", [2, 5, 8, 17])
def test_a_building_has_the_same_bits_alone_and_beside_others(rng, lanes):
    """Lanes that need more passes do not disturb those that are done."""
    airs, limits = [], []
    for _ in range(lanes):
        air = Air(
            rng.uniform(-10.0, 45.0, 4),
            rng.uniform(15.0, 30.0, 4),
            link=float(rng.uniform(0.0, 300.0)),
            capacity=rng.uniform(5e4, 1e6, 4),
        )
        least = -rng.choice([0.0, 300.0, HUGE], 4)
        largest = rng.choice([0.0, 300.0, HUGE], 4)
        airs.append(air)
        limits.append(np.array([np.full(4, 20.0), np.full(4, 25.0), least, largest]))
    together = solve(airs, limits)
    for lane in range(lanes):
        alone = solve(airs[lane : lane + 1], limits[lane : lane + 1])
        for part, whole in zip(alone, together, strict=True):
            assert part[:, 0].tobytes() == whole[:, lane].tobytes()


def test_what_is_not_a_number_comes_out_as_none(call):
    """A balance that is not a number stops the run, a wrong one would not."""
    air = Air([np.nan, 30.0], [20.0, 20.0])
    air.hour(20.0, 26.0, -HUGE, HUGE, call)
    assert np.isnan(air.temp_mean).all()
