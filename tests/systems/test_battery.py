"""Dispatch conserves energy and keeps its limits; fade follows the cell model."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.systems.battery import (
    FILL,
    HOLD,
    NO_BATTERY,
    USE,
    Battery,
    Wear,
    battery_health,
    battery_of_label,
    dispatch_battery,
    faded,
    orders_by_price,
    step_battery,
)

KWH = 3.6e6
HOME = Battery(10.0 * KWH, 3000.0, 4000.0, 0.95, 0.9)
STEPS = (step_battery, step_battery.py_func)


def test_an_hour_of_surplus_and_an_hour_of_deficit_by_hand():
    for step in STEPS:
        stored, charge, discharge = step(HOME, 2.0 * KWH, 1000.0, USE)
        assert (stored / KWH, charge, discharge) == pytest.approx((2.95, 1000.0, 0.0))
        stored, charge, discharge = step(HOME, 2.0 * KWH, -900.0, USE)
        assert (stored / KWH, charge, discharge) == pytest.approx((1.0, 0.0, 900.0))


def test_power_and_room_limit_what_is_taken_and_given():
    for step in STEPS:
        assert step(HOME, 0.0, 8000.0, USE)[1] == 3000.0
        assert step(HOME, 10.0 * KWH, -8000.0, USE)[2] == 4000.0
        stored, charge, _ = step(HOME, 9.05 * KWH, 3000.0, USE)
        assert (stored, charge) == pytest.approx((10.0 * KWH, 1000.0))
        stored, _, discharge = step(HOME, 1.0 * KWH, -3000.0, USE)
        assert (stored, discharge) == pytest.approx((0.0, 900.0), abs=1e-6)


def test_orders_hold_and_fill():
    for step in STEPS:
        assert step(HOME, 5.0 * KWH, -2000.0, HOLD) == (5.0 * KWH, 0.0, 0.0)
        assert step(HOME, 5.0 * KWH, 700.0, HOLD)[1] == 700.0
        assert step(HOME, 5.0 * KWH, -2000.0, FILL)[1:] == (3000.0, 0.0)
        assert step(HOME, 5.0 * KWH, 700.0, FILL)[1:] == (3000.0, 0.0)


def test_a_day_and_night_of_a_perfect_battery_by_hand():
    """Six hours of 1 kW surplus serve six of eight hours of 1 kW deficit."""
    battery = Battery(20.0 * KWH, 5000.0, 5000.0, 1.0, 1.0)
    surplus = np.concatenate([np.full(6, 1000.0), np.full(8, -1000.0)])
    for call in (dispatch_battery, dispatch_battery.py_func):
        hours = call(battery, surplus, np.full(14, USE), 0.0)
        assert hours.charge.sum() == pytest.approx(6000.0)
        assert hours.discharge == pytest.approx([0.0] * 6 + [1000.0] * 6 + [0.0] * 2)
        assert hours.stored[5] == pytest.approx(6.0 * KWH)
        assert hours.stored[-1] == pytest.approx(0.0, abs=1e-6)


def test_a_round_trip_loses_what_the_label_says():
    battery = battery_of_label(8.0 * KWH, 2000.0, 0.88)
    surplus = np.array([1500.0, 1500.0, -2000.0, -2000.0])
    hours = dispatch_battery(battery, surplus, np.full(4, USE), 0.0)
    assert hours.discharge.sum() / hours.charge.sum() == pytest.approx(0.88)


BATTERIES = st.builds(
    Battery,
    capacity=st.floats(0.0, 30.0).map(lambda x: x * KWH),
    power_charge=st.floats(0.0, 8000.0),
    power_discharge=st.floats(0.0, 8000.0),
    efficiency_charge=st.floats(0.5, 1.0),
    efficiency_discharge=st.floats(0.5, 1.0),
)


@settings(max_examples=200, deadline=None)
@given(
    battery=BATTERIES,
    surplus=st.lists(st.floats(-9000.0, 9000.0), min_size=1, max_size=48),
    seed=st.integers(0, 2**32 - 1),
    share=st.floats(0.0, 1.0),
)
def test_energy_is_conserved_within_limits_and_never_runs_both_ways(
    battery, surplus, seed, share
):
    flow = np.array(surplus)
    rng = np.random.default_rng(seed)
    orders = rng.choice([USE, HOLD, FILL], size=len(flow))
    start = share * battery.capacity
    hours = dispatch_battery(battery, flow, orders, start)
    gained = battery.efficiency_charge * hours.charge
    gained = gained - hours.discharge / battery.efficiency_discharge
    expected = start + 3600.0 * np.cumsum(gained)
    assert hours.stored == pytest.approx(expected, rel=1e-12, abs=1e-3)
    assert np.all((hours.stored >= 0.0) & (hours.stored <= battery.capacity))
    assert np.all(hours.charge * hours.discharge == 0.0)
    assert np.all((hours.charge >= 0.0) & (hours.charge <= battery.power_charge))
    assert np.all(hours.discharge <= battery.power_discharge)
    assert np.all(hours.discharge <= np.maximum(-flow, 0.0))
    self_used = orders != FILL
    assert np.all(hours.charge[self_used] <= np.maximum(flow[self_used], 0.0))


def test_no_battery_does_nothing():
    hours = dispatch_battery(NO_BATTERY, np.array([5.0, -5.0]), np.full(2, USE), 0.0)
    assert np.all(np.array(hours) == 0.0)


def test_a_faded_battery_keeps_what_it_held_but_takes_no_more():
    old = faded(HOME, 0.5)
    assert old.capacity == 5.0 * KWH
    for step in STEPS:
        assert step(old, 8.0 * KWH, 2000.0, USE) == (8.0 * KWH, 0.0, 0.0)


def test_a_tariff_fills_in_the_valley_and_serves_the_peak():
    """Valley 0.4, flat 1, peak 1.7 as in Hainan's commercial tariff."""
    price = np.array(
        [0.4] * 7 + [1.0] * 3 + [1.7] * 2 + [1.0] * 4 + [1.7] * 6 + [1, 0.4]
    )
    load = np.full(24, 500.0)
    orders = orders_by_price(price)
    hours = dispatch_battery(HOME, -load, orders, 0.0)
    assert np.all(hours.charge[price > 0.4] == 0.0)
    assert np.all(hours.discharge[price < 1.7] == 0.0)
    assert hours.discharge[price == 1.7] == pytest.approx(500.0)
    bought = load + hours.charge - hours.discharge
    end = hours.stored[-1] * 0.9 / KWH  # worth what it can give at the peak
    assert (bought * price).sum() - 1000.0 * end * 1.7 < (load * price).sum()


def test_a_flat_tariff_leaves_self_use():
    assert np.all(orders_by_price(np.full(24, 0.6)) == USE)


@pytest.mark.parametrize(
    ("temp", "charge", "losses"),
    [(15.0, 0.5, (8.5, 14.7, 20.2, 25.4)), (25.0, 0.5, (8.1, 13.6, 18.4, 22.9)),
     (28.0, 0.9, (9.9, 16.0, 21.2, 26.1)), (35.0, 0.9, (11.5, 18.1, 23.6, 28.6))],
)  # fmt: skip
def test_fade_follows_the_table_of_the_cell_model(temp, charge, losses):
    """250 cycles a year, 80 % deep, C/4; after 5, 10, 15 and 20 years, per cent."""
    wear = Wear(temp, charge, 0.8, 0.25, 250.0)
    actual = [100.0 * (1.0 - battery_health(wear, age)) for age in (5, 10, 15, 20)]
    assert actual == pytest.approx(losses, abs=0.051)


def test_fade_starts_at_nothing_and_ends_at_all():
    wear = Wear(25.0, 0.5, 0.8, 0.25, 250.0)
    assert battery_health(wear, 0.0) == 1.0
    assert battery_health(wear, 1000.0) == 0.0
    idle = wear._replace(cycles=0.0)
    calendar = 1.0 - battery_health(idle, 16.0)
    assert calendar / (1.0 - battery_health(idle, 1.0)) == pytest.approx(16.0**0.526)
    assert battery_health(wear, 10.0) < battery_health(idle, 10.0)
