"""A model whose machines are replaced by ideal loads, so that needs can be compared."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from twin.io.energyplus.objects import Model, fold
from twin.io.energyplus.thermostat import IDEAL, ideal_parts

_KEPT: Final = frozenset(
    {
        "version", "building", "zone", "zonelist", "zonegroup", "space", "spacelist",
        "globalgeometryrules", "geometrytransform", "heatbalancealgorithm",
        "surfaceconvectionalgorithm", "timestep", "shadowcalculation",
        "zoneairheatbalancealgorithm", "convergencelimits", "scheduletypelimits",
        "schedule", "material", "windowmaterial", "materialproperty", "construction",
        "windowproperty", "surfaceproperty", "buildingsurface", "fenestrationsurface",
        "wall", "roofceiling", "roof", "ceiling", "floor", "window", "door",
        "glazeddoor", "shading", "shadingproperty", "internalmass", "people", "lights",
        "electricequipment", "gasequipment", "hotwaterequipment", "steamequipment",
        "otherequipment", "zoneinfiltration", "zoneventilation", "zonemixing",
        "zonecrossmixing", "zonecapacitancemultiplier", "zonecontrol",
        "thermostatsetpoint", "site", "runperiod", "runperiodcontrol", "output",
        "simulationcontrol", "zoneairbalance",
    }
)  # fmt: skip
"""First words of the types that describe the building and its use."""

_CONTROLS: Final = frozenset({"zonecontrol:thermostat"})


def with_ideal_loads(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model in which an ideal load stands for whatever conditions a zone.

    Sensible only, without limits and without outdoor air of its own: what it brings is
    the need of the zone. Lamps that daylight dims, plant, meters and programs of the
    model go with the machines.

    Parameters
    ----------
    raw
        Objects by type and name, as epJSON.

    Returns
    -------
    dict[str, Any]
        New model; one whose only machines are ideal loads is returned as it is.
    """
    model = Model(raw)
    if _is_ideal(model):
        return dict(raw)
    kept = {kind: objects for kind, objects in raw.items() if _is_kept(kind)}
    for zone in _conditioned(model):
        for kind, name, fields in ideal_parts(zone):
            kept[kind] = {**kept.get(kind, {}), name: fields}
    return kept


def _is_kept(kind: str) -> bool:
    """Return whether a type describes the building and not its machines."""
    first = fold(kind.split(":", maxsplit=1)[0])
    if first == "zonecontrol":
        return fold(kind) in _CONTROLS
    return first in _KEPT


def _is_ideal(model: Model) -> bool:
    """Return whether no zone has other equipment than an ideal load."""
    kinds = {
        fold(row.get("zone_equipment_object_type", ""))
        for one in model.every("ZoneHVAC:EquipmentList")
        for row in one.rows("equipment")
    }
    return kinds <= {fold(IDEAL)}


def _conditioned(model: Model) -> Iterator[str]:
    """Yield the zones that have a thermostat and equipment."""
    lists = {
        fold(one.name): [str(row.get("zone_name", "")) for row in one.rows("zones")]
        for one in model.every("ZoneList")
    }
    held: set[str] = set()
    for one in model.every("ZoneControl:Thermostat"):
        name = one.text("zone_or_zonelist_name")
        held |= {fold(zone) for zone in lists.get(fold(name), [name])}
    equipped = {
        fold(one.text("zone_name"))
        for one in model.every("ZoneHVAC:EquipmentConnections")
    }
    for zone in model.every("Zone"):
        if fold(zone.name) in held & equipped:
            yield zone.name
