"""The site of a community."""

import pytest
import yaml

from twin.ground.errors import InputError
from twin.io.site import load_site


@pytest.fixture
def raw(root):
    path = root / "buildings" / "baoting" / "site.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def write(folder, raw):
    path = folder / "site.yaml"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    return path


def test_baoting_stands_where_it_stands(root):
    site = load_site(root / "buildings" / "baoting" / "site.yaml")
    assert (site.latitude, site.longitude) == (18.64, 109.70)
    assert site.elevation == 75.0
    assert site.utc_offset == 8.0
    assert not site.has_heating_season
    assert sum(site.pm25_outdoor) / 12 == pytest.approx(11.4, abs=0.05)


def test_every_problem_of_a_site_is_named_at_once(tmp_path, raw):
    raw |= {
        "latitude": 109.7,
        "longitude": "east",
        "country": "China",
        "currency": "rmb",
        "weather_file": "../../etc/passwd",
        "climate_table": "/etc/x.csv",
        "pm25_outdoor": [1, 2, 3],
        "terrain_roughness": "moon",
        "utc_offset": 99,
        "elevaton": 3,
        "has_heating_season": "no",
    }
    del raw["name"]
    with pytest.raises(InputError) as caught:
        load_site(write(tmp_path, raw))
    found = {one.path: one.message for one in caught.value.problems}
    assert set(found) == {
        "latitude", "longitude", "country", "currency", "weather_file", "name",
        "climate_table", "pm25_outdoor", "terrain_roughness", "utc_offset",
        "elevaton", "has_heating_season",
    }  # fmt: skip
    assert "did you mean 'elevation'?" in found["elevaton"]


def test_a_country_that_yaml_takes_for_no_is_not_taken_for_a_code(tmp_path, raw):
    path = write(tmp_path, raw)
    path.write_text(path.read_text().replace("country: CN", "country: NO"))
    with pytest.raises(InputError, match="country"):
        load_site(path)


def test_outdoor_co2_is_that_of_2025_where_none_is_given(tmp_path, raw):
    del raw["co2_outdoor"]
    assert load_site(write(tmp_path, raw)).co2_outdoor == 427.0
