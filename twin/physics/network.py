r"""The heat network of a building: one linear system for all its zones.

.. math:: C\,\dot T = -K\,T + B_T\,u_T + B_q\,q

Nodes are the faces and inner cells of every opaque element, one convective air node
and one long-wave star node in each zone, and the inner face of its windows. Boundary
temperatures enter through conductances, heat enters at nodes. Nodes without capacity
are eliminated exactly, so that they return as algebraic outputs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from twin.ground.constants import HEAT_CAPACITY_AIR
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.zone import Boundary, Zone
from twin.physics.conduction import discretise_construction
from twin.physics.elements import Element, gather_elements
from twin.physics.films import Films, radiation_coefficient, resistance_window

TEMPERATURES: Final = 2
"""Boundary temperatures: outdoors and ground."""
_OUTDOOR: Final = 0
_GROUND: Final = 1
_SOIL_THICKNESS: Final = 0.5  # m, EN ISO 52016-1, 6.5.8
_SOIL_CONDUCTIVITY: Final = 2.0  # W/(mK), EN ISO 13370:2017, table 7, sand
_SOIL_HEAT: Final = 2.0e6  # J/(m³K), EN ISO 13370:2017, table 7, sand


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Continuous linear system of a building, masses only.

    Inputs are, in this order, the temperatures of outdoors and ground, then the
    heats: one into the outer face of each outdoor element, one into the air of each
    zone, one into the inner faces of each zone.
    """

    capacity: FloatArray
    """Heat capacity of each state, shape ``(state,)`` [J/K]."""
    conductance: FloatArray
    """Symmetric matrix of the masses, shape ``(state, state)`` [W/K]."""
    gain: FloatArray
    """Inputs into states, shape ``(state, input)`` [W/K or -]."""
    output: FloatArray
    """States into outputs, shape ``(output, state)`` [- or W/K]."""
    through: FloatArray
    """Inputs into outputs, shape ``(output, input)`` [- or K/W or W/K]."""
    zones: int
    """Number of zones; outputs are air and star temperature of each zone, then the
    heat that leaves the building through its envelope."""
    outer: tuple[Element, ...]
    """Outdoor elements in the order of their heat inputs."""


@dataclass(slots=True)
class _Assembly:
    """Nodes and conductances while they are collected."""

    zones: int
    capacity: list[float] = field(default_factory=list)
    links: list[tuple[int, int, float]] = field(default_factory=list)
    borders: list[tuple[int, int, float]] = field(default_factory=list)
    faces: list[tuple[int, int, float]] = field(default_factory=list)
    heated: list[int] = field(default_factory=list)
    outer: list[Element] = field(default_factory=list)

    def node(self, capacity: float) -> int:
        """Add a node and return its index."""
        self.capacity.append(capacity)
        return len(self.capacity) - 1

    def air(self, zone: int) -> int:
        """Return the air node of a zone."""
        return zone

    def star(self, zone: int) -> int:
        """Return the star node of a zone."""
        return self.zones + zone


def assemble_network(
    building: Building, films: Films, density_air: float, resistance_ground: float
) -> Network:
    """Return the heat network of a building.

    Parameters
    ----------
    building
        Building with at least one zone; each zone stands for all its storeys.
    films
        Surface coefficients.
    density_air
        Density of indoor air [kg/m³].
    resistance_ground
        Resistance between the 0.5 m of soil that is modelled and the ground
        temperature, EN ISO 13370 [m²K/W].

    Returns
    -------
    Network
        Linear system whose only nodes have capacity.

    References
    ----------
    EN ISO 52016-1:2017, clause 6.5 (nodes, ground, films); star network: Seem (1987),
    Modeling of heat transfer in buildings, ch. 3.
    """
    work = _Assembly(zones=len(building.zones))
    for zone in building.zones:
        work.node(_capacity_air(zone, density_air))
    for _ in building.zones:
        work.node(0.0)
    for element in gather_elements(building):
        _add_element(work, element, films, resistance_ground)
    for number, zone in enumerate(building.zones):
        _add_windows(work, number, zone, films)
    return _eliminate(work)


def _capacity_air(zone: Zone, density: float) -> float:
    """Return the heat capacity of air and furniture [J/K]."""
    air = zone.volume * density * HEAT_CAPACITY_AIR
    return (air + zone.furniture_capacity * zone.floor_area) * zone.multiplier


def _add_element(
    work: _Assembly, element: Element, films: Films, resistance_ground: float
) -> None:
    """Add the nodes of an opaque element and connect both its faces."""
    chain = discretise_construction(element.construction)
    area = element.area
    nodes = [work.node(float(value) * area) for value in chain.capacity]
    for left, right, value in zip(nodes, nodes[1:], chain.conductance, strict=False):
        work.links.append((left, right, float(value) * area))
    inside = element.construction.emissivity_inside
    _add_face(work, nodes[-1], element.zone, (area, element.tilt, inside), films)
    if element.boundary is Boundary.OUTDOOR:
        outside = radiation_coefficient(element.construction.emissivity_outside)
        work.borders.append(
            (nodes[0], _OUTDOOR, area * (films.convection_outside + outside))
        )
        work.heated.append(nodes[0])
        work.outer.append(element)
    elif element.boundary is Boundary.GROUND:
        _add_soil(work, nodes[0], area, resistance_ground)
    elif element.boundary is Boundary.ZONE:
        behind = (area, 180.0 - element.tilt, inside)
        _add_face(work, nodes[0], element.neighbour, behind, films)


def _add_face(
    work: _Assembly,
    node: int,
    zone: int,
    face: tuple[float, float, float],
    films: Films,
) -> None:
    """Connect an inner face (area, tilt, emissivity) to air and star of its zone."""
    area, tilt, emissivity = face
    work.links.append((node, work.air(zone), area * films.inside(tilt)))
    work.links.append((node, work.star(zone), area * radiation_coefficient(emissivity)))
    work.faces.append((node, zone, area))


def _add_soil(work: _Assembly, node: int, area: float, resistance: float) -> None:
    """Add half a metre of soil below a floor and connect it to the ground."""
    cells = 4
    step = _SOIL_THICKNESS / cells
    above = node
    for _ in range(cells):
        below = work.node(_SOIL_HEAT * step * area)
        work.links.append((above, below, _SOIL_CONDUCTIVITY / step * area))
        above = below
    work.borders.append((above, _GROUND, area / max(resistance, 0.01)))


def _add_windows(work: _Assembly, number: int, zone: Zone, films: Films) -> None:
    """Add the inner faces of a zone's windows, one for each glazing."""
    areas: dict[float, float] = {}
    for window in zone.windows:
        key = window.glazing.u_value
        areas[key] = areas.get(key, 0.0) + window.area * zone.multiplier
    for u_value, area in areas.items():
        node = work.node(0.0)
        work.borders.append((node, _OUTDOOR, area / resistance_window(u_value)))
        _add_face(work, node, number, (area, 90.0, 0.84), films)


def _eliminate(work: _Assembly) -> Network:
    """Return the network with the massless nodes taken out exactly."""
    conductance, gain = _matrices(work)
    capacity = np.asarray(work.capacity)
    keep = np.flatnonzero(capacity > 0.0)
    gone = np.flatnonzero(capacity <= 0.0)
    inverse = np.linalg.inv(conductance[np.ix_(gone, gone)])
    # T_gone = inverse @ (gain_gone u - K_gone,keep T_keep)
    state_to_gone = -inverse @ conductance[np.ix_(gone, keep)]
    input_to_gone = inverse @ gain[gone]
    cross = conductance[np.ix_(keep, gone)]
    recover_state = np.zeros((len(capacity), len(keep)))
    recover_state[keep, np.arange(len(keep))] = 1.0
    recover_state[gone] = state_to_gone
    recover_input = np.zeros((len(capacity), gain.shape[1]))
    recover_input[gone] = input_to_gone
    reduced = conductance[np.ix_(keep, keep)] + cross @ state_to_gone
    output, through = _outputs(work, recover_state, recover_input)
    return Network(
        capacity=capacity[keep],
        conductance=(reduced + reduced.T) / 2.0,
        gain=gain[keep] - cross @ input_to_gone,
        output=output,
        through=through,
        zones=work.zones,
        outer=tuple(work.outer),
    )


def _matrices(work: _Assembly) -> tuple[FloatArray, FloatArray]:
    """Return conductance matrix and input gains of all nodes."""
    count = len(work.capacity)
    conductance = np.zeros((count, count))
    for left, right, value in work.links:
        conductance[left, left] += value
        conductance[right, right] += value
        conductance[left, right] -= value
        conductance[right, left] -= value
    heats = len(work.heated)
    gain = np.zeros((count, TEMPERATURES + heats + 2 * work.zones))
    for node, border, value in work.borders:
        conductance[node, node] += value
        gain[node, border] += value
    for column, node in enumerate(work.heated):
        gain[node, TEMPERATURES + column] = 1.0
    for zone in range(work.zones):
        gain[work.air(zone), TEMPERATURES + heats + zone] = 1.0
    _share_radiation(gain, work.faces, TEMPERATURES + heats + work.zones)
    return conductance, gain


def _share_radiation(
    gain: FloatArray, faces: Sequence[tuple[int, int, float]], first: int
) -> None:
    """Spread the radiant heat of each zone over its faces by their area."""
    total: dict[int, float] = {}
    for _, zone, area in faces:
        total[zone] = total.get(zone, 0.0) + area
    for node, zone, area in faces:
        gain[node, first + zone] += area / total[zone]


def _outputs(
    work: _Assembly, recover_state: FloatArray, recover_input: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return rows for air and star temperatures and for the heat that leaves."""
    picked = [work.air(z) for z in range(work.zones)]
    picked += [work.star(z) for z in range(work.zones)]
    loss_state = np.zeros(recover_state.shape[1])
    loss_input = np.zeros(recover_input.shape[1])
    for node, border, value in work.borders:
        loss_state += value * recover_state[node]
        loss_input += value * recover_input[node]
        loss_input[border] -= value
    return (
        np.vstack([recover_state[picked], loss_state]),
        np.vstack([recover_input[picked], loss_input]),
    )
