"""Heat from a slab on the ground, reduced to one resistance."""

import math
from typing import Final

_SOIL_CONDUCTIVITY: Final = 2.0  # W/(mK), EN ISO 13370:2017, table 7, sand or gravel
_SOIL_MODELLED: Final = 0.25  # m²K/W, the half metre of soil in the network
_FILM_INSIDE: Final = 0.17  # m²K/W, downwards
_FILM_OUTSIDE: Final = 0.04  # m²K/W
_WALL_THICKNESS: Final = 0.24  # m
_LEAST: Final = 0.05  # m²K/W


def resistance_ground_iso13370(
    area: float, perimeter: float, resistance_floor: float
) -> float:
    r"""Return the resistance between the soil of the network and the ground.

    .. math::

       U = \frac{2\lambda}{\pi B' + d_t}\ln\left(\frac{\pi B'}{d_t} + 1\right),\quad
       B' = \frac{A}{P/2},\quad d_t = w + \lambda (R_{si} + R_f + R_{se})

    The films, the floor and half a metre of soil are in the network; what is left is
    the virtual layer. Well insulated floors (:math:`d_t \ge B'`) use
    :math:`U = \lambda / (0.457 B' + d_t)`.

    Parameters
    ----------
    area
        Area of the slab [m²].
    perimeter
        Exposed perimeter [m].
    resistance_floor
        Resistance of the floor construction [m²K/W].

    Returns
    -------
    float
        Resistance, at least 0.05 [m²K/W].

    References
    ----------
    EN ISO 13370:2017, clause 7.2 (status G: clause not checked).

    Examples
    --------
    >>> round(resistance_ground_iso13370(100.0, 40.0, 0.1), 2)
    0.88
    """
    dimension = 2.0 * area / perimeter
    thickness = _WALL_THICKNESS + _SOIL_CONDUCTIVITY * (
        _FILM_INSIDE + resistance_floor + _FILM_OUTSIDE
    )
    if thickness < dimension:
        spread = math.pi * dimension
        u_value = (
            2.0
            * _SOIL_CONDUCTIVITY
            / (spread + thickness)
            * math.log(spread / thickness + 1.0)
        )
    else:
        u_value = _SOIL_CONDUCTIVITY / (0.457 * dimension + thickness)
    modelled = _FILM_INSIDE + resistance_floor + _SOIL_MODELLED
    return max(1.0 / u_value - modelled, _LEAST)
