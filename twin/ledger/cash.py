"""Money of a run as flows: who, when, for what, until the last day of the study."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from twin.ground.types import FloatArray, IntArray
from twin.ledger.money import carbon_cost
from twin.ledger.operation import PRICE
from twin.ledger.view import amounts_of
from twin.model.building import YearValue
from twin.model.component import Product

FLOW_COLUMNS: Final = (
    "future",
    "year",
    "building_id",
    "account",
    "item",
    "money_cny",
)
"""Columns of a table of flows; what is spent is positive."""

ENERGY: Final = "energy"
INVESTMENT: Final = "investment"
MAINTENANCE: Final = "maintenance"
CARBON: Final = "carbon price"
RESIDUAL: Final = "residual value"

FINANCIAL: Final = (INVESTMENT, MAINTENANCE, ENERGY, RESIDUAL)
"""Accounts that somebody pays or owns."""

MACRO: Final = (*FINANCIAL, CARBON)
"""The same with the shadow price of what is emitted."""

EMITTED: Final = ("carbon_operation_kg", "carbon_embodied_kg", "carbon_refrigerant_kg")
"""Carbon of modules A to C; biogenic and D stand apart."""

_PLACE: Final = ["building_id", "component"]


def mean_lives(products: Sequence[Product]) -> dict[str, float]:
    r"""Return the mean life of each product.

    .. math:: \bar t = \eta\,\Gamma(1 + 1/k)

    Parameters
    ----------
    products
        Catalogue, with the scale :math:`\eta` [a] and shape :math:`k` of Weibull.

    Returns
    -------
    dict[str, float]
        Mean life by name [a].
    """
    return {
        one.name: one.weibull_scale.value
        * math.gamma(1.0 + 1.0 / one.weibull_shape.value)
        for one in products
    }


def cash_flows(
    ledger: pd.DataFrame,
    events: pd.DataFrame,
    lives: Mapping[str, float],
    carbon_price: Sequence[YearValue],
    last_year: int,
) -> pd.DataFrame:
    """Return the flows of one scenario.

    Parameters
    ----------
    ledger
        Its ledger rows, see `twin.ledger.row`.
    events
        Its logbook as a table: ``future, time, building_id, component, kind, action,
        product``.
    lives
        Mean life of each product [a].
    carbon_price
        Shadow price of carbon [CNY/t].
    last_year
        Last calendar year of the study [a].

    Returns
    -------
    pandas.DataFrame
        `FLOW_COLUMNS`, sorted. Items are carriers for energy, kinds of component for
        investment, maintenance and residual value, and ``shadow`` for carbon. The
        residual value is negative and stands in the year after the last, because it
        is what is left when that year ends.
    """
    parts = [
        _paid(ledger, events),
        _shadow(ledger, carbon_price),
        residual_values(ledger, events, lives, last_year + 1),
    ]
    table = pd.concat(parts, ignore_index=True)
    keys = list(FLOW_COLUMNS[:-1])
    sums = table.groupby(keys, sort=True)["money_cny"].sum()
    found: pd.DataFrame = sums.reset_index()
    return found


def _paid(ledger: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return what is paid, energy by carrier and the rest by kind of component."""
    paid = ledger[ledger["money_cny"].to_numpy() != 0.0]
    flow = paid["flow"].astype("str").str.removesuffix(PRICE)
    kind = _kinds(paid, events)
    account = paid["money_account"].astype("str")
    return pd.DataFrame(
        {
            "future": paid["future"].to_numpy(dtype=np.int64),
            "year": paid["year"].to_numpy(dtype=np.int64),
            "building_id": paid["building_id"].astype("str").to_numpy(),
            "account": account.to_numpy(),
            "item": np.where(account == ENERGY, flow, kind),
            "money_cny": paid["money_cny"].to_numpy(dtype=np.float64),
        }
    )


def _kinds(rows: pd.DataFrame, events: pd.DataFrame) -> np.ndarray:
    """Return the kind of the component of each row, ``other`` where none is known."""
    known = events.drop_duplicates(_PLACE).set_index(_PLACE)["kind"].astype("str")
    place = pd.MultiIndex.from_arrays([rows[name].astype("str") for name in _PLACE])
    return known.reindex(place).fillna("other").to_numpy()


def _shadow(ledger: pd.DataFrame, price: Sequence[YearValue]) -> pd.DataFrame:
    """Return the shadow cost of what is emitted, by building and year."""
    amounts = amounts_of(ledger)
    carbon = np.sum([amounts[name] for name in EMITTED], axis=0)
    year = ledger["year"].to_numpy(dtype=np.float64)
    return pd.DataFrame(
        {
            "future": ledger["future"].to_numpy(dtype=np.int64),
            "year": year.astype(np.int64),
            "building_id": ledger["building_id"].astype("str").to_numpy(),
            "account": CARBON,
            "item": "shadow",
            "money_cny": carbon_cost(carbon, year, tuple(price)),
        }
    )


def residual_values(
    ledger: pd.DataFrame,
    events: pd.DataFrame,
    lives: Mapping[str, float],
    end: float,
) -> pd.DataFrame:
    r"""Return what was bought in the study and is not used up at its end.

    .. math:: R = C \max\left(0,\; 1 - \frac{T - t}{\bar t}\right)

    with the price :math:`C` paid at :math:`t`, the end :math:`T` and the mean life
    :math:`\bar t`. Only the last purchase of a component counts, and none that was
    taken away since. What stood before the study was never bought in it.

    Parameters
    ----------
    ledger
        Ledger rows of one scenario.
    events
        Its logbook as a table.
    lives
        Mean life of each product [a].
    end
        End of the study [a].

    Returns
    -------
    pandas.DataFrame
        `FLOW_COLUMNS`, one row for each component that is worth something; money is
        negative.

    References
    ----------
    Commission Delegated Regulation (EU) No 244/2012, annex I, 5 (straight line).
    """
    keys = ["future", *_PLACE]
    actions = events["action"].astype("str")
    bought = events[actions.isin(("installed", "replaced"))]
    last = bought.sort_values("time", kind="stable").drop_duplicates(keys, keep="last")
    gone = events[actions == "removed"].groupby(keys, observed=True)["time"].max()
    left = gone.reindex(pd.MultiIndex.from_frame(last[keys])).to_numpy(dtype=float)
    last = last[~(left > last["time"].to_numpy(dtype=float))]
    is_invested = ledger["money_account"].astype("str") == INVESTMENT
    money = ledger[is_invested].groupby([*keys, "time"], observed=True)["money_cny"]
    place = pd.MultiIndex.from_frame(last[[*keys, "time"]])
    price = money.sum().reindex(place).fillna(0.0).to_numpy(dtype=np.float64)
    life = last["product"].astype("str").map(lives).to_numpy(dtype=np.float64)
    age = end - last["time"].to_numpy(dtype=np.float64)
    value = -price * np.maximum(0.0, 1.0 - age / life)
    table = pd.DataFrame(
        {
            "future": last["future"].to_numpy(dtype=np.int64),
            "year": np.full(len(last), round(end), dtype=np.int64),
            "building_id": last["building_id"].astype("str").to_numpy(),
            "account": RESIDUAL,
            "item": last["kind"].astype("str").to_numpy(),
            "money_cny": value,
        }
    )
    kept: pd.DataFrame = table[value != 0.0]
    return kept


def yearly(
    flows: pd.DataFrame, accounts: Sequence[str], futures: IntArray, year: FloatArray
) -> FloatArray:
    """Return flows as sums by future and year.

    Parameters
    ----------
    flows
        Table of flows.
    accounts
        Accounts that count.
    futures
        Numbers of the futures, ascending.
    year
        Calendar years, ascending by one [a].

    Returns
    -------
    FloatArray
        Money spent, shape ``(future, year)`` [CNY].
    """
    chosen = flows[flows["account"].isin(accounts)]
    rows = np.searchsorted(futures, chosen["future"].to_numpy())
    columns = chosen["year"].to_numpy(dtype=np.int64) - round(float(year[0]))
    sums = np.zeros((len(futures), len(year)))
    np.add.at(sums, (rows, columns), chosen["money_cny"].to_numpy(dtype=np.float64))
    return sums
