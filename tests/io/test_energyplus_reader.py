"""From an EnergyPlus model to a building: what is read, told and refused."""

import copy

import pytest

from twin.ground.errors import InputError
from twin.io.energyplus.reader import read_epjson
from twin.model.material import Gas, Roughness
from twin.model.zone import Boundary
from twin.validate.energyplus_box import box_model

ROOM = "zone_or_zonelist_or_space_or_spacelist_name"


@pytest.fixture
def box():
    """The light box, held; a copy that a test may change."""
    return copy.deepcopy(box_model(is_heavy=False, is_conditioned=True))


def read(model):
    return read_epjson(model, "box")


def only_zone(model):
    return read(model).building.zones[0]


def surface(zone, name):
    return next(one for one in zone.surfaces if one.name == name)


def told(reading):
    return "\n".join(map(str, reading.notices))


def test_the_box_is_read_with_its_areas_directions_and_volume(box):
    zone = only_zone(box)
    assert zone.floor_area == pytest.approx(80.0)
    assert zone.volume == pytest.approx(224.0)
    assert surface(zone, "south").area == pytest.approx(10 * 2.8 - 2 * 3 * 1.4)
    assert surface(zone, "west").area == pytest.approx(8 * 2.8 - 2 * 1.4)
    directions = {one.name: one.exposure.azimuth for one in zone.surfaces}
    expected = {
        "south": 180,
        "east": 90,
        "north": 0,
        "west": 270,
        "roof": 0,
        "floor": 0,
    }
    assert directions == pytest.approx(expected)
    assert surface(zone, "roof").is_roof
    assert not surface(zone, "floor").sees_sun
    assert not surface(zone, "floor").sees_wind
    widths = {one.name: (one.width, one.height) for one in zone.windows}
    assert widths["window west"] == pytest.approx((2.0, 1.4))


def test_layers_run_from_outside_to_inside_with_the_faces_of_the_outer_ones(box):
    box["Material"]["cladding"] |= {"solar_absorptance": 0.31, "roughness": "VeryRough"}
    box["Material"]["plasterboard"] |= {"thermal_absorptance": 0.77}
    wall = surface(only_zone(box), "north").construction
    names = [one.material.name for one in wall.layers]
    assert names == ["cladding", "mineral wool wall", "plasterboard"]
    assert wall.resistance == pytest.approx(0.018 / 0.13 + 0.1 / 0.037 + 0.0125 / 0.25)
    assert wall.absorptance_outside == 0.31
    assert wall.roughness is Roughness.VERY_ROUGH
    assert wall.emissivity_inside == 0.77


def test_a_layer_without_mass_keeps_its_resistance(box):
    box["Material:NoMass"] = {
        "wool": {"roughness": "Rough", "thermal_resistance": 2.5},
    }
    box["Material:AirGap"] = {"gap": {"thermal_resistance": 0.18}}
    box["Construction"]["wall"] = {
        "outside_layer": "cladding", "layer_2": "WOOL", "layer_3": "gap",
        "layer_4": "plasterboard",
    }  # fmt: skip
    wall = surface(only_zone(box), "north").construction
    assert wall.resistance == pytest.approx(0.018 / 0.13 + 2.5 + 0.18 + 0.05)
    assert [one.material.density for one in wall.layers] == [500.0, 0.0, 0.0, 900.0]


def test_panes_and_gap_are_read_with_the_numbers_of_a_catalogue(box):
    glazing = only_zone(box).windows[0].glazing
    assert [one.transmittance for one in glazing.panes] == [0.82, 0.82]
    assert glazing.gaps[0].gas is Gas.AIR
    assert glazing.gaps[0].thickness == 0.016
    assert 2.5 < glazing.u_value < 2.9
    assert 0.70 < glazing.shgc < 0.78


def test_a_simple_window_keeps_its_two_numbers(box):
    fields = {"u_factor": 1.7, "solar_heat_gain_coefficient": 0.42}
    box["WindowMaterial:SimpleGlazingSystem"] = {"simple": fields}
    box["Construction"]["double glass"] = {"outside_layer": "simple"}
    glazing = only_zone(box).windows[0].glazing
    assert (glazing.u_value, glazing.shgc, glazing.panes) == (1.7, 0.42, ())


def test_dirt_takes_its_share_of_the_sun(box):
    field = "dirt_correction_factor_for_solar_and_visible_transmittance"
    box["WindowMaterial:Glazing"]["pane"][field] = 0.9
    assert only_zone(box).windows[0].glazing.panes[0].transmittance == pytest.approx(
        0.738
    )


def test_an_adiabatic_wall_counts_with_the_half_that_its_room_charges(box):
    """Both faces have one temperature: by symmetry no heat crosses the middle."""
    box["Material"]["brick"] = box["Material"]["cladding"] | {"thickness": 0.2}
    box["Construction"]["wall"] = {"outside_layer": "brick"}
    box["BuildingSurface:Detailed"]["north"]["outside_boundary_condition"] = "Adiabatic"
    reading = read(box)
    north = surface(reading.building.zones[0], "north")
    assert north.boundary is Boundary.ADIABATIC
    assert [one.thickness for one in north.construction.layers] == [pytest.approx(0.1)]
    assert "both faces share" not in told(reading)


def test_a_wall_that_is_not_the_same_from_both_sides_is_told(box):
    box["BuildingSurface:Detailed"]["north"]["outside_boundary_condition"] = "Adiabatic"
    reading = read(box)
    north = surface(reading.building.zones[0], "north").construction
    whole = surface(reading.building.zones[0], "east").construction
    assert north.resistance == pytest.approx(whole.resistance / 2.0)
    assert "both faces share" in told(reading)


def test_internal_mass_is_a_closed_surface(box):
    box["InternalMass"] = {
        "shelves": {
            "construction_name": "floor", "zone_or_zonelist_name": "ROOM",
            "surface_area": 33.0,
        }
    }  # fmt: skip
    shelves = surface(only_zone(box), "shelves")
    assert shelves.area == 33.0
    assert shelves.boundary is Boundary.ADIABATIC


def test_ground_and_constant_films_are_read(box):
    box["BuildingSurface:Detailed"]["floor"]["outside_boundary_condition"] = "Ground"
    prefix = "convection_coefficient"
    box["SurfaceProperty:ConvectionCoefficients"] = {
        "c": {
            "surface_name": "NORTH",
            f"{prefix}_1_location": "Outside", f"{prefix}_1_type": "Value",
            f"{prefix}_1": 21.0,
            f"{prefix}_2_location": "Inside", f"{prefix}_2_type": "Value",
            f"{prefix}_2": 3.5,
        }
    }  # fmt: skip
    zone = only_zone(box)
    assert surface(zone, "floor").boundary is Boundary.GROUND
    north = surface(zone, "north")
    assert (north.film_inside, north.film_outside) == (3.5, 21.0)
    assert surface(zone, "east").film_inside is None


def two_rooms(box):
    """The box and a second one behind its north wall."""
    faces = box["BuildingSurface:Detailed"]
    box["Zone"]["Room 2"] = {"volume": 100.0, "multiplier": 3}
    back = copy.deepcopy(faces["north"])
    back["vertices"] = back["vertices"][::-1]
    back |= {
        "zone_name": "room 2", "outside_boundary_condition": "Surface",
        "outside_boundary_condition_object": "north",
    }  # fmt: skip
    faces["north"] |= {
        "outside_boundary_condition": "Surface",
        "outside_boundary_condition_object": "back",
    }
    faces["back"] = back
    floor = copy.deepcopy(faces["floor"])
    faces["floor 2"] = floor | {"zone_name": "Room 2"}
    return box


def test_a_wall_between_zones_is_listed_once(box):
    reading = read(two_rooms(box))
    first, second = reading.building.zones
    north = surface(first, "north")
    assert (north.boundary, north.neighbour) == (Boundary.ZONE, "Room_2")
    assert [one.name for one in second.surfaces] == ["floor 2"]
    assert second.multiplier == 3
    assert reading.zone_names == ("Room", "Room 2")


def test_gains_keep_their_heat_and_its_radiant_share(box):
    zone = only_zone(box)
    usage = zone.usage
    watts = [usage.appliances * zone.floor_area * one for one in usage.appliances_share]
    assert watts[0] == pytest.approx(120.0)
    assert watts[8] == pytest.approx(300.0)
    assert watts[22] == pytest.approx(400.0)
    assert usage.appliances_radiant == pytest.approx(0.5)


def test_two_gains_are_weighed_by_their_heat(box):
    box["OtherEquipment"]["gain"] |= {"design_level": 3.0, "schedule_name": "always"}
    box["ElectricEquipment"] = {
        "tools": {
            ROOM: "Room", "schedule_name": "always", "design_level": 1.0,
            "design_level_calculation_method": "Watts/Area",
            "watts_per_floor_area": 1.0, "fraction_radiant": 0.1,
            "fraction_lost": 0.25, "fraction_latent": 0.25,
        }
    }  # fmt: skip
    zone = only_zone(box)
    assert zone.usage.appliances * 80.0 == pytest.approx(3.0 + 0.5 * 80.0)
    assert zone.usage.appliances_radiant == pytest.approx((1.5 + 8.0) / 43.0)
    assert zone.usage.moisture_source == pytest.approx(0.25 * 80.0 / 2.501e6)


def test_people_come_by_weekday_and_weekend(box):
    words = [
        "Through: 12/31", "For: Weekdays", "Until: 24:00", 0.5,
        "For: AllOtherDays", "Until: 24:00", 1.0,
    ]  # fmt: skip
    box["Schedule:Compact"]["in"] = {"data": [{"field": one} for one in words]}
    box["Schedule:Constant"]["watts"] = {"hourly_value": 120.0}
    box["People"] = {
        "p": {
            ROOM: "Room", "number_of_people_schedule_name": "in",
            "number_of_people_calculation_method": "Area/Person",
            "floor_area_per_person": 20.0, "fraction_radiant": 0.5,
            "activity_level_schedule_name": "watts",
        }
    }  # fmt: skip
    zone = only_zone(box)
    assert zone.people == pytest.approx(4.0)
    assert zone.usage.occupancy_weekday[3] == pytest.approx(0.5)
    assert zone.usage.occupancy_weekend[3] == pytest.approx(1.0)
    both = zone.usage.heat_sensible_person + zone.usage.heat_latent_person
    assert both == pytest.approx(120.0)


@pytest.mark.parametrize(
    ("method", "fields", "expected"),
    [
        ("AirChanges/Hour", {"air_changes_per_hour": 0.7}, 0.7),
        ("Flow/Zone", {"design_flow_rate": 0.0224}, 0.36),
        ("Flow/Area", {"flow_rate_per_floor_area": 0.0014}, 1.8),
        (
            "Flow/ExteriorWallArea",
            {"flow_rate_per_exterior_surface_area": 0.001},
            0.001 * 100.8 * 3600 / 224,
        ),
        (
            "Flow/ExteriorArea",
            {"flow_rate_per_exterior_surface_area": 0.001},
            0.001 * 260.8 * 3600 / 224,
        ),
    ],
)
def test_leaks_are_an_air_change_whatever_they_are_given_by(
    box, method, fields, expected
):
    leaks = box["ZoneInfiltration:DesignFlowRate"]["leaks"]
    del leaks["air_changes_per_hour"]
    leaks |= fields | {"design_flow_rate_calculation_method": method}
    assert only_zone(box).air_change == pytest.approx(expected)


def test_air_by_schedule_is_kept_hour_by_hour(box):
    words = ["Through: 12/31", "For: AllDays", "Until: 6:00", 1.0, "Until: 24:00", 0.0]
    box["Schedule:Compact"]["night"] = {"data": [{"field": one} for one in words]}
    box["ZoneVentilation:DesignFlowRate"] = {
        "fan": {
            ROOM: "Room", "schedule_name": "night",
            "design_flow_rate_calculation_method": "AirChanges/Hour",
            "air_changes_per_hour": 5.0, "fan_pressure_rise": 100.0,
        }
    }  # fmt: skip
    reading = read(box)
    zone = reading.building.zones[0]
    assert zone.air_change == 0.0
    assert zone.air_change_hours == pytest.approx([5.4] * 6 + [0.4] * 18)
    assert "heat of the fan left out" in told(reading)


def test_flow_that_follows_wind_is_told(box):
    leaks = box["ZoneInfiltration:DesignFlowRate"]["leaks"]
    leaks["temperature_term_coefficient"] = 0.01
    reading = read(box)
    assert reading.building.zones[0].air_change == pytest.approx(0.4 * 1.1)
    assert "flow taken as constant" in told(reading)


def test_set_points_hold_where_there_is_equipment(box):
    zone = only_zone(box)
    assert zone.is_ideal
    assert zone.is_heated
    assert zone.is_cooled
    assert (zone.usage.heating_setpoint, zone.usage.cooling_setpoint) == (20.0, 26.0)
    floating = only_zone(box_model(is_heavy=True, is_conditioned=False))
    assert not floating.is_ideal
    assert not floating.is_heated
    assert not floating.is_cooled


def test_a_ramp_is_given_by_the_ends_of_its_hours(box):
    words = [
        "Through: 12/31", "For: AllDays", "Until: 7:00", 12.0, "Until: 7:30", 16.0,
        "Until: 24:00", 20.0,
    ]  # fmt: skip
    box["Schedule:Compact"]["warm"] = {"data": [{"field": one} for one in words]}
    limits = box["HVACTemplate:Thermostat"]["limits"]
    limits["heating_setpoint_schedule_name"] = "warm"
    usage = only_zone(box).usage
    assert usage.heating_setpoint_hours == (12.0,) * 7 + (20.0,) * 17
    assert usage.cooling_setpoint_hours == ()


def shade(points, **fields):
    names = [f"vertex_{axis}_coordinate" for axis in "xyz"]
    vertices = [dict(zip(names, map(float, p), strict=True)) for p in points]
    return {"base_surface_name": "south", "vertices": vertices, **fields}


def test_a_shelf_over_the_wall_is_an_overhang_of_each_window(box):
    box["Shading:Zone:Detailed"] = {
        "shelf": shade([(0, 0, 2.8), (0, -1.2, 2.8), (10, -1.2, 2.8), (10, 0, 2.8)])
    }
    zone = only_zone(box)
    left = next(one for one in zone.windows if one.name == "window south left")
    (overhang,) = left.overhangs
    assert overhang.depth == pytest.approx(1.2)
    assert overhang.above == pytest.approx(0.5)
    assert overhang.extension_left == pytest.approx(1.0)
    assert overhang.extension_right == pytest.approx(6.0)
    whole = surface(zone, "south")
    assert whole.overhang.above == pytest.approx(0.0)
    assert (whole.width, whole.height) == pytest.approx((10.0, 2.8))
    assert surface(zone, "north").overhang is None


def test_a_fin_stands_left_of_one_window_and_right_of_the_other(box):
    box["Shading:Zone:Detailed"] = {
        "fin": shade([(5, 0, 2.8), (5, 0, 0), (5, -0.6, 0), (5, -0.6, 2.8)])
    }
    reading = read(box)
    windows = {one.name: one for one in reading.building.zones[0].windows}
    (right_of_left,) = windows["window south left"].fins
    (left_of_right,) = windows["window south right"].fins
    assert not right_of_left.is_left
    assert left_of_right.is_left
    assert right_of_left.distance == pytest.approx(1.0)
    assert left_of_right.extension_above == pytest.approx(0.5)
    assert left_of_right.extension_below == pytest.approx(0.9)
    assert "shadow on opaque surfaces left out" in told(reading)


def test_shades_that_name_their_window_are_read(box):
    box["Shading:Overhang:Projection"] = {
        "o": {
            "window_or_door_name": "window west", "tilt_angle_from_window_door": 90.0,
            "depth_as_fraction_of_window_door_height": 0.5,
            "left_extension_from_window_door_width": 0.2,
        }
    }  # fmt: skip
    box["Shading:Fin"] = {
        "f": {"window_or_door_name": "window west", "right_depth": 0.4}
    }
    window = next(o for o in only_zone(box).windows if o.name == "window west")
    assert window.overhangs[0].depth == pytest.approx(0.7)
    assert window.overhangs[0].extension_left == 0.2
    assert [(one.is_left, one.depth) for one in window.fins] == [(False, 0.4)]


def test_a_slanted_shade_and_a_tree_are_told(box):
    slanted = shade([(0, 0, 2.8), (0, -1, 2.0), (10, -1, 2.0), (10, 0, 2.8)])
    box["Shading:Zone:Detailed"] = {"slanted": slanted}
    box["Shading:Site:Detailed"] = {"tree": {"vertices": slanted["vertices"]}}
    reading = read(box)
    assert "Shading:Zone:Detailed slanted: shade left out" in told(reading)
    assert "Shading:Site:Detailed tree: shade left out" in told(reading)
    assert not any(one.overhangs for one in reading.building.zones[0].windows)


def test_a_door_is_opaque_and_takes_its_area_from_the_wall(box):
    door = box["FenestrationSurface:Detailed"]["window west"]
    door |= {"surface_type": "Door", "construction_name": "roof"}
    zone = only_zone(box)
    assert len(zone.windows) == 2
    assert surface(zone, "window west").area == pytest.approx(2.8)
    assert surface(zone, "west").area == pytest.approx(22.4 - 2.8)


def test_wind_at_the_building_follows_terrain_and_height(box):
    """Country: the profile of the station itself, so at 10 m the factor is one."""
    factor = read(box).building.shelter
    assert factor == pytest.approx((1.4 / 10.0) ** 0.14, rel=0.06)
    box["Building"]["Box light"]["terrain"] = "City"
    assert read(box).building.shelter < 0.5 * factor


def test_everything_that_is_left_out_is_told_once(box):
    box["Daylighting:Controls"] = {"d": {}, "e": {}}
    box["Site:GroundReflectance"] = {"g": {"may_ground_reflectance": 0.3}}
    box["SurfaceConvectionAlgorithm:Outside"] = {"a": {"algorithm": "MoWiTT"}}
    box["Output:Variable"] = {"o": {"variable_name": "Zone Air Temperature"}}
    text = told(read(box))
    assert "Daylighting:Controls: not read, 2 objects" in text
    assert "Site:GroundReflectance g: taken as 0.2 all year" in text
    assert "convection MoWiTT taken as DOE-2" in text
    assert "Output" not in text


def test_the_box_itself_is_read_as_it_stands():
    """Only the one mean wind of all faces is not as EnergyPlus has it."""
    reading = read(box_model(is_heavy=True, is_conditioned=True))
    assert [one.kind for one in reading.notices] == ["Building"]


def test_all_that_is_wrong_is_said_at_once_with_its_place(box):
    box["BuildingSurface:Detailed"]["north"]["zone_name"] = "nowhere"
    box["BuildingSurface:Detailed"]["east"]["vertices"] = "none"
    box["FenestrationSurface:Detailed"]["window west"]["building_surface_name"] = "x"
    with pytest.raises(InputError) as caught:
        read(box)
    assert {one.path for one in caught.value.problems} == {
        "BuildingSurface:Detailed.east.vertices",
        "BuildingSurface:Detailed.north.zone_name",
        "FenestrationSurface:Detailed.window west.building_surface_name",
    }


@pytest.mark.parametrize(
    ("kind", "name", "fields", "message"),
    [
        ("Material", "cladding", {"conductivity": 0.0}, "above 0"),
        ("Material", "cladding", {"density": "heavy"}, "must be a number"),
        ("Material", "cladding", {"roughness": "Furry"}, "must be one of"),
        ("Construction", "wall", {"layer_2": "feathers"}, "names no material"),
        ("Construction", "wall", {"layer_2": "pane"}, "holds WindowMaterial:Glazing"),
        ("WindowMaterial:Gas", "air 16", {"gas_type": "Xenon"}, "must be one of"),
        (
            "WindowMaterial:Glazing",
            "pane",
            {"optical_data_type": "Spectral"},
            "only SpectralAverage",
        ),
        (
            "FenestrationSurface:Detailed",
            "window west",
            {"construction_name": "none"},
            "names no construction",
        ),
        ("OtherEquipment", "gain", {"schedule_name": "never"}, "names no schedule"),
        ("OtherEquipment", "gain", {ROOM: "attic"}, "names no zone"),
        ("Wall:Exterior", "simple", {}, "use :Detailed"),
    ],
)
def test_a_field_that_cannot_be_used_is_refused(box, kind, name, fields, message):
    box.setdefault(kind, {}).setdefault(name, {}).update(fields)
    with pytest.raises(InputError, match="box: ") as caught:
        read(box)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "raw", [{}, {"Zone": []}, {"Zone": {"A": 3}}, {"Zone": {"A": {}}}]
)
def test_what_is_no_model_is_refused(raw):
    with pytest.raises(InputError):
        read(raw)


def test_names_of_the_file_become_identifiers_that_differ(box):
    two_rooms(box)
    box["Zone"]["Room+2"] = {"volume": 1.0}
    box["BuildingSurface:Detailed"]["floor 3"] = box["BuildingSurface:Detailed"][
        "floor 2"
    ] | {"zone_name": "Room+2"}
    names = [one.name for one in read(box).building.zones]
    assert names == ["Room", "Room_2", "Room_2_3"]
