"""Variants of a building that its hours can tell apart."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from twin.annual.fit_out import install_machines, stop_machines
from twin.model.behaviour import Behaviour
from twin.model.building import Building
from twin.model.component import Product
from twin.model.material import Construction, Layer
from twin.model.programme import Habits
from twin.model.usage import Usage
from twin.model.zone import Boundary, Surface, Window, Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What events have made of a building, as far as heat, air and moisture go.

    Efficiencies, ages and prices are left out: they act on the results of a year.
    """

    building: str
    albedo: float | None
    """Solar reflectance of the roof, None as built [-]."""
    window: str
    """Product of all windows, or empty as built."""
    roof_insulation: str
    """Product on the roof, or empty."""
    wall_insulation: str
    """Product on the outer walls, or empty."""
    shading: str
    """Product before the windows, or empty."""
    cooker: str
    """Product on which people cook, or empty where nobody does."""
    has_cooling: bool
    """Whether the air conditioners work."""
    habits: Habits
    air_conditioner: str = ""
    """Product with whose part load and heating air conditioners work, or empty."""
    ceiling_fan: str = ""
    """Product in all zones with people, or empty as built."""
    ventilation: str = ""
    """Product in all zones with people, or empty as built."""
    floor_insulation: str = ""
    """Product under floors on the ground, or empty."""
    air_sealing: str = ""
    """Product that seals the envelope, or empty."""
    has_power: bool = True
    """Whether the grid is there; without it all machines in rooms stand still."""

    @property
    def envelope_key(self) -> tuple[str, ...]:
        """What the heat network depends on."""
        return (
            self.building,
            self.window,
            self.roof_insulation,
            self.wall_insulation,
            self.floor_insulation,
        )


def apply_variant(
    building: Building, variant: Variant, products: Mapping[str, Product]
) -> Building:
    """Return the building as the variant describes it.

    Parameters
    ----------
    building
        Building as built.
    variant
        What has changed.
    products
        Catalogue by name.

    Returns
    -------
    Building
        New building; the given one is untouched.
    """
    zones = tuple(_zone(zone, variant, products) for zone in building.zones)
    sealing = products.get(variant.air_sealing)
    if sealing is None or sealing.n50_factor is None:
        return dataclasses.replace(building, zones=zones)
    n50 = building.n50 * sealing.n50_factor.value
    return dataclasses.replace(building, zones=zones, n50=n50)


def _zone(zone: Zone, variant: Variant, products: Mapping[str, Product]) -> Zone:
    """Return a zone with changed surfaces, windows, machines and habits."""
    fitted = install_machines(
        zone,
        products.get(variant.ceiling_fan),
        products.get(variant.ventilation),
        products.get(variant.air_conditioner),
        has_cooling=variant.has_cooling,
    )
    if not variant.has_power:
        fitted = stop_machines(fitted)
    return dataclasses.replace(
        fitted,
        usage=_usage(zone.usage, variant.habits),
        surfaces=tuple(_surface(one, variant, products) for one in zone.surfaces),
        windows=tuple(_window(one, variant, products) for one in zone.windows),
        cooling_capacity=fitted.cooling_capacity if variant.has_cooling else 0.0,
    )


def _usage(usage: Usage, habits: Habits) -> Usage:
    """Return a usage with shifted habits."""
    return dataclasses.replace(
        usage,
        cooling_setpoint=usage.cooling_setpoint + habits.cooling_setpoint_shift,
        cooling_trigger=usage.cooling_trigger + habits.cooling_trigger_shift,
        window_opening_temp=usage.window_opening_temp + habits.window_opening_shift,
        behaviour=_opening(usage, habits),
    )


def _opening(usage: Usage, habits: Habits) -> Behaviour | None:
    """Return a behaviour that opens some kelvin later, less, or while cooling runs.

    What never shuts stays as it is.
    """
    share, cooling = habits.window_share, habits.window_share_cooling
    is_plain = share == 1.0 and cooling is None
    if usage.behaviour is None and is_plain:
        return None
    asked = usage.opening
    running = asked.share_cooling if cooling is None else cooling
    return dataclasses.replace(
        asked,
        temp_opening=asked.temp_opening + habits.window_opening_shift,
        share_done=asked.share_done * share,
        share_cooling=running,
    )


def _surface(
    surface: Surface, variant: Variant, products: Mapping[str, Product]
) -> Surface:
    """Return a surface with coating and insulation."""
    if surface.boundary is Boundary.GROUND and variant.floor_insulation:
        added = variant.floor_insulation
        layered = _insulate(surface.construction, added, products[added].layers)
        return dataclasses.replace(surface, construction=layered)
    if surface.boundary is not Boundary.OUTDOOR:
        return surface
    added = variant.roof_insulation if surface.is_roof else variant.wall_insulation
    construction = surface.construction
    if added:
        construction = _insulate(construction, added, products[added].layers)
    if surface.is_roof and variant.albedo is not None:
        construction = dataclasses.replace(
            construction, absorptance_outside=1.0 - variant.albedo
        )
    return dataclasses.replace(surface, construction=construction)


def _insulate(
    construction: Construction, product: str, layers: tuple[Layer, ...]
) -> Construction:
    """Return a construction with layers added outside."""
    return dataclasses.replace(
        construction,
        name=f"{construction.name}+{product}",
        layers=layers + construction.layers,
    )


def _window(
    window: Window, variant: Variant, products: Mapping[str, Product]
) -> Window:
    """Return a window with another glazing and shading."""
    glazing = products[variant.window].glazing if variant.window else None
    factor = products[variant.shading].shading_factor if variant.shading else None
    return dataclasses.replace(
        window,
        glazing=window.glazing if glazing is None else glazing,
        shading_factor=window.shading_factor * (1.0 if factor is None else factor),
    )
