"""Heat, moisture and CO₂ released in the zones of a building, hour by hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.machine_rooms import scheduled_share
from twin.annual.series import Drive
from twin.ground.calendar import clock_of_hour, month_of_hour, weekday_of_hour
from twin.ground.constants import (
    HEAT_VAPORISATION,
    JOULES_PER_KWH,
    SECONDS_PER_HOUR,
)
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.component import Carrier, Product
from twin.model.usage import Hours24, Usage
from twin.model.zone import Zone

PRESENT: Final = 0.1
"""Share of a zone's people from which it counts as occupied; ours, status A [-]."""
RADIANT_PEOPLE: Final = 0.5
"""Radiant share of people's sensible heat, ASHRAE Handbook ch. 18, status G [-]."""
RADIANT_LIGHTING: Final = 0.6
"""Radiant share of lighting, ASHRAE Handbook ch. 18, status G [-]."""
COOKING_SENSIBLE: Final = 0.6
"""Share of the cooker's input that warms the room at once; status A [-]."""
FAN_POWER: Final = 750.0
"""Specific power of outdoor-air fans, 0.75 W/(L/s); status G [J/m³]."""
_COOKING_HOURS: Final = {6: 0.12, 7: 0.08, 11: 0.35, 17: 0.15, 18: 0.30}
_FOOD_MOISTURE: Final = 1.0 / JOULES_PER_KWH  # kg water per J useful, status G
_COMBUSTION: Final = {
    # carrier: CO2 [m³/J at 0 °C], water [kg/J]; 0.2225 and 0.200 kgCO2/kWh over
    # 1.977 kg/m³; 0.13 and 0.15 kg water per kWh; status G
    Carrier.LPG: (0.2225 / 1.977 / JOULES_PER_KWH, 0.13 / JOULES_PER_KWH),
    Carrier.NATURAL_GAS: (0.200 / 1.977 / JOULES_PER_KWH, 0.15 / JOULES_PER_KWH),
    Carrier.WOOD: (0.40 / 1.977 / JOULES_PER_KWH, 0.20 / JOULES_PER_KWH),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ZoneGains:
    """Hourly gains of all zones, shape ``(hour, zone)``."""

    people: FloatArray
    """People present [-]."""
    is_occupied: FloatArray
    """1 where the zone counts as occupied, else 0 [-]."""
    lighting: FloatArray
    """Electric power of lighting [W]."""
    appliances: FloatArray
    """Electric power of appliances [W]."""
    fans: FloatArray
    """Electric power of outdoor-air fans [W]."""
    heat_air: FloatArray
    """Convective heat [W]."""
    heat_radiant: FloatArray
    """Radiant heat, the sun apart [W]."""
    moisture: FloatArray
    """Water vapour [kg/s]."""
    co2: FloatArray
    """CO₂ [m³/s]."""
    cooling_allowed: FloatArray
    """1 where cooling may run, else 0 [-]."""
    flow_fan: FloatArray
    """Outdoor air by plain fans [m³/s]."""
    flow_plain: FloatArray
    """What of it is brought for people [m³/s]."""
    unit_share: FloatArray
    """Air of a ventilation unit by the clock over its largest [-]."""
    cooling_setpoint: FloatArray
    """Set-point of cooling, habits apart [°C]."""
    heating_setpoint: FloatArray
    """Set-point of heating [°C]."""
    is_asleep: FloatArray
    """1 where those present sleep, else 0 [-]."""
    airing: FloatArray
    """Share of the windows that is opened by the clock [-]."""
    cooking: FloatArray
    """Useful cooking heat [W]."""

    def drive(self) -> Drive:
        """Return the inputs of the kernel.

        Returns
        -------
        Drive
            Contiguous arrays.
        """
        return Drive(
            heat_air=self.heat_air,
            heat_radiant=self.heat_radiant,
            cooking=self.cooking,
            moisture=self.moisture,
            co2=self.co2,
            people=self.people * self.is_occupied,
            cooling_allowed=self.cooling_allowed,
            cooling_setpoint=self.cooling_setpoint,
            heating_setpoint=self.heating_setpoint,
            flow_fan=self.flow_fan,
            flow_plain=self.flow_plain,
            unit_share=self.unit_share,
            is_asleep=self.is_asleep,
            airing=self.airing,
        )


def zone_gains(building: Building) -> ZoneGains:
    """Return the gains of a building from its usages.

    Useful cooking heat is shared among the zones that are not bedrooms by their floor
    area, at meal times; what the cooker makes of it says `cooker_releases`.

    Parameters
    ----------
    building
        Building whose zones' usages count; each zone stands for all its storeys.

    Returns
    -------
    ZoneGains
        Arrays of shape ``(8760, zone)``.
    """
    columns = [_own_gains(zone) for zone in building.zones]
    stacked = {
        name: np.column_stack([column[name] for column in columns])
        for name in columns[0]
    }
    return ZoneGains(**stacked, cooking=_cooking(building))


def cooker_releases(
    cooker: str, products: Mapping[str, Product]
) -> tuple[float, float, float]:
    """Return what a cooker gives to the room for each joule of useful heat.

    Parameters
    ----------
    cooker
        Product on which people cook, or empty.
    products
        Catalogue by name.

    Returns
    -------
    tuple[float, float, float]
        Sensible heat, water vapour and CO₂; a burner adds those of its fuel
        [-, kg/J, m³/J].
    """
    if not cooker:
        return 0.0, 0.0, 0.0
    product = products[cooker]
    spent = 1.0 / product.efficiency.value
    gas, water = _COMBUSTION.get(product.carrier, (0.0, 0.0))
    return COOKING_SENSIBLE * spent, _FOOD_MOISTURE + water * spent, gas * spent


def _hourly(
    usage: Usage, weekday: tuple[float, ...], weekend: tuple[float, ...]
) -> FloatArray:
    """Return a schedule of week and weekend for each hour of the year."""
    clock = clock_of_hour()
    is_weekend = weekday_of_hour() >= 5  # noqa: PLR2004 - Saturday and Sunday
    week = np.asarray(weekday)[clock]
    month = np.asarray(usage.presence_month)[month_of_hour()]
    return np.asarray(np.where(is_weekend, np.asarray(weekend)[clock], week) * month)


def _own_gains(zone: Zone) -> dict[str, FloatArray]:
    """Return the gains of one zone without cooking."""
    usage = zone.usage
    clock = clock_of_hour()
    area = zone.floor_area * zone.multiplier
    share = _hourly(usage, usage.occupancy_weekday, usage.occupancy_weekend)
    people = share * zone.people * zone.multiplier
    occupied = (share >= PRESENT).astype(np.float64)
    month = np.asarray(usage.presence_month)[month_of_hour()]
    lighting = usage.lighting * area * np.asarray(usage.lighting_share)[clock]
    lighting = lighting * np.minimum(month, 1.0)
    appliances = usage.appliances * area * np.asarray(usage.appliances_share)[clock]
    warmth = people * usage.heat_sensible_person
    fan = people * usage.flow_outdoor_person
    wet = usage.moisture_source * zone.multiplier * np.minimum(month, 1.0)
    return {
        "people": people,
        "is_occupied": occupied,
        "lighting": lighting,
        "appliances": appliances,
        "fans": fan * FAN_POWER,
        "heat_air": (1.0 - RADIANT_PEOPLE) * warmth
        + (1.0 - RADIANT_LIGHTING) * lighting
        + (1.0 - usage.appliances_radiant) * appliances,
        "heat_radiant": RADIANT_PEOPLE * warmth
        + RADIANT_LIGHTING * lighting
        + usage.appliances_radiant * appliances,
        "moisture": people * usage.heat_latent_person / HEAT_VAPORISATION + wet,
        "co2": people * usage.co2_person,
        "cooling_allowed": np.asarray(usage.cooling_hours, dtype=np.float64)[clock],
        "flow_fan": fan + _scheduled_air(zone)[clock],
        "flow_plain": fan,
        "unit_share": np.asarray(scheduled_share(zone))[clock],
        "is_asleep": _asleep(usage)[clock],
        "airing": _airing(usage)[clock] * occupied,
        "cooling_setpoint": _daily(
            usage.cooling_setpoint_hours, usage.cooling_setpoint
        )[clock],
        "heating_setpoint": _daily(
            usage.heating_setpoint_hours, usage.heating_setpoint
        )[clock],
    }


def _daily(hours: Hours24, constant: float) -> FloatArray:
    """Return 24 values, those of a schedule or a constant."""
    return np.asarray(hours if hours else [constant] * 24, dtype=np.float64)


def _asleep(usage: Usage) -> FloatArray:
    """Return in which hours of the day those present sleep."""
    if usage.behaviour is None or not usage.is_bedroom:
        return np.zeros(24)
    return np.asarray(usage.behaviour.sleep_hours, dtype=np.float64)


def _airing(usage: Usage) -> FloatArray:
    """Return what is opened by the clock in each hour of the day."""
    if usage.behaviour is None:
        return np.zeros(24)
    return np.asarray(usage.behaviour.airing_hours, dtype=np.float64)


def _scheduled_air(zone: Zone) -> FloatArray:
    """Return the outdoor air by scheduled fans in each hour of the day [m³/s]."""
    volume = zone.volume * zone.multiplier
    return _daily(zone.air_change_hours, 0.0) * volume / SECONDS_PER_HOUR


def _cooking(building: Building) -> FloatArray:
    """Return useful cooking heat in the zones that are not bedrooms [W]."""
    area = np.array(
        [
            0.0 if zone.usage.is_bedroom else zone.floor_area * zone.multiplier
            for zone in building.zones
        ]
    )
    if area.sum() <= 0.0:
        area = np.ones(len(building.zones))
    profile = np.zeros(24)
    for hour, share in _COOKING_HOURS.items():
        profile[hour] = share
    month = np.mean([zone.usage.presence_month for zone in building.zones], axis=0)
    useful = building.cooking / SECONDS_PER_HOUR * profile[clock_of_hour()]
    useful = useful * np.minimum(month, 1.0)[month_of_hour()]
    return np.asarray(np.outer(useful, area / area.sum()))


def cooking_days(building: Building) -> float:
    """Return the full cooking days in a year of a building.

    Parameters
    ----------
    building
        Building whose zones' months of presence count.

    Returns
    -------
    float
        Days, 365 where people are always there [d].
    """
    months = np.mean([zone.usage.presence_month for zone in building.zones], axis=0)
    present = np.minimum(months, 1.0)[month_of_hour()]
    return float(present.sum() / 24.0) if building.cooking > 0.0 else 0.0
