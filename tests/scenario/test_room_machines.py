"""Fans, ventilation and reversible splits in the decades."""

import dataclasses

import numpy as np
import pytest

from twin.model.component import Carrier, Factor, HeatingTraits, Kind
from twin.model.programme import Habits, Measure, Programme
from twin.scenario.machines import air_conditioner_inputs, machine_inputs
from twin.scenario.period import Period
from twin.scenario.shares import air_conditioner_shares, working_shares
from twin.scenario.timeline import read_timeline

PERIOD = Period(start=2025.0, years=3)
HABITS = Habits(name="usual")


def _heating(make_product, cop):
    plain = make_product("any").efficiency
    return HeatingTraits(
        efficiency=dataclasses.replace(plain, value=cop),
        capacity_share=dataclasses.replace(plain, value=1.1),
        temp_least=dataclasses.replace(plain, value=-15.0),
    )


@pytest.fixture(scope="module")
def products(make_product):
    made = [
        make_product("old", efficiency=2.5, wear=0.02),
        make_product("new", efficiency=5.0),
        make_product("smooth", efficiency=4.0, is_inverter=True),
        make_product("smoother", efficiency=4.4, is_inverter=True),
        make_product(
            "split", wear=0.03, efficiency=3.5, heating=_heating(make_product, 3.6)
        ),
        make_product("fan", Kind.CEILING_FAN),
        make_product("air", Kind.VENTILATION),
        make_product("lpg", Kind.COOKER, Carrier.LPG, 0.6),
    ]
    assert isinstance(made[0].efficiency, Factor)
    return {one.name: one for one in made}


def _fan(make_tenure, start, end, **changes):
    return make_tenure("fan", start, end, kind=Kind.CEILING_FAN, **changes)


def test_fans_cool_from_the_day_they_stand_and_not_while_they_are_broken(make_tenure):
    tenures = [
        _fan(make_tenure, 2025.5, 2026.0),
        _fan(make_tenure, 2026.0, 2026.25, is_working=False),
        _fan(make_tenure, 2026.25, 2028.0),
    ]
    shares = working_shares(tenures, PERIOD)
    expected = np.ones(36)
    expected[:6] = expected[12:15] = 0.0
    assert shares["fan"] == pytest.approx(expected)
    assert shares[""] == pytest.approx(1.0 - expected)


def test_one_broken_group_of_four_leaves_three_quarters(make_tenure):
    tenures = [
        _fan(make_tenure, 2025.0, 2028.0, component=f"fan_{k}", is_working=k > 0)
        for k in range(4)
    ]
    shares = working_shares(tenures, PERIOD)
    assert shares["fan"] == pytest.approx(0.75)
    assert shares[""] == pytest.approx(0.25)


def test_a_building_without_fans_is_as_built_to_the_bit():
    shares = working_shares([], PERIOD)
    assert list(shares) == [""]
    assert np.array_equal(shares[""], np.ones(36))


def test_rooms_tell_air_conditioners_apart_by_what_they_do(make_tenure, products):
    names = ("old", "new", "smooth", "smoother", "split")
    tenures = [make_tenure(name, 2025.0, 2028.0) for name in names]
    shares, found = air_conditioner_shares(tenures, products, PERIOD)
    assert found == {
        "old": "",
        "new": "",
        "smooth": "smooth",
        "smoother": "smooth",
        "split": "split",
    }
    assert shares[""] == pytest.approx(0.4)
    assert shares["smooth"] == pytest.approx(0.4)
    assert shares["split"] == pytest.approx(0.2)


def _inputs(make_tenure, products, names):
    tenures = [make_tenure(name, 2025.0, 2028.0) for name in names]
    _, found = air_conditioner_shares(tenures, products, PERIOD)
    return tenures, air_conditioner_inputs(tenures, found, {}, products, PERIOD)


def test_units_of_one_kind_draw_as_before_to_the_bit(make_tenure, products):
    tenures, inputs = _inputs(make_tenure, products, ("old", "new"))
    whole = machine_inputs(tenures, {}, products, PERIOD)[Carrier.ELECTRICITY]
    assert set(inputs) == {""}
    assert np.array_equal(inputs[""][0], whole)
    assert np.array_equal(inputs[""][1], whole)


def test_each_kind_has_its_own_mean_and_a_reversible_unit_only_its_age(
    make_tenure, products
):
    _, inputs = _inputs(make_tenure, products, ("new", "smooth", "smoother", "split"))
    assert inputs[""][0] == pytest.approx(0.2)
    assert inputs["smooth"][0] == pytest.approx((1 / 4.0 + 1 / 4.4) / 2.0)
    assert inputs["smooth"][1] == pytest.approx(inputs["smooth"][0])
    cooling, heating = inputs["split"]
    age = (np.arange(36) + 0.5) / 12.0
    assert heating == pytest.approx(np.exp(0.03 * age), rel=1e-9)
    assert cooling == pytest.approx(heating / 3.5)


def test_a_timeline_knows_what_stands_in_rooms(community, make_tenure, products):
    tenures = [
        make_tenure("split", 2025.0, 2028.0),
        make_tenure("lpg", 2025.0, 2028.0, kind=Kind.COOKER, component="cooker"),
        _fan(make_tenure, 2026.0, 2028.0, component="fan"),
        make_tenure("air", 2027.0, 2028.0, kind=Kind.VENTILATION, component="air"),
    ]
    timeline = read_timeline(
        community.buildings[0], tenures, {}, products, HABITS, PERIOD
    )
    found = {
        (one.air_conditioner, one.ceiling_fan, one.ventilation): row
        for one, row in timeline.variants.items()
        if row.max() > 0.0 and one.has_cooling
    }
    assert set(found) == {
        ("split", "", ""),
        ("split", "fan", ""),
        ("split", "fan", "air"),
    }
    assert found["split", "fan", "air"][24:] == pytest.approx(1.0)
    assert found["split", "fan", ""][12:24] == pytest.approx(1.0)
    assert set(timeline.air_conditioner_input) == {"", "split"}


@pytest.fixture(scope="module")
def airy(baseline):
    """Fans in all homes within the first weeks, and nothing else."""
    measure = Measure(
        kind=Kind.CEILING_FAN,
        product="ceiling_fan_dc",
        quantity_per="floor_area",
        amount=1.0 / 15.0,
    )
    programme = Programme(
        name="fans",
        start=2025.0,
        end=2026.0,
        measures=(measure,),
        uses=("dwelling",),
        archetypes=(),
        built_before=2100,
        priority="oldest_first",
        budget=1e9,
    )
    return dataclasses.replace(baseline, name="airy", programmes=(programme,))


def test_a_programme_of_fans_cools_less_and_overheats_less(study, baseline, airy):
    plain, with_fans = study(baseline, airy).scenarios
    pairs = []
    for one in (plain, with_fans):
        year = one.building_year
        last = year[(year.year == 2027) & (year.use == "dwelling")]
        pairs.append(last.sum(numeric_only=True))
    before, after = pairs
    assert after.electricity_cooling_kwh < 0.8 * before.electricity_cooling_kwh
    assert after.overheating_h < 0.6 * before.overheating_h
    assert before.electricity_ventilation_kwh == 0.0
    assert after.electricity_ventilation_kwh > 0.0
    assert after.carbon_embodied_kg >= before.carbon_embodied_kg
    others = [
        one.building_year.query("use != 'dwelling'") for one in (plain, with_fans)
    ]
    gaps = others[0].electricity_kwh.to_numpy() - others[1].electricity_kwh.to_numpy()
    assert (gaps == 0.0).all(), "who has no fans keeps every bit"
