"""The heat network of a variant: assembled, reduced, made discrete."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.outdoor import OutdoorYear
from twin.annual.series import (
    Envelope,
)
from twin.model.building import Building
from twin.model.zone import Boundary
from twin.physics.discrete import discretise_system
from twin.physics.elements import Element, gather_elements
from twin.physics.films import Films, films_by_climate
from twin.physics.ground_floor import resistance_ground_iso13370
from twin.physics.network import Network, assemble_network
from twin.physics.reduction import ReducedSystem, reduce_network

_DENSITY_INDOOR: Final = 1.17  # kg/m³, air near 27 °C


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shell:
    """Heat network of a building, shared by variants that differ in other things."""

    network: Network
    system: ReducedSystem
    envelope: Envelope


def building_films(building: Building, outdoor: OutdoorYear) -> Films:
    """Return the surface films of a building in a climate year.

    Parameters
    ----------
    building
        Building with its shelter.
    outdoor
        Climate year whose mean wind and temperature count.

    Returns
    -------
    Films
        Coefficients, constant over the year.
    """
    wind = float(outdoor.weather.wind_speed.mean()) * building.shelter
    return films_by_climate(wind, float(outdoor.temp_mean.mean()))


def build_shell(building: Building, films: Films, error_bound: float) -> Shell:
    """Return the reduced and discretised heat network of a building.

    Parameters
    ----------
    building
        Building as the variant describes it.
    films
        Surface coefficients.
    error_bound
        Bound of the model reduction [-].

    Returns
    -------
    Shell
        Network, reduced system and its hourly step.
    """
    network = assemble_network(
        building, films, _DENSITY_INDOOR, resistance_ground(building)
    )
    system = reduce_network(network, error_bound)
    step = discretise_system(system)
    envelope = Envelope(
        step.step,
        step.gain_temp,
        step.gain_heat,
        step.output,
        step.through_temp,
        step.through_heat,
        step.answer_mean,
        step.answer_end,
        step.storage,
    )
    return Shell(network=network, system=system, envelope=envelope)


def outer_elements(building: Building) -> tuple[Element, ...]:
    """Return the outdoor elements in the order of the network's heat inputs.

    Parameters
    ----------
    building
        Building as the variant describes it.

    Returns
    -------
    tuple[Element, ...]
        Elements with an outdoor face.
    """
    elements = gather_elements(building)
    return tuple(one for one in elements if one.boundary is Boundary.OUTDOOR)


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
