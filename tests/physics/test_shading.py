"""Shadows of overhangs and fins: rays, profile angles, view factors."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.ground.quality import Status
from twin.model.material import Glazing
from twin.model.zone import Exposure, Fin, Overhang, Window
from twin.physics.shading import sky_share, sunlit_share, window_shades
from twin.weather.sun import incidence_cosine, sun_of_place

SUN = sun_of_place(39.83, -104.65, 1650.0, -7.0)
SOUTH = Exposure(tilt=90.0, azimuth=180.0)
WIDE = {"extension_left": 1e4, "extension_right": 1e4}
TALL = {"extension_above": 1e4, "extension_below": 1e4}
BOX = (
    3.0,
    2.0,
    (Overhang(depth=1.0, above=0.5),),
    (
        Fin(depth=1.0, is_left=True, extension_above=0.5, extension_below=0.2),
        Fin(depth=1.0, is_left=False, extension_above=0.5, extension_below=0.2),
    ),
)
CROWD = (
    2.0,
    1.5,
    (
        Overhang(depth=0.4, above=0.1, extension_left=0.3),
        Overhang(depth=1.2, above=0.9, extension_left=-0.5, extension_right=2.0),
    ),
    (
        Fin(depth=0.3, is_left=True, distance=0.1),
        Fin(depth=1.5, is_left=False, distance=0.6, extension_above=-0.4),
        Fin(depth=0.5, is_left=True, distance=-0.7, extension_below=-0.3),
    ),
)


def sunlit_by_rays(sun, exposure, shades, hours, points=120):
    """Oracle: rays from a grid of points to the sun meet rectangles in the world.

    East, north and up; every shade is a corner and two edges, and a ray is caught
    where it meets the plane of a shade between its edges.
    """
    width, height, overhangs, fins = shades
    azimuth, tilt = np.radians(exposure.azimuth), np.radians(exposure.tilt)
    level = np.array([np.sin(azimuth), np.cos(azimuth), 0.0])
    zenith = np.array([0.0, 0.0, 1.0])
    normal = level * np.sin(tilt) + zenith * np.cos(tilt)
    slope = -level * np.cos(tilt) + zenith * np.sin(tilt)
    right = np.cross(slope, normal)
    rectangles = []
    for one in overhangs:
        corner = -one.extension_left * right + (height + one.above) * slope
        length = width + one.extension_left + one.extension_right
        rectangles.append((corner, length * right, one.depth * normal))
    for one in fins:
        place = -one.distance if one.is_left else width + one.distance
        corner = place * right - one.extension_below * slope
        length = height + one.extension_above + one.extension_below
        rectangles.append((corner, length * slope, one.depth * normal))
    steps = (np.arange(points) + 0.5) / points
    across, along = np.meshgrid(steps * width, steps * height)
    origin = across[..., None] * right + along[..., None] * slope
    shares = []
    for hour in hours:
        up, turn = np.radians([sun.sun_elevation[hour], sun.sun_azimuth[hour]])
        ray = np.array([np.cos(up) * np.sin(turn), np.cos(up) * np.cos(turn), 0.0])
        ray += np.sin(up) * zenith
        caught = np.zeros(origin.shape[:2], dtype=bool)
        for corner, one, other in rectangles:
            plane = np.cross(one, other)
            distance = (corner - origin) @ plane / (ray @ plane)
            met = origin + distance[..., None] * ray - corner
            first, second = met @ one / (one @ one), met @ other / (other @ other)
            inside = (first >= 0) & (first <= 1) & (second >= 0) & (second <= 1)
            caught |= inside & (distance > 0.0)
        shares.append(1.0 - caught.mean())
    return np.array(shares)


@pytest.mark.parametrize("shades", [BOX, CROWD])
@pytest.mark.parametrize(
    ("tilt", "azimuth"), [(90.0, 180.0), (90.0, 261.0), (90.0, 80.0), (35.0, 215.0)]
)
def test_shadows_agree_with_rays_to_the_sun(shades, tilt, azimuth):
    exposure = Exposure(tilt=tilt, azimuth=azimuth)
    lit = np.flatnonzero(incidence_cosine(SUN, tilt, azimuth) > 0.02)
    hours = lit[:: len(lit) // 40]
    actual = sunlit_share(SUN, exposure, *shades)[hours]
    expected = sunlit_by_rays(SUN, exposure, shades, hours)
    assert actual == pytest.approx(expected, abs=0.02)
    assert np.abs(actual - expected).mean() < 0.003
    assert len(np.unique(actual.round(3))) > 10


def test_long_overhangs_shade_by_the_profile_angle():
    """Closed form: the shadow ends depth × tan(profile angle) below the overhang."""
    overhang = Overhang(depth=0.8, above=0.3, **WIDE)
    share = sunlit_share(SUN, SOUTH, 2.0, 1.5, (overhang,), ())
    front = incidence_cosine(SUN, 90.0, 180.0)
    is_lit = front > 0.01
    below = 0.8 * np.sin(np.radians(SUN.sun_elevation[is_lit])) / front[is_lit]
    expected = 1.0 - np.clip((below - 0.3) / 1.5, 0.0, 1.0)
    assert share[is_lit] == pytest.approx(expected, abs=1e-9)


def test_tall_fins_shade_by_the_angle_in_plan():
    fin = Fin(depth=0.5, is_left=False, distance=0.1, **TALL)
    share = sunlit_share(SUN, SOUTH, 2.0, 1.5, (), (fin,))
    # High sun casts shadows that are longer than the fin is tall.
    is_lit = incidence_cosine(SUN, 90.0, 180.0) > 0.01
    aside = np.tan(np.radians(180.0 - SUN.sun_azimuth[is_lit]))
    expected = 1.0 - np.clip((0.5 * aside - 0.1) / 2.0, 0.0, 1.0)
    assert share[is_lit] == pytest.approx(expected, abs=1e-9)


def test_the_left_fin_of_a_south_face_stands_in_the_west():
    """Seen from outside: it shades when the sun is in the west, in the afternoon."""
    fin = Fin(depth=0.5, is_left=True)
    share = sunlit_share(SUN, SOUTH, 2.0, 1.5, (), (fin,))
    is_lit = share > 0.0
    is_west = SUN.sun_azimuth > 180.5
    assert (share[is_lit & ~is_west] > 0.99).all()
    assert (share[is_lit & is_west] < 1.0).all()


def test_mirrored_fins_shade_mirrored_suns_alike():
    left = Fin(depth=0.7, is_left=True, distance=0.2, extension_above=0.3)
    east = replace(SUN, sun_azimuth=360.0 - SUN.sun_azimuth)
    one = sunlit_share(SUN, SOUTH, 2.0, 1.5, (), (left,))
    mirrored = sunlit_share(east, SOUTH, 2.0, 1.5, (), (replace(left, is_left=False),))
    assert one == pytest.approx(mirrored, abs=1e-9)
    assert one.min() < one.max()


def test_a_face_without_shades_is_lit_whenever_the_sun_is_before_it():
    share = sunlit_share(SUN, SOUTH, 2.0, 1.5, (), ())
    front = incidence_cosine(SUN, 90.0, 180.0)
    assert np.array_equal(share == 1.0, front > 1e-6)
    assert np.array_equal(share == 0.0, front <= 1e-6)


def test_two_shades_in_one_place_shade_once():
    width, height, overhangs, fins = CROWD
    once = sunlit_share(SUN, SOUTH, width, height, overhangs, fins)
    twice = sunlit_share(SUN, SOUTH, width, height, overhangs * 2, fins * 2)
    assert twice == pytest.approx(once, abs=1e-9)


@pytest.mark.parametrize("cut", [0.13, 0.5, 0.92])
def test_a_face_cut_in_two_is_lit_as_much_as_the_whole(cut):
    """Exact only if no end and no crossing of an edge is missed in either part."""
    width, height, overhangs, fins = CROWD
    low, high = cut * height, (1.0 - cut) * height
    lower = (
        tuple(replace(one, above=one.above + high) for one in overhangs),
        tuple(replace(one, extension_above=one.extension_above + high) for one in fins),
    )
    upper = tuple(
        replace(one, extension_below=one.extension_below + low) for one in fins
    )
    for exposure in (SOUTH, Exposure(tilt=60.0, azimuth=215.0)):
        whole = sunlit_share(SUN, exposure, *CROWD)
        below = sunlit_share(SUN, exposure, width, low, *lower)
        above = sunlit_share(SUN, exposure, width, high, overhangs, upper)
        assert cut * below + (1.0 - cut) * above == pytest.approx(whole, abs=1e-9)


lengths = st.floats(0.05, 3.0)


@given(depth=lengths, above=lengths, more=lengths, scale=st.floats(0.1, 10.0))
def test_only_proportions_count_and_more_shade_means_less_sun(
    depth, above, more, scale
):
    sun = sun_of_place(39.83, -104.65, 1650.0, -7.0)
    few = replace(sun, **{name: getattr(sun, name)[3000:3024] for name in _fields(sun)})
    one = Overhang(depth=depth, above=above)
    fin = Fin(depth=more, is_left=True, distance=above)
    share = sunlit_share(few, SOUTH, 2.0, 1.5, (one,), ())
    deeper = sunlit_share(
        few, SOUTH, 2.0, 1.5, (replace(one, depth=depth + more),), (fin,)
    )
    assert (deeper <= share + 1e-9).all()
    large = Overhang(depth=depth * scale, above=above * scale)
    assert sunlit_share(
        few, SOUTH, 2.0 * scale, 1.5 * scale, (large,), ()
    ) == pytest.approx(share, abs=1e-9)


def _fields(sun):
    return sun.__dataclass_fields__


# ------------------------------------------------------------------ diffuse light
@pytest.mark.parametrize("depth", [0.1, 0.5, 1.0, 2.0, 5.0])
@pytest.mark.parametrize("above", [0.0, 0.3, 1.0])
def test_a_long_overhang_hides_its_view_factor_of_the_sky(depth, above):
    """Closed form: crossed strings between a window 1 m high and the overhang."""
    overhang = Overhang(depth=depth, above=above, **WIDE)
    sky, ground = sky_share(1.0, 1.0, (overhang,), ())
    crossed = (1.0 + above) + np.hypot(depth, above)
    straight = above + np.hypot(depth, 1.0 + above)
    hidden = 0.5 * (crossed - straight)
    assert sky == pytest.approx(1.0 - hidden / 0.5, abs=0.001)
    assert ground == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("depth", [0.1, 0.5, 2.0])
def test_tall_fins_hide_their_view_factor_of_sky_and_ground(depth):
    """Closed form for two planes at right angles; both halves lose alike."""
    fin = Fin(depth=depth, is_left=True, **TALL)
    hidden = 0.5 * (1.0 + depth - np.hypot(1.0, depth))
    assert sky_share(1.0, 1.0, (), (fin,)) == pytest.approx(
        (1.0 - hidden,) * 2, abs=1e-3
    )


def test_a_finite_overhang_hides_its_view_factor_of_the_sky():
    """Closed form of two finite rectangles at right angles with a common edge.

    Howell, catalogue of radiation configuration factors, C-14: edge of 1, height
    and depth 1, F = 0.200044.
    """
    sky, _ = sky_share(1.0, 1.0, (Overhang(depth=1.0),), ())
    assert sky == pytest.approx(1.0 - 0.200044 / 0.5, abs=0.001)


def test_symmetric_fins_leave_symmetric_light():
    left, right = (Fin(depth=0.6, is_left=side) for side in (True, False))
    one, other = (sky_share(2.0, 1.0, (), (fin,)) for fin in (left, right))
    assert one == pytest.approx(other)
    assert one[0] == pytest.approx(one[1])
    both = sky_share(2.0, 1.0, (), (left, right))
    assert both[0] < one[0]


def test_without_shades_all_diffuse_light_arrives():
    assert sky_share(2.0, 1.0, (), ()) == pytest.approx((1.0, 1.0), abs=1e-12)


# ------------------------------------------------------------------ windows
def test_a_window_hands_on_its_size_and_its_shades():
    glazing = Glazing(
        name="glass", u_value=2.0, shgc=0.6, source="test", status=Status.ASSUMPTION
    )
    plain = Window(
        name="w", area=3.0, glazing=glazing, exposure=SOUTH, height=1.5, width=0.0
    )
    assert window_shades(plain) == (2.0, 1.5, (), ())
    hooded = replace(plain, overhang_depth=0.8, fins=BOX[3], width=2.5)
    width, height, overhangs, fins = window_shades(hooded)
    assert (width, height, fins) == (2.5, 1.5, BOX[3])
    assert [one.depth for one in overhangs] == [0.8]
    long = Overhang(depth=0.8, **WIDE)
    expected = sunlit_share(SUN, SOUTH, 2.5, 1.5, (long,), ())
    actual = sunlit_share(SUN, SOUTH, width, height, overhangs, ())
    is_steep = incidence_cosine(SUN, 90.0, 180.0) > 0.05
    assert actual[is_steep] == pytest.approx(expected[is_steep])
