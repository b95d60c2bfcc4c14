"""Random but seeded clearness of days and hours, with a given monthly mean."""

from itertools import pairwise
from typing import Final

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from twin.ground.calendar import DAYS_PER_MONTH
from twin.ground.types import FloatArray
from twin.weather.split import irradiance_clear_haurwitz
from twin.weather.sun import SunYear

PERSISTENCE_DAY: Final = 0.29
"""Lag-one correlation of daily clearness, Graham, Hollands and Brunger (1988) [-]."""

PERSISTENCE_HOUR: Final = 0.54
"""Lag-one correlation of hourly clearness, Graham and Hollands (1990) [-]."""

_CLEARNESS_LEAST: Final = 0.05  # Bendt et al. (1981)
_FLAT: Final = 1e-6  # exponent below which the density is even
_ROUNDS: Final = 60


def autoregress(series: FloatArray, persistence: float) -> FloatArray:
    r"""Return a first-order autoregressive series of unit variance.

    .. math:: z_i = \varphi z_{i-1} + \sqrt{1 - \varphi^2}\, \varepsilon_i

    Parameters
    ----------
    series
        Independent standard normal numbers [any].
    persistence
        Correlation of neighbours, 0 to below 1 [-].

    Returns
    -------
    FloatArray
        Series of the same length [-].
    """
    fresh = float(np.sqrt(1.0 - persistence**2))
    linked = np.zeros(series.size)
    last = float(series[0])
    linked[0] = last
    for index in range(1, series.size):
        last = persistence * last + fresh * float(series[index])
        linked[index] = last
    return linked


def clearness_quantiles(clearness_mean: float, count: int) -> FloatArray:
    r"""Return `count` daily clearness indices that stand for a month, rising.

    The density is :math:`\propto e^{\gamma K}` between 0.05 and the largest index of
    the month; :math:`\gamma` is chosen so that the values have the given mean.

    Parameters
    ----------
    clearness_mean
        Monthly mean clearness index, 0.1 to 0.8 [-].
    count
        Days of the month [-].

    Returns
    -------
    FloatArray
        Clearness indices at the mid-quantiles [-].

    References
    ----------
    Bendt, Collares-Pereira and Rabl (1981), Solar Energy 27, 1; largest index by
    Hollands and Huget (1983), Solar Energy 30, 195; sets of quantiles as in Knight,
    Klein and Duffie (1991), Solar Energy 46, 109.

    Examples
    --------
    >>> round(float(clearness_quantiles(0.45, 31).mean()), 6)
    0.45
    """
    largest = (
        0.6313 + 0.267 * clearness_mean - 11.9 * max(0.75 - clearness_mean, 0.0) ** 8
    )
    largest = max(largest, clearness_mean + 0.05)
    span = largest - _CLEARNESS_LEAST
    share = (np.arange(count) + 0.5) / count

    def values(gamma: float) -> FloatArray:
        if abs(gamma) < _FLAT:
            return np.asarray(_CLEARNESS_LEAST + span * share)
        inside = np.log1p(share * np.expm1(gamma * span)) / gamma
        return np.asarray(_CLEARNESS_LEAST + inside)

    def excess(gamma: float) -> float:
        return float(values(gamma).mean()) - clearness_mean

    return np.asarray(values(float(brentq(excess, -200.0, 200.0, xtol=1e-12))))


def clearness_daily(
    sun: SunYear, irradiance_mean: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Return the clearness of each day, meeting the monthly irradiance exactly.

    Parameters
    ----------
    sun
        Sun of the year.
    irradiance_mean
        Monthly mean of the global irradiance over all hours [W/m²].
    rng
        Random stream.

    Returns
    -------
    FloatArray
        Clearness index, shape ``(day,)`` [-].
    """
    extra = sun.irradiance_extra_horizontal.reshape(-1, 24).mean(axis=1)
    clear = irradiance_clear_haurwitz(sun).reshape(-1, 24).mean(axis=1)
    highest = clear / np.maximum(extra, 1.0)
    order = autoregress(rng.standard_normal(extra.size), PERSISTENCE_DAY)
    edges = np.concatenate(([0], np.cumsum(DAYS_PER_MONTH)))
    days: FloatArray = np.zeros(extra.size)
    for month, (first, last) in enumerate(pairwise(edges)):
        part = slice(int(first), int(last))
        target = float(irradiance_mean[month])
        wanted = target / float(extra[part].mean())
        ranks = np.argsort(np.argsort(order[part]))
        drawn = clearness_quantiles(wanted, int(last - first))[ranks]
        days[part] = _scale_under(drawn, highest[part], extra[part], target)
    return days


def irradiance_hourly(
    sun: SunYear, clearness: FloatArray, rng: np.random.Generator
) -> FloatArray:
    r"""Return hourly global irradiance whose daily means are the given clearness.

    The mean course of a day follows Collares-Pereira and Rabl,
    :math:`k_t(\omega) \propto a + b\cos\omega`; correlated scatter is added in every
    hour; no hour exceeds the clear sky.

    Parameters
    ----------
    sun
        Sun of the year.
    clearness
        Clearness index of each day [-].
    rng
        Random stream.

    Returns
    -------
    FloatArray
        Global irradiance on the horizontal, shape ``(hour,)`` [W/m²].

    References
    ----------
    Collares-Pereira and Rabl (1979), Solar Energy 22, 155.
    Graham and Hollands (1990), Solar Energy 44, 333.
    """
    extra = sun.irradiance_extra_horizontal.reshape(-1, 24)
    clear = irradiance_clear_haurwitz(sun).reshape(-1, 24)
    mean = np.maximum(extra.mean(axis=1), 1e-9)
    course = clearness[:, None] * _course(sun)
    spread = 0.1557 * np.sin(np.pi * np.clip(course, 0.0, 0.933) / 0.933)
    noise = autoregress(rng.standard_normal(extra.size), PERSISTENCE_HOUR)
    scatter = course + spread * noise.reshape(-1, 24)
    start = np.maximum(scatter, 0.15 * course) * extra
    hours = np.array(
        [
            _scale_under(values, limit, np.ones(24), float(target))
            for values, limit, target in zip(
                start, clear, clearness * mean, strict=True
            )
        ]
    )
    return np.asarray(hours.ravel())


def share_of_normal(series: FloatArray) -> FloatArray:
    """Return the cumulative probability of standard normal numbers.

    Parameters
    ----------
    series
        Standard normal numbers [any].

    Returns
    -------
    FloatArray
        Probability, inside 0 to 1 [-].
    """
    share = np.asarray(ndtr(series), dtype=np.float64)
    return np.asarray(np.clip(share, 1e-9, 1.0 - 1e-9))


def _course(sun: SunYear) -> FloatArray:
    """Return the relative clearness over each day by Collares-Pereira and Rabl."""
    extra = sun.irradiance_extra_horizontal.reshape(-1, 24)
    up = sun.is_up.reshape(-1, 24)
    half_day = np.pi * up.sum(axis=1, keepdims=True) / 24.0
    first = 0.409 + 0.5016 * np.sin(half_day - np.pi / 3.0)
    second = 0.6609 - 0.4767 * np.sin(half_day - np.pi / 3.0)
    hours = np.arange(24) + 0.5
    total = np.maximum(extra.sum(axis=1, keepdims=True), 1e-9)
    noon = (extra * hours).sum(axis=1, keepdims=True) / total
    angle = np.pi * (hours - noon) / 12.0
    return np.where(up, np.maximum(first + second * np.cos(angle), 0.05), 0.0)


def _scale_under(
    values: FloatArray, limit: FloatArray, weight: FloatArray, target: float
) -> FloatArray:
    """Scale `values` to a weighted mean of `target`, none above its `limit`."""
    scaled = np.minimum(values, limit)
    for _ in range(_ROUNDS):
        mean = float((scaled * weight).mean())
        if mean <= 0.0 or abs(mean - target) < 1e-12 * target:
            break
        scaled = np.minimum(scaled * (target / mean), limit)
    return scaled
