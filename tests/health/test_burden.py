"""Attributable fractions against published values, and their laws."""

import pytest

from twin.health.burden import (
    NO2,
    PM25,
    Baseline,
    Interval,
    Level,
    Response,
    as_outdoor,
    attributable,
    gemm_hazard,
    life_lost,
)


@pytest.mark.parametrize(("exposure", "share"), [(5, 0.038), (10, 0.074), (20, 0.143)])
def test_fraction_of_fine_particles_is_as_published(
    exposure: float, share: float
) -> None:
    found = attributable(PM25, Level(exposure, 0.0)).central
    assert found == pytest.approx(share, abs=5e-4)


@pytest.mark.parametrize(("exposure", "ratio"), [(10, 1.118), (35, 1.309), (50, 1.413)])
def test_gemm_gives_its_published_ratios(exposure: float, ratio: float) -> None:
    assert gemm_hazard(Level(exposure, 0.0)) == pytest.approx(ratio, abs=6e-4)


@pytest.mark.parametrize("response", [PM25, NO2])
def test_interval_is_in_order(response: Response) -> None:
    found = attributable(response, Level(30.0, 5.0))
    assert 0.0 < found.low < found.central < found.high < 1.0


def test_nothing_is_counted_below_the_counterfactual() -> None:
    assert attributable(PM25, Level(4.0, 5.0)) == Interval(0.0, 0.0, 0.0)
    assert gemm_hazard(Level(2.0, 0.0)) == 1.0


def test_life_lost_is_linear_in_deaths() -> None:
    share = Interval(0.1, 0.05, 0.2)
    once = life_lost(share, Baseline(0.006, 12.0))
    twice = life_lost(share, Baseline(0.012, 12.0))
    assert once.central == pytest.approx(720.0)
    assert twice == pytest.approx([2.0 * value for value in once])


def test_personal_exposure_is_told_as_outdoor_air() -> None:
    told = as_outdoor(Level(6.0, 3.0), Interval(0.6, 0.5, 0.7))
    assert told == pytest.approx((10.0, 5.0))
