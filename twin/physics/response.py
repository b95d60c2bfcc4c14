r"""Hourly response of an opaque element: a reduced, exact, conserving two-port.

The cells of one square metre obey :math:`C\dot T = -K T + k\,u`, where
:math:`u = (\theta_{si}, \theta_{se})` are the temperatures of the inner and the outer
face, constant within the hour. In the modes of the symmetric form, one hour is

.. math:: x_1 = e^{-\lambda h} x_0 + B u, \qquad \bar q = D u - B^\top x_0

with :math:`\bar q` the mean heat flows *into* the element at its two faces. The step is
exact. The same ports read and drive it, so one Gramian balances both; states that the
ports hardly see are settled at once instead of cut off, which leaves the static gain,
and with it heat, exact.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.linalg import eigh

from twin.ground.constants import SECONDS_PER_HOUR
from twin.ground.types import FloatArray
from twin.model.material import Construction, Layer
from twin.physics.conduction import Chain, discretise_construction

ERROR_BOUND: Final = 0.01
"""Largest error bound of a reduced element [W/(m²K)]."""
INSIDE: Final = 0
"""Port of the inner face."""
OUTSIDE: Final = 1
"""Port of the outer face."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Response:
    """One square metre of an element over one hour, modes apart from each other."""

    decay: FloatArray
    """What is left of each mode after an hour, shape ``(state,)`` [-]."""
    gain: FloatArray
    """Face temperatures into modes, and modes out of face flows, ``(state, 2)``."""
    through: FloatArray
    """Face temperatures into flows of the same hour, symmetric, shape ``(2, 2)``
    [W/(m²K)]."""
    storage: FloatArray
    """Heat in each mode: what enters in an hour is exactly the change of
    ``storage @ x``, shape ``(state,)`` [J/m²]."""
    bound: float
    """Bound of the error of a face flow per kelvin of face temperature, in the sense
    of the largest gain of any sequence of hours [W/(m²K)]."""
    full_order: int
    """Number of cells of the element [-]."""

    @property
    def transmittance(self) -> float:
        """Static heat flow from face to face [W/(m²K)]."""
        pull = self.gain[:, INSIDE] * self.gain[:, OUTSIDE]
        return float(np.sum(pull / (1.0 - self.decay)) - self.through[INSIDE, OUTSIDE])


def construction_response(
    construction: Construction,
    behind: tuple[Layer, ...] = (),
    error_bound: float = ERROR_BOUND,
) -> Response:
    """Return the hourly response of a construction.

    Parameters
    ----------
    construction
        Layers from outside to inside.
    behind
        Layers outside of it, such as soil.
    error_bound
        The smallest system is taken whose bound is not above this; zero keeps all
        cells [W/(m²K)].

    Returns
    -------
    Response
        Reduced or full two-port.
    """
    return reduce_response(
        full_response(discretise_construction(construction, behind)), error_bound
    )


def full_response(chain: Chain, duration: float = SECONDS_PER_HOUR) -> Response:
    """Return the exact step of all cells of an element.

    Parameters
    ----------
    chain
        Cells of the element.
    duration
        Length of the step [s].

    Returns
    -------
    Response
        As many states as cells.

    References
    ----------
    Franklin, Powell & Workman (1998), Digital Control of Dynamic Systems, 3rd ed.,
    section 6.3 (hold).
    """
    cells = len(chain.capacity)
    static = float(1.0 / np.sum(1.0 / chain.conductance))
    if cells == 0:
        return _response(np.zeros(0), np.zeros((0, 2)), static, 0.0, 0, duration)
    rate, modes, face = _modes(chain)
    exponent = rate * duration
    mean = -np.expm1(-exponent) / exponent
    gain = np.sqrt(duration) * mean[:, None] * (modes.T @ face)
    return _response(np.exp(-exponent), gain, static, 0.0, cells, duration)


def _modes(chain: Chain) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return rates [1/s], modes, and faces into cells, in the symmetric form."""
    scale = 1.0 / np.sqrt(chain.capacity)
    inner = chain.conductance[1:-1]
    diagonal = chain.conductance[:-1] + chain.conductance[1:]
    matrix = np.diag(diagonal) - np.diag(inner, 1) - np.diag(inner, -1)
    rate, modes = eigh(scale[:, None] * matrix * scale[None, :])
    face = np.zeros((len(scale), 2))
    face[-1, INSIDE] = chain.conductance[-1] * scale[-1]
    face[0, OUTSIDE] = chain.conductance[0] * scale[0]
    return rate, modes, face


def _response(
    left: FloatArray,
    gain: FloatArray,
    static: float,
    bound: float,
    full_order: int,
    duration: float,
) -> Response:
    """Return a response with the direct flows and the storage that its gains imply.

    Steady flows are those of `static`, so what flows at once is that and all that the
    modes take up. Nothing cancels there, however thin and conducting a layer is.
    """
    taken = gain / np.sqrt(1.0 - left)[:, None]
    return Response(
        decay=left,
        gain=gain,
        through=static * np.array([[1.0, -1.0], [-1.0, 1.0]]) + taken.T @ taken,
        storage=duration * gain.sum(axis=1) / (1.0 - left),
        bound=bound,
        full_order=full_order,
    )


def reduce_response(
    full: Response,
    error_bound: float = ERROR_BOUND,
    duration: float = SECONDS_PER_HOUR,
) -> Response:
    """Return the smallest response whose error bound stays below a limit.

    Parameters
    ----------
    full
        Response of all cells.
    error_bound
        Largest bound of the error [W/(m²K)].
    duration
        Length of the step [s].

    Returns
    -------
    Response
        Static gain preserved; at least one state where there was one.

    References
    ----------
    Moore (1981), IEEE Trans. Autom. Control 26, 17, doi 10.1109/TAC.1981.1102568
    (balancing); Al-Saggaf & Franklin (1987), IEEE Trans. Autom. Control 32, 815, doi
    10.1109/TAC.1987.1104712 (bound of discrete systems); Liu & Anderson (1989), Int.
    J. Control 50, 1379, doi 10.1080/00207178908953437 (singular perturbation: same
    bound, exact static gain).
    """
    states = len(full.decay)
    if states == 0 or error_bound <= 0.0:
        return full
    spread = 1.0 - full.decay[:, None] * full.decay[None, :]
    hankel, basis = eigh((full.gain @ full.gain.T) / spread)
    hankel, basis = np.maximum(hankel[::-1], 0.0), basis[:, ::-1]
    tail = 2.0 * np.cumsum(hankel[::-1])[::-1]
    order = max(int(np.sum(tail > error_bound)), 1)
    if order == states:
        return full
    matrix = basis.T @ (full.decay[:, None] * basis)
    gain = basis.T @ full.gain
    # settled states: x_f = A_fs x_s + A_ff x_f + B_f u
    fast = slice(order, None)
    right = np.hstack([matrix[fast, :order], gain[fast]])
    settled = np.linalg.solve(np.eye(states - order) - matrix[fast, fast], right)
    slow = matrix[:order, :order] + matrix[:order, fast] @ settled[:, :order]
    left, modes = eigh((slow + slow.T) / 2.0)
    gain_slow = gain[:order] + matrix[:order, fast] @ settled[:, order:]
    return _response(
        left,
        modes.T @ gain_slow,
        full.transmittance,
        float(tail[order]),
        states,
        duration,
    )
