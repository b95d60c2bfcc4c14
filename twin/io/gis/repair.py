"""Footprints as layers have them, made fit for a plan, and what was done to each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import shapely
from pyproj import Transformer
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from twin.ground.errors import Problem
from twin.io.footprint import AREA_RANGE, OVERLAP, REACH
from twin.io.gis.layer import Shape
from twin.io.plan import Point

STRAIGHT: Final = 0.05
"""Corners that stand out less than this are dropped [m]."""
SLIVER: Final = 0.02
"""Largest share of the area that mending a crossing may change [-]."""
WITHIN: Final = 0.9
"""From this share of its area on, a footprint lies on another one [-]."""
CUT: Final = 0.1
"""Up to this share of the smaller footprint, an overlap is cut off [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Something that was done to a footprint, or the footprint left out."""

    path: str
    """Where the feature stands."""
    text: str
    """What was done."""
    is_left_out: bool = False
    """Whether no building comes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """An outline that a building can have."""

    shape: Shape
    part: int
    """Number of its part among several, from 1; 0 where there is one [-]."""
    outline: tuple[Point, ...]
    """Corners in local metres, first not repeated [m]."""

    @property
    def area(self) -> float:
        """Area [m²]."""
        return float(Polygon(self.outline).area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """Footprints of a layer."""

    footprints: tuple[Footprint, ...]
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]


def repair(shapes: Sequence[Shape], local: Transformer) -> Repaired:
    """Return the footprints of a layer, mended where that is safe.

    Parameters
    ----------
    shapes
        Features in longitude and latitude.
    local
        From degrees to local metres.

    Returns
    -------
    Repaired
        Footprints in order of the file; what was mended or left out, and what cannot
        be: outlines that cross themselves, lie far away, are too large or share a
        good part of each other.
    """
    repairs: list[Repair] = []
    problems: list[Problem] = []
    found: list[Footprint] = []
    for shape in shapes:
        parts = _parts(shape, repairs)
        for number, part in enumerate(parts, start=1):
            one = _mend(shape, number if len(parts) > 1 else 0, part, local, repairs)
            if isinstance(one, Problem):
                problems.append(one)
            elif one is not None:
                found.append(one)
    kept = _part_overlaps(found, repairs, problems)
    return Repaired(
        footprints=tuple(kept), repairs=tuple(repairs), problems=tuple(problems)
    )


def _parts(shape: Shape, repairs: list[Repair]) -> list[Polygon]:
    """Return the polygons of a feature, left out with a line where there are none."""
    geometry = shape.geometry
    if geometry is None or geometry.is_empty:
        repairs.append(Repair(path=shape.path, text="has no outline", is_left_out=True))
        return []
    if geometry.geom_type == "Polygon":
        return [geometry]
    if geometry.geom_type == "MultiPolygon":
        parts = list(geometry.geoms)
        if len(parts) > 1:
            text = f"split into {len(parts)} buildings, one for each part"
            repairs.append(Repair(path=shape.path, text=text))
        return parts
    text = f"is a {geometry.geom_type}, not a polygon"
    repairs.append(Repair(path=shape.path, text=text, is_left_out=True))
    return []


def _mend(
    shape: Shape,
    part: int,
    polygon: Polygon,
    local: Transformer,
    repairs: list[Repair],
) -> Footprint | Problem | None:
    """Return a footprint, a problem, or nothing for what is too small."""
    where = f"{shape.path}.geometry"
    metres = shapely.transform(polygon, local.transform, interleaved=False)
    reach = shapely.hausdorff_distance(metres, shapely.Point(0.0, 0.0))
    if not reach <= REACH:
        message = (
            f"lies more than {REACH / 1000:.0f} km from the site; give the site.yaml "
            "of the place by --site"
        )
        return Problem(path=where, message=message, given=_degrees(polygon))
    if metres.interiors:
        inside = sum(Polygon(ring).area for ring in metres.interiors)
        text = f"{len(metres.interiors)} courtyards of {inside:.0f} m² closed"
        repairs.append(Repair(path=shape.path, text=text))
        metres = Polygon(metres.exterior)
    if not metres.is_valid:
        whole = shapely.make_valid(metres)
        best = max(_polygons(whole), key=lambda one: one.area, default=None)
        lost = 1.0 if best is None else abs(whole.area - best.area) / whole.area
        if best is None or lost > SLIVER:
            reason = explain_validity(polygon).partition("[")
            at = reason[2].rstrip("]").split()
            spot = f" at longitude {at[0]}, latitude {at[1]}" if len(at) > 1 else ""
            message = f"the outline is not simple: {reason[0].strip().lower()}{spot}"
            return Problem(path=where, message=message)
        text = f"a crossing of {100.0 * lost:.2f} % of the area cut off"
        repairs.append(Repair(path=shape.path, text=text))
        metres = Polygon(best.exterior)
    slim = shapely.simplify(metres, STRAIGHT)
    dropped = len(metres.exterior.coords) - len(slim.exterior.coords)
    if dropped > 0:
        text = f"{dropped} corners within {100 * STRAIGHT:.0f} cm of a line dropped"
        repairs.append(Repair(path=shape.path, text=text))
        metres = slim
    if metres.area < AREA_RANGE[0]:
        text = f"smaller than {AREA_RANGE[0]:.0f} m² ({metres.area:.1f} m²)"
        repairs.append(Repair(path=shape.path, text=text, is_left_out=True))
        return None
    if metres.area > AREA_RANGE[1]:
        message = f"area must be at most {AREA_RANGE[1]:.0f} m², is {metres.area:.0f}"
        return Problem(path=where, message=message)
    return Footprint(shape=shape, part=part, outline=_corners(metres))


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons in a geometry."""
    if geometry.geom_type == "Polygon":
        return [geometry]
    parts = getattr(geometry, "geoms", ())
    return [one for part in parts for one in _polygons(part)]


def _corners(polygon: Polygon) -> tuple[Point, ...]:
    """Return the corners of an outline, first not repeated."""
    return tuple((float(one[0]), float(one[1])) for one in polygon.exterior.coords[:-1])


def _degrees(polygon: Polygon) -> str:
    """Return where a polygon begins, for messages."""
    x, y = polygon.exterior.coords[0][:2]
    return f"{x:.5f}, {y:.5f}"


def _part_overlaps(
    found: list[Footprint], repairs: list[Repair], problems: list[Problem]
) -> list[Footprint]:
    """Return footprints that do not overlap: the smaller one gives way."""
    polygons = [Polygon(one.outline) for one in found]
    gone: set[int] = set()
    for i, j in _pairs(polygons):
        if i in gone or j in gone:
            continue
        shared = polygons[i].intersection(polygons[j]).area
        if shared <= OVERLAP:
            continue
        small, large = (i, j) if polygons[i].area < polygons[j].area else (j, i)
        share = shared / polygons[small].area
        other = found[large].shape.path
        path = found[small].shape.path
        if share >= WITHIN:
            text = f"lies on {other} with {100.0 * share:.0f} % of its area"
            repairs.append(Repair(path=path, text=text, is_left_out=True))
            gone.add(small)
            continue
        rest = polygons[small].difference(polygons[large])
        if share > CUT or rest.geom_type != "Polygon":
            message = f"overlaps {other} by {shared:.1f} m² ({100.0 * share:.0f} %)"
            problems.append(Problem(path=f"{path}.geometry", message=message))
            continue
        text = f"overlap with {other} of {shared:.1f} m² cut off"
        repairs.append(Repair(path=path, text=text))
        polygons[small] = Polygon(rest.exterior)
        found[small] = replace(found[small], outline=_corners(polygons[small]))
    return [one for number, one in enumerate(found) if number not in gone]


def _pairs(polygons: list[Polygon]) -> list[tuple[int, int]]:
    """Return pairs that touch, in order."""
    if not polygons:
        return []
    tree = shapely.STRtree(polygons)
    first, second = tree.query(polygons, predicate="intersects")
    pairs = zip(first.tolist(), second.tolist(), strict=True)
    return sorted((i, j) for i, j in pairs if i < j)
