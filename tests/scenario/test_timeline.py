"""From tenures to months: shares, machines, variants."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.annual.variant import Variant
from twin.life.record import Event
from twin.model.component import Carrier, Kind
from twin.model.programme import Habits
from twin.scenario.machines import (
    FOULING_MEMORY,
    efficiency_factor,
    machine_inputs,
    outage_share,
    peak_power,
)
from twin.scenario.period import Period
from twin.scenario.shares import (
    added_shares,
    albedo_at,
    albedo_shares,
    cooker_shares,
    product_shares,
)
from twin.scenario.timeline import (
    LEAST_MONTHS,
    _merge_short,
    cleanings_by_component,
    read_timeline,
)

PERIOD = Period(start=2025.0, years=3)
HABITS = Habits(name="usual")


@pytest.fixture(scope="module")
def products(make_product):
    paint = {"albedo_new": 0.85, "albedo_aged": 0.65, "albedo_time": 2.0}
    made = [
        make_product("ac", efficiency=3.0, wear=0.02, fouling=0.03),
        make_product("ac_new", efficiency=4.5),
        make_product("lpg", Kind.COOKER, Carrier.LPG, 0.6),
        make_product("gas", Kind.COOKER, Carrier.NATURAL_GAS, 0.6),
        make_product("induction", Kind.COOKER, efficiency=0.9),
        make_product("paint", Kind.ROOF_COATING, Carrier.NONE, **paint),
        make_product("foam", Kind.ROOF_INSULATION, Carrier.NONE),
        make_product("film", Kind.SHADING, Carrier.NONE),
        make_product("win", Kind.WINDOW, Carrier.NONE),
        make_product("pv", Kind.PHOTOVOLTAIC, efficiency=1.0, wear=0.005),
    ]
    return {one.name: one for one in made}


def _chain(make_tenure, edges, names, **changes):
    """Tenures that follow each other without a gap."""
    return [
        make_tenure(name, start, end, **changes)
        for name, start, end in zip(names, edges, edges[1:], strict=False)
    ]


moments = st.lists(st.floats(2025.0, 2028.0), min_size=1, max_size=4)


def _total(shares):
    return np.sum(list(shares.values()), axis=0)


@given(inner=moments, pick=st.lists(st.sampled_from(["win", "foam"]), min_size=5))
def test_shares_of_products_sum_to_1(make_tenure, inner, pick):
    edges = [2025.0, *sorted(inner), 2028.0]
    tenures = _chain(make_tenure, edges, pick)
    for shares in (
        product_shares(tenures, "win", PERIOD),
        product_shares(tenures[1:], "", PERIOD),
        added_shares(tenures, PERIOD),
        added_shares(tenures[1:], PERIOD),
        added_shares(tenures * 2, PERIOD),
    ):
        assert _total(shares) == pytest.approx(np.ones(36), abs=1e-9)
        assert min(row.min() for row in shares.values()) >= -1e-12


def test_the_product_as_built_goes_by_no_name(make_tenure):
    tenures = _chain(make_tenure, [2025.0, 2026.5, 2028.0], ["win", "better"])
    shares = product_shares(tenures, "win", PERIOD)
    assert set(shares) == {"", "better"}
    assert shares[""] == pytest.approx(np.repeat([1.0, 0.0], 18))


def test_units_are_weighted_by_their_number(make_tenure):
    tenures = [
        make_tenure("a", 2025.0, 2028.0, quantity=3.0),
        make_tenure("b", 2025.0, 2028.0, quantity=1.0),
    ]
    shares = product_shares(tenures, "", PERIOD)
    assert shares["a"] == pytest.approx(0.75)
    assert shares["b"] == pytest.approx(0.25)


def test_reflectance_decays_to_its_aged_value(products):
    age = np.array([0.0, 2.0, 1e3])
    expected = [0.85, 0.65 + 0.20 * np.exp(-1.0), 0.65]
    assert albedo_at(products["paint"], age) == pytest.approx(expected)
    assert albedo_at(products["foam"], age) is None


def test_weights_of_reflectances_give_the_reflectance_back(make_tenure, products):
    tenures = [make_tenure("paint", 2026.0, 2028.0)]
    shares = albedo_shares(tenures, products, PERIOD)
    assert _total(shares) == pytest.approx(np.ones(36))
    assert shares[None] == pytest.approx(np.repeat([1.0, 0.0], [12, 24]))
    mean = sum(node * shares[node][12:] for node in (0.2, 0.5, 0.8) if node in shares)
    age = PERIOD.middles(slice(12, 36)) - 2026.0
    expected = np.minimum(albedo_at(products["paint"], age), 0.8)
    assert mean == pytest.approx(expected)


def test_burners_of_two_gases_are_one_cooker_to_the_hours(make_tenure, products):
    tenures = _chain(make_tenure, [2025.0, 2026.0, 2027.0, 2028.0],
                     ["lpg", "gas", "induction"])  # fmt: skip
    shares = cooker_shares(tenures, products, PERIOD)
    assert shares["lpg"] == pytest.approx(np.repeat([1.0, 1.0, 0.0], 12))
    assert shares["induction"] == pytest.approx(np.repeat([0.0, 0.0, 1.0], 12))
    assert _total(shares) == pytest.approx(np.ones(36))


def test_efficiency_falls_with_age_and_with_dirt_that_comes_to_rest(products):
    unit = products["ac"]
    age, since = np.array([0.0, 5.0, 5.0]), np.array([0.0, 0.0, 1e3])
    expected = [1.0, np.exp(-0.1), np.exp(-0.1 - 0.03 * FOULING_MEMORY)]
    assert efficiency_factor(unit, age, since) == pytest.approx(expected)
    # at first dirt grows as its yearly loss says
    young = efficiency_factor(unit, np.array([0.0]), np.array([1e-3]))
    assert 1.0 - young == pytest.approx(0.03 * 1e-3, rel=1e-3)


def test_a_cleaning_takes_the_dirt_off_and_leaves_the_wear(make_tenure, products):
    tenures = [make_tenure("ac", 2025.0, 2028.0)]
    inputs = machine_inputs(tenures, {"part": [2026.0]}, products, PERIOD)
    got = inputs[Carrier.ELECTRICITY]
    age = PERIOD.middles(slice(0, 36)) - 2025.0
    since = np.where(age < 1.0, age, age - 1.0)
    expected = 1.0 / (3.0 * efficiency_factor(products["ac"], age, since))
    assert got == pytest.approx(expected)
    assert got[12] < got[11]
    dirty = machine_inputs(tenures, {}, products, PERIOD)[Carrier.ELECTRICITY]
    assert (dirty[12:] > got[12:]).all()


def test_machines_are_averaged_over_units_that_work(make_tenure, products):
    tenures = [
        make_tenure("ac_new", 2025.0, 2028.0, quantity=3.0),
        make_tenure("ac_new", 2025.0, 2026.0, is_working=False, component="b"),
        make_tenure("lpg", 2025.0, 2028.0, component="c"),
    ]
    inputs = machine_inputs(tenures, {}, products, PERIOD)
    assert inputs[Carrier.ELECTRICITY] == pytest.approx(0.75 / 4.5)
    assert inputs[Carrier.LPG] == pytest.approx(0.25 / 0.6)


def test_without_machines_nothing_is_bought(products):
    inputs = machine_inputs([], {}, products, PERIOD)
    assert list(inputs) == [Carrier.ELECTRICITY]
    assert inputs[Carrier.ELECTRICITY] == pytest.approx(np.zeros(36))


def test_outage_is_the_share_of_units_out_of_order(make_tenure):
    tenures = [
        make_tenure("ac", 2025.0, 2028.0, quantity=3.0),
        make_tenure("ac", 2025.0, 2026.0, component="b"),
        make_tenure("ac", 2026.0, 2026.0 + 0.5 / 12.0, component="b", is_working=False),
        make_tenure("ac", 2026.0 + 0.5 / 12.0, 2028.0, component="b"),
    ]
    outage = outage_share(tenures, PERIOD)
    assert outage[12] == pytest.approx(0.25 * 0.5)
    assert outage.sum() == pytest.approx(outage[12])
    assert outage_share([], PERIOD) == pytest.approx(np.zeros(36))


def test_panels_lose_power_with_age_and_all_of_it_when_broken(make_tenure, products):
    tenures = [
        make_tenure("pv", 2025.0, 2027.0, quantity=5.0, installed=2015.0),
        make_tenure("pv", 2027.0, 2028.0, quantity=5.0, is_working=False),
    ]
    power = peak_power(tenures, products, PERIOD)
    age = PERIOD.middles(slice(0, 24)) - 2015.0
    assert power[:24] == pytest.approx(5.0 * np.exp(-0.005 * age))
    assert power[24:] == pytest.approx(np.zeros(12))


def _variant(name):
    return Variant(
        building="house", albedo=None, window=name, roof_insulation="",
        wall_insulation="", shading="", cooker="", has_cooling=True, habits=HABITS,
    )  # fmt: skip


def _rows(*lengths):
    """Variants that follow each other, of given lengths in months."""
    edges = np.concatenate([[0.0], np.cumsum(lengths)]) / 12.0 + 2025.0
    rows = {}
    for k in range(len(lengths)):
        row = np.zeros(36)
        months, share = PERIOD.weights(edges[k], edges[k + 1])
        row[months] += share
        rows[_variant(str(k))] = row
    return rows


@given(
    first=st.floats(2.0, 20.0),
    second=st.floats(0.01, 0.49),
    third=st.floats(0.0, 0.2),
)
def test_time_of_short_states_is_given_away_and_counted(first, second, third):
    rows = _rows(first, second, third, 36.0 - first - second - third)
    kept, merged = _merge_short(rows)
    total = np.sum(list(kept.values()), axis=0)
    assert total == pytest.approx(np.ones(36), abs=1e-9)
    if merged > 0.0:
        assert len(kept) == 2
        assert merged == pytest.approx(second + third)
    else:
        assert kept is rows


def test_states_that_hold_for_a_month_are_kept():
    assert LEAST_MONTHS == 1.0
    kept, merged = _merge_short(_rows(10.0, 1.0, 25.0))
    assert len(kept) == 3
    assert merged == 0.0


def test_a_short_state_that_fills_a_month_alone_stays():
    kept, merged = _merge_short(_rows(10.0, 0.9, 25.1))
    assert len(kept) == 3
    assert merged == 0.0


def test_a_study_of_short_states_only_keeps_them():
    rows = {_variant(str(k)): np.full(36, 1.0 / 40.0) for k in range(40)}
    kept, merged = _merge_short(rows)
    assert len(kept) == 40
    assert merged == 0.0


@pytest.fixture(scope="module")
def house(community):
    plain = community.buildings[0]
    return dataclasses.replace(plain, components=())


def _read(house, tenures, products):
    return read_timeline(house, tenures, {}, products, HABITS, PERIOD)


KINDS = {
    "win": Kind.WINDOW, "paint": Kind.ROOF_COATING, "foam": Kind.ROOF_INSULATION,
    "film": Kind.SHADING, "ac": Kind.AIR_CONDITIONER, "lpg": Kind.COOKER,
}  # fmt: skip
histories = st.lists(
    st.tuples(st.sampled_from(sorted(KINDS)), st.floats(2025.0, 2027.9), st.booleans()),
    max_size=6,
)


@given(history=histories)
def test_variants_of_any_history_fill_every_month(
    house, make_tenure, products, history
):
    tenures = [
        make_tenure(name, start, 2028.0, kind=KINDS[name], is_working=works,
                    component=f"part_{number}")
        for number, (name, start, works) in enumerate(history)
    ]  # fmt: skip
    timeline = _read(house, tenures, products)
    total = np.sum(list(timeline.variants.values()), axis=0)
    assert total == pytest.approx(np.ones(36), abs=1e-9)
    assert all(row.min() >= -1e-12 for row in timeline.variants.values())


def test_a_broken_machine_is_a_variant_of_its_own(house, make_tenure, products):
    tenures = [
        make_tenure("ac", 2025.0, 2026.0),
        make_tenure("ac", 2026.0, 2026.25, is_working=False),
        make_tenure("ac", 2026.25, 2028.0),
    ]
    timeline = _read(house, tenures, products)
    months = {one.has_cooling: row.sum() for one, row in timeline.variants.items()}
    assert months == pytest.approx({True: 33.0, False: 3.0})
    assert timeline.outage.sum() == pytest.approx(3.0)


def test_insulation_splits_the_study_where_it_is_installed(
    house, make_tenure, products
):
    tenures = [make_tenure("foam", 2026.0, 2028.0, kind=Kind.ROOF_INSULATION)]
    timeline = _read(house, tenures, products)
    rows = {one.roof_insulation: row for one, row in timeline.variants.items()}
    assert rows["foam"] == pytest.approx(np.repeat([0.0, 1.0], [12, 24]))
    assert rows[""] == pytest.approx(np.repeat([1.0, 0.0], [12, 24]))


def test_cleanings_are_listed_by_part():
    def event(action, time, part):
        return Event(time, "house", part, Kind.AIR_CONDITIONER, action, "x", "ac",
                     1.0, "", 0.0)  # fmt: skip

    events = [event("cleaned", 2026.0, "a"), event("failed", 2026.5, "a"),
              event("cleaned", 2027.0, "a"), event("cleaned", 2027.0, "b")]  # fmt: skip
    found = cleanings_by_component(events)
    assert found == {"house": {"a": [2026.0, 2027.0], "b": [2027.0]}}
