"""Vehicles: what is driven is charged, or its shortfall is counted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.systems.electric_vehicle import (
    COMMUTER,
    Charging,
    Trips,
    Vehicle,
    charging_power,
    commute,
    hours_to_departure,
    preferred_hours,
    simulate_vehicle,
)

KWH = 3.6e6
HOURS = 8760
NEVER = np.zeros(HOURS)
NIGHT = preferred_hours(23, 7)
CALLS = (simulate_vehicle, simulate_vehicle.py_func)


def run(vehicle, trips, charging, surplus=NEVER, preferred=NEVER, stored=None):
    start = 0.5 * vehicle.capacity if stored is None else stored
    return simulate_vehicle(vehicle, trips, charging, surplus, preferred, start), start


def test_a_year_of_commuting_by_hand():
    """261 weekdays of 2025 at 40 km and 104 days at 10 km, 15 kWh/100 km."""
    trips = commute(40e3, 10e3)
    expected = (261 * 40.0 + 104 * 10.0) * 0.15 * 1000.0
    assert trips.driving.sum() == pytest.approx(expected)
    assert np.all(trips.driving[trips.plugged > 0.0] == 0.0)
    day = trips.plugged[:24]
    assert day.sum() == 14.0
    assert np.all(day[8:18] == 0.0)


def test_a_vehicle_that_is_not_driven_stays():
    trips = commute(30e3, 0.0)
    weekend = trips.plugged.reshape(365, 24)[3]  # Saturday, 4 January 2025
    assert np.all(weekend == 1.0)


@pytest.mark.parametrize("charging", list(Charging))
def test_what_is_drawn_is_driven_or_stored(charging):
    trips = commute(60e3, 30e3)
    rng = np.random.default_rng(1)
    surplus = rng.normal(0.0, 2000.0, HOURS)
    hours, start = run(COMMUTER, trips, charging, surplus, NIGHT)
    stored = (hours.stored[-1] - start) / 3600.0
    drawn = COMMUTER.efficiency * hours.charge.sum()
    assert drawn == pytest.approx(hours.driven.sum() + stored, rel=1e-12)
    assert hours.driven + hours.shortfall == pytest.approx(trips.driving)
    assert np.all(hours.charge[trips.plugged == 0.0] == 0.0)
    assert hours.shortfall.sum() == 0.0


@pytest.mark.parametrize("charging", list(Charging))
def test_the_target_is_met_at_every_departure(charging):
    """20 km a day from 50 kWh: there is always time for 80 %."""
    trips = commute(20e3, 20e3)
    hours, _ = run(COMMUTER, trips, charging, NEVER, NIGHT)
    departures = np.flatnonzero((trips.plugged[:-1] == 1) & (trips.plugged[1:] == 0))
    assert np.all(hours.stored[departures] >= 0.8 * COMMUTER.capacity - 1e-3)


def test_too_little_time_leaves_a_shortfall_that_is_counted():
    """14 hours at 1 kW give 12.5 kWh; 150 km take 22.5 kWh."""
    weak = Vehicle(50.0 * KWH, 1000.0, 0.89, 0.8)
    trips = commute(150e3, 150e3)
    hours, start = run(weak, trips, Charging.IMMEDIATE)
    yearly = 365.0 * 22.5 * 1000.0
    given = 0.89 * hours.charge.sum() + (start - hours.stored[-1]) / 3600.0
    assert hours.shortfall.sum() == pytest.approx(yearly - given, rel=1e-9)
    assert hours.shortfall.sum() / 365.0 == pytest.approx(22_500 - 890.0 * 14, rel=0.02)


def test_immediate_charging_starts_on_arrival_at_full_power():
    trips = commute(80e3, 80e3)
    hours, _ = run(COMMUTER, trips, Charging.IMMEDIATE)
    second = hours.charge[24:48]
    assert second[18] == 7000.0
    assert second[19] == pytest.approx(12_000.0 / 0.89 - 7000.0)
    assert np.all(second[20:] == 0.0)


def test_off_peak_charging_waits_for_the_night():
    trips = commute(40e3, 40e3)
    hours, _ = run(COMMUTER, trips, Charging.OFF_PEAK, NEVER, NIGHT, 0.9 * 50.0 * KWH)
    assert hours.charge[NIGHT == 0.0].sum() == 0.0
    assert hours.charge[NIGHT > 0.0].sum() > 0.0


def test_charging_by_the_sun_takes_surplus_and_only_that_while_time_allows():
    at_home = Trips(np.ones(HOURS), np.zeros(HOURS))
    surplus = np.where(np.arange(HOURS) % 24 == 12, 1500.0, -300.0)
    hours, _ = run(COMMUTER, at_home, Charging.SUN, surplus, NEVER, 0.0)
    first = hours.charge[:240]
    assert first == pytest.approx(np.maximum(surplus[:240], 0.0))


def test_the_last_moment_to_charge_by_hand():
    """8 kWh lacking at 4 kW: nothing with three hours left, all with two."""
    car = Vehicle(10.0 * KWH, 4000.0, 1.0, 0.8)
    for call in (charging_power, charging_power.py_func):
        assert call(car, 0.0, 0.0, 3.0) == 0.0
        assert call(car, 0.0, 0.0, 2.5) == pytest.approx(2000.0)
        assert call(car, 0.0, 0.0, 2.0) == pytest.approx(4000.0)
        assert call(car, 9.0 * KWH, 4000.0, 9.0) == pytest.approx(1000.0)
        assert call(car, 0.0, 500.0, 9.0) == 500.0


def test_hours_until_departure_count_down():
    plugged = np.array([0.0, 1.0, 1.0, 1.0, 0.0, 1.0])
    for call in (hours_to_departure, hours_to_departure.py_func):
        assert call(plugged)[:5].tolist() == [0.0, 3.0, 2.0, 1.0, 0.0]
        assert call(plugged)[5] > 8760.0


def test_the_compiled_year_is_the_written_one():
    trips = Trips(*(row[:96] for row in commute(90e3, 20e3)))
    surplus = np.linspace(-4000.0, 4000.0, 96)
    for charging in Charging:
        args = (COMMUTER, trips, charging, surplus, NIGHT[:96], 20.0 * KWH)
        compiled, written = (call(*args) for call in CALLS)
        assert np.array(compiled) == pytest.approx(np.array(written), rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(
    capacity=st.floats(5.0, 90.0),
    power=st.floats(100.0, 11_000.0),
    charging=st.sampled_from(list(Charging)),
    distance=st.floats(0.0, 3e5),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_vehicle_stays_within_its_limits(capacity, power, charging, distance, seed):
    vehicle = Vehicle(capacity * KWH, power, 0.9, 0.8)
    year = commute(distance, 0.5 * distance)
    trips = Trips(year.plugged[:336], year.driving[:336])
    surplus = np.random.default_rng(seed).normal(0.0, 3000.0, 336)
    hours, start = run(vehicle, trips, charging, surplus, NIGHT[:336])
    assert np.all((hours.stored >= 0.0) & (hours.stored <= vehicle.capacity + 1e-3))
    assert np.all((hours.charge >= 0.0) & (hours.charge <= power))
    steps = np.diff(np.concatenate([[start], hours.stored])) / 3600.0
    assert steps == pytest.approx(0.9 * hours.charge - hours.driven, abs=1e-6)
    assert np.all(hours.shortfall >= 0.0)
