r"""Balanced reduction of a heat network that keeps what matters exact.

With :math:`z = C^{1/2} T` the network is symmetric, :math:`\dot z = S z + W u`. Inputs
and outputs are the same ports of the reduction, so one Gramian balances both. The
states that the ports hardly see are settled at once instead of cut off. What is left
is symmetric too, stable, with real eigenvalues and the bound of balanced truncation,
and its static gains are exact, and with them heat: see `ReducedSystem.storage`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.linalg import eigh

from twin.ground.types import FloatArray
from twin.physics.network import Network

ERROR_BOUND: Final = 0.02
"""Largest error bound of the reduction, as a share of the static gain [-]."""
_LEAST_STATES: Final = 3
# Typical swings that weigh the ports against each other; status A.
_SWING_TEMPS: Final = (5.0, 2.0)  # K, outdoors and ground
_SWING_FACE: Final = 150.0  # W/m², sun and sky on outer faces
_SWING_ROOM: Final = 2.5  # K, heats that the air hands to its faces over this


@dataclass(frozen=True, slots=True, kw_only=True)
class ReducedSystem:
    r"""Modal form of the reduced network, :math:`\dot x_i = \lambda_i x_i + b_i u`."""

    rate: FloatArray
    """Eigenvalues, below zero, shape ``(state,)`` [1/s]."""
    gain: FloatArray
    """Inputs into modes, shape ``(state, input)`` [1/s or K/J]."""
    output: FloatArray
    """Modes into outputs, shape ``(output, state)`` [any]."""
    through: FloatArray
    """Inputs into outputs, shape ``(output, input)`` [any]."""
    storage: FloatArray
    """Heat stored in each mode: with the static gain preserved, heat in minus heat out
    is exactly the change of ``storage @ x``, shape ``(state,)`` [J/K]."""
    zones: int
    bound: float
    """Error bound over the largest Hankel value, :math:`2 \\sum \\sigma_{tail} /
    \\sigma_1`, of the ports weighed by their swings [-]."""
    full_order: int
    """Number of states of the full network [-]."""


def modal_system(network: Network) -> ReducedSystem:
    """Return the full network in modal form, without reduction.

    Parameters
    ----------
    network
        Network with masses only.

    Returns
    -------
    ReducedSystem
        As many states as the network.
    """
    scale = 1.0 / np.sqrt(network.capacity)
    rate, modes = _eigen(network)
    return ReducedSystem(
        rate=rate,
        gain=modes.T @ (scale[:, None] * network.gain),
        output=(network.output * scale[None, :]) @ modes,
        through=network.through,
        storage=np.sqrt(network.capacity) @ modes,
        zones=network.zones,
        bound=0.0,
        full_order=len(rate),
    )


def reduce_network(network: Network, error_bound: float = ERROR_BOUND) -> ReducedSystem:
    """Return the smallest system whose error bound stays below a limit.

    Parameters
    ----------
    network
        Network with masses only.
    error_bound
        Largest bound of the error relative to the largest Hankel singular value [-].

    Returns
    -------
    ReducedSystem
        Modal form, static gains of all inputs to all outputs preserved.

    References
    ----------
    Moore (1981), IEEE Trans. Autom. Control 26, 17, doi 10.1109/TAC.1981.1102568
    (balancing); Glover (1984), Int. J. Control 39, 1115, doi
    10.1080/00207178408933239 (bound); Liu & Anderson (1989), Int. J. Control 50, 1379,
    doi 10.1080/00207178908953437 (singular perturbation: same bound, exact static
    gain).
    """
    rate, vectors = _eigen(network)
    modal = vectors.T @ _ports(network)
    gramian = (modal @ modal.T) / -(rate[:, None] + rate[None, :])
    hankel, basis = eigh((gramian + gramian.T) / 2.0)
    hankel, basis = np.maximum(hankel[::-1], 0.0), basis[:, ::-1]
    tail = 2.0 * np.cumsum(hankel[::-1])[::-1] / hankel[0]
    order = max(int(np.searchsorted(-tail, -error_bound)), _LEAST_STATES)
    order = min(order, len(rate))
    bound = float(tail[order]) if order < len(tail) else 0.0
    return _settle(network, vectors @ basis, order, bound)


def _eigen(network: Network) -> tuple[FloatArray, FloatArray]:
    """Return eigenvalues and vectors of the symmetric form."""
    scale = 1.0 / np.sqrt(network.capacity)
    symmetric = -(scale[:, None] * network.conductance * scale[None, :])
    rate, vectors = eigh(symmetric)
    return rate, vectors


def _ports(network: Network) -> FloatArray:
    """Return the ports to balance for, each weighed by a typical swing.

    Inputs are weighed by how far they swing in use, outputs (air and star temperature
    of each zone) are equal; inputs together weigh as much as outputs together.
    """
    scale = 1.0 / np.sqrt(network.capacity)[:, None]
    air = _SWING_ROOM * np.diag(network.conductance)[: network.zones]
    faces = [_SWING_FACE * element.area for element in network.outer]
    inputs = scale * network.gain * np.concatenate([_SWING_TEMPS, faces, air, air])
    outputs = scale * network.output[:-1].T
    return np.hstack(
        [inputs / np.linalg.norm(inputs), outputs / np.linalg.norm(outputs)]
    )


def _settle(
    network: Network, basis: FloatArray, order: int, bound: float
) -> ReducedSystem:
    """Return the modal form in which all states after the first few are settled."""
    scale = 1.0 / np.sqrt(network.capacity)
    symmetric = -(scale[:, None] * network.conductance * scale[None, :])
    balanced = basis.T @ symmetric @ basis
    gain = basis.T @ (scale[:, None] * network.gain)
    output = (network.output * scale[None, :]) @ basis
    fast = slice(order, None)
    # settled states: S_ff x_f = -(S_fs x_s + W_f u)
    right = np.hstack([balanced[fast, :order], gain[fast]])
    settled = -np.linalg.solve(balanced[fast, fast], right)
    slow = balanced[:order, :order] + balanced[:order, fast] @ settled[:, :order]
    rate, modes = eigh((slow + slow.T) / 2.0)
    gain_slow = gain[:order] + balanced[:order, fast] @ settled[:, order:]
    output_slow = output[:, :order] + output[:, fast] @ settled[:, :order]
    output_modes = output_slow @ modes
    return ReducedSystem(
        rate=rate,
        gain=modes.T @ gain_slow,
        output=output_modes,
        through=network.through + output[:, fast] @ settled[:, order:],
        storage=-output_modes[-1] / rate,
        zones=network.zones,
        bound=bound,
        full_order=len(scale),
    )
