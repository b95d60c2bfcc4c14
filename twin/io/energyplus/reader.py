"""An epJSON model of EnergyPlus as a building.

First step of an importer: envelope, gains, outdoor air and ideal loads. What cannot
be read is refused; what is simplified or left out is listed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from twin.ground.errors import InputError
from twin.ground.types import FloatArray
from twin.io.energyplus.demand import Demand, Demands
from twin.io.energyplus.earth_contact import ground_temperatures
from twin.io.energyplus.fabric import Fabric
from twin.io.energyplus.faces import Face, Opening, read_faces, wind_factor
from twin.io.energyplus.geometry import Placement, volume_of
from twin.io.energyplus.neutral import note_the_rest
from twin.io.energyplus.objects import Model, Notice, Object, fold
from twin.io.energyplus.schedule import Schedules
from twin.io.energyplus.shade import Shades
from twin.io.energyplus.thermostat import read_thermostats, write_out_templates
from twin.io.timetable import Timetable, mean_air, mean_usage, settled
from twin.model.building import Building, BuildingUse
from twin.model.zone import Boundary, Exposure, Surface, Window, Zone

_FIRST_WEEKDAY: Final = 2  # 1 January of the simulated year is a Wednesday
_AIR_HEAT: Final = 1.2 * 1006.0  # J/(m³K)
_NO_FLOOR_HEIGHT: Final = 2.5  # m, floor area of a zone without floor
_MOST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A building read from a model, and what is not in it as it stands there."""

    building: Building
    zone_names: tuple[str, ...]
    """Names in the model, in the order of the building's zones."""
    notices: tuple[Notice, ...]
    """What was simplified or left out."""
    timetables: Mapping[str, Timetable]
    """Every hour of the zones, by their name in the building."""
    uncounted: frozenset[str] = frozenset()
    """Zones whose floor does not count in that of the building."""
    ground: tuple[float, ...] = ()
    """Temperature of faces that touch the ground, by month, none for soil [°C]."""


def read_epjson(raw: Mapping[str, Any], source: str) -> Reading:
    """Return the building that an EnergyPlus model describes.

    Parameters
    ----------
    raw
        Objects by type and name, as epJSON.
    source
        Name of the file, for messages and for the name of the building.

    Returns
    -------
    Reading
        Building, names of its zones in the model, and what was left out.

    Raises
    ------
    InputError
        Every object that is needed and cannot be read, with its field.
    """
    model = Model(write_out_templates(raw))
    reader = _Reader(model)
    if model.findings.problems:
        raise InputError(source, model.findings.problems)
    building = reader.building(source)
    ground = reader.ground()
    note_the_rest(model)
    if model.findings.problems:
        raise InputError(source, model.findings.problems)
    return Reading(
        building=building,
        zone_names=tuple(one.name for one in reader.zones),
        notices=tuple(model.findings.notices),
        timetables=reader.timetables(),
        ground=ground,
        uncounted=reader.uncounted(),
    )


class _Reader:
    """The parts of a model, joined zone by zone."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.zones = list(model.every("Zone"))
        if not self.zones:
            model.findings.refuse("Zone", "there must be at least one")
        placement = Placement(model)
        self._fabric = Fabric(model)
        self._faces = read_faces(model, placement)
        self._shades = Shades(model, self._faces, placement)
        self._films = _films(model)
        self._ids = _identifiers([one.name for one in self.zones])
        sizes = {fold(one.name): self._size(one) for one in self.zones}
        if model.findings.problems:
            return
        schedules = Schedules(model, _FIRST_WEEKDAY)
        self._demands = sizes
        Demands(model, schedules, sizes)
        read_thermostats(model, schedules, sizes)

    def timetables(self) -> dict[str, Timetable]:
        """Return every hour of the zones."""
        return {
            self._ids[key]: settled(one.timetable())
            for key, one in self._demands.items()
        }

    def uncounted(self) -> frozenset[str]:
        """Return the zones whose floor does not count in that of the building."""
        return frozenset(
            self._ids[fold(one.name)]
            for one in self.zones
            if fold(one.text("part_of_total_floor_area", "Yes")) == "no"
        )

    def ground(self) -> tuple[float, ...]:
        """Return the temperatures of the ground."""
        field = "outside_boundary_condition"
        conditions = [one.item.text(field) for one in self._faces.values()]
        return ground_temperatures(self._model, conditions)

    def building(self, source: str) -> Building:
        """Return the building."""
        zones = tuple(self._zone(one) for one in self.zones)
        tops = [float(one.points[:, 2].max()) for one in self._faces.values()]
        name = self._model.only("Building").name or source
        outer = [one for one in self._faces.values() if one.boundary is _OUTDOOR]
        area = {
            role: sum(one.net_area for one in outer if one.role == role)
            for role in ("wall", "roof")
        }
        return Building(
            id=_identifier(name) or "model",
            name=name,
            archetype="energyplus",
            use=BuildingUse.OFFICE,
            year_built=2000,
            storeys=1,
            height=max(tops, default=0.0),
            floor_area=sum(
                one.floor_area * one.multiplier
                for one in zones
                if one.name not in self.uncounted()
            ),
            roof_area=area["roof"],
            wall_area=area["wall"],
            window_area=sum(one.area for zone in zones for one in zone.windows),
            dwellings=0,
            residents=sum(one.people * one.multiplier for one in zones),
            n50=0.0,
            shelter=wind_factor(self._faces, self._model),
            hot_water=0.0,
            cooking=0.0,
            zones=zones,
            components=(),
            outline=_outline(self._faces.values()),
            origins=(),
        )

    def _size(self, zone: Object) -> Demand:
        """Return the size of a zone."""
        own = [one for one in self._faces.values() if one.zone == fold(zone.name)]
        if not own:
            zone.refuse("", "has no surface")
        floors = sum(one.area for one in own if one.role == "floor")
        volume = zone.number("volume", volume_of([one.points for one in own]))
        area = zone.number("floor_area", floors)
        if area <= 0.0 < volume:
            area = volume / _NO_FLOOR_HEIGHT
            zone.note(f"has no floor: its area is taken as {area:.1f} m²")
        if volume <= 0.0:
            zone.refuse("volume", "must be above 0, or its surfaces must enclose it")
        outer = [one for one in own if one.boundary is _OUTDOOR]
        return Demand(
            floor_area=area,
            volume=volume,
            exterior_area=sum(one.area for one in outer),
            exterior_wall_area=sum(one.area for one in outer if one.role == "wall"),
        )

    def _zone(self, item: Object) -> Zone:
        """Return a zone with everything in it."""
        key = fold(item.name)
        own = [one for one in self._faces.values() if one.zone == key]
        demand = self._demands[key]
        table = demand.timetable()
        constant, hours = mean_air(table)
        lowest = min((float(one.points[:, 2].min()) for one in own), default=0.0)
        surfaces = [s for one in own for s in self._surfaces(one)]
        return Zone(
            name=self._ids[key],
            usage=mean_usage(self._ids[key], table, demand.floor_area),
            floor_area=demand.floor_area,
            volume=demand.volume,
            height_above_ground=max(lowest, 0.0),
            people=float(demand.people.max()),
            surfaces=(*surfaces, *self._masses(item)),
            windows=tuple(w for one in own for w in self._windows(one)),
            multiplier=round(item.number("multiplier", 1.0)),
            furniture_capacity=self._furniture(demand),
            is_ideal=demand.is_conditioned,
            is_cooled=table.cooling is not None,
            is_heated=table.heating is not None,
            air_change=constant,
            air_change_hours=hours,
        )

    def _furniture(self, demand: Demand) -> float:
        """Return the heat capacity beyond that of the air, per floor area."""
        item = self._model.only("ZoneCapacitanceMultiplier:ResearchSpecial")
        times = item.number("temperature_capacity_multiplier", 1.0)
        return (times - 1.0) * _AIR_HEAT * demand.volume / demand.floor_area

    def _surfaces(self, face: Face) -> Iterator[Surface]:
        """Yield a face and its doors."""
        if not face.is_listed:
            return
        tilt, azimuth = face.direction
        overhang, width, height = self._shades.of_face(face)
        parts = [(face.item, face.net_area, face.item.text("construction_name"))]
        parts += [
            (one.item, one.area, one.construction)
            for one in face.openings
            if not one.is_glass
        ]
        for item, area, name in parts:
            construction = self._fabric.opaque(
                item, name, is_closed=face.boundary is Boundary.ADIABATIC
            )
            if construction is None or area <= 0.0:
                continue
            inside, outside = self._films.get(fold(item.name), (None, None))
            is_whole = item is face.item
            yield Surface(
                name=item.name,
                area=area,
                construction=construction,
                boundary=face.boundary,
                exposure=Exposure(tilt=tilt, azimuth=azimuth),
                neighbour=self._ids.get(face.neighbour, ""),
                is_roof=face.role == "roof" and face.boundary is _OUTDOOR,
                sees_sun=fold(face.item.text("sun_exposure", "SunExposed")) != "nosun",
                sees_wind=fold(face.item.text("wind_exposure", "WindExposed"))
                != "nowind",
                film_inside=inside,
                film_outside=outside,
                overhang=overhang if is_whole else None,
                width=width if is_whole and overhang else 0.0,
                height=height if is_whole and overhang else 0.0,
            )

    def _windows(self, face: Face) -> Iterator[Window]:
        """Yield the windows of a face."""
        tilt, azimuth = face.direction
        for one in face.openings:
            if not one.is_glass:
                continue
            glazing = self._fabric.glazing(one.item, one.construction)
            if glazing is None:
                continue
            width, height = _width_and_height(one)
            overhangs, fins = self._shades.of_window(face, one)
            inside, outside = self._films.get(fold(one.item.name), (None, None))
            yield Window(
                name=one.item.name,
                area=one.area,
                glazing=glazing,
                exposure=Exposure(tilt=tilt, azimuth=azimuth),
                openable_fraction=0.0,
                height=height,
                width=width,
                overhangs=overhangs,
                fins=fins,
                film_inside=inside,
                film_outside=outside,
            )

    def _masses(self, zone: Object) -> Iterator[Surface]:
        """Yield the internal mass of a zone."""
        for item in self._model.every("InternalMass"):
            if fold(item.text("zone_or_zonelist_name")) != fold(zone.name):
                continue
            name = item.text("construction_name")
            construction = self._fabric.opaque(item, name, is_closed=True)
            if construction is not None:
                yield Surface(
                    name=item.name,
                    area=item.number("surface_area"),
                    construction=construction,
                    boundary=Boundary.ADIABATIC,
                    exposure=Exposure(tilt=90.0, azimuth=0.0),
                )


_OUTDOOR: Final = Boundary.OUTDOOR


def _films(model: Model) -> dict[str, tuple[float | None, float | None]]:
    """Return constant convective coefficients inside and outside, by surface."""
    found: dict[str, tuple[float | None, float | None]] = {}
    for item in model.every("SurfaceProperty:ConvectionCoefficients"):
        both: dict[str, float | None] = {"inside": None, "outside": None}
        for number in (1, 2):
            prefix = f"convection_coefficient_{number}"
            side = fold(item.text(f"{prefix}_location"))
            if side not in both:
                continue
            if fold(item.text(f"{prefix}_type", "Value")) != "value":
                item.note(f"only constant values are read; {side} left to the program")
                continue
            both[side] = item.number(prefix)
        found[fold(item.text("surface_name"))] = (both["inside"], both["outside"])
    return found


def _width_and_height(opening: Opening) -> tuple[float, float]:
    """Return width and height of a window in its plane."""
    points: FloatArray = opening.points
    level = np.ptp(points, axis=0)
    rise = float(level[2])
    area = opening.area / opening.multiplier
    if rise < 1e-3:  # noqa: PLR2004 - m, a window that lies
        side = float(np.linalg.norm(points[1] - points[0]))
        return side, area / side
    edges = np.diff(np.vstack([points, points[:1]]), axis=0)
    slant = edges[np.argmax(np.abs(edges[:, 2]))]
    height = float(np.linalg.norm(slant)) * rise / abs(float(slant[2]))
    return area / height, height


def _identifier(name: str) -> str:
    """Return a name with letters, digits, ``_`` and ``-`` only."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_")[:_MOST_NAME]


def _identifiers(names: Sequence[str]) -> dict[str, str]:
    """Return distinct identifiers by folded name."""
    found: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        plain = _identifier(name) or "zone"
        taken = set(found.values())
        found[fold(name)] = f"{plain}_{number}" if plain in taken else plain
    return found


def _outline(faces: Iterable[Face]) -> tuple[tuple[float, float], ...]:
    """Return the rectangle around all surfaces [m]."""
    points = np.vstack([one.points for one in faces])
    (left, low), (right, high) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    corners = ((left, low), (right, low), (right, high), (left, high))
    return tuple((float(x), float(y)) for x, y in corners)
