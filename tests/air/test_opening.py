"""Habits of opening windows: each clause of the rule, alone and against the others."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from twin.air.opening import OpeningRules, OpeningState, opening_rules, opening_share
from twin.air.window import window_flow
from twin.model.behaviour import Behaviour

HOME = Behaviour(
    name="home",
    temp_opening=22.0,
    temp_band=2.0,
    temp_outdoor_least=14.0,
    temp_outdoor_most=40.0,
    warmer_tolerated=2.0,
    share_most=0.8,
    share_cooking=0.5,
    share_sleep_least=0.2,
    share_sleep_most=0.4,
    share_empty=0.25,
    share_cooling=0.0,
    share_humid=0.3,
    humidity_opening=0.7,
    share_least=0.0,
    airing_hours=(0.0,) * 24,
    sleep_hours=(0.0,) * 24,
)
CALM = OpeningState(
    temp_air=26.0,
    temp_outdoor=24.0,
    humidity_relative=0.6,
    is_drier=0.0,
    is_present=1.0,
    is_asleep=0.0,
    is_cooling=0.0,
    is_burning=0.0,
    airing=0.0,
)
MARK = st.sampled_from([0.0, 1.0])
SHARE = st.floats(0.0, 1.0)


@pytest.fixture(params=["compiled", "python"])
def opened(request):
    call = opening_share if request.param == "compiled" else opening_share.py_func

    def share(behaviour=HOME, **state):
        return call(opening_rules(behaviour), CALM._replace(**state))

    return share


def test_windows_open_over_the_band_as_it_gets_warm(opened):
    assert opened(temp_air=21.9, temp_outdoor=20.0) == 0.0
    assert opened(temp_air=22.5, temp_outdoor=20.0) == pytest.approx(0.25 * 0.8)
    assert opened(temp_air=23.0, temp_outdoor=20.0) == pytest.approx(0.5 * 0.8)
    assert opened(temp_air=24.0, temp_outdoor=20.0) == pytest.approx(0.8)
    assert opened(temp_air=35.0, temp_outdoor=20.0) == pytest.approx(0.8)


def test_cold_outdoors_keeps_windows_shut(opened):
    assert opened(temp_outdoor=14.0) == 0.0
    assert opened(temp_outdoor=14.5) == pytest.approx(0.4)
    assert opened(temp_outdoor=15.0) == pytest.approx(0.8)


def test_hot_outdoors_keeps_windows_shut(opened):
    assert opened(temp_air=45.0, temp_outdoor=40.0) == 0.0
    assert opened(temp_air=45.0, temp_outdoor=39.25) == pytest.approx(0.75 * 0.8)


def test_outdoors_may_be_a_little_warmer_than_the_room(opened):
    assert opened(temp_air=30.0, temp_outdoor=31.0) == pytest.approx(0.8)
    assert opened(temp_air=30.0, temp_outdoor=31.5) == pytest.approx(0.4)
    assert opened(temp_air=30.0, temp_outdoor=32.0) == 0.0


def test_a_burner_opens_windows_whatever_the_weather(opened):
    """The house over a wood fire at noon, outdoors 4 K warmer, is not shut."""
    noon = {"temp_air": 29.0, "temp_outdoor": 33.0}
    assert opened(**noon) == 0.0
    assert opened(**noon, is_burning=1.0) == 0.5
    assert opened(temp_air=18.0, temp_outdoor=5.0, is_burning=1.0) == 0.5
    assert opened(is_burning=1.0, is_cooling=1.0) == 0.5
    assert opened(is_burning=1.0) == pytest.approx(0.8)


def test_cooling_shuts_what_is_open(opened):
    assert opened(is_cooling=1.0) == 0.0
    assert opened(is_cooling=1.0, airing=0.4) == 0.0
    ajar = replace(HOME, share_cooling=0.05)
    assert opened(ajar, is_cooling=1.0) == pytest.approx(0.05)
    assert opened(ajar, is_cooling=1.0, temp_air=20.0) == 0.0


def test_sleepers_keep_to_their_least_and_their_largest_opening(opened):
    assert opened(is_asleep=1.0) == pytest.approx(0.4)
    assert opened(is_asleep=1.0, temp_air=20.0, temp_outdoor=18.0) == pytest.approx(0.2)
    assert opened(is_asleep=1.0, temp_air=20.0, temp_outdoor=10.0) == 0.0


def test_an_empty_room_keeps_a_part_open(opened):
    assert opened(is_present=0.0) == pytest.approx(0.25 * 0.8)
    assert opened(replace(HOME, share_empty=0.0), is_present=0.0) == 0.0
    assert opened(replace(HOME, share_empty=1.0), is_present=0.0) == pytest.approx(0.8)


def test_airing_by_the_clock_asks_no_thermometer(opened):
    assert opened(temp_air=18.0, temp_outdoor=-5.0, airing=0.1) == pytest.approx(0.1)
    assert opened(airing=0.1) == pytest.approx(0.8)


def test_damp_air_opens_windows_only_if_outdoors_is_drier(opened):
    cool = {"temp_air": 20.0, "temp_outdoor": 18.0}
    assert opened(**cool, humidity_relative=0.9, is_drier=1.0) == pytest.approx(0.3)
    assert opened(**cool, humidity_relative=0.75, is_drier=1.0) == pytest.approx(0.15)
    assert opened(**cool, humidity_relative=0.9, is_drier=0.0) == 0.0
    assert opened(**cool, humidity_relative=0.7, is_drier=1.0) == 0.0
    cold = {"temp_air": 20.0, "temp_outdoor": 5.0}
    assert opened(**cold, humidity_relative=0.9, is_drier=1.0) == 0.0


@pytest.mark.parametrize("done", [0.0, 0.25, 1.0])
def test_habits_leave_a_part_undone_whatever_asks_for_it(opened, done):
    lazy = replace(HOME, share_done=done)
    for state in ({"temp_air": 30.0}, {"is_burning": 1.0}, {"airing": 0.3}):
        assert opened(lazy, **state) == pytest.approx(done * opened(HOME, **state))
    hall = replace(lazy, share_least=0.6)
    assert opened(hall, temp_air=10.0) == pytest.approx(0.6)


def test_an_open_hall_never_shuts(opened):
    hall = replace(HOME, share_least=0.6, share_cooling=0.0, share_empty=0.0)
    states = [
        {"temp_air": 10.0, "temp_outdoor": 5.0},
        {"temp_air": 46.0, "temp_outdoor": 33.0, "is_present": 0.0},
        {"is_cooling": 1.0},
        {"is_asleep": 1.0},
    ]
    for state in states:
        assert opened(hall, **state) == pytest.approx(0.6)


def states():
    """Return any state of a zone and its hour."""
    temp = st.floats(-20.0, 55.0)
    return st.builds(
        OpeningState, temp, temp, SHARE, MARK, MARK, MARK, MARK, MARK, SHARE
    )


@settings(deadline=None)
@given(state=states())
def test_the_share_lies_between_shut_and_open(state):
    share = opening_share(opening_rules(HOME), state)
    assert 0.0 <= share <= 1.0
    assert share >= 0.5 * state.is_burning


@settings(deadline=None)
@given(state=states(), nudge=st.floats(-0.01, 0.01))
def test_a_hundredth_of_a_kelvin_moves_a_window_by_a_hundredth(state, nudge):
    rules = opening_rules(HOME)
    share = opening_share(rules, state)
    for key in ("temp_air", "temp_outdoor"):
        moved = state._replace(**{key: getattr(state, key) + nudge})
        assert abs(opening_share(rules, moved) - share) <= 2.0 * abs(nudge) + 1e-12


def test_a_warmer_room_never_shuts_a_window():
    rules = opening_rules(HOME)
    shares = [
        opening_share(rules, CALM._replace(temp_air=temp))
        for temp in np.linspace(15.0, 45.0, 301)
    ]
    assert all(later >= sooner for sooner, later in pairwise(shares))


@njit(error_model="numpy")
def _lanes(constants, states, out):
    """Return shares of many zones side by side, as the kernel asks for them."""
    for lane in range(out.size):
        c = constants[:, lane]
        s = states[:, lane]
        rules = OpeningRules(
            c[0], c[1], c[2], c[3], c[4], c[5], c[6],
            c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
        )  # fmt: skip
        state = OpeningState(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8])
        out[lane] = opening_share(rules, state)


def test_zones_side_by_side_are_decided_as_one_by_one(rng):
    zones = 37
    rules = opening_rules(HOME)
    constants = np.repeat(np.array(rules)[:, None], zones, axis=1)
    state = np.repeat(np.array(CALM)[:, None], zones, axis=1)
    state[0] = rng.uniform(15.0, 40.0, zones)
    state[1] = rng.uniform(5.0, 42.0, zones)
    state[4:8] = rng.integers(0, 2, (4, zones))
    out = np.empty(zones)
    _lanes(constants, state, out)
    for lane in range(zones):
        alone = opening_share.py_func(rules, OpeningState(*state[:, lane]))
        assert out[lane] == pytest.approx(alone, rel=1e-14)


def test_a_wood_fire_with_open_windows_on_two_sides_stays_bearable():
    """6 kW of wood, 3.4e-4 m³/s of CO₂, in a room with 2.5 m² to open on two sides."""
    share = opening_share(
        opening_rules(replace(HOME, share_cooking=0.9)),
        CALM._replace(temp_air=30.0, temp_outdoor=33.0, is_burning=1.0),
    )
    area = 2.5 * share
    flow = window_flow(area, 0.25 * area * 2.0**0.5, 1.2, 30.0, 33.0, 1.0)
    assert 3.4e-4 / flow * 1e6 < 1500.0
