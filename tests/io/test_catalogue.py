"""The catalogue of products."""

from pathlib import Path

import pytest
import yaml

from twin.ground.errors import InputError
from twin.io.catalogue import read_products
from twin.model.component import Carrier, Kind

PROMISED = {
    "ac_split_old", "ac_split_2010s", "ac_split_g3", "ac_split_g1", "ac_split_propane",
    "vrf_hotel", "wh_lpg_instant", "wh_gas_instant", "wh_electric_tank", "wh_solar",
    "wh_heat_pump", "boiler_gas", "cooker_wood", "cooker_lpg", "cooker_gas",
    "cooker_induction", "canteen_lpg", "roof_bare", "roof_cool_paint",
    "window_single_clear", "window_single_tinted", "window_double_clear",
    "window_double_lowe", "pv_rooftop", "roof_insulation_xps50",
    "wall_insulation_eps50", "solar_film", "external_louvre",
}  # fmt: skip


class Plain(yaml.SafeDumper):
    """Writes what occurs twice in full, without anchors."""

    def ignore_aliases(self, data):
        return True


@pytest.fixture(scope="module")
def path(root: Path) -> Path:
    return root / "buildings" / "catalogue" / "products.yaml"


@pytest.fixture
def raw(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def refuse(raw, tmp_path):
    file = tmp_path / "products.yaml"
    file.write_text(yaml.dump(raw, Dumper=Plain), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_products(file)
    return [str(one) for one in caught.value.problems]


def test_the_catalogue_holds_every_product_once(path):
    names = [one.name for one in read_products(path)]
    assert set(names) >= PROMISED
    assert len(set(names)) == len(names)


def test_every_number_says_where_it_comes_from_and_how_far_it_is_trusted(path):
    for product in read_products(path):
        for name in ("cost", "embodied", "mass", "weibull_scale", "crew_days"):
            factor = getattr(product, name)
            assert factor.source
            assert factor.status.value in {"V", "S", "S2", "D", "G", "U", "A"}


def test_units_follow_the_kind(path):
    by_name = {one.name: one for one in read_products(path)}
    assert by_name["cooker_lpg"].cost.unit == "CNY/piece"
    assert by_name["roof_cool_paint"].embodied.unit == "kgCO2e/m2"
    assert by_name["pv_rooftop"].mass.unit == "kg/kWp"


def test_physical_sense_of_the_catalogue(path):
    for one in read_products(path):
        assert (one.glazing is not None) == (one.kind is Kind.WINDOW)
        insulates = one.kind.value.endswith("_insulation")
        assert bool(one.layers) == insulates
        assert one.embodied_end.value <= max(one.embodied.value, 0.0)
        burns = one.carrier in {Carrier.LPG, Carrier.NATURAL_GAS, Carrier.WOOD}
        assert not (burns and one.efficiency.value > 1.0)
        if one.albedo_new is not None:
            assert one.albedo_new >= one.albedo_aged


def test_a_cool_roof_loses_reflectance_as_the_ageing_rule_says(path):
    """After three years 0.2 + 0.7 (new − 0.2), the rule of the US rating council."""
    import math

    paint = next(p for p in read_products(path) if p.name == "roof_cool_paint")
    fresh = paint.albedo_new - paint.albedo_aged
    aged = paint.albedo_aged + fresh * math.exp(-3.0 / paint.albedo_time)
    assert aged == pytest.approx(0.2 + 0.7 * (paint.albedo_new - 0.2), abs=0.01)


def test_insulation_takes_a_bare_roof_to_the_quoted_transmittance(path):
    """U 3.2 becomes 0.60 W/(m²K) with 50 mm of XPS."""
    foam = next(p for p in read_products(path) if p.name == "roof_insulation_xps50")
    added = sum(one.thickness / one.material.conductivity for one in foam.layers)
    assert 1.0 / (1.0 / 3.2 + added) == pytest.approx(0.60, abs=0.01)


def test_a_window_needs_glazing_and_a_stove_has_none(raw, tmp_path):
    glazing = raw["products"]["window_single_clear"].pop("glazing")
    raw["products"]["cooker_lpg"]["glazing"] = glazing
    problems = refuse(raw, tmp_path)
    assert len(problems) == 2
    assert any("window_single_clear.glazing: is required" in one for one in problems)
    assert any("cooker_lpg.glazing: does not apply" in one for one in problems)


def test_wrong_units_and_a_missing_efficiency_are_named_together(raw, tmp_path):
    raw["products"]["solar_film"]["unit"] = "piece"
    del raw["products"]["wh_solar"]["efficiency"]
    raw["products"]["cooker_lpg"]["coating"] = raw["products"]["roof_cool_paint"][
        "coating"
    ]
    problems = refuse(raw, tmp_path)
    assert len(problems) == 3
    assert any("must be 'm2' for kind 'shading'" in one for one in problems)
    assert any("wh_solar.efficiency" in one for one in problems)


def test_impossible_numbers_and_unknown_keys_are_refused(raw, tmp_path):
    first = raw["products"]["ac_split_g1"]
    first["weibull_scale"]["value"] = -1.0
    first["refrigerant"]["leak"]["value"] = 1.5
    first["cost"]["status"] = "trust me"
    first["colour"] = "white"
    problems = refuse(raw, tmp_path)
    assert len(problems) == 4


def test_the_tank_of_a_water_heater_is_read_with_its_units(path):
    by_name = {one.name: one for one in read_products(path)}
    pump = by_name["wh_heat_pump"]
    assert pump.is_water_heat_pump
    assert pump.is_water_outdoors
    assert (pump.water_volume.value, pump.water_volume.unit) == (0.2, "m3")
    assert pump.water_loss.unit == "W/K"
    assert pump.water_temp.value == 55.0
    assert pump.water_collector is None
    assert by_name["wh_solar"].water_collector.value == 2.0
    assert by_name["wh_gas_instant"].water_volume is None
    assert by_name["boiler_gas"].water_power is None


def test_what_does_not_fit_a_water_heater_is_named_together(raw, tmp_path):
    raw["products"]["cooker_lpg"]["water"] = raw["products"]["wh_solar"]["water"]
    gas = raw["products"]["wh_gas_instant"]
    number = {"value": 10.0, "source": "test", "status": "A"}
    gas["water"] = gas["water"] | {"is_heat_pump": True}
    raw["products"]["wh_solar"]["water"]["backup"] = number
    problems = refuse(raw, tmp_path)
    for path in ("cooker_lpg.water", "wh_gas_instant.water.tank",
                 "wh_gas_instant.carrier", "wh_solar.water.backup"):  # fmt: skip
        assert any(path in one for one in problems), path


@pytest.mark.parametrize("temp", [35.0, 120.0])
def test_a_tank_that_cannot_serve_or_boils_is_refused(raw, tmp_path, temp):
    raw["products"]["wh_electric_tank"]["water"]["tank"]["temp"]["value"] = temp
    problems = refuse(raw, tmp_path)
    assert any("wh_electric_tank.water.tank.temp" in one for one in problems)


def test_fans_and_units_say_what_they_do(path):
    by_name = {one.name: one for one in read_products(path)}
    fan = by_name["ceiling_fan_dc"].fan
    assert fan.power.value > fan.standby.value
    unit = by_name["ventilation_enthalpy"].ventilation
    assert 0.0 < unit.latent.value < unit.sensible.value < 1.0
    for one in by_name.values():
        assert (one.fan is not None) == (one.kind is Kind.CEILING_FAN)
        assert (one.ventilation is not None) == (one.kind is Kind.VENTILATION)
        assert not one.is_inverter, "their efficiencies are seasonal"


@pytest.mark.parametrize(
    ("product", "change", "place", "word"),
    [
        ("ceiling_fan_dc", {"fan": None}, "fan", "is required"),
        ("ac_split_g1", {"is_inverter": True, "kind": "cooker"}, "is_inverter", "not"),
        ("cooker_gas", {"fan": "ceiling_fan_dc"}, "fan", "does not apply"),
        ("ventilation_enthalpy", {"flow_area": 0.0}, "ventilation", "flow_person"),
        ("ventilation_enthalpy", {"sensible": 0.0}, "ventilation.latent", "sensible"),
        (
            "ventilation_enthalpy",
            {"is_balanced": False},
            "ventilation.sensible",
            "exhaust only",
        ),
    ],
)
def test_machines_that_do_not_fit_are_named(
    raw, tmp_path, product, change, place, word
):
    record = raw["products"][product]
    for key, value in change.items():
        if key == "fan":
            record[key] = raw["products"][value]["fan"] if value else None
        elif key in {"kind", "is_inverter"}:
            record[key] = value
        elif key == "is_balanced":
            record["ventilation"][key] = value
        else:
            record["ventilation"][key]["value"] = value
    found = refuse(raw, tmp_path)
    start = f"products.{product}.{place}"
    assert any(one.startswith(start) and word in one for one in found), found
