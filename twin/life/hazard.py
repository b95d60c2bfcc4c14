"""How long things last: Weibull lifetimes, and spread of working times."""

import math


def weibull_survival(age: float, shape: float, scale: float) -> float:
    r"""Return the share of new units that still works at an age.

    .. math:: S(a) = \exp\left[-(a/\eta)^k\right]

    Parameters
    ----------
    age
        Age of the units, from 0 [a].
    shape
        Weibull shape :math:`k`, above 0 [-].
    scale
        Weibull scale :math:`\eta`, above 0 [a].

    Returns
    -------
    float
        Share that survives, 0 to 1 [-].

    References
    ----------
    Weibull (1951), A statistical distribution function of wide applicability,
    J. Appl. Mech. 18, 293–297.

    Examples
    --------
    >>> round(weibull_survival(15.0, 6.0, 15.0), 4)
    0.3679
    """
    return math.exp(-math.pow(age / scale, shape))


def weibull_mean(shape: float, scale: float) -> float:
    r"""Return the mean life, :math:`\eta\,\Gamma(1 + 1/k)`.

    Parameters
    ----------
    shape
        Weibull shape :math:`k`, above 0 [-].
    scale
        Weibull scale :math:`\eta`, above 0 [a].

    Returns
    -------
    float
        Mean life of new units [a].

    Examples
    --------
    >>> round(weibull_mean(6.0, 15.0), 1)
    13.9
    """
    return scale * math.gamma(1.0 + 1.0 / shape)


def weibull_time_to_failure(
    uniform: float, shape: float, scale: float, age: float = 0.0
) -> float:
    r"""Return how much longer a unit lasts that has reached an age.

    Inverse of the survival conditional on the age: the unit outlasts the returned
    time with probability ``1 - uniform``.

    .. math:: t = \eta\left[(a/\eta)^k - \ln(1-u)\right]^{1/k} - a

    Parameters
    ----------
    uniform
        Uniform random number, from 0 and below 1 [-].
    shape
        Weibull shape :math:`k`, above 0 [-].
    scale
        Weibull scale :math:`\eta`, above 0 [a].
    age
        Age :math:`a` that the unit has reached, from 0 [a].

    Returns
    -------
    float
        Time until it fails, from 0 [a].

    Notes
    -----
    For old units the difference above loses its digits; there the equivalent
    :math:`a\,[(1 + h)^{1/k} - 1]` with :math:`h = -\ln(1-u)\,(a/\eta)^{-k}` is used.

    Examples
    --------
    Half of the units with shape 2 and scale 10 years fail within 8.33 years:

    >>> round(weibull_time_to_failure(0.5, 2.0, 10.0), 2)
    8.33
    """
    hazard = -math.log1p(-uniform)
    spent = math.pow(age / scale, shape)
    if spent > hazard:
        return age * math.expm1(math.log1p(hazard / spent) / shape)
    return max(0.0, scale * math.pow(spent + hazard, 1.0 / shape) - age)


def lognormal_factor(normal: float, variation: float) -> float:
    r"""Return a factor with mean one and a given coefficient of variation.

    .. math:: f = e^{\sigma z - \sigma^2/2},\quad \sigma^2 = \ln(1 + c^2)

    Parameters
    ----------
    normal
        Standard normal random number :math:`z` [-].
    variation
        Standard deviation over mean :math:`c`, from 0 [-].

    Returns
    -------
    float
        Factor, above 0 [-].

    Examples
    --------
    >>> lognormal_factor(1.7, 0.0)
    1.0
    """
    variance = math.log1p(variation**2)
    return math.exp(math.sqrt(variance) * normal - variance / 2.0)
