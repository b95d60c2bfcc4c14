"""Programmes: budget, order, crews, what is replaced and what is added."""

import math

import pytest

from twin.life.run import live
from twin.model.component import Kind
from twin.model.programme import Measure, ReplacementRule

COOKER = Kind.COOKER
ROOF = Kind.ROOF_INSULATION
SUN = Kind.PHOTOVOLTAIC


def jobs(record, action):
    return [one for one in record.events if one.action == action]


@pytest.fixture
def products(make_product):
    lasting = {"scale": 1e6, "days": 0.0}
    return (
        make_product("stove", **lasting),
        make_product("hob", cost=100.0, **lasting),
        make_product("foam", kind=ROOF, cost=10.0, **lasting),
        make_product("panel", kind=SUN, cost=2000.0, **lasting),
    )


@pytest.fixture
def street(make_building):
    return tuple(
        make_building(
            f"house_{n:02d}",
            ("kitchen", COOKER, "stove", 2.0, 5.0),
            year_built=2010 - n,
            roof=100.0,
        )
        for n in range(12)
    )


FOAM = Measure(kind=ROOF, product="foam", quantity_per="roof_area")
HOB = Measure(kind=COOKER, product="hob", quantity_per="existing")


def test_spending_never_runs_ahead_of_the_budget_and_what_is_left_is_carried_over(
    products, street, make_community, make_scenario, make_programme
):
    """A house costs 1000; 700 a year pay the first in 2027, then seven in ten years."""
    programme = make_programme(FOAM, budget=700.0, start=2026.0, end=2037.0)
    record = live(make_community(street, products), make_scenario(programme), 0, 1)
    done = jobs(record, "installed")
    spent = 0.0
    for one in done:
        spent += one.cost
        available = 700.0 * (math.floor(one.time) - 2026 + 1)
        assert spent <= available
    expected = [2027.0, 2028.0, 2030.0, 2031.0, 2033.0, 2034.0, 2035.0]
    assert [one.time for one in done] == pytest.approx(expected)


def test_no_work_is_ordered_before_the_start_or_after_the_end(
    products, street, make_community, make_scenario, make_programme
):
    programme = make_programme(FOAM, budget=1000.0, start=2030.5, end=2034.0)
    record = live(make_community(street, products), make_scenario(programme), 0, 1)
    assert [one.time for one in jobs(record, "started")] == [
        2030.5,
        2031.0,
        2032.0,
        2033.0,
    ]
    assert {one.time for one in jobs(record, "queued")} == {2030.5}
    assert len(jobs(record, "queued")) == len(street)


def test_the_oldest_the_worst_or_the_first_in_the_file_is_served_first(
    products, street, make_community, make_scenario, make_programme
):
    def order(priority, ranking=None):
        programme = make_programme(FOAM, budget=1000.0, priority=priority)
        community = make_community(street, products)
        rankings = None if ranking is None else {"plan": ranking}
        record = live(community, make_scenario(programme), 0, 1, rankings=rankings)
        return [one.building for one in jobs(record, "installed")]

    names = [one.id for one in street]
    assert order("file_order") == names
    assert order("oldest_first") == names[::-1]
    ranking = {name: float((5 * n) % 12) for n, name in enumerate(names)}
    worst = sorted(names, key=lambda name: -ranking[name])
    assert order("worst_first", ranking) == worst
    for other in ("cheapest_carbon", "health_first", "equity"):
        assert order(other, ranking) == worst
    del ranking[worst[0]]
    assert order("worst_first", ranking) == [*worst[1:], worst[0]]


def test_only_buildings_of_the_named_archetypes_and_years_take_part(
    products, make_building, make_community, make_scenario, make_programme
):
    street = tuple(
        make_building(f"{kind}_{year}", archetype=kind, year_built=year)
        for kind in ("hut", "house")
        for year in (1980, 2000)
    )
    programme = make_programme(FOAM, archetypes=("hut",), built_before=2000)
    record = live(make_community(street, products), make_scenario(programme), 0, 1)
    assert {one.building for one in record.events} == {"hut_1980"}
    by_use = make_programme(FOAM, uses=("school",))
    record = live(make_community(street, products), make_scenario(by_use), 0, 1)
    assert record.events == ()


def test_a_building_that_all_the_money_cannot_cover_is_passed_over(
    products, make_building, make_community, make_scenario, make_programme
):
    street = (
        make_building("palace", year_built=1900, roof=1e6),
        make_building("house", year_built=1990),
    )
    programme = make_programme(FOAM, budget=500.0, end=2040.0)
    record = live(make_community(street, products), make_scenario(programme), 0, 1)
    assert {one.building for one in jobs(record, "queued")} == {"palace", "house"}
    assert [(e.building, e.time) for e in jobs(record, "installed")] == [
        ("house", 2027.0)
    ]


def test_all_measures_of_a_building_are_taken_together_and_paid_together(
    products, street, make_community, make_scenario, make_programme
):
    """Foam for 1000 and two hobs for 200: the first house waits for 2027."""
    programme = make_programme(FOAM, HOB, budget=1000.0)
    record = live(make_community(street, products), make_scenario(programme), 0, 1)
    first = [one for one in record.events if one.building == "house_11" and one.cost]
    assert [(one.time, one.cost) for one in first] == [
        (2027.0, 200.0),
        (2027.0, 1000.0),
    ]


def test_a_measure_replaces_what_stands_and_adds_what_does_not(
    products, street, make_community, make_scenario, make_programme
):
    sun = Measure(kind=SUN, product="panel", quantity_per="roof_share", amount=0.06)
    programme = make_programme(HOB, sun, budget=1e6)
    record = live(make_community(street, products), make_scenario(programme), 0, 1)
    here = [one for one in record.tenures if one.building == "house_03"]
    table = [(t.component, t.product, t.quantity, t.start, t.end) for t in here]
    assert table == [
        ("kitchen", "stove", 2.0, 2025.0, 2026.0),
        ("kitchen", "hob", 2.0, 2026.0, 2060.0),
        ("photovoltaic", "panel", pytest.approx(6.0), 2026.0, 2060.0),
    ]
    actions = [e.action for e in record.events if e.building == "house_03"]
    assert actions.count("removed") == 1
    assert actions.count("installed") == 1
    assert actions.count("replaced") == 1


def test_what_a_programme_took_away_fails_no_more(
    make_product, make_building, make_community, make_scenario, make_programme
):
    products = (
        make_product("stove", scale=12.0, days=0.0),
        make_product("hob", scale=1e6, days=0.0),
    )
    street = tuple(
        make_building(f"house_{n}", ("kitchen", COOKER, "stove", 1.0, 0.0))
        for n in range(20)
    )
    scenario = make_scenario(make_programme(HOB))
    record = live(make_community(street, products), scenario, 0, 1)
    assert len(jobs(record, "finished")) == 20
    assert [e for e in jobs(record, "failed") if e.time > 2026.0] == []


def test_several_groups_of_a_kind_share_the_area_of_a_measure(
    make_product, make_building, make_community, make_scenario, make_programme
):
    kind = Kind.WINDOW
    products = (
        make_product("pane", kind=kind, scale=1e6),
        make_product("double", kind=kind, scale=1e6),
    )
    house = make_building(
        "house",
        ("north", kind, "pane", 5.0, 1.0),
        ("south", kind, "pane", 15.0, 1.0),
        window=40.0,
    )
    measure = Measure(kind=kind, product="double", quantity_per="window_area")
    record = live(
        make_community((house,), products),
        make_scenario(make_programme(measure)),
        0,
        1,
    )
    new = {e.component: e.quantity for e in jobs(record, "replaced")}
    assert new == {"north": pytest.approx(10.0), "south": pytest.approx(30.0)}


def test_what_already_is_the_product_is_left_alone(
    products, make_building, make_community, make_scenario, make_programme
):
    house = make_building("house", ("kitchen", COOKER, "hob", 1.0, 0.0))
    record = live(
        make_community((house,), products),
        make_scenario(make_programme(HOB)),
        0,
        1,
    )
    assert record.events == ()


def test_replacing_nothing_costs_nothing(
    products, make_building, make_community, make_scenario, make_programme
):
    house = make_building("house")
    community = make_community((house,), products)
    record = live(community, make_scenario(make_programme(HOB)), 0, 1)
    assert record.events == ()
    assert record.tenures == ()


def test_money_for_what_an_owner_has_done_meanwhile_goes_back(
    make_product, make_building, make_community, make_scenario, make_programme
):
    """The old house waits until 2029 for foam and hob; its stove fails before and
    the owner buys the hob. The young house gets the money left over."""
    products = (
        make_product("stove", shape=20.0, scale=2.5, days=0.0),
        make_product("hob", scale=1e6, cost=300.0, days=0.0),
        make_product("foam", kind=ROOF, scale=1e6, cost=10.0, days=0.0),
    )
    old = make_building("old", ("kitchen", COOKER, "stove", 1.0, 0.0), year_built=1950)
    young = make_building("young", year_built=1999, roof=30.0)
    programme = make_programme(FOAM, HOB, budget=325.0, end=2030.0)
    rule = ReplacementRule(
        kind=COOKER, replaces="stove", product="hob", start=2025.0, share=1.0
    )
    record = live(
        make_community((old, young), products),
        make_scenario(programme, rules=(rule,)),
        0,
        1,
    )
    assert [(e.building, e.time, e.cost) for e in jobs(record, "installed")] == [
        ("old", 2029.0, 1000.0),
        ("young", 2029.0, 300.0),
    ]
    assert [e.cause for e in jobs(record, "replaced")] == ["rule"]


def test_two_programmes_do_not_do_the_same_thing_twice(
    make_product, make_building, make_community, make_scenario, make_programme
):
    products = (
        make_product("foam", kind=ROOF, scale=1e6, days=1.0),
        make_product("cork", kind=ROOF, scale=1e6, days=1.0),
    )
    house = make_building("house")
    cork = Measure(kind=ROOF, product="cork", quantity_per="roof_area")
    scenario = make_scenario(
        make_programme(FOAM, name="one"), make_programme(cork, name="two")
    )
    record = live(make_community((house,), products), scenario, 0, 1)
    assert [e.product for e in jobs(record, "installed")] == ["foam"]
    assert jobs(record, "replaced") == []
    assert len({(t.component, t.start) for t in record.tenures}) == len(record.tenures)


def test_repairs_go_before_the_jobs_of_a_programme(
    make_product, make_building, make_community, make_scenario, make_programme
):
    """One crew, forty jobs of half a year each: a failure waits for one job only."""
    products = (
        make_product("stove", shape=8.0, scale=8.0, days=1.0),
        make_product("foam", kind=ROOF, scale=1e6, days=1.0),
    )
    street = tuple(make_building(f"house_{n:02d}", year_built=1990) for n in range(40))
    kitchen = make_building(
        "kitchen", ("stove", COOKER, "stove", 1.0, 0.0), year_built=2005
    )
    programme = make_programme(FOAM, built_before=2000)
    scenario = make_scenario(programme, crews=1)
    record = live(make_community((*street, kitchen), products), scenario, 0, 1)
    failed = next(e.time for e in record.events if e.action == "failed")
    replaced = next(
        e.time for e in record.events if e.action == "replaced" and e.time > failed
    )
    started = [e.time for e in jobs(record, "started")]
    assert min(started) < failed < max(started)
    between = [t for t in started if failed < t < replaced]
    assert between == []


def test_what_a_programme_is_about_to_replace_is_not_repaired(
    make_product, make_building, make_community, make_scenario, make_programme
):
    """The stove fails while its hob waits for a crew that is busy until 2035."""
    products = (
        make_product("stove", shape=20.0, scale=4.0, days=0.0),
        make_product("hob", scale=1e6, days=200.0, crew="mason"),
        make_product("foam", kind=ROOF, scale=1e6, days=20.0, crew="mason"),
    )
    house = make_building("house", ("kitchen", COOKER, "stove", 1.0, 0.0))
    record = live(
        make_community((house,), products),
        make_scenario(
            make_programme(FOAM, HOB), crews=1, trades=("smith", "mason"), days=200.0
        ),
        0,
        1,
    )
    mine = [t for t in record.tenures if t.component == "kitchen"]
    assert [(t.product, t.is_working) for t in mine] == [
        ("stove", True),
        ("stove", False),
        ("hob", True),
    ]
    assert mine[1].end > 2030.0


def test_a_programme_without_money_does_nothing(
    products, street, make_community, make_scenario, make_programme
):
    programme = make_programme(FOAM, budget=0.0)
    record = live(make_community(street, products), make_scenario(programme), 0, 1)
    assert record.events == ()


def test_materials_arrive_after_the_lead_time_and_only_then_a_crew_is_asked(
    products, street, make_community, make_scenario, make_programme
):
    at_once = make_programme(FOAM, budget=1000.0)
    later = make_programme(FOAM, budget=1000.0, lead_time=0.25)
    begins = [
        [
            one.time
            for one in jobs(
                live(make_community(street, products), make_scenario(programme), 0, 1),
                "started",
            )
        ]
        for programme in (at_once, later)
    ]
    assert begins[1] == pytest.approx([time + 0.25 for time in begins[0]])
