"""What happens in the zones: people, gains, outdoor air and set-points."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.io.energyplus.objects import Model, Object, fold
from twin.io.energyplus.schedule import Schedules
from twin.io.timetable import MET, Source, Timetable

ZONE_FIELD: Final = "zone_or_zonelist_or_space_or_spacelist_name"
_ELECTRIC: Final = (
    "ElectricEquipment",
    "OtherEquipment",
    "GasEquipment",
    "HotWaterEquipment",
    "SteamEquipment",
)
_TEMP_PEOPLE: Final = 24.0  # °C, at which people's heat is split
_CO2_RATE: Final = 3.82e-8  # m³/(sW), default of EnergyPlus
_RADIANT_PERSON: Final = 0.3  # default of EnergyPlus


@dataclass(slots=True, kw_only=True, eq=False)
class Demand:
    """What one zone is used for, hour by hour, shape ``(365, 24)``."""

    floor_area: float
    exterior_area: float
    exterior_wall_area: float
    volume: float
    sources: list[Source] = field(default_factory=list)
    """Lamps and machines."""
    people: FloatArray = field(default_factory=lambda: np.zeros((365, 24)))
    activity: float = 0.0
    """Mean activity of a person [W]."""
    radiant_person: float = _RADIANT_PERSON
    """Mean radiant share of a person's sensible heat [-]."""
    air_change: FloatArray = field(default_factory=lambda: np.zeros((365, 24)))
    """Outdoor air [1/h]."""
    heating: FloatArray | None = None
    """Set-point at the end of each hour [°C]."""
    cooling: FloatArray | None = None
    """Set-point at the end of each hour [°C]."""
    is_conditioned: bool = False

    def timetable(self) -> Timetable:
        """Return all of it as a timetable."""
        sensible = sensible_person(self.activity)
        return Timetable(
            people=self.people,
            sensible_person=sensible,
            latent_person=self.activity - sensible,
            radiant_person=self.radiant_person,
            co2_person=_CO2_RATE * self.activity,
            sources=tuple(self.sources),
            air_change=self.air_change,
            heating=self.heating if self.is_conditioned else None,
            cooling=self.cooling if self.is_conditioned else None,
        )


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
        """Return the hours of the schedule that a field names, every day."""
        return self._schedules.named(item, field).hour_means()

    def _equip(self, item: Object) -> None:
        """Add the heat of a piece of equipment."""
        hours = self._hours(item, "schedule_name")
        lost = item.number("fraction_lost", 0.0)
        latent = item.number("fraction_latent", 0.0)
        radiant = item.number("fraction_radiant", 0.0)
        for zone in self._targets(item):
            zone.sources.append(
                Source(
                    name=item.name,
                    power=_level(item, zone) * hours,
                    radiant=radiant,
                    latent=latent,
                    lost=lost,
                )
            )

    def _light(self, item: Object) -> None:
        """Add the heat of lighting."""
        hours = self._hours(item, "schedule_name")
        radiant = item.number("fraction_radiant", 0.0)
        radiant += item.number("fraction_visible", 0.0)
        returned = item.number("return_air_fraction", 0.0)
        if returned > 0.0:
            item.note("heat to the return air left out")
        for zone in self._targets(item):
            power = _level(item, zone, "lighting_level", "watts_per_floor_area")
            zone.sources.append(
                Source(
                    name=item.name,
                    power=power * hours,
                    is_lighting=True,
                    radiant=radiant,
                    lost=returned,
                )
            )

    def _people(self, item: Object) -> None:
        """Add people."""
        field = "number_of_people_schedule_name"
        hours = self._schedules.named(item, field).hour_means()
        activity = self._schedules.named(item, "activity_level_schedule_name", MET)
        watts = float(activity.hour_means().mean())
        radiant = item.number("fraction_radiant", _RADIANT_PERSON)
        for zone in self._targets(item):
            count = _people_count(item, zone)
            before = float(zone.people.sum())
            zone.people = zone.people + count * hours
            after = float(zone.people.sum())
            if after > 0.0:
                share = before / after
                zone.activity = share * zone.activity + (1.0 - share) * watts
                own = (1.0 - share) * radiant
                zone.radiant_person = share * zone.radiant_person + own

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


def set_points(item: Object, schedules: Schedules, field: str) -> FloatArray:
    """Return the set-point at the end of each hour.

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
    FloatArray
        Temperatures, shape ``(365, 24)`` [°C].
    """
    return schedules.named(item, field).hour_ends()
