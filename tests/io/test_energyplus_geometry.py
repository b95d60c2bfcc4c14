"""Polygons of EnergyPlus: exact areas, directions, volumes and places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.io.energyplus.geometry import (
    Placement,
    area_of,
    frame_of,
    tilt_and_azimuth,
    volume_of,
)
from twin.io.energyplus.objects import Model

SQUARE = np.array([[0.0, 0, 2], [0, 0, 0], [3, 0, 0], [3, 0, 2]])


def placed(rules=None, zone=None, north=0.0, points=SQUARE):
    """Vertices of a surface of zone A after placement."""
    vertices = [
        {
            f"vertex_{axis}_coordinate": float(v)
            for axis, v in zip("xyz", p, strict=True)
        }
        for p in points
    ]
    raw = {
        "GlobalGeometryRules": {"r": rules or {}},
        "Building": {"b": {"north_axis": north}},
        "Zone": {"A": zone or {}},
        "BuildingSurface:Detailed": {"w": {"vertices": vertices}},
    }
    model = Model(raw)
    item = next(model.every("BuildingSurface:Detailed"))
    return Placement(model).polygon(item, "a"), model


def test_the_area_of_an_l_is_that_of_its_two_rectangles():
    corner = [[0, 0, 5], [4, 0, 5], [4, 1, 5], [1, 1, 5], [1, 3, 5], [0, 3, 5]]
    assert area_of(np.array(corner, dtype=float)) == pytest.approx(4.0 + 2.0)


@given(
    st.floats(-180.0, 180.0), st.floats(1.0, 89.0), st.floats(0.5, 9.0), st.floats(1, 9)
)
def test_a_turned_rectangle_keeps_its_area_tilt_and_azimuth(azimuth, tilt, width, high):
    """Oracle: a plane built from its angles by hand."""
    turn, lean = np.radians(azimuth), np.radians(tilt)
    right = np.array([-np.cos(turn), np.sin(turn), 0.0])
    up = np.array([-np.cos(lean) * np.sin(turn), -np.cos(lean) * np.cos(turn), 1e-300])
    up[2] = np.sin(lean)
    corners = [0 * right, width * right, width * right + high * up, high * up]
    points = np.array(corners) + np.array([3.0, -7.0, 1.0])
    found = tilt_and_azimuth(points)
    assert area_of(points) == pytest.approx(width * high)
    assert found[0] == pytest.approx(tilt, abs=1e-6)
    assert (found[1] - azimuth + 180.0) % 360.0 - 180.0 == pytest.approx(0.0, abs=1e-6)


def test_south_wall_roof_and_floor_look_where_they_should():
    roof = np.array([[0.0, 0, 2], [1, 0, 2], [1, 1, 2], [0, 1, 2]])
    assert tilt_and_azimuth(SQUARE) == pytest.approx((90.0, 180.0))
    assert tilt_and_azimuth(roof) == pytest.approx((0.0, 0.0))
    assert tilt_and_azimuth(roof[::-1]) == pytest.approx((180.0, 0.0))


def test_the_faces_of_a_prism_enclose_its_volume():
    """A house with a ridge: 6 m × 4 m, 3 m to the eaves and 5 m to the ridge."""
    a, b, c, d = (0, 0), (6, 0), (6, 4), (0, 4)
    low = [(*p, 0.0) for p in (a, b, c, d)]
    eave = [(*p, 3.0) for p in (a, b, c, d)]
    left, right = (0.0, 2.0, 5.0), (6.0, 2.0, 5.0)
    faces = [
        low[::-1],
        [low[0], low[1], eave[1], eave[0]],
        [low[2], low[3], eave[3], eave[2]],
        [low[1], low[2], eave[2], right, eave[1]],
        [low[3], low[0], eave[0], left, eave[3]],
        [eave[0], eave[1], right, left],
        [eave[2], eave[3], left, right],
    ]
    shift = np.array([50.0, 20.0, 7.0])
    faces = [np.array(one, dtype=float) + shift for one in faces]
    assert volume_of(faces) == pytest.approx(6 * 4 * 3 + 6 * 4 * 2 / 2)


def test_relative_coordinates_are_moved_and_turned_with_zone_and_building():
    """The building's north axis turns clockwise: the south wall looks west of south."""
    points, _ = placed(zone={"x_origin": 10.0, "y_origin": 0.0}, north=90.0)
    assert tilt_and_azimuth(points) == pytest.approx((90.0, 270.0))
    assert points[:, 1].max() == pytest.approx(-10.0)
    turned, _ = placed(zone={"direction_of_relative_north": 30.0})
    assert tilt_and_azimuth(turned)[1] == pytest.approx(210.0)


def test_world_coordinates_are_left_alone_and_the_north_axis_is_told():
    points, model = placed(
        {"coordinate_system": "World"}, {"x_origin": 9.0}, north=45.0
    )
    assert np.array_equal(points, SQUARE)
    assert "north axis" in str(next(iter(model.findings.notices)))


def test_clockwise_vertices_give_the_same_outside():
    rules = {"vertex_entry_direction": "Clockwise"}
    points, _ = placed(rules, points=SQUARE[::-1])
    assert tilt_and_azimuth(points)[1] == pytest.approx(180.0)


@pytest.mark.parametrize(
    ("points", "message"),
    [(SQUARE[:2], "at least three"), (np.zeros((4, 3)), "encloses no area")],
)
def test_what_is_no_polygon_is_refused(points, message):
    found, model = placed(points=points)
    assert found is None
    assert message in str(model.findings.problems[0])


def test_right_of_a_wall_is_seen_from_outside():
    """From the south one sees the south wall's east end to the right."""
    frame = frame_of(SQUARE)
    assert frame.right == pytest.approx([1.0, 0.0, 0.0])
    roof = np.array([[0.0, 0, 2], [1, 0, 2], [1, 1, 2], [0, 1, 2]])
    assert frame_of(roof) is None
