"""Light and long-wave exchange between the faces of a room."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.physics.enclosure import light_shares, star_factors


def exchange(area, emissivity):
    """Conductances between faces in units of σ, star taken out."""
    star = star_factors(np.array(area), np.array(emissivity))
    return np.outer(star, star) / star.sum()


@pytest.mark.parametrize(
    ("one", "other"), [(1.0, 1.0), (0.9, 0.9), (0.9, 0.05), (0.2, 0.6)]
)
def test_two_plates_exchange_exactly(one, other):
    """A / (1/ε₁ + 1/ε₂ − 1)."""
    expected = 7.0 / (1.0 / one + 1.0 / other - 1.0)
    assert exchange([7.0, 7.0], [one, other])[0, 1] == pytest.approx(expected)


def test_faces_of_a_black_cube_see_a_fifth_of_each_other():
    """View factors 0.1998 opposite and 0.2000 beside; the star gives 0.2 for all."""
    assert exchange([9.0] * 6, [1.0] * 6)[0, 1:] == pytest.approx(9.0 * 0.2, rel=1e-9)


@settings(deadline=None, max_examples=60)
@given(
    data=st.lists(
        st.tuples(st.floats(1.0, 30.0), st.floats(0.05, 1.0)), min_size=4, max_size=12
    )
)
def test_carrolls_equation_is_solved(data):
    """F = 1 / (1 − A F / ∑ A F), wherever no face is half of all."""
    area = np.array([one for one, _ in data])
    if area.max() > 0.4 * area.sum():
        return
    star = star_factors(area, np.ones_like(area))
    view = star / area
    assert view == pytest.approx(1.0 / (1.0 - star / star.sum()), rel=1e-8)
    grey = star_factors(area, np.array([one for _, one in data]))
    emissivity = np.array([one for _, one in data])
    assert 1.0 / grey == pytest.approx(
        1.0 / star + (1.0 - emissivity) / (emissivity * area), rel=1e-9
    )


@settings(deadline=None, max_examples=60)
@given(
    area=st.lists(st.floats(0.01, 100.0), min_size=1, max_size=10),
    emissivity=st.floats(0.05, 1.0),
)
def test_no_face_exchanges_more_than_it_can(area, emissivity):
    """Finite, above zero, and never more than what a face can emit in all."""
    star = star_factors(np.array(area), np.full(len(area), emissivity))
    assert np.all(np.isfinite(star))
    assert np.all(star > 0.0)
    between = np.outer(star, star) / star.sum()
    np.fill_diagonal(between, 0.0)
    assert np.all(between.sum(axis=1) <= emissivity * np.array(area) * (1.0 + 1e-9))


def opposite(x, y):
    """View factor of two equal parallel rectangles, sides over distance."""
    both = 1.0 + x * x + y * y
    value = 0.5 * math.log((1.0 + x * x) * (1.0 + y * y) / both)
    value += x * math.sqrt(1.0 + y * y) * math.atan(x / math.sqrt(1.0 + y * y))
    value += y * math.sqrt(1.0 + x * x) * math.atan(y / math.sqrt(1.0 + x * x))
    value -= x * math.atan(x) + y * math.atan(y)
    return 2.0 * value / (math.pi * x * y)


def box_views(a, b, c):
    """Areas and view factors of a box: floor, roof, and two pairs of walls.

    Opposite faces by the closed form, the others by closure and reciprocity.
    """
    area = np.array([a * b, a * b, a * c, a * c, b * c, b * c])
    own = [opposite(a / c, b / c), opposite(a / b, c / b), opposite(b / a, c / a)]
    rest = [(1.0 - one) * size / 2.0 for one, size in zip(own, area[::2], strict=True)]
    pairs = {
        (0, 1): (rest[0] + rest[1] - rest[2]) / 2.0,
        (0, 2): (rest[0] + rest[2] - rest[1]) / 2.0,
        (1, 2): (rest[1] + rest[2] - rest[0]) / 2.0,
    }
    views = np.zeros((6, 6))
    for i in range(6):
        for j in range(6):
            one, other = sorted((i // 2, j // 2))
            if one != other:
                views[i, j] = pairs[(one, other)] / area[i]
            elif i != j:
                views[i, j] = own[one]
    return area, views


@pytest.mark.parametrize(
    ("size", "close"),
    [((3.0, 3.0, 3.0), 3e-4), ((4.0, 5.0, 2.7), 0.03), ((8.0, 6.0, 2.7), 0.04)],
)
@pytest.mark.parametrize("emissivity", [0.9, 0.3])
def test_a_room_radiates_as_with_all_its_view_factors(size, close, emissivity):
    """Oracle: radiosity with exact view factors of a box, each face warm in turn."""
    area, views = box_views(*size)
    assert views.sum(axis=1) == pytest.approx(1.0)
    back = 1.0 - emissivity
    star = star_factors(area, np.full(6, emissivity))
    for warm in range(6):
        black = np.zeros(6)
        black[warm] = 1.0
        radiosity = np.linalg.solve(np.eye(6) - back * views, emissivity * black)
        exact = area * (radiosity - views @ radiosity)
        mean = star @ black / star.sum()
        ours = star * (black - mean)
        assert ours.sum() == pytest.approx(0.0, abs=1e-12)
        assert np.abs(ours - exact).max() < close * exact[warm]


FACES = st.lists(
    st.tuples(
        st.floats(0.5, 40.0),
        st.floats(0.05, 0.95),
        st.floats(0.0, 0.9),
        st.floats(0.0, 1.0),
    ),
    min_size=2,
    max_size=10,
)


def arrays(data):
    area, absorbed, passed, first = (np.array(one) for one in zip(*data, strict=True))
    first = first + 1e-3
    return area, absorbed, (1.0 - absorbed) * passed, first / first.sum()


@settings(deadline=None)
@given(data=FACES)
def test_all_light_ends_somewhere(data):
    shares, lost = light_shares(*arrays(data))
    assert np.all(shares >= 0.0)
    assert lost >= 0.0
    assert shares.sum() + lost == pytest.approx(1.0, rel=1e-12)


@settings(deadline=None, max_examples=30)
@given(data=FACES)
def test_light_ends_where_following_every_bounce_says(data):
    """Oracle: each bounce in turn, until nothing is left."""
    area, absorbed, passed, first = arrays(data)
    ends, out, hit = np.zeros(len(area)), 0.0, first
    for _ in range(2000):
        ends += absorbed * hit
        out += float(passed @ hit)
        back = (1.0 - absorbed - passed) * hit
        hit = np.array(
            [
                sum(
                    back[j] * area[i] / (area.sum() - area[j])
                    for j in range(len(area))
                    if j != i
                )
                for i in range(len(area))
            ]
        )
        if hit.sum() < 1e-14:
            break
    shares, lost = light_shares(area, absorbed, passed, first)
    assert shares == pytest.approx(ends, abs=1e-9)
    assert lost == pytest.approx(out, abs=1e-9)


def test_black_faces_keep_what_falls_on_them():
    first = np.array([0.7, 0.2, 0.1])
    area = np.array([10.0, 20.0, 5.0])
    shares, lost = light_shares(area, np.ones(3), np.zeros(3), first)
    assert shares.tolist() == first.tolist()
    assert lost == 0.0


def test_one_bounce_falls_on_the_others_by_area_and_not_on_itself():
    area = np.array([10.0, 20.0, 5.0, 15.0])
    absorbed = np.array([0.6, 1.0, 1.0, 1.0])
    first = np.array([1.0, 0.0, 0.0, 0.0])
    shares, _ = light_shares(area, absorbed, np.zeros(4), first)
    assert shares == pytest.approx([0.6, *(0.4 * area[1:] / 40.0)], rel=1e-12)


def test_mirrors_forget_where_the_light_fell():
    """Faces that absorb next to nothing fill with light as A (∑A − A)."""
    area = np.array([10.0, 20.0, 5.0, 15.0])
    little = np.full(4, 1e-7)
    expected = area * (area.sum() - area)
    expected /= expected.sum()
    for place in range(4):
        first = np.eye(4)[place]
        shares, _ = light_shares(area, little, np.zeros(4), first)
        assert shares == pytest.approx(expected, rel=1e-4)


def test_glass_among_black_walls_loses_its_own_light_only():
    area = np.array([10.0, 20.0, 4.0])
    absorbed, passed = np.array([1.0, 1.0, 0.1]), np.array([0.0, 0.0, 0.7])
    shares, lost = light_shares(area, absorbed, passed, np.array([0.0, 0.0, 1.0]))
    assert lost == pytest.approx(0.7)
    assert shares == pytest.approx([0.2 / 3.0, 0.4 / 3.0, 0.1])


def test_a_face_alone_keeps_all_light_and_exchanges_with_itself():
    """A room whose walls are one element, as a hollow sphere."""
    shares, lost = light_shares(
        np.array([50.0]), np.array([0.3]), np.zeros(1), np.ones(1)
    )
    assert shares == pytest.approx([1.0])
    assert lost == 0.0
    assert star_factors(np.array([50.0]), np.array([0.9])) == pytest.approx([45.0])
