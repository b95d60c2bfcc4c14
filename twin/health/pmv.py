"""Predicted mean vote and percentage dissatisfied, a number for every hour."""

import math
from typing import Final

from numba import njit

_ROUNDS: Final = 40
_SKIN: Final = 58.15  # W/m² of one met
_ABSOLUTE: Final = 273.0  # as in the standard's own program
_WARM_CLO: Final = 0.078  # m²K/W
TEMP_RANGE: Final = (10.0, 30.0)
"""Air temperatures for which ISO 7730 is made [°C]."""
RADIANT_RANGE: Final = (10.0, 40.0)
"""Mean radiant temperatures for which it is made [°C]."""
SPEED_MOST: Final = 1.0
"""Air speed up to which it is made [m/s]."""
ACTIVITY_RANGE: Final = (0.8, 4.0)
"""Metabolic rates for which it is made [met]."""
VAPOUR_MOST: Final = 2700.0
"""Vapour pressure up to which it is made [Pa]."""
VOTE_MOST: Final = 2.0
"""Votes up to which it is made [-]."""


@njit(cache=True, error_model="numpy")
def predicted_mean_vote(
    temp_air: float,
    temp_radiant: float,
    air_speed: float,
    humidity_relative: float,
    metabolic_rate: float,
    clothing: float,
) -> float:
    """Return the predicted mean vote, also beyond the range of the standard.

    Parameters
    ----------
    temp_air
        Air temperature [°C].
    temp_radiant
        Mean radiant temperature [°C].
    air_speed
        Relative air speed [m/s].
    humidity_relative
        Relative humidity, 0 to 1 [-].
    metabolic_rate
        Activity without outer work [met].
    clothing
        Insulation [clo].

    Returns
    -------
    float
        Vote, a number for every input; `is_in_range` says whether the standard stands
        behind it [-].

    References
    ----------
    ISO 7730:2005, clause 4.1, equations 1 to 4; status S.

    Examples
    --------
    >>> round(predicted_mean_vote(22.0, 22.0, 0.1, 0.6, 1.2, 0.5), 2)
    -0.75
    """
    vapour = (
        humidity_relative * 1000.0 * math.exp(16.6536 - 4030.183 / (temp_air + 235))
    )
    insulation = 0.155 * clothing
    heat = metabolic_rate * _SKIN
    area = 1.05 + 0.645 * insulation
    if insulation <= _WARM_CLO:
        area = 1.0 + 1.29 * insulation
    air = temp_air + _ABSOLUTE
    around = ((temp_radiant + _ABSOLUTE) / 100.0) ** 4
    forced = 12.1 * math.sqrt(air_speed)
    base = 308.7 - 0.028 * heat + insulation * area * 3.96 * around
    cloth = (air + (35.5 - temp_air) / (3.5 * (6.45 * insulation + 0.1))) / 100.0
    film = forced
    for _ in range(_ROUNDS):
        film = max(forced, 2.38 * abs(100.0 * cloth - air) ** 0.25)
        radiant = insulation * area * 3.96 * cloth**4
        reached = base + insulation * area * air * film - radiant
        reached /= 100.0 + insulation * area * 100.0 * film
        cloth = 0.5 * (cloth + reached)
    diffusion = 3.05e-3 * (5733.0 - 6.99 * heat - vapour)
    sweat = max(0.42 * (heat - _SKIN), 0.0)
    breath = 1.7e-5 * heat * (5867.0 - vapour)
    breath += 0.0014 * heat * (34.0 - temp_air)
    radiation = 3.96 * area * (cloth**4 - around)
    convection = area * film * (100.0 * cloth - air)
    load = heat - diffusion - sweat - breath - radiation - convection
    return (0.303 * math.exp(-0.036 * heat) + 0.028) * load


@njit(cache=True, inline="always", error_model="numpy")
def percentage_dissatisfied(vote: float) -> float:
    """Return the predicted percentage of dissatisfied people.

    Parameters
    ----------
    vote
        Predicted mean vote [-].

    Returns
    -------
    float
        Percentage, 5 to 100 [%].

    References
    ----------
    ISO 7730:2005, clause 4.2, equation 5; status S.

    Examples
    --------
    >>> round(percentage_dissatisfied(0.5), 1)
    10.2
    """
    square = vote * vote
    return 100.0 - 95.0 * math.exp(-0.03353 * square * square - 0.2179 * square)


@njit(cache=True, inline="always", error_model="numpy")
def is_in_range(
    temps: tuple[float, float],
    vapour_pressure: float,
    motion: tuple[float, float],
    vote: float,
) -> bool:
    """Return whether ISO 7730 stands behind a vote.

    Parameters
    ----------
    temps
        Air and mean radiant temperature [°C].
    vapour_pressure
        Vapour pressure [Pa].
    motion
        Air speed and metabolic rate [m/s, met].
    vote
        Predicted mean vote [-].

    Returns
    -------
    bool
        True inside the ranges of the standard.

    References
    ----------
    ISO 7730:2005, clause 4.1; status S.
    """
    air, radiant = temps
    speed, activity = motion
    return (
        (air >= TEMP_RANGE[0])
        & (air <= TEMP_RANGE[1])
        & (radiant >= RADIANT_RANGE[0])
        & (radiant <= RADIANT_RANGE[1])
        & (vapour_pressure <= VAPOUR_MOST)
        & (speed <= SPEED_MOST)
        & (activity >= ACTIVITY_RANGE[0])
        & (activity <= ACTIVITY_RANGE[1])
        & (abs(vote) <= VOTE_MOST)
    )
