"""Machines of the catalogue put into the zones of a building."""

import dataclasses

from twin.model.component import (
    FanTraits,
    HeatingTraits,
    Product,
    VentilationTraits,
)
from twin.model.machine import CeilingFans, Ventilation, ZoneHeatPump
from twin.model.zone import Zone


def install_machines(
    zone: Zone,
    fan: Product | None,
    ventilation: Product | None,
    air_conditioner: Product | None,
    *,
    has_cooling: bool,
) -> Zone:
    """Return a zone with the machines of some products.

    Fans and ventilation go into zones that people use. A reversible air conditioner
    heats the zones that it cools and that are heated; out of order, it does not.

    Parameters
    ----------
    zone
        Zone as built.
    fan
        Ceiling fan, None as built.
    ventilation
        Ventilation unit, None as built.
    air_conditioner
        Air conditioner whose part load and heating count, None as built.
    has_cooling
        Whether air conditioners work.

    Returns
    -------
    Zone
        New zone; the given one is untouched.
    """
    changes: dict[str, object] = {}
    if zone.people > 0.0 and fan is not None and fan.fan is not None:
        changes["ceiling_fans"] = _fans(zone, fan.fan)
    if zone.people > 0.0 and ventilation is not None and ventilation.ventilation:
        changes["ventilation"] = _unit(zone, ventilation.ventilation)
    if air_conditioner is not None and zone.cooling_capacity > 0.0:
        changes["is_inverter"] = air_conditioner.is_inverter
        heating = air_conditioner.heating
        if heating is not None and zone.is_heated:
            changes["heat_pump"] = _pump(zone, heating, air_conditioner)
            changes["is_heated"] = has_cooling
    return dataclasses.replace(zone, **changes)  # type: ignore[arg-type]  # by name


def stop_machines(zone: Zone) -> Zone:
    """Return a zone in which nothing works that needs the grid.

    Parameters
    ----------
    zone
        Zone with its machines.

    Returns
    -------
    Zone
        New zone without cooling, heating, ceiling fans and ventilation units; lamps,
        appliances, plain fans and air cleaners belong to the building and stay.
    """
    return dataclasses.replace(
        zone,
        cooling_capacity=0.0,
        is_heated=False,
        heating_capacity=0.0,
        heat_pump=None,
        ceiling_fans=None,
        ventilation=None,
    )


def _fans(zone: Zone, traits: FanTraits) -> CeilingFans:
    """Return as many fans as serve the floor, parts of a fan counted."""
    return CeilingFans(
        number=zone.floor_area / traits.floor_area.value,
        power=traits.power.value,
        air_speed=traits.air_speed.value,
        standby=traits.standby.value,
    )


def _unit(zone: Zone, traits: VentilationTraits) -> Ventilation:
    """Return the part of a unit that serves a zone."""
    return Ventilation(
        flow_hours=(traits.flow_area.value * zone.floor_area,) * 24,
        flow_person=traits.flow_person.value,
        sensible=traits.sensible.value,
        latent=traits.latent.value,
        specific_power=traits.specific_power.value,
        temp_frost=traits.temp_frost.value,
        temp_bypass=traits.temp_bypass.value,
        is_balanced=traits.is_balanced,
        filter_efficiency=traits.filter_efficiency.value,
    )


def _pump(zone: Zone, traits: HeatingTraits, product: Product) -> ZoneHeatPump:
    """Return what heats a zone that the product cools."""
    return ZoneHeatPump(
        capacity=traits.capacity_share.value * zone.cooling_capacity,
        efficiency=traits.efficiency.value,
        temp_least=traits.temp_least.value,
        is_inverter=product.is_inverter,
    )
