"""A balance that does not close stops the run."""

import numpy as np
import pytest

from twin.ground.balance import TOLERANCE, check_balance
from twin.ground.errors import BalanceError


def test_a_closed_balance_returns_its_largest_relative_residual():
    residual = np.array([1e-12, -4e-10, 0.0])
    assert check_balance("heat", "a", residual, 2.0) == pytest.approx(2e-10)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_residual_of_either_sign_above_the_tolerance_stops(sign):
    with pytest.raises(BalanceError, match="heat balance"):
        check_balance("heat", "a", sign * 2.0 * TOLERANCE, 1.0)


def test_one_open_zone_among_many_stops():
    residual = np.zeros(100)
    residual[57] = 1.0
    with pytest.raises(BalanceError):
        check_balance("water", "a", residual, np.full(100, 10.0))


def test_the_residual_is_judged_against_the_flow_of_its_own_zone():
    """A large flow next door does not excuse a leak in a small room."""
    with pytest.raises(BalanceError):
        check_balance("water", "a", np.array([0.0, 1e-6]), np.array([1e9, 1.0]))


@pytest.mark.parametrize(
    ("residual", "throughput"), [(np.nan, 1.0), (0.0, np.nan), (np.inf, 1.0)]
)
def test_what_is_not_a_number_is_not_conserved(residual, throughput):
    with pytest.raises(BalanceError):
        check_balance("heat", "a", residual, throughput)


def test_nothing_in_nothing_out_is_conserved():
    assert check_balance("heat", "a", 0.0, 0.0) == 0.0


def test_something_from_nothing_is_not_conserved():
    with pytest.raises(BalanceError):
        check_balance("heat", "a", 1e-12, 0.0)
