"""Footprints: projection, outlines, facades and strips."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, Polygon, box

from twin.io.footprint import (
    check_outline,
    check_overlaps,
    check_ring,
    local_transformer,
)
from twin.io.plan import make_plan, shared_area, split_plan

L_SHAPE = [(0.0, 0.0), (20.0, 0.0), (20.0, 6.0), (8.0, 6.0), (8.0, 12.0), (0.0, 12.0)]
SHARES = [0.2, 0.5, 0.3]


def turn(points, degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(c * x - s * y, s * x + c * y) for x, y in points]


@st.composite
def outlines(draw):
    """Star-shaped outlines with three to nine corners, not small, not square."""
    number = draw(st.integers(3, 9))
    radii = draw(st.lists(st.floats(5, 20), min_size=number, max_size=number))
    lags = draw(st.lists(st.floats(0.1, 0.9), min_size=number, max_size=number))
    angles = [2 * math.pi * (i + x) / number for i, x in enumerate(lags)]
    points = [
        (2.5 * r * math.cos(a), r * math.sin(a))
        for r, a in zip(radii, angles, strict=True)
    ]
    return turn(points, draw(st.floats(0, 360)))


# --------------------------------------------------------------------- projection


def test_local_metres_are_geodesic_metres_around_the_site():
    """Oracle: Karney's geodesics of pyproj."""
    project, earth = local_transformer(18.64, 109.70), Geod(ellps="WGS84")
    for east, north in [(109.71, 18.64), (109.70, 18.65), (109.69, 18.63)]:
        x, y = project.transform(east, north)
        azimuth, _, distance = earth.inv(109.70, 18.64, east, north)
        assert math.hypot(x, y) == pytest.approx(distance, rel=1e-6)
        assert math.degrees(math.atan2(x, y)) % 360 == pytest.approx(
            azimuth % 360, abs=0.01
        )


def test_area_of_a_projected_footprint_is_its_area_on_the_ellipsoid():
    project, earth = local_transformer(18.64, 109.70), Geod(ellps="WGS84")
    east = [109.7010, 109.7014, 109.7014, 109.7010]
    north = [18.6410, 18.6410, 18.6412, 18.6412]
    x, y = project.transform(east, north)
    area = abs(earth.polygon_area_perimeter(east, north)[0])
    assert make_plan(list(zip(x, y, strict=True))).area == pytest.approx(area, rel=1e-5)


# ------------------------------------------------------------------------- strips


@settings(max_examples=60, deadline=None)
@example(
    [
        (6.557371033480861, 4.256775965526326),
        (-3.862712429686842, 4.755282581475768),
        (-12.5, 6.123233995736766e-16),
        (-7.738674366372929, -3.9265846544037237),
        (6.320717167224808, -4.313671929888959),
    ]
)
@given(outlines())
def test_strips_have_their_shares_of_the_floor_and_all_of_the_walls(points):
    plan = make_plan(points)
    strips = split_plan(plan, SHARES)
    assert math.fsum(one.area for one in strips) == pytest.approx(plan.area, rel=1e-9)
    for strip, share in zip(strips, SHARES, strict=True):
        assert strip.area == pytest.approx(share * plan.area, rel=1e-7)
    walls = math.fsum(length for one in strips for length in one.walls)
    assert walls == pytest.approx(plan.perimeter, rel=1e-9)
    assert plan.perimeter == pytest.approx(Polygon(plan.outline).length, rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(outlines())
def test_strips_are_what_cutting_the_polygon_gives(points):
    """Oracle: shapely cuts the turned outline with boxes and lines."""
    plan = make_plan(points)
    back = -math.degrees(math.atan2(plan.axis[1], plan.axis[0]))
    polygon = Polygon(turn(plan.outline, back))
    for strip in split_plan(plan, SHARES):
        piece = polygon.intersection(box(strip.start, -1e3, strip.end, 1e3))
        assert piece.area == pytest.approx(strip.area, rel=1e-6)
        cut = LineString([(strip.end, -1e3), (strip.end, 1e3)])
        if strip.cut:
            assert polygon.intersection(cut).length == pytest.approx(
                strip.cut, rel=1e-5
            )
        ring = polygon.exterior.intersection(
            box(strip.start + 1e-7, -1e3, strip.end - 1e-7, 1e3)
        )
        assert ring.length <= math.fsum(strip.walls) + 1e-4


def test_a_rectangle_is_cut_across_its_long_side_by_closed_forms():
    strips = split_plan(make_plan([(0, 0), (12, 0), (12, 8), (0, 8)]), [0.25, 0.75])
    assert [one.area for one in strips] == pytest.approx([24.0, 72.0])
    assert [one.cut for one in strips] == pytest.approx([8.0, 0.0])
    assert math.fsum(strips[0].walls) == pytest.approx(8 + 2 * 3)
    assert math.fsum(strips[1].walls) == pytest.approx(8 + 2 * 9)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_an_l_shape_is_cut_by_closed_forms(share):
    """Left of x = 8 the shape is 12 deep, right of it 6."""
    first = split_plan(make_plan(L_SHAPE), [share, 1 - share])[0]
    area = share * 168.0
    position = area / 12.0 if area <= 96.0 else 8.0 + (area - 96.0) / 6.0
    assert first.end == pytest.approx(position)
    assert first.cut == pytest.approx(12.0 if area <= 96.0 else 6.0)


def test_a_cut_along_the_notch_wall_does_not_count_that_wall_twice():
    share = 96.0 / 168.0
    first, second = split_plan(make_plan(L_SHAPE), [share, 1 - share])
    assert first.cut == pytest.approx(6.0, abs=1e-6)
    assert math.fsum(first.walls) == pytest.approx(12 + 8 + 8 + 6)
    assert math.fsum(second.walls) == pytest.approx(12 + 6 + 12)


@pytest.mark.parametrize("degrees", [10.0, 77.0, 180.0, 301.0])
def test_turning_a_footprint_turns_azimuths_and_changes_no_area(degrees):
    plan, turned = make_plan(L_SHAPE), make_plan(turn(L_SHAPE, degrees))
    expected = sorted((one.azimuth - degrees) % 360 for one in plan.facades)
    assert sorted(x.azimuth for x in turned.facades) == pytest.approx(
        expected, abs=1e-6
    )
    before, after = split_plan(plan, SHARES), split_plan(turned, SHARES)
    assert [x.area for x in after] == pytest.approx([x.area for x in before])
    assert [x.cut for x in after] == pytest.approx([x.cut for x in before])
    for one, other in zip(before, after, strict=True):
        assert sorted(one.walls) == pytest.approx(sorted(other.walls))


def test_a_mirrored_footprint_has_mirrored_strips_and_facades():
    plan = make_plan(L_SHAPE)
    mirrored = make_plan([(-x, y) for x, y in L_SHAPE])
    for one, other in zip(
        split_plan(plan, SHARES), split_plan(mirrored, SHARES), strict=True
    ):
        walls = {
            round(f.azimuth) % 360: w
            for f, w in zip(plan.facades, one.walls, strict=True)
        }
        seen = {
            round(-f.azimuth) % 360: w
            for f, w in zip(mirrored.facades, other.walls, strict=True)
        }
        assert seen == pytest.approx(walls)
        assert other.area == pytest.approx(one.area)


def test_the_first_corner_marks_where_the_first_zone_lies():
    corners = [(0, 0), (30, 0), (30, 8), (0, 8)]
    for first in range(4):
        plan = make_plan(corners[first:] + corners[:first])
        strip = split_plan(plan, [0.2, 0.8])[0]
        middle = np.array(plan.axis) * 0.5 * (strip.start + strip.end)
        assert abs(middle[0] - corners[first][0]) == pytest.approx(3.0)


def test_walls_that_differ_by_ten_degrees_or_less_are_one_facade():
    bent = [(0, 0), (20, 0), (20, 10), (10, 10.8), (0, 10)]
    plan = make_plan(bent)
    assert len(plan.facades) == 4
    north = min(plan.facades, key=lambda x: min(x.azimuth, 360 - x.azimuth))
    assert min(north.azimuth, 360 - north.azimuth) == pytest.approx(0.0, abs=1e-6)
    sharper = make_plan([(0, 0), (20, 0), (20, 10), (10, 12.5), (0, 10)])
    assert len(sharper.facades) == 5


def test_corners_that_hardly_stand_out_are_dropped():
    plan = make_plan([(0, 0), (6, 0.02), (12, 0), (12, 8), (0, 8)])
    assert len(plan.outline) == 4
    assert plan.outline[0] == (0, 0)


def test_storeys_with_other_shares_rest_on_each_other_in_full():
    plan = make_plan(turn(L_SHAPE, 33.0))
    below, above = split_plan(plan, [0.6, 0.4]), split_plan(plan, [0.3, 0.7])
    shared = [[shared_area(plan, a, b) for b in below] for a in above]
    assert [math.fsum(row) for row in shared] == pytest.approx([x.area for x in above])
    columns = [math.fsum(col) for col in zip(*shared, strict=True)]
    assert columns == pytest.approx([x.area for x in below])
    assert shared[0][1] == 0.0


# ----------------------------------------------------------------------- outlines


@pytest.mark.parametrize(
    ("ring", "hint"),
    [
        ([(0, 0), (1, 0), (0, 0)], "at least 4"),
        ([(0, 0), (1, 0), (1, 1), (0, 1)], "closed"),
        ([(18, 109.7), (19, 109.7), (19, 109.8), (18, 109.7)], "swapped"),
        ([(200, 1), (201, 1), (201, 2), (200, 1)], "longitude"),
        ([(0,), (1, 0), (1, 1), (0,)], "longitude, latitude"),
    ],
)
def test_a_ring_that_is_no_ring_says_why(ring, hint):
    assert hint in check_ring(ring)


@pytest.mark.parametrize(
    ("corners", "hint"),
    [
        ([(0, 0), (10, 10), (10, 0), (0, 10)], "simple polygon"),
        ([(0, 0), (3, 0), (3, 3), (0, 3)], "area must be"),
        ([(0, 0), (200, 0), (200, 200), (0, 200)], "area must be"),
        ([(9e6, 0), (9e6 + 10, 0), (9e6, 10)], "from the site"),
        ([(math.inf, 0), (10, 0), (0, 10)], "from the site"),
    ],
)
def test_an_outline_that_is_no_building_says_why(corners, hint):
    assert hint in check_outline(corners, [])
    assert "swapped" not in check_outline(corners, [])


def test_a_good_outline_says_nothing():
    assert check_outline(L_SHAPE, []) == ""
    assert check_ring([(109, 18), (109.1, 18), (109, 18.1), (109, 18)]) == ""


def test_overlaps_above_a_square_metre_are_named_and_touching_is_not():
    square = [(0, 0), (10, 0), (10, 10), (0, 10)]
    touching = [(x + 10, y) for x, y in square]
    lapping = [(x + 9.8, y + 10.01) for x, y in square]
    deep = [(x - 9, y) for x, y in square]
    found = check_overlaps("abcd", [square, touching, lapping, deep], "wxyz")
    assert [one.path for one in found] == ["z"]
    assert "'a' by 10.0 m²" in found[0].message
