"""Ventilation units: effectiveness solved back, frost guard, bypass, fans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.ground.psychrometrics import density_air, humidity_ratio_from_relative
from twin.systems.heat_recovery import (
    ENTHALPY,
    EXHAUST,
    SENSIBLE,
    effectiveness_in_use,
    supply_air,
)

CALLS = (supply_air, supply_air.py_func)
USES = (effectiveness_in_use, effectiveness_in_use.py_func)
FLOW = 0.03


def outdoor(temp, share):
    humidity = float(humidity_ratio_from_relative(temp, share, 101_325.0))
    density = float(density_air(temp, 101_325.0))
    return temp, humidity, density, 101_325.0


def room(temp, share):
    return temp, float(humidity_ratio_from_relative(temp, share, 101_325.0))


def test_effectiveness_in_winter_by_hand():
    """5 °C out, 20 °C in, 80 %: 17 °C, and the fan adds 750/(1.27·1006) = 0.59 K."""
    for call in CALLS:
        air = call(SENSIBLE, FLOW, room(20.0, 0.4), outdoor(5.0, 0.8))
        assert air.temp == pytest.approx(17.0 + 750.0 / (1.267 * 1006.0), abs=0.003)
        assert air.humidity_ratio == outdoor(5.0, 0.8)[1]
        assert air.power == pytest.approx(2.0 * 750.0 * FLOW)
        assert air.condensed == 0.0


def test_a_membrane_gives_back_moisture_and_dries_summer_air():
    for call in CALLS:
        for temp, inside, outside in ((24.0, 0.4, 0.5), (24.0, 0.5, 0.9)):
            indoors = room(temp, inside)
            out = outdoor(5.0 if inside < 0.45 else 32.0, outside)
            air = call(ENTHALPY, FLOW, indoors, out)
            share = (air.humidity_ratio - out[1]) / (indoors[1] - out[1])
            assert share == pytest.approx(0.65)


def test_the_frost_guard_lets_exhaust_leave_at_its_limit():
    """Exhaust leaves at θi − ε (θi − θo): at 1 °C sharp in a cold hour."""
    for use in USES:
        for temp_outdoor in (-3.0, -10.0, -25.0):
            effectiveness = use(SENSIBLE, 20.0, temp_outdoor)
            leaving = 20.0 - effectiveness * (20.0 - temp_outdoor)
            assert effectiveness == pytest.approx(min(0.8, 19.0 / (20 - temp_outdoor)))
            assert leaving >= 1.0 - 1e-9
        assert use(SENSIBLE, 20.0, -25.0) == pytest.approx(19.0 / 45.0)
        assert use(SENSIBLE, 0.5, -25.0) == 0.0


def test_the_guard_takes_moisture_recovery_along():
    indoors, out = room(20.0, 0.4), outdoor(-20.0, 0.8)
    for call in CALLS:
        air = call(ENTHALPY, FLOW, indoors, out)
        assert air.effectiveness == pytest.approx(25.0 / 40.0)
        share = (air.humidity_ratio - out[1]) / (indoors[1] - out[1])
        assert share == pytest.approx(0.65 * air.effectiveness / 0.75)


def test_the_bypass_opens_in_warm_rooms_when_outdoors_is_cooler():
    for use in USES:
        assert use(SENSIBLE, 26.0, 20.0) == 0.0
        assert use(SENSIBLE, 23.0, 20.0) == 0.8
        assert use(SENSIBLE, 26.0, 33.0) == 0.8  # keeps the heat out


def test_an_exhaust_fan_brings_outdoor_air_as_it_is_for_half_the_power():
    out = outdoor(8.0, 0.7)
    for call in CALLS:
        air = call(EXHAUST, FLOW, room(21.0, 0.5), out)
        assert (air.temp, air.humidity_ratio) == out[:2]
        assert air.power == pytest.approx(750.0 * FLOW)
        assert air.effectiveness == 0.0


def test_water_that_condenses_in_the_supply_is_counted():
    """Saturated 36 °C air against a room of 20 °C: supply of 23.2 °C carries less."""
    out, indoors = outdoor(36.0, 1.0), room(20.0, 0.5)
    for call in CALLS:
        air = call(SENSIBLE, FLOW, indoors, out)
        most = float(humidity_ratio_from_relative(23.2, 1.0, 101_325.0))
        assert air.humidity_ratio == pytest.approx(most, rel=1e-9)
        assert air.humidity_ratio + air.condensed == pytest.approx(out[1], rel=1e-12)


@settings(deadline=None)
@given(
    inside=st.floats(15.0, 30.0), outside=st.floats(-30.0, 42.0), share=st.floats(0, 1)
)
def test_supply_lies_between_room_and_outdoors_and_exhaust_gives_the_same(
    inside, outside, share
):
    out, indoors = outdoor(outside, share), room(inside, 0.5)
    for unit in (SENSIBLE, ENTHALPY):
        air = supply_air(unit, FLOW, indoors, out)
        temp = air.temp - unit.specific_power / (out[2] * 1006.0)
        low, high = sorted((inside, outside))
        assert low - 1e-9 <= temp <= high + 1e-9
        assert 0.0 <= air.effectiveness <= unit.sensible
        wet, dry = max(out[1], indoors[1]), min(out[1], indoors[1])
        assert dry - 1e-12 <= air.humidity_ratio + air.condensed <= wet + 1e-12
