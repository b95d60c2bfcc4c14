"""What of a model is left over: told, unless it does not touch heat at all."""

from typing import Final

from twin.io.energyplus.objects import Model, fold

_NEUTRAL: Final = frozenset(
    {
        "version", "output", "outputcontrol", "scheduletypelimits", "schedule",
        "runperiod", "timestep", "simulationcontrol", "sizingperiod", "sizing",
        "lifecyclecost", "utilitycost", "compliance", "currencytype", "fuelfactors",
        "environmentalimpactfactors", "componentcost", "meter", "nodelist",
        "convergencelimits", "performanceprecisiontradeoffs", "globalgeometryrules",
        "parametric", "programcontrol", "material", "windowmaterial", "construction",
        "space", "spacelist",
    }
)  # fmt: skip
"""First words of types that change no result, or that the comparison replaces."""

_CONVECTION: Final = {
    "SurfaceConvectionAlgorithm:Inside": ("tarp", "TARP"),
    "SurfaceConvectionAlgorithm:Outside": ("doe-2", "DOE-2"),
}
_CALENDAR: Final = "no holidays and no daylight saving in either program"
_SPECIAL: Final = {
    "RunPeriodControl:SpecialDays": _CALENDAR,
    "RunPeriodControl:DaylightSavingTime": _CALENDAR,
    "Site:Location": "place taken from the weather file",
}
_QUIET: Final = (
    "ShadowCalculation",
    "HeatBalanceAlgorithm",
    "ZoneAirHeatBalanceAlgorithm",
)
_USUAL_REFLECTANCE: Final = 0.2


_DESCRIBING: Final = frozenset(
    {
        "version", "scheduletypelimits", "schedule", "globalgeometryrules", "material",
        "windowmaterial", "construction", "space", "spacelist",
    }
)  # fmt: skip
"""First words of neutral types that are read where something names them."""


def is_without_effect(kind: str) -> bool:
    """Return whether a type says nothing about the building.

    Parameters
    ----------
    kind
        Type of an object.

    Returns
    -------
    bool
        Whether it speaks of outputs, sizing, run periods, prices and the like.
    """
    return fold(kind.split(":", maxsplit=1)[0]) in _NEUTRAL - _DESCRIBING


def note_the_rest(model: Model) -> None:
    """Record how the model differs where no object was read, and all that is left.

    Parameters
    ----------
    model
        Model whose other objects have been read.
    """
    _note_algorithms(model)
    _note_light(model)
    for kind, done in _SPECIAL.items():
        if next(model.every(kind), None) is not None:
            model.findings.note(kind, "", done)
    for kind in _QUIET:
        next(model.every(kind), None)
    for kind, count in model.left():
        if fold(kind.split(":")[0]) not in _NEUTRAL:
            noun = "object" if count == 1 else "objects"
            model.findings.note(kind, "", f"not read, {count} {noun}")


def _note_algorithms(model: Model) -> None:
    """Record other ways of convection and conduction than those of `twin`."""
    for kind, (usual, written) in _CONVECTION.items():
        for item in model.every(kind):
            given = item.text("algorithm", usual)
            if fold(given) != usual:
                item.note(f"convection {given} taken as {written}")
    for item in model.every("HeatBalanceAlgorithm"):
        given = item.text("algorithm", "ConductionTransferFunction")
        if fold(given) != "conductiontransferfunction":
            item.note(f"{given}: walls conduct heat only, properties constant")


def _note_light(model: Model) -> None:
    """Record other ways of sunlight than those of `twin`."""
    for item in model.every("Site:GroundReflectance"):
        values = [value for key, value in item.fields.items() if "ground" in key]
        if any(value != _USUAL_REFLECTANCE for value in values):
            item.note(f"taken as {_USUAL_REFLECTANCE:g} all year")
    item = model.only("Building")
    given = fold(item.text("solar_distribution", "FullExterior"))
    if given not in {"fullexterior", "fullinteriorandexterior"}:
        item.note(f"solar distribution {given} taken as FullExterior")
