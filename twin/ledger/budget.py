"""The carbon account: what was emitted against what a budget allows."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from twin.ground.quality import Status
from twin.ground.types import FloatArray
from twin.model.building import YearValue


class PathShape(StrEnum):
    """How a budget is spread over the years."""

    LINEAR = "linear"
    """Falls by the same amount every year until the budget is spent."""
    EXPONENTIAL = "exponential"
    """Falls by the same share every year and spends the budget in the limit."""
    TABLE = "table"
    """Given year by year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarbonBudget:
    """What residents may emit from one year on, and by which rule."""

    name: str
    shape: PathShape
    start: int
    """First calendar year that counts [a]."""
    per_person: float
    """Budget of one resident from the start on, zero for a table [kgCO2e]."""
    rule: str
    """How a share of the world became the share of a person."""
    source: str
    status: Status
    table: tuple[YearValue, ...] = ()
    """Allowance of one resident in each year, zero after the last [kgCO2e]."""

    def total(self, people: float) -> float:
        """Return the whole budget of some people.

        Parameters
        ----------
        people
            Residents who share it [-].

        Returns
        -------
        float
            Budget [kgCO2e].
        """
        if self.shape is PathShape.TABLE:
            kept = [one.value for one in self.table if one.year >= self.start]
            return people * float(sum(kept))
        return people * self.per_person


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CarbonAccount:
    """Years of an account, arrays of shape ``(year,)`` [kgCO2e]."""

    opening: FloatArray
    """What is left of the whole budget at the start of the year."""
    emission: FloatArray
    """What is emitted in the year, zero before the budget starts."""
    allowance: FloatArray
    """What the path allows in the year."""
    closing: FloatArray
    """Opening less emission, below zero once the budget is spent."""
    exhaustion: float
    """Moment at which the budget is spent, infinite if not in these years [a]."""


def allowances(
    budget: CarbonBudget, year: FloatArray, people: float, emission_first: float
) -> FloatArray:
    r"""Return what a budget allows in each year.

    With the budget :math:`B` and the rate :math:`e_0` at its start, the path has spent
    after the time :math:`t`

    .. math::
        S(t) = e_0 t \left(1 - \frac{t e_0}{4 B}\right)\ \text{up to}\ t = 2B/e_0
        \quad\text{or}\quad S(t) = B \left(1 - e^{-t e_0 / B}\right)

    and a year is allowed what lies between its ends.

    Parameters
    ----------
    budget
        Budget of a person and its shape.
    year
        Calendar years [a].
    people
        Residents who share it, above zero [-].
    emission_first
        Rate at which the path starts, above zero [kgCO2e/a].

    Returns
    -------
    FloatArray
        Allowance of each year, zero before the start [kgCO2e].

    References
    ----------
    Raupach et al. (2014), Nature Climate Change 4, 873, doi 10.1038/nclimate2384
    (capped paths that spend a quota); status G.
    """
    if budget.shape is PathShape.TABLE:
        known = {one.year: one.value for one in budget.table}
        each = [known.get(one, 0.0) if one >= budget.start else 0.0 for one in year]
        return people * np.asarray(each, dtype=np.float64)
    total = budget.total(people)
    begin = np.maximum(np.asarray(year, dtype=np.float64) - budget.start, 0.0)
    end = np.maximum(np.asarray(year, dtype=np.float64) + 1.0 - budget.start, 0.0)
    if budget.shape is PathShape.LINEAR:
        last = 2.0 * total / emission_first
        begin, end = np.minimum(begin, last), np.minimum(end, last)
        spent = [emission_first * t * (1.0 - t / (2.0 * last)) for t in (begin, end)]
    else:
        spent = [-total * np.expm1(-t * emission_first / total) for t in (begin, end)]
    return np.asarray(spent[1] - spent[0])


def keep_account(
    budget: CarbonBudget, year: FloatArray, emission: FloatArray, people: float
) -> CarbonAccount:
    """Return the account of some residents, year by year.

    Parameters
    ----------
    budget
        Budget of a person.
    year
        Calendar years, ascending by one, the start of the budget among them [a].
    emission
        Emission of each year, same shape [kgCO2e].
    people
        Residents who share the budget [-].

    Returns
    -------
    CarbonAccount
        Balances; within a year emission is even, so the moment of exhaustion is
        linear between its ends.
    """
    years = np.asarray(year, dtype=np.float64)
    counted = np.where(years >= budget.start, emission, 0.0)
    closing = budget.total(people) - np.cumsum(counted)
    opening = closing + counted
    first = float(counted[years >= budget.start][0])
    return CarbonAccount(
        opening=opening,
        emission=counted,
        allowance=allowances(budget, years, people, first),
        closing=closing,
        exhaustion=_exhaustion(years, opening, counted),
    )


def _exhaustion(year: FloatArray, opening: FloatArray, emission: FloatArray) -> float:
    """Return the moment at which nothing is left."""
    spent = np.flatnonzero(opening - emission <= 0.0)
    if not spent.size:
        return float("inf")
    place = int(spent[0])
    if emission[place] <= 0.0:
        return float(year[place])
    return float(year[place] + max(opening[place], 0.0) / emission[place])
