"""The index outdoors against an independent library and by its own laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythermalcomfort.models import utci as oracle

from twin.health.utci import (
    EDGES,
    STRESS,
    is_in_range,
    stress_class,
    universal_thermal_climate_index,
)

# Saturation by Hardy (1998), as the fit itself and the library use it.
_HARDY = (
    -2836.5744, -6028.076559, 19.54263612, -0.02737830188,
    1.6261698e-5, 7.0229056e-10, -1.8680009e-13,
)  # fmt: skip


def saturation(temp):
    kelvin = np.asarray(temp, dtype=float) + 273.15
    log = 2.7150305 * np.log(kelvin)
    for power, factor in enumerate(_HARDY, start=-2):
        log = log + factor * kelvin**power
    return np.exp(log)


def test_every_corner_of_the_range_agrees_with_pythermalcomfort():
    air, excess, wind, share = np.meshgrid(
        np.linspace(-50.0, 50.0, 11), np.linspace(-30.0, 70.0, 6),
        [0.5, 1.0, 3.0, 8.0, 17.0], [0.0, 20.0, 50.0, 80.0, 100.0],
    )  # fmt: skip
    vapour = saturation(air) * share / 100.0
    expected = oracle(
        air, air + excess, wind, share, limit_inputs=False, round_output=False
    ).utci
    actual = universal_thermal_climate_index(air, air + excess, wind, vapour)
    assert np.abs(actual - expected).max() < 1e-6 * np.abs(expected).max()
    mild = is_in_range(air, air + excess, wind, vapour) & (np.abs(expected) < 100.0)
    assert mild.sum() > 900
    assert np.abs(actual - expected)[mild].max() < 1e-6


def test_the_range_is_the_library_s():
    rng = np.random.default_rng(4)
    air = rng.uniform(-60.0, 60.0, 4000)
    radiant = air + rng.uniform(-40.0, 80.0, 4000)
    wind = rng.uniform(0.0, 20.0, 4000)
    share = rng.uniform(0.0, 100.0, 4000)
    with pytest.warns(UserWarning, match="applicability limits"):
        expected = np.isfinite(oracle(air, radiant, wind, share).utci)
    actual = is_in_range(air, radiant, wind, saturation(air) * share / 100.0)
    assert (actual == expected).all()
    assert 0.2 < expected.mean() < 0.9


def test_the_reference_place_feels_as_warm_as_it_is():
    """50 % humidity, calm, radiant like the air: within the error of the fit."""
    air = np.linspace(-40.0, 29.0, 30)
    felt = universal_thermal_climate_index(air, air, 0.5, 0.5 * saturation(air))
    assert np.abs(felt - air).max() < 3.0
    assert np.sqrt(np.mean((felt - air) ** 2)) < 1.5


@settings(max_examples=60, deadline=None)
@given(
    air=st.floats(20.0, 45.0),
    excess=st.floats(0.0, 60.0),
    wind=st.floats(0.5, 6.0),
    vapour=st.floats(500.0, 4000.0),
)
def test_sun_and_vapour_warm_in_hot_air(air, excess, wind, vapour):
    here = universal_thermal_climate_index(air, air + excess, wind, vapour)
    sunnier = universal_thermal_climate_index(air, air + excess + 5.0, wind, vapour)
    assert sunnier > here


@pytest.mark.parametrize(
    ("felt", "name"),
    [
        (-40.1, "extreme cold"), (-40.0, "extreme cold"), (-13.0, "strong cold"),
        (9.0, "slight cold"), (9.1, "none"), (26.0, "none"), (26.1, "moderate heat"),
        (32.1, "strong heat"), (46.0, "very strong heat"), (46.1, "extreme heat"),
    ],
)  # fmt: skip
def test_classes(felt, name):
    assert STRESS[int(stress_class(felt))] == name


def test_classes_are_the_library_s():
    felt = np.linspace(15.0, 45.0, 200)
    said = oracle(felt, felt + 10.0, 1.0, 50.0)
    named = [STRESS[one] for one in stress_class(said.utci)]
    assert named == [
        str(one).replace(" stress", "").replace("no thermal", "none")
        for one in said.stress_category
    ]
    assert len(EDGES) + 1 == len(STRESS)
