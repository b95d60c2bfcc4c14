"""Footprints: from degrees to metres, and what is wrong with an outline."""

import math
from collections.abc import Sequence
from typing import Final

import shapely
from pyproj import Transformer
from shapely.geometry import Polygon
from shapely.validation import explain_validity

from twin.ground.errors import Problem
from twin.io.plan import Point

AREA_RANGE: Final = (10.0, 20_000.0)
"""Least and largest footprint area [m²]."""

OVERLAP: Final = 1.0
"""Largest overlap of two footprints [m²]."""

REACH: Final = 20_000.0
"""Largest distance of a footprint from the site [m]."""


def local_transformer(latitude: float, longitude: float) -> Transformer:
    """Return the projection from degrees to metres east and north of a place.

    Parameters
    ----------
    latitude
        Latitude of the origin, north positive [°].
    longitude
        Longitude of the origin, east positive [°].

    Returns
    -------
    Transformer
        Transverse Mercator on the WGS 84 ellipsoid with scale 1 at the origin.
    """
    target = (
        f"+proj=tmerc +lat_0={latitude:.9f} +lon_0={longitude:.9f} +k=1 "
        "+x_0=0 +y_0=0 +ellps=WGS84 +units=m +no_defs"
    )
    return Transformer.from_crs("EPSG:4326", target, always_xy=True)


def check_ring(ring: Sequence[Sequence[float]]) -> str:
    """Return what is wrong with a ring of longitudes and latitudes, or nothing.

    Parameters
    ----------
    ring
        Positions of the ring, the last equal to the first.

    Returns
    -------
    str
        Message, empty if the ring is usable.
    """
    if any(len(one) not in {2, 3} for one in ring):
        return "each position must be [longitude, latitude]"
    if len(ring) < 4:  # noqa: PLR2004 - a triangle closed by its first corner
        return f"a ring needs at least 4 positions, has {len(ring)}"
    if list(ring[0]) != list(ring[-1]):
        return "the ring must be closed: its last position must repeat the first"
    if any(abs(one[1]) > 90.0 for one in ring):  # noqa: PLR2004 - degrees
        return "latitude beyond ±90°; positions are [longitude, latitude]: swapped?"
    if any(abs(one[0]) > 180.0 for one in ring):  # noqa: PLR2004 - degrees
        return "longitude beyond ±180°"
    return ""


def check_outline(corners: Sequence[Point], swapped: Sequence[Point]) -> str:
    """Return what is wrong with an outline in local metres, or nothing.

    Parameters
    ----------
    corners
        Corners in local metres, first not repeated.
    swapped
        The same corners had longitude and latitude been exchanged; empty if unknown.

    Returns
    -------
    str
        Message, empty if the outline is usable.
    """
    finite = all(math.isfinite(x) for point in corners for x in point)
    far = max(math.hypot(*one) for one in corners) if finite else math.inf
    if far > REACH:
        near = swapped and max(math.hypot(*one) for one in swapped) <= REACH
        hint = "; longitude and latitude look swapped" if near else ""
        return f"lies more than {REACH / 1000:.0f} km from the site{hint}"
    polygon = Polygon(corners)
    if not polygon.is_valid:
        return f"is not a simple polygon: {explain_validity(polygon)}"
    if not AREA_RANGE[0] <= polygon.area <= AREA_RANGE[1]:
        low, high = AREA_RANGE
        return f"area must be {low:.0f} to {high:.0f} m², is {polygon.area:.1f} m²"
    return ""


def check_overlaps(
    names: Sequence[str], outlines: Sequence[Sequence[Point]], paths: Sequence[str]
) -> list[Problem]:
    """Return a problem for each pair of footprints that overlap.

    Parameters
    ----------
    names
        Name of each building, for the message.
    outlines
        Valid outlines in local metres.
    paths
        Where each outline stands in the file.

    Returns
    -------
    list[Problem]
        One for each pair that shares more than `OVERLAP`.
    """
    if not outlines:
        return []
    polygons = [Polygon(one) for one in outlines]
    tree = shapely.STRtree(polygons)
    first, second = tree.query(polygons, predicate="intersects")
    problems = []
    for i, j in sorted(zip(first.tolist(), second.tolist(), strict=True)):
        if i >= j:
            continue
        shared = polygons[i].intersection(polygons[j]).area
        if shared > OVERLAP:
            message = (
                f"overlaps building {names[i]!r} by {shared:.1f} m²; "
                f"at most {OVERLAP:.0f} m² is allowed"
            )
            problems.append(Problem(path=paths[j], message=message))
    return problems
