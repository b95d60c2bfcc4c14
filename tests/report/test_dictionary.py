"""Every column that a run writes is explained."""

import pytest

from twin.report.dictionary import data_dictionary, write_data_dictionary

CONTRACT = {
    "building_year": """scenario future year building_id use archetype floor_area_m2
        electricity_cooling_kwh electricity_heating_kwh electricity_hot_water_kwh
        electricity_cooking_kwh electricity_lighting_kwh electricity_appliances_kwh
        electricity_ventilation_kwh electricity_kwh pv_generation_kwh pv_self_use_kwh
        pv_export_kwh electricity_grid_kwh lpg_kwh natural_gas_kwh wood_kwh
        cooling_need_sensible_kwh cooling_need_latent_kwh heating_need_kwh
        hot_water_unmet_kwh
        carbon_operation_kg carbon_operation_direct_kg carbon_embodied_kg
        carbon_biogenic_kg carbon_refrigerant_kg carbon_export_kg cost_energy_cny
        cost_investment_cny cost_maintenance_cny overheating_h heat_caution_h
        heat_danger_h co2_excess_h co2_mean_ppm air_conditioner_outage_h
        pm25_mean_ug_m3 pm25_indoor_mean_ug_m3 no2_mean_ug_m3
        formaldehyde_mean_ug_m3""",
    "zone_year": """scenario future year building_id zone use is_bedroom is_cooled
        floor_area_m2 people hours_h occupied_h night_occupied_h overheating_h
        adaptive_invalid_h adaptive_met_i_h adaptive_met_ii_h adaptive_met_iii_h
        heat_caution_h heat_danger_h heat_not_evaluable_h cooled_h temp_operative_max_c
        temp_operative_min_c temp_operative_cooled_p95_c co2_excess_day_p95_ppm
        co2_excess_night_p95_ppm co2_mean_ppm humidity_relative_p95
        humidity_ratio_above_12_h pm25_mean_ug_m3 pm25_indoor_mean_ug_m3
        no2_mean_ug_m3 co_mean_ug_m3 formaldehyde_mean_ug_m3 tvoc_mean_ug_m3
        pm25_occupied_mean_ug_m3 pm25_indoor_occupied_mean_ug_m3
        no2_occupied_mean_ug_m3 formaldehyde_occupied_mean_ug_m3 clean_air_mean_l_s
        pm25_above_15_d pm25_above_50_d no2_above_200_h formaldehyde_above_80_h
        co_above_10_h pm25_max_24h_ug_m3 pm25_day_p99_ug_m3
        no2_max_1h_ug_m3 co_max_1h_ug_m3
        formaldehyde_max_1h_ug_m3 formaldehyde_closed_max_1h_ug_m3
        clean_air_full_p05_l_s clean_air_min_l_s surface_humid_h
        surface_cooled_humid_h mould_index_first_year mould_index_max
        mould_index_cooled_max pmv_mean ppd_mean_percent pmv_out_of_range_h
        set_above_30_kh set_below_12_kh wbgt_above_28_h ashrae55_met_80_h
        ashrae55_met_90_h ashrae55_invalid_h tm52_warm_h tm59_night_h cold_h sleep_h
        sleep_above_26_h sleep_above_28_h tm52_upper_h tm52_over_6_d
        set_max_c wbgt_max_c tm52_excess_max_k tm52_day_max_kh""",
    "ledger": """scenario future year building_id component module flow time quantity
        unit factor factor_unit factor_source factor_status carbon_fossil_kg
        carbon_biogenic_kg carbon_refrigerant_kg money_cny money_account""",
    "events": """scenario future time building_id component kind action cause product
        quantity""",
    "buildings": """building_id name archetype use year_built storeys floor_area_m2 n50
        roof_area_m2 dwellings residents measured documented archetype_values assumed
        outline""",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_every_column_of_a_result_table_is_explained(table):
    known = data_dictionary()
    assert set(CONTRACT[table].split()) == set(known[known.table == table].name)


def test_every_column_that_the_sample_tables_use_is_explained(data):
    known = data_dictionary()
    for table in ("hourly", "weather_monthly", "building_year", "events", "buildings"):
        columns = set(getattr(data, table).columns)
        assert columns <= set(known[known.table == table].name)


def test_every_suffix_agrees_with_the_unit():
    units = {
        "kwh": "kWh",
        "kg": "kgCO2e",
        "cny": "CNY",
        "h": "h",
        "ppm": "ppm",
        "c": "°C",
        "m2": "m²",
        "w": "W",
    }
    for row in data_dictionary().itertuples():
        suffix = row.name.rsplit("_", 1)[-1]
        if suffix in units and row.name != "irradiation_kwh_m2":
            assert row.unit == units[suffix], row.name


def test_no_meaning_is_empty_and_no_column_stands_twice():
    known = data_dictionary()
    assert (known.meaning.str.len() > 5).all()
    assert not known.duplicated(["table", "name"]).any()


def test_the_dictionary_is_written_beside_the_tables(tmp_path):
    path = write_data_dictionary(tmp_path)
    assert path.read_text(encoding="utf-8").startswith("table,name,unit,meaning\n")
