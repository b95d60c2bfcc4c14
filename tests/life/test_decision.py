"""What owners buy: annuities by hand, subsidies, landlords, discount rates."""

import dataclasses
import math

import pytest

from twin.ground.errors import InputError
from twin.ground.quality import Status
from twin.life.decision import annuity_factor, draw_owner, energy_prices, subsidy_of
from twin.life.hazard import weibull_mean
from twin.life.luck import Luck
from twin.life.run import live
from twin.model.component import Carrier, Kind
from twin.model.decision import (
    OPTIONS,
    Decider,
    Decisions,
    Market,
    Offer,
    Subsidy,
)

COOKER = Kind.COOKER
NOTE = {"source": "test", "status": Status.ASSUMPTION}
ALWAYS = {"start": 1900.0, "end": 2200.0}
NEED = {"cheap": 1000.0, "thrifty": 400.0, "flame": 1500.0}
"""What a unit buys in a year [kWh/a]."""


def decider(name="owner", share=1.0, bill=1.0, rate=0.08, shape=None, uses=()):
    return Decider(
        name=name, share=share, uses=uses, bill_share=bill, discount_rate=rate,
        rate_shape=shape, **NOTE,
    )  # fmt: skip


def window(product="thrifty", share=0.0, amount=0.0, deciders=(), **times):
    return Subsidy(
        name="help", products=(product,), share=share, amount=amount,
        deciders=deciders, **{**ALWAYS, **times}, **NOTE,
    )  # fmt: skip


def market(*names, options=OPTIONS, replaces=("cheap", "thrifty", "flame"), **ends):
    return Market(
        kind=COOKER, replaces=replaces, options=options,
        offers=tuple(
            Offer(product=one, start=1900.0, end=ends.get(one, 2200.0))
            for one in names
        ),
    )  # fmt: skip


@pytest.fixture
def shop(make_product):
    """Two electric ones that last as long, and a flame; prices by hand."""
    flame = make_product("flame", cost=100.0, scale=8.0)
    return (
        make_product("cheap", cost=200.0),
        make_product("thrifty", cost=2600.0),
        dataclasses.replace(flame, carrier=Carrier.LPG),
    )


@pytest.fixture
def bought(shop, make_building, make_community, make_scenario):
    """Live with owners and return what follows the failures, by building."""

    def run(
        *deciders,
        markets=None,
        subsidies=(),
        fails="cheap",
        houses=1,
        units=1.0,
        seed=1,
    ):
        street = tuple(
            make_building(f"house_{n:03d}", ("unit", COOKER, fails, units, 60.0))
            for n in range(houses)
        )
        scenario = dataclasses.replace(
            make_scenario(),
            decisions=Decisions(
                deciders=deciders, markets=markets or (market("cheap", "thrifty"),)
            ),
            subsidies=tuple(subsidies),
        )
        needs = {one.id: {k: units * v for k, v in NEED.items()} for one in street}
        return live(make_community(street, shop), scenario, 0, seed, needs=needs)

    return run


def first(record):
    """What is put in first in each building, and why."""
    found = {}
    for one in record.events:
        if one.action == "replaced":
            found.setdefault(one.building, (one.product, one.cause))
    return found


@pytest.mark.parametrize("rate", [0.0, 0.03, 0.5])
def test_an_annuity_over_the_life_is_worth_the_investment(rate):
    """Oracle: the present value of whole years' payments."""
    payments = [annuity_factor(rate, 7.0) / (1.0 + rate) ** n for n in range(1, 8)]
    assert math.fsum(payments) == pytest.approx(1.0)


def test_the_choice_flips_at_the_subsidy_where_both_annuities_are_equal(bought, world):
    """(2600 − s − 200) a = (1000 − 400) p, with a at 8 % over Γ(4/3) 10 years."""
    life = weibull_mean(3.0, 10.0)
    factor = 0.08 / (1.0 - 1.08**-life)
    even = 2400.0 - 600.0 * world.electricity_price / factor
    assert 0.0 < even < 2400.0
    for more, product in ((-1.0, "cheap"), (1.0, "thrifty")):
        record = bought(decider(), subsidies=[window(amount=even + more)])
        assert first(record)["house_000"][0] == product


def test_many_units_share_the_bill_of_their_kind(bought, world):
    factor = annuity_factor(0.08, weibull_mean(3.0, 10.0))
    even = 2400.0 - 600.0 * world.electricity_price / factor
    for more, product in ((-1.0, "cheap"), (1.0, "thrifty")):
        record = bought(decider(), subsidies=[window(amount=even + more)], units=5.0)
        assert first(record)["house_000"][0] == product
    paid = [one for one in record.events if one.action == "subsidised"]
    assert paid[0].quantity == pytest.approx(5.0 * (even + 1.0))


def test_a_landlord_without_a_share_of_the_bill_never_buys_the_thrifty_one(bought):
    help_ = [window(share=0.9)]
    record = bought(decider(bill=0.0, rate=0.0), subsidies=help_, houses=30)
    assert {product for product, _ in first(record).values()} == {"cheap"}
    record = bought(decider(bill=1.0, rate=0.0), subsidies=help_, houses=30)
    assert set(first(record).values()) == {("thrifty", "decision:owner")}


def test_a_larger_share_of_the_bill_flips_the_choice_once(bought):
    shares = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0]
    chosen = [
        first(bought(decider(bill=one), subsidies=[window(amount=1200.0)]))
        for one in shares
    ]
    names = [one["house_000"][0] for one in chosen]
    assert names == sorted(names)
    assert set(names) == {"cheap", "thrifty"}


def test_a_higher_discount_rate_never_turns_to_the_thrifty_one(bought):
    names = [
        first(bought(decider(rate=one), subsidies=[window(amount=700.0)]))["house_000"][
            0
        ]
        for one in (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0)
    ]
    assert names == sorted(names, reverse=True)
    assert set(names) == {"cheap", "thrifty"}


def test_rates_follow_their_weibull_law(make_building):
    """Households: shape 0.8, scale 0.165, hence mean 18.7 % and median 10.4 %."""
    one = decider(rate=0.165, shape=0.8)
    rates = sorted(
        draw_owner([one], make_building(f"h{n}"), Luck(1, 0, f"h{n}", "")).rate
        for n in range(3000)
    )
    assert rates[1500] == pytest.approx(0.104, rel=0.06)
    assert sum(rates) / 3000 == pytest.approx(0.187, rel=0.06)


def test_buildings_have_deciders_by_weight_and_keep_them_in_every_scenario(
    make_building,
):
    both = [decider("owner", 0.6), decider("landlord", 0.2, bill=0.0)]
    names = []
    for n in range(2000):
        luck = Luck(5, 0, f"h{n}", "")
        mine = draw_owner(both, make_building(f"h{n}"), luck)
        assert draw_owner(both, make_building(f"h{n}"), luck) == mine
        names.append(mine.name)
    assert names.count("owner") / 2000 == pytest.approx(0.75, abs=0.03)
    elsewhere = [decider("public", uses=("school",))]
    assert draw_owner(elsewhere, make_building("h"), Luck(1, 0, "h", "")) is None


def test_a_window_pays_while_it_is_open_and_to_whom_it_is_open(shop):
    thrifty = shop[1]
    part = window(share=0.1, amount=40.0, start=2026.0, end=2030.0, deciders=("owner",))
    assert subsidy_of([part], thrifty, 2026.0, "owner") == pytest.approx(300.0)
    for time, who in ((2025.99, "owner"), (2030.0, "owner"), (2027.0, "landlord")):
        assert subsidy_of([part], thrifty, time, who) == 0.0
    assert subsidy_of([part], shop[0], 2027.0, "owner") == 0.0
    twice = [window(share=0.7), window(share=0.7)]
    assert subsidy_of(twice, thrifty, 2027.0) == thrifty.cost.value


def test_who_is_subsidised_stands_in_the_logbook_beside_the_full_price(bought):
    record = bought(decider(), subsidies=[window(share=0.95)])
    paid = [one for one in record.events if one.action == "subsidised"]
    put = [one for one in record.events if one.action == "replaced"]
    assert paid[0].quantity == pytest.approx(0.95 * 2600.0)
    assert put[0].cost == 2600.0
    assert all(one.cost == 0.0 for one in paid)
    assert [one.time for one in paid] == [one.time for one in put]


def test_electrifying_is_weighed_with_the_flame_by_its_own_life(bought, shop, world):
    """Oracle: the annuities written out for a flame of 8 years' scale."""
    prices = energy_prices(world)
    lives = {"cheap": weibull_mean(3.0, 10.0), "flame": weibull_mean(3.0, 8.0)}
    costs = {"cheap": 200.0, "flame": 100.0}
    carriers = {"cheap": Carrier.ELECTRICITY, "flame": Carrier.LPG}

    def cost(name, rate, grant=0.0):
        factor = rate / (1.0 - (1.0 + rate) ** -lives[name])
        bill = NEED[name] * prices[carriers[name]]
        return (costs[name] - grant) * factor + bill

    trade = (market("flame", "cheap"),)
    cheapest = min(costs, key=lambda name: cost(name, 0.08))
    record = bought(decider(), markets=trade, fails="flame")
    assert first(record)["house_000"][0] == cheapest
    landlord = bought(decider(bill=0.0), markets=trade, fails="flame")
    assert first(landlord)["house_000"] == ("flame", "wear_out")


def test_options_limit_what_is_weighed(bought):
    """Only like for like keeps the flame however dear; a ban ends it."""
    same = market("flame", "cheap", "thrifty", options=("like_for_like",))
    record = bought(decider(), markets=(same,), fails="flame")
    assert first(record)["house_000"][0] == "flame"
    best = market("cheap", "thrifty", options=("best_available",))
    record = bought(decider(), markets=(best,))
    assert first(record)["house_000"][0] == "thrifty"
    banned = market("flame", "cheap", flame=2000.0)
    record = bought(decider(bill=0.0), markets=(banned,), fails="flame")
    assert first(record)["house_000"] == ("cheap", "decision:owner")


def test_what_is_no_longer_sold_is_followed_by_the_cheapest_of_its_carrier(bought):
    gone = market("cheap", "thrifty", cheap=2000.0, options=("like_for_like",))
    assert first(bought(decider(), markets=(gone,)))["house_000"][0] == "thrifty"


def test_equal_annuities_leave_the_first_option(bought, shop):
    record = bought(decider(bill=0.0), subsidies=[window(amount=2400.0)])
    assert first(record)["house_000"][0] == "cheap"


def test_without_a_market_the_rules_decide_as_before(
    bought, shop, make_building, make_community, make_scenario
):
    other = market("cheap", "thrifty", replaces=("flame",))
    with_owners = bought(decider(), markets=(other,), houses=5)
    street = tuple(
        make_building(f"house_{n:03d}", ("unit", COOKER, "cheap", 1.0, 60.0))
        for n in range(5)
    )
    plain = live(make_community(street, shop), make_scenario(), 0, 1)
    assert with_owners == plain


def test_owners_who_decide_without_knowing_bills_are_refused(
    shop, make_building, make_community, make_scenario
):
    street = (make_building("house", ("unit", COOKER, "cheap", 1.0, 60.0)),)
    scenario = dataclasses.replace(
        make_scenario(),
        decisions=Decisions(deciders=(decider(),), markets=(market("cheap"),)),
    )
    community = make_community(street, shop)
    with pytest.raises(InputError, match="energy that each product would buy"):
        live(community, scenario, 0, 1)
    with pytest.raises(InputError, match=r"needs\.house\.cheap"):
        live(community, scenario, 0, 1, needs={"house": {}})
