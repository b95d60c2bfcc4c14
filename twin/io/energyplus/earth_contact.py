"""Slabs and cellar walls that EnergyPlus describes by one factor."""

from collections.abc import Iterable
from typing import Final

from twin.ground.quality import Status
from twin.io.energyplus.objects import Model, Object, fold
from twin.model.material import Construction, Layer, Material, Roughness

KINDS: Final = (
    "Construction:FfactorGroundFloor",
    "Construction:CfactorUndergroundWall",
)
"""Types of such constructions."""

_CONCRETE: Final = Layer(
    material=Material(
        name="concrete of factor constructions",
        conductivity=1.95,
        density=2240.0,
        heat_capacity=900.0,
        source="EnergyPlus Engineering Reference, ground heat transfer by factors",
        status=Status.GENERAL,
    ),
    thickness=0.15,
)
_INSULATION: Final = Material(
    name="massless layer of factor constructions",
    conductivity=0.04,
    density=0.0,
    heat_capacity=0.0,
    source="EnergyPlus model",
    status=Status.DERIVED,
)


def factor_construction(item: Object) -> Construction:
    """Return layers for a construction that is given by one factor.

    The soil is left to the ground model: a slab is its concrete, a wall its concrete
    behind the resistance one over C.

    Parameters
    ----------
    item
        Object of one of `KINDS`.

    Returns
    -------
    Construction
        Layers from outside to inside.
    """
    layers: tuple[Layer, ...] = (_CONCRETE,)
    if item.kind == KINDS[0]:
        item.note("F-factor left out: 0.15 m of concrete on the ground")
    else:
        factor = item.number("c_factor")
        if factor <= 0.0:
            item.refuse("c_factor", "must be above 0", factor)
            factor = 1.0
        thickness = _INSULATION.conductivity / factor
        layers = (Layer(material=_INSULATION, thickness=thickness), _CONCRETE)
        item.note("earth behind the wall taken as ground under the building")
    return Construction(
        name=item.name,
        layers=layers,
        absorptance_outside=0.7,
        absorptance_inside=0.7,
        roughness=Roughness.MEDIUM_ROUGH,
    )


_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip
_UNHEATED: Final = 18.0  # °C, what EnergyPlus takes where nothing is said
_PLACES: Final = {
    "ground": "Site:GroundTemperature:BuildingSurface",
    "groundfcfactormethod": "Site:GroundTemperature:FCfactorMethod",
}


def ground_temperatures(model: Model, conditions: Iterable[str]) -> tuple[float, ...]:
    """Return the temperature of the outer faces that touch the ground, by month.

    Parameters
    ----------
    model
        Model; notices are recorded in it.
    conditions
        Boundary conditions of the surfaces, in any case.

    Returns
    -------
    tuple[float, ...]
        Twelve temperatures; none where the soil is to be simulated [°C].
    """
    wanted = {fold(one) for one in conditions} & set(_PLACES)
    items = {one: next(model.every(kind), None) for one, kind in _PLACES.items()}
    if len(wanted) != 1:
        if wanted:
            model.findings.note(
                "Site:GroundTemperature",
                "",
                "two kinds of ground: taken from the climate and EN ISO 13370",
            )
        return ()
    kind = wanted.pop()
    item = items[kind]
    if item is None:
        if kind != "ground":
            message = "not given: taken from the climate and EN ISO 13370"
            model.findings.note(_PLACES[kind], "", message)
            return ()
        item = Object(_PLACES[kind], "", {}, model.findings)
    return tuple(
        item.number(f"{month}_ground_temperature", _UNHEATED) for month in _MONTHS
    )
