"""A tiny community as result tables: two houses and a school, twenty futures."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from twin.criteria.pack import Pack
from twin.criteria.tables import Tables
from twin.io.pack import read_pack
from twin.model.building import Site

YEARS = (2025, 2030, 2050)
HASH = "ab" * 32

BUILDINGS = {"house_1": ("dwelling", 100.0), "house_2": ("dwelling", 300.0),
             "school_1": ("school", 600.0)}  # fmt: skip
ZONES = {"house_1": ("bed", "living"), "house_2": ("bed", "living"),
         "school_1": ("class",)}  # fmt: skip
MODULES = ("A1-A3", "A4-A5", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "C1-C4", "D")

ENERGY = {
    "electricity_cooling_kwh": 20.0, "electricity_heating_kwh": 0.0,
    "electricity_hot_water_kwh": 5.0, "electricity_cooking_kwh": 4.0,
    "electricity_lighting_kwh": 3.0, "electricity_appliances_kwh": 6.0,
    "electricity_ventilation_kwh": 2.0, "electricity_kwh": 40.0,
    "pv_generation_kwh": 8.0, "lpg_kwh": 0.0, "natural_gas_kwh": 0.0,
    "wood_kwh": 0.0, "carbon_operation_kg": 15.0,
}  # fmt: skip

HOURS = {
    "hours_h": 8760.0, "occupied_h": 4000.0, "night_occupied_h": 2000.0,
    "adaptive_invalid_h": 0.0, "adaptive_met_i_h": 3000.0,
    "adaptive_met_ii_h": 3900.0, "adaptive_met_iii_h": 3960.0,
    "heat_caution_h": 10.0, "heat_danger_h": 0.0, "heat_not_evaluable_h": 0.0,
    "temp_operative_min_c": 19.0, "temp_operative_cooled_p95_c": 26.5,
    "co2_mean_ppm": 700.0, "humidity_relative_p95": 0.65,
    "humidity_ratio_above_12_h": 438.0, "pm25_occupied_mean_ug_m3": 9.0,
    "pm25_day_p99_ug_m3": 24.5,
    "no2_mean_ug_m3": 8.0, "no2_max_1h_ug_m3": 90.0,
    "formaldehyde_closed_max_1h_ug_m3": 60.0, "clean_air_full_p05_l_s": 16.25,
    "mould_index_max": 0.4, "mould_index_cooled_max": 0.6,
}  # fmt: skip


def _building_year(futures):
    return pd.DataFrame(
        {"scenario": "base", "future": future, "year": year, "building_id": name,
         "use": use, "floor_area_m2": area,
         **{key: per_area * area for key, per_area in ENERGY.items()}}
        for future in range(futures)
        for year in YEARS
        for name, (use, area) in BUILDINGS.items()
    )  # fmt: skip


def _zone(name, zone):
    """Values of one zone; NaN where a percentile has no meaning, as in a run."""
    is_bed, is_cooled = zone == "bed", zone != "living"
    area = BUILDINGS[name][1] / len(ZONES[name])
    return {
        "is_bedroom": is_bed, "is_cooled": is_cooled, "floor_area_m2": area, **HOURS,
        "co2_excess_day_p95_ppm": float("nan") if is_bed else 700.0,
        "co2_excess_night_p95_ppm": 500.0 if is_bed else float("nan"),
    }  # fmt: skip


def _zone_year(futures):
    return pd.DataFrame(
        {"scenario": "base", "future": future, "year": year, "building_id": name,
         "zone": zone, "use": BUILDINGS[name][0], **_zone(name, zone)}
        for future in range(futures)
        for year in YEARS
        for name, zones in ZONES.items()
        for zone in zones
    )  # fmt: skip


def _ledger(futures):
    return pd.DataFrame(
        {"scenario": "base", "future": future, "year": 2030, "building_id": name,
         "component": "all", "module": module, "flow": "any", "carbon_fossil_kg": 10.0,
         "carbon_biogenic_kg": 1.0, "carbon_refrigerant_kg": 0.0}
        for future in range(futures)
        for name in BUILDINGS
        for module in MODULES
    )  # fmt: skip


def _buildings():
    rows = [
        {"building_id": name, "name": name, "use": use, "year_built": 1990,
         "floor_area_m2": area, "n50": 0.8}
        for name, (use, area) in BUILDINGS.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _events(futures):
    return pd.DataFrame(
        {"scenario": "base", "future": future, "time": time, "building_id": "house_1",
         "component": "cooker", "kind": "cooker", "action": action,
         "cause": "wear_out", "product": product, "quantity": 1.0}
        for future in range(futures)
        for time, action, product in (
            (2027.5, "failed", "gas_cooker"),
            (2027.6, "replaced", "hob"),
            (2027.6, "removed", "gas_cooker"),
            (2040.2, "replaced", "gas_cooker"),
        )
    )  # fmt: skip


@pytest.fixture(scope="session")
def site() -> Site:
    return Site(
        name="somewhere", latitude=18.6, longitude=109.7, elevation=70.0,
        utc_offset=8.0, country="CN", has_heating_season=False, currency="CNY",
        weather_file="a.epw", climate_table="a.csv", co2_outdoor=427.0,
        pm25_outdoor=(15.0,) * 12, terrain_roughness="open",
    )  # fmt: skip


@pytest.fixture(scope="session")
def make_tables(site):
    """Tables of a number of futures; keywords replace fields."""

    def make(futures: int = 20, **changes) -> Tables:
        tables = Tables(
            scenario="base",
            building_year=_building_year(futures),
            zone_year=_zone_year(futures),
            ledger=_ledger(futures),
            buildings=_buildings(),
            community_year=pd.DataFrame(),
            site=site,
            assessment_year=2030,
            files=(("community.yaml", HASH),),
            run_id="run-1",
            events=_events(futures),
            carriers=(("gas_cooker", "lpg"), ("hob", "electricity")),
        )
        return dataclasses.replace(tables, **changes)

    return make


@pytest.fixture
def tables(make_tables) -> Tables:
    return make_tables()


@pytest.fixture(scope="session")
def pack() -> Pack:
    folder = Path(__file__).resolve().parents[2] / "packs"
    return read_pack(folder / "provisional-1.5c.yaml")


@pytest.fixture
def changed():
    """Copy of tables with one column of one frame changed in the rows that match."""

    def change(tables: Tables, frame: str, column: str, value, **where) -> Tables:
        copy = getattr(tables, frame).copy()
        rows = pd.Series(True, index=copy.index)
        for key, wanted in where.items():
            rows &= copy[key] == wanted
        copy.loc[rows, column] = value
        return dataclasses.replace(tables, **{frame: copy})

    return change
