"""One life: failures, crews, rules, maintenance."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from twin.ground.errors import InputError
from twin.life.hazard import (
    lognormal_factor,
    weibull_survival,
    weibull_time_to_failure,
)
from twin.life.luck import Luck
from twin.life.run import live
from twin.model.component import Kind
from twin.model.programme import Measure, ReplacementRule

COOKER = Kind.COOKER
AC = Kind.AIR_CONDITIONER


def town(make_building, number, product="stove", age=0.0, kind=COOKER):
    return tuple(
        make_building(f"house_{n:03d}", ("unit", kind, product, 1.0, age))
        for n in range(number)
    )


def times(record, action, building=None):
    return [
        one.time
        for one in record.events
        if one.action == action and building in {None, one.building}
    ]


def test_failures_are_the_running_sum_of_weibull_lives(
    make_product, make_building, make_community, make_scenario
):
    """Oracle: with crews that need no time, lives simply follow each other."""
    community = make_community(
        town(make_building, 5, age=4.0), (make_product("stove", days=0.0),)
    )
    record = live(community, make_scenario(), 2, 9)
    for building in community.buildings:
        luck = Luck(9, 2, building.id, "unit")
        expected, now, age, number = [], 2025.0, 4.0, 0
        while True:
            uniform = luck.uniform("lifetime", number)
            now += weibull_time_to_failure(uniform, 3.0, 10.0, age)
            if now >= 2060.0:
                break
            expected.append(now)
            age, number = 0.0, number + 1
        assert times(record, "failed", building.id) == pytest.approx(expected)
        assert times(record, "replaced", building.id) == pytest.approx(expected)


def test_as_many_fail_in_ten_years_as_the_survival_function_says(
    make_product, make_building, make_community, make_scenario
):
    community = make_community(town(make_building, 500), (make_product("stove"),))
    record = live(community, make_scenario(), 0, 1, end=2035.0)
    failed = {one.building for one in record.events if one.action == "failed"}
    expected = 1.0 - weibull_survival(10.0, 3.0, 10.0)
    spread = np.sqrt(expected * (1.0 - expected) / 500)
    assert abs(len(failed) / 500 - expected) < 4.0 * spread


def test_tenures_tile_the_study_without_gap_or_overlap(
    make_product, make_building, make_community, make_scenario
):
    community = make_community(
        town(make_building, 30, age=8.0), (make_product("stove", days=20.0),)
    )
    record = live(community, make_scenario(crews=1), 0, 1)
    for building in community.buildings:
        mine = [one for one in record.tenures if one.building == building.id]
        assert mine[0].start == 2025.0
        assert mine[-1].end == 2060.0
        assert all(a.end == b.start for a, b in pairwise(mine))
        assert all(one.end > one.start for one in mine)
        assert all(one.installed <= one.start for one in mine)
        assert mine[0].installed == 2017.0
        assert all(a.is_working != b.is_working for a, b in pairwise(mine))


def test_a_unit_is_out_of_order_from_failure_to_replacement(
    make_product, make_building, make_community, make_scenario
):
    community = make_community(
        town(make_building, 10, age=8.0), (make_product("stove", days=20.0),)
    )
    record = live(community, make_scenario(crews=2), 0, 1)
    broken = [one for one in record.tenures if not one.is_working]
    failed = times(record, "failed")
    assert sorted(one.start for one in broken) == pytest.approx(sorted(failed))
    ends = sorted(one.end for one in broken if one.end < 2060.0)
    assert ends == pytest.approx(sorted(times(record, "replaced")))


def test_one_crew_never_does_two_things_at_once(
    make_product, make_building, make_community, make_scenario
):
    days, working_days = 25.0, 200.0
    community = make_community(
        town(make_building, 20, age=9.0), (make_product("stove", days=days),)
    )
    record = live(community, make_scenario(crews=1, days=working_days), 0, 3)
    spans = []
    for building in community.buildings:
        luck = Luck(3, 0, building.id, "unit")
        for number, end in enumerate(times(record, "replaced", building.id)):
            factor = lognormal_factor(luck.normal("crew", number), 0.35)
            spans.append((end - factor * days / working_days, end))
    spans.sort()
    assert len(spans) > 40
    assert all(a[1] <= b[0] + 1e-9 for a, b in pairwise(spans))


def test_more_crews_mean_shorter_outages(
    make_product, make_building, make_community, make_scenario
):
    community = make_community(
        town(make_building, 40, age=9.0), (make_product("stove", days=40.0),)
    )

    def outage(crews):
        record = live(community, make_scenario(crews=crews), 0, 3)
        return sum(t.end - t.start for t in record.tenures if not t.is_working)

    assert outage(1) > 2.0 * outage(4) > 0.0


def test_equal_scenarios_give_equal_records(
    make_product, make_building, make_community, make_scenario
):
    community = make_community(
        town(make_building, 20, age=5.0), (make_product("stove", days=5.0),)
    )
    first = live(community, make_scenario(name="one", crews=1), 4, 11)
    second = live(community, make_scenario(name="two", crews=1), 4, 11)
    assert first == second


def test_another_future_or_seed_is_another_life(
    make_product, make_building, make_community, make_scenario
):
    community = make_community(town(make_building, 3), (make_product("stove"),))
    scenario = make_scenario()
    here = live(community, scenario, 0, 1)
    assert times(here, "failed") != times(live(community, scenario, 1, 1), "failed")
    assert times(here, "failed") != times(live(community, scenario, 0, 2), "failed")


def test_the_order_of_buildings_and_components_changes_nothing(
    make_product, make_building, make_community, make_scenario, make_programme
):
    products = (
        make_product("stove", days=8.0),
        make_product("hob", days=4.0, cost=30.0),
        make_product("cooler", kind=AC, days=6.0),
    )
    buildings = tuple(
        make_building(
            f"house_{n}",
            ("kitchen", COOKER, "stove", 2.0, 3.0),
            ("room", AC, "cooler", 1.0, 7.0),
            year_built=1990 + n % 3,
        )
        for n in range(12)
    )
    turned = tuple(
        replace(one, components=one.components[::-1]) for one in buildings[::-1]
    )
    programme = make_programme(
        Measure(kind=COOKER, product="hob", quantity_per="existing"), budget=100.0
    )
    scenario = make_scenario(programme, crews=1)
    first = live(make_community(buildings, products), scenario, 0, 1)
    second = live(make_community(turned, products), scenario, 0, 1)
    assert first == second


def test_who_waits_first_at_equal_times_does_not_hang_on_the_file(
    make_product, make_building, make_community, make_scenario
):
    kind = Kind.ROOF_COATING
    fading = {"albedo_new": 0.75, "albedo_aged": 0.5, "albedo_time": 1.5}
    products = (make_product("paint", kind=kind, scale=1e6, days=0.2, **fading),)
    buildings = tuple(
        make_building(f"white_{n}", ("roof", kind, "paint", 80.0, 2.0))
        for n in range(6)
    )
    scenario = make_scenario(crews=1, recoating=6.0)
    first = live(make_community(buildings, products), scenario, 0, 1)
    second = live(make_community(buildings[::-1], products), scenario, 0, 1)
    assert first == second
    assert (
        times(first, "recoated", "white_0")[0] < times(first, "recoated", "white_5")[0]
    )


def test_adding_a_building_leaves_the_luck_of_the_others_alone(
    make_product, make_building, make_community, make_scenario
):
    products = (make_product("stove", days=0.0),)
    buildings = town(make_building, 8)
    guest = make_building("a_guest", ("unit", COOKER, "stove", 1.0, 0.0))
    alone = live(make_community(buildings, products), make_scenario(), 0, 1)
    more = live(make_community((guest, *buildings), products), make_scenario(), 0, 1)
    assert tuple(e for e in more.events if e.building != "a_guest") == alone.events
    assert any(e.building == "a_guest" for e in more.events)


def test_lives_in_two_scenarios_are_paired(
    make_product, make_building, make_community, make_scenario
):
    """The successor's life uses the same luck whatever product follows."""
    products = (make_product("stove"), make_product("hob"))
    community = make_community(town(make_building, 6), products)
    rule = ReplacementRule(
        kind=COOKER, replaces="*", product="hob", start=2025.0, share=1.0
    )
    same = live(community, make_scenario(), 0, 1)
    other = live(community, make_scenario(rules=(rule,)), 0, 1)
    assert times(same, "failed") == times(other, "failed")


def rule_record(make_product, make_building, make_community, make_scenario, **changes):
    fields = {"replaces": "stove", "start": 2025.0, "share": 1.0, **changes}
    rule = ReplacementRule(kind=COOKER, product="hob", **fields)
    products = (
        make_product("stove"),
        make_product("hob", scale=1e6),
        make_product("oven"),
    )
    community = make_community(town(make_building, 300), products)
    return live(community, make_scenario(rules=(rule,)), 0, 1)


def successors(record):
    return [one.product for one in record.events if one.action == "replaced"]


def test_a_rule_of_share_one_always_holds_and_of_share_zero_never(
    make_product, make_building, make_community, make_scenario
):
    makers = (make_product, make_building, make_community, make_scenario)
    assert set(successors(rule_record(*makers, share=1.0))) == {"hob"}
    assert set(successors(rule_record(*makers, share=0.0))) == {"stove"}
    assert set(successors(rule_record(*makers, replaces="oven"))) == {"stove"}
    assert set(successors(rule_record(*makers, replaces="*"))) == {"hob"}


def test_owners_follow_a_rule_as_often_as_its_share_says(
    make_product, make_building, make_community, make_scenario
):
    makers = (make_product, make_building, make_community, make_scenario)
    record = rule_record(*makers, share=0.3)
    first = {}
    for one in record.events:
        if one.action == "replaced":
            first.setdefault(one.building, one.product)
    share = list(first.values()).count("hob") / len(first)
    assert abs(share - 0.3) < 4.0 * np.sqrt(0.3 * 0.7 / len(first))


def test_a_larger_share_only_adds_followers(
    make_product, make_building, make_community, make_scenario
):
    """The same luck decides, so who follows at 0.3 also follows at 0.6."""
    makers = (make_product, make_building, make_community, make_scenario)

    def followers(share):
        record = rule_record(*makers, share=share)
        first = {}
        for one in record.events:
            if one.action == "replaced":
                first.setdefault(one.building, one.product)
        return {name for name, product in first.items() if product == "hob"}

    assert followers(0.3) < followers(0.6)


def test_before_it_starts_a_rule_does_not_hold(
    make_product, make_building, make_community, make_scenario
):
    makers = (make_product, make_building, make_community, make_scenario)
    record = rule_record(*makers, start=2035.0)
    for one in record.events:
        if one.action == "replaced":
            assert one.product == ("hob" if one.time >= 2035.0 else "stove")
            assert one.cause == ("rule" if one.time >= 2035.0 else "wear_out")


def test_what_is_replaced_was_removed_at_the_same_moment_and_costs_its_price(
    make_product, make_building, make_community, make_scenario
):
    makers = (make_product, make_building, make_community, make_scenario)
    record = rule_record(*makers)
    pairs = zip(
        [one for one in record.events if one.action == "removed"],
        [one for one in record.events if one.action == "replaced"],
        strict=True,
    )
    for old, new in pairs:
        assert (old.time, old.building) == (new.time, new.building)
        assert old.product == "stove"
        assert old.cost == 0.0
        assert new.cost == 100.0 * new.quantity


def test_coils_are_cleaned_every_interval_while_a_unit_works(
    make_product, make_building, make_community, make_scenario
):
    products = (make_product("cooler", kind=AC, scale=1e6, cost=1000.0),)
    buildings = town(make_building, 20, "cooler", 5.0, AC)
    record = live(
        make_community(buildings, products), make_scenario(cleaning=3.0), 0, 1
    )
    firsts = []
    for building in buildings:
        cleaned = times(record, "cleaned", building.id)
        assert np.diff(cleaned) == pytest.approx(3.0)
        assert 2025.0 <= cleaned[0] < 2028.0
        assert cleaned[-1] > 2057.0 - 1e-9
        firsts.append(cleaned[0])
    assert np.std(firsts) > 0.5
    assert [e.cost for e in record.events] == pytest.approx([30.0] * len(record.events))


def test_a_new_unit_is_first_cleaned_one_interval_after_it_came(
    make_product, make_building, make_community, make_scenario
):
    products = (make_product("cooler", kind=AC, days=5.0),)
    buildings = town(make_building, 20, "cooler", 5.0, AC)
    record = live(
        make_community(buildings, products), make_scenario(cleaning=2.0), 0, 1
    )
    broken = [one for one in record.tenures if not one.is_working]
    for tenure in record.tenures:
        if (
            tenure.is_working
            and tenure.start > 2025.0
            and tenure.end > tenure.start + 2
        ):
            cleaned = times(record, "cleaned", tenure.building)
            inside = [t for t in cleaned if tenure.start <= t < tenure.end]
            assert inside[0] == pytest.approx(tenure.start + 2.0)
    for one in broken:
        cleaned = times(record, "cleaned", one.building)
        assert not [t for t in cleaned if one.start <= t < one.end]


def test_a_coating_that_fades_is_renewed_every_interval_and_a_bare_roof_never(
    make_product, make_building, make_community, make_scenario
):
    kind = Kind.ROOF_COATING
    fading = {"albedo_new": 0.75, "albedo_aged": 0.5, "albedo_time": 1.5}
    products = (
        make_product("paint", kind=kind, scale=1e6, days=0.0, **fading),
        make_product("bare", kind=kind, scale=1e6),
    )
    buildings = (
        make_building("white", ("roof", kind, "paint", 80.0, 2.0)),
        make_building("grey", ("roof", kind, "bare", 80.0, 20.0)),
    )
    scenario = make_scenario(recoating=6.0)
    record = live(make_community(buildings, products), scenario, 0, 1)
    expected = [2029.0, 2035.0, 2041.0, 2047.0, 2053.0, 2059.0]
    assert times(record, "recoated", "white") == pytest.approx(expected)
    assert times(record, "recoated", "grey") == []
    installed = [t.installed for t in record.tenures if t.building == "white"]
    assert installed == pytest.approx([2023.0, *expected])


def test_a_coating_that_fails_early_is_repaired_and_its_clock_starts_anew(
    make_product, make_building, make_community, make_scenario
):
    kind = Kind.ROOF_COATING
    fading = {"albedo_new": 0.75, "albedo_aged": 0.5, "albedo_time": 1.5}
    products = (make_product("paint", kind=kind, scale=5.0, **fading),)
    buildings = tuple(
        make_building(f"white_{n}", ("roof", kind, "paint", 80.0, 0.0))
        for n in range(20)
    )
    record = live(
        make_community(buildings, products), make_scenario(recoating=6.0), 0, 1
    )
    assert times(record, "failed")
    assert times(record, "recoated")
    for tenure in record.tenures:
        assert tenure.end - tenure.installed <= 6.0 + 1e-9


def test_every_problem_of_a_scenario_is_named_at_once(
    make_product, make_building, make_community, make_scenario, make_programme
):
    products = (make_product("stove", crew="nobody"),)
    community = make_community(town(make_building, 1), products)
    measure = Measure(kind=COOKER, product="hob", quantity_per="existing")
    scenario = make_scenario(make_programme(measure, priority="worst_first"))
    with pytest.raises(InputError) as caught:
        live(community, scenario, 0, 1)
    text = str(caught.value)
    assert len(caught.value.problems) == 3
    assert "no crew of trade 'nobody'" in text
    assert "unknown product (got 'hob')" in text
    assert "needs a ranking" in text
