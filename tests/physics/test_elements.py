"""Equal walls merge into one element, all or only those that look alike."""

from dataclasses import replace

import pytest

from twin.model.zone import Boundary
from twin.physics.elements import Merge, gather_elements, gather_panes


def test_parts_keep_their_directions_and_areas(kit):
    wall, roof, floor = gather_elements(kit.building(kit.room()))
    assert [surface.exposure.azimuth for _, surface in wall.parts] == [180.0, 0.0, 90.0]
    assert [area for area, _ in wall.parts] == [22.0, 30.0, 15.0]
    assert wall.area == pytest.approx(67.0)
    assert (wall.tilt, roof.tilt, floor.tilt) == (90.0, 0.0, 180.0)
    assert (wall.zone, wall.neighbour) == (0, -1)
    assert floor.boundary is Boundary.GROUND


def test_by_face_every_direction_stays_apart(kit):
    house = kit.building(kit.room())
    apart = gather_elements(house, Merge.BY_FACE)
    assert [one.area for one in apart] == [22.0, 30.0, 15.0, 50.0, 50.0]
    together = gather_elements(house)
    assert sum(one.area for one in apart) == sum(one.area for one in together)


def test_by_face_equal_directions_still_merge(kit):
    surfaces = (
        kit.surface("a", 10.0, kit.WALL),
        kit.surface("b", 30.0, kit.WALL),
        kit.surface("c", 7.0, kit.WALL, azimuth=0.0),
    )
    house = kit.building(kit.zone("room", surfaces))
    assert [one.area for one in gather_elements(house, Merge.BY_FACE)] == [40.0, 7.0]


@pytest.mark.parametrize(
    "other",
    [
        {"is_roof": True},
        {"tilt": 0.0},
        {"sees_sun": False},
        {"sees_wind": False},
        {"film_inside": 2.0},
        {"film_outside": 20.0},
        {"boundary": Boundary.GROUND},
        {"boundary": Boundary.ADIABATIC},
    ],
)
def test_what_is_not_alike_stays_apart(kit, other):
    boundary = other.pop("boundary", Boundary.OUTDOOR)
    surfaces = (
        kit.surface("a", 10.0, kit.WALL),
        kit.surface("b", 10.0, kit.WALL, boundary, **other),
    )
    assert len(gather_elements(kit.building(kit.zone("room", surfaces)))) == 2


def test_walls_of_other_constructions_stay_apart(kit):
    surfaces = (kit.surface("a", 10.0, kit.WALL), kit.surface("b", 10.0, kit.LIGHT))
    one, other = gather_elements(kit.building(kit.zone("room", surfaces)))
    assert (one.construction, other.construction) == (kit.WALL, kit.LIGHT)


def test_slopes_count_as_what_they_nearly_are(kit):
    surfaces = [
        kit.surface(f"s{tilt:.0f}", 1.0, kit.WALL, tilt=tilt)
        for tilt in (0.0, 30.0, 60.0, 120.0, 150.0, 180.0)
    ]
    tilts = [
        one.tilt for one in gather_elements(kit.building(kit.zone("room", surfaces)))
    ]
    assert tilts == [0.0, 90.0, 180.0]


def test_equal_walls_of_two_zones_stay_in_their_zones(kit):
    elements = gather_elements(kit.pair())
    walls = [one for one in elements if one.tilt == 90.0]
    assert [(one.zone, one.area) for one in walls] == [(0, 22.0), (1, 25.0)]


def test_storeys_multiply_all_but_what_lies_between_zones(kit):
    lower, upper = kit.pair().zones
    house = kit.building(lower, replace(upper, multiplier=3))
    areas = {
        (one.zone, one.boundary, one.tilt): one.area for one in gather_elements(house)
    }
    assert areas[(1, Boundary.OUTDOOR, 90.0)] == pytest.approx(75.0)
    assert areas[(1, Boundary.OUTDOOR, 0.0)] == pytest.approx(150.0)
    assert areas[(1, Boundary.ZONE, 180.0)] == pytest.approx(50.0)
    assert areas[(0, Boundary.OUTDOOR, 90.0)] == pytest.approx(22.0)
    panes = {one.zone: one.area for one in gather_panes(house)}
    assert panes == {0: 8.0, 1: 12.0}


def test_elements_know_the_zone_behind_them(kit):
    slab = [one for one in gather_elements(kit.pair()) if one.boundary is Boundary.ZONE]
    assert [(one.zone, one.neighbour) for one in slab] == [(1, 0)]


def test_windows_merge_by_glazing_and_by_face(kit):
    low = replace(kit.GLAZING, name="low")
    south, north = kit.window(8.0), kit.window(2.0)
    north = replace(north, exposure=replace(north.exposure, azimuth=0.0))
    windows = (south, north, kit.window(1.0, low), replace(south, film_inside=3.0))
    house = kit.building(kit.zone("room", kit.room().surfaces, windows))
    together = gather_panes(house)
    assert [one.area for one in together] == [10.0, 1.0, 8.0]
    assert [one.glazing.name for one in together] == ["single", "low", "single"]
    apart = gather_panes(house, Merge.BY_FACE)
    assert [one.area for one in apart] == [8.0, 2.0, 1.0, 8.0]
    assert {one.tilt for one in apart} == {90.0}


def test_no_area_is_lost_or_counted_twice(kit):
    house = kit.pair()
    for merge in Merge:
        listed = sum(surface.area for zone in house.zones for surface in zone.surfaces)
        assert sum(one.area for one in gather_elements(house, merge)) == listed
        glass = sum(window.area for zone in house.zones for window in zone.windows)
        assert sum(one.area for one in gather_panes(house, merge)) == glass
