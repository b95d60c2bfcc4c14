"""From layers to nodes: finite volumes of an opaque element."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.model.material import Construction, Layer

CELL_THICKNESS: Final = 0.025
"""Largest thickness of a finite volume with mass [m]."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Nodes of one square metre of an element, from outside to inside."""

    capacity: FloatArray
    """Heat capacity of each node, shape ``(node,)`` [J/(m²K)]."""
    conductance: FloatArray
    """Between each node and the next, shape ``(node - 1,)`` [W/(m²K)]."""


def discretise_construction(construction: Construction) -> Chain:
    """Return the nodes of a construction, one at each face and inside thick layers.

    Each layer is cut into equal cells no thicker than `CELL_THICKNESS`; half of a
    cell's capacity goes to each of its two faces, so a node stands at every layer
    face and both surfaces are nodes. Layers without mass add resistance only.

    Parameters
    ----------
    construction
        Layers from outside to inside.

    Returns
    -------
    Chain
        At least two nodes; their capacities sum to that of the layers.

    References
    ----------
    Clarke (2001), Energy Simulation in Building Design, ch. 3, doi
    10.4324/9780080505640.
    """
    capacities = [0.0]
    conductances: list[float] = []
    for layer in construction.layers:
        cells = _cells(layer)
        share = layer.thickness / cells
        heat = layer.material.density * layer.material.heat_capacity * share
        for _ in range(cells):
            capacities[-1] += heat / 2.0
            conductances.append(layer.material.conductivity / share)
            capacities.append(heat / 2.0)
    return Chain(np.asarray(capacities), np.asarray(conductances))


def _cells(layer: Layer) -> int:
    """Return the number of finite volumes of a layer."""
    if layer.material.density <= 0.0:
        return 1
    return max(1, math.ceil(layer.thickness / CELL_THICKNESS))
