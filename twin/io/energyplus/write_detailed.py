"""A building read from a model, written as a detailed building file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import yaml

from twin.ground.calendar import DAYS_PER_MONTH, weekday_of_hour
from twin.ground.types import FloatArray
from twin.io.energyplus.reader import Reading
from twin.io.timetable import Timetable
from twin.model.material import Construction, Glazing, Material
from twin.model.zone import Boundary, Surface, Window, Zone

_DAY_NAMES: Final = "abcdefghijklmnopqrstuvwxyz"
_LONGEST: Final = 60
_DIGITS: Final = 9


class Ids:
    """Identifiers for names that may hold anything, distinct within their kind."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._taken: dict[str, set[str]] = {}

    def of(self, kind: str, name: str) -> str:
        """Return the identifier of a name, always the same one."""
        key = (kind, name)
        if key not in self._known:
            taken = self._taken.setdefault(kind, set())
            bare = re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_")[:_LONGEST]
            if not bare or bare[0].isdigit():  # else YAML may take it for a number
                bare = f"n{bare}"[:_LONGEST]
            number, found = 1, bare
            while found.casefold() in taken:
                number += 1
                found = f"{bare[: _LONGEST - 5]}_{number}"
            taken.add(found.casefold())
            self._known[key] = found
        return self._known[key]

    def changed(self) -> dict[str, str]:
        """Return the identifiers that differ from their names, by kind and name."""
        return {
            f"{kind.split(' in ')[0]} {name}": found
            for (kind, name), found in self._known.items()
            if found != name
        }


class Writer:
    """Writes one building.

    Parameters
    ----------
    reading
        Building as read.
    source
        Where its numbers come from.
    """

    def __init__(self, reading: Reading, source: str) -> None:
        self.ids = Ids()
        self._reading = reading
        self._source = source
        self._schedules: dict[bytes, tuple[str, dict[str, Any]]] = {}
        self._materials: dict[str, Any] = {}
        self._constructions: dict[str, Any] = {}
        self._glazings: dict[str, Any] = {}

    def text(self) -> str:
        """Return the file."""
        building = self._reading.building
        zones = {one.name: self._zone(one) for one in building.zones}
        content: dict[str, Any] = {
            "name": building.name[:120] or "model",
            "source": self._source,
            "status": "D",
            "use": str(building.use),
            "year_built": building.year_built,
            "shelter": building.shelter,
            "outline": [list(one) for one in building.outline],
        }
        if self._reading.ground:
            content["ground"] = list(self._reading.ground)
        content |= {
            "schedules": dict(self._schedules.values()),
            "materials": self._materials,
            "constructions": self._constructions,
            "glazings": self._glazings,
            "zones": zones,
        }
        plain = _plain(content)
        return str(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=88))

    def _zone(self, zone: Zone) -> dict[str, Any]:
        """Return a zone."""
        plant = {"plant": "ideal" if zone.is_ideal else "none"}
        if zone.is_ideal:
            plant |= {"is_heated": zone.is_heated, "is_cooled": zone.is_cooled}  # type: ignore[dict-item]
        kind = f"surface in {zone.name}"
        return {
            "floor_area": zone.floor_area,
            "volume": zone.volume,
            "height_above_ground": zone.height_above_ground,
            "multiplier": zone.multiplier,
            "people": zone.people,
            "furniture_capacity": max(zone.furniture_capacity, 0.0),
            "is_counted": zone.name not in self._reading.uncounted,
            **plant,
            "air_change": zone.air_change or 0.0,
            "timetable": self._timetable(zone, self._reading.timetables[zone.name]),
            "surfaces": {
                self.ids.of(kind, one.name): self._surface(one) for one in zone.surfaces
            },
            "windows": {
                self.ids.of(kind, one.name): self._window(one) for one in zone.windows
            },
        }

    def _timetable(self, zone: Zone, table: Timetable) -> dict[str, Any]:
        """Return what happens in a zone."""
        found: dict[str, Any] = {}
        if zone.people > 0.0:
            found["people"] = {
                "schedule": self._schedule("people", table.people / zone.people),
                "sensible": table.sensible_person,
                "latent": table.latent_person,
                "radiant": table.radiant_person,
                "co2": table.co2_person,
            }
        found["sources"] = {
            self.ids.of(f"source in {zone.name}", one.name): {
                "kind": "lighting" if one.is_lighting else "equipment",
                **dict(
                    zip(
                        ("power", "schedule"),
                        self._share("gain", one.power),
                        strict=True,
                    )
                ),
                "radiant": one.radiant,
                "latent": one.latent,
                "lost": one.lost,
            }
            for one in table.sources
        }
        if table.air_change is not None:
            most, name = self._share("air", table.air_change)
            found["air"] = {"air_change": most, "schedule": name}
        for field, values in (("heating", table.heating), ("cooling", table.cooling)):
            if values is not None:
                found[f"{field}_setpoint"] = self._schedule(field, values)
        return found

    def _share(self, label: str, values: FloatArray) -> tuple[float, str]:
        """Return the value of most weight and the schedule of all over it."""
        most = float(values.flat[int(np.abs(values).argmax())])
        shares = values / most if most else np.ones_like(values)
        return most, self._schedule(label, shares)

    def _schedule(self, label: str, values: FloatArray) -> str:
        """Return the name of a schedule, equal ones once."""
        rounded = np.round(values, _DIGITS) + 0.0
        key = rounded.tobytes()
        if key not in self._schedules:
            name = f"{label}_{len(self._schedules) + 1}"
            self._schedules[key] = (name, _year(rounded))
        return self._schedules[key][0]

    def _construction(self, one: Construction) -> str:
        """Return the name of a construction, written once."""
        name = self.ids.of("construction", one.name)
        if name not in self._constructions:
            rest = {k: v for k, v in asdict(one).items() if k not in {"name", "layers"}}
            layers = [
                self._layer(layer.material, layer.thickness) for layer in one.layers
            ]
            self._constructions[name] = {"layers": layers, **rest}
        return name

    def _layer(self, material: Material, thickness: float) -> dict[str, Any]:
        """Return a layer, as resistance where it has no mass."""
        if material.density == 0.0:
            return {"resistance": thickness / material.conductivity}
        name = self.ids.of("material", material.name)
        self._materials[name] = {
            "conductivity": material.conductivity,
            "density": material.density,
            "heat_capacity": material.heat_capacity,
        }
        return {"material": name, "thickness": thickness}

    def _glazing(self, one: Glazing) -> str:
        """Return the name of a glazing, written once."""
        name = self.ids.of("glazing", one.name)
        fields = asdict(one)
        panes = [pane | {"name": pane["name"][:80]} for pane in fields["panes"]]
        self._glazings[name] = {
            "u_value": one.u_value,
            "shgc": one.shgc,
            "panes": panes,
            "gaps": fields["gaps"],
        }
        return name

    def _surface(self, one: Surface) -> dict[str, Any]:
        """Return an opaque surface."""
        found: dict[str, Any] = {
            "construction": self._construction(one.construction),
            "area": one.area,
            "tilt": one.exposure.tilt,
            "azimuth": one.exposure.azimuth,
            "boundary": str(one.boundary),
        }
        if one.boundary is Boundary.ZONE:
            found["neighbour"] = one.neighbour
        if one.overhang is not None:
            found |= {"width": one.width, "height": one.height}
            found["overhang"] = _above(asdict(one.overhang))
        found |= {"sees_sun": one.sees_sun, "sees_wind": one.sees_wind}
        return found | _films(one)

    def _window(self, one: Window) -> dict[str, Any]:
        """Return a window."""
        fins = [asdict(fin) for fin in one.fins]
        for fin in fins:
            fin["side"] = "left" if fin.pop("is_left") else "right"
        return {
            "glazing": self._glazing(one.glazing),
            "area": one.area,
            "width": one.width,
            "height": one.height,
            "tilt": one.exposure.tilt,
            "azimuth": one.exposure.azimuth,
            "overhangs": [_above(asdict(shade)) for shade in one.overhangs],
            "fins": fins,
        } | _films(one)


def _above(shade: dict[str, float]) -> dict[str, float]:
    """Return an overhang that does not lie below the head by rounding."""
    return shade | {"above": max(shade["above"], 0.0)}


def _films(one: Surface | Window) -> dict[str, float]:
    """Return constant films."""
    both = {"film_inside": one.film_inside, "film_outside": one.film_outside}
    return {name: value for name, value in both.items() if value is not None}


def _year(values: FloatArray) -> dict[str, Any]:
    """Return a schedule: its days, and the weeks that are made of them."""
    days, place = np.unique(values, axis=0, return_inverse=True)
    names = [_letters(number) for number in range(len(days))]
    written = {name: _value(day) for name, day in zip(names, days, strict=True)}
    if len(days) == 1:
        return {"days": written}
    chosen = [names[int(one)] for one in np.ravel(place)]
    return {"days": written, "year": list(_periods(chosen))}


def _periods(days: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield parts of the year in which each weekday has one day."""
    weekday = [int(one) for one in weekday_of_hour()[::24]]
    week: dict[int, str] = {}
    for number, day in enumerate(days):
        if week.get(weekday[number], day) != day:
            yield _period(number, week)
            week = {}
        week[weekday[number]] = day
    yield _period(len(days), week)


def _period(end: int, week: Mapping[int, str]) -> dict[str, Any]:
    """Return one part of the year; weekdays that it lacks take any day."""
    left, month = end, 0
    while left > DAYS_PER_MONTH[month]:
        left -= DAYS_PER_MONTH[month]
        month += 1
    some = next(iter(week.values()))
    named = [week.get(number, some) for number in range(7)]
    return {
        "until": f"{month + 1:02d}-{left:02d}",
        "week": named[:1] if len(set(named)) == 1 else named,
    }


def _letters(number: int) -> str:
    """Return the name of a day: a to z, then a1 and so on."""
    more, letter = divmod(number, len(_DAY_NAMES))
    return f"day_{_DAY_NAMES[letter]}{more or ''}"


def _value(day: FloatArray) -> float | list[float]:
    """Return one number for a constant day, else 24."""
    listed = [float(one) for one in day]
    return listed[0] if len(set(listed)) == 1 else listed


def _plain(value: Any) -> Any:  # noqa: ANN401 - anything that YAML holds
    """Return a value of plain types; enumerations become their text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
