"""Whether a scenario pays: paired with a baseline, future by future."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.types import FloatArray, IntArray
from twin.ledger.cash import (
    FINANCIAL,
    INVESTMENT,
    MACRO,
    MAINTENANCE,
    RESIDUAL,
    yearly,
)
from twin.ledger.money import (
    annuity,
    discount_factor,
    levelised_cost,
    payback_year,
    present_value,
)
from twin.model.component import Kind

VIEWS: Final = {"financial": FINANCIAL, "with carbon price": MACRO}
"""Accounts that each view counts."""

BOUGHT: Final = ("electricity_grid_kwh", "lpg_kwh", "natural_gas_kwh", "wood_kwh")
"""Energy that is bought."""

LOW: Final = 0.05
HIGH: Final = 0.95
_UPKEEP: Final = (INVESTMENT, MAINTENANCE, RESIDUAL)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Horizon:
    """Years and futures of a study, and the worth of later money."""

    futures: IntArray
    """Numbers of the futures, ascending."""
    start: int
    """First calendar year; its money counts in full [a]."""
    years: int
    """Number of calendar years [a]."""
    rate: float
    """Real discount rate [1/a]."""

    @property
    def year(self) -> FloatArray:
        """Calendar years and the one after them, in which the residual value stands."""
        return np.arange(self.start, self.start + self.years + 1, dtype=np.float64)


def account_table(
    own: pd.DataFrame, base: pd.DataFrame, horizon: Horizon
) -> pd.DataFrame:
    """Return the present value of every account and item, and what differs.

    Parameters
    ----------
    own
        Flows of a scenario, see `twin.ledger.cash`.
    base
        Flows of the baseline.
    horizon
        Years, futures and rate.

    Returns
    -------
    pandas.DataFrame
        ``account, item, mean, p05, p95, difference, difference_p05, difference_p95``;
        the item ``all`` is an account's sum, the account ``all`` that of all but the
        carbon price [CNY].
    """
    keys = pd.concat([own, base])[["account", "item"]].drop_duplicates()
    chosen: list[tuple[str, str, Sequence[str], str | None]] = []
    for account in MACRO:
        items = sorted(keys[keys["account"] == account]["item"])
        chosen += [(account, one, (account,), one) for one in items]
        chosen.append((account, "all", (account,), None))
    chosen.append(("all", "all", FINANCIAL, None))
    rows = []
    for account, item, accounts, only in chosen:
        mine, other = (
            _present(_of_item(flows, only), accounts, horizon) for flows in (own, base)
        )
        row: dict[str, str | float] = {"account": account, "item": item}
        row |= spread(mine, "")
        row |= spread(mine - other, "difference")
        rows.append(row)
    return pd.DataFrame(rows)


def spread(values: FloatArray, name: str) -> dict[str, float]:
    """Return mean and interval over the futures.

    Parameters
    ----------
    values
        One value a future.
    name
        Begins the names of the columns; empty for ``mean``, ``p05`` and ``p95``.

    Returns
    -------
    dict[str, float]
        Mean, 5 % and 95 % quantile.
    """
    low, high = np.quantile(values, [LOW, HIGH])
    head = f"{name}_" if name else ""
    return {
        name or "mean": float(np.mean(values)),
        f"{head}p05": float(low),
        f"{head}p95": float(high),
    }


def appraise(own: pd.DataFrame, base: pd.DataFrame, horizon: Horizon) -> pd.DataFrame:
    r"""Return net present value, annuity and payback in each view.

    .. math:: \mathrm{NPV} = \sum_t \frac{B_t - C_t}{(1 + r)^{t - t_0}}

    with what the baseline spends, :math:`B`, and what the scenario spends, :math:`C`;
    above zero the scenario pays. The residual value counts in both, and in no payback.

    Parameters
    ----------
    own
        Flows of a scenario.
    base
        Flows of the baseline in the same futures.
    horizon
        Years, futures and rate.

    Returns
    -------
    pandas.DataFrame
        One row a view: ``npv`` and ``annuity`` with interval [CNY, CNY/a],
        ``probability_pays`` [-], and for ``payback`` and ``payback_discounted`` the
        median year and its interval, not a number where it never comes, and the share
        of futures in which it comes [-].
    """
    rows = []
    year = horizon.year
    weight = discount_factor(year, horizon.rate, horizon.start)
    for view, accounts in VIEWS.items():
        gain = _gain(own, base, accounts, horizon)
        saved = gain[:, :-1]  # without the year of the residual value
        npv = gain @ weight
        yearly_worth = np.array(
            [annuity(float(one), horizon.rate, horizon.years) for one in npv]
        )
        row: dict[str, str | float] = {"view": view}
        row |= spread(npv, "npv")
        row |= spread(yearly_worth, "annuity")
        row["probability_pays"] = float((npv > 0.0).mean())
        row |= _paybacks(saved, year[:-1], "payback")
        row |= _paybacks(saved * weight[:-1], year[:-1], "payback_discounted")
        rows.append(row)
    return pd.DataFrame(rows)


def _paybacks(saved: FloatArray, year: FloatArray, name: str) -> dict[str, float]:
    """Return the median year of payback, its interval, and how often it comes."""
    found = np.array([payback_year(one, year) for one in saved])
    late = np.sort(np.where(np.isnan(found), np.inf, found))
    low, middle, high = (
        late[min(max(int(np.ceil(share * late.size)) - 1, 0), late.size - 1)]
        for share in (LOW, 0.5, HIGH)
    )
    ends = [float(one) if np.isfinite(one) else np.nan for one in (middle, low, high)]
    return {
        name: ends[0],
        f"{name}_p05": ends[1],
        f"{name}_p95": ends[2],
        f"{name}_share": float(np.isfinite(late).mean()),
    }


def levelised_costs(
    own: tuple[pd.DataFrame, pd.DataFrame],
    base: tuple[pd.DataFrame, pd.DataFrame],
    horizon: Horizon,
) -> pd.DataFrame:
    """Return what a kilowatt hour of the roof, and a saved one, costs.

    Both are differences to the baseline: what its roofs and repairs cost anyway is no
    cost of the scenario.

    Parameters
    ----------
    own
        Flows and building years of a scenario.
    base
        Those of the baseline.
    horizon
        Years, futures and rate.

    Returns
    -------
    pandas.DataFrame
        Rows ``photovoltaic`` (per generated kWh) and ``saved`` (investment,
        maintenance and residual value per kWh that is bought less): ``levelised_cost``
        of the mean cost and energy with the interval of the futures [CNY/kWh] and
        ``energy_kwh``, undiscounted mean; empty where nothing is gained.
    """
    year = horizon.year
    kind = str(Kind.PHOTOVOLTAIC)
    cases = {
        "photovoltaic": (kind, ("pv_generation_kwh",), 1.0),
        "saved": (None, BOUGHT, -1.0),
    }
    rows = []
    for name, (item, columns, sign) in cases.items():
        flows = [_of_item(one[0], item) for one in (own, base)]
        cost = -_gain(flows[0], flows[1], _UPKEEP, horizon)
        energy = sign * (
            _energy(own[1], columns, horizon) - _energy(base[1], columns, horizon)
        )
        each = [
            levelised_cost(*pair, year, horizon.rate, horizon.start)
            for pair in zip(cost, energy, strict=True)
        ]
        whole = levelised_cost(
            cost.mean(axis=0), energy.mean(axis=0), year, horizon.rate, horizon.start
        )
        ends = np.quantile(each, [LOW, HIGH])
        rows.append(
            {
                "what": name,
                "levelised_cost": whole,
                "levelised_cost_p05": float(ends[0]),
                "levelised_cost_p95": float(ends[1]),
                "energy_kwh": float(energy.sum(axis=1).mean()),
            }
        )
    return pd.DataFrame(rows)


def _of_item(flows: pd.DataFrame, item: str | None) -> pd.DataFrame:
    """Return the flows of an item, all if none."""
    return flows if item is None else flows[flows["item"] == item]


def _gain(
    own: pd.DataFrame, base: pd.DataFrame, accounts: Sequence[str], horizon: Horizon
) -> FloatArray:
    """Return what a scenario spends less than the baseline, ``(future, year)``."""
    spent = [
        yearly(one, accounts, horizon.futures, horizon.year) for one in (own, base)
    ]
    return np.asarray(spent[1] - spent[0])


def _present(
    flows: pd.DataFrame, accounts: Sequence[str], horizon: Horizon
) -> FloatArray:
    """Return the present value of some accounts in each future."""
    sums = yearly(flows, accounts, horizon.futures, horizon.year)
    return np.array(
        [present_value(one, horizon.year, horizon.rate, horizon.start) for one in sums]
    )


def _energy(
    building_year: pd.DataFrame, columns: Sequence[str], horizon: Horizon
) -> FloatArray:
    """Return energy by future and year, nothing in the year after the last."""
    rows = np.searchsorted(horizon.futures, building_year["future"].to_numpy())
    places = building_year["year"].to_numpy(dtype=np.int64) - horizon.start
    sums = np.zeros((len(horizon.futures), horizon.years + 1))
    energy = building_year[list(columns)].to_numpy(dtype=np.float64).sum(axis=1)
    np.add.at(sums, (rows, places), energy)
    return sums
