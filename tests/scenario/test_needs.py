"""What products would buy, as owners reckon, and a study in which they decide."""

import dataclasses

import pytest

from tests.scenario.conftest import OPTIONS
from twin.annual.result import INDEX
from twin.io.scenario import read_scenario
from twin.scenario.desk import Desk
from twin.scenario.integrate import cooking_useful, hot_water_useful
from twin.scenario.needs import first_needs
from twin.scenario.ranking import standing_hours


@pytest.fixture(scope="module")
def owners(root, community):
    path = root / "scenarios" / "owners.yaml"
    return read_scenario(path, community.products, community.world)


@pytest.fixture(scope="module")
def desk(community, weather, climate):
    return Desk(community, weather, climate, OPTIONS)


@pytest.fixture(scope="module")
def needs(desk, baseline, owners):
    return first_needs(desk, [baseline, owners])


def test_cookers_and_air_conditioners_buy_the_use_over_the_efficiency(
    desk, baseline, needs, community
):
    hours = standing_hours(desk, baseline)
    for building in community.buildings:
        mine = needs[building.id]
        heat = cooking_useful(building).sum()
        assert mine["cooker_induction"] == pytest.approx(heat / 0.86)
        assert mine["cooker_lpg"] == pytest.approx(heat / 0.58)
        cooled = hours[building.id][INDEX["cooling_reference_kwh"]].sum()
        assert mine["ac_split_g1"] == pytest.approx(cooled / 4.8)
    assert needs["villa_01"]["ac_split_g1"] > 0.0


def test_water_heaters_run_through_their_year(needs, community):
    """A flame takes heat over efficiency, cold water a little warmer than nominal;
    pump and sun take far less than a tank."""
    villa = next(one for one in community.buildings if one.id == "villa_01")
    mine = needs["villa_01"]
    heat = hot_water_useful(villa).sum()
    assert mine["wh_lpg_instant"] == pytest.approx(heat / 0.85, rel=0.05)
    ratio = mine["wh_lpg_instant"] / mine["wh_gas_instant"]
    assert ratio == pytest.approx(0.87 / 0.85)
    assert mine["wh_electric_tank"] > heat
    assert mine["wh_heat_pump"] < 0.6 * mine["wh_electric_tank"]
    assert mine["wh_solar"] < mine["wh_electric_tank"]


def test_no_bill_is_reckoned_where_no_owner_decides(desk, baseline, measures):
    assert first_needs(desk, [baseline, measures]) is None


def test_residents_buy_thrifty_ones_more_often_the_larger_the_subsidy(
    study, baseline, owners
):
    """The same failures befall both; each grade-1 unit bought without is bought
    with."""
    generous = dataclasses.replace(
        owners,
        name="generous",
        subsidies=tuple(
            dataclasses.replace(one, share=0.6, end=2060.0) for one in owners.subsidies
        ),
    )
    bare = dataclasses.replace(owners, name="bare", subsidies=())
    done = study(baseline, bare, generous, futures=4)
    tables = {one.scenario.name: one for one in done.scenarios}
    counts = {}
    for name in ("bare", "generous"):
        events = tables[name].events
        put = events[
            (events.action == "replaced") & (events["product"] == "ac_split_g1")
        ]
        counts[name] = float(put["quantity"].sum())
    assert counts["bare"] < counts["generous"]
    paid = tables["generous"].events
    assert (paid.action == "subsidised").any()
    assert not (tables["bare"].events.action == "subsidised").any()
    use = {
        name: tables[name].building_year["electricity_cooling_kwh"].sum()
        for name in counts
    }
    assert use["generous"] < use["bare"]
