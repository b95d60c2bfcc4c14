"""Strikes as months: power that is out, heat that stays, and what rooms feel of it."""

import dataclasses

import numpy as np
import pytest

from twin.ground.quality import Status
from twin.life.record import Spell
from twin.model.component import Kind
from twin.model.hazard import Hazard
from twin.model.programme import Habits
from twin.scenario.integrate import node_shares
from twin.scenario.period import Period
from twin.scenario.spells import electric_share, weather_months
from twin.scenario.timeline import read_timeline

USES = (
    "cooling",
    "heating",
    "hot_water",
    "cooking",
    "lighting",
    "appliances",
    "ventilation",
)
PERIOD = Period(start=2025.0, years=2)


def spell(start, power=0.0, heat=0.0, warming=3.0):
    return Spell(
        hazard="x",
        start=start,
        power_back=start + power,
        heat_end=start + heat,
        warming=warming,
    )


def test_no_strikes_leave_nothing():
    found = weather_months((), PERIOD)
    assert found.power_off is None
    assert found.heat is None


def test_outages_that_overlap_count_once():
    month = 1.0 / 12.0
    spells = (spell(2025.0, power=0.5 * month), spell(2025.0, power=0.25 * month))
    found = weather_months(spells, PERIOD).power_off
    assert found[0] == pytest.approx(0.5)
    assert found[1:].sum() == 0.0


def test_heat_is_the_share_of_its_month_and_never_more_than_the_month():
    month = 1.0 / 12.0
    spells = (
        spell(2025.5, heat=0.25 * month),
        spell(2026.0, heat=month, warming=2.0),
        spell(2026.0, heat=month, warming=4.0),
    )
    heat = weather_months(spells, PERIOD).heat
    assert heat[3.0][6] == pytest.approx(0.25)
    assert heat[2.0][12] == pytest.approx(0.5)
    assert heat[4.0][12] == pytest.approx(0.5)
    shares = node_shares([0.3, 1.0], heat)
    total = np.sum(list(shares.values()), axis=0)
    assert total == pytest.approx(np.ones((2, 12)))
    mean = sum(node * share for node, share in shares.items())
    assert mean[0, 6] == pytest.approx(0.3 + 0.25 * 3.0)
    assert mean[0, 5] == pytest.approx(0.3)
    assert mean[1, 0] == pytest.approx(1.0 + 3.0)


def test_units_that_draw_electricity_count_by_their_number(make_tenure, make_product):
    from twin.model.component import Carrier

    products = {
        "pump": make_product("pump", Kind.WATER_HEATER),
        "flame": make_product("flame", Kind.WATER_HEATER, Carrier.LPG),
    }
    tenures = [
        make_tenure("pump", 2025.0, 2027.0, quantity=1.0),
        make_tenure("flame", 2025.0, 2027.0, quantity=3.0),
    ]
    assert electric_share(tenures, products, PERIOD) == pytest.approx(0.25)
    assert electric_share([], products, PERIOD).tolist() == [0.0] * 24


def test_states_without_power_hold_as_long_as_power_is_out(community, make_tenure):
    """Short ones are joined among themselves, so no hour without power is lost."""
    house = next(one for one in community.buildings if one.id == "house_01")
    products = {one.name: one for one in community.products}
    moved = 2025.0 + np.array([0.0, 1.02, 1.05, 2.0])
    tenures = [
        make_tenure(name, a, b, kind=Kind.ROOF_INSULATION, component="roof")
        for name, a, b in zip(
            ("roof_insulation_xps50", "green_roof", "roof_insulation_xps50"),
            moved[:-1],
            moved[1:],
            strict=True,
        )
    ]
    off = np.zeros(24)
    off[[3, 12, 20]] = 0.1, 0.4, 0.05
    timeline = read_timeline(
        house, tenures, {}, products, Habits(name="usual"), PERIOD, None, off
    )
    dark = [row for one, row in timeline.variants.items() if not one.has_power]
    assert np.sum(dark, axis=0) == pytest.approx(off, abs=1e-12)
    whole = np.sum(list(timeline.variants.values()), axis=0)
    assert whole == pytest.approx(np.ones(24), abs=1e-12)
    assert timeline.merged > 0.0
    assert len(dark) == 1


PLAIN = Hazard(
    name="storm",
    rate=3.0,
    rate_growth=0.0,
    first_month=6,
    last_month=8,
    outage_days=8.0,
    outage_variation=0.0,
    days=0.0,
    warming=0.0,
    damages=(),
    source="test",
    status=Status.ASSUMPTION,
)


@pytest.fixture(scope="module")
def struck(study, baseline):
    dark = dataclasses.replace(baseline, name="dark", hazards=(PLAIN,))
    heat = dataclasses.replace(
        PLAIN, outage_days=0.0, days=10.0, warming=3.0, name="heat"
    )
    hot = dataclasses.replace(baseline, name="hot", hazards=(heat,))
    found = study(baseline, dark, hot, futures=1)
    return {one.scenario.name: one for one in found.scenarios}


def off_hours(result, year):
    """Hours without power of a year; outages of eight days never touch New Year."""
    rows = result.events[result.events["action"].astype(str) == "struck"]
    starts = sorted(rows["time"][rows["time"].astype(int) == year])
    total, until = 0.0, 0.0
    for start in starts:
        end = start + 8.0 / 365.0
        total += max(0.0, end - max(start, until))
        until = max(until, end)
    return 8760.0 * total


def test_rooms_feel_each_hour_without_power(struck):
    before, after = (struck[n].building_year for n in ("baseline", "dark"))
    for year in (2025, 2026, 2027):
        hours = off_hours(struck["dark"], year)
        assert hours > 0.0
        rows = before["year"] == year
        calm = before[rows].set_index("building_id")["air_conditioner_outage_h"]
        dark = after[rows].set_index("building_id")["air_conditioner_outage_h"]
        assert (dark >= calm).all()
        has_units = calm.index.isin(["villa_01", "block_00s_1", "office_town"])
        gained = (dark - calm)[has_units]
        assert gained.max() == pytest.approx(hours, rel=0.03)
    summed = after.groupby("building_id", observed=True)["overheating_h"].sum()
    calm = before.groupby("building_id", observed=True)["overheating_h"].sum()
    assert (summed >= calm - 1e-9).all()
    assert summed.sum() > 1.05 * calm.sum()


def test_nothing_is_drawn_while_power_is_out(struck):
    """What a dwelling draws evenly falls by the share of the months that is dark."""
    before, after = (struck[n].building_year for n in ("baseline", "dark"))
    for name in ("lighting", "appliances", "cooling"):
        column = f"electricity_{name}_kwh"
        assert after[column].sum() < before[column].sum()
    uses = [
        f"electricity_{name}_kwh"
        for name in [
            "cooling",
            "heating",
            "hot_water",
            "cooking",
            "lighting",
            "appliances",
            "ventilation",
        ]
    ]
    assert after["electricity_kwh"].to_numpy() == pytest.approx(
        after[uses].sum(axis=1).to_numpy(), rel=1e-9
    )
    for year in (2025, 2027):
        share = off_hours(struck["dark"], year) / 8760.0
        rows = before["year"] == year
        kept = after[rows]["electricity_appliances_kwh"].to_numpy()
        ratio = kept / before[rows]["electricity_appliances_kwh"].to_numpy()
        lived_in = ratio[before[rows]["use"].to_numpy() == "dwelling"]
        assert 1.0 - lived_in == pytest.approx(share, rel=0.15)


def test_a_hot_spell_overheats_and_draws_more_cooling_in_its_years(struck):
    before, after = (struck[n].building_year for n in ("baseline", "hot"))
    assert after["overheating_h"].sum() > before["overheating_h"].sum()
    assert (
        after["electricity_cooling_kwh"].sum() > before["electricity_cooling_kwh"].sum()
    )
    lamps = "electricity_lighting_kwh"
    assert after[lamps].to_numpy() == pytest.approx(before[lamps].to_numpy())


def test_strikes_stand_in_the_logbook_and_repairs_in_the_ledger(study, baseline):
    from twin.model.hazard import Damage

    breaking = dataclasses.replace(
        PLAIN,
        rate=1.0,
        damages=(Damage(kind=Kind.AIR_CONDITIONER, probability=1.0),),
    )
    scenario = dataclasses.replace(baseline, name="broken", hazards=(breaking,))
    calm, broken = study(baseline, scenario, futures=1).scenarios
    struck = broken.events[broken.events["action"].astype(str) == "struck"]
    assert set(struck["cause"].astype(str)) == {"hazard:storm"}
    assert set(struck["kind"].astype(str)) == {"hazard"}
    cost = [one.building_year["cost_investment_cny"].sum() for one in (calm, broken)]
    assert cost[1] > cost[0]
    modules = broken.ledger[broken.ledger["flow"].astype(str) == "A1-A3 product"]
    assert set(modules["module"].astype(str)) == {"B4"}
