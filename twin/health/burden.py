"""Burden of disease from long exposure to indoor and outdoor air, as pure functions.

Relative risks come from cohorts that knew outdoor air only. A personal exposure is
therefore first told as the outdoor air that would have caused it, so that the part of
it that is breathed indoors is not counted twice. Bounds follow from all bounds of the
inputs at once and are wider than the interval of the relative risk alone.
"""

from typing import Final

import numpy as np

from twin.ground.types import FloatArray
from twin.model.household import Mortality, Response
from twin.model.sourced import SourcedNumber, SourcedRange

BOUNDS: Final = ("value", "low", "high")
"""Order of the first axis of every result: central, least and largest."""


def attributable_fraction(exposure: FloatArray, response: Response) -> FloatArray:
    r"""Return the share of deaths that a personal exposure explains.

    Parameters
    ----------
    exposure
        Yearly mean of what people breathe wherever they are, any shape [µg/m³].
    response
        Log-linear response to outdoor air.

    Returns
    -------
    FloatArray
        :math:`1 - RR^{-(x/f - x_0)/s}` above the counterfactual, else zero: central,
        low and high on the first axis [-].

    References
    ----------
    Milner et al. (2017) on indoor-born particles and responses to outdoor air; Chen
    and Hoek (2020), doi 10.1016/j.envint.2020.105974.
    """
    risk, share = response.risk, response.reference
    pairs = ((risk.value, share.value), (risk.low, share.high), (risk.high, share.low))
    return np.stack(
        [
            1.0
            - each
            ** -(
                np.maximum(exposure / part - response.counterfactual.value, 0.0)
                / response.step.value
            )
            for each, part in pairs
        ]
    )


def years_lost(
    fraction: FloatArray, mortality: Mortality, ill_over_lost: SourcedRange
) -> FloatArray:
    """Return the healthy years lost for each member of a group and year.

    Parameters
    ----------
    fraction
        Attributable fraction, central, low and high on the first axis [-].
    mortality
        Deaths of the group and the years that each costs.
    ill_over_lost
        Years lived ill over years of life lost.

    Returns
    -------
    FloatArray
        Disability-adjusted life years, shape of `fraction` [1/a × a].
    """
    ill = np.array([getattr(ill_over_lost, name) for name in BOUNDS])
    ill = ill.reshape(-1, *(1,) * (fraction.ndim - 1))
    return fraction * mortality.deaths.value * mortality.years.value * (1.0 + ill)


def cancer_years(
    exposure: FloatArray,
    unit_risk: SourcedRange,
    case: SourcedRange,
    lifetime: SourcedNumber,
) -> FloatArray:
    """Return the healthy years lost to cancers for each person and year.

    Parameters
    ----------
    exposure
        Yearly mean of what people breathe [µg/m³].
    unit_risk
        Cancers of a lifetime for each µg/m³.
    case
        Healthy years lost with each.
    lifetime
        Lifetime that the unit risk speaks of.

    Returns
    -------
    FloatArray
        Disability-adjusted life years, central, low and high on the first axis
        [1/a × a].

    References
    ----------
    US EPA IRIS (2024), Toxicological review of formaldehyde, inhalation; status G.
    """
    each = [
        getattr(unit_risk, name) * getattr(case, name) / lifetime.value
        for name in BOUNDS
    ]
    return np.stack([one * exposure for one in each])
