"""Grid, fuels, refrigerants and prices."""

from pathlib import Path

import pytest
import yaml

from twin.ground.errors import InputError
from twin.io.world import read_world


class Plain(yaml.SafeDumper):
    """Writes what occurs twice in full, without anchors."""

    def ignore_aliases(self, data):
        return True


@pytest.fixture(scope="module")
def path(root: Path) -> Path:
    return root / "buildings" / "catalogue" / "world.yaml"


@pytest.fixture
def raw(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def refuse(raw, tmp_path):
    file = tmp_path / "world.yaml"
    file.write_text(yaml.dump(raw, Dumper=Plain), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_world(file)
    return [str(one) for one in caught.value.problems]


def test_the_embedded_world_holds_the_promised_paths_and_factors(path):
    world = read_world(path)
    assert {one.name for one in world.grid_paths} >= {
        "hainan_ref",
        "hainan_fast",
        "hainan_slow",
        "eu",
    }
    assert {one.carrier for one in world.fuels} == {"lpg", "natural_gas", "wood"}
    warming = {one.name: one.gwp for one in world.refrigerants}
    assert warming["R32"] == 771.0
    assert warming["R410A"] == 2256.0
    assert world.electricity_price == 0.6083
    assert world.discount_rate == 0.06


def test_years_come_out_in_order_however_they_are_written(raw, tmp_path):
    raw["grid_paths"]["eu"]["direct"] = {2050: 0.01, 2023: 0.21, 2030: 0.11}
    file = tmp_path / "world.yaml"
    file.write_text(yaml.dump(raw, Dumper=Plain), encoding="utf-8")
    eu = next(one for one in read_world(file).grid_paths if one.name == "eu")
    assert [one.year for one in eu.direct] == [2023.0, 2030.0, 2050.0]


def test_fuel_prices_per_kwh_follow_from_the_prices_in_the_shop(path):
    """8 CNY/kg at 50.2 MJ/kg; 3.3 CNY/m³ at 38.93 MJ/m³."""
    price = {one.carrier: one.price for one in read_world(path).fuels}
    assert price["lpg"] == pytest.approx(8.0 / (50.2 / 3.6), rel=1e-2)
    assert price["natural_gas"] == pytest.approx(3.3 / (38.93 / 3.6), rel=1e-2)


def test_wrong_years_negative_factors_and_missing_fuels_are_named_together(
    raw, tmp_path
):
    raw["grid_paths"]["eu"]["direct"]["soon"] = 0.1
    raw["carbon_price"]["path"][2030] = -5.0
    raw["fuels"]["electricity"] = raw["fuels"].pop("wood")
    problems = refuse(raw, tmp_path)
    assert len(problems) == 4
    assert any("eu.direct.soon" in one for one in problems)
    assert any("must not be negative" in one for one in problems)
    assert any("fuels.wood: is required" in one for one in problems)
    assert any("fuels.electricity: is not a fuel" in one for one in problems)


def test_an_unknown_carrier_and_an_unknown_key_are_refused(raw, tmp_path):
    raw["fuels"]["peat"] = raw["fuels"]["wood"]
    raw["discont"] = raw.pop("discount")
    problems = refuse(raw, tmp_path)
    assert any("peat" in one for one in problems)
    assert any("did you mean 'discount'?" in one for one in problems)
    assert any("discount: is required" in one for one in problems)
