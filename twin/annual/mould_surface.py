"""Which surfaces of a room may mould, and how far they follow the outdoor air."""

from typing import Final

from twin.model.material import Construction
from twin.model.zone import Boundary, Zone

FILM_CORNER: Final = 0.25
"""Inner film of corners and behind furniture, EN ISO 13788:2012, 4.4.1 [m²K/W]."""
FILM_INSIDE: Final = 0.13
"""Inner film of walls, EN ISO 6946:2017, table 7 [m²K/W]."""
FILM_OUTSIDE: Final = 0.04
"""Outer film, EN ISO 6946:2017, table 7 [m²K/W]."""


def factor_inner(construction: Construction) -> float:
    r"""Return the temperature factor of the inner surface of an outer element.

    .. math:: f_{Rsi} = 1 - U R_{si}, \qquad R_{si} = 0.25

    Parameters
    ----------
    construction
        Layers of the element.

    Returns
    -------
    float
        Share of the way from outdoor to room temperature, 0 to 1 [-].

    References
    ----------
    EN ISO 13788:2012, 3.1.1 and 4.4.1.
    """
    total = FILM_CORNER + construction.resistance + FILM_OUTSIDE
    return 1.0 - FILM_CORNER / total


def factor_cavity(construction: Construction) -> float:
    """Return the same for the inner face of the innermost air layer of an element.

    Outdoor air is taken to reach it.

    Parameters
    ----------
    construction
        Layers of the element, from outside to inside.

    Returns
    -------
    float
        Share of the way from outdoor to room temperature, not a number without a layer
        of air, which is one without mass [-].
    """
    layers = construction.layers
    gaps = [n for n, one in enumerate(layers) if one.material.density <= 0.0]
    if not gaps:
        return float("nan")
    inside = layers[gaps[-1] + 1 :]
    lining = sum(one.thickness / one.material.conductivity for one in inside)
    total = FILM_INSIDE + construction.resistance + FILM_OUTSIDE
    return 1.0 - (FILM_INSIDE + lining) / total


def surface_factors(zone: Zone) -> tuple[float, float, float]:
    """Return the factors of inner surface, cavity and supply of a zone.

    The worst element counts: the coldest in winter inside, and in the cavity that which
    cooling makes coldest. A zone without outer elements has surfaces like its air.

    Parameters
    ----------
    zone
        Zone with its surfaces.

    Returns
    -------
    tuple[float, float, float]
        Not numbers where there is no such surface [-].
    """
    outer = [
        one.construction
        for one in zone.surfaces
        if one.boundary is Boundary.OUTDOOR and one.area > 0.0
    ]
    inner = min((factor_inner(one) for one in outer), default=1.0)
    if not (zone.is_cooled and (zone.cooling_capacity > 0.0 or zone.is_ideal)):
        return inner, float("nan"), float("nan")
    cavities = [factor_cavity(one) for one in outer]
    cavity = max((one for one in cavities if one == one), default=float("nan"))  # noqa: PLR0124 - not a number
    return inner, cavity, 1.0
