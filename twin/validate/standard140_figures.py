"""Numbers that Standard 140 asks of a case: loads, peaks, temperatures, sunlight."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.outdoor import OutdoorYear
from twin.annual.series import Hours
from twin.ground.calendar import DAYS_PER_MONTH, month_of_hour
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.material import Glazing
from twin.model.zone import Exposure, Zone
from twin.physics.glazing import beam_shares, window_optics

_WATTHOURS_PER_MEGAWATTHOUR: Final = 1.0e6
_WATTS_PER_KILOWATT: Final = 1.0e3
_HOURS_PER_DAY: Final = 24
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip

FACES: Final = {
    "horizontal": Exposure(tilt=0.0, azimuth=180.0),
    "north": Exposure(tilt=90.0, azimuth=0.0),
    "east": Exposure(tilt=90.0, azimuth=90.0),
    "south": Exposure(tilt=90.0, azimuth=180.0),
    "west": Exposure(tilt=90.0, azimuth=270.0),
}
"""Directions in which the standard asks for the incident sunlight of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a case."""

    metric: str
    """Name, the same as in the table of ranges."""
    unit: str
    value: float
    """Value in its unit [any]."""
    hour: int | None = None
    """Hour of the year in which it was reached, None for a year's sum or mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Sums and means of one month over all zones."""

    month: int
    """1 to 12 [-]."""
    heating_kwh: float
    cooling_kwh: float
    temp_mean: float
    """Mean air temperature of the zones, weighted by volume [°C]."""


def figures_of_hours(building: Building, hours: Hours) -> tuple[Figure, ...]:
    """Return loads of the zones with plant and temperatures of those without.

    Parameters
    ----------
    building
        Building that was simulated.
    hours
        Its hours.

    Returns
    -------
    tuple[Figure, ...]
        Annual sums and hourly peaks of the whole building; mean and extremes of the
        air temperature in the first zone that floats freely.
    """
    found: list[Figure] = []
    if any(_has_plant(zone) for zone in building.zones):
        heating, cooling = hours.heating.sum(axis=1), hours.cooling.sum(axis=1)
        found += [
            annual("annual_heating", heating),
            annual("annual_cooling", cooling),
            peak("peak_heating", heating),
            peak("peak_cooling", cooling),
        ]
    floating = [i for i, zone in enumerate(building.zones) if not _has_plant(zone)]
    if floating:
        found += extremes("ff_temp", hours.temp_air[:, floating[0]])
    return tuple(found)


def annual(metric: str, power: FloatArray) -> Figure:
    """Return the energy of a year.

    Parameters
    ----------
    metric
        Name of the figure.
    power
        Mean of each hour, shape ``(hour,)`` [W].

    Returns
    -------
    Figure
        Energy [MWh].

    Examples
    --------
    >>> annual("annual_heating", np.full(8760, 1000.0)).value
    8.76
    """
    energy = float(np.sum(power)) / _WATTHOURS_PER_MEGAWATTHOUR
    return Figure(metric=metric, unit="MWh", value=energy)


def peak(metric: str, power: FloatArray) -> Figure:
    """Return the largest hourly mean and the first hour in which it is reached.

    Parameters
    ----------
    metric
        Name of the figure.
    power
        Mean of each hour, shape ``(hour,)`` [W].

    Returns
    -------
    Figure
        Power [kW]; no hour where it is zero throughout.
    """
    hour = int(np.argmax(power))
    value = float(power[hour]) / _WATTS_PER_KILOWATT
    return Figure(
        metric=metric, unit="kW", value=value, hour=hour if value > 0.0 else None
    )


def extremes(metric: str, temp: FloatArray) -> list[Figure]:
    """Return mean, lowest and highest value of a temperature.

    Parameters
    ----------
    metric
        Start of the names of the figures.
    temp
        Mean of each hour, shape ``(hour,)`` [°C].

    Returns
    -------
    list[Figure]
        Three figures [°C].
    """
    low, high = int(np.argmin(temp)), int(np.argmax(temp))
    return [
        Figure(metric=f"{metric}_mean", unit="°C", value=float(np.mean(temp))),
        Figure(metric=f"{metric}_min", unit="°C", value=float(temp[low]), hour=low),
        Figure(metric=f"{metric}_max", unit="°C", value=float(temp[high]), hour=high),
    ]


def figures_of_climate(building: Building, outdoor: OutdoorYear) -> tuple[Figure, ...]:
    """Return what sun and sky bring: sunlight by direction, through glass, sky.

    Parameters
    ----------
    building
        Building whose south windows are looked through, without shades.
    outdoor
        Climate year.

    Returns
    -------
    tuple[Figure, ...]
        Sunlight of a year per area [kWh/m²] and the temperature of the sky [°C].
    """
    found = [
        _sunlight(f"incident_solar_{name}", _total(outdoor, face))
        for name, face in FACES.items()
    ]
    south = FACES["south"]
    windows = [one for zone in building.zones for one in zone.windows]
    facing = [
        one
        for one in windows
        if (one.exposure.tilt, one.exposure.azimuth) == (south.tilt, south.azimuth)
    ]
    if facing:
        passed = _through(outdoor, south, facing[0].glazing)
        found.append(_sunlight("transmitted_solar_south", passed))
    return (*found, *extremes("sky_temp", outdoor.temp_sky))


def months_of_hours(building: Building, hours: Hours) -> tuple[Month, ...]:
    """Return the twelve months of a building.

    Parameters
    ----------
    building
        Building that was simulated.
    hours
        Its hours.

    Returns
    -------
    tuple[Month, ...]
        January to December.
    """
    month = month_of_hour()
    volume = np.array([zone.volume * zone.multiplier for zone in building.zones])
    temp = hours.temp_air @ (volume / volume.sum())
    heating, cooling = hours.heating.sum(axis=1), hours.cooling.sum(axis=1)
    return tuple(
        Month(
            month=number + 1,
            heating_kwh=float(heating[month == number].sum()) / _WATTS_PER_KILOWATT,
            cooling_kwh=float(cooling[month == number].sum()) / _WATTS_PER_KILOWATT,
            temp_mean=float(temp[month == number].mean()),
        )
        for number in range(12)
    )


def hour_name(hour: int | None) -> str:
    """Return an hour of the year as a date and the number of the hour in its day.

    Parameters
    ----------
    hour
        Hour of the year, 0 to 8759, None for no hour [-].

    Returns
    -------
    str
        Hour 1 is 00:00 to 01:00, as the standard counts.

    Examples
    --------
    >>> hour_name(0), hour_name(8759), hour_name(31 * 24 + 12)
    ('1 Jan h 1', '31 Dec h 24', '1 Feb h 13')
    """
    if hour is None:
        return ""
    day, clock = divmod(hour, _HOURS_PER_DAY)
    for name, days in zip(_MONTHS, DAYS_PER_MONTH, strict=True):
        if day < days:
            return f"{day + 1} {name} h {clock + 1}"
        day -= days
    message = f"a year has no hour {hour}"
    raise ValueError(message)


def _has_plant(zone: Zone) -> bool:
    """Return whether a zone is heated or cooled."""
    return zone.is_heated or zone.is_cooled


def _total(outdoor: OutdoorYear, face: Exposure) -> FloatArray:
    """Return all light that reaches a face [W/m²]."""
    lights = [one.direct + one.diffuse for one in outdoor.irradiance(face)]
    return np.asarray(np.mean(lights, axis=0))


def _through(outdoor: OutdoorYear, face: Exposure, glazing: Glazing) -> FloatArray:
    """Return the light through a bare window, that around the sun as beam [W/m²]."""
    optics = window_optics(glazing)
    passed = []
    for light in outdoor.irradiance(face):
        share, _, _ = beam_shares(optics, light.incidence_cosine)
        beam = light.direct + light.circumsolar
        rest = light.diffuse - light.circumsolar
        passed.append(share * beam + optics.transmittance_diffuse * rest)
    return np.asarray(np.mean(passed, axis=0))


def _sunlight(metric: str, irradiance: FloatArray) -> Figure:
    """Return the light of a year [kWh/m²]."""
    value = float(np.sum(irradiance)) / _WATTS_PER_KILOWATT
    return Figure(metric=metric, unit="kWh/m²", value=value)
