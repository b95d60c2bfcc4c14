"""A file that says what the attributes of a layer mean."""

from pathlib import Path
from typing import Final, Literal

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.io.gis.words import FIELDS, Style, style_of
from twin.io.schema import Identifier, Strict, load_yaml, parse, suggest
from twin.model.building import BuildingUse

YEARS: Final = (1500, 2025)
"""First and last year of completion [a]."""
STOREYS: Final = (1, 60)
"""Fewest and most storeys [-]."""


class FieldNames(Strict):
    """Attribute of the layer by field; what is left out follows the style."""

    id: str | None = Field(default=None, description="Identifier, unique in the layer.")
    name: str | None = Field(default=None, description="Name for people.")
    archetype: str | None = Field(default=None, description="Name of an archetype.")
    use: str | None = Field(default=None, description="What the building is for.")
    year_built: str | None = Field(default=None, description="Year of completion.")
    storeys: str | None = Field(default=None, description="Storeys above ground.")
    height: str | None = Field(default=None, description="Height above ground.")


class Fallback(Strict):
    """Values for buildings of which the layer says nothing; marked as assumed."""

    archetype: Identifier | None = Field(default=None, description="Archetype.")
    year_built: int | None = Field(
        default=None, ge=YEARS[0], le=YEARS[1], description="Year of completion."
    )
    storeys: int | None = Field(
        default=None, ge=STOREYS[0], le=STOREYS[1], description="Storeys [-]."
    )


class MappingFile(Strict):
    """What the attributes of a layer mean."""

    fields: FieldNames = Field(
        default_factory=FieldNames, description="Attribute of each field."
    )
    uses: dict[str, BuildingUse | Literal["skip"]] = Field(
        default_factory=dict,
        description="Use, or `skip`, by value of the attribute of use.",
    )
    archetypes: dict[str, Identifier] = Field(
        default_factory=dict,
        description="Archetype by value of the attribute of archetype, or of use.",
    )
    height_unit: Literal["m", "ft"] | None = Field(
        default=None, description="Unit of heights; left out, that of the style."
    )
    fallback: Fallback = Field(
        default_factory=Fallback, description="Where the layer says nothing."
    )


def read_mapping(path: Path | None, archetypes: tuple[str, ...]) -> MappingFile:
    """Return what a mapping file says; nothing without one.

    Parameters
    ----------
    path
        YAML file.
    archetypes
        Names that may be used.

    Returns
    -------
    MappingFile
        Checked content.

    Raises
    ------
    InputError
        The file is not usable, or names an unknown archetype.
    """
    if path is None:
        return MappingFile()
    found = parse(MappingFile, load_yaml(path), str(path))
    named = [(f"archetypes.{key}", value) for key, value in found.archetypes.items()]
    if found.fallback.archetype is not None:
        named.append(("fallback.archetype", found.fallback.archetype))
    problems = [
        Problem(
            path=where,
            message=f"unknown archetype; {suggest(name, archetypes)}",
            given=name,
        )
        for where, name in named
        if name not in archetypes
    ]
    if problems:
        raise InputError(str(path), problems)
    return found


def columns_of(
    mapping: MappingFile, columns: tuple[str, ...], source: str
) -> tuple[Style, dict[str, str]]:
    """Return the style of a layer and the attribute of each field that it has.

    Parameters
    ----------
    mapping
        What the user says.
    columns
        Attributes of the layer.
    source
        File of the mapping, for messages.

    Returns
    -------
    tuple[Style, dict[str, str]]
        Style, and attribute by field.

    Raises
    ------
    InputError
        The mapping names attributes that the layer lacks.
    """
    style = style_of(columns)
    found: dict[str, str] = {}
    problems = []
    for field in FIELDS:
        wanted = getattr(mapping.fields, field)
        if wanted is not None:
            if wanted in columns:
                found[field] = wanted
            else:
                problems.append(
                    Problem(
                        path=f"fields.{field}",
                        message=f"no such attribute; {suggest(wanted, columns)}",
                        given=wanted,
                    )
                )
            continue
        here = [name for name in style.fields.get(field, ()) if name in columns]
        if here:
            found[field] = here[0]
    if problems:
        raise InputError(source, problems)
    return style, found
