"""Plane polygons in space: area, direction, and place in the building."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.io.energyplus.objects import Model, Object, fold

_AXES: Final = ("x", "y", "z")
_LEAST_VERTICES: Final = 3
_LEAST_AREA: Final = 1e-6  # m²
_HORIZONTAL: Final = 1e-9


def area_vector(points: FloatArray) -> FloatArray:
    """Return the outward normal of a polygon, as long as its area (Newell).

    Parameters
    ----------
    points
        Vertices, counter-clockwise seen from outside, shape ``(vertex, 3)`` [m].

    Returns
    -------
    FloatArray
        Normal, shape ``(3,)`` [m²].
    """
    ahead = np.roll(points, -1, axis=0)
    return np.asarray(0.5 * np.cross(points, ahead).sum(axis=0))


def area_of(points: FloatArray) -> float:
    """Return the area of a plane polygon.

    Parameters
    ----------
    points
        Vertices, shape ``(vertex, 3)`` [m].

    Returns
    -------
    float
        Area [m²].
    """
    return float(np.linalg.norm(area_vector(points)))


def tilt_and_azimuth(points: FloatArray) -> tuple[float, float]:
    """Return where a polygon looks.

    Parameters
    ----------
    points
        Vertices, x east, y north, z up, shape ``(vertex, 3)`` [m].

    Returns
    -------
    tuple[float, float]
        Tilt from the horizontal, 0 looks up, and azimuth clockwise from north, zero
        for horizontal ones [°, °].
    """
    normal = area_vector(points)
    unit = normal / np.linalg.norm(normal)
    tilt = math.degrees(math.acos(min(max(float(unit[2]), -1.0), 1.0)))
    if math.hypot(unit[0], unit[1]) < _HORIZONTAL:
        return tilt, 0.0
    return tilt, math.degrees(math.atan2(unit[0], unit[1])) % 360.0


def volume_of(faces: list[FloatArray]) -> float:
    """Return the volume that faces with outward normals enclose.

    Parameters
    ----------
    faces
        Polygons, each of shape ``(vertex, 3)`` [m].

    Returns
    -------
    float
        Volume by the divergence theorem [m³].
    """
    total = sum(float(area_vector(one) @ one.mean(axis=0)) for one in faces)
    return total / 3.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Axes in the plane of an upright face, seen from outside."""

    origin: FloatArray
    right: FloatArray
    up: FloatArray
    out: FloatArray

    def place(self, points: FloatArray) -> FloatArray:
        """Return points along right, up and out of the face.

        Parameters
        ----------
        points
            Shape ``(vertex, 3)`` [m].

        Returns
        -------
        FloatArray
            Shape ``(vertex, 3)`` [m].
        """
        axes = np.column_stack([self.right, self.up, self.out])
        return np.asarray((points - self.origin) @ axes)


def frame_of(points: FloatArray) -> Frame | None:
    """Return the axes of an upright face, None for one that lies or leans.

    Parameters
    ----------
    points
        Vertices, shape ``(vertex, 3)`` [m].

    Returns
    -------
    Frame | None
        Axes with their origin in the first vertex.
    """
    normal = area_vector(points)
    out = normal / np.linalg.norm(normal)
    if abs(float(out[2])) > 1e-3:  # noqa: PLR2004 - a twentieth of a degree
        return None
    up = np.array([0.0, 0.0, 1.0])
    return Frame(origin=points[0], right=np.cross(up, out), up=up, out=out)


class Placement:
    """Brings vertices of all zones into one set of axes, x east and y north.

    Parameters
    ----------
    model
        Model with its zones, its north axis and its rules of geometry.
    """

    def __init__(self, model: Model) -> None:
        rules = model.only("GlobalGeometryRules")
        system = fold(rules.text("coordinate_system", "Relative"))
        self._is_relative = system == "relative"
        entry = fold(rules.text("vertex_entry_direction", "Counterclockwise"))
        self._is_clockwise = entry == "clockwise"
        self._north = model.only("Building").number("north_axis", 0.0)
        self._zones = {fold(one.name): one for one in model.every("Zone")}
        if not self._is_relative and self._north:
            rules.note("world coordinates: the building's north axis does not count")

    def polygon(self, item: Object, zone: str = "") -> FloatArray | None:
        """Return the vertices of an object, outward normal, or record a problem.

        Parameters
        ----------
        item
            Object with vertices.
        zone
            Zone whose coordinates it is given in, empty for those of the building.

        Returns
        -------
        FloatArray | None
            Shape ``(vertex, 3)``, None where they are no polygon [m].
        """
        rows = _vertices(item)
        if len(rows) < _LEAST_VERTICES:
            item.refuse("vertices", "needs at least three vertices", len(rows))
            return None
        points = np.array(rows)
        if not np.isfinite(points).all():
            return None
        if self._is_clockwise:
            points = points[::-1].copy()
        placed = self._move(points, self._zones.get(fold(zone)))
        if area_of(placed) < _LEAST_AREA:
            item.refuse("vertices", "encloses no area")
            return None
        return placed

    def _move(self, points: FloatArray, zone: Object | None) -> FloatArray:
        """Return points in axes of the world."""
        if not self._is_relative:
            return points
        if zone is not None:
            origin = [zone.number(f"{axis}_origin", 0.0) for axis in _AXES]
            turn = zone.number("direction_of_relative_north", 0.0)
            points = turn_clockwise(points, turn) + origin
        return turn_clockwise(points, self._north)


def turn_clockwise(points: FloatArray, azimuth: float) -> FloatArray:
    """Return points turned about the upright axis.

    Parameters
    ----------
    points
        Shape ``(vertex, 3)`` [m].
    azimuth
        Angle, clockwise seen from above [°].

    Returns
    -------
    FloatArray
        Shape ``(vertex, 3)`` [m].
    """
    angle = math.radians(-azimuth)
    cos, sin = math.cos(angle), math.sin(angle)
    matrix = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    return np.asarray(points @ matrix.T)


def _vertices(item: Object) -> list[tuple[float, ...]]:
    """Return the vertices, from a list or from numbered fields."""
    if "vertices" in item.fields:
        rows = [
            Object(item.kind, item.name, row, item.findings)
            for row in item.rows("vertices")
        ]
        names = [[f"vertex_{axis}_coordinate" for axis in _AXES]] * len(rows)
    else:
        count = 0
        while f"vertex_{count + 1}_x_coordinate" in item.fields:
            count += 1
        rows = [item] * count
        names = [
            [f"vertex_{number + 1}_{axis}_coordinate" for axis in _AXES]
            for number in range(count)
        ]
    return [
        tuple(row.number(name) for name in three)
        for row, three in zip(rows, names, strict=True)
    ]
