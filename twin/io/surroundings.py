"""What stands before a face: horizon profile and visible sky, by casting rays.

Rays leave a point at even steps of azimuth. Each one finds, in every footprint, the
nearest wall; the tallest angle among them is the horizon in that direction. Ground is
taken as level, roofs as flat, and only buildings obstruct.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import BoolArray, FloatArray, IntArray
from twin.io.plan import Point
from twin.model.zone import HORIZON_SECTORS, Exposure

RAYS_PER_SECTOR: Final = 5
"""Rays in each sector of the horizon, evenly spaced [-]."""

LEAST_ANGLE: Final = 0.5
"""Walls that cannot rise higher above the horizon are left out [°]."""

STAND_OFF: Final = 0.01
"""Distance of the viewpoint from its wall [m]."""

_RAYS: Final = HORIZON_SECTORS * RAYS_PER_SECTOR
_AZIMUTHS: Final[FloatArray] = (np.arange(_RAYS) + 0.5) * np.float64(360.0 / _RAYS)
_LEAST_SLOPE: Final = math.tan(math.radians(LEAST_ANGLE))
_EPS: Final = 1e-9
_DIGITS: Final = 6
"""Digits that are kept, so that equal places have equal exposures [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A building as an obstruction."""

    outline: tuple[Point, ...]
    """Corners in local metres, not closed [m]."""
    height: float
    """Height above ground [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What can be seen from a point: the walls that each ray meets."""

    rays: IntArray
    """Rays that were cast; the others see nothing."""
    inverse_distance: FloatArray
    """One over the distance to each wall, zero where missed, ``(ray, wall)`` [1/m]."""
    wall_heights: FloatArray
    """Height of each wall above ground [m]."""
    around: float
    """Height of the buildings in which the point itself stands [m]."""


class Scene:
    """Walls of a community, ready to be looked at.

    Parameters
    ----------
    blocks
        Buildings that obstruct.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        starts = [np.array(one.outline) for one in blocks] or [np.zeros((0, 2))]
        ends = [np.roll(one, -1, axis=0) for one in starts]
        heights = np.array([one.height for one in blocks] or [0.0])
        counts = [len(one) for one in starts]
        self._start = np.concatenate(starts)
        self._end = np.concatenate(ends)
        self._reach = 0.5 * np.hypot(*(self._end - self._start).T)
        self._owner = np.repeat(np.arange(len(counts)), counts)
        self._block_heights = heights
        self._heights = heights[self._owner]

    def look(self, point: Point, azimuth: float | None, level: float) -> View:
        """Return what can be seen from a point.

        Parameters
        ----------
        point
            East and north in local metres [m].
        azimuth
            Direction in whose half of the horizon to look; None for all around [°].
        level
            Height below which walls hide nothing [m].

        Returns
        -------
        View
            Walls met by each ray.
        """
        rays = np.arange(_RAYS)
        middle = 0.5 * (self._start + self._end) - point
        nearest = np.hypot(middle[:, 0], middle[:, 1]) - self._reach
        is_near = self._heights - level > np.maximum(nearest, 0.0) * _LEAST_SLOPE
        if azimuth is not None:
            rays = rays[np.cos(np.radians(_AZIMUTHS - azimuth)) > _EPS]
            normal = np.array(_direction(azimuth))
            ahead = np.maximum(
                (self._start - point) @ normal, (self._end - point) @ normal
            )
            is_near &= ahead > 0.0
        hits = _cast(point, _AZIMUTHS[rays], self._start[is_near], self._end[is_near])
        return View(
            rays=rays.astype(np.int64),
            inverse_distance=hits,
            wall_heights=self._heights[is_near],
            around=self._around(point),
        )

    def _around(self, point: Point) -> float:
        """Return the height of the buildings in which a point stands [m]."""
        ray = _cast(point, _AZIMUTHS[:1], self._start, self._end)[0]
        number = len(self._block_heights)
        crossings = np.bincount(self._owner[ray > 0.0], minlength=number)
        return float(self._block_heights[crossings % 2 == 1].max(initial=0.0))


def _direction(azimuth: float) -> Point:
    """Return the unit vector of an azimuth."""
    return math.sin(math.radians(azimuth)), math.cos(math.radians(azimuth))


def _cast(
    point: Point, azimuths: FloatArray, start: FloatArray, end: FloatArray
) -> FloatArray:
    """Return one over the distance at which each ray meets each wall [1/m]."""
    east = np.sin(np.radians(azimuths))[:, None]
    north = np.cos(np.radians(azimuths))[:, None]
    to_x, to_y = start[:, 0] - point[0], start[:, 1] - point[1]
    run_x, run_y = end[:, 0] - start[:, 0], end[:, 1] - start[:, 1]
    cross = east * run_y - north * run_x
    reach = to_x * run_y - to_y * run_x
    safe = np.where(np.abs(cross) > _EPS, cross, np.inf)
    place = (to_x * north - to_y * east) / safe
    distance = reach / safe
    is_hit = (distance > _EPS) & (place >= 0.0) & (place < 1.0)
    return np.where(is_hit, 1.0 / np.where(is_hit, distance, 1.0), 0.0)


def wall_exposure(
    scene: Scene, middle: Point, azimuth: float, levels: Sequence[float]
) -> list[Exposure]:
    """Return the exposures of a wall at several heights.

    Parameters
    ----------
    scene
        Buildings that obstruct; the wall's own building may be among them.
    middle
        Middle of the wall in local metres [m].
    azimuth
        Direction of the outward normal, clockwise from north [°].
    levels
        Heights of the viewpoints above ground [m].

    Returns
    -------
    list[Exposure]
        One for each level. Sectors behind the wall are free.
    """
    east, north = _direction(azimuth)
    point = (middle[0] + STAND_OFF * east, middle[1] + STAND_OFF * north)
    view = scene.look(point, azimuth, min(levels))
    facing = np.cos(np.radians(_AZIMUTHS - azimuth))
    is_front = facing > _EPS
    exposures = []
    for level in levels:
        angles = _elevation(view, level)
        # Share of a vertical face's sky in each ray: the integral of cos² from the
        # obstruction to the zenith, over the same integral from the level horizon.
        share = 1.0 - (2.0 * angles + np.sin(2.0 * angles)) / math.pi
        weight = np.where(is_front, facing, 0.0)
        exposures.append(
            Exposure(
                tilt=90.0,
                azimuth=round(azimuth, _DIGITS) % 360.0,
                horizon=_sectors(angles, is_front),
                sky_view=_fraction(float((weight * share).sum() / weight.sum())),
            )
        )
    return exposures


def roof_exposure(scene: Scene, middle: Point, level: float) -> Exposure:
    """Return the exposure of a flat roof.

    Parameters
    ----------
    scene
        Buildings that obstruct; the roof's own building may be among them.
    middle
        Middle of the roof in local metres [m].
    level
        Height of the roof above ground [m].

    Returns
    -------
    Exposure
        Horizon and visible sky of the roof.
    """
    angles = _elevation(scene.look(middle, None, level), level)
    return Exposure(
        tilt=0.0,
        azimuth=0.0,
        horizon=_sectors(angles, np.ones(_RAYS, dtype=np.bool_)),
        sky_view=_fraction(float(np.mean(np.cos(angles) ** 2))),
    )


def _elevation(view: View, level: float) -> FloatArray:
    """Return the elevation of the obstruction in each ray [rad]."""
    angles = np.zeros(_RAYS)
    if view.around > level + _EPS:
        angles[view.rays] = 0.5 * math.pi
        return angles
    rise = np.maximum(view.wall_heights - level, 0.0)
    slopes = (view.inverse_distance * rise).max(axis=1, initial=0.0)
    angles[view.rays] = np.arctan(slopes)
    return angles


def _sectors(angles: FloatArray, counts: BoolArray) -> tuple[float, ...]:
    """Return the mean elevation in each sector, over the rays that count [°]."""
    shape = (HORIZON_SECTORS, RAYS_PER_SECTOR)
    total = np.where(counts, angles, 0.0).reshape(shape).sum(axis=1)
    number = np.maximum(counts.reshape(shape).sum(axis=1), 1)
    return tuple(round(float(one), _DIGITS) for one in np.degrees(total / number))


def _fraction(value: float) -> float:
    """Return a share between 0 and 1 with the digits that are kept."""
    return round(min(max(value, 0.0), 1.0), _DIGITS)
