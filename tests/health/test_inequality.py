"""Laws of the two measures of inequality."""

import pytest

from twin.health.inequality import Share, concentration_index, worst_over_best


def test_even_burden_is_no_inequality() -> None:
    groups = [Share(10.0, 3.0), Share(30.0, 3.0), Share(5.0, 3.0)]
    assert worst_over_best(groups) == 1.0
    assert concentration_index(groups) == pytest.approx(0.0, abs=1e-12)


def test_burden_on_the_deprived_half_gives_minus_one_half() -> None:
    groups = [Share(10.0, 4.0), Share(10.0, 0.0)]
    assert concentration_index(groups) == pytest.approx(-0.5)
    assert concentration_index(groups[::-1]) == pytest.approx(0.5)
    assert worst_over_best(groups) == float("inf")


def test_ratio_leaves_out_groups_without_people() -> None:
    assert worst_over_best([Share(1.0, 2.0), Share(0.0, 9.0), Share(1.0, 6.0)]) == 3.0
