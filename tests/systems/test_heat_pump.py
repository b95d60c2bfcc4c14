"""The split unit in winter: published curves, frost, limits, backup."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.ground.psychrometrics import humidity_ratio_from_relative
from twin.systems.heat_pump import (
    HeatPump,
    capacity_modifier_heating,
    frost_share,
    input_modifier_heating,
    part_load_factor_inverter_heating,
    run_heat_pump,
)
from twin.systems.room_air_conditioner import (
    part_load_factor,
    part_load_factor_inverter,
)

CYCLING = HeatPump(4000.0, 3.5, 1000.0, -15.0, 0.0)
INVERTER = CYCLING._replace(is_inverter=1.0)
RUNS = (run_heat_pump, run_heat_pump.py_func)


def moist(temp, share):
    return float(humidity_ratio_from_relative(temp, share, 101_325.0))


@pytest.mark.parametrize(
    ("temp_outdoor", "capacity", "efficiency"),
    [(-20.0, 0.2377, 0.4175), (-10.0, 0.4939, 0.6173), (0.0, 0.7587, 0.8386),
     (8.33, 1.0012, 0.9993), (20.0, 1.3987, 1.2196)],
)  # fmt: skip
def test_heating_follows_the_curves_of_the_example_heat_pump(
    temp_outdoor, capacity, efficiency
):
    """Worked out from the four coefficients with a pocket calculator."""
    for call in (capacity_modifier_heating, capacity_modifier_heating.py_func):
        assert call(temp_outdoor) == pytest.approx(capacity, abs=6e-5)
    for call in (input_modifier_heating, input_modifier_heating.py_func):
        assert 1.0 / call(temp_outdoor) == pytest.approx(efficiency, abs=6e-5)


def test_curves_are_read_at_their_edge_outside_their_range():
    assert capacity_modifier_heating(-35.0) == capacity_modifier_heating(-20.0)
    assert input_modifier_heating(30.0) == input_modifier_heating(20.0)


def test_frost_by_hand_at_freezing_point():
    """0 °C, 80 %: 3.02 g/kg; the coil at −8.589 °C saturates at 1.95 g/kg (over water),
    so the share is 1 / (1 + 14.46 / 1.07)."""
    for call in (frost_share, frost_share.py_func):
        assert call(0.0, moist(0.0, 0.8)) == pytest.approx(0.069, abs=0.002)


def test_dry_or_mild_air_brings_no_frost():
    for call in (frost_share, frost_share.py_func):
        assert call(5.0, moist(5.0, 1.0)) == 0.0
        assert call(-5.0, 0.0001) < 1e-4
        assert call(4.9, moist(4.9, 1.0)) > 0.08


def test_frost_costs_capacity_and_efficiency_below_five_degrees():
    """Capacity × 0.875 (1 − f) less reversal, power × 0.954 (1 − f) and the thaw."""
    humidity = moist(0.0, 0.8)
    share = frost_share(0.0, humidity)
    stolen = 0.01 * share * 7.222 * 4000.0 / 1.01667
    heat = 4000.0 * 0.758746 * 0.875 * (1.0 - share) - stolen
    steady = 4000.0 * 0.758746 * 1.19248 / 3.5 * 0.954 * (1.0 - share)
    power = steady + 0.1528 * share * 4000.0 / 1.01667
    for run in RUNS:
        hour = run(CYCLING._replace(backup=0.0), 9000.0, 0.0, humidity)
        assert hour.heat == pytest.approx(heat, rel=1e-9)
        assert hour.power == pytest.approx(power, rel=1e-9)
        assert hour.unmet == pytest.approx(9000.0 - heat, rel=1e-9)
    dry = run_heat_pump(CYCLING, 9000.0, 5.0, humidity)
    wet = run_heat_pump(CYCLING, 9000.0, 4.99, humidity)
    assert wet.heat < 0.93 * dry.heat


def test_full_load_at_the_rating_point_has_the_rated_efficiency():
    for run in RUNS:
        hour = run(CYCLING._replace(backup=0.0), 9000.0, 8.33, 0.004)
        assert hour.heat == pytest.approx(4000.0, rel=0.002)
        assert hour.heat / hour.power == pytest.approx(3.5, rel=0.006)


@pytest.mark.parametrize("part_load", [0.1, 0.5, 0.8])
def test_part_load_costs_by_the_way_the_unit_is_controlled(part_load):
    """In dry mild air: heat × EIR / COP over the factor of cycling or of inverters."""
    need = part_load * 4000.0 * capacity_modifier_heating(12.0)
    steady = need * input_modifier_heating(12.0) / 3.5
    inverter = part_load_factor_inverter_heating(part_load)
    for run in RUNS:
        cycling = run(CYCLING, need, 12.0, 0.005).power
        assert cycling == pytest.approx(steady / (0.85 + 0.15 * part_load), rel=1e-9)
        modulating = run(INVERTER, need, 12.0, 0.005).power
        assert modulating == pytest.approx(steady / inverter, rel=1e-9)


def test_below_its_limit_only_the_backup_heats():
    for run in RUNS:
        assert tuple(run(CYCLING, 1500.0, -15.1, 0.001)) == (
            1000.0, 1000.0, 1000.0, 500.0,
        )  # fmt: skip


def test_the_backup_adds_only_what_the_compressor_lacks():
    for run in RUNS:
        hour = run(CYCLING, 4500.0, 8.33, 0.004)
        assert hour.heat == pytest.approx(4500.0)
        assert hour.heat_backup == pytest.approx(500.0, abs=6.0)
        assert hour.unmet == pytest.approx(0.0, abs=1e-9)


@settings(deadline=None)
@given(
    need=st.floats(0.0, 9000.0), temp=st.floats(-25.0, 25.0), share=st.floats(0.2, 1.0)
)
def test_heat_and_unmet_are_the_need_and_power_is_above_carnot(need, temp, share):
    for machine in (CYCLING, INVERTER):
        hour = run_heat_pump(machine, need, temp, moist(temp, share))
        assert hour.heat + hour.unmet == pytest.approx(need, abs=1e-9)
        assert 0.0 <= hour.heat_backup <= machine.backup
        assert hour.unmet >= 0.0
        carnot = (45.0 - temp) / 318.0  # supply air near 45 °C
        by_compressor = hour.heat - hour.heat_backup
        assert hour.power - hour.heat_backup >= 0.99 * carnot * by_compressor
        more = run_heat_pump(machine, need + 100.0, temp, moist(temp, share))
        assert more.heat >= hour.heat - 1e-9
        assert more.power >= hour.power - 1e-9


@pytest.mark.parametrize(
    ("part_load", "cooling", "heating"),
    [(1.0, 1.0, 1.0), (0.75, 1.147, 1.024), (0.5, 1.214, 0.991), (0.25, 0.759, 0.806)],
)
def test_inverters_follow_the_curves_of_the_example_multi_split(
    part_load, cooling, heating
):
    """Part load over the cubic of the power, worked out apart from the code."""
    for call in (part_load_factor_inverter, part_load_factor_inverter.py_func):
        assert call(part_load) == pytest.approx(cooling, abs=6e-4)
    for call in (
        part_load_factor_inverter_heating,
        part_load_factor_inverter_heating.py_func,
    ):
        assert call(part_load) == pytest.approx(heating, abs=6e-4)


def test_inverters_cycle_below_a_quarter_of_load():
    for call in (part_load_factor_inverter, part_load_factor_inverter_heating):
        assert call(0.125) == pytest.approx(call(0.25) * part_load_factor(0.5))
        assert call(0.0) == pytest.approx(call(0.25) * 0.85)


def test_an_inverter_saves_at_half_load_what_a_cycling_unit_loses():
    loads = np.array([0.4, 0.5, 0.6, 0.8])
    inverter = np.array([part_load_factor_inverter(x) for x in loads])
    cycling = np.array([part_load_factor(x) for x in loads])
    assert np.all(inverter > 1.05)
    assert np.all(cycling < 1.0)
