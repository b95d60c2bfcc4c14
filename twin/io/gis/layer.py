"""A layer of footprints: GeoJSON, GeoPackage or Shapefile, read without trust."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.errors import GEOSException
from shapely.geometry import shape as shape_of
from shapely.geometry.base import BaseGeometry

from twin.ground.errors import InputError, Problem
from twin.io.feature import MAX_BUILDINGS
from twin.io.schema import load_json, suggest

SUFFIXES: Final = (".geojson", ".json", ".gpkg", ".shp")
"""Kinds of file that are read."""
MAX_FILE: Final = 256 * 1024 * 1024
"""Largest GeoPackage or Shapefile that is read [byte]."""
WGS84: Final = "EPSG:4326"
"""Longitude and latitude, the system of GeoJSON (RFC 7946)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One feature of a layer."""

    number: int
    """Place in the file, from 0 [-]."""
    geometry: BaseGeometry | None
    """In longitude and latitude of WGS 84; None where it has none [°]."""
    values: Mapping[str, object]
    """Attributes as the file gives them."""

    @property
    def path(self) -> str:
        """Where it stands in the file."""
        return f"features.{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What a file holds."""

    source: str
    """File, for messages."""
    crs: str
    """System of coordinates that the file has."""
    columns: tuple[str, ...]
    """Names of all attributes, in order of first appearance."""
    shapes: tuple[Shape, ...]


def read_layer(path: Path, layer: str | None = None, crs: str | None = None) -> Layer:
    """Return the features of a file in longitude and latitude.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage or Shapefile.
    layer
        Layer of a GeoPackage; needed where it has more than one.
    crs
        System of coordinates, such as ``EPSG:4547``, in place of the file's own.

    Returns
    -------
    Layer
        Features in the order of the file.

    Raises
    ------
    InputError
        The file is absent, too large, not what its name says, names no system of
        coordinates, holds no feature or too many, or a geometry is malformed.
    """
    source = str(path)
    own, rows = _read(path, layer)
    if not 1 <= len(rows) <= MAX_BUILDINGS:
        message = f"must hold 1 to {MAX_BUILDINGS} features, holds {len(rows)}"
        raise _refuse(source, "features", message)
    system = crs or own
    if system is None:
        message = "names no system of coordinates; give one by --crs EPSG:…"
        raise _refuse(source, "crs", message)
    turn = _turner(source, system)
    shapes, problems = [], []
    for number, (geometry, values) in enumerate(rows):
        turned, message = _turned(geometry, turn)
        if message:
            where = f"features.{number}.geometry"
            problems.append(Problem(path=where, message=message))
        shapes.append(Shape(number=number, geometry=turned, values=values))
    if problems:
        raise InputError(source, problems)
    columns: dict[str, None] = {}
    for one in shapes:
        columns.update(dict.fromkeys(one.values))
    return Layer(
        source=source, crs=system, columns=tuple(columns), shapes=tuple(shapes)
    )


def _refuse(source: str, path: str, message: str, given: object = None) -> InputError:
    """Return the error of a file with one problem."""
    return InputError(source, [Problem(path=path, message=message, given=given)])


def _read(path: Path, layer: str | None) -> tuple[str | None, "list[_Row]"]:
    """Return system of coordinates, and geometry and attributes of each feature."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = f"must be one of {', '.join(SUFFIXES)}"
        raise _refuse(str(path), "", message, suffix)
    if suffix not in {".geojson", ".json"}:
        return _read_ogr(path, layer)
    if layer is not None:
        raise _refuse(str(path), "--layer", "a GeoJSON file has no layers", layer)
    return _read_geojson(path)


_Row = tuple[object, dict[str, object]]


def _read_geojson(path: Path) -> tuple[str | None, list[_Row]]:
    """Return system of coordinates, and geometry and attributes of each feature."""
    raw = load_json(path)
    source = str(path)
    if raw.get("type") != "FeatureCollection":
        message = "must be FeatureCollection"
        problem = Problem(path="type", message=message, given=raw.get("type"))
        raise InputError(source, [problem])
    features = raw.get("features")
    if not isinstance(features, list):
        raise _refuse(source, "features", "must be a list")
    rows: list[_Row] = []
    problems = []
    for number, one in enumerate(features[: MAX_BUILDINGS + 1]):
        values = one.get("properties") if isinstance(one, dict) else None
        if not isinstance(one, dict) or not isinstance(values, dict | None):
            message = "must be a feature with properties"
            problems.append(Problem(path=f"features.{number}", message=message))
            continue
        plain = {str(key): value for key, value in (values or {}).items()}
        if isinstance(one.get("id"), str | int):
            plain.setdefault("@id", one["id"])
        rows.append((one.get("geometry"), plain))
    if problems:
        raise InputError(source, problems)
    return _named_crs(raw.get("crs")), rows


def _named_crs(raw: object) -> str:
    """Return the system that an older GeoJSON names; WGS 84 where it names none."""
    given = raw.get("properties") if isinstance(raw, dict) else None
    name = given.get("name") if isinstance(given, dict) else None
    return name if isinstance(name, str) else WGS84


def _read_ogr(path: Path, layer: str | None) -> tuple[str | None, list[_Row]]:
    """Return system of coordinates, and geometry and attributes of each feature."""
    source = str(path)
    if not path.is_file():
        raise _refuse(source, "", "no such file")
    if path.stat().st_size > MAX_FILE:
        message = f"larger than {MAX_FILE // 2**20} MiB"
        raise _refuse(source, "", message)
    try:
        import pyogrio  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = "needs pyogrio: pip install 'twin[gis]'"
        raise _refuse(source, "", message) from error
    try:
        names = [str(one[0]) for one in pyogrio.list_layers(path)]
        name = _choose(source, names, layer)
        meta, _, wkb, fields = pyogrio.raw.read(
            path, layer=name, force_2d=True, max_features=MAX_BUILDINGS + 1
        )
    except pyogrio.errors.DataSourceError as error:
        message = f"cannot be read: {str(error)[:200]}"
        raise _refuse(source, "", message) from error
    titles = [str(one) for one in meta["fields"]]
    rows: list[_Row] = []
    for number, blob in enumerate(wkb):
        values = {
            title: _plain(column[number])
            for title, column in zip(titles, fields, strict=True)
        }
        rows.append((None if blob is None else bytes(blob), values))
    return meta["crs"], rows


def _choose(source: str, names: Sequence[str], layer: str | None) -> str:
    """Return the layer that is read."""
    if layer is None and len(names) == 1:
        return names[0]
    if layer in names:
        return str(layer)
    if layer is None:
        message = f"has {len(names)} layers; choose one: {', '.join(names[:20])}"
    else:
        message = f"no such layer; {suggest(layer, names)}"
    raise _refuse(source, "--layer", message, layer)


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever a table holds
    """Return a cell as a plain Python value; None where it is empty."""
    plain = value.item() if hasattr(value, "item") else value
    return None if isinstance(plain, float) and plain != plain else plain  # noqa: PLR0124 - not a number


def _turner(source: str, system: str) -> Transformer | None:
    """Return the way to longitude and latitude; None where they are there already."""
    try:
        crs = CRS.from_user_input(system)
        if crs == CRS.from_user_input(WGS84) or crs == CRS.from_user_input("OGC:CRS84"):
            return None
        return Transformer.from_crs(crs, WGS84, always_xy=True)
    except CRSError as error:
        message = "unknown system of coordinates"
        problem = Problem(path="crs", message=message, given=system[:80])
        raise InputError(source, [problem]) from error


def _turned(raw: object, turn: Transformer | None) -> tuple[BaseGeometry | None, str]:
    """Return a geometry in longitude and latitude, or what is wrong with it."""
    if raw is None:
        return None, ""
    try:
        geometry = shapely.from_wkb(raw) if isinstance(raw, bytes) else shape_of(raw)
        flat = shapely.force_2d(geometry)
        if turn is not None:
            flat = shapely.transform(flat, turn.transform, interleaved=False)
    except (
        AttributeError,
        GEOSException,
        KeyError,
        IndexError,
        TypeError,
        ValueError,
    ) as error:
        return None, f"is not a geometry: {str(error)[:120]}"
    return flat, ""
