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

from twin.ground.types import BoolArray, FloatArray
from twin.io.plan import Point
from twin.model.zone import HORIZON_SECTORS, Exposure

RAYS_PER_SECTOR: Final = 5
"""Rays in each sector of the horizon, evenly spaced [-]."""

STAND_OFF: Final = 0.01
"""Distance of the viewpoint from its wall [m]."""

_RAYS: Final = HORIZON_SECTORS * RAYS_PER_SECTOR
_AZIMUTHS: Final = (np.arange(_RAYS) + 0.5) * (360.0 / _RAYS)
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
        starts = [np.array(one.outline) for one in blocks]
        ends = [np.roll(one, -1, axis=0) for one in starts]
        counts = [len(one) for one in starts]
        self._start = np.concatenate(starts) if blocks else np.zeros((0, 2))
        self._run = np.concatenate(ends) - self._start if blocks else self._start
        self._heights = np.repeat([one.height for one in blocks], counts)
        self._owner = np.repeat(np.arange(len(blocks)), counts)
        self._block_heights = np.array([one.height for one in blocks])

    def look(self, point: Point) -> View:
        """Return what can be seen from a point in every direction.

        Parameters
        ----------
        point
            East and north in local metres [m].

        Returns
        -------
        View
            Walls met by each ray.
        """
        east = np.sin(np.radians(_AZIMUTHS))[:, None]
        north = np.cos(np.radians(_AZIMUTHS))[:, None]
        to_x, to_y = self._start[:, 0] - point[0], self._start[:, 1] - point[1]
        run_x, run_y = self._run[:, 0], self._run[:, 1]
        cross = east * run_y - north * run_x
        safe = np.where(np.abs(cross) > _EPS, cross, np.inf)
        distance = (to_x * run_y - to_y * run_x) / safe
        place = (to_x * north - to_y * east) / safe
        is_hit = (distance > _EPS) & (place >= 0.0) & (place < 1.0)
        is_hit &= np.isfinite(safe)
        inverse = np.where(is_hit, 1.0 / np.where(is_hit, distance, 1.0), 0.0)
        crossings = np.bincount(
            self._owner[is_hit[0]], minlength=len(self._block_heights)
        )
        inside = self._block_heights[crossings % 2 == 1]
        return View(
            inverse_distance=inverse,
            wall_heights=np.asarray(self._heights, dtype=np.float64),
            around=float(inside.max(initial=0.0)),
        )


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
    normal = math.radians(azimuth)
    point = (
        middle[0] + STAND_OFF * math.sin(normal),
        middle[1] + STAND_OFF * math.cos(normal),
    )
    view = scene.look(point)
    facing = np.cos(np.radians(_AZIMUTHS - azimuth))
    is_front = facing > _EPS
    exposures = []
    for level in levels:
        angles = np.where(is_front, _elevation(view, level), 0.0)
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
    angles = _elevation(scene.look(middle), level)
    return Exposure(
        tilt=0.0,
        azimuth=0.0,
        horizon=_sectors(angles, np.ones(_RAYS, dtype=np.bool_)),
        sky_view=_fraction(float(np.mean(np.cos(angles) ** 2))),
    )


def _elevation(view: View, level: float) -> FloatArray:
    """Return the elevation of the obstruction in each ray [rad]."""
    if view.around > level + _EPS:
        return np.full(_RAYS, 0.5 * math.pi)
    rise = np.maximum(view.wall_heights - level, 0.0)
    slopes = (view.inverse_distance * rise).max(axis=1, initial=0.0)
    return np.asarray(np.arctan(slopes))


def _sectors(angles: FloatArray, counts: BoolArray) -> tuple[float, ...]:
    """Return the mean elevation in each sector, over the rays that count [°]."""
    shape = (HORIZON_SECTORS, RAYS_PER_SECTOR)
    total = np.where(counts, angles, 0.0).reshape(shape).sum(axis=1)
    number = np.maximum(counts.reshape(shape).sum(axis=1), 1)
    return tuple(round(float(one), _DIGITS) for one in np.degrees(total / number))


def _fraction(value: float) -> float:
    """Return a share between 0 and 1 with the digits that are kept."""
    return round(min(max(value, 0.0), 1.0), _DIGITS)
