"""Why a figure of carbon or money is what it is: its rows, factor by factor."""

from typing import Final

import pandas as pd

from twin.ledger.view import amounts_of

FACTOR_KEYS: Final = (
    "module",
    "component",
    "flow",
    "unit",
    "factor",
    "factor_unit",
    "factor_source",
    "factor_status",
)
"""What rows have in common that `trace` shows as one."""


def trace(ledger: pd.DataFrame, column: str, futures: int = 1) -> pd.DataFrame:
    r"""Return the rows behind a figure of the result tables.

    The figure is the sum of the amounts; each amount is

    .. math:: a = q\,f

    with the quantity :math:`q` summed over all rows of the same factor :math:`f`.

    Parameters
    ----------
    ledger
        Rows of the building, year and future, or of many, that the figure stands for.
    column
        One of `twin.ledger.view.SUMS`.
    futures
        Futures over which the figure is a mean [-].

    Returns
    -------
    pandas.DataFrame
        `FACTOR_KEYS`, ``quantity``, ``amount`` and ``rows``; the largest amounts
        first.

    Raises
    ------
    KeyError
        There is no such column.
    """
    amounts = amounts_of(ledger)[column]
    kept = ledger[amounts != 0.0]
    keys = list(FACTOR_KEYS)
    texts = {name: "str" for name in keys if name != "factor"}
    table = kept[keys].astype(texts)
    table["quantity"] = kept["quantity"].to_numpy() / futures
    table["amount"] = amounts[amounts != 0.0] / futures
    grouped = table.groupby(keys, sort=True)
    found = grouped[["quantity", "amount"]].sum()
    found["rows"] = grouped.size()
    found = found.reset_index()
    order = found["amount"].abs().sort_values(ascending=False, kind="stable").index
    sorted_rows: pd.DataFrame = found.loc[order].reset_index(drop=True)
    return sorted_rows
