"""What every input file may hold, written from the schemas themselves.

``python -m twin.io.reference docs/files.md`` writes the page anew; a test fails while
it is out of date.
"""

import enum
import sys
import types
import typing
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from twin.io.archetype_record import ArchetypeFile
from twin.io.behaviour import BehavioursFile
from twin.io.carbon_budget import BudgetsFile
from twin.io.catalogue import CatalogueFile
from twin.io.contaminant import ContaminantsFile
from twin.io.feature import CollectionRecord, FeatureRecord
from twin.io.filter import FiltersFile
from twin.io.household import HouseholdsFile
from twin.io.material import ConstructionsFile, GlazingsFile, MaterialsFile
from twin.io.money import MoneyFile
from twin.io.pack import PackFile
from twin.io.scenario import ScenarioFile
from twin.io.sensor_map import SensorMapFile
from twin.io.site import SiteFile
from twin.io.usage import UsagesFile
from twin.io.world import WorldFile

FILES: Final[tuple[tuple[str, type[BaseModel]], ...]] = (
    ("buildings/materials.yaml", MaterialsFile),
    ("buildings/constructions.yaml", ConstructionsFile),
    ("buildings/glazings.yaml", GlazingsFile),
    ("buildings/usages.yaml", UsagesFile),
    ("buildings/behaviours.yaml", BehavioursFile),
    ("buildings/contaminants.yaml", ContaminantsFile),
    ("buildings/households.yaml", HouseholdsFile),
    ("buildings/filters.yaml", FiltersFile),
    ("buildings/archetypes/*.yaml", ArchetypeFile),
    ("buildings/<community>/site.yaml", SiteFile),
    ("buildings/<community>/community.geojson", CollectionRecord),
    ("features of community.geojson", FeatureRecord),
    ("buildings/catalogue/products.yaml", CatalogueFile),
    ("buildings/catalogue/world.yaml", WorldFile),
    ("buildings/catalogue/carbon_budget.yaml", BudgetsFile),
    ("buildings/catalogue/money.yaml", MoneyFile),
    ("scenarios/*.yaml", ScenarioFile),
    ("packs/*.yaml", PackFile),
    ("places of sensors, named by --map", SensorMapFile),
)
"""Name and schema of every input file, in the order in which a run reads them."""

_WORDS: Final = {
    "gt": "above",
    "ge": "from",
    "lt": "below",
    "le": "to",
    "min_length": "length from",
    "max_length": "length to",
}

_HEAD: Final = """# Input files

Written by `python -m twin.io.reference docs/files.md` from the schemas; do not edit.

Every file is UTF-8. YAML files hold one mapping, without anchors and aliases, each key
once. Types are not guessed: `"3"` is text and `yes` is true. An unknown key is an
error that names the nearest known one, and all problems of a file are told at once.
Units stand in brackets: SI, °C, ppm and fractions.
Status letters: V verified · S secondary · S2 copy of an official table · D derived ·
G general knowledge, unverified · U unverified · A assumption of this project.
"""


def make_reference() -> str:
    """Return the page of all input files as Markdown.

    Returns
    -------
    str
        The page, the same for the same schemas.
    """
    lines = [_HEAD]
    for name, model in FILES:
        lines += [f"## {name}", "", _first_line(model), ""]
        done: list[type[BaseModel]] = []
        queue = [model]
        while queue:
            one = queue.pop(0)
            if one in done:
                continue
            done.append(one)
            if one is not model:
                lines += [f"### {_title(one)}", "", _first_line(one), ""]
            lines += [*_table(one), ""]
            queue += [
                x for f in one.model_fields.values() for x in _models(f.annotation)
            ]
    return "\n".join(lines).rstrip() + "\n"


def _first_line(model: type[BaseModel]) -> str:
    """Return what a schema says of itself."""
    return (model.__doc__ or "").strip().partition("\n")[0]


def _title(model: type[BaseModel]) -> str:
    """Return the name under which a part of a file is described."""
    name = model.__name__.partition("[")[0]
    return name.removesuffix("Record").removesuffix("File").removesuffix("Rule") or name


def _table(model: type[BaseModel]) -> Iterator[str]:
    """Yield the rows of one schema."""
    yield "| key | holds | default | meaning |"
    yield "|---|---|---|---|"
    for name, field in model.model_fields.items():
        holds = _holds(field).replace("|", "\\|")
        cells = (f"`{field.alias or name}`", holds, _default(field))
        meaning = (field.description or "").replace("|", "\\|")
        yield f"| {' | '.join(cells)} | {meaning} |"


def _default(field: FieldInfo) -> str:
    """Return the default of a field as text."""
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, enum.Enum):
        return f"`{value.value}`"
    if value is None or value is PydanticUndefined or value in ((), {}, ""):
        return "—"
    if isinstance(value, BaseModel):
        return "as its parts"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _holds(field: FieldInfo) -> str:
    """Return what a field may hold as text."""
    limits = _limits(field.metadata)
    return _type_name(field.annotation) + (f", {limits}" if limits else "")


def _type_name(place: object) -> str:
    """Return a type in plain words."""
    origin, arguments = typing.get_origin(place), typing.get_args(place)
    if origin is typing.Annotated:
        limits = _limits([x for one in arguments[1:] for x in _unpack(one)])
        return _type_name(arguments[0]) + (f", {limits}" if limits else "")
    if origin is Literal:
        return " · ".join(f"`{one}`" for one in arguments)
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(_type_name(x) for x in arguments if x is not type(None))
    if origin in {tuple, list}:
        kinds = list(dict.fromkeys(_type_name(x) for x in arguments if x is not ...))
        return f"list of ({' / '.join(kinds)})"
    if origin is dict:
        return f"mapping of name to ({_type_name(arguments[1])})"
    return _plain_name(place)


def _plain_name(place: object) -> str:
    """Return a type without arguments in plain words."""
    names = {float: "number", int: "whole number", str: "text", bool: "true or false"}
    if place in names:
        return names[place]
    if isinstance(place, type) and issubclass(place, enum.Enum):
        return " · ".join(f"`{one.value}`" for one in place)
    if isinstance(place, type) and issubclass(place, BaseModel):
        inner = place.model_fields.get("value")
        if "[" in place.__name__ and inner is not None:
            return f"{_title(place)} of ({_holds(inner)})"
        return _title(place)
    return "anything"


def _unpack(one: object) -> list[object]:
    """Return the limits that an annotation carries."""
    return list(one.metadata) if isinstance(one, FieldInfo) else [one]


def _limits(metadata: Sequence[object]) -> str:
    """Return limits as text."""
    found = []
    for one in metadata:
        limits = {key: getattr(one, key, None) for key in _WORDS}
        found += [f"{_WORDS[k]} {v}" for k, v in limits.items() if v is not None]
        pattern = getattr(one, "pattern", None)
        found += [f"like `{pattern}`"] if pattern else []
    return ", ".join(found)


def _models(place: object) -> list[type[BaseModel]]:
    """Return the schemas inside a type."""
    if isinstance(place, type) and issubclass(place, BaseModel):
        return [place]
    return [x for one in typing.get_args(place) for x in _models(one)]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(make_reference(), encoding="utf-8")
