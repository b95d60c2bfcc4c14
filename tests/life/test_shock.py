"""Shocks: when they strike, what they break, and that they befall everybody alike."""

import dataclasses
import itertools
import math

import numpy as np
import pytest

from twin.ground.quality import Status
from twin.life.luck import Luck
from twin.life.run import live
from twin.life.shock import strike_times
from twin.model.component import Kind
from twin.model.hazard import Damage, Hazard
from twin.model.programme import Measure

COOKER = Kind.COOKER
STORM = Hazard(
    name="storm",
    rate=0.8,
    rate_growth=0.0,
    first_month=7,
    last_month=10,
    outage_days=3.0,
    outage_variation=0.5,
    days=0.0,
    warming=0.0,
    damages=(Damage(kind=COOKER, probability=0.3),),
    source="test",
    status=Status.ASSUMPTION,
)


def times(future, hazard=STORM, years=35):
    luck = Luck(1, future, "", "hazard:storm")
    return list(strike_times(luck, hazard, 2025.0, 2025.0 + years))


def test_strikes_are_a_poisson_process_of_the_given_rate():
    """Mean and variance of the count are both rate times years."""
    counts = np.array([len(times(future)) for future in range(3000)])
    expected = 0.8 * 35
    assert counts.mean() == pytest.approx(expected, abs=4 * math.sqrt(expected / 3000))
    assert counts.var() == pytest.approx(expected, rel=0.1)


def test_strikes_come_in_their_season_alone_and_evenly_over_it():
    found = np.concatenate([times(future) for future in range(800)])
    within = (found - np.floor(found)) * 12.0
    assert within.min() >= 6.0
    assert within.max() <= 10.0
    counts, _ = np.histogram(within, bins=4, range=(6.0, 10.0))
    assert counts / counts.sum() == pytest.approx(0.25, abs=0.012)


def test_a_rate_that_grows_strikes_as_often_as_its_sum():
    grown = dataclasses.replace(STORM, rate_growth=0.05)
    mean = np.mean([len(times(future, grown)) for future in range(1500)])
    expected = 0.8 * sum(1.05**year for year in range(35))
    assert mean == pytest.approx(expected, rel=0.02)


def test_a_rate_of_zero_never_strikes():
    assert times(0, dataclasses.replace(STORM, rate=0.0)) == []


@pytest.fixture
def town(make_product, make_building, make_community):
    products = (
        make_product("stove", scale=1e6, days=1.0),
        make_product("hob", scale=1e6, days=1.0),
    )
    street = tuple(
        make_building(f"house_{n:03d}", ("kitchen", COOKER, "stove", 1.0, 0.0))
        for n in range(200)
    )
    return make_community(street, products)


def test_as_many_break_as_the_probability_says_and_all_are_replaced(
    town, make_scenario
):
    scenario = dataclasses.replace(make_scenario(), hazards=(STORM,))
    broken, strikes = 0, 0
    for future in range(10):
        record = live(town, scenario, future, 1)
        failed = [e for e in record.events if e.action == "failed"]
        assert {e.cause for e in failed} == {"hazard:storm"}
        struck = {e.time for e in record.events if e.action == "struck"}
        assert {e.time for e in failed} <= struck
        replaced = [e for e in record.events if e.action == "replaced"]
        assert {e.cause for e in replaced} == {"hazard:storm"}
        assert len(failed) - 200 <= len(replaced) <= len(failed)
        broken += len(failed)
        strikes += len(struck)
    assert broken / strikes == pytest.approx(0.3 * 200, rel=0.05)


def test_the_same_strikes_befall_every_scenario_and_every_building(
    town, make_scenario, make_programme
):
    plain = dataclasses.replace(make_scenario(), hazards=(STORM,))
    hob = Measure(kind=COOKER, product="hob", quantity_per="existing")
    busy = dataclasses.replace(
        make_scenario(make_programme(hob), name="busy"), hazards=(STORM,)
    )
    one, two = (live(town, scenario, 3, 1) for scenario in (plain, busy))
    assert one.spells == two.spells
    alone = dataclasses.replace(town, buildings=town.buildings[:1])
    assert live(alone, plain, 3, 1).spells == one.spells
    mine = [e for e in one.events if e.building == "house_000"]
    assert [e for e in live(alone, plain, 3, 1).events if e.building] == mine


def test_outages_last_as_long_as_the_mean_says(town, make_scenario):
    scenario = dataclasses.replace(make_scenario(), hazards=(STORM,))
    alone = dataclasses.replace(town, buildings=town.buildings[:1])
    days = [
        (one.power_back - one.start) * 365.0
        for future in range(200)
        for one in live(alone, scenario, future, 1).spells
    ]
    assert np.mean(days) == pytest.approx(3.0, rel=0.05)
    assert np.std(days) / np.mean(days) == pytest.approx(0.5, rel=0.08)


def test_what_is_broken_already_does_not_break_again_nor_wear_out(
    make_product, make_building, make_community, make_scenario
):
    """One slow crew: what waits for it is neither worn out nor struck a second time."""
    products = (make_product("stove", shape=4.0, scale=8.0, days=120.0),)
    street = tuple(
        make_building(f"house_{n}", ("kitchen", COOKER, "stove", 1.0, 0.0))
        for n in range(6)
    )
    certain = (Damage(kind=COOKER, probability=1.0),)
    storm = dataclasses.replace(STORM, damages=certain)
    scenario = dataclasses.replace(make_scenario(crews=1), hazards=(storm,))
    record = live(make_community(street, products), scenario, 0, 1)
    for house in (one.id for one in street):
        chain = [
            e.action
            for e in record.events
            if e.building == house and e.action in {"failed", "replaced"}
        ]
        assert chain[::2] == ["failed"] * len(chain[::2])
        assert chain[1::2] == ["replaced"] * len(chain[1::2])
        mine = [t for t in record.tenures if t.building == house]
        assert mine[0].start == 2025.0
        assert mine[-1].end == 2060.0
        assert all(a.end == b.start for a, b in itertools.pairwise(mine))


def test_without_hazards_a_life_is_as_it_was(town, make_scenario):
    calm = make_scenario()
    never = dataclasses.replace(calm, hazards=(dataclasses.replace(STORM, rate=0.0),))
    assert live(town, calm, 0, 1) == live(town, never, 0, 1)
    assert live(town, calm, 0, 1).spells == ()
