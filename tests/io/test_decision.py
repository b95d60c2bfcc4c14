"""Deciders, markets and subsidies in scenario files, sound and unsound."""

import pytest
import yaml

from twin.ground.errors import InputError
from twin.io.catalogue import read_products
from twin.io.scenario import read_scenario
from twin.io.world import read_world


@pytest.fixture(scope="module")
def shop(root):
    catalogue = root / "buildings" / "catalogue"
    return (
        read_products(catalogue / "products.yaml"),
        read_world(catalogue / "world.yaml"),
    )


@pytest.fixture
def raw(root):
    return yaml.safe_load((root / "scenarios" / "owners.yaml").read_text("utf-8"))


@pytest.fixture
def refuse(shop, tmp_path):
    def attempt(raw):
        file = tmp_path / "scenario.yaml"
        file.write_text(yaml.safe_dump(raw), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_scenario(file, *shop)
        return "\n".join(str(one) for one in caught.value.problems)

    return attempt


def test_owners_are_read_with_their_sources(root, shop):
    found = read_scenario(root / "scenarios" / "owners.yaml", *shop)
    resident, landlord = found.decisions.deciders[:2]
    assert (resident.discount_rate, resident.rate_shape) == (0.165, 0.8)
    assert landlord.bill_share == 0.0
    assert landlord.uses == ("dwelling",)
    assert found.decisions.markets[0].options[0] == "like_for_like"
    assert found.subsidies[0].share == 0.2
    assert all(one.source for one in found.decisions.deciders)


def test_scenarios_that_do_not_ask_have_neither_owners_nor_subsidies(root, shop):
    for name in ("baseline", "deep_retrofit", "typhoons"):
        found = read_scenario(root / "scenarios" / f"{name}.yaml", *shop)
        assert found.decisions is None
        assert found.subsidies == ()


def test_every_problem_between_the_fields_is_named(raw, refuse):
    decisions = raw["decisions"]
    decisions["deciders"][1]["name"] = "resident"
    decisions["deciders"].pop()
    markets = decisions["markets"]
    markets[0]["offers"][0]["product"] = "ac_split_g9"
    markets[1]["replaces"].append("cooker_gas")
    markets[3]["offers"][2]["end"] = 2050.0
    markets[4]["offers"][0]["start"] = 2040.0
    markets[2]["replaces"].append("wh_solar")
    raw["subsidies"][0]["products"].append("nothing")
    raw["subsidies"][0]["deciders"] = ["tenant"]
    said = refuse(raw)
    for text in (
        "decisions.deciders.1.name: is given twice",
        "decisions.deciders: nobody decides in buildings of use 'clinic'",
        "decisions.markets.0.offers.0.product: unknown product",
        "decisions.markets.1.replaces.5: is of kind 'cooker', not 'water_heater'",
        "decisions.markets.2.replaces.2: is replaced by another market already",
        "decisions.markets.3.offers: nothing is on sale from 2050 on",
        "decisions.markets.4.offers.0.end: must lie after the start, 2040",
        "subsidies.0.products.3: unknown product",
        "subsidies.0.deciders.0: unknown decider",
    ):
        assert text in said


def test_every_problem_inside_a_field_is_named(raw, refuse):
    raw["decisions"]["deciders"][0]["bill_share"] = 1.5
    raw["decisions"]["deciders"][1]["discount_rate"] = -0.1
    raw["decisions"]["markets"][0]["options"] = ["cheapest"]
    raw["subsidies"][0]["end"] = 2020.0
    del raw["subsidies"][0]["source"]
    said = refuse(raw)
    for text in (
        "decisions.deciders.0.bill_share",
        "decisions.deciders.1.discount_rate",
        "decisions.markets.0.options.0",
        "subsidies.0.source",
    ):
        assert text in said
    raw["subsidies"][0]["source"] = "test"
    assert "end must lie after the start, 2025" in refuse(raw)
    raw["subsidies"][0].update(end=2030.0, share=0.0)
    assert "share or amount must be above 0" in refuse(raw)


def test_owners_weigh_only_kinds_whose_bill_is_known(raw, refuse):
    raw["decisions"]["markets"][0]["kind"] = "window"
    said = refuse(raw)
    assert "owners weigh no bill of this kind; known: air_conditioner" in said
