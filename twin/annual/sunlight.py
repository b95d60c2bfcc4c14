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
from twin.weather.sun import ExposureIrradiance

Irradiances = Mapping[Exposure, ExposureIrradiance]
"""Irradiance on each face of a building, by exposure."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowLight:
    """Sun on one window behind its shades, shape ``(hour,)``, per area of window."""

    beam: FloatArray
    """Beam and the light around the sun [W/m²]."""
    diffuse: FloatArray
    """Light of sky and ground [W/m²]."""
    incidence_cosine: FloatArray
    """Cosine of the angle between beam and normal [-]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GlassLight:
    """Sun in windows of one kind of glass, shape ``(hour, ...)``."""

    beam: FloatArray
    """Beam let into each zone, shape ``(hour, zone)`` [W]."""
    diffuse: FloatArray
    """Diffuse light let into each zone, shape ``(hour, zone)`` [W]."""
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
    light = irradiances[surface.exposure]
    if surface.overhang is None or surface.width <= 0.0 or surface.height <= 0.0:
        return np.asarray(light.direct + light.diffuse)
    shades = (surface.width, surface.height, (surface.overhang,), ())
    beam, diffuse = _behind(light, surface.exposure, shades, outdoor)
    return beam + diffuse


def _behind(
    light: ExposureIrradiance,
    exposure: Exposure,
    shades: tuple[float, float, tuple[Overhang, ...], tuple[Fin, ...]],
    outdoor: OutdoorYear,
) -> tuple[FloatArray, FloatArray]:
    """Return beam with the light around the sun, and other light, past shades."""
    beam = light.direct + light.circumsolar
    sky = light.diffuse - light.circumsolar - light.ground
    if not (shades[2] or shades[3]):
        return np.asarray(beam), np.asarray(sky + light.ground)
    lit = sunlit_share(outdoor.sun, exposure, *shades)
    from_sky, from_ground = sky_share(*shades)
    return np.asarray(beam * lit), sky * from_sky + light.ground * from_ground


def window_light(
    window: Window, irradiances: Irradiances, outdoor: OutdoorYear
) -> WindowLight:
    """Return the sun on a window past its shades.

    Parameters
    ----------
    window
        Window with overhangs, fins and fixed devices left out.
    irradiances
        Irradiance by exposure.
    outdoor
        Climate year.

    Returns
    -------
    WindowLight
        Beam and diffuse light per area of the window.
    """
    light = irradiances[window.exposure]
    shades = window_shades(window)
    beam, diffuse = _behind(light, window.exposure, shades, outdoor)
    return WindowLight(
        beam=beam, diffuse=diffuse, incidence_cosine=light.incidence_cosine
    )


def light_through(
    panes: Sequence[Pane],
    known: Mapping[Window, WindowLight],
    zones: int,
) -> GlassLight:
    """Return the sun that windows let in and absorb.

    Parameters
    ----------
    panes
        Windows of a building by zone and glazing.
    known
        Sun on each window; variants of one building share it.
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
            light = known[window]
            passed, out, within = beam_shares(optics, light.incidence_cosine)
            through = area * window.shading_factor
            beam[:, pane.zone] += through * passed * light.beam
            diffuse[:, pane.zone] += (
                through * optics.transmittance_diffuse * light.diffuse
            )
            outer[:, column] += through * (
                out * light.beam + optics.absorptance_outer_diffuse * light.diffuse
            )
            inner[:, column] += through * (
                within * light.beam + optics.absorptance_inner_diffuse * light.diffuse
            )
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
