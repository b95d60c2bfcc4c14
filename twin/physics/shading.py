"""Shadows of overhangs and fins on a face, and the sky that they leave.

Shades are black, opaque and stand at right angles to the face. Theory:
docs/theory/windows.md.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.model.zone import Exposure, Fin, Overhang, Window
from twin.weather.sun import SunYear, incidence_cosine

_GRAZING: Final = 1e-6  # cosine of incidence below which no beam counts
_RADII: Final = 24  # nodes of the hemisphere, by distance from the normal
_TURNS: Final = 48  # and around it, for the upper half and for the lower half
_CONTINUOUS: Final = 1e3  # m, what a continuous overhang reaches beyond a window

Shades = tuple[float, float, tuple[Overhang, ...], tuple[Fin, ...]]
"""Width and height of a face [m], its overhangs and its fins."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rays:
    """Directions of light by how far they go along the face per distance from it."""

    right: FloatArray
    """Tangent to the right, seen from outside, ``(ray,)`` [-]."""
    up: FloatArray
    """Tangent upwards in the face, ``(ray,)`` [-]."""


def window_shades(window: Window) -> Shades:
    """Return the size of a window and everything that shades it.

    Parameters
    ----------
    window
        Window; without a width, its area over its height counts, and
        `overhang_depth` is a continuous overhang at the head.

    Returns
    -------
    Shades
        The last four arguments of `sunlit_share`.
    """
    width = window.width or window.area / window.height
    overhangs = window.overhangs
    if window.overhang_depth > 0.0:
        continuous = Overhang(
            depth=window.overhang_depth,
            extension_left=_CONTINUOUS,
            extension_right=_CONTINUOUS,
        )
        overhangs = (*overhangs, continuous)
    return width, window.height, overhangs, window.fins


def sunlit_share(
    sun: SunYear,
    exposure: Exposure,
    width: float,
    height: float,
    overhangs: tuple[Overhang, ...],
    fins: tuple[Fin, ...],
) -> FloatArray:
    """Return the share of a rectangle that the sun reaches past its shades.

    The union of all shadows is exact for a rectangle of any tilt under any number of
    shades; overhangs stand at right angles to the face. The horizon of the exposure
    is not looked at.

    Parameters
    ----------
    sun
        Sun of the year; the middle of the hour stands for the hour.
    exposure
        Direction of the face.
    width
        Width of the rectangle [m].
    height
        Height of the rectangle, along its slope [m].
    overhangs
        Shades above it.
    fins
        Shades beside it.

    Returns
    -------
    FloatArray
        Share, 0 where the sun is behind the face or below the horizon, ``(hour,)``
        [-].
    """
    front = incidence_cosine(sun, exposure.tilt, exposure.azimuth)
    is_lit = front > _GRAZING
    share = np.where(is_lit, 1.0, 0.0)
    if not (overhangs or fins):
        return share
    elevation = np.radians(sun.sun_elevation[is_lit])
    turn = np.radians(sun.sun_azimuth[is_lit] - exposure.azimuth)
    tilt = np.radians(exposure.tilt)
    level = np.cos(elevation)
    upwards = np.sin(elevation) * np.sin(tilt) - level * np.cos(tilt) * np.cos(turn)
    rays = _Rays(
        right=-level * np.sin(turn) / front[is_lit], up=upwards / front[is_lit]
    )
    share[is_lit] = _lit_share(rays, width, height, overhangs, fins)
    return share


@lru_cache(maxsize=256)
def sky_share(
    width: float,
    height: float,
    overhangs: tuple[Overhang, ...],
    fins: tuple[Fin, ...],
) -> tuple[float, float]:
    r"""Return what shades leave of the diffuse light on an upright rectangle.

    Directions are spread evenly over the projected hemisphere, on which isotropic
    light is uniform, and the lit share of each is exact:

    .. math:: s = \frac{2}{\pi} \int_0^{\pi}\!\!\int_0^1
              s_\mathrm{lit}(\rho, \varphi)\,\rho\,d\rho\,d\varphi

    Parameters
    ----------
    width
        Width of the rectangle [m].
    height
        Height of the rectangle [m].
    overhangs
        Shades above it.
    fins
        Shades beside it.

    Returns
    -------
    tuple of float
        Share of the light of the uniform sky and of the uniform ground that still
        arrives; 1 without shades [-].

    Notes
    -----
    Within 0.001 of the view factor of a long overhang (depth 0.1 to 5 heights).
    """
    radius, radius_weight = _gauss(_RADII)
    turn, turn_weight = _gauss(_TURNS)
    radius, turn = np.meshgrid(radius, np.pi * turn, indexing="ij")
    weight = np.outer(radius_weight, turn_weight) * 2.0 * radius
    away = np.sqrt(1.0 - radius**2)
    right, up = radius * np.cos(turn) / away, radius * np.sin(turn) / away
    shares = []
    for half in (up, -up):
        rays = _Rays(right=right.ravel(), up=half.ravel())
        lit = _lit_share(rays, width, height, overhangs, fins)
        shares.append(float(lit @ weight.ravel()))
    return shares[0], shares[1]


def _gauss(count: int) -> tuple[FloatArray, FloatArray]:
    """Return nodes and weights between 0 and 1."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return 0.5 * (nodes + 1.0), 0.5 * weights


def _lit_share(
    rays: _Rays,
    width: float,
    height: float,
    overhangs: tuple[Overhang, ...],
    fins: tuple[Fin, ...],
) -> FloatArray:
    """Return the share of the rectangle outside all shadows, for each ray.

    Every shadow is a parallelogram whose edges are level, upright, or slant like the
    ray. Between the heights at which edges end or cross, the lit width is linear in
    the height, so the middle of each slice gives its area exactly.
    """
    heights = _break_heights(rays, width, height, overhangs, fins)
    middle = 0.5 * (heights[:, 1:] + heights[:, :-1])
    shadows = [_overhang_shadow(rays, middle, width, height, one) for one in overhangs]
    shadows += [_fin_shadow(rays, middle, width, height, one) for one in fins]
    starts = np.clip([shadow[0] for shadow in shadows], 0.0, width)
    ends = np.clip([shadow[1] for shadow in shadows], 0.0, width)
    order = np.argsort(starts, axis=0)
    starts = np.take_along_axis(starts, order, axis=0)
    ends = np.take_along_axis(ends, order, axis=0)
    reached = np.zeros_like(middle)
    lit = np.zeros_like(middle)
    for start, end in zip(starts, ends, strict=True):
        lit += np.maximum(start - reached, 0.0)
        reached = np.maximum(reached, end)
    lit += width - reached
    return np.asarray((lit * np.diff(heights)).sum(axis=1) / (width * height))


def _overhang_shadow(
    rays: _Rays, level: FloatArray, width: float, height: float, overhang: Overhang
) -> tuple[FloatArray, FloatArray]:
    """Return from where to where an overhang shades at each height; equal if not."""
    up, right = rays.up[:, None], rays.right[:, None]
    is_above = up > 0.0
    away = (height + overhang.above - level) / np.where(is_above, up, 1.0)
    is_hit = is_above & (away >= 0.0) & (away <= overhang.depth)
    start = -overhang.extension_left - away * right
    end = width + overhang.extension_right - away * right
    return start, np.where(is_hit, end, start)


def _fin_shadow(
    rays: _Rays, level: FloatArray, width: float, height: float, fin: Fin
) -> tuple[FloatArray, FloatArray]:
    """Return from where to where a fin shades at each height; equal if not."""
    up, right = rays.up[:, None], rays.right[:, None]
    place = _fin_place(width, fin)
    slope = np.where(up == 0.0, _GRAZING**2, up)
    top = (height + fin.extension_above - level) / slope
    bottom = (-fin.extension_below - level) / slope
    near = np.clip(np.minimum(top, bottom), 0.0, fin.depth)
    far = np.clip(np.maximum(top, bottom), 0.0, fin.depth)
    one, other = place - near * right, place - far * right
    return np.minimum(one, other), np.maximum(one, other)


def _fin_place(width: float, fin: Fin) -> float:
    """Return where the plane of a fin meets the face, from the left edge."""
    return -fin.distance if fin.is_left else width + fin.distance


def _break_heights(
    rays: _Rays,
    width: float,
    height: float,
    overhangs: tuple[Overhang, ...],
    fins: tuple[Fin, ...],
) -> FloatArray:
    """Return the heights, in order, between which no edges end or cross.

    The corners of a fin's shadow are crossings of its upright and its slanted edges.
    """
    none = np.zeros_like(rays.up)
    rows = [none, none + height]
    uprights = [none, none + width]
    slants: list[tuple[float, float]] = []
    for overhang in overhangs:
        top = height + overhang.above
        rows.append(top - overhang.depth * rays.up)
        slants.append((-overhang.extension_left, top))
        slants.append((width + overhang.extension_right, top))
    for fin in fins:
        place = _fin_place(width, fin)
        uprights += [none + place, place - fin.depth * rays.right]
        slants.append((place, height + fin.extension_above))
        slants.append((place, -fin.extension_below))
    is_upright = rays.right == 0.0
    rise = np.where(is_upright, 0.0, rays.up / np.where(is_upright, 1.0, rays.right))
    for upright in uprights:
        rows += [end + (upright - start) * rise for start, end in slants]
    return np.sort(np.clip(np.stack(rows, axis=1), 0.0, height), axis=1)
