"""The embedded community lives through the embedded scenarios."""

import pytest

from twin.io.community import load_community
from twin.io.scenario import read_scenarios
from twin.ledger.embodied import embodied_rows
from twin.life.run import live

NAMES = ("baseline", "cool_envelope", "electrify", "deep_retrofit", "windows_ajar")


@pytest.fixture(scope="module")
def community(root, products, world):
    return load_community(root / "buildings" / "baoting", products, world)


@pytest.fixture(scope="module")
def records(root, community, products, world):
    paths = [root / "scenarios" / f"{name}.yaml" for name in NAMES]
    ranking = {one.id: -float(one.year_built) for one in community.buildings}
    return {
        one.name: live(
            community, one, 0, 1, rankings={p.name: ranking for p in one.programmes}
        )
        for one in read_scenarios(paths, products, world)
    }


def test_every_product_on_the_way_is_in_the_catalogue_and_every_tenure_closed(
    records, products
):
    known = {one.name for one in products}
    for record in records.values():
        assert {one.product for one in record.tenures} <= known
        assert max(one.end for one in record.tenures) == 2060.0


@pytest.mark.parametrize("name", NAMES[1:])
def test_money_makes_every_programme_wait_and_lasts_for_most(records, name):
    events = [e for e in records[name].events if e.cause.startswith("programme:")]
    for cause in {e.cause for e in events}:
        mine = [e for e in events if e.cause == cause]
        done = [e.time for e in mine if e.action == "finished"]
        queued = [e for e in mine if e.action == "queued"]
        assert max(done) > 2029.0
        assert len(done) > 0.9 * len(queued)


def test_after_electrification_few_burners_are_left(records):
    burning = ("cooker_lpg", "cooker_gas", "wh_lpg_instant", "wh_gas_instant")

    def left(name):
        return sum(
            one.quantity
            for one in records[name].tenures
            if one.end == 2060.0 and one.product in burning
        )

    assert left("electrify") < 0.3 * left("baseline")


def test_money_of_the_logbook_is_the_money_of_the_ledger(records, community):
    for record in records.values():
        rows = embodied_rows(record, community, 2025, 2059)
        spent = sum(one.cost for one in record.events)
        assert rows["money_cny"].sum() == pytest.approx(spent, rel=1e-9)
