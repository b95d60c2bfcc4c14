"""From the folder of a community to its buildings, ready to be simulated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from twin.ground.errors import InputError, Problem
from twin.ground.hashing import file_hash
from twin.io.archetype import ARCHETYPE_FOLDER, Archetype, load_archetypes
from twin.io.assembly import building_height, make_building
from twin.io.behaviour import BEHAVIOURS_FILE
from twin.io.contaminant import CONTAMINANTS_FILE, load_contaminants
from twin.io.defaults import default_folder
from twin.io.feature import COMMUNITY_FILE, Feature, load_features
from twin.io.filter import FILTERS_FILE, embedded_filters, load_filters
from twin.io.household import HOUSEHOLDS_FILE, load_households
from twin.io.material import (
    CONSTRUCTIONS_FILE,
    GLAZINGS_FILE,
    MATERIALS_FILE,
    Fabric,
    load_fabric,
)
from twin.io.plan import make_plan
from twin.io.schema import suggest
from twin.io.site import SITE_FILE, load_site
from twin.io.surroundings import Block, Scene
from twin.io.usage import USAGES_FILE, load_usages
from twin.model.building import Building, Community, Site, World
from twin.model.component import Kind, Product
from twin.model.contaminant import Contaminants
from twin.model.household import Households

LIBRARY_FILES: Final = (
    MATERIALS_FILE,
    CONSTRUCTIONS_FILE,
    GLAZINGS_FILE,
    USAGES_FILE,
    BEHAVIOURS_FILE,
    CONTAMINANTS_FILE,
    HOUSEHOLDS_FILE,
    FILTERS_FILE,
)
"""Files beside the folder of archetypes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What buildings can be: archetypes and what they are made of."""

    folder: Path
    """Folder of the archetypes; the other files lie beside it."""
    fabric: Fabric
    archetypes: dict[str, Archetype]
    contaminants: Contaminants | None = None
    """Sources and sinks of indoor air pollution, None without a file of them."""
    households: Households | None = None
    """Residents by group, None without a file of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What was read from the folder of a community."""

    site: Site
    buildings: tuple[Building, ...]
    """Buildings in order of identifier."""
    file_hashes: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each input file."""
    is_illustrative: bool
    contaminants: Contaminants | None
    """Sources and sinks of indoor air pollution, None without a file of them."""
    households: Households | None = None
    """Residents by group, None without a file of them."""


def load_community(
    folder: Path,
    products: tuple[Product, ...],
    world: World,
    archetype_folder: Path | None = None,
) -> Community:
    """Return the community of a folder.

    Parameters
    ----------
    folder
        Folder with ``site.yaml`` and ``community.geojson``.
    products
        Catalogue that the buildings' components must name.
    world
        Grid, fuels, prices and refrigerants.
    archetype_folder
        Folder of archetypes, with materials, constructions, glazing and usages
        beside it. Left out, it is ``archetypes`` beside `folder`, else the embedded
        one.

    Returns
    -------
    Community
        Site, buildings, products and world.

    Raises
    ------
    InputError
        A file is not usable, or a component names no product of its kind.
    """
    stock = load_stock(folder, archetype_folder)
    _check_products(stock.buildings, products, str(folder / COMMUNITY_FILE))
    return Community(
        site=stock.site,
        buildings=stock.buildings,
        products=products,
        world=world,
        file_hashes=stock.file_hashes,
        is_illustrative=stock.is_illustrative,
        contaminants=stock.contaminants,
        households=stock.households,
    )


def load_buildings(
    folder: Path, archetype_folder: Path | None = None
) -> tuple[Site, tuple[Building, ...]]:
    """Return site and buildings of a folder, products unchecked.

    Parameters
    ----------
    folder
        Folder with ``site.yaml`` and ``community.geojson``.
    archetype_folder
        As for `load_community`.

    Returns
    -------
    tuple[Site, tuple[Building, ...]]
        The site, and the buildings in order of identifier.

    Raises
    ------
    InputError
        A file is not usable.
    """
    stock = load_stock(folder, archetype_folder)
    return stock.site, stock.buildings


def load_stock(folder: Path, archetype_folder: Path | None = None) -> Stock:
    """Return everything that the folder of a community says.

    Parameters
    ----------
    folder
        Folder with ``site.yaml`` and ``community.geojson``.
    archetype_folder
        As for `load_community`.

    Returns
    -------
    Stock
        Site, buildings and the hashes of the files they come from.

    Raises
    ------
    InputError
        A file is not usable.
    """
    return read_stock(
        folder, load_library(archetype_folder or _find_archetypes(folder))
    )


def load_library(archetype_folder: Path) -> Library:
    """Return the archetypes of a folder with the files beside it.

    Parameters
    ----------
    archetype_folder
        Folder of archetypes, with materials, constructions, glazing and usages
        beside it.

    Returns
    -------
    Library
        What buildings can be.

    Raises
    ------
    InputError
        A file is not usable.
    """
    beside = archetype_folder.parent
    fabric = load_fabric(beside)
    usages = load_usages(beside / USAGES_FILE).usages
    classes = beside / FILTERS_FILE
    filters = load_filters(classes) if classes.is_file() else embedded_filters()
    archetypes = load_archetypes(archetype_folder, fabric, usages, filters)
    indoor, people = beside / CONTAMINANTS_FILE, beside / HOUSEHOLDS_FILE
    return Library(
        folder=archetype_folder,
        fabric=fabric,
        archetypes=archetypes,
        contaminants=load_contaminants(indoor) if indoor.is_file() else None,
        households=load_households(people, archetypes) if people.is_file() else None,
    )


def read_stock(folder: Path, library: Library) -> Stock:
    """Return the buildings of a folder, made from a library that is read already.

    Parameters
    ----------
    folder
        Folder with ``site.yaml`` and ``community.geojson``.
    library
        What buildings can be.

    Returns
    -------
    Stock
        Site, buildings and the hashes of the files they come from.

    Raises
    ------
    InputError
        A file is not usable.
    """
    site = load_site(folder / SITE_FILE)
    source = folder / COMMUNITY_FILE
    types = library.archetypes
    collection = load_features(source, site, list(types))
    _check_overrides(collection.features, library.fabric, types, str(source))
    pairs = [(one.record, make_plan(one.outline)) for one in collection.features]
    blocks = [
        Block(outline=plan.outline, height=building_height(one, types[one.archetype]))
        for one, plan in pairs
    ]
    scene = Scene(blocks)
    buildings = tuple(
        make_building(one, plan, types[one.archetype], library.fabric, scene)
        for one, plan in pairs
    )
    used = sorted({one.archetype for one, _ in pairs})
    return Stock(
        site=site,
        buildings=buildings,
        file_hashes=_hashes(folder, library.folder, used),
        is_illustrative=collection.is_illustrative,
        contaminants=library.contaminants,
        households=library.households,
    )


def _hashes(
    folder: Path, archetype_folder: Path, used: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Return name and hash of each file that a community comes from."""
    files = [(name, folder / name) for name in (SITE_FILE, COMMUNITY_FILE)]
    library = [(name, archetype_folder.parent / name) for name in LIBRARY_FILES]
    files += [(name, path) for name, path in library if path.is_file()]
    files += [
        (f"{ARCHETYPE_FOLDER}/{name}.yaml", archetype_folder / f"{name}.yaml")
        for name in used
    ]
    return tuple((name, file_hash(path)) for name, path in files)


def _find_archetypes(folder: Path) -> Path:
    """Return the folder of archetypes that belongs to a community."""
    beside = folder.resolve().parent / ARCHETYPE_FOLDER
    return beside if beside.is_dir() else default_folder("buildings") / ARCHETYPE_FOLDER


def _check_overrides(
    features: Sequence[Feature],
    fabric: Fabric,
    archetypes: dict[str, Archetype],
    source: str,
) -> None:
    """Refuse buildings whose own values do not fit together."""
    problems = []
    for one in features:
        names = (
            ("wall", one.record.wall, "construction", fabric.constructions.keys()),
            ("roof", one.record.roof, "construction", fabric.constructions.keys()),
            ("glazing", one.record.glazing, "glazing", fabric.glazings.keys()),
        )
        path = f"{one.path}.properties"
        problems += [
            Problem(
                path=f"{path}.{key}.value",
                message=f"unknown {what}; {suggest(given.value, known)}",
                given=given.value,
            )
            for key, given, what, known in names
            if given is not None and given.value not in known
        ]
        kind = archetypes[one.record.archetype].record
        coolers = one.record.air_conditioners
        kinds = {rule.kind for rule in kind.components}
        if coolers is not None and Kind.AIR_CONDITIONER not in kinds:
            message = f"archetype {one.record.archetype!r} has no air conditioners"
            problems.append(Problem(path=f"{path}.air_conditioners", message=message))
        height = one.record.storey_height
        if height is not None and height.value <= kind.window_height:
            message = f"must exceed the windows of {kind.window_height:g} m"
            where = f"{path}.storey_height.value"
            problems.append(Problem(path=where, message=message, given=height.value))
    if problems:
        raise InputError(source, problems)


def _check_products(
    buildings: Iterable[Building], products: Sequence[Product], source: str
) -> None:
    """Refuse components that name no product of their kind."""
    known = {(one.kind, one.name) for one in products}
    missing: dict[tuple[str, str], str] = {}
    for building in buildings:
        for part in building.components:
            if (part.kind, part.product) not in known:
                key = (part.kind.value, part.product)
                missing.setdefault(key, building.archetype)
    problems = [
        Problem(
            path=f"archetype {archetype}, component {kind}",
            message="no such product of this kind; "
            + suggest(name, [one.name for one in products if one.kind.value == kind]),
            given=name,
        )
        for (kind, name), archetype in sorted(missing.items())
    ]
    if problems:
        raise InputError(source, problems)
