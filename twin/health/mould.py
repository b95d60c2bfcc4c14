"""Mould index of the Finnish model (VTT), one hour at a time.

The index goes from 0, nothing, over 1, growth seen under a microscope, and 3, seen with
the naked eye, to 6, a surface wholly covered.
"""

import math
from typing import Final, NamedTuple

from numba import njit

from twin.ground.lanes import exponential

INDEX_MOST: Final = 6.0
"""Highest mould index: all of the surface is covered [-]."""
TEMP_MOST: Final = 50.0
"""Temperature from which on nothing grows [°C]."""
SOON: Final = 6.0
"""Dry hours within which the index falls fast [h]."""
LATER: Final = 24.0
"""Dry hours after which it falls slowly; between both it stands still [h]."""
_FALL_SOON: Final = 0.032 / 24.0  # 1/h
_FALL_LATER: Final = 0.016 / 24.0  # 1/h
_WEEK: Final = 7.0 * 24.0  # h
_OLD: Final = 1.0  # index from which growth goes on at another rate


class MouldClass(NamedTuple):
    """How readily a surface moulds."""

    growth_young: float
    """Growth below index 1 over that of pine sapwood [-]."""
    growth_old: float
    """The same from index 1 on [-]."""
    most_base: float
    """Constant of the largest index that humidity allows [-]."""
    most_slope: float
    """Its linear term [-]."""
    most_bend: float
    """Its quadratic term, which counts down [-]."""
    humidity_least: float
    """Relative humidity below which nothing grows at any temperature [-]."""
    decline: float
    """Decline in dry hours over that of pine sapwood [-]."""


VERY_SENSITIVE: Final = MouldClass(1.0, 2.0, 1.0, 7.0, 2.0, 0.80, 1.0)
"""Untreated sapwood."""
SENSITIVE: Final = MouldClass(0.578, 0.386, 0.3, 6.0, 1.0, 0.80, 0.5)
"""Planed wood, boards, wallpaper, whatever is faced with paper."""
MEDIUM_RESISTANT: Final = MouldClass(0.072, 0.097, 0.0, 5.0, 1.5, 0.85, 0.25)
"""Concrete, cement plaster, mineral wool."""
RESISTANT: Final = MouldClass(0.033, 0.014, 0.0, 3.0, 1.0, 0.85, 0.1)
"""Glass, tiles, metal, polyurethane with a smooth face."""


@njit(cache=True, inline="always", error_model="numpy")
def humidity_critical(temp_surface: float, humidity_least: float) -> float:
    r"""Return the relative humidity from which mould grows.

    .. math:: \varphi_c = \max(-0.00267\,\theta^3 + 0.160\,\theta^2 - 3.13\,\theta
        + 100,\ \varphi_\mathrm{min})

    Parameters
    ----------
    temp_surface
        Temperature of the surface; at zero and below the answer is 1 [°C].
    humidity_least
        Least value of the sensitivity class [-].

    Returns
    -------
    float
        Critical relative humidity [-].

    References
    ----------
    Hukka and Viitanen (1999), Wood Science and Technology 33, 475, eq. 1,
    doi:10.1007/s002260050131; Viitanen and Ojanen (2007), Thermal Performance of
    Exterior Envelopes of Whole Buildings X, table 2.

    Examples
    --------
    >>> round(humidity_critical(10.0, 0.8), 4)
    0.8203
    """
    temp = min(max(temp_surface, 0.0), TEMP_MOST)
    cubic = ((-0.00267 * temp + 0.160) * temp - 3.13) * temp + 100.0
    return float(max(0.01 * cubic, humidity_least))


@njit(cache=True, inline="always", error_model="numpy")
def mould_drive(
    temp_surface: float, humidity_relative: float, humidity_least: float
) -> tuple[float, float]:
    r"""Return how fast mould starts on sapwood, and how wet it is past critical.

    .. math:: g = \frac{1}{168\,\exp(-0.68 \ln \theta - 13.9 \ln \varphi_\%
        + 66.02)}, \qquad r = \frac{\varphi_c - \varphi}{\varphi_c - 1}

    Parameters
    ----------
    temp_surface
        Temperature of the surface [°C].
    humidity_relative
        Relative humidity at the surface, above 1 read as 1 [-].
    humidity_least
        Least humidity of the sensitivity class [-].

    Returns
    -------
    tuple[float, float]
        Growth before what slows it, zero in an unfavourable hour, and the wetness:
        0 at critical humidity, 1 at saturation [1/h, -].

    References
    ----------
    Hukka and Viitanen (1999), eqs. 2 and 5, sapwood with an original sawn surface.

    Examples
    --------
    >>> mould_drive(20.0, 0.75, 0.8)
    (0.0, 0.0)
    """
    humidity = min(humidity_relative, 1.0)
    critical = humidity_critical(temp_surface, humidity_least)
    if (
        humidity < critical
        or temp_surface <= 0.0
        or temp_surface >= TEMP_MOST
        or critical >= 1.0
    ):
        return 0.0, 0.0
    weeks = 0.68 * math.log(temp_surface) + 13.9 * math.log(100.0 * humidity) - 66.02
    return exponential(weeks) / _WEEK, (humidity - critical) / (1.0 - critical)


@njit(cache=True, inline="always", error_model="numpy")
def mould_step(
    mould_index: float,
    hours_dry: float,
    growth: float,
    wetness: float,
    kind: MouldClass,
) -> tuple[float, float]:
    r"""Return the mould index and the dry hours one hour later.

    .. math:: M' = M + k_1 k_2 g, \qquad k_2 = \max(1 - e^{2.3 (M - M_\mathrm{max})},
        0), \qquad M_\mathrm{max} = A + B r - C r^2

    In dry hours the index falls by 0.032 a day in the first six, stands still until the
    first day is over, and then falls by 0.016 a day, each times the class's decline.

    Parameters
    ----------
    mould_index
        Index at the start of the hour, 0 to 6 [-].
    hours_dry
        Unfavourable hours without a break until now [h].
    growth
        Growth from `mould_drive`, zero in an unfavourable hour [1/h].
    wetness
        Wetness from `mould_drive` [-].
    kind
        Sensitivity class.

    Returns
    -------
    tuple[float, float]
        Index, 0 to 6, and unfavourable hours [-, h].

    References
    ----------
    Hukka and Viitanen (1999), eqs. 6 to 9; Viitanen and Ojanen (2007), eqs. 3 to 5 and
    tables 2 and 3. The decline of the classes is theirs, doi not assigned, status S.

    Examples
    --------
    >>> round(mould_step(1.0, 30.0, 0.0, 0.0, VERY_SENSITIVE)[0], 5)
    0.99933
    """
    is_wet = growth > 0.0
    most = kind.most_base + wetness * (kind.most_slope - kind.most_bend * wetness)
    slowed = max(1.0 - exponential(2.3 * (mould_index - most)), 0.0)
    rate = kind.growth_young if mould_index < _OLD else kind.growth_old
    dry = 0.0 if is_wet else hours_dry + 1.0
    slow = _FALL_LATER if dry > LATER else 0.0
    fall = kind.decline * (_FALL_SOON if dry <= SOON else slow)
    change = rate * slowed * growth if is_wet else -fall
    return min(max(mould_index + change, 0.0), INDEX_MOST), dry
