"""What sun and sky bring to a building: absorbed outside and let in by windows."""

from collections.abc import Mapping, Sequence

import numpy as np

from twin.annual.outdoor import OutdoorYear
from twin.ground.constants import HOURS_PER_YEAR
from twin.ground.types import FloatArray
from twin.model.building import Building
from twin.model.zone import Exposure, Window
from twin.physics.elements import Element
from twin.physics.films import (
    TRANSMISSION_DIFFUSE,
    radiation_coefficient,
    transmission_incidence,
)
from twin.weather.sun import ExposureIrradiance, SunYear

Irradiances = Mapping[Exposure, ExposureIrradiance]
"""Irradiance on each face of a building, by exposure."""


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
            if surface.boundary == "outdoor":
                exposures.setdefault(surface.exposure)
        for window in zone.windows:
            exposures.setdefault(window.exposure)
    return {exposure: outdoor.irradiance(exposure) for exposure in exposures}


def heat_outside(
    elements: Sequence[Element], irradiances: Irradiances, outdoor: OutdoorYear
) -> FloatArray:
    r"""Return the heat that sun brings to outdoor elements and the sky takes away.

    .. math:: q = A\,(\alpha I - F_{sky}\,h_r\,(\theta_e - \theta_{sky}))

    The rest of the surroundings has the outdoor temperature.

    Parameters
    ----------
    elements
        Outdoor elements of a building.
    irradiances
        Irradiance by exposure.
    outdoor
        Climate year.

    Returns
    -------
    FloatArray
        Heat, shape ``(hour, element)`` [W].

    References
    ----------
    EN ISO 52016-1:2017, clause 6.5.6.3.
    """
    heat = np.zeros((HOURS_PER_YEAR, len(elements)))
    below = outdoor.temp_mean - outdoor.temp_sky
    for column, element in enumerate(elements):
        film = radiation_coefficient(element.construction.emissivity_outside)
        for part in element.parts:
            light = irradiances[part.exposure]
            tilt = np.radians(part.exposure.tilt)
            sees_sky = 0.5 * (1.0 + np.cos(tilt)) * part.exposure.sky_view
            absorbed = part.absorptance * (light.direct + light.diffuse)
            heat[:, column] += part.area * (absorbed - sees_sky * film * below)
    return heat


def sunlit_share(sun: SunYear, window: Window) -> FloatArray:
    r"""Return the share of a window that a continuous overhang leaves in the sun.

    .. math:: s = 1 - \frac{d\,\tan\Omega}{h},\quad
       \tan\Omega = \frac{\tan\alpha}{\cos(\gamma_s - \gamma)}

    Parameters
    ----------
    sun
        Position of the sun.
    window
        Window with its overhang; only upright windows are shaded.

    Returns
    -------
    FloatArray
        Share, 0 to 1, shape ``(hour,)`` [-].

    References
    ----------
    Duffie and Beckman (2013), Solar Engineering of Thermal Processes, eq. 1.9.1
    (profile angle).
    """
    if window.overhang_depth <= 0.0:
        return np.ones(HOURS_PER_YEAR)
    facing = np.cos(np.radians(sun.sun_azimuth - window.exposure.azimuth))
    rise = np.tan(np.radians(np.clip(sun.sun_elevation, 0.0, 89.9)))
    tangent = rise / np.maximum(facing, 1e-3)
    return np.asarray(
        np.clip(1.0 - window.overhang_depth * tangent / window.height, 0.0, 1.0)
    )


def heat_through_windows(
    building: Building,
    irradiances: Irradiances,
    outdoor: OutdoorYear,
    known: dict[tuple[int, int], FloatArray] | None = None,
) -> FloatArray:
    """Return the sun that windows let into each zone.

    Parameters
    ----------
    building
        Building whose windows count, for all storeys of each zone.
    irradiances
        Irradiance by exposure.
    outdoor
        Climate year.
    known
        Sun per area and gain coefficient by zone and window, filled as needed; what
        variants of one building share.

    Returns
    -------
    FloatArray
        Heat, shape ``(hour, zone)`` [W].
    """
    heat = np.zeros((HOURS_PER_YEAR, len(building.zones)))
    found = {} if known is None else known
    for column, zone in enumerate(building.zones):
        for number, window in enumerate(zone.windows):
            place = (column, number)
            if place not in found:
                found[place] = _sun_through(window, irradiances, outdoor)
            area = window.area * zone.multiplier * window.shading_factor
            heat[:, column] += area * window.glazing.shgc * found[place]
    return heat


def _sun_through(
    window: Window, irradiances: Irradiances, outdoor: OutdoorYear
) -> FloatArray:
    """Return the sun let in per area by glass whose gain coefficient is 1 [W/m²]."""
    light = irradiances[window.exposure]
    beam = transmission_incidence(light.incidence_cosine, 1.0) * light.direct
    beam = beam * sunlit_share(outdoor.sun, window)
    return np.asarray(beam + TRANSMISSION_DIFFUSE * light.diffuse)
