"""Draws, heaters and the year of a tank."""

import numpy as np
import pytest

from twin.systems.heat_pump_water import (
    capacity_modifier_water,
    efficiency_modifier_water,
    part_load_factor_water,
)
from twin.systems.hot_water import (
    Heater,
    Source,
    TankDrive,
    draw_profile,
    heat_instantly,
    simulate_tank,
    tank_of_litres,
)
from twin.systems.solar_thermal import NO_COLLECTOR, PIPE_LOSS, flat_plate

HOURS = 8760
TANK = tank_of_litres(0.15, 1.8, 55.0)
ELECTRIC = Heater(Source.ELECTRIC, 2000.0, 0.98, 0.0)
GAS = Heater(Source.GAS, 2000.0, 0.8, 0.0)
PUMP = Heater(Source.HEAT_PUMP, 1500.0, 3.2, 1500.0)


def year(hours=HOURS, **changed):
    clock = np.arange(hours) % 24
    season = np.sin(2.0 * np.pi * np.arange(hours) / HOURS)
    air = 18.0 - 9.0 * season + 4.0 * np.sin((clock - 9) / 24.0 * 2.0 * np.pi)
    sun = np.maximum(0.0, 850.0 * np.sin((clock - 6) / 12.0 * np.pi))
    drive = TankDrive(
        draw=np.resize(draw_profile(5.0 * 3.6e6), hours),
        temp_cold=np.full(hours, 16.0),
        temp_around=np.full(hours, 20.0),
        temp_air=air,
        temp_wet_bulb=air - 4.0,
        irradiance=sun * (0.6 - 0.4 * season),
        may_heat=np.ones(hours),
    )
    return drive._replace(**changed)


def residual(result, temp):
    stored = TANK.capacity_heat * (result.temp[-1] - temp) / 3600.0
    inward = (result.heater + result.solar).sum()
    return (inward - (result.loss + result.drawn).sum() - stored) / inward


@pytest.mark.parametrize(
    ("heater", "collector"),
    [(ELECTRIC, NO_COLLECTOR), (GAS, NO_COLLECTOR), (PUMP, NO_COLLECTOR),
     (GAS, flat_plate(4.0)), (PUMP, flat_plate(2.0)),
     (ELECTRIC._replace(capacity=250.0), NO_COLLECTOR)],
)  # fmt: skip
def test_the_heat_of_the_year_is_conserved_and_no_draw_is_dropped(heater, collector):
    drive = year()
    result = simulate_tank(TANK, heater, collector, drive, 50.0)
    assert abs(residual(result, 50.0)) < 1e-12
    assert result.drawn + result.unmet == pytest.approx(drive.draw, abs=1e-9)


def test_the_compiled_year_is_the_written_one():
    drive = year(hours=72)
    for heater in (GAS, PUMP):
        args = (TANK, heater, flat_plate(2.0), drive, 45.0)
        compiled, written = simulate_tank(*args), simulate_tank.py_func(*args)
        for name, row in compiled._asdict().items():
            assert row == pytest.approx(getattr(written, name), abs=1e-9), name


def test_a_held_tank_buys_draw_and_standing_loss_over_efficiency():
    """15 × 3.6 MJ would be a day; here 5 kWh a day and 1.8 W/K × 35 K all year."""
    drive = year()
    need = 5000.0 * 365.0 + 1.8 * 35.0 * HOURS
    electric = simulate_tank(TANK, ELECTRIC, NO_COLLECTOR, drive, 55.0)
    assert electric.electricity.sum() == pytest.approx(need / 0.98, rel=1e-9)
    assert electric.gas.sum() == 0.0
    gas = simulate_tank(TANK, GAS, NO_COLLECTOR, drive, 55.0)
    assert gas.gas.sum() == pytest.approx(need / 0.8, rel=1e-9)
    assert gas.electricity.sum() == 0.0


def test_a_weak_heater_leaves_draws_unmet_and_says_how_much():
    """250 W give less than 5 kWh a day and the losses: the year's difference shows."""
    drive = year()
    weak = ELECTRIC._replace(capacity=220.0)
    result = simulate_tank(TANK, weak, NO_COLLECTOR, drive, 40.0)
    assert result.unmet.sum() > 1000.0
    expected = result.loss.sum() + drive.draw.sum() - result.heater.sum()
    stored = TANK.capacity_heat * (result.temp[-1] - 40.0) / 3600.0
    assert result.unmet.sum() == pytest.approx(expected + stored, rel=1e-9)


def test_the_heater_keeps_to_its_hours():
    nights = np.where(np.arange(HOURS) % 24 < 7, 1.0, 0.0)
    drive = year(may_heat=nights)
    for heater in (ELECTRIC, PUMP):
        result = simulate_tank(TANK, heater, NO_COLLECTOR, drive, 55.0)
        assert np.all(result.heater[nights == 0.0] == 0.0)
        assert np.all(result.electricity[nights == 0.0] == 0.0)


@pytest.mark.parametrize(
    ("water", "wet_bulb", "expected"),
    [(45.0, 10.0, 0.87), (45.0, 15.0, 1.00), (45.0, 20.0, 1.14), (45.0, 24.0, 1.25),
     (55.0, 10.0, 0.78), (55.0, 20.0, 0.95), (55.0, 24.0, 1.01), (55.0, 27.0, 1.06)],
)  # fmt: skip
def test_efficiency_of_the_heat_pump_follows_air_and_water(water, wet_bulb, expected):
    """Two decimals worked out from the published coefficients apart from the code."""
    for call in (efficiency_modifier_water, efficiency_modifier_water.py_func):
        assert call(wet_bulb, water) == pytest.approx(expected, abs=0.0065)


def test_capacity_curve_by_hand():
    expected = (
        0.369827 + 0.043341 * 20.0 - 0.00023 * 400.0
        + 0.000466 * 50.0 + 0.000026 * 2500.0 - 0.00027 * 1000.0
    )  # fmt: skip
    for call in (capacity_modifier_water, capacity_modifier_water.py_func):
        assert call(20.0, 50.0) == pytest.approx(expected, rel=1e-12)
        assert call(20.0, 5.0) == call(20.0, 20.0)
        assert call(60.0, 50.0) == call(40.0, 50.0)


def test_a_steady_hour_of_the_heat_pump_by_hand():
    """Held at 55 °C with a draw of 500 W: heat 563 W over COP and cycling."""
    drive = year(hours=1, draw=np.array([500.0]), temp_wet_bulb=np.array([20.0]))
    result = simulate_tank(TANK, PUMP, NO_COLLECTOR, drive, 55.0)
    heat = 500.0 + 1.8 * 35.0
    capacity = 1500.0 * capacity_modifier_water(20.0, 55.0)
    efficiency = 3.2 * efficiency_modifier_water(20.0, 55.0)
    factor = 0.75 + 0.25 * heat / capacity
    assert result.heater[0] == pytest.approx(heat, rel=1e-9)
    assert result.electricity[0] == pytest.approx(heat / efficiency / factor, rel=1e-9)


def test_in_frost_only_the_element_heats():
    drive = year(hours=48, temp_air=np.full(48, 4.9), temp_wet_bulb=np.full(48, 3.0))
    result = simulate_tank(TANK, PUMP, NO_COLLECTOR, drive, 55.0)
    assert result.electricity == pytest.approx(result.heater, abs=1e-9)
    assert result.electricity.sum() > 1000.0


def test_the_element_helps_only_where_the_compressor_is_too_weak():
    drive = year()
    small = PUMP._replace(capacity=300.0)
    alone = simulate_tank(TANK, small._replace(backup=0.0), NO_COLLECTOR, drive, 55.0)
    helped = simulate_tank(TANK, small, NO_COLLECTOR, drive, 55.0)
    assert alone.unmet.sum() > 0.0
    assert helped.unmet.sum() < 0.2 * alone.unmet.sum()
    large = simulate_tank(TANK, PUMP, NO_COLLECTOR, drive, 55.0)
    assert large.unmet.sum() == pytest.approx(0.0, abs=1e-6)
    mild = drive.temp_air > 5.0
    assert np.all(large.heater[mild] / large.electricity[mild] > 1.5)


def test_the_element_helps_a_cold_start_even_if_the_hour_ends_warm():
    drive = year(hours=1, draw=np.array([500.0]))
    alone, helped = (
        simulate_tank(TANK, heater, NO_COLLECTOR, drive, 38.0)
        for heater in (PUMP._replace(backup=0.0), PUMP)
    )
    assert alone.temp[0] > TANK.temp_use
    assert 0.0 < helped.unmet[0] < 0.7 * alone.unmet[0]


def test_a_collector_saves_what_it_brings_less_what_a_hotter_tank_loses():
    drive = year()
    plain = simulate_tank(TANK, GAS, NO_COLLECTOR, drive, 55.0)
    solar = simulate_tank(TANK, GAS, flat_plate(3.0), drive, 55.0)
    stored = TANK.capacity_heat * (solar.temp[-1] - 55.0) / 3600.0
    saved = (plain.heater - solar.heater).sum()
    more = (solar.loss - plain.loss).sum() + stored
    assert saved == pytest.approx(solar.solar.sum() - more, rel=1e-9)
    assert 0.3 < saved / plain.heater.sum() < 1.0
    assert solar.temp.max() <= 85.0


def test_pipes_lose_their_share_and_the_pump_runs_with_the_sun():
    drive = year(hours=1, irradiance=np.array([800.0]), temp_air=np.array([20.0]))
    result = simulate_tank(TANK, GAS, flat_plate(2.0), drive, 50.0)
    expected = 2.0 * (0.78 * 800.0 - 3.5 * 30.0 - 0.015 * 900.0)
    assert result.solar[0] == pytest.approx((1.0 - PIPE_LOSS) * expected)
    assert result.electricity[0] == pytest.approx(10.0)


def test_the_tapping_cycle_of_the_european_rule_adds_up():
    profile = draw_profile(5.845 * 3.6e6)
    assert profile.sum() == pytest.approx(5845.0)
    assert profile[7] == pytest.approx(1610.0)
    assert profile[21] == pytest.approx(1505.0)
    assert np.all(profile[:7] == 0.0)


def test_a_label_gives_a_tank():
    assert TANK.capacity_heat == pytest.approx(150.0 * 4186.0)
    assert tank_of_litres(0.1, 1.0, 90.0).temp_max == 90.0


def test_a_band_lets_a_heat_pump_run_long_and_seldom():
    """Holding costs a cycle an hour; with 5 K to fall, full hours pay no cycling."""
    drive = year()
    held = simulate_tank(TANK, PUMP, NO_COLLECTOR, drive, 55.0)
    banded = PUMP._replace(band=5.0)
    seldom = simulate_tank(TANK, banded, NO_COLLECTOR, drive, 55.0)
    assert abs(residual(seldom, 55.0)) < 1e-12
    assert seldom.unmet.sum() == pytest.approx(held.unmet.sum(), abs=1e-6)
    assert (seldom.heater > 0.0).sum() < 0.35 * (held.heater > 0.0).sum()
    assert seldom.electricity.sum() < 0.92 * held.electricity.sum()
    starts = (seldom.heater[1:] > 0.0) & (seldom.heater[:-1] == 0.0)
    before = seldom.temp[:-1][starts]
    assert np.all(before < 50.0)
    after = np.flatnonzero((seldom.heater[1:] == 0.0) & (seldom.heater[:-1] > 0.0))
    assert seldom.temp[after] == pytest.approx(55.0)


def test_a_sleeping_heater_wakes_rather_than_leaving_water_cold():
    """51 °C is within the band, but 10 kW for an hour would empty the tank."""
    drive = year(hours=1, draw=np.array([10e3]))
    lazy = ELECTRIC._replace(capacity=9000.0, band=5.0)
    hour = simulate_tank(TANK, lazy, NO_COLLECTOR, drive, 51.0)
    ready = simulate_tank(TANK, lazy._replace(band=0.0), NO_COLLECTOR, drive, 51.0)
    assert hour.heater[0] == ready.heater[0] > 0.0
    assert hour.unmet[0] == ready.unmet[0]
    quiet = simulate_tank(TANK, lazy, NO_COLLECTOR, year(hours=1), 51.0)
    assert quiet.heater[0] == 0.0


def test_a_heater_that_woke_goes_on_to_the_set_point():
    """A large draw wakes it within its band; the quiet hours after it still heat."""
    drive = year(hours=24, draw=np.where(np.arange(24) == 0, 1500.0, 0.0))
    lazy = ELECTRIC._replace(capacity=2000.0, band=20.0)
    result = simulate_tank(TANK, lazy, NO_COLLECTOR, drive, 42.0)
    assert result.temp[0] > 55.0 - 20.0
    assert np.all(result.heater[:2] > 0.0)
    assert result.temp[:12].max() == 55.0


def test_a_heater_without_a_tank_is_limited_and_counts_what_it_lacks():
    for call in (heat_instantly, heat_instantly.py_func):
        heat, unmet, bought = call(Heater(Source.GAS, 10e3, 0.8, 0.0), 12e3)
        assert (heat, unmet, bought) == pytest.approx((10e3, 2e3, 12.5e3))


def test_cycling_of_a_water_heater_costs_a_quarter_at_most():
    for call in (part_load_factor_water, part_load_factor_water.py_func):
        assert [call(0.0), call(0.5), call(1.0)] == pytest.approx([0.75, 0.875, 1.0])
