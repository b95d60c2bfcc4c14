r"""Exact hourly step of a modal system.

Temperatures vary linearly within the hour (first-order hold), heats are constant
(zero-order hold). With :math:`z = \lambda h`,

.. math::

   x_1 = e^z x_0 + h\varphi_1\,(b_T u_0 + b_q q) + h\varphi_2\,b_T \Delta u

   \bar x = \varphi_1 x_0 + h\varphi_2\,(b_T u_0 + b_q q) + h\varphi_3\,b_T \Delta u

where :math:`\varphi_1 = (e^z-1)/z`, :math:`\varphi_{k+1} = (\varphi_k - 1/k!)/z`.
"""

import math
from dataclasses import dataclass

import numpy as np

from twin.ground.constants import SECONDS_PER_HOUR
from twin.ground.types import FloatArray, Real
from twin.physics.network import TEMPERATURES
from twin.physics.reduction import ReducedSystem

_SERIES_BELOW = 1.0
_SERIES_TERMS = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscreteSystem:
    """Coefficients of the hourly step; arrays are contiguous for the kernel."""

    step: FloatArray
    """Rows decay, heat, ramp for the end; decay, heat, ramp for the mean, shape
    ``(6, state)``."""
    gain_temp: FloatArray
    """Temperatures into modes, shape ``(temperature, state)``."""
    gain_heat: FloatArray
    """Heats into modes, shape ``(heat, state)``."""
    output: FloatArray
    """Modes into outputs, shape ``(state, output)``."""
    through_temp: FloatArray
    """Temperatures into outputs, shape ``(temperature, output)``."""
    through_heat: FloatArray
    """Heats into outputs, shape ``(heat, output)``."""
    answer_mean: FloatArray
    """Heat into the air of each zone (column) to the hour's mean of air and star
    temperatures and loss (row), shape ``(output, zone)`` [K/W or -]."""
    answer_end: FloatArray
    """The same for air temperatures at the end of the hour, shape ``(zone, zone)``."""
    storage: FloatArray
    """Heat in each mode, shape ``(state,)`` [J/K]."""
    zones: int
    outer: int
    """Number of outdoor elements; the heats are those, then air, then radiant."""


def phi_functions(exponent: Real) -> tuple[FloatArray, FloatArray, FloatArray]:
    r"""Return :math:`\varphi_1, \varphi_2, \varphi_3` of the exponential integrators.

    Parameters
    ----------
    exponent
        Rate times duration, zero or below [-].

    Returns
    -------
    tuple[FloatArray, FloatArray, FloatArray]
        The three functions, same shape [-].

    Notes
    -----
    Near zero the power series is used; elsewhere the recurrence is stable.

    References
    ----------
    Hochbruck & Ostermann (2010), Acta Numerica 19, 209, eq. 2.9, doi
    10.1017/S0962492910000048.

    Examples
    --------
    >>> [round(float(f), 4) for f in phi_functions(-1.0)]
    [0.6321, 0.3679, 0.1321]
    """
    z = np.atleast_1d(np.asarray(exponent, dtype=np.float64))
    series = [
        sum(z**j / math.factorial(j + k) for j in range(_SERIES_TERMS))
        for k in (1, 2, 3)
    ]
    is_small = np.abs(z) < _SERIES_BELOW
    safe = np.where(is_small, -1.0, z)
    one = np.expm1(safe) / safe
    two = (one - 1.0) / safe
    three = (two - 0.5) / safe
    shape = np.shape(exponent)
    exact = (one, two, three)
    picked = [
        np.where(is_small, a, b).reshape(shape)
        for a, b in zip(series, exact, strict=True)
    ]
    return picked[0], picked[1], picked[2]


def discretise_system(
    system: ReducedSystem, duration: float = SECONDS_PER_HOUR
) -> DiscreteSystem:
    """Return the exact step of a modal system.

    Parameters
    ----------
    system
        Modal system in continuous time.
    duration
        Length of the step [s].

    Returns
    -------
    DiscreteSystem
        Coefficients for the kernel.

    References
    ----------
    Franklin, Powell & Workman (1998), Digital Control of Dynamic Systems, 3rd ed.,
    section 6.3 (holds).
    """
    zones = system.zones
    exponent = system.rate * duration
    phi_1, phi_2, phi_3 = phi_functions(exponent)
    step = np.vstack(
        [
            np.exp(exponent),
            duration * phi_1,
            duration * phi_2,
            phi_1,
            duration * phi_2,
            duration * phi_3,
        ]
    )
    heat = np.ascontiguousarray(system.gain[:, TEMPERATURES:].T)
    outer = heat.shape[0] - 2 * zones
    air = slice(outer, outer + zones)
    through = system.through[:, TEMPERATURES:]
    return DiscreteSystem(
        step=step,
        gain_temp=np.ascontiguousarray(system.gain[:, :TEMPERATURES].T),
        gain_heat=heat,
        output=np.ascontiguousarray(system.output.T),
        through_temp=np.ascontiguousarray(system.through[:, :TEMPERATURES].T),
        through_heat=np.ascontiguousarray(through.T),
        answer_mean=(system.output * step[4]) @ heat[air].T + through[:, air],
        answer_end=(system.output[:zones] * step[1]) @ heat[air].T
        + through[:zones, air],
        storage=system.storage,
        zones=zones,
        outer=outer,
    )
