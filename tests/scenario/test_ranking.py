"""Who is served first: overheating, heat times people, crowding, carbon for money."""

import dataclasses

import numpy as np
import pytest

from twin.annual.result import INDEX
from twin.annual.simulate import Task
from twin.ledger.operation import grid_life_cycle
from twin.model.component import Kind
from twin.model.programme import Measure
from twin.scenario.desk import Desk
from twin.scenario.first_day import standing_variant
from twin.scenario.integrate import nodes_around
from twin.scenario.machines import efficiency_factor
from twin.scenario.ranking import QUIET, rank_buildings

SPLIT = Measure(
    kind=Kind.AIR_CONDITIONER, product="ac_split_g1", quantity_per="existing"
)


@pytest.fixture(scope="module")
def desk(community, weather, climate):
    from tests.scenario.conftest import OPTIONS

    return Desk(community, weather, climate, OPTIONS)


@pytest.fixture(scope="module")
def ranks(desk, baseline, measures):
    """All priorities of one programme, which swaps air conditioners."""
    programme = dataclasses.replace(
        measures.programmes[0], measures=(SPLIT,), start=2026.0
    )
    names = ("worst_first", "health_first", "equity", "cheapest_carbon")
    scenario = dataclasses.replace(
        measures,
        programmes=tuple(
            dataclasses.replace(programme, name=name, priority=name) for name in names
        ),
    )
    return rank_buildings(desk, [baseline, scenario])[scenario.name]


def year_of(desk, scenario, building):
    """Hours of a building as it stands, between two climates."""
    variant = standing_variant(building, desk.products, scenario.habits, desk.period)
    pairs = nodes_around(desk.warming(scenario, QUIET)[0])
    tasks = [(Task(variant=variant, node=node), share) for node, share in pairs]
    desk.simulate([task for task, _ in tasks], lambda *_: None)
    return sum(share * desk.results[task].monthly for task, share in tasks)


def test_without_a_ranked_programme_nothing_is_simulated(
    community, weather, climate, baseline, measures
):
    from tests.scenario.conftest import OPTIONS

    fresh = Desk(community, weather, climate, OPTIONS)
    assert rank_buildings(fresh, [baseline, measures]) is None
    assert fresh.results == {}


def test_crowding_is_residents_a_square_metre_where_people_live(ranks, community):
    for one in community.buildings:
        expected = one.residents / one.floor_area if one.dwellings else 0.0
        assert ranks["equity"][one.id] == pytest.approx(expected)
    assert ranks["equity"]["office_town"] == 0.0


def test_health_counts_people_and_overheating_does_not(ranks, community, desk):
    """Twice the people in the same rooms call twice as loud by health alone."""
    for one in community.buildings:
        people = sum(zone.people * zone.multiplier for zone in one.zones)
        assert 0.0 <= ranks["health_first"][one.id] <= 8760.0 * people
        assert 0.0 <= ranks["worst_first"][one.id] <= 8760.0
    assert max(ranks["health_first"].values()) > 0.0
    assert max(ranks["health_first"], key=ranks["health_first"].get) != max(
        ranks["worst_first"], key=ranks["worst_first"].get
    )


def test_carbon_for_money_is_what_two_ratings_say(ranks, community, desk, baseline):
    """Same cooling at 1/4.8 instead of 1/EER, half a year worn, mean grid."""
    path = next(p for p in community.world.grid_paths if p.name == "hainan_ref")
    factor = float(grid_life_cycle(path, np.array([2026.5, 2027.5])).mean())
    new = desk.products["ac_split_g1"]
    for building in community.buildings:
        groups = [g for g in building.components if g.kind is Kind.AIR_CONDITIONER]
        old = [g for g in groups if g.product != "ac_split_g1"]
        if not old or len({g.product for g in groups}) > 1:
            continue
        monthly = year_of(desk, baseline, building)
        reference = monthly[INDEX["cooling_reference_kwh"]].sum()
        reference += monthly[INDEX["heating_reference_kwh"]].sum()
        rating = desk.products[old[0].product].efficiency.value
        worn = efficiency_factor(new, np.array(0.5), np.array(0.5))
        saved = reference * (1.0 / rating - 1.0 / new.efficiency.value) / worn
        units = sum(g.quantity for g in old)
        gain = 2.0 * factor * saved - units * new.embodied.value
        expected = gain / (units * new.cost.value)
        found = ranks["cheapest_carbon"][building.id]
        assert found == pytest.approx(expected, rel=0.02, abs=1e-3)


def test_what_has_nothing_to_do_is_not_ranked_by_carbon(desk, baseline, measures):
    done = Measure(
        kind=Kind.ROOF_COATING, product="roof_bare", quantity_per="roof_area"
    )
    programme = dataclasses.replace(
        measures.programmes[0], measures=(done,), priority="cheapest_carbon"
    )
    scenario = dataclasses.replace(measures, programmes=(programme,))
    ranks = rank_buildings(desk, [baseline, scenario])[scenario.name]["roofs"]
    bare = {
        one.id
        for one in desk.community.buildings
        if any(group.product == "roof_bare" for group in one.components)
    }
    assert set(ranks).isdisjoint(bare)
