"""Constants of the zones for the kernel."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from twin.air.flow import leakage_from_n50
from twin.air.leak import leak_drive, leaks_of_storeys
from twin.air.opening import opening_rules
from twin.air.window import area_cross_en16798
from twin.annual.gains import cooker_releases
from twin.annual.machine_rooms import machine_rows
from twin.ground.constants import HEAT_CAPACITY_AIR, SECONDS_PER_HOUR
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.component import Carrier, Product
from twin.model.zone import Zone

MOISTURE_BUFFER: Final = 10.0
"""Moisture that air and surfaces store over that of the air alone; status A [-]."""
FUELS: Final = frozenset({Carrier.LPG, Carrier.NATURAL_GAS, Carrier.WOOD})
"""Carriers that are burnt in the room."""
_CAPACITY_UNLIMITED: Final = 1e7  # W, a machine without a stated capacity


def zone_rooms(
    building: Building,
    setpoints: FloatArray,
    density_indoor: float,
    cooker: str = "",
    products: Mapping[str, Product] | None = None,
) -> FloatArray:
    """Return the constants of all zones for the kernel.

    Parameters
    ----------
    building
        Building as the variant describes it; zones count all their storeys.
    setpoints
        Constant cooling set-point of each zone as built, ``(zone,)`` [°C].
    density_indoor
        Density of indoor air [kg/m³].
    cooker
        Product on which people cook, or empty.
    products
        Catalogue by name.

    Returns
    -------
    FloatArray
        Rows in the order of `twin.annual.series.Rooms`, shape ``(zone, row)`` [any].
    """
    releases = cooker_releases(cooker, products or {})
    is_burner = bool(cooker) and (products or {})[cooker].carrier in FUELS
    rows = [
        (
            *_air(building, zone, density_indoor),
            *opening_rules(zone.usage.opening),
            1.0 if is_burner else 0.0,
            *_plant(zone, shift),
            *releases,
            *machine_rows(zone),
        )
        for zone, shift in zip(building.zones, setpoints, strict=True)
    ]
    return np.asarray(rows, dtype=np.float64)


def _air(building: Building, zone: Zone, density: float) -> tuple[float, ...]:
    """Return volume, capacities, leaks and openings."""
    storeys = float(zone.multiplier)
    volume = zone.volume * storeys
    air = volume * density * HEAT_CAPACITY_AIR
    furniture = zone.furniture_capacity * zone.floor_area * storeys
    is_given = zone.air_change is not None
    leaks = leaks_of_storeys(max(float(building.storeys), 1.0))
    drive = leak_drive(leaks, building.height, density)
    opening = np.array([one.area * one.openable_fraction for one in zone.windows])
    azimuth = np.array([one.exposure.azimuth for one in zone.windows])
    tilt = np.array([one.exposure.tilt for one in zone.windows])
    heights = [one.height for one in zone.windows]
    return (
        volume,
        air + furniture,
        volume * density * MOISTURE_BUFFER,
        0.0 if is_given else leakage_from_n50(building.n50, volume),
        drive.stack,
        drive.wind,
        (zone.air_change or 0.0) * volume / SECONDS_PER_HOUR,
        float(opening.sum()) * storeys,
        area_cross_en16798(opening, azimuth, tilt) * storeys if heights else 0.0,
        sum(heights) / len(heights) if heights else 0.0,
    )


def _plant(zone: Zone, setpoint_built: float) -> tuple[float, ...]:
    """Return capacities and habits of cooling and heating."""
    storeys = float(zone.multiplier)
    usage = zone.usage
    cooling = zone.cooling_capacity if zone.is_cooled else 0.0
    if zone.is_ideal and zone.is_cooled and cooling <= 0.0:
        cooling = _CAPACITY_UNLIMITED
    heating = zone.heating_capacity if zone.is_heated else 0.0
    if zone.is_heated and heating <= 0.0:
        heating = _CAPACITY_UNLIMITED
    return (
        cooling * storeys,
        usage.cooling_trigger,
        usage.cooling_setpoint - setpoint_built,
        heating * storeys,
        1.0 if usage.cooling_needs_people else 0.0,
        1.0 if zone.is_ideal else 0.0,
    )
