r"""Surface films: convection inside and outside, long-wave radiation.

All coefficients are functions of temperatures and wind. The hourly balance reads
temperatures of the hour before, so that an hour is linear.
"""

from typing import Final

import numpy as np
from numba import njit

from twin.ground.constants import (
    GRAVITY,
    HEAT_CAPACITY_AIR,
    KELVIN,
    STEFAN_BOLTZMANN,
)
from twin.ground.lanes import cube_root
from twin.ground.types import FloatArray, Real
from twin.model.material import Roughness

# Walton (1983), TARP reference manual, NBSSIR 83-2655, natural convection.
_UPRIGHT: Final = 1.31  # W/(m²K^(4/3))
_UNSTABLE: Final = (9.482, 7.238)
_STABLE: Final = (1.810, 1.382)
# Air at 15 °C, ISO 15099:2003, annex B.
_GLASS_TEMP: Final = 288.15  # K
_GLASS_VISCOSITY: Final = 1.79e-5  # kg/(ms)
_GLASS_CONDUCTIVITY: Final = 0.0252  # W/(mK)
FILM_LEAST: Final = 0.1
"""Least convective coefficient of an inner face [W/(m²K)]."""

# Yazdanian & Klems (1994), ASHRAE Trans. 100, 1087, MoWiTT, forced part.
_WINDWARD: Final = (3.26, 0.89)
_LEEWARD: Final = (3.55, 0.617)

ROUGHNESS_FACTORS: Final = {
    Roughness.VERY_ROUGH: 2.17,
    Roughness.ROUGH: 1.67,
    Roughness.MEDIUM_ROUGH: 1.52,
    Roughness.MEDIUM_SMOOTH: 1.13,
    Roughness.SMOOTH: 1.11,
    Roughness.VERY_SMOOTH: 1.0,
}
"""Roughness multipliers of the forced part, Walton (1981) [-]."""


def natural_factors(tilt: float) -> tuple[float, float]:
    r"""Return the factors of natural convection at a face inside a room.

    .. math:: h = c\,|\Delta\theta|^{1/3},\quad
       c_\mathrm{unstable} = \frac{9.482}{7.238 - |\cos\Sigma|},\quad
       c_\mathrm{stable} = \frac{1.810}{1.382 + |\cos\Sigma|}

    Air at a ceiling is stable where the ceiling is warmer than it, at a floor where the
    floor is colder.

    Parameters
    ----------
    tilt
        Of the element as seen from the zone: 0 ceiling, 90 wall, 180 floor [°].

    Returns
    -------
    tuple[float, float]
        Factor where the face is colder than the air, and where it is warmer
        [W/(m²K^4/3)].

    References
    ----------
    Walton (1983), Thermal Analysis Research Program reference manual, NBSSIR 83-2655.

    Examples
    --------
    >>> natural_factors(90.0)
    (1.31, 1.31)
    """
    cosine = np.cos(np.radians(tilt))
    lean = abs(float(cosine))
    if lean < 1e-6:  # noqa: PLR2004 - upright
        return _UPRIGHT, _UPRIGHT
    unstable = _UNSTABLE[0] / (_UNSTABLE[1] - lean)
    stable = _STABLE[0] / (_STABLE[1] + lean)
    return (unstable, stable) if cosine > 0.0 else (stable, unstable)


@njit(cache=True, inline="always", error_model="numpy")
def convection_natural(
    temp_face: float, temp_air: float, factor_cold: float, factor_warm: float
) -> float:
    """Return the coefficient of natural convection at a face.

    Parameters
    ----------
    temp_face
        Temperature of the face [°C].
    temp_air
        Temperature of the air [°C].
    factor_cold
        Factor where the face is colder than the air [W/(m²K^4/3)].
    factor_warm
        Factor where the face is warmer than the air [W/(m²K^4/3)].

    Returns
    -------
    float
        Coefficient [W/(m²K)].

    References
    ----------
    Walton (1983), see `natural_factors`.

    Examples
    --------
    >>> round(convection_natural(28.0, 20.0, 1.31, 1.31), 3)
    2.62
    """
    gap = temp_face - temp_air
    factor = factor_warm if gap > 0.0 else factor_cold
    return factor * cube_root(abs(gap))


def glass_factor(height: float, density: float) -> float:
    r"""Return the factor of natural convection at the room side of an upright window.

    .. math:: Nu = 0.56\,Ra_H^{1/4},\quad
       Ra_H = \frac{\rho^2 H^3 g c_p |\Delta\theta|}{T \mu \lambda},\quad
       h = Nu\,\lambda / H = c\,|\Delta\theta|^{1/4}

    Parameters
    ----------
    height
        Height of the glass [m].
    density
        Density of the room's air [kg/m³].

    Returns
    -------
    float
        Factor of the fourth root of the temperature difference [W/(m²K^5/4)].

    References
    ----------
    ISO 15099:2003, clause 8.3.2.2, upright glass below the critical Rayleigh number;
    air at 15 °C.

    Examples
    --------
    >>> round(glass_factor(1.0, 1.2), 2)
    1.44
    """
    quotient = density**2 * height**3 * GRAVITY * HEAT_CAPACITY_AIR
    quotient /= _GLASS_TEMP * _GLASS_VISCOSITY * _GLASS_CONDUCTIVITY
    return float(0.56 * quotient**0.25 * _GLASS_CONDUCTIVITY / height)


@njit(cache=True, inline="always", error_model="numpy")
def convection_glass(temp_face: float, temp_air: float, factor_glass: float) -> float:
    """Return the coefficient of natural convection at the room side of a window.

    Parameters
    ----------
    temp_face
        Temperature of the glass [°C].
    temp_air
        Temperature of the air [°C].
    factor_glass
        From `glass_factor` [W/(m²K^5/4)].

    Returns
    -------
    float
        Coefficient [W/(m²K)].

    References
    ----------
    ISO 15099:2003, see `glass_factor`.

    Examples
    --------
    >>> convection_glass(4.0, 20.0, 1.5)
    3.0
    """
    return float(factor_glass * (abs(temp_face - temp_air) ** 0.5) ** 0.5)


@njit(cache=True, inline="always", error_model="numpy")
def convection_outside(natural: float, forced: float, roughness: float) -> float:
    r"""Return the convective coefficient of an outer face.

    .. math:: h = h_n + R_f\left(\sqrt{h_n^2 + h_w^2} - h_n\right)

    Parameters
    ----------
    natural
        Natural part [W/(m²K)].
    forced
        Forced part of a smooth face, `convection_forced` [W/(m²K)].
    roughness
        Multiplier of the forced part [-].

    Returns
    -------
    float
        Coefficient [W/(m²K)].

    References
    ----------
    LBNL (1994), DOE-2.1E-053 source code, as documented for EnergyPlus.

    Examples
    --------
    >>> convection_outside(3.0, 4.0, 1.0)
    5.0
    """
    smooth = (natural * natural + forced * forced) ** 0.5
    return float(natural + roughness * (smooth - natural))


def convection_forced(wind_speed: Real, is_windward: Real) -> FloatArray:
    r"""Return the wind's part of the film of a very smooth outer face.

    .. math:: h_w = a\,V^b

    Parameters
    ----------
    wind_speed
        Wind before the face [m/s].
    is_windward
        1 where the wind blows onto the face, 0 in its lee [-].

    Returns
    -------
    FloatArray
        Coefficient [W/(m²K)].

    References
    ----------
    Yazdanian & Klems (1994), ASHRAE Transactions 100(1), 1087, table 2 (MoWiTT).

    Examples
    --------
    >>> float(convection_forced(1.0, 1.0))
    3.26
    """
    wind = np.asarray(wind_speed, dtype=np.float64)
    onto = _WINDWARD[0] * wind ** _WINDWARD[1]
    behind = _LEEWARD[0] * wind ** _LEEWARD[1]
    return np.asarray(np.where(np.asarray(is_windward) > 0.0, onto, behind))


@njit(cache=True, inline="always", error_model="numpy")
def radiation_secant(temp_face: float, temp_other: float) -> float:
    r"""Return the coefficient that makes long-wave exchange of black faces linear.

    .. math:: h = \sigma\,(T_1 + T_2)(T_1^2 + T_2^2)

    Parameters
    ----------
    temp_face
        Temperature of one face [°C].
    temp_other
        Temperature of the other [°C].

    Returns
    -------
    float
        Coefficient, exact for these two temperatures [W/(m²K)].

    References
    ----------
    Stefan–Boltzmann law, factorised.

    Examples
    --------
    >>> round(radiation_secant(20.0, 20.0), 2)
    5.71
    """
    one = temp_face + KELVIN
    two = temp_other + KELVIN
    return STEFAN_BOLTZMANN * (one + two) * (one * one + two * two)
