"""Surface heat transfer coefficients and how glass meets the sun."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import FloatArray, Real

_CONVECTION_OUTSIDE_STILL: Final = 4.0  # W/(m²K)
_CONVECTION_OUTSIDE_WIND: Final = 4.0  # W/(m²K) per m/s
_RADIATION_BLACK: Final = 5.70  # W/(m²K), 4 σ T³ at 20 °C
_RESISTANCE_INSIDE: Final = 0.13  # m²K/W, inside film of the rated U-value
_TILT_CEILING: Final = 45.0  # °, elements flatter than this are ceilings
_TILT_FLOOR: Final = 135.0  # °, elements beyond this are floors


@dataclass(frozen=True, slots=True, kw_only=True)
class Films:
    """Constant surface coefficients of one building, EN ISO 52016-1 table 25."""

    convection_outside: float
    """Outside, by the mean local wind [W/(m²K)]."""
    convection_wall: float = 2.5
    """Inside, horizontal heat flow [W/(m²K)]."""
    convection_ceiling: float = 0.7
    """Inside, ceilings; 0.7 where heat flows down, 5.0 where it flows up [W/(m²K)]."""
    convection_floor: float = 0.7
    """Inside, floors [W/(m²K)]."""

    def inside(self, tilt: float) -> float:
        """Return the inside convective coefficient of an element of some tilt.

        Parameters
        ----------
        tilt
            Angle from the horizontal, 0 ceiling, 90 wall, 180 floor [°].

        Returns
        -------
        float
            Coefficient [W/(m²K)].
        """
        if tilt < _TILT_CEILING:
            return self.convection_ceiling
        if tilt > _TILT_FLOOR:
            return self.convection_floor
        return self.convection_wall


def films_by_climate(wind_speed: float, temp_outdoor: float) -> Films:
    r"""Return the films of a building from its mean wind and its mean temperature.

    .. math:: h_{ce} = 4 + 4 v

    Where the year is warmer than the room, heat flows down from roof to room; where
    it is colder, up. The ceiling film follows.

    Parameters
    ----------
    wind_speed
        Mean wind at the building [m/s].
    temp_outdoor
        Mean outdoor temperature of the year [°C].

    Returns
    -------
    Films
        Coefficients, constant over the year.

    References
    ----------
    EN ISO 6946:2017, annex C (outside); EN ISO 52016-1:2017, table 25 (inside).
    """
    warm_year = 20.0
    return Films(
        convection_outside=_CONVECTION_OUTSIDE_STILL
        + _CONVECTION_OUTSIDE_WIND * wind_speed,
        convection_ceiling=0.7 if temp_outdoor > warm_year else 5.0,
    )


def radiation_coefficient(emissivity: float) -> float:
    r"""Return the linear long-wave coefficient, :math:`h_r = \varepsilon\,5.70`.

    Parameters
    ----------
    emissivity
        Long-wave emissivity, 0 to 1 [-].

    Returns
    -------
    float
        Coefficient at a mean temperature of 20 °C [W/(m²K)].

    References
    ----------
    EN ISO 6946:2017, annex C, table C.2.
    """
    return emissivity * _RADIATION_BLACK


def resistance_window(u_value: float) -> float:
    """Return the resistance of a window from outdoors to its inner face.

    The inside film of the rated U-value is taken off; the outside film stays in.

    Parameters
    ----------
    u_value
        Rated transmittance, below 1/0.13 [W/(m²K)].

    Returns
    -------
    float
        Resistance, at least 0.02 [m²K/W].

    References
    ----------
    EN ISO 10077-1:2017, surface resistances of table of vertical windows.
    """
    return max(1.0 / u_value - _RESISTANCE_INSIDE, 0.02)


def transmission_incidence(cosine_incidence: Real, shgc: float) -> FloatArray:
    r"""Return the solar heat gain coefficient for beam at an angle of incidence.

    .. math:: g(\theta) = g_0\,(1 - \tan^{p}(\theta/2)),\quad p = 4

    Parameters
    ----------
    cosine_incidence
        Cosine of the angle between sun and outward normal, below 0 behind [-].
    shgc
        Solar heat gain coefficient at normal incidence [-].

    Returns
    -------
    FloatArray
        Coefficient at that angle, zero at grazing and behind [-].

    Notes
    -----
    The form has the right limits, 1 at normal and 0 at grazing incidence; p = 4 lies
    between clear single and coated double glass.

    References
    ----------
    Karlsson & Roos (2000), Solar Energy 68, 321, eq. 2 (form of the angular model),
    doi 10.1016/S0038-092X(00)00074-8; exponent chosen here, status A.
    """
    cosine = np.clip(np.asarray(cosine_incidence, dtype=np.float64), 0.0, 1.0)
    tangent_half_squared = (1.0 - cosine) / (1.0 + cosine)
    return np.asarray(shgc * (1.0 - tangent_half_squared**2))


TRANSMISSION_DIFFUSE: Final = 0.909645
"""Hemispherical mean of `transmission_incidence` over its normal value [-]."""
