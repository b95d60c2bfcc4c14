"""Horizon and visible sky against closed forms."""

import math
from itertools import pairwise

import numpy as np
import pytest

from twin.io.surroundings import Block, Scene, roof_exposure, wall_exposure

FAR = 1e5
SECTORS = np.arange(36) * 10.0 + 5.0


def slab(south: float, height: float, *, thick: float = 5.0) -> Block:
    """An endless wall whose face stands `south` metres south of the origin."""
    y, z = -south, -south - thick
    return Block(outline=((-FAR, z), (FAR, z), (FAR, y), (-FAR, y)), height=height)


def ring_wall(radius: float, height: float, sides: int = 720) -> list[Block]:
    """A round wall of thin blocks about the origin."""
    angles = [2 * math.pi * i / sides for i in range(sides + 1)]
    blocks = []
    for a, b in pairwise(angles):
        inner = [(radius * math.cos(x), radius * math.sin(x)) for x in (a, b)]
        outer = [
            ((radius + 1) * math.cos(x), (radius + 1) * math.sin(x)) for x in (b, a)
        ]
        blocks.append(Block(outline=(*inner, *outer), height=height))
    return blocks


def test_nothing_around_leaves_horizon_and_sky_free():
    wall = wall_exposure(Scene([]), (0, 0), 123.0, [1.0])[0]
    roof = roof_exposure(Scene([]), (0, 0), 3.0)
    assert set(wall.horizon) == set(roof.horizon) == {0.0}
    assert wall.sky_view == roof.sky_view == 1.0


def test_a_building_alone_does_not_shade_itself():
    own = Block(outline=((-5, -4), (5, -4), (5, 4), (-5, 4)), height=30.0)
    for azimuth, middle in [(180, (0, -4)), (0, (0, 4)), (90, (5, 0)), (270, (-5, 0))]:
        wall = wall_exposure(Scene([own]), middle, azimuth, [1.5])[0]
        assert set(wall.horizon) == {0.0}
        assert wall.sky_view == 1.0
    assert set(roof_exposure(Scene([own]), (0, 0), 30.0).horizon) == {0.0}


@pytest.mark.parametrize(("height", "level", "distance"), [(12, 2, 15), (60, 1.5, 8)])
def test_a_wall_to_the_south_blocks_the_south_by_its_height_over_its_distance(
    height, level, distance
):
    seen = wall_exposure(Scene([slab(distance, height)]), (0, 0), 180.0, [level])[0]
    highest = math.degrees(math.atan((height - level) / distance))
    assert max(seen.horizon) == pytest.approx(highest, abs=0.35)
    for sector, angle in zip(SECTORS, seen.horizon, strict=True):
        across = math.cos(math.radians(sector - 180.0))
        if across > 0.3:
            expected = math.atan(across * (height - level) / distance)
            assert angle == pytest.approx(math.degrees(expected), abs=0.6)
        if across < 0:
            assert angle == 0.0


@pytest.mark.parametrize("angle", [10.0, 35.0, 60.0, 80.0])
def test_a_street_wall_leaves_one_minus_sine_of_the_sky(angle):
    """View factor of sky before an endless wall: (1 − sin β)/2 out of 1/2."""
    rise = 10.0 * math.tan(math.radians(angle))
    seen = wall_exposure(Scene([slab(10.0, 2.0 + rise)]), (0, 0), 180.0, [2.0])[0]
    assert seen.sky_view == pytest.approx(1.0 - math.sin(math.radians(angle)), abs=2e-3)


@pytest.mark.parametrize("angle", [15.0, 45.0, 70.0])
def test_a_round_wall_leaves_a_roof_the_square_of_the_cosine(angle):
    height = 3.0 + 50.0 * math.tan(math.radians(angle))
    seen = roof_exposure(Scene(ring_wall(50.0, height)), (0, 0), 3.0)
    assert seen.horizon == pytest.approx([angle] * 36, abs=0.01)
    assert seen.sky_view == pytest.approx(math.cos(math.radians(angle)) ** 2, abs=1e-4)


def test_a_round_wall_leaves_a_wall_what_the_integral_of_cosines_leaves():
    """Oracle: the hemisphere summed patch by patch."""
    angle = 40.0
    height = 3.0 + 50.0 * math.tan(math.radians(angle))
    seen = wall_exposure(Scene(ring_wall(50.0, height)), (0, 0), 90.0, [3.0])[0]
    heights = np.radians(np.arange(0.05, 90.0, 0.1))
    weight = np.cos(heights) ** 2
    free = weight[heights > math.radians(angle)].sum() / weight.sum()
    assert seen.sky_view == pytest.approx(free, abs=2e-3)


def test_what_is_lower_than_the_viewpoint_hides_nothing():
    levels = [2.0, 11.9, 12.0, 20.0]
    seen = wall_exposure(Scene([slab(15.0, 12.0)]), (0, 0), 180.0, levels)
    tops = [max(one.horizon) for one in seen]
    assert tops[0] > tops[1] > 0.0
    assert tops[2] == tops[3] == 0.0


def test_the_taller_of_two_walls_counts_wherever_it_stands():
    near, far = slab(10.0, 5.0), slab(30.0, 40.0)
    alone = wall_exposure(Scene([far]), (0, 0), 180.0, [2.0])[0]
    both = wall_exposure(Scene([near, far]), (0, 0), 180.0, [2.0])[0]
    swapped = wall_exposure(Scene([far, near]), (0, 0), 180.0, [2.0])[0]
    assert both == alone == swapped


def test_a_wall_hidden_behind_a_party_wall_sees_no_sky():
    neighbour = Block(outline=((0, 0), (0, 10), (10, 10), (10, 0)), height=9.0)
    seen = wall_exposure(Scene([neighbour]), (0.0, 5.0), 90.0, [3.0, 12.0])
    front = [h for s, h in zip(SECTORS, seen[0].horizon, strict=True) if 0 < s < 180]
    assert front == pytest.approx([90.0] * 18)
    assert seen[0].sky_view == 0.0
    assert seen[1].sky_view == 1.0


def test_the_arm_of_an_l_shape_shades_the_wall_in_its_corner():
    shape = ((0, 0), (20, 0), (20, 6), (8, 6), (8, 12), (0, 12))
    scene = Scene([Block(outline=shape, height=6.0)])
    inner = wall_exposure(scene, (8, 9), 90.0, [1.0])[0]
    outer = wall_exposure(scene, (0, 6), 270.0, [1.0])[0]
    assert outer.sky_view == 1.0
    assert inner.sky_view < 1.0
    assert inner.horizon[16] > 0.0
    assert inner.horizon[1] == 0.0


def test_mirrored_surroundings_give_a_mirrored_horizon():
    block = Block(outline=((12, -20), (25, -22), (24, -10)), height=15.0)
    mirror = Block(outline=tuple((-x, y) for x, y in block.outline), height=15.0)
    one = wall_exposure(Scene([block]), (0, 0), 150.0, [2.0])[0]
    other = wall_exposure(Scene([mirror]), (0, 0), 210.0, [2.0])[0]
    assert tuple(reversed(other.horizon)) == pytest.approx(one.horizon, abs=1e-5)
    assert other.sky_view == pytest.approx(one.sky_view, abs=1e-6)
