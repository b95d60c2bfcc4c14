"""Air that zones exchange with one another, as much one way as the other."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numba import njit

from twin.ground.constants import GRAVITY, KELVIN
from twin.ground.types import FloatArray, IntArray
from twin.model.building import AirLink

DISCHARGE_DOOR: Final = 0.6
"""Discharge coefficient of a doorway, sharp-edged, status G [-]."""
_DOOR: Final = DISCHARGE_DOOR / 3.0


class LinkTable(NamedTuple):
    """Links of a building, one entry each."""

    first: IntArray
    """Number of the one zone [-]."""
    second: IntArray
    """Number of the other zone [-]."""
    area: FloatArray
    """Area of the opening [m²]."""
    height: FloatArray
    """Height of the opening [m]."""
    flow: FloatArray
    """Constant flow each way [m³/s]."""


def link_table(links: Sequence[AirLink], names: Sequence[str]) -> LinkTable:
    """Return the links of a building by the numbers of its zones.

    Parameters
    ----------
    links
        Links between zones of the building; the edge has checked their names.
    names
        Names of the zones, in the order of the kernel.

    Returns
    -------
    LinkTable
        Arrays, shape ``(link,)``.
    """
    number = {name: place for place, name in enumerate(names)}
    return LinkTable(
        first=np.array([number[one.zone] for one in links], dtype=np.int64),
        second=np.array([number[one.neighbour] for one in links], dtype=np.int64),
        area=np.array([one.area for one in links], dtype=np.float64),
        height=np.array([one.height for one in links], dtype=np.float64),
        flow=np.array([one.flow for one in links], dtype=np.float64),
    )


@njit(cache=True, inline="always", error_model="numpy")
def link_flow(
    area: float,
    height_window: float,
    flow_constant: float,
    temp_air: float,
    temp_neighbour: float,
) -> float:
    r"""Return the air that two zones exchange through an opening, each way.

    Warm air leaves above the middle of the opening, as much cool air enters below it:

    .. math::

       q = q_0 + C_D \frac{A}{3}\sqrt{\frac{g H\,|\Delta T|}{\bar T}}

    Parameters
    ----------
    area
        Area of the opening [m²].
    height_window
        Height of the opening [m].
    flow_constant
        Flow that is there without any difference of temperature [m³/s].
    temp_air
        Temperature of the one zone [°C].
    temp_neighbour
        Temperature of the other zone [°C].

    Returns
    -------
    float
        Flow each way; the same whichever zone is named first [m³/s].

    References
    ----------
    Brown & Solvason (1962), International Journal of Heat and Mass Transfer 5, 859,
    doi 10.1016/0017-9310(62)90184-9; status G. Discharge coefficients of doorways from
    0.4 to 0.8 are reported.

    Examples
    --------
    >>> round(link_flow(1.8, 2.0, 0.0, 26.0, 24.0), 4)
    0.1306
    """
    kelvin = 0.5 * (temp_air + temp_neighbour) + KELVIN
    drive = GRAVITY * height_window * abs(temp_air - temp_neighbour) / kelvin
    return flow_constant + _DOOR * area * math.sqrt(drive)


@njit(cache=True, error_model="numpy")
def link_matrix(table: LinkTable, temp_air: FloatArray) -> FloatArray:
    """Return how the zones of a building exchange air.

    Element (i, j) is the flow from zone j into zone i, the diagonal what leaves zone i,
    below zero. So ``matrix @ concentration`` is what the zones gain, each row and each
    column sums to zero, and no air is lost or made.

    Parameters
    ----------
    table
        Links of the building.
    temp_air
        Air temperature of the zones, shape ``(zone,)`` [°C].

    Returns
    -------
    FloatArray
        Flows, shape ``(zone, zone)`` [m³/s].
    """
    matrix = np.zeros((temp_air.size, temp_air.size))
    for link in range(table.first.size):
        one, other = table.first[link], table.second[link]
        flow = link_flow(
            table.area[link],
            table.height[link],
            table.flow[link],
            temp_air[one],
            temp_air[other],
        )
        matrix[one, other] += flow
        matrix[other, one] += flow
        matrix[one, one] -= flow
        matrix[other, other] -= flow
    return matrix
