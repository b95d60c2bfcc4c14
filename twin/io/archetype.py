"""Archetypes: what a building is made of and how it is used, by type and era."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.io.archetype_record import ArchetypeFile, ComponentRule
from twin.io.filter import Filters, embedded_filters
from twin.io.material import Fabric
from twin.io.schema import check, load_yaml, suggest
from twin.model.building import BuildingUse
from twin.model.component import Kind
from twin.model.usage import Usage

ARCHETYPE_FOLDER: Final = "archetypes"
"""Folder of archetypes inside the folder of buildings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archetype:
    """A checked archetype with what its names stand for."""

    name: str
    record: ArchetypeFile
    usages: dict[str, Usage]
    """Usages that its zones name."""
    filters: Filters
    """Classes of filters that its zones may name."""


def load_archetypes(
    folder: Path,
    fabric: Fabric,
    usages: dict[str, Usage],
    filters: Filters | None = None,
) -> dict[str, Archetype]:
    """Return the archetypes of a folder by name; a file's stem is its name.

    Parameters
    ----------
    folder
        Folder of ``*.yaml`` files.
    fabric
        What the constructions and glazing may be.
    usages
        What the usages may be.
    filters
        What the classes of filters may be, the embedded ones if left out.

    Returns
    -------
    dict[str, Archetype]
        Archetypes by name, in order of name.

    Raises
    ------
    InputError
        The folder has no archetype, or a file is not usable.
    """
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not paths:
        message = "holds no archetype (*.yaml)"
        raise InputError(str(folder), [Problem(path="", message=message)])
    known = filters or embedded_filters()
    return {one.stem: load_archetype(one, fabric, usages, known) for one in paths}


def load_archetype(
    path: Path,
    fabric: Fabric,
    usages: dict[str, Usage],
    filters: Filters | None = None,
) -> Archetype:
    """Return the archetype of one file.

    Parameters
    ----------
    path
        File to read; its stem is the name of the archetype.
    fabric
        What the constructions and glazing may be.
    usages
        What the usages may be.
    filters
        What the classes of filters may be, the embedded ones if left out.

    Returns
    -------
    Archetype
        The checked archetype.

    Raises
    ------
    InputError
        Every problem of the file.
    """
    raw = load_yaml(path)
    record, problems = check(ArchetypeFile, raw)
    known = filters or embedded_filters()
    if record is not None:
        problems = [
            *_check_names(record, fabric, usages),
            *_check_zones(record),
            *_check_air(record, known),
            *_check_components(record),
            *_check_numbers(record),
        ]
    if record is None or problems:
        raise InputError(str(path), problems)
    named = {one.usage: usages[one.usage] for one in record.zones}
    return Archetype(name=path.stem, record=record, usages=named, filters=known)


def _check_names(
    record: ArchetypeFile, fabric: Fabric, usages: dict[str, Usage]
) -> list[Problem]:
    """Return a problem for each name that stands for nothing."""
    places = [
        (f"constructions.{key}", name, "construction", list(fabric.constructions))
        for key, name in record.constructions.names()
    ]
    places.append(("glazing", record.glazing, "glazing", list(fabric.glazings)))
    places += [
        (f"zones.{i}.usage", one.usage, "usage", list(usages))
        for i, one in enumerate(record.zones)
    ]
    known = set(ArchetypeFile.model_fields) - {"sources"}
    places += [(f"sources.{key}", key, "field", list(known)) for key in record.sources]
    return [
        Problem(
            path=path, message=f"unknown {what}; {suggest(name, known)}", given=name
        )
        for path, name, what, known in places
        if name not in known
    ]


def _check_zones(record: ArchetypeFile) -> list[Problem]:
    """Return what is wrong between the zones."""
    problems = []
    for storey in ("ground", "upper"):
        zones = [one for one in record.zones if one.storeys in {"all", storey}]
        total = math.fsum(one.share for one in zones)
        if abs(total - 1.0) > 1e-6:  # noqa: PLR2004
            message = f"shares of the {storey} storeys must sum to 1"
            problems.append(Problem(path="zones", message=message, given=total))
    names = [one.name for one in record.zones]
    for i, one in enumerate(record.zones):
        if one.name in names[:i]:
            message = "zone name is given twice"
            problems.append(
                Problem(path=f"zones.{i}.name", message=message, given=one.name)
            )
        if (one.people_share is None) == (one.floor_area_person is None):
            message = "give one of people_share and floor_area_person"
            problems.append(Problem(path=f"zones.{i}", message=message))
        if one.is_cooled and one.cooling == 0.0:
            message = "must be above 0 where is_cooled is true"
            problems.append(
                Problem(path=f"zones.{i}.cooling", message=message, given=0.0)
            )
    return problems


def _check_air(record: ArchetypeFile, filters: Filters) -> list[Problem]:
    """Return filters that are not known and dwellings that do not fit."""
    problems: list[Problem] = []
    is_named = any(one.dwelling is not None for one in record.zones)
    is_home = record.use is BuildingUse.DWELLING
    for i, one in enumerate(record.zones):
        if one.cleaner is not None:
            path = f"zones.{i}.cleaner.filter"
            problems += filters.problems(path, one.cleaner.filter)
        path = f"zones.{i}.dwelling"
        if one.dwelling is not None and not is_home:
            message = f"a building for {record.use.value!r} has no dwellings"
            problems.append(Problem(path=path, message=message, given=one.dwelling))
        elif is_named and is_home and one.dwelling is None:
            message = "is required where another zone names its dwelling"
            problems.append(Problem(path=path, message=message))
    return problems


def _check_components(record: ArchetypeFile) -> list[Problem]:
    """Return what is wrong between components and needs."""
    problems = []
    kinds = [one.kind for one in record.components]
    for i, rule in enumerate(record.components):
        path = f"components.{i}"
        if rule.kind in kinds[:i]:
            message = "kind is given twice"
            problems.append(
                Problem(path=f"{path}.kind", message=message, given=rule.kind)
            )
        edges = {0.0, *(one.age_below for one in rule.products)}
        ages = [age for age in sorted(edges) if age < rule.oldest]
        if any(not _found_at(rule, age) for age in ages):
            message = f"products must cover every age from 0 to {rule.oldest:g} years"
            problems.append(Problem(path=f"{path}.products", message=message))
    needs = (
        ("hot_water", record.hot_water > 0.0, Kind.WATER_HEATER),
        ("cooking.value", record.cooking.value > 0.0, Kind.COOKER),
        ("zones", any(one.is_cooled for one in record.zones), Kind.AIR_CONDITIONER),
    )
    problems += [
        Problem(path=path, message=f"needs a component of kind {kind.value!r}")
        for path, is_wanted, kind in needs
        if is_wanted and kind not in kinds
    ]
    return problems


def _found_at(rule: ComponentRule, age: float) -> bool:
    """Return whether some product is found at an age."""
    return any(one.age_from <= age < one.age_below for one in rule.products)


def _check_numbers(record: ArchetypeFile) -> list[Problem]:
    """Return what is wrong between single numbers."""
    problems = []
    if record.clear_height >= record.storey_height:
        message = f"must be below storey_height ({record.storey_height:g} m)"
        given = record.clear_height
        problems.append(Problem(path="clear_height", message=message, given=given))
    if record.window_height > record.clear_height:
        message = f"must not exceed clear_height ({record.clear_height:g} m)"
        given = record.window_height
        problems.append(Problem(path="window_height", message=message, given=given))
    if record.era[0] > record.era[1]:
        message = "first year must not lie after the last"
        problems.append(Problem(path="era", message=message, given=str(record.era)))
    rule = record.residents
    if (rule.per_dwelling is None) == (rule.floor_area_each is None):
        message = "give one of per_dwelling and floor_area_each"
        problems.append(Problem(path="residents", message=message))
    is_home = record.use is BuildingUse.DWELLING
    if not is_home and (rule.per_dwelling or record.cooking.per == "dwelling"):
        message = f"a building for {record.use.value!r} has no dwellings to count by"
        path = "residents" if rule.per_dwelling else "cooking.per"
        problems.append(Problem(path=path, message=message))
    if not is_home and record.floor_area_per_dwelling is not None:
        message = f"a building for {record.use.value!r} has no dwellings"
        problems.append(Problem(path="floor_area_per_dwelling", message=message))
    return problems
