"""Water heaters of a building: climates, wear, broken units."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import pytest

from twin.annual.hot_water_year import HotWaterInput
from twin.model.component import Carrier, ComponentGroup, Kind
from twin.scenario.integrate import node_shares
from twin.scenario.machines import (
    HotWaterUse,
    efficiency_factor,
    heat_per_heater,
    hot_water_unmet,
    machine_inputs,
)
from twin.scenario.period import Period

PERIOD = Period(start=2025.0, years=3)
WARMING = (0.0, 0.3, 1.05)
SEASON = np.arange(12.0) / 12.0


@dataclass
class Memo:
    """Heaters whose input is linear in the climate."""

    asked: list

    def input(self, product, node, heat_daily):
        self.asked.append((product.name, node, heat_daily))
        bought = (2.0 - node + SEASON) / product.efficiency.value
        return HotWaterInput(bought=bought, unmet=0.1 * node + 0.0 * SEASON)


@pytest.fixture
def use():
    memo = Memo([])
    return HotWaterUse(memo=memo, shares=node_shares(WARMING), heat_daily=1e7)


@pytest.fixture(scope="module")
def products(make_product):
    made = [
        make_product(
            "tank", Kind.WATER_HEATER, efficiency=0.8, wear=0.02, fouling=0.03
        ),
        make_product("gas", Kind.WATER_HEATER, Carrier.NATURAL_GAS, 0.5),
    ]
    return {one.name: one for one in made}


def _expected(efficiency):
    return ((2.0 - np.repeat(WARMING, 12)) + np.tile(SEASON, 3)) / efficiency


def test_inputs_are_linear_between_climates_and_keep_their_months(use, products):
    assert use.input(products["tank"]).bought == pytest.approx(_expected(0.8))
    unmet = use.input(products["tank"]).unmet
    assert unmet == pytest.approx(0.1 * np.repeat(WARMING, 12))


def test_a_heater_is_looked_up_once(use, products):
    for _ in range(3):
        use.input(products["tank"])
    assert [node for _, node, _ in use.memo.asked] == [0.0, 0.75, 1.5]


def test_age_and_dirt_multiply_what_the_year_says(use, products, make_tenure):
    tenure = make_tenure("tank", 2025.0, 2028.0, installed=2020.0)
    got = machine_inputs([tenure], {}, products, PERIOD, use)[Carrier.ELECTRICITY]
    age = PERIOD.middles(slice(0, 36)) - 2020.0
    factor = efficiency_factor(products["tank"], age, age)
    assert got == pytest.approx(_expected(0.8) / factor)


def test_carriers_share_the_draws_by_units(use, products, make_tenure):
    tenures = [
        make_tenure("gas", 2025.0, 2028.0, quantity=3.0),
        make_tenure("tank", 2025.0, 2028.0, quantity=1.0, installed=2025.0),
    ]
    got = machine_inputs(tenures, {}, products, PERIOD, use)
    assert got[Carrier.NATURAL_GAS] == pytest.approx(0.75 * _expected(0.5))


def test_without_draws_the_rated_efficiency_stands(products):
    idle = HotWaterUse(memo=Memo([]), shares=node_shares(WARMING), heat_daily=0.0)
    assert idle.input(products["gas"]).bought == pytest.approx(np.full(36, 2.0))
    assert idle.input(products["gas"]).unmet == pytest.approx(np.zeros(36))


def test_unmet_heat_is_averaged_over_units_that_work(use, products, make_tenure):
    tenures = [
        make_tenure("gas", 2025.0, 2028.0, quantity=3.0),
        make_tenure("tank", 2025.0, 2028.0, is_working=False),
    ]
    got = hot_water_unmet(tenures, products, PERIOD, use)
    assert got == pytest.approx(0.1 * np.repeat(WARMING, 12))


def test_nothing_is_met_in_a_month_in_which_all_are_broken(use, products, make_tenure):
    tenures = [
        make_tenure("gas", 2025.0, 2026.0),
        make_tenure("gas", 2026.0, 2026.5, is_working=False),
        make_tenure("gas", 2026.5, 2028.0),
    ]
    got = hot_water_unmet(tenures, products, PERIOD, use)
    assert got[12:18] == pytest.approx(np.ones(6))
    assert got[:12] == pytest.approx(np.zeros(12))
    assert hot_water_unmet([], products, PERIOD, use) == pytest.approx(np.zeros(36))


def test_each_heater_gives_its_share_of_the_heat(community):
    house = community.buildings[0]
    group = next(one for one in house.components if one.kind is Kind.WATER_HEATER)
    assert isinstance(group, ComponentGroup)
    rest = tuple(one for one in house.components if one.kind is not Kind.WATER_HEATER)
    two = dataclasses.replace(
        house, hot_water=3e6, residents=4.0,
        components=(*rest, dataclasses.replace(group, quantity=2.0)),
    )  # fmt: skip
    assert heat_per_heater(two) == pytest.approx(6e6)
    assert heat_per_heater(dataclasses.replace(two, components=rest)) == 0.0
