"""From a layer of footprints to the files of a community."""

import csv
import io
import json
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.ground.hashing import file_hash
from twin.ground.quality import Origin
from twin.io.archetype import ARCHETYPE_FOLDER
from twin.io.community import load_library, read_stock
from twin.io.defaults import default_folder
from twin.io.feature import COMMUNITY_FILE
from twin.io.footprint import local_transformer
from twin.io.gis.impute import Filled, Filler, Known
from twin.io.gis.layer import Layer, read_layer
from twin.io.gis.mapping import columns_of, read_mapping
from twin.io.gis.repair import Repaired, repair
from twin.io.site import SITE_FILE, load_site

VALUES_FILE: Final = "import_gis.csv"
"""Where each value of each building comes from."""
_DIGITS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is imported, and how."""

    file: Path
    out: Path
    site: Path | None = None
    """`site.yaml` of the place; that of Baoting without."""
    mapping: Path | None = None
    archetypes: Path | None = None
    """Folder of archetypes; the embedded ones without."""
    layer: str | None = None
    crs: str | None = None
    is_forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a layer."""

    layer: Layer
    style: str
    columns: Mapping[str, str]
    """Attribute by field."""
    repaired: Repaired
    filled: Filled
    floor_area: float
    """Floor area of all buildings [m²]."""
    illustrated: str
    """Name of the site whose `site.yaml` was taken."""

    @property
    def ignored(self) -> tuple[str, ...]:
        """Attributes that nothing reads."""
        used = set(self.columns.values())
        return tuple(one for one in self.layer.columns if one not in used)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many values of each field have each origin."""
        found: dict[str, Counter[str]] = {}
        for known in self.filled.known:
            for value in known.values:
                found.setdefault(value.field, Counter())[value.origin.value] += 1
        return {field: dict(sorted(one.items())) for field, one in found.items()}


def import_gis(asked: Asked) -> Imported:
    """Write the community of a layer: buildings, site and the origin of each value.

    Parameters
    ----------
    asked
        File, folder and options.

    Returns
    -------
    Imported
        What was taken, mended, filled in and left out.

    Raises
    ------
    InputError
        A file is not usable, a footprint cannot be mended, a building has no
        archetype, or the folder holds a community already. Nothing is written then.
    """
    target = asked.out / COMMUNITY_FILE
    if target.exists() and not asked.is_forced:
        message = "holds a community already; --force replaces it"
        problem = Problem(path="--out", message=message, given=str(asked.out))
        source = "command line"
        raise InputError(source, [problem])
    kinds = asked.archetypes or default_folder("buildings") / ARCHETYPE_FOLDER
    library = load_library(kinds)
    records = {name: one.record for name, one in library.archetypes.items()}
    place = asked.site or default_folder("buildings") / "baoting" / SITE_FILE
    site = load_site(place)
    mapping = read_mapping(asked.mapping, tuple(records))
    layer = read_layer(asked.file, asked.layer, asked.crs)
    style, columns = columns_of(mapping, layer.columns, str(asked.mapping))
    repaired = repair(layer.shapes, local_transformer(site.latitude, site.longitude))
    filled = Filler(mapping, style, columns, records).fill(repaired.footprints)
    problems = [*repaired.problems, *filled.problems]
    if not problems and not filled.known:
        message = "no feature is a building; see --map"
        problems = [Problem(path="features", message=message)]
    if problems:
        raise InputError(str(asked.file), problems)
    turn = local_transformer(site.latitude, site.longitude)
    community = _community(asked.file, filled.known, turn)
    texts = {
        COMMUNITY_FILE: community,
        SITE_FILE: place.read_text(encoding="utf-8"),
        VALUES_FILE: _values(filled.known),
    }
    asked.out.absolute().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=".import-gis-", dir=asked.out.absolute().parent
    ) as stage:
        for name, text in texts.items():
            (Path(stage) / name).write_text(text, encoding="utf-8")
        stock = read_stock(Path(stage), library)
        asked.out.mkdir(exist_ok=True)
        for name in texts:
            (Path(stage) / name).replace(asked.out / name)
    return Imported(
        layer=layer,
        style=style.name,
        columns=columns,
        repaired=repaired,
        filled=filled,
        floor_area=sum(one.floor_area for one in stock.buildings),
        illustrated=site.name,
    )


def _community(file: Path, known: tuple[Known, ...], turn: object) -> str:
    """Return the text of a community file."""
    lines = [json.dumps(_feature(one, turn), ensure_ascii=False) for one in known]
    head = {
        "type": "FeatureCollection",
        "name": file.stem[:120],
        "note": f"Imported from {file.name}, SHA-256 {file_hash(file)}.",
        "is_illustrative": False,
    }
    top = json.dumps(head, ensure_ascii=False)[:-1]
    return top + ', "features": [\n' + ",\n".join(lines) + "\n]}\n"


def _feature(known: Known, turn: object) -> dict[str, object]:
    """Return a building as a feature in longitude and latitude."""
    corners = known.footprint.outline
    east, north = turn.transform(  # type: ignore[attr-defined]  # a Transformer
        [one[0] for one in corners], [one[1] for one in corners], direction="INVERSE"
    )
    ring = [
        [round(float(x), _DIGITS), round(float(y), _DIGITS)]
        for x, y in zip(east, north, strict=True)
    ]
    values = {one.field: one for one in known.values}
    properties: dict[str, object] = {
        "id": known.id,
        "name": known.name,
        "archetype": values["archetype"].value,
        "year_built": values["year_built"].value,
        "storeys": values["storeys"].value,
        "origin": Origin.DOCUMENTED.value,
    }
    imputed = [
        field
        for field in ("archetype", "year_built", "storeys")
        if values[field].origin is not Origin.DOCUMENTED
    ]
    if imputed:
        properties["imputed"] = imputed
    height = values.get("storey_height")
    if height is not None:
        properties["storey_height"] = {
            "value": height.value,
            "origin": height.origin.value,
        }
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def _values(known: tuple[Known, ...]) -> str:
    """Return the table of all values and their origin."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["building_id", "feature", "field", "value", "origin", "rule"])
    for one in known:
        for value in one.values:
            writer.writerow(
                [
                    one.id,
                    one.footprint.shape.number,
                    value.field,
                    value.value,
                    value.origin.value,
                    _tame(value.rule),
                ]
            )
    return text.getvalue()


def _tame(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
