"""What happens between the inner faces of a zone: long-wave and short-wave light."""

import numpy as np

from twin.ground.types import FloatArray

_PASSES = 200
_CLOSE = 1e-13


def star_factors(area: FloatArray, emissivity: FloatArray) -> FloatArray:
    r"""Return the factors of a long-wave star that stands for all exchange in a room.

    .. math:: F_i = \frac{1}{1 - A_i F_i / \sum_j A_j F_j},\qquad
       G_i = \frac{A_i}{1/F_i + (1 - \varepsilon_i)/\varepsilon_i}

    Each face exchanges :math:`G_i\,\sigma (T_i^4 - T_\ast^4)` with the star, whose
    temperature is such that these sum to zero.

    Parameters
    ----------
    area
        Of each inner face, shape ``(face,)`` [m²].
    emissivity
        Of each inner face, above 0, shape ``(face,)`` [-].

    Returns
    -------
    FloatArray
        Effective area of each face towards the star, shape ``(face,)`` [m²].

    References
    ----------
    Carroll (1980), An "MRT method" of computing radiant energy exchange in rooms,
    Systems Simulation and Economic Analysis Conference, San Diego.

    Examples
    --------
    Two equal black plates exchange as one plate with the other:

    >>> star_factors(np.array([1.0, 1.0]), np.array([1.0, 1.0]))
    array([2., 2.])
    """
    area = np.asarray(area, dtype=np.float64)
    view = np.ones_like(area)
    for _ in range(_PASSES):
        share = area * view / np.sum(area * view)
        after = 1.0 / np.maximum(1.0 - share, 1e-9)
        after = np.minimum(0.5 * (after + view), area.sum() / np.maximum(area, 1e-9))
        if np.max(np.abs(after - view)) < _CLOSE:
            break
        view = after
    inward = np.asarray(emissivity, dtype=np.float64)
    return np.asarray(area / (1.0 / view + (1.0 - inward) / inward))


def light_shares(
    area: FloatArray, absorbed: FloatArray, passed: FloatArray, first: FloatArray
) -> tuple[FloatArray, float]:
    r"""Return where light that enters a room ends.

    A first share of it hits each face; what is neither absorbed nor passed on comes
    back diffusely and falls on all *other* faces by their area, again and again.

    .. math:: H_i = f_i + \sum_{j \ne i} \frac{A_i}{A - A_j}\,r_j H_j,\qquad
       r = 1 - a - t,\qquad s_i = a_i H_i

    Parameters
    ----------
    area
        Of each inner face, shape ``(face,)``; one alone sees itself [m²].
    absorbed
        Share absorbed of what hits a face, shape ``(face,)`` [-].
    passed
        Share passed on by glass, shape ``(face,)`` [-].
    first
        Where the light falls first, sums to one, shape ``(face,)`` [-].

    Returns
    -------
    tuple[FloatArray, float]
        Share absorbed by each face, and share that leaves through glass [-].

    References
    ----------
    Net-radiation method with view factors by area, flat faces not seeing themselves;
    e.g. Clarke (2001), Energy Simulation in Building Design, section 7.4.

    Examples
    --------
    >>> shares, lost = light_shares(
    ...     np.array([1.0, 1.0]), np.array([0.5, 0.5]), np.zeros(2), np.array([1.0, 0])
    ... )
    >>> shares.round(3), lost
    (array([0.667, 0.333]), 0.0)
    """
    area = np.asarray(area, dtype=np.float64)
    back = 1.0 - np.asarray(absorbed) - np.asarray(passed)
    others = area.sum() - area
    is_alone = others <= 0.0
    seen = area[:, None] / np.where(is_alone, area, others)[None, :]
    np.fill_diagonal(seen, np.where(is_alone, 1.0, 0.0))
    hit = np.linalg.solve(np.eye(len(area)) - seen * back[None, :], first)
    return np.asarray(absorbed * hit), float(np.sum(np.asarray(passed) * hit))
