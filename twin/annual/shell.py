"""The elements of a building as the kernel reads them: layout, responses, constants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from twin.annual import scratch as row
from twin.annual.interior import fill_room
from twin.annual.series import CLOSED, GLASS, GROUND, OUTDOOR, SHARED, Fabric, Layout
from twin.ground.quality import Status
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.material import Construction, Layer, Material
from twin.model.zone import Boundary, Exposure
from twin.physics.elements import (
    Element,
    Merge,
    Pane,
    gather_elements,
    gather_panes,
)
from twin.physics.films import ROUGHNESS_FACTORS, glass_factor, natural_factors
from twin.physics.glazing import window_optics
from twin.physics.ground_floor import resistance_ground_iso13370
from twin.physics.response import (
    ERROR_BOUND,
    INSIDE,
    OUTSIDE,
    Response,
    construction_response,
)

_KINDS: Final = {
    Boundary.OUTDOOR: OUTDOOR,
    Boundary.GROUND: GROUND,
    Boundary.ZONE: SHARED,
    Boundary.ADIABATIC: CLOSED,
}
SOIL: Final = Layer(
    material=Material(
        name="soil",
        conductivity=2.0,
        density=1000.0,
        heat_capacity=2000.0,
        source="EN ISO 13370:2017, table 7, sand or gravel",
        status=Status.GENERAL,
    ),
    thickness=0.5,
)
"""Half a metre of soil below ground floors, EN ISO 52016-1, 6.5.8."""
_LINK_LEAST: Final = 0.01  # m²K/W


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shell:
    """Envelope of one variant of a building."""

    elements: tuple[Element, ...]
    panes: tuple[Pane, ...]
    responses: tuple[Response, ...]
    """Of the opaque elements."""
    face: FloatArray
    """Constants of all faces, shape ``(element, row)`` [any]."""

    @property
    def signature(self) -> tuple[object, ...]:
        """What lanes of one batch must share."""
        opaque = [(e.zone, e.boundary, e.neighbour, e.tilt) for e in self.elements]
        return (*opaque, *[(pane.zone, pane.tilt) for pane in self.panes])


@lru_cache(maxsize=4096)
def _response(
    construction: Construction, has_soil: bool, error_bound: float
) -> Response:
    """Return the response of a construction, computed once."""
    behind = (SOIL,) if has_soil else ()
    return construction_response(construction, behind, error_bound)


def build_shell(
    building: Building,
    error_bound: float = ERROR_BOUND,
    merge: Merge = Merge.BY_CONSTRUCTION,
) -> Shell:
    """Return the envelope of a building.

    Parameters
    ----------
    building
        Building as a variant describes it.
    error_bound
        Bound of the reduction of each element, zero for none [W/(m²K)].
    merge
        Which surfaces become one element.

    Returns
    -------
    Shell
        Elements, their responses and the constants of their faces.
    """
    elements = gather_elements(building, merge)
    panes = gather_panes(building, merge)
    responses = tuple(
        _response(one.construction, one.boundary is Boundary.GROUND, error_bound)
        for one in elements
    )
    face = np.zeros((len(elements) + len(panes), row.FACE_CONSTANTS))
    link = 1.0 / max(resistance_ground(building), _LINK_LEAST)
    for number, element in enumerate(elements):
        _fill_opaque(face[number], element, responses[number], link)
    for number, pane in enumerate(panes, start=len(elements)):
        _fill_pane(face[number], pane)
    for zone in range(len(building.zones)):
        fill_room(face, zone, elements, panes)
    return Shell(elements=elements, panes=panes, responses=responses, face=face)


def _fill_opaque(
    face: FloatArray, element: Element, response: Response, link: float
) -> None:
    """Write the constants of an opaque element."""
    area = element.area
    through = response.through * area
    face[row.AREA] = area
    face[row.D_IN] = through[INSIDE, INSIDE]
    face[row.D_OUT] = through[OUTSIDE, OUTSIDE]
    face[row.D_CROSS] = -through[INSIDE, OUTSIDE]
    if element.boundary is Boundary.OUTDOOR:
        parts = [(one, surface.exposure) for one, surface in element.parts]
        _fill_sky(face, parts, element.construction.emissivity_outside)
        face[row.ABSORB] = area * element.construction.absorptance_outside
    elif element.boundary is Boundary.GROUND:
        face[row.LINK_GROUND] = area * link


def _fill_pane(face: FloatArray, pane: Pane) -> None:
    """Write the constants of windows."""
    optics = window_optics(pane.glazing)
    face[row.AREA] = pane.area
    face[row.GLASS_BASE] = pane.area * optics.conductance
    face[row.GLASS_SLOPE] = pane.area * optics.conductance_slope
    face[row.GLASS_BEND] = pane.area * optics.conductance_bend
    parts = [(one, window.exposure) for one, window in pane.parts]
    _fill_sky(face, parts, optics.emissivity_outside)


def _fill_sky(
    face: FloatArray, parts: Sequence[tuple[float, Exposure]], emissivity: float
) -> None:
    """Write how much a face radiates to the sky, and to all else at air temperature.

    Near the horizon the sky is as warm as the air, Walton (1983), NBSSIR 83-2655.
    """
    for area, exposure in parts:
        view = 0.5 * (1.0 + np.cos(np.radians(exposure.tilt)))
        cold = view * exposure.sky_view * np.sqrt(view)
        face[row.RAD_SKY] += area * emissivity * cold
        face[row.RAD_AIR] += area * emissivity * (1.0 - cold)


def build_layout(
    building: Building, shell: Shell, orders: Sequence[int], density_indoor: float
) -> Layout:
    """Return which element lies where.

    Parameters
    ----------
    building
        Any of the variants of a batch.
    shell
        Its envelope.
    orders
        Number of states of each opaque element, the largest of all lanes [-].
    density_indoor
        Density of indoor air [kg/m³].

    Returns
    -------
    Layout
        Indices and constants that lanes share; no machines yet.
    """
    index = {zone.name: number for number, zone in enumerate(building.zones)}
    elements, panes = shell.elements, shell.panes
    first = np.concatenate([[0], np.cumsum([*orders, *[0] * len(panes)])])
    links = [(index[one.zone], index[one.neighbour]) for one in building.air_links]
    openings = [(one.area, one.height, one.flow) for one in building.air_links]
    return Layout(
        zone=np.array(
            [one.zone for one in elements] + [one.zone for one in panes],
            dtype=np.int64,
        ),
        behind=np.array(
            [one.neighbour for one in elements] + [-1] * len(panes), dtype=np.int64
        ),
        kind=np.array(
            [_KINDS[one.boundary] for one in elements] + [GLASS] * len(panes),
            dtype=np.int64,
        ),
        first=first.astype(np.int64),
        films=np.array(
            [*_films_opaque(elements), *_films_glass(panes, density_indoor)]
        ),
        links=np.array(links, dtype=np.int64).reshape(-1, 2),
        openings=np.array(openings, dtype=np.float64).reshape(-1, 3),
        machines=np.zeros(len(building.zones), dtype=np.int64),
    )


def _films_opaque(elements: Sequence[Element]) -> Iterator[tuple[float, ...]]:
    """Yield the constants of the films of opaque elements."""
    for one in elements:
        surface = one.parts[0][1]
        yield (
            *natural_factors(one.tilt),
            *natural_factors(180.0 - one.tilt),
            ROUGHNESS_FACTORS[one.construction.roughness],
            _fixed(surface.film_inside),
            _fixed(surface.film_outside),
        )


def _films_glass(panes: Sequence[Pane], density: float) -> Iterator[tuple[float, ...]]:
    """Yield the constants of the films of windows."""
    for one in panes:
        window = one.parts[0][1]
        total = sum(area for area, _ in one.parts)
        height = sum(area * part.height for area, part in one.parts) / total
        yield (
            glass_factor(height, density),
            0.0,
            *natural_factors(180.0 - one.tilt),
            1.0,
            _fixed(window.film_inside),
            _fixed(window.film_outside),
        )


def _fixed(film: float | None) -> float:
    """Return a constant film, below zero where it varies [W/(m²K)]."""
    return -1.0 if film is None else film


def stack_fabric(shells: Sequence[Shell]) -> tuple[Fabric, tuple[int, ...]]:
    """Return the elements of all lanes side by side, and the states of each.

    Parameters
    ----------
    shells
        Envelopes with equal signatures, one for each lane.

    Returns
    -------
    tuple[Fabric, tuple[int, ...]]
        Arrays of the kernel; shorter responses are filled with zeros.
    """
    orders = tuple(
        max(len(shell.responses[number].decay) for shell in shells)
        for number in range(len(shells[0].responses))
    )
    rows = np.zeros((4, sum(orders), len(shells)))
    for lane, shell in enumerate(shells):
        place = 0
        for element, one, order in zip(
            shell.elements, shell.responses, orders, strict=True
        ):
            here = slice(place, place + len(one.decay))
            scale = np.sqrt(element.area)
            rows[0, here, lane] = one.decay
            rows[1, here, lane] = scale * one.gain[:, INSIDE]
            rows[2, here, lane] = scale * one.gain[:, OUTSIDE]
            rows[3, here, lane] = scale * one.storage
            place += order
    face = np.stack([shell.face for shell in shells], axis=-1)
    return Fabric(rows[0], rows[1], rows[2], rows[3], face), orders


def resistance_ground(building: Building) -> float:
    """Return the ground resistance of a building from its footprint and floors.

    Parameters
    ----------
    building
        Building with an outline.

    Returns
    -------
    float
        Resistance below the modelled soil [m²K/W].
    """
    outline = np.asarray(building.outline)
    ahead = np.roll(outline, -1, axis=0)
    perimeter = float(np.hypot(*(ahead - outline).T).sum())
    cross = outline[:, 0] * ahead[:, 1] - ahead[:, 0] * outline[:, 1]
    area = 0.5 * abs(float(cross.sum()))
    floors = [
        surface
        for zone in building.zones
        for surface in zone.surfaces
        if surface.boundary is Boundary.GROUND
    ]
    total = sum(surface.area for surface in floors)
    if total <= 0.0:
        return resistance_ground_iso13370(area, perimeter, 0.1)
    floor = sum(one.area * one.construction.resistance for one in floors) / total
    return resistance_ground_iso13370(area, perimeter, floor)
