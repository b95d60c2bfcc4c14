"""The air balance of an hour: floating, held, at capacity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from twin.physics.plant import FIXED, FREE, HOLD, solve_air, solve_small

NONE = (0.0, 0.0)


class Air:
    """Two zones whose air answers heat, and what came out."""

    mean = np.array([[2.0e-3, 0.3e-3], [0.3e-3, 3.0e-3]])
    end = np.array([[3.0e-3, 0.5e-3], [0.5e-3, 4.0e-3]])

    def __init__(self, free_mean, free_end, flow, supply, set_point, least, largest):
        size = len(free_mean)
        self.free = np.array(free_mean, float), np.array(free_end, float)
        self.supply = np.array(flow, float), np.array(supply, float)
        self.limits = tuple(
            np.array(one, dtype=float) for one in (set_point, least, largest)
        )
        self.mode = np.empty(size)
        self.total, self.plant = np.empty(size), np.empty(size)
        answers = self.mean[:size, :size].copy(), self.end[:size, :size].copy()
        self.solve = lambda call: call(
            answers,
            self.free,
            self.supply,
            self.limits,
            self.mode,
            (np.empty((size, size)), self.total, self.plant),
        )
        self.answers = answers

    def run(self, call=solve_air):
        self.solve(call)
        self.temp_mean = self.free[0] + self.answers[0] @ self.total
        self.temp_end = self.free[1] + self.answers[1] @ self.total
        return self

    @property
    def heat_outdoor(self):
        return self.supply[0] * (self.supply[1] - self.temp_mean)


@pytest.fixture(params=["compiled", "python"])
def call(request):
    return solve_air if request.param == "compiled" else solve_air.py_func


@settings(deadline=None)
@given(
    size=st.integers(1, 6),
    values=arrays(np.float64, 42, elements=st.floats(-1.0, 1.0)),
)
def test_small_systems_are_solved(size, values):
    matrix = values[: size * size].reshape(size, size) + np.eye(size) * (size + 1.0)
    right = values[36 : 36 + size].copy()
    expected = np.linalg.solve(matrix, right)
    solve_small(matrix.copy(), right)
    assert right == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_a_small_system_is_solved_in_plain_python_too():
    matrix, right = np.array([[4.0, 1.0], [2.0, 5.0]]), np.array([1.0, 2.0])
    solve_small.py_func(matrix, right)
    assert right == pytest.approx([1.0 / 6.0, 1.0 / 3.0])


def test_a_floating_zone_gets_its_heat_from_outdoor_air_alone(call):
    """q = H (Ts − T⁰) / (1 + H M), by hand."""
    air = Air([25.0], [25.5], [120.0], [31.0], [26.0], [0.0], [0.0]).run(call)
    expected = 120.0 * 6.0 / (1.0 + 120.0 * 2e-3)
    assert air.mode.tolist() == [FREE]
    assert air.plant.tolist() == [0.0]
    assert air.total == pytest.approx([expected])
    assert air.heat_outdoor == pytest.approx(air.total)


def test_floating_zones_that_are_coupled_both_balance(call):
    air = Air(
        [25.0, 28.0], [25.5, 28.0], [120.0, 60.0], [31.0, 22.0], [0.0, 0.0], NONE, NONE
    ).run(call)
    assert air.heat_outdoor == pytest.approx(air.total, rel=1e-12)
    assert air.plant.tolist() == [0.0, 0.0]


def test_a_cooled_zone_ends_the_hour_at_its_set_point(call):
    air = Air([28.0], [28.5], [100.0], [32.0], [26.0], [-5000.0], [0.0]).run(call)
    assert air.mode.tolist() == [HOLD]
    assert air.temp_end == pytest.approx([26.0], abs=1e-10)
    assert air.plant[0] < 0.0
    assert air.total == pytest.approx(air.heat_outdoor + air.plant, rel=1e-12)


def test_a_heated_zone_ends_the_hour_at_its_set_point(call):
    air = Air([14.0], [13.0], [80.0], [5.0], [18.0], [0.0], [9000.0]).run(call)
    assert air.temp_end == pytest.approx([18.0], abs=1e-10)
    assert air.plant[0] > 0.0
    assert air.total == pytest.approx(air.heat_outdoor + air.plant, rel=1e-12)


@pytest.mark.parametrize("limit", [-400.0, 400.0])
def test_a_plant_too_small_gives_its_capacity_and_no_more(call, limit):
    warm = limit < 0.0
    free = 30.0 if warm else 10.0
    least, largest = ([limit], [0.0]) if warm else ([0.0], [limit])
    air = Air([free], [free], [100.0], [free], [20.0], least, largest).run(call)
    assert air.mode.tolist() == [FIXED]
    assert air.plant.tolist() == [limit]
    assert air.total == pytest.approx(air.heat_outdoor + limit, rel=1e-12)
    assert (air.temp_end[0] - 20.0) * (free - 20.0) > 0.0


def test_comfort_without_plant_needs_no_plant(call):
    """Cooling does not heat a zone that is colder than its set-point, nor heating
    cool one that is warmer."""
    cold = Air([20.0], [20.0], [50.0], [18.0], [26.0], [-5000.0], [0.0]).run(call)
    warm = Air([24.0], [24.0], [50.0], [25.0], [18.0], [0.0], [5000.0]).run(call)
    for air in (cold, warm):
        assert air.mode.tolist() == [FREE]
        assert air.plant.tolist() == [0.0]


@pytest.mark.parametrize("held", [0, 1])
def test_one_zone_held_beside_one_that_floats(call, held):
    """The held zone meets its set-point; the other feels it and pays nothing."""
    least = [0.0, 0.0]
    least[held] = -9000.0
    air = Air(
        [29.0, 29.0],
        [29.0, 29.0],
        [50.0, 50.0],
        [30.0, 30.0],
        [26.0, 26.0],
        least,
        NONE,
    ).run(call)
    other = 1 - held
    assert air.temp_end[held] == pytest.approx(26.0, abs=1e-10)
    assert air.plant[other] == 0.0
    alone = Air(
        [29.0, 29.0], [29.0, 29.0], [50.0, 50.0], [30.0, 30.0], [0, 0], NONE, NONE
    )
    alone.run(call)
    assert air.temp_end[other] < alone.temp_end[other]
    assert air.total == pytest.approx(air.heat_outdoor + air.plant, rel=1e-12)


def test_the_order_of_zones_does_not_matter(call):
    def arrange(order):
        columns = [
            np.array([29.0, 31.0]), np.array([29.5, 31.0]), np.array([50.0, 90.0]),
            np.array([30.0, 33.0]), np.array([26.0, 25.0]), np.array([-300.0, -9000.0]),
            np.array([0.0, 0.0]),
        ]  # fmt: skip
        air = Air(*(one[order] for one in columns))
        if order == [1, 0]:
            for matrix in air.answers:
                matrix[:] = matrix[::-1, ::-1].copy()
        return air.run(call)

    one, other = arrange([0, 1]), arrange([1, 0])
    assert one.plant == pytest.approx(other.plant[::-1], rel=1e-12)
    assert one.mode.tolist() == [FIXED, HOLD]
    assert other.mode.tolist() == [HOLD, FIXED]


def test_a_zone_whose_neighbour_cools_it_enough_is_released_at_zero(call):
    """Alone it would cross its set-point; with the strong neighbour it would need the
    wrong sign and is let go."""
    air = Air(
        [36.0, 26.05], [36.0, 26.05], [0.0, 0.0], [30.0, 30.0], [20.0, 26.0],
        [-9000.0, -900.0], NONE,
    ).run(call)  # fmt: skip
    assert air.temp_end[0] == pytest.approx(20.0, abs=1e-10)
    assert air.mode[1] == FIXED
    assert air.plant[1] == 0.0
    assert air.temp_end[1] < 26.0


def test_without_a_solution_the_plant_is_not_a_number():
    """A balance that is not a number stops the run, a wrong one would not."""
    air = Air([np.nan], [28.0], [50.0], [30.0], [26.0], [-100.0], [0.0]).run()
    assert not np.isfinite(air.total).all()


TEMP = st.floats(5.0, 45.0)


@settings(deadline=None)
@given(
    free=st.tuples(TEMP, TEMP),
    drift=st.tuples(st.floats(-3.0, 3.0), st.floats(-3.0, 3.0)),
    flow=st.tuples(st.floats(0.0, 2000.0), st.floats(0.0, 2000.0)),
    supply=st.tuples(TEMP, TEMP),
    cools=st.tuples(st.booleans(), st.booleans()),
    power=st.tuples(st.floats(0.0, 2e4), st.floats(0.0, 2e4)),
)
def test_every_hour_balances_within_the_limits_with_one_sign(
    free, drift, flow, supply, cools, power
):
    set_point = [26.0 if one else 18.0 for one in cools]
    least = [-watt if one else 0.0 for one, watt in zip(cools, power, strict=True)]
    largest = [0.0 if one else watt for one, watt in zip(cools, power, strict=True)]
    air = Air(free, np.add(free, drift), flow, supply, set_point, least, largest).run()
    assert np.all(air.plant >= air.limits[1])
    assert np.all(air.plant <= air.limits[2])
    scale = 1.0 + np.abs(air.total) + flow * np.abs(air.supply[1] - air.temp_mean)
    assert np.all(np.abs(air.total - air.heat_outdoor - air.plant) / scale < 1e-9)
    held = air.mode == HOLD
    assert air.temp_end[held] == pytest.approx(air.limits[0][held], abs=1e-8)
    at_limit = (air.mode == FIXED) & (air.plant != 0.0)
    gap = air.temp_end - air.limits[0]
    assert np.all(gap[at_limit] * air.plant[at_limit] <= 1e-6)
