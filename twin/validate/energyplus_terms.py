"""Which term differs: weather, sun, glass and outdoor air of both programs, by hour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.annual.outdoor import OutdoorYear
from twin.annual.series import Hours
from twin.annual.sunlight import face_irradiances, light_through, window_light
from twin.ground.constants import HEAT_CAPACITY_AIR, SECONDS_PER_HOUR
from twin.ground.types import FloatArray
from twin.io.energyplus.reader import Reading
from twin.io.energyplus.run import EnergyPlusRun
from twin.model.building import Building
from twin.model.zone import Boundary
from twin.physics.elements import gather_panes

_SKY: Final = "Site Sky Temperature"
_OUTDOOR: Final = "Site Outdoor Air Drybulb Temperature"
_SUN: Final = "Surface Outside Face Incident Solar Radiation Rate per Area"
_PASSED: Final = "Enclosure Windows Total Transmitted Solar Radiation Rate"
_RADIANT: Final = "Zone Mean Radiant Temperature"
_LOST: Final = "Zone Infiltration Sensible Heat Loss Energy"
_GAINED: Final = "Zone Infiltration Sensible Heat Gain Energy"
VARIABLES: Final = (_SKY, _OUTDOOR, _SUN, _PASSED, _RADIANT, _LOST, _GAINED)
"""Output variables of EnergyPlus that are needed."""
_SITE: Final = "ENVIRONMENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One quantity of every hour in both programs."""

    name: str
    unit: str
    energyplus: float
    """Mean of the year."""
    twin: float
    """Mean of the year."""
    rmse: float
    """Root mean square of the hourly difference."""


def compare_terms(
    reading: Reading, run: EnergyPlusRun, hours: Hours, outdoor: OutdoorYear
) -> tuple[Term, ...]:
    """Return the terms of the heat balance that both programs tell.

    Parameters
    ----------
    reading
        Building and the names of its zones.
    run
        Hours of EnergyPlus with `VARIABLES`; terms of absent ones are left out.
    hours
        Hours of `twin`.
    outdoor
        Its weather.

    Returns
    -------
    tuple[Term, ...]
        Weather first, then sun on the faces, then each zone.
    """
    found = [
        *_weather(run.series, outdoor),
        *_faces(run.series, reading.building, outdoor),
        *_zones(run, reading, hours, outdoor),
    ]
    return tuple(found)


def _term(
    name: str, unit: str, theirs: FloatArray | None, ours: FloatArray
) -> Iterator[Term]:
    """Yield a term, unless EnergyPlus was not asked for it."""
    if theirs is not None:
        yield Term(
            name=name,
            unit=unit,
            energyplus=float(theirs.mean()),
            twin=float(ours.mean()),
            rmse=float(np.sqrt(np.mean((ours - theirs) ** 2))),
        )


def _weather(
    series: Mapping[tuple[str, str], FloatArray], outdoor: OutdoorYear
) -> Iterator[Term]:
    """Yield temperatures outdoors."""
    yield from _term(
        "outdoor air", "°C", series.get((_OUTDOOR, _SITE)), outdoor.temp_mean
    )
    yield from _term("sky", "°C", series.get((_SKY, _SITE)), outdoor.temp_sky)


def _faces(
    series: Mapping[tuple[str, str], FloatArray],
    building: Building,
    outdoor: OutdoorYear,
) -> Iterator[Term]:
    """Yield the sun on the outer faces, shades left out."""
    for zone in building.zones:
        for face in zone.surfaces:
            if face.boundary is not Boundary.OUTDOOR or not face.sees_sun:
                continue
            lights = outdoor.irradiance(face.exposure)
            ours = sum(one.direct + one.diffuse for one in lights) / len(lights)
            theirs = series.get((_SUN, face.name.upper()))
            yield from _term(f"sun on {face.name}", "W/m²", theirs, np.asarray(ours))


def _zones(
    run: EnergyPlusRun, reading: Reading, hours: Hours, outdoor: OutdoorYear
) -> Iterator[Term]:
    """Yield sun through glass, heat of outdoor air and radiant temperature."""
    building = reading.building
    irradiances = face_irradiances(building, outdoor)
    known = {
        (place, window): window_light(
            window,
            irradiances,
            outdoor,
            (zone.floor_area, zone.volume / zone.floor_area),
        )
        for place, zone in enumerate(building.zones)
        for window in zone.windows
    }
    light = light_through(gather_panes(building), known, len(building.zones))
    for place, (zone, name) in enumerate(
        zip(building.zones, reading.zone_names, strict=True)
    ):
        key, times = name.upper(), zone.multiplier
        passed = (light.beam[:, place] + light.diffuse[:, place]) / times
        yield from _term(
            f"sun through glass, {name}", "W", run.series.get((_PASSED, key)), passed
        )
        if not zone.air_change_hours:
            mass = hours.flow_outdoor[:, place] / times * outdoor.density
            warm = hours.temp_air[:, place] - outdoor.temp_mean
            yield from _term(
                f"heat lost by leaks, {name}",
                "W",
                _leaks(run.series, key),
                mass * HEAT_CAPACITY_AIR * warm,
            )
        radiant = 2.0 * hours.temp_operative - hours.temp_air
        yield from _term(
            f"radiant temperature, {name}",
            "°C",
            run.series.get((_RADIANT, key)),
            radiant[:, place],
        )


def _leaks(series: Mapping[tuple[str, str], FloatArray], key: str) -> FloatArray | None:
    """Return the heat lost by infiltration in EnergyPlus [W]."""
    lost, gained = series.get((_LOST, key)), series.get((_GAINED, key))
    if lost is None or gained is None:
        return None
    return np.asarray((lost - gained) / SECONDS_PER_HOUR)
