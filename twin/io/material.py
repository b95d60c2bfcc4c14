"""Materials, layer stacks and glazing of ``buildings/``."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import Field

from twin.ground.errors import InputError, Problem
from twin.ground.quality import Status
from twin.io.schema import Identifier, Strict, load_yaml, parse, suggest
from twin.model.material import Construction, Glazing, Layer, Material

MATERIALS_FILE: Final = "materials.yaml"
CONSTRUCTIONS_FILE: Final = "constructions.yaml"
GLAZINGS_FILE: Final = "glazings.yaml"


class MaterialRecord(Strict):
    """A homogeneous material."""

    conductivity: float = Field(
        gt=0.0, le=500.0, description="Thermal conductivity [W/(mK)]."
    )
    density: float = Field(ge=0.0, le=12_000.0, description="Density [kg/m³].")
    heat_capacity: float = Field(
        gt=0.0, le=5_000.0, description="Specific heat [J/(kgK)]."
    )
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")


class MaterialsFile(Strict):
    """Materials by name: ``buildings/materials.yaml``."""

    materials: dict[Identifier, MaterialRecord] = Field(
        min_length=1, description="Materials by name."
    )


class LayerRecord(Strict):
    """A material of some thickness."""

    material: Identifier = Field(description="Name in `materials.yaml`.")
    thickness: float = Field(gt=0.0, le=2.0, description="Thickness [m].")


class ConstructionRecord(Strict):
    """An opaque element made of layers, from outside to inside."""

    layers: tuple[LayerRecord, ...] = Field(
        min_length=1, max_length=12, description="Layers from outside to inside."
    )
    absorptance_outside: float = Field(
        default=0.6, ge=0.0, le=1.0, description="Solar absorptance, outer face [-]."
    )
    emissivity_outside: float = Field(
        default=0.9, gt=0.0, le=1.0, description="Emissivity of the outer face [-]."
    )
    emissivity_inside: float = Field(
        default=0.9, gt=0.0, le=1.0, description="Emissivity of the inner face [-]."
    )


class ConstructionsFile(Strict):
    """Layer stacks by name: ``buildings/constructions.yaml``."""

    constructions: dict[Identifier, ConstructionRecord] = Field(
        min_length=1, description="Constructions by name."
    )


class GlazingRecord(Strict):
    """A window described by its two catalogue numbers."""

    u_value: float = Field(
        gt=0.1, le=8.0, description="Transmittance with frame [W/(m²K)]."
    )
    shgc: float = Field(
        gt=0.0, lt=1.0, description="Solar heat gain coefficient, normal incidence [-]."
    )
    source: str = Field(min_length=1, description="Where the numbers come from.")
    status: Status = Field(description="How far they were verified.")


class GlazingsFile(Strict):
    """Glazing by name: ``buildings/glazings.yaml``."""

    glazings: dict[Identifier, GlazingRecord] = Field(
        min_length=1, description="Glazing by name."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fabric:
    """What buildings can be made of, by name."""

    materials: dict[str, Material]
    constructions: dict[str, Construction]
    glazings: dict[str, Glazing]


def load_fabric(folder: Path) -> Fabric:
    """Return the materials, constructions and glazing of a folder.

    Parameters
    ----------
    folder
        Folder with ``materials.yaml``, ``constructions.yaml`` and ``glazings.yaml``.

    Returns
    -------
    Fabric
        All of them by name.

    Raises
    ------
    InputError
        A file is not usable, or a construction names an unknown material.
    """
    materials = load_materials(folder / MATERIALS_FILE)
    return Fabric(
        materials=materials,
        constructions=load_constructions(folder / CONSTRUCTIONS_FILE, materials),
        glazings=load_glazings(folder / GLAZINGS_FILE),
    )


def load_materials(path: Path) -> dict[str, Material]:
    """Return the materials of a file by name.

    Parameters
    ----------
    path
        A ``materials.yaml``.

    Returns
    -------
    dict[str, Material]
        Materials by name.

    Raises
    ------
    InputError
        The file is not usable.
    """
    checked = parse(MaterialsFile, load_yaml(path), str(path))
    return {
        name: Material(name=name, **dict(record))
        for name, record in checked.materials.items()
    }


def load_constructions(
    path: Path, materials: dict[str, Material]
) -> dict[str, Construction]:
    """Return the constructions of a file by name.

    Parameters
    ----------
    path
        A ``constructions.yaml``.
    materials
        What the layers can be made of.

    Returns
    -------
    dict[str, Construction]
        Constructions by name.

    Raises
    ------
    InputError
        The file is not usable, or names an unknown material.
    """
    checked = parse(ConstructionsFile, load_yaml(path), str(path))
    problems = [
        Problem(
            path=f"constructions.{name}.layers.{index}.material",
            message=f"unknown material; {suggest(layer.material, materials)}",
            given=layer.material,
        )
        for name, record in checked.constructions.items()
        for index, layer in enumerate(record.layers)
        if layer.material not in materials
    ]
    if problems:
        raise InputError(str(path), problems)
    return {
        name: Construction(
            name=name,
            layers=tuple(
                Layer(material=materials[one.material], thickness=one.thickness)
                for one in record.layers
            ),
            absorptance_outside=record.absorptance_outside,
            emissivity_outside=record.emissivity_outside,
            emissivity_inside=record.emissivity_inside,
        )
        for name, record in checked.constructions.items()
    }


def load_glazings(path: Path) -> dict[str, Glazing]:
    """Return the glazing of a file by name.

    Parameters
    ----------
    path
        A ``glazings.yaml``.

    Returns
    -------
    dict[str, Glazing]
        Glazing by name.

    Raises
    ------
    InputError
        The file is not usable.
    """
    checked = parse(GlazingsFile, load_yaml(path), str(path))
    return {
        name: Glazing(name=name, **dict(record))
        for name, record in checked.glazings.items()
    }


def half_slab(slab: Construction, *, is_upper: bool) -> Construction:
    """Return the half of a slab that a storey sees where both sides are alike.

    Parameters
    ----------
    slab
        Slab from the ceiling below to the floor above.
    is_upper
        Whether the floor side is wanted, else the ceiling side.

    Returns
    -------
    Construction
        Layers from the middle of the slab to the room.
    """
    layers = slab.layers if is_upper else tuple(reversed(slab.layers))
    rest = 0.5 * sum(one.thickness for one in slab.layers)
    kept: list[Layer] = []
    for one in reversed(layers):
        taken = min(one.thickness, rest)
        if taken > 1e-9:  # noqa: PLR2004 - a trace of a layer
            kept.append(Layer(material=one.material, thickness=taken))
        rest -= taken
    side = "floor" if is_upper else "ceiling"
    return replace(slab, name=f"{slab.name}_{side}", layers=tuple(reversed(kept)))
