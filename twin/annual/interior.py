"""What the inner faces of a zone share: long-wave exchange and light."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual import scratch as row
from twin.ground.types import FloatArray
from twin.physics.elements import Element, Pane
from twin.physics.enclosure import light_shares, star_factors
from twin.physics.glazing import window_optics

_FLOOR_TILT: Final = 135.0  # °, elements beyond this are floors


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One inner face of a zone."""

    place: int
    """Row of the table of faces."""
    is_back: bool
    """Whether it is the far side of an element between two zones."""
    area: float
    emissivity: float
    absorptance: float
    """Of light, the outer pane left out [-]."""
    absorptance_outer: float
    """Of light by the outer pane [-]."""
    passed: float
    is_floor: bool
    is_glass: bool


def _planes(one: Element | Pane) -> list[float]:
    """Return the areas of an element that lie in different planes [m²]."""
    areas: dict[object, float] = {}
    for area, part in one.parts:
        areas[part.exposure] = areas.get(part.exposure, 0.0) + area
    return list(areas.values())


def _sides(
    zone: int, elements: Sequence[Element], panes: Sequence[Pane]
) -> Iterator[_Side]:
    """Yield the inner faces of a zone, each plane apart: planes see one another."""
    for number, one in enumerate(elements):
        if one.zone == zone:
            yield from _opaque_sides(number, one, is_back=False)
        if one.neighbour == zone:
            yield from _opaque_sides(number, one, is_back=True)
    for number, pane in enumerate(panes, start=len(elements)):
        if pane.zone == zone:
            yield from _glass_sides(number, pane)


def _opaque_sides(number: int, one: Element, *, is_back: bool) -> Iterator[_Side]:
    """Yield the planes of an element on one of its sides."""
    made = one.construction
    tilt = 180.0 - one.tilt if is_back else one.tilt
    for area in _planes(one):
        yield _Side(
            place=number,
            is_back=is_back,
            area=area,
            emissivity=made.emissivity_outside if is_back else made.emissivity_inside,
            absorptance=made.absorptance_outside
            if is_back
            else made.absorptance_inside,
            absorptance_outer=0.0,
            passed=0.0,
            is_floor=tilt > _FLOOR_TILT,
            is_glass=False,
        )


def _glass_sides(number: int, pane: Pane) -> Iterator[_Side]:
    """Yield the planes of windows."""
    optics = window_optics(pane.glazing)
    for area in _planes(pane):
        yield _Side(
            place=number,
            is_back=False,
            area=area,
            emissivity=optics.emissivity_inside,
            absorptance=optics.absorptance_inner_back_diffuse,
            absorptance_outer=optics.absorptance_outer_back_diffuse,
            passed=optics.transmittance_back_diffuse,
            is_floor=False,
            is_glass=True,
        )


def fill_room(
    face: FloatArray, zone: int, elements: Sequence[Element], panes: Sequence[Pane]
) -> None:
    """Write what the inner faces of a zone share: long-wave exchange and light.

    Parameters
    ----------
    face
        Constants of all faces, shape ``(element, row)``; shares are added [any].
    zone
        Number of the zone [-].
    elements
        Opaque elements of the building.
    panes
        Its windows, which follow the elements in `face`.
    """
    sides = tuple(_sides(zone, elements, panes))
    area = np.array([one.area for one in sides])
    stars = star_factors(area, np.array([one.emissivity for one in sides]))
    outer = np.array([one.absorptance_outer for one in sides])
    inner = np.array([one.absorptance for one in sides])
    passed = np.array([one.passed for one in sides])
    opaque = area * np.array([not one.is_glass for one in sides])
    floor = area * np.array([one.is_floor for one in sides])
    beam_first = floor if floor.sum() > 0.0 else opaque
    rows = []
    for first in (beam_first, opaque):
        total = inner + outer
        shares, _ = light_shares(area, total, passed, first / first.sum())
        part = np.divide(outer, total, out=np.zeros_like(outer), where=total > 0.0)
        rows.append((shares * (1.0 - part), shares * part))
    radiant = stars / stars.sum()
    for number, side in enumerate(sides):
        own = face[side.place]
        back = side.is_back
        own[row.RAD_BACK if back else row.RAD_IN] += stars[number]
        beam = row.BACK_BEAM if back else row.SHARE_BEAM
        own[beam] += rows[0][0][number]
        own[beam + 1] += rows[1][0][number]
        own[beam + 2] += radiant[number]
        if side.is_glass:
            own[row.BACK_BEAM] += rows[0][1][number]
            own[row.BACK_DIFFUSE] += rows[1][1][number]
