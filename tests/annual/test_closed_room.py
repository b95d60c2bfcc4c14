"""Formaldehyde of a room shut for a week: closed forms, a recurrence of its own."""

import dataclasses
from math import exp

import numpy as np
import pytest

from twin.annual.closed_room import (
    HIGHEST,
    HOURS_PER_WEEK,
    HOURS_SHUT,
    KEPT,
    begin_closed,
    step_closed,
)
from twin.annual.gains import zone_gains
from twin.annual.passes import Wanted
from twin.annual.pollutant_hour import BOARD, LEAK, PARTS
from twin.annual.pollutant_pass import AirInputs
from twin.annual.reduce_pollutants import EXTREME_CLOSED
from twin.annual.simulate import BuildingRun, Task
from twin.ground.constants import KELVIN
from twin.io.contaminant import load_contaminants
from twin.io.site import load_site

YEAR_HOURS = 8760


@pytest.fixture(scope="module")
def numbers(root):
    return load_contaminants(root / "buildings" / "contaminants.yaml")


@pytest.fixture(scope="module")
def breathe(root, products, make_variant, outdoor, numbers):
    """Simulate a building and its contaminants: shut room of each zone, and hours."""
    site = load_site(root / "buildings" / "baoting" / "site.yaml")

    def run(building, climate=None, contaminants=numbers):
        one = BuildingRun(
            building=building,
            products=products,
            outdoors={0.0: climate or outdoor},
            co2_outdoor=430.0,
            passes=Wanted(air=AirInputs(contaminants=contaminants, site=site)),
        )
        result, hours, air = one.simulate_air(Task(variant=make_variant(), node=0.0))
        return result.air_extreme[EXTREME_CLOSED], hours, air

    return run


@pytest.fixture(scope="module")
def box(make_zone, make_building, idle):
    """Nobody is in; leaks of 0.3 and a fan of 2 air changes an hour."""
    usage = dataclasses.replace(idle, appliances=0.02, appliances_share=(1.0,) * 24)
    zone = make_zone(
        windows=(), usage=usage, is_cooled=False, is_heated=False,
        air_change=0.3, air_change_hours=(2.0,) * 24,
    )  # fmt: skip
    return make_building(zone, n50=0.0)


@pytest.fixture(scope="module")
def damp(steady_outdoor):
    """Outdoors of one temperature and relative humidity."""

    def make(temp, relative):
        power = np.log(relative) + 17.62 * temp / (243.12 + temp)
        dew = 243.12 * power / (17.62 - power)
        return steady_outdoor(temp, dew=dew)

    return make


def factor(temp, relative, numbers):
    """Emission over that at 23 °C and 50 %."""
    warm = exp(
        -numbers.formaldehyde_slope * (1.0 / (temp + KELVIN) - 1.0 / (23.0 + KELVIN))
    )
    return warm * (1.0 + numbers.formaldehyde_humidity * (min(relative, 1.0) - 0.5))


def boards(zone, numbers):
    """What boards take back [m³/h], and give off [µg/h]."""
    exchange = numbers.board_transfer * numbers.board_area * zone.floor_area
    fade = numbers.board_residual + (1.0 - numbers.board_residual) * exp(
        -numbers.board_decay * numbers.board_age
    )
    return exchange, exchange * numbers.board_equilibrium * fade


def step(content, supply, removal):
    """End and mean of an hour, supply and removal per volume [1/h]."""
    left, share = exp(-removal), (1.0 - exp(-removal)) / removal
    mean = share * content + (1.0 - share) / removal * supply
    return left * content + share * supply, mean


def test_the_shut_week_of_a_lived_in_room_is_that_of_its_hours(house, breathe, numbers):
    """Every hour of every week by a recurrence of its own, leaks alone."""
    alone = dataclasses.replace(house, air_links=())
    found, hours, _ = breathe(alone)
    fans = zone_gains(alone).flow_fan
    for z, zone in enumerate(alone.zones):
        exchange, board = boards(zone, numbers)
        lived = numbers.formaldehyde_outdoor
        warmest, kept = 0.0, 0.0
        for hour in range(YEAR_HOURS):
            place = hour % 168
            if place == 0:
                shut, warmth, highest = lived, 0.0, 0.0
            flow = hours.flow_outdoor[hour, z] * 3600.0
            leak = flow - (hours.flow_window[hour, z] + fans[hour, z]) * 3600.0
            given = factor(
                hours.temp_air[hour, z], hours.humidity_relative[hour, z], numbers
            )
            lived, _ = step(
                lived,
                (flow * numbers.formaldehyde_outdoor + board * given) / zone.volume,
                (flow + exchange) / zone.volume,
            )
            shut, mean = step(
                shut,
                (leak * numbers.formaldehyde_outdoor + board * given) / zone.volume,
                (leak + exchange) / zone.volume,
            )
            if place >= 12:
                warmth, highest = warmth + given, max(highest, mean)
            if place == 167 and warmth > warmest:
                warmest, kept = warmth, highest
        assert found[z] == pytest.approx(kept, rel=1e-9)
        assert hours.flow_window[:, z].max() > 0.0


def test_a_shut_room_settles_where_leaks_and_boards_balance(
    box, breathe, numbers, damp
):
    """(Q c_o + h A c_eq f) / (Q + h A), whatever the fan brings otherwise."""
    found, hours, air = breathe(box, damp(34.0, 0.8))
    zone = box.zones[0]
    exchange, board = boards(zone, numbers)
    given = factor(hours.temp_air[-1, 0], hours.humidity_relative[-1, 0], numbers)
    leak = 0.3 * zone.volume
    wanted = leak * numbers.formaldehyde_outdoor + board * given
    assert found[0] == pytest.approx(wanted / (leak + exchange), rel=1e-6)
    assert found[0] > 2.0 * air[..., 4].max()


@pytest.mark.parametrize(
    ("temp", "relative", "published"),
    [(28.0, 0.7, 2.29), (32.0, 0.8, 3.86), (34.0, 0.8, 2.944 * 1.585)],
)
def test_a_hot_humid_shut_week_rises_by_the_published_factors(
    box, breathe, numbers, damp, temp, relative, published
):
    """Myers (1985): warmth times moisture, where boards feel no back-pressure."""
    free = dataclasses.replace(
        numbers,
        board_transfer=numbers.board_transfer * 1e-9,
        board_equilibrium=numbers.board_equilibrium * 1e9,
        formaldehyde_outdoor=0.0,
    )
    found, hours, _ = breathe(box, damp(temp, relative), free)
    rated, _, _ = breathe(box, damp(23.0, 0.5), free)
    assert hours.temp_air[-1, 0] == pytest.approx(temp, abs=0.05)
    assert hours.humidity_relative[-1, 0] == pytest.approx(relative, abs=0.005)
    assert found[0] / rated[0] == pytest.approx(published, rel=0.01)


def week(start, warmth, closed=None):
    """One week of a shut zone with half an air change an hour and no boards."""
    closed = begin_closed(1, 1) if closed is None else closed
    parts = np.zeros((PARTS, 1))
    parts[LEAK], parts[BOARD] = 25.0 / 3600.0, warmth
    volume, now = np.full(1, 50.0), np.full(1, start)
    for place in range(HOURS_PER_WEEK):
        step_closed(parts, volume, now, (0.0, 0.0, 0.0), place, closed[0])
    return closed


def test_the_hours_in_which_a_room_is_shut_do_not_count():
    """1000 µg/m³ leave by leaks: the thirteenth hour is the highest that counts."""
    closed = begin_closed(1, 1)
    assert np.isneginf(closed[0, KEPT, 0])
    closed = week(1000.0, 1.0, closed)
    mean = (1.0 - exp(-0.5)) / 0.5
    wanted = 1000.0 * exp(-0.5 * HOURS_SHUT) * mean
    assert HOURS_SHUT == 12
    assert closed[0, KEPT, 0] == pytest.approx(wanted, rel=1e-9)


def test_the_week_of_the_highest_emission_is_kept_and_no_other():
    closed = week(100.0, 1.0)
    closed = week(200.0, 3.0, closed)
    kept = closed[0, KEPT, 0]
    closed = week(900.0, 2.0, closed)
    assert closed[0, KEPT, 0] == kept
    assert closed[0, HIGHEST, 0] > 4.0 * kept
    assert kept == pytest.approx(week(200.0, 1.0)[0, KEPT, 0])
