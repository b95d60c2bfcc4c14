"""Where the sun falls that enters by a window."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.physics.sun_patch import floor_share

SOUTH = (90.0, 180.0)
ROOM = (36.0, 2.7)  # 6 m by 6 m
STRIP = 1.0 / 16.0  # half of one of the eight strips of a window


def share(elevation, azimuth, room=ROOM, height=1.5, facing=SOUTH):
    return float(
        floor_share(np.array([elevation]), np.array([azimuth]), facing, room, height)[0]
    )


def traced(elevation, turn, depth, clear, height):
    """Oracle: rays from all over the window, walked through the room."""
    up, side = math.radians(elevation), math.radians(turn)
    step = 0.005
    move = np.array(
        [
            math.cos(up) * math.sin(side),
            math.cos(up) * math.cos(side),
            -math.sin(up),
        ]
    )
    hits = count = 0
    sill = 0.5 * (clear - height)
    for x in (np.arange(12) + 0.5) / 12.0 * depth:
        for z in sill + (np.arange(24) + 0.5) / 24.0 * height:
            far = np.array(
                [
                    (z / -move[2]),
                    (depth / move[1]) if move[1] > 0.0 else math.inf,
                    ((depth - x) / move[0])
                    if move[0] > 0.0
                    else (x / -move[0] if move[0] < 0.0 else math.inf),
                ]
            )
            point = np.array([x, 0.0, z]) + (far.min() - step) * move
            hits += bool(np.argmin(far) == 0 and point[2] < 2.0 * step)
            count += 1
    return hits / count


@pytest.mark.parametrize("elevation", [8.0, 15.0, 25.0, 40.0, 70.0])
@pytest.mark.parametrize("turn", [0.0, 20.0, 50.0, 75.0])
def test_the_patch_is_where_rays_land(elevation, turn):
    ours = share(elevation, 180.0 + turn)
    assert ours == pytest.approx(
        traced(elevation, turn, 6.0, 2.7, 1.5), abs=STRIP + 0.03
    )


def test_half_the_window_reaches_the_floor_where_its_middle_meets_the_corner():
    """tan α = 1.35 m over 6 m: rays above the middle hit the back wall."""
    assert share(math.degrees(math.atan(1.35 / 6.0)), 180.0) == pytest.approx(0.5)


def test_a_sun_aside_reaches_the_back_wall_later():
    """Closed form with the middle ray meeting the back wall at 30° aside.

    Lands: z below 1.35 m; of these 1 − z tan 30° / 1.35 m misses the side walls.
    """
    turn = math.radians(30.0)
    elevation = math.degrees(math.atan(1.35 * math.cos(turn) / 6.0))
    slope = math.tan(turn) / 1.35
    expected = (1.35 - 0.6 - slope * (1.35**2 - 0.6**2) / 2.0) / 1.5
    # a hair higher, so that the middle ray itself does not decide
    assert share(elevation * 1.0001, 210.0) == pytest.approx(expected, rel=1e-3)


def test_a_sun_so_low_that_no_ray_lands_misses_the_floor():
    """The lowest ray, from the sill at 0.6 m, reaches 6 m at 5.7°."""
    assert share(5.0, 180.0) == 0.0
    assert share(0.0, 180.0) == 0.0


def test_a_high_sun_falls_on_the_floor_only():
    assert share(60.0, 180.0) == 1.0
    assert share(90.0, 180.0) == pytest.approx(1.0, abs=0.01)


def test_slanting_rays_lose_to_the_side_walls():
    """At 45° up and 30° aside, the mean ray lands 1.35 sin 30° aside."""
    assert share(45.0, 210.0) == pytest.approx(1.0 - 1.35 * 0.5 / 6.0)


def test_roof_lights_shine_on_the_floor():
    assert share(10.0, 90.0, facing=(0.0, 180.0)) == 1.0
    assert share(10.0, 90.0, facing=(30.0, 180.0)) == 1.0


def test_a_window_higher_than_the_room_stands_on_the_floor():
    assert share(89.0, 180.0, room=(36.0, 2.0), height=2.6) == pytest.approx(1.0)


@settings(deadline=None)
@given(
    elevation=st.floats(0.0, 90.0),
    turn=st.floats(0.0, 89.0),
    side=st.sampled_from([-1.0, 1.0]),
    floor=st.floats(4.0, 200.0),
)
def test_shares_lie_between_nothing_and_all_and_are_alike_on_both_sides(
    elevation, turn, side, floor
):
    value = share(elevation, 180.0 + side * turn, room=(floor, 2.7))
    assert 0.0 <= value <= 1.0
    other = share(elevation, 180.0 - side * turn, room=(floor, 2.7))
    assert value == pytest.approx(other, abs=1e-9)
    larger = share(elevation, 180.0 + side * turn, room=(2.0 * floor, 2.7))
    assert larger >= value - 1e-12
