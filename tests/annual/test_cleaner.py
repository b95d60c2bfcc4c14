"""Air cleaners and filters of a detailed building file, through a year."""

import dataclasses

import pytest
import yaml

from twin.annual.passes import Wanted
from twin.annual.pollutant_pass import AirInputs
from twin.annual.result import INDEX
from twin.annual.simulate import BuildingRun, Task
from twin.io.contaminant import load_contaminants
from twin.io.detailed import load_detailed
from twin.io.site import load_site

ROOM = """
name: a room
source: thought up
status: A
materials:
  brick: {conductivity: 0.8, density: 1800.0, heat_capacity: 900.0}
constructions:
  wall: {layers: [{material: brick, thickness: 0.2}]}
zones:
  room:
    floor_area: 20.0
    volume: 50.0
    air_change: 0.5
    operation: {gains: 200.0}
    surfaces:
      roof: {construction: wall, area: 20.0, tilt: 0.0}
      south: {construction: wall, area: 40.0, tilt: 90.0, azimuth: 180.0}
      floor: {construction: wall, area: 20.0, tilt: 180.0, boundary: ground}
"""


@pytest.fixture
def year_mean(root, tmp_path, steady_outdoor, make_variant):
    """Write the room with keys of its zone and return its year's mean PM2.5."""
    numbers = load_contaminants(root / "buildings" / "contaminants.yaml")
    site = load_site(root / "buildings" / "baoting" / "site.yaml")
    site = dataclasses.replace(site, pm25_outdoor=(20.0,) * 12, pm25_shape=())

    def run(**keys):
        raw = yaml.safe_load(ROOM)
        raw["zones"]["room"] |= keys
        path = tmp_path / "room.yaml"
        path.write_text(yaml.safe_dump(raw), encoding="utf-8")
        variant = make_variant(building="room")
        one = BuildingRun(
            building=load_detailed(path),
            products={},
            outdoors={0.0: steady_outdoor(20.0)},
            co2_outdoor=430.0,
            passes=Wanted(air=AirInputs(contaminants=numbers, site=site)),
        )
        result, _ = one.simulate(Task(variant=variant, node=0.0))
        return result.monthly[INDEX["pm25_outdoor_sum_ug_h"]].sum() / 8760.0

    return numbers, run


def test_a_cleaner_of_a_file_lowers_the_particles_of_a_year_by_its_clean_air(year_mean):
    """Closed form: P n c / (n + k + q η s / V), once the start is forgotten."""
    numbers, run = year_mean
    supply = 20.0 * 0.5 * numbers.penetration_pm25
    settled = 0.5 + numbers.deposition_pm25
    without, named, bare = (
        run(),
        run(cleaner={"flow": 0.06, "filter": "epm1_65"}),
        run(cleaner={"clean_flow": 0.06}),
    )
    clean = 0.06 * 3600.0 / 50.0
    assert without == pytest.approx(supply / settled, rel=1e-3)
    assert named == pytest.approx(supply / (settled + 0.8 * 0.9 * clean), rel=1e-3)
    assert bare == pytest.approx(supply / (settled + clean), rel=1e-3)
    assert bare < named < 0.3 * without


def test_the_filter_of_a_unit_keeps_the_share_of_its_class(year_mean):
    numbers, run = year_mean
    change = 0.02 * 3600.0 / 50.0
    found = run(air_change=0.0, ventilation={"flow": 0.02, "filter": "f7"})
    passed = 20.0 * change * (1.0 - 0.65 * 0.9)
    assert found == pytest.approx(passed / (change + numbers.deposition_pm25), rel=1e-3)
