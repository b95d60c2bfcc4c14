"""Clearness of the sky, and global irradiance split into direct and diffuse."""

from typing import Any, Final

import numpy as np
import pvlib

from twin.ground.types import FloatArray
from twin.weather.sun import SunYear

ELEVATION_LOWEST: Final = 3.0
"""Sun below which all light counts as diffuse, because 1/cos z grows without
bound; pvlib's Erbs model stops at the same angle [°]."""

_DIRECT_LARGEST: Final = 0.9  # share of the extraterrestrial beam, cap


def clearness_index(sun: SunYear, irradiance_global: FloatArray) -> FloatArray:
    """Return global over extraterrestrial irradiance on the horizontal.

    Parameters
    ----------
    sun
        Sun of the year.
    irradiance_global
        Global irradiance on the horizontal [W/m²].

    Returns
    -------
    FloatArray
        Clearness index, 0 where the sun stands below 3° [-].
    """
    extra = np.maximum(sun.irradiance_extra_horizontal, 1.0)
    is_high = sun.sun_elevation > ELEVATION_LOWEST
    return np.where(is_high, irradiance_global / extra, 0.0)


def diffuse_fraction_erbs(sun: SunYear, irradiance_global: FloatArray) -> FloatArray:
    """Return the diffuse share of global irradiance by the model of Erbs.

    Parameters
    ----------
    sun
        Sun of the year.
    irradiance_global
        Global irradiance on the horizontal [W/m²].

    Returns
    -------
    FloatArray
        Diffuse share, 1 where the sun stands below 3° [-].

    References
    ----------
    Erbs, Klein and Duffie (1982), Solar Energy 28, 293,
    doi 10.1016/0038-092X(82)90302-4; implemented by pvlib.
    """
    zenith = 90.0 - sun.sun_elevation
    days = np.arange(zenith.size) // 24 + 1
    parts: Any = pvlib.irradiance.erbs(irradiance_global, zenith, days)
    known = (irradiance_global > 0.0) & (sun.sun_elevation > ELEVATION_LOWEST)
    safe = np.where(irradiance_global > 0.0, irradiance_global, 1.0)
    share = np.asarray(parts["dhi"], dtype=np.float64) / safe
    return np.where(known, np.clip(share, 0.0, 1.0), 1.0)


def split_global(
    sun: SunYear, irradiance_global: FloatArray, diffuse_share: FloatArray
) -> tuple[FloatArray, FloatArray]:
    r"""Return direct normal and diffuse irradiance that close with the global one.

    .. math:: G = D + B \cos z

    holds exactly in every hour. The beam is capped at 0.9 of its extraterrestrial
    value; what the cap removes is diffuse.

    Parameters
    ----------
    sun
        Sun of the year.
    irradiance_global
        Global irradiance on the horizontal [W/m²].
    diffuse_share
        Wanted diffuse share of it, 0 to 1 [-].

    Returns
    -------
    tuple
        Direct normal and diffuse horizontal irradiance [W/m²].
    """
    is_high = sun.sun_elevation > ELEVATION_LOWEST
    cosine = np.where(is_high, sun.cos_zenith, 1.0)
    wanted = (1.0 - diffuse_share) * irradiance_global / cosine
    direct = np.minimum(wanted, _DIRECT_LARGEST * sun.irradiance_extra)
    direct = np.where(is_high, direct, 0.0)
    diffuse = irradiance_global - direct * sun.cos_zenith
    return direct, np.maximum(diffuse, 0.0)


def irradiance_clear_haurwitz(sun: SunYear) -> FloatArray:
    r"""Return the global irradiance under a cloudless sky.

    .. math:: G_c = 1098 \cos z \, e^{-0.057/\cos z}

    Parameters
    ----------
    sun
        Sun of the year.

    Returns
    -------
    FloatArray
        Global irradiance on the horizontal [W/m²].

    References
    ----------
    Haurwitz (1945), J. Meteorology 2, 154; coefficients of Reno, Hansen and Stein
    (2012), SAND2012-2389.
    """
    cosine = np.maximum(sun.cos_zenith, 1e-3)
    return np.asarray(1098.0 * sun.cos_zenith * np.exp(-0.057 / cosine))
