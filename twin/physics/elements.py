"""Elements of a building gathered for the heat balance: equal ones are merged.

Walls of one zone that share construction and boundary are one element. Its outer face
sees the area-weighted mean of their sun, sky and wind. For constant films that is
exact, because the zone sees only the area-weighted mean of their inner faces; with
films that follow wind and temperature it is close, and `Merge.BY_FACE` keeps every
direction apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from twin.model.building import Building
from twin.model.material import Construction, Glazing
from twin.model.zone import Boundary, Surface, Window, Zone


class Merge(StrEnum):
    """Which surfaces become one element."""

    BY_CONSTRUCTION = "by_construction"
    BY_FACE = "by_face"
    """Only those that look the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """Opaque surfaces of one zone with the same construction and boundary."""

    zone: int
    """Index of the zone that lists it."""
    construction: Construction
    boundary: Boundary
    neighbour: int
    """Index of the zone behind it, or −1."""
    tilt: float
    """As seen from the zone: 0 ceiling, 90 wall, 180 floor [°]."""
    parts: tuple[tuple[float, Surface], ...]
    """Area of all storeys that it stands for [m²], and the surface."""

    @property
    def area(self) -> float:
        """Area of all parts [m²]."""
        return sum(area for area, _ in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """Windows of one zone with the same glazing."""

    zone: int
    glazing: Glazing
    tilt: float
    parts: tuple[tuple[float, Window], ...]
    """Area of all storeys that it stands for [m²], and the window."""

    @property
    def area(self) -> float:
        """Area of all parts [m²]."""
        return sum(area for area, _ in self.parts)


def gather_elements(
    building: Building, merge: Merge = Merge.BY_CONSTRUCTION
) -> tuple[Element, ...]:
    """Return the merged opaque elements of a building, in order of zones.

    Parameters
    ----------
    building
        Building whose zones' surfaces are gathered; surfaces of a zone that stands
        for several storeys count as many times, surfaces between zones once.
    merge
        Which surfaces become one element.

    Returns
    -------
    tuple[Element, ...]
        Elements of all zones.
    """
    index = {zone.name: number for number, zone in enumerate(building.zones)}
    groups: dict[tuple[object, ...], list[tuple[float, Surface]]] = {}
    for number, zone in enumerate(building.zones):
        for surface, storeys in _listed(zone):
            key = (number, *_key(surface, merge))
            groups.setdefault(key, []).append((surface.area * storeys, surface))
    return tuple(
        Element(
            zone=int(str(key[0])),
            construction=members[0][1].construction,
            boundary=members[0][1].boundary,
            neighbour=index.get(members[0][1].neighbour, -1),
            tilt=_facing(members[0][1].exposure.tilt),
            parts=tuple(members),
        )
        for key, members in groups.items()
    )


def gather_panes(
    building: Building, merge: Merge = Merge.BY_CONSTRUCTION
) -> tuple[Pane, ...]:
    """Return the merged windows of a building, in order of zones.

    Parameters
    ----------
    building
        Building whose zones' windows are gathered, for all storeys.
    merge
        Which windows become one element.

    Returns
    -------
    tuple[Pane, ...]
        Windows of all zones.
    """
    groups: dict[tuple[object, ...], list[tuple[float, Window]]] = {}
    for number, zone in enumerate(building.zones):
        for window in zone.windows:
            exposure = window.exposure
            apart = (exposure,) if merge is Merge.BY_FACE else ()
            films = (window.film_inside, window.film_outside)
            facing = _facing(exposure.tilt)
            key = (number, window.glazing.name, films, facing, *apart)
            area = window.area * zone.multiplier
            groups.setdefault(key, []).append((area, window))
    return tuple(
        Pane(
            zone=int(str(key[0])),
            glazing=members[0][1].glazing,
            tilt=_facing(members[0][1].exposure.tilt),
            parts=tuple(members),
        )
        for key, members in groups.items()
    )


def _listed(zone: Zone) -> Iterator[tuple[Surface, int]]:
    """Yield the surfaces of a zone and how many times each counts."""
    for surface in zone.surfaces:
        is_shared = surface.boundary is Boundary.ZONE
        yield surface, 1 if is_shared else zone.multiplier


def _key(surface: Surface, merge: Merge) -> Sequence[object]:
    """Return what surfaces of one element share."""
    apart = (surface.exposure,) if merge is Merge.BY_FACE else ()
    return (
        surface.construction.name,
        surface.boundary,
        surface.neighbour,
        surface.is_roof,
        _facing(surface.exposure.tilt),
        surface.sees_sun,
        surface.sees_wind,
        surface.film_inside,
        surface.film_outside,
        *apart,
    )


def _facing(tilt: float) -> float:
    """Return the tilt rounded to ceiling, wall or floor [°]."""
    return 90.0 * round(tilt / 90.0)
