"""Variants of one building side by side, as the kernel reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twin.annual.machine_rooms import find_machines
from twin.annual.outdoor import OutdoorYear, mean_of_hour
from twin.annual.rooms import zone_rooms
from twin.annual.scratch import Start
from twin.annual.series import Climate, Fabric, Layout, Sun
from twin.annual.shell import Shell, build_layout, stack_fabric
from twin.annual.sunlight import (
    Irradiances,
    irradiance_outside,
    light_through,
    window_light,
)
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.psychrometrics import density_air
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.component import Product
from twin.model.zone import Exposure
from twin.physics.elements import Element, Pane
from twin.physics.films import convection_forced

_LEVEL = 0.98  # cosine of the tilt beyond which a face has no lee
_TEMP_INDOOR = 20.0  # °C, at which the air of a room is weighed, and starts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lane:
    """One variant of a building in one climate."""

    built: Building
    """Building as built, whose set-points stand in the drive."""
    building: Building
    shell: Shell
    outdoor: OutdoorYear
    cooker: str
    """Product on which people cook, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """Inputs of the kernel that lanes decide."""

    layout: Layout
    fabric: Fabric
    climate: Climate
    sun: Sun
    rooms: FloatArray
    """Constants of the zones, shape ``(zone, row, lane)`` [any]."""
    start: Start


def stack_batch(
    lanes: Sequence[Lane],
    irradiances: Irradiances,
    products: Mapping[str, Product],
    co2_outdoor: float,
) -> Batch:
    """Return the inputs of the kernel for variants of equal signature.

    Parameters
    ----------
    lanes
        Variants of one building.
    irradiances
        Irradiance on all its faces.
    products
        Catalogue by name.
    co2_outdoor
        Outdoor CO₂ [ppm].

    Returns
    -------
    Batch
        Arrays, lanes last.
    """
    first = lanes[0]
    fabric, orders = stack_fabric([one.shell for one in lanes])
    pressure = float(np.mean(first.outdoor.weather.pressure))
    density = float(density_air(_TEMP_INDOOR, pressure))
    setpoints = np.array([zone.usage.cooling_setpoint for zone in first.built.zones])
    rooms = [
        zone_rooms(one.building, setpoints, density, one.cooker, products)
        for one in lanes
    ]
    constants = np.ascontiguousarray(np.stack(rooms, axis=-1))
    layout = build_layout(first.building, first.shell, orders, density)
    return Batch(
        layout=layout._replace(machines=find_machines(constants)),
        fabric=fabric,
        climate=_climate(lanes),
        sun=_sun(lanes, irradiances),
        rooms=constants,
        start=Start(
            temp=np.full(len(lanes), _TEMP_INDOOR),
            co2_indoor=co2_outdoor,
            co2_outdoor=co2_outdoor,
            height=first.building.height,
        ),
    )


def _climate(lanes: Sequence[Lane]) -> Climate:
    """Return outdoors, each climate once."""
    found: dict[int, OutdoorYear] = {}
    for one in lanes:
        found.setdefault(id(one.outdoor), one.outdoor)
    place = {key: number for number, key in enumerate(found)}
    years = list(found.values())
    first = lanes[0]
    weather = first.outdoor.weather
    wind = mean_of_hour(weather.wind_speed) * first.building.shelter
    return Climate(
        node=np.array([place[id(one.outdoor)] for one in lanes], dtype=np.int64),
        temp_outdoor=_columns([year.temp_mean for year in years]),
        temp_sky=_columns([year.temp_sky for year in years]),
        temp_ground=_columns([mean_of_hour(year.temp_ground) for year in years]),
        humidity_ratio=_columns([year.humidity_ratio for year in years]),
        density=_columns([year.density for year in years]),
        pressure=np.array(weather.pressure),
        wind_local=wind,
        forced=_forced(first.shell, wind, np.asarray(weather.wind_direction)),
    )


def _columns(series: Sequence[FloatArray]) -> FloatArray:
    """Return series side by side."""
    return np.ascontiguousarray(np.stack(series, axis=-1))


def _forced(shell: Shell, wind: FloatArray, direction: FloatArray) -> FloatArray:
    """Return the wind's part of the film of each outer face [W/(m²K)]."""
    known: dict[tuple[float, float], FloatArray] = {}

    def towards(exposure: Exposure) -> FloatArray:
        key = (exposure.tilt, exposure.azimuth)
        if key not in known:
            level = abs(np.cos(np.radians(exposure.tilt))) > _LEVEL
            onto = np.cos(np.radians(direction - exposure.azimuth)) >= 0.0
            known[key] = convection_forced(wind, np.maximum(onto, float(level)))
        return known[key]

    films = np.zeros((HOURS_PER_YEAR, len(shell.elements) + len(shell.panes)))
    faces: list[Element | Pane] = [*shell.elements, *shell.panes]
    for number, one in enumerate(faces):
        for area, exposure in _windy(one):
            films[:, number] += area / max(one.area, 1e-12) * towards(exposure)
    return films


def _windy(one: Element | Pane) -> list[tuple[float, Exposure]]:
    """Return areas and exposures that wind reaches."""
    if isinstance(one, Pane):
        return [(area, window.exposure) for area, window in one.parts]
    if one.boundary != "outdoor":
        return []
    return [
        (area, surface.exposure) for area, surface in one.parts if surface.sees_wind
    ]


def _sun(lanes: Sequence[Lane], irradiances: Irradiances) -> Sun:
    """Return sunlight, each set of windows once."""
    first = lanes[0]
    outdoor = first.outdoor
    elements = first.shell.elements
    light = {}
    found: dict[object, Lane] = {}
    index = []
    for lane in lanes:
        key = tuple(
            (pane.glazing, tuple(window.shading_factor for _, window in pane.parts))
            for pane in lane.shell.panes
        )
        found.setdefault(key, lane)
        index.append(list(found).index(key))
        for pane in lane.shell.panes:
            for _, window in pane.parts:
                if (pane.zone, window) not in light:
                    zone = lane.building.zones[pane.zone]
                    room = (zone.floor_area, zone.volume / zone.floor_area)
                    light[pane.zone, window] = window_light(
                        window, irradiances, outdoor, room
                    )
    zones = len(first.building.zones)
    sets = [light_through(lane.shell.panes, light, zones) for lane in found.values()]
    blank = np.zeros((HOURS_PER_YEAR, len(elements), len(sets)))
    opaque = irradiance_outside(elements, irradiances, outdoor)
    none = np.zeros((HOURS_PER_YEAR, len(first.shell.panes)))
    return Sun(
        glass=np.array(index, dtype=np.int64),
        opaque=np.ascontiguousarray(np.hstack([opaque, none])),
        beam=_columns([one.beam for one in sets]),
        diffuse=_columns([one.diffuse for one in sets]),
        inner=np.concatenate([blank, _columns([one.inner for one in sets])], axis=1),
        outer=np.concatenate([blank, _columns([one.outer for one in sets])], axis=1),
    )
