"""Overhangs and fins before windows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.io.energyplus.faces import Face, Opening
from twin.io.energyplus.geometry import Frame, Placement, area_of, frame_of
from twin.io.energyplus.objects import Model, Object, fold
from twin.model.zone import Fin, Overhang

_CLOSE: Final = 1e-3  # m
_LEFT_OUT: Final = "shade left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Extent of a rectangle in the plane of a face [m]."""

    left: float
    right: float
    bottom: float
    top: float


def box_of(frame: Frame, points: FloatArray) -> Box:
    """Return the extent of points in the plane of a face.

    Parameters
    ----------
    frame
        Axes of the face.
    points
        Shape ``(vertex, 3)`` [m].

    Returns
    -------
    Box
        Their extent.
    """
    placed = frame.place(points)
    return Box(
        left=float(placed[:, 0].min()),
        right=float(placed[:, 0].max()),
        bottom=float(placed[:, 1].min()),
        top=float(placed[:, 1].max()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A rectangle at right angles to a face, in the axes of that face."""

    box: Box
    depth: float
    is_level: bool

    def overhang(self, target: Box) -> Overhang:
        """Return it as overhang of a rectangle in the face.

        Parameters
        ----------
        target
            Extent of a window or of the face.

        Returns
        -------
        Overhang
            Its place relative to that rectangle.
        """
        return Overhang(
            depth=self.depth,
            above=self.box.bottom - target.top,
            extension_left=target.left - self.box.left,
            extension_right=self.box.right - target.right,
        )

    def fin(self, target: Box) -> Fin | None:
        """Return it as fin of a rectangle in the face, None where it stands before it.

        Parameters
        ----------
        target
            Extent of a window.

        Returns
        -------
        Fin | None
            Its place relative to that rectangle.
        """
        place = self.box.left
        is_left = place <= target.left + _CLOSE
        if not is_left and place < target.right - _CLOSE:
            return None
        distance = target.left - place if is_left else place - target.right
        return Fin(
            depth=self.depth,
            is_left=is_left,
            distance=max(distance, 0.0),
            extension_above=self.box.top - target.top,
            extension_below=target.bottom - self.box.bottom,
        )


class Shades:
    """Shades of a model, by the surface before which they stand.

    Parameters
    ----------
    model
        Model; what cannot be used is recorded in it.
    faces
        Its surfaces with their openings.
    placement
        Where its coordinates lie.
    """

    def __init__(
        self, model: Model, faces: Mapping[str, Face], placement: Placement
    ) -> None:
        self._plates: dict[str, list[tuple[Object, Plate]]] = {}
        self._windows: dict[str, list[Overhang | Fin]] = {}
        for item in model.every("Shading:Zone:Detailed"):
            self._add_detailed(item, faces, placement)
        openings = {
            fold(opening.item.name): (face, opening)
            for face in faces.values()
            for opening in face.openings
        }
        for item in model.every("Shading:Overhang", "Shading:Overhang:Projection"):
            self._add_overhang(item, openings)
        for item in model.every("Shading:Fin", "Shading:Fin:Projection"):
            self._add_fins(item, openings)
        for item in model.every("Shading:Building:Detailed", "Shading:Site:Detailed"):
            item.note(f"{_LEFT_OUT}: it stands apart from the surfaces")

    def of_window(
        self, face: Face, opening: Opening
    ) -> tuple[tuple[Overhang, ...], tuple[Fin, ...]]:
        """Return what shades a window.

        Parameters
        ----------
        face
            Surface with the window.
        opening
            The window.

        Returns
        -------
        tuple[tuple[Overhang, ...], tuple[Fin, ...]]
            Overhangs and fins.
        """
        found = list(self._windows.get(fold(opening.item.name), []))
        frame = frame_of(face.points)
        if frame is not None:
            target = box_of(frame, opening.points)
            for item, plate in self._plates.get(fold(face.item.name), []):
                one = _shade(plate, target)
                if one is None:
                    item.note(f"{_LEFT_OUT} before {opening.item.name}, inside it")
                else:
                    found.append(one)
        overhangs = tuple(one for one in found if isinstance(one, Overhang))
        return overhangs, tuple(one for one in found if isinstance(one, Fin))

    def of_face(self, face: Face) -> tuple[Overhang | None, float, float]:
        """Return the overhang of a whole surface, and its width and height.

        Parameters
        ----------
        face
            Surface.

        Returns
        -------
        tuple[Overhang | None, float, float]
            Overhang, or None with zeros [m].
        """
        frame = frame_of(face.points)
        if frame is None:
            return None, 0.0, 0.0
        target = box_of(frame, face.points)
        width, height = target.right - target.left, target.top - target.bottom
        for item, plate in self._plates.get(fold(face.item.name), []):
            is_whole = plate.is_level and plate.box.bottom >= target.top - _CLOSE
            if is_whole and abs(width * height - face.area) < _CLOSE:
                return plate.overhang(target), width, height
            item.note("its shadow on opaque surfaces left out")
        return None, 0.0, 0.0

    def _add_detailed(
        self, item: Object, faces: Mapping[str, Face], placement: Placement
    ) -> None:
        """Keep a shade that is given by its vertices."""
        name = item.text("base_surface_name")
        face = faces.get(fold(name))
        if face is None:
            item.refuse("base_surface_name", "names no surface", name)
            return
        points = placement.polygon(item, face.zone)
        frame = frame_of(face.points)
        if points is None:
            return
        plate = None if frame is None else plate_of(frame, points)
        if plate is None:
            item.note(f"{_LEFT_OUT}: no rectangle at right angles to an upright wall")
            return
        if item.text("transmittance_schedule_name"):
            item.note("shade taken as opaque")
        self._plates.setdefault(fold(name), []).append((item, plate))

    def _add_overhang(
        self, item: Object, openings: Mapping[str, tuple[Face, Opening]]
    ) -> None:
        """Keep an overhang that names its window."""
        found = _window(item, openings)
        if found is None:
            return
        _, opening = found
        _only_level(item, "tilt_angle_from_window_door")
        height = _height(opening)
        depth = item.number("depth", 0.0)
        if item.kind.endswith("Projection"):
            depth = item.number("depth_as_fraction_of_window_door_height") * height
        overhang = Overhang(
            depth=depth,
            above=item.number("height_above_window_or_door", 0.0),
            extension_left=item.number("left_extension_from_window_door_width", 0.0),
            extension_right=item.number("right_extension_from_window_door_width", 0.0),
        )
        self._windows.setdefault(fold(opening.item.name), []).append(overhang)

    def _add_fins(
        self, item: Object, openings: Mapping[str, tuple[Face, Opening]]
    ) -> None:
        """Keep the fins that name their window."""
        found = _window(item, openings)
        if found is None:
            return
        face, opening = found
        frame = frame_of(face.points)
        box = None if frame is None else box_of(frame, opening.points)
        width = box.right - box.left if box else 0.0
        for side in ("left", "right"):
            _only_level(item, f"{side}_tilt_angle_from_window_door")
            depth = item.number(f"{side}_depth", 0.0)
            if item.kind.endswith("Projection"):
                share = f"{side}_depth_as_fraction_of_window_door_width"
                depth = item.number(share, 0.0) * width
            if depth <= 0.0:
                continue
            fin = Fin(
                depth=depth,
                is_left=side == "left",
                distance=item.number(f"{side}_extension_from_window_door", 0.0),
                extension_above=item.number(
                    f"{side}_distance_above_top_of_window", 0.0
                ),
                extension_below=item.number(
                    f"{side}_distance_below_bottom_of_window", 0.0
                ),
            )
            self._windows.setdefault(fold(opening.item.name), []).append(fin)


def plate_of(frame: Frame, points: FloatArray) -> Plate | None:
    """Return a shade as a rectangle at right angles to a face, None if it is not.

    Parameters
    ----------
    frame
        Axes of the face.
    points
        Vertices of the shade, shape ``(vertex, 3)`` [m].

    Returns
    -------
    Plate | None
        The rectangle, if one of its edges lies in the plane of the face.
    """
    placed = frame.place(points)
    size = np.ptp(placed, axis=0)
    box = box_of(frame, points)
    depth = float(placed[:, 2].max())
    is_level = bool(size[1] < _CLOSE)
    is_upright = bool(size[0] < _CLOSE)
    reach = float(size[0] if is_level else size[1])
    is_rectangle = abs(area_of(points) - reach * float(size[2])) < _CLOSE
    starts = abs(float(placed[:, 2].min())) < _CLOSE
    if is_level == is_upright or not is_rectangle or not starts:
        return None
    return Plate(box=box, depth=depth, is_level=is_level)


def _shade(plate: Plate, target: Box) -> Overhang | Fin | None:
    """Return a plate as what it is for a window."""
    if not plate.is_level:
        return plate.fin(target)
    return plate.overhang(target) if plate.box.bottom >= target.top - _CLOSE else None


def _window(
    item: Object, openings: Mapping[str, tuple[Face, Opening]]
) -> tuple[Face, Opening] | None:
    """Return the window that a shade names."""
    name = item.text("window_or_door_name")
    found = openings.get(fold(name))
    if found is None:
        item.refuse("window_or_door_name", "names no window or door", name)
    return found


def _height(opening: Opening) -> float:
    """Return the height of an opening [m]."""
    return float(np.ptp(opening.points[:, 2]))


def _only_level(item: Object, *fields: Iterable[str] | str) -> None:
    """Note a shade that does not stand at right angles to its window."""
    for field in fields:
        if abs(item.number(str(field), 90.0) - 90.0) > 1.0:
            item.note("taken as standing at right angles to its window")
