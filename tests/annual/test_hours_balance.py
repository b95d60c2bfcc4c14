"""Heat, water and CO₂ of the year, added up a second time from the hours."""

import dataclasses

import numpy as np
import pytest

from twin.annual.series import BALANCED
from twin.ground.constants import HEAT_VAPORISATION
from twin.ground.errors import BalanceError

PPM = 1e6


def test_the_kernel_closes_all_its_balances(lived):
    relative = np.abs(lived.balances.residual) / lived.balances.throughput
    assert (lived.balances.throughput > 0.0).all()
    assert relative.max() < 1e-9


def test_co2_that_people_give_off_leaves_with_the_air(lived):
    source = lived.drive.co2.sum(axis=0) * 3600.0
    excess = lived.hours.co2 - lived.start.co2_outdoor
    left = (lived.hours.flow_outdoor * excess).sum(axis=0) * 3600.0 / PPM
    assert source.min() > 10.0
    assert left == pytest.approx(source, rel=1e-3)


def test_co2_follows_small_steps_of_its_own_equation(lived):
    """Oracle: explicit Euler, steps of 20 s, two months."""
    volume = lived.rooms.volume
    outdoors = lived.start.co2_outdoor
    now = np.full(len(volume), outdoors)
    hours = 24 * 40
    means = np.empty((hours, len(volume)))
    for hour in range(hours):
        flow = lived.hours.flow_outdoor[hour]
        source = lived.drive.co2[hour] * PPM
        total = np.zeros(len(volume))
        for _ in range(180):
            total += now
            now = now + 20.0 * (flow * (outdoors - now) + source) / volume
        means[hour] = total / 180.0
    gap = means[240:] - lived.hours.co2[240:hours]
    assert np.abs(gap).max() < 0.01 * (lived.hours.co2.max() - outdoors)
    assert np.sqrt((gap**2).mean()) < 2.0


def test_water_that_enters_leaves_with_the_air_the_coil_or_condenses(lived):
    flow = lived.hours.flow_outdoor * lived.climate.density[:, None]
    entered = flow * lived.climate.humidity_ratio[:, None] + lived.drive.moisture
    left = flow * lived.hours.humidity_ratio
    left = left + lived.hours.water_removed + lived.hours.condensate
    assert (lived.hours.water_removed.sum(axis=0) > 0.01 * entered.sum(axis=0)).all()
    assert left.sum(axis=0) == pytest.approx(entered.sum(axis=0), rel=1e-3)


def test_humidity_follows_small_steps_of_its_own_equation(lived):
    """Oracle: explicit Euler of 60 s with the water that the coil took in the hour."""
    store = lived.rooms.moisture_capacity
    hours = 24 * 60
    now = lived.hours.humidity_ratio[0].copy()
    means = np.empty((hours, len(store)))
    for hour in range(hours):
        flow = lived.hours.flow_outdoor[hour] * lived.climate.density[hour]
        known = lived.drive.moisture[hour] - lived.hours.water_removed[hour]
        known = known - lived.hours.condensate[hour]
        total = np.zeros(len(store))
        for _ in range(60):
            total += now
            gain = flow * (lived.climate.humidity_ratio[hour] - now) + known
            now = now + 60.0 * gain / store
        means[hour] = total / 60.0
    gap = means[480:] - lived.hours.humidity_ratio[480:hours]
    assert np.sqrt((gap**2).mean()) < 1e-4


def test_the_coil_draws_power_for_its_sensible_and_its_latent_heat(lived):
    hours = lived.hours
    total = hours.cooling + hours.water_removed * HEAT_VAPORISATION
    runs = total > 0.0
    ratio = hours.power_reference[runs] / total[runs]
    # the curves of machine and part load keep within a factor of two of the rating
    assert 0.6 < ratio.min() < ratio.max() < 1.6
    assert (hours.power_reference[~runs] == 0.0).all()
    assert (hours.water_removed[hours.cooling == 0.0] == 0.0).all()


@pytest.mark.parametrize(
    ("field", "quantity"),
    [("lighting", "heat"), ("moisture_source", "water"), ("co2_person", "CO₂")],
)
def test_a_number_that_is_none_stops_the_year_by_name(simulate, house, field, quantity):
    living = house.zones[0]
    broken = dataclasses.replace(
        living,
        is_cooled=False,
        usage=dataclasses.replace(living.usage, **{field: float("nan")}),
    )
    spoiled = dataclasses.replace(house, id="spoiled", zones=(broken, house.zones[1]))
    with pytest.raises(BalanceError, match=quantity) as caught:
        simulate(spoiled)
    assert "spoiled" in str(caught.value)


def test_a_year_keeps_its_residuals(simulate, house):
    result, _ = simulate(house)
    assert result.residual.shape == (len(BALANCED),)
    assert (result.residual > 0.0).any()
    assert result.residual.max() < 1e-9
