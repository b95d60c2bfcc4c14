"""Detailed building files: one building, zone by zone, as a person writes it.

A file may start from another one of its folder (``extends: base.yaml``); what it
gives is laid over what that file gives, name by name. ``null`` takes a name away,
a list replaces a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError
from twin.ground.types import FloatArray
from twin.io.day import HOURS, whole_day
from twin.io.detailed_extends import extended
from twin.io.detailed_face import parts_of, surfaces_of, windows_of
from twin.io.detailed_link import linking_problems
from twin.io.detailed_machine import make_fans, make_heat_pump, make_ventilation
from twin.io.detailed_record import (
    DetailedFile,
    DetailedLayer,
    DetailedMaterial,
    DetailedPane,
    DetailedZone,
    Operation,
)
from twin.io.detailed_timetable import DetailedTimetable, make_timetable
from twin.io.filter import embedded_filters
from twin.io.schema import check
from twin.io.timetable import Timetable, mean_air, mean_usage
from twin.io.usage import UsageRecord
from twin.model.building import AirLink, Building
from twin.model.material import (
    Construction,
    Gap,
    Glazing,
    Layer,
    Material,
    Pane,
)
from twin.model.usage import Hours24, Usage
from twin.model.zone import Boundary, Surface, Zone

_MASSLESS: Final = 0.1  # m, nominal thickness of a layer that is only a resistance
_NEVER_HEATED: Final = -100.0  # °C, set-point of a zone without heating
_NEVER_COOLED: Final = 200.0  # °C, set-point of a zone without cooling
_STEEPEST_ROOF: Final = 60.0  # °, steeper outdoor surfaces are walls


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a detailed building stands."""

    name: str
    latitude: float
    """North positive [°]."""
    longitude: float
    """East positive [°]."""
    elevation: float
    """Height above the sea [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detailed:
    """What a detailed building file holds."""

    building: Building
    place: Place | None
    """Where it stands, None where the file does not say."""
    files: tuple[Path, ...]
    """The file and those that it extends, the file itself first."""
    timetables: Mapping[str, Timetable]
    """What happens in its zones day by day, by their name, where the file says so."""
    ground: tuple[float, ...]
    """Temperature of faces on the ground by month, none for soil [°C]."""


def load_detailed(path: Path) -> Building:
    """Return the building of a detailed building file.

    Parameters
    ----------
    path
        A YAML file; its stem is the building's identifier.

    Returns
    -------
    Building
        The building.

    Raises
    ------
    InputError
        Every problem of the file and of those that it extends.

    References
    ----------
    ``docs/howto/detailed_building.md`` describes the file.
    """
    return read_detailed(path).building


def read_detailed(path: Path) -> Detailed:
    """Return all that a detailed building file holds.

    Parameters
    ----------
    path
        A YAML file; its stem is the building's identifier.

    Returns
    -------
    Detailed
        Building, place and files read.

    Raises
    ------
    InputError
        Every problem of the file and of those that it extends.
    """
    raw, files = extended(path)
    checked, problems = check(DetailedFile, raw)
    if checked is not None:
        problems = linking_problems(checked, embedded_filters())
    if checked is None or problems:
        rest = ", ".join(one.name for one in files[1:])
        source = f"{path} (extends {rest})" if rest else str(path)
        raise InputError(source, problems)
    place = None if checked.site is None else Place(**dict(checked.site))
    building = _building(path.stem, checked)
    return Detailed(
        building=building,
        place=place,
        files=files,
        timetables=_timetables(checked),
        ground=checked.ground,
    )


def _timetables(checked: DetailedFile) -> dict[str, Timetable]:
    """Return the timetables of the zones that have one."""
    hours = {name: one.hours() for name, one in checked.schedules.items()}
    return {
        name: _timetable(one, hours)
        for name, one in checked.zones.items()
        if one.timetable is not None
    }


def _timetable(record: DetailedZone, hours: Mapping[str, FloatArray]) -> Timetable:
    """Return the timetable of a zone, empty where it has none."""
    is_heated, is_cooled = _plant(record)
    return make_timetable(
        record.timetable or DetailedTimetable(),
        record.people,
        hours,
        is_heated=is_heated,
        is_cooled=is_cooled,
    )


def _building(name: str, checked: DetailedFile) -> Building:
    """Return the building of a file without problems."""
    fabric = _Fabric(checked)
    tables = _timetables(checked)
    zones = tuple(
        _zone(key, one, fabric, tables.get(key)) for key, one in checked.zones.items()
    )
    outer = [
        (zone.multiplier, one)
        for zone in zones
        for one in zone.surfaces
        if one.boundary is Boundary.OUTDOOR
    ]
    return Building(
        id=name,
        name=checked.name,
        archetype="detailed",
        use=checked.use,
        year_built=checked.year_built,
        storeys=checked.storeys,
        height=max(
            one.height_above_ground + one.multiplier * one.volume / one.floor_area
            for one in zones
        ),
        floor_area=sum(
            one.floor_area * one.multiplier
            for one in zones
            if checked.zones[one.name].is_counted
        ),
        roof_area=sum(one.area for _, one in outer if one.is_roof),
        wall_area=sum(times * one.area for times, one in outer if _is_wall(one)),
        window_area=sum(
            zone.multiplier * one.area for zone in zones for one in zone.windows
        ),
        dwellings=checked.dwellings,
        residents=checked.residents,
        n50=checked.n50 or 0.0,
        shelter=checked.shelter,
        hot_water=0.0,
        cooking=0.0,
        zones=zones,
        components=(),
        outline=checked.outline or _square(zones),
        origins=(),
        air_links=tuple(AirLink(**dict(one)) for one in checked.air_links),
    )


def _square(zones: tuple[Zone, ...]) -> tuple[tuple[float, float], ...]:
    """Return a square footprint as large as the lowest floors."""
    lowest = min(one.height_above_ground for one in zones)
    area = sum(one.floor_area for one in zones if one.height_above_ground == lowest)
    side = area**0.5
    return ((0.0, 0.0), (side, 0.0), (side, side), (0.0, side))


def _is_wall(surface: Surface) -> bool:
    """Return whether an outdoor surface is neither roof nor underside."""
    return not surface.is_roof and surface.exposure.tilt < 180.0 - _STEEPEST_ROOF


class _Fabric:
    """Constructions and glazing of a file."""

    def __init__(self, checked: DetailedFile) -> None:
        self.note = (checked.source, checked.status)
        self.filters = embedded_filters()
        self.materials = {
            key: self._material(key, one) for key, one in checked.materials.items()
        }
        self.constructions = {
            key: Construction(
                name=key,
                layers=tuple(self._layer(layer) for layer in one.layers),
                **{field: value for field, value in one if field != "layers"},
            )
            for key, one in checked.constructions.items()
        }
        self.glazings = {
            key: Glazing(
                name=key,
                u_value=one.u_value,
                shgc=one.shgc,
                source=one.source or checked.source,
                status=one.status or checked.status,
                panes=tuple(_pane(pane) for pane in one.panes),
                gaps=tuple(
                    Gap(gas=gap.gas, thickness=gap.thickness) for gap in one.gaps
                ),
            )
            for key, one in checked.glazings.items()
        }

    def _material(self, name: str, record: DetailedMaterial) -> Material:
        """Return a material with its source."""
        return Material(
            name=name,
            conductivity=record.conductivity,
            density=record.density,
            heat_capacity=record.heat_capacity,
            source=record.source or self.note[0],
            status=record.status or self.note[1],
        )

    def _layer(self, record: DetailedLayer) -> Layer:
        """Return a layer of a material, or one that is only a resistance."""
        if record.material is not None and record.thickness is not None:
            return Layer(
                material=self.materials[record.material], thickness=record.thickness
            )
        resistance = record.resistance or 1.0
        bare = Material(
            name=f"resistance_{resistance:g}",
            conductivity=_MASSLESS / resistance,
            density=0.0,
            heat_capacity=0.0,
            source=self.note[0],
            status=self.note[1],
        )
        return Layer(material=bare, thickness=_MASSLESS)


def _pane(record: DetailedPane) -> Pane:
    """Return a pane."""
    return Pane(**dict(record))


def _zone(
    name: str, record: DetailedZone, fabric: _Fabric, table: Timetable | None
) -> Zone:
    """Return a zone of a file without problems."""
    parts = parts_of(record)
    is_ideal = record.plant == "ideal"
    is_heated, is_cooled = _plant(record)
    fan = record.air_change_fan
    hours = () if fan is None else whole_day(fan)
    if table is None:
        usage = _usage(name, record, is_heated=is_heated, is_cooled=is_cooled)
    else:
        usage = mean_usage(name, table, record.floor_area)
        hours = mean_air(table)[1] or hours
    return Zone(
        name=name,
        usage=usage,
        floor_area=record.floor_area,
        volume=record.volume,
        height_above_ground=record.height_above_ground,
        people=record.people,
        surfaces=surfaces_of(parts, fabric.constructions, _STEEPEST_ROOF),
        windows=windows_of(parts, fabric.glazings),
        multiplier=record.multiplier,
        furniture_capacity=record.furniture_capacity,
        is_cooled=is_cooled,
        cooling_capacity=record.cooling_capacity,
        is_heated=is_heated,
        heating_capacity=record.heating_capacity,
        is_ideal=is_ideal,
        air_change=record.air_change,
        air_change_hours=hours,
        ceiling_fans=make_fans(record.ceiling_fans),
        ventilation=make_ventilation(record.ventilation, fabric.filters),
        heat_pump=make_heat_pump(record.heat_pump),
        is_inverter=record.is_inverter,
        dwelling=record.dwelling or "",
        cleaner_flow=fabric.filters.clean_flow(record.cleaner),
    )


def _plant(record: DetailedZone) -> tuple[bool, bool]:
    """Return whether a zone is heated and whether it is cooled."""
    is_ideal = record.plant == "ideal"
    heated, cooled = record.is_heated, record.is_cooled
    return (
        (is_ideal or record.can_heat) if heated is None else heated,
        (is_ideal or record.cooling_capacity > 0.0) if cooled is None else cooled,
    )


def _usage(
    name: str, record: DetailedZone, *, is_heated: bool, is_cooled: bool
) -> Usage:
    """Return the use of a zone."""
    if record.usage is not None:
        return _usage_with_people(name, record.usage, record.people)
    operation = record.operation or Operation()
    heating = operation.heating_setpoint if is_heated else None
    cooling = operation.cooling_setpoint if is_cooled else None
    gains = whole_day(operation.gains)
    most = max(gains)
    hours = whole_day(tuple(float(one) for one in operation.cooling_hours))
    setpoint = min(cooling) if cooling else _NEVER_COOLED
    return Usage(
        name=name,
        is_bedroom=False,
        occupancy_weekday=(0.0,) * HOURS,
        occupancy_weekend=(0.0,) * HOURS,
        presence_month=(1.0,) * 12,
        metabolic_rate=1.0,
        heat_sensible_person=0.0,
        heat_latent_person=0.0,
        co2_person=0.0,
        lighting=0.0,
        lighting_share=(0.0,) * HOURS,
        appliances=most / record.floor_area,
        appliances_share=tuple(one / most if most > 0.0 else 0.0 for one in gains),
        moisture_source=0.0,
        cooling_hours=hours if cooling else (0.0,) * HOURS,
        cooling_trigger=setpoint,
        cooling_setpoint=setpoint,
        cooling_needs_people=False,
        heating_setpoint=max(heating) if heating else _NEVER_HEATED,
        window_opening_temp=operation.window_opening_temp,
        flow_outdoor_person=0.0,
        appliances_radiant=operation.gains_radiant,
        cooling_setpoint_hours=_varying(cooling),
        heating_setpoint_hours=_varying(heating),
    )


def _usage_with_people(name: str, record: UsageRecord, people: float) -> Usage:
    """Return a full usage; its moisture is that of all people."""
    skipped = {"moisture_person", "cooling_hours", "sources"}
    return Usage(
        name=name,
        moisture_source=record.moisture_person * people,
        cooling_hours=tuple(float(one) for one in record.cooling_hours),
        **{key: value for key, value in record if key not in skipped},
    )


def _varying(values: tuple[float, ...] | None) -> Hours24:
    """Return the 24 values of a schedule, none for a constant."""
    if values is None or len(set(values)) == 1:
        return ()
    return whole_day(values)
