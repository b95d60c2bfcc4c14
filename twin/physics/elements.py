"""Elements of a building gathered for the network: equal ones are merged.

Walls of one zone that share construction and boundary are one element whose outside
heat input is the area-weighted mean of theirs. For a linear network this is exact:
the zone sees only the area-weighted mean of their inner faces.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from twin.model.building import Building
from twin.model.material import Construction
from twin.model.zone import Boundary, Exposure, Surface


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A share of an element that looks one way."""

    area: float
    """Area of all storeys it stands for [m²]."""
    exposure: Exposure
    absorptance: float
    """Solar absorptance of its outer face [-]."""


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
    parts: tuple[Part, ...]

    @property
    def area(self) -> float:
        """Area of all parts [m²]."""
        return sum(part.area for part in self.parts)


def gather_elements(building: Building) -> tuple[Element, ...]:
    """Return the merged elements of a building, in order of zones.

    Parameters
    ----------
    building
        Building whose zones' surfaces are gathered; surfaces of a zone that stands
        for several storeys count as many times, surfaces between zones once.

    Returns
    -------
    tuple[Element, ...]
        Elements of all zones.
    """
    index = {zone.name: number for number, zone in enumerate(building.zones)}
    groups: dict[tuple[object, ...], list[tuple[Surface, int]]] = {}
    for number, zone in enumerate(building.zones):
        for surface in zone.surfaces:
            behind = index[surface.neighbour] if surface.neighbour else -1
            storeys = 1 if surface.boundary is Boundary.ZONE else zone.multiplier
            key = (
                number,
                surface.construction.name,
                surface.boundary,
                behind,
                surface.is_roof,
                _facing(surface),
            )
            groups.setdefault(key, []).append((surface, storeys))
    return tuple(_merge(members, index, key) for key, members in groups.items())


def _facing(surface: Surface) -> float:
    """Return the tilt rounded to ceiling, wall or floor."""
    return 90.0 * round(surface.exposure.tilt / 90.0)


def _merge(
    members: Sequence[tuple[Surface, int]],
    index: dict[str, int],
    key: tuple[object, ...],
) -> Element:
    """Return one element made of equal surfaces."""
    first = members[0][0]
    return Element(
        zone=int(str(key[0])),
        construction=first.construction,
        boundary=first.boundary,
        neighbour=index[first.neighbour] if first.neighbour else -1,
        tilt=_facing(first),
        parts=tuple(
            Part(
                area=surface.area * storeys,
                exposure=surface.exposure,
                absorptance=surface.construction.absorptance_outside,
            )
            for surface, storeys in members
        ),
    )
