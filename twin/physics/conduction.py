"""From layers to cells: finite volumes of an opaque element."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.model.material import Construction, Layer

CELL_THICKNESS: Final = 0.01
"""Largest thickness of a finite volume with mass [m]."""
CELLS_LEAST: Final = 3
"""Least number of finite volumes of a layer with mass [-]."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Cells of one square metre of an element, from outside to inside."""

    capacity: FloatArray
    """Heat capacity of each cell, shape ``(cell,)`` [J/(m²K)]."""
    conductance: FloatArray
    """From the outer face to the first cell, between cells, and from the last cell to
    the inner face, shape ``(cell + 1,)`` [W/(m²K)]."""


def discretise_construction(
    construction: Construction, behind: tuple[Layer, ...] = ()
) -> Chain:
    """Return the cells of a construction; its two faces have no capacity.

    Each layer is cut into equal cells no thicker than `CELL_THICKNESS`, at least
    `CELLS_LEAST`, with their capacity in the middle. Layers without mass add
    resistance only.

    Parameters
    ----------
    construction
        Layers from outside to inside.
    behind
        Layers that lie outside of it, such as soil.

    Returns
    -------
    Chain
        Cells whose capacities sum to that of the layers, perhaps none.

    References
    ----------
    Clarke (2001), Energy Simulation in Building Design, ch. 3, doi
    10.4324/9780080505640.
    """
    capacities: list[float] = []
    resistances = [0.0]
    for layer in (*behind, *construction.layers):
        cells = _cells(layer)
        share = layer.thickness / max(cells, 1)
        resistance = share / layer.material.conductivity
        heat = layer.material.density * layer.material.heat_capacity * share
        if cells == 0:
            resistances[-1] += resistance
        for _ in range(cells):
            resistances[-1] += resistance / 2.0
            resistances.append(resistance / 2.0)
            capacities.append(heat)
    return Chain(np.asarray(capacities), 1.0 / np.asarray(resistances))


def _cells(layer: Layer) -> int:
    """Return the number of finite volumes of a layer, none without mass."""
    if layer.material.density * layer.material.heat_capacity <= 0.0:
        return 0
    return max(CELLS_LEAST, math.ceil(layer.thickness / CELL_THICKNESS))
