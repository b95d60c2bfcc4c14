"""Mould on surfaces: factors against the standard, the pass against plain loops."""

import dataclasses

import numpy as np
import pytest

from twin.annual.mould import (
    MOULD,
    MOULD_INDICES,
    SUPPLY_DROP,
    YEARS,
    grow_year,
    mean_of_day,
)
from twin.annual.mould_surface import factor_cavity, factor_inner
from twin.annual.passes import Wanted
from twin.annual.result import INDEX
from twin.annual.simulate import BuildingRun, Task
from twin.ground.psychrometrics import (
    vapour_pressure_from_humidity_ratio,
    vapour_pressure_saturation,
)
from twin.ground.quality import Status
from twin.health.mould import SENSITIVE, mould_drive, mould_step
from twin.model.material import Construction, Layer, Material
from twin.model.zone import Boundary


def _layer(conductivity, thickness, density):
    made = Material(
        name="any",
        conductivity=conductivity,
        density=density,
        heat_capacity=1000.0,
        source="test",
        status=Status.ASSUMPTION,
    )
    return Layer(material=made, thickness=thickness)


BRICK = _layer(0.8, 0.24, 1800.0)
AIR = _layer(0.18 / 0.18 * 0.25, 0.045, 0.0)  # 0.18 m²K/W
BOARD = _layer(0.25, 0.0125, 900.0)


def test_the_factor_of_a_brick_wall_is_that_of_the_standard():
    # R = 0.24/0.8 = 0.30; U with corner film = 1/(0.25 + 0.30 + 0.04).
    wall = Construction(name="wall", layers=(BRICK,))
    assert factor_inner(wall) == pytest.approx(1.0 - 0.25 / 0.59, rel=1e-12)


def test_a_cavity_lies_behind_the_lining_and_a_solid_wall_has_none():
    wall = Construction(name="wall", layers=(BRICK, AIR, BOARD))
    total = 0.13 + 0.05 + 0.18 + 0.30 + 0.04
    assert factor_cavity(wall) == pytest.approx(1.0 - 0.18 / total, rel=1e-12)
    assert np.isnan(factor_cavity(Construction(name="solid", layers=(BRICK,))))


def test_the_mean_of_the_day_looks_back_and_goes_round():
    series = np.arange(8760.0)[:, None]
    found = mean_of_day(series)[:, 0]
    assert found[100] == pytest.approx(np.mean(np.arange(77.0, 101.0)))
    assert found[0] == pytest.approx((0.0 + np.arange(8737.0, 8760.0).sum()) / 24.0)


def _inner_by_hand(run, task, zone):
    """Highest index of the inner surface, by the definition, and its humid hours."""
    hours = run.simulate(task)[1]
    outdoor = run.outdoors[task.node]
    pressure = np.asarray(outdoor.weather.pressure)
    factor = min(
        factor_inner(one.construction)
        for one in run.building.zones[zone].surfaces
        if one.boundary is Boundary.OUTDOOR
    )
    slow = mean_of_day(outdoor.temp_mean)
    air = hours.temp_air[:, zone]
    surface = np.minimum(air, slow + factor * (air - slow))
    vapour = vapour_pressure_from_humidity_ratio(
        hours.humidity_ratio[:, zone], pressure
    )
    cold = surface - np.where(hours.cooling[:, zone] > 0.0, SUPPLY_DROP, 0.0)
    return [
        _live(one, vapour / vapour_pressure_saturation(one)) for one in (surface, cold)
    ]


def _live(surface, relative):
    index, dry, most, first = 0.0, 0.0, 0.0, 0.0
    for year in range(YEARS):
        for temp, damp in zip(surface, relative, strict=True):
            drive = mould_drive(temp, damp, SENSITIVE.humidity_least)
            index, dry = mould_step(index, dry, *drive, SENSITIVE)
            most = max(most, index)
        first = most if year == 0 else first
    return first, most, np.sum(relative > 0.8)


@pytest.fixture
def task(make_variant):
    return Task(variant=make_variant(), node=0.0)


@pytest.fixture
def nodes(outdoor):
    return {0.0: outdoor}


def test_a_year_of_a_house_is_what_plain_loops_say(house, products, nodes, task):
    damp = dataclasses.replace(
        house,
        zones=tuple(
            dataclasses.replace(
                zone,
                usage=dataclasses.replace(zone.usage, moisture_source=2e-4),
            )
            for zone in house.zones
        ),
    )
    run = BuildingRun(damp, products, nodes, 430.0, passes=Wanted(has_mould=True))
    kept = run.simulate(task)[0]
    for zone in range(2):
        (first, most, humid), _ = _inner_by_hand(run, task, zone)
        assert most > 0.2, "nothing grows: the test would show nothing"
        found = kept.mould_index[:, zone]
        assert found[MOULD_INDICES.index("mould_index_first_year")] == pytest.approx(
            first, abs=1e-4
        )
        assert found[MOULD_INDICES.index("mould_index_inner_max")] == pytest.approx(
            most, abs=1e-4
        )
        assert kept.monthly[INDEX["surface_humid_h"], zone].sum() == humid


def test_without_mould_the_rest_keeps_every_bit(house, products, nodes, task):
    with_it = BuildingRun(house, products, nodes, 430.0, passes=Wanted(has_mould=True))
    without = BuildingRun(house, products, nodes, 430.0)
    one, other = with_it.simulate(task)[0], without.simulate(task)[0]
    rows = [INDEX[name] for name in INDEX if name not in MOULD]
    assert np.array_equal(one.monthly[rows], other.monthly[rows], equal_nan=True)
    assert np.isnan(other.mould_index).all()
    assert np.isnan(other.monthly[INDEX["surface_humid_h"]]).all()


def test_years_from_the_state_before_never_lose_the_highest_index():
    rng = np.random.default_rng(3)
    drive = np.zeros((2000, 1, 2, 4), dtype=np.float32)
    drive[:, 0, 0] = rng.choice([0.0, 3e-3], (2000, 4))
    drive[:, 0, 1] = rng.uniform(0.0, 1.0, (2000, 4))
    state = np.zeros((3, 1, 4))
    before = state[2].copy()
    for _ in range(3):
        grow_year(drive, state)
        assert (state[2] >= before).all()
        assert ((state[0] >= 0.0) & (state[0] <= state[2])).all()
        before = state[2].copy()
