"""The buildings of a community as written in ``community.geojson``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.ground.quality import Origin
from twin.io.archetype_record import MAX_WWR, ByOrientation
from twin.io.footprint import (
    check_outline,
    check_overlaps,
    check_ring,
    local_transformer,
)
from twin.io.plan import Point
from twin.io.schema import Identifier, Strict, check, load_json, parse, suggest
from twin.model.building import Site

COMMUNITY_FILE: Final = "community.geojson"
"""Name of the file inside the folder of a community."""

MAX_BUILDINGS: Final = 20_000
"""Most buildings of one file [-]."""

_T = TypeVar("_T")


class Given(Strict, Generic[_T]):
    """A value of one building with where it comes from."""

    value: _T = Field(description="The value, in the unit of the archetype's field.")
    origin: Origin = Field(description="How it was obtained.")


class BuildingRecord(Strict):
    """Properties of one building."""

    id: Identifier = Field(description="Unique in the community.")
    name: str = Field(min_length=1, max_length=120, description="Free text for people.")
    archetype: Identifier = Field(description="Name of an archetype.")
    year_built: int = Field(ge=1500, le=2025, description="Year of completion.")
    storeys: int = Field(ge=1, le=60, description="Storeys above ground [-].")
    origin: Origin = Field(
        default=Origin.ASSUMED,
        description="How footprint, year and storeys were obtained.",
    )
    imputed: tuple[Literal["archetype", "year_built", "storeys"], ...] = Field(
        default=(),
        description="Values that nobody stated and a rule filled in; they count as "
        "assumed, whatever `origin` is.",
    )
    storey_height: Given[Annotated[float, Field(ge=2.2, le=8.0)]] | None = Field(
        default=None, description="Floor to floor [m]."
    )
    wwr: Given[ByOrientation] | None = Field(
        default=None, description=f"Window area over wall area, up to {MAX_WWR} [-]."
    )
    n50: Given[Annotated[float, Field(gt=0.0, le=60.0)]] | None = Field(
        default=None, description="Air change at 50 Pa [1/h]."
    )
    shelter: Given[Annotated[float, Field(gt=0.0, le=1.0)]] | None = Field(
        default=None, description="Local wind over wind of the weather file [-]."
    )
    wall: Given[Identifier] | None = Field(
        default=None, description="Construction of the outer walls."
    )
    roof: Given[Identifier] | None = Field(
        default=None, description="Construction of the roof."
    )
    glazing: Given[Identifier] | None = Field(default=None, description="Windows.")
    residents: Given[Annotated[float, Field(ge=0.0, le=20_000.0)]] | None = Field(
        default=None, description="People who live in it or use it daily [-]."
    )
    air_conditioners: Given[Annotated[int, Field(ge=0, le=10_000)]] | None = Field(
        default=None, description="Number of air conditioners [-]."
    )
    pv_kwp: Given[Annotated[float, Field(gt=0.0, le=5_000.0)]] | None = Field(
        default=None, description="Photovoltaics that are there already [kWp]."
    )


class GeometryRecord(Strict):
    """A polygon without holes, in longitude and latitude of WGS 84."""

    type: Literal["Polygon"] = Field(description="Only polygons are read.")
    coordinates: tuple[tuple[tuple[float, ...], ...], ...] = Field(
        min_length=1, max_length=1, description="One closed ring."
    )


class FeatureRecord(Strict):
    """One building: a GeoJSON feature."""

    type: Literal["Feature"] = Field(description="As GeoJSON asks.")
    id: str | int | None = Field(default=None, description="Not read.")
    bbox: tuple[float, ...] | None = Field(default=None, description="Not read.")
    properties: BuildingRecord = Field(description="What is known of the building.")
    geometry: GeometryRecord = Field(description="Its footprint.")


class CollectionRecord(Strict):
    """A community: a GeoJSON feature collection (RFC 7946)."""

    type: Literal["FeatureCollection"] = Field(description="As GeoJSON asks.")
    name: str = Field(default="", max_length=120, description="Name of the community.")
    note: str = Field(default="", description="Anything a reader should know.")
    is_illustrative: bool = Field(
        description="Whether the layout is invented rather than surveyed."
    )
    bbox: tuple[float, ...] | None = Field(default=None, description="Not read.")
    features: tuple[dict[str, Any], ...] = Field(
        min_length=1, max_length=MAX_BUILDINGS, description="The buildings."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A checked building and its outline."""

    path: str
    """Where it stands in the file."""
    record: BuildingRecord
    outline: tuple[Point, ...]
    """Corners in local metres, first not repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """The buildings of a file in order of identifier."""

    features: tuple[Feature, ...]
    is_illustrative: bool


def load_features(path: Path, site: Site, archetypes: Sequence[str]) -> Collection:
    """Return the buildings of a GeoJSON file.

    Parameters
    ----------
    path
        File to read.
    site
        Where the local metres begin.
    archetypes
        Names that buildings may refer to.

    Returns
    -------
    Collection
        Checked buildings in order of identifier, whatever their order in the file.

    Raises
    ------
    InputError
        Every problem of the file.
    """
    collection = parse(CollectionRecord, load_json(path), str(path))
    reader = _Reader(site, archetypes)
    for index, raw in enumerate(collection.features):
        reader.read(f"features.{index}", raw)
    problems = reader.finish()
    if problems:
        raise InputError(str(path), problems)
    features = sorted(reader.features, key=lambda one: one.record.id)
    return Collection(
        features=tuple(features), is_illustrative=collection.is_illustrative
    )


class _Reader:
    """Reads features one by one and remembers what is wrong.

    Parameters
    ----------
    site
        Where the local metres begin.
    archetypes
        Names that buildings may refer to.
    """

    def __init__(self, site: Site, archetypes: Sequence[str]) -> None:
        self.features: list[Feature] = []
        self._outlined: list[tuple[str, str, tuple[Point, ...]]] = []
        self._problems: list[Problem] = []
        self._seen: dict[str, str] = {}
        self._archetypes = archetypes
        self._project = local_transformer(site.latitude, site.longitude)

    def read(self, path: str, raw: dict[str, Any]) -> None:
        """Read one feature."""
        record, problems = check(FeatureRecord, raw, path)
        self._problems += problems
        self._read_names(path, raw.get("properties"))
        geometry = record.geometry if record else _geometry(raw.get("geometry"))
        if geometry is None:
            return
        outline = self._outline(f"{path}.geometry.coordinates.0", geometry)
        if outline:
            name = str(_lookup(raw.get("properties"), "id"))
            self._outlined.append((path, name, outline))
        if record and outline:
            self.features.append(
                Feature(path=path, record=record.properties, outline=outline)
            )

    def finish(self) -> list[Problem]:
        """Return everything that is wrong, overlaps included."""
        places = [f"{path}.geometry" for path, _, _ in self._outlined]
        names = [name for _, name, _ in self._outlined]
        outlines = [outline for _, _, outline in self._outlined]
        return self._problems + check_overlaps(names, outlines, places)

    def _read_names(self, path: str, properties: object) -> None:
        """Check identifier and archetype, even where other keys are wrong."""
        name = _lookup(properties, "id")
        if isinstance(name, str):
            if name in self._seen:
                message = f"is given twice, first at {self._seen[name]}"
                self._add(f"{path}.properties.id", message, name)
            self._seen.setdefault(name, f"{path}.properties.id")
        archetype = _lookup(properties, "archetype")
        if isinstance(archetype, str) and archetype not in self._archetypes:
            message = f"unknown archetype; {suggest(archetype, self._archetypes)}"
            self._add(f"{path}.properties.archetype", message, archetype[:64])

    def _outline(self, path: str, geometry: GeometryRecord) -> tuple[Point, ...]:
        """Return the outline in local metres, or nothing if it is not usable."""
        ring = geometry.coordinates[0]
        message = check_ring(ring)
        if message:
            self._add(path, message)
            return ()
        east = [one[0] for one in ring[:-1]]
        north = [one[1] for one in ring[:-1]]
        corners = self._metres(east, north)
        message = check_outline(corners, self._metres(north, east))
        if message:
            self._add(path, message)
            return ()
        return corners

    def _metres(self, east: list[float], north: list[float]) -> tuple[Point, ...]:
        """Return positions in local metres."""
        x, y = self._project.transform(east, north)
        return tuple(zip(map(float, x), map(float, y), strict=True))

    def _add(self, path: str, message: str, given: object = None) -> None:
        self._problems.append(Problem(path=path, message=message, given=given))


def _lookup(properties: object, key: str) -> object:
    """Return a property, or None."""
    return properties.get(key) if isinstance(properties, dict) else None


def _geometry(raw: object) -> GeometryRecord | None:
    """Return a geometry if it is well formed, whatever else is wrong."""
    return check(GeometryRecord, raw)[0] if isinstance(raw, dict) else None
