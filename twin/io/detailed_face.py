"""Faces of a detailed zone: sizes, directions, what is cut out of what, shades."""

from collections.abc import Mapping
from dataclasses import dataclass

from twin.io.detailed_record import (
    DetailedFace,
    DetailedFin,
    DetailedOverhang,
    DetailedSurface,
    DetailedWindow,
    DetailedZone,
)
from twin.model.material import Construction, Glazing
from twin.model.zone import Boundary, Exposure, Fin, Overhang, Surface, Window

TRACE = 1.0e-9
"""Area below which nothing of a surface is left [m²]."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Faces of one zone by name."""

    surfaces: Mapping[str, DetailedSurface]
    windows: Mapping[str, DetailedWindow]

    def host(self, face: DetailedFace) -> DetailedSurface | None:
        """Return the surface that a face is cut out of, None for a face of its own."""
        return None if face.within is None else self.surfaces.get(face.within)

    def children(self, name: str) -> list[DetailedFace]:
        """Return the faces that are cut out of a surface."""
        faces: list[DetailedFace] = [*self.surfaces.values(), *self.windows.values()]
        return [one for one in faces if one.within == name]

    def net_area(self, name: str) -> float:
        """Return the area of a surface without what is cut out of it [m²]."""
        gross = gross_area(self.surfaces[name])
        return gross - sum(gross_area(one) for one in self.children(name))

    def root(self, face: DetailedFace) -> DetailedFace:
        """Return the face that gives the direction."""
        outer: DetailedFace | None = face
        while outer is not None and outer.within is not None:
            face, outer = outer, self.host(outer)
        return face if outer is None else outer


def parts_of(record: DetailedZone) -> Parts:
    """Return the faces of a zone.

    Parameters
    ----------
    record
        Zone of the file.

    Returns
    -------
    Parts
        Its surfaces and windows.
    """
    return Parts(surfaces=record.surfaces, windows=record.windows)


def gross_area(face: DetailedFace) -> float:
    """Return the area of a face before anything is cut out of it.

    Parameters
    ----------
    face
        Face with area, or with width and height.

    Returns
    -------
    float
        Area, zero where it is not given [m²].
    """
    if face.area is not None:
        return face.area
    return (face.width or 0.0) * (face.height or 0.0)


def surfaces_of(
    parts: Parts, constructions: Mapping[str, Construction], steepest_roof: float
) -> tuple[Surface, ...]:
    """Return the opaque surfaces of a zone, those that are cut away whole left out.

    Parameters
    ----------
    parts
        Faces of the zone, without problems.
    constructions
        Constructions by name.
    steepest_roof
        Tilt up to which an outdoor surface is a roof [°].

    Returns
    -------
    tuple[Surface, ...]
        With net areas, in the order of the file.
    """
    found = []
    for name, one in parts.surfaces.items():
        area = parts.net_area(name)
        if area <= TRACE:
            continue
        behind = parts.host(one) or one
        exposure = _exposure(parts, one)
        is_outdoor = behind.boundary is Boundary.OUTDOOR
        found.append(
            Surface(
                name=name,
                area=area,
                construction=constructions[one.construction],
                boundary=behind.boundary,
                exposure=exposure,
                neighbour=behind.neighbour or "",
                is_roof=is_outdoor and exposure.tilt <= steepest_roof,
                sees_sun=one.sees_sun and behind.sees_sun,
                sees_wind=one.sees_wind and behind.sees_wind,
                film_inside=one.film_inside,
                film_outside=one.film_outside,
                overhang=None if one.overhang is None else _overhang(one.overhang),
                width=one.width or 0.0,
                height=one.height or 0.0,
            )
        )
    return tuple(found)


def windows_of(parts: Parts, glazings: Mapping[str, Glazing]) -> tuple[Window, ...]:
    """Return the windows of a zone, shaded by the overhangs of their surfaces as well.

    Parameters
    ----------
    parts
        Faces of the zone, without problems.
    glazings
        Glazing by name.

    Returns
    -------
    tuple[Window, ...]
        In the order of the file.
    """
    found = []
    for name, one in parts.windows.items():
        area = gross_area(one)
        height = one.height or area**0.5
        shades = [_overhang(shade) for shade in one.overhangs]
        found.append(
            Window(
                name=name,
                area=area,
                glazing=glazings[one.glazing],
                exposure=_exposure(parts, one),
                openable_fraction=one.openable,
                height=height,
                shading_factor=one.shading_factor,
                width=one.width or area / height,
                overhangs=(*shades, *_overhangs_of_host(parts, one)),
                fins=tuple(_fin(fin) for fin in one.fins),
                film_inside=one.film_inside,
                film_outside=one.film_outside,
            )
        )
    return tuple(found)


def _exposure(parts: Parts, face: DetailedFace) -> Exposure:
    """Return the direction of a face."""
    outer = parts.root(face)
    return Exposure(tilt=outer.tilt or 0.0, azimuth=(outer.azimuth or 0.0) % 360.0)


def _overhangs_of_host(parts: Parts, window: DetailedWindow) -> list[Overhang]:
    """Return the overhang of a window's surface, as seen from the window."""
    host = parts.host(window)
    if host is None or host.overhang is None:
        return []
    shade = host.overhang
    left, sill = window.left or 0.0, window.sill or 0.0
    width, height = window.width or 0.0, window.height or 0.0
    return [
        Overhang(
            depth=shade.depth,
            above=(host.height or 0.0) + shade.above - sill - height,
            extension_left=left + shade.extension_left,
            extension_right=(host.width or 0.0) - left - width + shade.extension_right,
        )
    ]


def _overhang(record: DetailedOverhang) -> Overhang:
    """Return an overhang."""
    return Overhang(**dict(record))


def _fin(record: DetailedFin) -> Fin:
    """Return a fin."""
    rest = {key: value for key, value in record if key != "side"}
    return Fin(is_left=record.side == "left", **rest)
