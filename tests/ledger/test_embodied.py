"""What things cost the world, against sums done by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.ground.errors import InputError
from twin.ledger.embodied import CLEANING_CARBON, embodied_rows
from twin.life.record import Event, LifeRecord, Tenure
from twin.model.component import Kind

AC = Kind.AIR_CONDITIONER


def amounts(rows, column="carbon_fossil_kg"):
    return {
        (str(one.module), str(one.flow)): getattr(one, column)
        for one in rows.itertuples()
        if getattr(one, column)
    }


def refrigerant(rows):
    return rows[rows["carbon_refrigerant_kg"] != 0.0]


@pytest.mark.parametrize(
    ("product", "leak", "end"),
    [
        ("ac_split_old", 517.0, 819.0),
        ("ac_split_2010s", 541.0, 857.0),
        ("ac_split_g3", 148.0, 234.0),
    ],
)
def test_twelve_years_of_a_split_lose_the_published_refrigerant(
    community, make_swap, product, leak, end
):
    """1.5 hp, 12 a, 2 % a year and half of the rest at the end: R22, R410A, R32."""
    rows = embodied_rows(make_swap(product, "ac_split_propane"), community, 2025, 2059)
    mine = refrigerant(rows[rows["factor"] > 1.0])
    sums = mine.groupby("module", observed=True)["carbon_refrigerant_kg"].sum()
    assert sums["B1"] == pytest.approx(leak, abs=1.0)
    assert sums["B4"] == pytest.approx(end, abs=1.0)
    assert (rows[rows["module"] == "B1"]["carbon_fossil_kg"] == 0.0).all()


def test_propane_warms_a_hundred_thousand_times_less_than_r410a(community, make_swap):
    def total(product):
        record = make_swap(product, "ac_split_g3")
        rows = embodied_rows(record, community, 2025, 2036)
        return rows["carbon_refrigerant_kg"].sum()

    assert total("ac_split_propane") < 1e-4 * total("ac_split_2010s")


def test_one_replacement_by_hand(community, make_swap):
    """Two grade-3 splits fail and grade-1 splits of 42 kg come from 500 km away."""
    record = make_swap("ac_split_g3", "ac_split_g1", quantity=2.0)
    rows = embodied_rows(record, community, 2025, 2059)
    assert amounts(rows) == {
        ("B4", "A1-A3 product"): pytest.approx(2 * 240.0),
        ("B4", "A4 transport"): pytest.approx(2 * 0.042 * 500 * 0.129),
        ("B4", "A5 waste on site"): pytest.approx(0.02 * 2 * 240.0),
        ("B4", "C1-C4 end of life"): pytest.approx(2 * 11.0),
    }
    assert amounts(rows, "money_cny") == {
        ("B4", "price with installation"): pytest.approx(2 * 2900.0)
    }
    money = rows[rows["money_cny"] != 0.0]
    assert money["money_account"].astype(str).tolist() == ["investment"]
    fossil = rows[rows["carbon_fossil_kg"] != 0.0]
    assert (fossil["year"] == 2037).all()


def test_what_a_programme_does_is_refurbishment_and_a_failure_is_replacement(
    community, make_swap
):
    programme = make_swap("ac_split_g3", "ac_split_g1", cause="programme:cool")
    rows = embodied_rows(programme, community, 2025, 2059)
    assert set(rows["module"].astype(str)) == {"B1", "B5"}
    rows = embodied_rows(programme, community, 2025, 2059, programme_causes=())
    assert set(rows["module"].astype(str)) == {"B1", "B4"}
    rule = make_swap("ac_split_g3", "ac_split_g1", cause="rule")
    rows = embodied_rows(rule, community, 2025, 2059)
    assert set(rows["module"].astype(str)) == {"B1", "B4"}


def test_cleaning_and_recoating_are_maintenance(community):
    roof = ("house", "roof", Kind.ROOF_COATING)
    unit = ("house", "unit", AC)
    coat = ("maintenance", "roof_cool_paint", 80.0, "roofer", 5200.0)
    clean = ("maintenance", "ac_split_g3", 3.0, "", 198.0)
    events = (
        Event(2030.5, *unit, "cleaned", *clean),
        Event(2031.0, *roof, "recoated", *coat),
    )
    rows = embodied_rows(LifeRecord(0, events, ()), community, 2025, 2059)
    assert amounts(rows) == {
        ("B2", "cleaning, trip"): pytest.approx(3 * CLEANING_CARBON),
        ("B2", "A1-A3 product"): pytest.approx(80 * 2.5),
        ("B2", "A4 transport"): pytest.approx(80 * 0.001 * 500 * 0.129),
        ("B2", "A5 waste on site"): pytest.approx(0.02 * 80 * 2.5),
    }
    assert amounts(rows, "money_cny") == {
        ("B2", "cleaning, price"): pytest.approx(198.0),
        ("B2", "price with installation"): pytest.approx(5200.0),
    }
    paid = rows[rows["money_cny"] != 0.0]
    assert set(paid["money_account"].astype(str)) == {"maintenance"}


def test_a_leak_is_shared_among_the_years_of_a_tenure(community):
    tenure = Tenure(
        "house", "unit", AC, "ac_split_g3", 1.0, 2025.5, 2027.25, 2025.5, True
    )
    rows = embodied_rows(LifeRecord(0, (), (tenure,)), community, 2025, 2059)
    leaked = dict(zip(rows["year"], rows["quantity"], strict=True))
    assert leaked == {
        2025: pytest.approx(0.5 * 0.8 * 0.02),
        2026: pytest.approx(0.8 * 0.02),
        2027: pytest.approx(0.25 * 0.8 * 0.02),
    }


@given(life=st.floats(0.1, 34.9), age=st.floats(0.0, 40.0))
def test_what_leaks_and_what_is_left_at_the_end_are_what_there_was(
    community, make_swap, life, age
):
    """Half of what is left escapes, so twice the escape is what was left."""
    record = make_swap(
        "ac_split_g3", "cooker_lpg", at=2025.0 + life, installed=2025.0 - age
    )
    rows = embodied_rows(record, community, 2025, 2059)
    mass = refrigerant(rows).groupby("flow", observed=True)["quantity"].sum()
    present = 0.8 * max(0.0, 1.0 - 0.02 * age)
    found = mass.get("refrigerant leak", 0.0)
    found += 2.0 * mass.get("refrigerant at end of life", 0.0)
    assert found == pytest.approx(present, abs=1e-9)


def test_a_leaky_unit_never_loses_more_than_its_charge(community, make_swap):
    """VRF loses 5 % a year: after 20 years nothing is left, at the end nor to leak."""
    record = make_swap("vrf_hotel", "cooker_lpg", at=2050.0)
    rows = refrigerant(embodied_rows(record, community, 2025, 2059))
    assert rows["quantity"].sum() == pytest.approx(1.4)
    assert rows["year"].max() == 2044
    assert set(rows["module"].astype(str)) == {"B1"}


def test_years_outside_the_study_do_not_count(community, make_swap):
    record = make_swap("ac_split_g3", "ac_split_g1")
    rows = embodied_rows(record, community, 2030, 2036)
    assert rows["year"].min() == 2030
    assert rows["year"].max() == 2036
    assert set(rows["module"].astype(str)) == {"B1"}


def test_an_empty_life_gives_an_empty_ledger(community):
    rows = embodied_rows(LifeRecord(0, (), ()), community, 2025, 2059)
    assert len(rows) == 0


def test_an_unknown_refrigerant_is_named(community, make_swap):
    odd = replace(community.products[0], refrigerant="R9")
    spoilt = replace(community, products=(odd, *community.products[1:]))
    with pytest.raises(InputError, match="unknown refrigerant"):
        embodied_rows(make_swap("ac_split_g3", None), spoilt, 2025, 2059)
