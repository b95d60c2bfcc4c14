"""Burden of disease from long exposure to air pollution, as pure functions.

Relative risks come from cohorts that knew outdoor air only. A change of personal
exposure is therefore first told as the change of outdoor air that would cause it.
"""

import math
from typing import Final, NamedTuple


class Interval(NamedTuple):
    """A central value with the bounds of its 95 % interval."""

    central: float
    """Central value [-]."""
    low: float
    """Lower bound [-]."""
    high: float
    """Upper bound [-]."""


class Response(NamedTuple):
    """Log-linear exposure response of an agent."""

    risk: Interval
    """Relative risk for one step of exposure [-]."""
    step: float
    """Exposure for which the relative risk holds [µg/m³]."""


class Level(NamedTuple):
    """Yearly mean exposure and the level it is compared with."""

    exposure: float
    """Yearly mean exposure, told as outdoor air [µg/m³]."""
    counterfactual: float
    """Level below which nothing is counted [µg/m³]."""


class Baseline(NamedTuple):
    """Deaths of a group whatever their cause, and the life they cost."""

    deaths: float
    """Deaths per person and year [1/a]."""
    years_lost: float
    """Life lost with each death [a]."""


PM25: Final = Response(Interval(1.08, 1.06, 1.09), 10.0)
"""PM2.5 and natural-cause mortality, Chen & Hoek 2020, per 10 µg/m³."""
NO2: Final = Response(Interval(1.02, 1.01, 1.04), 10.0)
"""NO2 and all-cause mortality, Huangfu & Atkinson 2020, per 10 µg/m³."""
PER: Final = 100_000.0
"""People that a rate of burden is told for [-]."""
_THETA: Final = 0.143
_ALPHA: Final = 1.6
_MIDDLE: Final = 15.5  # µg/m³
_WIDTH: Final = 36.8  # µg/m³
_LEAST: Final = 2.4  # µg/m³


def as_outdoor(personal: Level, infiltration: Interval) -> Level:
    """Return the outdoor level that would give this personal exposure.

    Parameters
    ----------
    personal
        Personal exposure and its counterfactual, both personal: an outdoor guideline
        times the share.
    infiltration
        Share of outdoor air's particles that people in the cohorts met; the central
        value is used.

    Returns
    -------
    Level
        The same two levels told as outdoor air.

    References
    ----------
    Milner et al. 2017, on indoor-born particles and responses to outdoor air.
    """
    share = infiltration.central
    return Level(personal.exposure / share, personal.counterfactual / share)


def attributable(response: Response, level: Level) -> Interval:
    """Return the share of deaths that exposure above the counterfactual explains.

    Parameters
    ----------
    response
        Log-linear response of the agent.
    level
        Exposure and counterfactual, told as outdoor air.

    Returns
    -------
    Interval
        Attributable fraction 1 - 1/RR, with the interval of the relative risk.
    """
    steps = max(level.exposure - level.counterfactual, 0.0) / response.step
    return Interval(*(1.0 - risk**-steps for risk in response.risk))


def gemm_hazard(level: Level) -> float:
    """Return the hazard ratio of GEMM for PM2.5, above the threshold of its own.

    The coefficients are unverified (status G), and no interval is given with them.

    Parameters
    ----------
    level
        Exposure, told as outdoor air; its counterfactual is not read.

    Returns
    -------
    float
        Hazard ratio of non-communicable disease and lower respiratory infection [-].

    References
    ----------
    Burnett et al. 2018, doi 10.1073/pnas.1803222115.
    """
    above = max(level.exposure - _LEAST, 0.0)
    weight = 1.0 / (1.0 + math.exp(-(above - _MIDDLE) / _WIDTH))
    return math.exp(_THETA * math.log(above / _ALPHA + 1.0) * weight)


def life_lost(fraction: Interval, baseline: Baseline) -> Interval:
    """Return the years of life lost per 100 000 people and year.

    Parameters
    ----------
    fraction
        Attributable fraction.
    baseline
        Deaths of the group and the life each costs.

    Returns
    -------
    Interval
        Years of life lost per 100 000 people and year, without years of illness.
    """
    years = baseline.deaths * baseline.years_lost * PER
    return Interval(*(share * years for share in fraction))
