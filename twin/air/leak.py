"""How leaks are spread over a building, and what that makes of stack and wind.

The factors are worked out once for a building; the flow of an hour, which uses them, is
`twin.air.flow.infiltration_flow`.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from twin.ground.constants import GRAVITY

SHELTER_CLASSES: Final = (1.00, 0.90, 0.70, 0.50, 0.30)
"""Wind at the walls over free wind: open, sparse, one building height away, dense,
walled in; ASHRAE Handbook Fundamentals (2009), ch. 16, classes 1 to 5, status G [-]."""
_FLUE_WEIGHT: Final = 1.5  # a flue sees more of the wind
_LAST_M: Final = 1.0  # beyond it everything leaves at one level


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakDistribution:
    """Where the leaks of a building are, flues apart; the rest is in the walls."""

    share_ceiling: float = 0.25
    """Share of the leaks in the ceiling [-]."""
    share_floor: float = 0.25
    """Share of the leaks in the lowest floor [-]."""
    share_flue: float = 0.0
    """Share of all leaks that are a flue, zero without one [-]."""
    height_flue: float = 1.5
    """Height of the top of the flue over height of the eaves [-]."""
    has_crawl_space: bool = False
    """Whether wind reaches below the lowest floor."""
    exponent: float = 0.67
    """Pressure exponent of all leaks [-]."""


class LeakFactors(NamedTuple):
    """Flow by one drive over flow through all leaks at that drive's pressure."""

    stack: float
    """Stack factor f_s [-]."""
    wind: float
    """Wind factor f_w [-]."""


class LeakDrive(NamedTuple):
    """What the flow of an hour needs to know of a building, see `infiltration_flow`."""

    stack: float
    """Stack pressure that counts, for a temperature ratio of one [Pa]."""
    wind: float
    """Wind pressure that counts, for a wind of 1 m/s [kg/m³]."""


def leaks_of_storeys(storeys: float) -> LeakDistribution:
    """Return the usual distribution of leaks of a building without a flue.

    The share in ceiling and floor together is 1/(1 + storeys): a half, a third, a
    quarter, halves each. So the published coefficients of the enhanced model for one,
    two and three storeys come out again.

    Parameters
    ----------
    storeys
        Storeys between the lowest floor and the uppermost ceiling, 1 or more [-].

    Returns
    -------
    LeakDistribution
        Equal shares above and below.

    References
    ----------
    Derived (status D) from ASHRAE Handbook Fundamentals (2009), ch. 16, coefficients of
    the enhanced model.

    Examples
    --------
    >>> leaks_of_storeys(1).share_ceiling
    0.25
    """
    half = 0.5 / (1.0 + storeys)
    return LeakDistribution(share_ceiling=half, share_floor=half)


def leak_factors_aim2(leaks: LeakDistribution) -> LeakFactors:
    r"""Return the stack and wind factors of AIM-2.

    .. math::

       f_s &= \frac{1 + nR}{n + 1}
              \left(\tfrac12 - \tfrac12 M^{5/4}\right)^{n + 1} + F,\qquad
       M = \min\left(\frac{(X + (2n + 1)Y)^2}{2 - R},\, 1\right) \\
       F &= n Y (\beta - 1)^{(3n-1)/3}\left(1 -
            \frac{3 (X_c - X)^2 R^{1-n}}{2(\beta + 1)}\right),\qquad
       X_c = R + \frac{2(1 - R - Y)}{n + 1} - 2Y(\beta - 1)^n \\
       f_w &= 0.19 (2 - n)\left(1 - \left(\frac{X + R}{2}\right)^{3/2 - Y}\right)
              - \frac Y4 (J - 2YJ^4),\qquad J = \frac{X + R + 2Y}{2}

    R is the share of ceiling and floor, X that of the ceiling less that of the floor, Y
    that of the flue, :math:`\beta` the height of the flue.

    Parameters
    ----------
    leaks
        Where the leaks are.

    Returns
    -------
    LeakFactors
        Stack and wind factor.

    Notes
    -----
    With neither flue nor difference between floor and ceiling M is zero.

    References
    ----------
    Walker & Wilson (1998), HVAC&R Research 4, 119, eq. 9 to 25, doi
    10.1080/10789669.1998.10391395; read in three code transcriptions (status S), which
    differ in the power of M: 5/4 and 1.2.

    Examples
    --------
    >>> [round(factor, 4) for factor in leak_factors_aim2(LeakDistribution())]
    [0.2512, 0.2211]
    """
    power = leaks.exponent
    flue = leaks.share_flue
    level = (leaks.share_ceiling + leaks.share_floor) * (1.0 - flue)
    lopsided = (leaks.share_ceiling - leaks.share_floor) * (1.0 - flue)
    weight = (lopsided + (2.0 * power + 1.0) * flue) ** 2 / (2.0 - level)
    weight = min(weight, _LAST_M)
    stack = (1.0 + power * level) / (power + 1.0)
    stack *= (0.5 - 0.5 * weight**1.25) ** (power + 1.0)
    if flue > 0.0:
        stack += _flue_stack(leaks, level, lopsided)
    if leaks.has_crawl_space:
        wind = _wind_crawl_space(leaks, level, lopsided)
    else:
        together = (lopsided + level + 2.0 * flue) / 2.0
        wind = 0.19 * (2.0 - power) * (1.0 - ((lopsided + level) / 2.0) ** (1.5 - flue))
        wind -= flue / 4.0 * (together - 2.0 * flue * together**4)
    return LeakFactors(stack=stack, wind=wind)


def _flue_stack(leaks: LeakDistribution, level: float, lopsided: float) -> float:
    """Return what a flue adds to the stack factor."""
    power, flue = leaks.exponent, leaks.share_flue
    above = leaks.height_flue - 1.0
    critical = level + 2.0 * (1.0 - level - flue) / (power + 1.0)
    critical -= 2.0 * flue * above**power
    lost = 3.0 * (critical - lopsided) ** 2 * level ** (1.0 - power)
    lost /= 2.0 * (leaks.height_flue + 1.0)
    return float(power * flue * above ** ((3.0 * power - 1.0) / 3.0) * (1.0 - lost))


def _wind_crawl_space(leaks: LeakDistribution, level: float, lopsided: float) -> float:
    """Return the wind factor of a house over a vented crawl space."""
    power, flue = leaks.exponent, leaks.share_flue
    lopsided = min(lopsided, 1.0 - 2.0 * flue)
    spread = 1.0 - level * (power / 2.0 + 0.2)
    neutral = (1.0 - level) / 5.0 - 1.5 * flue
    away = 1.0 - (((lopsided - neutral) / (2.0 - level)) ** 2) ** 0.75
    return float(0.19 * (2.0 - power) * away * spread * (1.0 - flue / 4.0))


def leak_drive(leaks: LeakDistribution, height: float, density_air: float) -> LeakDrive:
    r"""Return the constants of a building for `infiltration_flow`.

    .. math:: f_s^{1/n} \rho g H \quad\text{and}\quad f_w^{1/n} \rho / 2

    Parameters
    ----------
    leaks
        Where the leaks are.
    height
        Height of the eaves above the lowest floor [m].
    density_air
        Density of the air indoors, by the altitude of the site [kg/m³].

    Returns
    -------
    LeakDrive
        Pressures that count.

    Examples
    --------
    >>> [round(one, 4) for one in leak_drive(LeakDistribution(), 5.0, 1.2)]
    [7.4854, 0.0631]
    """
    factors = leak_factors_aim2(leaks)
    root = 1.0 / leaks.exponent
    stack = factors.stack**root * density_air * GRAVITY * height
    return LeakDrive(stack=stack, wind=factors.wind**root * density_air / 2.0)


def shelter_aim2(leaks: LeakDistribution, shelter: float) -> float:
    r"""Return the shelter of walls and flue together.

    .. math:: S = S_0 (1 - Y) + 1.5\, Y

    Parameters
    ----------
    leaks
        Where the leaks are; the flue stands free above the roof.
    shelter
        Local wind speed at the walls over that of the weather file [-].

    Returns
    -------
    float
        Shelter that multiplies the wind [-].

    References
    ----------
    Walker & Wilson (1998), see `leak_factors_aim2`; status S.

    Examples
    --------
    >>> shelter_aim2(LeakDistribution(), 0.5)
    0.5
    """
    flue = leaks.share_flue
    return float(shelter * (1.0 - flue) + _FLUE_WEIGHT * flue)
