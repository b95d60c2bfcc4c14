"""Detailed building files: what a person writes is what the model holds."""

import copy
import re
import textwrap

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from twin.ground.errors import InputError
from twin.ground.quality import Status
from twin.io import detailed_record
from twin.io.detailed import load_detailed, read_detailed
from twin.io.detailed_extends import MAX_FILES, overlaid
from twin.io.schema import Strict
from twin.model.material import Gas, Roughness
from twin.model.zone import Boundary

BOX = textwrap.dedent(
    """
    name: a box
    source: measured with a ruler
    status: V
    materials:
      brick: {conductivity: 0.8, density: 1800.0, heat_capacity: 900.0}
      board: {conductivity: 0.2, density: 900.0, heat_capacity: 1000.0, status: A,
              source: guessed}
    constructions:
      wall:
        layers:
          - {material: brick, thickness: 0.2}
          - {resistance: 1.5}
        roughness: smooth
    glazings:
      clear:
        u_value: 2.8
        shgc: 0.7
        panes:
          - {thickness: 0.004, transmittance: 0.83, reflectance_front: 0.075,
             reflectance_back: 0.075}
          - {thickness: 0.004, transmittance: 0.83, reflectance_front: 0.075,
             reflectance_back: 0.075, emissivity_back: 0.1}
        gaps:
          - {gas: argon, thickness: 0.016}
    zones:
      room:
        floor_area: 20.0
        volume: 50.0
        plant: ideal
        air_change: 0.5
        operation:
          gains: 100.0
          heating_setpoint: 20.0
          cooling_setpoint: 26.0
        surfaces:
          south: {construction: wall, width: 5.0, height: 2.5, tilt: 90.0,
                  azimuth: 180.0}
          door: {within: south, construction: wall, area: 2.0}
          roof: {construction: wall, area: 20.0, tilt: 0.0}
          floor: {construction: wall, area: 20.0, tilt: 180.0, boundary: ground}
        windows:
          one: {within: south, glazing: clear, width: 2.0, height: 1.5, left: 1.0,
                sill: 0.8}
    """
)


@pytest.fixture
def write(tmp_path):
    """Write the box with changes laid over it, and return the path."""

    def _write(change=None, name="box.yaml"):
        raw = overlaid(yaml.safe_load(BOX), change or {})
        path = tmp_path / name
        path.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
        return path

    return _write


def room(**change):
    return {"zones": {"room": change}}


def problems(path):
    with pytest.raises(InputError) as caught:
        load_detailed(path)
    return {one.path: one for one in caught.value.problems}


# ------------------------------------------------------------------ what it gives


def test_a_building_holds_what_the_file_says(tmp_path):
    path = tmp_path / "my-box.yaml"
    path.write_text(BOX, encoding="utf-8")
    building = load_detailed(path)
    (zone,) = building.zones
    assert (building.id, building.name) == ("my-box", "a box")
    assert (zone.name, zone.floor_area, zone.volume) == ("room", 20.0, 50.0)
    assert (zone.is_ideal, zone.is_heated, zone.is_cooled) == (True, True, True)
    assert zone.air_change == 0.5
    assert zone.air_change_hours == ()
    (window,) = zone.windows
    assert (window.area, window.width, window.height) == (3.0, 2.0, 1.5)
    assert window.glazing.gaps[0].gas is Gas.ARGON
    assert window.glazing.panes[1].emissivity_back == 0.1
    assert window.openable_fraction == 0.0
    assert zone.surfaces[0].construction.roughness is Roughness.SMOOTH


def test_what_lies_within_a_surface_is_taken_off_its_area(write):
    (zone,) = load_detailed(write()).zones
    areas = {one.name: one.area for one in zone.surfaces}
    assert areas["south"] == pytest.approx(5.0 * 2.5 - 2.0 - 3.0)
    assert areas["door"] == 2.0


def test_what_lies_within_a_surface_looks_where_it_looks(write):
    (zone,) = load_detailed(write()).zones
    south = zone.surfaces[0].exposure
    assert (south.tilt, south.azimuth) == (90.0, 180.0)
    assert zone.surfaces[1].exposure == south
    assert zone.windows[0].exposure == south


def test_a_strip_of_a_wall_passes_on_direction_and_boundary(write):
    strip = {"within": "south", "construction": "wall", "width": 2.0, "height": 2.5}
    window = {"within": "strip", "left": 0.0}
    path = write(room(surfaces={"strip": strip}, windows={"one": window}))
    (zone,) = load_detailed(path).zones
    areas = {one.name: one.area for one in zone.surfaces}
    assert areas["south"] == pytest.approx(12.5 - 2.0 - 5.0)
    assert areas["strip"] == pytest.approx(5.0 - 3.0)
    assert zone.windows[0].exposure.azimuth == 180.0


def test_a_surface_that_is_all_window_is_left_out(write):
    change = {"area": None, "width": 5.0, "height": 2.5, "left": None, "sill": None}
    path = write(room(surfaces={"door": None}, windows={"one": change}))
    (zone,) = load_detailed(path).zones
    assert "south" not in {one.name for one in zone.surfaces}


def test_the_overhang_of_a_wall_shades_its_windows_as_they_stand_below_it(write):
    shade = {"depth": 0.9, "above": 0.1, "extension_left": 0.3}
    (zone,) = load_detailed(write(room(surfaces={"south": {"overhang": shade}}))).zones
    (over,) = zone.windows[0].overhangs
    assert over.depth == 0.9
    assert over.above == pytest.approx(2.5 + 0.1 - 0.8 - 1.5)
    assert over.extension_left == pytest.approx(1.0 + 0.3)
    assert over.extension_right == pytest.approx(5.0 - 1.0 - 2.0)
    wall = zone.surfaces[0]
    assert (wall.overhang.above, wall.width, wall.height) == (0.1, 5.0, 2.5)


def test_overhangs_and_fins_of_a_window_are_kept(write):
    fins = [{"side": "left", "depth": 0.5}, {"side": "right", "depth": 0.6}]
    change = {"overhangs": [{"depth": 0.4, "above": 0.2}], "fins": fins}
    (zone,) = load_detailed(write(room(windows={"one": change}))).zones
    (window,) = zone.windows
    assert [one.depth for one in window.overhangs] == [0.4]
    assert [(one.is_left, one.depth) for one in window.fins] == [
        (True, 0.5),
        (False, 0.6),
    ]


def test_a_bare_resistance_stores_nothing_and_resists_as_it_says(write):
    (zone,) = load_detailed(write()).zones
    brick, bare = zone.surfaces[0].construction.layers
    assert bare.material.density * bare.material.heat_capacity == 0.0
    assert bare.thickness / bare.material.conductivity == pytest.approx(1.5)
    resistance = zone.surfaces[0].construction.resistance
    assert resistance == pytest.approx(0.2 / 0.8 + 1.5)
    assert brick.material.name == "brick"


def test_a_number_has_the_source_of_the_file_unless_it_has_its_own(write):
    change = {
        "constructions": {"wall": {"layers": [{"material": "board", "thickness": 0.1}]}}
    }
    board = load_detailed(write(change)).zones[0].surfaces[0].construction.layers[0]
    assert (board.material.source, board.material.status) == (
        "guessed",
        Status.ASSUMPTION,
    )
    brick = load_detailed(write()).zones[0].surfaces[0].construction.layers[0]
    assert brick.material.status is Status.VERIFIED


def test_only_the_sloping_and_flat_outdoor_surfaces_are_roof(write):
    building = load_detailed(write())
    assert {s.name for s in building.zones[0].surfaces if s.is_roof} == {"roof"}
    assert building.roof_area == 20.0
    assert building.wall_area == pytest.approx(9.5)
    assert building.window_area == 3.0


def test_gains_are_the_watts_of_each_hour(write):
    hours = [float(hour) for hour in range(24)]
    (zone,) = load_detailed(
        write(room(operation={"gains": hours, "gains_radiant": 0.3}))
    ).zones
    usage = zone.usage
    watts = [
        usage.appliances * zone.floor_area * share for share in usage.appliances_share
    ]
    assert watts == pytest.approx(hours)
    assert usage.appliances_radiant == 0.3


def test_no_gains_are_no_gains(write):
    usage = load_detailed(write(room(operation={"gains": 0.0}))).zones[0].usage
    assert usage.appliances == 0.0
    assert set(usage.appliances_share) == {0.0}


def test_a_varying_set_point_is_kept_by_the_hour_and_a_constant_one_is_not(write):
    values = [10.0] * 7 + [20.0] * 16 + [10.0]
    usage = (
        load_detailed(write(room(operation={"heating_setpoint": values})))
        .zones[0]
        .usage
    )
    assert usage.heating_setpoint_hours == tuple(values)
    assert usage.cooling_setpoint_hours == ()
    assert usage.cooling_setpoint == 26.0


def test_without_plant_a_room_floats(write):
    (zone,) = load_detailed(write(room(plant="none"))).zones
    assert (zone.is_ideal, zone.is_heated, zone.is_cooled) == (False, False, False)


def test_a_room_that_is_only_cooled_can_never_ask_for_heat(write):
    change = room(is_heated=False, operation={"heating_setpoint": None})
    (zone,) = load_detailed(write(change)).zones
    assert (zone.is_heated, zone.is_cooled) == (False, True)
    assert zone.usage.heating_setpoint < -50.0


def test_a_limited_plant_has_the_capacity_that_is_given(write):
    (zone,) = load_detailed(write(room(plant="limited", heating_capacity=900.0))).zones
    assert (zone.is_ideal, zone.is_heated, zone.is_cooled) == (False, True, False)
    assert zone.heating_capacity == 900.0


def test_cooling_hours_and_fans_are_given_by_the_hour(write):
    switch = [0] * 7 + [1] * 11 + [0] * 6
    change = room(
        operation={"cooling_hours": switch},
        air_change_fan=[float(1 - s) for s in switch],
    )
    (zone,) = load_detailed(write(change)).zones
    assert zone.usage.cooling_hours == tuple(float(one) for one in switch)
    assert zone.air_change_hours == tuple(1.0 - one for one in switch)


def test_two_zones_meet_at_a_wall_and_through_a_door(write):
    other = copy.deepcopy(yaml.safe_load(BOX)["zones"]["room"])
    other["surfaces"]["south"] |= {"boundary": "zone", "neighbour": "room"}
    del other["windows"]
    change = {
        "zones": {"back": other},
        "air_links": [{"zone": "room", "neighbour": "back", "area": 1.6, "flow": 0.02}],
    }
    building = load_detailed(write(change))
    wall = building.zones[1].surfaces[0]
    assert (wall.boundary, wall.neighbour) == (Boundary.ZONE, "room")
    assert building.zones[1].surfaces[1].boundary is Boundary.ZONE
    (link,) = building.air_links
    assert (link.zone, link.neighbour, link.area, link.flow) == (
        "room",
        "back",
        1.6,
        0.02,
    )


def test_a_footprint_is_kept_and_else_is_a_square_of_the_floor(write):
    corners = [[0.0, 0.0], [10.0, 0.0], [10.0, 2.0], [0.0, 2.0]]
    assert load_detailed(write({"outline": corners})).outline[2] == (10.0, 2.0)
    (_, corner, _, _) = load_detailed(write()).outline
    assert corner[0] ** 2 == pytest.approx(20.0)


def test_the_place_is_known_where_the_file_gives_it(write):
    site = {"name": "Town", "latitude": 50.0, "longitude": 8.0, "elevation": 100.0}
    assert read_detailed(write()).place is None
    assert read_detailed(write({"site": site})).place.latitude == 50.0


# ---------------------------------------------------------------------- extending


def test_a_file_that_extends_another_changes_only_what_it_says(write, tmp_path):
    base = load_detailed(write())
    path = tmp_path / "other.yaml"
    path.write_text(
        "extends: box.yaml\nname: other\nzones:\n  room:\n    windows: null\n"
    )
    detailed = read_detailed(path)
    zone, old = detailed.building.zones[0], base.zones[0]
    assert detailed.building.name == "other"
    assert zone.windows == ()
    assert zone.surfaces[0].area == pytest.approx(old.surfaces[0].area + 3.0)
    assert zone.surfaces[1:] == old.surfaces[1:]
    assert zone.usage == old.usage
    assert [one.name for one in detailed.files] == ["other.yaml", "box.yaml"]


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("../box.yaml", "no path"),
        ("/etc/passwd.yaml", "no path"),
        ("sub/box.yaml", "no path"),
        ("box.txt", "a .yaml file"),
        ("[box.yaml]", "a .yaml file"),
        ("self.yaml", "self.yaml → self.yaml"),
        ("absent.yaml", "no such file"),
    ],
)
def test_a_file_extends_only_another_file_of_its_folder(write, tmp_path, target, says):
    write()
    path = tmp_path / "self.yaml"
    path.write_text(f"extends: {target}\n")
    assert says in problems(path)["extends"].message


def test_a_link_out_of_the_folder_is_not_followed(write, tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "base.yaml").symlink_to(write())
    path = inner / "self.yaml"
    path.write_text("extends: base.yaml\n")
    assert "no path" in problems(path)["extends"].message


def test_files_that_extend_each_other_are_named(tmp_path):
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n")
    message = problems(tmp_path / "a.yaml")["extends"].message
    assert "a.yaml → b.yaml → a.yaml" in message


def test_a_chain_of_files_ends_somewhere(write, tmp_path):
    write(name="f0.yaml")
    for number in range(1, MAX_FILES + 1):
        (tmp_path / f"f{number}.yaml").write_text(f"extends: f{number - 1}.yaml\n")
    assert load_detailed(tmp_path / f"f{MAX_FILES - 1}.yaml").name == "a box"
    too_long = problems(tmp_path / f"f{MAX_FILES}.yaml")["extends"].message
    assert f"at most {MAX_FILES} files" in too_long


TREES = st.recursive(
    st.integers() | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from("abc"), TREES, max_size=3)


@given(base=MAPPINGS, change=MAPPINGS)
def test_laying_a_change_over_twice_is_laying_it_once(base, change):
    once = overlaid(base, change)
    assert overlaid(once, change) == once
    assert overlaid(base, {}) == base
    assert overlaid(base, dict.fromkeys(base)) == {}


# ----------------------------------------------------------------------- mistakes


def test_all_mistakes_of_a_file_are_named_at_once(write):
    change = {
        "colour": "red",
        "materials": {"brick": {"density": -1.0}},
        "zones": {"room": {"volum": 3.0, "windows": {"one": {"fins": [{"depth": 1}]}}}},
    }
    found = problems(write(change))
    assert set(found) == {
        "colour",
        "materials.brick.density",
        "zones.room.volum",
        "zones.room.windows.one.fins.0.side",
    }
    assert "did you mean 'volume'?" in found["zones.room.volum"].message
    assert found["materials.brick.density"].given == -1.0


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        (
            room(surfaces={"door": {"construction": "wal"}}),
            "zones.room.surfaces.door.construction",
            "'wall'",
        ),
        (
            room(windows={"one": {"glazing": "clean"}}),
            "zones.room.windows.one.glazing",
            "'clear'",
        ),
        (
            {
                "constructions": {
                    "wall": {"layers": [{"material": "brik", "thickness": 1.0}]}
                }
            },
            "constructions.wall.layers.0.material",
            "'brick'",
        ),
        (
            {"constructions": {"wall": {"layers": [{"material": "brick"}]}}},
            "constructions.wall.layers.0",
            "resistance alone",
        ),
        (
            room(surfaces={"door": {"within": "north"}}),
            "zones.room.surfaces.door.within",
            "unknown",
        ),
        (
            room(surfaces={"door": {"tilt": 90.0}}),
            "zones.room.surfaces.door.tilt",
            "leave it out",
        ),
        (
            room(surfaces={"door": {"area": None}}),
            "zones.room.surfaces.door.area",
            "is required",
        ),
        (
            room(surfaces={"door": {"area": None, "width": 1.0}}),
            "zones.room.surfaces.door.height",
            "is required",
        ),
        (
            room(surfaces={"south": {"area": 3.0}}),
            "zones.room.surfaces.south.area",
            "not both",
        ),
        (
            room(surfaces={"south": {"tilt": None}}),
            "zones.room.surfaces.south.tilt",
            "missing",
        ),
        (
            room(surfaces={"south": {"azimuth": None}}),
            "zones.room.surfaces.south.azimuth",
            "not horizontal",
        ),
        (
            room(surfaces={"door": {"area": 10.0}}),
            "zones.room.surfaces.south",
            "0.5 m² larger",
        ),
        (
            room(surfaces={"roof": {"overhang": {"depth": 1.0}}}),
            "zones.room.surfaces.roof.overhang",
            "width and height",
        ),
        (
            room(
                surfaces={
                    "knob": {"within": "door", "construction": "wall", "area": 0.1}
                }
            ),
            "zones.room.surfaces.knob.within",
            "not itself",
        ),
        (
            room(
                surfaces={"south": {"overhang": {"depth": 1.0}}},
                windows={"one": {"left": None}},
            ),
            "zones.room.windows.one.left",
            "overhang",
        ),
        (
            room(windows={"one": {"left": 4.0}}),
            "zones.room.windows.one.left",
            "more than 5 m",
        ),
        (
            room(windows={"one": {"sill": 1.5}}),
            "zones.room.windows.one.sill",
            "more than 2.5 m",
        ),
        (
            room(windows={"one": {"within": "floor", "left": None}}),
            "zones.room.windows.one.within",
            "boundary: outdoor",
        ),
        (
            room(surfaces={"roof": {"neighbour": "room"}}),
            "zones.room.surfaces.roof.neighbour",
            "boundary: zone",
        ),
        (
            room(surfaces={"roof": {"boundary": "zone"}}),
            "zones.room.surfaces.roof.neighbour",
            "is required",
        ),
        (
            room(surfaces={"roof": {"boundary": "zone", "neighbour": "room"}}),
            "zones.room.surfaces.roof.neighbour",
            "unknown",
        ),
        (room(air_change=None), "zones.room.air_change", "n50"),
        (room(people=2.0), "zones.room.people", "usage"),
        (room(heating_capacity=5.0), "zones.room.heating_capacity", "limited"),
        (room(plant="limited"), "zones.room.plant", "above 0"),
        (
            room(plant="limited", is_heated=True, cooling_capacity=9.0),
            "zones.room.heating_capacity",
            "above 0",
        ),
        (room(plant="none", is_cooled=True), "zones.room.is_cooled", "plant"),
        (
            room(operation={"cooling_setpoint": None}),
            "zones.room.operation.cooling_setpoint",
            "is required",
        ),
        (
            room(operation={"heating_setpoint": [20.0] * 23 + [27.0]}),
            "zones.room.operation.cooling_setpoint",
            "not lie below",
        ),
        (
            room(operation={"gains": [1.0, 2.0]}),
            "zones.room.operation.gains",
            "24 of them",
        ),
        (room(operation={"gains": "many"}), "zones.room.operation.gains", "one number"),
        (
            room(operation={"cooling_hours": 2}),
            "zones.room.operation.cooling_hours.0",
            "less than or equal to 1",
        ),
        (
            {"air_links": [{"zone": "room", "neighbour": "room"}]},
            "air_links.0.neighbour",
            "another zone",
        ),
        (
            {"air_links": [{"zone": "rom", "neighbour": "room"}]},
            "air_links.0.zone",
            "'room'",
        ),
        ({"outline": [[0.0, 0.0], [1.0, 1.0]]}, "outline", "3 corners"),
        (
            {"glazings": {"clear": {"gaps": []}}},
            "glazings.clear",
            "2 panes need 1 gaps",
        ),
        (
            {
                "glazings": {
                    "clear": {
                        "gaps": [],
                        "panes": [
                            {
                                "thickness": 0.004,
                                "transmittance": 0.8,
                                "reflectance_front": 0.3,
                                "reflectance_back": 0.1,
                            }
                        ],
                    }
                }
            },
            "glazings.clear.panes.0",
            "more than 1",
        ),
        ({"zones": {"a b": {}}}, "zones.a b.[key]", "pattern"),
    ],
)
def test_a_mistake_is_named_where_it_stands(write, change, path, says):
    found = problems(write(change))
    assert path in found, found
    assert says in found[path].message


def test_the_message_names_the_files_that_took_part(write, tmp_path):
    write()
    path = tmp_path / "other.yaml"
    path.write_text("extends: box.yaml\nn50: -1.0\n")
    with pytest.raises(InputError, match=r"other\.yaml \(extends box\.yaml\)"):
        load_detailed(path)


def test_people_need_the_full_usage_and_bring_their_moisture(write):
    usage = {
        "is_bedroom": False,
        "occupancy_weekday": [1.0] * 24,
        "occupancy_weekend": [1.0] * 24,
        "presence_month": [1.0] * 12,
        "metabolic_rate": 1.2,
        "heat_sensible_person": 70.0,
        "heat_latent_person": 50.0,
        "co2_person": 5.0e-6,
        "lighting": 5.0,
        "lighting_share": [1.0] * 24,
        "appliances": 3.0,
        "appliances_share": [0.5] * 24,
        "moisture_person": 1.0e-5,
        "cooling_hours": [1] * 24,
        "cooling_trigger": 28.0,
        "cooling_setpoint": 26.0,
        "cooling_needs_people": True,
        "heating_setpoint": 18.0,
        "window_opening_temp": 25.0,
        "flow_outdoor_person": 0.0,
    }
    (zone,) = load_detailed(write(room(operation=None, usage=usage, people=3.0))).zones
    assert zone.people == 3.0
    assert zone.usage.moisture_source == pytest.approx(3.0e-5)
    both = problems(write(room(usage=usage, people=3.0)))
    assert "not both" in both["zones.room"].message


# ------------------------------------------------------------------------ machines


PUMP = {"capacity": 4000.0, "efficiency": 3.5}


@pytest.mark.parametrize(
    ("change", "path", "word"),
    [
        (
            {"ceiling_fans": {"power": 1.0, "standby": 2.0, "air_speed": 1.0}},
            "ceiling_fans",
            "standby must not exceed power",
        ),
        ({"ventilation": {"sensible": 0.5}}, "ventilation", "flow_person above 0"),
        (
            {"ventilation": {"flow": 0.1, "latent": 0.5}},
            "ventilation",
            "needs a sensible effectiveness",
        ),
        (
            {"ventilation": {"flow": 0.1, "sensible": 0.5, "is_balanced": False}},
            "ventilation",
            "no supply air to warm",
        ),
        ({"heat_pump": PUMP}, "heat_pump", "plant: limited"),
        (
            {"heat_pump": PUMP, "plant": "limited", "heating_capacity": 9.0},
            "heating_capacity",
            "has its own capacity",
        ),
        ({"is_inverter": True}, "is_inverter", "cooling_capacity"),
        (
            {"ventilation": {"flow": 0.1, "filter": "f7", "filter_efficiency": 0.5}},
            "ventilation",
            "not both",
        ),
        (
            {"ventilation": {"flow": 0.1, "filter": "epm1-50"}},
            "ventilation.filter",
            "did you mean 'epm1_50'?",
        ),
        (
            {"cleaner": {"flow": 0.1, "filter": "hepa"}},
            "cleaner.filter",
            "did you mean 'hepa_h13'?",
        ),
        ({"cleaner": {"flow": 0.1}}, "cleaner", "flow and filter"),
        ({"cleaner": {"filter": "f7"}}, "cleaner", "flow and filter"),
        ({"cleaner": {}}, "cleaner", "clean_flow alone"),
        (
            {"cleaner": {"flow": 0.1, "filter": "f7", "clean_flow": 0.1}},
            "cleaner",
            "clean_flow alone",
        ),
    ],
)
def test_a_machine_that_does_not_fit_is_named(write, change, path, word):
    found = problems(write(room(**change)))
    assert word in found[f"zones.room.{path}"].message


def test_dwellings_are_named_by_all_zones_or_by_none(write):
    two = copy.deepcopy(yaml.safe_load(BOX)["zones"]["room"])
    building = load_detailed(
        write({"zones": {"room": {"dwelling": "a"}, "loft": two | {"dwelling": "b"}}})
    )
    assert building.zone_dwellings == ("a", "b")
    found = problems(write({"zones": {"room": {"dwelling": "a"}, "loft": two}}))
    assert "another zone" in found["zones.loft.dwelling"].message
    found = problems(write({"use": "office", **room(dwelling="a")}))
    assert "no dwellings" in found["zones.room.dwelling"].message


def test_a_heat_pump_heats_without_another_capacity(write):
    building = load_detailed(write(room(plant="limited", heat_pump=PUMP)))
    (zone,) = building.zones
    assert zone.is_heated
    assert not zone.is_cooled
    assert zone.heating_capacity == 0.0


# ------------------------------------------------------------------------- the page


def _page(root):
    return (root / "docs" / "howto" / "detailed_building.md").read_text("utf-8")


def test_the_files_of_the_page_can_be_read(root, tmp_path):
    blocks = re.findall(r"```yaml\n(.*?)```", _page(root), flags=re.DOTALL)
    whole, machines, change = blocks
    (tmp_path / "cabin.yaml").write_text(whole, encoding="utf-8")
    (tmp_path / "machines.yaml").write_text(machines, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(change, encoding="utf-8")
    cabin = load_detailed(tmp_path / "cabin.yaml")
    other = load_detailed(tmp_path / "other.yaml")
    assert cabin.zones[0].windows[0].overhangs[0].above == pytest.approx(0.3)
    assert other.zones[0].windows[0].overhangs == ()
    assert not other.zones[0].is_heated
    room = load_detailed(tmp_path / "machines.yaml").zones[0]
    assert room.heat_pump.capacity == pytest.approx(4000.0)
    assert room.is_heated
    assert room.is_inverter
    assert room.ceiling_fans.number == pytest.approx(2.0)
    assert room.ventilation.flow_hours == (0.02,) * 24
    assert room.ventilation.filter_efficiency == pytest.approx(0.65 * 0.9)
    assert room.cleaner_flow == pytest.approx(0.08 * 0.9995 * 0.9)
    areas = sum(one.area for one in (*cabin.zones[0].surfaces, *cabin.zones[0].windows))
    assert areas == pytest.approx(2 * (24.0 + 15.0 + 10.0)), "the cabin is closed"


def test_the_page_names_every_key(root):
    models = [
        model
        for model in vars(detailed_record).values()
        if isinstance(model, type)
        and issubclass(model, Strict)
        and model.__module__ == detailed_record.__name__
    ]
    assert len(models) > 10
    keys = {key for model in models for key in model.model_fields} | {"extends"}
    page = _page(root)
    assert {key for key in keys if f"`{key}`" not in page} == set()
