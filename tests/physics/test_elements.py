"""Equal walls merge into one element, and the zone does not notice."""

from dataclasses import replace

import numpy as np
import pytest

from twin.model.zone import Boundary
from twin.physics.elements import gather_elements


def answer(network, frequency):
    """Outputs for a unit of each input at an angular frequency, by a dense solve."""
    system = 1j * frequency * np.diag(network.capacity) + network.conductance
    return network.through + network.output @ np.linalg.solve(system, network.gain)


def test_walls_of_equal_construction_merge_without_changing_the_building(kit):
    """The merged heat input stands for the area-weighted mean of those of the walls."""
    together = kit.building(kit.room())
    walls = [
        replace(one, construction=replace(one.construction, name=one.name))
        for one in kit.room().surfaces
    ]
    apart = kit.building(replace(kit.room(), surfaces=tuple(walls)))
    merged, single = kit.network(together), kit.network(apart)
    assert len(merged.outer) == 2
    assert len(single.outer) == 4
    heats = slice(2, None)
    fluxes = np.array([310.0, -40.0, 120.0, 500.0])  # W/m² on S, N, E and roof
    areas = np.array([22.0, 30.0, 15.0, 50.0])
    watts = fluxes * areas
    for frequency in (0.0, 1e-6, 7.27e-5, 1e-3):
        one, other = answer(merged, frequency), answer(single, frequency)
        assert one[:, :2] == pytest.approx(other[:, :2], rel=1e-9, abs=1e-12)
        left = one[:, heats][:, :2] @ np.array([watts[:3].sum(), watts[3]])
        right = other[:, heats][:, :4] @ watts
        assert left == pytest.approx(right, rel=1e-9, abs=1e-12)
        assert one[:, 4:] == pytest.approx(other[:, 6:], rel=1e-9, abs=1e-12)


def test_parts_keep_their_directions_and_areas(kit):
    wall, roof, floor = gather_elements(kit.building(kit.room()))
    assert [part.area for part in wall.parts] == [22.0, 30.0, 15.0]
    assert [part.exposure.azimuth for part in wall.parts] == [180.0, 0.0, 90.0]
    assert wall.area == pytest.approx(67.0)
    assert (wall.tilt, roof.tilt, floor.tilt) == (90.0, 0.0, 180.0)
    assert floor.boundary is Boundary.GROUND


def test_roof_and_wall_of_one_construction_stay_apart(kit):
    surfaces = (
        kit.surface("wall", 10.0, kit.WALL),
        kit.surface("parapet", 10.0, kit.WALL, is_roof=True),
        kit.surface("roof", 10.0, kit.WALL, tilt=0.0, is_roof=True),
    )
    elements = gather_elements(kit.building(kit.zone("room", surfaces)))
    assert len(elements) == 3


def test_a_coat_of_paint_on_one_wall_stays_on_that_wall(kit):
    white = replace(kit.WALL, absorptance_outside=0.2)
    surfaces = (kit.surface("a", 10.0, kit.WALL), kit.surface("b", 30.0, white))
    (element,) = gather_elements(kit.building(kit.zone("room", surfaces)))
    assert [part.absorptance for part in element.parts] == [0.6, 0.2]


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


def test_a_zone_of_three_storeys_is_three_equal_rooms(kit):
    """With the same loads in each, the mean room equals the single room."""
    single = kit.network(kit.building(kit.room()))
    triple = kit.network(kit.building(kit.room(multiplier=3)))
    heats = slice(2, None)
    one, three = answer(single, 1e-4), answer(triple, 1e-4)
    assert three[:2, :2] == pytest.approx(one[:2, :2])
    assert 3.0 * three[:2, heats] == pytest.approx(one[:2, heats])


def test_elements_know_the_zone_behind_them(kit):
    slab = [one for one in gather_elements(kit.pair()) if one.boundary is Boundary.ZONE]
    assert [(one.zone, one.neighbour) for one in slab] == [(1, 0)]
