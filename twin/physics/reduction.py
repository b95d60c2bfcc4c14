r"""Balanced reduction of a heat network that keeps what matters exact.

With :math:`z = C^{1/2} T` the network is symmetric, :math:`\dot z = S z + W u`. Inputs
and outputs of the reduction are the same ports, so one Gramian balances both, the
reduced system is symmetric too: stable, with real eigenvalues, and truncating it has
the bound of balanced truncation. Static gains are preserved, and with them heat: see
`ReducedSystem.storage`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.linalg import eigh

from twin.ground.types import FloatArray
from twin.physics.network import TEMPERATURES, Network

ERROR_BOUND: Final = 0.02
"""Largest error bound of the reduction, as a share of the static gain [-]."""
_LEAST_STATES: Final = 3


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
    """Error bound of the truncation over the largest Hankel value, :math:`2\\sum
    \\sigma_{tail} / \\sigma_1` [-]."""
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
    return _project(network, None, 0.0)


def reduce_network(network: Network, error_bound: float = ERROR_BOUND) -> ReducedSystem:
    """Return the smallest system whose truncation bound stays below a limit.

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
    (balanced truncation); Glover (1984), Int. J. Control 39, 1115, doi
    10.1080/00207178408933239 (bound); Liu & Anderson (1989), Int. J. Control 50, 1379,
    doi 10.1080/00207178908953437 (static gain).
    """
    scale = 1.0 / np.sqrt(network.capacity)
    rate, vectors = _eigen(network)
    ports = _ports(network, scale)
    modal = vectors.T @ ports
    gramian = (modal @ modal.T) / -(rate[:, None] + rate[None, :])
    hankel, basis = eigh((gramian + gramian.T) / 2.0)
    hankel, basis = np.maximum(hankel[::-1], 0.0), basis[:, ::-1]
    tail = 2.0 * np.cumsum(hankel[::-1])[::-1] / hankel[0]
    order = max(int(np.searchsorted(-tail, -error_bound)), _LEAST_STATES)
    order = min(order, len(rate))
    bound = float(tail[order]) if order < len(tail) else 0.0
    return _project(network, vectors @ basis[:, :order], bound)


def _eigen(network: Network) -> tuple[FloatArray, FloatArray]:
    """Return eigenvalues and vectors of the symmetric form."""
    scale = 1.0 / np.sqrt(network.capacity)
    symmetric = -(scale[:, None] * network.conductance * scale[None, :])
    rate, vectors = eigh(symmetric)
    return rate, vectors


def _ports(network: Network, scale: FloatArray) -> FloatArray:
    """Return the ports to balance for, each scaled to a typical swing.

    Air and star temperatures of each zone are ports, and so are the inputs: outdoor
    temperature 5 K, ground 2 K, and heats of 20 W per 1 W/K of the air node.
    """
    gain = network.gain * scale[:, None]
    heats = gain[:, TEMPERATURES:]
    swing = np.linalg.norm(heats, axis=0)
    heats = heats / np.where(swing > 0.0, swing, 1.0)
    output = network.output[:-1].T * np.sqrt(network.capacity)[:, None]
    output = output / np.linalg.norm(output, axis=0)
    temps = gain[:, :TEMPERATURES]
    swing = np.linalg.norm(temps, axis=0)
    temps = temps / np.where(swing > 0.0, swing, 1.0)
    return np.hstack([heats, temps, output])


def _project(network: Network, basis: FloatArray | None, bound: float) -> ReducedSystem:
    """Return the modal form on a basis, with static gains restored."""
    scale = 1.0 / np.sqrt(network.capacity)
    symmetric = -(scale[:, None] * network.conductance * scale[None, :])
    space = np.eye(len(scale)) if basis is None else basis
    small = space.T @ symmetric @ space
    rate, vectors = eigh((small + small.T) / 2.0)
    modes = space @ vectors
    gain = modes.T @ (scale[:, None] * network.gain)
    output = (network.output * scale[None, :]) @ modes
    static = network.through + network.output @ np.linalg.solve(
        network.conductance, network.gain
    )
    through = static + output @ (gain / rate[:, None])
    return ReducedSystem(
        rate=rate,
        gain=gain,
        output=output,
        through=through,
        storage=-output[-1] / rate,
        zones=network.zones,
        bound=bound,
        full_order=len(scale),
    )
