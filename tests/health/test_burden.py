"""Attributable fractions against published values, and their laws."""

import dataclasses

import numpy as np
import pytest

from twin.ground.quality import Status
from twin.health.burden import attributable_fraction, cancer_years, years_lost
from twin.model.household import Mortality, Response
from twin.model.sourced import SourcedNumber, SourcedRange


def _number(value, unit="-"):
    return SourcedNumber(
        name="x", value=value, unit=unit, source="test", status=Status.ASSUMPTION
    )


def _range(value, low, high):
    return SourcedRange(
        name="x", value=value, low=low, high=high, unit="-", source="test",
        status=Status.ASSUMPTION,
    )  # fmt: skip


OUTDOOR = Response(
    risk=_range(1.08, 1.06, 1.09),
    step=_number(10.0),
    reference=_range(1.0, 1.0, 1.0),
    counterfactual=_number(0.0),
)
PERSONAL = dataclasses.replace(
    OUTDOOR, reference=_range(0.6, 0.5, 0.75), counterfactual=_number(5.0)
)
ELDER = Mortality(deaths=_number(0.032), years=_number(14.0))


@pytest.mark.parametrize(("exposure", "share"), [(5, 0.038), (10, 0.074), (20, 0.143)])
def test_fraction_of_fine_particles_is_as_published(exposure, share):
    found = attributable_fraction(np.array(float(exposure)), OUTDOOR)
    assert found[0] == pytest.approx(share, abs=5e-4)


def test_who_breathes_what_the_cohorts_breathed_bears_what_they_bore():
    """Outdoor air of 20 µg/m³, of which 12 were met: the burden of 20 less 5."""
    found = attributable_fraction(np.array(12.0), PERSONAL)[0]
    assert found == pytest.approx(1.0 - 1.08**-1.5, rel=1e-12)
    assert attributable_fraction(np.array(12.0), OUTDOOR)[0] < found


def test_nothing_is_counted_below_the_counterfactual():
    assert attributable_fraction(np.array([0.0, 2.4]), PERSONAL)[1].tolist() == [0, 0]
    assert attributable_fraction(np.array([0.0, 2.4]), PERSONAL)[2].tolist() == [0, 0]
    assert attributable_fraction(np.array(3.0), PERSONAL)[0] == 0.0
    assert attributable_fraction(np.array(3.001), PERSONAL)[0] > 0.0


def test_bounds_enclose_and_the_burden_rises_with_exposure(rng):
    exposure = np.sort(rng.uniform(5.0, 200.0, 50))
    central, low, high = attributable_fraction(exposure, PERSONAL)
    assert (low < central).all()
    assert (central < high).all()
    assert (high < 1.0).all()
    assert (np.diff(central) > 0.0).all()


def test_years_lost_are_deaths_times_years_and_illness_added():
    fraction = np.array([[0.1, 0.0], [0.05, 0.0], [0.2, 0.0]])
    found = years_lost(fraction, ELDER, _range(0.12, 0.05, 0.2))
    wanted = [0.1 * 0.448 * 1.12, 0.05 * 0.448 * 1.05, 0.2 * 0.448 * 1.2]
    assert found[:, 0] == pytest.approx(wanted, rel=1e-12)
    assert found[:, 1].tolist() == [0.0, 0.0, 0.0]


def test_cancers_follow_the_unit_risk():
    """70 µg/m³ at 1e-5 are 7e-4 cancers of a lifetime, 1e-5 a year."""
    found = cancer_years(
        np.array(70.0), _range(1e-5, 0.0, 2e-5), _range(12, 8, 18), _number(70.0)
    )
    assert found == pytest.approx([12e-5, 0.0, 36e-5], rel=1e-12)
