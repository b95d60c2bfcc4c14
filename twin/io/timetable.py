"""What happens in a zone hour by hour through a whole year, and gains made of it.

A `Usage` knows one mean day. A timetable knows every day, as models of other programs
do: office weeks, holidays of a school, set-backs at weekends.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.gains import PRESENT, ZoneGains, zone_gains
from twin.ground.calendar import weekday_of_hour
from twin.ground.constants import HEAT_VAPORISATION, SECONDS_PER_HOUR
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.usage import Hours24, Usage
from twin.model.zone import Zone

MET: Final = 104.7
"""Heat of one person at one met, 58.2 W/m² of 1.8 m² [W]."""
OFF_ABOVE: Final = 60.0
"""Cooling set-point above which cooling is off [°C]."""
OFF_BELOW: Final = -20.0
"""Heating set-point below which heating is off [°C]."""

_NEVER: Final = (0.0,) * 24
_WEEKEND: Final = 5
_DAYS: Final = (365, 24)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """Lamps or machines that give off heat."""

    name: str
    power: FloatArray
    """What they draw in each hour, shape ``(365, 24)`` [W]."""
    is_lighting: bool = False
    radiant: float = 0.0
    """Radiant share, light included [-]."""
    latent: float = 0.0
    """Share that becomes vapour [-]."""
    lost: float = 0.0
    """Share that leaves the building at once [-]."""

    @property
    def warming(self) -> float:
        """Share that warms the zone [-]."""
        return 1.0 - self.latent - self.lost


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timetable:
    """Hours of one storey of a zone, arrays of shape ``(365, 24)``.

    The first day is a Wednesday, as everywhere in `twin`.
    """

    people: FloatArray
    """People present [-]."""
    sensible_person: float = 0.0
    """Sensible heat of one person [W]."""
    latent_person: float = 0.0
    """Latent heat of one person [W]."""
    radiant_person: float = 0.5
    """Radiant share of the sensible heat [-]."""
    co2_person: float = 0.0
    """CO₂ of one person, at 0 °C and 101 325 Pa [m³/s]."""
    sources: tuple[Source, ...] = ()
    air_change: FloatArray | None = None
    """Outdoor air by leaks and fans, None where it never changes [1/h]."""
    heating: FloatArray | None = None
    """Set-point at the end of each hour, None without heating [°C]."""
    cooling: FloatArray | None = None
    """Set-point at the end of each hour, None without cooling [°C]."""


def gains_of(building: Building, timetables: Mapping[str, Timetable]) -> ZoneGains:
    """Return the gains of a building, of zones with a timetable day by day.

    Parameters
    ----------
    building
        Building; zones without a timetable follow their usage.
    timetables
        Timetables by name of the zone.

    Returns
    -------
    ZoneGains
        Arrays of shape ``(8760, zone)``.
    """
    gains = zone_gains(building)
    for number, zone in enumerate(building.zones):
        if zone.name not in timetables:
            continue
        for name, hours in _columns(zone, timetables[zone.name]).items():
            getattr(gains, name)[:, number] = hours
    return gains


def _columns(zone: Zone, table: Timetable) -> dict[str, FloatArray]:
    """Return what a timetable says of a zone and all its storeys, ``(8760,)``."""
    people = table.people
    warmth = people * table.sensible_person
    radiant = table.radiant_person * warmth
    convective = warmth - radiant
    vapour = people * table.latent_person
    for one in table.sources:
        radiant = radiant + one.radiant * one.power
        convective = convective + (one.warming - one.radiant) * one.power
        vapour = vapour + one.latent * one.power
    most = float(people.max())
    found = {
        "people": people,
        "lighting": _drawn(table, is_lighting=True),
        "appliances": _drawn(table, is_lighting=False),
        "heat_air": convective,
        "heat_radiant": radiant,
        "moisture": vapour / HEAT_VAPORISATION,
        "co2": people * table.co2_person,
    }
    if table.air_change is not None:
        found["flow_fan"] = table.air_change * zone.volume / SECONDS_PER_HOUR
    columns: dict[str, FloatArray] = {
        name: one.ravel() * zone.multiplier for name, one in found.items()
    }
    is_there = (people >= PRESENT * most) & (most > 0.0)
    columns["is_occupied"] = np.where(is_there, 1.0, 0.0).ravel()
    if table.cooling is not None:
        columns["cooling_setpoint"] = table.cooling.ravel()
        columns["cooling_allowed"] = np.where(
            table.cooling < OFF_ABOVE, 1.0, 0.0
        ).ravel()
    if table.heating is not None:
        columns["heating_setpoint"] = table.heating.ravel()
    return columns


def _drawn(table: Timetable, *, is_lighting: bool) -> FloatArray:
    """Return the power of lamps or of machines [W]."""
    total = np.zeros(_DAYS)
    for one in table.sources:
        if one.is_lighting == is_lighting:
            total = total + one.power
    return total


def mean_usage(name: str, table: Timetable, floor_area: float) -> Usage:
    """Return the mean day of a timetable as a use.

    Parameters
    ----------
    name
        Name of the zone.
    table
        What happens in it.
    floor_area
        Its floor area [m²].

    Returns
    -------
    Usage
        People of week and weekend apart, gains of the mean day, commonest set-points.
    """
    is_weekend = weekday_of_hour()[::24] >= _WEEKEND
    most = float(table.people.max())
    presence = table.people / most if most > 0.0 else table.people
    heat, radiant, light, vapour = _mean_day(table)
    level, lamps = float(np.abs(heat).max()), float(light.max())
    total = float(heat.sum())
    cooling = commonest_day(table.cooling, OFF_ABOVE)
    heating = commonest_day(table.heating, OFF_BELOW)
    return Usage(
        name=name,
        is_bedroom=False,
        occupancy_weekday=_day(presence[~is_weekend]),
        occupancy_weekend=_day(presence[is_weekend]),
        presence_month=(1.0,) * 12,
        metabolic_rate=(table.sensible_person + table.latent_person) / MET,
        heat_sensible_person=table.sensible_person,
        heat_latent_person=table.latent_person,
        co2_person=table.co2_person,
        lighting=lamps / floor_area,
        lighting_share=_scaled(light, lamps),
        appliances=level / floor_area,
        appliances_share=_scaled(heat, level),
        moisture_source=vapour / HEAT_VAPORISATION,
        cooling_hours=tuple(float(one < OFF_ABOVE) for one in cooling),
        cooling_trigger=min(cooling),
        cooling_setpoint=min(cooling),
        cooling_needs_people=False,
        heating_setpoint=max(heating),
        window_opening_temp=100.0,
        flow_outdoor_person=0.0,
        appliances_radiant=float(radiant.sum()) / total if total else 0.0,
        cooling_setpoint_hours=() if len(set(cooling)) == 1 else cooling,
        heating_setpoint_hours=() if len(set(heating)) == 1 else heating,
    )


def _mean_day(table: Timetable) -> tuple[FloatArray, FloatArray, FloatArray, float]:
    """Return heat of machines, its radiant part, that of lamps, and mean vapour [W]."""
    heat: FloatArray = np.zeros(24)
    radiant: FloatArray = np.zeros(24)
    light: FloatArray = np.zeros(24)
    vapour = 0.0
    for one in table.sources:
        day = one.power.mean(axis=0)
        vapour += one.latent * float(day.mean())
        if one.is_lighting:
            light = light + one.warming * day
        else:
            heat = heat + one.warming * day
            radiant = radiant + one.radiant * day
    return heat, radiant, light, vapour


def commonest_day(values: FloatArray | None, default: float) -> Hours24:
    """Return the day that occurs most often.

    Parameters
    ----------
    values
        Shape ``(365, 24)``, None for nothing [any].
    default
        What stands for nothing [any].

    Returns
    -------
    Hours24
        Twenty-four values [any].
    """
    if values is None:
        return (default,) * 24
    days, counts = np.unique(values, axis=0, return_counts=True)
    return tuple(float(one) for one in days[int(counts.argmax())])


def mean_air(table: Timetable) -> tuple[float, Hours24]:
    """Return outdoor air as a constant, or as the mean day of one that changes.

    Parameters
    ----------
    table
        What happens in a zone.

    Returns
    -------
    tuple[float, Hours24]
        Constant air change, and the hours of what is not constant [1/h].
    """
    if table.air_change is None:
        return 0.0, ()
    if float(np.ptp(table.air_change)) < 1e-9:  # noqa: PLR2004 - constant
        return float(table.air_change.flat[0]), ()
    return 0.0, _day(table.air_change)


def settled(table: Timetable) -> Timetable:
    """Return a timetable without outdoor air where that never changes.

    Parameters
    ----------
    table
        What happens in a zone.

    Returns
    -------
    Timetable
        The zone itself holds a constant air change.
    """
    is_constant = not mean_air(table)[1]
    return dataclasses.replace(table, air_change=None) if is_constant else table


def _day(values: FloatArray) -> Hours24:
    """Return the mean day."""
    return tuple(float(one) for one in values.mean(axis=0))


def _scaled(values: FloatArray, most: float) -> Hours24:
    """Return values over their maximum, zeros without one."""
    if most <= 0.0:
        return _NEVER
    return tuple(float(one) for one in values / most)
