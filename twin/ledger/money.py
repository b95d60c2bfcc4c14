"""Money over time: present value, annuity, payback, price of avoided carbon."""

import numpy as np

from twin.ground.types import FloatArray
from twin.model.building import YearValue


def discount_factor(year: FloatArray, rate: float, base_year: float) -> FloatArray:
    r"""Return what money of a year is worth in the base year.

    .. math:: d = (1 + r)^{-(t - t_0)}

    Parameters
    ----------
    year
        Calendar years :math:`t` [a].
    rate
        Real discount rate :math:`r`, above -1 [1/a].
    base_year
        Year :math:`t_0` whose money counts in full [a].

    Returns
    -------
    FloatArray
        Factors [-].

    Examples
    --------
    >>> float(discount_factor(np.array([2026.0]), 0.06, 2025.0)[0].round(4))
    0.9434
    """
    return np.asarray((1.0 + rate) ** (base_year - np.asarray(year, dtype=np.float64)))


def present_value(
    amounts: FloatArray, year: FloatArray, rate: float, base_year: float
) -> float:
    """Return the present value of yearly amounts.

    Parameters
    ----------
    amounts
        Money of each year, in money of constant value [currency].
    year
        Calendar years, same shape [a].
    rate
        Real discount rate [1/a].
    base_year
        Year whose money counts in full [a].

    Returns
    -------
    float
        Present value [currency].

    References
    ----------
    ISO 15686-5:2017, 5.4; EN 16627:2015.
    """
    return float(np.sum(amounts * discount_factor(year, rate, base_year)))


def annuity(value: float, rate: float, years: int) -> float:
    r"""Return the equal yearly amount, paid at each year's end, of a present value.

    .. math:: a = V\,\frac{r}{1 - (1 + r)^{-n}}

    Parameters
    ----------
    value
        Present value :math:`V` [currency].
    rate
        Real discount rate :math:`r` [1/a].
    years
        Number of years :math:`n`, from 1 [a].

    Returns
    -------
    float
        Yearly amount [currency/a].

    Examples
    --------
    >>> round(annuity(1000.0, 0.06, 10), 2)
    135.87
    """
    if rate == 0.0:
        return value / years
    return float(value * rate / -np.expm1(-years * np.log1p(rate)))


def cumulative(amounts: FloatArray) -> FloatArray:
    """Return the running sum of yearly amounts along the last axis.

    Parameters
    ----------
    amounts
        Amount of each year, shape ``(..., year)`` [any].

    Returns
    -------
    FloatArray
        Sum up to and with each year [any].
    """
    return np.asarray(np.cumsum(amounts, axis=-1))


def payback_year(savings: FloatArray, year: FloatArray) -> float:
    """Return the first year in which net savings have paid back for good.

    Parameters
    ----------
    savings
        Money saved less money spent in each year [currency].
    year
        Calendar years, ascending, same shape [a].

    Returns
    -------
    float
        Calendar year from which the running sum is never negative again, not a
        number if there is none [a].
    """
    running = cumulative(savings)
    if running[-1] < 0.0:
        return float("nan")
    negative = np.flatnonzero(running < 0.0)
    return float(year[negative[-1] + 1] if negative.size else year[0])


def levelised_cost(
    cost: FloatArray,
    energy: FloatArray,
    year: FloatArray,
    rate: float,
    base_year: float,
) -> float:
    r"""Return what a unit of energy costs over the life of a plant or a programme.

    .. math:: c = \frac{\sum_t C_t\,(1 + r)^{-t}}{\sum_t E_t\,(1 + r)^{-t}}

    Parameters
    ----------
    cost
        Money of each year, what is left at the end taken off [currency].
    energy
        Energy that is generated or saved in each year, same shape [kWh].
    year
        Calendar years, same shape [a].
    rate
        Real discount rate [1/a].
    base_year
        Year whose money counts in full [a].

    Returns
    -------
    float
        Levelised cost, not a number where no energy is gained [currency/kWh].

    References
    ----------
    Short, Packey and Holt (1995), NREL/TP-462-5173, 4 (levelised cost of energy);
    Meier (1983), cost of conserved energy; both status G.

    Examples
    --------
    >>> round(
    ...     levelised_cost(
    ...         np.array([100.0, 0.0]),
    ...         np.array([0.0, 50.0]),
    ...         np.array([2025.0, 2026.0]),
    ...         0.05,
    ...         2025.0,
    ...     ),
    ...     2,
    ... )
    2.1
    """
    gained = present_value(energy, year, rate, base_year)
    if gained <= 0.0:
        return float("nan")
    return present_value(cost, year, rate, base_year) / gained


def abatement_cost(extra_cost: float, avoided_carbon: float) -> float:
    """Return the price of one tonne of avoided carbon.

    Parameters
    ----------
    extra_cost
        Present value of what a scenario costs more than the baseline [currency].
    avoided_carbon
        What it emits less, undiscounted [kgCO2e].

    Returns
    -------
    float
        Price, negative where the measure saves money; not a number where nothing is
        avoided [currency/t].
    """
    if avoided_carbon <= 0.0:
        return float("nan")
    return 1000.0 * extra_cost / avoided_carbon


def carbon_cost(
    carbon: FloatArray, year: FloatArray, price: tuple[YearValue, ...]
) -> FloatArray:
    """Return the shadow cost of carbon of each year.

    Parameters
    ----------
    carbon
        Emission of each year [kgCO2e].
    year
        Calendar years, same shape [a].
    price
        Price path, linear between its years [currency/t].

    Returns
    -------
    FloatArray
        Cost of each year [currency].
    """
    path = np.interp(year, [one.year for one in price], [one.value for one in price])
    return np.asarray(carbon * path / 1000.0)
