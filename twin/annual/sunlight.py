"""What the sun brings to a building: onto its outer faces and through its windows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twin.annual.outdoor import OutdoorYear
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.material import Glazing
from twin.model.zone import Exposure, Fin, Overhang, Surface, Window
from twin.physics.elements import Element, Pane
from twin.physics.glazing import beam_shares, window_optics
from twin.physics.shading import sky_share, sunlit_share, window_shades
from twin.physics.sun_patch import floor_share
from twin.weather.sun import ExposureIrradiance, SunYear

Irradiances = Mapping[Exposure, tuple[ExposureIrradiance, ...]]
"""Irradiance on each face of a building by exposure, at the instants of an hour."""
Shades = tuple[float, float, tuple[Overhang, ...], tuple[Fin, ...]]
"""Width and height of a rectangle, and what shades it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowLight:
    """Sun on one window behind its shades, shape ``(hour,)``, per area of window."""

    beam: FloatArray
    """Beam and the light around the sun [W/m²]."""
    diffuse: FloatArray
    """Light of sky and ground [W/m²]."""
    incidence_cosine: FloatArray
    """Cosine of the angle between beam and normal [-]."""
    on_floor: FloatArray
    """Share of the beam that falls on the floor [-]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GlassLight:
    """Sun in windows of one kind of glass, shape ``(hour, ...)``."""

    beam: FloatArray
    """Beam let into each zone onto its floor, shape ``(hour, zone)`` [W]."""
    diffuse: FloatArray
    """Other light let into each zone, beam onto walls included, ``(hour, zone)``
    [W]."""
    outer: FloatArray
    """Absorbed at outer faces, shape ``(hour, pane)`` [W]."""
    inner: FloatArray
    """Absorbed at inner faces, shape ``(hour, pane)`` [W]."""


def face_irradiances(building: Building, outdoor: OutdoorYear) -> Irradiances:
    """Return the irradiance on all outer faces of a building, each computed once.

    Parameters
    ----------
    building
        Building whose surfaces and windows count.
    outdoor
        Climate year.

    Returns
    -------
    Irradiances
        By exposure.
    """
    exposures: dict[Exposure, None] = {}
    for zone in building.zones:
        for surface in zone.surfaces:
            if surface.boundary == "outdoor" and surface.sees_sun:
                exposures.setdefault(surface.exposure)
        for window in zone.windows:
            exposures.setdefault(window.exposure)
    return {exposure: outdoor.irradiance(exposure) for exposure in exposures}


def irradiance_outside(
    elements: Sequence[Element], irradiances: Irradiances, outdoor: OutdoorYear
) -> FloatArray:
    """Return the mean irradiance on the outer face of each element.

    Parameters
    ----------
    elements
        Elements of a building.
    irradiances
        Irradiance by exposure.
    outdoor
        Climate year.

    Returns
    -------
    FloatArray
        Zero without an outdoor face, shape ``(hour, element)`` [W/m²].
    """
    light = np.zeros((HOURS_PER_YEAR, len(elements)))
    for column, element in enumerate(elements):
        if element.boundary != "outdoor":
            continue
        total = np.zeros(HOURS_PER_YEAR)
        for area, surface in element.parts:
            if surface.sees_sun:
                total += area * _irradiance(surface, irradiances, outdoor)
        light[:, column] = total / max(element.area, 1e-12)
    return light


def _irradiance(
    surface: Surface, irradiances: Irradiances, outdoor: OutdoorYear
) -> FloatArray:
    """Return the irradiance on a surface behind its overhang [W/m²]."""
    total = np.zeros(HOURS_PER_YEAR)
    is_shaded = surface.overhang is not None and surface.width * surface.height > 0.0
    overhangs = (surface.overhang,) if is_shaded and surface.overhang else ()
    shades: Shades = (surface.width, surface.height, overhangs, ())
    lights = irradiances[surface.exposure]
    for light, sun in zip(lights, outdoor.suns, strict=True):
        beam, diffuse = _behind(light, surface.exposure, shades, sun)
        total += beam + diffuse
    return total / len(lights)


def _behind(
    light: ExposureIrradiance,
    exposure: Exposure,
    shades: Shades,
    sun: SunYear,
) -> tuple[FloatArray, FloatArray]:
    """Return beam with the light around the sun, and other light, past shades."""
    beam = light.direct + light.circumsolar
    sky = light.diffuse - light.circumsolar - light.ground
    if not (shades[2] or shades[3]):
        return np.asarray(beam), np.asarray(sky + light.ground)
    lit = sunlit_share(sun, exposure, *shades)
    from_sky, from_ground = sky_share(*shades)
    return np.asarray(beam * lit), sky * from_sky + light.ground * from_ground


def window_light(
    window: Window,
    irradiances: Irradiances,
    outdoor: OutdoorYear,
    room: tuple[float, float],
) -> tuple[WindowLight, ...]:
    """Return the sun on a window past its shades at each instant of the hour.

    Parameters
    ----------
    window
        Window with overhangs, fins and fixed devices left out.
    irradiances
        Irradiance by exposure.
    outdoor
        Climate year.
    room
        Floor area and clear height of its room [m², m].

    Returns
    -------
    tuple[WindowLight, ...]
        Beam and diffuse light per area of the window.
    """
    shades = window_shades(window)
    facing = (window.exposure.tilt, window.exposure.azimuth)
    found = []
    for light, sun in zip(irradiances[window.exposure], outdoor.suns, strict=True):
        beam, diffuse = _behind(light, window.exposure, shades, sun)
        on_floor = floor_share(
            sun.sun_elevation, sun.sun_azimuth, facing, room, window.height
        )
        found.append(
            WindowLight(
                beam=beam,
                diffuse=diffuse,
                incidence_cosine=light.incidence_cosine,
                on_floor=on_floor,
            )
        )
    return tuple(found)


def light_through(
    panes: Sequence[Pane],
    known: Mapping[tuple[int, Window], tuple[WindowLight, ...]],
    zones: int,
) -> GlassLight:
    """Return the sun that windows let in and absorb.

    Parameters
    ----------
    panes
        Windows of a building by zone and glazing.
    known
        Sun on each window by zone and window; variants of one building share it.
    zones
        Number of zones [-].

    Returns
    -------
    GlassLight
        Heats of all storeys.
    """
    beam = np.zeros((HOURS_PER_YEAR, zones))
    diffuse = np.zeros((HOURS_PER_YEAR, zones))
    outer = np.zeros((HOURS_PER_YEAR, len(panes)))
    inner = np.zeros((HOURS_PER_YEAR, len(panes)))
    for column, pane in enumerate(panes):
        optics = window_optics(pane.glazing)
        for area, window in pane.parts:
            lights = known[pane.zone, window]
            through = area * window.shading_factor / len(lights)
            for light in lights:
                passed, out, within = beam_shares(optics, light.incidence_cosine)
                entered = through * passed * light.beam
                beam[:, pane.zone] += light.on_floor * entered
                diffuse[:, pane.zone] += (1.0 - light.on_floor) * entered
                outer[:, column] += through * out * light.beam
                inner[:, column] += through * within * light.beam
                around = through * light.diffuse
                diffuse[:, pane.zone] += optics.transmittance_diffuse * around
                outer[:, column] += optics.absorptance_outer_diffuse * around
                inner[:, column] += optics.absorptance_inner_diffuse * around
    return GlassLight(beam=beam, diffuse=diffuse, outer=outer, inner=inner)


def glazings_of(panes: Sequence[Pane]) -> tuple[Glazing, ...]:
    """Return the glazing of each pane, by which sets of windows are told apart.

    Parameters
    ----------
    panes
        Windows of a building.

    Returns
    -------
    tuple[Glazing, ...]
        In order.
    """
    return tuple(pane.glazing for pane in panes)
