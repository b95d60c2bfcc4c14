"""What is known of each building of a layer, and what a rule had to fill in."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from twin.ground.errors import Problem
from twin.ground.quality import Origin
from twin.io.archetype_record import ArchetypeFile
from twin.io.gis.mapping import STOREYS, YEARS, MappingFile
from twin.io.gis.repair import Footprint
from twin.io.gis.words import FEET, SKIPPED, USES, Style, word_of
from twin.io.schema import suggest
from twin.model.building import BuildingUse

STOREY_HEIGHTS: Final = (2.2, 8.0)
"""Heights of a storey that are believed [m]."""
_LONGEST_ID: Final = 60
_LONGEST_NAME: Final = 120
_NUMBER: Final = re.compile(r"^\s*([0-9]+(?:[.,][0-9]+)?)\s*(?:m|ft)?\s*$")
_YEAR: Final = re.compile(r"^\s*~?\s*([0-9]{4})(?:[-/.s ].*)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a building and where it comes from."""

    field: str
    value: str | int | float
    origin: Origin
    rule: str
    """Attribute it was read from, or rule that filled it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A building with all that it needs."""

    footprint: Footprint
    id: str
    name: str
    values: tuple[Value, ...]
    """Archetype, year, storeys and, where heights say it, the storey height."""

    def of(self, field: str) -> Value | None:
        """Return the value of a field, if there is one."""
        return next((one for one in self.values if one.field == field), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The buildings of a layer."""

    known: tuple[Known, ...]
    skipped: tuple[tuple[str, str], ...]
    """Features whose use says that nobody lives or works in them, with that use."""
    unread: tuple[tuple[str, str], ...]
    """Attributes whose values could not be read, with place."""
    problems: tuple[Problem, ...]


class Filler:
    """Fills in what a layer does not say.

    Parameters
    ----------
    mapping
        What the user says of the layer.
    style
        Family of tools that the attributes look like.
    columns
        Attribute by field.
    archetypes
        What buildings can be, by name.
    """

    def __init__(
        self,
        mapping: MappingFile,
        style: Style,
        columns: Mapping[str, str],
        archetypes: Mapping[str, ArchetypeFile],
    ) -> None:
        self._mapping = mapping
        self._columns = columns
        self._archetypes = archetypes
        unit = mapping.height_unit
        self._height_unit = (
            style.height_unit if unit is None else (FEET if unit == "ft" else 1.0)
        )
        self._ids: set[str] = set()
        self._skipped: list[tuple[str, str]] = []
        self._unread: list[tuple[str, str]] = []
        self._problems: list[Problem] = []

    def fill(self, footprints: tuple[Footprint, ...]) -> Filled:
        """Return all buildings, in order of the file."""
        known = [self._building(one) for one in footprints]
        return Filled(
            known=tuple(one for one in known if one is not None),
            skipped=tuple(self._skipped),
            unread=tuple(self._unread),
            problems=tuple(self._problems),
        )

    def _building(self, footprint: Footprint) -> Known | None:
        """Return a building, or nothing for what nobody uses."""
        use = self._use(footprint)
        if use == "skip":
            return None
        storeys = self._storeys(footprint)
        year = self._year(footprint)
        archetype = self._archetype(footprint, use, year, storeys)
        if archetype is None:
            return None
        kind = self._archetypes[str(archetype.value)]
        height = self._height(footprint)
        if storeys is None and height is not None:
            count = max(STOREYS[0], min(STOREYS[1], round(height / kind.storey_height)))
            rule = f"height over {kind.storey_height:g} m, storey of the archetype"
            storeys = Value(
                field="storeys", value=count, origin=Origin.ASSUMED, rule=rule
            )
        fallback = self._mapping.fallback
        storeys = storeys or _filled(
            "storeys", fallback.storeys, kind.storeys, "usual of the archetype"
        )
        middle = (kind.era[0] + min(kind.era[1], YEARS[1])) // 2
        year = year or _filled(
            "year_built", fallback.year_built, middle, "middle of the archetype's era"
        )
        values = [archetype, year, storeys]
        if height is not None and storeys.origin is Origin.DOCUMENTED:
            each = round(height / int(storeys.value), 2)
            if STOREY_HEIGHTS[0] <= each <= STOREY_HEIGHTS[1] and (
                each > kind.window_height
            ):
                rule = f"{self._columns['height']} over storeys"
                values.append(
                    Value(
                        field="storey_height",
                        value=each,
                        origin=Origin.DOCUMENTED,
                        rule=rule,
                    )
                )
            else:
                self._unread.append(
                    (
                        footprint.shape.path,
                        f"{self._columns['height']}: {each:g} m a storey is not "
                        "believed",
                    )
                )
        return Known(
            footprint=footprint,
            id=self._id(footprint),
            name=self._name(footprint),
            values=tuple(values),
        )

    def _raw(self, footprint: Footprint, field: str) -> object:
        """Return what the layer says, None where it says nothing."""
        column = self._columns.get(field)
        value = None if column is None else footprint.shape.values.get(column)
        return None if isinstance(value, str) and not value.strip() else value

    def _not_read(self, footprint: Footprint, field: str, raw: object) -> None:
        """Remember a value that says nothing."""
        text = f"{self._columns[field]}: {str(raw)[:40]!r}"
        self._unread.append((footprint.shape.path, text))

    def _use(self, footprint: Footprint) -> BuildingUse | str | None:
        """Return the use, ``skip``, or None where it is not known."""
        raw = self._raw(footprint, "use")
        if raw is None:
            return None
        own = self._mapping.uses
        if str(raw) in self._mapping.archetypes:
            return None
        word = word_of(raw)
        use = own.get(str(raw)) or own.get(word)
        if use is None:
            use = "skip" if word in SKIPPED else USES.get(word)
        if use == "skip":
            self._skipped.append((footprint.shape.path, str(raw)[:40]))
        elif use is None and word not in {"yes", "building"}:
            self._not_read(footprint, "use", raw)
        return use

    def _storeys(self, footprint: Footprint) -> Value | None:
        """Return the storeys that the layer gives."""
        raw = self._raw(footprint, "storeys")
        if raw is None:
            return None
        number = _number(raw)
        if number is None or not STOREYS[0] - 0.5 <= number <= STOREYS[1]:
            self._not_read(footprint, "storeys", raw)
            return None
        return Value(
            field="storeys",
            value=max(1, math.ceil(number - 0.5)),
            origin=Origin.DOCUMENTED,
            rule=self._columns["storeys"],
        )

    def _year(self, footprint: Footprint) -> Value | None:
        """Return the year that the layer gives."""
        raw = self._raw(footprint, "year_built")
        if raw is None:
            return None
        match = _YEAR.match(str(int(raw) if isinstance(raw, float) else raw))
        year = int(match.group(1)) if match else 0
        if not YEARS[0] <= year <= YEARS[1]:
            self._not_read(footprint, "year_built", raw)
            return None
        return Value(
            field="year_built",
            value=year,
            origin=Origin.DOCUMENTED,
            rule=self._columns["year_built"],
        )

    def _height(self, footprint: Footprint) -> float | None:
        """Return the height that the layer gives [m]."""
        raw = self._raw(footprint, "height")
        if raw is None:
            return None
        number = _number(raw)
        if number is None or number <= 0.0:
            self._not_read(footprint, "height", raw)
            return None
        return number * self._height_unit

    def _archetype(
        self,
        footprint: Footprint,
        use: BuildingUse | str | None,
        year: Value | None,
        storeys: Value | None,
    ) -> Value | None:
        """Return the archetype; a problem is remembered where none can be told."""
        for field in ("archetype", "use"):
            raw = self._raw(footprint, field)
            named = None if raw is None else self._mapping.archetypes.get(str(raw))
            if named is None and field == "archetype" and raw is not None:
                named = str(raw)
            if named is not None:
                if named not in self._archetypes:
                    message = f"unknown archetype; {suggest(named, self._archetypes)}"
                    path = f"{footprint.shape.path}.properties.{self._columns[field]}"
                    self._add(path, message, named[:64])
                    return None
                rule = self._columns[field]
                return Value(
                    field="archetype", value=named, origin=Origin.DOCUMENTED, rule=rule
                )
        if use is None and self._mapping.fallback.archetype is not None:
            return _filled("archetype", self._mapping.fallback.archetype, "", "")
        wanted = {name: one for name, one in self._archetypes.items() if one.use == use}
        if not wanted:
            what = "no use that is known" if use is None else f"use {use}"
            message = (
                f"{what}, and no archetype for it; name one under archetypes, uses or "
                "fallback.archetype in a file for --map"
            )
            self._add(f"{footprint.shape.path}.properties", message)
            return None
        best = min(
            wanted, key=lambda name: _distance(name, wanted[name], year, storeys)
        )
        says = [one.field for one in (year, storeys) if one is not None]
        rule = f"nearest of use {use}" + (f" by {' and '.join(says)}" if says else "")
        return Value(field="archetype", value=best, origin=Origin.ASSUMED, rule=rule)

    def _id(self, footprint: Footprint) -> str:
        """Return an identifier that a file may hold, distinct from all before."""
        raw = self._raw(footprint, "id")
        text = f"building_{footprint.shape.number + 1}" if raw is None else str(raw)
        bare = re.sub(r"[^A-Za-z0-9_-]+", "_", text).strip("_")[-_LONGEST_ID:]
        base = bare or f"building_{footprint.shape.number + 1}"
        if footprint.part:
            base = f"{base[: _LONGEST_ID - 5]}_{footprint.part}"
        found, number = base, 1
        while found.casefold() in self._ids:
            number += 1
            found = f"{base[: _LONGEST_ID - 6]}_{number}"
        self._ids.add(found.casefold())
        return found

    def _name(self, footprint: Footprint) -> str:
        """Return the name for people."""
        raw = self._raw(footprint, "name")
        if raw is None:
            return f"Feature {footprint.shape.number + 1}"
        return " ".join(str(raw).split())[:_LONGEST_NAME]

    def _add(self, path: str, message: str, given: object = None) -> None:
        self._problems.append(Problem(path=path, message=message, given=given))


def _filled(
    field: str, fallback: str | int | None, usual: str | int, rule: str
) -> Value:
    """Return a value that the layer does not give."""
    if fallback is not None:
        value, rule = fallback, "fallback of the mapping file"
    else:
        value = usual
    return Value(field=field, value=value, origin=Origin.ASSUMED, rule=rule)


def _distance(
    name: str, kind: ArchetypeFile, year: Value | None, storeys: Value | None
) -> tuple[float, float, float, str]:
    """Return how far an archetype is from what is known: storeys, era, and its age."""
    aside = 0.0
    if year is not None:
        built = int(year.value)
        aside = float(max(kind.era[0] - built, built - kind.era[1], 0))
    high = 0.0
    if storeys is not None:
        high = abs(math.log(int(storeys.value) / kind.storeys))
    return (aside > 0.0, high + aside / 50.0, -float(kind.era[0]), name)


def _number(raw: object) -> float | None:
    """Return a number, or nothing for what is none."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return float(raw) if math.isfinite(raw) else None
    match = _NUMBER.match(str(raw))
    return float(match.group(1).replace(",", ".")) if match else None
