"""What happens in the zones: people, gains, outdoor air and set-points."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twin.annual.gains import RADIANT_LIGHTING, RADIANT_PEOPLE
from twin.ground.types import FloatArray
from twin.io.energyplus.objects import Model, Object, fold
from twin.io.energyplus.schedule import Schedules, commonest_day, same_every_day
from twin.model.usage import Usage

ZONE_FIELD: Final = "zone_or_zonelist_or_space_or_spacelist_name"
_ELECTRIC: Final = (
    "ElectricEquipment",
    "OtherEquipment",
    "GasEquipment",
    "HotWaterEquipment",
    "SteamEquipment",
)
_MET: Final = 104.7  # W, 58.2 W/m² of 1.8 m²
_TEMP_PEOPLE: Final = 24.0  # °C, at which people's heat is split
_CO2_RATE: Final = 3.82e-8  # m³/(sW), default of EnergyPlus
_WEEKEND: Final = 5
_NEARLY: Final = 0.05  # difference of radiant shares that is told
_NEVER: Final = (0.0,) * 24
_OFF_ABOVE: Final = 60.0  # °C, a cooling set-point that means off
_OFF_BELOW: Final = -20.0  # °C, a heating set-point that means off


@dataclass(slots=True, kw_only=True, eq=False)
class Demand:
    """What one zone is used for, hour by hour, shape ``(365, 24)``."""

    floor_area: float
    exterior_area: float
    exterior_wall_area: float
    volume: float
    convective: FloatArray = field(default_factory=lambda: np.zeros((365, 24)))
    """Convective heat of equipment [W]."""
    radiant: FloatArray = field(default_factory=lambda: np.zeros((365, 24)))
    """Radiant heat of equipment [W]."""
    lighting: FloatArray = field(default_factory=lambda: np.zeros((365, 24)))
    people: FloatArray = field(default_factory=lambda: np.zeros((365, 24)))
    activity: float = 0.0
    """Mean activity of a person [W]."""
    latent: float = 0.0
    """Mean latent heat of equipment [W]."""
    air_change: FloatArray = field(default_factory=lambda: np.zeros((365, 24)))
    """Outdoor air [1/h]."""
    heating: tuple[float, ...] = ()
    cooling: tuple[float, ...] = ()
    is_conditioned: bool = False


class Demands:
    """Reads what happens in the zones of a model.

    Parameters
    ----------
    model
        Model; problems and notices are recorded in it.
    schedules
        Its schedules.
    zones
        What is known of each zone by its folded name; filled here.
    """

    def __init__(
        self, model: Model, schedules: Schedules, zones: dict[str, Demand]
    ) -> None:
        self._model = model
        self._schedules = schedules
        self._zones = zones
        self._spaces = {
            fold(one.name): fold(one.text("zone_name")) for one in model.every("Space")
        }
        for item in model.every(*_ELECTRIC):
            self._equip(item)
        for item in model.every("Lights"):
            self._light(item)
        for item in model.every("People"):
            self._people(item)
        for item in model.every("ZoneInfiltration:DesignFlowRate"):
            self._infiltrate(item)
        for item in model.every("ZoneVentilation:DesignFlowRate"):
            self._ventilate(item)

    def _targets(self, item: Object, name: str = ZONE_FIELD) -> Iterator[Demand]:
        """Yield the zones that a field means: a zone, a space or a list of zones."""
        given = item.text(name)
        listed = self._model.find(given, "ZoneList")
        names = [given]
        if listed is not None:
            names = [str(one.get("zone_name", "")) for one in listed.rows("zones")]
        for one in names:
            key = self._spaces.get(fold(one), fold(one))
            if key in self._zones:
                yield self._zones[key]
            else:
                item.refuse(name, "names no zone", one)

    def _hours(self, item: Object, field: str) -> FloatArray:
        """Return the hours of the schedule that a field names, days as they are."""
        hours = self._schedules.named(item, field).hour_means()
        if not same_every_day(hours):
            item.note("schedule differs from day to day: its mean day is taken")
        return hours

    def _equip(self, item: Object) -> None:
        """Add the heat of a piece of equipment."""
        hours = self._hours(item, "schedule_name")
        lost = item.number("fraction_lost", 0.0)
        latent = item.number("fraction_latent", 0.0)
        radiant = item.number("fraction_radiant", 0.0)
        for zone in self._targets(item):
            power = _level(item, zone) * hours
            zone.radiant = zone.radiant + radiant * power
            zone.convective = zone.convective + (1 - radiant - latent - lost) * power
            zone.latent += latent * float(power.mean())

    def _light(self, item: Object) -> None:
        """Add the heat of lighting."""
        hours = self._hours(item, "schedule_name")
        radiant = item.number("fraction_radiant", 0.0)
        radiant += item.number("fraction_visible", 0.0)
        returned = item.number("return_air_fraction", 0.0)
        if returned > 0.0:
            item.note("heat to the return air left out")
        if abs(radiant - RADIANT_LIGHTING) > _NEARLY:
            taken = f"{RADIANT_LIGHTING:g}"
            item.note(f"radiant and visible share {radiant:g}: taken as {taken}")
        for zone in self._targets(item):
            power = _level(item, zone, "lighting_level", "watts_per_floor_area")
            zone.lighting = zone.lighting + (1.0 - returned) * power * hours

    def _people(self, item: Object) -> None:
        """Add people."""
        field = "number_of_people_schedule_name"
        hours = self._schedules.named(item, field).hour_means()
        activity = self._schedules.named(item, "activity_level_schedule_name", _MET)
        watts = float(activity.hour_means().mean())
        radiant = item.number("fraction_radiant", 0.3)
        if abs(radiant - RADIANT_PEOPLE) > _NEARLY:
            item.note(f"radiant share {radiant:g}: taken as {RADIANT_PEOPLE:g}")
        for zone in self._targets(item):
            count = _people_count(item, zone)
            before = float(zone.people.sum())
            zone.people = zone.people + count * hours
            after = float(zone.people.sum())
            if after > 0.0:
                share = before / after
                zone.activity = share * zone.activity + (1.0 - share) * watts

    def _infiltrate(self, item: Object) -> None:
        """Add infiltration."""
        hours = self._hours(item, "schedule_name") * _typical_factor(item)
        for zone in self._targets(item):
            zone.air_change = zone.air_change + _air_change(item, zone) * hours

    def _ventilate(self, item: Object) -> None:
        """Add ventilation by schedule."""
        hours = self._hours(item, "schedule_name") * _typical_factor(item)
        limits = {
            "minimum_indoor_temperature": -100.0,
            "maximum_indoor_temperature": 100.0,
            "delta_temperature": -100.0,
            "minimum_outdoor_temperature": -100.0,
            "maximum_outdoor_temperature": 100.0,
        }
        bound = [name for name, off in limits.items() if item.number(name, off) != off]
        bound += [f"{n}_schedule_name" for n in limits if item.text(f"{n}_schedule")]
        if bound:
            item.note(f"runs by its schedule alone, without {', '.join(bound)}")
        if item.number("fan_pressure_rise", 0.0) > 0.0:
            item.note("heat of the fan left out")
        for zone in self._targets(item):
            zone.air_change = zone.air_change + _air_change(item, zone) * hours


def _level(
    item: Object,
    zone: Demand,
    level: str = "design_level",
    per_area: str = "power_per_floor_area",
) -> float:
    """Return the installed power of a gain in a zone [W]."""
    method = fold(item.text("design_level_calculation_method", "EquipmentLevel"))
    area_names = (per_area, "watts_per_floor_area", "power_per_zone_floor_area")
    match method:
        case "watts/area" | "power/area":
            name = next((n for n in area_names if n in item.fields), per_area)
            return item.number(name, 0.0) * zone.floor_area
        case "watts/person" | "power/person":
            person = ("watts_per_person", "power_per_person")
            name = next((n for n in person if n in item.fields), person[0])
            return item.number(name, 0.0) * float(zone.people.max())
        case _:
            return item.number(level, 0.0)


def _people_count(item: Object, zone: Demand) -> float:
    """Return the number of people of an object in a zone."""
    match fold(item.text("number_of_people_calculation_method", "People")):
        case "people/area":
            return item.number("people_per_floor_area", 0.0) * zone.floor_area
        case "area/person":
            return zone.floor_area / item.number("floor_area_per_person")
        case _:
            return item.number("number_of_people", 0.0)


def _air_change(item: Object, zone: Demand) -> float:
    """Return the design flow of an object in a zone as air change [1/h]."""
    method = fold(item.text("design_flow_rate_calculation_method", "Flow/Zone"))
    exterior = "flow_rate_per_exterior_surface_area"
    match method:
        case "airchanges/hour":
            return item.number("air_changes_per_hour")
        case "flow/area":
            name = "flow_rate_per_floor_area"
            flow = item.number(name) * zone.floor_area
        case "flow/exteriorarea":
            flow = item.number(exterior) * zone.exterior_area
        case "flow/exteriorwallarea":
            flow = item.number(exterior) * zone.exterior_wall_area
        case "flow/person":
            flow = item.number("flow_rate_per_person") * float(zone.people.max())
        case _:
            flow = item.number("design_flow_rate")
    return flow * 3600.0 / zone.volume


_TYPICAL_DIFFERENCE: Final = 10.0
_TYPICAL_WIND: Final = 3.0


def _typical_factor(item: Object) -> float:
    """Return A + B·ΔT + C·v + D·v², exact where only A is given."""
    terms = [
        item.number("constant_term_coefficient", 1.0),
        item.number("temperature_term_coefficient", 0.0),
        item.number("velocity_term_coefficient", 0.0),
        item.number("velocity_squared_term_coefficient", 0.0),
    ]
    if any(terms[1:]):
        item.note(
            f"flow taken as constant, at {_TYPICAL_DIFFERENCE:g} K and "
            f"{_TYPICAL_WIND:g} m/s"
        )
    powers = (1.0, _TYPICAL_DIFFERENCE, _TYPICAL_WIND, _TYPICAL_WIND**2)
    return sum(one * power for one, power in zip(terms, powers, strict=True))


def sensible_person(activity: float, temp_air: float = _TEMP_PEOPLE) -> float:
    """Return the sensible heat of a person, the fit that EnergyPlus uses.

    Parameters
    ----------
    activity
        Heat of a person, sensible and latent [W].
    temp_air
        Air temperature [°C].

    Returns
    -------
    float
        Sensible heat [W].

    References
    ----------
    EnergyPlus Engineering Reference, "People": fit to ASHRAE Handbook of Fundamentals
    (1985), ch. 8, table 48. Status G.
    """
    t, m = temp_air, activity
    heat = 6.461927 + 0.946892 * m + 2.55737e-5 * m**2
    heat += 7.139322 * t - 0.0627909 * t * m + 5.89172e-5 * t * m**2
    heat += -0.198550 * t**2 + 9.40018e-4 * t**2 * m - 1.49532e-6 * t**2 * m**2
    return min(max(heat, 0.0), m)


def usage_of(name: str, zone: Demand, is_weekend: NDArray[np.bool_]) -> Usage:
    """Return the use of a zone.

    Parameters
    ----------
    name
        Name of the zone.
    zone
        What happens in it.
    is_weekend
        Whether each day is Saturday or Sunday, shape ``(365,)``.

    Returns
    -------
    Usage
        Gains of people apart, all others as appliances and lighting.
    """
    most = float(zone.people.max())
    presence = zone.people / most if most > 0.0 else zone.people
    sensible = sensible_person(zone.activity)
    heat = (zone.convective + zone.radiant).mean(axis=0)
    level = float(np.abs(heat).max())
    total = float(heat.sum())
    radiant = float(zone.radiant.mean(axis=0).sum()) / total if total else 0.0
    lighting = zone.lighting.mean(axis=0)
    light = float(lighting.max())
    area = zone.floor_area
    cooling = zone.cooling or (_OFF_ABOVE,) * 24
    heating = zone.heating or (_OFF_BELOW,) * 24
    return Usage(
        name=name,
        is_bedroom=False,
        occupancy_weekday=_day(presence[~is_weekend]),
        occupancy_weekend=_day(presence[is_weekend]),
        presence_month=(1.0,) * 12,
        metabolic_rate=zone.activity / _MET,
        heat_sensible_person=sensible,
        heat_latent_person=zone.activity - sensible,
        co2_person=_CO2_RATE * zone.activity,
        lighting=light / area,
        lighting_share=_scaled(lighting, light),
        appliances=level / area,
        appliances_share=_scaled(heat, level),
        moisture_source=zone.latent / 2.45e6,
        cooling_hours=tuple(float(one < _OFF_ABOVE) for one in cooling),
        cooling_trigger=min(cooling),
        cooling_setpoint=min(cooling),
        cooling_needs_people=False,
        heating_setpoint=max(heating),
        window_opening_temp=100.0,
        flow_outdoor_person=0.0,
        appliances_radiant=radiant,
        cooling_setpoint_hours=() if len(set(cooling)) == 1 else cooling,
        heating_setpoint_hours=() if len(set(heating)) == 1 else heating,
    )


def _day(values: FloatArray) -> tuple[float, ...]:
    """Return the mean day."""
    return tuple(float(one) for one in values.mean(axis=0))


def _scaled(values: FloatArray, most: float) -> tuple[float, ...]:
    """Return values over their maximum, zeros without one."""
    if most <= 0.0:
        return _NEVER
    return tuple(float(one) for one in values / most)


def set_points(item: Object, schedules: Schedules, field: str) -> tuple[float, ...]:
    """Return the set-point at the end of each hour, of the commonest day.

    Parameters
    ----------
    item
        Thermostat with the field.
    schedules
        Schedules of the model.
    field
        Field that names the schedule.

    Returns
    -------
    tuple[float, ...]
        Twenty-four temperatures [°C].
    """
    ends = schedules.named(item, field).hour_ends()
    if not same_every_day(ends):
        item.note(f"{field} differs from day to day: its commonest day is taken")
    return commonest_day(ends)
