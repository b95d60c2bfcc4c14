"""The plan of a storey: facades and zone strips from an outline in metres.

A footprint is cut straight across its long axis into strips, one for each zone of
the archetype. All lengths and areas are closed forms of the corners.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from shapely.geometry import Polygon

from twin.ground.types import FloatArray

SIMPLIFY: Final = 0.10
"""Corners that stand out less than this are dropped [m]."""

MERGE_ANGLE: Final = 10.0
"""Walls whose directions differ by no more than this form one facade [°]."""

_SQUARE: Final = 1.001
_EPS: Final = 1e-9

Point = tuple[float, float]
"""East and north in local metres [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facade:
    """Walls of one footprint that look the same way."""

    azimuth: float
    """Direction of the outward normal, clockwise from north [°]."""
    middle: Point
    """Middle of its longest wall in local metres [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Part of a storey between two cuts across the long axis."""

    start: float
    """Position of the first cut along the axis [m]."""
    end: float
    """Position of the second cut along the axis [m]."""
    area: float
    """Floor area [m²]."""
    walls: tuple[float, ...]
    """Length of outer wall on each facade of the plan [m]."""
    cut: float
    """Length of the wall to the next strip, zero for the last one [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Outline of a building with its facades and its long axis."""

    outline: tuple[Point, ...]
    """Corners in local metres east and north, anticlockwise, not closed [m]."""
    area: float
    """Area of the footprint [m²]."""
    perimeter: float
    """Length of the outline [m]."""
    facades: tuple[Facade, ...]
    edge_facades: tuple[int, ...]
    """Facade of each edge; edge i runs from corner i to the next."""
    axis: Point
    """Unit vector of the long axis; the first corner lies at its beginning."""


def make_plan(corners: Sequence[Point]) -> Plan:
    """Return the plan of a footprint.

    Parameters
    ----------
    corners
        Corners of a valid outline in local metres, first not repeated. The first
        corner marks the end of the long axis at which the first zone lies.

    Returns
    -------
    Plan
        Simplified outline, facades and long axis.
    """
    outline = _anticlockwise(_simplify(corners))
    points = np.array(outline)
    edges = np.roll(points, -1, axis=0) - points
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    facades, members = _facades(points, edges, lengths)
    area = _shoelace(points)
    return Plan(
        outline=outline,
        area=area,
        perimeter=float(lengths.sum()),
        facades=facades,
        edge_facades=members,
        axis=_axis(points, edges),
    )


def split_plan(plan: Plan, shares: Sequence[float]) -> tuple[Strip, ...]:
    """Return the strips that cuts across the long axis make of a plan.

    Parameters
    ----------
    plan
        Plan to cut.
    shares
        Share of the area of each strip, from the beginning of the axis; sum 1 [-].

    Returns
    -------
    tuple[Strip, ...]
        One strip for each share.
    """
    profile = _Profile(plan)
    total = math.fsum(shares)
    sums = [plan.area * math.fsum(shares[:i]) / total for i in range(1, len(shares))]
    inner = [profile.position(one) for one in sums]
    cuts = [float(profile.stations[0]), *inner, float(profile.stations[-1])]
    strips = []
    for index, (start, end) in enumerate(pairwise(cuts)):
        # What lies beyond the outermost corners belongs to the outermost strips, so
        # that rounded positions lose no wall.
        low = start if index else -math.inf
        high = end if index < len(inner) else math.inf
        strips.append(
            Strip(
                start=start,
                end=end,
                area=profile.area(end) - profile.area(start),
                walls=_wall_lengths(plan, low, high),
                cut=profile.width(end) if index < len(inner) else 0.0,
            )
        )
    return tuple(strips)


def shared_area(plan: Plan, one: Strip, other: Strip) -> float:
    """Return the area that two strips of storeys of one plan have in common.

    Parameters
    ----------
    plan
        Plan of the building.
    one
        Strip of one storey.
    other
        Strip of another storey.

    Returns
    -------
    float
        Area of the slab between them [m²].
    """
    start, end = max(one.start, other.start), min(one.end, other.end)
    if end - start <= _EPS:
        return 0.0
    profile = _Profile(plan)
    return profile.area(end) - profile.area(start)


class _Profile:
    """Width of a plan along its axis, piecewise linear, and its integral.

    Parameters
    ----------
    plan
        Plan to measure.
    """

    def __init__(self, plan: Plan) -> None:
        points = np.array(plan.outline)
        along = points @ np.array(plan.axis)
        across = points @ np.array((-plan.axis[1], plan.axis[0]))
        self.stations = np.unique(np.round(along, 9))
        begin, end = self.stations[:-1], self.stations[1:]
        along_next, across_next = np.roll(along, -1), np.roll(across, -1)
        run = along_next - along
        keep = np.abs(run) > _EPS
        low = np.minimum(along, along_next)[keep, None]
        high = np.maximum(along, along_next)[keep, None]
        slope = ((across_next - across)[keep] / run[keep])[:, None]
        foot = across[keep, None] - slope * along[keep, None]
        middle = 0.5 * (begin + end)
        spans = (low < middle) & (high > middle)
        # An anticlockwise outline runs forward along its lower side.
        sign = np.where(spans, -np.sign(run[keep])[:, None], 0.0)
        self.width_begin = (sign * (foot + slope * begin)).sum(axis=0)
        self.width_end = (sign * (foot + slope * end)).sum(axis=0)
        steps = 0.5 * (self.width_begin + self.width_end) * (end - begin)
        self.areas = np.concatenate(([0.0], np.cumsum(steps)))

    def area(self, position: float) -> float:
        """Return the area up to a position [m²]."""
        i = self._interval(position)
        run = position - self.stations[i]
        return float(
            self.areas[i] + run * (self.width_begin[i] + 0.5 * run * self._k(i))
        )

    def width(self, position: float) -> float:
        """Return the length of a cut at a position, the shorter side at a step [m]."""
        i = self._interval(position)
        found = [self.width_begin[i] + (position - self.stations[i]) * self._k(i)]
        if i > 0 and position - self.stations[i] < 1e-6:  # noqa: PLR2004
            found.append(self.width_end[i - 1])
        if i < len(self.width_end) - 1 and self.stations[i + 1] - position < 1e-6:  # noqa: PLR2004
            found.append(self.width_begin[i + 1])
        return float(min(found))

    def position(self, area: float) -> float:
        """Return the position up to which the area is `area` [m]."""
        i = int(np.clip(np.searchsorted(self.areas, area) - 1, 0, len(self.areas) - 2))
        rest = area - float(self.areas[i])
        width, k = float(self.width_begin[i]), self._k(i)
        root = math.sqrt(max(width * width + 2.0 * k * rest, 0.0))
        return float(self.stations[i]) + 2.0 * rest / max(width + root, _EPS)

    def _k(self, i: int) -> float:
        """Return how fast the width grows in interval `i` [-]."""
        run = self.stations[i + 1] - self.stations[i]
        return float((self.width_end[i] - self.width_begin[i]) / run)

    def _interval(self, position: float) -> int:
        """Return the interval that holds a position."""
        i = int(np.searchsorted(self.stations, position, side="right")) - 1
        return min(max(i, 0), len(self.width_begin) - 1)


def _wall_lengths(plan: Plan, start: float, end: float) -> tuple[float, ...]:
    """Return the length of outer wall of a strip on each facade."""
    points = np.array(plan.outline)
    axis = np.array(plan.axis)
    along = points @ axis
    edges = np.roll(points, -1, axis=0) - points
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    found = [0.0] * len(plan.facades)
    for index, facade in enumerate(plan.edge_facades):
        a, run = float(along[index]), float(edges[index] @ axis)
        if abs(run) > 1e-6:  # noqa: PLR2004
            low, high = min(a, a + run), max(a, a + run)
            inside = max(0.0, min(high, end) - max(low, start)) / (high - low)
        else:
            # A wall across the axis belongs to the strip on its inner side.
            inward = np.array((-edges[index, 1], edges[index, 0])) @ axis
            inside = float(start <= a + math.copysign(1e-5, inward) < end)
        found[facade] += inside * float(lengths[index])
    return tuple(found)


def _simplify(corners: Sequence[Point]) -> list[Point]:
    """Return the corners without those that hardly stand out; the first one stays."""
    ring = Polygon(corners).exterior.simplify(SIMPLIFY, preserve_topology=True)
    kept = [(float(x), float(y)) for x, y, *_ in ring.coords[:-1]]
    enough = len(kept) >= 3 and Polygon(kept).is_valid  # noqa: PLR2004 - a triangle
    return kept if enough else [(float(x), float(y)) for x, y in corners]


def _anticlockwise(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return the corners anticlockwise, beginning with the same one."""
    if _shoelace(np.array(corners)) > 0.0:
        return tuple(corners)
    return (corners[0], *reversed(corners[1:]))


def _shoelace(points: FloatArray) -> float:
    """Return the signed area of a ring, positive if anticlockwise [m²]."""
    shifted = points - points[0]
    x, y = shifted[:, 0], shifted[:, 1]
    return 0.5 * float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))


def _axis(points: FloatArray, edges: FloatArray) -> Point:
    """Return the unit vector along the longer side of the smallest rectangle."""
    box = Polygon(points).minimum_rotated_rectangle
    corners = np.array(box.exterior.coords)[:3]
    sides = np.diff(corners, axis=0)
    sizes = np.hypot(sides[:, 0], sides[:, 1])
    units = sides / sizes[:, None]
    longer = int(np.argmax(sizes))
    if sizes.max() <= _SQUARE * sizes.min():
        # A square has no long axis: its first wall decides.
        longer = int(np.argmax(np.abs(units @ edges[0])))
    axis = units[longer]
    along = points @ axis
    lead = along[0] - 0.5 * (along.min() + along.max())
    if abs(lead) <= 1e-6:  # noqa: PLR2004 - the first corner stands in the middle
        lead = -float(edges[0] @ axis)
    if lead > 0.0:
        axis = -axis
    return float(axis[0]), float(axis[1])


def _facades(
    points: FloatArray, edges: FloatArray, lengths: FloatArray
) -> tuple[tuple[Facade, ...], tuple[int, ...]]:
    """Return the facades of an outline and the facade of each edge."""
    azimuths = np.degrees(np.arctan2(edges[:, 1], -edges[:, 0])) % 360.0
    order = [int(i) for i in np.argsort(azimuths, kind="stable")]
    gaps = [
        (azimuths[order[(k + 1) % len(order)]] - azimuths[i]) % 360.0
        for k, i in enumerate(order)
    ]
    start = int(np.argmax(gaps)) + 1
    order = order[start:] + order[:start]
    members = [0] * len(order)
    groups: list[list[int]] = []
    for i in order:
        if groups and (azimuths[i] - azimuths[groups[-1][0]]) % 360.0 <= MERGE_ANGLE:
            groups[-1].append(i)
        else:
            groups.append([i])
        members[i] = len(groups) - 1
    return tuple(_facade(points, edges, lengths, one) for one in groups), tuple(members)


def _facade(
    points: FloatArray, edges: FloatArray, lengths: FloatArray, group: list[int]
) -> Facade:
    """Return the facade that some edges form: mean direction, longest wall."""
    run = edges[group].sum(axis=0)
    longest = max(group, key=lambda i: (round(float(lengths[i]), 6), -i))
    middle = points[longest] + 0.5 * edges[longest]
    return Facade(
        azimuth=float(np.degrees(np.arctan2(run[1], -run[0])) % 360.0),
        middle=(float(middle[0]), float(middle[1])),
    )
