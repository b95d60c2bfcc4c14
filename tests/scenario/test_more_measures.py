"""Lamps, drain exchangers, sealing and floors: what they change, and nothing else."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from twin.annual.variant import apply_variant
from twin.model.component import Kind
from twin.model.programme import Measure, Programme
from twin.model.zone import Boundary
from twin.scenario.first_day import standing_variant
from twin.scenario.timeline import left_by

LAST = 2027


def plan(baseline, name, *measures):
    programme = Programme(
        name=name,
        start=2025.0,
        end=2026.0,
        measures=measures,
        uses=(),
        archetypes=(),
        built_before=2100,
        priority="oldest_first",
        budget=1e9,
    )
    crews = tuple(dataclasses.replace(one, count=50) for one in baseline.crews)
    return dataclasses.replace(
        baseline, name=name, programmes=(programme,), crews=crews
    )


@pytest.fixture(scope="module")
def years(study, baseline):
    """Year tables of the baseline and of two plans, by name."""
    lamps = plan(
        baseline,
        "lamps",
        Measure(
            kind=Kind.LIGHTING,
            product="led_lamps",
            quantity_per="floor_area",
            amount=0.1,
        ),
        Measure(
            kind=Kind.DRAIN_HEAT,
            product="drain_heat_exchanger",
            quantity_per="dwelling",
        ),
    )
    shell = plan(
        baseline,
        "shell",
        Measure(
            kind=Kind.AIR_SEALING, product="air_sealing", quantity_per="floor_area"
        ),
        Measure(
            kind=Kind.FLOOR_INSULATION,
            product="floor_insulation_xps50",
            quantity_per="ground_area",
        ),
    )
    found = study(baseline, lamps, shell, futures=1)
    return {
        one.scenario.name: one.building_year[one.building_year["year"] == LAST]
        for one in found.scenarios
    }


def test_lamps_save_their_share_of_lighting_and_leave_the_rest(years):
    before, after = years["baseline"], years["lamps"]
    ratio = after["electricity_lighting_kwh"] / before["electricity_lighting_kwh"]
    assert ratio.to_numpy() == pytest.approx(0.8, abs=1e-9)
    for name in ("electricity_cooling_kwh", "electricity_appliances_kwh"):
        pd.testing.assert_series_equal(before[name], after[name], check_exact=True)
    parts = [name for name in after.columns if name.startswith("electricity_")]
    uses = [
        one for one in parts if one not in {"electricity_kwh", "electricity_grid_kwh"}
    ]
    assert after["electricity_kwh"].to_numpy() == pytest.approx(
        after[uses].sum(axis=1).to_numpy(), rel=1e-9
    )


def test_a_drain_exchanger_saves_its_share_of_hot_water_where_people_live(years):
    before, after = years["baseline"], years["lamps"]
    lives = (before["use"] == "dwelling").to_numpy()
    for name in ("electricity_hot_water_kwh",):
        ratio = (after[name] / before[name]).to_numpy()[lives]
        assert ratio[np.isfinite(ratio)] == pytest.approx(0.7, abs=1e-9)


def test_sealing_and_floors_change_rooms_and_lamps_do_not(years):
    before, lamps, shell = years["baseline"], years["lamps"], years["shell"]
    for name in ("overheating_h", "co2_mean_ppm"):
        pd.testing.assert_series_equal(before[name], lamps[name], check_exact=True)
    assert (
        before["overheating_h"].to_numpy() != shell["overheating_h"].to_numpy()
    ).any()
    assert shell["co2_mean_ppm"].mean() > before["co2_mean_ppm"].mean()


def test_a_sealed_building_leaks_less_and_an_insulated_floor_has_its_layers(
    community, weather
):
    products = {one.name: one for one in community.products}
    building = community.buildings[0]
    standing = standing_variant(building, products)
    changed = dataclasses.replace(
        standing, air_sealing="air_sealing", floor_insulation="floor_insulation_xps50"
    )
    assert changed.envelope_key != standing.envelope_key
    plain = apply_variant(building, standing, products)
    made = apply_variant(building, changed, products)
    assert made.n50 == pytest.approx(0.7 * plain.n50)
    pairs = [
        (one, two)
        for left, right in zip(plain.zones, made.zones, strict=True)
        for one, two in zip(left.surfaces, right.surfaces, strict=True)
    ]
    grounds = [pair for pair in pairs if pair[0].boundary is Boundary.GROUND]
    assert grounds
    for one, two in grounds:
        added = two.construction.layers[: -len(one.construction.layers)]
        assert [layer.material.name for layer in added] == ["xps"]
    others = [pair for pair in pairs if pair[0].boundary is not Boundary.GROUND]
    assert all(one == two for one, two in others)


def test_what_is_neither_lamp_nor_exchanger_leaves_everything(community):
    by_name = {one.name: one for one in community.products}
    assert left_by(by_name["led_lamps"]) == pytest.approx(0.8)
    assert left_by(by_name["drain_heat_exchanger"]) == pytest.approx(0.7)
    assert left_by(by_name["roof_cool_paint"]) == 1.0
