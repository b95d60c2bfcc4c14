"""The tank against closed forms, small steps, and its own balance."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.systems.stirred_tank import Tank, TankLoad, step_tank

TANK = Tank(capacity_heat=6.3e5, loss=2.0, temp_set=55.0, temp_use=40.0, temp_max=85.0)
IDLE = TankLoad(draw=0.0, temp_cold=15.0, temp_around=20.0, free=0.0, heater=0.0)
STEPS = (step_tank, step_tank.py_func)


def test_a_tank_at_rest_cools_exponentially():
    for step in STEPS:
        hour = step(TANK, IDLE, 60.0)
        decay = math.exp(-2.0 * 3600.0 / 6.3e5)
        assert hour.temp == pytest.approx(20.0 + 40.0 * decay, rel=1e-14)
        mean = 20.0 + 40.0 * (1.0 - decay) / (2.0 * 3600.0 / 6.3e5)
        assert hour.loss == pytest.approx(2.0 * (mean - 20.0), rel=1e-12)


def test_without_losses_the_draw_is_a_straight_line():
    tank = TANK._replace(loss=0.0)
    for step in STEPS:
        hour = step(tank, IDLE._replace(draw=700.0), 60.0)
        assert hour.temp == pytest.approx(60.0 - 700.0 * 3600.0 / 6.3e5, rel=1e-14)
        assert (hour.drawn, hour.unmet) == pytest.approx((700.0, 0.0), abs=1e-9)


def test_a_held_tank_needs_what_it_loses_and_gives():
    for step in STEPS:
        hour = step(TANK, IDLE._replace(draw=500.0, heater=2000.0), 55.0)
        assert hour.temp == 55.0
        assert hour.heater == pytest.approx(500.0 + 2.0 * 35.0, rel=1e-12)


def test_the_heater_runs_full_until_the_set_point_and_then_holds():
    """Without losses: 5 K at 2 kW take 1575 s, the rest of the hour needs nothing."""
    tank = TANK._replace(loss=0.0)
    for step in STEPS:
        hour = step(tank, IDLE._replace(heater=2000.0), 50.0)
        assert hour.temp == 55.0
        assert hour.heater == pytest.approx(6.3e5 * 5.0 / 3600.0, rel=1e-12)


def test_water_below_the_temperature_of_use_is_counted_as_unmet():
    """A draw of 1 kW at 40 °C over 15 °C flows at 40 W/K; the tank decays to 15 °C."""
    tank = TANK._replace(loss=0.0)
    for step in STEPS:
        hour = step(tank, IDLE._replace(draw=1000.0), 35.0)
        decay = math.exp(-40.0 * 3600.0 / 6.3e5)
        assert hour.temp == pytest.approx(15.0 + 20.0 * decay, rel=1e-13)
        assert hour.drawn == pytest.approx(6.3e5 * 20.0 * (1 - decay) / 3600, rel=1e-12)
        assert hour.drawn + hour.unmet == pytest.approx(1000.0, rel=1e-13)


def test_an_hour_that_crosses_the_temperature_of_use_is_two_pieces():
    """42 to 40 °C in a straight line of 1260 s at 1 kW, then an exponential."""
    tank = TANK._replace(loss=0.0)
    rest = 3600.0 - 6.3e5 * 2.0 / 1000.0
    expected = 15.0 + 25.0 * math.exp(-40.0 * rest / 6.3e5)
    for step in STEPS:
        hour = step(tank, IDLE._replace(draw=1000.0), 42.0)
        assert hour.temp == pytest.approx(expected, rel=1e-13)


def test_a_cold_tank_that_warms_past_the_temperature_of_use_is_two_pieces():
    """It would settle at 41.25 °C, meets 40 °C after 787.5 s · ln 17, and then gains
    100 W in a straight line."""
    tank = TANK._replace(loss=0.0, capacity_heat=6.3e4)
    load = IDLE._replace(draw=2000.0, heater=2100.0)
    rest = 3600.0 - 6.3e4 / 80.0 * math.log(17.0)
    for step in STEPS:
        hour = step(tank, load, 20.0)
        assert hour.temp == pytest.approx(40.0 + 100.0 * rest / 6.3e4, rel=1e-12)
        assert hour.unmet > 0.0


def test_the_heater_stays_off_above_the_set_point_until_the_tank_has_cooled_to_it():
    """60 to 55 °C at 1 kW take 3150 s; in the rest the heater holds."""
    tank = TANK._replace(loss=0.0)
    for step in STEPS:
        hour = step(tank, IDLE._replace(draw=1000.0, heater=2000.0), 60.0)
        assert hour.temp == 55.0
        assert hour.heater == pytest.approx(1000.0 * 450.0 / 3600.0, rel=1e-9)


def test_free_heat_is_turned_away_at_the_top_and_counted():
    tank = TANK._replace(loss=0.0)
    for step in STEPS:
        hour = step(tank, IDLE._replace(free=3000.0), 80.0)
        assert hour.temp == 85.0
        taken = 6.3e5 * 5.0 / 3600.0
        assert hour.dumped == pytest.approx(3000.0 - taken, rel=1e-12)


def test_the_sun_spares_the_heater_before_it_overheats_the_tank():
    for step in STEPS:
        hour = step(TANK, IDLE._replace(free=50.0, heater=2000.0), 55.0)
        assert hour.temp == 55.0
        assert hour.heater == pytest.approx(20.0, rel=1e-9)
        warmer = step(TANK, IDLE._replace(free=500.0, heater=2000.0), 55.0)
        assert warmer.temp > 55.0
        assert warmer.heater == 0.0


def euler(tank, load, temp, pieces=36_000):
    """Oracle: a thermostat switched every tenth of a second."""
    step = 3600.0 / pieces
    sums = dict.fromkeys(("heater", "loss", "drawn", "dumped"), 0.0)
    flow = load.draw / (tank.temp_use - load.temp_cold)
    for _ in range(pieces):
        drawn = min(load.draw, flow * (temp - load.temp_cold))
        loss = tank.loss * (temp - load.temp_around)
        heater = load.heater if temp < tank.temp_set else 0.0
        dumped = load.free if temp >= tank.temp_max else 0.0
        heat = heater + load.free - dumped - drawn - loss
        temp += heat * step / tank.capacity_heat
        for name, flux in (("heater", heater), ("loss", loss), ("drawn", drawn),
                           ("dumped", dumped)):  # fmt: skip
            sums[name] += flux / pieces
    return temp, sums


@pytest.mark.parametrize(
    ("draw", "free", "heater", "temp"),
    [(1500.0, 0.0, 2000.0, 42.0), (4000.0, 0.0, 2000.0, 45.0), (0.0, 4000.0, 0.0, 70.0),
     (900.0, 2500.0, 1500.0, 38.0), (3000.0, 0.0, 1000.0, 55.0),
     (200.0, 9000.0, 2000.0, 52.0)],
)  # fmt: skip
def test_the_hour_agrees_with_a_thermostat_in_tenths_of_seconds(
    draw, free, heater, temp
):
    load = TankLoad(draw, 15.0, 20.0, free, heater)
    end, sums = euler(TANK, load, temp)
    hour = step_tank(TANK, load, temp)
    assert hour.temp == pytest.approx(end, abs=3e-3)
    for name, value in sums.items():
        assert getattr(hour, name) == pytest.approx(value, abs=1.0), name


LOADS = st.builds(
    TankLoad,
    draw=st.floats(0.0, 8000.0),
    temp_cold=st.floats(2.0, 30.0),
    temp_around=st.floats(-10.0, 38.0),
    free=st.floats(0.0, 6000.0),
    heater=st.floats(0.0, 4000.0),
)
TANKS = st.builds(
    Tank,
    capacity_heat=st.floats(4e4, 2e6),
    loss=st.one_of(st.just(0.0), st.floats(1e-9, 1e-3), st.floats(0.1, 10.0)),
    temp_set=st.floats(40.0, 65.0),
    temp_use=st.floats(35.0, 45.0),
    temp_max=st.floats(66.0, 95.0),
)


@settings(max_examples=400, deadline=None)
@given(tank=TANKS, load=LOADS, temp=st.floats(10.0, 95.0))
def test_heat_is_conserved_in_every_hour(tank, load, temp):
    hour = step_tank(tank, load, temp)
    stored = tank.capacity_heat * (hour.temp - temp) / 3600.0
    flows = hour.heater + load.free - hour.dumped - hour.loss - hour.drawn
    scale = hour.heater + load.free + abs(hour.loss) + abs(hour.drawn) + abs(stored)
    assert flows - stored == pytest.approx(0.0, abs=1e-9 * max(scale, 1.0))
    assert hour.drawn + hour.unmet == pytest.approx(load.draw, abs=1e-9)
    assert -1e-9 <= hour.heater <= load.heater + 1e-9
    assert -1e-9 <= hour.dumped <= load.free + 1e-9
    assert hour.temp <= max(temp, tank.temp_max, load.temp_around) + 1e-9


@settings(deadline=None)
@given(load=LOADS, temp=st.floats(20.0, 80.0))
def test_two_half_tanks_are_one_tank(load, temp):
    """Scaling law: half of everything gives the same temperatures."""
    half = TANK._replace(capacity_heat=TANK.capacity_heat / 2.0, loss=TANK.loss / 2.0)
    less = load._replace(draw=load.draw / 2, free=load.free / 2, heater=load.heater / 2)
    assert step_tank(half, less, temp).temp == pytest.approx(
        step_tank(TANK, load, temp).temp, abs=1e-9
    )
