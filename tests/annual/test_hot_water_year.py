"""The year of a water heater against closed forms, orders and its own balance."""

import dataclasses

import numpy as np
import pytest

from twin.annual import hot_water_year as module
from twin.annual.hot_water_year import (
    TEMP_ROOM,
    TEMP_USE,
    HotWaterMemo,
    hot_water_year,
    level_heat,
    prepare_hot_water,
    temp_cold_today,
)
from twin.ground.balance import BalanceError
from twin.ground.calendar import DAYS_PER_MONTH
from twin.ground.quality import Status
from twin.io.catalogue import read_products
from twin.model.component import Carrier, Factor, Kind
from twin.systems.heat_pump_water import efficiency_modifier_water

DAY = 1.2e7
KINDS = ("wh_gas_instant", "wh_electric_tank", "wh_solar", "wh_heat_pump")


def _factor(value):
    return Factor(value=value, unit="-", source="test", status=Status.ASSUMPTION)


@pytest.fixture(scope="module")
def make_heater(make_product):
    """A heater of 5 kW with a tank of 100 L that holds 60 °C and loses nothing."""

    def make(carrier=Carrier.ELECTRICITY, efficiency=1.0, flags=None, **numbers):
        plain = {"power": 5e3, "volume": 0.1, "loss": 0.0, "temp": 60.0}
        given = {
            name: one for name, one in (plain | numbers).items() if one is not None
        }
        factors = {f"water_{name}": _factor(one) for name, one in given.items()}
        extra = factors | (flags or {})
        return make_product("heater", Kind.WATER_HEATER, carrier, efficiency, **extra)

    return make


@pytest.fixture(scope="module")
def steady(steady_outdoor):
    """A climate without seasons at 20 °C; its cold water is today's."""
    return prepare_hot_water(steady_outdoor(20.0), 20.0)


@pytest.fixture(scope="module")
def catalogue(root):
    path = root / "buildings" / "catalogue" / "products.yaml"
    return {one.name: one for one in read_products(path)}


@pytest.fixture(scope="module")
def climates(outdoor, outdoor_cool, weather):
    cold = temp_cold_today(weather)
    return {
        "warm": prepare_hot_water(outdoor, cold),
        "cool": prepare_hot_water(outdoor_cool, cold),
    }


def _ratio(year):
    return year.bought.sum() / year.nominal.sum()


@pytest.mark.parametrize("volume", [0.1, None])
@pytest.mark.parametrize("carrier", [Carrier.ELECTRICITY, Carrier.LPG])
@pytest.mark.parametrize("efficiency", [0.8, 1.0])
def test_without_losses_and_seasons_a_heater_takes_the_inverse_of_its_efficiency(
    make_heater, steady, carrier, efficiency, volume
):
    heater = make_heater(carrier, efficiency, volume=volume)
    year = hot_water_year(heater, steady, DAY)
    assert year.bought_per_nominal == pytest.approx(np.full(12, 1.0 / efficiency))
    assert year.unmet == pytest.approx(0.0, abs=1e-6)


def test_a_product_without_details_takes_the_inverse_of_its_efficiency(
    make_product, steady
):
    plain = make_product("old", Kind.WATER_HEATER, Carrier.WOOD, 0.4)
    year = hot_water_year(plain, steady, 1e12)
    assert year.bought_per_nominal == pytest.approx(np.full(12, 2.5))


def test_a_heat_pump_that_cycles_takes_its_rated_value_by_air_and_water(
    make_heater, steady
):
    flags = {"is_water_heat_pump": True}
    pump = make_heater(efficiency=3.3, flags=flags, power=1e8, temp=55.0)
    year = hot_water_year(pump, steady, DAY)
    wet = steady.room.temp_wet_bulb[0]
    cop = 3.3 * efficiency_modifier_water(wet, 55.0) * 0.75
    assert year.bought_per_nominal == pytest.approx(np.full(12, 1.0 / cop), rel=1e-3)


def test_a_tank_that_is_held_loses_by_its_temperature(make_heater, steady):
    year = hot_water_year(make_heater(loss=1.2), steady, DAY)
    lost = 1.2 * (60.0 - 20.0) * 86400.0
    assert year.loss == pytest.approx(lost * np.array(DAYS_PER_MONTH))
    assert year.bought_per_nominal == pytest.approx(np.full(12, 1.0 + lost / DAY))


@pytest.mark.parametrize(("flags", "around"), [
    ({}, TEMP_ROOM[1]), ({"is_water_outdoors": True}, 35.0),
])  # fmt: skip
def test_a_tank_in_a_room_is_spared_the_heat_of_outdoors(
    make_heater, steady_outdoor, flags, around
):
    hot = prepare_hot_water(steady_outdoor(35.0), 20.0)
    year = hot_water_year(make_heater(loss=1.0, flags=flags), hot, DAY)
    assert year.loss.sum() == pytest.approx((60.0 - around) * 8760.0 * 3600.0)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("climate", ["warm", "cool"])
def test_heat_of_the_year_is_drawn_lost_or_lacking(catalogue, climates, name, climate):
    product = catalogue[name]
    year = hot_water_year(product, climates[climate], DAY)
    given = (year.wanted - year.unmet).sum()
    volume = 0.0 if product.water_volume is None else product.water_volume.value
    stored = 4.2e6 * volume * 40.0
    kept = year.heater.sum() + year.solar.sum() - given - year.loss.sum()
    assert abs(kept) <= stored + 1e-9 * given
    assert (year.unmet >= -1e-6).all()


def test_a_tank_that_makes_heat_from_nothing_stops_the_study(
    make_heater, steady, monkeypatch
):
    real = module.simulate_tank

    def leak(*args):
        year = real(*args)
        return year._replace(loss=0.99 * year.loss)

    monkeypatch.setattr(module, "simulate_tank", leak)
    with pytest.raises(BalanceError):
        hot_water_year(make_heater(loss=1.0), steady, DAY)


@pytest.mark.parametrize("name", KINDS)
def test_a_warmer_climate_takes_less(catalogue, climates, name):
    warm = hot_water_year(catalogue[name], climates["warm"], DAY)
    cool = hot_water_year(catalogue[name], climates["cool"], DAY)
    assert warm.bought.sum() < 0.8 * cool.bought.sum()
    assert warm.wanted.sum() < cool.wanted.sum()


def test_kinds_keep_their_order(catalogue, climates):
    taken = {n: _ratio(hot_water_year(catalogue[n], climates["warm"], DAY))
             for n in KINDS}  # fmt: skip
    assert taken["wh_heat_pump"] < 0.5 * taken["wh_electric_tank"]
    assert taken["wh_solar"] < 0.5 * taken["wh_electric_tank"]
    assert taken["wh_gas_instant"] == pytest.approx(1.0 / 0.87, rel=0.01)
    assert taken["wh_electric_tank"] > 1.1


def test_colder_water_takes_more_heat_for_the_same_flow(make_heater, steady_outdoor):
    climate = prepare_hot_water(steady_outdoor(10.0), 20.0)
    year = hot_water_year(make_heater(), climate, DAY)
    expected = (TEMP_USE - 10.0) / (TEMP_USE - 20.0)
    assert year.wanted / year.nominal == pytest.approx(np.full(12, expected))
    assert year.bought == pytest.approx(year.wanted)


def test_over_a_year_the_wanted_heat_of_today_is_the_nominal_one(make_heater, climates):
    year = hot_water_year(make_heater(), climates["warm"], DAY)
    assert year.wanted.sum() == pytest.approx(year.nominal.sum(), rel=1e-9)
    assert np.ptp(year.wanted / year.nominal) > 0.05


def test_cold_water_as_warm_as_people_want_it_takes_next_to_nothing(
    make_heater, steady_outdoor
):
    climate = prepare_hot_water(steady_outdoor(44.0), 20.0)
    year = hot_water_year(make_heater(), climate, DAY)
    assert year.wanted / year.nominal == pytest.approx(np.full(12, 1.0 / 20.0))


@pytest.mark.parametrize("volume", [0.02, None])
def test_a_weak_heater_leaves_draws_unmet_and_says_so(make_heater, steady, volume):
    weak = make_heater(power=200.0, volume=volume)
    year = hot_water_year(weak, steady, 3.0 * DAY)
    assert year.unmet.sum() > 0.2 * year.wanted.sum()
    given = year.wanted.sum() - year.unmet.sum()
    assert year.bought.sum() == pytest.approx(given, rel=1e-4)
    assert year.unmet_per_nominal == pytest.approx(year.unmet / year.nominal)


def test_an_instantaneous_heater_gives_its_power_in_the_peak(make_heater, steady):
    draw = DAY * steady.room.draw[:24]
    limit = 0.5 * draw.max()
    year = hot_water_year(make_heater(power=limit, volume=None), steady, DAY)
    by_hand = 3600.0 * np.maximum(draw - limit, 0.0).sum() * 365
    assert year.unmet.sum() == pytest.approx(by_hand)


def test_tubes_in_the_dark_save_nothing_and_in_the_sun_do(make_heater, climates):
    plain, tubes = make_heater(loss=1.0), make_heater(loss=1.0, collector=2.0)
    warm = climates["warm"]
    dark = dataclasses.replace(warm, room=warm.room._replace(irradiance=np.zeros(8760)))
    sunny = hot_water_year(tubes, warm, DAY)
    without = hot_water_year(plain, warm, DAY)
    assert hot_water_year(tubes, dark, DAY).bought.sum() == pytest.approx(
        without.bought.sum(), rel=1e-9
    )
    assert sunny.bought.sum() < 0.6 * without.bought.sum()
    assert sunny.solar.sum() > 0.0


def test_the_same_heater_gives_the_same_bytes_in_any_order(
    catalogue, outdoor, outdoor_cool
):
    def ask(order):
        memo = HotWaterMemo(25.0)
        memo.add_climate(0.0, outdoor)
        memo.add_climate(0.75, outdoor_cool)
        found = {}
        for name, node in order:
            found[name, node] = memo.input(catalogue[name], node, DAY).bought.tobytes()
        return found

    order = [(name, node) for name in KINDS for node in (0.0, 0.75)]
    assert ask(order) == ask(order[::-1])


@pytest.mark.parametrize("name", KINDS)
def test_between_levels_of_daily_heat_energy_is_nearly_linear(catalogue, outdoor, name):
    memo = HotWaterMemo(25.0)
    memo.add_climate(0.0, outdoor)
    heat = 0.5 * (level_heat(46) + level_heat(47))
    got = memo.input(catalogue[name], 0.0, heat).bought
    exact = hot_water_year(catalogue[name], prepare_hot_water(outdoor, 25.0), heat)
    assert got == pytest.approx(exact.bought_per_nominal, rel=0.05, abs=0.03)
    assert got.mean() == pytest.approx(
        exact.bought_per_nominal.mean(), rel=0.03, abs=0.01
    )


def test_losses_weigh_on_those_who_draw_little(make_heater, steady_outdoor):
    memo = HotWaterMemo(20.0)
    memo.add_climate(0.0, steady_outdoor(20.0))
    heater = make_heater(loss=1.2)
    for heat in (3e6, 1.1e7, 4.7e7):
        got = memo.input(heater, 0.0, heat).bought
        assert got == pytest.approx(np.full(12, 1.0 + 1.2 * 40.0 * 86400.0 / heat))
