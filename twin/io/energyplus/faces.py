"""Opaque surfaces and openings of the zones, with their polygons."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.io.energyplus.geometry import Placement, area_of, tilt_and_azimuth
from twin.io.energyplus.objects import Model, Object, fold
from twin.model.zone import Boundary

_SURFACES: Final = (
    "BuildingSurface:Detailed",
    "Wall:Detailed",
    "RoofCeiling:Detailed",
    "Floor:Detailed",
)
_REFUSED: Final = (
    "Wall:Exterior",
    "Wall:Adiabatic",
    "Wall:Underground",
    "Wall:Interzone",
    "Roof",
    "Ceiling:Adiabatic",
    "Ceiling:Interzone",
    "Floor:GroundContact",
    "Floor:Adiabatic",
    "Floor:Interzone",
    "Window",
    "Door",
    "GlazedDoor",
    "Window:Interzone",
    "Door:Interzone",
    "GlazedDoor:Interzone",
)
_GROUNDS: Final = frozenset(
    {"ground", "foundation", "groundfcfactormethod"}
    | {f"groundslabpreprocessor{one}" for one in ("average", "core", "perimeter")}
    | {f"groundbasementpreprocessoraverage{one}" for one in ("wall", "floor")}
)


@dataclass(slots=True, kw_only=True, eq=False)
class Face:
    """A surface of a zone with its openings."""

    item: Object
    zone: str
    """Name of the zone, folded."""
    role: str
    """``wall``, ``roof``, ``ceiling`` or ``floor``."""
    points: FloatArray
    """Vertices with outward normal, shape ``(vertex, 3)`` [m]."""
    boundary: Boundary
    neighbour: str = ""
    """Folded name of the zone behind it."""
    is_listed: bool = True
    """False for the second of two surfaces that are one wall between zones."""
    openings: list["Opening"] = field(default_factory=list)

    @property
    def area(self) -> float:
        """Area with openings [m²]."""
        return area_of(self.points)

    @property
    def net_area(self) -> float:
        """Area without openings [m²]."""
        return self.area - sum(one.area for one in self.openings)

    @property
    def direction(self) -> tuple[float, float]:
        """Tilt and azimuth [°, °]."""
        return tilt_and_azimuth(self.points)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opening:
    """A window or a door in a face."""

    item: Object
    is_glass: bool
    construction: str
    points: FloatArray
    multiplier: float

    @property
    def area(self) -> float:
        """Area of all that it stands for [m²]."""
        return area_of(self.points) * self.multiplier


def read_faces(model: Model, placement: Placement) -> dict[str, Face]:
    """Return the surfaces of a model by folded name, openings included.

    Parameters
    ----------
    model
        Model; problems and notices are recorded in it.
    placement
        Where its coordinates lie.

    Returns
    -------
    dict[str, Face]
        Surfaces in the order of the model.
    """
    for item in model.every(*_REFUSED):
        message = "surfaces by corner, length and height are not read; use :Detailed"
        item.refuse("", message)
    faces: dict[str, Face] = {}
    for item in model.every(*_SURFACES):
        face = _face(item, model, placement)
        if face is not None:
            faces[fold(item.name)] = face
    for face in faces.values():
        _link(face, faces, model)
    for item in model.every("FenestrationSurface:Detailed"):
        _open(item, faces, placement)
    for face in faces.values():
        if face.net_area < -1e-6:  # noqa: PLR2004 - m², rounding
            face.item.refuse("", "is smaller than its openings", round(face.area, 3))
    return faces


def _face(item: Object, model: Model, placement: Placement) -> Face | None:
    """Return a surface without its openings."""
    zone = item.text("zone_name")
    if model.find(zone, "Zone") is None:
        item.refuse("zone_name", "names no zone", zone)
        return None
    points = placement.polygon(item, zone)
    if points is None:
        return None
    defaults = {"Wall:Detailed": "wall", "Floor:Detailed": "floor"}
    role = fold(item.text("surface_type", defaults.get(item.kind, "roof")))
    return Face(
        item=item,
        zone=fold(zone),
        role=role,
        points=points,
        boundary=Boundary.OUTDOOR,
    )


def _link(face: Face, faces: Mapping[str, Face], model: Model) -> None:
    """Set what lies behind a surface."""
    item = face.item
    given = fold(item.text("outside_boundary_condition"))
    target = item.text("outside_boundary_condition_object")
    if given == "outdoors":
        return
    if given in _GROUNDS:
        face.boundary = Boundary.GROUND
        if given != "ground":
            item.note(f"{given}: taken as ground under the building")
        return
    if given == "zone":
        _link_zone(face, target, model)
        return
    if given == "surface":
        _link_surface(face, target, faces)
        return
    face.boundary = Boundary.ADIABATIC
    if given != "adiabatic":
        item.note(f"boundary {given!r} is not read: taken as adiabatic")


def _link_zone(face: Face, target: str, model: Model) -> None:
    """Set the zone behind a surface that names it."""
    if model.find(target, "Zone") is None:
        face.item.refuse("outside_boundary_condition_object", "names no zone", target)
    is_own = fold(target) == face.zone
    face.boundary = Boundary.ADIABATIC if is_own else Boundary.ZONE
    face.neighbour = "" if is_own else fold(target)


def _link_surface(face: Face, target: str, faces: Mapping[str, Face]) -> None:
    """Set the zone behind a surface that names the other side of the wall."""
    other = faces.get(fold(target))
    if other is None:
        message = "names no surface"
        face.item.refuse("outside_boundary_condition_object", message, target)
        return
    if other is face or other.zone == face.zone:
        face.boundary = Boundary.ADIABATIC
        return
    face.boundary = Boundary.ZONE
    face.neighbour = other.zone
    order = list(faces.values())
    is_first = order.index(face) < order.index(other)
    is_mutual = fold(other.item.text("outside_boundary_condition_object")) == fold(
        face.item.name
    )
    face.is_listed = is_first or not is_mutual


def _open(item: Object, faces: Mapping[str, Face], placement: Placement) -> None:
    """Put an opening into its surface."""
    name = item.text("building_surface_name")
    face = faces.get(fold(name))
    if face is None:
        item.refuse("building_surface_name", "names no surface", name)
        return
    points = placement.polygon(item, face.zone)
    if points is None:
        return
    kind = fold(item.text("surface_type", "window"))
    is_glass = kind in {"window", "glassdoor"}
    if not is_glass and kind != "door":
        item.note(f"opening of type {kind!r} left out; the surface runs through")
        return
    if is_glass and face.boundary is not Boundary.OUTDOOR:
        if face.is_listed:
            item.note("window that does not look outdoors left out; the wall stays")
        return
    if item.text("frame_and_divider_name"):
        item.note("frame and divider left out: the glass alone counts")
    face.openings.append(
        Opening(
            item=item,
            is_glass=is_glass,
            construction=item.text("construction_name"),
            points=points,
            multiplier=item.number("multiplier", 1.0),
        )
    )


def wind_factor(faces: Mapping[str, Face], model: Model) -> float:
    """Return the mean wind at the outer faces over that of the weather file.

    Parameters
    ----------
    faces
        Surfaces.
    model
        Model with its terrain.

    Returns
    -------
    float
        Factor of the profile by which EnergyPlus takes wind from 10 m over open
        country to the middle of each face, weighed by area [-].
    """
    item = model.only("Building")
    terrain = fold(item.text("terrain", "Suburbs"))
    if terrain not in _TERRAINS:
        item.refuse("terrain", f"must be one of {', '.join(_TERRAINS)}", terrain)
        return 1.0
    exponent, layer = _TERRAINS[terrain]
    outer = [
        one
        for one in faces.values()
        if one.boundary is Boundary.OUTDOOR
        and fold(one.item.text("wind_exposure", "WindExposed")) != "nowind"
    ]
    heights = np.array([max(float(one.points[:, 2].mean()), 0.0) for one in outer])
    areas = np.array([one.area for one in outer])
    if not len(areas) or not math.isfinite(heights.sum()):
        return 1.0
    at_layer = (_STATION_LAYER / _STATION_HEIGHT) ** _STATION_EXPONENT
    factors = at_layer * (heights / layer) ** exponent
    mean = float(areas @ factors / areas.sum())
    item.note(
        f"wind at the building is {mean:.3f} of the weather file's, one mean of the "
        f"faces ({factors.min():.3f} to {factors.max():.3f} by their height)"
    )
    return mean


_TERRAINS: Final = {
    "country": (0.14, 270.0),
    "suburbs": (0.22, 370.0),
    "city": (0.33, 460.0),
    "ocean": (0.10, 210.0),
    "urban": (0.22, 370.0),
}
"""Exponent and boundary layer [m] of the wind profile, ASHRAE Handbook of
Fundamentals (2005), ch. 16, as used by EnergyPlus; status G."""
_STATION_EXPONENT: Final = 0.14
_STATION_LAYER: Final = 270.0
_STATION_HEIGHT: Final = 10.0
