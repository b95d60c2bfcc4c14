"""A window known by its U-value and its solar heat gain coefficient alone."""

from typing import Final

import numpy as np

from twin.ground.types import FloatArray

# Shape T(θ)/T(0) of ten kinds of window, and its sum with the rise of the reflectance,
# powers 4 to 0 of cos θ: A clear single, B bronze single, C reflective bronze single,
# D reflective single, E clear double, F bronze double, G reflective double, H low-e
# double, I tinted low-e double, J triple. Arasteh, Kohler and Griffith (2009), figures
# and table of the angular curves; coefficients as EnergyPlus 25.2 has them. Status G.
_TRANSMITTANCE: Final = np.array(
    [
        [1.470e-2, 1.486, -3.852, 3.355, -1.474e-3],
        [5.546e-1, 3.563e-2, -2.416, 2.831, -2.037e-3],
        [7.709e-1, -6.383e-1, -1.576, 2.448, -2.042e-3],
        [3.462e-1, 3.963e-1, -2.582, 2.845, -2.804e-4],
        [2.883, -5.873, 2.489, 1.510, -2.577e-3],
        [3.025, -6.366, 3.137, 1.213, -1.367e-3],
        [3.229, -6.844, 3.535, 1.088, -2.891e-3],
        [3.334, -7.131, 3.829, 9.766e-1, -2.952e-3],
        [3.146, -6.855, 3.931, 7.860e-1, -2.934e-3],
        [3.744, -8.836, 6.018, 8.407e-2, 4.825e-4],
    ]
)
_BOTH: Final = np.array(
    [
        [1.33, -3.20, 2.57, -0.70, 1.0],
        [3.23, -7.86, 6.50, -1.87, 1.0],
        [3.99, -9.86, 8.40, -2.52, 1.0],
        [3.11, -7.64, 6.40, -1.85, 1.0],
        [2.80, -6.82, 5.60, -1.57, 1.0],
        [5.32, -13.14, 10.98, -3.15, 1.0],
        [5.49, -13.54, 11.32, -3.25, 1.0],
        [5.64, -13.94, 11.70, -3.39, 1.0],
        [6.27, -15.74, 13.55, -4.06, 1.0],
        [6.39, -16.32, 14.27, -4.35, 1.0],
    ]
)

# Which kinds stand for a window: weights of A to J at knots of the SHGC, for single,
# double and very good windows; linear between knots and between the three.
_BDCD: Final = (0.0, 0.25, 0.25, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_FGHI: Final = (0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.25, 0.25, 0.25, 0.0)
_FH: Final = (0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.5, 0.0, 0.0)
_A, _D, _E, _J = (tuple(float(i == kind) for i in range(10)) for kind in (0, 3, 4, 9))
_KINDS: Final = (
    ((0.35, 0.45), (_J, _E)),
    ((0.25, 0.30, 0.50, 0.55), (_FH, _FGHI, _FGHI, _E)),
    ((0.30, 0.45, 0.60, 0.65), (_D, _BDCD, _BDCD, _A)),
)
_KINDS_U: Final = (1.42, 1.70, 3.41, 4.54)  # W/(m²K): good, double to double, single

_SINGLE_FROM: Final = 4.5  # W/(m²K), fit of single glass from here on
_DOUBLE_TO: Final = 3.4  # W/(m²K), fit of double glass up to here


def transmittance_simple(u_value: float, shgc: float) -> float:
    """Return the solar transmittance at normal incidence that goes with two numbers.

    Parameters
    ----------
    u_value
        Thermal transmittance [W/(m²K)].
    shgc
        Solar heat gain coefficient at normal incidence, 0 to 1 [-].

    Returns
    -------
    float
        Transmittance, below the coefficient [-].

    References
    ----------
    Arasteh, Kohler and Griffith (2009), Modeling windows in EnergyPlus with simple
    performance indices, LBNL-2804E, step 3; status G.
    """
    high = 0.7206
    low = 0.15
    single = (
        0.939998 * shgc**2 + 0.20332 * shgc if shgc < high else 1.30415 * shgc - 0.30515
    )
    double = (
        0.41040 * shgc
        if shgc <= low
        else 0.085775 * shgc**2 + 0.963954 * shgc - 0.084958
    )
    share = float(np.interp(u_value, (_DOUBLE_TO, _SINGLE_FROM), (0.0, 1.0)))
    return share * single + (1.0 - share) * double


def angular_shapes(
    cosine_incidence: FloatArray, u_value: float, shgc: float
) -> tuple[FloatArray, FloatArray]:
    r"""Return how transmittance and reflectance change with the angle of incidence.

    .. math:: T = T_0\,t(\theta),\qquad R = R_0 + (1 - R_0)\,\rho(\theta)

    Parameters
    ----------
    cosine_incidence
        Cosine of the angle of incidence, 0 to 1 [-].
    u_value
        Thermal transmittance [W/(m²K)].
    shgc
        Solar heat gain coefficient at normal incidence, 0 to 1 [-].

    Returns
    -------
    tuple of FloatArray
        Shape of T, 1 at normal and 0 at grazing incidence, and rise of R, 0 at normal
        and 1 at grazing incidence [-].

    References
    ----------
    Arasteh, Kohler and Griffith (2009), LBNL-2804E, step 5; status G.
    """
    weights = _kinds(u_value, shgc)
    # Near normal incidence some fits of T exceed 1 by up to 0.011.
    passed = np.clip(np.polyval(weights @ _TRANSMITTANCE, cosine_incidence), 0.0, 1.0)
    # The rounded coefficients miss zero at normal incidence by up to 0.02: the term of
    # the fourth power takes it up.
    powers = weights @ (_BOTH - _TRANSMITTANCE)
    powers[0] -= powers.sum()
    return passed, np.clip(np.polyval(powers, cosine_incidence), 0.0, 1.0)


def _kinds(u_value: float, shgc: float) -> FloatArray:
    """Return the weights of the ten kinds of window; they add up to 1."""
    good, double, single = (_between(shgc, *column) for column in _KINDS)
    columns = np.array([good, double, double, single])
    return np.array(
        [np.interp(u_value, _KINDS_U, columns[:, kind]) for kind in range(10)]
    )


def _between(
    shgc: float, knots: tuple[float, ...], kinds: tuple[tuple[float, ...], ...]
) -> list[float]:
    """Return weights linear between knots, constant outside."""
    table = np.array(kinds)
    return [float(np.interp(shgc, knots, column)) for column in table.T]
