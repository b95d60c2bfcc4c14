"""Materials and constructions: opaque layers and panes of glass."""

import math
from collections.abc import Callable, Mapping
from typing import Final

from twin.ground.quality import Status
from twin.io.energyplus import earth_contact
from twin.io.energyplus.objects import Model, Object, fold
from twin.model.material import (
    Construction,
    Gap,
    Gas,
    Glazing,
    Layer,
    Material,
    Pane,
    Roughness,
)
from twin.physics.glazing import window_optics

_SOURCE: Final = "EnergyPlus model"
_CONDUCTIVITY_MASSLESS: Final = 0.04  # W/(mK), of a layer given by its resistance
_OPAQUE: Final = ("Material", "Material:NoMass", "Material:AirGap")
_GLASS: Final = ("WindowMaterial:SimpleGlazingSystem", "WindowMaterial:Glazing")
_OTHER: Final = (
    "Material:InfraredTransparent",
    "Material:RoofVegetation",
    "WindowMaterial:Gas",
    "WindowMaterial:GasMixture",
    "WindowMaterial:Gap",
    "WindowMaterial:Glazing:RefractionExtinctionMethod",
    "WindowMaterial:GlazingGroup:Thermochromic",
    "WindowMaterial:Glazing:EquivalentLayer",
    "WindowMaterial:Shade",
    "WindowMaterial:Blind",
    "WindowMaterial:Screen",
    "WindowMaterial:ComplexShade",
)
_MOST_LAYERS: Final = 10
_LEAST_RESISTANCE: Final = 1e-3  # m²K/W

Opaque = tuple[tuple[Layer, ...], Object, Object]
"""Layers from outside to inside, and the outermost and innermost material."""


class Fabric:
    """Constructions of a model, each read when it is first asked for.

    Parameters
    ----------
    model
        Model with its materials.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._opaque: dict[tuple[str, bool], Construction | None] = {}
        self._glazing: dict[str, Glazing | None] = {}

    def is_glass(self, name: str) -> bool:
        """Return whether a construction begins with glass.

        Parameters
        ----------
        name
            Name of the construction.

        Returns
        -------
        bool
            Whether it does.
        """
        item = self._model.find(name, "Construction")
        if item is None:
            return False
        return self._model.find(item.text("outside_layer"), *_GLASS) is not None

    def opaque(
        self, item: Object, name: str, *, is_closed: bool = False
    ) -> Construction | None:
        """Return a construction of opaque layers, or record a problem.

        Parameters
        ----------
        item
            Object that names it.
        name
            Name of the construction.
        is_closed
            Whether its two faces have the same temperature, as EnergyPlus means by
            adiabatic: the half is returned through whose outer side no heat flows.

        Returns
        -------
        Construction | None
            The construction; None once a problem was recorded.
        """
        key = (fold(name), is_closed)
        factor = self._model.find(name, *earth_contact.KINDS)
        if key not in self._opaque and factor is not None:
            self._opaque[key] = earth_contact.factor_construction(factor)
        if key not in self._opaque:
            found = self._layers(item, name)
            built = None if found is None else _construction(name, found)
            if built is not None and is_closed:
                built = self._halve(name, built)
            self._opaque[key] = built
        return self._opaque[key]

    def glazing(self, item: Object, name: str) -> Glazing | None:
        """Return a construction of glass, or record a problem.

        Parameters
        ----------
        item
            Object that names it.
        name
            Name of the construction.

        Returns
        -------
        Glazing | None
            The window; None once a problem was recorded.
        """
        if fold(name) not in self._glazing:
            self._glazing[fold(name)] = self._read_glazing(item, name)
        return self._glazing[fold(name)]

    def _members(self, item: Object, name: str) -> list[Object] | None:
        """Return the materials of a construction, from outside to inside."""
        construction = self._model.find(name, "Construction")
        if construction is None:
            item.refuse("construction_name", "names no construction that is read", name)
            return None
        fields = ["outside_layer", *(f"layer_{n}" for n in range(2, _MOST_LAYERS + 1))]
        found: list[Object] = []
        for field in fields:
            layer = construction.text(field)
            if not layer:
                continue
            material = self._model.find(layer, *_OPAQUE, *_GLASS, *_OTHER)
            if material is None:
                construction.refuse(field, "names no material that is read", layer)
                return None
            found.append(material)
        if not found:
            construction.refuse("outside_layer", "is required but missing")
            return None
        return found

    def _layers(self, item: Object, name: str) -> Opaque | None:
        """Return the opaque layers of a construction."""
        members = self._members(item, name)
        if members is None:
            return None
        strange = [one for one in members if one.kind not in _OPAQUE]
        for one in strange:
            message = f"construction {name!r} of an opaque surface holds {one.kind}"
            item.refuse("construction_name", message, one.name)
        if strange:
            return None
        layers = tuple(_layer(one) for one in members)
        outside, inside = members[0], members[-1]
        return layers, outside, inside

    def _halve(self, name: str, whole: Construction) -> Construction:
        """Return the inner half, by resistance, of a construction."""
        half = whole.resistance / 2.0
        kept: list[Layer] = []
        left = half
        for layer in reversed(whole.layers):
            conductivity = layer.material.conductivity
            thickness = min(layer.thickness, left * conductivity)
            if thickness > 0.0:
                kept.append(Layer(material=layer.material, thickness=thickness))
            left -= thickness / conductivity
        given = [(one.material.name, round(one.thickness, 6)) for one in whole.layers]
        if given != given[::-1]:
            self._model.findings.note(
                "Construction",
                name,
                "not the same from both sides: where both faces share a temperature, "
                "the inner half by resistance stands for it",
            )
        return Construction(
            name=f"{whole.name} (inner half)",
            layers=tuple(reversed(kept)),
            absorptance_outside=whole.absorptance_outside,
            emissivity_outside=whole.emissivity_outside,
            emissivity_inside=whole.emissivity_inside,
            absorptance_inside=whole.absorptance_inside,
            roughness=whole.roughness,
        )

    def _read_glazing(self, item: Object, name: str) -> Glazing | None:
        """Return the glazing of a construction."""
        members = self._members(item, name)
        if members is None:
            return None
        if members[0].kind == _GLASS[0]:
            return _simple(name, members[0])
        panes = [_pane(one) for one in members[::2]]
        gaps = [_gap(one) for one in members[1::2]]
        if None in panes or None in gaps or len(panes) != len(gaps) + 1:
            if len(panes) == len(gaps):
                item.refuse("construction_name", "must end with a pane", name)
            return None
        return rated(
            name,
            tuple(one for one in panes if one is not None),
            tuple(one for one in gaps if one is not None),
        )


def rated(name: str, panes: tuple[Pane, ...], gaps: tuple[Gap, ...]) -> Glazing:
    """Return a glazing of panes with the two numbers that a catalogue would print.

    Parameters
    ----------
    name
        Its name.
    panes
        Panes from outside to inside.
    gaps
        Gaps from outside to inside.

    Returns
    -------
    Glazing
        The glazing.
    """

    def build(u_value: float, shgc: float) -> Glazing:
        return Glazing(
            name=name,
            u_value=u_value,
            shgc=shgc,
            source=_SOURCE,
            status=Status.DERIVED,
            panes=panes,
            gaps=gaps,
        )

    optics = window_optics(build(1.0, 0.5))
    return build(optics.u_value, optics.shgc)


def _construction(name: str, found: Opaque) -> Construction:
    """Return an opaque construction."""
    layers, outside, inside = found
    return Construction(
        name=name,
        layers=layers,
        absorptance_outside=outside.number("solar_absorptance", 0.7),
        emissivity_outside=outside.number("thermal_absorptance", 0.9),
        absorptance_inside=inside.number("solar_absorptance", 0.7),
        emissivity_inside=inside.number("thermal_absorptance", 0.9),
        roughness=_roughness(outside),
    )


def _roughness(item: Object) -> Roughness:
    """Return the roughness of a material."""
    given = item.text("roughness", "MediumRough")
    known = {fold(one.value.replace("_", "")): one for one in Roughness}
    if fold(given) not in known:
        item.refuse("roughness", f"must be one of {', '.join(known)}", given)
        return Roughness.MEDIUM_ROUGH
    return known[fold(given)]


def _layer(item: Object) -> Layer:
    """Return an opaque layer."""
    if item.kind != "Material":
        resistance = _positive(item, "thermal_resistance")
        material = Material(
            name=item.name,
            conductivity=_CONDUCTIVITY_MASSLESS,
            density=0.0,
            heat_capacity=0.0,
            source=_SOURCE,
            status=Status.DERIVED,
        )
        return Layer(material=material, thickness=resistance * _CONDUCTIVITY_MASSLESS)
    material = Material(
        name=item.name,
        conductivity=_positive(item, "conductivity"),
        density=_positive(item, "density"),
        heat_capacity=_positive(item, "specific_heat"),
        source=_SOURCE,
        status=Status.DERIVED,
    )
    return Layer(material=material, thickness=_positive(item, "thickness"))


def _positive(item: Object, field: str) -> float:
    """Return a number above zero."""
    value = item.number(field)
    if value <= 0.0:
        item.refuse(field, "must be above 0", value)
    return value


def _share(item: Object, field: str, default: float | None = None) -> float:
    """Return a number from 0 to 1."""
    value = item.number(field, default)
    if not math.isnan(value) and not 0.0 <= value <= 1.0:
        item.refuse(field, "must lie between 0 and 1", value)
    return value


def _simple(name: str, item: Object) -> Glazing:
    """Return a window that is given by its two numbers."""
    return Glazing(
        name=name,
        u_value=_positive(item, "u_factor"),
        shgc=_share(item, "solar_heat_gain_coefficient"),
        source=_SOURCE,
        status=Status.DERIVED,
    )


def _pane(item: Object) -> Pane | None:
    """Return a pane of glass."""
    if item.kind != _GLASS[1]:
        item.refuse("", "is no pane of glass that is read")
        return None
    if fold(item.text("optical_data_type", "SpectralAverage")) != "spectralaverage":
        given = item.text("optical_data_type")
        item.refuse("optical_data_type", "only SpectralAverage is read", given)
        return None
    solar, normal = "side_solar_reflectance", "at_normal_incidence"
    long_wave = "side_infrared_hemispherical_emissivity"
    if item.number(f"infrared_transmittance_{normal}", 0.0) > 0.0:
        item.note("long-wave transmittance of the glass left out")
    dirt = item.number("dirt_correction_factor_for_solar_and_visible_transmittance", 1)
    return Pane(
        name=item.name,
        thickness=_positive(item, "thickness"),
        conductivity=item.number("conductivity", 0.9),
        transmittance=_share(item, f"solar_transmittance_{normal}") * dirt,
        reflectance_front=_share(item, f"front_{solar}_{normal}"),
        reflectance_back=_share(item, f"back_{solar}_{normal}"),
        emissivity_front=_share(item, f"front_{long_wave}", 0.84),
        emissivity_back=_share(item, f"back_{long_wave}", 0.84),
    )


def _gap(item: Object) -> Gap | None:
    """Return the gap between two panes."""
    readers: Mapping[str, Callable[[Object], str]] = {
        "WindowMaterial:Gas": lambda one: one.text("gas_type"),
        "WindowMaterial:GasMixture": _main_gas,
    }
    if item.kind not in readers:
        item.refuse("", "is no gap between panes that is read")
        return None
    given = readers[item.kind](item)
    known = {one.value: one for one in Gas}
    if fold(given) not in known:
        item.refuse("gas_type", f"must be one of {', '.join(known)}", given)
        return None
    return Gap(gas=known[fold(given)], thickness=_positive(item, "thickness"))


def _main_gas(item: Object) -> str:
    """Return the gas of which a mixture holds most."""
    count = int(item.number("number_of_gases_in_mixture", 1))
    shares = {
        item.text(f"gas_{n}_type"): item.number(f"gas_{n}_fraction", 0.0)
        for n in range(1, count + 1)
    }
    main = max(shares, key=lambda one: shares[one])
    item.note(f"taken as pure {main}")
    return main
