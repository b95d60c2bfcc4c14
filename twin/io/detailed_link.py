"""What must hold between the parts of a detailed building file."""

from collections.abc import Iterable, Iterator
from itertools import cycle, islice

from twin.ground.errors import Problem
from twin.io.day import HOURS
from twin.io.detailed_face import TRACE, Parts, gross_area, parts_of
from twin.io.detailed_record import (
    DetailedFace,
    DetailedFile,
    DetailedSurface,
    DetailedWindow,
    DetailedZone,
)
from twin.io.detailed_timetable import DetailedTimetable, timetable_problems
from twin.io.filter import Filters
from twin.io.schema import suggest
from twin.model.building import BuildingUse
from twin.model.zone import Boundary

_CORNERS = 3
_MONTHS = 12
_EDGE = 1.0e-6  # m, rounding allowed where a window touches the edge of its surface


def linking_problems(checked: DetailedFile, filters: Filters) -> list[Problem]:
    """Return everything that does not fit together in a file.

    Parameters
    ----------
    checked
        File whose values are right one by one.
    filters
        Classes of filters that it may name.

    Returns
    -------
    list[Problem]
        Empty where a building can be made of it.
    """
    problems = list(_unknown_materials(checked))
    if len(checked.ground) not in {0, _MONTHS}:
        message = f"needs {_MONTHS} temperatures, has {len(checked.ground)}"
        problems.append(Problem(path="ground", message=message))
    if 0 < len(checked.outline) < _CORNERS:
        message = f"needs at least {_CORNERS} corners"
        problems.append(Problem(path="outline", message=message))
    for name, zone in checked.zones.items():
        path = f"zones.{name}"
        parts = parts_of(zone)
        problems += _zone_problems(path, zone, checked)
        problems += _filter_problems(path, zone, filters)
        for key, one in zone.surfaces.items():
            place = f"{path}.surfaces.{key}"
            problems += _surface_problems(place, key, one, parts)
            problems += _behind_problems(place, name, one, checked)
            problems += _unknown(
                f"{place}.construction", one.construction, checked.constructions
            )
        for key, window in zone.windows.items():
            place = f"{path}.windows.{key}"
            problems += _window_problems(place, window, parts)
            problems += _unknown(f"{place}.glazing", window.glazing, checked.glazings)
    return [*problems, *_dwelling_problems(checked), *_air_problems(checked)]


def _unknown(path: str, name: str, known: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem where a name is not known."""
    names = list(known)
    if name not in names:
        yield Problem(path=path, message=f"unknown; {suggest(name, names)}", given=name)


def _unknown_materials(checked: DetailedFile) -> Iterator[Problem]:
    """Yield the layers whose material is not known."""
    for name, one in checked.constructions.items():
        for index, layer in enumerate(one.layers):
            if layer.material is not None:
                path = f"constructions.{name}.layers.{index}.material"
                yield from _unknown(path, layer.material, checked.materials)


def _zone_problems(
    path: str, zone: DetailedZone, checked: DetailedFile
) -> Iterator[Problem]:
    """Yield what is wrong with the use, the plant and the air of a zone."""
    given = [one for one in (zone.operation, zone.usage, zone.timetable) if one]
    if len(given) > 1:
        message = "give operation, usage or timetable, not both"
        yield Problem(path=path, message=message)
    if zone.timetable is not None:
        place = f"{path}.timetable"
        yield from timetable_problems(place, zone.timetable, checked.schedules)
    if zone.air_change is None and checked.n50 is None:
        message = "is required where the building has no n50"
        yield Problem(path=f"{path}.air_change", message=message)
    if zone.people > 0.0 and zone.usage is None and zone.timetable is None:
        message = "needs a usage, which says when they are there"
        yield Problem(path=f"{path}.people", message=message, given=zone.people)
    yield from _plant_problems(path, zone)
    yield from _setpoint_problems(path, zone)


def _plant_problems(path: str, zone: DetailedZone) -> Iterator[Problem]:
    """Yield what is wrong with the plant of a zone."""
    for kind, wanted, capacity, can_run in (
        ("heat", zone.is_heated, zone.heating_capacity, zone.can_heat),
        ("cool", zone.is_cooled, zone.cooling_capacity, zone.cooling_capacity > 0.0),
    ):
        field = f"{path}.{kind}ing_capacity"
        if zone.plant != "limited" and capacity > 0.0:
            message = "belongs to `plant: limited` only"
            yield Problem(path=field, message=message, given=capacity)
        if zone.plant == "limited" and wanted and not can_run:
            yield Problem(path=field, message="must be above 0", given=capacity)
        if zone.plant == "none" and wanted:
            message = "needs `plant: ideal` or `plant: limited`"
            yield Problem(path=f"{path}.is_{kind}ed", message=message, given=wanted)
    if zone.plant == "limited" and not (zone.can_heat or zone.cooling_capacity > 0.0):
        message = "needs heating_capacity, heat_pump or cooling_capacity above 0"
        yield Problem(path=f"{path}.plant", message=message, given=zone.plant)
    yield from _machine_problems(path, zone)


def _machine_problems(path: str, zone: DetailedZone) -> Iterator[Problem]:
    """Yield machines that do not fit the plant of a zone."""
    if zone.heat_pump is not None and zone.plant != "limited":
        message = "belongs to `plant: limited` only"
        yield Problem(path=f"{path}.heat_pump", message=message)
    if zone.heat_pump is not None and zone.heating_capacity > 0.0:
        message = "must be 0 beside a heat_pump, which has its own capacity"
        given = zone.heating_capacity
        yield Problem(path=f"{path}.heating_capacity", message=message, given=given)
    if zone.is_inverter and zone.cooling_capacity <= 0.0:
        message = "needs a cooling_capacity above 0"
        yield Problem(path=f"{path}.is_inverter", message=message, given=True)


def _filter_problems(
    path: str, zone: DetailedZone, filters: Filters
) -> Iterator[Problem]:
    """Yield classes of filters that are not known."""
    for key, one in (("ventilation", zone.ventilation), ("cleaner", zone.cleaner)):
        if one is not None:
            yield from filters.problems(f"{path}.{key}.filter", one.filter)


def _dwelling_problems(checked: DetailedFile) -> Iterator[Problem]:
    """Yield dwellings of buildings without any, and zones that name none."""
    given = [one.dwelling for one in checked.zones.values()]
    if not any(given):
        return
    for name, one in checked.zones.items():
        path = f"zones.{name}.dwelling"
        if checked.use is not BuildingUse.DWELLING and one.dwelling is not None:
            message = f"a building for {checked.use.value!r} has no dwellings"
            yield Problem(path=path, message=message, given=one.dwelling)
        elif one.dwelling is None:
            message = "is required where another zone names its dwelling"
            yield Problem(path=path, message=message)


def _setpoint_problems(path: str, zone: DetailedZone) -> Iterator[Problem]:
    """Yield set-points that are lacking or cross each other."""
    if zone.plant == "none" or zone.usage is not None:
        return
    if zone.timetable is not None:
        yield from _followed_problems(path, zone, zone.timetable)
        return
    operation = zone.operation
    heating = operation.heating_setpoint if operation else None
    cooling = operation.cooling_setpoint if operation else None
    is_ideal = zone.plant == "ideal"
    heats = zone.is_heated is not False and (is_ideal or zone.can_heat)
    cools = zone.is_cooled is not False and (is_ideal or zone.cooling_capacity > 0.0)
    for kind, runs, values in (
        ("heating", heats, heating),
        ("cooling", cools, cooling),
    ):
        if runs and values is None:
            message = f"is required where the plant does the {kind}"
            yield Problem(path=f"{path}.operation.{kind}_setpoint", message=message)
    if heats and cools and heating is not None and cooling is not None:
        pairs = zip(cycle(heating), cycle(cooling), strict=False)
        if any(low > high for low, high in islice(pairs, HOURS)):
            message = "must not lie below heating_setpoint in any hour"
            yield Problem(path=f"{path}.operation.cooling_setpoint", message=message)


def _followed_problems(
    path: str, zone: DetailedZone, table: DetailedTimetable
) -> Iterator[Problem]:
    """Yield set-points that a timetable lacks."""
    is_ideal = zone.plant == "ideal"
    for kind, runs, given in (
        ("heating", is_ideal or zone.can_heat, table.heating_setpoint),
        ("cooling", is_ideal or zone.cooling_capacity > 0.0, table.cooling_setpoint),
    ):
        is_wanted = getattr(zone, "is_heated" if kind == "heating" else "is_cooled")
        if runs and is_wanted is not False and given is None:
            message = f"is required where the plant does the {kind}"
            yield Problem(path=f"{path}.timetable.{kind}_setpoint", message=message)


def _size_problems(path: str, face: DetailedFace) -> Iterator[Problem]:
    """Yield a size that is given twice or not at all.

    What is no rectangle may give all three where shades need its width and height.
    """
    sides = (face.width is not None, face.height is not None)
    is_shaped = face.within is None and isinstance(face, DetailedWindow)
    if isinstance(face, DetailedSurface):
        is_shaped = face.overhang is not None
    if face.area is not None and any(sides) and not (all(sides) and is_shaped):
        message = "give area, or width and height, not both"
        yield Problem(path=f"{path}.area", message=message, given=face.area)
    if face.area is None and not all(sides):
        lacking = "area" if not any(sides) else ("height" if sides[0] else "width")
        message = "is required: give area, or width and height"
        yield Problem(path=f"{path}.{lacking}", message=message)


def _direction_problems(
    path: str, face: DetailedFace, parts: Parts, *, faces_out: bool
) -> Iterator[Problem]:
    """Yield a direction that is lacking, or given where the surface gives it."""
    if face.within is not None:
        yield from _unknown(f"{path}.within", face.within, parts.surfaces)
        for field in ("tilt", "azimuth"):
            if getattr(face, field) is not None:
                message = "is that of the surface it lies within; leave it out"
                yield Problem(path=f"{path}.{field}", message=message)
        return
    if face.tilt is None:
        yield Problem(path=f"{path}.tilt", message="is required but missing")
    elif face.azimuth is None and faces_out and 0.0 < face.tilt < 180.0:  # noqa: PLR2004
        message = "is required where a face is not horizontal"
        yield Problem(path=f"{path}.azimuth", message=message)


def _surface_problems(
    path: str, name: str, one: DetailedSurface, parts: Parts
) -> Iterator[Problem]:
    """Yield what is wrong with the size and the direction of a surface."""
    yield from _size_problems(path, one)
    is_outdoor = one.boundary is Boundary.OUTDOOR
    yield from _direction_problems(path, one, parts, faces_out=is_outdoor)
    host = parts.host(one)
    if host is not None and host.within is not None:
        message = "must name a surface that does not itself lie within another"
        yield Problem(path=f"{path}.within", message=message, given=one.within)
    if one.overhang is not None and (one.width is None or one.height is None):
        message = "needs width and height of the surface"
        yield Problem(path=f"{path}.overhang", message=message)
    net = parts.net_area(name)
    if gross_area(one) > 0.0 and net < -TRACE:
        message = f"what lies within it is {-net:.4g} m² larger"
        yield Problem(path=path, message=message)


def _behind_problems(
    path: str, zone: str, one: DetailedSurface, checked: DetailedFile
) -> Iterator[Problem]:
    """Yield what is wrong with what lies behind a surface."""
    field = f"{path}.neighbour"
    if one.boundary is not Boundary.ZONE:
        if one.neighbour is not None:
            message = "belongs to `boundary: zone` only"
            yield Problem(path=field, message=message, given=one.neighbour)
        return
    if one.neighbour is None:
        yield Problem(path=field, message="is required with `boundary: zone`")
        return
    yield from _unknown(field, one.neighbour, [n for n in checked.zones if n != zone])


def _window_problems(
    path: str, window: DetailedWindow, parts: Parts
) -> Iterator[Problem]:
    """Yield what is wrong with a window."""
    yield from _size_problems(path, window)
    yield from _direction_problems(path, window, parts, faces_out=True)
    host = parts.host(window)
    if host is None:
        return
    if (parts.host(host) or host).boundary is not Boundary.OUTDOOR:
        message = "must name a surface with `boundary: outdoor`"
        yield Problem(path=f"{path}.within", message=message, given=window.within)
    yield from _position_problems(path, window, host)


def _position_problems(
    path: str, window: DetailedWindow, host: DetailedSurface
) -> Iterator[Problem]:
    """Yield a position that is lacking or puts a window outside its surface."""
    for field, size in (("left", "width"), ("sill", "height")):
        start, length = getattr(window, field), getattr(window, size)
        if host.overhang is not None and (start is None or length is None):
            lacking = field if start is None else size
            message = "is required where the surface has an overhang"
            yield Problem(path=f"{path}.{lacking}", message=message)
        whole = getattr(host, size)
        if None in {start, length, whole}:
            continue
        if start + length > whole + _EDGE:
            message = f"{field} and {size} must not add up to more than {whole:g} m"
            yield Problem(path=f"{path}.{field}", message=message, given=start)


def _air_problems(checked: DetailedFile) -> Iterator[Problem]:
    """Yield what is wrong with the air links."""
    for index, link in enumerate(checked.air_links):
        path = f"air_links.{index}"
        yield from _unknown(f"{path}.zone", link.zone, checked.zones)
        yield from _unknown(f"{path}.neighbour", link.neighbour, checked.zones)
        if link.zone == link.neighbour:
            message = "must be another zone"
            yield Problem(
                path=f"{path}.neighbour", message=message, given=link.neighbour
            )
